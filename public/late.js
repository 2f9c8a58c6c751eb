// Fetches the late parts of the viewer's module: what a first visit does not run (see
// script/split-wasm.mjs). A part is fetched when the first of its functions is called, or a
// little ahead. It must not know what is in a part, nor draw anything.

import { unpack } from './unpack.js';

export { unpack };

// The parts that are here, by their address: not yet linked to any instance.
const compiled = new Map();
const listeners = new Set();

// In the midst of a call nobody can wait, so this one asks and waits at once. As text, where
// each letter is a byte: a page takes no other answer in this way.
function fetchNow(url) {
  const request = new XMLHttpRequest();
  request.open('GET', url, false);
  request.overrideMimeType('text/plain; charset=x-user-defined');
  request.send();
  if (request.status !== 200) throw new Error(`${url}: the server answered ${request.status}`);
  return Uint8Array.from(request.responseText, (letter) => letter.charCodeAt(0) & 255);
}

// What the first part calls: gives it a late part. `given` is what the first part imports
// from the page, `first` what it exports. Throws where the part cannot be had.
export function load(url, given, first) {
  try {
    if (!compiled.has(url)) compiled.set(url, new WebAssembly.Module(unpack(fetchNow(url))));
    const part = compiled.get(url);
    const wanted = { e: first, f: {} };
    const imports = WebAssembly.Module.imports(part);
    const table = first[imports.find(({ kind }) => kind === 'table').name];
    for (const { module, name } of imports) {
      if (module === 'f') wanted.f[name] = table.get(parseInt(name, 36));
    }
    new WebAssembly.Instance(part, { ...given, ...wanted });
  } catch (error) {
    for (const tell of listeners) tell(error);
    throw error;
  }
}

// Fetches a part before it is needed. Where that fails, whoever needs it will be told.
export async function ahead(url) {
  if (compiled.has(url)) return;
  try {
    const response = await fetch(url);
    if (response.ok) compiled.set(url, await WebAssembly.compile(unpack(new Uint8Array(await response.arrayBuffer()))));
  } catch {
    // see above
  }
}

// Calls `tell` with the error whenever a part that is needed cannot be had.
export function onLack(tell) {
  listeners.add(tell);
  return () => listeners.delete(tell);
}
