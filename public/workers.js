// Starts the workers of the archive, of the importers and of the annotator. It must not start anything else.

// `new Worker` takes only addresses that a policy has let through, and a page may make but
// one of ours. Where another copy of this file made it, there are no workers.
const OURS = ['seat.js', 'importers.js', 'annotate.js'].map((name) => new URL(name, import.meta.url).href);
let policy;
function script(url) {
  if (!globalThis.trustedTypes) return url;
  const own = (asked) => {
    if (!OURS.includes(asked)) throw new TypeError(`not a script of ours: ${asked}`);
    return asked;
  };
  policy ??= trustedTypes.createPolicy('dateline', { createScriptURL: own });
  return policy.createScriptURL(url);
}

// A worker that has loaded its module, or nothing where none can start: another site's page,
// a policy without `worker-src`, a file opened from disk.
export function startWorker(url) {
  return new Promise((resolve) => {
    let worker;
    const give = (started) => {
      if (!started) worker?.terminate();
      resolve(started ? worker : undefined);
    };
    try {
      worker = new Worker(script(url), { type: 'module' });
    } catch {
      give(false);
      return;
    }
    worker.onmessage = ({ data }) => give(Boolean(data.ready));
    worker.onerror = (event) => {
      event.preventDefault();
      give(false);
    };
  });
}
