//! Any text through the annotator: marks in bounds, on characters, in order, and an answer
//! that writes and comes back. The first byte chooses the issue date and the language.
#![no_main]

use dateline::annotate::article::What;
use dateline::annotate::{Annotator, Input};
use dateline::bundle::Field;
use libfuzzer_sys::fuzz_target;
use std::sync::OnceLock;

const ISSUED: [Option<&str>; 4] = [None, Some("2024-03-12"), Some("0000-01-01"), Some("9999-12")];
const LANGUAGES: [Option<&str>; 3] = [None, Some("en"), Some("de-AT")];

static ANNOTATOR: OnceLock<Annotator> = OnceLock::new();

fuzz_target!(|bytes: &[u8]| {
    let Some((&choice, rest)) = bytes.split_first() else { return };
    let words = String::from_utf8_lossy(rest);
    let (title, text) = words.split_once('\n').unwrap_or(("", &words));
    let choice = usize::from(choice);
    let input = Input {
        title,
        text,
        issued: ISSUED[choice % ISSUED.len()],
        language: LANGUAGES[choice / 4 % LANGUAGES.len()],
        known: &[],
    };
    let found = ANNOTATOR.get_or_init(Annotator::new).annotate(&input);
    let mut last = (Field::Title, 0, usize::MAX);
    for mark in &found.marks {
        let words = if mark.field == Field::Title { title } else { text };
        assert!(!mark.range.is_empty() && words.get(mark.range.clone()).is_some());
        let place = (mark.field, mark.range.start, mark.range.end);
        let in_order = (last.0, last.1) < (place.0, place.1)
            || (last.0, last.1) == (place.0, place.1) && last.2 >= place.2;
        assert!(in_order, "{last:?} {place:?}");
        last = place;
        if let What::Name(named) = mark.what {
            assert!(named < found.named.len());
        }
    }
    for event in &found.events {
        assert!(!event.label.trim().is_empty() && event.label.chars().count() <= 120);
        assert!(dateline::bundle::edtf::parse(&event.when).is_some());
        assert!(event.evidence.iter().all(|&at| at < found.marks.len()));
        assert!(text.get(event.sentence.clone()).is_some());
    }
    let written = found.write(&input);
    assert_eq!(written.marks.len(), found.marks.len());
});
