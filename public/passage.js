// Links to a passage: the words that are selected, and the way back to them.
//
// Fetched when words are first selected, or when a link names some. A passage is its words and
// about where they stood: it is found again by the words, nearest to that place, so that it
// survives edits of the text around it. It must not change the article's elements.

const NAME = 'dateline-passage';

// The words of an article without what only its layout made of them, each with its node.
function read(article) {
  const nodes = [];
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  let text = '';
  let gap = true;
  let block = null;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const own = node.parentElement.closest('p, li, td, th, h2, h3, h4, h5, h6, pre, figcaption, blockquote');
    if (!own || node.parentElement.closest('.meta, .hint, .tags, .actions')) continue;
    if (own !== block && !gap) {
      text += ' ';
      gap = true;
    }
    block = own;
    // For every letter that is kept: where it stands in its node.
    const places = [];
    const start = text.length;
    [...node.data].reduce((at, letter) => {
      const space = /\s/.test(letter);
      if (!space || !gap) {
        for (let unit = 0; unit < letter.length; unit += 1) places.push(at + unit);
        text += space ? ' ' : letter;
      }
      gap = space;
      return at + letter.length;
    }, 0);
    nodes.push({ node, start, places });
  }
  return { text, nodes };
}

const article = (root) => root.querySelector('.reader article');
const plain = (words) => words.replace(/\s+/g, ' ').trim();

// The range that is selected within a shadow root, however this browser tells it.
function selected(root) {
  const own = root.getSelection?.() ?? document.getSelection();
  if (!own || own.isCollapsed && !own.getComposedRanges) return undefined;
  if (own.getComposedRanges) {
    let found;
    try {
      [found] = own.getComposedRanges({ shadowRoots: [root] });
    } catch {
      [found] = own.getComposedRanges(root);
    }
    if (!found) return undefined;
    const range = document.createRange();
    range.setStart(found.startContainer, found.startOffset);
    range.setEnd(found.endContainer, found.endOffset);
    return range;
  }
  return own.rangeCount ? own.getRangeAt(0) : undefined;
}

// What is selected in the open article: `{ quote, near, left, top, bottom }`, the place in
// letters of the article and in pixels of the window; or nothing.
export function select(root) {
  const inside = article(root);
  const range = inside && selected(root);
  if (!range || range.collapsed || !inside.contains(range.commonAncestorContainer)) return undefined;
  const quote = plain(range.toString());
  if (quote.length < 2) return undefined;
  const before = document.createRange();
  before.setStart(inside, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const { left, top, bottom } = range.getBoundingClientRect();
  return { quote, near: plain(before.toString()).length, left, top, bottom };
}

// Where words stand, nearest to a place; -1 if nowhere.
function nearest(text, words, near) {
  let at = -1;
  for (let next = text.indexOf(words); next >= 0; next = text.indexOf(words, next + 1)) {
    if (at < 0 || Math.abs(next - near) < Math.abs(at - near)) at = next;
  }
  return at;
}

// Of a quote that was edited: the longest row of its words that is there still, three at least
// and a third of them, and how long it is in letters. Fewer stand together by chance.
function longest(text, quote, near) {
  const words = quote.split(' ');
  for (let count = words.length - 1; count >= Math.max(3, words.length / 3); count -= 1) {
    for (let from = 0; from + count <= words.length; from += 1) {
      const row = words.slice(from, from + count).join(' ');
      const at = nearest(text, row, near);
      if (at >= 0) return [at, row.length];
    }
  }
  return [-1, 0];
}

// Paints the passage, or what is left of it, and brings it into sight; false if its words are not
// there any more.
// Of long ones the link has the beginning alone, and how long they are.
export function find(root, quote, near, length) {
  const inside = article(root);
  if (!inside) return false;
  const { text, nodes } = read(inside);
  let at = nearest(text, quote, near);
  let whole = Math.max(length, quote.length);
  if (at < 0) [at, whole] = longest(text, quote, near);
  if (at < 0) return false;
  const last = Math.min(at + whole, text.length) - 1;
  const place = (letter) => {
    const own = nodes.findLast(({ start, places }) => start <= letter && places.length > 0) ?? nodes[0];
    return [own.node, own.places[Math.min(letter - own.start, own.places.length - 1)] ?? 0];
  };
  const range = document.createRange();
  range.setStart(...place(at));
  const [node, unit] = place(last);
  range.setEnd(node, unit + 1);
  if (globalThis.CSS?.highlights && globalThis.Highlight) {
    CSS.highlights.set(NAME, new Highlight(range));
  } else {
    // The selection is all that paints without changing anything.
    const own = document.getSelection();
    own?.removeAllRanges();
    own?.addRange(range);
  }
  range.startContainer.parentElement.scrollIntoView({ block: 'center' });
  return true;
}

// Forgets what was painted.
export function clear() {
  globalThis.CSS?.highlights?.delete(NAME);
}
