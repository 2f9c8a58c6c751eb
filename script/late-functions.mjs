// The list script/late-functions.txt: to which part of the viewer's module what belongs. What is
// not listed stays in the first part, so a list that is out of date costs bytes and nothing
// else. It must not know how a module is split.
//
// A line is the word of a part, and a function's name, or the beginning of names and `*`. Or of
// a function of which only some belongs there: `parts`, what it looks like (outline-wasm.mjs),
// and the numbers of the parts of its stretches, two to a letter.

// The parts: what a first visit of an ordinary file runs; what one of an archive with an index,
// or in parts, runs besides; and the rest.
export const PARTS = ['first', 'published', 'rest'];

// A name without what changes from build to build: hashes.
export const plainName = (name) => name.replace(/\[[0-9a-f]{8,}\]/g, '').replace(/::h[0-9a-f]{16}(?=$|\.)/, '').replace(/\.llvm\.\d+$/, '');

// What everything stands on: which paths of these a visit takes hangs on sizes and on luck.
const GROUND = /^[<&(\[]*(dlmalloc|hashbrown|indexmap|slotmap|reactive_graph|wasm_bindgen_futures|std|compiler_builtins|__)/;

// The beginnings of a name that end after a step of its path.
const steps = (name) => [...name.matchAll(/::/g)].map(({ index }) => name.slice(0, index + 2));

// Gives what tells the part of a name, and those of a function's stretches where they are known.
export function readList(content) {
  const names = new Map();
  const shapes = new Map();
  for (const line of content.split('\n')) {
    const [word] = line.split(' ', 1);
    const rest = line.slice(word.length + 1);
    if (word === 'parts') shapes.set(...rest.split(' '));
    else if (PARTS.includes(word)) names.set(rest, PARTS.indexOf(word));
  }
  const partOf = (name) => {
    const plain = plainName(name);
    const begun = steps(plain).find((beginning) => names.has(`${beginning}*`));
    return names.get(plain) ?? names.get(`${begun}*`) ?? 0;
  };
  const partsOf = (shape, stretches) => {
    const letters = shapes.get(shape);
    return letters && Array.from({ length: stretches }, (_, at) => (parseInt(letters[at >> 1], 16) >> (2 * (at & 1))) & 3);
  };
  return { partOf, partsOf };
}

// Writes the list: `functions` are all, each with its name, its shape, and the parts of its
// stretches. Where all that begins alike belongs to one part, the beginning stands for it: what is
// added there later is likely to be as late.
export function writeList(functions) {
  const parts = new Map();
  const shapes = new Map();
  const least = (one, other) => Math.min(one, other ?? one);
  for (const { name, shape, stretches } of functions.filter(({ name }) => !GROUND.test(name))) {
    parts.set(name, least(stretches[0], parts.get(name)));
    const same = shapes.get(shape);
    shapes.set(shape, stretches.map((part, at) => least(part, same?.[at])));
  }
  // For each beginning: the parts of what begins so, and how often.
  const begun = new Map();
  for (const [name, part] of parts) for (const step of steps(name)) begun.set(step, [...(begun.get(step) ?? []), part]);
  const lines = new Set();
  for (const [name, part] of parts) {
    if (!name || part === 0) continue;
    // Only of our own paths: elsewhere, the same beginning says little.
    const alike = (step) => begun.get(step).length > 2 && begun.get(step).every((other) => other === part);
    const whole = name.startsWith('dateline::') && steps(name).slice(1).find(alike);
    lines.add(`${PARTS[part]} ${whole ? `${whole}*` : name}`);
  }
  for (const [shape, stretches] of shapes) {
    if (stretches.every((part) => part === stretches[0])) continue;
    const letters = [];
    stretches.forEach((part, at) => {
      letters[at >> 1] = (letters[at >> 1] ?? 0) | (part << (2 * (at & 1)));
    });
    lines.add(`parts ${shape} ${letters.map((letter) => letter.toString(16)).join('')}`);
  }
  const head = ['# Which of the viewer a first visit does not run. Made by script/profile-visit; see', '# script/late-functions.mjs.'];
  return [...head, ...[...lines].sort(), ''].join('\n');
}
