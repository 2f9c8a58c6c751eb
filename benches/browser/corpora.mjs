// The articles to search: a JSON Feed as given, and the same repeated until it is large. Each
// is kept in two shapes: a bundle for ours, flat documents for the libraries.

import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { GENERATOR, WORK, theirs } from './options.mjs';
import { labelled } from './page/contract.js';

// Whole weeks, so that a repeated Monday is a Monday.
const ROUND = 364 * 86_400_000;
const FACETS = { place: 'places', person: 'people', organisation: 'orgs' };

export function readFeed(file) {
  let bytes = readFileSync(file);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) bytes = gunzipSync(bytes);
  return JSON.parse(bytes);
}

// The labels of an item as the facets that are compared.
function labels(item, entities) {
  const own = { places: [], topics: item.tags ?? [], people: [], orgs: [] };
  const { marks = [], events = [] } = item._dateline;
  const taking = events.flatMap((event) => event.entities ?? []);
  const ids = [...marks.map((mark) => mark.entity), ...taking.map((part) => part?.id ?? part)];
  for (const id of new Set(ids)) {
    const { type, name } = entities.get(id) ?? {};
    if (type in FACETS && !own[FACETS[type]].includes(name)) own[FACETS[type]].push(name);
  }
  return own;
}

const shifted = (date, by) => new Date(Date.parse(date) + by).toISOString();

// One round of the repetition: the items with ids of their own and later dates.
function* rounds(items, total) {
  for (let number = 0; number < total; number += 1) {
    const round = Math.floor(number / items.length);
    const item = items[number % items.length];
    const copy = { ...item, id: `${item.id}-${round}`, date_published: shifted(item.date_published, round * ROUND) };
    if (item._dateline?.issued) {
      copy._dateline = { ...item._dateline, issued: shifted(item._dateline.issued, round * ROUND).slice(0, 10) };
    }
    yield copy;
  }
}

async function written(file, head, values, tail) {
  const out = createWriteStream(`${file}.new`);
  let piece = head;
  let first = true;
  for (const value of values) {
    piece += (first ? '' : ',\n') + JSON.stringify(value);
    first = false;
    if (piece.length > 1 << 20) {
      if (!out.write(piece)) await once(out, 'drain');
      piece = '';
    }
  }
  out.end(piece + tail);
  await once(out, 'close');
  renameSync(`${file}.new`, file);
}

// The corpora made of a feed, as { name: { bundle, docs } } (paths), made if they are not there
// yet. `sizes` has the name and the number of articles of each; 0 is the feed as given.
export async function corpora(feedFile, sizes) {
  mkdirSync(WORK, { recursive: true });
  let file = feedFile && theirs(feedFile);
  if (!file) {
    file = join(WORK, 'made-up.feed.json');
    execFileSync(GENERATOR, ['10000', file]);
  }
  const hash = createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12);
  const folder = join(WORK, 'corpora', hash);
  mkdirSync(folder, { recursive: true });
  const places = {};
  let feed;
  for (const [name, size] of Object.entries(sizes)) {
    const stem = size === 0 ? 'given' : String(size);
    const place = { name, stem, folder, bundle: join(folder, `${stem}.bundle.json`), docs: join(folder, `${stem}.docs.json`) };
    places[name] = place;
    if (existsSync(place.docs)) continue;
    feed ??= usable(file);
    const all = () => (size === 0 ? feed.items : rounds(feed.items, size));
    await written(place.bundle, `${JSON.stringify(feed.top).slice(0, -1)},"items":[`, all(), ']}');
    await written(place.docs, '[', flat(all(), feed.entities), ']');
  }
  return places;
}

// One of them with the names, dates and events that the command finds in its texts, instead of
// the labels that came with the feed: its path.
export function marked(place, command) {
  const file = join(place.folder, `${place.stem}.marked.json`);
  const { items, ...top } = JSON.parse(readFileSync(place.bundle));
  const bare = { ...top, _dateline: { format: 1 }, items: items.map(({ _dateline, ...item }) => item) };
  const from = join(place.folder, `${place.stem}.bare.json`);
  writeFileSync(from, JSON.stringify(bare));
  execFileSync(command, ['bundle', '--keep-duplicates', '--quiet', '-o', `${file}.new`, from]);
  renameSync(`${file}.new`, file);
  return file;
}

// A feed as a bundle: what stands at its top, its items, and its entities by id.
function usable(file) {
  const { items, ...top } = readFeed(file);
  const entities = new Map((top._dateline?.entities ?? []).map((entity) => [entity.id, entity]));
  const dated = items.filter((item) => item.date_published && item.content_text);
  const own = dated.map((item) => labelled(item, entities));
  top._dateline = { format: 1, ...top._dateline, entities: [...entities.values()] };
  return { top, items: own, entities };
}

function* flat(items, entities) {
  let n = 0;
  for (const item of items) {
    const day = new Date(item.date_published).toISOString().slice(0, 10);
    yield { n, id: String(item.id), title: item.title ?? '', text: item.content_text, day, ...labels(item, entities) };
    n += 1;
  }
}

export const docsOf = (corpus) => JSON.parse(readFileSync(corpus.docs));
