// What was measured, as people read it.

/** Typing at this many entries should take at most this many times as long as in an empty page. */
const TARGET = { entries: 1_000, ratio: 1.5 };

export const grouped = (number) => number.toLocaleString('en');
export const ms = (value) => (value >= 100 ? value.toFixed(0) : value.toFixed(1));
export const times = (value) => `${value.toFixed(2)}×`;
export const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

/** The value below which a share of all values lies. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

export const median = (values) => quantile(values, 0.5);

export function report(results) {
  const phases = (name, what) =>
    results.flatMap(({ size, [what]: phases }) =>
      phases.map((phase) => ({ ...phase, size, label: `${grouped(size)}, ${phase.name}${name}` })),
    );
  const typing = phases('', 'typing');
  const unlimited = phases(', without ticks', 'unlimited');
  table(
    'From a key to the end of the frame that shows it, in a definition and in a bare text box (ms)',
    ['entries', 'elements', 'p50', 'bare', 'ratio', 'p95', 'bare', 'ratio', 'longest', 'bare'],
    [...typing, ...unlimited].map(keys),
  );
  [...typing, ...unlimited].filter(({ size }) => size === TARGET.entries).forEach(verdict);
  table(
    "Processor time of the page's main thread per key, in a definition and in a bare text box (ms)",
    ['entries', 'all', 'bare', 'script', 'bare', 'style', 'bare', 'layout', 'bare'],
    typing.map(costs),
  );
  table(
    'Opening the definitions (median, ms), and what is held in memory then (MB)',
    ['entries', 'from navigation', 'importing', 'JS heap', 'wasm', 'worker JS', 'worker wasm', 'elements'],
    results.map(opening),
  );
}

/** All keys of one side. */
export const all = (rounds, side) => rounds.flatMap((round) => round[side].times);

const ratio = (rounds, share) =>
  quantile(all(rounds, 'app'), share) / quantile(all(rounds, 'bare'), share);

function keys({ label, elements, rounds }) {
  const [app, bare] = [all(rounds, 'app'), all(rounds, 'bare')];
  const at = (share) => [ms(quantile(app, share)), ms(quantile(bare, share)), times(ratio(rounds, share))];
  return [label, grouped(elements), ...at(0.5), ...at(0.95), ...[app, bare].map((s) => ms(Math.max(...s)))];
}

function costs({ label, rounds }) {
  const cost = (side, what) => median(rounds.map((round) => round[side].cost[what])).toFixed(2);
  const both = (what) => [cost('app', what), cost('bare', what)];
  return [label, ...['all', 'script', 'style', 'layout'].flatMap(both)];
}

function opening({ size, imported, starts, held: { app } }) {
  const parts = [app.heap, app.wasm, app.workers.heap, app.workers.wasm];
  return [grouped(size), ms(median(starts.plain.app)), ms(imported), ...parts.map(megabytes), grouped(app.elements)];
}

/** Whether the target is reached, with the ratios of single rounds to show how steady they are. */
function verdict({ label, rounds }) {
  const within = (share) => {
    const reached = ratio(rounds, share) <= TARGET.ratio;
    return `${times(ratio(rounds, share))} (${reached ? 'within' : 'ABOVE'} the target of ${TARGET.ratio})`;
  };
  const single = rounds.map((round) => times(ratio([round], 0.5))).join(', ');
  console.log(`\n  ${label}: p50 ${within(0.5)}, p95 ${within(0.95)}; p50 of single rounds ${single}`);
}

/** Prints rows in columns: the first to the left, the others, which are numbers, to the right. */
export function table(title, heads, rows) {
  const lines = [heads, ...rows].map((row) => row.map((cell) => `${cell ?? '–'}`));
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const pad = (cell, column) =>
    column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]);
  console.log(`\n${title}\n`);
  for (const line of lines) console.log(`  ${line.map(pad).join('  ')}`.trimEnd());
}
