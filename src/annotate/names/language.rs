//! Tells whether a text is English enough for the tagger, which knows no other language: in
//! German every noun has a capital.
//!
//! It must not name the language.

use crate::annotate::names::table;
use crate::annotate::names::words::Word;

/// Small words that few other languages have.
const SMALL_WORDS: [&str; 24] = [
    "the", "of", "and", "to", "that", "for", "is", "with", "by", "said", "from", "has", "are",
    "it", "he", "his", "which", "at", "be", "as", "on", "have", "not", "were",
];

/// True unless there are enough words in small letters, and next to none of them is one of
/// the common English ones.
pub(super) fn is_english(texts: &[&[Word]]) -> bool {
    const ENOUGH: usize = 40; // words in small letters
    const LEAST: usize = 16; // one in so many; English prose has one in four
    let mut known = SMALL_WORDS.map(table::text);
    known.sort_unstable();
    let small =
        |word: &&Word| word.word && !word.capital && !word.number && word.lower == word.exact;
    let (mut all, mut english) = (0, 0);
    for word in texts.iter().flat_map(|words| words.iter()).filter(small) {
        all += 1;
        english += usize::from(known.binary_search(&word.lower).is_ok());
    }
    all < ENOUGH || english * LEAST >= all
}

#[cfg(test)]
mod tests {
    use super::is_english;
    use crate::annotate::names::words::words;
    use crate::annotate::tokens::Text;

    fn english(text: &str) -> bool {
        is_english(&[&words(&Text::new(&text.repeat(8)))])
    }

    #[test]
    fn english_is_told_from_others() {
        assert!(english(
            "The port of Vardel was closed by the board on Monday, and it is still shut. "
        ));
        assert!(!english(
            "Der Hafen wurde gestern von der Behörde nach dem Sturm wieder geöffnet. "
        ));
        assert!(!english(
            "Le port a été fermé hier par la capitainerie après une longue tempête. "
        ));
        assert!(is_english(&[&words(&Text::new("Der Hafen"))]));
    }
}
