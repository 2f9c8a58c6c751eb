//! Reading in the sample dossier: an article, what leads into it and out of it again.

use crate::listing::ARTICLES;
use crate::stage::play;
use serde_json::json;

#[tokio::test]
async fn an_event_leads_to_its_sentence_and_a_date_to_its_event() {
    play(async |stage| {
        stage.open("#article=council-votes").await;
        stage.see("heading", "Two Security Council votes").await;
        stage.click("link", "Draft by China and Russia fails").await;
        stage.see(".told.lit", "was put to the vote on").await;
        stage.focus_on("Friday").await;
        assert!(stage.fragment().await.ends_with("&at=e3"), "{}", stage.fragment().await);

        stage.click("a.date", "19 September").await;
        stage.see("[data-entry].lit", "First draft fails").await;
        stage.focus_on("First draft fails").await;

        // So do the entry and the date where no event tells more about it.
        stage.click("[data-entry]", "18 April 2026").await;
        stage
            .until("the focus is on the date itself", async |stage| {
                stage.focused().await == "18 April 2026"
            })
            .await;
        stage.click("a.date", "18 April 2026").await;
        stage
            .until("the focus is on the entry", async |stage| {
                stage.focused().await.contains("It would have prolonged")
            })
            .await;

        stage.click("a.date", "19 September").await;
        stage.focus_on("First draft fails").await;

        // The place is in the address: reloading comes back to it.
        stage.client.refresh().await.expect("reload");
        stage.see("[data-entry].lit", "First draft fails").await;
    })
    .await;
}

#[tokio::test]
async fn names_are_links_told_apart_by_type() {
    play(async |stage| {
        stage.open("#article=vienna-agreement").await;
        stage.see("a.mention.person", "Federica Mogherini").await;
        stage.see("a.mention.place", "Vienna").await;
        stage.see("heading", "Person").await;
        // Marks that cross are drawn side by side: no link inside a link.
        let nested = stage
            .run("return document.querySelector('dateline-viewer').shadowRoot.querySelectorAll('a a').length", vec![])
            .await;
        assert_eq!(nested, json!(0));
        stage.click("a.mention.person", "Federica Mogherini").await;
        stage.see("link", "Remove Federica Mogherini").await;
    })
    .await;
}

#[tokio::test]
async fn back_forward_reload_and_a_pasted_link_restore_the_view() {
    play(async |stage| {
        stage.open("#q=snapback").await;
        stage.see("link", "How snapback works").await;
        stage.click("link", "How snapback works").await;
        stage.focus_on("How snapback works").await;
        stage.click("link", "Back to the list").await;
        stage.gone("article", "").await;
        stage.focus_on("How snapback works").await;
        stage.client.back().await.expect("back");
        stage.see("article", "How snapback works").await;
        stage.client.back().await.expect("back");
        stage.gone("article", "").await;
        let field = stage.see("searchbox", "").await;
        assert_eq!(field.prop("value").await.unwrap().as_deref(), Some("snapback"));
        stage.client.forward().await.expect("forward");
        stage.see("article", "How snapback works").await;
        let address = stage.client.current_url().await.unwrap();
        stage.client.refresh().await.expect("reload");
        stage.see("article", "How snapback works").await;
        stage.open("demo.html").await;
        stage.client.goto(address.as_str()).await.expect("a pasted link");
        stage.see("article", "How snapback works").await;
        assert!(stage.client.title().await.unwrap().starts_with("How snapback works – "));
    })
    .await;
}

#[tokio::test]
async fn an_emoji_and_other_scripts_do_not_shift_marks() {
    play(async |stage| {
        stage.open("#article=implementation-day").await;
        stage.see("paragraph", "🗓️ In short").await;
        stage.see("a.date", "14 July 2015").await;
        stage.open("#article=e3-letter-fa").await;
        stage.see("a.mention", "شورای امنیت").await;
        let direction = "return getComputedStyle(document.querySelector('dateline-viewer').shadowRoot.querySelector('p.prose')).direction";
        assert_eq!(stage.run(direction, vec![]).await, json!("rtl"));
        stage.open("#article=deux-limites").await;
        let language = "return document.querySelector('dateline-viewer').shadowRoot.querySelector('p.prose').lang";
        stage.until("the French article says so", async |stage| stage.run(language, vec![]).await == json!("fr")).await;
    })
    .await;
}

#[tokio::test]
async fn a_link_to_nothing_says_so() {
    play(async |stage| {
        stage.open("#article=never-was").await;
        stage.see("heading", "There is no such article").await;
        stage.click("link", "Back to the list").await;
        stage.count(ARTICLES).await;
    })
    .await;
}

#[tokio::test]
async fn what_the_pointer_rests_on_lights_its_other_half() {
    play(async |stage| {
        stage.open("#article=council-votes").await;
        stage.see("heading", "Two Security Council votes").await;
        assert!(stage.all(".lit", "").await.is_empty());
        // An entry of the timeline lights its sentence; the sentence, its entry.
        stage.point_at("[data-entry]", "First draft fails").await;
        stage.see(".told.lit", "president of the Council for the month").await;
        assert!(stage.all(".told.lit", "put to the vote").await.is_empty());
        stage.point_at(".told", "was put to the vote on").await;
        stage.see("[data-entry].lit", "Draft by China and Russia fails").await;
        stage.gone("[data-entry].lit", "First draft fails").await;
        // A date within it lights its own entry, a date of no event too.
        stage.point_at("a.date", "18 April 2026").await;
        stage.see("[data-entry].lit", "18 April 2026").await;
        // Nothing is lit when the pointer rests on nothing, and nothing has moved.
        stage.point_at("heading", "Two Security Council votes").await;
        stage.gone(".lit", "").await;
        assert_eq!(stage.fragment().await, "#article=council-votes");
    })
    .await;
}

#[tokio::test]
async fn an_event_without_a_date_of_its_own_still_leads_to_its_sentence() {
    play(async |stage| {
        let text = "Nothing yet. The Accord held for a year.";
        stage.put(
            "accord.json",
            &serde_json::json!({ "items": [{ "id": "a", "title": "In 2018", "content_text": text,
                "_dateline": { "marks": [
                    { "id": "m1", "start": 17, "end": 23, "quote": "Accord", "entity": "e" },
                    { "id": "m2", "field": "title", "start": 3, "end": 7, "quote": "2018", "time": { "value": "2018" } }],
                  "events": [{ "id": "v", "label": "The accord holds", "when": "2018", "evidence": ["m1"] }] } }],
              "_dateline": { "format": 1, "entities": [{ "id": "e", "type": "agreement", "name": "Accord" }] } })
            .to_string(),
        );
        stage.open("?src=accord.json#article=a").await;
        stage.click("link", "The accord holds").await;
        stage.see(".told.lit", "The").await;
        stage.focus_on("The ").await;
        // A date of the headline has its place on the timeline too.
        stage.click("a.date", "2018").await;
        stage.see("[data-entry].lit", "In 2018").await;
    })
    .await;
}
