//! Dates that follow the day of issue by the rules of a file, where the reader says which day.

use crate::stage::{Stage, play};
use serde_json::json;

/// Puts a day into the field of this part.
async fn supply(stage: &Stage, part: &str, day: &str) {
    let script = "const root = document.querySelector('dateline-viewer').shadowRoot;
        const input = root.querySelector(arguments[0] + ' input[type=date]');
        input.value = arguments[1];
        input.dispatchEvent(new Event('change', { bubbles: true }));";
    stage.run(script, vec![json!(part), json!(day)]).await;
}

#[tokio::test]
async fn an_undated_article_of_the_dossier_takes_a_day_and_gives_it_back() {
    play(async |stage| {
        stage.open("#article=how-snapback-works").await;
        stage.see("article", "How snapback works").await;
        stage.see(".date.unresolved", "28 August").await;
        supply(&stage, ".hint", "2025-09-30").await;
        for (words, means) in [
            ("28 August", "28 August 2025"),
            ("this year", "2025"),
            ("last month", "August 2025"),
            ("a decade ago", "2015"),
        ] {
            stage.see(&format!(".date:not(.unresolved)[aria-description^='{means}']"), words).await;
        }
        stage.point_at(".date", "last month").await;
        stage.see(".card .means", "August 2025").await;
        stage.see(".card .means", "(30 September 2025)").await;
        // What names its year stays.
        stage.see(".date[aria-description^='20 July 2015']", "20 July 2015").await;
        supply(&stage, ".hint", "").await;
        stage.see(".date.unresolved", "28 August").await;
        // Another file may have an article of that id: it was given no day.
        supply(&stage, ".hint", "2025-09-30").await;
        stage.see(".date:not(.unresolved)", "28 August").await;
        let other = json!({ "title": "Other", "items": [{ "id": "how-snapback-works", "title": "Elsewhere",
            "content_text": "It closed last month.", "_dateline": { "marks": [{ "id": "m", "start": 10,
            "end": 20, "quote": "last month", "time": { "basis": "unresolved", "rule": "month-1" } }] } }] });
        stage.drop_file("other.json", &other.to_string()).await;
        stage.see("link", "Elsewhere").await;
        stage.click("link", "Elsewhere").await;
        stage.see("article", "Elsewhere").await;
        stage.see(".date.unresolved", "last month").await;
    })
    .await;
}

#[tokio::test]
async fn a_dated_one_is_counted_from_another_day_where_it_has_a_rule() {
    play(async |stage| {
        stage.open("#article=termination-day").await;
        stage.see("article", "Termination Day").await;
        stage.point_at(".date", "last month").await;
        stage.see(".card .means", "(19 October 2025)").await;
        supply(&stage, ".card", "2024-03-12").await;
        stage.see(".date[aria-description^='February 2024']", "last month").await;
        stage.see(".date[aria-description^='18 October 2025']", "18 October 2025").await;
    })
    .await;
}
