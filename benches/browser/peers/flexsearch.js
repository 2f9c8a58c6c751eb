// FlexSearch as one sets it up for searching while typing: every beginning of a word is a key.

import { Index } from '/libraries/flexsearch/dist/flexsearch.bundle.module.min.mjs';
import { Columns } from './columns.js';

const empty = () => new Index({ tokenize: 'forward' });
let index;
let columns;
let everything;

function know(docs) {
  columns = new Columns(docs);
  everything = Array.from(docs.keys());
}
export function build(docs) {
  index = empty();
  docs.forEach((doc, n) => index.add(n, `${doc.title} ${doc.text}`));
  know(docs);
}
export async function save() {
  const parts = [];
  await index.export((key, part) => void parts.push([key, part]));
  return JSON.stringify(parts);
}
export async function load(text, docs) {
  index = empty();
  for (const [key, part] of JSON.parse(text)) await index.import(key, part);
  know(docs);
}
export function search(query, filters) {
  return columns.answer(query ? index.search(query, { limit: everything.length }) : everything, filters);
}
