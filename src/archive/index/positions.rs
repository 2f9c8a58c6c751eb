//! Where in an article each term stands: what phrases are looked for in where the words of
//! the articles are not at hand in their order.
//!
//! The places of a term are written beside its postings, in their order: how many are in the
//! headline, how many below, and how far each is from the one before. Of what a phrase asks
//! for, the words of an article are put together again, so that it is looked for as ever.
//! It must not decide what is found.

use crate::archive::index::cut::Cut;
use crate::archive::index::forward::Forward;
use crate::archive::index::lists::Lists;
use crate::archive::index::stream::{put, take};
use crate::bundle::order::sort_by_key;

/// The places of all terms, by their numbers.
pub(crate) type AllPositions = Cut<Positions>;

/// The places of some terms.
#[derive(Debug)]
pub(crate) struct Positions {
    /// Where those of each begin, and the end.
    starts: Vec<u32>,
    bytes: Vec<u8>,
}

impl Positions {
    /// As it is written: how long each term's is, then these.
    pub(crate) fn to_bytes(terms: &[Vec<u8>]) -> Vec<u8> {
        let mut out = Vec::new();
        terms.iter().for_each(|term| put(&mut out, term.len() as u32));
        terms.iter().for_each(|term| out.extend_from_slice(term));
        out
    }

    /// Of so many terms; nothing if the bytes are of more or fewer.
    pub(crate) fn from_bytes(bytes: &[u8], terms: usize) -> Option<Self> {
        let (mut at, mut sum, mut starts) = (0, 0_u32, vec![0]);
        for _ in 0..terms {
            sum = sum.checked_add(take(bytes, &mut at))?;
            starts.push(sum);
        }
        let bytes = bytes.get(at..)?.to_vec();
        (bytes.len() == sum as usize).then_some(Self { starts, bytes })
    }

    fn of(&self, number: u32) -> &[u8] {
        let start = |at: usize| self.starts.get(at).map_or(0, |start| *start as usize);
        self.bytes.get(start(number as usize)..start(number as usize + 1)).unwrap_or_default()
    }
}

/// Adds where a term stands in one article: places among its words, the ends of fields
/// counted, ascending; the first of them are in the headline.
pub(crate) fn put_places(out: &mut Vec<u8>, title: usize, places: &[u32]) {
    put(out, title as u32);
    put(out, (places.len() - title) as u32);
    let mut next = 0;
    for place in places {
        put(out, place - next);
        next = place + 1;
    }
}

/// The words of some articles, ascending, as far as they are of these numbers; whatever else
/// stands between them is `other`, once.
pub(crate) fn words_of(
    lists: &Lists,
    positions: &AllPositions,
    articles: &[u32],
    numbers: &[u32],
    other: u32,
) -> Forward {
    /// An occurrence: in which of the articles, below the headline, at which place, of what.
    type Occurrence = (u32, bool, u32, u32);
    let mut found: Vec<Occurrence> = Vec::new();
    for &number in numbers {
        let Some((part, inside)) = positions.of(number) else { continue };
        let (bytes, mut at, mut wanted) = (part.of(inside), 0, 0);
        for own in lists.of(number).0 {
            let [title, body] = [take(bytes, &mut at), take(bytes, &mut at)];
            while articles.get(wanted).is_some_and(|article| article < own) {
                wanted += 1;
            }
            let is_wanted = articles.get(wanted) == Some(own);
            let mut next = 0_u32;
            for count in 0..u64::from(title) + u64::from(body) {
                if at >= bytes.len() {
                    break;
                }
                let place = next.wrapping_add(take(bytes, &mut at));
                if is_wanted {
                    found.push((wanted as u32, count >= u64::from(title), place, number));
                }
                next = place.wrapping_add(1);
            }
        }
    }
    sort_by_key(&mut found, |own| *own);
    let mut forward = Forward::default();
    let mut found = found.into_iter().peekable();
    for article in 0..articles.len() as u32 {
        let (mut in_body, mut next) = (false, 0);
        while let Some((_, body, place, number)) = found.next_if(|own| own.0 == article) {
            if body && !in_body {
                forward.put(0);
                in_body = true;
            }
            if place != next {
                forward.put(other);
            }
            forward.put(number);
            next = place.wrapping_add(1);
        }
        if !in_body {
            forward.put(0);
        }
        forward.end();
    }
    forward
}
