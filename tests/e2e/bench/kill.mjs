// Kills the browser, or one of its tabs, again and again while somebody types in the app that lies in dist/, and tells how old the
// oldest word is that was lost: `cargo xtask bench kill`. One playbook lives through it all, but for some rounds that begin
// with a fresh profile and a new playbook, which was never written to disk before.
//
// By hand, after `cargo xtask dist`: node kill.mjs [rounds [seed]]
//
// This fails where something is damaged, where a later word is there and an earlier one is not, or where a word is lost that was
// typed more than a second before.

import { Home } from '../killing.mjs';
import { serve } from '../server.mjs';
import { quantile, table } from './report.mjs';

const [ROUNDS = 200, SEED = 1] = process.argv.slice(2).map(Number);

/** Nothing that was typed longer ago is lost, in milliseconds. */
const PROMISED = 1000;

/** How long somebody types. Chromium writes local storage after up to a minute: some rounds are longer. */
const SHORT = [1, 12];
const LONG = [71, 80];

const random = numbers(SEED);
const seconds = (value) => (value / 1000).toFixed(1);

// Whoever stops it waits for the end of the round, and gets the results so far; the profiles are taken away.
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => (interrupted = true));

const server = await serve();
const lasting = new Home(server.url);
const results = [];
try {
  console.log(`${ROUNDS} rounds, seed ${SEED}; each line is one in which more was lost than is promised, or something is wrong.\n`);
  for (let number = 0; number < ROUNDS && !interrupted; number += 1) {
    const result = await round(number);
    results.push(result);
    if (!isFine(result)) console.log(`  ${number}: ${words(result)}`);
  }
} finally {
  await lasting.clear();
  await server.close();
}
report();
if (!results.every(isFine)) process.exitCode = 1;

async function round(number) {
  const kind = number % 2 === 0 ? 'browser' : 'tab';
  const [least, most] = number % 25 === 12 ? LONG : SHORT;
  const duration = least + random() * (most - least);
  const isFresh = number % 9 === 4;
  const home = isFresh ? new Home(server.url) : lasting;
  try {
    // What the rounds before left open is typed into.
    if (isFresh || number === 0) await home.open();
    const died = await home.typeAndDie(`Round ${number}`, kind, duration);
    return { ...(await home.inspect(died)), kind, isFresh, duration };
  } finally {
    if (isFresh) await home.clear();
  }
}

function isFine(result) {
  return isWhole(result) && result.loss <= PROMISED;
}

function isWhole({ holes, complaints }) {
  return holes.length === 0 && complaints.length === 0;
}

function words({ kind, isFresh, duration, loss, gone, holes, complaints }) {
  const parts = [`${kind} killed after ${duration.toFixed(1)} s${isFresh ? ', fresh profile' : ''}: lost ${seconds(loss)} s`];
  if (gone) parts.push('the playbook is gone');
  return [...parts, ...holes, ...complaints].join('; ');
}

function report() {
  const groups = ['browser', 'tab'].flatMap((kind) => [false, true].map((isFresh) => ({ kind, isFresh })));
  const row = ({ kind, isFresh }) => {
    const own = results.filter((result) => result.kind === kind && result.isFresh === isFresh);
    const losses = own.map(({ loss }) => loss);
    const sum = own.reduce((all, { words }) => all + words, 0);
    const count = (test) => own.filter(test).length;
    return [
      `${kind}${isFresh ? ', fresh profile' : ''}`,
      own.length,
      sum,
      own.length ? seconds(Math.max(...losses)) : undefined,
      own.length ? seconds(quantile(losses, 0.5)) : undefined,
      count(({ loss }) => loss > PROMISED),
      count(({ gone }) => gone),
      count((result) => !isWhole(result)),
    ];
  };
  table(
    'What is lost when something is killed: how long before that the first lost word was typed (s)',
    ['killed', 'rounds', 'words', 'longest', 'median', 'above 1 s', 'playbook gone', 'damaged'],
    groups.map(row),
  );
}

/** Numbers from 0 to 1 that look random, the same for a seed. */
function numbers(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  // The first ones of neighbouring seeds are alike.
  for (let count = 0; count < 10; count += 1) next();
  return next;
}
