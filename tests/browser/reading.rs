//! A reader with the sample dossier.

use crate::stage::play;
use serde_json::json;

const ARTICLES: usize = 13;

#[tokio::test]
async fn the_dossier_is_on_screen_newest_first() {
    play(async |stage| {
        stage.open("").await;
        stage.count(ARTICLES).await;
        let rows = stage.texts("li.row", "").await;
        assert!(rows[0].contains("Termination Day passes"), "{rows:#?}");
        assert!(rows[0].contains("19 October 2025") && rows[0].contains("Dateline sample desk"));
        assert!(
            rows[ARTICLES - 1].contains("How snapback works")
                && rows[ARTICLES - 1].contains("Undated")
        );
        stage.see("link", "2015, 1 article").await;
    })
    .await;
}

#[tokio::test]
async fn words_narrow_the_list_as_they_are_typed() {
    play(async |stage| {
        stage.open("").await;
        stage.count(ARTICLES).await;
        stage.search("enrichm").await;
        stage
            .until("fewer articles are listed", async |stage| {
                let headlines = stage.headlines().await;
                !headlines.is_empty() && headlines.len() < ARTICLES
            })
            .await;
        stage.see("mark", "nrichm").await;
        stage.search("zeppelin").await;
        stage.see("heading", "Nothing here fits").await;
        stage.click("link", "All articles").await;
        stage.count(ARTICLES).await;
        // One spell of typing is one step back, however many keys it took.
        stage.client.back().await.expect("back");
        stage.see("heading", "Nothing here fits").await;
        stage.client.back().await.expect("back");
        stage.count(ARTICLES).await;
    })
    .await;
}

#[tokio::test]
async fn a_month_of_the_date_archive_narrows_the_list() {
    play(async |stage| {
        stage.open("").await;
        stage.click("link", "2025, 5 articles").await;
        stage.count(5).await;
        stage.click("link", "September, 2 articles").await;
        stage.count(2).await;
        assert_eq!(stage.fragment().await, "#q=date:2025-09");
        stage.click("link", "28 September 2025, 2 articles").await;
        stage.count(2).await;
        stage.see("link", "Remove 28 September 2025").await;
        stage.click("link", "Undated, 1 article").await;
        stage.count(1).await;
        assert_eq!(stage.headlines().await, ["How snapback works"]);
        stage.click("link", "Remove Undated").await;
        stage.count(ARTICLES).await;
    })
    .await;
}

#[tokio::test]
async fn a_bar_of_the_histogram_narrows_the_list() {
    play(async |stage| {
        stage.open("#q=date:2025").await;
        stage.count(5).await;
        stage.click("link", "September 2025, 2 articles").await;
        stage.count(2).await;
    })
    .await;
}

#[tokio::test]
async fn facets_count_what_they_lead_to() {
    play(async |stage| {
        stage.open("").await;
        stage.count(ARTICLES).await;
        let choice = stage.see("link", "Federica Mogherini, ").await;
        let name = choice.attr("aria-label").await.unwrap().unwrap();
        let count: usize = name
            .split(", ")
            .last()
            .and_then(|words| words.split(' ').next()?.parse().ok())
            .unwrap();
        choice.click().await.unwrap();
        stage.count(count).await;
        assert_eq!(stage.fragment().await, "#q=entity:federica-mogherini");
        stage.click("link", "Remove Federica Mogherini").await;
        stage.count(ARTICLES).await;
    })
    .await;
}

#[tokio::test]
async fn an_event_leads_to_its_sentence_and_a_date_to_its_event() {
    play(async |stage| {
        stage.open("#article=council-votes").await;
        stage.see("heading", "Two Security Council votes").await;
        stage.click("link", "Draft by China and Russia fails").await;
        stage.see(".told.lit", "26 September").await;
        stage.focus_on("September").await;
        assert!(stage.fragment().await.ends_with("&at=e3"), "{}", stage.fragment().await);

        stage.click("a.date", "19 September").await;
        stage.see("[data-entry].lit", "First draft fails").await;
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
        stage.see("a.date", "16 January 2016").await;
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
async fn a_narrow_window_never_scrolls_sideways() {
    play(async |stage| {
        for place in ["", "#article=vienna-talks", "#article=e3-letter-fa", "#q=zeppelin", "#q=date:2025-09"] {
            stage.open(place).await;
            for width in [320, 390, 768, 1280] {
                // Set from outside: a headless window cannot be made so narrow.
                stage.width(width).await;
                stage.see("searchbox", "").await;
                let script = "const v = document.querySelector('dateline-viewer'); const d = document.documentElement;
                    return [d.scrollWidth - d.clientWidth, v.scrollWidth - v.clientWidth]";
                assert_eq!(stage.run(script, vec![]).await, json!([0, 0]), "{place} at {width}");
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
        let tab = fantoccini::key::Key::Tab;
        for _ in 0..400 {
            if stage.focused_role().await == "row" {
                break;
            }
            stage.press(&tab).await;
        }
        stage.press(&fantoccini::key::Key::Enter).await;
        stage.focus_on(&first).await;
        stage.see("article", &first).await;
    })
    .await;
}
