//! One step back at a time: where the reader comes back to, and what Escape closes.

use crate::driver::Browser;
use crate::setting::left_out;
use crate::stage::{Stage, play};
use fantoccini::key::Key;
use serde_json::json;

/// How far the page is scrolled, in CSS pixels.
async fn scrolled(stage: &Stage) -> i64 {
    stage.run("return Math.round(scrollY)", vec![]).await.as_i64().unwrap()
}

/// Waits until what has the focus fits a selector.
async fn focus_is(stage: &Stage, selector: &str) {
    let script = "let own = document.activeElement;
        while (own?.shadowRoot?.activeElement) own = own.shadowRoot.activeElement;
        return own.matches(arguments[0])";
    stage
        .until(&format!("the focus is on {selector}"), async |stage| {
            stage.run(script, vec![json!(selector)]).await == json!(true)
        })
        .await;
}

#[tokio::test]
async fn a_name_opens_at_its_heading_and_back_is_where_one_was() {
    play(async |stage| {
        stage.open("#article=council-votes").await;
        stage.width(390).await;
        stage.see("heading", "Two Security Council votes").await;
        stage.painted().await;
        stage.run("scrollTo({ top: 300, behavior: 'instant' })", vec![]).await;
        assert_eq!(scrolled(&stage).await, 300);
        // Where the pointer would go first moves the page.
        let open = "document.querySelector('dateline-viewer').shadowRoot.querySelector('.context a.choice').click()";
        stage.run(open, vec![]).await;
        stage.gone("article", "").await;
        focus_is(&stage, ".found h2").await;
        assert_eq!(scrolled(&stage).await, 0, "the list begins at its beginning");
        if stage.browser == Browser::WebKit {
            // What no hand did is no step of the history to it.
            return left_out("the way back", "the driver's script led here, no hand");
        }
        stage.client.back().await.expect("back");
        stage.see("article", "Two Security Council votes").await;
        stage.until("it is where it was", async |stage| scrolled(stage).await == 300).await;
        focus_is(&stage, ".reader h2").await;
        // A new visit begins at the beginning.
        stage.press(&[Key::Escape]).await;
        stage.focus_on("Two Security Council votes").await;
        stage.press(&[Key::Enter]).await;
        focus_is(&stage, ".reader h2").await;
        assert_eq!(scrolled(&stage).await, 0);
    })
    .await;
}

#[tokio::test]
async fn escape_closes_one_thing_at_a_time() {
    play(async |stage| {
        stage.open("#q=iran&article=council-votes").await;
        stage.see("heading", "Two Security Council votes").await;
        // A sheet takes the focus and gives it back.
        stage.type_on("n").await;
        focus_is(&stage, "[data-entity]").await;
        let before = stage.focused().await;
        stage.type_on("a").await;
        focus_is(&stage, ".settings input").await;
        stage.press(&[Key::Escape]).await;
        stage.gone("legend", "Theme").await;
        stage.focus_on(&before).await;
        // One sheet in place of the other; its own key closes it as Escape does.
        stage.type_on("a").await;
        focus_is(&stage, ".settings input").await;
        stage.type_on("?").await;
        focus_is(&stage, ".help h2").await;
        stage.type_on("?").await;
        stage.gone("heading", "Keyboard").await;
        stage.focus_on(&before).await;
        // By its button: back to the button.
        stage.click("button", "Keyboard").await;
        focus_is(&stage, ".help h2").await;
        stage.press(&[Key::Escape]).await;
        focus_is(&stage, "[popovertarget=help]").await;
        // Words that are selected.
        let select = "const root = document.querySelector('dateline-viewer').shadowRoot;
            const words = root.querySelector('.prose').firstChild;
            getSelection().setBaseAndExtent(words, 0, words, words.childNodes.length || 3)";
        stage.run(select, vec![]).await;
        stage.see("link", "Copy link to this passage").await;
        stage.press(&[Key::Escape]).await;
        stage.gone("link", "Copy link to this passage").await;
        stage.see("article", "Two Security Council votes").await;
        // The article, then what the list is narrowed by.
        stage.press(&[Key::Escape]).await;
        stage.gone("article", "").await;
        assert_eq!(stage.fragment().await, "#q=iran");
        stage.press(&[Key::Escape]).await;
        stage.count(13).await;
    })
    .await;
}

#[tokio::test]
async fn loaded_anew_an_article_and_a_list_are_where_they_were() {
    play(async |stage| {
        stage.open("#article=council-votes").await;
        stage.width(390).await;
        for (role, words) in
            [("article", "Two Security Council votes"), ("link", "How snapback works")]
        {
            stage.see(role, words).await;
            stage.painted().await;
            stage.run("scrollTo({ top: 321, behavior: 'instant' })", vec![]).await;
            assert_eq!(scrolled(&stage).await, 321);
            stage.client.refresh().await.expect("the page, anew");
            stage.see(role, words).await;
            stage.until("it is where it was", async |stage| scrolled(stage).await == 321).await;
            stage.run("scrollTo({ top: 0, behavior: 'instant' })", vec![]).await;
            if role == "article" {
                stage.press(&[Key::Escape]).await;
                stage.gone("article", "").await;
                stage.count(13).await;
            }
        }
    })
    .await;
}

/// Presses keys until the card is gone.
async fn leave(stage: &Stage, keys: &[Key]) {
    for _ in 0..40 {
        if stage.all(".card", "").await.is_empty() {
            return;
        }
        stage.press(keys).await;
    }
    panic!("the card stays");
}

#[tokio::test]
async fn out_of_a_card_the_tab_key_leads_on_from_its_name() {
    play(async |stage| {
        stage.open("#article=council-votes").await;
        stage.see("heading", "Two Security Council votes").await;
        stage.type_on("n").await;
        focus_is(&stage, ".reader [data-entity]").await;
        stage.press(&[Key::Enter]).await;
        focus_is(&stage, ".card a").await;
        if stage.browser == Browser::WebKit {
            left_out("the way back out of a card", "its driver calls Shift and Tab no key");
        } else {
            leave(&stage, &[Key::Shift, Key::Tab]).await;
            stage.press(&[Key::Tab]).await;
            focus_is(&stage, ".reader [data-entity]").await;
            stage.press(&[Key::Enter]).await;
            focus_is(&stage, ".card a").await;
        }
        leave(&stage, &[Key::Tab]).await;
        // Marks are one stop: what follows is not one of them, and not the page's beginning.
        focus_is(&stage, ".reader *, .context *").await;
    })
    .await;
}

#[tokio::test]
async fn the_first_stop_leads_past_the_list_to_the_text() {
    play(async |stage| {
        stage.open("#article=council-votes").await;
        stage.see("heading", "Two Security Council votes").await;
        stage.press(&[Key::Tab]).await;
        stage.focus_on("Skip to the text").await;
        stage.see("button", "Skip to the text").await;
        stage.press(&[Key::Enter]).await;
        focus_is(&stage, ".reader h2").await;
        stage.press(&[Key::Escape]).await;
        stage.gone("article", "").await;
    })
    .await;
}

#[tokio::test]
async fn the_list_beside_an_article_shows_its_row() {
    play(async |stage| {
        let items: Vec<_> = (0..60)
            .map(|n| json!({ "id": n.to_string(), "title": format!("Tide table {n}"), "content_text": "Low water." }))
            .collect();
        stage.put("long.json", &json!({ "title": "Tides", "items": items }).to_string());
        stage.open("?src=long.json#article=0").await;
        stage.width(1280).await;
        stage.see("link", "Tide table 1").await;
        for _ in 0..15 {
            stage.type_on("j").await;
        }
        stage.see("article", "Tide table 15").await;
        let seen = "const root = document.querySelector('dateline-viewer').shadowRoot;
            const row = root.querySelector('.rows [aria-current]');
            const { top, bottom } = row.getBoundingClientRect();
            return row.textContent.includes('Tide table 15') && top >= 0 && bottom <= innerHeight + 1";
        stage
            .until("its row is in sight", async |stage| stage.run(seen, vec![]).await == json!(true))
            .await;
    })
    .await;
}

#[tokio::test]
async fn on_paper_stand_the_list_and_the_chronology() {
    play(async |stage| {
        stage.open("").await;
        stage.count(13).await;
        if !stage.on_paper().await {
            return;
        }
        stage.gone(".filters, .masthead, .histograms, .zoom, .places, .file", "").await;
        assert_eq!(stage.headlines().await.len(), 13);
        stage.run("location.hash = 'view=chronology'", vec![]).await;
        stage.see("blockquote", "").await;
        stage.gone("searchbox", "").await;
    })
    .await;
}
