// `script/bench reading`: the built viewer as somebody reads with it. How long after each
// interaction something is painted, on a processor slowed down, as the browser itself reports
// it (Event Timing: what INP is made of); how far the page shifts while it loads; and what
// Lighthouse finds. It judges nothing.

import { createRequire } from 'node:module';
import { loadavg } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { openPage, serve } from './chromium.mjs';
import { corpora, marked } from './corpora.mjs';
import { PEERS, ROOT, fail, options } from './options.mjs';
import { ms, printed } from './tables.mjs';
import { interactions } from './yardstick.mjs';

const asked = options({ feed: '', viewer: '', command: '', articles: '20000', slower: '4', only: 'interactions,shift,lighthouse' }, `
script/bench reading [--feed FILE] [--articles N] [--slower N] [--only PART,…]

  --feed FILE    a JSON Feed, packed with gzip or not; else a made-up archive, repeated
  --articles N   how many articles are open (20000)
  --slower N     how many times slower the page's processor is made (4)
  --only PART,…  of interactions, shift and lighthouse
`);
const articles = Number(asked.articles);
const places = await corpora(asked.feed, { open: articles });
const viewer = resolve(ROOT, asked.viewer);
const server = await serve({ viewer, corpus: places.open.folder });
const large = `${server.base}/viewer/index.html?src=/corpus/${places.open.stem}.bundle.json`;
const sample = `${server.base}/viewer/index.html`;
const number = (value) => value.toLocaleString('en');

// --- interactions --------------------------------------------------------------

// Put into the page: keeps what the browser says of every interaction.
function watch() {
  window.interactions = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.interactionId) window.interactions.push({ name: entry.name, duration: entry.duration, waits: entry.processingStart - entry.startTime, works: entry.processingEnd - entry.processingStart });
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });
}

const REST = 900; // ms between two interactions

async function interact() {
  const yardstick = () => interactions({ slower: Number(asked.slower), rest: REST });
  const before = await yardstick();
  // As an archive is when its names and dates have been found: with marks in every text.
  const archive = basename(marked(places.open, resolve(ROOT, asked.command)));
  const opened = await openPage('about:blank', { before: (page) => page.addInitScript(watch) });
  const { page, devtools } = opened;
  await page.goto(`${server.base}/viewer/index.html?src=/corpus/${archive}`);
  const within = page.locator('dateline-viewer');
  const words = new RegExp(`${number(articles)} articles`);
  await within.locator('.results [role=status] h2').filter({ hasText: words }).waitFor();
  await page.waitForFunction(() => !document.querySelector('dateline-viewer').shadowRoot.querySelector('.so-far')?.textContent);
  await page.waitForTimeout(3000); // whatever is still made ready
  page.setDefaultTimeout(30_000);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: Number(asked.slower) });
  const rows = [];
  const act = async (what, how, ready) => {
    if (ready) await ready().catch((error) => fail(`“${what}” has no place: ${String(error).split('\n')[0]}`));
    await page.evaluate(() => { window.interactions.length = 0; });
    await how().catch((error) => fail(`“${what}” cannot be done: ${String(error).split('\n')[0]}`));
    await page.waitForTimeout(REST); // its paint, and what follows it
    const seen = await page.evaluate(() => window.interactions);
    rows.push({ what, worst: seen.sort((one, other) => other.duration - one.duration)[0] });
  };
  // As a hand does it: there first, then pressed. The driver's own click asks the page where the
  // place is and what covers it, and the slowed processor's answers would count as waiting.
  const pointed = async (selector, nth = 0) => {
    const place = within.locator(selector).nth(nth);
    // Until it lies still and nothing covers it: what was done before may still be arriving.
    const found = async () => {
      await place.scrollIntoViewIfNeeded();
      const { x, y, width, height } = await place.boundingBox();
      const at = [x + width / 2, y + height / 2];
      return (await place.evaluate((own, at) => own.contains(own.getRootNode().elementFromPoint(...at)), at)) && at;
    };
    let at = await found();
    for (let turn = 0; !at && turn < 10; turn += 1) {
      await page.waitForTimeout(200);
      at = await found();
    }
    if (!at) throw new Error(`something covers “${selector}”`);
    const [left, top] = at;
    await page.mouse.move(left, top);
    await page.waitForTimeout(300);
  };
  const press = async () => {
    await page.mouse.down();
    await page.mouse.up();
  };
  // No hand types in the very frame in which it clicks: two interactions, not one.
  await act('into the search box', press, () => pointed('input[type=search]'));
  await act('the first letter', () => page.keyboard.type('p'));
  await act('the second letter', () => page.keyboard.type('o'));
  await act('the third letter', () => page.keyboard.type('r'));
  await act('the box emptied', async () => { await page.keyboard.press('Control+A'); await page.keyboard.press('Delete'); });
  await act('a filter', press, () => pointed('.filters section[aria-label="Who and what"] a.choice', 1));
  await act('the filter taken back', press, () => pointed('.chips a', 0));
  await act('another order', () => within.locator('select').first().selectOption('oldest'));
  await act('a bar of the histogram', press, () => pointed('.histogram .bin', 3));
  await act('back in the history', () => page.goBack());
  await act('a thumb of the range', async () => { await within.locator('.thumb.from').first().focus(); await page.keyboard.press('ArrowRight'); });
  await act('the window closer', press, () => pointed('.zoom a', 1));
  await act('all again', async () => { await page.evaluate(() => { location.hash = ''; }); });
  await act('more rows', press, () => pointed('[data-do=more]'));
  await act('reading settings', () => page.keyboard.press('a'));
  await act('another theme', press, () => pointed('.settings label', 2));
  await act('settings closed', () => page.keyboard.press('Escape'));
  await act('an article', press, () => pointed('.row a', 0));
  await act('the next article by key', () => page.keyboard.press('j'));
  // Not every article has a name in it.
  const named = () => within.locator('.reader a.mention').first().waitFor({ timeout: 2000 }).then(() => true, () => false);
  for (let n = 0; !await named(); n += 1) {
    if (n === 8) fail('no article on top of the list has a name: has the viewer changed its names?');
    await page.keyboard.press('j');
  }
  await page.waitForTimeout(1000);
  await act('the next mention by key', () => page.keyboard.press('n'));
  await act('its card by Enter', () => page.keyboard.press('Enter'));
  await act('the card closed', () => page.keyboard.press('Escape'));
  await act('the next event by key', () => page.keyboard.press(']'));
  await act('marks off by key', () => page.keyboard.press('h'));
  await act('marks on by key', () => page.keyboard.press('h'));
  await act('the list by key', () => page.keyboard.press('Escape'));
  await act('that article again', () => page.keyboard.press('Enter'));
  await act('back to the whole list', async () => { await page.evaluate(() => { location.hash = ''; }); });
  await act('the chronology', press, () => pointed('.places a', 1));
  await act('the list again', async () => { await page.evaluate(() => { location.hash = ''; }); });
  await act('a year of the archive', press, () => pointed('.dates button', 0));
  const bare = rows.filter(({ worst }) => !worst).map(({ what }) => what);
  const told = rows.filter(({ worst }) => worst).map(({ what, worst }) => [what, worst.name, ms(worst.duration), ms(worst.waits), ms(worst.works)]);
  printed(`Interactions with ${number(articles)} articles open, the processor ${asked.slower} times slower: ms until the next paint`, ['', 'event', 'to paint', 'waited', 'worked'], told);
  console.log(`\nIn a bare page, a hundred plain rows and the focus to another link: ${before} before that, ${await yardstick()} after it.`);
  const worst = Math.max(...rows.map((row) => row.worst?.duration ?? 0));
  if (worst === 0) fail('no interaction was seen: has the viewer changed its names?');
  console.log(`\nINP (the worst of ${rows.length} interactions, in steps of 8 ms): ${worst} ms. Below 16 ms, or none: ${bare.join(', ') || 'none'}.`);
  await opened.close();
}

// --- layout shift --------------------------------------------------------------

function watchShift() {
  window.shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
}

async function shift() {
  const rows = [];
  for (const [width, height] of [[1280, 900], [768, 1024], [390, 844]]) {
    for (const [what, address] of [['the list', sample], ['an article', `${sample}#article=council-votes`], ['the chronology', `${sample}#view=chronology`], [`${number(articles)} articles`, large]]) {
      const opened = await openPage('about:blank', { viewport: { width, height }, before: (page) => page.addInitScript(watchShift) });
      await opened.page.goto(address);
      await opened.page.locator('dateline-viewer').locator('.row:visible, .reader h2:visible, .years:visible').first().waitFor({ timeout: 60_000 });
      await opened.page.waitForTimeout(address === large ? 6000 : 1500);
      rows.push([`${width} wide, ${what}`, (await opened.page.evaluate(() => window.shift)).toFixed(4)]);
      await opened.close();
    }
  }
  printed('Layout shift while loading (all of it, in no window)', ['', 'CLS'], rows);
}

// --- Lighthouse ----------------------------------------------------------------

async function lighthouse() {
  const need = createRequire(join(PEERS, 'package.json'));
  const { default: run } = await import(need.resolve('lighthouse'));
  const { launch } = await import(need.resolve('chrome-launcher'));
  const flags = ['--headless=new', '--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
  const chrome = await launch({ chromePath: process.env.DATELINE_CHROMIUM, chromeFlags: flags, logLevel: 'silent' });
  const rows = [];
  for (const [what, address] of [['the list', sample], ['an article', `${sample}#article=council-votes`]]) {
    const { lhr } = await run(address, { port: chrome.port, logLevel: 'silent', onlyCategories: ['accessibility', 'best-practices', 'performance'] });
    const share = (name) => Math.round(lhr.categories[name].score * 100);
    rows.push([what, share('accessibility'), share('best-practices'), share('performance'), lhr.audits['cumulative-layout-shift'].displayValue]);
    const below = ['accessibility', 'best-practices'].flatMap((name) => lhr.categories[name].auditRefs)
      .map(({ id, weight }) => ({ ...lhr.audits[id], weight })).filter(({ score, weight }) => score !== null && score < 1 && weight > 0);
    for (const { id, title } of below) console.log(`  ${what}: ${id}: ${title}`);
  }
  printed('Lighthouse, as on a phone', ['', 'accessibility', 'best practices', 'performance', 'CLS'], rows);
  chrome.kill();
}

console.log(`Headless Chromium, load ${loadavg()[0].toFixed(1)} at the start.`);
for (const [name, run] of Object.entries({ interactions: interact, shift, lighthouse })) {
  if (asked.only.split(',').includes(name)) await run();
}
server.close();
