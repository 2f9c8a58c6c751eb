// What was asked for on the command line, and where things are. It must not write anything.

import { isAbsolute, resolve } from 'node:path';

export const PEERS = process.env.DATELINE_BENCH_PEERS;
export const WORK = process.env.DATELINE_BENCH_WORK;
export const GENERATOR = process.env.DATELINE_BENCH_GENERATOR;
export const ROOT = resolve(import.meta.dirname, '../..');

export const fail = (words) => {
  console.error(`bench: error: ${words}`);
  process.exit(1);
};

// What a reader named is relative to where they stand; what the script names, to the project.
export const theirs = (path) => (isAbsolute(path) ? path : resolve(process.env.DATELINE_BENCH_FROM ?? '.', path));

// `--name VALUE` for every name of `known`, which holds the values by default; `--flag` where
// that is a boolean. `--help` prints the usage.
export function options(known, usage) {
  const given = { ...known };
  const words = process.argv.slice(2);
  while (words.length > 0) {
    const word = words.shift();
    if (word === '--help' || word === '-h') {
      console.log(usage.trim());
      process.exit(0);
    }
    const name = word.replace(/^--/, '');
    if (!word.startsWith('--') || !(name in known)) fail(`“${word}” is not an option here; see --help`);
    if (typeof known[name] === 'boolean') given[name] = true;
    else if (words.length > 0) given[name] = words.shift();
    else fail(`${word} wants a value`);
  }
  return given;
}
