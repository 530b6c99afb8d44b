// Hocuspocus, set up as a team would, in a few lines.
//
//   node hocuspocus.mjs '{"port": 23456, "data": "folder", "tokens": ["secret"], "redisPort": 23457}'

import { once } from 'node:events';
import path from 'node:path';

import { Redis } from '@hocuspocus/extension-redis';
import { SQLite } from '@hocuspocus/extension-sqlite';
import { Server } from '@hocuspocus/server';

const { port, data, tokens, redisPort } = JSON.parse(process.argv[2]);

const extensions = [];
const sqlite = data && new SQLite({ database: path.join(data, 'documents.sqlite') });
if (sqlite) extensions.push(sqlite);
if (redisPort) {
  const redis = new Redis({ host: '127.0.0.1', port: redisPort });
  extensions.push(redis);
  // Where a document is opened before this, the server never hears of what others write to it.
  await Promise.all([redis.pub, redis.sub].map((client) => client.status === 'ready' || once(client, 'ready')));
}

const server = new Server({
  extensions,
  async onAuthenticate({ token }) {
    if (tokens && !tokens.includes(token)) throw new Error('This token is not known here');
  },
});

// Not with `listen` of its own: this version of it ignores the address and listens on all of them.
server.httpServer.listen(port, '127.0.0.1', () => console.log(`Hocuspocus listens on port ${port}`));
process.on('SIGTERM', async () => {
  await server.destroy();
  // It does not wait until what it stored last is written; closing the database does.
  if (sqlite) await new Promise((resolve) => sqlite.db.close(resolve));
  process.exit();
});
