//! Bundles without marks: names and dates are found in the page, the article on screen
//! first, and nothing moves under the reader.

use crate::stage::{Stage, play, play_expecting};
use serde_json::{Value, json};

const ISSUED: &str = "2024-03-12T08:00:00Z";

/// An article of a feed, with nothing marked.
fn article(id: &str, title: &str, text: &str) -> Value {
    json!({ "id": id, "title": title, "date_published": ISSUED, "content_text": text })
}

fn feed(items: &[Value]) -> String {
    json!({ "version": "https://jsonfeed.org/version/1.1", "title": "Harbour notes",
            "language": "en", "items": items })
    .to_string()
}

/// Articles in this order, each with a date of its own.
fn many(count: usize) -> Vec<Value> {
    (0..count)
        .map(|number| {
            let text = format!(
                "The quay was measured on 4 March {}. Nobody had asked for it, and the \
                 harbour master said so at once.\n\nThe report was read aloud.",
                1000 + number
            );
            article(&format!("a{number}"), &format!("Note n{number}"), &text)
        })
        .collect()
}

/// What the page asked for itself, by the last parts of the addresses.
async fn asked(stage: &Stage) -> Vec<String> {
    let script =
        "return performance.getEntriesByType('resource').map(entry => entry.name.split('/').pop())";
    serde_json::from_value(stage.run(script, vec![]).await).expect("a list of names")
}

/// Lets the scenario see which articles are asked for, in which order, in batches.
const WATCH: &str = r"
    const post = Worker.prototype.postMessage;
    window.batches = [];
    Worker.prototype.postMessage = function (message, ...rest) {
        if (message.do === 'find') window.batches.push(message.articles.map(article => article[0]));
        return post.call(this, message, ...rest);
    };";

/// Opens an address in a page that runs a script before its own.
async fn open_watched(stage: &Stage, address: &str, script: &str) {
    stage.run_first(script);
    stage.open(address).await;
}

#[tokio::test]
async fn a_bundle_with_marks_loads_no_annotator() {
    play(async |stage| {
        stage.open("#article=termination-day").await;
        stage.see("article", "").await;
        stage.see("region", "Timeline").await;
        let asked = asked(&stage).await;
        assert!(asked.iter().all(|name| !name.starts_with("annotat")), "{asked:?}");
        // Marks that came with the file are an editor's: nothing is said of a program.
        assert!(stage.all(".legend", "").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn dates_are_found_in_a_worker_and_lead_to_the_timeline() {
    play(async |stage| {
        let text = "The quay opened on 4 March 2024. Boats came.";
        stage.put("bare.json", &feed(&[article("quay", "Quay opens", text)]));
        stage.open("?src=bare.json#article=quay").await;
        let date = stage.see(".date.machine", "4 March 2024").await;
        let title = date.attr("aria-description").await.unwrap().unwrap();
        assert_eq!(title, "4 March 2024; found by the program");
        stage.see(".legend", "found by the program").await;
        stage.click("link", "4 March 2024").await;
        stage.see(".context a.lit", "4 March 2024").await;
        // The engine knows of it too.
        stage.click("link", "Back to the list").await;
        stage.search("about:2024-03").await;
        stage.count(1).await;
        stage.search("about:2023").await;
        stage.count(0).await;
        // Its module was loaded by the worker, not by the page.
        let asked = asked(&stage).await;
        assert!(asked.contains(&"annotate.js".to_owned()), "{asked:?}");
        assert!(!asked.iter().any(|name| name.starts_with("annotator")), "{asked:?}");
    })
    .await;
}

#[tokio::test]
async fn names_are_found_and_lead_to_the_articles_that_have_them() {
    play(async |stage| {
        let mut items = many(5);
        items.push(article(
            "norway",
            "Boats",
            "Boats came from Norway. Nobody in Norway had sent them.",
        ));
        items.push(article("ice", "Ice", "Norway had ice in the harbours all winter."));
        stage.put("bare.json", &feed(&items));
        stage.open("?src=bare.json#article=norway").await;
        let name = stage.see(".mention.machine.country", "Norway").await;
        let title = name.attr("aria-description").await.unwrap().unwrap();
        assert!(title.starts_with("Norway (Country); found by the program"), "{title}");
        stage.see(".context .choice", "Norway2").await;
        stage.click(".mention.machine", "Norway").await;
        stage.see(".chip", "Norway").await;
        stage.count(2).await;
        assert_eq!(stage.headlines().await, ["Boats", "Ice"]);
    })
    .await;
}

#[tokio::test]
async fn where_no_worker_can_start_the_page_does_it_by_itself() {
    play(async |stage| {
        stage.put("bare.json", &feed(&many(60)));
        open_watched(&stage, "?src=bare.json#article=a7", "delete window.Worker").await;
        stage.see(".date.machine", "4 March 1007").await;
        stage.click("link", "Back to the list").await;
        stage.gone(".finding", "").await;
        stage.search("about:1055").await;
        stage.count(1).await;
        let asked = asked(&stage).await;
        assert!(asked.iter().any(|name| name.starts_with("annotator")), "{asked:?}");
    })
    .await;
}

#[tokio::test]
async fn the_article_on_screen_comes_first_then_the_list_then_the_rest() {
    play(async |stage| {
        // All of one date: the list is in file order, a hundred rows of it are in sight.
        stage.put("many.json", &feed(&many(400)));
        open_watched(&stage, "?src=many.json#article=a350", WATCH).await;
        stage.see(".date.machine", "4 March 1350").await;
        stage
            .until("all were asked for", async |stage| {
                let batches = stage.run("return window.batches.flat().length", vec![]).await;
                batches == json!(400)
            })
            .await;
        let batches = stage.run("return window.batches", vec![]).await;
        let batches: Vec<Vec<usize>> = serde_json::from_value(batches).expect("lists of numbers");
        assert_eq!(batches[0], [350], "alone");
        let rest: Vec<usize> = batches[1..].concat();
        let expected: Vec<usize> = (0..400).filter(|number| *number != 350).collect();
        assert_eq!(rest, expected);
        assert!(batches.len() > 3, "{} batches", batches.len());
    })
    .await;
}

#[tokio::test]
async fn progress_is_told_quietly_and_the_reader_is_not_disturbed() {
    play(async |stage| {
        stage.put("many.json", &feed(&many(3_000)));
        // What was said aloud, and what was shown.
        let watch = r"
            window.told = new Set();
            new MutationObserver(() => {
                const root = document.querySelector('dateline-viewer')?.shadowRoot;
                if (!root || window.seen) return;
                window.seen = new MutationObserver(() => {
                    const line = root.querySelector('.finding');
                    if (line) window.told.add(line.textContent);
                });
                window.seen.observe(root, { childList: true, subtree: true, characterData: true });
            }).observe(document, { childList: true, subtree: true });";
        open_watched(&stage, "?src=many.json", watch).await;
        stage.count(3_000).await;
        // Typing goes on while marks come.
        stage.search("measured quay").await;
        stage.count(3_000).await;
        stage
            .until("progress is told", async |stage| {
                stage.run("return window.told.size > 0", vec![]).await == json!(true)
            })
            .await;
        stage.gone(".finding", "").await;
        let field = stage.see("searchbox", "").await;
        assert_eq!(field.prop("value").await.unwrap().as_deref(), Some("measured quay"));
        let told = stage.run("return [...window.told]", vec![]).await;
        let told: Vec<String> = serde_json::from_value(told).expect("a list of texts");
        assert!(!told.is_empty());
        for line in &told {
            assert!(line.starts_with("Finding names and dates: "), "{line}");
            assert!(line.ends_with(" of 3,000 articles"), "{line}");
        }
        stage.search("about:1999").await;
        stage.count(1).await;
    })
    .await;
}

#[tokio::test]
async fn selection_focus_and_place_stay_when_marks_come() {
    play(async |stage| {
        let text = format!(
            "{}The quay opened on 4 March 2024, and [boats] came.",
            "The harbour is old, and older than the town around it.\n\n".repeat(40)
        );
        let mut bare = article("quay", "Quay opens", &text);
        let at = text.chars().take_while(|c| *c != '[').count();
        // An author's own link, to have the focus.
        let last = text.rfind("\n\n").map_or(0, |end| end + 2);
        let spans = json!([{ "type": "link", "start": at, "end": at + 7, "href": "https://example.org/" }]);
        bare["_dateline"] = json!({ "blocks": [
            { "start": 0, "end": last - 2 }, { "start": last, "end": text.len(), "spans": spans }] });
        stage.put("bare.json", &feed(&[bare]));
        // The answer is held back until the reader has chosen something.
        let hold = r"
            const post = Worker.prototype.postMessage;
            window.held = [];
            Worker.prototype.postMessage = function (message, ...rest) {
                if (message.do === 'find') window.held.push(() => post.call(this, message, ...rest));
                else post.call(this, message, ...rest);
            };";
        open_watched(&stage, "?src=bare.json#article=quay", hold).await;
        stage.see("link", "[boats]").await;
        stage.until("it was asked for", async |stage| {
            stage.run("return window.held.length", vec![]).await == json!(1)
        })
        .await;
        let choose = r"
            const root = document.querySelector('dateline-viewer').shadowRoot;
            const link = root.querySelector('a.out');
            link.scrollIntoView({ block: 'center', behavior: 'instant' });
            link.focus({ preventScroll: true });
            const text = link.previousSibling.firstChild ?? link.previousSibling;
            const from = text.textContent.indexOf('opened');
            const selection = root.getSelection?.() ?? getSelection();
            selection.setBaseAndExtent(text, from, text, text.textContent.indexOf('2024') + 4);
            window.before = [selection.toString(), link.getBoundingClientRect().top];
            return window.before[0];";
        assert_eq!(stage.run(choose, vec![]).await, json!("opened on 4 March 2024"));
        stage.run("window.held[0]()", vec![]).await;
        stage.see(".date.machine", "4 March 2024").await;
        let after = r"
            const root = document.querySelector('dateline-viewer').shadowRoot;
            return [(root.getSelection?.() ?? getSelection()).toString(), root.activeElement.textContent,
                Math.abs(root.querySelector('a.out').getBoundingClientRect().top - window.before[1]) < 2];";
        stage.until("all is as it was", async |stage| {
            stage.run(after, vec![]).await == json!(["opened on 4 March 2024", "[boats]", true])
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn a_second_opening_takes_answers_from_the_cache() {
    play(async |stage| {
        stage.put("bare.json", &feed(&many(50)));
        stage.open("?src=bare.json").await;
        stage.gone(".finding", "").await;
        // The date that a search finds once everything is counted.
        let counted = async |stage: &Stage| {
            stage.search("about:1042").await;
            stage.count(1).await;
        };
        counted(&stage).await;
        let kept = r"
            return new Promise(resolve => {
                const asking = indexedDB.open('dateline-annotator');
                asking.onsuccess = () => {
                    const store = asking.result.transaction('answers').objectStore('answers');
                    store.getAll().onsuccess = ({ target }) => { asking.result.close(); resolve(target.result); };
                };
            });";
        stage.until("all answers are kept", async |stage| {
            stage.run(kept, vec![]).await.as_array().is_some_and(|rows| rows.len() == 50)
        })
        .await;
        // Another answer under the same key: if it is shown, it came from there.
        let forge = r"
            return new Promise(resolve => {
                const asking = indexedDB.open('dateline-annotator');
                asking.onsuccess = () => {
                    const change = asking.result.transaction('answers', 'readwrite');
                    const store = change.objectStore('answers');
                    store.openCursor().onsuccess = ({ target: { result: row } }) => {
                        if (!row) return;
                        const answer = row.value.answer.replaceAll('1042-03-04', '1777-03-04');
                        row.update({ ...row.value, answer });
                        row.continue();
                    };
                    change.oncomplete = () => { asking.result.close(); resolve(); };
                };
            });";
        stage.run(forge, vec![]).await;
        stage.client.goto("about:blank").await.expect("an empty page");
        stage.open("?src=bare.json").await;
        stage.count(50).await;
        stage.search("about:1777").await;
        stage.count(1).await;
        // Another text is another key.
        let mut other = many(50);
        other[42]["title"] = json!("Another headline");
        stage.put("other.json", &feed(&other));
        stage.open("?src=other.json").await;
        stage.count(50).await;
        counted(&stage).await;
    })
    .await;
}

#[tokio::test]
async fn without_a_database_all_works_as_well() {
    play(async |stage| {
        stage.put("bare.json", &feed(&many(3)));
        // In the page, where it can be taken away.
        let bare = "delete window.Worker; Object.defineProperty(window, 'indexedDB', { get() { throw new Error('none'); } })";
        open_watched(&stage, "?src=bare.json#article=a1", bare).await;
        stage.see(".date.machine", "4 March 1001").await;
    })
    .await;
}

#[tokio::test]
async fn an_article_without_a_date_asks_for_one_and_uses_none_unasked() {
    play(async |stage| {
        let mut undated = article("quay", "Quay opens", "The quay opened on Monday. The mole was repaired on 4 March 2024.");
        undated.as_object_mut().expect("an object").remove("date_published");
        stage.put("bare.json", &feed(&[undated]));
        stage.open("?src=bare.json#article=quay").await;
        stage.see(".hint", "Written after 4 March 2024.").await;
        stage.see(".date.unresolved", "Monday").await;
        let supply = r"
            const input = document.querySelector('dateline-viewer').shadowRoot.querySelector('.hint input');
            input.value = arguments[0];
            input.dispatchEvent(new Event('change', { bubbles: true }));";
        stage.run(supply, vec![json!("2024-03-12")]).await;
        stage.see(".hint", "until you leave").await;
        stage.see(".date[aria-description^='11 March 2024']", "Monday").await;
        // Nothing was written into the article: its head says what the file says.
        stage.see(".meta", "Undated").await;
        stage.run(supply, vec![json!("")]).await;
        stage.see(".date.unresolved", "Monday").await;
    })
    .await;
}

#[tokio::test]
async fn a_dated_article_is_counted_from_another_day_where_the_reader_says_so() {
    play(async |stage| {
        let text = "The quay opened last week. The mole was repaired on 4 March 2024.";
        stage.put("bare.json", &feed(&[article("quay", "Quay opens", text)]));
        stage.open("?src=bare.json#article=quay").await;
        stage.see(".date[aria-description^='4–10 March 2024']", "last week").await;
        stage.point_at(".date", "last week").await;
        stage.see(".card .means", "4–10 March 2024").await;
        stage.see(".card .means", "(12 March 2024)").await;
        let supply = r"
            const input = document.querySelector('dateline-viewer').shadowRoot.querySelector('.card input');
            const before = input.value;
            input.value = arguments[0];
            input.dispatchEvent(new Event('change', { bubbles: true }));
            return before;";
        let before = stage.run(supply, vec![json!("2025-03-12")]).await;
        assert_eq!(before, json!("2024-03-12"), "it begins with the article's own");
        stage.see(".date[aria-description^='3–9 March 2025']", "last week").await;
        // What names its year stays, and so does the head of the article.
        stage.see(".date[aria-description^='4 March 2024']", "4 March 2024").await;
        stage.see(".meta", "12 March 2024").await;
    })
    .await;
}

#[tokio::test]
async fn an_annotator_that_is_missing_costs_the_marks_only() {
    play_expecting(&["404", "MIME type", "Loading failed for the module"], async |stage| {
        for file in std::fs::read_dir(&stage.folder).expect("the site").flatten() {
            if file.file_name().to_string_lossy().starts_with("annotator-") {
                std::fs::remove_file(file.path()).expect("a file is removed");
            }
        }
        stage.put("bare.json", &feed(&many(2)));
        stage.open("?src=bare.json").await;
        stage.count(2).await;
        stage.see("status", "Names and dates could not be looked for").await;
        stage.click("link", "Note n1").await;
        stage.see("paragraph", "The report was read aloud.").await;
    })
    .await;
}

#[tokio::test]
async fn two_viewers_of_a_page_share_one_worker_which_ends_with_them() {
    play(async |stage| {
        stage.put("one.json", &feed(&many(5)));
        stage.put("two.json", &feed(&many(9)));
        let watch = r"
            const Own = Worker;
            window.workers = 0; window.ended = 0;
            window.Worker = class extends Own {
                // The archive of each viewer has a worker of its own.
                constructor(url, ...all) {
                    super(url, ...all);
                    this.finds = String(url).endsWith('/annotate.js');
                    window.workers += this.finds;
                }
                terminate() { window.ended += this.finds; super.terminate(); }
            };";
        open_watched(&stage, "demo.html", watch).await;
        let point = "document.querySelectorAll('dateline-viewer').forEach((viewer, index) => {
            viewer.removeAttribute('article');
            viewer.setAttribute('src', ['one.json', 'two.json'][index]);
            viewer.setAttribute('article', ['a4', 'a8'][index]);
        })";
        stage.viewer(0).see("article", "").await;
        stage.run(point, vec![]).await;
        stage.viewer(0).see(".date.machine", "4 March 1004").await;
        stage.viewer(1).see(".date.machine", "4 March 1008").await;
        assert_eq!(stage.run("return [window.workers, window.ended]", vec![]).await, json!([1, 0]));
        stage.run("document.querySelector('dateline-viewer').remove()", vec![]).await;
        stage.viewer(0).see(".date.machine", "4 March 1008").await;
        assert_eq!(stage.run("return window.ended", vec![]).await, json!(0));
        stage.run("document.querySelector('dateline-viewer').remove()", vec![]).await;
        stage
            .until("the worker has ended", async |stage| {
                stage.run("return window.ended", vec![]).await == json!(1)
            })
            .await;
    })
    .await;
}
