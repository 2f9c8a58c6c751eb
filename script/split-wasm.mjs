// Splits a WebAssembly module: functions that a first visit does not run leave it for late
// parts, which share its memory and its table. public/late.js puts them together again.
// Called by script/slim-dist.mjs. It must not decide which functions are late, nor change
// what any of them does.
//
// A late function that another part calls has a slot in the table, which its own part fills.
// Before a call through it, `need` makes sure that the part is there. Where a late function is
// called from many places, or pointed to, the first part has a stub that does both. What a late
// part calls of the first it imports from the table: the name of the import is the slot.
import { NEED, separate } from './late-texts.mjs';
import { CALL, CALL_INDIRECT, END, GET, IF, instructions, parts, renumbered } from './wasm-code.mjs';
import { A_FUNCTION, A_GLOBAL, A_MEMORY, A_TABLE, CODE, DATA, ELEMENT, EXPORT, FUNCTION, GLOBAL, HEAD, I32, IMPORT, MEMORY, NOTHING, START, TABLE, TYPE, leb, section, signed, sized, text, vector } from './wasm-format.mjs';
import { parse, typeBytes, typeKey } from './wasm-module.mjs';

// How late parts import: from the table, and from what the first part exports.
const FROM_TABLE = 'f';
const FROM_FIRST = 'e';
// The import that fetches a late part, given its number.
const LOADER = ['late', 'load'];
// The table that functions are in.
const THE_TABLE = 0;
const [CONST, GET_GLOBAL, SET_GLOBAL, IS_ZERO] = [0x41, 0x23, 0x24, 0x45];
// From how many places of the first part a late function is called without a stub.
const FEW = 2;

const limits = ({ type, least, most }) => [type, most === undefined ? 0 : 1, ...leb(least), ...(most === undefined ? [] : leb(most))];
const elementsAt = (offset, functions) => Buffer.concat([Buffer.from([0, CONST, ...signed(offset), END]), vector(functions.map(leb))]);

// Numbers what is in a part anew, in the order given.
class Numbers {
  constructor(order) {
    this.numbers = new Map(order.map((what, at) => [what, at]));
  }

  of(what) {
    const number = this.numbers.get(what);
    if (number === undefined) throw new Error(`${what} has got lost`);
    return number;
  }
}

// The types that a part has, in the order in which they are first asked for.
class Types {
  constructor() {
    this.numbers = new Map();
    this.all = [];
  }

  of(type) {
    const key = typeKey(type);
    if (!this.numbers.has(key)) this.numbers.set(key, this.all.push(type) - 1);
    return this.numbers.get(key);
  }

  section() {
    return section(TYPE, vector(this.all.map(typeBytes)));
  }
}

// Splits a module. `partOf(at, name)` is 0 for a function of the first part, else the number of
// a late one; `late` is how many of those there are. Gives the first part and the late ones.
// Where its texts are known, those that only late stretches say are late too (late-texts.mjs).
export function split(wasm, partOf, late, { texts = [], stretches = [] } = {}) {
  const plan = new Plan(wasm, partOf, late);
  plan.data = separate(plan.module.sections.find(({ kind }) => kind === DATA).content, plan.module.functions, stretches, texts, late);
  const parts = [];
  for (let part = 1; part <= late; part += 1) parts.push(latePart(plan, part));
  // Last: by then it is known what must be exported.
  return { first: firstPart(plan), late: parts };
}

// Which function goes where, and how the parts find each other's.
class Plan {
  constructor(wasm, partOf, late) {
    this.module = parse(wasm);
    this.late = late;
    const { imports, functions, elements, exports, start } = this.module;
    this.all = functions.map((_, at) => imports.length + at);
    for (const [at, one] of functions.entries()) {
      one.part = partOf(at, one.name);
      one.list = instructions(one.body);
      one.calls = new Set(one.list.flatMap(({ calls }) => calls ?? []));
      // A part may point only to what it has listed itself.
      if (one.list.some(({ points }) => points !== undefined)) one.part = 0;
    }
    const stay = (index) => this.own(index) && (this.own(index).part = 0);
    functions.forEach(({ list }) => list.forEach(({ points }) => stay(points)));
    stay(start);

    // Late functions that others know, and in how many places of the first part.
    this.places = new Map();
    this.links = new Set();
    const known = (index, places) => this.part(index) > 0 && this.places.set(index, (this.places.get(index) ?? 0) + places);
    exports.forEach(({ kind, index }) => kind === A_FUNCTION && known(index, Infinity));
    elements.forEach((element) => element.functions.forEach((index) => known(index, Infinity)));
    for (const { part, list, calls } of functions) {
      if (part === 0) list.forEach(({ calls }) => known(calls, 1));
      else for (const index of calls) if (this.part(index) !== part) known(index, 0);
      for (const index of calls) if (part > 0 && this.own(index) && this.part(index) === 0) this.links.add(index);
    }
    this.takeSlots();
  }

  own(index) {
    return this.module.functions[index - this.module.imports.length];
  }

  part(index) {
    return this.own(index)?.part ?? 0;
  }

  type(index) {
    return this.module.types[(this.own(index) ?? this.module.imports[index]).type];
  }

  in(part) {
    return this.all.filter((index) => this.part(index) === part);
  }

  // New slots after the table's own: of each late part, then of what late parts call.
  takeSlots() {
    const { tables, elements } = this.module;
    let next = tables[THE_TABLE].least;
    this.slots = new Map();
    this.filled = Array.from({ length: this.late + 1 }, (_, part) => {
      const functions = part === 0 ? [] : this.in(part).filter((index) => this.places.has(index));
      const offset = next;
      functions.forEach((index) => this.slots.set(index, next++));
      return { offset, functions };
    });
    // What the table has anyway needs no other slot.
    for (const { offset, functions } of elements) functions.forEach((index, at) => this.links.has(index) && this.slots.set(index, offset + at));
    const linked = [...this.all.filter((index) => this.links.has(index) && !this.slots.has(index)), ...this.needs()];
    this.linked = { offset: next, functions: linked };
    linked.forEach((index) => this.slots.set(index, next++));
    const { most } = tables[THE_TABLE];
    this.tables = tables.map((own, at) => (at === THE_TABLE ? { ...own, least: next, most: most && Math.max(most, next) } : own));
    this.exports = this.module.exports.map((one) => ({ ...one }));
  }

  // What makes sure that a part is there, as if they were functions of the module.
  needs() {
    return Array.from({ length: this.late }, (_, at) => `need ${at + 1}`);
  }

  // The name under which the first part exports something.
  exported(kind, index) {
    const found = this.exports.find((one) => one.kind === kind && one.index === index);
    if (found) return found.name;
    const name = `${'_tmg'[kind]}${index}`;
    this.exports.push({ name, kind, index });
    return name;
  }

  // Instead of a call: the arguments are on the stack already.
  through(index, numbers, types, table) {
    return [CALL, ...leb(numbers.of(`need ${this.part(index)}`)), CONST, ...signed(this.slots.get(index)), CALL_INDIRECT, ...leb(types.of(this.type(index))), table];
  }
}

function firstPart(plan) {
  const { module, late, tables, exports } = plan;
  const mine = plan.in(0);
  const stubs = plan.all.filter((index) => plan.places.get(index) > FEW);
  // Imports that only late functions call are theirs alone.
  const used = new Set(mine.flatMap((index) => [...plan.own(index).calls]));
  module.elements.forEach(({ functions }) => functions.forEach((index) => used.add(index)));
  exports.forEach(({ kind, index }) => kind === A_FUNCTION && used.add(index));
  const imported = module.imports.map((_, index) => index).filter((index) => used.has(index));

  const types = new Types();
  const numbers = new Numbers([...imported, 'load', ...mine, ...plan.needs(), ...stubs]);
  const map = {
    call: (index) => (index >= NEED ? numbers.of(`need ${index - NEED}`) : plan.part(index) > 0 && plan.places.get(index) <= FEW ? plan.through(index, numbers, types, THE_TABLE) : numbers.of(index)),
    type: (index) => types.of(module.types[index]),
    global: (index) => index,
    table: (index) => index,
  };
  const imports = imported.map((index) => [...text(module.imports[index].module), ...text(module.imports[index].name), A_FUNCTION, ...leb(types.of(plan.type(index)))]);
  imports.push([...LOADER.flatMap(text), A_FUNCTION, ...leb(types.of({ parameters: [I32], results: [] }))]);
  const bodies = mine.map((index) => renumbered(plan.own(index).body, map));
  const declared = mine.map((index) => types.of(plan.type(index)));
  for (let part = 0; part < late; part += 1) {
    const there = leb(module.globals.length + part);
    // Not there: load it, and note that. Where loading fails it throws: the next call tries again.
    bodies.push([0, GET_GLOBAL, ...there, IS_ZERO, IF, NOTHING, CONST, ...signed(part), CALL, ...leb(numbers.of('load')), CONST, 1, SET_GLOBAL, ...there, END, END]);
    declared.push(types.of({ parameters: [], results: [] }));
  }
  for (const index of stubs) {
    const given = plan.type(index).parameters.flatMap((_, at) => [GET, ...leb(at)]);
    bodies.push([0, ...given, ...plan.through(index, numbers, types, THE_TABLE), END]);
    declared.push(types.of(plan.type(index)));
  }
  const globals = module.globals.map(({ type, value }) => [...type, ...value]);
  for (let part = 0; part < late; part += 1) globals.push([I32, 1, CONST, 0, END]);
  const elements = module.elements.map(({ offset, functions }) => elementsAt(offset, functions.map((index) => numbers.of(index))));
  elements.push(elementsAt(plan.linked.offset, plan.linked.functions.map((index) => numbers.of(index))));

  const made = new Map([
    [IMPORT, vector(imports)],
    [FUNCTION, vector(declared.map(leb))],
    [TABLE, vector(tables.map(limits))],
    [GLOBAL, vector(globals)],
    [EXPORT, vector(exports.map(({ name, kind, index }) => [...text(name), kind, ...leb(kind === A_FUNCTION ? numbers.of(index) : index)]))],
    [START, module.start === undefined ? undefined : Buffer.from(leb(numbers.of(module.start)))],
    [ELEMENT, vector(elements)],
    [CODE, vector(bodies.map(sized))],
    [DATA, vector(plan.data.first)],
  ]);
  const others = module.sections.filter(({ kind }) => kind !== 0 && kind !== TYPE);
  return Buffer.concat([HEAD, types.section(), ...others.map(({ kind, content }) => section(kind, made.get(kind) ?? content))]);
}

function latePart(plan, part) {
  const { module, tables } = plan;
  const mine = plan.in(part);
  const lists = mine.flatMap((index) => plan.own(index).list);
  const named = (what) => [...new Set(lists.flatMap((one) => one[what] ?? []))].sort((one, other) => one - other);
  const called = named('calls');
  const others = called.filter((index) => plan.part(index) > 0 && plan.part(index) !== part);
  const needed = [...new Set(others.map((index) => `need ${plan.part(index)}`))];
  const foreign = called.filter((index) => plan.part(index) === 0);
  const usedTables = [...new Set([THE_TABLE, ...named('table')])].sort((one, other) => one - other);

  const types = new Types();
  const numbers = new Numbers([...foreign, ...needed, ...mine]);
  const globals = new Numbers(named('global'));
  const tableNumbers = new Numbers(usedTables);
  const map = {
    call: (index) => (others.includes(index) ? plan.through(index, numbers, types, tableNumbers.of(THE_TABLE)) : numbers.of(index)),
    type: (index) => types.of(module.types[index]),
    global: (index) => globals.of(index),
    table: (index) => tableNumbers.of(index),
  };
  const fromTable = (index, type) => [...text(FROM_TABLE), ...text(plan.slots.get(index).toString(36)), A_FUNCTION, ...leb(types.of(type))];
  const imports = foreign.map((index) => {
    if (plan.own(index)) return fromTable(index, plan.type(index));
    const { module: from, name } = module.imports[index];
    return [...text(from), ...text(name), A_FUNCTION, ...leb(types.of(plan.type(index)))];
  });
  imports.push(...needed.map((index) => fromTable(index, { parameters: [], results: [] })));
  const fromFirst = (kind, index, type) => imports.push([...text(FROM_FIRST), ...text(plan.exported(kind, index)), kind, ...type]);
  usedTables.forEach((index) => fromFirst(A_TABLE, index, limits(tables[index])));
  named('global').forEach((index) => fromFirst(A_GLOBAL, index, module.globals[index].type));
  const memory = module.sections.find(({ kind }) => kind === MEMORY).content;
  fromFirst(A_MEMORY, 0, [...memory.subarray(1)]);

  const bodies = mine.map((index) => sized(renumbered(plan.own(index).body, map)));
  const { offset, functions } = plan.filled[part];
  const declared = mine.map((index) => leb(types.of(plan.type(index))));
  return Buffer.concat([
    HEAD,
    types.section(),
    section(IMPORT, vector(imports)),
    section(FUNCTION, vector(declared)),
    section(ELEMENT, vector([elementsAt(offset, functions.map((index) => numbers.of(index)))])),
    section(CODE, vector(bodies)),
    section(DATA, vector(plan.data.late[part - 1])),
  ]);
}

// The same module, in which every stretch of instructions first tells the loader its number:
// how a visit is watched (script/profile-visit). With it the functions, each with its name, its
// instructions and how many stretches it has.
export function watched(wasm) {
  const { functions: before } = parse(wasm);
  const { first } = split(wasm, () => 0, 0);
  const module = parse(first);
  const loader = module.imports.length - 1;
  let number = 0;
  const functions = [];
  const bodies = module.functions.map(({ body }, at) => {
    const list = instructions(body);
    const pieces = [];
    let copied = 0;
    const since = number;
    const tell = (to) => {
      pieces.push(body.subarray(copied, to), Buffer.from([CONST, ...signed(number++), CALL, ...leb(loader)]));
      copied = to;
    };
    tell(list[0].from);
    list.slice(0, -1).filter(parts).forEach(({ to }) => tell(to));
    functions.push({ name: before[at].name, list, stretches: number - since });
    return sized(Buffer.concat([...pieces, body.subarray(copied)]));
  });
  const all = module.sections.map(({ kind, content }) => section(kind, kind === CODE ? vector(bodies) : content));
  return { wasm: Buffer.concat([HEAD, ...all]), functions };
}
