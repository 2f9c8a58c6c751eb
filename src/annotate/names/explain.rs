//! Says why the model took a stretch for a name: the features that weighed most.
//!
//! Only for people who ask; nothing else may depend on it.

use crate::annotate::names::features::{Feature, KINDS, Scene};
use crate::annotate::names::mentions::Mention;
use crate::annotate::names::tagger::{Model, NONE, Sort, begins};
use crate::annotate::tokens::Text;
use crate::bundle::EntityType;
use std::ops::Range;

/// How many features are told.
const MOST: usize = 5;

/// The strongest features of a mention, with their weights in natural logarithms: for its
/// sort of name, against no name at all.
pub(super) fn because(
    mention: &Mention,
    chunk: &Range<usize>,
    scene: &Scene<'_>,
    text: &Text<'_>,
    model: &Model,
) -> Vec<String> {
    let sort = match mention.kind {
        EntityType::Person => Sort::Person,
        EntityType::Organisation => Sort::Organisation,
        EntityType::Country | EntityType::Place => Sort::Place,
        _ => Sort::Other,
    };
    let mut all: Vec<(i32, Feature, usize)> = Vec::new();
    let mut features = Vec::new();
    for at in mention.tokens.clone() {
        let label = begins(sort) + usize::from(at > mention.tokens.start);
        scene.features(chunk, at, &mut features);
        for &feature in &features {
            if let Some(weights) = model.weights(feature) {
                all.push((i32::from(weights[label]) - i32::from(weights[NONE]), feature, at));
            }
        }
    }
    all.sort_by_key(|(weight, feature, at)| (-weight.abs(), feature.kind, *at));
    all.truncate(MOST);
    all.iter().map(|&(weight, feature, at)| told(weight, feature, at, text)).collect()
}

fn told(weight: i32, feature: Feature, at: usize, text: &Text<'_>) -> String {
    let offsets: &[isize] = match feature.kind {
        2 => &[-1],
        3 => &[1],
        4 => &[-2],
        5 => &[2],
        _ => &[0],
    };
    let words: Vec<&str> = offsets
        .iter()
        .filter_map(|by| at.checked_add_signed(*by))
        .map(|at| text.word(at))
        .collect();
    let kind = KINDS.get(usize::from(feature.kind)).copied().unwrap_or_default();
    let tenths = (weight.unsigned_abs() * 10 + 6) / 12; // STEP is a twelfth
    let sign = if weight < 0 { "−" } else { "+" };
    let (whole, rest) = ((tenths / 10).to_string(), (tenths % 10).to_string());
    [kind, ": ", &words.join(" "), " ", sign, &whole, ".", &rest].concat()
}
