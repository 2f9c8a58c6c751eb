//! Cuts a whole index into parts: see `parts`, which puts them together again.
//!
//! A part ends with the term that fills it, so that a common word has a part of its own. It
//! must not hold more than one part at a time, nor write any file.

use crate::archive::index::builder::Builder;
use crate::archive::index::file::{put_bytes, put_text};
use crate::archive::index::lists::Union;
use crate::archive::index::parts::IndexPart;
use crate::archive::index::positions::{Positions, put_places};
use crate::archive::index::postings::Postings;
use crate::archive::index::stream::{put, take_pairs};
use crate::archive::index::words::Group;
use crate::archive::index::{Index, score};

/// How large parts are.
#[derive(Clone, Copy, Debug)]
pub struct Measures {
    /// UTF-8 bytes of terms in a part.
    pub terms: usize,
    /// Bytes of postings in a part at least; where terms stand takes twice as many.
    pub lists: usize,
    /// The most parts of each kind that a big archive is cut into, more or less.
    pub most: usize,
    /// A beginning of words has a list of its own if its words fill so many parts or more, and
    /// one in `share` of all postings.
    pub parts: usize,
    /// See `parts`.
    pub share: usize,
}

impl Default for Measures {
    /// Of parts of some 10 kB as they are sent: a query of one word needs three or four.
    fn default() -> Self {
        Self { terms: 24 << 10, lists: 12 << 10, most: 4096, parts: 8, share: 64 }
    }
}

/// Takes a part as it is written.
pub type Sink<'s, E> = dyn FnMut(IndexPart, Vec<u8>) -> Result<(), E> + 's;

impl Index {
    /// Cuts the index into parts, and gives the plan of them. The builder must be the one that
    /// the index was made by, and no article or mark may have come since.
    ///
    /// # Errors
    /// The first one of `sink`.
    pub fn cut<E>(
        &self,
        builder: &Builder,
        measures: Measures,
        sink: &mut Sink<'_, E>,
    ) -> Result<Vec<u8>, E> {
        let mut columns = Vec::new();
        score::lengths(&self.forward).iter().for_each(|length| put(&mut columns, *length));
        self.put_facts(builder, &mut columns);
        sink(IndexPart::Columns, columns)?;

        let mut plan = Vec::new();
        put(&mut plan, self.len() as u32);
        self.put_days(&mut plan);
        let numbers = self.cut_terms(measures, sink, &mut plan)?;
        let sizes = self.cut_lists(measures, &numbers, sink, &mut plan)?;
        self.cut_places(measures, &numbers, sink, &mut plan)?;
        self.cut_starts(measures, &numbers, &sizes, sink, &mut plan)?;
        Ok(plan)
    }

    /// The terms in the order of their letters; gives their numbers in this index.
    fn cut_terms<E>(
        &self,
        measures: Measures,
        sink: &mut Sink<'_, E>,
        plan: &mut Vec<u8>,
    ) -> Result<Vec<u32>, E> {
        let (mut numbers, mut before, mut part) = (Vec::new(), Vec::new(), Vec::new());
        let (mut count, mut counts, mut firsts) = (0, Vec::new(), Vec::new());
        let mut walk = self.lexicon.all();
        while walk.step() {
            let term = walk.term();
            if part.is_empty() {
                before.clear();
                firsts.push(term.to_vec());
            }
            let shared = term.iter().zip(&before).take_while(|(a, b)| a == b).count();
            put(&mut part, shared as u32);
            put_bytes(&mut part, term.get(shared..).unwrap_or_default());
            before.clear();
            before.extend_from_slice(term);
            numbers.push(walk.number());
            count += 1;
            if part.len() >= measures.terms {
                sink(IndexPart::Terms(counts.len() as u32), std::mem::take(&mut part))?;
                counts.push(std::mem::take(&mut count));
            }
        }
        if !part.is_empty() {
            sink(IndexPart::Terms(counts.len() as u32), part)?;
            counts.push(count);
        }
        put(plan, counts.len() as u32);
        for (first, count) in firsts.iter().zip(counts) {
            put_bytes(plan, first);
            put(plan, count);
        }
        Ok(numbers)
    }

    /// Which articles have each term; gives how many bytes each takes.
    fn cut_lists<E>(
        &self,
        measures: Measures,
        numbers: &[u32],
        sink: &mut Sink<'_, E>,
        plan: &mut Vec<u8>,
    ) -> Result<Vec<usize>, E> {
        let mut whole = Vec::new();
        let mut sizes = Vec::with_capacity(numbers.len());
        for number in numbers {
            let (articles, weights) = self.postings.of(*number);
            whole.clear();
            Postings::put(articles, weights, &mut whole);
            sizes.push(whole.len());
        }
        let least = measures.lists.max(sizes.iter().sum::<usize>() / measures.most);
        let mut cutter = Cutter::new(least);
        for number in numbers {
            let (articles, weights) = self.postings.of(*number);
            Postings::put(articles, weights, &mut cutter.part);
            cutter.end_term(&mut |at, part| sink(IndexPart::Lists(at), part))?;
        }
        cutter.finish(plan, &mut |at, part| sink(IndexPart::Lists(at), part))?;
        Ok(sizes)
    }

    /// Where each term stands in each of its articles.
    fn cut_places<E>(
        &self,
        measures: Measures,
        numbers: &[u32],
        sink: &mut Sink<'_, E>,
        plan: &mut Vec<u8>,
    ) -> Result<(), E> {
        // All places of a term side by side: first counted, then filled in.
        let mut starts = vec![0_u32; self.postings.len() + 1];
        let each = |run: &mut dyn FnMut(usize, usize, u32)| {
            for article in 0..self.len() {
                let words = self.forward.article(article);
                let (mut at, mut place) = (0, 0);
                while at < words.len() {
                    run(article, take_pairs(words, &mut at) as usize, place);
                    place += 1;
                }
            }
        };
        each(&mut |_, number, _| {
            if let Some(count) = starts.get_mut(number + 1).filter(|_| number > 0) {
                *count += 1;
            }
        });
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let all = starts.last().copied().unwrap_or(0) as usize;
        // The first place in an article is marked, so that each takes four bytes.
        const FIRST: u32 = 1 << 31;
        let (mut places, mut cursors) = (vec![0_u32; all], starts.clone());
        let mut lasts = vec![0_u32; self.postings.len()];
        each(&mut |article, number, place| {
            let cursor = cursors.get_mut(number).filter(|_| number > 0);
            if let Some(cursor) = cursor
                && let Some(own) = places.get_mut(*cursor as usize)
            {
                let number_of_article = article as u32 + 1;
                let is_first = std::mem::replace(&mut lasts[number], number_of_article);
                *own = if is_first == number_of_article { place } else { place | FIRST };
                *cursor += 1;
            }
        });
        let titles: Vec<u32> = (0..self.len()).map(|article| self.title_words(article)).collect();
        let mut cutter = Cutter::new((2 * measures.lists).max(all / measures.most));
        let mut terms: Vec<Vec<u8>> = Vec::new();
        let mut inside = Vec::new();
        for number in numbers {
            let at = *number as usize;
            let own = &places[starts[at] as usize..starts[at + 1] as usize];
            let mut term = Vec::new();
            let articles = self.postings.of(*number).0;
            for (same, article) in own.chunk_by(|_, next| next & FIRST == 0).zip(articles) {
                inside.clear();
                inside.extend(same.iter().map(|place| place & !FIRST));
                let title = titles.get(*article as usize).copied().unwrap_or(0);
                put_places(&mut term, inside.partition_point(|place| *place < title), &inside);
            }
            // Only its length counts until the part is full.
            cutter.part.resize(cutter.part.len() + term.len() + 1, 0);
            terms.push(term);
            cutter.end_term(&mut |at, _| {
                let part = Positions::to_bytes(&std::mem::take(&mut terms));
                sink(IndexPart::Places(at), part)
            })?;
        }
        cutter.finish(plan, &mut |at, _| {
            sink(IndexPart::Places(at), Positions::to_bytes(&std::mem::take(&mut terms)))
        })
    }

    /// How many words the headline of an article has.
    fn title_words(&self, article: usize) -> u32 {
        let words = self.forward.article(article);
        let (mut at, mut count) = (0, 0);
        while at < words.len() && take_pairs(words, &mut at) != 0 {
            count += 1;
        }
        count
    }

    /// The lists of short beginnings.
    fn cut_starts<E>(
        &self,
        measures: Measures,
        numbers: &[u32],
        sizes: &[usize],
        sink: &mut Sink<'_, E>,
        plan: &mut Vec<u8>,
    ) -> Result<(), E> {
        let all: usize = sizes.iter().sum();
        let part = measures.lists.max(all / measures.most);
        let many = (measures.parts * part).max(all / measures.share);
        let mut sums = vec![0];
        for size in sizes {
            sums.push(sums.last().copied().unwrap_or(0) + size);
        }
        let (mut starts, mut before) = (std::collections::BTreeSet::new(), String::new());
        let mut walk = self.lexicon.all();
        while walk.step() {
            let Ok(term) = std::str::from_utf8(walk.term()) else { continue };
            for (end, _) in term.char_indices().skip(1).chain([(term.len(), ' ')]) {
                let start = term.get(..end).unwrap_or_default();
                if before.starts_with(start) {
                    continue; // looked at with the term before
                }
                let places = self.lexicon.beginning(start.as_bytes());
                if places.len() < 2 || sums[places.end] - sums[places.start] < many {
                    break; // nor will a longer one have more
                }
                starts.insert(start.to_owned());
            }
            before.clear();
            before.push_str(term);
        }
        put(plan, starts.len() as u32);
        for (at, start) in starts.iter().enumerate() {
            let places = self.lexicon.beginning(start.as_bytes());
            let exact = self.lexicon.number(start.as_bytes());
            let words = numbers.get(places).unwrap_or_default().iter().copied();
            let others = words.filter(|number| Some(*number) != exact).collect();
            let union = Union::from(self.hits(&Group::of(None, others), false));
            sink(IndexPart::Start(at as u32), union.to_bytes())?;
            put_text(plan, start);
        }
        Ok(())
    }
}

/// Gathers terms until a part is full.
struct Cutter {
    least: usize,
    part: Vec<u8>,
    terms: u32,
    counts: Vec<u32>,
}

impl Cutter {
    fn new(least: usize) -> Self {
        Self { least, part: Vec::new(), terms: 0, counts: Vec::new() }
    }

    fn end_term<E>(
        &mut self,
        full: &mut dyn FnMut(u32, Vec<u8>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.terms += 1;
        if self.part.len() < self.least {
            return Ok(());
        }
        self.end_part(full)
    }

    fn end_part<E>(
        &mut self,
        full: &mut dyn FnMut(u32, Vec<u8>) -> Result<(), E>,
    ) -> Result<(), E> {
        let at = self.counts.len() as u32;
        self.counts.push(std::mem::take(&mut self.terms));
        full(at, std::mem::take(&mut self.part))
    }

    /// Ends the last part, and adds to the plan how many terms each has.
    fn finish<E>(
        mut self,
        plan: &mut Vec<u8>,
        full: &mut dyn FnMut(u32, Vec<u8>) -> Result<(), E>,
    ) -> Result<(), E> {
        if self.terms > 0 {
            self.end_part(full)?;
        }
        put(plan, self.counts.len() as u32);
        self.counts.iter().for_each(|count| put(plan, *count));
        Ok(())
    }
}
