// Panics say where in the code they are. Of crates and of the standard library that is the path on the machine that built them,
// which helps nobody who reads it in a browser and tells of that machine. So these paths are blanked, and so are their lines; those of
// this project stay.
import { Buffer } from 'node:buffer';

const OURS = /^(src|view)\//;
const FOREIGN = /^(\/|[A-Z]:\\).*\.rs$/;

/** The program with the places of others blanked. Nothing changes its size or its place. */
export function withoutForeignPlaces(program) {
  const out = Buffer.from(program);
  const segments = [...dataSegments(program)];
  const at = (address, length) => {
    const segment = segments.find(({ start, size }) => start <= address && address + length <= start + size);
    return segment && segment.at + address - segment.start;
  };
  const paths = new Map();
  for (const { start, at: place, size } of segments) {
    // A place in the code is a path, its length, a line and a column.
    for (let offset = (4 - (start % 4)) % 4; offset + 16 <= size; offset += 4) {
      const [address, length, line, column] = [0, 4, 8, 12].map((by) => program.readUInt32LE(place + offset + by));
      if (length < 4 || length > 300 || line < 1 || line > 200_000 || column < 1 || column > 2_000) continue;
      const text = at(address, length);
      if (text === undefined) continue;
      const path = program.toString('latin1', text, text + length);
      if (OURS.test(path) || !FOREIGN.test(path)) continue;
      out.fill(0, place + offset + 8, place + offset + 16);
      paths.set(text, length);
    }
  }
  for (const [text, length] of paths) out.fill('-', text, text + length);
  return out;
}

/** What memory begins with: from which address on, and where in the file that stands. */
function* dataSegments(program) {
  let at = 8;
  const number = (signed = false) => {
    let value = 0;
    let shift = 0;
    let byte;
    do {
      byte = program[at++];
      value |= (byte & 0x7f) << shift;
      shift += 7;
    } while (byte & 0x80);
    return signed && byte & 0x40 && shift < 32 ? value | (-1 << shift) : value >>> 0;
  };
  while (at < program.length) {
    const id = program[at++];
    const end = number() + at;
    if (id === 11) {
      for (let left = number(); left > 0; left--) {
        const kind = number();
        // Only those with an address of their own in the one memory that there is: `i32.const …; end`.
        if (kind !== 0 || program[at++] !== 0x41) throw new Error('A data segment of a kind that this script does not know');
        const start = number(true) >>> 0;
        at++;
        const size = number();
        yield { start, at, size };
        at += size;
      }
    }
    at = end;
  }
}
