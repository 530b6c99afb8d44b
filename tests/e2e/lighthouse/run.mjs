// What Lighthouse says of the app that lies in dist/, served as README.md tells whoever hosts it: `cargo xtask bench lighthouse`.
//
// By hand, after `cargo xtask dist` and `npm ci` in this folder: node run.mjs [runs]
//
// Its scores for speed are estimates for a slow telephone, and differ a little between machines and runs: so it runs several times,
// and the median counts. Nothing here fails because a score is low.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { launch } from 'chrome-launcher';
import lighthouse, { desktopConfig } from 'lighthouse';
import { chromium } from 'playwright';

import { conditions } from '../bench/conditions.mjs';
import { quantile, table } from '../bench/report.mjs';
import { launchOptions } from '../browser.mjs';
import { serve } from '../server.mjs';

/** Each category should have at least this score. */
const GOAL = 98;

const CATEGORIES = ['performance', 'accessibility', 'best-practices'];

/** What Lighthouse takes the page to be shown on. */
const DEVICES = [
  { device: 'telephone', config: undefined },
  { device: 'desktop', config: desktopConfig },
];

/** How often a run is tried. */
const ATTEMPTS = 3;

const RUNS = Number(process.argv[2] ?? 3);

const profile = mkdtempSync(path.join(tmpdir(), 'guidepost-lighthouse-'));
const server = await serve({ hosted: true });
const results = [];
try {
  // Whoever comes for the first time; then whoever has a playbook.
  await measure('start page', server.url);
  const { version, address } = await prepare();
  await measure('definitions', address);
  console.log(conditions({ version: () => version }));
  report();
} finally {
  await server.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}

/** Leaves the example playbook in the profile of the browser, and gives the address of its definitions. */
async function prepare() {
  const context = await chromium.launchPersistentContext(profile, { ...launchOptions, locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(server.url);
  await page.getByRole('button', { name: 'New playbook', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'New playbook' });
  await dialog.getByText('Example playbook', { exact: true }).click();
  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  await page.getByRole('banner').getByRole('status').getByText('Saved', { exact: true }).waitFor();
  const sections = page.getByRole('navigation', { name: 'Sections' });
  await sections.getByRole('link', { name: 'Definitions' }).click();
  await page.getByRole('heading', { level: 1, name: 'Definitions', exact: true }).waitFor();
  const prepared = { version: context.browser().version(), address: page.url() };
  await context.close();
  return prepared;
}

/** Looks at a page on each device. Lighthouse empties the cache before each run, and leaves what is stored. */
async function measure(page, url) {
  const chrome = await launch({
    chromePath: launchOptions.executablePath,
    chromeFlags: ['--headless=new', ...launchOptions.args],
    userDataDir: profile,
    logLevel: 'silent',
  });
  try {
    for (const { device, config } of DEVICES) {
      console.log(`Measuring: ${page}, ${device}, ${RUNS} times, a quarter of a minute each.`);
      const runs = [];
      for (let run = 0; run < RUNS; run += 1) runs.push(await look(url, chrome.port, config));
      results.push({ label: `${page}, ${device}`, runs });
    }
  } finally {
    await chrome.kill();
  }
}

/** One run. Lighthouse misses the begin of a page now and then, and then says so and asks for another one. */
async function look(url, port, config) {
  const flags = { port, onlyCategories: CATEGORIES, logLevel: 'silent' };
  for (let attempt = 1; ; attempt += 1) {
    const { lhr } = await lighthouse(url, flags, config);
    if (!lhr.runtimeError) return lhr;
    if (attempt === ATTEMPTS) throw new Error(`Lighthouse could not look at ${url}: ${lhr.runtimeError.message}`);
    console.log(`Once more, as it failed: ${lhr.runtimeError.message}`);
  }
}

function report() {
  const score = (lhr, category) => Math.round(lhr.categories[category].score * 100);
  const rows = results.flatMap(({ label, runs }) =>
    CATEGORIES.map((category) => {
      const scores = runs.map((lhr) => score(lhr, category));
      const median = quantile(scores, 0.5);
      return [`${label}: ${category}`, ...scores, median, median >= GOAL ? 'met' : 'MISSED'];
    }),
  );
  const heads = ['', ...results[0].runs.map((_, run) => `run ${run + 1}`), 'median', `at least ${GOAL}`];
  const version = results[0].runs[0].lighthouseVersion;
  table(`What Lighthouse ${version} gives, of 100`, heads, rows);

  for (const { label, runs } of results) {
    console.log(`\nLess than 1.00: ${label}\n`);
    for (const line of findings(runs)) console.log(`  ${line}`);
  }
}

/** Every audit that had less than all in a run, with the lowest that it had, what counts most first. */
function findings(runs) {
  const found = new Map();
  for (const lhr of runs) {
    for (const audit of Object.values(lhr.audits)) {
      if (audit.score === null || audit.score >= 1) continue;
      const known = found.get(audit.id);
      if (!known || audit.score < known.audit.score) found.set(audit.id, { audit, weight: weight(lhr, audit.id) });
    }
  }
  if (!found.size) return ['Nothing.'];
  return [...found.values()]
    .sort((one, other) => other.weight * (1 - other.audit.score) - one.weight * (1 - one.audit.score))
    .flatMap(({ audit, weight }) => {
      const counts = weight ? `counts ${weight}` : 'does not count';
      const value = audit.displayValue ? `: ${audit.displayValue}` : '';
      return [`${audit.score.toFixed(2)}  ${audit.id} (${counts}): ${audit.title}${value}`, ...places(audit)];
    });
}

function weight(lhr, id) {
  const refs = CATEGORIES.flatMap((category) => lhr.categories[category].auditRefs);
  return refs.filter((ref) => ref.id === id).reduce((sum, ref) => sum + ref.weight, 0);
}

/** The first few things that a finding is about: elements and files. Some findings have tables of them. */
function places(audit) {
  const items = (audit.details?.items ?? []).flatMap((item) => item.items ?? [item]);
  const texts = items.map((item) => item.node?.snippet ?? item.url ?? item.source?.url).filter((text) => typeof text === 'string');
  return texts.slice(0, 3).map((text) => `      ${text.replaceAll(/\s+/g, ' ').slice(0, 90)}`);
}
