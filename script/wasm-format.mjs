// The binary form of a WebAssembly module, read and written: numbers, texts, vectors, sections.
// Used by the scripts that make the viewer's module smaller. It must not know what stands in
// a section.
//
// The format: https://webassembly.github.io/spec/core/binary/

export const [TYPE, IMPORT, FUNCTION, TABLE, MEMORY, GLOBAL, EXPORT, START, ELEMENT, CODE, DATA] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
export const [A_FUNCTION, A_TABLE, A_MEMORY, A_GLOBAL] = [0, 1, 2, 3];
export const HEAD = Buffer.from('\0asm\x01\0\0\0', 'latin1');
export const I32 = 0x7f;
export const NOTHING = 0x40;

export const leb = (value) => {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value & 127) | 128);
  return [...bytes, value];
};

// Signed, for `i32.const` and the types of blocks.
export const signed = (value) => {
  const bytes = [];
  for (; value < -64 || value > 63; value >>= 7) bytes.push((value & 127) | 128);
  return [...bytes, value & 127];
};

export const text = (value) => [...leb(Buffer.byteLength(value)), ...Buffer.from(value)];

// How many there are, then one after the other.
export const vector = (items) => Buffer.concat([Buffer.from(leb(items.length)), ...items.map((item) => Buffer.from(item))]);

export const section = (kind, content) => Buffer.concat([Buffer.from([kind, ...leb(content.length)]), content]);

// With its length before it.
export const sized = (body) => Buffer.concat([Buffer.from(leb(body.length)), Buffer.from(body)]);

export class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  get done() {
    return this.at >= this.bytes.length;
  }

  byte() {
    return this.bytes[this.at++];
  }

  number() {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = this.bytes[this.at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
    throw new Error('a number does not end');
  }

  take(length) {
    if (this.at + length > this.bytes.length) throw new Error('the module ends too soon');
    return this.bytes.subarray(this.at, (this.at += length));
  }

  string() {
    return this.take(this.number()).toString('utf8');
  }

  // What `item` gives for each item of a vector.
  vector(item) {
    return Array.from({ length: this.number() }, () => item(this));
  }

  // The bytes that `read` passes over.
  span(read) {
    const from = this.at;
    read(this);
    return this.bytes.subarray(from, this.at);
  }
}

// The sections of a module, in order: what kind each is of, and its content.
export function sections(wasm) {
  const reader = new Reader(wasm, HEAD.length);
  const found = [];
  while (!reader.done) {
    const kind = reader.byte();
    found.push({ kind, content: reader.take(reader.number()) });
  }
  return found;
}
