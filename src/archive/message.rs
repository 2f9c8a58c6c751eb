//! What the engine is asked and what it answers: plain data, ready to cross to a worker.
//!
//! Nothing here computes. Every count is exact for the query it answers.

use crate::archive::query::{Clause, Problem, Query, QueryField};
use crate::archive::range::DateRange;
use crate::bundle::EntityType;
use crate::bundle::civil::Date;
use std::ops::Range;

/// The order of the hits. Newest first, what is equal stays in file order, and oldest first is
/// the other way round; but undated articles come last in both, in file order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Latest publication first.
    #[default]
    Newest,
    /// Earliest publication first.
    Oldest,
    /// Best match of words and phrases first, then newest; newest if the query has neither.
    Relevance,
}

impl Sort {
    /// Every order, as a menu lists them.
    pub const ALL: [Self; 3] = [Self::Newest, Self::Oldest, Self::Relevance];

    /// The word used in URLs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Oldest => "oldest",
            Self::Relevance => "relevance",
        }
    }

    /// The order a word names, if it names one.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.word() == word)
    }
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// What is looked for.
    pub query: Query,
    /// In which order.
    pub sort: Sort,
    /// How many hits to skip.
    pub offset: usize,
    /// How many hits to return at most; the counts are of all of them whatever it is.
    pub limit: usize,
    /// So few hits are returned whole, whatever the limit: nobody has to ask for the last two.
    pub few: usize,
    /// The most bars wanted in each histogram; 0 for none.
    pub bins: usize,
    /// The days that both histograms are of, where they share a window; an open end is closed
    /// by the archive. Otherwise each has its own: see `Histogram`.
    pub span: Option<DateRange>,
    /// The archive by year, month and day is wanted.
    pub tree: bool,
    /// How many values of each facet to list at most, those of the query apart.
    pub values: usize,
    /// Facets of which every value is listed.
    pub whole: Vec<QueryField>,
    /// In these, values that no article of the answer has are wanted as well.
    pub zeros: bool,
}

impl Request {
    /// Bars of a list's lines of time: few enough to hit, and many enough for a few years of
    /// months.
    pub(crate) const BARS: usize = 40;

    /// The first fifty hits, newest first, at most sixty bars, and every facet whole.
    pub fn new(query: Query) -> Self {
        let (sort, whole) = (Sort::default(), Facets::FIELDS.to_vec());
        let (bins, tree, zeros) = (60, true, true);
        let (offset, limit, few, span, values) = (0, 50, 0, None, 0);
        Self { query, sort, offset, limit, few, bins, span, tree, values, whole, zeros }
    }

    /// What a list shows beside itself: both lines of time, the archive by date, and the first
    /// eight values of each facet.
    pub fn of_list(query: Query) -> Self {
        Self { bins: Self::BARS, values: 8, whole: Vec::new(), ..Self::new(query) }
    }

    /// The same for the hits and their number alone.
    pub fn bare(&self) -> Self {
        let (bins, tree, values, whole) = (0, false, 0, Vec::new());
        Self { bins, tree, values, whole, ..self.clone() }
    }

    /// The places of the hits to return, of so many in all.
    pub fn page(&self, total: usize) -> Range<usize> {
        let limit = if total <= self.few { total } else { self.limit };
        let end = self.offset.saturating_add(limit).min(total);
        self.offset.min(end)..end
    }

    /// True if facets are wanted.
    pub fn has_facets(&self) -> bool {
        self.values > 0 || !self.whole.is_empty()
    }

    /// True if hits and their number are all that is wanted.
    pub fn is_bare(&self) -> bool {
        self.bins == 0 && !self.tree && !self.has_facets()
    }
}

/// The answer to one request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// How many articles match.
    pub total: usize,
    /// How many articles there are, and how many of them were searched: fewer while the
    /// rest is still being read.
    pub articles: usize,
    /// See `articles`.
    pub searched: usize,
    /// How many of those have no date.
    pub undated: usize,
    /// The part of them that was asked for, in order.
    pub hits: Vec<Hit>,
    /// The values to narrow the query by.
    pub facets: Facets,
    /// The archive by year, month and day.
    pub dates: DateTree,
    /// The archive along a line.
    pub histogram: Histogram,
    /// The times that the articles speak of, along a line: an article counts once in every
    /// period that it speaks of. `about:` narrows to it.
    pub described: Histogram,
    /// What could not be read in the query, then what no article has.
    pub problems: Vec<Problem>,
    /// Words that were found under another spelling, because few or no articles have them as
    /// they are written.
    pub spellings: Vec<Spelling>,
    /// If nothing was found: what to drop, and how many articles match without it, most first.
    pub advice: Vec<Advice>,
}

/// A word that was found under other spellings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelling {
    /// As written in the query.
    pub word: String,
    /// As found, folded, most frequent first; at most five.
    pub found: Vec<String>,
}

/// What to drop from a query that finds nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// The clauses to take out.
    pub drop: Vec<Clause>,
    /// How many articles match without them.
    pub total: usize,
}

/// One matching article: all that a row of the list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hit {
    /// Its place in the bundle's `items`.
    pub article: usize,
    /// `Article::id`.
    pub id: String,
    /// `Article::headline`.
    pub title: String,
    /// The day of publication, as the engine counts it.
    pub published: Option<Date>,
    /// Who published it.
    pub source: Option<String>,
    /// BCP 47 language of the article, or of its bundle.
    pub language: Option<String>,
    /// A few of its words.
    pub snippet: Snippet,
    /// What matched in `title`, as UTF-8 bytes: sorted, apart from each other.
    pub title_hits: Vec<Range<usize>>,
}

/// A few words of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// One line: every run of white space is a single space.
    pub text: String,
    /// What matched in `text`, as UTF-8 bytes: sorted, apart from each other.
    pub hits: Vec<Range<usize>>,
    /// Something stands before it: show an ellipsis.
    pub cut_start: bool,
    /// Something follows it: show an ellipsis.
    pub cut_end: bool,
}

/// The values of the six facets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it all")]
pub struct Facets {
    pub entity: FacetList,
    pub kind: FacetList,
    pub tag: FacetList,
    pub source: FacetList,
    pub author: FacetList,
    pub language: FacetList,
}

/// The values of one facet by count, highest first, then by label; those with no articles
/// left too. Values that the query names are listed however few were asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FacetList {
    /// As many as were asked for, and those of the query.
    pub values: Vec<FacetValue>,
    /// How many values the archive has.
    pub all: usize,
}

impl Facets {
    /// The fields that have a facet, in the order of a side panel.
    pub const FIELDS: [QueryField; 6] = [
        QueryField::Type,
        QueryField::Entity,
        QueryField::Tag,
        QueryField::Source,
        QueryField::Author,
        QueryField::Language,
    ];

    /// The listed values of a field; none for the title, which has no facet.
    pub fn of(&self, field: QueryField) -> &[FacetValue] {
        match field {
            QueryField::Title => &[],
            QueryField::Entity => &self.entity.values,
            QueryField::Type => &self.kind.values,
            QueryField::Tag => &self.tag.values,
            QueryField::Source => &self.source.values,
            QueryField::Author => &self.author.values,
            QueryField::Language => &self.language.values,
        }
    }

    /// How many values of a field the archive has.
    pub fn all_of(&self, field: QueryField) -> usize {
        match field {
            QueryField::Title => 0,
            QueryField::Entity => self.entity.all,
            QueryField::Type => self.kind.all,
            QueryField::Tag => self.tag.all,
            QueryField::Source => self.source.all,
            QueryField::Author => self.author.all,
            QueryField::Language => self.language.all,
        }
    }

    pub(crate) fn of_mut(&mut self, field: QueryField) -> Option<&mut FacetList> {
        match field {
            QueryField::Title => None,
            QueryField::Entity => Some(&mut self.entity),
            QueryField::Type => Some(&mut self.kind),
            QueryField::Tag => Some(&mut self.tag),
            QueryField::Source => Some(&mut self.source),
            QueryField::Author => Some(&mut self.author),
            QueryField::Language => Some(&mut self.language),
        }
    }
}

/// One value of a facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetValue {
    /// What stands behind `field:` in a query; an entity's id. Unique in its facet.
    pub value: String,
    /// What to show; an entity's name.
    pub label: String,
    /// How many articles would remain if this value were chosen too. For the source and
    /// the language, of which an article has but one: if it were chosen instead.
    pub count: usize,
    /// The entity's type, or the type itself in the facet of types.
    pub kind: Option<EntityType>,
    /// The query asks for it.
    pub chosen: bool,
    /// The query asks for articles without it.
    pub excluded: bool,
    /// The value as the query has it, where it is chosen or excluded by other words
    /// (`entity:"Sergei Lavrov"`, `source:coast`).
    pub written: Option<String>,
}

impl FacetValue {
    /// The clause to toggle for this value: the query's own where it has one, so that
    /// `query.toggled(value.clause(field))` takes a chosen value back.
    pub fn clause(&self, field: QueryField) -> Clause {
        let value = self.written.as_ref().unwrap_or(&self.value);
        let clause = Clause::field(field, value.as_str());
        if self.excluded && !self.chosen { clause.opposite() } else { clause }
    }
}

/// The archive by year, month and day, earliest first, counted with the query's clauses of
/// date left out. Every day of the archive is there, with 0 if nothing matches on it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateTree {
    /// Years with articles.
    pub years: Vec<YearCount>,
    /// Matching articles without a date.
    pub undated: usize,
}

/// One year of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearCount {
    /// 0 to 9999.
    pub year: i32,
    /// Matching articles.
    pub count: usize,
    /// Months with articles.
    pub months: Vec<MonthCount>,
}

/// One month of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthCount {
    /// 1 to 12.
    pub month: u8,
    /// Matching articles.
    pub count: usize,
    /// Days of the month (1 to 31) with articles, and how many match.
    pub days: Vec<(u8, usize)>,
}

/// What one bar stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it all")]
pub enum Unit {
    #[default]
    Year,
    Month,
    Day,
}

/// Articles along a line of whole periods without gaps: over the query's range of dates
/// if it has one, else over the archive. The first and last bar may reach past that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Histogram {
    /// The finest unit that fits.
    pub unit: Unit,
    /// Units per bar: 1, or for long spans 2, 5, 10, 20, 50, … years.
    pub step: usize,
    /// Earliest first; none if there is nothing to span.
    pub bars: Vec<Bar>,
}

/// One bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// The period, to put in the query when the bar is chosen.
    pub range: DateRange,
    /// Articles of the answer in the period.
    pub count: usize,
    /// Articles of the whole archive in the period.
    pub total: usize,
}
