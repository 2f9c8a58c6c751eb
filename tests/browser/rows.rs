//! A list longer than a screen: how its rows come, and that only a part of them is there.

use crate::stage::{Stage, play};
use serde_json::json;

/// Brings the last row into sight.
pub(crate) async fn scroll(stage: &Stage) {
    let scroll = "const root = document.querySelector('dateline-viewer').shadowRoot;
        root.querySelector('li.row:last-of-type').scrollIntoView({ behavior: 'instant' })";
    stage.run(scroll, vec![]).await;
}

#[tokio::test]
async fn a_long_list_begins_short_and_grows_by_a_hundred() {
    play(async |stage| {
        let items: Vec<_> = (0..400)
            .map(|n| {
                json!({ "id": n.to_string(), "title": format!("Tide table {n}"),
                    "content_text": if n % 4 == 0 { "Low water at dawn." } else { "High water at dawn." },
                    "date_published": format!("2024-{:02}-{:02}T06:00:00Z", n / 28 % 12 + 1, n % 28 + 1) })
            })
            .collect();
        stage.put("long.json", &json!({ "title": "Tides", "items": items }).to_string());
        stage.open("?src=long.json").await;
        stage.count(400).await;
        // The first fill the window, and are few: all of them are drawn at every keystroke.
        let first = stage.all("li.row", "").await.len();
        assert!((6..=8).contains(&first), "{first} rows");
        let beyond = "const root = document.querySelector('dateline-viewer').shadowRoot;
            return root.querySelector('li.row:last-of-type').getBoundingClientRect().bottom > innerHeight";
        assert_eq!(stage.run(beyond, vec![]).await, json!(true));
        stage.see("button", &format!("Show more ({})", 400 - first)).await;
        // Some screenfuls come as soon as it is scrolled, but not all.
        scroll(&stage).await;
        stage.see("button", &format!("Show more ({})", 400 - 3 * first)).await;
        stage.click("button", "Show more").await;
        stage.see("button", &format!("Show more ({})", 300 - 3 * first)).await;
        assert_eq!(stage.all("li.row", "").await.len(), 3 * first + 100);
        // Another question begins at the top again; a short answer has no more to show.
        stage.search("water").await;
        stage.see("button", &format!("Show more ({})", 400 - first)).await;
        // Some more than the first are shown at once: no button for the last two.
        stage.search("low date:2024-01-01..2024-01-13").await;
        stage.count(8).await;
        stage.gone("button", "Show more").await;
        assert_eq!(stage.all("li.row", "").await.len(), 8);
    })
    .await;
}

#[tokio::test]
async fn a_very_long_list_is_scrolled_through_and_only_a_part_of_it_is_there() {
    play(async |stage| {
        let items: Vec<_> = (0..3_000)
            .map(|n| json!({ "id": n.to_string(), "title": format!("Tide table {n}"), "content_text": "Low water." }))
            .collect();
        stage.put("long.json", &json!({ "title": "Tides", "items": items }).to_string());
        stage.open("?src=long.json").await;
        stage.count(3_000).await;
        scroll(&stage).await;
        stage.until("more are there", async |stage| stage.all("li.row", "").await.len() > 12).await;
        stage.click("button", "Show more").await;
        stage.until("a hundred more are there", async |stage| stage.all("li.row", "").await.len() > 100).await;
        // From then on they come by themselves.
        let to = "const root = document.querySelector('dateline-viewer').shadowRoot;
            const rows = [...root.querySelectorAll('li.row')];
            rows.at(arguments[0]).scrollIntoView({ block: 'center', behavior: 'instant' });
            return [rows.length, ...[rows[0], rows.at(-1)].map(row => Number(row.ariaPosInSet)), Number(rows[0].ariaSetSize)]";
        let seen = async |at: i32| -> Vec<usize> {
            let seen = stage.run(to, vec![json!(at)]).await;
            serde_json::from_value(seen).expect("numbers")
        };
        stage
            .until("the thousandth is there", async |_| {
                let [count, first, last, all] = seen(-1).await[..] else { return false };
                assert!(count <= 400 && last == first + count - 1 && all == 3_000, "{count} {first} {last} {all}");
                last > 1_000
            })
            .await;
        // What has the focus keeps it while the others move along.
        let focus = "const root = document.querySelector('dateline-viewer').shadowRoot;
            const row = [...root.querySelectorAll('li.row a')].at(-2);
            row.focus({ preventScroll: true });
            return row.querySelector('h3').textContent";
        let focused = stage.run(focus, vec![]).await;
        let last = seen(-1).await[2];
        stage.until("more come", async |_| seen(-1).await[2] > last).await;
        stage.focus_on(focused.as_str().expect("a headline")).await;
        // And back to the first.
        stage.until("the first is there", async |_| seen(0).await[1] == 1).await;
        stage.see("heading", "Tide table 0").await;
        let top = "const root = document.querySelector('dateline-viewer').shadowRoot;
            return root.querySelector('.left').getBoundingClientRect().height";
        assert_eq!(stage.run(top, vec![]).await, json!(0));
    })
    .await;
}
