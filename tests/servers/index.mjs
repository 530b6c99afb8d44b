// Real Yjs servers for tests, on 127.0.0.1 and free ports: started, killed in mid-edit, started again with the same
// data. `connect` is a plain Yjs client for the other end of a test.
//
// What is started here ends with the process that started it, however that ends.

import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { launch } from './process.mjs';

// The very one that the clients use: two of them in one program do not know each other's types.
export * as yjs from 'yjs';
export { connect } from './client.mjs';
export { waitFor } from './wait.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const python = path.join(here, '..', '..', '.tools', 'pycrdt', 'bin', 'python');

/** @typedef {import('./process.mjs').Running} Running */
/** @typedef {Running & { protocol: 'y-websocket' | 'hocuspocus' }} YjsServer */

/**
 * Starts Hocuspocus.
 *
 * @param {object} [options]
 * @param {string} [options.data] the folder for documents; without one they are gone when the server ends
 * @param {string[]} [options.tokens] those that are let in; without a list, everyone is
 * @param {number} [options.redisPort] a Redis through which several servers share documents
 * @param {number} [options.port]
 * @returns {Promise<YjsServer>}
 */
export async function startHocuspocus({ data, tokens, redisPort, port } = {}) {
  const server = await launch('Hocuspocus', 'ws', port, (port) => ({
    program: process.execPath,
    args: [path.join(here, 'hocuspocus.mjs'), JSON.stringify({ port, data: made(data), tokens, redisPort })],
  }));
  return { ...server, protocol: 'hocuspocus' };
}

/**
 * Starts the server that comes with y-websocket.
 *
 * @param {object} [options]
 * @param {string} [options.data] the folder for documents; without one they are gone when the server ends
 * @param {number} [options.port]
 * @returns {Promise<YjsServer>}
 */
export async function startYWebsocket({ data, port } = {}) {
  const server = await launch('y-websocket', 'ws', port, (port) => ({
    program: process.execPath,
    args: [path.join(here, 'node_modules', 'y-websocket', 'bin', 'server.cjs')],
    env: { HOST: '127.0.0.1', PORT: String(port), ...(data && { YPERSISTENCE: made(data) }) },
  }));
  return { ...server, protocol: 'y-websocket' };
}

/**
 * Starts pycrdt-websocket, which speaks the protocol of y-websocket.
 *
 * @param {object} [options]
 * @param {string} [options.data] the folder for documents; without one they are gone when the server ends
 * @param {number} [options.port]
 * @returns {Promise<YjsServer>}
 */
export async function startPycrdt({ data, port } = {}) {
  if (!existsSync(python)) {
    throw new Error('The Python packages are not in .tools/pycrdt. Install them: cargo xtask test servers');
  }
  const server = await launch('pycrdt-websocket', 'ws', port, (port) => ({
    program: python,
    args: [path.join(here, 'pycrdt_server.py'), String(port), ...(data ? [made(data)] : [])],
  }));
  return { ...server, protocol: 'y-websocket' };
}

/**
 * Starts a Redis that keeps nothing.
 *
 * @param {object} [options]
 * @param {number} [options.port]
 * @returns {Promise<Running>}
 */
export function startRedis({ port } = {}) {
  return launch('Redis', 'redis', port, (port) => ({
    program: 'redis-server',
    args: ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly', 'no'],
  }));
}

function made(folder) {
  if (folder) mkdirSync(folder, { recursive: true });
  return folder;
}
