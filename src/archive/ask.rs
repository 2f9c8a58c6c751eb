//! What a viewer asks its archive, and what the archive replies: plain data, for a worker
//! or for the page itself.
//!
//! Nothing here computes, but that an article on its way is read again. The archive is a `desk`; where it sits, and how these come to it,
//! is `browser::seat`'s affair.

use crate::archive::chronology::Occasion;
use crate::archive::message::{Answer, FacetValue, Histogram, Request};
use crate::archive::query::Query;
use crate::archive::wanting;
use crate::bundle::{self, Bundle, Entity, EntityType, Fault, Severity};

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// Open this text of a bundle or a feed, in place of whatever was open. `index` is its
    /// prebuilt index, where there is one: it is used if it was made of these very bytes.
    /// Replied to with `Opened` as soon as the first articles can be read, or with `Refused`
    /// and the same bytes if it is for the importers to open. What was refused took nothing
    /// away: whatever was open before stays open. A newer one makes an older one void.
    Open {
        /// What the file is called: its kind may hang on it.
        name: String,
        /// The text, UTF-8, unpacked.
        bytes: Vec<u8>,
        /// The prebuilt index.
        index: Option<Vec<u8>>,
        /// What the importers had to say, if they made the text: it takes the place of what
        /// reading has to say.
        faults: Option<Vec<Fault>>,
    },
    /// A query; replied to with `Answer`. A newer one makes an older one void, which then
    /// gets no reply.
    Query(Request),
    /// An article by its id, to be opened; replied to with `Article`.
    Article(String),
    /// What the articles at these places are called; replied to with `Names`.
    Names(Vec<usize>),
    /// The events of all articles that match; replied to with `Chronology`. A newer one makes
    /// an older one void.
    Chronology {
        /// Which articles.
        query: Query,
        /// How many occasions to skip, and how many to give at most.
        offset: usize,
        /// See `offset`.
        limit: usize,
    },
    /// What there is to know of an entity, by its id or else a name of it; replied to with `Entity`.
    Entity(String),
    /// Names and dates are going to be found from now on, by somebody who knows nothing yet:
    /// what was asked for before and had no answer is to be asked for again. Replied to with
    /// `Known`.
    Begin,
    /// The next articles in which names and dates are to be found; replied to with `Batch`.
    Batch {
        /// The article on screen: it goes first.
        open: Option<usize>,
        /// The list in sight, in its order: it goes next.
        listed: Vec<usize>,
    },
    /// What was found in these articles; replied to with `Progress`.
    Found {
        /// Their places in the bundle's `items`.
        batch: Vec<usize>,
        /// See `bundle::read_found`.
        json: Vec<u8>,
    },
    /// The reader says when an article was issued, `YYYY-MM-DD`, or takes that back with an
    /// empty text; replied to with `Progress`.
    Supply {
        /// Its place in the bundle's `items`.
        article: usize,
        /// The day.
        date: String,
    },
    /// What the reader put right about entities, in place of what was put right before: a text
    /// that `bundle::corrections` wrote. Replied to with `Progress`; the answers follow, with an
    /// edition of their own. An archive in parts does not change.
    Correct(String),
    /// A file that was wanted: see `desk::Step::Wants`. It gets no reply.
    Part {
        /// Its address, as it was told.
        address: String,
        /// What is in it.
        file: Vec<u8>,
        /// Why it cannot be had.
        fault: Option<Fault>,
    },
    /// Count what was found now, if anything was since it was last counted; or never find
    /// anything more. Replied to with `Progress`.
    Count {
        /// Nobody will find the rest.
        give_up: bool,
    },
}

/// Of which asks a newer one makes an older one void.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it all")]
pub enum Kind {
    Query,
    Chronology,
    File,
    Other,
}

impl Ask {
    /// Puts in the files of `Open`, which travel beside it.
    pub fn enclose(&mut self, file: Option<Vec<u8>>, prebuilt: Option<Vec<u8>>) {
        if let (Self::Open { bytes, index, .. }, Some(file)) = (self, file) {
            (*bytes, *index) = (file, prebuilt);
        }
    }

    /// Its kind.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Query(_) => Kind::Query,
            Self::Chronology { .. } => Kind::Chronology,
            Self::Open { .. } => Kind::File,
            _ => Kind::Other,
        }
    }
}

/// What is replied.
#[allow(clippy::large_enum_variant, reason = "there is one at a time")]
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// A collection is open. It may still grow: see `Progress`.
    Opened(Opened),
    /// It cannot be opened. `bytes` are those that were given, if the importers may be able to.
    Refused {
        /// Why.
        fault: Fault,
        /// What was given.
        bytes: Option<Vec<u8>>,
    },
    /// The answer to a query.
    Answer(Answer),
    /// An article, or `None` if there is none of this id (yet).
    Article(Option<Opening>),
    /// What articles are called, in the order asked for; those that are not there left out.
    Names(Vec<Named>),
    /// Occasions in order of time.
    Chronology(Occasions),
    /// An entity, or `None` if no article has it (yet).
    Entity(Option<Profile>),
    /// The entities that the file brought: ids, types, names and other names.
    Known(Vec<Entity>),
    /// Articles to find names and dates in; none if all is found or under way.
    Batch(Vec<Wanting>),
    /// These files of an archive in parts are wanted: see `Ask::Part`. Told without being asked.
    Wants(Vec<String>),
    /// How far reading, indexing and finding are. Also told without being asked, as often as
    /// something changes that an answer may depend on.
    Progress(Progress),
}

/// A collection that was opened.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Opened {
    /// `Bundle::title`.
    pub title: String,
    /// `Bundle::language`.
    pub language: Option<String>,
    /// How far it is.
    pub progress: Progress,
}

/// How far a collection is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    /// How many articles were read, and whether these are all.
    pub articles: usize,
    /// See `articles`.
    pub complete: bool,
    /// How many of them can be searched.
    pub searched: usize,
    /// Rises whenever the answer to a query may have changed.
    pub edition: u32,
    /// Of how many articles names and dates were found here, and how many want it.
    pub found: usize,
    /// See `found`.
    pub wanting: usize,
    /// What was repaired or left out; given once, when all is read.
    pub faults: Option<Vec<Fault>>,
    /// The article for which something was found, if it was the one on screen.
    pub marked: Option<usize>,
    /// The archive is in parts: every row is a file to be fetched, and there is no file of the
    /// whole.
    pub in_parts: bool,
}

/// An article that is opened.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Opening {
    /// Its place in the bundle's `items`.
    pub article: usize,
    /// Its id in the collection: another than the bundle below may say, if several had the same.
    pub id: String,
    /// A bundle of this one article and of the entities it mentions, as JSON.
    pub json: String,
    /// What was found in it here: see `bundle::read_found`, with place 0. Empty if nothing was.
    pub found: String,
    /// For each of its events, in order: where else it is told.
    pub also: Vec<Vec<Elsewhere>>,
    /// Names and dates were found here, so that they can be counted from another day: the issue
    /// date that the reader supplied, or an empty text.
    pub reissued: Option<String>,
}

/// Where else an event is told.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Elsewhere {
    /// `Article::id`.
    pub article: String,
    /// `Article::headline`.
    pub title: String,
    /// `Event::id` there.
    pub event: String,
}

/// What an article is called.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Named {
    /// Its place in the bundle's `items`.
    pub article: usize,
    /// `Article::id`.
    pub id: String,
    /// `Article::headline`.
    pub title: String,
}

/// What the archive knows of an entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// Its id.
    pub id: String,
    /// Its type.
    pub kind: EntityType,
    /// The name to show.
    pub name: String,
    /// Other names, as the file has them.
    pub aliases: Vec<String>,
    /// Where else it is described, as the file has it: not to be followed unlooked at.
    pub same_as: Vec<String>,
    /// How many articles mention it.
    pub articles: usize,
    /// Who and what those mention too, and how often, most first.
    pub companions: Vec<FacetValue>,
    /// When they were published.
    pub published: Histogram,
}

/// A part of a chronology.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Occasions {
    /// How many occasions there are.
    pub total: usize,
    /// Those that were asked for.
    pub occasions: Vec<Told>,
}

/// An occasion with the words that tell it.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// When, and in which articles: their places in the bundle.
    pub occasion: Occasion,
    /// What it is called.
    pub label: String,
    /// One for every event of the occasion, in its order.
    pub tellings: Vec<Telling>,
}

/// How one article tells an occasion.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Telling {
    /// `Article::id`.
    pub article: String,
    /// `Article::headline`.
    pub title: String,
    /// Who published it.
    pub source: Option<String>,
    /// `Event::id`, for the link to the place.
    pub event: String,
    /// The sentence that tells it, one line; empty if no mark does.
    pub sentence: String,
}

/// An article that wants names and dates: see `browser::annotator::Asked`.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs, reason = "the names say it all")]
pub struct Wanting {
    pub number: usize,
    pub title: String,
    pub text: String,
    pub issued: Option<String>,
    pub language: Option<String>,
}

impl Reply {
    /// The archive cannot be reached, or said what nobody understands: a fault of ours.
    pub fn lost(what: &str) -> Fault {
        Fault::new(Severity::Fatal, what, "Reload the page; if it comes again, please report it.")
    }
}

impl Opening {
    /// The bundle of the one article, with what was found in it.
    ///
    /// # Errors
    /// As `bundle::read`, which would be a fault of ours.
    pub fn bundle(&self) -> Result<Bundle, Fault> {
        let mut bundle = bundle::read(&self.json)?.bundle;
        if !self.found.is_empty() {
            let found = bundle::read_found(&self.found, &bundle.items)?;
            wanting::join(found.entities, &mut bundle.dateline.entities);
            for (index, ext) in found.articles {
                if let Some(article) = bundle.items.get_mut(index) {
                    wanting::put_into(article, ext);
                }
            }
        }
        if let Some(article) = bundle.items.first_mut() {
            article.id.clone_from(&self.id);
        }
        Ok(bundle)
    }
}
