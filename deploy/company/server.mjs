// One instance of the server for live editing. Two or more of them share their rooms through one Redis and one storage.

import { hostname } from 'node:os';

import { Database } from '@hocuspocus/extension-database';
import { Redis } from '@hocuspocus/extension-redis';
import { Server } from '@hocuspocus/server';
import { jwtVerify } from 'jose';
import * as Y from 'yjs';

import { secret } from './secret.mjs';

const { PORT = '4701', HOST = '127.0.0.1', S3_BUCKET } = process.env;
const { REDIS_HOST = '127.0.0.1', REDIS_PORT = '6379', REDIS_PASSWORD } = process.env;

const storage = await import(S3_BUCKET ? './storage-s3.mjs' : './storage-sqlite.mjs');

// Each instance keeps its own copy of a room, so that none can overwrite what only another one knows. Whoever opens the
// room reads all copies: Yjs merges them.
const instance = `${hostname()}-${PORT}`;
const write = (room, document) => storage.write(room, instance, Buffer.from(Y.encodeStateAsUpdate(document)));

const database = new Database({
  async fetch({ documentName }) {
    const merged = new Y.Doc();
    const copies = await storage.read(documentName).catch((error) => {
      console.error(`Cannot read ${documentName}:`, error.message);
      throw refusal('The server cannot read its storage');
    });
    for (const state of copies) Y.applyUpdate(merged, state);
    return Y.encodeStateAsUpdate(merged);
  },
  // Two seconds after somebody has paused, and at least every ten. It is tried again with the next edit, and below.
  async store({ documentName, document }) {
    await write(documentName, document).catch((error) => console.error(`Cannot write ${documentName}:`, error.message));
  },
});

const redis = new Redis({
  host: REDIS_HOST,
  port: Number(REDIS_PORT),
  // When Redis is away, wait until it is back, rather than give up after some attempts.
  options: { password: REDIS_PASSWORD, maxRetriesPerRequest: null },
});
// Its lock lets only one instance write a room. Here each has its own copy.
redis.onStoreDocument = undefined;

// Both of its connections are tried again by themselves. Say so once, not with every attempt.
let away = false;
for (const client of [redis.pub, redis.sub]) {
  client.on('error', ({ message }) => {
    if (!away) console.error('Redis is away:', message);
    away = true;
  });
  client.on('ready', () => {
    if (away) console.log('Redis is back');
    away = false;
  });
}

const server = new Server({
  extensions: [redis, database],

  async onAuthenticate({ token, documentName, connectionConfig }) {
    if (!/^[\w-]{22}$/.test(documentName)) throw refusal('There is no such room');
    const { payload } = await jwtVerify(token, secret, { algorithms: ['HS256'], requiredClaims: ['sub', 'exp'] }).catch(
      ({ code }) => {
        throw refusal(code === 'ERR_JWT_EXPIRED' ? 'The token has expired' : 'The token is not valid');
      },
    );
    connectionConfig.readOnly = payload.access === 'read';
  },

  // When everybody has left. This may be more than what was stored before: edits that came from another instance, which
  // has died since. If it fails, the room stays open here, and is tried again.
  async beforeUnloadDocument({ instance: rooms, documentName, document }) {
    if (document.store.clients.size === 0) return;
    await write(documentName, document).catch((error) => {
      setTimeout(() => rooms.unloadDocument(document), 30_000).unref();
      throw error;
    });
  },
});

/** What the person is told, and the log. */
function refusal(reason) {
  return Object.assign(new Error(reason), { reason });
}

// Not before Redis is there: a room that is opened without it would never hear of the other instances.
await Promise.all([redis.pub, redis.sub].map((client) => new Promise((resolve) => client.once('ready', resolve))));

// The server's own `listen` does not know HOST: it listens on all addresses.
server.httpServer.on('error', (error) => {
  console.error(`Cannot listen on ${HOST}:${PORT}: ${error.message}`);
  process.exit(1);
});
server.httpServer.listen(Number(PORT), HOST, () => console.log(`Live editing is at ${HOST}:${PORT}`));

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    setTimeout(() => {
      console.error('Ended without waiting any longer for Redis or the storage');
      process.exit(1);
    }, 20_000);
    // People's browsers connect to the other instance.
    for (const socket of server.webSocketServer.clients) socket.close(1012, 'The server is restarted');
    // Waits until all rooms are written.
    await server.destroy();
    await storage.close();
    process.exit();
  });
}
