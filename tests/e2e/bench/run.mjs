// Measures the app that lies in dist/ in headless Chromium: `cargo xtask bench`.
//
// By hand, where the browser is in a usual place: node run.mjs [entries ...]
//
// Nothing here fails because it is slow: times differ between machines, and between two runs on one. What
// carries over is the ratio to an empty page's text box that is typed into in turns with the app.

import { execSync } from 'node:child_process';
import os from 'node:os';

import { chromium } from 'playwright';

import { launchOptions } from '../browser.mjs';
import { serve } from '../server.mjs';
import { definition, drawAll, importPlaybook, memory, newContext, usable } from './app.mjs';
import { playbookOf } from './playbook.mjs';
import { grouped, median, megabytes, ms, quantile, table, times } from './report.mjs';
import { observed, type } from './typing.mjs';

/** The target: typing at this many entries takes at most so many times as long as in an empty page. */
const TARGET = { entries: 1_000, ratio: 1.5 };

/** What local storage has room for. */
const MOST_STORED = 5_000;

const KEYS = 240;
const WARM_UP = 60;
const STARTS = 5;

/** As the list opens, and after somebody has scrolled through all of it. */
const PHASES = [
  { name: 'as opened', rounds: 4 },
  { name: 'all drawn', rounds: 2 },
];

const given = process.argv.slice(2).map(Number);
const sizes = given.length ? given : [100, 1_000, 10_000];

const server = await serve();
// See typing.mjs for why the frame rate has no limit.
const args = [...launchOptions.args, '--disable-frame-rate-limit', '--disable-gpu-vsync'];
const browser = await chromium.launch({ ...launchOptions, args });
try {
  console.log(conditions());
  const results = [];
  for (const size of sizes) {
    console.log(`Measuring with ${grouped(size)} entries …`);
    results.push(await measure(size));
  }
  report(results);
} finally {
  await browser.close();
  await server.close();
}

function conditions() {
  const run = (command) => {
    try {
      return execSync(command, { stdio: ['ignore', 'pipe', 'ignore'] }).toString().trim();
    } catch {
      return 'unknown';
    }
  };
  const load = os.loadavg()[0].toFixed(1);
  return [
    `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC, Guidepost at ${run('git rev-parse --short HEAD')}`,
    `Chromium ${browser.version()}, headless; Node ${process.version}`,
    `${os.cpus().length} × ${os.cpus()[0]?.model ?? 'unknown processor'}, load ${load}`,
    '',
  ].join('\n');
}

async function measure(size) {
  const playbook = playbookOf(size);
  const storage = size <= MOST_STORED;
  const importing = await newContext(browser, { storage });
  let page = await importing.newPage();
  const imported = await importPlaybook(page, server.url, playbook);

  let starts;
  if (storage) {
    // Each in a context of its own, so that nothing is in a cache. What is measured then is the last of them.
    const address = page.url();
    const storageState = await importing.storageState();
    starts = [];
    for (let start = 0; start < STARTS; start += 1) {
      await page.context().close();
      page = await (await newContext(browser, { storageState })).newPage();
      await page.goto(address);
      starts.push(await usable(page));
    }
  }
  const held = await memory(page);
  const typing = await compare(page);
  await page.context().close();
  return { size, imported, starts, held, typing };
}

/** Types into a definition and into a bare text box, in turns, so that what else the machine does disturbs both. */
async function compare(page) {
  const bareContext = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const barePage = await bareContext.newPage();
  await barePage.setContent('<!doctype html><title>Bare</title><textarea rows="10" cols="80"></textarea>');
  const [app, bare] = [await observed(page), await observed(barePage)];
  const bareBox = barePage.getByRole('textbox');

  const begin = async (box) => {
    await box.focus();
    await box.press('ControlOrMeta+End');
  };
  let place = 0;
  const round = async (keys) => {
    // Each round goes on in another definition, and in a bare box with the same text.
    const box = definition(page, place);
    place += 1;
    const text = await box.inputValue();
    await bareBox.evaluate((bare, text) => (bare.value = text), text);
    const inApp = async () => {
      await begin(box);
      return { app: await type(app, keys) };
    };
    const inBare = async () => {
      await begin(bareBox);
      return { bare: await type(bare, keys) };
    };
    // Who comes first changes.
    const turns = place % 2 ? [inApp, inBare] : [inBare, inApp];
    return { ...(await turns[0]()), ...(await turns[1]()) };
  };

  const phases = [];
  for (const { name, rounds } of PHASES) {
    if (name === 'all drawn') {
      await drawAll(page);
      place = Math.floor((await page.getByRole('article').count()) / 2);
    }
    await round(WARM_UP);
    const taken = [];
    for (let count = 0; count < rounds; count += 1) taken.push(await round(KEYS));
    const elements = await page.evaluate(() => document.querySelectorAll('*').length);
    phases.push({ name, elements, rounds: taken });
  }
  await bareContext.close();
  return phases;
}

function report(results) {
  const verdicts = [];
  const [keys, costs] = [[], []];
  for (const { size, typing } of results) {
    for (const { name, elements, rounds } of typing) {
      const [app, bare] = ['app', 'bare'].map((side) => rounds.flatMap((round) => round[side].times));
      const ratio = (share) => quantile(app, share) / quantile(bare, share);
      const [p50, p95] = [ratio(0.5), ratio(0.95)];
      const each = rounds.map((round) => median(round.app.times) / median(round.bare.times));
      const label = `${grouped(size)}, ${name}`;
      keys.push([
        label,
        grouped(elements),
        ...[0.5, 0.95].flatMap((share) => [ms(quantile(app, share)), ms(quantile(bare, share)), times(ratio(share))]),
        `${times(Math.min(...each))} to ${times(Math.max(...each))}`,
        ms(Math.max(...app)),
        ms(Math.max(...bare)),
      ]);
      const cost = (side, what) => median(rounds.map((round) => round[side].cost[what]));
      costs.push([label, ...['all', 'script', 'style', 'layout'].flatMap((what) => [cost('app', what).toFixed(2), cost('bare', what).toFixed(2)])]);
      if (size === TARGET.entries) verdicts.push({ name, p50, p95 });
    }
  }
  table(
    'From a key to the end of the frame that shows it, while typing in a definition, beside a bare text box (ms)',
    ['entries', 'elements', 'p50', 'bare', 'ratio', 'p95', 'bare', 'ratio', 'p50 ratio of rounds', 'longest', 'bare'],
    keys,
  );
  for (const { name, p50, p95 } of verdicts) {
    const within = (ratio) => (ratio <= TARGET.ratio ? 'within' : 'ABOVE');
    console.log(
      `\n  At ${grouped(TARGET.entries)} entries, ${name}: p50 ${times(p50)}, ${within(p50)} the target of ${TARGET.ratio}×; ` +
        `p95 ${times(p95)}, ${within(p95)}.`,
    );
  }
  table(
    "Processor time of the page's main thread per key (ms)",
    ['entries', 'all', 'bare', 'script', 'bare', 'style', 'bare', 'layout', 'bare'],
    costs,
  );
  table(
    'Opening the definitions, and what is held in memory then (median; ms, MB)',
    ['entries', 'navigation to usable', 'file chosen to shown', 'JS heap', 'wasm memory', 'elements'],
    results.map(({ size, imported, starts, held }) => [
      grouped(size),
      starts && ms(median(starts)),
      ms(imported),
      megabytes(held.heap),
      megabytes(held.wasm),
      grouped(held.elements),
    ]),
  );
  if (results.some(({ starts }) => !starts)) {
    console.log('\n  Where no time for navigation stands, the playbook does not fit local storage: it was imported and held in memory.');
  }
}
