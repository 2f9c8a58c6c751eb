// Called by script/finish-dist: makes what trunk built smaller, without changing what it does.
//
// - Imports of the WebAssembly module get short names: wasm-bindgen's end in sixteen random
//   digits each, in both halves, which no compression removes.
// - What of the module a first visit does not run goes into late parts (split-wasm.mjs).
//   With --watched nothing is late; instead the module tells what it runs.
// - Every part is taken apart (see pack-wasm.mjs): a tenth less after compression.
// - Scripts lose their comments and spaces and have short names inside; `unpack.js` goes into
//   `late.js` (esbuild).
// - The style sheets become one file: one request, and one text compresses better.
//
// These change files whose names carry a hash, so those get new names, in index.html too.
// It stops the build where a file does not look as expected.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { PARTS, plainName, readList } from './late-functions.mjs';
import { texts } from './late-texts.mjs';
import { outline, shape } from './outline-wasm.mjs';
import { pack } from './pack-wasm.mjs';
import { split as splitModule, watched } from './split-wasm.mjs';
import { parts } from './wasm-code.mjs';
import { Reader, leb, section, sections, text, vector } from './wasm-format.mjs';
import { parse } from './wasm-module.mjs';

const [stage, mode] = process.argv.slice(2);
const watch = mode === '--watched';
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
// A module's script, shorter: what it exports keeps its name, what nothing uses is left out.
const esbuild = (input, ...more) => execFileSync('esbuild', ['--minify', '--tree-shaking=true', '--format=esm', '--target=esnext', '--charset=utf8', '--log-level=warning', ...more], { input, encoding: 'utf8' });
const shorter = (script) => esbuild(script);
const put = (old, name, content) => {
  rmSync(`${stage}/${old}`);
  writeFileSync(`${stage}/${name}`, content);
};

// --- the module ----------------------------------------------------------------

// Gives what a module imports and exports other names.
function renamed(wasm, ofImport, ofExport) {
  const parts = [wasm.subarray(0, 8)];
  for (const { kind, content } of sections(wasm)) {
    const reader = new Reader(content);
    let made = content;
    if (kind === 2) {
      const one = () => {
        const [module, name] = [reader.string(), reader.string()];
        if (reader.byte() !== 0) fail(`${name} is imported, but is no function`);
        return [...text(module), ...text(ofImport(name)), 0, ...leb(reader.number())];
      };
      made = vector(reader.vector(one));
    } else if (kind === 7) {
      made = vector(reader.vector(() => [...text(ofExport(reader.string())), reader.byte(), ...leb(reader.number())]));
    }
    parts.push(section(kind, made));
  }
  return Buffer.concat(parts);
}

const wasmName = only(/^viewer-[0-9a-f]+_bg\.wasm$/);
const glueName = only(/^viewer-[0-9a-f]+\.js$/);
let glue = readFileSync(`${stage}/${glueName}`, 'utf8');
let short = 0;
let kept = 0;
const ofImport = (name) => {
  // Only what the glue names once, where it defines it, can be called otherwise.
  const parts = glue.split(name);
  if (parts.length !== 2 || !parts[1].startsWith(':') || !/[{,]$/.test(parts[0])) {
    kept += 1;
    return name;
  }
  glue = parts.join(`_${(short += 1).toString(36)}`);
  return `_${short.toString(36)}`;
};
const ofExport = (name) => {
  const used = new RegExp(`\\bwasm\\.${name}\\b`, 'g');
  if (name.length < 24 || !used.test(glue)) return name;
  glue = glue.replace(used, `wasm._${(short += 1).toString(36)}`);
  return `_${short.toString(36)}`;
};
const whole = renamed(readFileSync(`${stage}/${wasmName}`), ofImport, ofExport);
if (kept > short / 10) fail(`of ${short + kept} imports and exports only ${short} could be renamed`);

// What a first visit does not run goes into late parts.
let first;
let loader;
const lateNames = [];
if (watch) {
  const { wasm, functions } = watched(whole);
  first = wasm;
  loader = '(at)=>(globalThis.datelineRan??=new Set).add(at)';
  const told = functions.map(({ name, list, stretches }) => ({ name: plainName(name), shape: shape(plainName(name), list), stretches }));
  writeFileSync(`${stage}/viewer-functions.json`, JSON.stringify(told));
} else {
  const late = PARTS.length - 1;
  const { partOf, partsOf } = readList(readFileSync(`${import.meta.dirname}/late-functions.txt`, 'utf8'));
  const stretchesOf = (name, list) => partsOf(shape(plainName(name), list), list.filter(parts).length);
  const outlined = outline(whole, stretchesOf, late);
  if (!WebAssembly.validate(outlined.wasm)) fail('with late stretches taken out, the module is not valid');
  const count = parse(outlined.wasm).functions.length - outlined.parts.length;
  const target = `${process.env.CARGO_TARGET_DIR ?? `${import.meta.dirname}/../target`}/wasm32-unknown-unknown/viewer`;
  const known = texts(whole, target);
  if (!known) console.error('slim-dist: the linker’s map is not there: no text is late, and a first visit is larger');
  const split = splitModule(outlined.wasm, (at, name) => outlined.parts[at - count] ?? partOf(name), late, { texts: known, stretches: outlined.left });
  for (const [at, one] of split.late.entries()) {
    if (!WebAssembly.validate(one)) fail('a late part is not valid');
    const packed = pack(one);
    const name = `viewer-${hash(packed)}_${PARTS[at + 1]}.wasm`;
    writeFileSync(`${stage}/${name}`, packed);
    lateNames.push(name);
  }
  first = split.first;
  glue = `import{load}from"./late.js";${glue}`;
  loader = `(part)=>load(new URL(${JSON.stringify(lateNames)}[part],import.meta.url).href,given,wasm)`;
}
if (!WebAssembly.validate(first)) fail('the module is no longer valid');
first = pack(first);
const places = glue.split('=__wbg_get_imports()');
if (places.length !== 3) fail('the glue does not get its imports as expected');
glue = `${places.join('=withLate(__wbg_get_imports())')}\nfunction withLate(given){given.late={load:${loader}};return given}`;
// The page and the worker compile it themselves; the other way to start it is not needed.
const starters = /(export ?\{.*\binitSync\b.*), ?__wbg_init as default\b/;
if (!starters.test(glue)) fail('the glue does not export its starters as expected');
glue = glue.replace(starters, '$1');
const newWasm = `viewer-${hash(first)}_bg.wasm`;
glue = shorter(glue.replaceAll(wasmName, newWasm));
const newGlue = `viewer-${hash(glue)}.js`;
put(wasmName, newWasm, first);
put(glueName, newGlue, glue);

// --- scripts -------------------------------------------------------------------

for (const name of ['dateline.js', 'seat.js', 'workers.js', 'importers.js', 'annotate.js', 'passage.js', 'aloud.js', 'save.js']) {
  writeFileSync(`${stage}/${name}`, shorter(readFileSync(`${stage}/${name}`, 'utf8')));
}

// Of what unpacks the module, only this is needed here: one request, not two.
writeFileSync(`${stage}/late.js`, esbuild('', `${stage}/late.js`, '--bundle'));
rmSync(`${stage}/unpack.js`);

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
