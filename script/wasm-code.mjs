// The instructions of a WebAssembly function: as a list, what they take and leave, which locals
// they want, and with other numbers for what they name. Used by the scripts that split the
// viewer's module. It must not know why.
//
// The instructions: https://webassembly.github.io/spec/core/binary/instructions.html
import { Reader, leb, signed } from './wasm-format.mjs';

export const [UNREACHABLE, BLOCK, LOOP, IF, ELSE, END] = [0x00, 0x02, 0x03, 0x04, 0x05, 0x0b];
export const [BR, BR_IF, BR_TABLE, RETURN, CALL, CALL_INDIRECT] = [0x0c, 0x0d, 0x0e, 0x0f, 0x10, 0x11];
export const [GET, SET, TEE] = [0x20, 0x21, 0x22];

// The locals that a body declares, each one's type, and where its instructions begin.
export function declared(body) {
  const reader = new Reader(body);
  const types = [];
  reader.vector(() => {
    const count = reader.number();
    const type = reader.byte();
    for (let left = count; left > 0; left -= 1) types.push(type);
  });
  return { types, from: reader.at };
}

// The instructions from a place on, up to the `end` that closes them. What opens a block knows
// the place in the list of what closes it (`closes`): an `end`, or an `else`, which knows the
// place of its own `end`.
export function instructions(body, from = declared(body).from) {
  const reader = new Reader(body, from);
  const list = [];
  const open = [];
  for (let depth = 1; depth > 0; ) {
    const one = { op: reader.byte(), from: reader.at - 1 };
    const { op } = one;
    if (op === END || op === ELSE) {
      if (open.length > 0) {
        const at = open.pop();
        list[at].closes = list.length;
        // Of an `if` with two arms: the `if`.
        one.opens = list[at].opens ?? { op: list[at].op, at };
      }
      if (op === ELSE) open.push(list.length);
      else depth -= 1;
    } else if (op >= BLOCK && op <= IF) {
      depth += 1;
      open.push(list.length);
      const first = reader.bytes[reader.at];
      if (first >= 0x40 && first < 0x80) {
        reader.at += 1;
        one.gives = first === 0x40 ? [] : [first];
      } else one.type = reader.number();
    } else if (op === BR || op === BR_IF) one.labels = [reader.number()];
    else if (op === BR_TABLE) {
      one.labels = reader.vector(() => reader.number());
      one.labels.push(reader.number());
    } else if (op === CALL) one.calls = reader.number();
    else if (op === CALL_INDIRECT) {
      one.type = reader.number();
      one.table = reader.number();
    } else if (op >= GET && op <= TEE) one.local = reader.number();
    else if (op === 0x1c) one.gives = reader.vector(() => reader.number());
    else if (op === 0x23 || op === 0x24) one.global = reader.number();
    else if (op === 0x25 || op === 0x26) one.table = reader.number();
    else if (op >= 0x28 && op <= 0x3e) {
      reader.number();
      reader.number();
    } else if (op === 0x3f || op === 0x40 || op === 0x41 || op === 0x42 || op === 0xd0) reader.number();
    else if (op === 0x43) reader.take(4);
    else if (op === 0x44) reader.take(8);
    else if (op === 0xd2) one.points = reader.number();
    else if (op === 0xfc) {
      one.second = reader.number();
      if (one.second === 10) reader.take(2);
      else if (one.second === 11) reader.take(1);
      else if (one.second >= 15 && one.second <= 17) one.table = reader.number();
      else if (one.second > 7) throw new Error(`an instruction that nobody expected: 0xfc ${one.second}`);
    } else if ((op > 5 && op < 0x0b) || (op > 0x11 && op < 0x1a) || (op > 0x1c && op < 0x20) || op === 0x27 || (op > 0xc4 && op !== 0xd1)) {
      throw new Error(`an instruction that nobody expected: 0x${op.toString(16)}`);
    }
    one.to = reader.at;
    list.push(one);
  }
  return list;
}

// The same body with other numbers: `map` has functions for `call`, `type`, `global` and `table`,
// each of which gives the new number of an old one. For a call it may give other instructions.
export function renumbered(body, map) {
  const list = instructions(body);
  const pieces = [body.subarray(0, list[0].from)];
  let copied = list[0].from;
  for (const { op, second, calls, type, global, table, points, from, to } of list) {
    let made;
    if (calls !== undefined) {
      const called = map.call(calls);
      made = Array.isArray(called) ? called : [op, ...leb(called)];
    } else if (op === CALL_INDIRECT) made = [op, ...leb(map.type(type)), ...leb(map.table(table))];
    else if (type !== undefined) made = [op, ...signed(map.type(type))];
    else if (global !== undefined) made = [op, ...leb(map.global(global))];
    else if (table !== undefined) made = [op, ...(second === undefined ? [] : leb(second)), ...leb(map.table(table))];
    else if (points !== undefined) made = [op, ...leb(map.call(points))];
    if (!made) continue;
    pieces.push(body.subarray(copied, from), Buffer.from(made));
    copied = to;
  }
  return Buffer.concat([...pieces, body.subarray(copied)]);
}

// After these a visit is watched: what follows may run though what stands before did not, or
// the other way round. Between them are stretches, which run as a whole.
export const parts = ({ op }) => op === IF || op === ELSE || op === LOOP || op === BR_IF || op === END;

// How many values an instruction takes from the stack and leaves there; blocks apart.
export function effect({ op, second, calls, type }, typeOfFunction, types) {
  const through = ({ parameters, results }, more = 0) => [parameters.length + more, results.length];
  if (op === CALL) return through(typeOfFunction(calls));
  if (op === CALL_INDIRECT) return through(types[type], 1);
  if (op === GET || op === 0x23 || op === 0x3f || (op >= 0x41 && op <= 0x44) || op === 0xd0) return [0, 1];
  if (op === SET || op === 0x24 || op === 0x1a || op === BR_IF || op === BR_TABLE) return [1, 0];
  if (op === TEE || op === 0x25 || (op >= 0x28 && op <= 0x35) || op === 0x40 || op === 0xd1) return [1, 1];
  if (op === 0x26 || (op >= 0x36 && op <= 0x3e)) return [2, 0];
  if (op === 0x1b || op === 0x1c) return [3, 1];
  if (op === 0x45 || op === 0x50 || (op >= 0x67 && op <= 0x69) || (op >= 0x79 && op <= 0x7b)) return [1, 1];
  if ((op >= 0x8b && op <= 0x91) || (op >= 0x99 && op <= 0x9f) || (op >= 0xa7 && op <= 0xc4)) return [1, 1];
  if (op >= 0x46 && op <= 0xa6) return [2, 1];
  if (op === 0xfc) return second < 8 ? [1, 1] : second === 15 ? [2, 1] : second === 16 ? [0, 1] : [3, 0];
  return [0, 0]; // what goes elsewhere, or does nothing
}

// Which locals are wanted later on, before each instruction: a set as the bits of a number.
export function wanted(list) {
  const before = Array(list.length).fill(0n);
  const bit = (local) => 1n << BigInt(local);
  for (let changed = true; changed; ) {
    changed = false;
    const around = [];
    let live = 0n;
    for (let at = list.length - 1; at >= 0; at -= 1) {
      const { op, local, labels, opens } = list[at];
      if (op === END) around.push({ after: live, label: opens?.op === LOOP ? before[opens.at] : live });
      else if (op === ELSE) {
        around.at(-1).otherwise = live;
        live = around.at(-1).after;
      } else if (op === IF) {
        const { after, otherwise } = around.pop();
        live |= otherwise ?? after;
      } else if (op === BLOCK) around.pop();
      else if (op === LOOP) {
        around.pop();
        if (before[at] !== live) changed = true;
      } else if (op === GET) live |= bit(local);
      else if (op === SET || op === TEE) live &= ~bit(local);
      else if (labels) {
        const there = labels.reduce((all, label) => all | around.at(-1 - label).label, 0n);
        live = op === BR_IF ? live | there : there;
      } else if (op === RETURN || op === UNREACHABLE) live = 0n;
      before[at] = live;
    }
  }
  return before;
}
