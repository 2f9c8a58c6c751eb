//! The viewer as a frame: its parts in their places at every width, under the keyboard
//! alone, and nothing in the way.

use crate::stage::play;
use fantoccini::key::Key;
use serde_json::json;

#[tokio::test]
async fn a_narrow_window_never_scrolls_sideways() {
    play(async |stage| {
        let places = [
            ("", "Termination Day passes"),
            ("#article=vienna-talks", "Talks in Vienna"),
            ("#article=e3-letter-fa", "سه کشور اروپایی"),
            ("#q=zeppelin", "Nothing here fits"),
            ("#view=chronology", "Building of Fordow begins"),
            ("#q=date:2025-09+entity:iran+tag:snapback", "E3 says UN measures"),
            ("demo.html", "Iran and six powers"),
        ];
        for (place, heading) in places {
            stage.open(place).await;
            for width in [320, 390, 768, 1280] {
                // Set from outside: a headless window cannot be made so narrow.
                stage.width(width).await;
                stage.see("heading", heading).await;
                let script = "const boxes = [document.documentElement, ...document.querySelectorAll('dateline-viewer')];
                    return Math.max(...boxes.map(box => box.scrollWidth - box.clientWidth))";
                assert_eq!(stage.run(script, vec![]).await, json!(0), "{place} at {width}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn the_keyboard_alone_opens_an_article_and_comes_back() {
    play(async |stage| {
        stage.open("").await;
        stage.search("zarif").await;
        stage
            .until("one or more are left", async |stage| {
                let left = stage.headlines().await.len();
                (1..13).contains(&left)
            })
            .await;
        let first = stage.headlines().await[0].clone();
        for _ in 0..400 {
            if stage.focused_role().await == "row" {
                break;
            }
            stage.press(&[Key::Tab]).await;
        }
        assert_eq!(stage.focused_role().await, "row", "the keyboard does not reach the list");
        stage.press(&[Key::Enter]).await;
        stage.see("article", &first).await;
        stage.focus_on(&first).await;
        // The way back stands before the headline, and ends where it began.
        stage.press(&[Key::Shift, Key::Tab]).await;
        stage.focus_on("Back to the list").await;
        stage.press(&[Key::Enter]).await;
        stage.gone("article", "").await;
        stage.focus_on(&first).await;
        assert_eq!(stage.focused_role().await, "row");
    })
    .await;
}

#[tokio::test]
async fn the_masthead_reads_title_search_file() {
    play(async |stage| {
        stage.open("").await;
        let place = async |role: &str, name: &str| {
            let (x, y, _, _) = stage.see(role, name).await.rectangle().await.unwrap();
            (x, y)
        };
        stage.see("searchbox", "").await;
        let (title, search, file) = (
            place("heading", "The Iran nuclear agreement").await,
            place("searchbox", "").await,
            place("button", "Open a file").await,
        );
        assert!(title.0 < search.0 && search.0 < file.0, "{title:?} {search:?} {file:?}");
        stage.width(390).await;
        let (title, search, file) = (
            place("heading", "The Iran nuclear agreement").await,
            place("searchbox", "").await,
            place("button", "Open a file").await,
        );
        assert!(
            title.0 < file.0 && title.1.max(file.1) < search.1,
            "{title:?} {search:?} {file:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn the_place_to_drop_a_file_shows_only_while_one_hovers() {
    play(async |stage| {
        let hint = "Drop files here";
        stage.open("").await;
        stage.see("searchbox", "").await;
        assert!(stage.all(".drop", hint).await.is_empty(), "the hint covers the page");
        stage.drag_files(&["dragenter", "dragover"], &[("a.txt", "A")]).await;
        stage.see(".drop", hint).await;
        stage.drag_files(&["dragleave"], &[("a.txt", "A")]).await;
        stage.gone(".drop", hint).await;
    })
    .await;
}

#[tokio::test]
async fn list_and_timeline_stay_in_sight_beside_a_long_article() {
    play(async |stage| {
        let filling = "A sentence that stands here to fill a line or two. ".repeat(12);
        let text = format!("{}On 4 March 2024 it began.", format!("{filling}\n\n").repeat(60));
        let start = text.find("4 March").unwrap();
        let mark = json!({ "id": "m", "start": start, "end": start + 12, "quote": "4 March 2024",
            "time": { "value": "2024-03-04", "basis": "explicit" } });
        let event =
            json!({ "id": "e", "label": "It begins", "when": "2024-03-04", "evidence": ["m"] });
        let item = json!({ "id": "a", "title": "A long story", "content_text": text,
            "_dateline": { "marks": [mark], "events": [event] } });
        stage.put("long.json", &json!({ "title": "Long", "items": [item] }).to_string());
        stage.open("?src=long.json#article=a").await;
        stage.see("heading", "A long story").await;
        let in_sight = async |stage: &crate::stage::Stage, role: &str, name: &str| {
            let own = serde_json::to_value(stage.see(role, name).await).unwrap();
            let look = "const { top, bottom } = arguments[0].getBoundingClientRect();
                return top >= 0 && bottom <= innerHeight";
            stage.run(look, vec![own]).await == json!(true)
        };
        // The last line is told by the timeline: following it scrolls the text, not the rest.
        assert!(!in_sight(&stage, "a.date", "4 March 2024").await);
        stage.click("[data-entry]", "It begins").await;
        stage.focus_on("4 March 2024").await;
        stage
            .until("the sentence is in sight", async |stage| {
                in_sight(stage, "a.date", "4 March 2024").await
            })
            .await;
        assert!(
            in_sight(&stage, "[data-entry]", "It begins").await,
            "the timeline is out of sight"
        );
        assert!(in_sight(&stage, "li.row", "A long story").await, "the list is out of sight");
    })
    .await;
}

#[tokio::test]
async fn filters_stay_in_reach_when_the_window_widens() {
    play(async |stage| {
        stage.width(390).await;
        stage.open("").await;
        stage.see("link", "How snapback works").await;
        stage.width(1280).await;
        stage.click("button", "Filters and dates").await;
        stage.see("link", "2025, 5 articles").await;
    })
    .await;
}

#[tokio::test]
async fn on_a_phone_what_is_found_stands_over_its_keyboard() {
    play(async |stage| {
        stage.width(390).await;
        stage.open("").await;
        stage.see("heading", "When they were published").await;
        stage.search("sanctions").await;
        stage.count(8).await;
        let (_, top, _, _) = stage.see("li.row", "").await.rectangle().await.unwrap();
        assert!(top < 300.0, "the first row stands at {top}");
        stage.gone("heading", "When they were published").await;
        // Time is where the filters are, and back when nothing is looked for.
        stage.click("summary", "Filters and dates").await;
        stage.see("heading", "When they were published").await;
        stage.click("summary", "Filters and dates").await;
        stage.gone("heading", "When they were published").await;
        stage.click("searchbox", "").await;
        stage.press(&[Key::Escape]).await;
        stage.count(13).await;
        stage.see("heading", "The time they speak of").await;
    })
    .await;
}
