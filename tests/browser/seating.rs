//! Where the archive sits: in a worker of its own, or in the page. A reader cannot tell.

use crate::stage::{Stage, play, play_expecting};
use serde_json::{Value, json};

/// Lets the scenario see which workers start and end, by the names of their scripts.
const WATCH: &str = r"
    const Own = Worker;
    window.workers = []; window.ended = [];
    window.Worker = class extends Own {
        constructor(url, ...all) { super(url, ...all); this.script = String(url).split('/').pop(); window.workers.push(this.script); }
        terminate() { window.ended.push(this.script); super.terminate(); }
    };";

async fn open_watched(stage: &Stage, address: &str, script: &str) {
    stage.run_first(script);
    stage.open(address).await;
}

async fn started(stage: &Stage) -> Value {
    stage.run("return [window.workers, window.ended]", vec![]).await
}

/// All that the viewer shows, as text, once it has come to rest.
async fn shown(stage: &Stage) -> Vec<String> {
    let script = "const root = document.querySelector('dateline-viewer').shadowRoot;
        if (!root) return [];
        const zones = [...root.querySelectorAll('.zone')].filter(zone => zone.checkVisibility());
        const all = words => zones.flatMap(zone => [...zone.querySelectorAll(words)]);
        const marks = all('mark').map(mark => mark.textContent);
        const bars = all('[title],[style]').map(bar => bar.title + bar.getAttribute('style'));
        return zones.map(zone => zone.textContent).concat(marks, bars)";
    let mut before = Vec::new();
    loop {
        let now: Vec<String> = serde_json::from_value(stage.run(script, vec![]).await).unwrap();
        if now == before {
            return now;
        }
        before = now;
    }
}

/// The views that are compared, each with words that it shows.
const VIEWS: [(&str, &str); 7] = [
    ("#", "How snapback works"),
    ("#q=snapback", "snapback"),
    ("#q=enrich+-tag:snapback&sort=oldest", "enrich"),
    ("#q=%22joint+commission%22+OR+instex", "INSTEX"),
    ("#q=about:2018", "2018"),
    ("#view=chronology&q=snapback", "snapback"),
    ("#article=how-snapback-works", "How snapback works"),
];

/// What all views show on a page.
async fn all_shown(stage: &Stage, page: &str) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    for (view, words) in VIEWS {
        // Another fragment of the same page would be followed, not loaded.
        stage.client.goto("about:blank").await.expect("an empty page");
        stage.open(&format!("{page}{view}")).await;
        stage
            .until(&format!("{view} shows “{words}”"), async |stage| {
                shown(stage).await.iter().any(|text| text.contains(words))
            })
            .await;
        stage.gone(".so-far", "").await;
        all.push(shown(stage).await);
    }
    all
}

/// A host's page like our own, under a policy of its own on top of the server's.
fn page(policy: &str) -> String {
    format!(
        r#"<!doctype html><meta charset="utf-8"><link rel="icon" href="./icon.svg">
        <meta http-equiv="Content-Security-Policy" content="{policy}">
        <script type="module" src="./dateline.js"></script>
        <dateline-viewer src="dossier.json" history="url"></dateline-viewer>"#
    )
}

#[tokio::test]
async fn answers_are_the_same_in_a_worker_and_in_the_page() {
    let refused = ["worker-src 'none'", "violates the following"];
    play_expecting(&refused, async |stage| {
        stage.put("free.html", &page("worker-src 'self'"));
        stage.put("strict.html", &page("worker-src 'none'"));
        stage.run_first(WATCH);
        let worker = all_shown(&stage, "free.html").await;
        assert_eq!(started(&stage).await, json!([["seat.js"], []]));
        let page = all_shown(&stage, "strict.html").await;
        assert_ne!(started(&stage).await, json!([["seat.js"], []]), "none could start");
        for ((view, _), (one, other)) in VIEWS.iter().zip(worker.iter().zip(&page)) {
            assert_eq!(one, other, "{view}");
            let words: usize = one.iter().map(String::len).sum();
            assert!(words > 200, "{view}: {one:?}");
        }
        // They are not all the same view.
        assert!(worker.windows(2).all(|pair| pair[0] != pair[1]));
    })
    .await;
}

#[tokio::test]
async fn every_viewer_has_a_worker_which_ends_with_it() {
    play(async |stage| {
        open_watched(&stage, "demo.html", WATCH).await;
        stage.viewer(0).see("article", "").await;
        stage.viewer(1).see("link", "How snapback works").await;
        assert_eq!(started(&stage).await, json!([["seat.js", "seat.js"], []]));
        stage.run("document.querySelector('dateline-viewer').remove()", vec![]).await;
        stage
            .until("one of them has ended", async |stage| {
                started(stage).await == json!([["seat.js", "seat.js"], ["seat.js"]])
            })
            .await;
        // The other goes on.
        stage.viewer(0).search("instex").await;
        stage.viewer(0).see("mark", "INSTEX").await;
        stage.run("document.querySelector('dateline-viewer').remove()", vec![]).await;
        stage
            .until("both have ended", async |stage| {
                started(stage).await == json!([["seat.js", "seat.js"], ["seat.js", "seat.js"]])
            })
            .await;
    })
    .await;
}

#[tokio::test]
async fn a_viewer_that_is_gone_before_its_worker_starts_leaves_none() {
    play(async |stage| {
        stage.put("late.html", &page("worker-src 'self'").replace("<dateline-viewer", "<p"));
        open_watched(&stage, "late.html", WATCH).await;
        let flash = "const viewer = document.createElement('dateline-viewer');
            viewer.setAttribute('src', 'dossier.json'); document.body.append(viewer);
            const wait = () => window.workers.length ? viewer.remove() : setTimeout(wait); wait();";
        stage.run(flash, vec![]).await;
        stage
            .until("it has ended", async |stage| {
                started(stage).await == json!([["seat.js"], ["seat.js"]])
            })
            .await;
    })
    .await;
}

#[tokio::test]
async fn a_worker_that_comes_to_grief_is_told_and_another_try_helps() {
    play(async |stage| {
        let watch = format!("{WATCH} window.last = () => window.seats.at(-1); window.seats = [];
            const post = Own.prototype.postMessage;
            Own.prototype.postMessage = function (...all) {{ window.seats.push(this); return post.apply(this, all); }};");
        open_watched(&stage, "", &watch).await;
        stage.see("link", "How snapback works").await;
        // Bytes that nobody can read: the worker says so.
        stage.run("window.last().postMessage([77, new Uint8Array([99])])", vec![]).await;
        stage.search("i").await;
        stage.see("alert", "The archive has stopped").await;
        stage.click("button", "Try again").await;
        stage.see("link", "How snapback works").await;
        stage.search("instex").await;
        stage.see("mark", "INSTEX").await;
        let ended = json!([["seat.js", "seat.js"], ["seat.js"]]);
        assert_eq!(started(&stage).await, ended, "another one has begun");
    })
    .await;
}

#[tokio::test]
async fn without_the_script_of_the_seat_the_page_does_it_by_itself() {
    play_expecting(&["404", "seat.js"], async |stage| {
        std::fs::remove_file(stage.folder.join("seat.js")).unwrap();
        stage.open("#q=snapback").await;
        stage.see("mark", "snapback").await;
        stage.click("link", "How snapback works").await;
        stage.see("article", "How snapback works").await;
    })
    .await;
}

/// Lets the archive in the page do its work until the list is there, and then no more before
/// `window.goOn` is called.
const HELD: &str = r"
    const post = MessagePort.prototype.postMessage;
    const listed = () => document.querySelector('dateline-viewer')?.shadowRoot?.querySelector('.rows li');
    MessagePort.prototype.postMessage = function (...all) {
        const turn = () => post.apply(this, all);
        if (window.goesOn || window.goOn || !listed()) return turn();
        window.goOn = () => { window.goesOn = true; turn(); };
    };";

#[tokio::test]
async fn what_was_searched_so_far_is_said_and_the_list_stands_still_under_a_reader() {
    let refused = ["worker-src 'none'", "violates the following"];
    play_expecting(&refused, async |stage| {
        // The newest come last: the whole collection has another beginning than its first part.
        let items: Vec<_> = (0..4000)
            .map(|n| {
                json!({ "id": n.to_string(), "title": format!("Tide table {n}"), "content_text": "Low water at dawn.",
                    "date_published": format!("{}-{:02}-{:02}T06:00:00Z", 2000 + n / 336, n / 28 % 12 + 1, n % 28 + 1),
                    // Nobody is to look for names and dates meanwhile.
                    "_dateline": { "events": [{ "id": "tide", "label": "Low water" }] } })
            })
            .collect();
        stage.put("many.json", &json!({ "title": "Tides", "items": items }).to_string());
        let page = page("worker-src 'none'").replace("dossier.json", "many.json");
        stage.put("held.html", &page);
        open_watched(&stage, "held.html", HELD).await;
        stage.see("status", "so far").await;
        let said = stage.texts("status", "so far").await.join(" ");
        assert!(said.contains("searched ") && said.contains(" of more than "), "{said}");
        let before = stage.headlines().await;
        assert_ne!(before[0], "Tide table 3999");

        // Somebody is among the rows while the rest is read: they keep what they look at.
        let focus = "document.querySelector('dateline-viewer').shadowRoot.querySelector('.rows a').focus(); window.goOn()";
        stage.run(focus, vec![]).await;
        stage
            .until("all is read", async |stage| {
                let said = stage.texts("status", "so far").await.join(" ");
                said.contains("searched ") && !said.contains("more than")
            })
            .await;
        assert_eq!(stage.headlines().await, before);

        // They leave, and the list catches up.
        stage.click("searchbox", "").await;
        stage.count(4000).await;
        stage.gone(".so-far", "").await;
        assert_eq!(stage.headlines().await[0], "Tide table 3999");
    })
    .await;
}
