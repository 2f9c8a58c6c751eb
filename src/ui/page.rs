//! One article made ready for reading: its blocks with their text in pieces, its dated
//! entries, and who is in it.
//!
//! Pure and complete: the components only draw what stands here. It must not decide
//! about colours or widths.

use crate::archive::Highlighter;
use crate::bundle::edtf::When;
use crate::bundle::offsets::Offsets;
use crate::bundle::order;
use crate::bundle::{Article, Basis, Entity, EntityType, Field};
use crate::ui::dated::{self, Dated};
use crate::ui::passages::{self, Passage};
use crate::ui::pieces::{self, Cutter, Entities, Layer, Link, Piece, Placed};

/// An article ready to be drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The headline in pieces.
    pub headline: Vec<Piece>,
    /// The text, block by block.
    pub passages: Vec<Passage>,
    /// Where the author's own links lead: the web or a letter.
    pub outward: Vec<String>,
    /// What the timeline shows: resolved ones in order of time, then the rest in order of text.
    pub dated: Vec<Dated>,
    /// Who else tells an entry, in order of the entries; `leaf` fills it in.
    pub also: Vec<Also>,
    /// Who and what is mentioned, by type in legend order, then by number of mentions.
    pub entities: Vec<Mentioned>,
    /// True if a program made some of the marks.
    pub machine: bool,
    /// Where what the reader searched for stands: thousandths of the text's length.
    pub ruler: Vec<usize>,
}

impl Page {
    /// The headline as one text.
    pub fn headline_text(&self) -> String {
        self.headline.iter().map(|piece| piece.text.as_str()).collect()
    }

    /// The text of the blocks, stretch by stretch.
    pub fn texts(&self) -> impl Iterator<Item = &[Piece]> {
        self.passages.iter().flat_map(Passage::texts)
    }

    /// The entry that an event's or a mark's id names.
    pub fn entry_of(&self, at: &str) -> Option<usize> {
        let by_id = self.dated.iter().position(|entry| entry.id == at);
        by_id.or_else(|| {
            let pieces = self.headline.iter().chain(self.texts().flatten());
            pieces
                .filter(|piece| matches!(&piece.link, Link::Time { mark, .. } if mark == at))
                .find_map(|piece| match piece.link {
                    Link::Time { dated, .. } => dated,
                    _ => None,
                })
        })
    }

    /// An expression of time in the text, by its mark's id: its words, what they mean, and how
    /// that is known.
    pub fn time_of(&self, at: &str) -> Option<(String, Option<When>, Basis)> {
        let pieces = self.headline.iter().chain(self.texts().flatten());
        let mut found: Option<(String, Option<When>, Basis)> = None;
        for piece in pieces {
            if let Link::Time { mark, when, basis, .. } = &piece.link
                && mark == at
            {
                let words = &mut found.get_or_insert((String::new(), *when, *basis)).0;
                words.push_str(&piece.text);
            }
        }
        found
    }

    /// Where a link to a place in the article leads: from a date in the text to its entry,
    /// from an entry to the text that tells it.
    pub fn place_of(&self, at: &str) -> Option<Place> {
        let number = self.entry_of(at)?;
        let entry = self.dated.get(number)?;
        let text = entry.mark.as_ref().filter(|_| entry.id == at);
        Some(text.map_or_else(
            || Place::Entry(entry.id.clone()),
            |mark| Place::Text(mark.clone(), number),
        ))
    }
}

/// A place in an open article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The mark with this id, in the text, or else the sentence that tells this entry: a
    /// mark under another one has no link of its own to go to.
    Text(String, usize),
    /// The entry with this id, on the timeline.
    Entry(String),
}

/// An entity of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mentioned {
    /// The entity's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its type.
    pub kind: EntityType,
    /// How often the article mentions it.
    pub count: usize,
}

/// Makes an article ready. `entities` are those that its marks refer to, and others; `sought`
/// finds what the reader searched for.
pub fn page(entities: &[Entity], article: &Article, sought: &Highlighter) -> Page {
    let entities = Entities::of(entities);
    let body = pieces::placed(article, Field::Body);
    let title = pieces::placed(article, Field::Title);
    let offsets = Offsets::new(&article.content_text);
    let laid = passages::lay(article, &offsets);
    let (dated, tellings) = dated::dated(article, &passages::stretches(&laid), &title, &body);
    let entry_of = dated::evidence(article, &dated);
    let (spans, outward) = passages::spans(&laid, &offsets);
    let mut layers = marks(&body);
    layers.extend(
        tellings.iter().map(|telling| (telling.range.clone(), Layer::Telling(&telling.entries))),
    );
    layers.extend(spans);
    let length = article.content_text.len().max(1);
    let hits = sought.in_text(&article.content_text);
    let ruler = hits.iter().map(|hit| hit.start * 1000 / length).collect();
    layers.extend(hits.into_iter().map(|range| (range, Layer::Hit)));
    let mut cutter = Cutter::new(&article.content_text, &entities, &entry_of, layers);
    let passages = passages::passages(laid, &mut cutter);
    let headline = match &article.title {
        Some(text) if !text.trim().is_empty() => {
            let mut layers = marks(&title);
            layers.extend(sought.in_title(text).into_iter().map(|range| (range, Layer::Hit)));
            Cutter::new(text, &entities, &entry_of, layers).pieces(0..text.len())
        }
        _ => vec![Piece { text: article.headline().to_owned(), ..Piece::default() }],
    };
    let machine = article.dateline.marks.iter().any(|mark| mark.by.is_some());
    Page {
        headline,
        passages,
        outward,
        entities: mentioned(&title, &body, &entities),
        dated,
        also: Vec::new(),
        machine,
        ruler,
    }
}

/// Another article that tells what an entry tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Also {
    /// The id of the entry.
    pub entry: String,
    /// The id of that article, and of its event.
    pub article: String,
    /// See `article`.
    pub event: String,
    /// Its headline.
    pub headline: String,
}

/// Marks as layers.
fn marks<'a>(placed: &[Placed<'a>]) -> Vec<(std::ops::Range<usize>, Layer<'a>)> {
    placed.iter().map(|placed| (placed.range.clone(), Layer::Mark(placed.mark))).collect()
}

fn mentioned(title: &[Placed<'_>], body: &[Placed<'_>], entities: &Entities<'_>) -> Vec<Mentioned> {
    let mut ids: Vec<&str> =
        title.iter().chain(body).filter_map(|placed| placed.mark.entity.as_deref()).collect();
    order::sort_by(&mut ids, |a, b| a.cmp(b));
    let mut mentioned: Vec<Mentioned> = Vec::new();
    for id in ids {
        match mentioned.last_mut().filter(|last| last.id == id) {
            Some(last) => last.count += 1,
            None => {
                let (kind, name) = entities.look(id);
                mentioned.push(Mentioned {
                    id: id.to_owned(),
                    name: name.to_owned(),
                    kind,
                    count: 1,
                });
            }
        }
    }
    order::sort_by(&mut mentioned, |a, b| {
        (a.kind, b.count, &a.name).cmp(&(b.kind, a.count, &b.name))
    });
    mentioned
}

#[cfg(test)]
#[path = "page_tests.rs"]
mod tests;
