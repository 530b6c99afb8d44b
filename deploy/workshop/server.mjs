// Serves Guidepost, and live editing under /live/, on one port.

import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { networkInterfaces } from 'node:os';
import path from 'node:path';

import sirv from 'sirv';
import { WebSocketServer } from 'ws';

const { PORT = '8080', HOST = '0.0.0.0', DIST = '../../dist', DATA = './data' } = process.env;

if (!existsSync(path.join(DIST, 'index.html'))) {
  console.error(`There is no index.html in ${path.resolve(DIST)}. Set DIST to the folder with Guidepost's files.`);
  process.exit(1);
}

// y-websocket looks for this variable when it is loaded.
process.env.YPERSISTENCE = DATA;
const { getPersistence, setupWSConnection } = await import('y-websocket/bin/utils');
const stored = getPersistence().provider;
if (!(await stored.getAllDocNames())) {
  console.error(`Cannot open the data in ${path.resolve(DATA)}. Is another one of these running?`);
  process.exit(1);
}

// A file with a hash in its name never changes. Of all the others, browsers have to ask whether there is a new one.
const hashed = /-[0-9a-f]{12,16}(_bg)?\.(js|wasm|css|svg)$/;
const setHeaders = (response, file) =>
  response.setHeader('Cache-Control', hashed.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache');
const files = sirv(DIST, { etag: true, setHeaders });

const config = readFileSync('config.json');

const server = createServer((request, response) => {
  if (request.url.split('?')[0] !== '/config.json') return files(request, response);
  response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache' }).end(config);
});

// ws://…/live/ROOM. Rooms have names of 22 letters, which nobody can guess.
const sockets = new WebSocketServer({ noServer: true });
server.on('upgrade', (request, socket, head) => {
  socket.on('error', () => socket.destroy());
  const room = /^\/live\/([\w-]{22})(\?|$)/.exec(request.url)?.[1];
  if (!room) return socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
  sockets.handleUpgrade(request, socket, head, (ws) => {
    ws.on('error', (error) => console.error(`A connection has failed: ${error.message}`));
    setupWSConnection(ws, request, { docName: room });
  });
});

server.on('error', (error) => {
  console.error(`Cannot listen on ${HOST}:${PORT}: ${error.message}`);
  process.exit(1);
});
server.listen(Number(PORT), HOST, () => {
  const own = Object.values(networkInterfaces()).flat();
  const reached = own.filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address);
  console.log('Guidepost is at:');
  for (const host of HOST === '0.0.0.0' ? ['localhost', ...reached] : [HOST]) console.log(`  http://${host}:${PORT}`);
});

// Ctrl+C, or a closed window. Each edit is sent to the disk at once, but let the last ones arrive.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, async () => {
    for (const socket of sockets.clients) socket.terminate();
    await stored.destroy();
    process.exit();
  });
}
