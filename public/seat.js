// Seats a viewer's archive in a worker of its own, on the WebAssembly module that the page
// has compiled: nothing but this file is fetched for it.
//
// This file is both ends: the page calls `start`, the worker serves. It must not put anything
// into the page, nor look into the messages.

const inWorker = typeof WorkerGlobalScope !== 'undefined' && self instanceof WorkerGlobalScope;
if (inWorker) {
  let serving;
  onmessage = ({ data }) => {
    if (serving) {
      // Nothing to say is how it says that it came to grief.
      serving.then((glue) => glue.take(...data) || postMessage([]), () => {}).catch(() => postMessage([]));
      return;
    }
    serving = import(data.glue).then((glue) => {
      glue.initSync({ module: data.module });
      const sits = glue.serve((number, bytes) => postMessage([number, bytes], [bytes.buffer]));
      postMessage({ sits });
      return glue;
    });
    serving.catch(() => postMessage({ sits: false }));
  };
  postMessage({ ready: true });
}

// Starts a worker. `glue` is the address of the module's script, `module` the module itself,
// `hear` is called with the number of a question and the reply in bytes, and with nothing
// where the worker came to grief. Gives the way to it, or nothing where none can start.
export async function start(glue, module, hear) {
  const { startWorker } = await import(new URL('workers.js', import.meta.url).href);
  const worker = await startWorker(import.meta.url);
  if (!worker) return undefined;
  const sits = await new Promise((resolve) => {
    worker.onmessage = ({ data }) => resolve(data.sits);
    worker.onerror = (event) => {
      event.preventDefault();
      resolve(false);
    };
    worker.onmessageerror = () => resolve(false);
    worker.postMessage({ glue, module });
  });
  if (!sits) {
    worker.terminate();
    return undefined;
  }
  worker.onmessage = ({ data }) => hear(...data);
  worker.onerror = () => hear();
  return {
    post: (message) => worker.postMessage(message, message.filter(ArrayBuffer.isView).map((bytes) => bytes.buffer)),
    end: () => worker.terminate(),
  };
}
