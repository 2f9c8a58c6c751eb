// The page's end: what a harness calls. The engine sits in a worker, as in the viewer, or
// with ?seat=page in the page itself. It must not compute anything about the articles.

const asked = new URLSearchParams(location.search);

// A seat somewhere else: calls become messages, answered in order of their numbers.
function afar() {
  const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
  const waiting = new Map();
  let last = 0;
  worker.onmessage = ({ data: { number, reply, error } }) => {
    const { resolve, reject } = waiting.get(number);
    waiting.delete(number);
    if (error === undefined) resolve(reply);
    else reject(new Error(error));
  };
  worker.onerror = (event) => waiting.forEach(({ reject }) => reject(new Error(event.message)));
  const call = (name) => (...args) => new Promise((resolve, reject) => {
    last += 1;
    waiting.set(last, { resolve, reject });
    worker.postMessage({ number: last, name, args });
  });
  const names = ['open', 'search', 'compile'];
  return Object.fromEntries(names.map((name) => [name, call(name)]));
}

async function start() {
  const feed = asked.get('feed');
  const seat = asked.get('seat') === 'page' ? await import('./seat.js') : afar();
  window.seat = seat; // for script/bench, which takes the steps one by one
  if (seat.compile) {
    // Compiled once, here, and handed over, as the viewer does.
    const module = await WebAssembly.compileStreaming(fetch(new URL('./engine_bg.wasm', import.meta.url)));
    await seat.compile(module);
  }
  // An answer crosses as text: one string is cheaper to hand over than many objects.
  window.search = async (query, filters) => JSON.parse(await seat.search(query, filters ?? {}));
  if (feed) await seat.open(new URL(feed, location.href).href);
}

window.searchReady = start();
window.searchReady.catch((error) => console.error(error));
