// Measures the app that lies in dist/ in headless Chromium, beside two pages of the same entries that do next to nothing
// (limits.mjs): `cargo xtask bench`.
//
// By hand, after `cargo xtask dist`: node run.mjs [entries ...] [--rounds 4] [--keys 240] [--starts 5] [--searches 2]
// It counts rounds of typing and the keys of each, how often each page is opened, and rounds of searching.
//
// Nothing here fails because it is slow: times differ between machines, and between two runs on
// one. What carries over is the ratio to what is measured in turns with the app.

import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { chromium } from 'playwright';

import { launchOptions } from '../browser.mjs';
import { serve } from '../server.mjs';
import { compare } from './compare.mjs';
import { conditions } from './conditions.mjs';
import { LIMIT_FILES, serveLimits } from './limits.mjs';
import { settledMemory } from './memory.mjs';
import { playbookOf } from './playbook.mjs';
import { grouped, report } from './report.mjs';
import { canSearch, compareSearch } from './search.mjs';
import { start, starts } from './starts.mjs';
import { stored } from './stored.mjs';
import { summary } from './summary.mjs';

/** Nobody scrolls through more entries than this, and to draw them all takes minutes. */
const MOST_DRAWN = 1_000;

const number = (standard) => ({ type: 'string', default: String(standard) });
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: number(4), keys: number(240), starts: number(5), searches: number(2) },
});
const counts = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value)]));
const sizes = positionals.length ? positionals.map(Number) : [1_000, 10_000];

const here = path.dirname(fileURLToPath(import.meta.url));
const dist = path.join(here, '../../../dist');

const server = await serve();
const browser = await chromium.launch(launchOptions);
// typing.mjs says what for.
const args = [...launchOptions.args, '--disable-frame-rate-limit', '--disable-gpu-vsync'];
const unlimited = await chromium.launch({ ...launchOptions, args });
try {
  console.log(conditions(browser));
  const results = [];
  for (const size of sizes) {
    console.log(`Measuring with ${grouped(size)} entries: about twenty minutes.`);
    results.push(await measure(size));
  }
  report(results);
  results.forEach(summary);
} finally {
  await browser.close();
  await unlimited.close();
  await server.close();
}

async function measure(size) {
  const playbook = playbookOf(size);
  const limits = await serveLimits(playbook);
  try {
    const { imported, ...app } = await stored(browser, server.url, playbook, size);
    const pages = { app, html: limits.html, script: limits.script };
    const transfer = {
      app: brotli(dist, await firstVisit(app)),
      html: brotli(limits.folder, LIMIT_FILES.html),
      script: brotli(limits.folder, LIMIT_FILES.script),
    };
    const opened = await starts(browser, pages, counts.starts);
    const withTicks = await work(browser, pages, { all: size <= MOST_DRAWN });
    const without = await work(unlimited, pages, { all: false });
    return {
      size,
      json: Buffer.byteLength(JSON.stringify(playbook)),
      imported,
      transfer,
      starts: opened,
      held: withTicks.held,
      typing: withTicks.typing,
      search: withTicks.search,
      unlimited: without.typing,
      unlimitedSearch: without.search,
    };
  } finally {
    await limits.close();
  }
}

/** Opens all pages, one after the other, and works in them in turns: what they hold, typing, searching. */
async function work(browser, pages, { all }) {
  const open = {};
  const held = {};
  for (const [name, what] of Object.entries(pages)) {
    open[name] = (await start(browser, what)).page;
    held[name] = await settledMemory(open[name], { hasWorker: name === 'app' });
  }
  const typing = await compare(open, server.url, { all, ...counts });
  const { app, script } = open;
  const search = await compareSearch((await canSearch(app)) ? { app, script } : { script }, counts.searches);
  for (const page of Object.values(open)) await page.context().close();
  return { held, typing, search };
}

/** The files of the app that arrive before it can be worked with, but for those that it asks for later, with the id of the build. */
async function firstVisit(app) {
  const files = new Set();
  const onResponse = (response) => {
    const { origin, pathname, search } = new URL(response.url());
    if (response.ok() && !search) files.add(`${origin}${pathname}`.slice(server.url.length) || 'index.html');
  };
  const { page } = await start(browser, app, { onResponse });
  await page.context().close();
  return [...files];
}

/** What files of a folder weigh together after brotli, as `cargo xtask dist` counts it. */
function brotli(folder, files) {
  const program = path.join(here, '../../../xtask/node/brotli-sizes.mjs');
  const printed = execFileSync(process.execPath, [program, ...files], { cwd: folder, encoding: 'utf8' });
  return printed.trim().split('\n').reduce((sum, line) => sum + Number(line), 0);
}
