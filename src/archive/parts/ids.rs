//! Where the articles are, by their ids: a table in parts, of hashes.
//!
//! Two ids may have one hash: whoever looks one up is told all places it may be at, and has to
//! look there. It must not hold ids.

use crate::archive::index::Reader;
use crate::bundle::order::sort_by_key;
use crate::bundle::same::hash;

/// How many ids a part has, more or less.
const EACH: usize = 2048;

/// How many parts there are for so many articles.
pub(super) fn parts(articles: usize) -> u32 {
    u32::try_from(articles.div_ceil(EACH).max(1)).unwrap_or(u32::MAX)
}

/// The part that knows an id, out of so many, and the id's hash.
fn split(id: &str, parts: u32) -> (u32, u32) {
    let long = hash(id.bytes());
    let short = (long ^ long >> 32) as u32;
    (short % parts.max(1), short / parts.max(1))
}

/// The part that knows an id, out of so many.
pub(super) fn part_of(id: &str, parts: u32) -> u32 {
    split(id, parts).0
}

/// The places that an article with this id may be at.
pub(super) fn places(bytes: &[u8], id: &str, parts: u32) -> Vec<u32> {
    let (_, wanted) = split(id, parts);
    let (mut reader, mut hash, mut places) = (Reader::new(bytes), 0_u32, Vec::new());
    while let (Some(gap), Some(place)) = (reader.number(), reader.number()) {
        hash = hash.wrapping_add(gap);
        if hash == wanted {
            places.push(place);
        }
    }
    places
}

/// The parts for articles with these ids.
pub(super) fn write<'i>(ids: impl Iterator<Item = &'i str>, articles: usize) -> Vec<Vec<u8>> {
    use crate::archive::index::put;
    let count = parts(articles);
    let mut rows = vec![Vec::new(); count as usize];
    for (id, place) in ids.zip(0_u32..) {
        let (part, hash) = split(id, count);
        rows[part as usize].push((hash, place));
    }
    let part = |mut rows: Vec<(u32, u32)>| {
        sort_by_key(&mut rows, |row| *row);
        let (mut bytes, mut before) = (Vec::new(), 0);
        for (hash, place) in rows {
            put(&mut bytes, hash - before);
            put(&mut bytes, place);
            before = hash;
        }
        bytes
    };
    rows.into_iter().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_is_found_where_it_is() {
        let ids: Vec<String> = (0..5000).map(|n| format!("https://a.example/{n}")).collect();
        let written = write(ids.iter().map(String::as_str), ids.len());
        assert_eq!(written.len(), 3);
        for (place, id) in ids.iter().enumerate() {
            let part = &written[part_of(id, 3) as usize];
            assert!(places(part, id, 3).contains(&(place as u32)), "{id}");
        }
        let other = "https://b.example/";
        assert!(places(&written[part_of(other, 3) as usize], other, 3).len() < 2);
        assert!(places(&[255; 9], other, 3).is_empty());
    }
}
