//! Every theme can be read: the tokens of the style sheet, measured as WCAG 2.2 measures.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails loudly")]

use std::collections::BTreeMap;
use std::fs;

/// A theme's colours by their names.
type Theme = BTreeMap<String, [f64; 3]>;

/// Text on what it stands on, by the names of the tokens.
const TEXT: &[(&str, &[&str])] = &[
    ("ink", &["paper", "panel", "raised", "wash", "glow", "hit"]),
    ("soft", &["paper", "panel", "raised", "wash"]),
    ("accent", &["paper", "panel", "raised"]),
    ("on-accent", &["accent"]),
    ("alarm", &["paper", "panel", "raised"]),
];
/// Lines under names, and the edges of controls.
const MARKS: &[&str] =
    &["person", "organisation", "land", "treaty", "thing", "nameless", "line-strong", "accent"];

fn tokens() -> String {
    let path = format!("{}/style/tokens.css", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(path).unwrap()
}

/// `#rrggbb` as parts of one.
fn colour(text: &str) -> Option<[f64; 3]> {
    let digits = text.trim().strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let part = |at: usize| {
        u8::from_str_radix(&digits[at..at + 2], 16).ok().map(|it| f64::from(it) / 255.0)
    };
    Some([part(0)?, part(2)?, part(4)?])
}

/// The colours that a rule sets: its declarations from the selector's own brace on. `dark` says
/// which half of `light-dark` counts.
fn rule(css: &str, selector: &str, dark: bool) -> Theme {
    let at = css.find(selector).unwrap_or_else(|| panic!("no rule for {selector}"));
    let body = css[at..].split_once('{').unwrap().1.split_once('}').unwrap().0;
    let mut theme = Theme::new();
    // Without comments, which have colons of their own.
    let bare: Vec<&str> =
        body.split("/*").map(|part| part.rsplit("*/").next().unwrap_or_default()).collect();
    for declaration in bare.concat().split(';') {
        let Some((name, value)) = declaration.split_once(':') else { continue };
        let Some(name) = name.rsplit("--").next().filter(|_| name.contains("--")) else { continue };
        let value = match value.trim().strip_prefix("light-dark(") {
            Some(both) => both.trim_end_matches(')').split(',').nth(usize::from(dark)).unwrap(),
            None => value,
        };
        if let Some(colour) = colour(value) {
            theme.insert(name.trim().to_owned(), colour);
        }
    }
    theme
}

/// https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
fn luminance(colour: [f64; 3]) -> f64 {
    let [r, g, b] =
        colour.map(|c| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn themes() -> Vec<(&'static str, Theme)> {
    let css = tokens();
    let base = |dark| rule(&css, ":host, .dateline-page {", dark);
    let over = |selector: &str, dark: bool| {
        let mut theme = base(dark);
        theme.extend(rule(&css, selector, dark));
        theme
    };
    let sepia = r#".viewer[data-theme="sepia"] {"#;
    let contrast = r#".viewer[data-theme="contrast"] {"#;
    let by_system = ".viewer:not([data-theme]) {";
    vec![
        ("light", base(false)),
        ("dark", base(true)),
        ("sepia", over(sepia, false)),
        ("contrast, light", over(contrast, false)),
        ("contrast, dark", over(contrast, true)),
        ("contrast by the system, light", over(by_system, false)),
        ("contrast by the system, dark", over(by_system, true)),
    ]
}

#[test]
fn text_and_marks_stand_out_in_every_theme() {
    let mut faint = Vec::new();
    for (name, theme) in themes() {
        let mut ask = |front: &str, back: &str, least: f64| {
            let ratio = contrast(theme[front], theme[back]);
            if ratio < least {
                faint.push(format!("{name}: {front} on {back} {ratio:.2}, wants {least}"));
            }
        };
        for (front, backs) in TEXT {
            backs.iter().for_each(|back| ask(front, back, 4.5));
        }
        for mark in MARKS {
            ask(mark, "paper", 3.0);
        }
    }
    assert!(faint.is_empty(), "{faint:#?}");
}

#[test]
fn high_contrast_is_higher_than_any_other() {
    for (name, theme) in themes().into_iter().filter(|(name, _)| name.contains("contrast")) {
        for front in ["ink", "soft", "accent", "alarm"] {
            let ratio = contrast(theme[front], theme["paper"]);
            assert!(ratio >= 7.0, "{name}: {front} {ratio:.2}");
        }
    }
}

#[test]
fn contrast_is_measured_as_the_standard_measures_it() {
    let (white, black) = (colour("#ffffff").unwrap(), colour("#000000").unwrap());
    assert!((contrast(white, black) - 21.0).abs() < 1e-9);
    // The grey that is known to be the lightest on white.
    assert!(contrast(colour("#767676").unwrap(), white) >= 4.5);
    assert!(contrast(colour("#777777").unwrap(), white) < 4.5);
}

#[test]
fn six_hues_at_most() {
    let css = tokens();
    let hues = ["person", "organisation", "land", "treaty", "thing", "nameless"];
    let types = css.lines().skip_while(|line| !line.contains("Six hues")).skip(1);
    let set: Vec<&str> = types
        .take_while(|line| line.trim().starts_with("--"))
        .filter_map(|line| line.trim().strip_prefix("--")?.split(':').next())
        .collect();
    assert_eq!(set, hues);
}
