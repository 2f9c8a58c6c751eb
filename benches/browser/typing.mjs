// `script/bench typing`: the built viewer in Chromium. From a key to the frame that shows what
// it found (list, counts, histogram), and the longest task of the main thread while articles
// load. It judges nothing.

import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { openPage, serve } from './chromium.mjs';
import { corpora, docsOf } from './corpora.mjs';
import { CATEGORIES, drawnIn } from './drawn.mjs';
import { ROOT, WORK, fail, options } from './options.mjs';
import { chooseQueries } from './queries.mjs';
import { ms, percentile, printed } from './tables.mjs';
import { typing as yardstick } from './yardstick.mjs';

const asked = options({ feed: '', viewer: '', articles: '100000', loading: '20000', rounds: '3' }, `
script/bench typing [--feed FILE] [--articles N] [--loading N] [--rounds N]

  --feed FILE    a JSON Feed, packed with gzip or not; else a made-up archive, repeated
  --articles N   how many articles are open while somebody types (100000)
  --loading N    how many are loaded while tasks are watched (20000)
  --rounds N     how often the same is typed (3)
`);
const articles = Number(asked.articles);
const loading = Number(asked.loading);
const rounds = Number(asked.rounds);
const FRAME = 1000 / 60;

const places = await corpora(asked.feed, { given: 0, typing: articles, loading });
const server = await serve({ viewer: resolve(ROOT, asked.viewer), corpus: places.given.folder });
const address = (corpus) => `${server.base}/viewer/index.html?src=/corpus/${corpus.stem}.bundle.json`;

const root = "document.querySelector('dateline-viewer')?.shadowRoot";
const number = (value) => value.toLocaleString('en');
// All are there once the list says how many, and no longer that some are not searched yet.
async function loaded(page, count) {
  await page.waitForFunction(([shadow, words]) => {
    const within = eval(shadow); // eslint-disable-line no-eval -- the page is ours alone
    const heading = within?.querySelector('.results')?.textContent ?? '';
    return heading.includes(words) && !within.querySelector('.so-far')?.textContent;
  }, [root, number(count)], { timeout: 300_000 });
}

// --- loading -------------------------------------------------------------------

// Tasks of main threads, from a trace: { ms, cpu, what }, and what they mostly did.
function mainTasks(trace) {
  const { traceEvents: events } = JSON.parse(trace);
  const mains = events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const isMain = ({ pid, tid }) => mains.some((main) => main.pid === pid && main.tid === tid);
  const own = events.filter((event) => event.ph === 'X' && isMain(event));
  const inside = (task) => own.filter((event) => event !== task && event.pid === task.pid
    && /devtools\.timeline|v8/.test(event.cat) && event.ts >= task.ts && event.ts + (event.dur ?? 0) <= task.ts + task.dur);
  const tasks = own.filter((event) => /RunTask$/.test(event.name)).map((task) => ({
    ms: task.dur / 1000,
    cpu: (task.tdur ?? 0) / 1000,
    what: () => [task.args.src_func, ...inside(task).sort((one, other) => (other.dur ?? 0) - (one.dur ?? 0)).slice(0, 2).map(({ name }) => name)].join(', '),
  }));
  const longest = (by) => [...tasks].sort((one, other) => other[by] - one[by]).slice(0, 3).map((task) => ({ ...task, what: task.what() }));
  return { wall: longest('ms'), cpu: longest('cpu') };
}

async function load() {
  const opened = await openPage('about:blank');
  await opened.browser.startTracing(opened.page, { categories: ['toplevel', 'devtools.timeline', 'v8', 'blink.user_timing'] });
  const start = performance.now();
  await opened.page.goto(address(places.loading));
  // Readable at once: the first rows.
  await opened.page.waitForFunction((shadow) => eval(shadow)?.querySelector('.rows li'), root, { timeout: 300_000 });
  const first = performance.now() - start;
  await loaded(opened.page, loading);
  const all = performance.now() - start;
  await opened.page.waitForTimeout(2000); // what is still made ready counts too
  const trace = await opened.browser.stopTracing();
  const tasks = mainTasks(trace);
  await opened.close();
  return { first, all, tasks };
}

// --- typing --------------------------------------------------------------------

async function type() {
  const opened = await openPage(address(places.typing));
  const { page } = opened;
  await loaded(page, articles);
  await page.addScriptTag({ path: join(import.meta.dirname, 'watch.js') });
  await page.evaluate((shadow) => window.watchTyping(eval(shadow)), root);
  const { queries } = chooseQueries(docsOf(places.given));
  const of = (cls) => queries.filter((query) => query.cls === cls).map(({ q }) => q);
  const texts = [of('common')[4], of('common')[6], of('rare')[5], of('two words')[2], of('two words')[5], of('prefix').at(-3)];
  const box = page.locator('dateline-viewer').locator('input[type=search]');
  await opened.browser.startTracing(page, { categories: CATEGORIES });
  const keys = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const text of texts) {
      await box.focus();
      for (const [at, letter] of [...text].entries()) {
        await page.keyboard.type(letter);
        const key = await page.evaluate(() => window.settledKey());
        keys.push({ ...key, text: text.slice(0, at + 1) });
      }
      await box.fill('');
      await page.evaluate(() => window.settledKey());
    }
  }
  const intervals = drawnIn(await opened.browser.stopTracing());
  await opened.close();
  return keys.map((key) => ({ ...key, beyond: intervals.get(key.lastChange) - intervals.get(`key ${key.n}`) }));
}

console.log(`Headless Chromium, load ${loadavg()[0].toFixed(1)} at the start.`);
const opening = await load();
const task = (words) => ({ ms: time, cpu, what }, n) => [`${n === 0 ? words : 'the next'}: ${what}`, ms(time), ms(cpu)];
printed(`Loading ${number(loading)} articles`, ['', 'ms', 'CPU ms'], [
  ['until the first rows', ms(opening.first), ''],
  ['until all is searched', ms(opening.all), ''],
  ...opening.tasks.wall.map(task('longest task of the main thread')),
  ...opening.tasks.cpu.map(task('longest by its own processor time')),
]);

const before = await yardstick();
const keys = await type();
const after = await yardstick();
const shown = keys.filter(({ parts }) => Object.keys(parts).length > 0);
if (shown.length === 0) fail('no key changed anything: has the viewer changed its names?');
const last = ({ parts }) => Math.max(...Object.values(parts));
const row = (what, values) => [what, ms(percentile(values, 0.5)), ms(percentile(values, 0.95)), ms(percentile(values, 1)), values.length];
const part = (name) => shown.filter(({ parts }) => name in parts).map(({ parts, start }) => parts[name] - start);
// What a reader sees goes by the display's intervals. By the clock of the page a frame is painted
// when its work is over: a long one after a short one is more than an interval later.
const beyond = shown.map((key) => Math.max(0, last(key) - key.frame));
const seen = shown.filter((key) => Number.isInteger(key.beyond)).map((key) => key.beyond);
printed(`Typing in ${number(articles)} articles: ms from the key`, ['', 'p50', 'p95', 'max', 'keys'], [
  row('the frame of the key itself', shown.map(({ frame, start }) => frame - start)),
  row('the list painted', part('list')),
  row('the counts painted', part('counts')),
  row('the histogram painted', part('histogram')),
  row('all of it', shown.map((key) => last(key) - key.start)),
  row('the last change in the page, not painted yet', shown.map((key) => key.changed - key.start)),
  row('beyond the key\'s frame, by the display\'s intervals', seen.map((n) => n * FRAME)),
  row('beyond the key\'s frame, by the clock of the page', beyond),
]);
const counted = [0, 1, 2, 3].map((n) => `${seen.filter((value) => (n < 3 ? value === n : value >= n)).length} ${['in the interval of the key\'s own frame', 'in the next', 'in the second', 'later'][n]}`);
console.log(`\nOf ${seen.length} keys whose frames the trace knows, all was there: ${counted.join(', ')}.`);
console.log(`In a bare page, whose keys bring a few plain rows by way of a worker, those were there in the next interval at the latest for ${before} keys before that, ${after} after it.`);
const worst = [...shown].sort((a, b) => last(b) - b.frame - (last(a) - a.frame)).slice(0, 5);
console.log(`\nSlowest: ${worst.map((key) => `“${key.text}” ${ms(last(key) - key.start)}`).join(', ')}. ${keys.length - shown.length} keys changed nothing.`);
writeFileSync(join(WORK, 'typing.json'), JSON.stringify({ opening, keys }, null, 1));
server.close();
