// Between the words of a harness and ours: its filters as a query in the query language, its
// feed's labels as a bundle's entities and tags. Pure.

// Its facets, and the types of entity that stand for them; topics are tags.
const TYPES = { places: 'place', people: 'person', orgs: 'organisation' };

const decoder = new TextDecoder();
const encoder = new TextEncoder();
const quoted = (text) => `"${text.replace(/["\\]/g, '\\$&')}"`;

// The query as a reader would write it. The last word may be the beginning of one in any
// query, unless it is quoted: so it is, where nobody is still typing it.
export function asQuery(query, filters) {
  const words = query.split(/\s+/).filter(Boolean);
  if (!filters.prefix && words.length > 0) words.push(quoted(words.pop()));
  for (const field of Object.keys(TYPES)) {
    for (const name of filters[field] ?? []) words.push(`entity:${quoted(name)}`);
  }
  for (const topic of filters.topics ?? []) words.push(`tag:${quoted(topic)}`);
  if (filters.from || filters.to) words.push(`date:${filters.from ?? ''}..${filters.to ?? ''}`);
  return words.join(' ');
}

// The labels of an item (in `_reuters`, as the harness's corpora have them) as a bundle has
// them: entities, which are noted in `entities` by id, and tags. They take part in an event of
// their article that has no date, because nothing says where in the text they stand.
export function labelled({ _reuters: labels, ...item }, entities) {
  if (item._dateline) return item;
  const took = [];
  for (const [field, type] of Object.entries(TYPES)) {
    for (const name of labels?.[field] ?? []) {
      const id = `${type}-${name}`;
      if (!entities.has(id)) entities.set(id, { id, type, name });
      took.push(id);
    }
  }
  // Every article has one, so that a viewer does not set out to find names and dates.
  const events = [{ id: 'labels', label: 'Labels', entities: took }];
  return { ...item, tags: labels?.topics ?? item.tags, _dateline: { events } };
}

// A feed that has our extension is a bundle as it stands; another one is made so.
export function asBundle(bytes) {
  const head = decoder.decode(bytes.subarray(0, 65_536));
  if (head.includes('"_dateline"')) return bytes;
  const feed = JSON.parse(decoder.decode(bytes));
  const entities = new Map();
  feed.items = feed.items.map((item) => labelled(item, entities));
  feed._dateline = { format: 1, entities: [...entities.values()] };
  return encoder.encode(JSON.stringify(feed));
}
