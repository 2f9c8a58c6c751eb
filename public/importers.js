// Opens files that the viewer does not read itself. Their importers are a WebAssembly module
// of their own, fetched when the first such file comes, and run in a worker where one can
// start: a large web page must not hold up the reader.
//
// This file is both ends: the page calls `open`, the worker answers. It must not put
// anything into the page, nor ask for anything but the importers' own files.

// File names carry a hash of their content; the build writes them here.
const FILES = { glue: '%IMPORTER_GLUE%', wasm: '%IMPORTER_WASM%' };
const address = (name) => new URL(name, import.meta.url).href;

let loading;
function importers() {
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

const inWorker = typeof WorkerGlobalScope !== 'undefined' && self instanceof WorkerGlobalScope;
if (inWorker) {
  importers().then(() => postMessage({ ready: true }), (error) => postMessage({ failed: String(error) }));
  onmessage = async ({ data: { names, contents, format, corrections } }) => {
    try {
      const answer = (await importers()).open(names, contents, format, corrections);
      postMessage({ answer }, answer[0] ? [answer[0].buffer] : []);
    } catch (error) {
      postMessage({ failed: String(error?.message ?? error) });
    }
  };
}

async function run(names, contents, format, corrections) {
  const { startWorker } = await import(address('workers.js'));
  const worker = await startWorker(import.meta.url);
  if (!worker) return (await importers()).open(names, contents, format, corrections);
  try {
    return await new Promise((resolve, reject) => {
      const refuse = (reason) => reject(new Error(reason));
      worker.onmessage = ({ data }) => (data.answer ? resolve(data.answer) : refuse(data.failed));
      worker.onerror = (event) => {
        event.preventDefault();
        refuse(event.message);
      };
      worker.postMessage({ names, contents, format, corrections }, contents.map((bytes) => bytes.buffer));
    });
  } finally {
    worker.terminate();
  }
}

// Hands a file to the browser, which asks its reader where to put it.
function save(bytes, name, type) {
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken it over by the next turn; a minute is for slow ones.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

// Opens files as one bundle: `names` and `contents` (Uint8Array) in the same order. Gives
// [bundle as bytes, or undefined; list of faults]. With a format, saves them in it, put right
// by a file of corrections where there is one.
export async function open(names, contents, format, corrections) {
  const answer = await run(names, contents, format, corrections);
  if (format && answer[0]) {
    const stem = names[0].split(/[?#]/)[0].split(/[\\/]/).pop().replace(/(.)\.[^.]*$/, '$1');
    save(answer[0], `${stem || 'articles'}.${answer[2]}`, answer[3]);
  }
  return answer;
}
