//! Texts that nobody would write: nothing panics, and every mark is a stretch of the text.

use super::{Language, find};
use crate::annotate::tokens::Text;
use crate::bundle::civil::Date;

fn holds(text: &str) {
    for tag in ["en", "de", "es", "xx"] {
        for issued in [None, Date::new(2024, 3, 12), Date::new(0, 1, 1), Date::new(9999, 12, 31)] {
            let mut at = 0;
            for mark in find(&Text::new(text), issued, Language::from_tag(Some(tag))) {
                assert!(
                    mark.range.start >= at && mark.range.start < mark.range.end,
                    "{text:?} {mark:?}"
                );
                assert!(text.get(mark.range.clone()).is_some(), "{text:?}");
                assert!(!mark.timex.is_empty(), "{text:?}");
                let value = mark.value.as_deref();
                assert!(
                    value.is_none_or(|value| crate::bundle::edtf::parse(value).is_some()),
                    "{text:?}: {value:?}"
                );
                at = mark.range.end;
            }
        }
    }
}

#[test]
fn one_thing_over_and_over() {
    for token in [
        "5, ",
        "5 and ",
        "May 4, 5, ",
        "4. ",
        "the end of ",
        "early ",
        "1990-",
        "Monday, ",
        "'",
        "2024-03-12T",
        "a couple of ",
        "two and a half ",
        "every ",
        "morning of ",
        "12:",
        "(",
        "last ",
        "9 a.m. ",
        "more than ",
        "twenty-",
        "year-",
        "in ",
    ] {
        holds(&token.repeat(1_500));
    }
}

#[test]
fn words_of_time_in_any_order() {
    let words = [
        "May",
        "4",
        "31",
        "1990",
        "2024",
        "the",
        "last",
        "next",
        "week",
        "Friday",
        "of",
        "and",
        "-",
        ",",
        ".",
        "'s",
        "10:30",
        "p.m.",
        "first",
        "quarter",
        "two",
        "years",
        "ago",
        "later",
        "Christmas",
        "summer",
        "0",
        "9999",
        "99999",
        "BC",
        "early",
        "noon",
        "GMT",
        "every",
        "1990s",
        "century",
        "21st",
        "(",
        "/",
        "2024-02-30",
        "2024-13-41T25:61",
        "year",
        "February",
        "30",
        "de",
        "märz",
        "中",
        "é",
        "half",
        "a",
        "morning",
        "yesterday",
        "Q3",
        "c.",
        "\n\n",
    ];
    let mut seed = 5_u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        (seed >> 33) as usize % below
    };
    for _ in 0..2_000 {
        let count = random(14);
        let mut text = String::new();
        for _ in 0..count {
            text.push_str(words[random(words.len())]);
            text.push_str(["", " ", " ", " "][random(4)]);
        }
        holds(&text);
    }
}
