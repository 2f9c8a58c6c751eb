//! The keyboard alone: single keys, and a whole tour without a pointer.

use crate::stage::{Stage, play};
use fantoccini::key::Key;
use serde_json::json;

/// Presses a key until the focus is on something with these words.
async fn press_until(stage: &Stage, key: &str, words: &str) {
    for _ in 0..60 {
        if stage.focused().await.contains(words) {
            return;
        }
        stage.type_on(key).await;
    }
    panic!("{key} never comes to “{words}”, but to “{}”", stage.focused().await);
}

async fn tab_until(stage: &Stage, words: &str) {
    for _ in 0..400 {
        if stage.focused().await.contains(words) {
            return;
        }
        stage.press(&[Key::Tab]).await;
    }
    panic!("the focus never comes to “{words}”");
}

#[tokio::test]
async fn e_t_and_d_lead_to_names_and_times_in_the_list_and_in_an_article() {
    play(async |stage| {
        stage.open("").await;
        stage.count(13).await;
        stage.type_on("e").await;
        stage.focus_on("Iran").await;
        stage.press(&[Key::Enter]).await;
        stage.see("link", "Remove Iran").await;
        stage.open("#article=council-votes").await;
        // What stands beside an article comes a paint after it.
        stage.see(".context .choice", "Abbas Araghchi").await;
        stage.type_on("e").await;
        stage.focus_on("Abbas Araghchi").await;
        // And so do the other two: to the article's own timeline, and to the list with the dates.
        stage.type_on("t").await;
        let entry = "let own = document.activeElement;
            while (own?.shadowRoot?.activeElement) own = own.shadowRoot.activeElement;
            return own.matches('.context [data-entry]')";
        stage
            .until("an entry of the timeline has the focus", async |stage| {
                stage.run(entry, vec![]).await == json!(true)
            })
            .await;
        stage.type_on("d").await;
        stage.count(13).await;
        let date = entry.replace(".context [data-entry]", ".dates *");
        stage
            .until("the date archive has the focus", async |stage| {
                stage.run(&date, vec![]).await == json!(true)
            })
            .await;
    })
    .await;
}

#[tokio::test]
async fn marks_are_one_stop_and_arrows_lead_on() {
    play(async |stage| {
        stage.open("#article=june-2025").await;
        stage.see("article", "").await;
        for (row, forward, back) in [
            (".reader a:is(.mention, .date)", Key::Right, Key::Left),
            (".context a[data-entry]", Key::Down, Key::Up),
        ] {
            let all = stage.all(row, "").await;
            assert!(all.len() > 8, "{row}");
            stage.painted().await;
            // From the page's beginning, as often as there are things to stop at.
            let here = format!("let e = document.activeElement; while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
                return e.matches('{row}') ? [...e.getRootNode().querySelectorAll('{row}')].indexOf(e) : -1");
            let at = async || stage.run(&here, vec![]).await.as_i64().unwrap();
            let first_stop = async || {
                for _ in 0..200 {
                    stage.press(&[Key::Tab]).await;
                    if at().await >= 0 {
                        return;
                    }
                }
                panic!("{row} is never come to");
            };
            first_stop().await;
            assert_eq!(at().await, 0, "{row}");
            stage.press(&[forward]).await;
            stage.press(&[forward]).await;
            assert_eq!(at().await, 2, "{row}");
            stage.press(&[back]).await;
            assert_eq!(at().await, 1, "{row}");
            // Tab leaves them, and comes back to where the focus was.
            stage.press(&[Key::Tab]).await;
            assert_eq!(at().await, -1, "{row}");
            stage.press(&[Key::Shift, Key::Tab]).await;
            assert_eq!(at().await, 1, "{row}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_tour_without_a_pointer() {
    play(async |stage| {
        stage.open("").await;
        stage.count(13).await;
        // Find.
        stage.type_on("/").await;
        stage.type_on("snapback").await;
        stage.see("mark", "snapback").await;
        // Narrow by month: the archive's year, then its month.
        stage.press(&[Key::Escape]).await;
        stage.press(&[Key::Tab]).await;
        stage.type_on("d").await;
        stage.focus_on("▸").await;
        stage.press(&[Key::Enter]).await;
        stage.see("link", "October 2025").await;
        // Past the year's own link, and to the month by arrows.
        stage.press(&[Key::Tab]).await;
        tab_until(&stage, "Jun").await;
        stage.press(&[Key::Right]).await;
        stage.press(&[Key::Right]).await;
        stage.focus_on("Sep").await;
        stage.press(&[Key::Enter]).await;
        stage.see("link", "Remove September 2025").await;
        stage.count(2).await;
        // Open.
        press_until(&stage, "j", "Two Security Council votes").await;
        stage.press(&[Key::Enter]).await;
        stage.focus_on("Two Security Council votes").await;
        // Step to an event: its sentence gets the focus and lights up with its entry.
        stage.type_on("]").await;
        stage.see("[data-entry].lit", "E3 sends its letter").await;
        stage.type_on("]").await;
        stage.type_on("]").await;
        stage.see("[data-entry].lit", "First draft fails").await;
        stage.focus_on("19 September").await;
        stage.type_on("[").await;
        stage.gone("[data-entry].lit", "First draft fails").await;
        // Open an entity: its card, by the name.
        press_until(&stage, "n", "Republic of Korea").await;
        stage.see("[role=dialog]", "Republic of Korea").await;
        stage.press(&[Key::Enter]).await;
        stage.focus_on("Republic of Korea").await;
        // Filter by it, once its card is whole.
        stage.see("[role=dialog] a", "Also").await;
        tab_until(&stage, "Also").await;
        stage.press(&[Key::Enter]).await;
        stage.see("link", "Remove Republic of Korea").await;
        stage.count(1).await;
        // Come back.
        stage.client.back().await.expect("back");
        stage.see("article", "Two Security Council votes").await;
        stage.press(&[Key::Escape]).await;
        stage.gone("article", "").await;
        stage.count(2).await;
    })
    .await;
}

#[tokio::test]
async fn names_are_stepped_through_and_on_into_the_next_article() {
    play(async |stage| {
        stage.open("#article=council-votes").await;
        stage.see("heading", "Two Security Council votes").await;
        press_until(&stage, "n", "Russia").await;
        stage.type_on("p").await;
        stage.focus_on("China").await;
        for _ in 0..40 {
            if stage.fragment().await.contains("e3-letter-fa") {
                break;
            }
            stage.type_on("n").await;
        }
        let on_name = "let own = document.activeElement;
            while (own?.shadowRoot?.activeElement) own = own.shadowRoot.activeElement;
            const names = [...own.closest('.viewer').querySelectorAll('.reader [data-entity]')];
            return names.indexOf(own) === (arguments[0] ? 0 : names.length - 1)";
        let first = async |stage: &Stage, first: bool| {
            let script = async |stage: &Stage| stage.run(on_name, vec![json!(first)]).await;
            stage
                .until("a name has the focus", async |stage| script(stage).await == json!(true))
                .await;
        };
        stage.see("article", "سه کشور اروپایی").await;
        first(&stage, true).await;
        // And back to the last name of the one before.
        stage.type_on("p").await;
        stage.see("article", "Two Security Council votes").await;
        first(&stage, false).await;
        stage.type_on("j").await;
        stage.focus_on("سه کشور اروپایی").await;
        stage.type_on("k").await;
        stage.focus_on("Two Security Council votes").await;
    })
    .await;
}

#[tokio::test]
async fn single_keys_can_be_switched_off_and_help_tells_them() {
    play(async |stage| {
        stage.open("").await;
        stage.count(13).await;
        stage.type_on("?").await;
        stage.see("dd", "Next and previous article").await;
        stage.press(&[Key::Escape]).await;
        stage.gone("dd", "Next and previous article").await;
        stage.type_on("a").await;
        stage.see("legend", "Single keys").await;
        stage.click(".settings label", "Off").await;
        stage.painted().await;
        stage.press(&[Key::Escape]).await;
        stage.gone("legend", "Single keys").await;
        stage.type_on("?").await;
        stage.type_on("/").await;
        stage.type_on("x").await;
        stage.count(13).await;
        assert!(stage.all("dd", "Next and previous article").await.is_empty());
        let field = stage.see("searchbox", "").await;
        assert_eq!(field.prop("value").await.unwrap().as_deref(), Some(""));
    })
    .await;
}
