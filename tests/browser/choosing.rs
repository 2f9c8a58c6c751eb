//! What a reader chooses: theme and type, how much is marked; and the cards of names.

use crate::stage::play;
use fantoccini::key::Key;
use serde_json::json;

/// A property as the browser computed it, of the first that fits a selector.
const STYLE: &str = "const root = document.querySelector('dateline-viewer').shadowRoot;
    const own = root.querySelector(arguments[0]);
    return own && getComputedStyle(own)[arguments[1]]";

#[tokio::test]
async fn theme_and_type_are_chosen_once_and_kept() {
    play(async |stage| {
        let style = async |what: &str, property: &str| {
            stage.run(STYLE, vec![json!(what), json!(property)]).await
        };
        stage.open("#article=council-votes").await;
        stage.see("heading", "Two Security Council votes").await;
        let (paper, size, face) = (
            style(".viewer", "backgroundColor").await,
            style(".prose", "fontSize").await,
            style(".prose", "fontFamily").await,
        );
        stage.click("button", "Reading settings").await;
        stage.click(".settings label", "Sepia").await;
        stage.click(".settings label", "Largest").await;
        stage.click(".settings label", "Plain").await;
        let all_other = async |stage: &crate::stage::Stage| {
            let style = async |what: &str, property: &str| {
                stage.run(STYLE, vec![json!(what), json!(property)]).await
            };
            style(".viewer", "backgroundColor").await != paper
                && style(".prose", "fontSize").await != size
                && style(".prose", "fontFamily").await != face
        };
        stage.until("all three are others", &all_other).await;
        stage.client.refresh().await.expect("reload");
        stage.see("heading", "Two Security Council votes").await;
        stage.see(".prose", "").await;
        stage.until("they are kept", &all_other).await;
    })
    .await;
}

#[tokio::test]
async fn names_are_marked_once_or_always_or_never() {
    play(async |stage| {
        let count = async |name: &str| stage.all("a.mention", name).await.len();
        stage.open("#article=council-votes").await;
        stage.see("a.mention", "China").await;
        assert_eq!(count("China").await, 1, "only the first time");
        for (what, style) in [("a.mention.country", "solid"), ("a.mention.place", "dashed")] {
            for (part, value) in
                [("textDecorationLine", "underline"), ("textDecorationStyle", style)]
            {
                let drawn = stage.run(STYLE, vec![json!(what), json!(part)]).await;
                assert_eq!(drawn, json!(value), "{what}");
            }
        }
        stage.see("span.again", "China").await;
        stage.click("button", "Reading settings").await;
        stage.click(".settings label", "All").await;
        stage
            .until("all three are links", async |stage| {
                stage.all("a.mention", "China").await.len() == 3
            })
            .await;
        stage.press(&[Key::Escape]).await;
        // A single key: quiet, and back again.
        stage.type_on("h").await;
        stage.gone(".reader .mention, .reader .date", "").await;
        stage.see("article", "Algeria, China, Pakistan and Russia voted").await;
        stage.type_on("h").await;
        stage.see("a.mention", "China").await;
        // Whom the list is filtered by is marked everywhere.
        stage.open("#q=entity:china&article=council-votes").await;
        stage
            .until("all three are links", async |stage| {
                stage.all("a.mention", "China").await.len() == 3
            })
            .await;
        assert_eq!(stage.all("a.mention", "Iran").await.len(), 2, "headline and text");
    })
    .await;
}

#[tokio::test]
async fn a_card_comes_where_the_pointer_rests_and_goes_when_it_leaves() {
    play(async |stage| {
        stage.open("#article=council-votes").await;
        stage.point_at("a.mention", "China").await;
        stage.see("[role=dialog] .mentions", "3 times here, in 9 articles").await;
        stage.see("[role=dialog] .kind", "Country").await;
        stage.see(".companions a", "Iran").await;
        // The pointer may go into it.
        stage.point_at(".card h3", "China").await;
        stage.see("[role=dialog]", "China").await;
        // It does not stand on the line it is of.
        let mention = stage.see("a.mention", "China").await.rectangle().await.unwrap();
        let (_, top, _, height) =
            stage.see("[role=dialog]", "China").await.rectangle().await.unwrap();
        assert!(top >= mention.1 + mention.3 || top + height <= mention.1, "{mention:?} {top}");
        stage.point_at("heading", "Two Security Council votes").await;
        stage.gone("[role=dialog]", "China").await;
        // A mention that is not marked has one too.
        stage.click("span.again", "China").await;
        stage.see("[role=dialog]", "China").await;
        stage.focus_on("China").await;
        stage.press(&[Key::Escape]).await;
        stage.gone("[role=dialog]", "China").await;
        stage.click("a.mention", "China").await;
        stage.see(".subject h2", "China").await;
    })
    .await;
}

#[tokio::test]
async fn a_card_that_is_closed_stays_closed() {
    play(async |stage| {
        stage.open("#article=council-votes").await;
        stage.see("heading", "Two Security Council votes").await;
        stage.type_on("n").await;
        stage.see("[role=dialog]", "United Nations Security Council").await;
        stage.press(&[Key::Enter]).await;
        stage.focus_on("United Nations Security Council").await;
        stage.press(&[Key::Escape]).await;
        stage.gone("[role=dialog]", "").await;
        stage
            .until("the focus is on the mention again", async |stage| {
                stage.focused().await == "Security Council"
            })
            .await;
        stage.gone("[role=dialog]", "").await;
        // The next one has its card, and goes without the focus having been in it.
        stage.type_on("n").await;
        stage.see("[role=dialog]", "Iran").await;
        stage.press(&[Key::Escape]).await;
        stage.gone("[role=dialog]", "").await;
    })
    .await;
}

#[tokio::test]
async fn a_list_filtered_by_a_name_says_who_that_is_and_whom_it_meets() {
    play(async |stage| {
        stage.open("#q=entity:iran").await;
        stage.see(".subject h2", "Iran").await;
        stage.see(".subject .kind", "Country").await;
        stage.click(".companions a", "United States").await;
        stage.see("link", "Remove United States").await;
        // Two names: nobody's page.
        stage.gone(".subject", "").await;
    })
    .await;
}
