//! An index as one file, made beforehand, so that a reader's machine does not have to.
//!
//! Behind the name of the format and its version stand the size and a hash of the bundle that
//! it was made of, to which alone it belongs, and a hash of what follows. That are the flat
//! parts of the index: the words of all articles in order, which stay where they are read, then
//! lists of numbers of seven bits a byte: how common the terms are, where articles end, their
//! places and days, the terms, values and times. Postings are not in it: the words in their
//! order pack smaller than postings with positions, and unfold when words are first asked for.
//!
//! A file that is not sound is refused, and what one says that somebody made so is checked.

use crate::archive::index::Index;
use crate::archive::index::builder::Builder;
use crate::archive::index::dictionary::Dictionary;
use crate::archive::index::forward::Forward;
use crate::archive::index::postings::Unfolding;
use crate::archive::index::reader::Reader;
use crate::archive::index::stream::{in_turns, put};
use crate::bundle::EntityType;

/// The first bytes of the file; the last of them is the version.
const NAME: &[u8] = b"dateline index\x03";

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
        // Four lines side by side, because each multiplication waits for the one before it; two
        // of each in a round, because a browser's first code for a loop costs most at its end.
        let (rounds, odd) = eights.as_chunks::<8>();
        let mut lines = (0, 0, 0, 0);
        in_turns(rounds.len(), &mut |turn| {
            let (mut a, mut b, mut c, mut d) = lines;
            for [one, two, three, four, five, six, seven, eight] in
                rounds.get(turn).unwrap_or_default()
            {
                a = mix(mix(a, u64::from_le_bytes(*one)), u64::from_le_bytes(*five));
                b = mix(mix(b, u64::from_le_bytes(*two)), u64::from_le_bytes(*six));
                c = mix(mix(c, u64::from_le_bytes(*three)), u64::from_le_bytes(*seven));
                d = mix(mix(d, u64::from_le_bytes(*four)), u64::from_le_bytes(*eight));
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

    /// The hash and the size in one.
    fn both(&self) -> u64 {
        mix(self.hash, self.size)
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
        let body = out.len() + 8;
        out.resize(body, 0);
        let start = self.forward.start as usize;
        put_bytes(&mut out, self.forward.words.get(start..).unwrap_or_default());
        // Terms are numbered from the commonest on: of each number of articles, how many terms
        // have it.
        let (mut runs, mut before) = (Vec::new(), self.order.len() as u32);
        for number in 1..self.postings.len() {
            let count = self.postings.count(number as u32) as u32;
            match runs.last_mut().filter(|_| count == before) {
                Some(many) => *many += 1,
                None => runs.extend([before - count, 1]),
            }
            before = count;
        }
        put_list(&mut out, &runs);
        let pairs = |article| self.forward.article(article).len() as u32;
        put_list(&mut out, &(0..self.order.len()).map(pairs).collect::<Vec<_>>());
        let mut next = 0;
        let leap = |place: &u32| {
            let leap = zigzag(*place as i32 - next);
            next = *place as i32 + 1;
            leap
        };
        put_list(&mut out, &self.order.iter().map(leap).collect::<Vec<_>>());
        self.put_days(&mut out);
        let terms = self.lexicon.parts().all().next();
        put_bytes(&mut out, terms.map_or(&[][..], Dictionary::bytes));
        put_list(&mut out, &terms.map(Dictionary::sizes).unwrap_or_default());
        self.put_facts(builder, &mut out);
        let hash = Key::of(out.get(body..).unwrap_or_default()).both().to_le_bytes();
        out.iter_mut().skip(body - 8).zip(hash).for_each(|(own, byte)| *own = byte);
        out
    }

    pub(crate) fn put_days(&self, out: &mut Vec<u8>) {
        let mut before = (0, 0);
        put(out, self.days.len() as u32);
        for (day, end) in self.days.iter().zip(&self.day_ends) {
            put(out, zigzag(day.day_number() - before.0));
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
        for values in &builder.facts.values {
            put_list(out, &values.by_label);
        }
        put_list(out, &self.columns.most());
        let (mut ends, mut rows) = (Vec::new(), Vec::new());
        let (mut time_ends, mut times) = (Vec::new(), Vec::new());
        for article in 0..self.order.len() as u32 {
            let mut row = self.columns.row(article).to_vec();
            crate::bundle::order::sort_by_key(&mut row, |value| *value);
            ends.push(row.len() as u32);
            let mut next = 0;
            for value in row {
                rows.push(value - next);
                next = value + 1;
            }
            let own = self.columns.times(article);
            time_ends.push(own.len() as u32);
            for (from, to) in own {
                times.extend([zigzag(*from), zigzag(to.wrapping_sub(*from))]);
            }
        }
        [ends, rows, time_ends, times].iter().for_each(|list| put_list(out, list));
    }
}

/// A number with its sign in the lowest bit.
fn zigzag(number: i32) -> u32 {
    (number << 1 ^ number >> 31) as u32
}

pub(super) fn signed(number: u32) -> i32 {
    (number >> 1) as i32 ^ -((number & 1) as i32)
}

fn put_list(out: &mut Vec<u8>, list: &[u32]) {
    put(out, list.len() as u32);
    list.iter().for_each(|number| put(out, *number));
}

pub(crate) fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put(out, bytes.len() as u32);
    out.extend_from_slice(bytes);
}

pub(crate) fn put_text(out: &mut Vec<u8>, text: &str) {
    put_bytes(out, text.as_bytes());
}

impl Index {
    /// Reads the file of the bundle with this key: the builder, which can only be marked and
    /// asked, and the index, whose words are not unfolded yet.
    ///
    /// # Errors
    /// Why it cannot be used, as a sentence: it belongs to another bundle or another version of
    /// this program, or is not sound.
    pub fn from_bytes(file: Vec<u8>, key: Key) -> Result<(Builder, Self), &'static str> {
        let body = file.strip_prefix(NAME).ok_or("This index is of another version.")?;
        let (stamp, body) = body.split_first_chunk::<24>().ok_or(UNSOUND)?;
        let mut own = stamp.as_chunks::<8>().0.iter().map(|eight| u64::from_le_bytes(*eight));
        let mut own = || own.next().unwrap_or_default();
        if (Key { size: own(), hash: own() }) != key {
            return Err("This index was made of another bundle.");
        }
        if Key::of(body).both() != own() {
            return Err(UNSOUND);
        }
        let start = file.len() - body.len();
        whole(file, start).ok_or(UNSOUND)
    }
}

/// The index that begins at this byte of a file.
fn whole(mut file: Vec<u8>, at: usize) -> Option<(Builder, Index)> {
    let mut reader = Reader { bytes: &file, at };
    let words = reader.some()?.len();
    let (start, end) = (reader.at - words, reader.at);
    let (runs, mut ends) = (reader.list()?, reader.list()?);
    let (mut starts, mut total) = (vec![0, 0], 0_u32);
    let mut count = ends.len() as u32;
    for run in runs.as_chunks::<2>().0 {
        count = count.checked_sub(run[0]).filter(|count| *count > 0)?;
        // No terms can be in more articles altogether than there are words.
        let most = (words / 2).checked_sub(total as usize)? / count as usize;
        if run[1] as usize > most {
            return None;
        }
        for _ in 0..run[1] {
            total += count;
            starts.push(total);
        }
    }
    let mut last = start;
    for own in &mut ends {
        last = last.checked_add(*own as usize * 2).filter(|last| *last <= end)?;
        *own = last as u32;
    }
    let mut order = reader.list()?;
    let (mut next, mut seen) = (0_i32, vec![false; ends.len()]);
    for own in &mut order {
        let place = next.checked_add(signed(*own))?;
        *own = u32::try_from(place).ok()?;
        if std::mem::replace(seen.get_mut(*own as usize)?, true) {
            return None;
        }
        next = place.checked_add(1)?;
    }
    let days = reader.days()?;
    let dated = days.last().map_or(0, |day| day.1);
    let entries = reader.some()?.to_vec();
    let dictionary = Dictionary::from_bytes(entries, starts.len() - 2, &reader.list()?)?;
    if last != end || order.len() != ends.len() || dated as usize > order.len() {
        return None;
    }
    let mut builder = Builder { moments: vec![None; order.len()], ..Builder::default() };
    let columns = reader.facts(&mut builder, order.len())?;
    file.truncate(end);
    file.shrink_to_fit();
    let forward = Forward { words: file, start: start as u32, ends };
    let unfolding = Unfolding::from(starts);
    Some((builder, Index::new(dictionary, forward, unfolding, columns, order, &days)))
}

const UNSOUND: &str = "This index is damaged.";

#[cfg(test)]
#[path = "file_tests.rs"]
mod tests;
