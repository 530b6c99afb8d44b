// Hocuspocus, set up as a team would, in a few lines.
//
//   node hocuspocus.mjs '{"port": 23456, "data": "folder", "tokens": ["secret"], "redisPort": 23457}'

import { once } from 'node:events';
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { Database } from '@hocuspocus/extension-database';
import { Redis } from '@hocuspocus/extension-redis';
import { Server } from '@hocuspocus/server';

const { port, data, tokens, redisPort } = JSON.parse(process.argv[2]);

const extensions = [];
if (data) {
  // A file for each document. The extension for SQLite does the same with a table, but where no compiled library can be
  // fetched it wants a compiler.
  const file = (name) => path.join(data, encodeURIComponent(name));
  const database = new Database({
    fetch: ({ documentName }) => readFile(file(documentName)).catch(() => null),
    async store({ documentName, state }) {
      await writeFile(`${file(documentName)}.new`, state);
      await rename(`${file(documentName)}.new`, file(documentName));
    },
  });
  extensions.push(database);
}
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
  process.exit();
});
