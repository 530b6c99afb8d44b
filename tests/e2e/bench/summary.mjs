// The app beside the limit pages and a bare text box, in one table, and what it should reach.

import { total } from './memory.mjs';
import { all, grouped, megabytes, median, ms, quantile, table, times } from './report.mjs';
import { SLOWED } from './starts.mjs';

/** With so many entries, the app should reach these. The time of a frame is that of a screen with 60 Hz. */
const GOALS = { entries: 10_000, typing: 1.3, frame: 16.7, start: 2, search: 1, memory: 3 };

const SIDES = ['app', 'html', 'script', 'bare'];

/** Prints the table of one size, and the goals below it where they are set for that size. */
export function summary(result) {
  const rows = [
    ['transfer, brotli (kB)', result.transfer, (bytes) => (bytes / 1000).toFixed(0)],
    ['navigation to usable (ms)', each(result.starts.plain, median), ms],
    [`  CPU slowed ${SLOWED} times`, each(result.starts.slowed, median), ms],
    ...typingRows(result.typing, 'key to paint'),
    ...typingRows(result.unlimited, '  without ticks'),
    ...searchRows(result.search, 'key to results'),
    ...searchRows(result.unlimitedSearch, '  without ticks'),
    ['JS heap and wasm (MB)', each(result.held, total), megabytes],
    ["  browser's own objects (MB)", each(result.held, ({ objects }) => objects), megabytes],
  ];
  const title = `With ${grouped(result.size)} entries, ${megabytes(result.json)} MB of JSON; app/…: how many times as much the app takes`;
  table(title, ['', 'app', 'HTML', 'JS', 'bare', 'app/HTML', 'app/JS', 'app/bare'], rows.map(cells));
  notes(result);
  if (result.size === GOALS.entries) goals(result);
}

const each = (sides, value) => Object.fromEntries(Object.entries(sides).map(([name, given]) => [name, value(given)]));

function cells([label, values, format]) {
  const ratio = (side) => (values.app === undefined || values[side] === undefined ? undefined : times(values.app / values[side]));
  const shown = SIDES.map((side) => (values[side] === undefined ? undefined : format(values[side])));
  return [label, ...shown, ...SIDES.slice(1).map(ratio)];
}

/** The time within which a share of all keys is shown, of each side. As the page opens: with all drawn, only the app changes. */
const keysWithin = ([{ rounds }], share) =>
  Object.fromEntries(SIDES.map((side) => [side, quantile(all(rounds, side), share)]));

const typingRows = (phases, label) => [
  [`${label}, p50 (ms)`, keysWithin(phases, 0.5), ms],
  [`${label}, p95 (ms)`, keysWithin(phases, 0.95), ms],
];

const lettersWithin = (search, share) => each(search, (letters) => quantile(letters, share));

const searchRows = (search, label) => [
  [`${label}, p50 (ms)`, lettersWithin(search, 0.5), ms],
  [`${label}, p95 (ms)`, lettersWithin(search, 0.95), ms],
];

function notes({ search }) {
  const lines = [
    'HTML: all entries in the page, searched by the browser. JS: 50 rows, searched with `includes`.',
    'Both bring the entries along, which repeat each other and so pack well. The app has them stored.',
    'Without ticks: no frame waits for a screen, so differences below a frame show.',
  ];
  if (!search.app) lines.push('The search of the app is not in this build.');
  console.log(`\n${lines.map((line) => `  ${line}`).join('\n')}`);
}

function goals({ starts, typing, unlimited, search, unlimitedSearch, held, json }) {
  const at = (text, value, most, format) => ({ text, isMet: value <= most, value: format(value), most: format(most) });
  const ofTyping = (phases, how) => {
    const [p50, p95] = [0.5, 0.95].map((share) => keysWithin(phases, share));
    return [
      at(`typing${how}, p50, to a bare text box`, p50.app / p50.bare, GOALS.typing, times),
      at(`typing${how}, p95, above a bare text box (ms)`, p95.app - p95.bare, GOALS.frame, ms),
    ];
  };
  const ofSearch = (search, how) => {
    if (!search.app) return [{ text: `search${how}`, value: 'not in this build' }];
    const to = (share) => quantile(search.app, share) / quantile(search.script, share);
    return [0.5, 0.95].map((share) => at(`search${how}, p${share * 100}, to the JS page`, to(share), GOALS.search, times));
  };
  const ofStart = ({ app, script }, how) => at(`start${how}, to the JS page`, median(app) / median(script), GOALS.start, times);
  const lines = [
    ...ofTyping(typing, ''),
    ...ofTyping(unlimited, ' without ticks'),
    ofStart(starts.plain, ''),
    ofStart(starts.slowed, `, CPU slowed ${SLOWED} times`),
    ...ofSearch(search, ''),
    ...ofSearch(unlimitedSearch, ' without ticks'),
    at("memory, to the JSON's size", total(held.app) / json, GOALS.memory, times),
  ];
  const word = ({ isMet }) => (isMet === undefined ? undefined : isMet ? 'met' : 'MISSED');
  const rows = lines.map((line) => [line.text, line.value, line.most, word(line)]);
  table(`What the app should reach with ${grouped(GOALS.entries)} entries`, ['', 'is', 'at most', ''], rows);
}
