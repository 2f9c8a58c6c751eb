// A browser to measure in, and a server on loopback for what it loads. Every process started
// here ends with its owner.

import { createReadStream, createWriteStream, existsSync, mkdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';
import { PEERS } from './options.mjs';

const { chromium } = createRequire(join(PEERS, 'package.json'))('playwright-core');
const TYPES = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.mjs': 'text/javascript', '.json': 'application/json',
  '.wasm': 'application/wasm', '.css': 'text/css', '.svg': 'image/svg+xml',
};

// Serves folders under names: { page: '/some/folder' } answers to /page/…. What is posted to
// /save/NAME is written into the folder `save`. `served()` tells the bytes since it was last
// asked. Pages are isolated from other origins, which gives them a clock of 5 µs.
export async function serve(folders, save) {
  let bytes = 0;
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://here').pathname));
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    response.setHeader('Cache-Control', 'no-store');
    if (request.method === 'POST' && path.startsWith('/save/') && save) {
      mkdirSync(save, { recursive: true });
      request.pipe(createWriteStream(join(save, path.slice(6).replaceAll('/', '-')))).on('close', () => response.end());
      return;
    }
    const [, name, ...rest] = path.split('/');
    const file = folders[name] && join(folders[name], rest.join('/') || 'index.html');
    if (!file || !existsSync(file) || statSync(file).isDirectory()) {
      response.statusCode = 404;
      response.end();
      return;
    }
    bytes += statSync(file).size;
    response.setHeader('Content-Type', TYPES[extname(file)] ?? 'application/octet-stream');
    createReadStream(file).pipe(response);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const served = () => {
    const since = bytes;
    bytes = 0;
    return since;
  };
  return { base: `http://127.0.0.1:${server.address().port}`, served, close: () => server.close() };
}

// A fresh browser with one page. `cpu()` is the main thread's processor time in ms, `heap()`
// the JavaScript heap with array buffers and wasm memory, in bytes, after collecting.
export async function openPage(address, { viewport = { width: 1280, height: 900 }, before } = {}) {
  const args = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--enable-precise-memory-info'];
  // Chromium refuses its sandbox to root.
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  const browser = await chromium.launch({ executablePath: process.env.DATELINE_CHROMIUM, headless: true, args });
  const page = await browser.newPage({ viewport });
  page.setDefaultTimeout(600_000);
  page.on('pageerror', (error) => console.error(`  in the page: ${String(error).slice(0, 300)}`));
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  await devtools.send('HeapProfiler.enable');
  if (before) await before(page, devtools);
  await page.goto(address);
  const cpu = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'ThreadTime')?.value ?? 0) * 1000;
  };
  const heap = async () => {
    for (let n = 0; n < 2; n += 1) await devtools.send('HeapProfiler.collectGarbage');
    const { usedSize, backingStorageSize = 0 } = await devtools.send('Runtime.getHeapUsage');
    return usedSize + backingStorageSize;
  };
  const close = () => browser.close().catch(() => {});
  return { browser, page, devtools, cpu, heap, close };
}

// Lets something run, and gives its value, its wall time and its main-thread CPU, in ms.
export async function timed(opened, what) {
  const [cpu, wall] = [await opened.cpu(), performance.now()];
  const value = await what();
  return { value, wall: performance.now() - wall, cpu: (await opened.cpu()) - cpu };
}

