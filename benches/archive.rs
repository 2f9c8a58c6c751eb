//! The archive outside the browser: reading, building, saving and loading its index, and
//! queries of each kind, over a made-up archive. `script/bench native` runs it.
//!
//! It measures and asserts nothing about time. A query finds what it finds in the same archive
//! in every run, so that two runs can be compared.

#![allow(missing_docs, reason = "criterion's macros make items without any")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a measurement may fail loudly")]

#[path = "corpus/mod.rs"]
mod corpus;

use corpus::Corpus;
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use dateline::archive::index::{Builder, Index, Key};
use dateline::archive::{Hit, Query, QueryField, Request, Sort};
use dateline::bundle;
use std::hint::black_box;
use std::time::Duration;

/// How many articles are searched.
const ARTICLES: usize = 100_000;
/// How many are read and indexed: less, as every sample takes them all.
const BUILT: usize = 10_000;

/// Kinds of query, each with one of its kind; the words are the generator's.
const QUERIES: [(&str, &str); 12] = [
    ("everything", ""),
    ("a common word", "\"market\""),
    ("a word and its forms", "market export"),
    ("two words", "harbour \"quota\""),
    ("a phrase", "\"of the\""),
    ("a beginning, one letter", "m"),
    ("a beginning, three letters", "mar"),
    ("two words, the last typed", "harbour qu"),
    ("either word", "storm OR flood"),
    ("a word, not another", "bridge -river"),
    ("a word in a year", "\"market\" date:2004"),
    ("misspelt words", "goverment hospitle"),
];

fn text(articles: usize) -> String {
    let mut bytes = Vec::new();
    Corpus::new(articles).write(&mut bytes).expect("memory takes everything");
    String::from_utf8(bytes).expect("the generator writes UTF-8")
}

fn indexed(text: &str) -> (Builder, Index) {
    let mut builder = Builder::of(&bundle::read(text).expect("a bundle").bundle);
    let mut index = builder.index();
    while !index.warm(&builder, usize::MAX) {}
    (builder, index)
}

fn opening(criterion: &mut Criterion) {
    let text = text(BUILT);
    let bundle = bundle::read(&text).expect("a bundle").bundle;
    let (builder, index) = indexed(&text);
    let key = Key::of(text.as_bytes());
    let saved = index.to_bytes(&builder, key);
    let (columns, words) = index.size();
    eprintln!(
        "{BUILT} articles, {} MB: the index holds {} kB, saved {} kB",
        text.len() / 1_000_000,
        (columns + words) / 1000,
        saved.len() / 1000
    );

    let mut group = criterion.benchmark_group(format!("opening {BUILT} articles"));
    group.sample_size(10).measurement_time(Duration::from_secs(5));
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("reading", |bencher| bencher.iter(|| bundle::read(black_box(&text))));
    group.bench_function("taking in words", |bencher| {
        bencher.iter_with_large_drop(|| Builder::of(&bundle));
    });
    group.bench_function("making the index", |bencher| {
        bencher.iter_batched(
            || Builder::of(&bundle),
            |mut builder| (builder.index(), builder),
            BatchSize::PerIteration,
        );
    });
    group.bench_function("making answers ready", |bencher| {
        bencher.iter_batched(
            || {
                let mut builder = Builder::of(&bundle);
                (builder.index(), builder)
            },
            |(mut index, builder)| {
                while !index.warm(&builder, usize::MAX) {}
                (index, builder)
            },
            BatchSize::PerIteration,
        );
    });
    group.bench_function("saving", |bencher| bencher.iter(|| index.to_bytes(&builder, key)));
    for (name, words) in [("loading", false), ("loading, words unfolded", true)] {
        group.bench_function(name, |bencher| {
            let load = |file| {
                let (builder, mut index) = Index::from_bytes(file, key).expect("its own index");
                while words && !index.unfold_words(usize::MAX) {}
                (builder, index)
            };
            bencher.iter_batched(|| saved.clone(), load, BatchSize::PerIteration);
        });
    }
    group.finish();
}

fn asking(criterion: &mut Criterion) {
    let (builder, mut index) = indexed(&text(ARTICLES));
    let mut row = |article, _: &_| Hit { article, ..Hit::default() };
    let bare = |query: &str| Request {
        sort: Sort::Relevance,
        limit: 10,
        bins: 0,
        tree: false,
        values: 0,
        whole: Vec::new(),
        ..Request::new(Query::parse(query))
    };

    let mut group = criterion.benchmark_group(format!("hits among {ARTICLES} articles"));
    group.sample_size(20).measurement_time(Duration::from_secs(2));
    for (name, query) in QUERIES {
        let request = bare(query);
        let total = index.answer(&builder, &request, &mut row).total;
        group.bench_function(format!("{name} ({total})"), |bencher| {
            bencher.iter(|| index.answer(&builder, black_box(&request), &mut row));
        });
    }
    group.finish();

    let mut group = criterion.benchmark_group(format!("counts of {ARTICLES} articles"));
    group.sample_size(20).measurement_time(Duration::from_secs(2));
    for (name, query) in QUERIES {
        let request = Request { bins: 60, values: 10, whole: vec![QueryField::Tag], ..bare(query) };
        group.bench_function(name, |bencher| {
            bencher.iter(|| index.answer(&builder, black_box(&request), &mut row));
        });
    }
    group.finish();
}

criterion_group!(benches, opening, asking);
criterion_main!(benches);
