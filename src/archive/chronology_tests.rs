//! Which events are one, told by cases, and by a plain definition over whole bundles.

use super::*;
use crate::archive::tokens::Tokens;
use crate::bundle::edtf;
use crate::bundle::order::sort_by_key;
use crate::bundle::{Article, Bundle, Event, EventEntity};
use proptest::prelude::{any, prop, prop_assert_eq, proptest};

/// The events of a bundle, in order.
fn events(bundle: &Bundle) -> Events {
    let mut events = Events::default();
    for (place, item) in bundle.items.iter().enumerate() {
        events.put(place, &item.dateline.events);
    }
    events.sort();
    events
}

/// The chronology of some articles, made in steps of this size.
fn in_steps(bundle: &Bundle, wanted: &dyn Fn(usize) -> bool, step: usize) -> Vec<Occasion> {
    let events = events(bundle);
    let mut chronology = Chronology::default();
    while !chronology.step(&events, wanted, step) {}
    let all = chronology.page(&events, 0, usize::MAX);
    assert_eq!(all.len(), chronology.len());
    assert_eq!(
        chronology.page(&events, 1, 2),
        all.iter().skip(1).take(2).cloned().collect::<Vec<_>>()
    );
    all
}

/// Articles as lines of `when label | entities`.
fn bundle(articles: &[&[&str]]) -> Bundle {
    let mut bundle = Bundle::new("");
    for (number, events) in articles.iter().enumerate() {
        let mut article = Article { id: number.to_string(), ..Article::default() };
        for (at, line) in events.iter().enumerate() {
            let (words, entities) = line.split_once(" | ").unwrap();
            let (when, label) = words.split_once(' ').unwrap();
            article.dateline.events.push(Event {
                id: format!("e{at}"),
                label: label.to_owned(),
                when: Some(when.to_owned()).filter(|when| when != "-"),
                entities: entities
                    .split_whitespace()
                    .map(|id| EventEntity::Id(id.to_owned()))
                    .collect(),
                ..Event::default()
            });
        }
        bundle.items.push(article);
    }
    bundle
}

fn drawn(articles: &[&[&str]]) -> Vec<String> {
    let bundle = bundle(articles);
    let source = |source: &Source| format!("{}.{}", source.article, source.event);
    let line =
        |occasion: Occasion| occasion.sources.iter().map(source).collect::<Vec<_>>().join(" ");
    in_steps(&bundle, &|_| true, 1).into_iter().map(line).collect()
}

#[test]
fn one_event_in_many_articles_is_one_occasion() {
    let first: &[&str] =
        &["2024-03-04 Inspectors return to the harbour | nha vardel", "2023-08 Talks stall | nha"];
    let second: &[&str] = &[
        "2024-03-04 Harbour authority sends inspectors | nha vardel norway",
        "2024-03-04 Storm closes the road | vardel",
        "- Something unknown happens | nha",
    ];
    let third: &[&str] = &[
        "2024-03-04 Inspectors of the harbour came back | nha",
        "2024-03-05 Inspectors return to the harbour | nha vardel",
        "2023-08-01/2023-08-31 Stalled talks stall again | nha",
    ];
    assert_eq!(
        drawn(&[first, second, third]),
        ["0.1 2.2", "0.0 1.0 2.0", "1.1", "2.1"],
        "by day, then by article"
    );
}

#[test]
fn a_long_time_makes_nothing_the_same() {
    let a: &[&str] = &["2024 Harbour earns more than before | nha"];
    let b: &[&str] = &["2024 Harbour hires another pilot | nha"];
    let c: &[&str] = &["2024 Harbour earns more than ever before | nha"];
    assert_eq!(drawn(&[a, b, c]), ["0.0 2.0", "1.0"]);
}

#[test]
fn the_same_told_elsewhere_is_found_from_each_side() {
    let bundle = bundle(&[
        &["2024-03-04 Inspectors return to the harbour | nha vardel", "2024-03-09 Rain | a"],
        &["2024-03-04 Inspectors back in harbour | nha vardel", "2024-03-04 Again | nha vardel"],
        &["2024-03-09 Snow | b"],
    ]);
    assert_eq!(elsewhere(&events(&bundle), 0), [(0, Source { article: 1, event: 0 })]);
    let back: Vec<_> =
        elsewhere(&events(&bundle), 1).into_iter().map(|(at, s)| (at, s.article)).collect();
    assert_eq!(back, [(0, 0), (1, 0)]);
    assert_eq!(elsewhere(&events(&bundle), 2), []);
    assert_eq!(elsewhere(&events(&bundle), 9), []);
}

proptest! {
    #[test]
    fn steps_come_to_what_the_definition_says(
        articles in prop::collection::vec(prop::collection::vec(any::<[u8; 4]>(), 0..5), 0..9),
        wanted in any::<[bool; 9]>(),
        step in 1..50_usize,
    ) {
        const WHEN: [&str; 6] = ["2024-03-04", "2024-03", "2024", "../2024", "2024-03-05", "soon"];
        const LABEL: [&str; 6] = [
            "Inspectors return to the harbour", "Harbour inspectors return", "Storm",
            "Inspectors return to the quay again", "of the to a", "Return return harbour of Inspectors",
        ];
        const NAMES: [&str; 6] = ["", "nha", "nha vardel", "vardel norway nha", "nha nha", "norway"];
        let mut bundle = Bundle::new("");
        for events in &articles {
            let event = |numbers: &[u8; 4]| Event {
                when: Some(WHEN[usize::from(numbers[0]) % 6].to_owned()),
                label: LABEL[usize::from(numbers[1]) % 6].to_owned(),
                entities: NAMES[usize::from(numbers[2]) % 6]
                    .split_whitespace()
                    .map(|id| EventEntity::Id(id.to_owned()))
                    .collect(),
                ..Event::default()
            };
            let mut article = Article::default();
            article.dateline.events = events.iter().map(event).collect();
            bundle.items.push(article);
        }
        let places = (0..articles.len()).filter(|place| wanted[*place]);
        prop_assert_eq!(in_steps(&bundle, &|place| wanted[place], step), at_once(&bundle, places));
        for place in 0..articles.len() {
            prop_assert_eq!(elsewhere(&events(&bundle), place), elsewhere_at_once(&bundle, place));
        }
    }
}

#[test]
fn events_that_come_later_take_the_places_of_earlier_ones() {
    let bundle = bundle(&[
        &["2024-03-04 Inspectors return to the harbour | nha vardel"],
        &["2024-03-04 Inspectors are back | nha vardel"],
        &[],
    ]);
    let mut events = events(&bundle);
    let own = |place: usize| &bundle.items[place].dateline.events[..];
    events.put(2, own(0));
    events.put(0, own(2));
    events.put(1, own(1));
    events.sort();
    assert_eq!(elsewhere(&events, 1), [(0, Source { article: 2, event: 0 })]);
    assert_eq!(elsewhere(&events, 0), []);
    let mut chronology = Chronology::default();
    assert!(chronology.step(&events, &|_| true, usize::MAX));
    let sources = &chronology.page(&events, 0, 9)[0].sources;
    assert_eq!(sources.iter().map(|source| source.article).collect::<Vec<_>>(), [1, 2]);
}

// What a chronology is, without steps and numbers.

/// The occasions of some articles (places in the bundle), earliest first; those of the same
/// days by the order of their articles. Events without a known time are left out.
fn at_once(bundle: &Bundle, articles: impl IntoIterator<Item = usize>) -> Vec<Occasion> {
    let mut told: Vec<((DayNumber, DayNumber), Source)> = Vec::new();
    for article in articles {
        let events = bundle.items.get(article).map_or(&[][..], |item| &item.dateline.events);
        for (event, one) in events.iter().enumerate() {
            if let Some(days) = days(one) {
                told.push((days, Source { article, event }));
            }
        }
    }
    sort_by_key(&mut told, |(days, _)| *days); // stable: articles keep their order
    let mut occasions: Vec<Occasion> = Vec::new();
    let mut first = 0; // of the occasions of these days
    for (days, source) in told {
        if occasions.last().is_some_and(|last| last.days != days) {
            first = occasions.len();
        }
        let Some(told) = event(bundle, source) else { continue };
        let open = occasions.get_mut(first..).unwrap_or_default().iter_mut().take(MOST_A_DAY);
        let same = open.into_iter().find(|occasion| {
            let other = occasion.sources.first().and_then(|&source| event(bundle, source));
            other.is_some_and(|other| told_alike(other, told))
        });
        match same {
            Some(occasion) => occasion.sources.push(source),
            None => occasions.push(Occasion { days, sources: vec![source] }),
        }
    }
    occasions
}

/// For the events of one article, in order: which other articles tell the same. Each of
/// those is named once an event.
fn elsewhere_at_once(bundle: &Bundle, article: usize) -> Vec<(usize, Source)> {
    let own = bundle.items.get(article).map_or(&[][..], |item| &item.dateline.events);
    let own: Vec<_> = own.iter().map(|event| (days(event), event)).collect();
    let mut found = Vec::new();
    for (other, item) in bundle.items.iter().enumerate().filter(|(other, _)| *other != article) {
        let mut named = vec![false; own.len()];
        for (number, event) in item.dateline.events.iter().enumerate() {
            // The cheap question first: most events are of other days.
            let Some(days) = days(event) else { continue };
            for (at, (own_days, own)) in own.iter().enumerate() {
                if *own_days == Some(days) && !named[at] && told_alike(own, event) {
                    named[at] = true;
                    found.push((at, Source { article: other, event: number }));
                }
            }
        }
    }
    sort_by_key(&mut found, |(at, source)| (*at, source.article));
    found
}

fn event(bundle: &Bundle, source: Source) -> Option<&Event> {
    bundle.items.get(source.article)?.dateline.events.get(source.event)
}

/// The days of an event whose time is known.
fn days(event: &Event) -> Option<(DayNumber, DayNumber)> {
    let when = edtf::parse(event.when.as_deref()?)?;
    let first = when.first_day().unwrap_or(DayNumber::MIN);
    Some((first, when.last_day().unwrap_or(DayNumber::MAX)))
}

/// True if two events of the same days are one: they share two names, or one name and a
/// third of the words; of more than a month, all names and half the words.
fn told_alike(a: &Event, b: &Event) -> bool {
    const MONTH: i64 = 31;
    let long = days(a).is_none_or(|(first, last)| i64::from(last) - i64::from(first) > MONTH);
    let has = |event: &Event, id: &str| event.entities.iter().any(|entity| entity.id() == id);
    let shared = a.entities.iter().filter(|entity| has(b, entity.id())).count();
    let fewest = a.entities.len().min(b.entities.len());
    if long {
        return shared > 0 && shared == fewest && shared_words(a, b) * 2 >= 1_000;
    }
    shared >= 2
        || shared == 1 && shared_words(a, b) * 3 >= 1_000
        || shared == 0 && shared_words(a, b) >= 800
}

/// How many of the shorter label's words stand in the other, in thousandths; 0 for a label
/// of one word.
fn shared_words(a: &Event, b: &Event) -> usize {
    let words = |event: &Event| {
        let (mut tokens, mut text) = (Tokens::new(&event.label), String::new());
        while let Some((word, _)) = tokens.next() {
            text.push_str(word);
            text.push(' ');
        }
        text
    };
    let (a, b) = (words(a), words(b));
    let (few, many) = if a.len() < b.len() { (&a, &b) } else { (&b, &a) };
    let all: Vec<&str> = many.split_whitespace().collect();
    // “of”, “the”: short words say little.
    let told = few.split_whitespace().filter(|word| word.len() > 3);
    let (mut count, mut shared) = (0, 0);
    for word in told {
        count += 1;
        shared += usize::from(all.contains(&word));
    }
    if count < 2 { 0 } else { shared * 1_000 / count }
}
