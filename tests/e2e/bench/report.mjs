// Numbers as people read them.

/** The value below which a share of all values lies. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

export const median = (values) => quantile(values, 0.5);

export const ms = (value) => (value >= 100 ? value.toFixed(0) : value.toFixed(1));
export const times = (value) => `${value.toFixed(2)}×`;
export const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
export const grouped = (number) => number.toLocaleString('en');

/** Prints rows in columns: the first to the left, the others, which are numbers, to the right. */
export function table(title, heads, rows) {
  const lines = [heads, ...rows].map((row) => row.map((cell) => `${cell ?? '–'}`));
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const pad = (cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]));
  console.log(`\n${title}\n`);
  for (const line of lines) console.log(`  ${line.map(pad).join('  ')}`.trimEnd());
}
