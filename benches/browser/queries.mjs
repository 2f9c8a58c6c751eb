// The queries of a run, chosen from what the articles themselves hold, by rule: the same
// corpus always gives the same ones. Pure.

const words = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
const isWord = (text) => /^[a-z]{3,14}$/.test(text) && !FUNCTION.has(text);
// Words that nobody looks for.
const FUNCTION = new Set(`the and said that for was with from will has its are have would not which had this were but
  been they their after more about also than who all could some there other into over out when two last first can only
  may his should most against such between any before because our she him during under while what still these both where
  those through being since many does each her them then made did now even how just very own same another without much
  you your told however today yesterday does expected including among added until per until near well make take must might
  too here off down upon via if so no on in of to a is it at by as be he an or we up one`.split(/\s+/));

function statistics(docs) {
  const found = new Map();
  docs.forEach((doc, n) => {
    for (const word of new Set(words(`${doc.title} ${doc.text}`))) {
      if (!isWord(word)) continue;
      if (!found.has(word)) found.set(word, []);
      found.get(word).push(n);
    }
  });
  return found;
}

// Queries in five classes, as { cls, q, filters }, and those with counts.
export function chooseQueries(docs) {
  const found = statistics(docs);
  // By their ends, so that words of one first letter do not win every tie.
  const turned = (word) => [...word].reverse().join('');
  const order = [...found.keys()].sort((a, b) => (turned(a) < turned(b) ? -1 : 1));
  const used = new Set();
  // The word, not used yet, in whose share of the articles comes nearest.
  const near = (share, fits = () => true) => {
    let best;
    let distance = Infinity;
    for (const word of order) {
      if (used.has(word) || !fits(word)) continue;
      const off = Math.abs(Math.log(found.get(word).length / docs.length / share));
      if (off < distance) [best, distance] = [word, off];
    }
    used.add(best);
    return best;
  };
  const bare = (cls) => (q) => ({ cls, q, filters: {} });
  const typed = (q) => ({ cls: 'prefix', q, filters: { prefix: true } });

  const common = [0.45, 0.3, 0.22, 0.16, 0.12, 0.09, 0.07, 0.05].map((share) => near(share));
  const rare = [0.0005, 0.0007, 0.001, 0.0015, 0.002, 0.003, 0.0045, 0.006].map((share) => near(share));
  // Beside a word, the one that it draws to itself most.
  const partner = (word) => {
    const beside = new Map();
    for (const n of found.get(word)) {
      for (const other of new Set(words(`${docs[n].title} ${docs[n].text}`))) beside.set(other, (beside.get(other) ?? 0) + 1);
    }
    let best;
    let pull = 0;
    for (const other of [...beside.keys()].sort()) {
      const everywhere = found.get(other)?.length ?? 0;
      const share = everywhere / docs.length;
      if (other === word || share < 0.003 || share > 0.15 || beside.get(other) < 5) continue;
      const own = (beside.get(other) / everywhere) * Math.sqrt(beside.get(other));
      if (own > pull) [best, pull] = [other, own];
    }
    return best ?? common[4];
  };
  const pairs = [0.01, 0.015, 0.02, 0.03, 0.04, 0.055, 0.075, 0.1].map((share) => {
    const word = near(share);
    return `${word} ${partner(word)}`;
  });
  const long = (letters) => (word) => word.length >= letters;
  const [first, second, third] = [near(0.015, long(8)), near(0.006, long(8)), near(0.008, long(8))];
  const typing = [1, 2, 3, 4, 5, 7].map((letters) => first.slice(0, letters));
  const half = (pair, letters) => pair.split(' ').map((word, n) => (n ? word.slice(0, letters) : word)).join(' ');
  typing.push(second.slice(0, 6), third.slice(0, 7), half(pairs[2], 2), half(pairs[5], 1));

  // Values and dates to filter by.
  const top = (field, rank) => {
    const counts = new Map();
    for (const doc of docs) for (const value of doc[field]) counts.set(value, (counts.get(value) ?? 0) + 1);
    const values = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([value]) => value);
    return values[Math.min(rank, values.length - 1)];
  };
  const days = docs.map((doc) => doc.day).sort();
  const at = (share) => days[Math.min(days.length - 1, Math.floor(share * days.length))];
  const month = (day) => {
    const last = new Date(Date.UTC(+day.slice(0, 4), +day.slice(5, 7), 0)).getUTCDate();
    return { from: `${day.slice(0, 7)}-01`, to: `${day.slice(0, 7)}-${last}` };
  };
  // Whole months, so that what has months only can take part.
  const months = (from, to) => ({ from: month(at(from)).from, to: month(at(to)).to });
  const [place, otherPlace, topic] = [top('places', 0), top('places', 1), top('topics', 1)];
  const has = (field, value) => (value === undefined ? {} : { [field]: [value] });
  const filtered = [
    [common[4], has('places', place)],
    [common[6], { ...has('places', otherPlace), ...month(at(0.3)) }],
    [common[3], months(0.4, 0.9)],
    [common[2], { ...has('topics', topic), ...months(0.1, 0.5) }],
    [common[5], { ...has('topics', topic), ...has('places', place) }],
    [typing[3], { prefix: true, ...has('places', place), ...months(0.2, 0.8) }],
    [pairs[4], { ...has('places', place), ...month(at(0.5)) }],
    ['', { ...has('places', otherPlace), ...months(0, 0.6) }],
  ].map(([q, filters]) => ({ cls: 'filtered', q, filters }));

  const counted = [
    ['', {}],
    [common[0], {}],
    [common[4], {}],
    [common[7], {}],
    [pairs[5], {}],
    [typing[3], { prefix: true }],
    [rare[5], {}],
    [common[4], has('places', place)],
    [common[3], months(0.4, 0.9)],
    [common[2], { ...has('topics', topic), ...months(0.1, 0.5) }],
  ].map(([q, filters]) => ({ cls: 'counted', q, filters: { ...filters, facets: true } }));

  return {
    queries: [...common.map(bare('common')), ...rare.map(bare('rare')), ...pairs.map(bare('two words')), ...typing.map(typed), ...filtered],
    counted,
  };
}
