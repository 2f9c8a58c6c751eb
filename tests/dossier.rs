//! The sample dossier: sound, varied as promised, and drawn without losing a letter.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails loudly")]

use dateline::archive::ask::Progress;
use dateline::archive::{Engine, Highlighter, Query, Request, published};
use dateline::bundle::blocks::cover;
use dateline::bundle::offsets::Offsets;
use dateline::bundle::{BlockKind, Bundle, Field, OffsetUnit, read};
use dateline::ui::address::{Links, View};
use dateline::ui::figure::Pictures;
use dateline::ui::filters::Unfolded;
use dateline::ui::leaf::{Leaf, Sheet};
use dateline::ui::outline::Node;
use dateline::ui::page::{self, Place};
use dateline::ui::passages::Passage;
use dateline::ui::scene::Scene;
use dateline::ui::{context, filters, masthead, reader, status};
use std::sync::Arc;

fn dossier() -> Bundle {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/public/dossier.json");
    let reading = read(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(reading.faults, [], "the sample must be without fault");
    reading.bundle
}

/// Draws with everything that a query and an open article bring.
fn drawn<T>(bundle: &Bundle, q: &str, article: Option<&str>, draw: impl Fn(&Scene<'_>) -> T) -> T {
    let view = View { q: q.to_owned(), article: article.map(str::to_owned), ..View::default() };
    let query = Query::parse(q);
    let engine = Engine::new(Arc::new(bundle.clone()));
    let answer = engine.answer(&Request { bins: 48, limit: 100, ..Request::new(query.clone()) });
    let links = Links::within();
    let progress = Progress::default();
    let (view, query, answer, links, progress) = (&view, &query, &answer, &links, &progress);
    let choices = Default::default();
    let subject = None;
    draw(&Scene {
        view,
        query,
        answer,
        story: None,
        progress,
        finds: false,
        links,
        choices,
        subject,
        window: &Default::default(),
    })
}

fn is_link(node: &Node) -> bool {
    node.tag == "a"
}

/// The link with these words, and where it leads.
fn target(part: &Node, words: &str) -> String {
    let links = part.all(&|node| is_link(node) && node.words().contains(words));
    let link = links.first().unwrap_or_else(|| panic!("no link “{words}” in {}", part.words()));
    link.attribute("href").unwrap().to_owned()
}

#[test]
fn it_is_as_varied_as_the_readme_says() {
    let bundle = dossier();
    let articles = &bundle.items;
    assert!((10..=14).contains(&articles.len()));
    let years: Vec<i32> = articles.iter().filter_map(|a| Some(published(a)?.date.year)).collect();
    assert_eq!((years.iter().min(), years.iter().max()), (Some(&2015), Some(&2025)));
    assert_eq!(years.len(), articles.len() - 1, "exactly one article is undated");
    for language in ["fr", "fa"] {
        assert!(articles.iter().any(|article| article.language.as_deref() == Some(language)));
    }
    let crossing = articles.iter().flat_map(|article| {
        let marks = article.dateline.marks.iter().filter(|mark| mark.field == Field::Body);
        let marks: Vec<_> = marks.collect();
        let pairs = marks.iter().enumerate().flat_map(|(n, a)| {
            marks[n + 1..].iter().filter(|b| a.start < b.start && b.start < a.end && a.end < b.end)
        });
        pairs.map(|mark| mark.id.clone()).collect::<Vec<_>>()
    });
    assert!(crossing.count() > 0, "no marks cross");
    let astral = articles.iter().any(|article| {
        let text = &article.content_text;
        let emoji = text.chars().position(|c| c.len_utf16() == 2);
        emoji.is_some_and(|at| article.dateline.marks.iter().any(|mark| mark.start > at))
    });
    assert!(astral, "no mark stands behind an emoji");
}

#[test]
fn its_structure_is_sound_and_holds_every_word() {
    let bundle = dossier();
    let mut kinds = Vec::new();
    let mut links = 0;
    for article in &bundle.items {
        let chars: Vec<char> = article.content_text.chars().collect();
        let mut done = 0;
        for block in &article.dateline.blocks {
            let gap: String = chars[done..block.start].iter().collect();
            let expected = if done == 0 { "" } else { "\n\n" };
            assert_eq!(gap, expected, "{} before {}", article.id, block.start);
            let words: String = chars[block.start..block.end].iter().collect();
            assert_eq!(words.trim(), words, "{}", article.id);
            for span in &block.spans {
                assert!(block.start <= span.start && span.start < span.end);
                assert!(span.end <= block.end, "{}: {span:?}", article.id);
                links += usize::from(span.href.is_some());
            }
            let mut cells = Vec::new();
            for row in &block.rows {
                let row = row.iter().map(|cell| chars[cell.start..cell.end].iter().collect());
                cells.push(row.collect::<Vec<String>>().join("\t"));
            }
            if !block.rows.is_empty() {
                assert_eq!(cells.join("\n"), words, "{}", article.id);
            }
            kinds.push(block.kind);
            done = block.end;
        }
        let structured = !article.dateline.blocks.is_empty();
        assert!(!structured || done == chars.len(), "{} is not covered", article.id);
    }
    for kind in [BlockKind::Heading, BlockKind::Quote, BlockKind::Item, BlockKind::Table] {
        assert!(kinds.contains(&kind), "there is no {}", kind.word());
    }
    assert!(links >= 3, "{links} links to sources");
}

#[test]
fn every_article_is_drawn_whole_and_without_links_in_links() {
    let bundle = dossier();
    for article in &bundle.items {
        let page = page::page(&bundle.dateline.entities, article, &Highlighter::default());
        let node = drawn(&bundle, "", Some(&article.id), |scene| {
            let sheet = Sheet { article: article.clone(), page: page.clone(), ..Sheet::default() };
            reader::reader(scene, &Leaf::Here(Box::new(sheet)), &Pictures::default(), false)
        });
        // Block by block: the cells of a table and all that is around them apart.
        let bare = |words: &str| words.replace(['\t', '\n'], "");
        let told: Vec<String> = page.passages.iter().map(words_of).collect();
        let offsets = Offsets::new(&article.content_text);
        let expected: Vec<String> = cover(&article.content_text, &article.dateline.blocks)
            .iter()
            .map(|block| offsets.slice(OffsetUnit::Codepoint, block.start, block.end).unwrap().1)
            .map(bare)
            .collect();
        assert_eq!(told.iter().map(|words| bare(words)).collect::<Vec<_>>(), expected);
        let drawn = bare(&node.words());
        let mut after = drawn.as_str();
        for words in expected {
            let at = after.find(&words).unwrap_or_else(|| panic!("{}: {words}", article.id));
            after = &after[at + words.len()..];
        }
        for link in node.all(&is_link) {
            assert_eq!(link.all(&is_link).len(), 1, "a link in a link: {}", link.words());
        }
    }
}

fn words_of(passage: &Passage) -> String {
    passage.texts().into_iter().flatten().map(|piece| piece.text.as_str()).collect()
}

#[test]
fn every_event_leads_to_its_words_and_every_date_to_its_entry() {
    let bundle = dossier();
    for article in &bundle.items {
        let page = page::page(&bundle.dateline.entities, article, &Highlighter::default());
        for event in &article.dateline.events {
            let place = page.place_of(&event.id).unwrap_or_else(|| panic!("{}", event.id));
            let Place::Text(mark, _) = place else { panic!("{place:?}") };
            assert!(event.evidence.contains(&mark), "{} {}", article.id, event.id);
        }
        let marks = article.dateline.marks.iter();
        for mark in marks.filter(|mark| {
            mark.field == Field::Body && mark.time.is_some() && mark.entity.is_none()
        }) {
            let place = page.place_of(&mark.id);
            assert!(
                matches!(place, Some(Place::Entry(_))),
                "{} {}: {place:?}",
                article.id,
                mark.id
            );
        }
        let panel =
            drawn(&bundle, "", Some(&article.id), |scene| context::context(scene, Some(&page)));
        let entries = panel.all(&|node| node.attribute("data-entry").is_some());
        assert_eq!(entries.len(), page.dated.len());
    }
}

#[test]
fn a_choice_leads_to_what_it_counts_and_a_chosen_one_leads_back() {
    let bundle = dossier();
    let engine = Engine::new(Arc::new(bundle.clone()));
    let panel = |q: &str| {
        drawn(&bundle, q, None, |scene| filters::filters(scene, true, &Unfolded::default()))
    };
    let choices = panel("");
    for choice in choices.all(&|node| is_link(node) && node.words().contains(" article")) {
        let href = choice.attribute("href").unwrap();
        let label = choice.words();
        let answer = engine.answer(&Request::new(Query::parse(&View::from_fragment(href).q)));
        let count = label.rsplit(", ").next().unwrap().split(' ').next().unwrap();
        assert_eq!(answer.total.to_string(), count, "{label}: {href}");
    }
    let narrowed = panel("date:2025-09");
    assert_eq!(target(&narrowed, "Sep"), "#", "a chosen month leads back");
    assert_eq!(target(&narrowed, "2018"), "#q=date:2018", "another year takes its place");
    let open = narrowed.all(&|node| node.attribute("aria-expanded") == Some("true"));
    assert_eq!(open.len(), 1, "the year stands open");
}

#[test]
fn chips_say_what_is_in_force_in_words() {
    let bundle = dossier();
    let q = "deal entity:iran -tag:sanctions date:2015..2018 date:soon";
    let chips = drawn(&bundle, q, None, masthead::chips).unwrap();
    let words: Vec<String> = chips.children.iter().map(|chip| chip.words()).collect();
    assert_eq!(&words[..3], ["Iran", "not tag: sanctions", "2015 to 2018"]);
    assert!(words[3].starts_with("date:soon: "), "{words:?}");
    assert_eq!(target(&chips, "Iran"), "#q=deal+-tag:sanctions+date:2015..2018+date:soon");
}

#[test]
fn a_failure_names_what_where_and_what_to_do() {
    let fault = read("{\"items\": [}").unwrap_err();
    let words = status::failed("x.json", &fault, true, true).words();
    for expected in
        ["x.json", "line 1, column 12", "at /items", "Try again", "Back to what was open"]
    {
        assert!(words.contains(expected), "no “{expected}” in “{words}”");
    }
}
