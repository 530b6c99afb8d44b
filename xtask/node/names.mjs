// Short names for what a WebAssembly program imports from its script. wasm-bindgen gives each a long name with a hash, which
// stands in both files and compresses badly; nobody but the two of them reads it.

const IMPORTS = 2;

/** The program and its script with short names in place of long ones. */
export function shortened(program, script) {
  const names = new Map();
  const short = (name) => {
    // Those that do not begin so are of modules that others import, too.
    if (!/^__wb(g|indgen)_/.test(name)) return name;
    if (!names.has(name)) names.set(name, `$${names.size.toString(36)}`);
    return names.get(name);
  };
  const parts = [program.subarray(0, 8)];
  for (const { id, content } of sections(program)) {
    const now = id === IMPORTS ? renamed(content, short) : content;
    parts.push(Buffer.from([id]), number(now.length), now);
  }
  const text = script.replaceAll(/\b__wb(?:g|indgen)_\w+/g, (name) => names.get(name) ?? name);
  return { program: Buffer.concat(parts), script: text };
}

/** The sections of a WebAssembly program (https://webassembly.github.io/spec/core/binary/modules.html). */
function* sections(program) {
  const reader = new Reader(program, 8);
  while (reader.at < program.length) {
    const id = reader.byte();
    yield { id, content: reader.take(reader.number()) };
  }
}

/** The section of imports with other names. */
function renamed(content, short) {
  const reader = new Reader(content);
  const count = reader.number();
  const parts = [number(count)];
  for (let left = count; left > 0; left--) {
    const module = reader.take(reader.number());
    const name = Buffer.from(short(reader.take(reader.number()).toString()));
    const start = reader.at;
    skipType(reader);
    parts.push(number(module.length), module, number(name.length), name, content.subarray(start, reader.at));
  }
  return Buffer.concat(parts);
}

/** Passes over what kind of thing is imported. */
function skipType(reader) {
  const limits = () => {
    const hasMost = reader.byte() & 1;
    reader.number();
    if (hasMost) reader.number();
  };
  const kind = reader.byte();
  if (kind === 0) reader.number();
  else if (kind === 1) (reader.byte(), limits());
  else if (kind === 2) limits();
  else if (kind === 3) reader.take(2);
  else throw new Error(`An import of kind ${kind}, which this script does not know`);
}

class Reader {
  constructor(bytes, at = 0) {
    Object.assign(this, { bytes, at });
  }

  byte() {
    return this.bytes[this.at++];
  }

  take(length) {
    return this.bytes.subarray(this.at, (this.at += length));
  }

  /** A number of as many bytes as it needs, seven bits in each (LEB128). */
  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
  }
}

function number(value) {
  const bytes = [];
  do {
    const rest = value >>> 7;
    bytes.push((value & 0x7f) | (rest ? 0x80 : 0));
    value = rest;
  } while (value);
  return Buffer.from(bytes);
}
