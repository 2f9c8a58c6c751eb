//! What was noticed about a feed: each thing once, with how often and where first.
//!
//! A feed with a thousand bad dates has one fault, not a thousand, and finding its line
//! costs one look at the file. It must not decide what is done about a thing.

use crate::bundle::order;
use crate::bundle::place::Place;
use crate::bundle::{Fault, Severity};
use std::collections::BTreeMap;

/// A thing worth a remark, in the order of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Remark {
    /// The file ends before its elements do.
    CutOff,
    /// Elements nest too deeply.
    TooDeep,
    /// An end tag without its start, or the other way round.
    BadTag,
    /// `<` or `&` written as themselves.
    StraySign,
    /// A name of a character that only HTML knows.
    HtmlName,
    /// A name of a character that nobody knows.
    UnknownName,
    /// Entities declared in the file.
    Declared,
    /// A date nobody can read.
    BadDate,
    /// A time of day without a zone.
    NoZone,
    /// Dates of change only.
    OnlyChanged,
    /// An address that leads nowhere from here.
    BadLink,
    /// A text that is kept elsewhere.
    OutOfLine,
    /// A text in a form that is no text.
    NoText,
    /// An id used before.
    SameId,
    /// An item without anything to read.
    Empty,
}

/// Everything noticed.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    seen: BTreeMap<Remark, (usize, usize, String)>,
}

impl Remarks {
    /// Notes a thing at a place (UTF-8 bytes from the start of the file). `words` are an
    /// example of it.
    pub(super) fn add(&mut self, remark: Remark, offset: usize, words: &str) {
        const LONGEST: usize = 60; // code points of an example
        let (count, first, example) =
            self.seen.entry(remark).or_insert_with(|| (0, usize::MAX, String::new()));
        *count += 1;
        if offset < *first {
            *first = offset;
            *example = words.chars().take(LONGEST).collect();
        }
    }

    /// The faults they are, in file order.
    pub(super) fn faults(self, text: &str, articles: usize) -> Vec<Fault> {
        let fault = |(remark, (count, offset, words)): (Remark, (usize, usize, String))| {
            let (severity, what, remedy) = remark.told(&words, articles);
            let what = match count {
                1 => what,
                _ => format!("{what} This is so at {count} places; the first is named."),
            };
            Fault::new(severity, what, remedy).in_place(Place::of_offset(text, offset))
        };
        let mut faults: Vec<Fault> = self.seen.into_iter().map(fault).collect();
        order::sort_by_key(&mut faults, |fault| fault.place); // stable
        faults
    }
}

impl Remark {
    fn told(self, words: &str, articles: usize) -> (Severity, String, &'static str) {
        use Severity::{Error, Notice};
        match self {
            Self::CutOff => (
                Error,
                format!("The feed ends inside <{words}>; what was read until there is kept ({articles} articles)."),
                "It may have been cut off on its way: fetch it again.",
            ),
            Self::TooDeep => (
                Error,
                "Elements are nested deeper than any feed needs; those inside were left out, their text was kept where it stands in a text.".to_owned(),
                "Check that this is the feed you meant.",
            ),
            Self::BadTag => (
                Notice,
                format!("The tag </{words}> does not close what is open."),
                "Nothing has to be done; whoever makes the feed may want to escape the HTML in it.",
            ),
            Self::StraySign => (
                Notice,
                format!("“{words}” stands for itself here, which XML does not allow; it was read as text."),
                "Nothing has to be done; in the feed it should be written as a reference.",
            ),
            Self::HtmlName => (
                Notice,
                format!("“{words}” is a name that HTML has and XML has not; it was read as in HTML."),
                "Nothing has to be done; in the feed it should be written as a number.",
            ),
            Self::UnknownName => (
                Notice,
                format!("“{words}” names no character that is known; it stays in the text as it is written."),
                "Correct the feed if a sign is missing.",
            ),
            Self::Declared => (
                Notice,
                "The file declares entities of its own, which are not expanded.".to_owned(),
                "Write out what they stand for.",
            ),
            Self::BadDate => (
                Error,
                format!("“{words}” is not a date that can be read; it is kept as “date_written”."),
                "Write it as 2024-03-12T09:30:00Z, or give the date with --issued.",
            ),
            Self::NoZone => (
                Notice,
                format!("“{words}” does not say in which time zone; only the day was taken, the rest is kept as “date_written”."),
                "Add the zone, such as Z or +01:00, if the time of day matters.",
            ),
            Self::OnlyChanged => (
                Notice,
                "There are dates of the last change only; they count as dates of publication.".to_owned(),
                "Nothing has to be done; the dates of the first publication are not in the feed.",
            ),
            Self::BadLink => (
                Notice,
                format!("“{words}” is no web address, and there is none it could count from; it is kept in “_feed”."),
                "Add the address of the site to the feed (“link” or “xml:base”).",
            ),
            Self::OutOfLine => (
                Notice,
                format!("The text of an article is not in the feed but at {words}; nothing was fetched."),
                "Open that address and save the article to read it here.",
            ),
            Self::NoText => (
                Notice,
                format!("The content of an article is of the kind {words}, which is no text; it is kept in “_feed”."),
                "Open the article at its own address.",
            ),
            Self::SameId => (
                Error,
                format!("The id “{words}” is used by more than one article; the later ones were numbered."),
                "Give every article an id of its own.",
            ),
            Self::Empty => (
                Notice,
                "An item has neither title nor text; it was left out.".to_owned(),
                "Nothing has to be done if nothing is missing.",
            ),
        }
    }
}
