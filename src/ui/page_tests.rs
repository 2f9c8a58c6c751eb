//! Pages drawn as plain text: `[words|type]` for a mention, `<words>` for a date, `(…)n`
//! around a piece that tells entry n, `{…→n}` around one of the author's link n,
//! `emphasis:` before an emphasis.

use super::*;
use crate::bundle::{Basis, Block, BlockKind, Cell, Mark, Span, SpanKind, Time, read};
use crate::ui::dated::MOST_TOLD;
use crate::ui::pieces::Maker;

const ITEM: &str = r#"{"items":[{"id":"a","title":"Talks in Vardel","content_text":
 "🗓 The 2018 Vardel Accord held. In August, talks stalled.\n\nLast week they resumed.",
 "_dateline":{"marks":[
  {"id":"t","field":"title","start":9,"end":15,"quote":"Vardel","entity":"vardel"},
  {"id":"accord","start":6,"end":24,"quote":"2018 Vardel Accord","entity":"accord"},
  {"id":"year","start":6,"end":10,"quote":"2018","time":{"value":"2018","basis":"explicit"}},
  {"id":"place","start":11,"end":17,"quote":"Vardel","entity":"vardel"},
  {"id":"august","start":34,"end":40,"quote":"August","by":"x","time":{"value":"2023-08","basis":"nearest-past"}},
  {"id":"week","start":58,"end":67,"quote":"Last week","time":{"basis":"unresolved","rule":"week-1"}}],
 "events":[{"id":"e1","label":"Talks stall","when":"2023-08","evidence":["august"]}]}}],
 "_dateline":{"entities":[{"id":"vardel","type":"place","name":"Vardel"},
  {"id":"accord","type":"agreement","name":"Vardel Accord"}]}}"#;

fn sample() -> Page {
    let reading = read(ITEM).unwrap();
    assert_eq!(reading.faults, []);
    page(&reading.bundle.dateline.entities, &reading.bundle.items[0], &Highlighter::default())
}

/// The pieces of a stretch.
fn stretch(page: &Page, number: usize) -> &[Piece] {
    page.texts().nth(number).unwrap()
}

fn drawn(pieces: &[Piece]) -> String {
    let draw = |piece: &Piece| {
        let words = match &piece.link {
            Link::None => piece.text.clone(),
            Link::Entity { kind, .. } => format!("[{}|{}]", piece.text, kind.word()),
            Link::Time { .. } => format!("<{}>", piece.text),
        };
        let around: String = piece.around.iter().map(|kind| format!("^{}", kind.word())).collect();
        let told: String = piece.told.iter().map(|n| n.to_string()).collect();
        let mut words = words;
        for kind in piece.dress.iter().rev() {
            words = format!("{}:{words}", kind.word());
        }
        if let Some(number) = piece.outward {
            words = format!("{{{words}→{number}}}");
        }
        if told.is_empty() {
            format!("{words}{around}")
        } else {
            format!("({words}{around}){told}")
        }
    };
    pieces.iter().map(draw).collect()
}

#[test]
fn nested_marks_become_pieces_side_by_side() {
    let page = sample();
    assert_eq!(drawn(&page.headline), "Talks in [Vardel|place]");
    assert_eq!(
        drawn(stretch(&page, 0)),
        "(🗓 The )0(<2018>^agreement)0([ |agreement])0([Vardel|place]^agreement)0\
         ([ Accord|agreement])0( held.)0 (In )1(<August>)1(, talks stalled.)1"
    );
    assert_eq!(drawn(stretch(&page, 1)), "(<Last week>)2( they resumed.)2");
}

#[test]
fn the_timeline_has_events_and_uncited_dates_the_undated_last() {
    let page = sample();
    let told: Vec<_> = page
        .dated
        .iter()
        .map(|entry| format!("{}: {} ({})", entry.id, entry.label, entry.words))
        .collect();
    assert_eq!(
        told,
        [
            "~year: 🗓 The 2018 Vardel Accord held. (2018)",
            "e1: Talks stall (August)",
            "~week: Last week they resumed. (Last week)"
        ]
    );
    assert_eq!(page.dated[1].mark.as_deref(), Some("august"));
    assert_eq!(page.dated[2].when, None);
}

#[test]
fn a_date_leads_to_its_entry_and_says_who_made_it() {
    let page = sample();
    let pieces: Vec<&Piece> = page.texts().flatten().collect();
    let entry = |words: &str| {
        pieces.iter().find(|piece| piece.text == words).map(|piece| match &piece.link {
            Link::Time { dated, .. } => (*dated, piece.maker == Maker::Program),
            _ => (None, piece.maker == Maker::Program),
        })
    };
    assert_eq!(entry("2018"), Some((Some(0), false)));
    assert_eq!(entry("August"), Some((Some(1), true)));
    assert_eq!(entry("Last week"), Some((Some(2), false)));
}

#[test]
fn who_is_in_it_counts_the_headline_too() {
    let told: Vec<_> = sample()
        .entities
        .iter()
        .map(|e| format!("{} {} {}", e.kind.word(), e.name, e.count))
        .collect();
    assert_eq!(told, ["place Vardel 2", "agreement Vardel Accord 1"]);
}

#[test]
fn an_article_without_anything_is_a_page_too() {
    let article = Article { id: "only-an-id".into(), ..Article::default() };
    let page = page(&[], &article, &Highlighter::default());
    assert_eq!(drawn(&page.headline), "only-an-id");
    assert!(page.passages.is_empty() && page.dated.is_empty() && page.entities.is_empty());
}

#[test]
fn links_between_text_and_timeline_lead_to_each_other() {
    let page = sample();
    for (at, expected) in [
        ("e1", Some(Place::Text("august".into(), 1))),
        ("august", Some(Place::Entry("e1".into()))),
        ("~year", Some(Place::Text("year".into(), 0))),
        ("year", Some(Place::Entry("~year".into()))),
        ("nowhere", None),
    ] {
        assert_eq!(page.place_of(at), expected, "{at}");
    }
}

#[test]
fn thousands_of_dates_in_one_sentence_stay_readable() {
    const DATES: usize = 3000;
    let text = "2018 ".repeat(DATES);
    let marks: Vec<String> = (0..DATES)
        .map(|n| {
            let (start, end) = (n * 5, n * 5 + 4);
            format!(r#"{{"id":"m{n}","start":{start},"end":{end},"quote":"2018","time":{{"value":"2018"}}}}"#)
        })
        .collect();
    let text = format!(
        r#"{{"items":[{{"id":"a","content_text":"{text}","_dateline":{{"marks":[{}]}}}}]}}"#,
        marks.join(",")
    );
    let reading = read(&text).unwrap();
    let page =
        page(&reading.bundle.dateline.entities, &reading.bundle.items[0], &Highlighter::default());
    assert_eq!(page.dated.len(), DATES);
    let words: String = stretch(&page, 0).iter().map(|piece| piece.text.as_str()).collect();
    assert!(words == reading.bundle.items[0].content_text, "the text is not drawn whole");
    assert!(stretch(&page, 0).iter().all(|piece| piece.told.len() <= MOST_TOLD));
}

/// An article of these blocks: kind, words, and what may be changed about each. Blocks are
/// separated by blank lines, as in a bundle.
fn blocks(parts: &[(BlockKind, &str)], adjust: impl Fn(usize, &mut Block)) -> Article {
    let mut article = Article { id: "a".into(), ..Article::default() };
    for (number, (kind, words)) in parts.iter().enumerate() {
        if !article.content_text.is_empty() && !words.is_empty() {
            article.content_text.push_str("\n\n");
        }
        let start = article.content_text.chars().count();
        article.content_text.push_str(words);
        let end = start + words.chars().count();
        let mut block = Block { kind: *kind, start, end, ..Block::default() };
        adjust(number, &mut block);
        article.dateline.blocks.push(block);
    }
    article
}

fn of(article: &Article) -> Page {
    page(&[], article, &Highlighter::default())
}

fn mark(article: &Article, id: &str, words: &str) -> Mark {
    let at = article.content_text.find(words).unwrap();
    let start = article.content_text[..at].chars().count();
    let end = start + words.chars().count();
    Mark { id: id.into(), start, end, quote: words.into(), ..Mark::default() }
}

fn span(article: &Article, kind: SpanKind, words: &str, href: Option<&str>) -> Span {
    let Mark { start, end, .. } = mark(article, "", words);
    Span { kind, start, end, href: href.map(str::to_owned) }
}

#[test]
fn marks_sentences_and_spans_cross_and_the_text_stays_whole() {
    let words = "🗓 See the Vardel Accord of 2018. It held.";
    let mut article = blocks(&[(BlockKind::Paragraph, words)], |_, _| {});
    article.dateline.marks = vec![
        Mark { entity: Some("accord".into()), ..mark(&article, "m", "Vardel Accord") },
        Mark {
            time: Some(Box::new(Time { value: Some("2018".into()), ..Time::default() })),
            ..mark(&article, "t", "2018")
        },
    ];
    article.dateline.blocks[0].spans = vec![
        span(&article, SpanKind::Link, "the Vardel", Some("https://example.org/accord")),
        span(&article, SpanKind::Emphasis, "Accord of 2018. It", None),
        span(&article, SpanKind::Link, "It held", Some("javascript:alert(1)")),
    ];
    let page = of(&article);
    assert_eq!(
        drawn(stretch(&page, 0)),
        "(🗓 See )0({the →0})0({[Vardel|other]→0})0([ |other])0(emphasis:[Accord|other])0\
         (emphasis: of )0(emphasis:<2018>)0(emphasis:.)0emphasis: It held."
    );
    assert_eq!(page.outward, ["https://example.org/accord"]);
}

#[test]
fn blocks_keep_their_kind_and_a_sentence_ends_with_its_block() {
    let mut article = blocks(
        &[
            (BlockKind::Heading, "In 2018"),
            (BlockKind::Item, "one"),
            (BlockKind::Rule, ""),
            (BlockKind::Table, "When\tWhat\nMay 2019\tTalks"),
            (BlockKind::Figure, "The harbour"),
        ],
        |number, block| match number {
            0 => block.level = Some(3),
            1 => (block.level, block.ordinal) = (Some(2), Some(4)),
            4 => block.src = Some("ftp://example.org/x.png".into()),
            _ => {}
        },
    );
    let dated = |id: &str, words: &str| Mark {
        time: Some(Box::new(Time { basis: Basis::Explicit, ..Time::default() })),
        ..mark(&article, id, words)
    };
    article.dateline.marks = vec![dated("a", "2018"), dated("b", "May 2019")];
    let page = of(&article);
    let labels: Vec<_> = page.dated.iter().map(|entry| entry.label.as_str()).collect();
    assert_eq!(labels, ["In 2018", "May 2019"]);
    assert!(matches!(&page.passages[0], Passage::Heading(3, _)));
    assert!(matches!(&page.passages[1], Passage::Item { level: 2, ordinal: Some(4), .. }));
    assert!(matches!(&page.passages[2], Passage::Rule));
    assert!(
        matches!(&page.passages[3], Passage::Table(rows) if rows.len() == 2 && rows[1].len() == 2)
    );
    assert!(matches!(&page.passages[4], Passage::Figure(figure) if figure.src.is_none()));
}

#[test]
fn a_table_whose_cells_are_not_sound_is_shown_as_it_stands() {
    let cell = |start, end| Cell { start, end, header: false };
    for (rows, sound) in [
        (vec![vec![cell(0, 1), cell(2, 3)], vec![cell(4, 5), cell(6, 7)]], true),
        (vec![vec![cell(0, 1), cell(2, 3)]], false),
        (vec![vec![cell(0, 3), cell(2, 7)]], false),
        (vec![vec![cell(2, 3), cell(0, 1)], vec![cell(4, 7)]], false),
        (vec![vec![cell(0, 1), cell(2, 3)], vec![cell(4, 5), cell(6, 9)]], false),
    ] {
        let mut article =
            blocks(&[(BlockKind::Table, "a\tb\nc\td"), (BlockKind::Paragraph, "end")], |_, _| {});
        article.dateline.blocks[0].rows = rows.clone();
        let page = of(&article);
        assert_eq!(matches!(page.passages[0], Passage::Table(_)), sound, "{rows:?}");
        let told: String = page.texts().flatten().map(|piece| piece.text.as_str()).collect();
        assert_eq!(told.replace(['\t', '\n'], ""), "abcdend", "{rows:?}");
    }
}

#[test]
fn a_long_article_with_marks_and_links_in_many_blocks_is_whole() {
    const BLOCKS: usize = 5000;
    let words = "Ferries sailed from the harbour again on 4 March 2024, ".repeat(4);
    let parts = vec![(BlockKind::Item, words.as_str()); BLOCKS];
    let mut article = blocks(&parts, |_, block| {
        block.spans = vec![Span {
            kind: SpanKind::Link,
            start: block.start,
            end: block.start + 7,
            href: Some("https://example.org".into()),
        }];
    });
    let marks = article.dateline.blocks.iter().enumerate().map(|(n, block)| Mark {
        id: format!("m{n}"),
        start: block.start + 41,
        end: block.start + 53,
        time: Some(Box::new(Time { value: Some("2024-03-04".into()), ..Time::default() })),
        ..Mark::default()
    });
    // And as many that lie over everything: they nest deeper than anybody sees.
    let over = (0..BLOCKS).map(|n| Mark {
        id: format!("o{n}"),
        start: 0,
        end: article.content_text.len() - n,
        entity: Some(format!("e{n}")),
        ..Mark::default()
    });
    article.dateline.marks = over.chain(marks.collect::<Vec<_>>()).collect();
    let page = of(&article);
    assert!(article.content_text.len() > 1_000_000);
    assert_eq!((page.passages.len(), page.outward.len()), (BLOCKS, BLOCKS));
    let told: Vec<String> =
        page.texts().map(|text| text.iter().map(|piece| piece.text.as_str()).collect()).collect();
    assert!(told.iter().all(|told| *told == words), "the text is not drawn whole");
}

#[test]
fn what_was_searched_for_is_painted_across_marks_and_told_on_the_ruler() {
    let text = "Rask came to the old pier. The pier was old.";
    let json = format!(
        r#"{{"items":[{{"id":"a","title":"At the pier","content_text":"{text}","_dateline":{{"marks":[
            {{"start":0,"end":9,"quote":"Rask came","entity":"rask"}}]}}}}]}}"#
    );
    let reading = read(&json).unwrap();
    let page = |q: &str| {
        let sought = Highlighter::new(&crate::archive::Query::parse(q));
        page(&reading.bundle.dateline.entities, &reading.bundle.items[0], &sought)
    };
    let painted = |pieces: &[Piece]| -> Vec<String> {
        pieces.iter().filter(|piece| piece.hit).map(|piece| piece.text.clone()).collect()
    };
    let found = page("pier came");
    let body: Vec<Piece> = found.texts().flatten().cloned().collect();
    assert_eq!(painted(&body), ["came", "pier", "pier"]);
    assert!(matches!(&body[1].link, Link::Entity { id, .. } if id == "rask"), "{body:?}");
    assert_eq!(painted(&found.headline), ["pier"]);
    assert_eq!(found.ruler, [5 * 1000 / 44, 21 * 1000 / 44, 31 * 1000 / 44]);
    assert!(page("-pier").ruler.is_empty());
}
