// Takes a WebAssembly module apart, so that it packs smaller on its way to the reader:
// public/unpack.js puts it together again, and says how what is made here looks. Called by
// script/slim-dist.mjs.
//
// Only general compression is applied by hosts, and that finds more in a stream of opcodes
// and streams of what follows them than in a mixture. It must not change any instruction:
// `pack` gives nothing that does not come back the same.
import { ALIGNED, ALIGNMENTS, FOLLOWING, FOLLOWING_FC, GIVES_I32, GIVES_I64, LOCAL_0, NAME, STREAMS, TYPED, constants, unpack } from '../public/unpack.js';

const leb = (value) => {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value & 127) | 128);
  return [...bytes, value];
};

// Takes the module apart into its streams, and counts what unpacking will need.
function apart(wasm) {
  const streams = Object.fromEntries(STREAMS.map((name) => [name, []]));
  let at = 8;
  // The bytes of a number, the shortest there are, and its value.
  const number = () => {
    const start = at;
    while (wasm[at] > 127) at += 1;
    at += 1;
    const bytes = [...wasm.subarray(start, at)];
    return { bytes, value: bytes.reduceRight((value, byte) => value * 128 + (byte & 127), 0) };
  };
  const move = (stream, count = 1) => {
    for (; count > 0; count -= 1) stream.push(...number().bytes);
  };
  let functions = 0;
  let length = 0;
  let after = false;
  streams.before.push(...wasm.subarray(0, 8));
  while (at < wasm.length) {
    const start = at;
    const kind = wasm[at++];
    const size = number().value;
    const end = at + size;
    if (kind !== 10) {
      for (const byte of wasm.subarray(start, end)) streams[after ? 'after' : 'before'].push(byte);
      length += end - start;
      at = end;
      continue;
    }
    after = true;
    functions = number().value;
    for (let left = functions; left > 0; left -= 1) {
      const size = number().value;
      length += 5 + size;
      body(at + size);
    }
    if (at !== end) throw new Error('the functions do not end where their section does');
  }

  function body(end) {
    const { op: ops, misc, locals, local, load, store, branch, call, i64 } = streams;
    const declared = number();
    locals.push(...declared.bytes);
    move(locals, 2 * declared.value);
    // Where each constant goes hangs on the opcode after it.
    let constant;
    while (at < end) {
      const op = wasm[at++];
      const first = ops.length;
      let follow;
      if (op >= 0x28 && op <= 0x3e) {
        const alignment = number();
        if (alignment.value === Number(ALIGNMENTS[op - 0x28])) ops.push(op);
        else {
          ops.push(ALIGNED, op);
          misc.push(...alignment.bytes);
        }
        move(op < 0x36 ? load : store);
      } else if (op >= 2 && op <= 4) {
        const type = number();
        const fused = { 0x40: 0, 0x7f: GIVES_I32, 0x7e: GIVES_I64 }[type.value];
        if (fused === undefined) {
          ops.push(TYPED, op);
          misc.push(...type.bytes);
        } else ops.push(fused + op);
      } else if (op >= 0x20 && op <= 0x22) {
        const index = number();
        if (op === 0x20 && index.value === 0) ops.push(LOCAL_0);
        else {
          ops.push(op);
          local.push(...index.bytes);
        }
      } else {
        const known = op < 0xc5 || op === 0xd0 || op === 0xd2 || op === 0xfc;
        if (!known || (op > 0x11 && op < 0x1a)) throw new Error(`unknown opcode ${op.toString(16)}`);
        ops.push(op);
        if (op === 0x41) follow = number().bytes;
        else if (op === 0x42) move(i64);
        else if (op === 0x0c || op === 0x0d) move(branch);
        else if (op === 0x0e) {
          const count = number();
          branch.push(...count.bytes);
          move(branch, count.value + 1);
        } else if (op === 0x10) move(call);
        else if (op === 0x43 || op === 0x44) {
          const length = op === 0x43 ? 4 : 8;
          misc.push(...wasm.subarray(at, (at += length)));
        } else if (op === 0x1c || op === 0xfc) {
          const second = number();
          misc.push(...second.bytes);
          move(misc, op === 0x1c ? second.value : Number(FOLLOWING_FC[second.value]));
        } else move(misc, FOLLOWING[op] ?? 0);
      }
      if (constant) streams[STREAMS[constants(ops[first])]].push(...constant);
      constant = follow;
    }
    if (constant || at !== end) throw new Error('a function does not end where it should');
  }

  return { streams, functions, length: 8 + 1 + 5 + 5 + length };
}

// The packed module.
export function pack(wasm) {
  const { streams, functions, length } = apart(wasm);
  const all = STREAMS.map((name) => Buffer.from(streams[name]));
  const name = Buffer.from(NAME);
  const content = Buffer.concat([
    Buffer.from([name.length, ...name, ...leb(length), ...leb(functions), ...all.flatMap((stream) => leb(stream.length))]),
    ...all,
  ]);
  const packed = Buffer.concat([wasm.subarray(0, 8), Buffer.from([0, ...leb(content.length)]), content]);
  const whole = unpack(packed);
  if (!WebAssembly.validate(whole)) throw new Error('what was unpacked is not valid');
  const again = apart(whole);
  const same = STREAMS.every((name) => Buffer.from(streams[name]).equals(Buffer.from(again.streams[name])));
  if (!same || again.functions !== functions) throw new Error('what was unpacked is not the same');
  return packed;
}
