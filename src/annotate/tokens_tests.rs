//! Texts as tokens, a case a line: `|` between tokens, `‖` between sentences.

use super::{Shape, Text};

fn drawn(text: &str) -> String {
    let read = Text::new(text);
    let sentence = |range: &std::ops::Range<usize>| {
        range.clone().map(|at| read.word(at)).collect::<Vec<_>>().join("|")
    };
    read.sentences.iter().map(sentence).collect::<Vec<_>>().join("‖")
}

#[test]
fn words_numbers_and_signs() {
    for (text, expected) in [
        ("The ferry left.", "The|ferry|left|."),
        ("Vardel’s port, Rask's boat", "Vardel|’s|port|,|Rask|'s|boat"),
        ("the ports' gates", "the|ports|'|gates"),
        ("O’Brien of N'Djamena didn't", "O’Brien|of|N'Djamena|didn|'t"),
        ("the U.S. Navy and U.N. men", "the|U.S.|Navy|and|U.N.|men"),
        ("at 9 a.m. on Jan. 5", "at|9|a.m.|on|Jan.|5"),
        ("J. Rask left", "J.|Rask|left"),
        ("It cost 1,250.75 in 2018.", "It|cost|1,250.75|in|2018|."),
        ("on 5.10.2018 at 10:30", "on|5|.|10|.|2018|at|10|:|30"),
        ("the 1990s, the 5th", "the|1990s|,|the|5th"),
        ("two-day, 1998-99", "two|-|day|,|1998|-|99"),
        ("the G7 and S-400", "the|G7|and|S|-|400"),
        ("«Non», dit-il", "«|Non|»|,|dit|-|il"),
        ("", ""),
        (" \n ", ""),
    ] {
        assert_eq!(drawn(text), expected, "{text:?}");
    }
}

#[test]
fn lines_and_paragraphs() {
    assert_eq!(drawn("Headline\nIt rained. It blew."), "Headline‖It|rained|.‖It|blew|.");
    let wrapped = "The harbour of Vardel was closed for a week in March after the\n\
                   storm, and the ferries stayed where they were until the wind had\n\
                   gone down. Nobody was hurt.";
    assert_eq!(Text::new(wrapped).sentences.len(), 2);
    let read = Text::new("One. Two.\n\nThree.");
    assert_eq!(read.paragraphs, [0, 0, 1]);
}

#[test]
fn everything_but_white_space_is_in_exactly_one_token() {
    let signs =
        [".", "'", "’", "s", "a", "B", "7", "é", "-", ",", " ", "\n", "U.S", "\u{301}", "🕊️", "中"];
    let mut seed = 7_u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        (seed >> 33) as usize % below
    };
    for _ in 0..20_000 {
        let text: String = (0..random(14)).map(|_| signs[random(signs.len())]).collect();
        let read = Text::new(&text);
        let mut at = 0;
        for token in &read.tokens {
            let between = &text[at..token.start];
            assert!(between.trim().is_empty(), "{text:?}");
            assert!(token.end > token.start, "{text:?}");
            assert!(token.glued <= between.is_empty(), "{text:?}");
            at = token.end;
        }
        assert!(text[at..].trim().is_empty(), "{text:?}");
        let mut next = 0;
        for sentence in &read.sentences {
            assert_eq!(sentence.start, next, "{text:?}");
            next = sentence.end;
        }
        assert_eq!(next, read.tokens.len(), "{text:?}");
        assert!(read.tokens.iter().all(|t| t.shape != Shape::Number || t.end > t.start));
    }
}
