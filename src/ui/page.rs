//! One article made ready for reading: its paragraphs cut into pieces that can be drawn
//! side by side, its dated entries, and who is in it.
//!
//! Pure and complete: the components only draw what stands here. It must not decide
//! about colours or widths.

use crate::annotate::sentences;
use crate::bundle::edtf::{self, When};
use crate::bundle::offsets::Offsets;
use crate::bundle::order::{self, Lookup};
use crate::bundle::{Article, Basis, Bundle, Entity, EntityType, Field, Mark, OffsetUnit, runs};
use std::ops::Range;

/// An article ready to be drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The headline in pieces.
    pub headline: Vec<Piece>,
    /// The text, paragraph by paragraph.
    pub paragraphs: Vec<Vec<Piece>>,
    /// What the timeline shows: resolved ones in order of time, then the rest in order of text.
    pub dated: Vec<Dated>,
    /// Who and what is mentioned, by type in legend order, then by number of mentions.
    pub entities: Vec<Mentioned>,
}

impl Page {
    /// The headline as one text.
    pub fn headline_text(&self) -> String {
        self.headline.iter().map(|piece| piece.text.as_str()).collect()
    }

    /// The entry that an event's or a mark's id names.
    pub fn entry_of(&self, at: &str) -> Option<usize> {
        let by_id = self.dated.iter().position(|entry| entry.id == at);
        by_id.or_else(|| {
            let pieces = self.headline.iter().chain(self.paragraphs.iter().flatten());
            pieces
                .filter(|piece| matches!(&piece.link, Link::Time { mark, .. } if mark == at))
                .find_map(|piece| match piece.link {
                    Link::Time { dated, .. } => dated,
                    _ => None,
                })
        })
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

/// A stretch of text that looks the same throughout.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// What the innermost mark means.
    pub link: Link,
    /// The types of entity marks around the innermost one, outermost first.
    pub around: Vec<EntityType>,
    /// Indices into `Page::dated` of the entries whose sentence this belongs to.
    pub told: Vec<usize>,
    /// True if a program made the innermost mark.
    pub machine: bool,
}

/// What a piece leads to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Link {
    /// Plain text.
    #[default]
    None,
    /// A mention of an entity.
    Entity {
        /// The entity's id.
        id: String,
        /// Its type.
        kind: EntityType,
        /// The name it is known by, for a tooltip where the text uses another.
        name: String,
    },
    /// An expression of time.
    Time {
        /// The mark's id.
        mark: String,
        /// Index into `Page::dated` of the entry it is evidence of.
        dated: Option<usize>,
        /// What it means, for a tooltip.
        when: Option<When>,
        /// How that is known.
        basis: Basis,
    },
}

/// One entry of the article's timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Dated {
    /// The event's id, or `~` and the mark's where no event cites it.
    pub id: String,
    /// What happened, in the text's own words.
    pub label: String,
    /// The time, if it is known.
    pub when: Option<When>,
    /// How the time is known, from the first mark of time that is evidence.
    pub basis: Basis,
    /// The first mark that is evidence of it: where a click leads.
    pub mark: Option<String>,
    /// The words that tell the time, as they stand in the text.
    pub words: String,
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

/// The entities of the bundle, by id.
struct Entities<'a> {
    all: &'a [Entity],
    number: Lookup<'a>,
}

impl<'a> Entities<'a> {
    fn of(bundle: &'a Bundle) -> Self {
        let all = &bundle.dateline.entities;
        Self { all, number: Lookup::numbered(all.iter().map(|entity| entity.id.as_str())) }
    }

    /// Type and name; an id that nobody describes stands for itself.
    fn look<'i>(&self, id: &'i str) -> (EntityType, &'i str)
    where
        'a: 'i,
    {
        let entity = self.number.get(id).and_then(|number| self.all.get(number));
        entity.map_or((EntityType::Other, id), |entity| (entity.kind, entity.name.as_str()))
    }
}

/// A mark with its place in UTF-8 bytes.
struct Placed<'a> {
    mark: &'a Mark,
    range: Range<usize>,
}

/// Makes an article ready.
pub fn page(bundle: &Bundle, article: &Article) -> Page {
    let entities = Entities::of(bundle);
    let body = placed(article, Field::Body);
    let title = placed(article, Field::Title);
    let (dated, tellings) = dated(article, &title, &body);
    let entry_of = evidence(article, &dated);
    let paint = Paint { entities: &entities, entry_of: &entry_of, tellings: &tellings };
    let paragraphs = runs::paragraphs(&article.content_text)
        .into_iter()
        .map(|range| paint.pieces(&article.content_text, range, &body))
        .collect();
    let headline = match &article.title {
        Some(text) if !text.trim().is_empty() => {
            let bare = Paint { tellings: &[], ..paint };
            bare.pieces(text, 0..text.len(), &title)
        }
        _ => vec![Piece { text: article.headline().to_owned(), ..Piece::default() }],
    };
    Page { headline, paragraphs, entities: mentioned(&title, &body, &entities), dated }
}

fn placed(article: &Article, field: Field) -> Vec<Placed<'_>> {
    let offsets = Offsets::new(article.field_text(field));
    let marks = article.dateline.marks.iter().filter(|mark| mark.field == field);
    marks
        .filter_map(|mark| {
            let (start, words) = offsets.slice(OffsetUnit::Codepoint, mark.start, mark.end)?;
            Some(Placed { mark, range: start..start + words.len() })
        })
        .collect()
}

/// A sentence that tells something: its UTF-8 bytes, and which entries.
struct Telling {
    range: Range<usize>,
    entries: Vec<usize>,
}

/// Entries that one sentence lights at most: more would say nothing, and cost the square.
const MOST_TOLD: usize = 16;

/// The entries of the timeline, and the sentences that tell them.
fn dated(
    article: &Article,
    title: &[Placed<'_>],
    body: &[Placed<'_>],
) -> (Vec<Dated>, Vec<Telling>) {
    let text = &article.content_text;
    let sentences: Vec<Range<usize>> = runs::paragraphs(text)
        .into_iter()
        .flat_map(|paragraph| {
            let inside = sentences::sentences(&text[paragraph.clone()]).into_iter();
            inside.map(move |s| paragraph.start + s.start..paragraph.start + s.end)
        })
        .collect();
    // The number of the sentence in which a mark begins.
    let sentence_of = |placed: &Placed<'_>| {
        if placed.mark.field != Field::Body {
            return None;
        }
        let after = sentences.partition_point(|sentence| sentence.start <= placed.range.start);
        let last = after.checked_sub(1)?;
        (placed.range.start < sentences[last].end).then_some(last)
    };
    // The text before the headline: it says when, and more.
    let marks: Vec<&Placed<'_>> = body.iter().chain(title).collect();
    let place_of = Lookup::numbered(marks.iter().map(|placed| placed.mark.id.as_str()));
    let events = &article.dateline.events;
    let cited =
        Lookup::numbered(events.iter().flat_map(|event| &event.evidence).map(String::as_str));
    let mut entries: Vec<(Dated, Option<usize>)> = Vec::new();
    for event in events {
        let marks = event.evidence.iter();
        let cited: Vec<&Placed<'_>> = marks.filter_map(|id| body.get(place_of.get(id)?)).collect();
        let timed = cited.iter().find(|placed| placed.mark.time.is_some()).copied();
        let first = timed.or(cited.first().copied());
        let own = timed.and_then(|placed| placed.mark.time.as_ref());
        let value = event.when.as_deref().or(own.and_then(|time| time.value.as_deref()));
        let when = value.and_then(edtf::parse);
        let basis = own
            .map_or(if when.is_some() { Basis::Editor } else { Basis::Unresolved }, |time| {
                time.basis
            });
        entries.push((
            Dated {
                id: event.id.clone(),
                label: event.label.clone(),
                when,
                basis,
                mark: first.map(|placed| placed.mark.id.clone()),
                words: timed.map_or_else(String::new, |placed| placed.mark.quote.clone()),
            },
            first.and_then(sentence_of),
        ));
    }
    // A date that no event cites still belongs on the timeline, in the words around it.
    for placed in &marks {
        let Some(time) = &placed.mark.time else { continue };
        if cited.has(&placed.mark.id) {
            continue;
        }
        let sentence = sentence_of(placed);
        let whole = article.field_text(placed.mark.field);
        let around = sentence.map_or(whole, |n| &text[sentences[n].clone()]);
        entries.push((
            Dated {
                id: own_id(placed.mark),
                label: shortened(around),
                when: time.value.as_deref().and_then(edtf::parse),
                basis: time.basis,
                mark: Some(placed.mark.id.clone()),
                words: placed.mark.quote.clone(),
            },
            sentence,
        ));
    }
    order::sort_by_key(&mut entries, |(entry, sentence)| match entry.when {
        Some(when) => (0, when.first_day().or(when.last_day()), when.last_day(), None),
        None => (1, None, None, *sentence),
    });
    let mut tellings: Vec<Telling> =
        sentences.into_iter().map(|range| Telling { range, entries: Vec::new() }).collect();
    for (number, sentence) in entries.iter().map(|(_, sentence)| *sentence).enumerate() {
        let telling = sentence.and_then(|sentence| tellings.get_mut(sentence));
        if let Some(telling) = telling.filter(|telling| telling.entries.len() < MOST_TOLD) {
            telling.entries.push(number);
        }
    }
    tellings.retain(|telling| !telling.entries.is_empty());
    (entries.into_iter().map(|(entry, _)| entry).collect(), tellings)
}

/// The id of the entry of a date that no event cites: not the mark's own, which leads the
/// other way.
fn own_id(mark: &Mark) -> String {
    format!("~{}", mark.id)
}

/// The first words of a sentence, cut between words. It reads no further than it shows.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 90; // code points: two lines of the timeline's list
    let mut line = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        length += word.chars().take(LONGEST + 1).count() + usize::from(!line.is_empty());
        if length > LONGEST {
            if line.is_empty() {
                line.extend(word.chars().take(LONGEST)); // one endless word
            }
            line.push('…');
            break;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Which entry each mark is evidence of.
fn evidence<'a>(article: &'a Article, dated: &[Dated]) -> Lookup<'a> {
    let index = Lookup::numbered(dated.iter().map(|entry| entry.id.as_str()));
    let mut pairs = Vec::new();
    // Cited first: of a mark that two things claim, the first claim counts.
    for event in &article.dateline.events {
        let at = index.get(&event.id);
        pairs.extend(event.evidence.iter().filter_map(|mark| Some((mark.as_str(), at?))));
    }
    let marks = article.dateline.marks.iter();
    pairs.extend(marks.filter_map(|mark| Some((mark.id.as_str(), index.get(&own_id(mark))?))));
    Lookup::new(pairs)
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

/// What is needed to turn runs into pieces.
#[derive(Clone, Copy)]
struct Paint<'a> {
    entities: &'a Entities<'a>,
    entry_of: &'a Lookup<'a>,
    tellings: &'a [Telling],
}

impl Paint<'_> {
    fn pieces(&self, text: &str, within: Range<usize>, placed: &[Placed<'_>]) -> Vec<Piece> {
        // Sentences are cut like marks, after the real ones: runs then know both.
        let ranges: Vec<Range<usize>> = placed
            .iter()
            .map(|placed| placed.range.clone())
            .chain(self.tellings.iter().map(|telling| telling.range.clone()))
            .collect();
        runs::cut(within, &ranges)
            .into_iter()
            .map(|run| {
                let (marks, sentences): (Vec<usize>, Vec<usize>) =
                    run.marks.iter().partition(|&&index| index < placed.len());
                let mut piece = Piece { text: text[run.range].to_owned(), ..Piece::default() };
                for index in sentences {
                    piece.told.extend(&self.tellings[index - placed.len()].entries);
                }
                if let Some((&innermost, around)) = marks.split_last() {
                    let mark = placed[innermost].mark;
                    piece.link = self.link(mark);
                    piece.machine = mark.by.is_some();
                    piece.around =
                        around.iter().filter_map(|&index| self.kind(placed[index].mark)).collect();
                }
                piece
            })
            .collect()
    }

    fn kind(&self, mark: &Mark) -> Option<EntityType> {
        mark.entity.as_deref().map(|id| self.entities.look(id).0)
    }

    fn link(&self, mark: &Mark) -> Link {
        match (&mark.entity, &mark.time) {
            (Some(id), _) => {
                let (kind, name) = self.entities.look(id);
                Link::Entity { id: id.clone(), kind, name: name.to_owned() }
            }
            (None, Some(time)) => Link::Time {
                mark: mark.id.clone(),
                dated: self.entry_of.get(&mark.id),
                when: time.value.as_deref().and_then(edtf::parse),
                basis: time.basis,
            },
            (None, None) => Link::None,
        }
    }
}

#[cfg(test)]
#[path = "page_tests.rs"]
mod tests;
