//! Every state of the viewer in every theme by the rules of axe-core: WCAG 2.2 A and AA, and
//! what it calls best practice. What rules cannot see (reading flow, speech) they do not prove.

use crate::stage::{Stage, play, play_expecting};
use serde_json::{Value, json};

/// Themes as the reader chooses them, and what the system asks for meanwhile.
const THEMES: [(&str, &str); 5] = [
    ("light", "dark"),
    ("dark", "light"),
    ("sepia", "light"),
    ("contrast", "light"),
    ("contrast", "dark"),
];

/// What Chromium says (to whoever asks for details) when the rules look at what is hidden beside
/// an article.
const LOOKED_AT: [&str; 1] = ["hidden by content-visibility"];

/// Chooses a theme, as a click in the settings does. What they say is drawn when they are shown,
/// which leaves them as they were.
async fn choose(stage: &Stage, setting: &str, value: &str) {
    let script = "const root = document.querySelector('dateline-viewer').shadowRoot;
        const sheet = root.querySelector('#settings');
        const input = () => sheet.querySelector(`input[name='${arguments[0]}'][value='${arguments[1]}']`);
        if (!input()) {
            sheet.showPopover();
            sheet.hidePopover();
        }
        input().click();";
    stage.run(script, vec![json!(setting), json!(value)]).await;
}

/// Breaches of the rules in what is on screen, a line each.
async fn breaches(stage: &Stage) -> Vec<String> {
    let path = std::env::var("DATELINE_AXE").expect("script/env says where axe-core is");
    let axe = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let script = format!(
        "{axe};
        const done = arguments[arguments.length - 1];
        // What glides from one theme to the next has arrived.
        const roots = [...document.querySelectorAll('dateline-viewer')].map(own => own.shadowRoot);
        const glides = roots.flatMap(root => root.getAnimations()).map(own => own.finished.catch(() => {{}}));
        const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
        Promise.all(glides).then(() => axe.run(document, {{ runOnly: tags, resultTypes: ['violations'] }})).then(
          found => done(found.violations.flatMap(rule => rule.nodes.slice(0, 3).map(node =>
            `${{rule.id}}: ${{node.target.join(' ')}}: ${{node.failureSummary}}`))),
          error => done([String(error)]))"
    );
    let found = stage.client.execute_async(&script, vec![]).await.expect("axe-core runs");
    let lines = found.as_array().cloned().unwrap_or_default();
    lines.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Looks at what is on screen in every theme.
async fn fine_in_every_theme(stage: &Stage, state: &str) {
    for (theme, system) in THEMES {
        stage.system_prefers(system).await;
        choose(stage, "data-theme", theme).await;
        let found = breaches(stage).await;
        assert!(found.is_empty(), "{state}, {theme} on a {system} system: {found:#?}");
    }
}

#[tokio::test]
async fn places_keep_the_rules_in_every_theme() {
    play_expecting(&LOOKED_AT, async |stage| {
        for (state, place, seen) in [
            ("list", "", "Termination Day passes"),
            ("list in tables", "#q=date:2025", "Termination Day passes"),
            ("narrowed list", "#q=snapback+date:2025&sort=oldest", "Two Security Council votes"),
            ("entity", "#q=entity:iran", "Iran"),
            ("article", "#article=council-votes", "Two Security Council votes"),
            ("timeline", "#article=council-votes&at=e3", "Two Security Council votes"),
            ("right to left", "#article=e3-letter-fa", "سه کشور اروپایی"),
            ("chronology", "#view=chronology", "Building of Fordow begins"),
            ("zero results", "#q=zeppelin", "Nothing here fits"),
        ] {
            stage.open(place).await;
            stage.see("heading", seen).await;
            if state == "list in tables" {
                stage.click("button", "Tables").await;
                stage.see("table", "").await;
            }
            fine_in_every_theme(&stage, state).await;
        }
    })
    .await;
}

#[tokio::test]
async fn sheets_and_cards_keep_the_rules_in_every_theme() {
    play_expecting(&LOOKED_AT, async |stage| {
        stage.open("#article=council-votes").await;
        stage.see("heading", "Two Security Council votes").await;
        for (state, key, seen) in [("settings", "a", "Typeface"), ("help", "?", "Search")] {
            stage.type_on(key).await;
            stage.see(if key == "a" { "legend" } else { "dd" }, seen).await;
            fine_in_every_theme(&stage, state).await;
            stage.type_on(key).await;
        }
        stage.type_on("n").await;
        stage.see("[role=dialog]", "Security Council").await;
        stage.see(".companions a", "").await;
        fine_in_every_theme(&stage, "card").await;
    })
    .await;
}

#[tokio::test]
async fn errors_keep_the_rules_in_every_theme() {
    play(async |stage| {
        stage.put("broken.json", "{\"items\": [");
        stage.open("?src=broken.json").await;
        stage.see("heading", "This could not be opened").await;
        fine_in_every_theme(&stage, "error").await;
    })
    .await;
}
