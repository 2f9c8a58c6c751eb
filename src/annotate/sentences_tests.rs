//! Sentences of many kinds, a case a line: `|` stands where one ends and the next begins.

use super::{ends, sentence_around, sentences};

fn check(drawn: &str) {
    let text = drawn.replace('|', "");
    let expected: Vec<&str> = drawn.split('|').map(str::trim).filter(|s| !s.is_empty()).collect();
    let found: Vec<&str> = sentences(&text).into_iter().map(|range| &text[range]).collect();
    assert_eq!(found, expected, "{drawn}");
}

#[test]
fn plain_ends() {
    check("The ferry left at noon.");
    check("The ferry left at noon. |Nobody was on it.");
    check("  The ferry left.  |\tNobody waved.  ");
    check("Who paid? |Nobody knows! |The ledger is gone.");
    check("Who paid?! |Nobody.");
    check("The crane fell… |Then it rained.");
    check("The crane fell... |Then it rained.");
    check("The crane fell… and then it rained.");
    check("The crane fell . . . and then it rained. |So what?");
    check("No stop at all");
    check("One ended. |The last has no stop");
    check("A line\nwent on here. |The next\nwent on too.");
    check("");
    check(" \n ");
    check("...");
}

#[test]
fn quotes_and_brackets_close_with_their_sentence() {
    check("“The quay is ours.” |The mayor sat down.");
    check("\"The quay is ours.\" |The mayor sat down.");
    check("He said: “Leave the quay. |Leave it now.” |They left.");
    check("“Is it ours?” asked the mayor. |Nobody spoke.");
    check("“Never!” (he meant it) was all he said. |It was late.");
    check("The port closed (nobody said why). |It opened in May.");
    check("The port closed. |(Nobody said why.) |It opened in May.");
    check("She called it ‘a start.’ |“We go on,” she said.");
    check("The sea rose.[3] |The wall held.[12][13] |It rained.");
    check("Er sagte: »Der Kai ist zu.« |Dann ging er.");
    check("Der Kai ist zu. |»Gut so«, sagte er.");
    check("Er sagte: „Der Kai ist zu.“ |Dann ging er.");
}

#[test]
fn french_keeps_its_spaces() {
    check("Le port est fermé. |« Nous attendons. » |Le maire est parti.");
    check("« Nous attendons.\u{a0}» |Le maire est parti.");
    check("« Qui attend\u{202f}? » demanda le maire. |Personne.");
    check("Le maire dit\u{a0}: « Fermez le port ! » |Il partit.");
}

#[test]
fn other_scripts() {
    check("کشتی رفت. |هیچ‌کس نماند.");
    check("چه کسی رفت؟ |هیچ‌کس نمی‌داند!");
    check("بندر بسته شد؟ |«بله.» |شهردار رفت.");
    check("جہاز چلا گیا۔ |کوئی نہیں تھا۔");
    check("船は出た。|誰もいなかった。");
    check("港关闭了！|为什么？|没人知道。");
    check("彼は「港は閉まった。」と言った。|雨だった。");
    check("Порт закрыт. |Никто не знает почему.");
}

#[test]
fn abbreviations_initials_and_numbers_go_on() {
    check("Mr. Holm and Dr. Vik met Prof. Aas. |They agreed.");
    check("The U.S. Navy and the U.N. Secretariat wrote. |No answer came.");
    check("It opened on Jan. 5 and closed on Sept. 9. |It was cold.");
    check("Pier No. 7 is closed. |So is No. 8.");
    check("Did it open? |No. |It stayed shut.");
    check("He said no. |Five others agreed.");
    check("St. Olav vs. Vardel ended in a draw. |It was dull.");
    check("Ropes, chains, anchors, etc. were sold. |Nothing is left.");
    check("J. Rask wrote it. |P. R. Lund and A.-M. Vik read it.");
    check("So did I. |Then we left.");
    check("I. Rask wrote it; Anna I. Rask did not.");
    check("It cost 2.5 million. |In 2018 it cost 1,250.75.");
    check("It grew by 3. |5 ships came.");
    check("It closed in 2018. |March was cold.");
    check("Ph.D. students at 9 a.m. on Monday. |They slept.");
    check("3. Inspectors must sign. |4. Captains must wait.");
    check("See example.org/a.b?c=d for more. |Or v1.2 of it.");
    check("Norvik Inc. of Vardel paid (approx. half). |The rest is owed.");
    check("MR. HOLM LEFT. |NOBODY SAW.");
    check("In mid-Jan. Vardel froze. |It thawed.");
    check("The list (e.g. Vardel, i.e. the port) is short. |It grows.");
}

#[test]
fn everything_but_white_space_is_in_exactly_one_sentence() {
    let signs = [
        ".", "!", " ", "»", "«", "\"", "Mr", "a", "B", "7", "…", "。", "؟", "[1]", "\n", "é", ")",
        "\u{a0}", "I", "🕊️",
    ];
    // A small deterministic generator: enough disorder, and failures repeat.
    let mut seed = 11_u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        (seed >> 33) as usize % below
    };
    for _ in 0..20_000 {
        let text: String = (0..random(14)).map(|_| signs[random(signs.len())]).collect();
        let mut at = 0;
        for range in sentences(&text) {
            assert!(text[at..range.start].trim().is_empty(), "{text:?}");
            let words = &text[range.clone()];
            assert!(!words.is_empty() && words.trim() == words, "{text:?}");
            at = range.end;
        }
        assert!(text[at..].trim().is_empty(), "{text:?}");
        let (a, b) = (random(40), random(40));
        let around = sentence_around(&text, a.min(b)..a.max(b));
        assert!(text.get(around).is_some(), "{text:?}");
    }
}

#[test]
fn the_sentence_around_a_range() {
    let text = "Title line\n\nThe quay closed. The crane\nfell on it. It rained.\n \nA new day.";
    let check = |words: &str, expected: &str| {
        let at = text.find(words).unwrap();
        assert_eq!(&text[sentence_around(text, at..at + words.len())], expected, "{words}");
    };
    check("quay", "The quay closed.");
    check("closed.", "The quay closed.");
    check("fell", "The crane\nfell on it.");
    check("The crane", "The crane\nfell on it.");
    check("closed. The", "The quay closed. The crane\nfell on it.");
    check("It rained.", "It rained.");
    check("new", "A new day.");
    check("Title", "Title line");
    assert_eq!(&text[sentence_around(text, 900..901)], "A new day.");
    assert_eq!(&text[sentence_around(text, 28..28)], "The quay closed.");
    assert_eq!(sentence_around("", 3..9), 0..0);
    assert_eq!(sentence_around(" \n ", 1..2), 1..1);
}

#[test]
fn a_line_that_ends_as_a_sentence_does() {
    for (line, expected) in [
        ("It rained.", true),
        ("“It rained.” ", true),
        ("(Did it rain?)", true),
        ("« Il pleut. »", true),
        ("باران آمد؟", true),
        ("Search", false),
        ("J. Rask", false),
        ("", false),
    ] {
        assert_eq!(ends(line), expected, "{line}");
    }
}
