//! A reader puts right what an article says of somebody: another type, two that are one, one
//! that is none; takes it back, saves it, and loads it elsewhere.

use crate::stage::{Stage, play};
use fantoccini::key::Key;
use serde_json::json;

/// Opens the card of a name in the article, and the form in it.
async fn open_form(stage: &Stage, name: &str) {
    stage.click("span.again", name).await;
    stage.see("[role=dialog]", name).await;
    stage.click(".card summary", "Correct this name").await;
    stage.see(".card .correct label", "Type").await;
}

/// What the list has, and what it says was put right.
async fn open_list(stage: &Stage, query: &str) {
    stage.open(&format!("#q={query}")).await;
    stage.see("[role=status] h2", "article").await;
}

/// Watches what is saved: its text and its name.
const WATCH: &str = "window.saved = [];
    const made = URL.createObjectURL;
    URL.createObjectURL = blob => { blob.text().then(text => window.saved.push(text)); return made.call(URL, blob); };
    HTMLAnchorElement.prototype.click = function () { window.saved.push(this.download); };";

/// What was saved since the last time: its name, and its text.
async fn saved(stage: &Stage) -> serde_json::Value {
    stage
        .until("a file is saved", async |stage| {
            stage.run("return window.saved.length", vec![]).await == json!(2)
        })
        .await;
    stage.run("return window.saved.splice(0).sort()", vec![]).await
}

#[tokio::test]
async fn two_that_are_one_are_one_everywhere_until_that_is_taken_back() {
    play(async |stage| {
        open_list(&stage, "entity:china").await;
        stage.count(9).await;
        stage.open("#article=council-votes").await;
        open_form(&stage, "China").await;
        let same = stage.see(".card input[name=into]", "").await;
        // Somebody whom nobody knows is not silently somebody.
        same.send_keys("Nobody At All").await.expect("a name is typed");
        stage.press(&[Key::Tab]).await;
        stage.see(".card .told", "No article has the name “Nobody At All”").await;
        same.clear().await.expect("it is taken out");
        same.send_keys("Iran").await.expect("a name is typed");
        stage.press(&[Key::Tab]).await;
        // The card is of nobody now.
        stage.gone("[role=dialog]", "China").await;
        let entity = async |stage: &Stage, name: &str| {
            let script = "const root = document.querySelector('dateline-viewer').shadowRoot;
                const own = [...root.querySelectorAll('.reader [data-entity]')].filter(e => e.textContent === arguments[0]);
                return own.map(e => e.dataset.entity)";
            stage.run(script, vec![json!(name)]).await
        };
        stage
            .until("the words mean the other one", async |stage| {
                entity(stage, "China").await == json!(["iran", "iran", "iran"])
            })
            .await;
        // Links to the one that is no more lead to the other.
        open_list(&stage, "entity:china").await;
        stage.count(13).await;
        stage.see("link", "Remove Iran").await;
        stage.client.refresh().await.expect("reload");
        stage.count(13).await;
        stage.click("summary", "1 correction of yours").await;
        stage.see(".corrections li", "“China” is the same as Iran").await;
        stage.click(".corrections button", "Take back: “China” is the same as Iran").await;
        stage.count(9).await;
        stage.see("link", "Remove China").await;
    })
    .await;
}

#[tokio::test]
async fn a_type_and_a_name_are_corrected_and_a_name_is_hidden() {
    play(async |stage| {
        stage.open("#article=council-votes").await;
        open_form(&stage, "China").await;
        let kind = stage.see(".card select[name=type]", "").await;
        kind.select_by_value("group").await.expect("a type is chosen");
        stage.see(".card .told", "Corrected.").await;
        stage.see(".card .kind", "Group").await;
        stage.see(".card input[name=name]", "").await;
        let selected = "const input = document.querySelector('dateline-viewer').shadowRoot.querySelector('.card input[name=name]');
            input.focus(); input.select()";
        stage.run(selected, vec![]).await;
        stage.type_on("PR China").await;
        stage.press(&[Key::Tab]).await;
        stage.see(".card h3", "PR China").await;
        stage.part("In this article").see("link", "PR China").await;
        open_list(&stage, "type:group entity:china").await;
        stage.count(9).await;
        stage.part("Filters and dates").see("link", "PR China").await;
        // And no name at all.
        stage.open("#article=council-votes").await;
        stage.see("a.mention", "China").await;
        stage.click("span.again", "China").await;
        stage.click(".card summary", "Correct this name").await;
        stage.click("button", "Not a name: hide it").await;
        stage.gone(".reader [data-entity]", "China").await;
        stage.see("article", "Algeria, China, Pakistan and Russia voted").await;
        open_list(&stage, "entity:china").await;
        stage.see("heading", "0 articles").await;
    })
    .await;
}

#[tokio::test]
async fn corrections_are_saved_and_loaded_and_a_broken_file_is_refused() {
    play(async |stage| {
        stage.open("#article=council-votes").await;
        stage.run(WATCH, vec![]).await;
        open_form(&stage, "China").await;
        let kind = stage.see(".card select[name=type]", "").await;
        kind.select_by_value("group").await.expect("a type is chosen");
        stage.see(".card .told", "Corrected.").await;
        stage.press(&[Key::Escape]).await;
        stage.press(&[Key::Escape]).await;
        stage.click("summary", "1 correction of yours").await;
        stage.click("button", "Save corrections").await;
        let file = saved(&stage).await;
        assert_eq!(file[0], json!("dossier.corrections.json"));
        let text = file[1].as_str().expect("a text").to_owned();
        assert!(text.contains(r#""entity":"china","was":"China","type":"group""#), "{text}");
        // So is the collection itself, in any format.
        stage.click("summary", "Save as").await;
        stage.click("button", "Bundle").await;
        let file = saved(&stage).await;
        assert_eq!(file[0], json!("dossier.json"));
        let bundle: serde_json::Value =
            serde_json::from_str(file[1].as_str().expect("a text")).expect("a bundle");
        let entities = bundle["_dateline"]["entities"].as_array().expect("entities");
        let china = entities.iter().find(|own| own["id"] == "china").expect("China");
        assert_eq!((&china["name"], &china["type"]), (&json!("China"), &json!("group")));
        stage.click(".corrections button", "Take back").await;
        stage.see("summary", "Corrections").await;
        // Whoever gets the file drops it on the viewer.
        stage.drop_file("from-a-friend.corrections.json", &text).await;
        stage.see(".file [role=status]", "1 correction was loaded.").await;
        stage.see("summary", "1 correction of yours").await;
        let broken = text.replace("group", "robot");
        stage.drop_file("broken.corrections.json", &broken).await;
        stage.see(".file [role=status]", "broken.corrections.json, line 2").await;
        stage.see(".file [role=status]", "There is no type “robot”").await;
        stage.see("summary", "1 correction of yours").await;
    })
    .await;
}
