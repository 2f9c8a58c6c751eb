//! Names: where they stand, what kind of thing they name, and which belong together.

pub mod chunks;
pub mod document;
pub mod features;
pub mod gazetteer;
pub mod table;
pub mod tagger;
pub mod words;

use crate::annotate::names::document::Stretch;
use crate::annotate::names::features::Scene;
use crate::annotate::names::gazetteer::{Gazetteer, class};
use crate::annotate::names::tagger::{Model, Sort};
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
    /// What found it.
    pub rule: &'static str,
    /// 0 to 1.
    pub confidence: f64,
    /// The features that weighed most, strongest first, with their weights.
    pub because: Vec<String>,
}

/// Finds names. Made once; its data are compiled in.
pub struct Names {
    gazetteer: Gazetteer,
    model: Model,
}

impl Names {
    /// With the built-in gazetteer and model.
    pub fn new() -> Self {
        Self::with(Gazetteer::new(), Model::new())
    }

    /// With others: for training and measuring.
    pub fn with(gazetteer: Gazetteer, model: Model) -> Self {
        Self { gazetteer, model }
    }

    /// All names of an article's headline and text, in order of field and place, none
    /// overlapping; `known` are the entities of its bundle, which win over everything else.
    pub fn find(
        &self,
        title: &Text<'_>,
        body: &Text<'_>,
        known: &[crate::bundle::Entity],
    ) -> (Vec<NameMark>, Vec<Named>) {
        let _ = known;
        let words = [words::words(title), words::words(body)];
        let mut texts: Vec<(&[Word], Vec<Stretch>)> = [title, body]
            .into_iter()
            .zip(&words)
            .map(|(text, words)| (words.as_slice(), self.stretches(text, words)))
            .collect();
        document::agree(&mut texts, &self.model);
        let mut marks = Vec::new();
        let mut named = Vec::new();
        let fields = [(Field::Title, title), (Field::Body, body)];
        for ((field, text), (_, stretches)) in fields.into_iter().zip(&texts) {
            for stretch in stretches {
                for span in self.model.spans(&stretch.scores) {
                    let first = stretch.chunk.start;
                    let (start, end) = (first + span.start, first + span.end);
                    let range = text.tokens[start].start..text.tokens[end - 1].end;
                    let kind = match span.sort {
                        Sort::Person => EntityType::Person,
                        Sort::Organisation => EntityType::Organisation,
                        Sort::Place => EntityType::Place,
                        Sort::Other => EntityType::Other,
                    };
                    named.push(Named {
                        name: text.text[range.clone()].to_owned(),
                        kind,
                        aliases: Vec::new(),
                        key: None,
                    });
                    marks.push(NameMark {
                        field,
                        range,
                        named: named.len() - 1,
                        rule: "model",
                        confidence: f64::from(span.confidence),
                        because: Vec::new(),
                    });
                }
            }
        }
        let _ = class::CITY;
        (marks, named)
    }

    /// What the model says of each stretch by itself.
    fn stretches(&self, text: &Text<'_>, words: &[Word]) -> Vec<Stretch> {
        let chunks = chunks::chunks(text, words);
        let scene = Scene::new(words, &chunks, &self.gazetteer);
        let mut features = Vec::new();
        let lean: i32 = std::env::var("LEAN").ok().and_then(|v| v.parse().ok()).unwrap_or(0);
        let score = |chunk: Range<usize>| {
            let scores = chunk.clone().map(|at| {
                scene.features(&chunk, at, &mut features);
                let mut scores = self.model.scores(&features);
                scores[0] -= lean;
                scores
            });
            Stretch { scores: scores.collect(), chunk }
        };
        chunks.iter().cloned().map(score).collect()
    }
}

impl Default for Names {
    fn default() -> Self {
        Self::new()
    }
}
