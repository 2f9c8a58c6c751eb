//! One article, one meaning: what a word is in most places of an article it is likely to be
//! in the others.
//!
//! The tagger sees one stretch of words at a time. Here its first answers are summed up by
//! word, and every word's scores are moved towards what the other places say: a surname
//! alone follows the full name, a headline the body. It must not know any name by itself.

use crate::annotate::names::table::Hash;
use crate::annotate::names::tagger::{LABELS, Model, NONE, STEP, Scores};
use crate::annotate::names::words::{Casing, Word};
use std::collections::HashMap;
use std::ops::Range;

/// How much the other places count against the words' own.
const PULL: f32 = 1.5;

/// What no other place says is still this probable.
const FLOOR: f32 = 0.02;

/// How much a place counts where a word is written small.
const SMALL: f32 = 0.6;

/// One stretch that can hold names, with its words' scores.
pub(super) struct Stretch {
    /// Its tokens.
    pub(super) chunk: Range<usize>,
    /// For each, the scores of the labels.
    pub(super) scores: Vec<Scores>,
}

/// Sums of probabilities: of no name, and of the four sorts.
#[derive(Clone, Copy, Default)]
struct Evidence {
    sums: [f32; 5],
    weight: f32,
    /// Places where the word is written small.
    small: f32,
}

/// Moves all scores of an article, given by text: its words and its stretches. The time
/// grows with the number of words.
pub(super) fn agree(texts: &mut [(&[Word], Vec<Stretch>)], model: &Model) {
    let mut all: HashMap<Hash, Evidence> = HashMap::new();
    let mut own: Vec<Vec<[f32; 5]>> = Vec::new();
    for (words, stretches) in texts.iter() {
        for stretch in stretches {
            let found: Vec<[f32; 5]> =
                model.probabilities(&stretch.scores).iter().map(sorts).collect();
            for (at, sums) in stretch.chunk.clone().zip(&found) {
                let word = &words[at];
                if !word.capital {
                    continue;
                }
                let weight = weight(word);
                let evidence = all.entry(word.lower).or_default();
                evidence.weight += weight;
                for (sum, own) in evidence.sums.iter_mut().zip(sums) {
                    *sum += own * weight;
                }
            }
            own.push(found);
        }
    }
    // A word that is also written small is less likely a name.
    for (words, _) in texts.iter() {
        for word in words.iter().filter(|word| word.word && !word.capital) {
            if let Some(evidence) = all.get_mut(&word.lower) {
                evidence.small += SMALL;
            }
        }
    }
    let mut own = own.into_iter();
    for (words, stretches) in texts.iter_mut() {
        for stretch in stretches {
            let found = own.next().unwrap_or_default();
            for ((at, scores), sums) in stretch.chunk.clone().zip(&mut stretch.scores).zip(&found) {
                let word = &words[at];
                let Some(evidence) = all.get(&word.lower).filter(|_| word.capital) else {
                    continue;
                };
                let own = weight(word);
                // At the head of a sentence a capital says nothing.
                let unclear = word.opens || word.casing != Casing::Prose;
                let small = if unclear { evidence.small } else { 0.0 };
                let others = evidence.weight - own + small;
                if others < 0.2 {
                    continue;
                }
                let trust = PULL * others / (others + 1.0);
                let moves: [i32; 5] = std::array::from_fn(|sort| {
                    let sum = evidence.sums[sort] + if sort == 0 { small } else { 0.0 };
                    let share = (sum - sums[sort] * own).max(0.0) / others;
                    (trust * (share + FLOOR).ln() / STEP).round() as i32
                });
                for (label, score) in scores.iter_mut().enumerate() {
                    *score += moves[label.div_ceil(2)];
                }
            }
        }
    }
}

/// Words in capitals or headlines say less.
fn weight(word: &Word) -> f32 {
    if word.casing == Casing::Prose { 1.0 } else { 0.3 }
}

fn sorts(labels: &[f32; LABELS]) -> [f32; 5] {
    std::array::from_fn(|sort| {
        if sort == 0 { labels[NONE] } else { labels[2 * sort - 1] + labels[2 * sort] }
    })
}
