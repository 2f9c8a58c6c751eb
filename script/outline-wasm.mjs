// Takes stretches of instructions out of the functions of a WebAssembly module that a first
// visit never comes to: each becomes a function of its own, which is called in its place.
// The module does the same as before; what was taken out can then be late (split-wasm.mjs).
// It must not decide which stretches those are.
//
// Where a visit never comes to a place in a block, it never comes to anything after it in that
// block: so what is taken out always goes from such a place to the end of the block. The new
// function is given the locals that are read there, gives back those that are wanted later,
// and before them says which way the block is left, where there are several ways.
import { createHash } from 'node:crypto';
import { BLOCK, BR, BR_IF, BR_TABLE, CALL, ELSE, END, GET, IF, LOOP, RETURN, SET, UNREACHABLE, declared, effect, instructions, parts, wanted } from './wasm-code.mjs';
import { CODE, FUNCTION, HEAD, I32, NOTHING, TYPE, leb, section, signed, sized, vector } from './wasm-format.mjs';
import { parse, typeBytes, typeKey } from './wasm-module.mjs';

const [CONST, EQUALS] = [0x41, 0x46];
// Bytes that taking out must save at least.
const WORTH = 20;

// What a function looks like but for numbers: by this it is known again in another build.
export function shape(name, list) {
  const look = Buffer.from(list.map(({ op }) => op));
  return createHash('sha256').update(name).update('\0').update(look).digest('hex').slice(0, 12);
}

// Gives the module with what was taken out at the end of its functions, to which late part each
// of these belongs, and of the others to which parts the stretches belong that are left.
// `partsOf(name, list)` says of each stretch of a function to which part
// it belongs, or nothing where that is not known; there are `late` parts besides the first.
export function outline(wasm, partsOf, late) {
  const module = parse(wasm);
  const types = [...module.types];
  const numbers = new Map(types.map((type, at) => [typeKey(type), at]));
  const typeNumber = (type) => {
    const key = typeKey(type);
    if (!numbers.has(key)) numbers.set(key, types.push(type) - 1);
    return numbers.get(key);
  };
  const added = [];
  const functions = module.functions.map((one) => ({ ...one }));
  const typeOfFunction = (index) => types[(module.imports[index] ?? functions[index - module.imports.length] ?? added[index - module.imports.length - functions.length]).type];
  for (const one of functions) {
    let stretches = partsOf(one.name, instructions(one.body));
    // What is latest first: then what is left of a stretch that is less late can go as well.
    for (let part = late; stretches && part > stretches[0]; part -= 1) {
      const add = (parameters, results, body) => {
        added.push({ type: typeNumber({ parameters, results }), body, part });
        return module.imports.length + functions.length + added.length - 1;
      };
      const outliner = new Outliner({ body: one.body, stretches, part, own: types[one.type], types, typeOfFunction, add });
      outliner.level(outliner.whole, [outliner.whole]);
      one.body = outliner.result();
      stretches = outliner.left;
    }
    one.left = stretches;
  }
  const all = [...functions, ...added];
  const made = new Map([
    [TYPE, () => vector(types.map(typeBytes))],
    [FUNCTION, () => vector(all.map(({ type }) => leb(type)))],
    [CODE, () => vector(all.map(({ body }) => sized(body)))],
  ]);
  const sections = module.sections.map(({ kind, content }) => section(kind, made.get(kind)?.() ?? content));
  const left = functions.map((one) => one.left);
  return { wasm: Buffer.concat([HEAD, ...sections]), parts: added.map(({ part }) => part), left };
}

const localsOf = (types) => {
  const groups = [];
  for (const type of types) {
    if (groups.at(-1)?.type === type) groups.at(-1).count += 1;
    else groups.push({ type, count: 1 });
  }
  return vector(groups.map(({ type, count }) => [...leb(count), type]));
};

const get = (local) => [GET, ...leb(local)];
const set = (local) => [SET, ...leb(local)];

// Takes out of one function what belongs to one late part, or to a later one.
class Outliner {
  constructor({ body, stretches, part, own, types, typeOfFunction, add }) {
    Object.assign(this, { body, part, types, typeOfFunction, add, parameters: own.parameters });
    const list = instructions(body);
    this.list = list;
    this.locals = declared(body).types;
    this.before = wanted(list);
    // Of each instruction, and of what comes after it: to which part it belongs.
    let stretch = 0;
    this.belongs = list.map((one) => {
      const own = stretches[stretch];
      if (parts(one)) stretch += 1;
      return own;
    });
    if (stretch !== stretches.length) throw new Error('a function has other stretches than is known of it');
    // What is left, and to which part its stretches belong.
    this.pieces = [];
    this.left = [stretches[0]];
    this.copied = 0;
    this.whole = { start: 0, close: list.length - 1, end: list.length - 1, kind: 'function', gives: own.results };
  }

  // Leaves what stands from where it last stopped to the instruction `to`.
  leave(to) {
    this.pieces.push(this.body.subarray(this.list[this.copied].from, this.list[to].from));
    for (let at = this.copied; at < to; at += 1) if (parts(this.list[at])) this.left.push(this.belongs[at + 1]);
    this.copied = to;
  }

  result() {
    this.leave(this.list.length - 1);
    return Buffer.concat([localsOf(this.locals), ...this.pieces.map((piece) => Buffer.from(piece)), Buffer.from([END])]);
  }

  // Goes through what stands directly in a block; `labels` are the blocks around it, the
  // innermost last.
  level(here, labels) {
    let height = 0;
    for (let at = here.start; at < here.close; at += 1) {
      if (this.belongs[at] >= this.part && height === 0 && this.takeOut(at, here, labels)) return;
      const one = this.list[at];
      if (one.op >= BLOCK && one.op <= IF) {
        const type = one.type === undefined ? { parameters: [], results: one.gives } : this.types[one.type];
        const middle = one.closes;
        const end = this.list[middle].op === ELSE ? this.list[middle].closes : middle;
        const inner = { start: at + 1, close: middle, end, kind: one.op, opens: at, gives: type.results };
        if (type.parameters.length === 0) {
          this.level(inner, [...labels, inner]);
          if (middle !== end) {
            const other = { ...inner, start: middle + 1, close: end };
            this.level(other, [...labels, other]);
          }
        }
        if (one.op === IF) height -= 1;
        height += type.results.length - type.parameters.length;
        at = end;
      } else {
        const [takes, leaves] = effect(one, this.typeOfFunction, this.types);
        height += leaves - takes;
      }
    }
  }

  // The ways out of what stands from `at` to the end of its block: first the end itself, then
  // labels around it. Nothing where one of them cannot be taken from outside.
  ways(at, here, labels) {
    const ways = [];
    const way = (label) => {
      const target = labels.at(-1 - label);
      // To the end of a block is where its last instruction leads as well.
      const falls = label === undefined || (label === 0 && target.kind !== LOOP);
      const name = falls ? 'end' : label;
      if (ways.some((one) => one.name === name)) return;
      const gives = label === undefined ? here.gives : target.kind === LOOP ? [] : target.gives;
      const live = label === undefined || target.kind !== LOOP ? this.before[(label === undefined ? here : target).end] : this.before[target.opens];
      ways.push({ name, label, falls, gives, live });
    };
    let depth = 0;
    for (let next = at; next < here.close; next += 1) {
      const { op, labels: to } = this.list[next];
      if (op >= BLOCK && op <= IF) depth += 1;
      else if (op === END) depth -= 1;
      else if (op === RETURN) way(labels.length - 1);
      to?.filter((label) => label >= depth).forEach((label) => way(label - depth));
    }
    const last = this.list[here.close - 1].op;
    if (![BR, BR_TABLE, RETURN, UNREACHABLE].includes(last)) way(undefined);
    ways.sort((one, other) => other.falls - one.falls);
    return ways;
  }

  takeOut(at, here, labels) {
    const { list, before } = this;
    const size = list[here.close].from - list[at].from;
    if (size < WORTH + 8) return false;
    const ways = this.ways(at, here, labels);
    const values = ways.flatMap(({ gives }) => gives);
    if (ways.some(({ gives }) => gives.length > 1) || new Set(values).size > 1) return false;

    const touched = new Set();
    const written = new Set();
    for (let next = at; next < here.close; next += 1) {
      const { op, local } = list[next];
      if (local === undefined) continue;
      touched.add(local);
      if (op !== GET) written.add(local);
    }
    const has = (live, local) => ((live >> BigInt(local)) & 1n) === 1n;
    const later = ways.reduce((all, { live }) => all | live, 0n);
    const sorted = (locals) => [...locals].sort((one, other) => this.typeOf(one) - this.typeOf(other) || one - other);
    const given = sorted([...touched].filter((local) => has(before[at], local)));
    const back = sorted([...written].filter((local) => has(later, local)));
    const coded = ways.length > 1;
    const costs = 8 + 2 * (given.length + back.length) + (coded ? 3 * ways.length : 0) + 4 * values.length;
    if (size - costs < WORTH) return false;

    // --- the new function ---
    const inner = sorted([...touched].filter((local) => !given.includes(local)));
    const order = new Map([...given, ...inner].map((local, number) => [local, number]));
    const value = order.size;
    const innerTypes = [...inner.map((local) => this.typeOf(local)), ...values.slice(0, 1)];
    const tail = (way, number) => [
      ...(way.gives.length > 0 ? set(value) : []),
      ...(coded ? [CONST, ...signed(number)] : []),
      ...back.flatMap((local) => get(order.get(local))),
      ...(values.length > 0 ? get(value) : []),
      RETURN,
    ];
    const code = ways.toReversed().flatMap(({ gives }) => [BLOCK, gives[0] ?? NOTHING]);
    code.push(...this.moved(at, here, labels, order, ways));
    ways.forEach((way, number) => code.push(END, ...tail(way, number)));
    code.push(UNREACHABLE, END);
    const results = [...(coded ? [I32] : []), ...back.map((local) => this.typeOf(local)), ...values.slice(0, 1)];
    const number = this.add(given.map((local) => this.typeOf(local)), results, Buffer.concat([localsOf(innerTypes), Buffer.from(code)]));

    // --- what stands in its place ---
    this.leave(at);
    const goOn = [...given.flatMap(get), CALL, ...leb(number), ...this.goOn(ways, back, values, here)];
    this.pieces.push(goOn);
    instructions(Buffer.from([...goOn, END]), 0).slice(0, -1).forEach((one) => parts(one) && this.left.push(this.part));
    this.copied = here.close;
    return true;
  }

  // The instructions as they stand in the new function: other locals, other ways out.
  moved(at, here, labels, order, ways) {
    const code = [];
    let depth = 0;
    const to = (label) => {
      if (label < depth) return label;
      const target = labels.at(-1 - (label - depth));
      const name = label === depth && target.kind !== LOOP ? 'end' : label - depth;
      return depth + ways.findIndex((way) => way.name === name);
    };
    for (let next = at; next < here.close; next += 1) {
      const { op, from, to: until, local, labels: leads } = this.list[next];
      if (op >= BLOCK && op <= IF) depth += 1;
      else if (op === END) depth -= 1;
      if (local !== undefined) code.push(op, ...leb(order.get(local)));
      else if (op === RETURN) code.push(BR, ...leb(to(depth + labels.length - 1)));
      else if (op === BR_TABLE) code.push(op, ...leb(leads.length - 1), ...leads.flatMap((label) => leb(to(label))));
      else if (leads) code.push(op, ...leb(to(leads[0])));
      else for (const byte of this.body.subarray(from, until)) code.push(byte);
    }
    return code;
  }

  // After the call: takes what came back, and goes the way that was said.
  goOn(ways, back, values, here) {
    if (ways.length === 0) return [UNREACHABLE];
    const [first, ...others] = ways;
    const simple = ways.length === 1 && first.falls && back.length === 0;
    const value = values.length > 0 && !simple ? this.fresh(values[0]) : undefined;
    const code = value === undefined ? [] : set(value);
    back.toReversed().forEach((local) => code.push(...set(local)));
    const carry = ({ gives }) => (gives.length > 0 && value !== undefined ? get(value) : []);
    const last = first.falls ? carry(first) : [...carry(first), BR, ...leb(first.label)];
    if (others.length === 0) return [...code, ...last];
    if (values.length === 0 && others.length === 1) return [...code, BR_IF, ...leb(others[0].label), ...last];
    if (values.length === 0 && !(first.falls && here.kind === LOOP)) {
      const labels = [first.falls ? 0 : first.label, ...others.map(({ label }) => label)];
      return [...code, BR_TABLE, ...leb(labels.length - 1), ...labels.flatMap(leb)];
    }
    const which = this.fresh(I32);
    code.push(...set(which));
    others.forEach((way, number) => {
      code.push(...get(which), CONST, ...signed(number + 1), EQUALS, IF, NOTHING, ...carry(way), BR, ...leb(way.label + 1), END);
    });
    return [...code, ...last];
  }

  fresh(type) {
    this.locals.push(type);
    return this.parameters.length + this.locals.length - 1;
  }

  typeOf(local) {
    return this.parameters[local] ?? this.locals[local - this.parameters.length];
  }
}
