// Takes one contestant through its steps in fresh browsers, and gives what was measured:
// times in ms, sizes in bytes. What a contestant cannot do is left undefined.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { openPage, timed } from './chromium.mjs';

const within = (promise, seconds, what) => {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: over ${seconds} s`)), seconds * 1000);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
};

// Compressed as a host would that has time, but not for ever: the larger, the less hard.
export function packed(file) {
  const bytes = readFileSync(file);
  const quality = bytes.length < 8e6 ? 11 : bytes.length < 40e6 ? 9 : 5;
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: quality,
    [constants.BROTLI_PARAM_LGWIN]: 22,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return { raw: bytes.length, brotli: brotliCompressSync(bytes, { params }).length, quality };
}

const patience = (corpus) => ({
  samples: corpus.name === 'given' ? 9 : 5,
  budget: corpus.name === 'given' ? 400 : 200,
  patience: 90_000,
});

async function queriesOn(opened, corpus, { queries, counted }, more = {}) {
  await opened.page.addScriptTag({ path: join(import.meta.dirname, 'measure.js') });
  const ask = (list) => within(
    opened.page.evaluate(([all, how]) => window.measureQueries(all, how), [list, { ...patience(corpus), ...more }]),
    300, 'queries');
  const asking = await timed(opened, () => ask(queries));
  return { queries: asking.value, share: asking.cpu / asking.wall, counted: await ask(counted) };
}

// The first query after loading, of words: whatever loading left for it to do is in it.
async function firstQuery(opened, figures, { queries }) {
  const { q, filters } = queries.find(({ q: words }) => words.includes(' ')) ?? queries[1];
  const first = await timed(opened, () => opened.page.evaluate(async ([query, how]) => { await window.search(query, how); }, [q, filters]));
  figures.afterLoad = first.cpu;
}

// What was loaded must find what was found before it was saved.
async function sameAnswer(opened, figures, { queries: [, { q, filters }] }) {
  const { total } = await opened.page.evaluate(([query, how]) => window.search(query, how), [q, filters]);
  const before = figures.queries[1].total;
  if (total !== before) throw new Error(`loaded, “${q}” finds ${total}; built, it found ${before}`);
}

// A library that indexes in the page.
export async function library(name, server, corpus, asked) {
  const figures = { name };
  const address = `${server.base}/peers/?name=${name}`;
  const start = async () => {
    const opened = await openPage(address);
    await opened.page.waitForFunction('window.peerReady');
    await opened.page.evaluate((at) => window.fetchText(at), `/corpus/${corpus.stem}.docs.json`);
    const reading = await timed(opened, () => opened.page.evaluate(() => window.readText()));
    return { opened, reading };
  };
  let { opened, reading } = await start();
  try {
    figures.read = reading.cpu;
    const before = await opened.heap();
    const building = await within(timed(opened, () => opened.page.evaluate(() => window.build())), 300, 'build');
    Object.assign(figures, { build: building.cpu, buildWall: building.wall });
    figures.memory = (await opened.heap()) - before;
    Object.assign(figures, await queriesOn(opened, corpus, asked));
    if (corpus.name === 'given') {
      await within(opened.page.evaluate((to) => window.save(to), `/save/${name}`), 120, 'save');
      figures.saved = packed(join(corpus.folder, 'saved', name));
      await opened.close();
      ({ opened } = await start());
      const bare = await opened.heap();
      await opened.page.evaluate((at) => window.fetchSaved(at), `/saved/${name}`);
      const loading = await within(timed(opened, () => opened.page.evaluate(() => window.load())), 120, 'load');
      figures.load = loading.cpu;
      await firstQuery(opened, figures, asked);
      figures.memoryLoaded = (await opened.heap()) - bare;
      await sameAnswer(opened, figures, asked);
    }
  } catch (error) {
    figures.error = String(error.message).slice(0, 200);
  } finally {
    await opened.close();
  }
  return figures;
}

// Pagefind: nothing is built here; what counts is what it fetches.
export async function pagefind(server, corpus, asked) {
  const figures = { name: 'pagefind' };
  const start = async () => {
    const opened = await openPage(`${server.base}/peers/?name=pagefind`);
    await opened.page.waitForFunction('window.peerReady');
    server.served();
    return opened;
  };
  let opened = await start();
  try {
    await opened.page.evaluate(() => window.build());
    figures.before = server.served();
    Object.assign(figures, await queriesOn(opened, corpus, asked));
    await opened.close();
    opened = await start();
    const first = (asked.queries.find(({ q }) => q.includes(' ')) ?? asked.queries[0]).q;
    await opened.page.evaluate(() => window.build());
    await opened.page.evaluate((q) => window.searchAndShow(q), first);
    figures.withFirst = server.served();
  } catch (error) {
    figures.error = String(error.message).slice(0, 200);
  } finally {
    await opened.close();
  }
  return figures;
}

// Ours, in the page: the steps one by one, then the engine alone, asked from inside; then
// through the harness's call.
export async function ours(server, corpus, asked) {
  const figures = { name: 'ours' };
  const start = async () => {
    const opened = await openPage(`${server.base}/ours/?seat=page`);
    await opened.page.waitForFunction(() => window.searchReady.then(() => true));
    await opened.page.evaluate(async (at) => {
      window.bytes = await window.seat.fetched(at);
    }, `/corpus/${corpus.stem}.bundle.json`);
    const reading = await timed(opened, () => opened.page.evaluate(() => {
      window.seat.read(window.bytes);
      window.bytes = undefined;
    }));
    return { opened, reading };
  };
  let { opened, reading } = await start();
  try {
    figures.read = reading.cpu;
    const before = await opened.page.evaluate(() => window.seat.sizes());
    const building = await timed(opened, () => opened.page.evaluate(() => window.seat.build()));
    const after = await opened.page.evaluate(() => window.seat.sizes());
    Object.assign(figures, { build: building.cpu, buildWall: building.wall });
    figures.memory = after.index;
    figures.wasmGrowth = after.memory - before.memory;
    figures.wasmMemory = after.memory;
    const alone = await queriesOn(opened, corpus, asked, { alone: true });
    const called = await queriesOn(opened, corpus, asked);
    Object.assign(figures, { queries: withAnswers(alone.queries, called.queries), share: alone.share, counted: withAnswers(alone.counted, called.counted) });
    figures.called = called;
    const saved = corpus.name === 'given' && await opened.page.evaluate(async (to) => {
      const bytes = window.seat.save();
      if (bytes) await fetch(to, { method: 'POST', body: bytes });
      return Boolean(bytes);
    }, '/save/ours');
    if (saved) {
      figures.saved = packed(join(corpus.folder, 'saved', 'ours'));
      await opened.close();
      ({ opened } = await start());
      await opened.page.evaluate(async () => {
        window.index = new Uint8Array(await (await fetch('/saved/ours')).arrayBuffer());
      });
      const loading = await timed(opened, () => opened.page.evaluate(() => window.seat.load(window.index)));
      figures.load = loading.cpu;
      await firstQuery(opened, figures, asked);
      await sameAnswer(opened, figures, asked);
    }
  } catch (error) {
    figures.error = String(error.message).slice(0, 200);
  } finally {
    await opened.close();
  }
  return figures;
}

// The times of asking inside, with what was answered outside.
const withAnswers = (inside, outside) => inside.map((figure, n) => ({ ...outside[n], ...figure }));

// Ours, in its worker, as a reader has it.
export async function oursAfar(server, corpus, asked) {
  const figures = { name: 'ours, worker' };
  const opened = await openPage(`${server.base}/ours/?feed=/corpus/${corpus.stem}.bundle.json`);
  try {
    const start = performance.now();
    await within(opened.page.evaluate(() => window.searchReady), 300, 'ready');
    figures.ready = performance.now() - start;
    Object.assign(figures, await queriesOn(opened, corpus, asked));
  } catch (error) {
    figures.error = String(error.message).slice(0, 200);
  } finally {
    await opened.close();
  }
  return figures;
}

export const pagefindBuilt = (corpus) => existsSync(join(corpus.folder, 'pagefind', 'pagefind.js'));
