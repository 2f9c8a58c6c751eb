//! However reading is cut into steps, it comes to what reading at once does.

use super::*;
use crate::bundle::blocks::Rich;
use crate::bundle::ids;
use crate::bundle::json;
use crate::bundle::model::BundleExt;
use crate::bundle::read::{Reading, entities, read, read_with};
use crate::bundle::read_article::Context;
use proptest::prelude::{Strategy, any, prop, prop_assert, prop_assert_eq, proptest};
use std::cell::Cell;

/// Reads a text as one would who had all of it taken apart at once.
fn at_once(text: &str) -> Result<Reading, Fault> {
    let whole = json::document(text).map_err(|error| refused(text, error))?;
    let report = Report::default();
    let spot = Spot { pointer: String::new(), offset: whole.offset };
    let fatal = |what: &str| Err(Fault::new(Severity::Fatal, what, ""));
    let Some(mut top) = Object::open(whole, spot, &report) else { return fatal("no object") };
    let Some(items) = top.take("items") else { return fatal("no items") };
    if items.kind() != Kind::List {
        return fatal("no list");
    }
    top.without_depths();
    let version = top.text("version").unwrap_or_else(|| JSON_FEED.to_owned());
    if !version.starts_with("https://jsonfeed.org/version/1") {
        top.report.notice(
            &top.at("version"),
            "This is not a version of JSON Feed that this program knows.",
            format!("Write “{JSON_FEED}”; the file was read as that."),
        );
    }
    let title = top.text("title").unwrap_or_else(|| "Untitled".to_owned());
    let value = top.take("_dateline");
    let at = top.at("_dateline");
    let (mut dateline, mut unit, mut extended) =
        (BundleExt::default(), OffsetUnit::Codepoint, true);
    let mut names = Names::default();
    if let Some(value) = value {
        if let Some(object) = Object::open(value, at.clone(), &report) {
            let read = extension(object);
            (dateline, unit, extended) = (read.ext, read.unit, read.known);
        }
        if extended && value.kind() == Kind::Object {
            // Once more, for the entities alone; what is said twice is heard once.
            let silent = Report::default();
            let again = Object::open(value, at.clone(), &silent).unwrap();
            names = entities(again).1;
            let mut object = Object::open(value, at, &silent).unwrap();
            let list: Vec<_> = object.list("entities").collect();
            let mut found = Vec::new();
            let mut places = Vec::new();
            for (index, (spot, value)) in list.into_iter().enumerate() {
                if let Some(one) = Object::open(value, spot.clone(), &report).and_then(entity) {
                    found.push(one);
                    places.push((spot, index));
                }
            }
            ids::settle_all(
                &mut found.iter_mut().map(|one| &mut one.id).zip(places),
                "entity",
                &report,
            );
            dateline.entities = found;
        }
    }
    let context = Context {
        unit,
        html: None,
        wants_html: Cell::new(false),
        extended,
        whole: true,
        entities: &names,
    };
    let (mut articles, mut places) = (Vec::new(), Vec::new());
    for (index, value) in items.elements().enumerate() {
        let spot = Spot { pointer: format!("/items/{index}"), offset: value.offset };
        if value.depth() + 2 >= DEEPEST {
            too_deep(&report, &spot);
        } else if let Some(object) = Object::open(value, spot, &report) {
            places.push((object.at("id"), index));
            articles.push(article(object, &context));
        }
    }
    let mut owners = articles.iter_mut().map(|article| &mut article.id).zip(places);
    ids::settle_all(&mut owners, "item", &report);
    let wants_html = context.wants_html.get();
    let bundle = Bundle {
        version,
        title,
        description: top.text("description"),
        home_page_url: top.text("home_page_url"),
        language: top.text("language"),
        dateline,
        items: articles,
        more: top.rest(),
    };
    let placed = |(fault, offset): (Fault, usize)| fault.in_place(Place::of_offset(text, offset));
    let faults = report.into_faults().into_iter().map(placed).collect();
    Ok(Reading { bundle, faults, wants_html })
}

/// Reads a text in steps of these sizes, again and again.
fn in_steps(text: &str, steps: &[usize]) -> Result<Reading, Fault> {
    let mut reading = Stepwise::foreseeing_html();
    let mut items = Vec::new();
    let mut foreseen = None;
    for (count, bytes) in steps.iter().cycle().enumerate() {
        assert!(count < 1_000_000, "it never ends");
        let before = items.len();
        let done = reading.next(text, *bytes, &mut |mut article, range| {
            // Its slice says it again.
            article.id = text[range].to_owned();
            items.push(article);
        })?;
        if items.len() > before {
            foreseen.get_or_insert(reading.wants_html());
            let head = reading.head().unwrap();
            for item in &mut items[before..] {
                *item = head.article(&item.id).unwrap();
            }
        }
        assert_eq!(reading.len(), items.len());
        if done {
            break;
        }
    }
    for (place, id) in reading.renamed() {
        items[*place].id.clone_from(id);
    }
    for (place, item) in items.iter().enumerate() {
        assert_eq!(reading.place_of(&item.id), Some(place), "{}", item.id);
    }
    let wants_html = reading.wants_html();
    assert!(foreseen.is_none_or(|foreseen| foreseen == wants_html), "it was known in time");
    let entities = &reading.head().unwrap().bundle.dateline.entities;
    for (place, entity) in entities.iter().enumerate() {
        assert_eq!(reading.head().unwrap().names().get(&entity.id), Some(place));
        if let Some(range) = reading.entity(place) {
            let one = format!("{{\"items\":[],\"_dateline\":{{\"entities\":[{}]}}}}", &text[range]);
            assert_eq!(&read(&one).unwrap().bundle.dateline.entities[0], entity);
        }
    }
    let faults = reading.take_faults();
    Ok(Reading { bundle: Bundle { items, ..reading.into_head().bundle }, faults, wants_html })
}

/// Texts of bundles, from sound to odd.
fn bundle() -> impl Strategy<Value = String> {
    const ITEMS: [&str; 18] = [
        r#"{"id":"a","title":"Low tide","content_text":"Rask came."}"#,
        r#"{"id":"a","content_text":"Rask again.\r\nShe left.","_dateline":{"marks":[{"start":0,"end":4,"quote":"Rask","entity":"rask"},{"start":14,"end":17,"quote":"She","entity":"nobody"}]}}"#,
        r#"{"id":"a-2","content_text":"🕊 2018","_dateline":{"marks":[{"id":"m","start":3,"end":7,"quote":"2018","time":{"value":"2018"}}],"events":[{"label":"Tide","when":"2018","evidence":["m","n"]}]}}"#,
        r#"{"content_text":"No id"}"#,
        r#"{"url":"https://example.org/x","content_text":""}"#,
        r#"{"id":7,"content_text":"A number"}"#,
        r#"{"id":"","content_text":"Empty"}"#,
        r#"{"id":"item-1","content_text":"Taken"}"#,
        r#"{"id":"h","content_html":"<p>x"}"#,
        r#"{"id":"h2","content_html":"<p>x","content_text":"x"}"#,
        r#"{"id":"h3","content_html":"<p>x","content_text":""}"#,
        r#"{"id":"h4","content_html":7,"content_text":null}"#,
        r#"{"id":"d","date_published":"soon","tags":["x",1],"authors":[{"name":5},7],"content_text":"x"}"#,
        r#"{"id":"\ud800","title":"Half","content_text":"x","x-more":[1, {"y":null}]}"#,
        "7",
        "null",
        "[]",
        "",
    ];
    const TOP: [&str; 14] = [
        r#""title":"Harbour notes""#,
        r#""title":5"#,
        r#""version":"https://jsonfeed.org/version/1.1""#,
        r#""version":"2""#,
        r#""language":"en""#,
        r#""x-list":[[1],{"items":[{"id":"z"}]}]"#,
        r#""_dateline":{"format":1,"entities":[{"id":"rask","type":"person","name":"Rask"},{"id":"rask","type":"who"},{"name":"x"},7,{"id":"rask-2"}],"x":1}"#,
        r#""_dateline":{"format":2,"entities":[{"id":"rask"}],"offset_unit":"utf8"}"#,
        r#""_dateline":{"offset_unit":"utf16","entities":{}}"#,
        r#""_dateline":[]"#,
        r#""\u0069tems":[{"id":"u","content_text":"Spelled otherwise"}]"#,
        r#""items":[]"#,
        r#""items":null"#,
        r#""items":{"items":[{"id":"q"}]}"#,
    ];
    let item = 0..ITEMS.len() + 1;
    let items = prop::collection::vec(item, 0..8);
    let top = prop::collection::vec(0..TOP.len(), 0..5);
    // Where the list of items stands among the rest, and what is cut out of the whole.
    let cut = (any::<bool>(), any::<prop::sample::Index>(), 0..3_usize, "[\\[\\]{}\",:x1 \n]?");
    (items, top, any::<prop::sample::Index>(), any::<bool>(), cut).prop_map(
        |(items, top, at, spaced, (cuts, place, length, put))| {
            let deep = format!("{{\"id\":\"deep\",\"x\":{}{}}}", "[".repeat(130), "]".repeat(130));
            let items: Vec<&str> = items
                .iter()
                .map(|item| ITEMS.get(*item).copied().unwrap_or(&deep))
                .filter(|item| !item.is_empty())
                .collect();
            let space = if spaced { " \n" } else { "" };
            let mut members: Vec<String> = top.iter().map(|one| TOP[*one].to_owned()).collect();
            let list = format!("\"items\"{space}:[{space}{}]", items.join(&format!("{space},")));
            members.insert(at.index(members.len() + 1), list);
            let mut text = format!("{space}{{{}{space}}}", members.join(","));
            if cuts {
                let start = text.floor_char_boundary(place.index(text.len()));
                let end = text.ceil_char_boundary(start + length).min(text.len());
                text.replace_range(start..end, &put);
            }
            text
        },
    )
}

proptest! {
    #[test]
    fn steps_come_to_what_reading_at_once_does(
        text in bundle(),
        steps in prop::collection::vec(1..400_usize, 1..5),
    ) {
        let (own, steps) = (at_once(&text), in_steps(&text, &steps));
        match (own, steps, read(&text)) {
            (Ok(own), Ok(mut steps), Ok(whole)) => {
                prop_assert_eq!(&own, &whole, "{}", text);
                // Read again from their slices, articles say what they said.
                for (again, article) in steps.bundle.items.iter_mut().zip(&own.bundle.items) {
                    prop_assert_eq!(&*again, article);
                }
                steps.wants_html &= own.wants_html; // an item that is too deep is not read
                prop_assert_eq!(steps, own);
            }
            (Err(own), Err(steps), Err(whole)) => {
                prop_assert_eq!(&steps, &whole);
                prop_assert!(own.pointer.is_none() || own == whole, "{} {}", own, whole);
            }
            (own, steps, whole) => prop_assert!(false, "{text}: {own:?} {steps:?} {whole:?}"),
        }
    }
}

#[test]
fn the_first_articles_come_before_the_last_are_read() {
    let item = |n: usize| format!("{{\"id\":\"a{n}\",\"content_text\":\"{}\"}}", "x".repeat(500));
    let items: Vec<String> = (0..100).map(item).collect();
    // The head is at the end, and still known first.
    let text = format!("{{\"items\":[{}],\"title\":\"Last\"}}", items.join(","));
    let mut reading = Stepwise::foreseeing_html();
    let mut come = Vec::new();
    while come.is_empty() {
        assert!(!reading.next(&text, 1_000, &mut |article, _| come.push(article.id)).unwrap());
    }
    assert_eq!(come, ["a0", "a1"], "about a thousand bytes");
    assert_eq!(reading.head().unwrap().bundle.title, "Last");
    assert!(!reading.is_whole());
    assert_eq!((reading.place_of("a1"), reading.place_of("a2")), (Some(1), None));
    while !reading.next(&text, 1_000, &mut |article, _| come.push(article.id)).unwrap() {}
    assert_eq!((come.len(), reading.place_of("a99")), (100, Some(99)));
}

#[test]
fn html_is_read_where_somebody_can() {
    let text = r#"{"items":[{"id":"h","content_html":"<p>x"}]}"#;
    let reader =
        |html: &str, _: Option<&str>| Rich { text: html.to_uppercase(), ..Rich::default() };
    let reading = read_with(text, reader).unwrap();
    assert_eq!(reading.bundle.items[0].content_text, "<P>X");
    assert!(!reading.wants_html && read(text).unwrap().wants_html);
}
