//! What annotation tools write: texts with labelled stretches, as marks and entities.
//!
//! Each tool has its module; here is what they share: the meaning of labels, and putting
//! stretches on a text with their words as the check. It must not shift a stretch without
//! saying so, nor lose a label it does not know: labels are kept in each mark.

pub(super) mod brat;
pub(super) mod doccano;
mod labels;
pub(super) mod spacy;
pub(super) mod web;

use crate::bundle::line_ends;
use crate::bundle::marks::{self, Outcome};
use crate::bundle::model::Unknown;
use crate::bundle::offsets::Offsets;
use crate::bundle::{Article, Basis, EntityType, Field, Mark, OffsetUnit, Time, edtf, order};
use crate::import::cast::{Mention, folded};
use crate::import::gathering::Gathering;
use crate::import::json;
use serde_json::Value;

/// A labelled stretch as a tool wrote it.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    /// Where the file says it, as a JSON pointer; empty where it is not JSON.
    pub(super) pointer: String,
    /// The tool's own id, if it gives one.
    pub(super) id: Option<String>,
    /// First unit.
    pub(super) start: usize,
    /// One past the last.
    pub(super) end: usize,
    /// The words, where the tool writes them; else empty.
    pub(super) quote: String,
    /// The tool's label.
    pub(super) label: String,
    /// The name of what is mentioned, where it is not the words.
    pub(super) name: Option<String>,
    /// Ids in catalogues.
    pub(super) same_as: Vec<String>,
    /// False for a stretch that mentions nothing, such as the trigger of an event.
    pub(super) is_mention: bool,
    /// What else the tool says.
    pub(super) more: Unknown,
}

/// What a label says of the words under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    /// A name of such a thing.
    Entity(EntityType),
    /// An expression of time.
    Time,
}

/// Gives an article its text and the marks on it. `text` is as in the file: offsets count
/// its carriage returns, the article's text has none. Answers what became of each stretch:
/// the index of its mark, before sorting by place, as the mark's id.
pub(super) fn put_on(
    article: &mut Article,
    text: &str,
    unit: OffsetUnit,
    found: Vec<Found>,
    gathering: &mut Gathering,
) -> Vec<Option<String>> {
    let (lf, written) = line_ends::to_lf(text.to_owned());
    let mut offsets = Offsets::new(&lf);
    if let Some(written) = &written {
        offsets = offsets.counted_in(written.text(), written.removed());
    }
    let mut ids = crate::import::cast::Ids::default();
    let mut marked = Vec::with_capacity(found.len());
    for mut one in found {
        let mut mark = Mark {
            start: one.start,
            end: one.end,
            quote: std::mem::take(&mut one.quote),
            ..Mark::default()
        };
        if mark.quote.is_empty() && one.start == one.end {
            // Nothing is marked there: a tool's way to say something of the whole.
            gathering.error(
                &one.pointer,
                format!("The stretch labelled “{}” is empty.", one.label),
                "Mark some words; it was left out.",
            );
            marked.push(None);
            continue;
        }
        let outcome = marks::verify(&mut mark, &offsets, unit);
        report(gathering, &one, &mark, &outcome);
        if !outcome.is_usable() {
            marked.push(None);
            continue;
        }
        mark.id = ids.take(&one.id.clone().unwrap_or_else(|| format!("m{}", marked.len() + 1)));
        tell(&mut mark, one, gathering);
        marked.push(Some(mark.id.clone()));
        article.dateline.marks.push(mark);
    }
    drop(offsets);
    article.content_text = lf;
    sort(&mut article.dateline.marks);
    marked
}

/// Says what a mark's words mean.
fn tell(mark: &mut Mark, one: Found, gathering: &mut Gathering) {
    mark.more = one.more;
    match labels::meaning(&one.label) {
        _ if !one.is_mention => {}
        Meaning::Time => mark.time = Some(Box::new(time_of(&mark.quote))),
        Meaning::Entity(kind) => {
            let words = one.name.as_deref().unwrap_or(&mark.quote);
            let mention = Mention { words, id: None, same_as: &one.same_as };
            mark.entity = Some(gathering.cast.id(kind, &mention));
        }
    }
    json::keep(&mut mark.more, "label", Value::String(one.label));
}

/// Marks in the order the model asks for.
pub(super) fn sort(marks: &mut [Mark]) {
    order::sort_by_key(marks, |mark| (mark.field, mark.start, std::cmp::Reverse(mark.end)));
}

/// What an expression of time says for itself: only a full ISO date or a bare year does.
fn time_of(words: &str) -> Time {
    let words = folded(words);
    let in_full = matches!(words.len(), 4 | 10)
        && words.bytes().all(|b| b.is_ascii_digit() || b == b'-')
        && edtf::parse(&words).is_some();
    let basis = if in_full { Basis::Explicit } else { Basis::Unresolved };
    Time { value: in_full.then_some(words), basis, ..Time::default() }
}

/// The same words, where a tool writes white space in a quote otherwise than the text does.
pub(super) fn quoted_as(text: &Offsets<'_>, start: usize, end: usize, quote: &str) -> String {
    match text.slice(OffsetUnit::Codepoint, start, end) {
        Some((_, words)) if words != quote && folded(words) == folded(quote) => words.to_owned(),
        _ => quote.to_owned(),
    }
}

/// The unit that stretches without words count, judged by all of them: code points, unless
/// those cut words in two where UTF-16 units cut none.
pub(super) fn likely_unit(text: &str, stretches: &[(usize, usize)]) -> OffsetUnit {
    if text.chars().all(|c| c.len_utf16() == 1) {
        return OffsetUnit::Codepoint;
    }
    let offsets = Offsets::new(text);
    let is_whole = |unit| {
        stretches.iter().all(|&(start, end)| {
            offsets
                .slice(unit, start, end)
                .is_some_and(|(byte, words)| stands_whole(text, byte, words))
        })
    };
    if !is_whole(OffsetUnit::Codepoint) && is_whole(OffsetUnit::Utf16) {
        OffsetUnit::Utf16
    } else {
        OffsetUnit::Codepoint
    }
}

/// True if a stretch begins and ends where words do.
fn stands_whole(text: &str, byte: usize, words: &str) -> bool {
    let inside = |before: Option<char>, after: Option<char>| {
        before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
    };
    let end = byte + words.len();
    let (first, last) = (words.chars().next(), words.chars().next_back());
    !words.is_empty()
        && words.trim() == words
        && !inside(text[..byte].chars().next_back(), first)
        && !inside(last, text[end..].chars().next())
}

fn report(gathering: &mut Gathering, one: &Found, mark: &Mark, outcome: &Outcome) {
    let words = &mark.quote;
    match outcome {
        Outcome::Sound | Outcome::Unquoted => {}
        Outcome::OtherUnit(unit) => {
            let unit = match unit {
                OffsetUnit::Codepoint => "code points",
                OffsetUnit::Utf16 => "UTF-16 units",
                OffsetUnit::Utf8 => "UTF-8 bytes",
            };
            gathering.error(
                &one.pointer,
                format!("The offsets of “{words}” count {unit}."),
                "Export with offsets in code points; the mark was put where its words are.",
            );
        }
        Outcome::Moved(_) | Outcome::LineEnds | Outcome::Emptied => gathering.error(
            &one.pointer,
            format!("“{words}” is not at the offsets given."),
            "Check that text and annotations belong together; the mark was put at the nearest such words.",
        ),
        Outcome::Ambiguous => gathering.error(
            &one.pointer,
            format!("“{words}” is not at the offsets given, and stands equally near on both sides."),
            "Check that text and annotations belong together; the mark was left out.",
        ),
        Outcome::Lost | Outcome::Empty | Outcome::Astray => gathering.error(
            &one.pointer,
            if words.is_empty() {
                format!("The stretch labelled “{}” lies outside the text.", one.label)
            } else {
                format!("“{words}” does not stand in the text.")
            },
            "Check that text and annotations belong together; the mark was left out.",
        ),
    }
}

/// The field a bundle's mark lies in, from its word.
pub(super) fn field_of(word: Option<&str>) -> Field {
    if word == Some("title") { Field::Title } else { Field::Body }
}

/// A catalogue's id as an address where that is certain: Wikidata's, and addresses.
pub(super) fn catalogued(id: &str) -> String {
    let bare = ["Wikidata:", "wikidata:", "wd:"].iter().find_map(|prefix| id.strip_prefix(prefix));
    let bare = bare.unwrap_or(id);
    let is_item = bare.strip_prefix('Q').is_some_and(|number| {
        (1..=12).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit())
    });
    if is_item { format!("https://www.wikidata.org/entity/{bare}") } else { id.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carriage_returns_are_counted_out() {
        let mut gathering = Gathering::default();
        let mut article = Article::default();
        let text = "🕊️\r\n\r\nVardel\r\nfroze\rover";
        let one = |start, end| Found {
            start,
            end,
            is_mention: true,
            label: "GPE".into(),
            ..Found::default()
        };
        let found = vec![one(6, 12), one(6, 19), one(20, 24)];
        put_on(&mut article, text, OffsetUnit::Codepoint, found, &mut gathering);
        assert_eq!(article.content_text, "🕊️\n\nVardel\nfroze\nover");
        let told: Vec<_> =
            article.dateline.marks.iter().map(|m| (m.start, m.end, m.quote.as_str())).collect();
        assert_eq!(told, [(4, 16, "Vardel\nfroze"), (4, 10, "Vardel"), (17, 21, "over")]);
        assert!(gathering.faults.is_empty());
    }

    #[test]
    fn the_unit_is_the_one_that_cuts_no_word() {
        let text = "🕊🕊 Rask met Aamot";
        for (stretches, expected) in [
            (&[(3, 7), (12, 17)][..], OffsetUnit::Codepoint),
            (&[(5, 9), (14, 19)], OffsetUnit::Utf16),
            (&[(3, 7), (14, 19)], OffsetUnit::Codepoint),
            (&[], OffsetUnit::Codepoint),
        ] {
            assert_eq!(likely_unit(text, stretches), expected, "{stretches:?}");
        }
        assert_eq!(likely_unit("Rask met", &[(1, 3)]), OffsetUnit::Codepoint);
    }

    #[test]
    fn only_what_is_said_in_full_is_resolved() {
        for (words, expected) in [
            ("2018", Some("2018")),
            ("2018-05-08", Some("2018-05-08")),
            ("May 2018", None),
            ("2018-13-01", None),
            ("last", None),
            ("20:8", None),
        ] {
            assert_eq!(time_of(words).value.as_deref(), expected, "{words}");
        }
    }
}
