//! The tests' own eyes: every scenario ends with a look at the console, which must be empty.
//! Here things go wrong on purpose, and are seen there.

use crate::driver::Browser;
use crate::setting::left_out;
use crate::stage::play_expecting;

/// What goes wrong, and words of what the console says of it; browsers have their own.
const WRONG: [(&str, &str); 7] = [
    ("setTimeout(() => { throw new Error('a slip of the page') })", "a slip of the page"),
    ("Promise.reject(new Error('a broken promise'))", "a broken promise"),
    ("console.error('a word', 'of complaint')", "of complaint"),
    ("console.log('a word in passing')", "a word in passing"),
    ("new Image().src = 'https://elsewhere.example/a.png'", "img-src"),
    (
        "setTimeout(() => { document.body.innerHTML = '<b>' })",
        "require-trusted-types-for|TrustedHTML",
    ),
    ("import('./nowhere.js').catch(() => {})", "nowhere.js"),
];

#[tokio::test]
async fn whatever_goes_wrong_in_a_page_is_seen() {
    let mut expected: Vec<_> = WRONG.iter().flat_map(|(_, words)| words.split('|')).collect();
    expected.extend(["blocked by CSP"]); // the same, said once more
    play_expecting(&expected, async |stage| {
        stage.open("demo.html").await;
        stage.viewer(0).see("article", "").await;
        stage.viewer(1).see("link", "How snapback works").await;
        assert_eq!(stage.console().await, [""; 0], "nothing did yet");
        for (script, words) in WRONG {
            if stage.browser == Browser::WebKit && script.starts_with("import") {
                left_out(script, "a page is not told what another script caught");
                continue;
            }
            stage.run(&format!("{script}; return null"), vec![]).await;
            stage
                .until(&format!("{script} is seen"), async |stage| {
                    let lines = stage.console().await;
                    lines.iter().any(|line| words.split('|').any(|words| line.contains(words)))
                })
                .await;
        }
    })
    .await;
}
