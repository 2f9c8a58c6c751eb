//! The plain data of a bundle, shaped like its JSON, so that writing is serde's own work.
//!
//! Nothing here decides anything. Reading, with its tolerance for broken input, is in
//! `read`; every struct keeps members it does not know in `more` and writes them back.
//! Offsets in this model are always half-open Unicode code points, whatever unit the
//! file declared: `read` converts them once.

pub use crate::bundle::blocks::{Block, Cell, Span};
pub use crate::bundle::confidence::Confidence;
pub use crate::bundle::unknown::Unknown;
pub use crate::bundle::vocabulary::{Basis, BlockKind, EntityType, Field, OffsetUnit, SpanKind};

use serde::Serialize;

/// The JSON Feed version this program writes.
pub const JSON_FEED: &str = "https://jsonfeed.org/version/1.1";
/// The major version of the `_dateline` extension this program understands.
pub const FORMAT: u64 = 1;

/// A whole bundle: a JSON Feed with one extension object.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Bundle {
    /// The feed's version URL.
    pub version: String,
    /// What the collection is called.
    pub title: String,
    /// A sentence or two about the collection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Where the collection lives on the web.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub home_page_url: Option<String>,
    /// BCP 47 language of articles that do not name their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// What JSON Feed has no place for.
    #[serde(rename = "_dateline")]
    pub dateline: BundleExt,
    /// The articles, in file order.
    pub items: Vec<Article>,
    /// Unknown members.
    #[serde(flatten)]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(skip))]
    pub more: Unknown,
}

/// The extension object at the top of a bundle.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct BundleExt {
    /// Major version of the extension.
    pub format: u64,
    /// What offsets in the file count. Reading turns all into code points: `codepoint` is the
    /// default, and what this program writes.
    pub offset_unit: OffsetUnit,
    /// Everyone and everything the marks refer to, in file order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub entities: Vec<Entity>,
    /// Unknown members.
    #[serde(flatten)]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(skip))]
    pub more: Unknown,
}

impl Default for BundleExt {
    fn default() -> Self {
        Self {
            format: FORMAT,
            offset_unit: OffsetUnit::Codepoint,
            entities: Vec::new(),
            more: Unknown::new(),
        }
    }
}

impl Default for Bundle {
    fn default() -> Self {
        Self::new("")
    }
}

impl Bundle {
    /// An empty bundle with a title.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            version: JSON_FEED.to_owned(),
            title: title.into(),
            description: None,
            home_page_url: None,
            language: None,
            dateline: BundleExt::default(),
            items: Vec::new(),
            more: Unknown::new(),
        }
    }
}

/// One article: an item of the feed.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Article {
    /// Unique in its bundle: of a repeated id, the first article keeps it.
    pub id: String,
    /// Where the article was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// A page elsewhere that the article is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_url: Option<String>,
    /// The headline; without one, the first words of the text stand for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The publisher's own short form of the article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// When it was published, as written in the file: an RFC 3339 instant, or a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_published: Option<String>,
    /// Who wrote it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<Author>,
    /// The publisher's subjects.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// BCP 47 language, where it differs from the bundle's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The canonical text: LF, paragraphs split on blank lines, never re-normalised.
    pub content_text: String,
    /// The item's extension object.
    #[serde(rename = "_dateline", skip_serializing_if = "ArticleExt::is_empty")]
    pub dateline: ArticleExt,
    /// Unknown members.
    #[serde(flatten)]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(skip))]
    pub more: Unknown,
}

/// The extension object of one article.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct ArticleExt {
    /// The date relative expressions count from: EDTF, as written in the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued: Option<String>,
    /// Who published it, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The structure of the text, in its order, where it is more than plain paragraphs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<Block>,
    /// Marked stretches of text, sorted by field, start, then longest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
    /// What happened when, according to the text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Event>,
    /// Unknown members.
    #[serde(flatten)]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(skip))]
    pub more: Unknown,
}

impl ArticleExt {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Article {
    /// The headline, or the first words of the text, or the id: never empty
    /// unless the article is.
    pub fn headline(&self) -> &str {
        const LONGEST: usize = 80; // code points; about one line of a list
        if let Some(title) = self.title.as_deref().filter(|t| !t.trim().is_empty()) {
            return title;
        }
        let line = self.content_text.trim_start().lines().next().unwrap_or("");
        if line.is_empty() {
            return &self.id;
        }
        match line.char_indices().nth(LONGEST) {
            None => line,
            Some((limit, _)) => {
                let cut = line[..limit].bytes().rposition(|byte| byte == b' ').unwrap_or(limit);
                &line[..cut]
            }
        }
    }

    /// The text a mark's offsets count in.
    pub fn field_text(&self, field: Field) -> &str {
        match field {
            Field::Body => &self.content_text,
            Field::Title => self.title.as_deref().unwrap_or(""),
        }
    }
}

/// Somebody who wrote an article.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Author {
    /// The name as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Unknown members, JSON Feed's `url` and `avatar` among them.
    #[serde(flatten)]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(skip))]
    pub more: Unknown,
}

/// Somebody or something that marks refer to.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Entity {
    /// Local to the bundle, unique in it; marks and events refer to it.
    pub id: String,
    /// Its kind.
    #[serde(rename = "type")]
    pub kind: EntityType,
    /// The name to show.
    pub name: String,
    /// Other names, abbreviations and spellings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// The same thing in other people's catalogues.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub same_as: Vec<String>,
    /// Unknown members.
    #[serde(flatten)]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(skip))]
    pub more: Unknown,
}

/// One marked stretch of text: a mention of an entity, an expression of time, or both.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Mark {
    /// Unique in its article; events cite it.
    pub id: String,
    /// Which text the offsets count in.
    #[serde(skip_serializing_if = "Field::is_body")]
    pub field: Field,
    /// Where it begins: how many code points (in a file: `offset_unit`s) stand before it.
    pub start: usize,
    /// One past its last code point (in a file: `offset_unit`).
    pub end: usize,
    /// The marked words themselves, so that a wrong offset is noticed.
    pub quote: String,
    /// Id of the entity mentioned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
    /// The time expressed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<Box<Time>>,
    /// The program that made the mark; absent on an editor's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// How sure that program is: 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// Unknown members.
    #[serde(flatten)]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(skip))]
    pub more: Unknown,
}

/// What an expression of time means.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Time {
    /// EDTF subset: `2018`, `2018-05`, `2018-05-08`, `2018-22` (summer), `2018-05/..`, `2018?`;
    /// absent while unresolved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// How the value was found.
    pub basis: Basis,
    /// The rule by which an unresolved expression will resolve, in the producer's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// Unknown members.
    #[serde(flatten)]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(skip))]
    pub more: Unknown,
}

/// Something that happened, with the marks that say so.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Event {
    /// Unique in its article.
    pub id: String,
    /// A few words, from the text's own.
    pub label: String,
    /// EDTF subset, as the value of a time; absent while unresolved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// Ids of marks of the same article.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
    /// Who and what took part.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub entities: Vec<EventEntity>,
    /// Unknown members.
    #[serde(flatten)]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(skip))]
    pub more: Unknown,
}

/// An entity's part in an event: a bare id, or an object with a role.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum EventEntity {
    /// The entity's id.
    Id(String),
    /// The entity's id and what it did.
    Role {
        /// The entity's id.
        id: String,
        /// What it did, in the producer's words.
        #[serde(skip_serializing_if = "Option::is_none")]
        role: Option<String>,
        /// Unknown members.
        #[serde(flatten)]
        #[cfg_attr(not(target_arch = "wasm32"), schemars(skip))]
        more: Unknown,
    },
}

impl EventEntity {
    /// The entity's id.
    pub fn id(&self) -> &str {
        match self {
            Self::Id(id) | Self::Role { id, .. } => id,
        }
    }
}
