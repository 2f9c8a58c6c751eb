// Called by script/profile-visit: makes first visits with a viewer that tells which functions
// it runs (script/slim-dist.mjs --watched), and writes down all others as late.
//
// What counts as a first visit is the list VISITS. It must not judge by anything but what ran.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { writeList } from './late-functions.mjs';

// A folder with the watched viewer and what was published with it: `plain`, `index`, `parts`.
const [folder, list] = process.argv.slice(2);
const WIDE = { width: 1280, height: 900, deviceScaleFactor: 1, mobile: false };
const NARROW = { width: 390, height: 800, deviceScaleFactor: 2, mobile: true };
const row = '.rows li a';
// One after the other: articles differ in what they are made of. A long list begins with seven.
const EVERY = Array.from({ length: 13 }, (_, at) => ['click', `.rows li:nth-child(${at + 1}) a`, 'article p']);
const article = 'article p';
const mark = '.rows mark';
// The beginning of the first headline's first word is sure to be found.
const some = 'headline';

// What ran in the first of these is the first part, what ran only in the second `published`.
// Each step: what is done, then what must be in sight.
const VISITS = [
  [
    { what: 'the list, an article, a search', size: WIDE, steps: [['open', 'plain/', row], ['click', row, article], ['type', 'snapback', mark], ['type', 'nuclear deal', mark]] },
    { what: 'there and back', size: WIDE, steps: [['open', 'plain/', row], ['click', row, article], ['back', '', row]] },
    { what: 'the list, a search, an article', size: WIDE, voices: true, steps: [['open', 'plain/', row], ['type', 'iran', mark], ['click', row, article]] },
    { what: 'words that are put in at once', size: WIDE, steps: [['open', 'plain/', row], ['click', row, article], ['fill', 'inspectors', mark], ['fill', 'nuclear deal', mark], ['open', 'plain/#article=how-snapback-works', article], ['fill', 'inspectors', mark]] },
    { what: 'whoever leaves at once', size: WIDE, steps: [['open', 'plain/', row], ['leave', 'snapback', row], ['open', 'plain/#q=deal', row], ['leave', 'ir', row]] },
    { what: 'a link to an article, on a phone', size: NARROW, steps: [['open', 'plain/#article=how-snapback-works', article]] },
    { what: 'words that few articles have', size: WIDE, steps: [['open', 'plain/', row], ['type', 'inspectors', mark], ['type', 'instex', mark], ['type', 'vienna 2015', row]] },
    { what: 'every article', size: WIDE, steps: [['open', 'plain/', row], ...EVERY] },
    { what: 'the same on a phone', size: NARROW, steps: [['open', 'plain/', row], ['type', 'deal', mark], ['click', row, article], ['back', '', row]] },
    { what: 'a link to an article', size: WIDE, voices: true, steps: [['open', 'plain/#article=how-snapback-works', article]] },
    { what: 'two on the page of somebody else', size: WIDE, steps: [['open', 'plain/demo.html', article]] },
    { what: 'a file whose list is there before it is read', size: WIDE, steps: [['open', 'plain/?src=longer.json', row], ['open', 'plain/?src=longer.json#article=how-snapback-works-60', article]] },
    { what: 'the feed of somebody else', size: WIDE, steps: [['open', 'plain/?src=feed.json', row], ['type', some, mark], ['click', row, article]] },
    { what: 'the same with marks', size: WIDE, steps: [['open', 'plain/?src=marked.json', row], ['click', row, article], ['back', '', row], ['type', `${some} ${some}`, row]] },
    { what: 'some months of a wire', size: WIDE, steps: [['open', 'plain/?src=months.json', row], ...EVERY.slice(0, 7), ['back', '', row], ['type', some, mark]] },
    { what: 'some days of it', size: WIDE, steps: [['open', 'plain/?src=days.json', row], ...EVERY.slice(0, 7), ['back', '', row], ['type', 're-opened', mark], ['click', row, article]] },
    { what: 'one with labels and no marks', size: WIDE, steps: [['open', 'plain/?src=labels.json', row], ['click', row, article], ['back', '', row], ['type', some, mark]] },
    { what: 'one with names and no times', size: WIDE, steps: [['open', 'plain/?src=named.json', row], ['type', 'ferry', mark], ['click', row, article], ['back', '', row]] },
    { what: 'some days of a wire on a phone', size: NARROW, steps: [['open', 'plain/?src=days.json', row], ['click', row, article], ['back', '', row]] },
    { what: 'a link to a search', size: WIDE, steps: [['open', 'plain/#q=snapback', mark]] },
  ],
  [
    { what: 'a file with an index', size: WIDE, steps: [['open', 'index/', row], ['click', row, article], ['type', 'snapback', mark]] },
    { what: 'an archive in parts', size: WIDE, steps: [['open', 'parts/', row], ['type', some, mark], ['click', row, article], ['type', `${some} ${some}`, row]] },
    { what: 'an article of one in parts', size: NARROW, steps: [['open', 'parts/', row], ['click', row, article], ['back', '', row], ['type', some, mark]] },
  ],
];

// Many times the dossier: answers come before all of it is read, as they do of a short file on a
// slow day.
const dossier = JSON.parse(readFileSync(join(folder, 'plain/dossier.json'), 'utf8'));
const items = Array.from({ length: 80 }, (_, at) => dossier.items.map((item) => ({ ...item, id: `${item.id}-${at}` }))).flat();
writeFileSync(join(folder, 'plain/longer.json'), JSON.stringify({ ...dossier, items }));

// What agencies have: nobody's name and no tags, some time of one year; and many programs write
// JSON in ASCII. With marks: where they are missing, what finds them is fetched in any case.
const feed = JSON.parse(readFileSync(join(folder, 'plain/feed.json'), 'utf8'));
const ascii = (text) => text.replace(/[^\0-~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
const more = [
  '“A "wire" at\ttwo was re-opened at 10:30 on 5 March 2024”, said Réka.',
  'Talks of all kinds ran from 3 to 12 March 2024 and will install nothing.',
  'Between May and July 2023 they fell until they stood still.',
  'It was closed from May 2022 to August 2023, and since 2021 it had been ill.',
  'In 2020-2022 a pulley broke, in the second half of 2019 a bell.',
  'The new line will be opened over the summer; currently it is closed, until March 2025.',
  'Nobody said when.',
];
function wire(name, count, published, language) {
  const [bare, marked] = [join(folder, name), join(folder, 'plain', name)];
  const items = feed.items.slice(0, count).map(({ id, url, title, content_text: words }, at) => ({
    id, url, title, content_text: at % 50 === 7 ? 'Soon.' : `${words}\n\n${more[at % more.length]}`, date_published: published(at),
  }));
  writeFileSync(bare, JSON.stringify({ version: feed.version, title: 'A wire', language, items }));
  execFileSync(join(process.env.CARGO_TARGET_DIR, 'release/dateline'), ['bundle', '--quiet', '-o', marked, bare]);
  writeFileSync(marked, ascii(readFileSync(marked, 'utf8')));
}
wire('months.json', 2000, (at) => `2024-0${1 + (at % 8)}-${10 + (at % 19)}T06:00:00Z`);
const times = ['', 'T06:00:00Z', 'T23:30:00-05:00', 'T12:15:30.5+01:00'];
wire('days.json', 600, (at) => (at % 9 > 0 ? `2024-03-${10 + Math.floor(at / 66)}${times[at % 4]}` : undefined), 'en');

// Some programs say what an article is about, and not where in it. Large collections have many
// words, and not all letters are of ASCII.
const known = feed._dateline.entities;
const words = Array.from({ length: 40_000 }, (_, at) => `w${at}`).join(' ');
const longer = (text, at) => (at === 0 ? `${text} ${words}` : at % 3 === 0 ? `“${text}” ${'– '.repeat(80)}` : at % 7 === 1 ? 'No.' : text);
const labelled = feed.items.slice(0, 900).map(({ id, url, title, content_text }, at) => ({
  id, url, title, content_text: longer(content_text, at), tags: [], date_published: `2024-03-10T06:${10 + (at % 50)}:20.000Z`, _dateline: { events: [{ id: 'labels', label: 'Labels', entities: [known[at % known.length].id] }] },
}));
writeFileSync(join(folder, 'plain/labels.json'), ascii(JSON.stringify({ version: feed.version, title: 'Labels', language: 'en', _dateline: { ...feed._dateline, offset_unit: undefined }, items: labelled })));

// Others mark names and no times, in articles of many years.
const named = feed.items.slice(0, 600).map(({ id, url, title }, at) => ({
  id, url, title, content_text: `Ferry ${at} went out. ${'It came back later. '.repeat(at % 40)}`, date_published: at % 9 > 0 ? `20${10 + (at % 14)}-03-${10 + (at % 19)}T08:00:00Z` : undefined,
  _dateline: { marks: [{ id: 'ferry', start: 0, end: 5, quote: 'Ferry', entity: known[0].id }] },
}));
writeFileSync(join(folder, 'plain/named.json'), JSON.stringify({ version: feed.version, title: 'Named', _dateline: feed._dateline, items: named }));

// --- a server and a browser ----------------------------------------------------

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.json': 'application/json', '.wasm': 'application/wasm', '.css': 'text/css', '.svg': 'image/svg+xml' };
// Hosts differ: some pack what they send, some do not say how long it is.
const quick = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } });
const HOSTS = [{}, { encoding: 'br', pack: quick, silent: true }, { encoding: 'gzip', pack: gzipSync }];
let host = HOSTS[0];
const server = createServer((request, response) => {
  const path = normalize(decodeURIComponent(new URL(request.url, 'http://here').pathname));
  const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
  if (!existsSync(file) || statSync(file).isDirectory()) {
    response.writeHead(404).end();
    return;
  }
  response.setHeader('Content-Type', TYPES[extname(file)] ?? 'application/octet-stream');
  const bytes = host.pack?.(readFileSync(file)) ?? readFileSync(file);
  if (host.encoding) response.setHeader('Content-Encoding', host.encoding);
  if (!host.silent) response.setHeader('Content-Length', bytes.length);
  response.write(bytes);
  response.end();
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const home = `http://127.0.0.1:${server.address().port}/`;

const profile = mkdtempSync(join(tmpdir(), 'dateline-visit-'));
const flags = ['--headless=new', '--remote-debugging-pipe', '--disable-gpu', '--no-first-run', '--disable-background-networking', `--user-data-dir=${profile}`];
// Chromium refuses its sandbox to root.
if (process.getuid?.() === 0) flags.push('--no-sandbox');
const chromium = spawn(process.env.DATELINE_CHROMIUM, [...flags, 'about:blank'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });

const waiting = new Map();
const hearers = [];
let last = 0;
function send(method, params = {}, sessionId = undefined) {
  const id = (last += 1);
  chromium.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
  return new Promise((resolve, reject) => waiting.set(id, { resolve, reject, method }));
}
let heard = '';
chromium.stdio[4].setEncoding('utf8').on('data', (data) => {
  const messages = (heard + data).split('\0');
  heard = messages.pop();
  for (const message of messages.map((one) => JSON.parse(one))) {
    const asked = waiting.get(message.id);
    if (!asked) hearers.forEach((hear) => hear(message));
    else if (message.error) asked.reject(new Error(`${asked.method}: ${message.error.message}`));
    else asked.resolve(message.result);
    waiting.delete(message.id);
  }
});

// --- visits --------------------------------------------------------------------

// What a page hears when it is left.
const LEAVE = "dispatchEvent(new PageTransitionEvent('pagehide')); document.dispatchEvent(new Event('visibilitychange'));";
// Most readers' machines can speak; this one cannot.
const VOICES = "speechSynthesis.getVoices = () => [{ lang: 'en', localService: true }]; setTimeout(() => speechSynthesis.dispatchEvent(new Event('voiceschanged')), 300);";
const pause = (time) => new Promise((done) => setTimeout(done, time));
// The first visits that a stretch ran in, by its number.
const ranIn = new Map();

// Some are quicker than others, people and machines; and each has another host.
const PACES = [{ slower: 1, key: 40, scheme: 'light' }, { slower: 4, key: 15, scheme: 'dark' }, { slower: 2, key: 160, scheme: 'light' }];

async function visit({ what, size, steps, voices = false }, part, { slower, key: each, scheme }, on) {
  host = on;
  const { browserContextId } = await send('Target.createBrowserContext');
  const { targetId } = await send('Target.createTarget', { url: 'about:blank', browserContextId });
  const { sessionId: page } = await send('Target.attachToTarget', { targetId, flatten: true });
  const places = [page];
  hearers.push(({ method, params, sessionId }) => {
    if (method === 'Target.attachedToTarget' && sessionId === page) places.push(params.sessionId);
    if (method === 'Runtime.exceptionThrown') console.error(`  ${what}: ${params.exceptionDetails.exception?.description}`);
  });
  await send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: true }, page);
  await send('Runtime.enable', {}, page);
  await send('Page.enable', {}, page);
  await send('Emulation.setDeviceMetricsOverride', size, page);
  // Who holds a phone has no mouse.
  if (size.mobile) await send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 5 }, page);
  if (voices) await send('Page.addScriptToEvaluateOnNewDocument', { source: VOICES }, page);
  await send('Emulation.setCPUThrottlingRate', { rate: slower }, page);
  await send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] }, page);
  const run = async (expression, place = page) => (await send('Runtime.evaluate', { expression, returnByValue: true }, place)).result.value;
  const root = `document.querySelector('dateline-viewer')?.shadowRoot`;
  const find = (selector) => `${root}?.querySelector(${JSON.stringify(selector)})`;
  const mouse = (type, at) => send('Input.dispatchMouseEvent', { type, ...at, button: 'left', clickCount: 1 }, page);

  for (const [hand, with_, seen] of steps) {
    if (hand === 'open') await send('Page.navigate', { url: home + with_ }, page);
    if (hand === 'back') await run('history.back()');
    if (hand === 'fill' || hand === 'leave') {
      const tell = (type) => `box.dispatchEvent(new Event('${type}', { bubbles: true, composed: true }));`;
      const put = (words) => `box.focus(); box.value = ${JSON.stringify(words)}; ${tell('input')}`;
      await run(`{ const box = ${find('input[type=search]')}; ${put('')} ${tell('change')} box.blur(); ${put(with_)} ${hand === 'leave' ? LEAVE : ''} }`);
    }
    if (hand === 'click' || hand === 'type') {
      const selector = hand === 'click' ? with_ : 'input[type=search]';
      const at = await run(`(() => { const one = ${find(selector)}; one.scrollIntoView({ block: 'center' }); const { x, y, width, height } = one.getBoundingClientRect(); return { x: x + width / 2, y: y + height / 2 } })()`);
      if (size.mobile) {
        await send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] }, page);
        await send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] }, page);
      } else {
        for (const type of ['mouseMoved', 'mousePressed', 'mouseReleased']) await mouse(type, at);
      }
    }
    if (hand === 'type') {
      await run(`${find('input[type=search]')}.select()`);
      const headline = await run(`${find('.rows h3')}?.textContent.trim().split(/\\s/)[0]`);
      for (const key of with_.replaceAll(some, headline)) {
        await send('Input.dispatchKeyEvent', { type: 'keyDown', text: key, key }, page);
        await send('Input.dispatchKeyEvent', { type: 'keyUp', key }, page);
        await pause(each);
      }
    }
    const since = Date.now();
    while (!(await run(`${find(seen)}?.checkVisibility() === true`))) {
      if (Date.now() - since > 20_000) throw new Error(`${what}: after ${hand} ${with_} there was no ${seen}`);
      await pause(50);
    }
    await pause(800 + slower * 300); // what comes after it, when the page is idle
  }
  // And then they leave.
  await run(LEAVE);
  let functions = 0;
  for (const place of places) {
    const here = (await run('[...(globalThis.datelineRan ?? [])]', place)) ?? [];
    functions += here.length > 0;
    for (const stretch of here) ranIn.set(stretch, Math.min(part, ranIn.get(stretch) ?? part));
  }
  if (functions < 2) throw new Error(`${what}: only ${functions} of page and worker told what they ran`);
  await send('Target.disposeBrowserContext', { browserContextId });
  console.error(`  ${what}: ${ranIn.size} stretches so far`);
}

try {
  for (const [part, visits] of VISITS.entries()) for (const one of visits) for (const [at, pace] of PACES.entries()) await visit(one, part, pace, HOSTS[at]);
} finally {
  server.close();
  const ended = new Promise((done) => chromium.on('exit', done));
  await send('Browser.close').catch(() => chromium.kill());
  await ended;
  rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

const never = VISITS.length;
const told = JSON.parse(readFileSync(join(folder, 'plain/viewer-functions.json'), 'utf8'));
let number = 0;
const functions = told.map(({ name, shape, stretches }) => ({
  name,
  shape,
  stretches: Array.from({ length: stretches }, () => ranIn.get(number++) ?? never),
}));
writeFileSync(list, writeList(functions));
const count = (part) => functions.filter(({ stretches }) => stretches[0] === part).length;
console.error(`  functions: ${count(0)} first, ${count(1)} published, ${count(never)} never`);
