//! Checks a bundle for what reading does not mind: things that are allowed, and are still
//! hardly what anybody meant.
//!
//! All of it is worth a notice and no more, because nothing is repaired. It must keep to
//! what is certainly odd: a report full of false alarms is read by nobody.

use crate::bundle::civil;
use crate::bundle::fault::{Fault, Severity};
use crate::bundle::model::{Article, Bundle};
use crate::bundle::order::Lookup;
use crate::bundle::same::{self, Likeness, Seen};

/// Articles from years outside these are slips of the pen: there was no press before, and
/// nobody has written of after.
const YEARS: std::ops::RangeInclusive<i32> = 1400..=2100;

/// What is odd about a bundle. Pointers are those of the model: of the bundle as it would
/// be written, whatever file it was read from.
pub fn faults(bundle: &Bundle) -> Vec<Fault> {
    let mut found = Found(Vec::new());
    language(bundle.language.as_deref(), "/language", &mut found);
    unmentioned(bundle, &mut found);
    for (index, article) in bundle.items.iter().enumerate() {
        self::article(article, &format!("/items/{index}"), &mut found);
    }
    repetitions(bundle, &mut found);
    found.0
}

struct Found(Vec<Fault>);

impl Found {
    fn notice(&mut self, pointer: &str, what: String, remedy: &str) {
        self.0.push(Fault::new(Severity::Notice, what, remedy).at(pointer));
    }
}

fn article(article: &Article, pointer: &str, found: &mut Found) {
    let id = &article.id;
    language(article.language.as_deref(), &format!("{pointer}/language"), found);
    if article.content_text.trim().is_empty() {
        found.notice(
            &format!("{pointer}/content_text"),
            format!("The article “{id}” has no text."),
            "Put its text there, or take the article out.",
        );
    }
    let published = article.date_published.as_deref().and_then(civil::parse_instant);
    if let Some(year) = published.map(|instant| instant.date.year)
        && !YEARS.contains(&year)
    {
        found.notice(
            &format!("{pointer}/date_published"),
            format!("The article “{id}” was published in the year {year}."),
            "Check the year.",
        );
    }
    for (index, mark) in article.dateline.marks.iter().enumerate() {
        if !mark.quote.is_empty() && mark.quote.trim().is_empty() {
            found.notice(
                &format!("{pointer}/_dateline/marks/{index}"),
                format!("The mark “{}” of the article “{id}” marks only white space.", mark.id),
                "Mark the words that were meant, or take the mark out.",
            );
        }
    }
    for (index, event) in article.dateline.events.iter().enumerate() {
        if !event.evidence.is_empty() {
            continue;
        }
        let pointer = format!("{pointer}/_dateline/events/{index}");
        if event.when.is_none() {
            found.notice(
                &pointer,
                format!(
                    "The event “{}” of the article “{id}” has neither a date nor evidence.",
                    event.label
                ),
                "Give it a date in “when”, and cite the marks that tell it in “evidence”.",
            );
        } else {
            found.notice(
                &pointer,
                format!("The event “{}” of the article “{id}” cites no evidence.", event.label),
                "Cite the marks that tell it in “evidence”, so that it leads to the text.",
            );
        }
    }
}

fn language(tag: Option<&str>, pointer: &str, found: &mut Found) {
    if let Some(tag) = tag.filter(|tag| !is_tag(tag)) {
        found.notice(
            pointer,
            format!("“{tag}” is not a language tag."),
            "Write a tag as in BCP 47: en, pt-BR, zh-Hant.",
        );
    }
}

/// True if a tag has the shape BCP 47 asks for (RFC 5646, 2.1): a language of two or three
/// letters, or `x` or `i`, then parts of one to eight letters and digits.
fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    let is_language =
        matches!(first.len(), 2 | 3) && first.bytes().all(|b| b.is_ascii_alphabetic());
    let is_private = matches!(first, "x" | "X" | "i" | "I") && tag.len() > 2;
    let fits = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    (is_language || is_private) && parts.all(fits)
}

/// Entities that neither a mark nor an event speaks of.
fn unmentioned(bundle: &Bundle, found: &mut Found) {
    let entities = &bundle.dateline.entities;
    let ids = Lookup::numbered(entities.iter().map(|entity| entity.id.as_str()));
    let mut mentioned = vec![false; entities.len()];
    for article in &bundle.items {
        let marks = article.dateline.marks.iter().filter_map(|mark| mark.entity.as_deref());
        let events = article.dateline.events.iter();
        let parts = events.flat_map(|event| event.entities.iter().map(|part| part.id()));
        for number in marks.chain(parts).filter_map(|id| ids.get(id)) {
            if let Some(mentioned) = mentioned.get_mut(number) {
                *mentioned = true;
            }
        }
    }
    for (index, entity) in entities.iter().enumerate().filter(|(index, _)| !mentioned[*index]) {
        found.notice(
            &format!("/_dateline/entities/{index}"),
            format!("Nothing mentions “{}” ({}).", entity.name, entity.id),
            "Mark where the texts speak of it, or take it out.",
        );
    }
}

/// Articles that are there twice.
fn repetitions(bundle: &Bundle, found: &mut Found) {
    let mut seen = Seen::default();
    for (index, article) in bundle.items.iter().enumerate() {
        let hash = same::hash_of_words(&article.content_text);
        let pointer = format!("/items/{index}");
        let like = seen.find(article, hash, |number| bundle.items.get(number));
        let other = |number: usize| bundle.items.get(number).map_or("", |other| &other.id);
        match like {
            None => {}
            Some(Likeness::Text(number)) => found.notice(
                &pointer,
                format!(
                    "The article “{}” has the same text as “{}” (/items/{number}).",
                    article.id,
                    other(number)
                ),
                "Take one of them out if they are the same.",
            ),
            Some(Likeness::Address(number)) => found.notice(
                &format!("{pointer}/url"),
                format!(
                    "The article “{}” has the same address as “{}” (/items/{number}).",
                    article.id,
                    other(number)
                ),
                "Correct the address, or take one of them out if it is an old version.",
            ),
        }
        seen.add(article, hash, index);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::read;

    /// What is found in a feed of these items, as `pointer: what`, one a line.
    fn told(top: &str, items: &str) -> String {
        let text = format!(
            r#"{{"version":"https://jsonfeed.org/version/1.1","title":"T",{top}"items":[{items}]}}"#
        );
        let line = |fault: &Fault| {
            assert_eq!((fault.severity, fault.remedy.is_empty()), (Severity::Notice, false));
            format!("{}: {}", fault.pointer.as_deref().unwrap_or("-"), fault.what)
        };
        let bundle = read(&text).unwrap().bundle;
        faults(&bundle).iter().map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn what_is_certainly_odd_is_told_with_its_place() {
        for (items, expected) in [
            (r#"{"id":"a","content_text":"One."}"#, ""),
            (
                r#"{"id":"a","content_text":" \n"}"#,
                "/items/0/content_text: The article “a” has no text.",
            ),
            (
                r#"{"id":"a","content_text":"One.","language":"english"}"#,
                "/items/0/language: “english” is not a language tag.",
            ),
            (
                r#"{"id":"a","content_text":"One.","date_published":"0024-03-12T08:00:00Z"}"#,
                "/items/0/date_published: The article “a” was published in the year 24.",
            ),
            (
                r#"{"id":"a","content_text":"One.","date_published":"2101-01-01"}"#,
                "/items/0/date_published: The article “a” was published in the year 2101.",
            ),
            (
                r#"{"id":"a","content_text":"One. Two.","_dateline":{
                    "marks":[{"id":"m","start":4,"end":5,"quote":" "},{"id":"n","start":0,"end":3,"quote":"One"}],
                    "events":[{"id":"e","label":"It was","when":"2024"},{"id":"f","label":"It is"},
                        {"id":"g","label":"It will be","evidence":["n"]}]}}"#,
                "/items/0/_dateline/marks/1: The mark “m” of the article “a” marks only white space.\n\
                 /items/0/_dateline/events/0: The event “It was” of the article “a” cites no evidence.\n\
                 /items/0/_dateline/events/1: The event “It is” of the article “a” has neither a date nor evidence.",
            ),
            (
                r#"{"id":"a","url":"http://e.example/q/","content_text":"One."},
                   {"id":"b","url":"https://e.example/q#x","content_text":"Two."},
                   {"id":"c","content_text":" Two. "}"#,
                "/items/1/url: The article “b” has the same address as “a” (/items/0).\n\
                 /items/2: The article “c” has the same text as “b” (/items/1).",
            ),
        ] {
            assert_eq!(told("", items), expected, "{items}");
        }
        let top = r#""language":"en_GB","_dateline":{"format":1,"entities":[
            {"id":"v","type":"place","name":"Vardel"},{"id":"i","type":"person","name":"Ilse Aamot"},
            {"id":"n","type":"organisation","name":"Northern Harbour Authority"}]},"#;
        let item = r#"{"id":"a","content_text":"Vardel.","_dateline":{
            "marks":[{"id":"m","start":0,"end":6,"quote":"Vardel","entity":"v"}],
            "events":[{"id":"e","label":"It is","evidence":["m"],"entities":["n"]}]}}"#;
        assert_eq!(
            told(top, item),
            "/language: “en_GB” is not a language tag.\n\
             /_dateline/entities/1: Nothing mentions “Ilse Aamot” (i)."
        );
    }

    #[test]
    fn language_tags_have_a_shape() {
        for (tag, expected) in [
            ("en", true),
            ("pt-BR", true),
            ("zh-Hant-TW", true),
            ("sl-rozaj-biske-1994", true),
            ("de-a-value-x-own", true),
            ("x-own", true),
            ("i-klingon", true),
            ("gsw", true),
            ("", false),
            ("e", false),
            ("x", false),
            ("english", false),
            ("en_GB", false),
            ("en-", false),
            ("en--GB", false),
            ("en-muchtoolong", false),
            ("日本", false),
        ] {
            assert_eq!(is_tag(tag), expected, "{tag}");
        }
    }
}
