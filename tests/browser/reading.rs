//! Reading in the sample dossier: an article, what leads into it and out of it again; and
//! articles with structure.

use crate::listing::ARTICLES;
use crate::stage::{play, play_expecting};
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
        stage.viewer(0).see("article", "").await;
        stage.client.goto(address.as_str()).await.expect("a pasted link");
        stage.see("article", "How snapback works").await;
        stage.painted().await;
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

/// An article of every kind of block. The text is put together here, with its places.
fn structured(picture: &str, refused: &str) -> serde_json::Value {
    let parts = [
        ("heading", "What the harbour needs"),
        ("paragraph", "J. Rask lists it in a letter to the Northern Harbour Authority."),
        ("item", "A second ferry"),
        ("item", "with room for cars"),
        ("item", "A pier"),
        ("quote", "Vardel waits, and it has waited long."),
        (
            "preformatted",
            "depth   12 m\n\n    at low tide, measured from the old pier to the far end of the new one",
        ),
        ("table", "Year\tFerries\n2023\t2"),
        ("figure", "The pier in winter"),
        ("figure", ""),
        ("rule", ""),
    ];
    let mut text = String::new();
    let mut blocks = Vec::new();
    for (kind, words) in parts {
        if !words.is_empty() && !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(words);
        blocks.push(json!({ "type": kind, "start": start, "end": text.len() }));
    }
    let place = |words: &str| {
        let start = text.find(words).unwrap();
        (start, start + words.len())
    };
    let (start, end) = place("letter to the Northern Harbour Authority");
    blocks[0]["level"] = json!(2);
    blocks[1]["spans"] = json!([{ "type": "link", "start": start, "end": end, "href": "https://example.org/letter" }]);
    for (number, (level, ordinal)) in [(1, Some(1)), (2, None), (1, Some(2))].iter().enumerate() {
        blocks[2 + number]["level"] = json!(level);
        if let Some(ordinal) = ordinal {
            blocks[2 + number]["ordinal"] = json!(ordinal);
        }
    }
    let cells = ["Year", "Ferries", "2023", "2"].map(|words| {
        let from = text.find("Year\t").unwrap();
        let start = from + text[from..].find(words).unwrap();
        // The last "2" stands after the tab, not in "2023".
        let start = if words == "2" { text.find("2023\t2").unwrap() + 5 } else { start };
        json!({ "start": start, "end": start + words.len(), "header": words.len() > 3 })
    });
    blocks[7]["rows"] = json!([[cells[0], cells[1]], [cells[2], cells[3]]]);
    blocks[8]["src"] = json!(picture);
    blocks[8]["alt"] = json!("Ice on the pier");
    blocks[9]["src"] = json!(refused);
    let (start, end) = place("Northern Harbour Authority");
    json!({ "title": "Harbour", "_dateline": { "format": 1, "entities": [
            { "id": "nha", "type": "organisation", "name": "Northern Harbour Authority" }] },
        "items": [{ "id": "a", "title": "A second ferry for Vardel", "content_text": text, "_dateline": {
            "blocks": blocks,
            "marks": [{ "id": "m", "start": start, "end": end, "quote": "Northern Harbour Authority", "entity": "nha" }] } }] })
}

#[tokio::test]
async fn a_structured_article_has_headings_lists_tables_and_links() {
    play(async |stage| {
        let bundle =
            structured("https://elsewhere.example/a.png", "https://elsewhere.example/b.png");
        stage.put("harbour.json", &bundle.to_string());
        stage.open("?src=harbour.json#article=a").await;
        stage.see("h3", "What the harbour needs").await;
        assert!(stage.all(".report", "").await.is_empty(), "the sample has faults");
        stage.see("article ol > li", "A second ferry").await;
        stage.see("article ol > li > ul > li", "with room for cars").await;
        stage.see("blockquote", "Vardel waits").await;
        stage.see("th[scope=col]", "Ferries").await;
        stage.see("th[scope=row]", "2023").await;
        stage.see("region", "Table, 2 rows and 2 columns").await;
        let link = stage.see("link", "letter to the Northern Harbour Authority").await;
        assert_eq!(link.attr("href").await.unwrap().as_deref(), Some("https://example.org/letter"));
        assert!(link.attr("rel").await.unwrap().unwrap_or_default().contains("noopener"));
        // The name in it looks like one, and is no link in the link.
        stage.see("a.out span.mention", "Northern Harbour Authority").await;
        assert!(stage.all("a a", "").await.is_empty());
        // What is wide scrolls in itself, never the page.
        stage.width(320).await;
        let over =
            "const boxes = [document.documentElement, document.querySelector('dateline-viewer')];
            return Math.max(...boxes.map(box => box.scrollWidth - box.clientWidth))";
        assert_eq!(stage.run(over, vec![]).await, json!(0));
        let inside =
            "const pre = document.querySelector('dateline-viewer').shadowRoot.querySelector('pre');
            return pre.scrollWidth > pre.clientWidth";
        assert_eq!(stage.run(inside, vec![]).await, json!(true));
    })
    .await;
}

#[tokio::test]
async fn a_picture_is_asked_for_only_when_the_reader_asks() {
    // The policy allows pictures of the page's own site and no others.
    let refused = ["Content Security Policy", "Content-Security-Policy", "refused: img-src"];
    play_expecting(&refused, async |stage| {
        let own = format!("{}pier.svg", stage.home);
        stage.put("pier.svg", r#"<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"><rect width="30" height="20"/></svg>"#);
        let elsewhere = "https://elsewhere.example/b.png";
        stage.put("harbour.json", &structured(&own, elsewhere).to_string());
        stage.open("?src=harbour.json#article=a").await;
        stage.see("figure", "Ice on the pier").await;
        stage.see("figcaption", "The pier in winter").await;
        let asked = "return performance.getEntriesByType('resource').filter(e => /pier|elsewhere/.test(e.name)).length
            + document.querySelector('dateline-viewer').shadowRoot.querySelectorAll('img').length";
        assert_eq!(stage.run(asked, vec![]).await, json!(0), "asked for before anybody wanted it");

        stage.click("button", "Load picture from 127.0.0.1").await;
        let shown = "const i = document.querySelector('dateline-viewer').shadowRoot.querySelector('img');
            return i && [i.complete && i.naturalWidth, i.alt, i.referrerPolicy]";
        stage
            .until("the picture is shown", async |stage| {
                stage.run(shown, vec![]).await == json!([30, "Ice on the pier", "no-referrer"])
            })
            .await;
        stage.focus_on("Hide picture").await;

        stage.click("button", "Load picture from elsewhere.example").await;
        stage.see("figure .problem", "could not be loaded").await;
        stage.focus_on("Try again").await;
        let link = stage.all("figure a", "Open it in a new tab").await.pop().unwrap();
        assert_eq!(link.attr("href").await.unwrap().as_deref(), Some(elsewhere));

        // Hidden again, it is gone; the other one's choice is its own.
        stage.click("button", "Hide picture").await;
        stage.gone("img", "").await;
        stage.see("button", "Load picture from 127.0.0.1").await;
    })
    .await;
}

#[tokio::test]
async fn on_paper_stand_the_article_its_sources_its_events_and_who_is_in_it() {
    play(async |stage| {
        stage.open("#q=vienna&article=vienna-agreement").await;
        stage.see("article", "Federica Mogherini").await;
        if !stage.on_paper().await {
            return;
        }
        stage.gone("searchbox", "").await;
        stage.gone(".results, .filters, .masthead, .strip, .zoom, .back, .listen", "").await;
        stage.see("article", "Federica Mogherini").await;
        stage.part("In this article").see("link", "Federica Mogherini").await;
        // When and what stand side by side, as in a table.
        let script = "const root = document.querySelector('dateline-viewer').shadowRoot;
            return [...root.querySelectorAll('[data-entry]')].every(entry => {
              const [when, what] = [...entry.children].map(own => own.getBoundingClientRect());
              return Math.abs(when.top - what.top) < 8 && when.right <= what.left;
            })";
        assert_eq!(stage.run(script, vec![]).await, json!(true));
        let source = "const root = document.querySelector('dateline-viewer').shadowRoot;
            return getComputedStyle(root.querySelector('.reader .meta a'), '::after').content";
        let source = stage.run(source, vec![]).await;
        // Chromium says what comes of it, Firefox what is written.
        let is_address = |own: &str| own.contains("http") || own.contains("attr(href)");
        assert!(source.as_str().is_some_and(is_address), "{source}");
    })
    .await;
}

#[tokio::test]
async fn the_timeline_follows_what_is_read() {
    play(async |stage| {
        stage.open("#article=council-votes").await;
        stage.see("heading", "Two Security Council votes").await;
        stage.gone(".context .here", "").await;
        // Paragraph by paragraph: what is lit is what is told there.
        let scroll = "const root = document.querySelector('dateline-viewer').shadowRoot;
            const told = [...root.querySelectorAll('.reader [data-told]')].at(arguments[0]);
            const top = told.getBoundingClientRect().top;
            scrollBy({ top: top - innerHeight * .3, behavior: 'instant' });
            return told.dataset.told.split(' ')[0]";
        for at in [0, -1] {
            let entry = stage.run(scroll, vec![json!(at)]).await;
            let entry = entry.as_str().expect("an entry").to_owned();
            stage
                .until("its entry is shown on the timeline", async |stage| {
                    let here = format!(".context [data-dated='{entry}'].here");
                    !stage.all(&here, "").await.is_empty()
                })
                .await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_date_explains_itself_and_leads_to_the_timeline() {
    play(async |stage| {
        stage.open("#article=council-votes").await;
        stage.point_at("a.date", "19 September").await;
        stage.see("[role=dialog] .means", "19 September 2025").await;
        stage.click("[role=dialog] h3 a", "19 September").await;
        stage.see("[data-entry].lit", "First draft fails").await;
    })
    .await;
}

#[tokio::test]
async fn events_too_close_to_be_drawn_apart_open_to_a_list() {
    play(async |stage| {
        stage.open("#article=june-2025").await;
        stage.see(".strip summary", "4").await;
        stage.click(".strip summary", "4").await;
        stage.see(".strip li", "Ceasefire takes hold").await;
        // They are not drawn beside it as well.
        let alone = stage.all(".strip .lanes > a", "").await.len();
        let listed = stage.all(".dated > li", "").await.len();
        assert_eq!(alone + 4, listed);
        stage.click(".strip li a", "Ceasefire takes hold").await;
        stage.gone(".strip li a", "").await;
        let sentence = "const root = document.querySelector('dateline-viewer').shadowRoot;
            const told = [...root.querySelectorAll('.reader .told')]
                .find((own) => own.textContent.includes('announced a ceasefire'));
            const { top, bottom } = told.getBoundingClientRect();
            return top >= 0 && bottom <= innerHeight";
        stage
            .until("its sentence is in sight", async |stage| {
                stage.run(sentence, vec![]).await == json!(true)
            })
            .await;
        // Another article's timeline has no list open.
        stage.click(".strip summary", "4").await;
        stage.see(".strip li a", "Ceasefire takes hold").await;
        stage.open("#article=sanctions-return").await;
        stage.see(".strip summary", "3").await;
        stage.gone(".strip li a", "").await;
    })
    .await;
}
