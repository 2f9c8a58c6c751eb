//! Files of every kind: picked, dropped, fetched; sound, odd, broken and hostile.

use crate::stage::{play, play_expecting};
use serde_json::json;

#[tokio::test]
async fn a_dropped_text_becomes_an_article() {
    play(async |stage| {
        stage.open("#q=snapback").await;
        stage.see("link", "How snapback works").await;
        let text = "Ferry resumes after a quiet winter\n\nThe ferry between the two harbours sailed again on Monday.\nPassengers waited from dawn.\n\nSearch\nDate archive\n";
        stage.drop_file("ferry.txt", text).await;
        stage.count(1).await;
        assert_eq!(stage.headlines().await, ["Ferry resumes after a quiet winter"]);
        stage.see("link", "Undated, 1 article").await;
        stage.click("button", "Some of this file needed attention").await;
        stage.see(".report li", "Date archive").await;
        stage.click("link", "Ferry resumes").await;
        stage.see("paragraph", "The ferry between the two harbours").await;
        assert!(stage.all("p.prose", "Date archive").await.is_empty(), "chrome is shown as prose");
    })
    .await;
}

#[tokio::test]
async fn a_picked_feed_opens() {
    play(async |stage| {
        stage.put("notes.json", r#"{"version":"https://jsonfeed.org/version/1.1","title":"Harbour notes","items":[
            {"id":"1","title":"Low tide","content_html":"<p>Sand &amp; <b>stones</b>.</p>","date_published":"2024-03-12T08:00:00Z"}]}"#);
        stage.open("").await;
        stage.see("heading", "articles").await;
        let input = stage.see("file", "").await;
        input.send_keys(stage.folder.join("notes.json").to_str().unwrap()).await.expect("a file is chosen");
        stage.count(1).await;
        stage.see("heading", "Harbour notes").await;
        stage.click("link", "Low tide").await;
        stage.see("paragraph", "Sand & stones.").await;
    })
    .await;
}

#[tokio::test]
async fn a_broken_bundle_says_what_where_and_what_to_do() {
    play(async |stage| {
        stage.put("broken.json", "{\"items\": [\n  {\"id\": \"a\",, \"title\": 1}]}");
        stage.open("?src=broken.json").await;
        let alert = stage.see("alert", "could not be opened").await.text().await.unwrap();
        for words in
            ["broken.json", "not valid JSON", "line 2, column 14", "/items/0/id", "missing comma"]
        {
            assert!(alert.contains(words), "no “{words}” in: {alert}");
        }
        // Mended beside the page, it opens without a reload.
        stage.put("broken.json", r#"{"items":[{"id":"a","title":"Mended","content_text":"x"}]}"#);
        stage.click("button", "Try again").await;
        stage.see("link", "Mended").await;
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_not_there_says_so() {
    play_expecting(&["404"], async |stage| {
        stage.open("?src=nowhere.json").await;
        let alert = stage.see("alert", "could not be opened").await.text().await.unwrap();
        assert!(alert.contains("404") && alert.contains("nowhere.json"), "{alert}");
        // The way on is open: any other file.
        stage.drop_file("a.txt", "A title\n\nA sentence that stands here as the whole text.").await;
        stage.count(1).await;
    })
    .await;
}

#[tokio::test]
async fn a_half_valid_bundle_opens_with_a_report() {
    play(async |stage| {
        stage.put(
            "half.json",
            r#"{"title":"Half","items":[7,{"id":"a","title":"Whole","content_text":"Sound text.",
            "_dateline":{"marks":[{"start":0,"end":5,"quote":"Moved"}]}}]}"#,
        );
        stage.open("?src=half.json").await;
        stage.count(1).await;
        stage.click("button", "Some of this file needed attention (2)").await;
        stage.see(".report li", "/items/0").await;
        stage.see(".report li", "“Moved” does not stand in this text").await;
        stage.see("heading", "Bundle report").await;
        stage.see("region", "Bundle report").await;
    })
    .await;
}

#[tokio::test]
async fn a_long_report_is_sorted_by_article_and_shown_in_steps() {
    play(async |stage| {
        let mark = |n: usize| json!({ "id": format!("m{n}"), "start": 0, "end": 5, "quote": "Never" });
        let items: Vec<_> = (0..300)
            .map(|n| json!({ "id": format!("a{n}"), "title": format!("Note {n}"), "content_text": "Text.",
                "_dateline": { "marks": [mark(n)] } }))
            .collect();
        let bundle = json!({ "version": "7", "title": "Notes", "items": items });
        stage.put("notes.json", &bundle.to_string());
        stage.open("?src=notes.json").await;
        stage.click("button", "Some of this file needed attention (301)").await;
        stage.see(".report p", "300 errors").await;
        assert_eq!(stage.all(".report li", "").await.len(), 200);
        stage.click("button", "Show 101 more of 301").await;
        stage
            .until("all faults are shown", async |stage| stage.all(".report li", "").await.len() == 301)
            .await;
        stage.focus_on("Show fewer").await;
        stage.click("button", "Notices (1)").await;
        stage.until("one is shown", async |stage| stage.all(".report li", "").await.len() == 1).await;
        stage.see(".report li", "/version").await;
        stage.click("button", "Errors (300)").await;
        stage.click(".report h3 a", "Note 7").await;
        stage.focus_on("Note 7").await;
        assert_eq!(stage.fragment().await, "#article=a7");
    })
    .await;
}

#[tokio::test]
async fn nothing_in_a_bundle_is_ever_markup() {
    play(async |stage| {
        let nasty = r#"<img src=x onerror="window.caught=1"><script>window.caught=1</script>"#;
        let bundle = json!({ "title": nasty, "_dateline": { "format": 1, "entities": [
                { "id": "e", "type": "person", "name": nasty }] },
            "items": [{ "id": "a", "title": nasty, "content_text": nasty, "tags": [nasty, "x"],
                "url": "javascript:window.caught=1", "authors": [{ "name": nasty }], "summary": nasty,
                "_dateline": { "source": nasty, "marks": [{ "start": 0, "end": 4, "quote": "<img", "entity": "e" }],
                    "events": [{ "id": "v", "label": nasty, "when": "2018" }] } }] });
        stage.put("nasty.json", &bundle.to_string());
        stage.open("?src=nasty.json#article=a").await;
        stage.see("paragraph", "<script>window.caught=1</script>").await;
        let found = stage
            .run("const r = document.querySelector('dateline-viewer').shadowRoot;
                return [window.caught ?? 0, r.querySelectorAll('img,script').length,
                [...r.querySelectorAll('a')].filter(a => a.protocol === 'javascript:').length]", vec![])
            .await;
        assert_eq!(found, json!([0, 0, 0]));
        // Nor could it be: this is the policy that everything here runs under.
        let asked = "return fetch(location.href).then(r => r.headers.get('content-security-policy'))";
        let policy = stage.run(asked, vec![]).await;
        for part in ["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "require-trusted-types-for 'script'"] {
            assert!(policy.as_str().unwrap().contains(part), "no {part} in {policy}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_network_is_asked_for_nothing_but_the_viewer_and_its_bundle() {
    play(async |stage| {
        // A bundle that names other sites in every way it can.
        let elsewhere = "https://elsewhere.example/x";
        let bundle = json!({ "title": "Links", "home_page_url": elsewhere, "feed_url": elsewhere,
            "icon": elsewhere, "favicon": elsewhere, "next_url": elsewhere,
            "items": [{ "id": "a", "title": "Linked", "url": elsewhere, "external_url": elsewhere,
                "image": elsewhere, "banner_image": elsewhere,
                "attachments": [{ "url": elsewhere, "mime_type": "image/png" }],
                "authors": [{ "name": "Ann", "url": elsewhere, "avatar": elsewhere }],
                "content_html": format!("<p>Text.</p><img src='{elsewhere}'><link rel=stylesheet href='{elsewhere}'>") }] });
        stage.put("links.json", &bundle.to_string());
        stage.open("?src=links.json").await;
        stage.count(1).await;
        stage.search("text").await;
        stage.click("link", "Linked").await;
        stage.see("paragraph", "Text.").await;
        stage.click("link", "Back to the list").await;
        stage.count(1).await;
        let asked = stage.run("return performance.getEntriesByType('resource').map(entry => entry.name)", vec![]).await;
        let asked: Vec<String> = serde_json::from_value(asked).unwrap();
        for address in &asked {
            let name = address.strip_prefix(&stage.home).unwrap_or_else(|| panic!("{address} was asked for"));
            let own = ["js", "wasm", "css", "svg"].iter().any(|end| name.ends_with(&format!(".{end}")));
            assert!(own && stage.folder.join(name).is_file() || name == "links.json", "{address} was asked for");
        }
        let bundles = asked.iter().filter(|address| address.ends_with("links.json")).count();
        assert_eq!(bundles, 1, "{asked:#?}");
    })
    .await;
}

#[tokio::test]
async fn a_file_of_the_wrong_kind_takes_nothing_away() {
    play(async |stage| {
        stage.open("").await;
        stage.see("link", "How snapback works").await;
        stage.drop_file("picture.png", "\u{fffd}PNG\u{0}\u{1}").await;
        stage.see("alert", "could not be opened").await;
        stage.click("button", "Back to what was open").await;
        stage.see("link", "How snapback works").await;
    })
    .await;
}

#[tokio::test]
async fn a_page_that_nobody_sees_has_its_title() {
    play(async |stage| {
        // As in a tab that was opened in the background.
        stage.run_first(
            "Object.defineProperty(document, 'hidden', { value: true });
            window.requestAnimationFrame = () => 0;",
        );
        stage.open("#article=council-votes").await;
        stage
            .until("the page has the article's title", async |stage| {
                stage.client.title().await.unwrap().starts_with("Two Security Council votes")
            })
            .await;
    })
    .await;
}
