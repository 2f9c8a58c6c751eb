//! Names: where they stand, what kind of thing they name, and which belong together.
//!
//! A gazetteer says what words could be, a tagger decides stretch by stretch, and the article
//! as a whole decides once more. docs/names-model.md says what the tagger was made from. It
//! must not look at other articles.

mod again;
pub mod chunks;
mod document;
mod explain;
pub mod features;
pub mod gazetteer;
mod join;
mod language;
mod mentions;
mod own;
pub mod table;
pub mod tagger;
pub mod words;

use crate::annotate::names::document::Stretch;
use crate::annotate::names::features::Scene;
use crate::annotate::names::gazetteer::Gazetteer;
use crate::annotate::names::mentions::{Mention, Seen};
use crate::annotate::names::own::Own;
use crate::annotate::names::tagger::{Model, NONE, Sort, begins};
use crate::annotate::names::words::Word;
use crate::annotate::tokens::Text;
use crate::bundle::{EntityType, Field};
use std::ops::Range;

/// Somebody or something that an article names, with all its mentions joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The fullest form, to show.
    pub name: String,
    /// Its kind.
    pub kind: EntityType,
    /// Other forms: from the text, and well-known ones from the gazetteer.
    pub aliases: Vec<String>,
    /// What it is in the gazetteer (`iran`), or in the bundle's own list of entities (its
    /// id): the same in every article. None for a name that is known from its text alone.
    pub key: Option<String>,
}

/// One mention.
#[derive(Clone, Debug, PartialEq)]
pub struct NameMark {
    /// Which text the range counts in.
    pub field: Field,
    /// UTF-8 bytes of that text.
    pub range: Range<usize>,
    /// Who is meant: an index into the article's list of `Named`.
    pub named: usize,
    /// What found it: `bundle` its list of entities, `known` the gazetteer, `pattern` the words
    /// of an agreement, `model` the tagger, `again` that it stands elsewhere in the article.
    pub rule: &'static str,
    /// 0 to 1.
    pub confidence: f64,
    /// The features that weighed most, strongest first, with their weights.
    pub because: Vec<String>,
}

/// Taken from the score of "no name", in the model's units: the training text misses names, so
/// the model does.
const LEAN: i32 = 4;

/// Likewise from that of places, of which the training text has twice as many as of
/// organisations.
const LEAN_OF_PLACES: i32 = 4;

/// Reasons are the command's to give: the page does not load what words them.
const EXPLAINS: bool = !cfg!(target_arch = "wasm32");

/// Finds names. Made once; its data are compiled in.
pub struct Names {
    gazetteer: Gazetteer,
    model: Model,
    explains: bool,
}

impl Names {
    /// With the built-in gazetteer and model.
    pub fn new() -> Self {
        Self::with(Gazetteer::new(), Model::new())
    }

    /// With others: for training and measuring.
    pub fn with(gazetteer: Gazetteer, model: Model) -> Self {
        Self { gazetteer, model, explains: false }
    }

    /// The same, but every mark of the model says why; that takes longer.
    pub fn explaining(self) -> Self {
        Self { explains: true, ..self }
    }

    /// All names of an article's headline and text, in order of field and place, none
    /// overlapping; `known` are the entities of its bundle, which win over everything else.
    pub fn find(
        &self,
        title: &Text<'_>,
        body: &Text<'_>,
        known: &[crate::bundle::Entity],
    ) -> (Vec<NameMark>, Vec<Named>) {
        let words = [words::words(title), words::words(body)];
        let mut texts: Vec<(&[Word], Vec<Stretch>)> = [title, body]
            .into_iter()
            .zip(&words)
            .map(|(text, words)| (words.as_slice(), self.stretches(text, words)))
            .collect();
        document::agree(&mut texts, &self.model);
        let entities = Own::new(known);
        let mut found = Vec::new();
        let fields = [(Field::Title, title), (Field::Body, body)];
        let seen: Vec<Seen<'_>> = fields
            .into_iter()
            .zip(&texts)
            .map(|((field, text), (words, stretches))| Seen { field, text, words, stretches })
            .collect();
        let english = language::is_english(&words.each_ref().map(Vec::as_slice));
        let model = Some(&self.model).filter(|_| english);
        for seen in &seen {
            let own = entities.find(seen.text, seen.words);
            found.extend(mentions::mentions(seen, &own, &self.gazetteer, model));
        }
        again::again(&mut found, &seen, &self.gazetteer);
        mentions::settle_vague(&mut found, [title, body], &self.gazetteer);
        let (named, of_mention) = join::join(&mut found, [title, body], &self.gazetteer, known);
        let marks = found.iter().zip(of_mention).map(|(mention, named)| {
            let text = if mention.field == Field::Title { title } else { body };
            NameMark {
                field: mention.field,
                range: text.tokens[mention.tokens.start].start
                    ..text.tokens[mention.tokens.end - 1].end,
                named,
                rule: mention.rule,
                confidence: told(mention),
                because: Vec::new(),
            }
        });
        let mut marks: Vec<NameMark> = marks.collect();
        if EXPLAINS && self.explains {
            for ((field, text), (words, stretches)) in fields.into_iter().zip(&texts) {
                let of_title = found.iter().filter(|m| m.field == Field::Title).count();
                let own = if field == Field::Title { 0..of_title } else { of_title..found.len() };
                self.explain(text, words, stretches, &found[own.clone()], &mut marks[own]);
            }
        }
        (marks, named)
    }

    /// Fills in the reasons of one text's marks.
    fn explain(
        &self,
        text: &Text<'_>,
        words: &[Word],
        stretches: &[Stretch],
        mentions: &[Mention],
        marks: &mut [NameMark],
    ) {
        let chunks: Vec<_> = stretches.iter().map(|stretch| stretch.chunk.clone()).collect();
        let scene = Scene::new(words, &chunks, &self.gazetteer);
        for (mention, mark) in mentions.iter().zip(marks).filter(|(m, _)| m.rule == "model") {
            let at = chunks.partition_point(|chunk| chunk.end <= mention.tokens.start);
            let Some(chunk) = chunks.get(at) else { continue };
            mark.because = explain::because(mention, chunk, &scene, text, &self.model);
        }
    }

    /// What the model says of each stretch by itself.
    fn stretches(&self, text: &Text<'_>, words: &[Word]) -> Vec<Stretch> {
        let chunks = chunks::chunks(text, words);
        let scene = Scene::new(words, &chunks, &self.gazetteer);
        let mut features = Vec::new();
        let score = |chunk: Range<usize>| {
            let scores = chunk.clone().map(|at| {
                scene.features(&chunk, at, &mut features);
                let mut scores = self.model.scores(&features);
                scores[NONE] -= LEAN;
                scores[begins(Sort::Place)] -= LEAN_OF_PLACES;
                scores[begins(Sort::Place) + 1] -= LEAN_OF_PLACES;
                scene.lean(at, &mut scores);
                scores
            });
            Stretch { scores: scores.collect(), chunk }
        };
        chunks.iter().cloned().map(score).collect()
    }
}

/// The confidence to tell. The model is too sure of itself: its 0.98 was right 85 times of 100
/// on the development texts, its 0.65 half the time; names of the gazetteer were right more
/// often. Two digits: the last ones of a float may differ between machines.
fn told(mention: &Mention) -> f64 {
    let own = mention.confidence;
    let fair = match mention.rule {
        "model" if mention.known.is_some() => 0.65 + 0.25 * own,
        "model" | "again" => own * (0.65 + 0.22 * own),
        _ => own,
    };
    f64::from((fair * 100.0).round()) / 100.0
}

impl Default for Names {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
#[path = "names_tests.rs"]
mod tests;
