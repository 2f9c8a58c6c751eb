// Called by script/finish-dist: makes what trunk built smaller, without changing what it does.
//
// - Imports of the WebAssembly module get short names: wasm-bindgen's end in sixteen random
//   digits each, in both halves, which no compression removes.
// - The module is taken apart (see pack-wasm.mjs): a tenth less after compression.
// - Our own scripts lose their comments and indents.
// - The style sheets become one file: one request, and one text compresses better.
//
// Both change files whose names carry a hash, so those get new names, in index.html too.
// It stops the build where a file does not look as expected.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { pack } from './pack-wasm.mjs';

const stage = process.argv[2];
const fail = (words) => {
  console.error(`slim-dist: ${words}`);
  process.exit(1);
};
const hash = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 16);
const files = readdirSync(stage);
const only = (pattern) => {
  const found = files.filter((name) => pattern.test(name));
  if (found.length !== 1) fail(`expected one file like ${pattern}, found ${found.length}`);
  return found[0];
};
const put = (old, name, content) => {
  rmSync(`${stage}/${old}`);
  writeFileSync(`${stage}/${name}`, content);
};

// --- imports -------------------------------------------------------------------

// The format: https://webassembly.github.io/spec/core/binary/modules.html
function renameImports(wasm, rename) {
  let at = 8;
  const leb = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = wasm[at++];
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  const toLeb = (value) => {
    const bytes = [];
    for (; value > 0x7f; value = Math.floor(value / 128)) bytes.push((value & 0x7f) | 0x80);
    return Buffer.from([...bytes, value]);
  };
  const string = () => {
    const length = leb();
    return wasm.toString('utf8', at, (at += length));
  };
  const toString = (text) => Buffer.concat([toLeb(Buffer.byteLength(text)), Buffer.from(text)]);
  while (at < wasm.length) {
    const section = at;
    const kind = wasm[at++];
    const length = leb();
    const end = at + length;
    if (kind === 2) {
      const count = leb();
      const parts = [toLeb(count)];
      for (let index = 0; index < count; index += 1) {
        const module = string();
        const name = string();
        if (wasm[at] !== 0) fail(`${name} is imported, but is no function`);
        const start = at++;
        leb(); // its type
        parts.push(toString(module), toString(rename(name)), wasm.subarray(start, at));
      }
      if (at !== end) fail('the imports do not end where their section does');
      const body = Buffer.concat(parts);
      const before = [wasm.subarray(0, section), Buffer.from([2]), toLeb(body.length)];
      return Buffer.concat([...before, body, wasm.subarray(end)]);
    }
    at = end;
  }
  return fail('there is no section of imports');
}

const wasmName = only(/^viewer-[0-9a-f]+_bg\.wasm$/);
const glueName = only(/^viewer-[0-9a-f]+\.js$/);
let glue = readFileSync(`${stage}/${glueName}`, 'utf8');
let renamed = 0;
let kept = 0;
const slim = renameImports(readFileSync(`${stage}/${wasmName}`), (name) => {
  // Only what the glue names once, where it defines it, can be called otherwise.
  const parts = glue.split(name);
  if (parts.length !== 2 || !parts[1].startsWith(':') || !/[{,]$/.test(parts[0])) {
    kept += 1;
    return name;
  }
  const short = `_${(renamed += 1).toString(36)}`;
  glue = parts.join(short);
  return short;
});
if (kept > renamed / 10) fail(`of ${renamed + kept} imports only ${renamed} could be renamed`);
if (!WebAssembly.validate(slim)) fail('the module is no longer valid');
const packed = pack(slim);
const newWasm = `viewer-${hash(packed)}_bg.wasm`;
glue = glue.replaceAll(wasmName, newWasm);
const newGlue = `viewer-${hash(glue)}.js`;
put(wasmName, newWasm, packed);
put(glueName, newGlue, glue);

// --- scripts -------------------------------------------------------------------

for (const name of ['dateline.js', 'unpack.js', 'seat.js', 'workers.js', 'importers.js', 'annotate.js', 'passage.js', 'aloud.js']) {
  const lines = readFileSync(`${stage}/${name}`, 'utf8').split('\n').map((line) => line.trim());
  // What is quoted over several lines would change its meaning.
  if (lines.some((line) => line.split('`').length % 2 === 0)) fail(`${name} quotes more than a line`);
  writeFileSync(`${stage}/${name}`, lines.filter((line) => line && !line.startsWith('//')).join('\n'));
}

// --- styles --------------------------------------------------------------------

let page = readFileSync(`${stage}/index.html`, 'utf8');
const links = [...page.matchAll(/<link href="?\.\/([a-z]+-[0-9a-f]+\.css)"? rel="?stylesheet"?>/g)];
if (links.length < 2) fail('index.html does not name the style sheets as expected');
const styles = links.map((link) => readFileSync(`${stage}/${link[1]}`, 'utf8')).join('\n');
const newStyle = `style-${hash(styles)}.css`;
writeFileSync(`${stage}/${newStyle}`, styles);
for (const [index, [link, name]] of links.entries()) {
  rmSync(`${stage}/${name}`);
  page = page.replace(link, index === 0 ? link.replace(name, newStyle) : '');
}
page = page.replaceAll(wasmName, newWasm).replaceAll(glueName, newGlue);
writeFileSync(`${stage}/index.html`, page);
