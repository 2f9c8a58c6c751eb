//! Blocks drawn as elements, told as `tag(inside)` with text as it is.

use super::*;
use crate::archive::ask::Progress;
use crate::archive::{Answer, Query};
use crate::bundle::EntityType;
use crate::ui::address::{Links, View};
use crate::ui::passages::Figure;

fn plain(words: &str) -> Vec<Piece> {
    vec![Piece { text: words.to_owned(), ..Piece::default() }]
}

fn item(level: u8, ordinal: impl Into<Option<u32>>, words: &str) -> Passage {
    Passage::Item { level, ordinal: ordinal.into(), pieces: plain(words) }
}

fn drawn(passages: Vec<Passage>, outward: &[&str]) -> Vec<Node> {
    let outward = outward.iter().map(|href| (*href).to_owned()).collect();
    let page = Page { passages, outward, ..Page::default() };
    let (view, links) = (View::default(), Links::within());
    let (query, answer, progress) = (Query::default(), Answer::default(), Progress::default());
    let scene = Scene {
        view: &view,
        query: &query,
        answer: &answer,
        story: None,
        progress: &progress,
        finds: false,
        links: &links,
        choices: Default::default(),
        window: &Default::default(),
        subject: None,
    };
    let pictures = Pictures::default();
    let prose = Prose { scene: &scene, article: "a", page: &page, lang: None, pictures: &pictures };
    prose.blocks()
}

/// An element with the attributes that mean something.
fn told(node: &Node) -> String {
    if node.tag.is_empty() {
        return node.text.to_string();
    }
    let attributes: String = ["start", "value", "scope", "role", "href"]
        .iter()
        .filter_map(|name| Some(format!(" {name}={}", node.attribute(name)?)))
        .collect();
    let inside: String = node.children.iter().map(told).collect();
    format!("{}{attributes}({inside})", node.tag)
}

fn all_told(nodes: &[Node]) -> String {
    nodes.iter().map(told).collect::<Vec<_>>().join(" ")
}

#[test]
fn every_kind_of_block_is_the_element_that_says_so() {
    let heading = |level| Passage::Heading(level, plain("x"));
    for (passage, expected) in [
        (Passage::Paragraph(plain("x")), "p(x)"),
        (heading(0), "h3(x)"),
        (heading(2), "h3(x)"),
        (heading(3), "h4(x)"),
        (heading(5), "h6(x)"),
        (heading(255), "h6(x)"),
        (Passage::Quote(plain("x")), "blockquote(p(x))"),
        (item(1, None, "x"), "ul(li(x))"),
        (Passage::Preformatted(plain("a\n  b")), "pre role=group(a\n  b)"),
        (Passage::Rule, "hr()"),
    ] {
        assert_eq!(all_told(&drawn(vec![passage.clone()], &[])), expected, "{passage:?}");
    }
}

#[test]
fn neighbouring_quotes_are_one_and_a_paragraph_parts_them() {
    let quote = |words| Passage::Quote(plain(words));
    let nodes =
        drawn(vec![quote("a"), quote("b"), Passage::Paragraph(plain("c")), quote("d")], &[]);
    assert_eq!(all_told(&nodes), "blockquote(p(a)p(b)) p(c) blockquote(p(d))");
}

#[test]
fn lists_are_rebuilt_from_depths_and_numbers() {
    for (items, expected) in [
        (vec![item(1, None, "a"), item(1, None, "b")], "ul(li(a)li(b))"),
        (
            vec![item(1, None, "a"), item(2, None, "b"), item(2, None, "c"), item(1, None, "d")],
            "ul(li(aul(li(b)li(c)))li(d))",
        ),
        // Numbers that go on say nothing; others are told.
        (vec![item(1, 1, "a"), item(1, 2, "b")], "ol(li(a)li(b))"),
        (
            vec![item(1, 3, "a"), item(1, 4, "b"), item(1, 9, "c")],
            "ol start=3(li(a)li(b)li value=9(c))",
        ),
        (vec![item(1, 0, "a"), item(1, 1, "b")], "ol start=0(li(a)li(b))"),
        // A number goes on after a deeper list.
        (vec![item(1, 1, "a"), item(2, None, "b"), item(1, 2, "c")], "ol(li(aul(li(b)))li(c))"),
        // From dots to numbers on one level: another list, in the same place.
        (vec![item(1, None, "a"), item(1, 1, "b")], "ul(li(a)) ol(li(b))"),
        (
            vec![item(1, None, "a"), item(2, None, "b"), item(2, 1, "c")],
            "ul(li(aul(li(b))ol(li(c))))",
        ),
        // Depths that cannot be are made of what is there.
        (vec![item(2, None, "a"), item(1, None, "b")], "ul(li(a)) ul(li(b))"),
        (
            vec![item(1, None, "a"), item(4, None, "b"), item(2, None, "c")],
            "ul(li(aul(li(b))ul(li(c))))",
        ),
        (vec![item(1, u32::MAX, "a"), item(1, u32::MAX, "b")], "ol start=4294967295(li(a)li(b))"),
    ] {
        assert_eq!(all_told(&drawn(items, &[])), expected);
    }
}

#[test]
fn lists_nest_no_deeper_than_anybody_reads() {
    let items: Vec<Passage> = (0..=255).map(|level| item(level, None, "x")).collect();
    let nodes = drawn(items, &[]);
    assert_eq!(nodes.len(), 1);
    assert_eq!(nodes[0].all(&|node| node.tag == "ul").len(), DEEPEST);
    assert_eq!(nodes[0].all(&|node| node.tag == "li").len(), 256);
}

#[test]
fn a_table_has_headings_of_columns_and_rows() {
    let cell = |header, words| TableCell { header, pieces: plain(words) };
    let rows = vec![
        vec![cell(true, "Who"), cell(true, "Votes")],
        vec![cell(true, "Vardel"), cell(false, "4")],
    ];
    let nodes = drawn(vec![Passage::Table(rows)], &[]);
    assert_eq!(
        all_told(&nodes),
        "div role=region(table(thead(tr(th scope=col(Who)th scope=col(Votes)))\
         tbody(tr(th scope=row(Vardel)td(4)))))"
    );
    assert_eq!(nodes[0].attribute("tabindex"), Some("0"));
    assert_eq!(nodes[0].attribute("aria-label"), Some("Table, 2 rows and 2 columns"));
    let headings = vec![vec![cell(true, "a")], vec![cell(true, "b")]];
    let nodes = drawn(vec![Passage::Table(headings)], &[]);
    assert!(all_told(&nodes).contains("table(tbody(tr(th scope=row(a))"), "{}", all_told(&nodes));
}

#[test]
fn inside_a_link_a_mark_is_drawn_and_leads_nowhere() {
    let mention = |words: &str, outward| Piece {
        text: words.to_owned(),
        link: Link::Entity { id: "v".into(), kind: EntityType::Place, name: "Vardel".into() },
        outward,
        ..Piece::default()
    };
    let linked = |words: &str| Piece { outward: Some(0), ..plain(words).remove(0) };
    let strong = Piece { dress: vec![SpanKind::Strong, SpanKind::Emphasis], ..linked("now") };
    let pieces = vec![mention("Vardel", None), linked("see "), mention("Vardel", Some(0)), strong];
    let nodes = drawn(vec![Passage::Paragraph(pieces)], &["https://example.org/"]);
    assert_eq!(
        all_told(&nodes),
        "p(a href=#q=entity:v(Vardel)a href=https://example.org/(see span(Vardel)strong(em(now))))"
    );
    let inner = nodes[0].all(&|node| node.tag == "span")[0];
    assert_eq!(inner.attribute("class"), Some("mention place"));
    assert_eq!(inner.attribute("aria-description"), Some("Vardel (Place)"));
    let outward = nodes[0].all(&|node| node.attribute("class") == Some("out"))[0];
    assert_eq!(outward.attribute("rel"), Some("noopener noreferrer external"));
    assert_eq!((outward.attribute("target"), outward.attribute("data-go")), (None, None));
}

#[test]
fn a_figure_has_its_caption_with_its_links() {
    let figure = Figure {
        src: Some("https://pictures.example/x.png".into()),
        alt: "Cranes".into(),
        caption: vec![Piece { outward: Some(0), ..plain("Source").remove(0) }],
    };
    let nodes = drawn(vec![Passage::Figure(figure)], &["https://example.org/source"]);
    let all = all_told(&nodes);
    assert!(all.contains("figcaption(a href=https://example.org/source(Source))"), "{all}");
    assert!(!all.contains("img"), "{all}");
}
