//! Pages drawn as plain text: `[words|type]` for a mention, `<words>` for a date, `(…)n`
//! around a piece that tells entry n.

use super::*;
use crate::bundle::read;

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
    page(&reading.bundle, &reading.bundle.items[0])
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
        drawn(&page.paragraphs[0]),
        "(🗓 The )0(<2018>^agreement)0([ |agreement])0([Vardel|place]^agreement)0\
         ([ Accord|agreement])0( held.)0 (In )1(<August>)1(, talks stalled.)1"
    );
    assert_eq!(drawn(&page.paragraphs[1]), "(<Last week>)2( they resumed.)2");
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
    let pieces: Vec<&Piece> = page.paragraphs.iter().flatten().collect();
    let entry = |words: &str| {
        pieces.iter().find(|piece| piece.text == words).map(|piece| match &piece.link {
            Link::Time { dated, .. } => (*dated, piece.machine),
            _ => (None, piece.machine),
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
    let bundle = Bundle::new("T");
    let article = Article { id: "only-an-id".into(), ..Article::default() };
    let page = page(&bundle, &article);
    assert_eq!(drawn(&page.headline), "only-an-id");
    assert!(page.paragraphs.is_empty() && page.dated.is_empty() && page.entities.is_empty());
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
    let page = page(&reading.bundle, &reading.bundle.items[0]);
    assert_eq!(page.dated.len(), DATES);
    let words: String = page.paragraphs[0].iter().map(|piece| piece.text.as_str()).collect();
    assert!(words == reading.bundle.items[0].content_text, "the text is not drawn whole");
    assert!(page.paragraphs[0].iter().all(|piece| piece.told.len() <= MOST_TOLD));
}
