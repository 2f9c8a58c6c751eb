// MiniSearch: every word required, headlines count twice, filters by its own callback.

import MiniSearch from '/libraries/minisearch/dist/es/index.js';
import { Columns } from './columns.js';

const OPTIONS = { idField: 'n', fields: ['title', 'text'], searchOptions: { combineWith: 'AND', boost: { title: 2 } } };
let index;
let columns;

export function build(docs) {
  index = new MiniSearch(OPTIONS);
  index.addAll(docs);
  columns = new Columns(docs);
}
export const save = () => JSON.stringify(index);
export function load(text, docs) {
  index = MiniSearch.loadJSON(text, OPTIONS);
  columns = new Columns(docs);
}
export function search(query, filters) {
  const test = columns.test(filters);
  const last = (_, at, words) => at === words.length - 1;
  const results = index.search(query || MiniSearch.wildcard, {
    prefix: filters.prefix ? last : false,
    ...(test && { filter: ({ id }) => test(id) }),
  });
  return columns.answer(results.map(({ id }) => id), filters, true);
}
