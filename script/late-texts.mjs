// Takes the texts out of a WebAssembly module's data that a first visit does not say: messages,
// mostly. They come with the late part whose functions say them (split-wasm.mjs); where a function
// of the first part says one in a stretch that does not run, it makes sure first that the part is
// there. It must not decide what is late, nor take anything but texts.
//
// Where a text begins and ends only the linker knows: it writes a map (build.rs). A map is of one
// link alone, so it is believed only if it fits that link's own module, function by function.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { CALL, instructions, parts } from './wasm-code.mjs';
import { CODE, DATA, Reader, leb, sections, signed } from './wasm-format.mjs';

const CONST = 0x41;
// Shorter ones are not worth their place.
const LEAST = 8;

// Numbers of functions from here on make sure that a part is there.
export const NEED = 0x100000;

// A number with a sign, as `i32.const` has it, read as an address.
function signedAt(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value |= (byte & 127) << shift;
    if (byte < 128) return { value: (shift < 25 && byte & 64 ? value | (-1 << (shift + 7)) : value) >>> 0, at };
  }
}

// The segments of a module's data: where each goes, and its bytes.
function segments(content) {
  const reader = new Reader(content);
  return reader.vector(() => {
    if (reader.number() !== 0 || reader.byte() !== CONST) throw new Error('data that goes to no certain place');
    const { value, at } = signedAt(content, reader.at);
    reader.at = at + 1;
    return { at: value, bytes: Buffer.from(reader.take(reader.number())) };
  });
}

const contentOf = (wasm, wanted) => sections(wasm).find(({ kind }) => kind === wanted)?.content;

// What a map says: of each piece of the module its address, its size, its name.
function read(map) {
  const rows = [...map.matchAll(/^ *([0-9a-f-]+) +([0-9a-f]+) +([0-9a-f]+) +\S+:\((\S+)\)$/gm)];
  return rows.map(([, address, , size, name]) => ({ at: parseInt(address, 16), size: parseInt(size, 16), name }));
}

// True if a map is of the link that made this module.
function fits(pieces, linked) {
  const reader = new Reader(contentOf(linked, CODE));
  const bodies = reader.vector(() => reader.span(() => reader.take(reader.number())).length);
  // Functions have no address. The linker's own have no row.
  const told = pieces.filter(({ at }) => Number.isNaN(at)).map(({ size }) => size);
  let at = 0;
  for (const size of bodies) if (size === told[at]) at += 1;
  return at === told.length && at > bodies.length * 0.99;
}

// The texts of a module that was linked in `folder`, cargo's of a profile; none where no map of
// that link is found.
export function texts(wasm, folder) {
  const maps = existsSync(`${folder}/build`) ? readdirSync(`${folder}/build`).map((name) => `${folder}/build/${name}/out/viewer.map`) : [];
  if (!existsSync(`${folder}/viewer.wasm`)) return undefined;
  const linked = readFileSync(`${folder}/viewer.wasm`);
  const told = maps.filter((name) => existsSync(name)).map((name) => read(readFileSync(name, 'utf8')));
  const pieces = told.find((pieces) => fits(pieces, linked));
  if (!pieces) return undefined;
  const data = [linked, wasm].map((module) => segments(contentOf(module, DATA)));
  const [now, other] = data.map((own) => image(own, data.flat()));
  if (!now.bytes.equals(other.bytes)) throw new Error('the data is no longer what was linked');
  return pieces.filter(({ name, size }) => name.startsWith('.rodata..Lanon.') && size >= LEAST)
    .map(({ at, size }) => ({ at, size, bytes: now.bytes.subarray(at - now.at, at - now.at + size) }))
    .filter(({ bytes }) => isText(bytes))
    .sort((one, other) => one.at - other.at);
}

// Data as it lies in memory, from the first to the last of `all`.
function image(data, all) {
  const at = Math.min(...all.map((own) => own.at));
  const bytes = Buffer.alloc(Math.max(...all.map((own) => own.at + own.bytes.length)) - at);
  data.forEach((own) => own.bytes.copy(bytes, own.at - at));
  return { at, bytes };
}

// Words, not a table of letters: those are read from places before their beginning, too.
function isText(bytes) {
  const words = bytes.toString('utf8');
  return Buffer.from(words).equals(bytes) && /\p{L} \p{L}/u.test(words) && !/\p{Cc}/u.test(words);
}

// The addresses that a function names, each with the instruction that does.
function named({ body, list }) {
  return list.flatMap(({ op, from }, at) => {
    if (op === CONST) return [{ at, address: signedAt(body, from + 1).value }];
    if (op < 0x28 || op > 0x3e) return [];
    const reader = new Reader(body, from + 1);
    reader.number();
    return [{ at, address: reader.number() }];
  });
}

// Of each instruction of a function to which part its stretch belongs.
function belonging({ part, list }, stretches) {
  if (part > 0 || stretches?.length !== list.filter(parts).length) return list.map(() => part);
  let stretch = 0;
  return list.map((one) => stretches[parts(one) ? stretch++ : stretch]);
}

// Gives the data without the late texts, and for each late part its own. In functions of the
// first part, what says a late text is changed to make sure of it before. `functions` have their
// part and their instructions; `stretches` says to which parts theirs belong, where that is known.
export function separate(content, functions, stretches, texts, late) {
  const all = segments(content);
  const find = (address) => {
    const next = texts.findIndex(({ at }) => at > address);
    const own = texts.at((next < 0 ? texts.length : next) - 1);
    return own && own.at <= address && address <= own.at + own.size ? own : undefined;
  };
  texts.forEach((own) => (own.in = new Set()));
  // What data points to may be said by whoever knows the data. All of it: a pointer's last
  // bytes are zeros, which a segment may leave out.
  const { bytes } = image(all, all);
  for (let at = 0; at + 4 <= bytes.length; at += 1) find(bytes.readUInt32LE(at))?.in.add(0);
  const said = functions.map((one, at) => {
    const parts = belonging(one, stretches[at]);
    const said = named(one).map(({ at, address }) => ({ at, part: parts[at], text: find(address) })).filter(({ text }) => text);
    said.forEach(({ text, part }) => text.in.add(part));
    return said;
  });
  const isLate = (text) => text.in.size > 0 && !text.in.has(0);
  for (const [at, one] of functions.entries()) {
    const late = one.part === 0 ? said[at].filter(({ text }) => isLate(text)) : [];
    if (late.length === 0) continue;
    const pieces = [];
    let copied = 0;
    for (const { at, part } of late) {
      const { from } = one.list[at];
      pieces.push(one.body.subarray(copied, from), Buffer.from([CALL, ...leb(NEED + part)]));
      copied = from;
    }
    one.body = Buffer.concat([...pieces, one.body.subarray(copied)]);
    one.list = instructions(one.body);
  }
  const gone = texts.filter(isLate);
  const segment = ({ at, bytes }) => Buffer.concat([Buffer.from([0, CONST, ...signed(at), 0x0b, ...leb(bytes.length)]), bytes]);
  const parted = Array.from({ length: late }, (_, part) => gone.filter((own) => own.in.has(part + 1)).map(({ at, bytes }) => segment({ at, bytes: Buffer.from(bytes) })));
  for (const { at, size } of gone) {
    const own = all.find((own) => own.at <= at && at + size <= own.at + own.bytes.length);
    if (!own) throw new Error('a text that does not lie in the data');
    own.bytes.fill(0, at - own.at, at - own.at + size);
  }
  return { first: all.map(segment), late: parted };
}
