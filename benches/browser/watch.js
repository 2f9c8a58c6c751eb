// Put into the viewer's page: tells when what a key did was painted. A change counts for the
// frame after it: its paint is over when a message sent from that frame's own callback comes.
// The same is marked for a trace, which knows when the display got those frames (`drawn.mjs`).

(() => {
  // What is looked at, by the words that name it in the viewer.
  const PARTS = { list: '.rows, .nothing', counts: '.filters', histogram: '.histogram' };
  const QUIET = 350; // ms without a change after which nothing more is expected
  // ms after which a key is taken to have changed nothing: no longer pause than somebody makes in
  // the midst of a word, for after one a browser has put away what it drew with.
  const PATIENCE = 1500;

  // When the next frame was painted.
  const painted = () => new Promise((done) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done(performance.now());
      port2.postMessage(0);
    });
  });

  window.watchTyping = (root) => {
    let pressed; // the key under way
    let count = 0;
    const note = async (records) => {
      const own = pressed;
      if (!own) return;
      own.changed = performance.now();
      own.changes += 1;
      const change = `change ${own.n} ${own.changes}`;
      performance.mark(change);
      const at = await painted();
      // Only now: looking through the records must not hold up the frame.
      const parts = Object.keys(PARTS).filter((part) => records.some(({ target }) => {
        const element = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
        return element?.closest(PARTS[part]) || element?.querySelector?.(PARTS[part]);
      }));
      for (const part of parts) own.parts[part] = at;
      if (parts.length > 0) own.lastChange = change;
    };
    // Of attributes only what is seen: every record costs, and a link's address has no look.
    new MutationObserver(note).observe(root, { subtree: true, childList: true, characterData: true, attributeFilter: ['style', 'class'] });
    root.addEventListener('input', async (event) => {
      count += 1;
      const own = { n: count, start: event.timeStamp, changed: performance.now(), changes: 0, parts: {} };
      pressed = own;
      requestAnimationFrame(() => performance.mark(`key ${own.n}`));
      own.frame = await painted();
    }, { capture: true });

    // Waits until nothing has changed for a while; then what the last key did.
    window.settledKey = () => new Promise((done) => {
      const look = () => {
        const { start, changed, parts } = pressed;
        const now = performance.now();
        const quiet = Object.keys(parts).length > 0 && now - changed > QUIET;
        if (quiet || now - start > PATIENCE) done({ ...pressed });
        else setTimeout(look, 25);
      };
      look();
    });
  };
})();
