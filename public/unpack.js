// Puts the WebAssembly module together again from what script/pack-wasm.mjs made of it: the
// same instructions, sorted so that they pack smaller on their way. It must not change what
// the module does, nor know what is in it.
//
// A packed module is a valid but empty one with a section "packed": in it the length of the
// whole, the number of functions, the lengths of the streams, then the streams one after the
// other. Opcodes are one stream; what follows an opcode is in another, by its kind.
// https://webassembly.github.io/spec/core/binary/ has the instructions.

export const NAME = 'packed';
// What stands before the functions and after them; then what is taken apart.
export const STREAMS = ['before', 'after', 'op', 'misc', 'locals', 'local', 'load', 'store', 'add', 'fold', 'i32', 'i64', 'branch', 'call'];
const [BEFORE, AFTER, OP, MISC, LOCALS, LOCAL, LOAD, STORE, ADD, FOLD, I32, I64, BRANCH, CALL] = STREAMS.keys();

// Opcodes that no module has stand for frequent ones with what follows them:
// `block`, `loop` and `if` with an i32 or i64, and the local 0.
export const GIVES_I32 = 0xe0;
export const GIVES_I64 = 0xe3;
export const LOCAL_0 = 0xef;
// Before one whose type, or alignment, is not the usual one.
export const TYPED = 0xc6;
export const ALIGNED = 0xc7;

// The usual alignments of loads and stores, from 0x28 on.
export const ALIGNMENTS = '23230011001122230120123';
// How many numbers follow an opcode, and those behind 0xfc: they are in `misc`.
export const FOLLOWING = { 0x11: 2, 0x23: 1, 0x24: 1, 0x25: 1, 0x26: 1, 0x3f: 1, 0x40: 1, 0xd0: 1, 0xd2: 1 };
export const FOLLOWING_FC = '000000002121212111';

// Constants stand apart by what is done with them next.
export const constants = (next) => (next === 0x6a || next === 0x6b ? ADD : (next >= 0x45 && next <= 0x4f) || (next >= 0x6c && next <= 0x78) ? FOLD : I32);

// Gives the module's bytes; a module that is not packed as it is.
export function unpack(file) {
  let at = 8;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = file[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  if (file[at++] !== 0) return file;
  number(); // the section's length
  const length = number();
  if (String.fromCharCode(...file.subarray(at, (at += length))) !== NAME) return file;
  const out = new Uint8Array(number());
  const functions = number();
  const lengths = STREAMS.map(number);
  const heads = lengths.map((own) => (at += own) - own);

  let to = 0;
  // One number of a stream, as it is written: the low bits first, 128 for "goes on".
  const copy = (stream) => {
    let value = 0;
    let byte;
    let shift = 0;
    do {
      byte = file[heads[stream]++];
      out[to++] = byte;
      value |= (byte & 127) << shift;
      shift += 7;
    } while (byte > 127);
    return value;
  };
  const copyAll = (stream, count) => {
    for (; count > 0; count -= 1) copy(stream);
  };
  const raw = (stream, count) => {
    out.set(file.subarray(heads[stream], (heads[stream] += count)), to);
    to += count;
  };
  // In five bytes always, so that it can be written before it is known.
  const put = (place, value) => {
    for (let index = 0; index < 5; index += 1) out[place + index] = ((value >>> (7 * index)) & 127) | (index < 4 ? 128 : 0);
  };

  raw(BEFORE, lengths[BEFORE]);
  out[to] = 10; // the section of functions
  const section = to + 1;
  put(section + 5, functions);
  to = section + 10;
  for (let left = functions; left > 0; left -= 1) {
    const start = to;
    to += 5;
    copyAll(LOCALS, 2 * copy(LOCALS)); // how many of which type
    let depth = 1;
    while (depth > 0) {
      let op = file[heads[OP]++];
      if (op === LOCAL_0) {
        out[to++] = 0x20;
        out[to++] = 0;
        continue;
      }
      let aligned = false;
      let type = 0x40; // none
      if (op === ALIGNED) {
        aligned = true;
        op = file[heads[OP]++];
      } else if (op === TYPED) {
        type = undefined;
        op = file[heads[OP]++];
      } else if (op > GIVES_I32 && op < LOCAL_0) {
        const wide = op > GIVES_I64 + 1;
        type = wide ? 0x7e : 0x7f;
        op -= wide ? GIVES_I64 : GIVES_I32;
      }
      out[to++] = op;
      if (op >= 0x45 && op < 0xd0) continue; // nothing follows what computes
      if (op >= 0x20 && op <= 0x22) copy(LOCAL);
      else if (op >= 0x28 && op <= 0x3e) {
        if (aligned) copy(MISC);
        else out[to++] = ALIGNMENTS.charCodeAt(op - 0x28) - 48;
        copy(op < 0x36 ? LOAD : STORE);
      } else if (op === 0x41) copy(constants(file[heads[OP]]));
      else if (op === 0x42) copy(I64);
      else if (op >= 2 && op <= 4) {
        depth += 1;
        if (type) out[to++] = type;
        else copy(MISC);
      } else if (op === 0x0b) depth -= 1;
      else if (op === 0x0c || op === 0x0d) copy(BRANCH);
      else if (op === 0x0e) copyAll(BRANCH, 1 + copy(BRANCH));
      else if (op === 0x10) copy(CALL);
      else if (op === 0x43 || op === 0x44) raw(MISC, op === 0x43 ? 4 : 8);
      else if (op === 0x1c) copyAll(MISC, copy(MISC));
      else if (op === 0xfc) copyAll(MISC, FOLLOWING_FC[copy(MISC)]);
      else copyAll(MISC, FOLLOWING[op] ?? 0);
    }
    put(start, to - start - 5);
  }
  put(section, to - section - 5);
  raw(AFTER, lengths[AFTER]);
  return out;
}
