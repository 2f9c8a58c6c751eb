// Finds names and dates in articles that brought no marks. What finds them is a WebAssembly
// module of its own, fetched when the first such bundle is opened, and run in a worker where
// one can start: one for all viewers of a page. Where none can, it runs in the page, a few
// milliseconds at a time.
//
// What was found is kept in the browser's own database, under a hash of all it depends on, and
// found there when the same text is opened again. This file is both ends: the page calls
// `start`, the worker answers. It must not put anything into the page, nor ask for anything
// but the module's own files; without a database everything works as well, only slower.

// File names carry a hash of their content; the build writes them here.
const FILES = { glue: '%ANNOTATOR_GLUE%', wasm: '%ANNOTATOR_WASM%' };
const address = (name) => new URL(name, import.meta.url).href;

let loading;
function annotator() {
  loading ??= (async () => {
    const module = await import(address(FILES.glue));
    await module.default({ module_or_path: address(FILES.wasm) });
    return module;
  })().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

// --- what is kept --------------------------------------------------------------

const DATABASE = 'dateline-annotator';
const MOST_BYTES = 50_000_000; // UTF-16 units of all answers, about; the oldest go first
const MOST_ANSWERS = 20_000;
const LONGEST = 1_000_000; // UTF-16 units of one answer

let opening;
// The database, or nothing where there is none: a private window, a page from disk.
function database() {
  opening ??= new Promise((resolve) => {
    try {
      const asking = indexedDB.open(DATABASE, 1);
      asking.onupgradeneeded = () => {
        const store = asking.result.createObjectStore('answers', { keyPath: 'key' });
        store.createIndex('age', ['kept', 'size']);
      };
      asking.onsuccess = () => {
        const own = asking.result;
        own.onversionchange = () => own.close();
        resolve(own);
      };
      asking.onerror = (event) => {
        event.preventDefault();
        resolve();
      };
      asking.onblocked = () => resolve();
    } catch {
      resolve();
    }
  });
  return opening;
}

const settled = (request) => new Promise((resolve) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = (event) => {
    event.preventDefault();
    resolve();
  };
});

// The answers under these keys, each undefined if there is none.
async function recall(keys) {
  try {
    const store = (await database())?.transaction('answers').objectStore('answers');
    if (!store) return [];
    const found = await Promise.all(keys.map((key) => settled(store.get(key))));
    return found.map((row) => row?.answer);
  } catch {
    return [];
  }
}

let unswept = Infinity; // answers kept since the database was last swept
async function keep(answers) {
  const fit = answers.filter(([, answer]) => answer.length < LONGEST);
  if (fit.length === 0) return;
  try {
    const own = await database();
    if (!own) return;
    const change = own.transaction('answers', 'readwrite');
    change.onabort = (event) => event.preventDefault(); // no room left
    const store = change.objectStore('answers');
    const kept = Date.now();
    for (const [key, answer] of fit) settled(store.put({ key, kept, size: answer.length, answer }));
    unswept += fit.length;
    if (unswept > 1_000) {
      unswept = 0;
      sweep(store);
    }
  } catch {
    // It is found anew next time.
  }
}

// Takes away the oldest answers beyond what may be kept. Sizes stand in the index, so that
// no answer is read for it.
function sweep(store) {
  let [bytes, count] = [0, 0];
  const going = store.index('age').openKeyCursor(null, 'prev');
  going.onsuccess = () => {
    const row = going.result;
    if (!row) return;
    bytes += row.key[1];
    count += 1;
    if (bytes > MOST_BYTES || count > MOST_ANSWERS) store.delete(row.primaryKey);
    row.continue();
  };
}

// --- the work ------------------------------------------------------------------

// What was found so far in each viewer's articles: names are joined across them.
const sittings = new Map();

async function begin(number, known) {
  const module = await annotator();
  sittings.set(number, new module.Sitting(known));
}

// `rest` is waited for between two articles.
async function find(number, articles, rest) {
  const sitting = sittings.get(number);
  const keys = articles.map((article) => sitting.key(FILES.wasm, article));
  const known = await recall(keys);
  const fresh = [];
  for (const [index, article] of articles.entries()) {
    await rest?.();
    if (sittings.get(number) !== sitting) throw new Error('nobody waits for it');
    const old = known[index];
    if (old === undefined || !sitting.recall(article, old)) fresh.push([keys[index], sitting.annotate(article)]);
  }
  keep(fresh); // nobody waits for it
  return sitting.take();
}

function end(number) {
  sittings.get(number)?.free();
  sittings.delete(number);
}

const work = {
  begin: ({ number, known }) => begin(number, known),
  find: ({ number, articles }, rest) => find(number, articles, rest),
  finish: async ({ number }) => sittings.get(number).finish(),
  end: async ({ number }) => end(number),
};

const inWorker = typeof WorkerGlobalScope !== 'undefined' && self instanceof WorkerGlobalScope;
if (inWorker) {
  annotator().then(() => postMessage({ ready: true }), (error) => postMessage({ failed: String(error) }));
  let before = Promise.resolve(); // one after the other
  onmessage = ({ data }) => {
    before = before.then(() => work[data.do](data)).then(
      (answer) => postMessage({ call: data.call, answer }, answer ? [answer.buffer] : []),
      (error) => postMessage({ call: data.call, failed: String(error?.message ?? error) }),
    );
  };
}

// --- the page ------------------------------------------------------------------

// The worker of all viewers while there are any: a promise of it, or of nothing where none
// can start.
let sharing;
let last = 0; // the number of the last sitting, and of the last call
const waiting = new Map(); // by the number of their call: whose it is, resolve, reject

async function shared() {
  const { startWorker } = await import(address('workers.js'));
  const worker = await startWorker(import.meta.url);
  if (!worker) return undefined;
  worker.onmessage = ({ data: { call, answer, failed } }) => {
    const waiter = waiting.get(call);
    waiting.delete(call);
    if (failed === undefined) waiter?.resolve(answer);
    else waiter?.reject(new Error(failed));
  };
  worker.onerror = (event) => {
    event.preventDefault();
    for (const waiter of waiting.values()) waiter.reject(new Error(event.message));
    waiting.clear();
  };
  return worker;
}

// Where the page does the work itself: a rest, whenever the last few milliseconds were spent.
const SLICE = 6; // milliseconds
let since = 0;
function rest() {
  if (performance.now() - since < SLICE) return undefined;
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      since = performance.now();
      resolve();
    };
    port2.postMessage(0);
  });
}

// Begins a sitting: one opened bundle. `known` are the bundle's own entities, each a list of
// id, type, name and other names. Articles are lists of place in the bundle, headline, text,
// issue date and language. `find` gives what was found in some of them, `finish` what else
// changed once all are known, both as a small bundle in UTF-8.
export async function start(known) {
  sharing ??= shared();
  const mine = sharing;
  const number = (last += 1);
  sittings.set(number, undefined);
  const worker = await mine;
  const call = (what) => {
    if (!sittings.has(number)) return Promise.reject(new Error('it has ended'));
    if (!worker) return work[what.do]({ number, ...what }, rest);
    return new Promise((resolve, reject) => {
      const call = (last += 1);
      waiting.set(call, { number, resolve, reject });
      worker.postMessage({ call, number, ...what });
    });
  };
  const over = () => {
    for (const [call, waiter] of waiting) {
      if (waiter.number !== number) continue;
      waiting.delete(call);
      waiter.reject(new Error('it has ended'));
    }
    if (worker) worker.postMessage({ do: 'end', number });
    end(number);
    // The last one out ends the worker.
    if (sittings.size === 0 && sharing === mine) {
      sharing = undefined;
      worker?.terminate();
    }
  };
  try {
    await call({ do: 'begin', known });
  } catch (error) {
    over();
    throw error;
  }
  return {
    find: (articles) => call({ do: 'find', articles }),
    finish: () => call({ do: 'finish' }),
    end: over,
    hold,
  };
}

// --- the reader's place --------------------------------------------------------

// Where a selection begins and where it ends, within a shadow root.
function endsOf(chosen, root) {
  let found;
  // WebKit tells the root's host as either end, and the places inside only when asked so.
  if (!root.getSelection && chosen.getComposedRanges) {
    try {
      [found] = chosen.getComposedRanges({ shadowRoots: [root] });
    } catch {
      [found] = chosen.getComposedRanges(root);
    }
  }
  if (!found) return [[chosen.anchorNode, chosen.anchorOffset], [chosen.focusNode, chosen.focusOffset]];
  const ends = [[found.startContainer, found.startOffset], [found.endContainer, found.endOffset]];
  return chosen.direction === 'backward' ? ends.reverse() : ends;
}

// Remembers what is selected and what has the focus in an article, by how much text stands
// before it, and gives what restores both once marks were drawn into the text.
function hold(zone) {
  const root = zone.getRootNode();
  const texts = () => document.createTreeWalker(zone, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest('.hint') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  const placeOf = (node, offset) => {
    const until = document.createRange();
    until.setStart(zone, 0);
    until.setEnd(node, offset);
    let length = 0;
    for (const walk = texts(); walk.nextNode();) {
      const own = walk.currentNode;
      if (own === node) return length + offset;
      if (!until.intersectsNode(own)) break;
      length += own.length;
    }
    return length;
  };
  // At a border between two texts a selection begins in the later one and ends in the earlier.
  const placed = (place, ends) => {
    let before = 0;
    for (const walk = texts(); walk.nextNode();) {
      const own = walk.currentNode;
      const inside = place - before;
      if (ends ? inside <= own.length : inside < own.length) return [own, inside];
      before += own.length;
    }
    return undefined;
  };

  const chosen = root.getSelection?.() ?? document.getSelection();
  const within = (node) => node && zone.contains(node);
  let selected;
  if (chosen?.type === 'Range') {
    const ends = endsOf(chosen, root);
    if (ends.every(([node]) => within(node))) selected = ends.map(([node, offset]) => placeOf(node, offset));
  }
  const focus = root.activeElement;
  const focused = focus && within(focus) ? placeOf(focus, 0) : undefined;

  // WebKit does not keep what is read in its place when something comes above it.
  const topOf = ([node, inside] = []) => {
    if (!node) return undefined;
    const letter = document.createRange();
    letter.setStart(node, inside);
    letter.setEnd(node, inside + 1);
    return letter.getClientRects()[0]?.top; // none where it is not shown
  };
  const { host } = root;
  const scroller = host && getComputedStyle(host).overflowY !== 'visible' ? host : document.scrollingElement;
  let inSight;
  if (scroller?.scrollTop > 0 && !CSS.supports('overflow-anchor', 'auto')) {
    let length = 0;
    for (const walk = texts(); inSight === undefined && walk.nextNode();) {
      if (walk.currentNode.length && topOf([walk.currentNode, 0]) >= 0) inSight = length;
      length += walk.currentNode.length;
    }
  }
  const before = inSight === undefined ? undefined : topOf(placed(inSight, false));

  return () => {
    // First, as it may take a selection away.
    if (focused !== undefined && root.activeElement !== focus) {
      const [text] = placed(focused, false) ?? [];
      text?.parentElement.closest('a[href], [tabindex]')?.focus({ preventScroll: true });
    }
    if (selected) {
      const [anchor, caret] = selected;
      const from = placed(anchor, anchor > caret);
      const to = placed(caret, caret >= anchor);
      if (from && to) chosen.setBaseAndExtent(...from, ...to);
    }
    const now = inSight === undefined ? undefined : topOf(placed(inSight, false));
    if (now !== undefined) scroller.scrollTop += now - before;
  };
}
