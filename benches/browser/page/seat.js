// The engine's seat: fetches the feed, makes it a bundle, gives it to the engine, and passes
// on what is asked. The same in a worker and in the page.

import init, { Archive } from './engine.js';
import { asBundle, asQuery } from './contract.js';

let archive;
let memory;

export async function compile(module) {
  ({ memory } = await init({ module_or_path: module }));
}

// The bundle's bytes, ready to be read.
export async function fetched(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: the server answered ${response.status}`);
  return asBundle(new Uint8Array(await response.arrayBuffer()));
}

// The steps of opening one by one, so that each can be measured.
export function read(bytes) {
  archive?.free();
  archive = Archive.read(bytes);
}

export const build = () => archive.build();
export const save = () => archive.save();
export const load = (index) => archive.load(index);
// In bytes: what the index holds by its own account, what it keeps to grow by, and all of the
// module's memory.
export function sizes() {
  const [index, growing] = archive.index_bytes();
  return { index, growing, memory: memory.buffer.byteLength };
}

export async function open(address) {
  read(await fetched(address));
  build();
}

export function search(query, filters) {
  return archive.search(asQuery(query, filters), Boolean(filters.facets));
}

// Asks the same again and again without leaving the engine; milliseconds for one time.
export function alone(query, filters, times) {
  return archive.repeat(asQuery(query, filters), Boolean(filters.facets), times) / times;
}
