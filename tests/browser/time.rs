//! The two lines of time above the list: strokes, thumbs, one window for both.

use crate::stage::play;
use fantoccini::actions::{InputSource, MouseActions, PointerAction};
use fantoccini::key::Key;
use serde_json::json;

#[tokio::test]
async fn a_stroke_over_bars_chooses_their_range() {
    play(async |stage| {
        stage.open("").await;
        stage.count(13).await;
        let published = stage.part("When they were published");
        let from = published.see(".bin", "2018").await;
        let to = published.see(".bin", "2020").await;
        let at = |element| PointerAction::MoveToElement { element, duration: None, x: 0.0, y: 0.0 };
        let stroke = MouseActions::new("mouse".to_owned())
            .then(at(from))
            .then(PointerAction::Down { button: 0 })
            .then(at(to))
            .then(PointerAction::Up { button: 0 });
        stage.client.perform_actions(stroke).await.expect("a stroke");
        stage.see("link", "Remove 2018 to 2020").await;
        stage.count(3).await;
        assert!(stage.fragment().await.contains("date:2018..2020"), "{}", stage.fragment().await);
        // The window stays, so that the range can grow again.
        published.see(".bin", "2025").await;
        stage.client.back().await.expect("back");
        stage.count(13).await;
    })
    .await;
}

#[tokio::test]
async fn the_counts_are_tables_too_and_stay_so() {
    play(async |stage| {
        stage.open("#q=snapback").await;
        stage.click("button", "Tables").await;
        let published = stage.part("When they were published");
        let row = published.see("tr", "2018").await.text().await.unwrap();
        // WebKit's driver leaves nothing between cells.
        assert_eq!(row.split_whitespace().collect::<String>(), "201801");
        stage.part("The time they speak of").see("tr", "2008").await;
        stage.painted().await;
        stage.client.refresh().await.expect("reload");
        published.click("link", "2025").await;
        stage.see("link", "Remove 2025").await;
        // The chip ends where the reader stands: the number of articles is what is left.
        stage.click("link", "Remove 2025").await;
        stage.gone("link", "Remove 2025").await;
        stage.focus_on("articles").await;
        stage.click("button", "Tables").await;
        stage.gone("table", "").await;
    })
    .await;
}

#[tokio::test]
async fn thumbs_are_sliders_that_say_their_period() {
    play(async |stage| {
        stage.open("").await;
        stage.count(13).await;
        stage.type_on("t").await;
        let value = async || {
            let script = "let e = document.activeElement; while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
                return [e.getAttribute('role'), e.getAttribute('aria-label'), e.getAttribute('aria-valuetext')].join(': ')";
            stage.run(script, vec![]).await
        };
        assert_eq!(value().await, json!("slider: From: 2015, 1 article"));
        stage.press(&[Key::End]).await;
        stage.see("link", "Remove 2025").await;
        stage.count(5).await;
        assert_eq!(value().await, json!("slider: From: 2025, 5 articles"), "it keeps the focus");
        stage.press(&[Key::Left]).await;
        stage.press(&[Key::Left]).await;
        stage.press(&[Key::Left]).await;
        stage.see("link", "Remove 2022 to 2025").await;
        stage.count(6).await;
        stage.press(&[Key::Home]).await;
        stage.count(13).await;
        stage.gone("link", "Remove").await;
    })
    .await;
}

/// Turns the wheel over the first line of time; true if the page was not to scroll.
const TURN: &str = "const root = document.querySelector('dateline-viewer').shadowRoot;
    const event = new WheelEvent('wheel', { deltaY: arguments[0], ctrlKey: arguments[1], bubbles: true, composed: true, cancelable: true });
    root.querySelector('.histograms .bin:nth-child(4)').dispatchEvent(event);
    return event.defaultPrevented";

#[tokio::test]
async fn the_wheel_scrolls_the_page_and_zooms_with_control() {
    play(async |stage| {
        stage.open("").await;
        stage.count(13).await;
        stage.part("When they were published").point_at(".bin", "2018").await;
        let turn = async |by: i32, held: bool| {
            stage.run(TURN, vec![json!(by), json!(held)]).await == json!(true)
        };
        assert!(!turn(-120, false).await, "the wheel is the page's");
        assert!(turn(-120, true).await);
        stage
            .until("the window closes in on 2018", async |stage| {
                stage.fragment().await.contains("zoom=2016..2022")
            })
            .await;
        assert!(turn(120, true).await);
        stage
            .until("it widens", async |stage| !stage.fragment().await.contains("zoom=2016..2022"))
            .await;
        // Away from the lines nobody listens.
        stage.point_at("heading", "13 articles").await;
        assert!(!turn(-120, true).await);
    })
    .await;
}

#[tokio::test]
async fn one_window_holds_both_lines() {
    play(async |stage| {
        stage.open("#zoom=2015..2020").await;
        stage.count(13).await;
        let bars = async |part: &'static str| stage.part(part).all(".bin", "").await.len();
        assert_eq!(bars("When they were published").await, bars("The time they speak of").await);
        stage.click("link", "Zoom in").await;
        stage
            .until("the window is in the address", async |stage| {
                stage.fragment().await.contains("zoom=2016")
            })
            .await;
        stage.click("link", "Show all time").await;
        stage
            .until("both lines have their own", async |stage| {
                let bars = async |part: &'static str| stage.part(part).all(".bin", "").await.len();
                bars("When they were published").await != bars("The time they speak of").await
            })
            .await;
    })
    .await;
}
