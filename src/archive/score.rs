//! How well an article matches the words of a query: BM25 with weight on the headline.
//!
//! Robertson and Zaragoza, “The Probabilistic Relevance Framework: BM25 and Beyond”,
//! 2009. Only the basic operations are used, which give the same bits on every machine;
//! a logarithm from a system's library would not.

use crate::archive::engine::{Engine, Entry};
use crate::archive::needle::Needle;

/// How soon more of the same word stops counting: 0 at once, large never.
const K1: f64 = 1.2;
/// How much long articles are marked down: 0 not at all, 1 in full.
const B: f64 = 0.75;
/// An occurrence in the headline counts as this many.
const TITLE_WEIGHT: usize = 3;

/// A score for every article of the archive, 0 where nothing matches. Of `title_needles`
/// only occurrences in headlines count.
pub(crate) fn scores(engine: &Engine, needles: &[Needle], title_needles: &[Needle]) -> Vec<f64> {
    let number = engine.entries.len();
    let words: usize = engine.entries.iter().map(|entry| entry.word_count).sum();
    let mean = (words as f64 / number.max(1) as f64).max(1.0);
    let mut scores = vec![0.0; number];
    let sorts = [(needles, false), (title_needles, true)];
    let all = sorts.iter().flat_map(|(list, title)| list.iter().map(|needle| (needle, *title)));
    for (needle, title_only) in all {
        let weight = |entry: &Entry| {
            let anywhere = if title_only { 1 } else { needle.count_in(&entry.words) };
            if anywhere == 0 {
                return 0;
            }
            let in_title = needle.count_in(entry.title_words());
            in_title * TITLE_WEIGHT + if title_only { 0 } else { anywhere - in_title }
        };
        let weights: Vec<usize> = engine.entries.iter().map(weight).collect();
        let having = weights.iter().filter(|&&weight| weight > 0).count() as f64;
        let rarity = log2(1.0 + (number as f64 - having + 0.5) / (having + 0.5));
        for ((score, entry), weight) in scores.iter_mut().zip(&engine.entries).zip(weights) {
            let weight = weight as f64;
            let length = entry.word_count as f64 / mean;
            *score += rarity * weight * (K1 + 1.0) / (weight + K1 * (1.0 - B + B * length));
        }
    }
    scores
}

/// The binary logarithm of a number of 1 or more, to about ten digits.
fn log2(number: f64) -> f64 {
    let (mut whole, mut rest) = (0.0, number);
    while rest >= 2.0 {
        rest /= 2.0;
        whole += 1.0;
    }
    // ln x = 2 artanh((x-1)/(x+1)), a series in the square of a number below 1/3.
    let ratio = (rest - 1.0) / (rest + 1.0);
    let square = ratio * ratio;
    let (mut power, mut sum) = (ratio, 0.0);
    for term in 0..10 {
        sum += power / f64::from(2 * term + 1);
        power *= square;
    }
    whole + 2.0 * sum / std::f64::consts::LN_2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logarithm_is_one() {
        for number in [1.0, 1.5, 1.999, 2.0, 3.0, 10.0, 20_001.0] {
            assert!((log2(number) - f64::log2(number)).abs() < 1e-9, "{number}");
        }
    }
}
