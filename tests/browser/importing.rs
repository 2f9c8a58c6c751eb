//! Files that the viewer leaves to its importers, several files at once, and packed ones.

use crate::stage::{Stage, play, play_expecting};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

const PAGE: &str = "<!doctype html><html lang=en><head><title>Ferry sails again</title></head>\
    <body><article><h1>Ferry sails again</h1><p>The ferry left the quay at dawn on Monday.</p>\
    <p>Passengers had waited for a week.</p></article></body></html>";
const TEXT: &str = "Quay opens\n\nThe quay opened to small boats at noon, as it had before.";

fn packed(content: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(content.as_bytes()).expect("memory is written");
    encoder.finish().expect("memory is written")
}

/// What the page itself asked for, by the last parts of the addresses. What a worker asked
/// for is not among it.
async fn asked(stage: &Stage) -> Vec<String> {
    let script =
        "return performance.getEntriesByType('resource').map(entry => entry.name.split('/').pop())";
    let names = stage.run(script, vec![]).await;
    serde_json::from_value(names).expect("a list of names")
}

#[tokio::test]
async fn a_dropped_web_page_becomes_an_article_without_holding_up_the_page() {
    play(async |stage| {
        stage.open("").await;
        stage.see("link", "How snapback works").await;
        let before = asked(&stage).await;
        assert!(!before.iter().any(|name| name.starts_with("importer")), "{before:?}");
        stage.drop_file("ferry.html", PAGE).await;
        stage.count(1).await;
        stage.click("link", "Ferry sails again").await;
        stage.see("paragraph", "The ferry left the quay at dawn on Monday.").await;
        // The importers ran in a worker: the page fetched its script and nothing more.
        let after = asked(&stage).await;
        assert!(after.contains(&"importers.js".to_owned()), "{after:?}");
        assert!(!after.iter().any(|name| name.ends_with(".wasm") && name.starts_with("importer")));
    })
    .await;
}

#[tokio::test]
async fn where_no_worker_can_start_the_page_imports_by_itself() {
    play(async |stage| {
        stage.open("").await;
        stage.see("link", "How snapback works").await;
        stage.run("delete window.Worker", vec![]).await;
        stage.drop_file("ferry.html", PAGE).await;
        stage.count(1).await;
        stage.see("link", "Ferry sails again").await;
    })
    .await;
}

#[tokio::test]
async fn files_dropped_together_become_one_collection() {
    play(async |stage| {
        stage.open("").await;
        stage.see("link", "How snapback works").await;
        let broken = ("broken.json", "{\"items\": [,]}");
        stage.drop_files(&[("ferry.html", PAGE), broken, ("quay.txt", TEXT)]).await;
        stage.count(2).await;
        stage.see("link", "Ferry sails again").await;
        stage.see("link", "Quay opens").await;
        stage.click("button", "Some of this file needed attention").await;
        stage.see(".report li", "broken.json").await;
    })
    .await;
}

#[tokio::test]
async fn a_packed_bundle_opens_as_it_is() {
    play(async |stage| {
        let bundle =
            r#"{"title":"Packed","items":[{"id":"a","title":"Inside","content_text":"Text."}]}"#;
        let file = |name: &str| stage.folder.join(name);
        std::fs::write(file("bundle.json.gz"), packed(bundle)).expect("a file is written");
        std::fs::write(file("cut.json.gz"), &packed(bundle)[..40]).expect("a file is written");
        stage.open("?src=bundle.json.gz").await;
        stage.see("heading", "Packed").await;
        stage.count(1).await;
        stage.open("?src=cut.json.gz").await;
        let alert = stage.see("alert", "could not be opened").await.text().await;
        let alert = alert.expect("the words of the alert");
        assert!(
            alert.contains("damaged or cut off") && alert.contains("Fetch it again"),
            "{alert}"
        );
    })
    .await;
}

#[tokio::test]
async fn importers_that_are_missing_are_named_with_a_way_out() {
    play_expecting(&["404", "MIME type", "Loading failed for the module"], async |stage| {
        for file in std::fs::read_dir(&stage.folder).expect("the site").flatten() {
            if file.file_name().to_string_lossy().starts_with("importer-") {
                std::fs::remove_file(file.path()).expect("a file is removed");
            }
        }
        stage.open("").await;
        stage.see("link", "How snapback works").await;
        stage.drop_file("ferry.html", PAGE).await;
        let alert = stage.see("alert", "could not be opened").await.text().await;
        let alert = alert.expect("the words of the alert");
        assert!(alert.contains("dateline bundle"), "{alert}");
        stage.click("button", "Back to what was open").await;
        stage.see("link", "How snapback works").await;
    })
    .await;
}

#[tokio::test]
async fn a_bundle_is_checked_as_the_command_checks_it() {
    play(async |stage| {
        // Sound enough to open without a word, and still odd.
        stage.put(
            "odd.json",
            r#"{"version":"https://jsonfeed.org/version/1.1","title":"Odd","items":[
            {"id":"a","title":"Low tide","content_text":"Text.",
             "_dateline":{"events":[{"id":"e","label":"Ebb"}]}}]}"#,
        );
        stage.open("?src=odd.json").await;
        stage.count(1).await;
        assert!(stage.all(".report", "").await.is_empty(), "there is nothing to report yet");
        stage.click("button", "Check this file").await;
        stage.see("status", "Checked: the report above has").await;
        stage.click("button", "Some of this file needed attention").await;
        stage.see(".report li", "“Ebb”").await;
        stage.see(".report li", "/items/0/_dateline/events/0").await;
    })
    .await;
}

#[tokio::test]
async fn what_is_open_can_be_saved_in_another_format() {
    play(async |stage| {
        stage.open("").await;
        stage.see("link", "How snapback works").await;
        // A driver cannot answer the browser's question where to put the file.
        let watch = "window.saved = {}; URL.createObjectURL = blob => { window.saved.blob = blob; return '#saved'; };
            HTMLAnchorElement.prototype.click = function () { window.saved.name = this.download; };";
        stage.run(watch, vec![]).await;
        stage.click("button", "Save as").await;
        stage.click("button", "Calendar of events").await;
        stage.see("status", "Saved.").await;
        let saved = stage
            .run("return window.saved.blob.text().then(text => [window.saved.name, text])", vec![])
            .await;
        assert_eq!(saved[0], "dossier.ics");
        let text = saved[1].as_str().expect("a text");
        assert!(text.starts_with("BEGIN:VCALENDAR") && text.contains("SUMMARY:"), "{text:.200}");
        stage.drop_file("ferry.html", PAGE).await;
        stage.count(1).await;
        stage.click("button", "Save as").await;
        stage.click("button", "Markdown").await;
        stage.see("status", "Saved.").await;
        let saved = stage
            .run("return window.saved.blob.text().then(text => [window.saved.name, text])", vec![])
            .await;
        assert_eq!(saved[0], "ferry.md");
        assert!(saved[1].as_str().expect("a text").contains("The ferry left the quay"));
    })
    .await;
}
