// `script/bench relevance`: the judged queries, ours beside MiniSearch: nDCG@10. The engine is
// the bare page's, run by Node.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readFeed } from './corpora.mjs';
import { PEERS, ROOT, fail, options, theirs } from './options.mjs';
import { printed } from './tables.mjs';

const TOP = 10;
const asked = options({ feed: '', page: '', verbose: false }, `
script/bench relevance --feed FILE [--verbose]

  --feed FILE   the articles that benches/judged.json was made for
  --verbose     names what was found and not judged
`);
if (!asked.feed) fail('the judged articles are no part of the project: name them with --feed FILE');

const { queries } = JSON.parse(readFileSync(join(ROOT, 'benches/judged.json')));
const file = theirs(asked.feed);
const feed = readFeed(file);
const known = new Set(feed.items.map(({ id }) => String(id)));
const missing = queries.flatMap(({ grades }) => Object.keys(grades)).filter((id) => !known.has(id));
if (missing.length > 0) fail(`${missing.length} judged articles are not in ${file}: it is another corpus`);

const gain = (grade, place) => (2 ** grade - 1) / Math.log2(place + 2);
function ndcg(ids, grades) {
  const sum = (list) => list.slice(0, TOP).reduce((total, grade, place) => total + gain(grade, place), 0);
  const best = sum(Object.values(grades).sort((a, b) => b - a));
  return sum(ids.map((id) => grades[id] ?? 0)) / best;
}

// Ours.
const engine = await import(pathToFileURL(join(asked.page, 'engine.js')));
const { asBundle } = await import(pathToFileURL(join(asked.page, 'contract.js')));
await engine.default({ module_or_path: readFileSync(join(asked.page, 'engine_bg.wasm')) });
const archive = engine.Archive.read(asBundle(new TextEncoder().encode(JSON.stringify(feed))));
archive.build();
const ours = (query) => JSON.parse(archive.search(query, false)).ids;

// MiniSearch knows no phrases: quotes are left out.
const MiniSearch = createRequire(join(PEERS, 'package.json'))('minisearch');
const mini = new MiniSearch({ fields: ['title', 'text'], idField: 'n' });
mini.addAll(feed.items.map(({ id, title = '', content_text: text = '' }, n) => ({ n, id: String(id), title, text })));
const idOf = ({ id }) => String(feed.items[id].id);
const last = (_, at, words) => at === words.length - 1;
const theirsWith = (more) => (query) => mini.search(query.replaceAll('"', ''), { boost: { title: 2 }, ...more }).slice(0, TOP).map(idOf);

const contestants = {
  ours,
  'MiniSearch, all words': theirsWith({ combineWith: 'AND' }),
  'and typed': theirsWith({ combineWith: 'AND', prefix: last }),
  'any word': theirsWith({}),
};
const names = Object.keys(contestants);
const rows = [];
const sums = names.map(() => ({ score: 0, unjudged: 0, found: 0 }));
const strangers = [];
for (const { q, grades } of queries) {
  rows.push([q, ...names.map((name, n) => {
    const ids = contestants[name](q).map(String);
    const score = ndcg(ids, grades);
    const unjudged = ids.filter((id) => !(id in grades));
    sums[n].score += score;
    sums[n].unjudged += unjudged.length;
    sums[n].found += ids.length;
    for (const id of unjudged) strangers.push(`${name}: ${q}: ${id}`);
    return score.toFixed(3);
  })]);
}
rows.push(['mean', ...sums.map(({ score }) => (score / queries.length).toFixed(3))]);
rows.push(['not judged, of those found', ...sums.map(({ unjudged, found }) => `${unjudged}/${found}`)]);
printed(`nDCG@${TOP}, ${queries.length} queries; what was not judged counts as not relevant`, ['', ...names], rows);
if (asked.verbose) console.log(`\n${strangers.join('\n')}`);
