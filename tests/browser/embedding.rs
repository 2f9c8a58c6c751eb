//! Two viewers on somebody else's page.

use crate::stage::play;
use serde_json::json;

#[tokio::test]
async fn two_viewers_live_side_by_side() {
    play(async |stage| {
        stage.open("demo.html").await;
        let (first, second) = (stage.viewer(0), stage.viewer(1));
        first.see("article", "Iran and six powers").await;
        second.see("link", "How snapback works").await;
        assert!(second.all("article", "").await.is_empty());

        // What happens in one stays in one, and the host's address is left alone.
        second.click("link", "How snapback works").await;
        second.see("article", "How snapback works").await;
        first.see("article", "Iran and six powers").await;
        first.click("link", "JCPOA announced in Vienna").await;
        first.see(".told.lit", "was announced in").await;
        assert!(second.all(".lit", "").await.is_empty());
        assert_eq!(stage.fragment().await, "");

        // Links lead to the stand-alone viewer when they are opened elsewhere.
        let link = first.see("link", "JCPOA announced").await.prop("href").await.unwrap().unwrap();
        stage.client.goto(&link).await.expect("a link in its own tab");
        stage.see(".told.lit", "was announced in").await;
        stage.see("article", "Iran and six powers").await;
        let here = stage.client.current_url().await.unwrap();
        assert_eq!(here.path(), "/some/where/", "{here}");
    })
    .await;
}

#[tokio::test]
async fn host_and_viewer_leave_each_other_alone() {
    play(async |stage| {
        stage.open("demo.html").await;
        stage.viewer(0).see("article", "").await;
        let script = "const style = (e, p) => getComputedStyle(e)[p];
            const root = document.querySelector('dateline-viewer').shadowRoot;
            return [style(document.querySelector('main > p'), 'textIndent') !== '0px',
              style(root.querySelector('p.prose'), 'textIndent'),
              style(root.querySelector('h2'), 'textTransform'),
              style(document.querySelector('h1'), 'textTransform'),
              root.adoptedStyleSheets[0] === document.querySelectorAll('dateline-viewer')[1].shadowRoot.adoptedStyleSheets[0],
              performance.getEntriesByType('resource').filter(e => e.name.endsWith('.wasm')).length]";
        assert_eq!(stage.run(script, vec![]).await, json!([true, "0px", "none", "uppercase", true, 1]));
    })
    .await;
}

#[tokio::test]
async fn attributes_and_moves_are_followed() {
    play(async |stage| {
        stage.open("demo.html").await;
        let second = stage.viewer(1);
        second.see("link", "How snapback works").await;
        stage.run("document.querySelectorAll('dateline-viewer')[1].setAttribute('q', 'entity:instex')", vec![]).await;
        second.see("link", "deux limites").await;
        stage.run("document.querySelectorAll('dateline-viewer')[1].setAttribute('article', 'deux-limites')", vec![]).await;
        second.see("article", "deux limites").await;
        // Moved in the page, it goes on; taken away and put back, it begins again.
        stage.run("const [a, b] = document.querySelectorAll('dateline-viewer'); a.before(b)", vec![]).await;
        stage.viewer(0).see("article", "deux limites").await;
        stage.run("window.kept = document.querySelector('dateline-viewer'); window.kept.remove()", vec![]).await;
        stage.until("one viewer is left", async |stage| {
            stage.run("return document.querySelectorAll('dateline-viewer').length", vec![]).await == json!(1)
        })
        .await;
        stage.run("document.querySelector('main').append(window.kept)", vec![]).await;
        stage.viewer(1).see("article", "deux limites").await;
    })
    .await;
}

#[tokio::test]
async fn the_host_hears_what_happens() {
    play(async |stage| {
        stage.open("demo.html").await;
        stage.viewer(0).see("article", "").await;
        stage.run("window.heard = []; for (const type of ['ready', 'filter', 'navigate', 'error'])
            document.addEventListener('dateline-' + type, e => window.heard.push([type, e.detail]))", vec![]).await;
        stage.viewer(1).click("link", "How snapback works").await;
        stage.until("the host heard of it", async |stage| {
            stage.run("return window.heard", vec![]).await
                == json!([["navigate", { "article": "how-snapback-works", "at": null }]])
        })
        .await;
        stage.run("document.querySelector('dateline-viewer').setAttribute('src', 'demo.css')", vec![]).await;
        stage.viewer(0).see("alert", "could not be opened").await;
        stage.until("the host heard of the failure", async |stage| {
            stage.run("return window.heard.at(-1)[0]", vec![]).await == json!("error")
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn a_theme_is_kept_or_follows_the_system() {
    play(async |stage| {
        stage.open("demo.html").await;
        stage.viewer(1).see("link", "How snapback works").await;
        // Dark is where the paper is darker than the ink.
        let script = "const light = colour => colour.match(/[\\d.]+/g).slice(0, 3).reduce((sum, part) => sum + +part, 0);
            return [...document.querySelectorAll('dateline-viewer')].map(viewer => {
                const style = getComputedStyle(viewer);
                return light(style.backgroundColor) < light(style.color) ? 'dark' : 'light';
            })";
        for (system, expected) in [("light", ["light", "dark"]), ("dark", ["dark", "dark"])] {
            if !stage.system_prefers(system).await {
                return;
            }
            stage.until(&format!("the first follows a {system} system"), async |stage| {
                stage.run(script, vec![]).await == json!(expected)
            }).await;
        }
        stage.run("document.querySelector('dateline-viewer').setAttribute('theme', 'light')", vec![]).await;
        assert_eq!(stage.run(script, vec![]).await, json!(["light", "dark"]));
    })
    .await;
}
