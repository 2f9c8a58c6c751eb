//! Bundles to other formats, for tools that do not read bundles.
//!
//! Every export says what it could not carry, so that nothing is lost unnoticed. It must
//! not read a clock: the same bundle always gives the same bytes. Text of articles never
//! becomes markup: each format escapes it.

mod annotations;
mod calendar;
mod feed;
mod inline;
pub mod layout;
mod markdown;
mod table;
mod timeline;

use crate::bundle::{Article, Bundle, Event, Fault, Severity, order::Lookup};

/// A format to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The bundle itself.
    Bundle,
    /// A plain JSON Feed.
    Feed,
    /// The marks as a table, RFC 4180.
    Marks,
    /// The events as a table, RFC 4180.
    Events,
    /// The marks as a page of W3C Web Annotations.
    Annotations,
    /// The events as TimelineJS reads them.
    Timeline,
    /// The events as iCalendar, RFC 5545.
    Calendar,
    /// The articles as Markdown, with a list of their events.
    Markdown,
}

impl Kind {
    /// Every kind, in the order help lists them.
    pub const ALL: [Self; 8] = [
        Self::Bundle,
        Self::Feed,
        Self::Marks,
        Self::Events,
        Self::Annotations,
        Self::Timeline,
        Self::Calendar,
        Self::Markdown,
    ];

    /// The word that names it in commands and calls.
    pub fn word(self) -> &'static str {
        match self {
            Self::Bundle => "bundle",
            Self::Feed => "feed",
            Self::Marks => "marks.csv",
            Self::Events => "events.csv",
            Self::Annotations => "annotations",
            Self::Timeline => "timeline",
            Self::Calendar => "ics",
            Self::Markdown => "md",
        }
    }

    /// The kind a word names, if it names one.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The media type of the text written.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Bundle | Self::Timeline => "application/json",
            Self::Feed => "application/feed+json",
            Self::Marks | Self::Events => "text/csv;charset=utf-8",
            Self::Annotations => "application/ld+json",
            Self::Calendar => "text/calendar;charset=utf-8",
            Self::Markdown => "text/markdown;charset=utf-8",
        }
    }

    /// How the name of a file of this kind ends.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Bundle | Self::Feed | Self::Timeline => "json",
            Self::Marks => "marks.csv",
            Self::Events => "events.csv",
            Self::Annotations => "annotations.json",
            Self::Calendar => "ics",
            Self::Markdown => "md",
        }
    }
}

/// What was written, and what was not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Export {
    /// The whole file.
    pub text: String,
    /// What the format could not carry, each as a notice.
    pub notices: Vec<Fault>,
}

/// Writes a bundle in another format.
pub fn export(bundle: &Bundle, kind: Kind) -> Export {
    let mut left = LeftOut::default();
    let text = match kind {
        Kind::Bundle => json(bundle),
        Kind::Feed => feed::write(bundle, &mut left),
        Kind::Marks => table::marks(bundle),
        Kind::Events => table::events(bundle),
        Kind::Annotations => annotations::write(bundle, &mut left),
        Kind::Timeline => timeline::write(bundle, &mut left),
        Kind::Calendar => calendar::write(bundle, &mut left),
        Kind::Markdown => markdown::write(bundle, &mut left),
    };
    Export { text, notices: left.notices() }
}

/// Lays a value out as bundles are.
fn json(value: &impl serde::Serialize) -> String {
    // Nothing here can fail to be written: keys are strings, numbers are finite.
    layout::lines(&serde_json::to_string(value).unwrap_or_default())
}

/// Counts what a format does not carry.
#[derive(Debug, Default)]
struct LeftOut(Vec<(usize, &'static str, &'static str)>);

impl LeftOut {
    /// Counts one more of a kind: what it is in the singular, and what became of it.
    fn one(&mut self, what: &'static str, outcome: &'static str) {
        self.some(1, what, outcome);
    }

    /// Counts several.
    fn some(&mut self, count: usize, what: &'static str, outcome: &'static str) {
        match self.0.iter_mut().find(|(_, w, o)| (*w, *o) == (what, outcome)) {
            Some((sum, ..)) => *sum += count,
            None => self.0.push((count, what, outcome)),
        }
    }

    fn notices(self) -> Vec<Fault> {
        let counted = self.0.into_iter().filter(|&(count, ..)| count > 0);
        counted
            .map(|(count, what, outcome)| {
                let plural = if count == 1 { "" } else { "s" };
                let remedy = "Export a bundle to keep everything.";
                Fault::new(Severity::Notice, format!("{count} {what}{plural} {outcome}."), remedy)
            })
            .collect()
    }
}

/// The entities of a bundle by id.
struct Names<'b> {
    bundle: &'b Bundle,
    places: Lookup<'b>,
}

impl<'b> Names<'b> {
    fn of(bundle: &'b Bundle) -> Self {
        let ids = bundle.dateline.entities.iter().map(|entity| entity.id.as_str());
        Self { bundle, places: Lookup::numbered(ids) }
    }

    fn get(&self, id: &str) -> Option<&'b crate::bundle::Entity> {
        self.places.get(id).and_then(|at| self.bundle.dateline.entities.get(at))
    }
}

/// The words of an article's marks, by id: the evidence of its events.
struct Quotes<'a> {
    article: &'a Article,
    places: Lookup<'a>,
}

impl<'a> Quotes<'a> {
    fn of(article: &'a Article) -> Self {
        let ids = article.dateline.marks.iter().map(|mark| mark.id.as_str());
        Self { article, places: Lookup::numbered(ids) }
    }

    /// The words an event's evidence marks, in the order it cites them.
    fn evidence(&self, event: &Event) -> Vec<&'a str> {
        let places = event.evidence.iter().filter_map(|id| self.places.get(id));
        places.filter_map(|at| Some(self.article.dateline.marks.get(at)?.quote.as_str())).collect()
    }
}

/// An address that a link may have.
fn web(address: Option<&str>) -> Option<&str> {
    let begins = |address: &str, scheme: &str| {
        address.get(..scheme.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(scheme))
    };
    address.filter(|address| {
        (begins(address, "https://") || begins(address, "http://"))
            && !address
                .contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"".contains(c))
    })
}
