//! The list of the sample dossier: searched, narrowed, ordered, and a longer one.

use crate::setting::left_out;
use crate::stage::{articles, play};
use serde_json::json;

/// How many articles the sample dossier has.
pub(crate) const ARTICLES: usize = 13;

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
        // The answer does not take the keyboard away from whoever types on.
        stage.type_on("ent").await;
        stage.see("mark", "nrichment").await;
        let field = stage.see("searchbox", "").await;
        assert_eq!(field.prop("value").await.unwrap().as_deref(), Some("enrichment"));
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
        stage.click("link", "September 2025, 2 articles").await;
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
        stage.click(".bin", "September 2025").await;
        stage.count(2).await;
    })
    .await;
}

#[tokio::test]
async fn facets_count_what_they_lead_to() {
    play(async |stage| {
        stage.open("").await;
        stage.count(ARTICLES).await;
        // Of the most frequent ones, the first that not every article names.
        let labels = stage.names("section[aria-label='Who and what'] a", "").await;
        let counted = labels.iter().filter_map(|label| {
            let (name, words) = label.rsplit_once(", ")?;
            Some((name, words.split(' ').next()?.parse::<usize>().ok()?))
        });
        let (name, count) = counted.into_iter().find(|(_, count)| *count < ARTICLES).unwrap();
        stage.click("link", &format!("{name}, {}", articles(count))).await;
        stage.count(count).await;
        assert!(stage.fragment().await.starts_with("#q=entity:"), "{}", stage.fragment().await);
        stage.click("link", &format!("Remove {name}")).await;
        stage.count(ARTICLES).await;
    })
    .await;
}

#[tokio::test]
async fn a_facet_shows_more_of_its_values_and_fewer_again() {
    play(async |stage| {
        stage.open("").await;
        let facet = stage.part("Who and what");
        let more = facet.see("button", "Show more").await.text().await.unwrap();
        let hidden = more.trim_matches(|c: char| !c.is_ascii_digit()).parse::<usize>().unwrap();
        let few = facet.all("link", "").await.len();
        assert!(facet.all("link", "Federica Mogherini").await.is_empty());
        facet.click("button", "Show more").await;
        facet.see("link", "Federica Mogherini, 3 articles").await;
        assert_eq!(facet.all("link", "").await.len(), few + hidden);
        facet.click("button", "Show fewer").await;
        facet.gone("link", "Federica Mogherini").await;
        assert_eq!(facet.all("link", "").await.len(), few);
        // What is chosen stays in sight, however rare.
        facet.click("button", "Show more").await;
        facet.click("link", "Federica Mogherini, 3 articles").await;
        stage.count(3).await;
        facet.click("button", "Show fewer").await;
        facet.gone("button", "Show fewer").await;
        facet.see("link", "Federica Mogherini, 3 articles").await;
    })
    .await;
}

#[tokio::test]
async fn the_order_is_chosen_and_kept_in_the_address() {
    play(async |stage| {
        stage.open("").await;
        stage.count(ARTICLES).await;
        let order = stage.see("combobox", "Order").await;
        order.select_by_label("Oldest first").await.expect("an order is chosen");
        let oldest_first = async |stage: &crate::stage::Stage| {
            let first = stage.headlines().await.into_iter().next();
            first.is_some_and(|first| first.starts_with("Iran and six powers"))
        };
        stage.until("the oldest is first", oldest_first).await;
        assert_eq!(stage.fragment().await, "#sort=oldest");
        // A filter keeps the order, and so does the way back from an article.
        stage.part("Tags").click("link", "snapback, ").await;
        stage.see("link", "Remove tag: snapback").await;
        stage
            .until("the order is kept", async |stage| {
                stage
                    .headlines()
                    .await
                    .first()
                    .is_some_and(|first| first.starts_with("US declares"))
            })
            .await;
        stage.click("link", "US declares UN sanctions").await;
        stage.click("link", "Back to the list").await;
        assert_eq!(stage.fragment().await, "#q=tag:snapback&sort=oldest");
        stage.click("link", "Remove tag: snapback").await;
        stage.until("the oldest is first again", oldest_first).await;
        stage.client.refresh().await.expect("reload");
        stage.until("the oldest is still first", oldest_first).await;
        let order = stage.see("combobox", "Order").await;
        assert_eq!(order.prop("value").await.unwrap().as_deref(), Some("oldest"));
        order.select_by_label("Newest first").await.expect("an order is chosen");
        stage
            .until("the newest is first", async |stage| {
                stage
                    .headlines()
                    .await
                    .first()
                    .is_some_and(|first| first.starts_with("Termination"))
            })
            .await;
        assert_eq!(stage.fragment().await, "");
    })
    .await;
}

#[tokio::test]
async fn the_best_match_is_first_until_somebody_chooses() {
    play(async |stage| {
        stage.open("").await;
        stage.count(ARTICLES).await;
        let order = async |stage: &crate::stage::Stage, word: &str| {
            let chosen = stage.see("combobox", "Order").await.prop("value").await.unwrap();
            chosen.as_deref() == Some(word)
        };
        assert!(order(&stage, "newest").await, "nobody asked for anything yet");
        stage.search("snapback").await;
        stage.until("the best match is first", async |stage| order(stage, "relevance").await).await;
        assert!(stage.headlines().await[0].contains("snapback"), "{:?}", stage.headlines().await);
        stage.address("#q=snapback").await; // nobody chose an order
        let choose = async |name: &str| {
            let select = stage.see("combobox", "Order").await;
            select.select_by_label(name).await.expect("an order is chosen");
        };
        choose("Newest first").await;
        stage
            .until("the choice is in the address", async |stage| {
                stage.fragment().await == "#q=snapback&sort=newest"
            })
            .await;
        // A choice holds for what is asked next.
        stage.search("sanctions").await;
        stage
            .until("it is kept", async |stage| {
                stage.fragment().await == "#q=sanctions&sort=newest" && order(stage, "newest").await
            })
            .await;
        choose("Best match first").await;
        stage
            .until("nothing is chosen again", async |stage| {
                stage.fragment().await == "#q=sanctions"
            })
            .await;
    })
    .await;
}

#[tokio::test]
async fn a_bar_of_the_time_described_narrows_the_list_to_it() {
    play(async |stage| {
        stage.open("").await;
        stage.count(ARTICLES).await;
        let described = stage.part("The time they speak of");
        let before = described.see(".bin", "2018").await.attr("title").await.unwrap();
        let count = before
            .as_ref()
            .and_then(|label| label.rsplit_once(", ")?.1.split(' ').next()?.parse::<usize>().ok());
        let count = count.expect("a bar for 2018");
        assert!((1..ARTICLES).contains(&count), "{before:?}");
        described.click(".bin", "2018").await;
        stage.count(count).await;
        stage.see("link", "Remove about 2018").await;
        assert!(stage.fragment().await.starts_with("#q=about:2018"), "{}", stage.fragment().await);
        // Another bar takes its place; the time of publication is another question.
        stage.part("When they were published").click(".bin", "2025").await;
        stage.see("link", "Remove 2025").await;
        stage.see("link", "Remove about 2018").await;
    })
    .await;
}

#[tokio::test]
async fn another_spelling_is_looked_for_and_said_so() {
    play(async |stage| {
        stage.open("").await;
        stage.count(ARTICLES).await;
        stage.search("enrichmant").await;
        stage.see("status", "No article has “enrichmant”; showing enrichment").await;
        stage.see("mark", "enrichment").await;
        stage.search("enrichment").await;
        stage.gone("status", "No article has").await;
    })
    .await;
}

#[tokio::test]
async fn where_nothing_is_found_the_reader_is_told_what_to_leave_out() {
    play(async |stage| {
        stage.open("#q=snapback+zeppelin+tag:snapback").await;
        stage.see("heading", "Nothing here fits").await;
        let way = stage.see("link", "Without “zeppelin”").await;
        let line = stage.texts(".advice li", "Without “zeppelin”").await;
        let count = line[0].rsplit_once(": ").and_then(|(_, words)| words.split(' ').next());
        let count: usize = count.and_then(|count| count.parse().ok()).expect("a number");
        assert!(count > 0, "{line:?}");
        way.click().await.expect("a click");
        stage.count(count).await;
        assert_eq!(stage.fragment().await, "#q=snapback+tag:snapback");
    })
    .await;
}

#[tokio::test]
async fn a_year_of_the_archive_opens_and_closes_without_narrowing() {
    play(async |stage| {
        stage.open("").await;
        stage.count(ARTICLES).await;
        let archive = stage.part("Date archive");
        assert!(archive.all("link", "September").await.is_empty());
        let year = archive.see("button", "Months of 2025").await;
        // Beside the link, which would narrow the list.
        let press = "const s = arguments[0]; s.focus(); return s.getRootNode().activeElement === s";
        let found = serde_json::to_value(&year).unwrap();
        assert_eq!(stage.run(press, vec![found]).await, json!(true));
        stage.press(&[fantoccini::key::Key::Enter]).await;
        archive.see("link", "September 2025, 2 articles").await;
        stage.count(ARTICLES).await;
        assert_eq!(stage.fragment().await, "");
        // It stays open while the list changes, and the keyboard stays on it.
        stage.press(&[fantoccini::key::Key::Enter]).await;
        archive.gone("link", "September").await;
    })
    .await;
}

/// Adds up how far things jump, as the browser itself reports it, and counts frames.
const SHIFT: &str = r"
    window.shift = 0; window.drawn = 0; window.jumps = [];
    new PerformanceObserver(list => list.getEntries().forEach(entry => {
        const at = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(' ');
        window.shift += entry.value;
        window.jumps.push(entry.sources.map(one => at(one.previousRect) + ' to ' + at(one.currentRect)));
    })).observe({ type: 'layout-shift', buffered: true });
    const count = () => { window.drawn += 1; requestAnimationFrame(count); };
    requestAnimationFrame(count);";

#[tokio::test]
async fn nothing_jumps_while_the_dossier_comes() {
    play(async |stage| {
        let sees = "return PerformanceObserver.supportedEntryTypes.includes('layout-shift')";
        stage.open("").await;
        if stage.run(sees, vec![]).await != json!(true) {
            return left_out("how far the page jumps", "this browser does not report it");
        }
        stage.run_first(SHIFT);
        for width in [1280, 768, 390] {
            stage.width(width).await;
            for (place, heading) in [
                ("", "13 articles"),
                ("#view=chronology", "62 events in 13 articles"),
                ("#article=council-votes", "Two Security Council votes"),
            ] {
                // From elsewhere: another fragment alone would load nothing.
                stage.open("demo.html").await;
                stage.open(&format!("index.html{place}")).await;
                stage.see("heading", heading).await;
                stage
                    .until("what follows is drawn", async |stage| {
                        stage.run("return window.drawn > 20", vec![]).await == json!(true)
                    })
                    .await;
                let shift = stage.run("return window.shift", vec![]).await;
                let jumps = stage.run("return window.jumps", vec![]).await;
                assert!(
                    shift.as_f64().is_some_and(|shift| shift <= 0.02),
                    "{width}{place}: {shift}: {jumps}"
                );
            }
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_typed_while_the_file_is_on_its_way_is_asked_when_it_is_there() {
    play(async |stage| {
        stage.run_first(
            r"const own = window.fetch;
            window.fetch = async (...all) => {
                const reply = await own(...all);
                if (String(all[0].url ?? all[0]).includes('dossier.json')) await new Promise(go => { window.goOn = go; });
                return reply;
            };",
        );
        stage.open("index.html").await;
        stage.search("fordow").await;
        stage
            .until("the file has come, and is held", async |stage| {
                stage.run("return typeof window.goOn", vec![]).await == json!("function")
            })
            .await;
        assert!(stage.headlines().await.is_empty());
        stage.see("status", "What you search for is looked up as soon as it is here.").await;
        stage.run("window.goOn()", vec![]).await;
        stage.until("what was typed is found", async |stage| {
            let rows = stage.headlines().await;
            !rows.is_empty() && rows.len() < ARTICLES
        })
        .await;
    })
    .await;
}
