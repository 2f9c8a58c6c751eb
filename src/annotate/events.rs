//! Events: a sentence that tells what happened on a date it names.
//!
//! It must not invent words: a label is cut out of its sentence.

use crate::annotate::article::Found;
use crate::annotate::tokens::Text;
use std::ops::Range;

/// Something that happened, as a sentence tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct Happening {
    /// EDTF.
    pub when: String,
    /// A few of the sentence's own words.
    pub label: String,
    /// The sentence, in UTF-8 bytes of the text.
    pub sentence: Range<usize>,
    /// The marks that say so: places in the article's list of marks, in order.
    pub evidence: Vec<usize>,
    /// Who and what took part: places in the article's list of names, in order of mention.
    pub named: Vec<usize>,
}

/// The events of a text, in its order.
pub(super) fn find(text: &Text<'_>, marks: &[Found], issued: Option<&str>) -> Vec<Happening> {
    let _ = (text, marks, issued);
    Vec::new()
}

/// The tokens of the sentence in which a byte of the text lies, or that ended before it.
pub(super) fn sentence_of(text: &Text<'_>, byte: usize) -> Option<Range<usize>> {
    let begins = |tokens: &Range<usize>| {
        text.tokens.get(tokens.start).is_some_and(|token| token.start <= byte)
    };
    let number = text.sentences.partition_point(begins).checked_sub(1)?;
    text.sentences.get(number).cloned()
}
