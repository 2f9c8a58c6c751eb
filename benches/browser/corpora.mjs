// The articles to search: a JSON Feed as given, and the same repeated until it is large. Each
// is kept in two shapes: the feed for ours, flat documents for the libraries.

import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { GENERATOR, WORK, theirs } from './options.mjs';

// Whole weeks, so that a repeated Monday is a Monday.
const ROUND = 364 * 86_400_000;
const FACETS = { place: 'places', person: 'people', organisation: 'orgs' };

export function readFeed(file) {
  let bytes = readFileSync(file);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) bytes = gunzipSync(bytes);
  return JSON.parse(bytes);
}

// The labels of an item, whatever they are written in.
function labels(item, entities) {
  const own = { places: [], topics: [], people: [], orgs: [] };
  if (item._reuters) {
    for (const field of Object.keys(own)) own[field] = item._reuters[field] ?? [];
    if (!item._reuters.topics) own.topics = item.tags ?? [];
    return own;
  }
  own.topics = item.tags ?? [];
  const extension = item._dateline ?? {};
  const taking = (extension.events ?? []).flatMap((event) => event.entities ?? []);
  const ids = [...(extension.marks ?? []).map((mark) => mark.entity), ...taking.map((part) => part?.id ?? part)];
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

// Where the corpora made of a feed are: { given, large } of { name, feed, docs } (paths), made
// if they are not there yet. `size` is that of the large one.
export async function corpora(feedFile, size = 100_000) {
  mkdirSync(WORK, { recursive: true });
  let file = feedFile && theirs(feedFile);
  if (!file) {
    file = join(WORK, 'made-up.feed.json');
    execFileSync(GENERATOR, ['10000', file]);
  }
  const hash = createHash('sha256').update(readFileSync(file)).update(String(size)).digest('hex').slice(0, 12);
  const folder = join(WORK, 'corpora', hash);
  const names = ['given', 'large'];
  const places = Object.fromEntries(names.map((name) => [name, {
    name, folder, feed: join(folder, `${name}.feed.json`), docs: join(folder, `${name}.docs.json`),
  }]));
  if (existsSync(join(folder, 'large.docs.json'))) return places;

  mkdirSync(folder, { recursive: true });
  const { items, ...top } = readFeed(file);
  const usable = items.filter((item) => item.date_published && item.content_text);
  const entities = new Map((top._dateline?.entities ?? []).map((entity) => [entity.id, entity]));
  const flat = (item, n) => {
    const day = new Date(item.date_published).toISOString();
    return { n, id: String(item.id), title: item.title ?? '', text: item.content_text, day: day.slice(0, 10), ...labels(item, entities) };
  };
  const all = { given: () => usable, large: () => rounds(usable, size) };
  const head = `${JSON.stringify(top).slice(0, -1)},"items":[`;
  for (const name of names) {
    await written(places[name].feed, head, all[name](), ']}');
    const docs = function* docs() {
      let n = 0;
      for (const item of all[name]()) yield flat(item, n++);
    };
    await written(places[name].docs, '[', docs(), ']');
  }
  return places;
}

export const docsOf = (corpus) => JSON.parse(readFileSync(corpus.docs));
