//! Arbitrary sound bundles, as JSON in the form that writing gives it.
//!
//! Made from plain numbers, so that shrinking stays quick: a number means whatever place,
//! word or member it falls on.

use dateline::bundle::{Basis, BlockKind, EntityType, SpanKind};
use proptest::prelude::{Just, Strategy, any, prop, prop_oneof};
use serde_json::{Map, Value, json};
use std::ops::Range;

const DATES: [&str; 10] = [
    "2018",
    "2018-05",
    "2018-05-08",
    "2018-22",
    "2018?",
    "2018-05~",
    "2018-05-08%",
    "2018/2019-06",
    "2018-05/..",
    "../2018-24?",
];

/// Any text without CR, dense in what is hard: astral and combining characters, other
/// directions, joiners, line ends.
pub(crate) fn text(parts: Range<usize>) -> impl Strategy<Value = String> {
    let hard = prop_oneof![
        Just("Vardel"),
        Just(" "),
        Just("\n"),
        Just("\n\n"),
        Just("\t"),
        Just("e\u{301}"),
        Just("🕊\u{fe0f}"),
        Just("𝕏"),
        Just("👩\u{200d}👧"),
        Just("ایران"),
        Just("נמל"),
        Just("\u{202e}"),
        Just("\u{feff}"),
        Just("\"\\"),
    ];
    let part = prop_oneof![
        4 => hard.prop_map(str::to_owned),
        1 => any::<char>().prop_filter("no CR", |c| *c != '\r').prop_map(String::from),
    ];
    prop::collection::vec(part, parts).prop_map(|parts| parts.concat())
}

/// What one article is made of.
#[derive(Clone, Debug)]
struct Seed {
    text: String,
    title: String,
    marks: Vec<[u16; 4]>,
    blocks: Vec<[u16; 4]>,
    events: Vec<[u16; 4]>,
    members: u16,
}

fn seed() -> impl Strategy<Value = Seed> {
    let numbers = |most| prop::collection::vec(any::<[u16; 4]>(), 0..most);
    (text(1..40), text(1..6), numbers(12), numbers(8), numbers(4), any::<u16>()).prop_map(
        |(text, title, marks, blocks, events, members)| Seed {
            text,
            title,
            marks,
            blocks,
            events,
            members,
        },
    )
}

/// A sound bundle of a few articles.
pub(crate) fn bundle() -> impl Strategy<Value = Value> {
    (prop::collection::vec(seed(), 0..4), text(0..4), any::<u16>()).prop_map(
        |(seeds, title, members)| {
            let entities: Vec<Value> =
                EntityType::ALL.iter().take(usize::from(members % 5)).map(entity).collect();
            let items: Vec<Value> =
                seeds.iter().enumerate().map(|(at, seed)| item(seed, at, entities.len())).collect();
            let mut ext = json!({ "format": 1, "offset_unit": "codepoint" });
            if !entities.is_empty() {
                ext["entities"] = entities.into();
            }
            let mut bundle = json!({ "version": "https://jsonfeed.org/version/1.1", "title": title,
                "_dateline": ext, "items": items });
            unknown(&mut bundle, members);
            unknown(&mut bundle["_dateline"], members >> 2);
            bundle
        },
    )
}

/// Members nobody knows, of every kind of value.
fn unknown(object: &mut Value, number: u16) {
    let values = [
        json!(null),
        json!({ "y": [1, -2, 0.5, true], "z": {} }),
        json!("🕊 \u{0} \u{2028}"),
        json!(18_446_744_073_709_551_615_u64),
    ];
    if number.is_multiple_of(3) {
        let value = &values[usize::from(number / 3) % values.len()];
        object["x-more"] = value.clone();
    }
}

fn entity(kind: &EntityType) -> Value {
    json!({ "id": kind.word(), "type": kind.word(), "name": "N", "aliases": ["ن", "N."],
        "same_as": ["https://example.org/n"] })
}

/// One of a list, chosen by a number; none if the list is empty or the number says so.
fn one_of<T: Clone>(list: &[T], number: u16) -> Option<T> {
    list.get(usize::from(number) % (list.len() + 1)).cloned()
}

fn entity_id(number: u16, entities: usize) -> Option<&'static str> {
    one_of(&EntityType::ALL[..entities], number).map(EntityType::word)
}

fn set(object: &mut Value, key: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        object[key] = value.into();
    }
}

fn set_list(object: &mut Value, key: &str, list: Vec<Value>) {
    set(object, key, (!list.is_empty()).then_some(list));
}

fn item(seed: &Seed, at: usize, entities: usize) -> Value {
    let mut ext = Value::Object(Map::new());
    let mut marks: Vec<Value> =
        seed.marks.iter().filter_map(|numbers| mark(*numbers, seed, entities)).collect();
    marks.sort_by_key(|mark| {
        let range = |end: &str| mark[end].as_u64().unwrap();
        (mark.get("field").is_none(), range("start"), std::cmp::Reverse(range("end")))
    });
    for (index, mark) in marks.iter_mut().enumerate() {
        mark["id"] = format!("m{index}").into();
    }
    let events = seed.events.iter().enumerate();
    let events = events.map(|(index, numbers)| event(*numbers, index, marks.len(), entities));
    set_list(&mut ext, "events", events.collect());
    set_list(&mut ext, "marks", marks);
    set_list(&mut ext, "blocks", blocks(&seed.text, &seed.blocks));
    set(&mut ext, "issued", one_of(&DATES, seed.members));
    set(&mut ext, "source", one_of(&["Coast Courier"], seed.members));
    unknown(&mut ext, seed.members);
    let mut item = json!({ "id": format!("a{at}"), "content_text": seed.text });
    if !seed.marks.is_empty() {
        item["title"] = seed.title.as_str().into();
    }
    set(&mut item, "url", one_of(&["https://example.org/1"], seed.members));
    set(&mut item, "date_published", one_of(&["2024-03-12T08:00:00Z", "2024-03-12"], seed.members));
    set_list(&mut item, "tags", one_of(&[json!("ports")], seed.members >> 1).into_iter().collect());
    let author = json!({ "name": "J. Rask", "url": "https://example.org/rask" });
    set_list(&mut item, "authors", one_of(&[author], seed.members >> 2).into_iter().collect());
    if ext != json!({}) {
        item["_dateline"] = ext;
    }
    unknown(&mut item, seed.members >> 3);
    item
}

fn words(chars: &[char]) -> String {
    chars.iter().collect()
}

/// A mark on the words between two places; none if they are the same.
fn mark([a, b, what, more]: [u16; 4], seed: &Seed, entities: usize) -> Option<Value> {
    let in_title = what % 7 == 0;
    let text = if in_title { &seed.title } else { &seed.text };
    let chars: Vec<char> = text.chars().collect();
    let place = |number: u16| usize::from(number) % (chars.len() + 1);
    let (start, end) = (place(a).min(place(b)), place(a).max(place(b)));
    if start == end {
        return None;
    }
    let mut mark = json!({ "start": start, "end": end, "quote": words(&chars[start..end]) });
    if in_title {
        mark["field"] = "title".into();
    }
    set(&mut mark, "entity", entity_id(what, entities));
    if what % 3 == 0 {
        let mut time = json!({ "basis": one_of(&Basis::ALL, more).unwrap_or_default().word() });
        set(&mut time, "value", one_of(&DATES, what));
        set(&mut time, "rule", one_of(&["the March before"], what));
        unknown(&mut time, more);
        mark["time"] = time;
    }
    set(&mut mark, "by", one_of(&["dateline 0.1"], more));
    set(&mut mark, "confidence", one_of(&[0.0, 0.125, 1.0], more));
    unknown(&mut mark, more);
    Some(mark)
}

fn event([a, b, c, what]: [u16; 4], index: usize, marks: usize, entities: usize) -> Value {
    let mut event = json!({ "id": format!("e{index}"), "label": "Vardel 🕊" });
    set(&mut event, "when", one_of(&DATES, what));
    let ids: Vec<Value> = (0..marks).map(|number| format!("m{number}").into()).collect();
    let evidence = [a, b].into_iter().filter_map(|number| one_of(&ids, number));
    set_list(&mut event, "evidence", evidence.collect());
    let mut parts: Vec<Value> = entity_id(a, entities).into_iter().map(Value::from).collect();
    if let Some(id) = entity_id(c, entities) {
        let mut part = json!({ "id": id });
        set(&mut part, "role", one_of(&["where"], what));
        unknown(&mut part, what);
        parts.push(part);
    }
    set_list(&mut event, "entities", parts);
    unknown(&mut event, c);
    event
}

/// Blocks between sorted places, so that they are in order; some gaps stay.
fn blocks(text: &str, numbers: &[[u16; 4]]) -> Vec<Value> {
    let chars: Vec<char> = text.chars().collect();
    let place = |number: u16| usize::from(number) % (chars.len() + 1);
    let mut places: Vec<usize> =
        numbers.iter().flat_map(|numbers| [place(numbers[0]), place(numbers[1])]).collect();
    places.sort_unstable();
    let ranges = places.chunks_exact(2).map(|pair| pair[0]..pair[1]);
    ranges.zip(numbers).map(|(range, numbers)| block(&chars, range, *numbers)).collect()
}

fn block(chars: &[char], range: Range<usize>, [a, b, what, more]: [u16; 4]) -> Value {
    let blank = words(&chars[range.clone()]).trim().is_empty();
    let mut kind = one_of(&BlockKind::ALL, what).unwrap_or_default();
    if kind == BlockKind::Rule && !blank {
        kind = BlockKind::Quote;
    }
    let mut block = json!({ "type": kind.word(), "start": range.start, "end": range.end });
    if kind == BlockKind::Table {
        let middle = range.start + usize::from(more) % (range.len() + 1);
        let cell = json!({ "start": middle, "end": range.end });
        block["rows"] =
            json!([[{ "start": range.start, "end": middle, "header": true }], [], [cell]]);
    }
    set(&mut block, "level", one_of(&[2, 6], what));
    set(&mut block, "ordinal", one_of(&[1, u32::MAX], more));
    set(&mut block, "src", one_of(&["https://example.org/p.png"], more));
    set(&mut block, "alt", one_of(&["A quay"], more));
    let mut spans: Vec<Value> = Vec::new();
    for (from, to) in [(a, b), (b, what), (what, more)] {
        let place = |number: u16| range.start + usize::from(number) % (range.len() + 1);
        let (start, end) = (place(from).min(place(to)), place(from).max(place(to)));
        let kind = one_of(&SpanKind::ALL, from).unwrap_or_default();
        let mut span = json!({ "type": kind.word(), "start": start, "end": end });
        if kind == SpanKind::Link {
            span["href"] = "mailto:desk@example.org".into();
        }
        spans.extend((start < end).then_some(span));
    }
    spans.sort_by_key(|span| (span["start"].as_u64(), std::cmp::Reverse(span["end"].as_u64())));
    set_list(&mut block, "spans", spans);
    unknown(&mut block, more);
    block
}
