//! An archive in parts: for collections that are too big to be fetched whole. The first
//! article is on screen, and the first query answered, after a few files of some kilobytes.
//!
//! `dateline site` makes it. A small bundle without articles, the manifest, names a folder in
//! `_dateline.parts`; there lie the plan (what parts there are), the parts of the index (see
//! `index::parts`), the articles as small bundles in the order of the index, their ids, and
//! their events by day. The folder's name carries a hash of all that is in it, so that every
//! file can be cached for ever.
//!
//! `parted` answers from them; `writer` makes them. Nothing here fetches or writes a file:
//! who does is told names and gives bytes.

mod events;
mod ids;
mod parted;
mod plan;
mod writer;

pub(crate) use parted::Parted;
pub use writer::{Source, Writing};

use crate::archive::index::IndexPart;

/// One file of an archive in parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What parts there are.
    Plan,
    /// A part of the index.
    Index(IndexPart),
    /// Articles, and the entities that they mention.
    Articles(u32),
    /// Where articles are, by their ids.
    Ids(u32),
    /// Events by day.
    Events(u32),
}

impl Part {
    /// The name of its file.
    pub fn name(self) -> String {
        let (kind, number) = match self {
            Self::Plan => return "plan.part".to_owned(),
            Self::Index(IndexPart::Columns) => return "columns.part".to_owned(),
            Self::Articles(number) => return ["articles-", &number.to_string(), ".json"].concat(),
            Self::Index(IndexPart::Terms(number)) => ("terms-", number),
            Self::Index(IndexPart::Lists(number)) => ("lists-", number),
            Self::Index(IndexPart::Places(number)) => ("places-", number),
            Self::Index(IndexPart::Start(number)) => ("start-", number),
            Self::Ids(number) => ("ids-", number),
            Self::Events(number) => ("events-", number),
        };
        [kind, &number.to_string(), ".part"].concat()
    }
}

/// The first bytes of every part but articles: what a server sends in place of a file that is
/// not there is no part. The last of them is the version.
const SIGN: &[u8] = b"dlp\x02";

/// A part as a file.
fn signed(bytes: &[u8]) -> Vec<u8> {
    [SIGN, bytes].concat()
}

/// The bytes of a part, if it is one.
fn unsigned(file: &[u8]) -> Option<&[u8]> {
    file.strip_prefix(SIGN)
}

#[cfg(test)]
#[path = "parts_tests.rs"]
mod tests;
