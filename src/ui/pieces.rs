//! Text cut into pieces that look the same throughout: marks, spans and the sentences that
//! tell something may nest and cross, pieces stand side by side.
//!
//! The boundaries come from `bundle::runs`. It must not know blocks or elements: it is given
//! one stretch of text after the other.

use crate::bundle::edtf::{self, When};
use crate::bundle::offsets::Offsets;
use crate::bundle::order::{self, Lookup};
use crate::bundle::runs;
use crate::bundle::{Article, Basis, Entity, EntityType, Field, Mark, OffsetUnit, SpanKind};
use std::ops::Range;

/// A stretch of text that looks the same throughout.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// What the innermost mark means.
    pub link: Link,
    /// The types of entity marks around the innermost one, each once, outermost first.
    pub around: Vec<EntityType>,
    /// Indices into `Page::dated` of the entries whose sentence this belongs to.
    pub told: Vec<usize>,
    /// Who made the innermost mark.
    pub maker: Maker,
    /// Index into `Page::outward` of the address that the author's own link leads to.
    pub outward: Option<usize>,
    /// Emphasis, each kind once, outermost first.
    pub dress: Vec<SpanKind>,
    /// The text mentioned the same entity before.
    pub again: bool,
    /// A word that the reader searched for.
    pub hit: bool,
}

/// Who made a mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Maker {
    /// A person; or there is no mark.
    #[default]
    Editor,
    /// A program.
    Program,
    /// A program that is not sure.
    Doubtful,
}

impl Maker {
    /// Of a mark. Below six tenths a program was wrong too often to be called sure.
    pub fn of(mark: &Mark) -> Self {
        match (&mark.by, &mark.confidence) {
            (None, _) => Self::Editor,
            (Some(_), Some(sure)) if sure.is_below(6) => Self::Doubtful,
            (Some(_), _) => Self::Program,
        }
    }
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

/// The entities of the bundle, by id.
pub(super) struct Entities<'a> {
    all: &'a [Entity],
    number: Lookup<'a>,
}

impl<'a> Entities<'a> {
    pub(super) fn of(all: &'a [Entity]) -> Self {
        Self { all, number: Lookup::numbered(all.iter().map(|entity| entity.id.as_str())) }
    }

    /// Type and name; an id that nobody describes stands for itself.
    pub(super) fn look<'i>(&self, id: &'i str) -> (EntityType, &'i str)
    where
        'a: 'i,
    {
        let entity = self.number.get(id).and_then(|number| self.all.get(number));
        entity.map_or((EntityType::Other, id), |entity| (entity.kind, entity.name.as_str()))
    }
}

/// A mark with its place in UTF-8 bytes.
pub(super) struct Placed<'a> {
    pub(super) mark: &'a Mark,
    pub(super) range: Range<usize>,
}

/// The marks of one field with their places.
pub(super) fn placed(article: &Article, field: Field) -> Vec<Placed<'_>> {
    let offsets = Offsets::new(article.field_text(field));
    let marks = article.dateline.marks.iter().filter(|mark| mark.field == field);
    marks
        .filter_map(|mark| {
            let (start, words) = offsets.slice(OffsetUnit::Codepoint, mark.start, mark.end)?;
            Some(Placed { mark, range: start..start + words.len() })
        })
        .collect()
}

/// What may lie over a text.
pub(super) enum Layer<'a> {
    /// A mark.
    Mark(&'a Mark),
    /// A sentence that tells these entries of the timeline.
    Telling(&'a [usize]),
    /// The author's own link: its number.
    Outward(usize),
    /// An emphasis.
    Dress(SpanKind),
    /// What the reader searched for.
    Hit,
}

/// Layers that are drawn over one another at most. Nobody can see more, and each costs time
/// in every piece under it.
const MOST_OPEN: usize = 64;

/// Cuts one text into pieces, stretch by stretch in order: each layer is met once, however
/// many stretches there are.
pub(super) struct Cutter<'a> {
    text: &'a str,
    entities: &'a Entities<'a>,
    entry_of: &'a Lookup<'a>,
    /// By where they begin.
    layers: Vec<(Range<usize>, Layer<'a>)>,
    /// The first layer that no stretch has met yet.
    next: usize,
    /// Layers that an earlier stretch met, and that may reach further.
    open: Vec<usize>,
    /// The entities that were mentioned, and where the first mark of each begins.
    seen: Vec<(&'a str, usize)>,
}

impl<'a> Cutter<'a> {
    pub(super) fn new(
        text: &'a str,
        entities: &'a Entities<'a>,
        entry_of: &'a Lookup<'a>,
        mut layers: Vec<(Range<usize>, Layer<'a>)>,
    ) -> Self {
        order::sort_by_key(&mut layers, |(range, _)| range.start);
        let mut ends: Vec<usize> = Vec::new();
        layers.retain(|(range, _)| {
            ends.retain(|&end| end > range.start);
            let fits = ends.len() < MOST_OPEN;
            if fits {
                ends.push(range.end);
            }
            fits
        });
        Self { text, entities, entry_of, layers, next: 0, open: Vec::new(), seen: Vec::new() }
    }

    /// The pieces of the next stretch, in UTF-8 bytes; it begins where the last one ended,
    /// or later.
    pub(super) fn pieces(&mut self, within: Range<usize>) -> Vec<Piece> {
        let layers = &self.layers;
        self.open.retain(|&index| layers[index].0.end > within.start);
        while let Some((range, _)) = layers.get(self.next).filter(|(r, _)| r.start < within.end) {
            if range.end > within.start {
                self.open.push(self.next);
            }
            self.next += 1;
        }
        let ranges: Vec<Range<usize>> =
            self.open.iter().map(|&index| layers[index].0.clone()).collect();
        let runs = runs::cut(within, &ranges).into_iter();
        let mut pieces: Vec<Piece> = Vec::new();
        for run in runs.filter(|run| !run.range.is_empty()) {
            let over = run.marks.iter().map(|&index| &layers[self.open[index]].1);
            let (mut piece, mark) = self.piece(&self.text[run.range], over);
            if let Some((id, start)) =
                mark.and_then(|mark| Some((mark.entity.as_deref()?, mark.start)))
            {
                let first = self.seen.iter().find(|(own, _)| *own == id);
                piece.again = first.is_some_and(|(_, first)| *first != start);
                if first.is_none() {
                    self.seen.push((id, start));
                }
            }
            pieces.push(piece);
        }
        pieces
    }

    /// A piece under these layers, outermost first, and its innermost mark.
    fn piece<'l>(
        &self,
        words: &str,
        over: impl Iterator<Item = &'l Layer<'a>>,
    ) -> (Piece, Option<&'a Mark>)
    where
        'a: 'l,
    {
        let mut piece = Piece { text: words.to_owned(), ..Piece::default() };
        let mut innermost: Option<&'a Mark> = None;
        for layer in over {
            match layer {
                Layer::Mark(mark) => {
                    if let Some(kind) = innermost.and_then(|outer| self.kind(outer)) {
                        add_once(&mut piece.around, kind);
                    }
                    innermost = Some(mark);
                }
                Layer::Telling(entries) => piece.told.extend(*entries),
                Layer::Outward(number) => piece.outward = Some(*number),
                Layer::Hit => piece.hit = true,
                Layer::Dress(kind) => add_once(&mut piece.dress, *kind),
            }
        }
        if let Some(mark) = innermost {
            piece.link = self.link(mark);
            piece.maker = Maker::of(mark);
        }
        (piece, innermost)
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

fn add_once<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}
