// Measures a workshop: many people in one room, each typing for a minute, through one server on this machine. Once with
// the app that lies in dist/, a browser page for each person; once with one such page among plain Yjs clients, as the others have
// machines of their own; and once with plain Yjs clients alone.
//
// By hand, after `cargo xtask dist`: node room.mjs [people [seconds [keys a second]]]
//
// All share this machine, and pages of a browser that nobody else has to draw would be faster: what carries over is the comparison.

import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

import { chromium } from 'playwright';

import { connect, startYWebsocket, waitFor, yjs } from '../../servers/index.mjs';
import { launchOptions } from '../browser.mjs';
import { serve } from '../server.mjs';
import { drawAll, importPlaybook, newContext, usable } from './app.mjs';
import { conditions } from './conditions.mjs';
import { memory } from './memory.mjs';
import { megabytes, ms, quantile, table } from './report.mjs';

const { createRelativePositionFromTypeIndex, encodeRelativePosition } = yjs;
const [PEOPLE = 25, SECONDS = 60, KEYS = 2] = process.argv.slice(2).map(Number);

/** What everybody types: no spaces at the end, which a rendered text does not show. */
const letters = 'everybody-writes-at-once-'.repeat(200);
const term = (person) => `Person ${person}`;
const people = Array.from({ length: PEOPLE }, (_, person) => person);
const expected = letters.slice(0, SECONDS * KEYS);

// Each plain client waits for the end of this process.
process.setMaxListeners(0);

const browser = await chromium.launch(launchOptions);
const site = await serve();
try {
  console.log(conditions(browser));
  console.log(`${PEOPLE} people in one room, each typing ${KEYS} letters a second for ${SECONDS} s.`);
  const plain = await withServer(plainClients);
  const one = await withServer((server) => pages(server, 1));
  const app = await withServer((server) => pages(server, PEOPLE));
  table(
    'From a letter typed to the letter seen by somebody else (ms), and until all have the same',
    ['', 'letters', 'p50', 'p95', 'longest', 'all the same after'],
    [latencies(`${PEOPLE} pages`, app), latencies('1 page', one), latencies('plain Yjs', plain)],
  );
  const ratio = (side, share) => (quantile(side.latencies, share) / quantile(plain.latencies, share)).toFixed(0);
  const ratios = (side) => `p50 ${ratio(side, 0.5)}×, p95 ${ratio(side, 0.95)}×`;
  console.log(`\n  To plain Yjs: ${PEOPLE} pages ${ratios(app)}; 1 page ${ratios(one)}`);
  table(
    'What one client says and hears in that time, and what is held in memory (MB)',
    ['', 'messages out', 'kB out', 'messages in', 'kB in', 'a client', 'the server'],
    [traffic(`${PEOPLE} pages`, app), traffic('1 page', one), traffic('plain Yjs', plain)],
  );
  const share = (what) => `${(one.busy[what] * 100).toFixed(0)} %`;
  const [all, script, layout] = ['all', 'script', 'layout'].map(share);
  console.log(`\n  The main thread of the 1 page is busy ${all} of the time: ${script} in scripts, ${layout} in layout.`);
} finally {
  await browser.close();
  await site.close();
}

function latencies(name, { latencies, settled }) {
  const at = (share) => ms(quantile(latencies, share));
  return [name, latencies.length, at(0.5), at(0.95), ms(latencies.reduce((a, b) => Math.max(a, b))), `${ms(settled)} ms`];
}

function traffic(name, { said, heard, client, server }) {
  const kilobytes = ({ bytes }) => (bytes / 1000).toFixed(0);
  return [name, said.count, kilobytes(said), heard.count, kilobytes(heard), megabytes(client), megabytes(server)];
}

async function withServer(measure) {
  const server = await startYWebsocket();
  try {
    const measured = await measure(server);
    return { ...measured, server: residentBytes(server.pid()) };
  } finally {
    await server.kill();
  }
}

/** The memory of a process and those that it started. */
function residentBytes(pid) {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
  const pages = Number(readFileSync(`/proc/${children[0]}/statm`, 'utf8').split(' ')[1]);
  return pages * 4096;
}

/** People type at their own times, not all at once. */
async function type(person, letter) {
  await wait(((person / PEOPLE) * 1000) / KEYS);
  const start = performance.now();
  for (let place = 0; place < SECONDS * KEYS; place += 1) {
    await wait(Math.max(0, start + (place * 1000) / KEYS - performance.now()));
    await letter(letters[place]);
  }
}

async function plainClients({ url, protocol }) {
  const room = `bench-${Date.now()}`;
  const before = process.memoryUsage().rss;
  const clients = people.map(() => connect(url, protocol, room));
  await Promise.all(clients.map((client) => client.synced()));
  const text = (client, person) => client.doc.getText(term(person));
  const [first] = clients;
  const typed = people.map(() => []);
  const seen = people.map(() => []);
  const said = { count: 0, bytes: 0 };
  const heard = { count: 0, bytes: 0 };
  const count = (total, bytes) => {
    total.count += 1;
    total.bytes += bytes;
  };
  first.provider.ws.addEventListener('message', ({ data }) => count(heard, data.byteLength));
  const send = first.provider.ws.send.bind(first.provider.ws);
  first.provider.ws.send = (data, ...rest) => {
    count(said, data.byteLength);
    send(data, ...rest);
  };
  for (const person of people.slice(1)) {
    text(first, person).observe(() => note(seen[person], text(first, person).length, performance.now()));
  }
  await Promise.all(
    people.map((person) =>
      type(person, (letter) => {
        const own = text(clients[person], person);
        typed[person][own.length + 1] = performance.now();
        own.insert(own.length, letter);
        // As editors do: where the cursor is.
        clients[person].awareness.setLocalState({ user: { name: term(person) }, at: own.length });
      }),
    ),
  );
  const end = performance.now();
  const hasAll = (client) => people.every((person) => text(client, person).toString() === expected);
  await waitFor(() => clients.every(hasAll), 'all to have the same', 60);
  const settled = performance.now() - end;
  const client = (process.memoryUsage().rss - before) / PEOPLE;
  await Promise.all(clients.map((client) => client.close()));
  return { latencies: delays(typed, seen), settled, said, heard, client };
}

/** Notes when somebody saw so many letters first. */
function note(seen, length, now) {
  for (let count = length; count > 0 && seen[count] === undefined; count -= 1) seen[count] = now;
}

function delays(typed, seen) {
  return people.slice(1).flatMap((person) =>
    typed[person].flatMap((time, count) => (seen[person][count] === undefined ? [] : [seen[person][count] - time])),
  );
}

/** With the app for so many of the people, and plain Yjs clients for the others. */
async function pages({ url, protocol }, count) {
  const config = JSON.stringify({ server: { url, protocol } });
  const open = async (person) => {
    const context = await newContext(browser);
    await context.route('**/config.json', (route) => route.fulfill({ body: config, contentType: 'application/json' }));
    await context.addInitScript((name) => {
      localStorage.setItem('guidepost/preferences', JSON.stringify({ name }));
    }, term(person));
    return context.newPage();
  };
  const definitions = people.map((person) => ({ name: term(person) }));
  const playbook = { format: 'guidepost-playbook', version: 1, title: 'Workshop', sections: [{ id: 'definitions', definitions }] };
  const first = await open(0);
  const [said, heard] = countFrames(first);
  await importPlaybook(first, site.url, playbook);
  const address = first.url();
  await first.getByRole('button', { name: 'Share', exact: true }).click();
  await first.getByRole('button', { name: 'Make a room' }).click();
  const link = await first.getByRole('textbox', { name: 'Link' }).inputValue();
  await first.getByRole('button', { name: 'Done' }).click();
  const all = [first];
  for (const person of people.slice(1, count)) {
    const page = await open(person);
    await page.goto(link);
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Definitions' }).click();
    await usable(page);
    all.push(page);
  }
  const others = people.slice(count).map(() => connect(url, protocol, link.split('/').at(-1)));
  await Promise.all(others.map((client) => waitFor(() => textIn(client.doc, 0), 'the playbook')));
  const words = count > 1 ? `Live, ${count} here` : 'Live, nobody else here';
  await first.getByText(words).first().waitFor();
  if (first.url() !== address) throw new Error('the first page went elsewhere');
  await first.evaluate(watchOthers);
  for (const [person, page] of all.entries()) {
    await drawAll(page);
    await page.evaluate(noteKeys);
    await box(page, person).focus();
  }
  for (const total of [said, heard]) Object.assign(total, { count: 0, bytes: 0 });
  const session = await first.context().newCDPSession(first);
  await session.send('Performance.enable');
  const before = await processorTime(session);
  const typed = people.map(() => []);
  const press = (person, letter) => all[person].keyboard.press(letter);
  const insert = (person, letter) => {
    const { doc, awareness } = others[person - count];
    const text = textIn(doc, person);
    typed[person][text.length + 1] = performance.timeOrigin + performance.now();
    text.insert(text.length, letter);
    const caret = encodeRelativePosition(createRelativePositionFromTypeIndex(text, text.length, -1));
    const at = { page: 'definitions', entry: text.parent._item.parentSub, field: 'definition', caret: base64(caret) };
    awareness.setLocalState({ user: { name: term(person) }, at });
  };
  await Promise.all(
    people.map((person) => type(person, (letter) => (person < count ? press(person, letter) : insert(person, letter)))),
  );
  const end = performance.now();
  const after = await processorTime(session);
  const busy = Object.fromEntries(Object.keys(after).map((what) => [what, (after[what] - before[what]) / SECONDS]));
  const frames = [said, heard].map((total) => ({ ...total }));
  const texts = (page) =>
    page.evaluate(() => {
      const boxes = document.querySelectorAll('[data-field=definition] textarea');
      return [...boxes].map((box) => box.value);
    });
  await waitFor(
    async () => {
      for (const page of all) {
        const shown = await texts(page);
        if (shown.length !== PEOPLE || shown.some((text) => text !== expected)) return false;
      }
      return others.every(({ doc }) => people.every((person) => textIn(doc, person).toString() === expected));
    },
    'all to have the same',
    120,
  );
  const settled = performance.now() - end;
  for (const [person, page] of all.entries()) typed[person] = await page.evaluate(() => window.typed);
  const seen = await first.evaluate(() => window.seen);
  const { heap, wasm } = await memory(first);
  for (const page of all) await page.context().close();
  await Promise.all(others.map((client) => client.close()));
  const inOrder = people.map((person) => seen[`Person ${person}`] ?? []);
  return { latencies: delays(typed, inOrder), settled, said: frames[0], heard: frames[1], client: heap + wasm, busy };
}

/** Somebody's definition in a playbook. */
function textIn(doc, person) {
  for (const entry of doc.getMap('entries').values()) {
    if (entry.get('name') === term(person)) return entry.get('definition');
  }
}

function base64(bytes) {
  return Buffer.from(bytes).toString('base64').replaceAll('=', '');
}

function box(page, person) {
  const entry = page.getByRole('article', { name: term(person), exact: true });
  return entry.getByRole('textbox', { name: 'Definition', exact: true });
}

/** Seconds that the main thread of a page has worked so far. */
async function processorTime(session) {
  const { metrics } = await session.send('Performance.getMetrics');
  const value = (name) => metrics.find((metric) => metric.name === name).value;
  return {
    all: value('TaskDuration'),
    script: value('ScriptDuration'),
    layout: value('LayoutDuration') + value('RecalcStyleDuration'),
  };
}

function countFrames(page) {
  const said = { count: 0, bytes: 0 };
  const heard = { count: 0, bytes: 0 };
  const counts = (total) => (frame) => {
    total.count += 1;
    total.bytes += frame.payload.length;
  };
  page.on('websocket', (socket) => socket.on('framesent', counts(said)).on('framereceived', counts(heard)));
  return [said, heard];
}

/** In a page: notes when each letter was typed, on the clock that all pages of this machine share. */
function noteKeys() {
  window.typed = [];
  addEventListener(
    'keydown',
    ({ target }) => (window.typed[target.value.length + 1] = performance.timeOrigin + performance.now()),
    { capture: true },
  );
}

/** In a page: notes when each letter of somebody else is in the page, at the end of the frame that shows it. */
function watchOthers() {
  window.seen = {};
  const look = () => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        const now = performance.timeOrigin + performance.now();
        for (const article of document.querySelectorAll('[aria-label=Definitions] article')) {
          const view = article.querySelector('[data-field=definition] .text-view');
          const name = article.querySelector('h3').textContent;
          const seen = (window.seen[name] ??= []);
          for (let n = view.textContent.trim().length; n > 0 && seen[n] === undefined; n -= 1) seen[n] = now;
        }
        look();
      };
      port2.postMessage(null);
    });
  };
  look();
}
