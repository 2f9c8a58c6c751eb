// What a page has to write itself around a library that finds and does not count: filters
// and facets over typed arrays. Made to be fast, or the comparison would be cheap.

const FACETS = ['places', 'topics', 'people', 'orgs'];
const TOP = 10;

// A column of lists: the values of document d are `values[starts[d]] … values[starts[d + 1]]`.
function column(docs, field) {
  const numbers = new Map();
  const values = [];
  const starts = new Uint32Array(docs.length + 1);
  docs.forEach((doc, at) => {
    for (const name of doc[field]) {
      let number = numbers.get(name);
      if (number === undefined) numbers.set(name, (number = numbers.size));
      values.push(number);
    }
    starts[at + 1] = values.length;
  });
  return { numbers, names: [...numbers.keys()], starts, values: Uint16Array.from(values) };
}

const dayNumber = (day) => Math.floor(Date.parse(day) / 86_400_000);

export class Columns {
  constructor(docs) {
    this.docs = docs;
    this.days = Int32Array.from(docs, (doc) => dayNumber(doc.day));
    const months = new Map();
    this.months = Uint16Array.from(docs, (doc) => {
      const month = doc.day.slice(0, 7);
      if (!months.has(month)) months.set(month, months.size);
      return months.get(month);
    });
    this.monthNames = [...months.keys()];
    this.lists = Object.fromEntries(FACETS.map((field) => [field, column(docs, field)]));
  }

  // A test of one document, or nothing where nothing is filtered.
  test({ from, to, ...rest }) {
    const first = from ? dayNumber(from) : -Infinity;
    const last = to ? dayNumber(to) : Infinity;
    const wanted = FACETS.flatMap((field) => (rest[field] ?? []).map((name) => [this.lists[field], this.lists[field].numbers.get(name)]));
    if (!from && !to && wanted.length === 0) return undefined;
    const { days } = this;
    return (doc) => {
      if (days[doc] < first || days[doc] > last) return false;
      for (const [{ starts, values }, number] of wanted) {
        let at = starts[doc];
        const end = starts[doc + 1];
        while (at < end && values[at] !== number) at += 1;
        if (at === end) return false;
      }
      return true;
    };
  }

  // The answer for documents in order of rank.
  answer(found, filters, ready = false) {
    const test = ready ? undefined : this.test(filters);
    const hits = test ? found.filter(test) : found;
    const answer = { total: hits.length, ids: Array.from(hits.slice(0, TOP), (doc) => this.docs[doc].id) };
    if (filters.facets) Object.assign(answer, this.counts(hits));
    return answer;
  }

  counts(hits) {
    const facets = {};
    for (const field of FACETS) {
      const { starts, values, names } = this.lists[field];
      const counts = new Uint32Array(names.length);
      for (let n = 0; n < hits.length; n += 1) {
        const end = starts[hits[n] + 1];
        for (let at = starts[hits[n]]; at < end; at += 1) counts[values[at]] += 1;
      }
      const order = [];
      for (let n = 0; n < counts.length; n += 1) if (counts[n] > 0) order.push(n);
      order.sort((a, b) => counts[b] - counts[a]);
      facets[field] = Object.fromEntries(order.slice(0, TOP).map((n) => [names[n], counts[n]]));
    }
    const counts = new Uint32Array(this.monthNames.length);
    for (let n = 0; n < hits.length; n += 1) counts[this.months[hits[n]]] += 1;
    return { facets, histogram: Object.fromEntries(this.monthNames.map((month, n) => [month, counts[n]])) };
  }
}
