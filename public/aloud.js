// Reads the open article aloud with the browser's own voices, the sentence painted, and goes
// on where it stopped.
//
// Fetched when somebody first asks for it. Where one stopped is kept on this machine alone, as
// a number of letters. It must not change the article's elements, and sends nothing: only
// voices of this machine are asked, never one that lives on the net.

const NAME = 'dateline-aloud';
const KEPT = 'dateline-aloud';
let stop; // ends what is being read

const texts = (root) => [...root.querySelectorAll('.reader article > :is(h2, h3, h4, h5, h6, p.prose, blockquote, ul, ol)')];

// Sentences with the range that each is in, in order, and where they begin in letters.
function sentences(root) {
  const all = [];
  let letters = 0;
  for (const block of texts(root)) {
    const lang = block.closest('[lang]')?.lang || document.documentElement.lang || 'en';
    const nodes = [];
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let text = '';
    while (walker.nextNode()) {
      nodes.push([text.length, walker.currentNode]);
      text += walker.currentNode.data;
    }
    const cut = globalThis.Intl?.Segmenter
      ? [...new Intl.Segmenter(lang, { granularity: 'sentence' }).segment(text)].map((own) => [own.index, own.segment])
      : [[0, text]];
    for (const [from, words] of cut) {
      if (!words.trim()) continue;
      const place = (at) => {
        const [start, node] = nodes.findLast(([start]) => start <= at);
        return [node, Math.min(at - start, node.length)];
      };
      const range = document.createRange();
      range.setStart(...place(from));
      range.setEnd(...place(from + words.trimEnd().length));
      all.push({ words, lang, range, at: letters + from, block });
    }
    letters += text.length;
  }
  return all;
}

// A voice for a language, of this machine where there is one.
function voice(lang) {
  const primary = lang.split('-')[0].toLowerCase();
  return speechSynthesis.getVoices().find(
    (own) => own.localService && own.lang.split(/[-_]/)[0].toLowerCase() === primary,
  );
}

// Some browsers have their voices a moment later.
function voices() {
  if (speechSynthesis.getVoices().length > 0) return undefined;
  return new Promise((resolve) => {
    speechSynthesis.addEventListener('voiceschanged', resolve, { once: true });
    setTimeout(resolve, 1000);
  });
}

function places() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? {};
  } catch {
    return {};
  }
}

function keep(article, at) {
  try {
    const kept = Object.entries(places()).filter(([own]) => own !== article).slice(-50);
    if (at > 0) kept.push([article, at]);
    localStorage.setItem(KEPT, JSON.stringify(Object.fromEntries(kept)));
  } catch {
    // Nothing is kept where nothing may be.
  }
}

// Begins to read, or stops. `button` says which by `aria-pressed`; `article` is its id.
export async function toggle(button, root, article) {
  if (stop) return stop();
  await voices();
  const all = sentences(root);
  const kept = places()[article] ?? 0;
  let next = Math.max(0, all.findLastIndex((own) => own.at <= kept));
  let ended = false;
  const show = (pressed) => button.setAttribute('aria-pressed', String(pressed));
  // Another article may come in the same elements; marks that come leave the headline as it is.
  const headline = () => root.querySelector('.reader article h2')?.textContent;
  const begun = headline();
  const left = new MutationObserver(() => headline() !== begun && stop?.());
  left.observe(root, { subtree: true, childList: true, characterData: true });
  stop = () => {
    ended = true;
    stop = undefined;
    left.disconnect();
    speechSynthesis.cancel();
    globalThis.CSS?.highlights?.delete(NAME);
    show(false);
  };
  const read = () => {
    const own = all[next];
    // The article may have been left meanwhile.
    if (ended || !own || !own.block.isConnected) {
      if (!ended) {
        if (!own) keep(article, 0);
        stop();
      }
      return;
    }
    keep(article, own.at);
    const spoken = new SpeechSynthesisUtterance(own.words);
    spoken.lang = own.lang;
    spoken.voice = voice(own.lang) ?? null;
    if (!spoken.voice) {
      // Without one of its own the browser might take one from the net.
      next += 1;
      button.title = `${button.dataset.none}: ${own.lang}`;
      read();
      return;
    }
    spoken.onend = () => {
      next += 1;
      read();
    };
    spoken.onerror = () => ended || stop();
    if (globalThis.CSS?.highlights && globalThis.Highlight) CSS.highlights.set(NAME, new Highlight(own.range));
    const { top, bottom } = own.range.getBoundingClientRect();
    if (top < 60 || bottom > innerHeight - 60) own.range.startContainer.parentElement.scrollIntoView({ block: 'center' });
    speechSynthesis.speak(spoken);
  };
  show(true);
  read();
  return undefined;
}
