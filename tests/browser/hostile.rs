//! Hostile markup, in a real browser: the cases of `tests/samples/html/xss.txt` as the items
//! of a feed. Nothing of them runs, nothing is asked for, and their text is there to read.

use crate::stage::{Stage, play};
use serde_json::{Value, json};

/// A case: what it is, the markup, the text that must survive.
struct Case {
    name: String,
    markup: String,
    text: String,
}

/// Reads the cases; the file shows control characters as pictures.
fn cases() -> Vec<Case> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/samples/html/xss.txt");
    let file = std::fs::read_to_string(file).expect("the cases");
    let shown = [
        ('␀', "\0"),
        ('␁', "\u{1}"),
        ('␂', "\u{2}"),
        ('␉', "\t"),
        ('␊', "\n"),
        ('␌', "\u{c}"),
        ('␍', "\r"),
    ];
    let case = |line: &str| {
        let mut columns = line.split('\t').map(str::to_owned);
        let mut next = || columns.next().unwrap_or_else(|| panic!("three columns: {line}"));
        let (name, markup, text) = (next(), next(), next());
        let markup = shown.iter().fold(markup, |all, (picture, c)| all.replace(*picture, c));
        Case { name, markup, text }
    };
    file.lines().filter(|line| !line.starts_with('#')).map(case).collect()
}

/// The text of the article that is open.
async fn shown(stage: &Stage) -> String {
    let script = "return document.querySelector('dateline-viewer').shadowRoot
        ?.querySelector('article')?.textContent ?? ''";
    stage.run(script, vec![]).await.as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn nothing_in_hostile_markup_runs_or_leaves_the_machine() {
    play(async |stage| {
        let cases = cases();
        let items: Vec<Value> = (0..)
            .zip(&cases)
            .map(|(at, case): (usize, _)| {
                json!({ "id": format!("case-{at}"), "title": case.name,
                    "url": "https://elsewhere.example/page", "content_html": case.markup })
            })
            .collect();
        let feed = json!({ "version": "https://jsonfeed.org/version/1.1", "title": "Hostile", "items": items });
        stage.put("hostile.json", &feed.to_string());
        stage.open("?src=hostile.json").await;
        stage.count(cases.len()).await;

        for (at, case) in cases.iter().enumerate() {
            stage.run("location.hash = arguments[0]", vec![json!(format!("#article=case-{at}"))]).await;
            stage
                .until(&format!("the text of “{}” is shown", case.name), async |stage| {
                    shown(stage).await.contains(&case.text)
                })
                .await;
        }

        // Whatever would have run has had its chance, and would have left a trace.
        let found = stage
            .run(
                "const root = document.querySelector('dateline-viewer').shadowRoot;
                const links = [...root.querySelectorAll('[href],[src],[srcset],[action],[data]')];
                return [window.caught ?? null, document.cookie, location.pathname,
                    root.querySelectorAll('script,iframe,frame,object,embed,base').length,
                    links.filter(e => /^(javascript|data|vbscript|blob|file):/.test(e.href ?? '')).length,
                    [...root.querySelectorAll('*')].filter(e => [...e.attributes].some(a => a.name.startsWith('on'))).length]",
                vec![],
            )
            .await;
        let path = stage.run("return new URL(arguments[0]).pathname", vec![json!(stage.home)]).await;
        let here = found[2].as_str().unwrap_or_default();
        assert!(here.starts_with(path.as_str().unwrap_or("/")), "the page went to {here}");
        assert_eq!((&found[0], &found[1]), (&json!(null), &json!("")), "a script ran");
        assert_eq!((&found[3], &found[4], &found[5]), (&json!(0), &json!(0), &json!(0)), "{found}");

        let foreign = stage
            .run(
                "return performance.getEntriesByType('resource').map(entry => entry.name)
                    .filter(name => !name.startsWith(location.origin + '/'))",
                vec![],
            )
            .await;
        assert_eq!(foreign, json!([]), "something was asked for elsewhere");
    })
    .await;
}
