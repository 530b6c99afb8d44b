// A server as a process of its own, which can be killed and started again.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

import { waitFor } from './wait.mjs';

const guard = fileURLToPath(new URL('guard.mjs', import.meta.url));

/**
 * A server that was started here.
 *
 * @typedef {object} Running
 * @property {string} url where it listens, such as `ws://127.0.0.1:23456`
 * @property {number} port
 * @property {() => Promise<void>} kill ends it at once, without a chance to write anything (SIGKILL)
 * @property {() => Promise<void>} stop asks it to end (SIGTERM) and waits until it has
 * @property {() => Promise<void>} restart starts it again on the same port, with the same data; stops it first where
 *   it still runs
 * @property {() => number} pid of the process that guards it, which has started it and nothing else
 * @property {() => string} log what it has written so far, in all its runs
 */

/**
 * Starts a server and waits until it accepts connections.
 *
 * @param {string} name for messages
 * @param {string} scheme of its address
 * @param {number | undefined} wanted its port; any free one where none is named
 * @param {(port: number) => { program: string, args: string[], env?: Record<string, string> }} command
 * @returns {Promise<Running>}
 */
export async function launch(name, scheme, wanted, command) {
  const port = wanted ?? (await freePort());
  const said = [];
  let child;
  let ended = true;

  const start = async () => {
    if (!(await isFree(port))) throw new Error(`${name} cannot start: something listens on port ${port} already`);
    const { program, args, env } = command(port);
    ended = false;
    child = spawn(process.execPath, [guard, program, ...args], { env: { ...process.env, ...env }, stdio: 'pipe' });
    child.stdout.on('data', (data) => said.push(data));
    child.stderr.on('data', (data) => said.push(data));
    // With the last of its output read, too.
    child.once('close', () => (ended = true));
    try {
      await waitFor(async () => ended || (await accepts(port)), `${name} to listen on port ${port}`);
      if (ended) throw new Error(`${name} ended at once`);
    } catch (error) {
      await kill();
      throw withLog(error);
    }
  };
  const kill = async () => {
    if (ended) return;
    // The guard ends the server when this closes.
    child.stdin.end();
    await once(child, 'close');
  };
  const stop = async () => {
    if (ended) return;
    child.kill('SIGTERM');
    try {
      await waitFor(() => ended, `${name} to end when asked to`);
    } catch (error) {
      await kill();
      throw withLog(error);
    }
  };
  const restart = async () => {
    await stop();
    await start();
  };
  const log = () => Buffer.concat(said).toString();
  const withLog = (error) => new Error(`${error.message}. It wrote:\n${log()}`);

  await start();
  return { url: `${scheme}://127.0.0.1:${port}`, port, kill, stop, restart, pid: () => child.pid, log };
}

/**
 * A port that nothing listens on, below those that systems hand out to clients: one of those could be taken while a
 * server is down, or a client that keeps trying could even be connected to itself.
 */
async function freePort() {
  return waitFor(async () => {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    return (await isFree(port)) && port;
  }, 'a free port');
}

function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

function accepts(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}
