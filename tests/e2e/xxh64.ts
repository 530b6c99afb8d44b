// The checksum of stored records (XXH64, https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md), so that a test can store
// what a newer program would.

const MASK = (1n << 64n) - 1n;
const [P1, P2, P3, P4, P5] = [
  0x9e3779b185ebca87n,
  0xc2b2ae3d27d4eb4fn,
  0x165667b19e3779f9n,
  0x85ebca77c2b2ae63n,
  0x27d4eb2f165667c5n,
];
const times = (a: bigint, b: bigint) => (a * b) & MASK;
const turned = (a: bigint, by: bigint) => ((a << by) | (a >> (64n - by))) & MASK;
const round = (sum: bigint, input: bigint) => times(turned((sum + times(input, P2)) & MASK, 31n), P1);

export function xxh64(text: string, seed: bigint): bigint {
  const bytes = Buffer.from(text);
  let at = 0;
  let sum: bigint;
  if (bytes.length >= 32) {
    const lanes = [(seed + P1 + P2) & MASK, (seed + P2) & MASK, seed, (seed - P1) & MASK];
    for (; at + 32 <= bytes.length; at += 32) {
      lanes.forEach((lane, index) => (lanes[index] = round(lane, bytes.readBigUInt64LE(at + 8 * index))));
    }
    sum = [1n, 7n, 12n, 18n].reduce((sum, by, index) => sum + turned(lanes[index], by), 0n) & MASK;
    for (const lane of lanes) sum = (times(sum ^ round(0n, lane), P1) + P4) & MASK;
  } else {
    sum = (seed + P5) & MASK;
  }
  sum = (sum + BigInt(bytes.length)) & MASK;
  for (; at + 8 <= bytes.length; at += 8) {
    sum = (times(turned(sum ^ round(0n, bytes.readBigUInt64LE(at)), 27n), P1) + P4) & MASK;
  }
  if (at + 4 <= bytes.length) {
    sum = (times(turned(sum ^ times(BigInt(bytes.readUInt32LE(at)), P1), 23n), P2) + P3) & MASK;
    at += 4;
  }
  for (; at < bytes.length; at++) sum = times(turned(sum ^ times(BigInt(bytes[at]), P5), 11n), P1);
  sum = times(sum ^ (sum >> 33n), P2);
  sum = times(sum ^ (sum >> 29n), P3);
  return sum ^ (sum >> 32n);
}

/** A record as src/persist/record.rs seals it. */
export function sealed(format: number, key: string, body: string) {
  const sum = xxh64(`${key}:${body}`, BigInt(format)).toString(16).padStart(16, '0');
  return `${format}:${sum}:${body}`;
}
