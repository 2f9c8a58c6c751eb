// <dateline-viewer>: the custom element, for this page and for any other site.
//
// A thin class: it opens a shadow root, gives it the shared style sheet, fetches the one
// WebAssembly module once for all viewers of a page, and hands over. It must not touch
// the host's page outside its own element, and must not fail silently.

// File names carry a hash of their content; the build writes them here.
const FILES = { glue: '%GLUE%', wasm: '%WASM%', published: '%PUBLISHED%', rest: '%REST%', styles: ["%STYLES%"] };
const address = (name) => new URL(name, import.meta.url).href;

// One download and one instance, however many viewers; a failed one may be tried again.
let starting;
function start() {
  starting ??= Promise.all([glue(), sheet(), late()]).catch((error) => {
    starting = undefined;
    throw error;
  });
  return starting;
}

// Compiled once; every archive's worker gets the same module.
let compiled;
async function glue() {
  compiled = compile(address(FILES.wasm));
  const [module, wasm] = await Promise.all([import(address(FILES.glue)), compiled]);
  module.initSync({ module: wasm });
  return module;
}

async function compile(url) {
  const [response, { unpack }] = await Promise.all([fetch(url), import(address('late.js'))]);
  if (!response.ok) throw new Error(`${FILES.wasm}: the server answered ${response.status}`);
  return WebAssembly.compile(unpack(new Uint8Array(await response.arrayBuffer())));
}

// The module's late parts: it fetches them itself when it comes to them, and then stands still
// meanwhile; so what can be foreseen is fetched ahead.
let parts;
function late() {
  parts ??= import(address('late.js')).then((late) => {
    late.onLack((error) => DatelineViewer.lack(error));
    // Where nobody may stand still, all of it.
    if (document.featurePolicy?.allowsFeature('sync-xhr') === false) [FILES.published, FILES.rest].map(address).forEach(late.ahead);
    return late;
  });
  return parts;
}

async function ahead(name) {
  // Who needs it will be told if it cannot be had.
  await late().then((late) => late.ahead(address(name))).catch(() => {});
}

// A file that `dateline site` has published.
const isPublished = (viewer) => viewer.getAttribute('index') || /(^|\/)archive-[0-9a-f]+\.json$/.test(viewer.getAttribute('src'));

// Where the pointer rests on one of these but those, or the focus comes to it, more is wanted
// than the list, an article and a search.
const MORE = 'a, button, summary, select, label, input';
const ENOUGH = '.rows, [type=search]';
const REST = 120; // ms

function foresee(viewer) {
  let last = {};
  let rests;
  const more = (at) => at.closest?.(MORE) && !at.closest(ENOUGH);
  viewer.addEventListener('pointermove', (event) => {
    const [at] = event.composedPath();
    const { screenX: x, screenY: y } = event;
    // Where the page moves under a pointer that does not, nobody has done anything.
    const moved = last.at && (x !== last.x || y !== last.y);
    const other = at !== last.at;
    last = { at, x, y };
    if (!moved || !other) return;
    clearTimeout(rests);
    if (more(at)) rests = setTimeout(() => ahead(FILES.rest), REST);
  });
  for (const type of ['pointerdown', 'focusin']) viewer.addEventListener(type, (event) => more(event.composedPath()[0]) && ahead(FILES.rest));
  viewer.addEventListener('dragenter', () => ahead(FILES.rest));
}

// Where each viewer's archive sits: a worker, or nothing where none can start. The page then
// does it by itself, with more of the module: waited for, since a page that is being left
// (Firefox cancels what is under way, the worker too) has no failure to tell of.
async function seat(hear) {
  const { start } = await import(address('seat.js')).catch(() => ({}));
  const worker = await start?.(address(FILES.glue), await compiled, hear);
  if (!worker) await ahead(FILES.rest);
  return worker;
}

// What is seldom needed: passages, reading aloud. Fetched when it first is.
async function seldom(script, name, values) {
  return (await import(address(script)))[name](...values);
}

// What the viewer does not read itself: fetched when the first such file comes.
async function importers(...asked) {
  return (await import(address('importers.js'))).open(...asked);
}

// Where names and dates are missing: fetched when the first such articles are opened.
async function annotator(known) {
  return (await import(address('annotate.js'))).start(known);
}

async function sheet() {
  const texts = await Promise.all(FILES.styles.map(async (name) => {
    const response = await fetch(address(name));
    if (!response.ok) throw new Error(`${name}: the server answered ${response.status}`);
    return response.text();
  }));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(texts.join('\n'));
  return sheet;
}

// How the reader's region writes a day and a number.
function written() {
  try {
    const signs = { numberingSystem: 'latn', calendar: 'gregory' };
    const parts = new Intl.DateTimeFormat(navigator.language, { ...signs, dateStyle: 'long' }).formatToParts(0).map(({ type }) => type);
    return { monthFirst: parts.indexOf('month') < parts.indexOf('day'), number: new Intl.NumberFormat(navigator.language, signs).format(12345678) };
  } catch {
    return {}; // some systems call their language what is none
  }
}

const ATTRIBUTES = ['src', 'article', 'q'];
// Those that are mounted.
const mounted = new Set();
// Those whose articles are not there yet.
const waiting = new Set();
// Whoever leaves meanwhile and comes back may find the page as it was, with nothing under way
// any more (Firefox keeps such a page, and cancels what it fetched): it needs another start.
// Only where the page is the viewer's own: somebody else's is not ours to begin anew.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted && [...waiting].some((own) => own.getAttribute('history') === 'url')) location.reload();
});

class DatelineViewer extends HTMLElement {
  static observedAttributes = ATTRIBUTES;

  #viewer; // { module, handle } while mounted
  #wanted = false;

  constructor() {
    super();
    foresee(this);
  }

  // A part of the module cannot be had, and what wanted it has broken off: nothing is certain
  // in any of the viewers.
  static lack(error) {
    setTimeout(() => mounted.forEach((viewer) => viewer.#stop(error)));
  }

  async connectedCallback() {
    this.#wanted = true;
    if (this.#viewer) return;
    waiting.add(this);
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    // Until the viewer is there, whatever the page wrote inside the element stays in sight.
    root.replaceChildren(document.createElement('slot'));
    if (isPublished(this)) ahead(FILES.published);
    try {
      const [module, style] = await start();
      // Moved or removed while waiting: whoever connected last goes on.
      if (!this.#wanted || this.#viewer) return;
      root.adoptedStyleSheets = [style];
      root.replaceChildren();
      const handle = module.mount(root, this.#settings(), (type, detail) => this.#tell(type, detail));
      this.#viewer = { module, handle };
      mounted.add(this);
    } catch (error) {
      this.#refuse(root, error);
    }
  }

  disconnectedCallback() {
    this.#wanted = false;
    waiting.delete(this);
    // A move disconnects and connects again at once: only a real farewell unmounts.
    queueMicrotask(() => {
      if (this.#wanted || !this.#viewer) return;
      this.#unmount();
    });
  }

  #unmount() {
    const { module, handle } = this.#viewer;
    this.#viewer = undefined;
    mounted.delete(this);
    module.unmount(handle);
  }

  #stop(error) {
    try {
      this.#unmount();
    } catch {
      // It broke off in the midst of something.
    }
    this.#refuse(this.shadowRoot, error, 'The article viewer had to stop: a part of it could not be loaded.', 'Check the connection, then reload the page.');
    const button = document.createElement('button');
    button.textContent = 'Reload the page';
    button.addEventListener('click', () => location.reload());
    this.shadowRoot.querySelector('[role=alert]').append(button);
  }

  attributeChangedCallback(name, before, now) {
    if (this.#viewer && before !== now) this.#viewer.module.change(this.#viewer.handle, name, now ?? '');
  }

  #settings() {
    const own = Object.fromEntries(ATTRIBUTES.map((name) => [name, this.getAttribute(name) ?? '']));
    return { ...own, ...written(), index: this.getAttribute('index') ?? '', history: this.getAttribute('history') ?? 'none', home: address('./'), importers, annotator, late: seldom, seat };
  }

  #tell(type, detail) {
    if (type === 'ready') waiting.delete(this);
    this.dispatchEvent(new CustomEvent(`dateline-${type}`, { bubbles: true, composed: true, detail }));
  }

  // WebAssembly blocked, a file missing: say so in plain DOM, and lead to the articles.
  #refuse(root, error, what = 'The article viewer could not start.', remedy = 'If this page has a Content-Security-Policy, it must allow its own scripts and “wasm-unsafe-eval”.') {
    const box = document.createElement('div');
    box.setAttribute('role', 'alert');
    const line = (text) => {
      const p = document.createElement('p');
      p.textContent = text;
      box.append(p);
      return p;
    };
    line(what);
    line(`Reason: ${error?.message ?? error}`);
    line(remedy);
    const src = this.getAttribute('src');
    if (src) {
      const link = document.createElement('a');
      link.setAttribute('href', src);
      link.textContent = 'The articles as a file';
      line('').append(link);
    }
    root.replaceChildren(box);
    this.#tell('error', { message: String(error?.message ?? error) });
  }
}

if (!customElements.get('dateline-viewer')) customElements.define('dateline-viewer', DatelineViewer);
