//! A linear-chain conditional random field (Lafferty et al. 2001) over the words of a
//! chunk, with hashed features and weights of one byte.
//!
//! The best labels are found with whole numbers only, so that they are the same on every
//! machine. It must not look at more than one chunk at a time.

use crate::annotate::names::features::Feature;
use crate::annotate::names::table::{self, Table};

/// Kinds of names the model tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it all")]
pub enum Sort {
    Person,
    Organisation,
    Place,
    /// Works, events, nationalities.
    Other,
}

impl Sort {
    /// In the order of the labels.
    pub const ALL: [Self; 4] = [Self::Person, Self::Organisation, Self::Place, Self::Other];
}

/// How many labels: none, and for each sort its first word and its others.
pub const LABELS: usize = 9;

/// No name.
pub const NONE: usize = 0;

/// The label of the first word of a name; the next one is for its other words.
pub fn begins(sort: Sort) -> usize {
    1 + 2 * sort as usize
}

/// True if a label may follow another: a name goes on only as it began.
pub fn follows(before: usize, after: usize) -> bool {
    after == NONE || after % 2 == 1 || before == after || before + 1 == after
}

/// How much one unit of a stored weight is worth.
pub const STEP: f32 = 1.0 / 12.0;

/// Weights are stored in this many units of `STEP`: coarser ones are a smaller download.
pub const GRAIN: i8 = 3;

/// The scores of the labels at one word, in units of `STEP`.
pub type Scores = [i32; LABELS];

/// A name in a chunk.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// First token, counted in the chunk.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// Its sort.
    pub sort: Sort,
    /// How probable the model takes it to be, 0 to 1.
    pub confidence: f32,
}

/// The model: weights of features and of one label after another.
pub struct Model {
    features: Table, // to indices into `weights`, plus 1
    weights: Vec<[i8; LABELS]>,
    /// `after[b][a]`: label `a` after label `b`.
    after: [[i32; LABELS]; LABELS],
    chances: [[f32; LABELS]; LABELS],
}

const STORED: &[u8] = include_bytes!("data/model.bin");

impl Model {
    /// The one that is compiled in.
    pub fn new() -> Self {
        Self::read(STORED)
    }

    /// From the bytes that `write` makes. Others give a model that knows nothing.
    pub fn read(bytes: &[u8]) -> Self {
        let squares = LABELS * LABELS;
        let mut after = [[0; LABELS]; LABELS];
        for (at, &weight) in bytes.iter().take(squares).enumerate() {
            after[at / LABELS][at % LABELS] = i32::from(weight as i8);
        }
        let rest = bytes.get(squares..).unwrap_or_default();
        let (hashes, end) = table::unpack(rest);
        let high = rest.get(end..end + hashes.len()).unwrap_or_default();
        let mut stored = rest.get(end + hashes.len()..).unwrap_or_default().iter();
        let mut features = Table::for_entries(hashes.len());
        let mut weights = Vec::with_capacity(hashes.len());
        for (&(hash, low), &high) in hashes.iter().zip(high) {
            let mask = usize::from(low) | usize::from(high) << 8;
            let mut own = [0; LABELS];
            for (label, weight) in own.iter_mut().enumerate() {
                if mask & (1 << label) != 0 {
                    *weight = stored.next().map_or(0, |&byte| (byte as i8).saturating_mul(GRAIN));
                }
            }
            weights.push(own);
            *features.entry(hash) = weights.len() as u32;
        }
        let mut chances = [[0.0; LABELS]; LABELS];
        for (before, row) in after.iter().enumerate() {
            for (label, &weight) in row.iter().enumerate() {
                if follows(before, label) {
                    chances[before][label] = (weight as f32 * STEP).exp();
                }
            }
        }
        Self { features, weights, after, chances }
    }

    /// Makes the bytes of a model: features by rising hash, with weights that are rounded to
    /// `GRAIN`, and the weights of labels after labels.
    pub fn write(features: &[(u32, [i8; LABELS])], after: &[[i8; LABELS]; LABELS]) -> Vec<u8> {
        let mask = |own: &[i8; LABELS]| {
            own.iter()
                .enumerate()
                .fold(0_u32, |mask, (label, &weight)| mask | u32::from(weight != 0) << label)
        };
        let mut bytes: Vec<u8> = after.iter().flatten().map(|&weight| weight as u8).collect();
        let hashes: Vec<(u32, u8)> =
            features.iter().map(|(hash, own)| (*hash, (mask(own) & 0xff) as u8)).collect();
        bytes.extend(table::pack(&hashes));
        bytes.extend(features.iter().map(|(_, own)| (mask(own) >> 8) as u8));
        let weights = features.iter().flat_map(|(_, own)| own).filter(|&&weight| weight != 0);
        let coarse = |weight: i8| f32::from(weight) / f32::from(GRAIN);
        bytes.extend(weights.map(|&weight| coarse(weight).round_ties_even() as i8 as u8));
        bytes
    }

    /// How many features have weights.
    pub fn size(&self) -> usize {
        self.weights.len()
    }

    /// The weights of one feature.
    pub fn weights(&self, feature: Feature) -> Option<&[i8; LABELS]> {
        let at = self.features.get(feature.hash)?.checked_sub(1)?;
        self.weights.get(at as usize)
    }

    /// The sum of the weights of a word's features.
    pub fn scores(&self, features: &[Feature]) -> Scores {
        let mut sum = [0; LABELS];
        for &feature in features {
            if let Some(own) = self.weights(feature) {
                for (sum, &weight) in sum.iter_mut().zip(own) {
                    *sum += i32::from(weight);
                }
            }
        }
        sum
    }

    /// The most probable labels of a chunk (Viterbi), between words that are no names.
    pub fn labels(&self, scores: &[Scores]) -> Vec<usize> {
        const NEVER: i32 = i32::MIN / 2;
        let mut best = [NEVER; LABELS];
        best[NONE] = 0;
        let mut ways: Vec<[u8; LABELS]> = Vec::with_capacity(scores.len());
        for own in scores {
            let mut next = [NEVER; LABELS];
            let mut way = [0; LABELS];
            for label in 0..LABELS {
                for (before, &sum) in best.iter().enumerate() {
                    let sum = sum + self.after[before][label];
                    if follows(before, label) && sum > next[label] {
                        next[label] = sum;
                        way[label] = before as u8;
                    }
                }
                next[label] = (next[label] + own[label]).max(NEVER);
            }
            best = next;
            ways.push(way);
        }
        let mut label = NONE;
        let mut top = NEVER;
        for (last, &sum) in best.iter().enumerate() {
            let sum = sum + self.after[last][NONE];
            if sum > top {
                (top, label) = (sum, last);
            }
        }
        let mut labels = vec![NONE; scores.len()];
        for (at, way) in ways.iter().enumerate().rev() {
            labels[at] = label;
            label = usize::from(way[label]);
        }
        labels
    }

    /// For every word, the probability of each label (forward and backward).
    pub fn probabilities(&self, scores: &[Scores]) -> Vec<[f32; LABELS]> {
        let own: Vec<[f32; LABELS]> = scores.iter().map(likely).collect();
        let mut forward = Vec::with_capacity(own.len());
        let mut last = [0.0; LABELS];
        last[NONE] = 1.0;
        for own in &own {
            let mut next = [0.0; LABELS];
            for (before, &mass) in last.iter().enumerate() {
                for (label, next) in next.iter_mut().enumerate() {
                    *next += mass * self.chances[before][label];
                }
            }
            for (next, own) in next.iter_mut().zip(own) {
                *next *= own;
            }
            last = scaled(next);
            forward.push(last);
        }
        let mut behind: [f32; LABELS] = std::array::from_fn(|label| self.chances[label][NONE]);
        for (at, own) in own.iter().enumerate().rev() {
            let both: [f32; LABELS] =
                std::array::from_fn(|label| forward[at][label] * behind[label]);
            forward[at] = scaled(both);
            let ahead: [f32; LABELS] = std::array::from_fn(|label| own[label] * behind[label]);
            behind = scaled(std::array::from_fn(|before| {
                (0..LABELS).map(|label| self.chances[before][label] * ahead[label]).sum()
            }));
        }
        forward
    }

    /// The names of a chunk.
    pub fn spans(&self, scores: &[Scores]) -> Vec<Span> {
        let labels = self.labels(scores);
        if labels.iter().all(|&label| label == NONE) {
            return Vec::new();
        }
        let chances = self.probabilities(scores);
        let mut found: Vec<Span> = Vec::new();
        for (at, (&label, chances)) in labels.iter().zip(&chances).enumerate() {
            let chance = chances[label];
            match found.last_mut() {
                _ if label == NONE => {}
                Some(span) if label % 2 == 0 => {
                    span.end = at + 1;
                    span.confidence = span.confidence.min(chance);
                }
                _ => {
                    let sort = Sort::ALL[(label - 1) / 2];
                    found.push(Span { start: at, end: at + 1, sort, confidence: chance });
                }
            }
        }
        found
    }
}

impl Default for Model {
    fn default() -> Self {
        Self::new()
    }
}

/// Scores as factors; the largest is 1.
fn likely(scores: &Scores) -> [f32; LABELS] {
    let top = scores.iter().copied().max().unwrap_or(0);
    scores.map(|score| ((score - top) as f32 * STEP).exp())
}

/// Made to sum to 1.
fn scaled(values: [f32; LABELS]) -> [f32; LABELS] {
    let sum: f32 = values.iter().sum();
    if sum > 0.0 { values.map(|value| value / sum) } else { values }
}

#[cfg(test)]
#[path = "tagger_tests.rs"]
mod tests;
