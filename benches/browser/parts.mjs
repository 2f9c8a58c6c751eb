// `script/bench parts`: an archive in parts, as `dateline site` makes it, on a static server
// that packs: how many bytes and files come before and with a first query, headers not counted.
// It judges nothing.

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openPage } from './chromium.mjs';
import { corpora } from './corpora.mjs';
import { ROOT, WORK, options } from './options.mjs';
import { chooseQueries } from './queries.mjs';
import { percentile, printed } from './tables.mjs';

const asked = options({ feed: '', command: '', articles: '20000', queries: '12' }, `
script/bench parts [--feed FILE] [--articles N] [--queries N]

  --feed FILE    a JSON Feed, packed with gzip or not; else a made-up archive, repeated
  --articles N   how many articles the archive has (20000)
  --queries N    how many first queries are tried, each in a browser of its own (12)
`);
const command = resolve(ROOT, asked.command);
const places = await corpora(asked.feed, { parts: Number(asked.articles) });
const site = join(WORK, 'parts-site');
rmSync(site, { recursive: true, force: true });
execFileSync(command, ['site', places.parts.bundle, '-o', site, '--parts'], { stdio: ['ignore', 'ignore', 'inherit'] });
const server = spawn(command, ['serve', site, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
const [line] = await once(server.stdout, 'data');
const base = /http\S+/.exec(String(line))[0];

// What one reader fetches: before the query, and with it.
async function visit(query) {
  const files = new Map();
  const watch = async (page, devtools) => {
    await devtools.send('Network.enable');
    devtools.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
      files.set(requestId, (files.get(requestId) ?? 0) + encodedDataLength);
    });
  };
  const opened = await openPage('about:blank', { before: watch });
  const { page } = opened;
  await page.goto(base);
  const rows = page.locator('dateline-viewer .rows li');
  await rows.first().waitFor();
  await page.waitForLoadState('networkidle');
  const sum = () => [...files.values()].reduce((all, bytes) => all + bytes, 0);
  const before = { bytes: sum(), files: files.size };
  await page.getByRole('searchbox').first().fill(query);
  await page.locator('dateline-viewer mark').first().waitFor({ timeout: 20_000 }).catch(() => {});
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(700); // networkidle was long ago: the last file may be on its way
  const found = (await page.locator('dateline-viewer .results h2').first().textContent()) ?? '';
  const after = { bytes: sum(), files: files.size };
  await opened.close();
  return { query, found, before, after };
}

const docs = JSON.parse(readFileSync(places.parts.docs));
const words = chooseQueries(docs).map((one) => one.q ?? one.query ?? one).filter((query) => typeof query === 'string' && query);
const step = Math.max(1, Math.floor(words.length / Number(asked.queries)));
const visits = [];
try {
  for (const query of words.filter((_, at) => at % step === 0).slice(0, Number(asked.queries))) {
    visits.push(await visit(query));
  }
} finally {
  server.kill();
}
const kilobytes = (bytes) => (bytes / 1000).toFixed(1);
const rows = visits.map(({ query, found, before, after }) => [query, found, kilobytes(before.bytes), before.files, kilobytes(after.bytes), after.files]);
const all = (pick) => visits.map(pick);
rows.push(['median', '', kilobytes(percentile(all(({ before }) => before.bytes), 0.5)), '', kilobytes(percentile(all(({ after }) => after.bytes), 0.5)), '']);
rows.push(['most', '', kilobytes(Math.max(...all(({ before }) => before.bytes))), '', kilobytes(Math.max(...all(({ after }) => after.bytes))), '']);
printed(`${asked.articles} articles in parts, viewer included`, ['first query', 'found', 'kB before', 'files', 'kB with', 'files'], rows);
