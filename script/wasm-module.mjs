// What stands in a WebAssembly module: its types, imports, functions with their names, tables,
// globals, exports. It must not change anything.
//
// The format: https://webassembly.github.io/spec/core/binary/modules.html
import { instructions } from './wasm-code.mjs';
import { A_FUNCTION, CODE, ELEMENT, EXPORT, FUNCTION, GLOBAL, IMPORT, Reader, START, TABLE, TYPE, leb, sections } from './wasm-format.mjs';

// What stands in a module. Stops at what no module of ours has.
export function parse(wasm) {
  const module = { sections: sections(wasm), types: [], imports: [], functions: [], tables: [], globals: [], exports: [], elements: [] };
  const names = new Map();
  let declared = [];
  let bodies = [];
  for (const { kind, content } of module.sections) {
    const reader = new Reader(content);
    if (kind === 0) readNames(reader, names);
    else if (kind === TYPE) module.types = reader.vector(typeOf);
    else if (kind === IMPORT) module.imports = reader.vector(importOf);
    else if (kind === FUNCTION) declared = reader.vector(() => reader.number());
    else if (kind === TABLE) module.tables = reader.vector(tableOf);
    else if (kind === GLOBAL) module.globals = reader.vector(globalOf);
    else if (kind === EXPORT) module.exports = reader.vector(() => ({ name: reader.string(), kind: reader.byte(), index: reader.number() }));
    else if (kind === START) module.start = reader.number();
    else if (kind === ELEMENT) module.elements = reader.vector(elementOf);
    else if (kind === CODE) bodies = reader.vector(() => reader.take(reader.number()));
  }
  module.functions = bodies.map((body, at) => ({ type: declared[at], body, name: names.get(module.imports.length + at) ?? '' }));
  return module;
}

function readNames(reader, names) {
  if (reader.string() !== 'name') return;
  while (!reader.done) {
    const part = reader.byte();
    const inner = new Reader(reader.take(reader.number()));
    if (part === 1) inner.vector(() => names.set(inner.number(), inner.string()));
  }
}

function typeOf(reader) {
  if (reader.byte() !== 0x60) throw new Error('a type that is no function’s');
  return { parameters: reader.vector(() => reader.byte()), results: reader.vector(() => reader.byte()) };
}

// The bytes of a type, and what tells it from others.
export const typeBytes = ({ parameters, results }) => [0x60, ...leb(parameters.length), ...parameters, ...leb(results.length), ...results];
export const typeKey = (type) => typeBytes(type).join();

function importOf(reader) {
  const found = { module: reader.string(), name: reader.string() };
  if (reader.byte() !== A_FUNCTION) throw new Error(`${found.name} is imported, but is no function`);
  return { ...found, type: reader.number() };
}

function tableOf(reader) {
  const type = reader.byte();
  const bounded = reader.byte();
  if (bounded > 1) throw new Error('a table of an unknown kind');
  return { type, least: reader.number(), most: bounded ? reader.number() : undefined };
}

// A value that is known before anything runs.
const constant = (reader) => reader.span(() => {
  const list = instructions(reader.bytes, reader.at);
  if (list.some(({ global, points }) => global !== undefined || points !== undefined)) throw new Error('a value that hangs on another');
  reader.at = list.at(-1).to;
});

const globalOf = (reader) => ({ type: [reader.byte(), reader.byte()], value: constant(reader) });

function elementOf(reader) {
  if (reader.number() !== 0) throw new Error('functions are put into a table in an unknown way');
  const at = constant(reader);
  if (at[0] !== 0x41) throw new Error('the place in a table is no number');
  return { at, offset: new Reader(at, 1).number(), functions: reader.vector(() => reader.number()) };
}
