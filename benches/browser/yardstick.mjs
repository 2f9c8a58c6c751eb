// How fast this machine is just now: figures of two runs can be compared only where it is the
// same. Bare pages, nothing of the viewer in them, that do the least of what it does. They judge
// nothing.

import { join } from 'node:path';
import { openPage } from './chromium.mjs';
import { CATEGORIES, drawnIn } from './drawn.mjs';

const KEYS = 48; // typed into the bare page
const FEW = 20; // rows that a key brings into it

// Put into a page before anything else: plain elements and rows.
function plain() {
  window.element = (tag, words, more = {}) => Object.assign(document.createElement(tag), { textContent: words, ...more });
  window.plainRows = (turn, count) => Array.from({ length: count }, (_, n) => window.element('p',
    `Row ${n} of turn ${turn}: ${'a line of plain words, and then some more '.repeat(4)}`));
}

// One key writes a hundred plain rows and another one moves the focus from link to link, on a
// processor made `slower` and with `rest` ms between two keys: the medians, in ms, of what the
// browser says of them.
export async function interactions({ slower, rest }) {
  const opened = await openPage('about:blank');
  const { page, devtools } = opened;
  await page.evaluate(plain);
  await page.evaluate(() => {
    window.took = { x: [], y: [] };
    let key;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (entry.name === 'keydown') window.took[key].push(entry.duration);
    }).observe({ type: 'event', durationThreshold: 16 });
    const links = Array.from({ length: 10 }, (_, n) => window.element('a', `Link ${n}`, { href: '#' }));
    const rows = window.element('div', '');
    document.body.replaceChildren(...links, rows);
    let turn = 0;
    addEventListener('keydown', (event) => {
      turn += 1;
      key = event.key;
      if (key === 'y') links[turn % links.length].focus();
      else rows.replaceChildren(...window.plainRows(turn, 100));
    });
  });
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower });
  for (let turn = 0; turn < 7; turn += 1) {
    for (const key of ['x', 'y']) {
      await page.keyboard.press(key);
      await page.waitForTimeout(rest);
    }
  }
  const took = await page.evaluate(() => window.took);
  await opened.close();
  const median = (all) => all.sort((one, other) => one - other)[all.length >> 1] ?? 'below 16';
  return `${median(took.x)} and ${median(took.y)} ms`;
}

// A key asks a worker that only answers, and the answer writes a few plain rows: of how many
// keys they were drawn within how many intervals of the display after that of the key's own
// frame. `watch.js` and the trace look at it as they look at the viewer.
export async function typing() {
  const opened = await openPage('about:blank');
  const { page } = opened;
  await page.evaluate(plain);
  await page.evaluate((few) => {
    const box = window.element('input', '', { type: 'search' });
    const rows = window.element('div', '', { className: 'rows' });
    document.body.replaceChildren(box, rows);
    const worker = new Worker(URL.createObjectURL(new Blob(['onmessage = ({ data }) => postMessage(data)'])));
    worker.onmessage = ({ data }) => rows.replaceChildren(...window.plainRows(data, few));
    let turn = 0;
    box.addEventListener('input', () => worker.postMessage(turn += 1));
    box.focus();
  }, FEW);
  await page.addScriptTag({ path: join(import.meta.dirname, 'watch.js') });
  await page.evaluate(() => window.watchTyping(document));
  await opened.browser.startTracing(page, { categories: CATEGORIES });
  const keys = [];
  for (let n = 0; n < KEYS; n += 1) {
    await page.keyboard.type('abcdefgh'[n % 8]);
    keys.push(await page.evaluate(() => window.settledKey()));
  }
  const intervals = drawnIn(await opened.browser.stopTracing());
  await opened.close();
  const beyond = keys.map((key) => intervals.get(key.lastChange) - intervals.get(`key ${key.n}`)).filter(Number.isInteger);
  return `${beyond.filter((n) => n < 2).length} of ${beyond.length}`;
}
