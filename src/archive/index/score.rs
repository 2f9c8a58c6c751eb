//! How well an article matches the words of a query: BM25 over weighted occurrences.
//!
//! Robertson and Zaragoza, “The Probabilistic Relevance Framework: BM25 and Beyond”, 2009.
//! An occurrence weighs 1, in the headline 3, and half of that where it is another form of
//! the word, or a longer one. Only the basic operations are used, in a fixed order, which
//! give the same bits on every machine; a logarithm from a system's library would not.

use crate::archive::index::forward::Forward;
use crate::archive::index::stream::take_pairs;

/// How soon more of the same word stops counting: 0 at once, large never.
pub(crate) const K1: f32 = 1.2;
/// How much long articles are marked down: 0 not at all, 1 in full.
const B: f32 = 0.75;

/// How many words every article has: all numbers but the ends of fields.
pub(crate) fn lengths(forward: &Forward) -> Vec<u32> {
    let length = |article| {
        let (words, mut at, mut count) = (forward.article(article), 0, 0);
        while at < words.len() {
            count += u32::from(take_pairs(words, &mut at) != 0);
        }
        count
    };
    (0..forward.ends.len()).map(length).collect()
}

/// For every article, what its length adds below the line: `k1 (1 - b + b length / mean)`.
pub(crate) fn norms(lengths: &[u32]) -> Vec<f32> {
    let sum: u64 = lengths.iter().map(|length| u64::from(*length)).sum();
    let mean = (sum as f64 / lengths.len().max(1) as f64).max(1.0) as f32;
    lengths.iter().map(|length| K1 * (1.0 - B + B * (*length as f32 / mean))).collect()
}

/// What a group of words adds that weighs so many halves in an article.
#[inline]
pub(crate) fn score(rarity: f32, halves: u32, norm: f32) -> f32 {
    let weight = halves as f32 * 0.5;
    rarity * (weight * (K1 + 1.0) / (weight + norm))
}

/// How much a group of words tells that `having` of `all` articles have.
pub(crate) fn rarity(having: usize, all: usize) -> f32 {
    let (having, all) = (having as f64, all as f64);
    log2(1.0 + (all - having + 0.5) / (having + 0.5)) as f32
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

    #[test]
    fn more_of_a_word_counts_ever_less_and_long_articles_count_less() {
        let of = |halves, norm| score(2.0, halves, norm);
        assert!(of(2, 1.2) > of(1, 1.2) && of(4, 1.2) - of(2, 1.2) < of(2, 1.2));
        assert!(of(2, 0.5) > of(2, 1.2));
        assert!(rarity(1, 100) > rarity(50, 100) && rarity(100, 100) > 0.0);
    }
}
