//! Heads as people write them.

use super::*;

/// The article a head makes, as JSON, and how many lines it took.
fn told(text: &str) -> Option<(Value, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let head = of(&lines)?;
    let (mut article, length) = (Article::default(), head.lines);
    head.apply(&mut article, text, &mut Vec::new());
    Some((serde_json::to_value(article).unwrap(), length))
}

#[test]
fn keys_find_their_places() {
    for (inside, pointer, expected) in [
        ("title: The quay: a history", "/title", "\"The quay: a history\""),
        ("title: \"A \\\"good\\\" day\" # really", "/title", "\"A \\\"good\\\" day\""),
        ("Title: 'It''s here'", "/title", "\"It's here\""),
        ("title: No #1 # comment", "/title", "\"No #1\""),
        ("title: x\ntitle: y", "/_front_matter/title", "\"y\""),
        ("date: 2024-03-12", "/_dateline/issued", "\"2024-03-12\""),
        ("date: 2024-03-12 09:30:00 +0100", "/date_published", "\"2024-03-12T09:30:00+01:00\""),
        ("date: March 12, 2024", "/_dateline/issued", "\"2024-03-12\""),
        ("date: 2018-05~", "/_dateline/issued", "\"2018-05~\""),
        ("date: 2024-03-12T09:30:00", "/_dateline/date_written", "\"2024-03-12T09:30:00\""),
        ("date: soon", "/_dateline/date_written", "\"soon\""),
        ("lastmod: 2024-03-13T00:00:00Z", "/date_modified", "\"2024-03-13T00:00:00Z\""),
        ("author: Ilse Aamot", "/authors", "[{\"name\":\"Ilse Aamot\"}]"),
        ("authors: [A B, \"C, D\"]", "/authors", "[{\"name\":\"A B\"},{\"name\":\"C, D\"}]"),
        ("authors:\n  - A B\n  - name: C D", "/authors", "[{\"name\":\"A B\"},{\"name\":\"C D\"}]"),
        ("author:\n  name: A B\n  mail: x", "/authors", "[{\"name\":\"A B\"}]"),
        ("author:\n  name: A B\n  mail: x", "/_front_matter/author.mail", "\"x\""),
        ("tags: ports, ships", "/tags", "[\"ports\",\"ships\"]"),
        ("tags:\n- ports\n- \"ships, old\"\nlang: nb", "/tags", "[\"ports\",\"ships, old\"]"),
        ("tags: [\n a,\n b\n]\nlang: nb", "/language", "\"nb\""),
        ("source: Coast Courier", "/_dateline/source", "\"Coast Courier\""),
        ("url: https://example.org/a", "/url", "\"https://example.org/a\""),
        ("url: /a/", "/_front_matter/url", "\"/a/\""),
        ("summary: >\n  One\n  two.\nid: z", "/summary", "\"One two.\""),
        ("slug: quay", "/id", "\"quay\""),
        ("draft: true\nx: 1", "/_front_matter/draft", "true"),
        ("title: x\nwords without a key", "/_front_matter/lines", "[\"words without a key\"]"),
    ] {
        let (article, lines) = told(&format!("---\n{inside}\n---\nText")).unwrap();
        let found = article.pointer(pointer).unwrap_or(&Value::Null).to_string();
        assert_eq!(found, expected, "{inside}");
        assert_eq!(lines, inside.lines().count() + 2);
    }
}

#[test]
fn toml_is_read_as_far_as_people_use_it() {
    let text = "+++\ntitle = \"Quay\"\ndate = 2024-03-12T09:30:00Z\ntags = [\"a\", \"b\"]\n[extra]\nn = 2\n+++\n";
    let (article, lines) = told(text).unwrap();
    assert_eq!(lines, 7);
    assert_eq!(article["title"], "Quay");
    assert_eq!(article["date_published"], "2024-03-12T09:30:00Z");
    assert_eq!(article["tags"], serde_json::json!(["a", "b"]));
    assert_eq!(article["_front_matter"]["extra.n"], 2);
}

#[test]
fn what_is_no_head_stays_text() {
    for text in [
        "title: x\n---\n",
        "---\ntitle: x\n",
        "---\nA paragraph between rules.\n---\n",
        "---\n---\n",
        "----\ntitle: x\n----",
        "---\nhttps://example.org\n---",
        "---\n\n---",
        "",
    ] {
        assert!(told(text).is_none(), "{text}");
    }
}

#[test]
fn faults_name_the_line() {
    let text = "---\ntitle: x\ndate: soon\nlayout: post\n---\n";
    let lines: Vec<&str> = text.lines().collect();
    let (mut article, mut faults) = (Article::default(), Vec::new());
    of(&lines).unwrap().apply(&mut article, text, &mut faults);
    let told: Vec<_> = faults.iter().map(|fault| (fault.severity, fault.whereabouts())).collect();
    assert_eq!(
        told,
        [
            (Severity::Error, "line 3, column 1".to_owned()),
            (Severity::Notice, "line 1, column 1".to_owned())
        ]
    );
}
