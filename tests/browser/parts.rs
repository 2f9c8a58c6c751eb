//! An archive in parts: a reader sees what the whole one shows, after a few small files.

use crate::rows::scroll;
use crate::stage::{Stage, play, play_expecting};
use dateline::archive::parts::Source;
use dateline::bundle::{Article, Bundle, read};
use serde_json::json;

/// Puts a bundle in parts beside the viewer, and a page that opens it.
fn put_in_parts(stage: &Stage, text: &str, policy: &str) {
    let source = Source::read(text.to_owned()).unwrap().expect("a bundle without HTML");
    let page = format!(
        r#"<!doctype html><meta charset="utf-8"><link rel="icon" href="./icon.svg">
        <meta http-equiv="Content-Security-Policy" content="{policy}">
        <script type="module" src="./dateline.js"></script>
        <dateline-viewer src="deep/archive.json" history="url"></dateline-viewer>"#
    );
    stage.put("parts.html", &page);
    std::fs::create_dir_all(stage.folder.join("deep/parts-1")).unwrap();
    stage.put("deep/archive.json", &source.manifest("parts-1"));
    let mut write = |name: String, bytes: Vec<u8>| {
        std::fs::write(stage.folder.join("deep/parts-1").join(name), bytes)
    };
    source.write(&mut write).unwrap();
}

fn dossier(stage: &Stage) -> String {
    std::fs::read_to_string(stage.folder.join("dossier.json")).unwrap()
}

/// The files of the archive that the page has fetched, by the kind in their names.
async fn fetched(stage: &Stage, kind: &str) -> usize {
    let script = "return performance.getEntriesByType('resource')
        .filter(one => one.name.includes('/parts-1/' + arguments[0])).length";
    let count = stage.run(script, vec![json!(kind)]).await;
    count.as_u64().unwrap() as usize
}

async fn tour(stage: &Stage) {
    stage.open("parts.html").await;
    stage.see("heading", "13 articles").await;
    assert_eq!(fetched(stage, "columns").await, 0, "the first screen needs no index");
    stage.search("snapback").await;
    stage.see("mark", "snapback").await;
    assert_eq!(fetched(stage, "columns").await, 1);
    assert!(fetched(stage, "lists").await > 0);
    // A phrase, a name, a time.
    stage.search("\"joint commission\"").await;
    stage.see("mark", "Joint Commission").await;
    stage.search("about:2018 enrich").await;
    stage.see("mark", "enrich").await;
    stage.open("parts.html#article=how-snapback-works").await;
    stage.see("heading", "How snapback works").await;
    stage.see("article", "").await;
    stage.open("parts.html#view=chronology&q=snapback").await;
    stage.see("heading", "events in").await;
}

#[tokio::test]
async fn an_archive_in_parts_is_searched_read_and_told_in_order() {
    play(async |stage| {
        put_in_parts(&stage, &dossier(&stage), "worker-src 'self'");
        tour(&stage).await;
    })
    .await;
}

#[tokio::test]
async fn without_a_worker_too() {
    let refused = ["worker-src 'none'", "violates the following"];
    play_expecting(&refused, async |stage| {
        put_in_parts(&stage, &dossier(&stage), "worker-src 'none'");
        tour(&stage).await;
    })
    .await;
}

#[tokio::test]
async fn a_part_that_cannot_be_had_is_told_and_asked_for_again() {
    let refused = ["404"];
    play_expecting(&refused, async |stage| {
        put_in_parts(&stage, &dossier(&stage), "worker-src 'self'");
        let columns = stage.folder.join("deep/parts-1/columns.part");
        let kept = std::fs::read(&columns).unwrap();
        std::fs::remove_file(&columns).unwrap();
        stage.open("parts.html").await;
        stage.see("heading", "13 articles").await;
        stage.search("snapback").await;
        stage.see("status", "404").await;
        stage.see("heading", "13 articles").await; // nothing is lost
        std::fs::write(&columns, kept).unwrap();
        stage.search("snapback i").await;
        stage.see("mark", "snapback").await;
    })
    .await;
}

#[tokio::test]
async fn many_articles_need_few_files() {
    play(async |stage| {
        let mut bundle = Bundle::new("Many tides");
        for number in 0..3000_usize {
            let words = (0..60).map(|at| format!("word{} ", (number * 31 + at * at * 7) % 5000));
            bundle.items.push(Article {
                id: number.to_string(),
                title: Some(format!("Tide {number}")),
                content_text: words.collect(),
                date_published: Some(format!("2024-{:02}-01", number % 12 + 1)),
                ..Article::default()
            });
        }
        let text = serde_json::to_string(&bundle).unwrap();
        assert_eq!(read(&text).unwrap().bundle.items.len(), 3000);
        put_in_parts(&stage, &text, "worker-src 'self'");
        stage.open("parts.html").await;
        stage.see("heading", "3,000 articles").await;
        assert!(fetched(&stage, "").await <= 5);
        stage.search("word77").await;
        stage.see("mark", "word77").await;
        let articles = fetched(&stage, "articles").await;
        assert!(articles <= 16, "{articles} files for a window of rows");
        // Some come as it is scrolled, more where they are asked for.
        scroll(&stage).await;
        let rows = async |stage: &Stage| stage.all("li.row", "").await.len();
        stage.until("more rows are there", async |stage| rows(stage).await > 12).await;
        let scrolled = fetched(&stage, "articles").await;
        assert!(scrolled > articles, "{scrolled} files, {articles} before");
        stage.click("button", "Show more").await;
        stage
            .until("more articles are fetched", async |stage| {
                fetched(stage, "articles").await > scrolled
            })
            .await;
    })
    .await;
}
