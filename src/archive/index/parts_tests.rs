//! An index in parts against the whole one, on generated archives and queries.

use super::*;
use crate::archive::engine::row;
use crate::archive::index::cutting::Measures;
use crate::archive::message::{Answer, Request};
use crate::archive::parse::tests::Random;
use crate::archive::query::Query;
use crate::archive::reference_cases::{archive, query, request};
use crate::bundle::Bundle;
use std::collections::BTreeMap;

const TINY: Measures = Measures { terms: 40, lists: 24, most: 1000, parts: 2, share: 1000 };

/// The parts of an index, by their names.
type Parts = BTreeMap<String, (IndexPart, Vec<u8>)>;

fn cut(index: &Index, builder: &Builder) -> (Vec<u8>, Parts) {
    let mut parts = Parts::new();
    let plan = index.cut(builder, TINY, &mut |part, bytes| {
        assert!(parts.insert(format!("{part:?}"), (part, bytes)).is_none(), "{part:?} once");
        Ok::<_, ()>(())
    });
    (plan.unwrap(), parts)
}

struct Parted {
    index: Index,
    builder: Builder,
    parts: Parts,
    /// How many parts were fetched for the last answer, one after another.
    fetched: usize,
}

impl Parted {
    fn new(plan: &[u8], parts: Parts) -> Self {
        let mut reader = Reader::new(plan);
        let mut index = Index::in_parts(&mut reader).unwrap();
        assert!(reader.rest().is_empty());
        let mut builder = Builder::default();
        assert!(index.give(IndexPart::Columns, &parts["Columns"].1, &mut builder));
        Self { index, builder, parts, fetched: 0 }
    }

    fn answer(&mut self, request: &Request, row: &mut Row<'_>) -> Answer {
        self.fetched = 0;
        loop {
            let answer = self.index.answer(&self.builder, request, row);
            let wanted = self.index.wanted();
            if wanted.is_empty() {
                return answer;
            }
            for part in wanted {
                self.fetched += 1;
                let bytes = &self.parts[&format!("{part:?}")].1;
                assert!(self.index.give(part, bytes, &mut self.builder), "{part:?}");
            }
        }
    }
}

use crate::archive::index::answer::Row;

#[test]
fn an_index_in_parts_answers_as_the_whole_one() {
    let mut random = Random(11);
    let (mut all, mut same, mut starts, mut fetched) = (0, 0, 0, 0);
    for _ in 0..80 {
        let bundle: Bundle = archive(&mut random);
        let mut builder = Builder::of(&bundle);
        let mut whole = builder.index();
        let (plan, parts) = cut(&whole, &builder);
        starts += parts.keys().filter(|name| name.starts_with("Start")).count();
        let mut parted = Parted::new(&plan, parts);
        let order = whole.order.clone();
        for _ in 0..30 {
            let text = query(&mut random, &bundle, 0);
            let request = request(&mut random, Query::parse(&text));
            let language = bundle.language.as_deref();
            let mut of_bundle = |place: usize, highlighter: &_| {
                row(place, &bundle.items[place], language, highlighter)
            };
            let expected = whole.answer(&builder, &request, &mut of_bundle);
            let mut of_part =
                |place: usize, highlighter: &_| of_bundle(order[place] as usize, highlighter);
            let mut answer = parted.answer(&request, &mut of_part);
            fetched += parted.fetched;
            all += 1;
            // Other spellings are looked for in fewer words: that is meant to differ.
            if !expected.spellings.is_empty() || answer.advice != expected.advice {
                continue;
            }
            (answer.articles, answer.searched) = (bundle.items.len(), bundle.items.len());
            assert_eq!(answer, expected, "{text:?} {:?}", request.sort);
            same += 1;
        }
    }
    assert!(same > all * 3 / 4, "{same} of {all}");
    assert!(starts > 100 && fetched > 100, "{starts} {fetched}");
}

#[test]
fn damaged_parts_are_refused() {
    let mut random = Random(5);
    let bundle: Bundle = archive(&mut random);
    let mut builder = Builder::of(&bundle);
    let whole = builder.index();
    let (plan, parts) = cut(&whole, &builder);
    for end in 0..plan.len() {
        Index::in_parts(&mut Reader::new(&plan[..end])); // without a panic
    }
    for (part, bytes) in parts.values() {
        for end in 0..bytes.len() {
            let mut index = Index::in_parts(&mut Reader::new(&plan)).unwrap();
            let mut other = Builder::default();
            let taken = index.give(*part, &bytes[..end], &mut other);
            assert!(!taken || matches!(part, IndexPart::Start(_)), "{part:?} cut off at {end}");
        }
        let mut index = Index::in_parts(&mut Reader::new(&plan)).unwrap();
        assert!(!index.give(*part, &[255; 40], &mut Builder::default()), "{part:?}");
    }
}
