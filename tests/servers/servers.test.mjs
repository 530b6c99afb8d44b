// That the servers run here, and do what end-to-end tests take for granted of them.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect as open } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { connect, startHocuspocus, startPycrdt, startRedis, startYWebsocket, waitFor } from './index.mjs';
import { launch } from './process.mjs';

const kinds = { Hocuspocus: startHocuspocus, 'y-websocket': startYWebsocket, 'pycrdt-websocket': startPycrdt };

for (const [name, start] of Object.entries(kinds)) {
  describe(name, () => {
    let folder;
    let server;
    before(async () => {
      folder = await newFolder();
      server = await start({ data: folder });
    });
    after(async () => {
      await server?.stop();
      await rm(folder, { recursive: true });
    });

    test('two clients converge', async (t) => {
      const [anna, ben] = await pair(t, server, 'converge');
      write(anna, 'Anna');
      write(ben, 'Ben');
      await converge([anna, ben], ['Anna', 'Ben'], server);
    });

    test('one client sees that another is there, and that it leaves', async (t) => {
      const [anna, ben] = await pair(t, server, 'presence');
      const shown = () => ben.awareness.getStates().get(anna.doc.clientID)?.name;
      anna.awareness.setLocalState({ name: 'Anna' });
      await waitFor(() => shown() === 'Anna', 'Ben to see Anna');
      await anna.close();
      await waitFor(() => !shown(), 'Ben to see that Anna has left');
    });

    test('nothing is lost when the server is killed while people write', async (t) => {
      const [anna, ben] = await pair(t, server, 'killed');
      const written = [];
      const writing = setInterval(() => {
        for (const client of [anna, ben]) {
          const line = `${client === anna ? 'Anna' : 'Ben'} ${written.length}`;
          written.push(line);
          write(client, line);
        }
      }, 2);
      t.after(() => clearInterval(writing));

      await waitFor(() => lines(anna).includes('Ben 21'), 'Anna to see what Ben writes');
      await server.kill();
      await waitFor(() => !anna.isSynced() && !ben.isSynced(), 'both to notice');
      const before = written.length;
      await waitFor(() => written.length > before + 20, 'both to write on without a server');
      await server.restart();
      await Promise.all([anna.synced(), ben.synced()]);
      clearInterval(writing);
      await converge([anna, ben], written, server);
    });

    test('the server has its data again when it is started again', async (t) => {
      const [anna, ben] = await pair(t, server, 'kept');
      write(anna, 'Anna');
      write(ben, 'Ben');
      await converge([anna, ben], ['Anna', 'Ben'], server);
      await Promise.all([anna.close(), ben.close()]);
      // y-websocket does not finish writing when it is asked to end. But it reads a room anew for whoever comes first.
      const cleo = join(t, server, 'kept');
      await converge([cleo], ['Anna', 'Ben'], server);
      await cleo.close();
      await server.stop();
      await server.restart();
      await converge([join(t, server, 'kept')], ['Anna', 'Ben'], server);
    });

    test('without a folder, nothing is kept', async (t) => {
      const forgetful = await start();
      t.after(forgetful.stop);
      const anna = join(t, forgetful, 'forgotten');
      await anna.synced();
      write(anna, 'Anna');
      await anna.close();
      await forgetful.kill();
      await forgetful.restart();
      const ben = join(t, forgetful, 'forgotten');
      await ben.synced();
      assert.deepEqual(lines(ben), []);
    });
  });
}

test('Hocuspocus refuses a wrong token', async (t) => {
  const server = await startHocuspocus({ tokens: ['right'] });
  t.after(server.stop);
  const stranger = join(t, server, 'closed', { token: 'wrong' });
  assert.equal(await stranger.refused(), 'permission-denied');
  assert.equal(stranger.isSynced(), false);
  await join(t, server, 'closed', { token: 'right' }).synced();
});

test('two Hocuspocus share documents and presence through one Redis', async (t) => {
  const redis = await startRedis();
  t.after(redis.stop);
  const servers = await Promise.all([1, 2].map(() => startHocuspocus({ redisPort: redis.port })));
  t.after(() => Promise.all(servers.map((server) => server.stop())));
  const [anna, ben] = servers.map((server) => join(t, server, 'shared'));
  await Promise.all([anna.synced(), ben.synced()]);
  write(anna, 'Anna');
  write(ben, 'Ben');
  await converge([anna, ben], ['Anna', 'Ben'], servers[0]);
  anna.awareness.setLocalState({ name: 'Anna' });
  await waitFor(() => ben.awareness.getStates().get(anna.doc.clientID)?.name === 'Anna', 'Ben to see Anna');
  // Before their servers go: each stays until its last room is closed.
  await Promise.all([anna.close(), ben.close()]);
});

test('a server ends with whoever started it, even where that is killed', async (t) => {
  const index = new URL('index.mjs', import.meta.url);
  const program = `import { startYWebsocket } from '${index}'; console.log((await startYWebsocket()).port);`;
  const stdio = ['ignore', 'pipe', 'inherit'];
  const parent = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio });
  t.after(() => parent.kill('SIGKILL'));
  const [port] = await once(parent.stdout, 'data');
  assert.equal(await listens(Number(port)), true);
  parent.kill('SIGKILL');
  await waitFor(async () => !(await listens(Number(port))), 'the server to end');
});

test('a server that cannot start says why', async (t) => {
  const redis = await startRedis();
  t.after(redis.stop);
  await assert.rejects(startRedis({ port: redis.port }), /something listens on port/);
  const args = ['-e', 'console.error("No licence"); process.exit(1)'];
  const launched = launch('Nonsense', 'ws', undefined, () => ({ program: process.execPath, args }));
  await assert.rejects(launched, /Nonsense ended at once[^]*No licence/);
});

function newFolder() {
  return mkdtemp(path.join(tmpdir(), 'guidepost-servers-'));
}

function join(t, { url, protocol }, room, options) {
  const client = connect(url, protocol, room, options);
  t.after(client.close);
  return client;
}

async function pair(t, server, room) {
  const clients = [join(t, server, room), join(t, server, room)];
  await Promise.all(clients.map((client) => client.synced()));
  return clients;
}

function lines(client) {
  return client.doc.getArray('lines').toArray();
}

function write(client, line) {
  client.doc.getArray('lines').push([line]);
}

/** Waits until each client has just these lines, all in one order. */
async function converge(clients, expected, server) {
  const everything = [...expected].sort().join();
  const states = () => clients.map((client) => lines(client).join());
  const same = () =>
    new Set(states()).size === 1 && clients.every((client) => lines(client).sort().join() === everything);
  try {
    await waitFor(same, 'the clients to have the same lines');
  } catch (error) {
    const counts = clients.map((client) => lines(client).length).join(' and ');
    throw new Error(`${error.message}: ${counts} of ${expected.length}. The server wrote:\n${server.log()}`);
  }
}

function listens(port) {
  return new Promise((resolve) => {
    const socket = open(port, '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}
