//! Words of a text in many scripts, held to UAX #29 on the way.

use super::*;
use proptest::prelude::{any, prop, proptest};
use unicode_segmentation::UnicodeSegmentation;

fn told(field: &str) -> Vec<(String, &str)> {
    let (mut tokens, mut all) = (Tokens::new(field), Vec::new());
    while let Some((word, range)) = tokens.next() {
        all.push((word.to_owned(), &field[range]));
    }
    all
}

#[test]
fn a_text_falls_into_words() {
    for (field, expected) in [
        ("Inspectors return to Vardel.", "inspectors return to vardel"),
        ("the S-400, 3.5% in the U.S.", "the s 400 3 5 in the u s"),
        ("l’Iran’s rock 'n' roll", "l iran s rock n roll"),
        ("snake_case a@b.org C++ x²½", "snake case a b org c x ² ½"),
        ("TÉHÉRAN Te\u{301}he\u{301}ran", "teheran teheran"),
        ("Æsir Straße ŒUVRE ﬁn", "aesir strasse oeuvre fin"),
        ("北京市", "北京 京市 市"),
        ("北", "北"),
        ("我在 北京, ok東京都2023年", "我在 在 北京 京 ok 東京 京都 都 2023 年"),
        ("人々のトウキョー", "人々 々の のト トウ ウキ キョ ョー ー"),
        ("한국어 단어", "한국어 단어"),
        ("हिन्दी में", "हिन्दी में"),
        ("ไม่ดี", "ไม ม่ ่ด ดี ี"),
        ("Горбачёв ЧАЙКА", "горбачев чаика"),
        ("می\u{200c}شود ۱۴۰۴", "میشود 1404"),
        ("soft\u{ad}hyphen \u{301} —", "softhyphen"),
        ("a\u{0}b\nc", "a b c"),
        ("", ""),
        ("é", "e"),
    ] {
        let words: Vec<_> = told(field).into_iter().map(|(word, _)| word).collect();
        assert_eq!(words.join(" "), expected, "{field}");
    }
}

#[test]
fn a_word_leads_back_to_the_letters_and_marks_it_came_from() {
    for (field, expected) in [
        ("in Téhéran, today", "in|Téhéran|today"),
        ("in Te\u{301}he\u{301}ran", "in|Te\u{301}he\u{301}ran"),
        ("cafe\u{301}, x", "cafe\u{301}|x"),
        ("\u{301}cafe\u{301}", "cafe\u{301}"),
        ("l’Iran’s", "l|Iran|s"),
        ("我在北京", "我在|在北|北京|京"),
        ("x京\u{fe00}都 y", "x|京\u{fe00}都|都|y"),
    ] {
        let places: Vec<_> = told(field).into_iter().map(|(_, place)| place).collect();
        assert_eq!(places.join("|"), expected, "{field}");
    }
}

#[test]
fn a_query_asks_for_words_in_a_row() {
    for (text, words, open) in [
        ("S-400", "s 400", false),
        ("don't", "don t", false),
        ("北京", "北京", false),
        ("北京市", "北京 京市", false),
        ("京", "京", true),
        ("x京", "x 京", true),
        ("北京 ok", "北京 京 ok", false),
        ("京 都", "京 都", true),
        ("—", "", false),
    ] {
        let row = Row::new(text);
        assert_eq!((row.words.join(" ").as_str(), row.open), (words, open), "{text}");
    }
}

/// Letters and digits to UAX #29 that are no signs on others; of the numbers of scripts
/// hardly written any more nothing is said.
fn in_word(c: char) -> bool {
    c.is_alphanumeric()
        && !is_mark(c)
        && format!("京{c}").split_word_bounds().count() > 1
        && fold_char(c).0 != '\''
        && !matches!(c, '\u{9f4}'..='\u{9f9}' | '\u{b72}'..='\u{b77}'
        | '\u{bf0}'..='\u{bf2}' | '\u{c78}'..='\u{c7e}' | '\u{d58}'..='\u{d5e}'
        | '\u{d70}'..='\u{d78}' | '\u{f2a}'..='\u{f33}' | '\u{1369}'..='\u{137c}'
        | '\u{2cfd}' | '\u{a830}'..='\u{a835}' | '\u{10107}'..='\u{1f10c}')
}

fn held_to_uax29(text: &str) {
    let (mut tokens, mut starts) = (Tokens::new(text), Vec::new());
    while let Some((word, range)) = tokens.next() {
        assert!(!word.is_empty() && text.get(range.clone()).is_some(), "{text:?}");
        starts.push(range.start);
    }
    assert!(starts.is_sorted_by(|a, b| a < b), "{text:?}");
    for (at, _) in text.split_word_bound_indices() {
        let (before, after) = text.split_at(at);
        let sides = before.chars().next_back().zip(after.chars().next());
        if sides.is_some_and(|(a, b)| in_word(a) && in_word(b)) {
            assert!(starts.contains(&at), "{text:?} {at}");
        }
    }
}

#[test]
fn every_letter_beside_every_kind_of_letter_keeps_to_uax29() {
    // Of the thousands that are all alike, a few.
    let alike =
        |c: &char| matches!(c, '\u{3410}'..='\u{9fff}' | '\u{ac10}'..='\u{d7a0}' | '\u{17010}'..);
    let letters = ('\0'..=char::MAX).filter(|c| c.is_alphanumeric());
    for c in letters.filter(|c| !alike(c) || u32::from(*c) % 97 == 0) {
        for other in ["a", "1", "京", "ア", "あ", "א", "가", "ไ", "²", "'"] {
            held_to_uax29(&format!("{c}{other}{c}{c}"));
        }
    }
}

proptest! {
    #[test]
    fn every_boundary_of_uax29_is_one_of_ours(text in "\\PC{0,24}") {
        held_to_uax29(&text);
    }

    #[test]
    fn every_boundary_between_odd_letters_too(
        text in prop::collection::vec(prop::sample::select(
            "aÉßﬁ1²½京都あアー々한हि่न्ไמА١'’.,:_-\u{301}\u{200d}\u{200c}\u{ad} \n".chars().collect::<Vec<_>>()
        ), 0..16), _seed in any::<u8>()
    ) {
        held_to_uax29(&text.into_iter().collect::<String>());
    }
}

/// Run with `--ignored --nocapture --release` for the speed on this machine.
#[test]
#[ignore = "a measurement, not a test"]
#[allow(clippy::print_stdout, reason = "a measurement has to be told")]
fn how_fast_it_is() {
    let text = std::fs::read_to_string(std::env::var("DATELINE_FEED").unwrap()).unwrap();
    let items = crate::bundle::read(&text).unwrap().bundle.items;
    let bytes: usize = items.iter().map(|item| item.content_text.len()).sum();
    for _ in 0..5 {
        let start = std::time::Instant::now();
        let (mut count, mut letters) = (0, 0);
        for item in &items {
            let mut tokens = Tokens::new(&item.content_text);
            while let Some((word, range)) = tokens.next() {
                count += 1;
                letters += word.len() + range.start;
            }
        }
        let took = start.elapsed();
        let speed = bytes as f64 / 1e6 / took.as_secs_f64();
        println!("{bytes} bytes, {count} tokens ({letters}), {took:?}: {speed:.0} MB/s");
    }
}
