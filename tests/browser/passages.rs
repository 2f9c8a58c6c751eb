//! Links to passages, and words that were searched for, in an open article.

use crate::stage::play;
use serde_json::json;

/// What is painted as a passage.
const PAINTED: &str = "return [...(CSS.highlights.get('dateline-passage') ?? [])].map(range => range.toString()).join('|')";
/// Selects these words of the article, as a pointer would.
const SELECT: &str = "const root = document.querySelector('dateline-viewer').shadowRoot;
    const walker = document.createTreeWalker(root.querySelector('.reader article'), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const at = walker.currentNode.data.indexOf(arguments[0]);
      if (at < 0 || !walker.currentNode.parentElement.closest('.prose')) continue;
      const selection = getSelection();
      selection.setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + arguments[0].length);
      return true;
    }
    return false";

#[tokio::test]
async fn selected_words_get_a_link_that_leads_back_to_them() {
    play(async |stage| {
        stage.open("#article=council-votes").await;
        stage.see("heading", "Two Security Council votes").await;
        assert_eq!(stage.run(SELECT, vec![json!("voted for both texts")]).await, json!(true));
        let link = stage.see("link", "Copy link to this passage").await;
        let href = link.attr("href").await.unwrap().unwrap();
        assert!(href.contains("quote=") && href.contains("voted+for+both+texts"), "{href}");
        stage.open("").await;
        stage.count(13).await;
        // WebKit's driver gives it whole.
        stage.open(href.strip_prefix(&stage.home).unwrap_or(&href)).await;
        stage
            .until("the words are painted", async |stage| {
                stage.run(PAINTED, vec![]).await == json!("voted for both texts")
            })
            .await;
        // Somewhere else it is forgotten.
        stage.click("link", "Back to the list").await;
        stage
            .until("nothing is painted", async |stage| {
                stage.run(PAINTED, vec![]).await == json!("")
            })
            .await;
    })
    .await;
}

#[tokio::test]
async fn a_passage_is_found_after_the_text_was_edited_or_said_to_be_gone() {
    play(async |stage| {
        let bundle = |text: &str| {
            json!({ "title": "Notes", "items": [{ "id": "a", "title": "Tide", "content_text": text }] })
                .to_string()
        };
        stage.put("notes.json", &bundle("The pier was old.\n\nIn May the pier was painted. The pier was old."));
        let link = "?src=notes.json#article=a&quote=200,17:The+pier+was+old.";
        stage.open(link).await;
        stage
            .until("the later one is painted", async |stage| {
                stage.run(PAINTED, vec![]).await == json!("The pier was old.")
            })
            .await;
        let top = "const [range] = CSS.highlights.get('dateline-passage'); return range.startOffset";
        assert_ne!(stage.run(top, vec![]).await, json!(0));
        stage.put("edited.json", &bundle("New words before it. The pier  was\nold."));
        stage.open("?src=edited.json#article=a&quote=0,17:The+pier+was+old.").await;
        stage
            .until("it is painted", async |stage| {
                stage.run(PAINTED, vec![]).await.as_str().is_some_and(|own| own.starts_with("The pier"))
            })
            .await;
        // Of words that were edited themselves the longest row that is left is shown.
        stage.open("?src=edited.json#article=a&quote=0,32:Some+words+before+it.+The+pier+was").await;
        stage
            .until("what is left is painted", async |stage| {
                let painted = stage.run(PAINTED, vec![]).await;
                painted.as_str().is_some_and(|own| own.starts_with("words before it. The pier"))
            })
            .await;
        stage.open("?src=edited.json#article=a&quote=0,8:The+quay").await;
        stage.see("[role=status]", "not in this text any more").await;
    })
    .await;
}

#[tokio::test]
async fn what_was_searched_for_is_painted_in_the_article() {
    play(async |stage| {
        stage.open("").await;
        stage.search("votes").await;
        stage.see("mark", "votes").await;
        stage.click("link", "Two Security Council votes").await;
        stage.see("article mark", "votes").await;
        stage.see(".ruler span", "").await;
        assert!(stage.all("article mark", "vote").await.len() > 2, "other forms count");
        stage.open("#article=council-votes").await;
        stage.see("heading", "Two Security Council votes").await;
        stage.gone("article mark", "").await;
    })
    .await;
}

/// A machine with one English voice, which says nothing until it is told to go on.
const VOICE: &str = "window.spoken = [];
    window.SpeechSynthesisUtterance = class { constructor(words) { this.words = words; } };
    speechSynthesis.getVoices = () => [{ localService: true, lang: 'en-GB' }];
    speechSynthesis.speak = own => window.spoken.push(own);
    speechSynthesis.cancel = () => {};
    speechSynthesis.dispatchEvent(new Event('voiceschanged'));";
const ALOUD: &str = "return [...(CSS.highlights.get('dateline-aloud') ?? [])].map(range => range.toString()).join('|')";

#[tokio::test]
async fn an_article_is_read_aloud_sentence_by_sentence_and_goes_on_where_it_stopped() {
    play(async |stage| {
        stage.open("#article=council-votes").await;
        stage.see("heading", "Two Security Council votes").await;
        let has_voice = stage
            .run("return speechSynthesis.getVoices().some(own => own.localService)", vec![])
            .await;
        if has_voice == json!(false) {
            assert!(stage.all("button", "Listen").await.is_empty(), "nobody would hear anything");
        }
        stage.run(VOICE, vec![]).await;
        stage.click("button", "Listen").await;
        let said = async |stage: &crate::stage::Stage| {
            stage.run("return window.spoken.map(own => own.words)", vec![]).await
        };
        let count = async |stage: &crate::stage::Stage, count: usize| {
            stage
                .until("a sentence is said", async |stage| {
                    said(stage).await.as_array().map(Vec::len) == Some(count)
                })
                .await;
        };
        count(&stage, 1).await;
        let heading = said(&stage).await[0].clone();
        assert!(
            heading.as_str().is_some_and(|own| own.starts_with("Two Security Council votes")),
            "{heading}"
        );
        assert_eq!(stage.run(ALOUD, vec![]).await, heading, "it is painted");
        stage.run("window.spoken.at(-1).onend()", vec![]).await;
        count(&stage, 2).await;
        let second = said(&stage).await[1].clone();
        let painted = stage.run(ALOUD, vec![]).await;
        assert_eq!(painted.as_str().map(str::trim), second.as_str().map(str::trim));
        stage.see("button[aria-pressed=true]", "Listen").await;
        stage.click("button", "Listen").await;
        stage.see("button[aria-pressed=false]", "Listen").await;
        assert_eq!(stage.run(ALOUD, vec![]).await, json!(""));
        stage.click("button", "Listen").await;
        count(&stage, 3).await;
        assert_eq!(said(&stage).await[2], second, "where it stopped");
        // Nobody is read to of what is not on screen any more.
        stage.type_on("j").await;
        stage.see("article", "سه کشور اروپایی").await;
        stage.see("button[aria-pressed=false]", "Listen").await;
        assert_eq!(stage.run(ALOUD, vec![]).await, json!(""));
    })
    .await;
}
