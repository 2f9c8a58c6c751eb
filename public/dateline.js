// <dateline-viewer>: the custom element, for this page and for any other site.
//
// A thin class: it opens a shadow root, gives it the shared style sheet, fetches the one
// WebAssembly module once for all viewers of a page, and hands over. It must not touch
// the host's page outside its own element, and must not fail silently.

// File names carry a hash of their content; the build writes them here.
const FILES = { glue: '%GLUE%', wasm: '%WASM%', styles: ["%STYLES%"] };
const address = (name) => new URL(name, import.meta.url).href;

// One download and one instance, however many viewers; a failed one may be tried again.
let starting;
function start() {
  starting ??= Promise.all([glue(), sheet()]).catch((error) => {
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
  await module.default({ module_or_path: wasm });
  return module;
}

async function compile(url) {
  const [response, { unpack }] = await Promise.all([fetch(url), import(address('unpack.js'))]);
  if (!response.ok) throw new Error(`${FILES.wasm}: the server answered ${response.status}`);
  return WebAssembly.compile(unpack(new Uint8Array(await response.arrayBuffer())));
}

// Where each viewer's archive sits: a worker, or nothing where none can start.
async function seat(hear) {
  return (await import(address('seat.js'))).start(address(FILES.glue), await compiled, hear);
}

// What is seldom needed: passages, reading aloud. Fetched when it first is.
async function late(script, name, values) {
  return (await import(address(script)))[name](...values);
}

// What the viewer does not read itself: fetched when the first such file comes.
async function importers(names, contents, format) {
  return (await import(address('importers.js'))).open(names, contents, format);
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

const ATTRIBUTES = ['src', 'article', 'q'];

class DatelineViewer extends HTMLElement {
  static observedAttributes = ATTRIBUTES;

  #viewer; // { module, handle } while mounted
  #wanted = false;

  async connectedCallback() {
    this.#wanted = true;
    if (this.#viewer) return;
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    // Until the viewer is there, whatever the page wrote inside the element stays in sight.
    root.replaceChildren(document.createElement('slot'));
    try {
      const [module, style] = await start();
      // Moved or removed while waiting: whoever connected last goes on.
      if (!this.#wanted || this.#viewer) return;
      root.adoptedStyleSheets = [style];
      root.replaceChildren();
      const handle = module.mount(root, this.#settings(), (type, detail) => this.#tell(type, detail));
      this.#viewer = { module, handle };
    } catch (error) {
      this.#refuse(root, error);
    }
  }

  disconnectedCallback() {
    this.#wanted = false;
    // A move disconnects and connects again at once: only a real farewell unmounts.
    queueMicrotask(() => {
      if (this.#wanted || !this.#viewer) return;
      this.#viewer.module.unmount(this.#viewer.handle);
      this.#viewer = undefined;
    });
  }

  attributeChangedCallback(name, before, now) {
    if (this.#viewer && before !== now) this.#viewer.module.change(this.#viewer.handle, name, now ?? '');
  }

  #settings() {
    const own = Object.fromEntries(ATTRIBUTES.map((name) => [name, this.getAttribute(name) ?? '']));
    return { ...own, index: this.getAttribute('index') ?? '', history: this.getAttribute('history') ?? 'none', home: address('./'), importers, annotator, late, seat };
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(`dateline-${type}`, { bubbles: true, composed: true, detail }));
  }

  // WebAssembly blocked, a file missing: say so in plain DOM, and lead to the articles.
  #refuse(root, error) {
    const box = document.createElement('div');
    box.setAttribute('role', 'alert');
    const line = (text) => {
      const p = document.createElement('p');
      p.textContent = text;
      box.append(p);
      return p;
    };
    line('The article viewer could not start.');
    line(`Reason: ${error?.message ?? error}`);
    line('If this page has a Content-Security-Policy, it must allow its own scripts and “wasm-unsafe-eval”.');
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
