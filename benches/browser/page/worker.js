// The worker's end: each message is a call of a function of `seat.js`.

import * as seat from './seat.js';

onmessage = async ({ data: { number, name, args } }) => {
  try {
    const reply = seat[name](...args);
    // Not awaited when there is nothing to wait for: an answer leaves in the same turn.
    postMessage({ number, reply: reply instanceof Promise ? await reply : reply });
  } catch (error) {
    postMessage({ number, error: String(error?.message ?? error) });
  }
};
