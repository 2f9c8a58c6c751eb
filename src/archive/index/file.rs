//! An index as one file, made beforehand, so that a reader's machine does not have to.
//!
//! Behind the name of the format and its version stand the size and a hash of the bundle that
//! it was made of, to which alone it belongs. What follows are the flat parts of the index,
//! numbers of seven bits a byte: the articles' places and days, the terms, how common they
//! are, the words of all articles in order, then values and times. Postings are not in it:
//! the words in their order pack smaller than postings with positions, and unfold at once.
//!
//! A file that is not sound is refused, never trusted.

use crate::archive::index::Index;
use crate::archive::index::builder::Builder;
use crate::archive::index::columns::{Columns, Plain};
use crate::archive::index::dictionary::Dictionary;
use crate::archive::index::forward::Forward;
use crate::archive::index::postings::Unfolding;
use crate::archive::index::stream::{in_turns, put, take};
use crate::bundle::EntityType;
use crate::bundle::civil::DayNumber;

/// The first bytes of the file; the last of them is the version.
const NAME: &[u8] = b"dateline index\x02";

/// Which bundle an index belongs to: its size and a hash of its bytes, unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    size: u64,
    hash: u64,
}

impl Key {
    /// Of the bytes of a bundle. Guards against a mistake, not against an enemy: whoever can
    /// put an index beside a bundle can as well change the bundle.
    pub fn of(bundle: &[u8]) -> Self {
        let (eights, rest) = bundle.as_chunks::<8>();
        // Four lines side by side, because each multiplication waits for the one before it.
        let (fours, odd) = eights.as_chunks::<4>();
        let mut lines = (0, 0, 0, 0);
        in_turns(fours.len(), &mut |turn| {
            let (mut a, mut b, mut c, mut d) = lines;
            for [one, two, three, four] in fours.get(turn).unwrap_or_default() {
                a = mix(a, u64::from_le_bytes(*one));
                b = mix(b, u64::from_le_bytes(*two));
                c = mix(c, u64::from_le_bytes(*three));
                d = mix(d, u64::from_le_bytes(*four));
            }
            lines = (a, b, c, d);
        });
        let (a, b, c, d) = lines;
        let mut hash = 0;
        let mut last = [0; 8];
        last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        for eight in odd.iter().chain([&last]) {
            hash = mix(hash, u64::from_le_bytes(*eight));
        }
        let hash = [a, b, c, d].into_iter().fold(hash, mix);
        Self { size: bundle.len() as u64, hash }
    }

    /// The hash alone.
    pub fn hash(&self) -> u64 {
        self.hash
    }

    /// The hash in eight hexadecimal digits, for names of files.
    pub fn short(&self) -> String {
        format!("{:08x}", self.hash >> 32)
    }
}

fn mix(hash: u64, eight: u64) -> u64 {
    const ODD: u64 = 0x517c_c1b7_2722_0a95;
    (hash.rotate_left(5) ^ eight).wrapping_mul(ODD)
}

impl Index {
    /// The index as a file that belongs to this bundle. The builder must be the one that it was
    /// made by, and no article or mark may have come since.
    pub fn to_bytes(&self, builder: &Builder, key: Key) -> Vec<u8> {
        let mut out = NAME.to_vec();
        out.extend_from_slice(&key.size.to_le_bytes());
        out.extend_from_slice(&key.hash.to_le_bytes());
        put(&mut out, self.order.len() as u32);
        put(&mut out, self.dated() as u32);
        let mut last = -1;
        for place in &self.order {
            put_signed(&mut out, *place as i32 - last - 1);
            last = *place as i32;
        }
        self.put_days(&mut out);
        let terms = self.lexicon.parts().all().next().map_or(&[][..], Dictionary::bytes);
        put_bytes(&mut out, terms);
        put(&mut out, self.postings.len() as u32);
        let mut before = self.order.len();
        for number in 1..self.postings.len() {
            let count = self.postings.count(number as u32);
            put(&mut out, (before - count) as u32);
            before = count;
        }
        let mut before = 0;
        for end in &self.forward.ends {
            put(&mut out, end - before);
            before = *end;
        }
        put_bytes(&mut out, &self.forward.words);
        self.put_facts(builder, &mut out);
        out
    }

    pub(crate) fn put_days(&self, out: &mut Vec<u8>) {
        let mut before = (0, 0);
        put(out, self.days.len() as u32);
        for (day, end) in self.days.iter().zip(&self.day_ends) {
            put_signed(out, day.day_number() - before.0);
            put(out, *end - before.1);
            before = (day.day_number(), *end);
        }
    }

    pub(crate) fn put_facts(&self, builder: &Builder, out: &mut Vec<u8>) {
        for values in &builder.facts.values {
            put(out, values.all.len() as u32);
            for (key, value) in values.keyed() {
                put_text(out, key);
                put_text(out, &value.value);
                put_text(out, &value.label);
                let kind =
                    value.kind.and_then(|kind| EntityType::ALL.iter().position(|own| *own == kind));
                put(out, kind.map_or(0, |at| at as u32 + 1));
                put(out, value.aliases.len() as u32);
                value.aliases.iter().for_each(|alias| put_text(out, alias));
            }
        }
        for article in 0..self.order.len() as u32 {
            let mut values = self.columns.values(article);
            crate::bundle::order::sort_by_key(&mut values, |value| *value);
            put(out, values.len() as u32);
            let mut before = 0;
            for value in values {
                put(out, value - before);
                before = value;
            }
        }
        for article in 0..self.order.len() as u32 {
            let times = self.columns.times(article);
            put(out, times.len() as u32);
            for (from, to) in times {
                put_signed(out, *from);
                put_signed(out, to.wrapping_sub(*from));
            }
        }
    }
}

fn put_signed(out: &mut Vec<u8>, number: i32) {
    put(out, (number << 1 ^ number >> 31) as u32);
}

pub(crate) fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put(out, bytes.len() as u32);
    out.extend_from_slice(bytes);
}

pub(crate) fn put_text(out: &mut Vec<u8>, text: &str) {
    put_bytes(out, text.as_bytes());
}

/// An index that is being read from a file.
pub struct Loading {
    builder: Builder,
    dictionary: Dictionary,
    forward: Forward,
    unfolding: Unfolding,
    columns: Columns,
    order: Vec<u32>,
    dates: Vec<DayNumber>,
}

impl Loading {
    /// Reads the file of the bundle with this key.
    ///
    /// # Errors
    /// Why it cannot be used, as a sentence: it belongs to another bundle or another version of
    /// this program, or is not sound.
    pub fn new(file: &[u8], key: Key) -> Result<Self, &'static str> {
        let body = file.strip_prefix(NAME).ok_or("This index is of another version.")?;
        let mut own = [0; 16];
        let (stamp, body) = body.split_at_checked(16).ok_or(UNSOUND)?;
        own.copy_from_slice(stamp);
        let [size, hash] = [0, 8].map(|at| {
            let mut eight = [0; 8];
            eight.copy_from_slice(&own[at..at + 8]);
            u64::from_le_bytes(eight)
        });
        if (Key { size, hash }) != key {
            return Err("This index was made of another bundle.");
        }
        Reader::new(body).whole().ok_or(UNSOUND)
    }

    /// Goes on until about so many bytes of words are done; true if nothing is left to do.
    pub fn step(&mut self, bytes: usize) -> bool {
        self.unfolding.step(&self.forward, bytes)
    }

    /// The builder, which can only be marked and asked, and the index.
    ///
    /// # Errors
    /// If the file is not sound.
    pub fn finish(self) -> Result<(Builder, Index), &'static str> {
        let (postings, sound) = self.unfolding.finish();
        if !sound {
            return Err(UNSOUND);
        }
        let Self { builder, dictionary, forward, columns, order, dates, .. } = self;
        Ok((builder, Index::new(dictionary, forward, postings, columns, order, dates)))
    }
}

const UNSOUND: &str = "This index is damaged.";

/// Reads what was written so.
pub(crate) struct Reader<'f> {
    bytes: &'f [u8],
    at: usize,
}

impl<'f> Reader<'f> {
    /// From the first byte on.
    pub(crate) fn new(bytes: &'f [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// What was not read yet.
    pub(crate) fn rest(&self) -> &'f [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// The next number; `None` at the end.
    pub(crate) fn number(&mut self) -> Option<u32> {
        (self.at < self.bytes.len()).then(|| take(self.bytes, &mut self.at))
    }

    fn signed(&mut self) -> Option<i32> {
        let number = self.number()?;
        Some((number >> 1) as i32 ^ -((number & 1) as i32))
    }

    /// A number of things of which each takes a byte at least.
    pub(crate) fn count(&mut self) -> Option<usize> {
        let count = self.number()? as usize;
        (count <= self.bytes.len() - self.at).then_some(count)
    }

    /// Some bytes, and before them how many.
    pub(crate) fn some(&mut self) -> Option<&'f [u8]> {
        let length = self.number()? as usize;
        let bytes = self.bytes.get(self.at..self.at.checked_add(length)?)?;
        self.at += length;
        Some(bytes)
    }

    /// The same as a text.
    pub(crate) fn text(&mut self) -> Option<&'f str> {
        std::str::from_utf8(self.some()?).ok()
    }

    /// The days of the articles that have one, in their order.
    pub(crate) fn days(&mut self) -> Option<Vec<DayNumber>> {
        const MOST: usize = 1 << 27; // articles: no file makes anybody take more memory
        let (mut dates, mut day) = (Vec::new(), 0_i32);
        for _ in 0..self.count()? {
            day = day.checked_add(self.signed()?)?;
            let end = dates.len().checked_add(self.number()? as usize)?;
            if end > MOST {
                return None;
            }
            dates.resize(end, day);
        }
        Some(dates)
    }

    /// The values of the facets, which the builder gets, and who has them.
    pub(crate) fn facts(&mut self, builder: &mut Builder, articles: usize) -> Option<Columns> {
        for slot in 0..builder.facts.values.len() {
            self.values(builder, slot)?;
        }
        builder.facts.settle();
        self.columns(builder, articles)
    }

    fn whole(mut self) -> Option<Loading> {
        let articles = self.count()?;
        let dated = self.number()? as usize;
        let (mut order, mut seen, mut last) = (Vec::new(), vec![false; articles], -1_i32);
        for _ in 0..articles {
            last = last.checked_add(1)?.checked_add(self.signed()?)?;
            let seen = seen.get_mut(usize::try_from(last).ok()?)?;
            if std::mem::replace(seen, true) {
                return None;
            }
            order.push(last as u32);
        }
        let dates = self.days()?;
        if dates.len() != dated || dated > articles {
            return None;
        }
        let dictionary = Dictionary::from_bytes(self.some()?.to_vec());
        let terms = self.count()?.checked_add(1)?;
        let (mut counts, mut left) = (vec![0_u32], articles as u32);
        let mut sound = true;
        in_turns(terms.saturating_sub(2), &mut |turn| {
            for _ in turn {
                let less = self.number().and_then(|less| left.checked_sub(less));
                sound &= less.is_some();
                left = less.unwrap_or_default();
                counts.push(left);
            }
        });
        if !sound {
            return None;
        }
        let (mut ends, mut end) = (Vec::new(), 0_u32);
        for _ in 0..articles {
            end = end.checked_add(self.number()?)?;
            ends.push(end);
        }
        let words = self.some()?.to_vec();
        // No term can be in more articles than there are words.
        let sum: u64 = counts.iter().map(|count| u64::from(*count)).sum();
        if words.len() != end as usize || sum > u64::from(end) {
            return None;
        }
        let forward = Forward { words, ends };
        let mut builder = Builder { moments: vec![None; articles], ..Builder::default() };
        let columns = self.facts(&mut builder, articles)?;
        let unfolding = Unfolding::new(counts.into_iter());
        Some(Loading { builder, dictionary, forward, unfolding, columns, order, dates })
    }

    fn values(&mut self, builder: &mut Builder, slot: usize) -> Option<()> {
        for _ in 0..self.count()? {
            let key = self.text()?.to_owned();
            let (value, label) = (self.text()?.to_owned(), self.text()?.to_owned());
            let kind = match self.number()?.checked_sub(1) {
                None => None,
                Some(at) => Some(*EntityType::ALL.get(at as usize)?),
            };
            let mut aliases = Vec::new();
            for _ in 0..self.count()? {
                aliases.push(self.text()?.to_owned());
            }
            builder.facts.values[slot].add(key, value, label, kind, &aliases);
        }
        Some(())
    }

    fn columns(&mut self, builder: &Builder, articles: usize) -> Option<Columns> {
        let bases = builder.facts.bases();
        let all = bases.last().copied()?;
        let mut plain = Plain { starts: vec![0], time_starts: vec![0], ..Plain::default() };
        let mut read = Some(());
        in_turns(articles, &mut |mut turn| {
            read = read.and_then(|()| turn.try_for_each(|_| self.row(all, &mut plain)));
        });
        in_turns(articles, &mut |mut turn| {
            read = read.and_then(|()| turn.try_for_each(|_| self.times(&mut plain)));
        });
        read.filter(|()| self.at == self.bytes.len()).map(|()| Columns::of(bases, plain))
    }

    /// The values of an article, all below `end`.
    fn row(&mut self, end: u32, plain: &mut Plain) -> Option<()> {
        let mut value = 0_u32;
        for _ in 0..self.count()? {
            value = value.checked_add(self.number()?).filter(|value| *value < end)?;
            plain.rows.push(value);
        }
        plain.starts.push(plain.rows.len() as u32);
        Some(())
    }

    /// The times of an article.
    fn times(&mut self, plain: &mut Plain) -> Option<()> {
        for _ in 0..self.count()? {
            let from = self.signed()?;
            plain.times.push((from, from.wrapping_add(self.signed()?)));
        }
        plain.time_starts.push(plain.times.len() as u32);
        Some(())
    }
}

#[cfg(test)]
#[path = "file_tests.rs"]
mod tests;
