//! The closed lists of words that bundles use: types of entity, units of offsets, fields of
//! a mark, and how a date is known.
//!
//! Each word stands here once, and reading, writing, queries and style sheets take it from
//! here. What is not in a list is for the reader of bundles to report.

use serde::Serialize;

/// The nine types of entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names say it all")]
pub enum EntityType {
    Person,
    Organisation,
    Country,
    Place,
    Agreement,
    Event,
    Product,
    Group,
    Other,
}

impl EntityType {
    /// Every type, in the order a legend shows them.
    pub const ALL: [Self; 9] = [
        Self::Person,
        Self::Organisation,
        Self::Country,
        Self::Place,
        Self::Agreement,
        Self::Event,
        Self::Product,
        Self::Group,
        Self::Other,
    ];

    /// The word used in bundles, queries and stylesheets.
    pub fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Country => "country",
            Self::Place => "place",
            Self::Agreement => "agreement",
            Self::Event => "event",
            Self::Product => "product",
            Self::Group => "group",
            Self::Other => "other",
        }
    }

    /// The type a word names, if it names one.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// What offsets in a file count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum OffsetUnit {
    /// Unicode code points, as Python and Rust's `chars` count: the default.
    Codepoint,
    /// UTF-16 code units, as JavaScript and Java count.
    Utf16,
    /// UTF-8 bytes.
    Utf8,
}

impl OffsetUnit {
    /// Every unit.
    pub const ALL: [Self; 3] = [Self::Codepoint, Self::Utf16, Self::Utf8];

    /// The word used in bundles.
    pub fn word(self) -> &'static str {
        match self {
            Self::Codepoint => "codepoint",
            Self::Utf16 => "utf16",
            Self::Utf8 => "utf8",
        }
    }

    /// The unit a word names, if it names one.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.word() == word)
    }
}

/// Which text of an article a mark lies in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// The headline.
    Title,
    /// `content_text`.
    #[default]
    Body,
}

impl Field {
    /// True for the one that is not written out.
    pub(super) fn is_body(&self) -> bool {
        *self == Self::Body
    }
}

/// What a block of an article is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum BlockKind {
    /// Plain prose.
    #[default]
    Paragraph,
    /// A heading inside the article; `level` is 2 to 6.
    Heading,
    /// A paragraph of somebody else's words.
    Quote,
    /// An item of a list; `level` is its depth from 1, `ordinal` its number in a numbered list.
    Item,
    /// Text whose spaces and lines are meant: code, verse.
    Preformatted,
    /// A picture, `src` and `alt`; its text is the caption.
    Figure,
    /// A table, `rows`; its rows are lines of the text, its cells are separated by tabs.
    Table,
    /// A break between parts; it has no text.
    Rule,
}

impl BlockKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Paragraph,
        Self::Heading,
        Self::Quote,
        Self::Item,
        Self::Preformatted,
        Self::Figure,
        Self::Table,
        Self::Rule,
    ];

    /// The word used in bundles.
    pub fn word(self) -> &'static str {
        match self {
            Self::Paragraph => "paragraph",
            Self::Heading => "heading",
            Self::Quote => "quote",
            Self::Item => "item",
            Self::Preformatted => "preformatted",
            Self::Figure => "figure",
            Self::Table => "table",
            Self::Rule => "rule",
        }
    }

    /// The kind a word names, if it names one.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// What a stretch inside a block is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum SpanKind {
    /// A link; `href` says where to.
    #[default]
    Link,
    /// Said with emphasis: italics as a rule.
    Emphasis,
    /// Important: bold as a rule.
    Strong,
    /// Code, names of files, what a machine reads or says.
    Code,
}

impl SpanKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Link, Self::Emphasis, Self::Strong, Self::Code];

    /// The word used in bundles.
    pub fn word(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Emphasis => "emphasis",
            Self::Strong => "strong",
            Self::Code => "code",
        }
    }

    /// The kind a word names, if it names one.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// How the value of a time expression was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The words say it in full.
    Explicit,
    /// The year was taken from the issue date.
    YearFromIssue,
    /// The nearest such date before the issue date.
    NearestPast,
    /// The nearest such date after the issue date.
    NearestFuture,
    /// Counted from the issue date or another date in the text.
    Relative,
    /// An editor decided.
    Editor,
    /// Not known.
    #[default]
    Unresolved,
}

impl Basis {
    /// Every basis.
    pub const ALL: [Self; 7] = [
        Self::Explicit,
        Self::YearFromIssue,
        Self::NearestPast,
        Self::NearestFuture,
        Self::Relative,
        Self::Editor,
        Self::Unresolved,
    ];

    /// The word used in bundles.
    pub fn word(self) -> &'static str {
        match self {
            Self::Explicit => "explicit",
            Self::YearFromIssue => "year-from-issue",
            Self::NearestPast => "nearest-past",
            Self::NearestFuture => "nearest-future",
            Self::Relative => "relative",
            Self::Editor => "editor",
            Self::Unresolved => "unresolved",
        }
    }

    /// The basis a word names, if it names one.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|basis| basis.word() == word)
    }
}
