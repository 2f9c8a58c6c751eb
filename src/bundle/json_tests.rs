//! What the reader makes of JSON, sound and broken; `serde_json` is asked for its opinion.

use super::*;
use serde_json::value::RawValue;

/// A value taken apart to the last, as `serde_json` holds it; `None` where it cannot.
fn whole(value: Value<'_>) -> Option<serde_json::Value> {
    Some(match value.kind() {
        Kind::Null | Kind::Bool | Kind::Number => serde_json::from_str(value.raw).ok()?,
        Kind::Text => {
            let (words, whole) = value.text();
            whole.then(|| words.into())?
        }
        Kind::List => value.elements().map(whole).collect::<Option<Vec<_>>>()?.into(),
        Kind::Object => {
            let member = |(name, value): (Value<'_>, Value<'_>)| {
                let (name, sound) = name.text();
                sound.then(|| Some((name.into_owned(), whole(value)?)))?
            };
            value.members().map(member).collect::<Option<serde_json::Map<_, _>>>()?.into()
        }
    })
}

/// Both readers accept or refuse, and hold the same.
fn agree(text: &str) -> bool {
    let theirs = serde_json::from_str::<&RawValue>(text);
    match document(text) {
        Err(error) => {
            assert!(theirs.is_err(), "refused: {text:?}: {error:?}");
            assert!(error.offset <= text.len());
            false
        }
        Ok(value) => {
            let raw = theirs.unwrap_or_else(|error| panic!("accepted: {text:?}: {error}"));
            assert_eq!(value.raw, raw.get());
            assert_eq!(&text[value.offset..][..value.raw.len()], value.raw);
            if value.depth() < DEEPEST {
                let theirs = serde_json::from_str::<serde_json::Value>(text).ok();
                assert_eq!(whole(value), theirs, "{text:?}");
            } else {
                assert!(serde_json::from_str::<serde_json::Value>(text).is_err(), "depth");
            }
            let mut compact = String::new();
            push_compact(value.raw, &mut compact);
            assert!(document(&compact).is_ok() && compact.len() <= value.raw.len());
            if value.depth() < DEEPEST {
                assert_eq!(document(&compact).ok().and_then(whole), whole(value), "{text:?}");
            }
            true
        }
    }
}

/// A small deterministic generator: enough disorder, and failures repeat.
struct Disorder(u64);

impl Disorder {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        (self.0 >> 33) as usize % limit
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    /// A text in JSON.
    fn value(&mut self, depth: usize, out: &mut String) {
        const PLAIN: [&str; 26] = [
            "null",
            "true",
            "false",
            "0",
            "-0",
            "12",
            "-3.50",
            "1e2",
            "6E-7",
            "0.1e+9",
            "1e999",
            "18446744073709551616",
            "\"\"",
            "\"a\"",
            "\"é🕊\"",
            "\"\\n\\\\\\\"\\/\\b\\f\\r\\t\"",
            "\"\\u00e9\"",
            "\"\\ud83d\\udd4a\"",
            "\"\\ud83d\"",
            "\"\\udd4a\\ud83d\"",
            "\"\\ud83d\\u0041\"",
            "\"\\ud83d\\ud83d\\udd4a\"",
            "\"\\uFFFF\\u0000\"",
            "\"[{,:}]\"",
            "[]",
            "{}",
        ];
        let space = ["", "", "", " ", "\n", "\t\r\n "];
        out.push_str(self.one(&space));
        match self.below(if depth == 0 { 1 } else { 3 }) {
            0 => out.push_str(self.one(&PLAIN)),
            kind => {
                out.push_str(["[", "{"][kind - 1]);
                for n in 0..self.below(5) {
                    if n > 0 {
                        out.push(',');
                    }
                    if kind == 2 {
                        out.push_str(self.one(&[
                            "\"a\"",
                            " \"b\"",
                            "\"\\u0061\" ",
                            "\"\"",
                            "\n\"~/\"",
                        ]));
                        out.push(':');
                    }
                    self.value(depth - 1, out);
                }
                out.push_str(["]", "}"][kind - 1]);
            }
        }
        out.push_str(self.one(&space));
    }

    /// The same text with a few pieces lost, doubled or put in.
    fn broken(&mut self, text: &str) -> String {
        const PIECES: [&str; 24] = [
            ",", ":", "[", "]", "{", "}", "\"", "\\", "\\u12", "0", "-", ".", "e", "+", "1", "t",
            "null", "nul", " ", "\n", "\u{1}", "\u{a0}", "é", "/",
        ];
        let mut letters: Vec<char> = text.chars().collect();
        for _ in 0..=self.below(3) {
            let at = self.below(letters.len() + 1);
            match self.below(4) {
                0 => letters.truncate(at),
                1 if at < letters.len() => drop(letters.remove(at)),
                2 if at < letters.len() => letters.insert(at, letters[at]),
                _ => {
                    let piece = self.one(&PIECES);
                    letters.splice(at..at, piece.chars());
                }
            }
        }
        letters.into_iter().collect()
    }
}

#[test]
fn it_accepts_refuses_and_holds_what_serde_json_does() {
    let mut disorder = Disorder(7);
    let mut accepted = 0;
    for _ in 0..20_000 {
        let mut text = String::new();
        disorder.value(5, &mut text);
        assert!(agree(&text), "generated: {text}");
        let broken = disorder.broken(&text);
        accepted += usize::from(agree(&broken));
    }
    assert!((2_000..18_000).contains(&accepted), "too few or too many are broken: {accepted}");
}

#[test]
fn odd_texts_are_no_exception() {
    for text in [
        "",
        " ",
        "nul",
        "nulll",
        "truefalse",
        "1 2",
        "01",
        "-01",
        "00",
        "-",
        "1.",
        ".5",
        "+1",
        "1e",
        "1e+",
        "0x1",
        "NaN",
        "Infinity",
        "'a'",
        "\"\t\"",
        "\"\u{7f}\u{2028}\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\",
        "\"\\u",
        "\"a",
        "[",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1:2]",
        "]",
        "[}",
        "{",
        "{]",
        "{,}",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{a:1}",
        "{1:1}",
        "{\"a\":1 \"b\":2}",
        "{}{}",
        "[] x",
        "\u{feff}1",
        "\u{a0}1",
        "/* */1",
        "[1]//",
        "{\"a\":1,\"a\":2}",
        "\"\\u0000\"",
    ] {
        agree(text);
    }
    for depth in [1, 126, 127, 128, 129, 5000] {
        agree(&format!("{}{}", "[".repeat(depth), "]".repeat(depth)));
        agree(&format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth)));
        agree(&"[".repeat(depth));
    }
}

#[test]
fn a_syntax_error_says_where_and_in_what() {
    for (text, offset, pointer, reason) in [
        ("", 0, "", "the file ends where a value should be"),
        ("[1,,2]", 3, "/0", "expected value"),
        ("{\"items\": [}", 11, "/items", "expected value"),
        ("{\"a/b\": [{\"c\": tru}]}", 15, "/a~1b/0/c", "expected value"),
        ("{\"a\" 1}", 5, "/a", "expected `:`"),
        ("{\"a\": 1 \"b\": 2}", 8, "/a", "expected `,` or `}`"),
        ("{\"a\": {\"b\": 1}, \"c\": [1, 02]}", 27, "/c/1", "invalid number"),
        ("[1, 2,\n]", 7, "/1", "there is a comma before the closing bracket"),
        ("[\"\\u00e\"]", 7, "/0", "invalid escape"),
        ("{\"a\": 1\n", 6, "/a", "the file ends inside an object"),
        ("[] ]", 3, "", "there is more after the end"),
    ] {
        let error = document(text).unwrap_err();
        let found = (error.offset, error.pointer.as_str(), error.reason);
        assert_eq!(found, (offset, pointer, reason), "{text}");
    }
}

#[test]
fn half_a_character_is_replaced_and_said() {
    let words = |raw| document(raw).unwrap().text();
    assert_eq!(words(r#""\ud83d\udd4a!""#), ("🕊!".into(), true));
    assert_eq!(words(r#""a\ud83db""#), ("a\u{fffd}b".into(), false));
    assert_eq!(words(r#""\ud83d\ud83d\udd4a""#), ("\u{fffd}🕊".into(), false));
    assert_eq!(words(r#""\udd4a""#), ("\u{fffd}".into(), false));
}

#[test]
fn words_survive_being_quoted() {
    let words: String = (0..0x90).filter_map(char::from_u32).chain("é🕊\u{2028}".chars()).collect();
    let written = quoted(&words);
    assert_eq!(document(&written).unwrap().text(), (words.as_str().into(), true));
    assert_eq!(serde_json::from_str::<String>(&written).unwrap(), words);
}

#[test]
fn plain_letters_end_where_they_end() {
    for stop in ['"', '\\', '\u{1f}', '\0', '\n'] {
        for before in 0..20 {
            let text = format!(
                "{}{stop}\"!",
                "é ~\u{7f}🕊".chars().cycle().take(before).collect::<String>()
            );
            assert_eq!(plain(text.as_bytes(), 0), text.find(stop).unwrap(), "{text:?}");
        }
    }
    assert_eq!(plain(b"abc", 0), 3);
    assert_eq!(plain(b"abc", 9), 9);
}
