// Put into every page that is measured. A query is asked once (its first time), then again in
// batches that last about a millisecond, until there are enough samples or the time is up;
// the middle sample is its figure. What takes over 250 ms the first time is asked only once.

window.measureQueries = async (queries, { samples: enough, budget, patience, alone = false }) => {
  const clock = () => performance.now();
  // Once, or as often as told; milliseconds for one time. `alone` does not leave the engine.
  const ask = async ({ q, filters }, times) => {
    if (alone) return { ms: await window.seat.alone(q, filters, times) };
    let reply;
    const start = clock();
    for (let n = 0; n < times; n += 1) reply = await window.search(q, filters);
    return { ms: (clock() - start) / times, reply };
  };
  const begun = clock();
  const figures = [];
  for (const query of queries) {
    const figure = { ...query };
    figures.push(figure);
    if (clock() - begun > patience) {
      figure.left = 'no time';
      continue;
    }
    try {
      const first = await ask(query, 1);
      figure.first = first.ms;
      const taken = [];
      if (first.ms > 250) {
        taken.push(first.ms);
      } else {
        const second = (await ask(query, 1)).ms;
        const times = Math.max(1, Math.min(200, Math.ceil(1 / Math.max(second, 0.005))));
        if (times === 1) taken.push(second);
        const start = clock();
        while (taken.length < enough && (taken.length === 0 || clock() - start < budget)) taken.push((await ask(query, times)).ms);
      }
      taken.sort((a, b) => a - b);
      Object.assign(figure, { ms: taken[taken.length >> 1], best: taken[0], samples: taken.length });
      if (!alone) {
        // What was said, and how long the engine itself says it took: outside the batches.
        const tooks = [];
        let reply = first.reply;
        for (let n = 0; n < Math.min(9, taken.length) && reply?.took !== undefined; n += 1) {
          reply = await window.search(query.q, query.filters);
          tooks.push(reply.took);
        }
        tooks.sort((a, b) => a - b);
        figure.took = tooks[tooks.length >> 1];
        figure.total = reply.total;
        figure.ids = reply.ids;
        if (reply.facets) figure.facets = reply.facets;
        if (reply.histogram) figure.histogram = reply.histogram;
      }
    } catch (error) {
      figure.left = String(error).slice(0, 200);
    }
  }
  return figures;
};
