// `script/bench search`: ours beside MiniSearch, FlexSearch and Pagefind, in one run on the
// same articles, as tables. It judges nothing.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { serve } from './chromium.mjs';
import { library, ours, oursAfar, pagefind, pagefindBuilt } from './contestants.mjs';
import { corpora, docsOf } from './corpora.mjs';
import { PEERS, ROOT, WORK, options, theirs } from './options.mjs';
import { chooseQueries } from './queries.mjs';
import { megabytes, ms, percentile, printed, ratio, seconds } from './tables.mjs';

const asked = options({ feed: '', queries: '', only: 'ours,minisearch,flexsearch,pagefind', sets: 'given,large', size: '100000', page: '' }, `
script/bench search [--feed FILE] [--queries FILE] [--only NAMES] [--sets NAMES] [--size N]

  --feed FILE      a JSON Feed, packed with gzip or not; else a made-up archive of 10,000
  --queries FILE   JSON: { "queries": […], "counted": […] } of { "cls", "q", "filters" };
                   else chosen by rule from what the articles hold
  --only NAMES     of ours,minisearch,flexsearch,pagefind
  --sets NAMES     of given,large: the feed, and the feed repeated
  --size N         how often: until there are so many articles (100000)

Everything measured is written to ${WORK ?? 'target/bench'}/search.json too.
`);

const only = asked.only.split(',');
const sets = asked.sets.split(',');

// Pagefind's own program makes its index, outside the browser, once for a corpus.
async function buildPagefind(corpus, docs) {
  if (pagefindBuilt(corpus)) return;
  const { createIndex, close } = await import(pathToFileURL(join(PEERS, 'node_modules/pagefind/lib/index.js')));
  const { index } = await createIndex({ forceLanguage: 'en' });
  const record = ({ id, title, text, day, places, topics, people, orgs }) => ({
    url: `/a/${id}`,
    content: `${title}. ${text}`,
    language: 'en',
    meta: { title },
    filters: Object.fromEntries(Object.entries({ month: [day.slice(0, 7)], places, topics, people, orgs }).filter(([, values]) => values.length > 0)),
    sort: { day },
  });
  for (let at = 0; at < docs.length; at += 500) {
    await Promise.all(docs.slice(at, at + 500).map((doc) => index.addCustomRecord(record(doc))));
  }
  await index.writeFiles({ outputPath: join(corpus.folder, 'pagefind') });
  await close();
}

function tables(corpus, count, results) {
  const times = (list, cls) => (list ?? []).filter((figure) => !cls || figure.cls === cls).map((figure) => figure.ms);
  console.log(`\n## ${corpus.name}: ${count.toLocaleString('en')} articles`);
  printed('Building, keeping, loading', ['', 'read CPU s', 'build CPU s', 'build wall s', 'index memory MB', 'saved MB', 'brotli MB', 'load CPU s', 'first query then CPU s'],
    results.filter(({ build }) => build !== undefined).map((row) => [row.name, seconds(row.read), seconds(row.build), seconds(row.buildWall),
      row.memory === undefined || row.memory === null ? `– (wasm +${megabytes(row.wasmGrowth)})` : megabytes(row.memory), megabytes(row.saved?.raw),
      row.saved ? `${megabytes(row.saved.brotli)} (q${row.saved.quality})` : '–', seconds(row.load), seconds(row.afterLoad)]));
  printed('A query, ms: the middle of each class, then of all; what is not answered is left out', ['', ...CLASSES, 'p50', 'p95', 'max', 'slowest', 'first p50', 'left out', 'CPU share'],
    results.filter(({ queries }) => queries).map((row) => {
      const slowest = row.queries.filter(({ ms: time }) => time !== undefined).sort((a, b) => b.ms - a.ms)[0];
      const all = times(row.queries);
      return [row.name, ...CLASSES.map((cls) => ms(percentile(times(row.queries, cls), 0.5))), ms(percentile(all, 0.5)), ms(percentile(all, 0.95)),
        ms(percentile(all, 1)), slowest ? `${slowest.q}${slowest.filters.prefix ? '…' : ''}` : '–', ms(percentile(row.queries.map(({ first }) => first), 0.5)),
        row.queries.filter(({ left }) => left).length, row.share?.toFixed(2) ?? '–'];
    }));
  const shown = (figure) => `${figure.q || 'all'}${figure.filters.prefix ? '…' : ''}${Object.keys(figure.filters).some((key) => !['prefix', 'facets'].includes(key)) ? ' +filter' : ''}`;
  const counted = results.filter((row) => row.counted?.length);
  if (counted.length > 0) {
    printed('A query with the counts of four facets and of every month, ms', ['', ...counted[0].counted.map(shown), 'p50', 'max'],
      counted.map((row) => [row.name, ...row.counted.map(({ ms: time }) => ms(time)), ms(percentile(times(row.counted), 0.5)), ms(percentile(times(row.counted), 1))]));
  }
  const totals = results.filter(({ queries, name }) => queries && name !== 'ours, worker');
  if (totals.length > 0) {
    const some = CLASSES.flatMap((cls) => totals[0].queries.map((figure, n) => [figure, n]).filter(([figure]) => figure.cls === cls).slice(1, 3));
    printed('What they find: they mean different things by a word', ['', ...some.map(([figure]) => shown(figure))],
      totals.map((row) => [row.name, ...some.map(([, n]) => row.queries[n].total ?? '–')]));
  }
  results.filter(({ error }) => error).forEach(({ name, error }) => console.log(`\n${name} broke off: ${error}`));
}

// The figures that issue 5 sets, as ratios in this run.
function targets(all) {
  const row = (set, name) => all[set]?.find((result) => result.name === name);
  const p = (figures, share) => figures && percentile(figures.map(({ ms: time }) => time), share);
  const rows = [];
  const add = (what, set, value, peer, limit, of) => {
    if (value === undefined || value === null || peer === undefined) return;
    rows.push([`${what}, ${set}`, of(value), of(peer), ratio(value, peer), limit, value / peer <= limit ? 'yes' : 'no']);
  };
  for (const set of sets) {
    const [we, mini, flex] = [row(set, 'ours'), row(set, 'minisearch'), row(set, 'flexsearch')];
    if (!we) continue;
    add('build CPU s / MiniSearch', set, we.build, mini?.build, 0.25, seconds);
    add('index memory MB / MiniSearch', set, we.memory, mini?.memory, 0.6, megabytes);
    add('saved, brotli MB / MiniSearch', set, we.saved?.brotli, mini?.saved?.brotli, 0.9, megabytes);
    add('load CPU s / MiniSearch', set, we.load, mini?.load, 0.05, seconds);
    if (we.load !== undefined && mini?.load !== undefined) {
      const [own, theirs] = [we, mini].map(({ load, afterLoad }) => load + afterLoad);
      rows.push([`load and first query CPU s / MiniSearch, ${set}`, seconds(own), seconds(theirs), ratio(own, theirs), '–', '–']);
    }
    for (const [name, share] of [['p50', 0.5], ['p95', 0.95], ['max', 1]]) {
      add(`query ${name} ms / FlexSearch`, set, p(we.queries, share), p(flex?.queries, share), 1, ms);
    }
    for (const [name, share] of [['p50', 0.5], ['max', 1]]) {
      add(`query + counts ${name} ms / FlexSearch + loop`, set, p(we.counted, share), p(flex?.counted, share), 0.5, ms);
    }
    const afar = row(set, 'ours, worker');
    if (afar?.queries) {
      const over = afar.queries.map((figure) => figure.ms - figure.took).filter((value) => !Number.isNaN(value));
      const extra = percentile(over, 0.5);
      rows.push([`worker round trip p50 ms, ${set}`, ms(extra), '–', '–', '1 ms', extra <= 1 ? 'yes' : 'no']);
    }
  }
  if (rows.length > 0) printed('## Ratios of this run', ['figure', 'ours', 'theirs', 'ratio', 'at most', 'reached'], rows);
}

const places = await corpora(asked.feed, { given: 0, large: Number(asked.size) });
const own = asked.queries ? JSON.parse(readFileSync(theirs(asked.queries))) : chooseQueries(docsOf(places.given));
const CLASSES = [...new Set(own.queries.map(({ cls }) => cls))];
console.log(`Headless Chromium, ${cpus().length} processors, load ${loadavg()[0].toFixed(1)} at the start. Compare the rows of one run only.`);

const all = {};
for (const set of sets) {
  const corpus = places[set];
  const docs = docsOf(corpus);
  if (set === 'given' && only.includes('pagefind')) await buildPagefind(corpus, docs);
  const saved = join(corpus.folder, 'saved');
  mkdirSync(saved, { recursive: true });
  const server = await serve({
    peers: join(ROOT, 'benches/browser/peers'), libraries: join(PEERS, 'node_modules'), ours: asked.page,
    corpus: corpus.folder, saved, pagefind: join(corpus.folder, 'pagefind'),
  }, saved);
  const results = [];
  const run = async (name, what) => {
    if (!only.includes(name)) return;
    for (const one of what) {
      const result = await one();
      results.push(result);
      console.error(`${new Date().toISOString().slice(11, 19)} ${set}: ${result.name}${result.error ? `: ${result.error}` : ''}`);
    }
  };
  await run('ours', [() => ours(server, corpus, own), () => oursAfar(server, corpus, own)]);
  for (const name of ['minisearch', 'flexsearch']) await run(name, [() => library(name, server, corpus, own)]);
  // Its index takes minutes for the large set, and nobody builds it in a page.
  if (set === 'given') await run('pagefind', [() => pagefind(server, corpus, own)]);
  server.close();
  all[set] = results;
  tables(corpus, docs.length, results);
}
targets(all);
const split = all.given?.find(({ name }) => name === 'pagefind');
if (split?.before) {
  console.log(`\nPagefind, in parts: ${(split.before / 1000).toFixed(1)} kB before a query, ${(split.withFirst / 1000).toFixed(1)} kB with one and its ten results.`);
}
writeFileSync(join(WORK, 'search.json'), JSON.stringify({ at: new Date().toISOString(), queries: own, all }, null, 1));
