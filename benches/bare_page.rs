//! The engine for `script/bench --page`: the archive alone, called from a bare page. A module
//! of its own, built with the viewer's profile, so that no byte of it goes into the viewer's.
//! Wiring only.

#[cfg(target_arch = "wasm32")]
#[allow(unreachable_pub, reason = "wasm_bindgen exports public functions only")]
mod exports {
    use dateline::archive::index::{Builder, Index, Key};
    use dateline::archive::{Answer, Hit, Query, QueryField, Request, Sort};
    use dateline::bundle::{self, Bundle, EntityType};
    use serde::Serialize;
    use std::collections::BTreeMap;
    use wasm_bindgen::JsError;
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen]
    extern "C" {
        /// Milliseconds.
        #[wasm_bindgen(js_namespace = performance)]
        fn now() -> f64;
    }

    /// How many hits, and values of each facet, an answer has.
    const TOP: usize = 10;

    /// A bundle, and its index once it was built.
    #[wasm_bindgen]
    pub struct Archive {
        /// The bundle as it came: an index file is held against it.
        bytes: Vec<u8>,
        bundle: Bundle,
        builder: Builder,
        index: Option<Index>,
        /// Months that the archive spans: as many bars as a histogram by month needs.
        months: usize,
    }

    #[wasm_bindgen]
    impl Archive {
        /// Reads a bundle.
        ///
        /// # Errors
        /// If it cannot be read at all.
        pub fn read(bytes: &[u8]) -> Result<Self, JsError> {
            let text = std::str::from_utf8(bytes)?;
            let reading = bundle::read(text).map_err(|fault| JsError::new(&fault.what))?;
            let (bundle, builder) = (reading.bundle, Builder::default());
            Ok(Self { bytes: bytes.to_vec(), bundle, builder, index: None, months: 0 })
        }

        /// Builds the index, with all that is made ready before anything is asked.
        pub fn build(&mut self) {
            self.builder = Builder::of(&self.bundle);
            let mut index = self.builder.index();
            while !index.warm(&self.builder, usize::MAX) {}
            self.open(index);
        }

        fn open(&mut self, mut index: Index) {
            let years = Request { tree: true, ..bare(Query::default()) };
            let years = index.answer(&self.builder, &years, &mut |_, _| Hit::default()).dates.years;
            self.months = match (years.first(), years.last()) {
                (Some(first), Some(last)) => {
                    (last.year - first.year + 1).unsigned_abs() as usize * 12
                }
                _ => 0,
            };
            self.index = Some(index);
        }

        /// Bytes that the index holds, and those that it could be made larger with.
        pub fn index_bytes(&self) -> Vec<f64> {
            let (columns, words) = self.index.as_ref().map_or((0, 0), Index::size);
            vec![(columns + words) as f64, self.builder.size() as f64]
        }

        /// The index as one file, once it was built.
        pub fn save(&self) -> Option<Vec<u8>> {
            Some(self.index.as_ref()?.to_bytes(&self.builder, Key::of(&self.bytes)))
        }

        /// Takes a saved index in place of building one: from then on queries are answered.
        ///
        /// # Errors
        /// If it is not this bundle's.
        pub fn load(&mut self, index: Vec<u8>) -> Result<(), JsError> {
            let key = Key::of(&self.bytes);
            let (builder, index) = Index::from_bytes(index, key).map_err(JsError::new)?;
            self.builder = builder;
            self.open(index);
            Ok(())
        }

        /// Answers a query: JSON with `total`, `ids`, `took` (milliseconds of the engine alone)
        /// and, if wanted, `facets` and `histogram`.
        ///
        /// # Errors
        /// If nothing was built yet.
        pub fn search(&mut self, query: &str, facets: bool) -> Result<String, JsError> {
            let start = now();
            let answer = self.answer(query, facets)?;
            let took = now() - start;
            let reply = Reply::new(&answer, took, facets);
            serde_json::to_string(&reply).map_err(|error| JsError::new(&error.to_string()))
        }

        /// Asks the same many times; milliseconds for all of them.
        ///
        /// # Errors
        /// If nothing was built yet.
        pub fn repeat(&mut self, query: &str, facets: bool, times: u32) -> Result<f64, JsError> {
            let start = now();
            for _ in 0..times {
                std::hint::black_box(self.answer(query, facets)?);
            }
            Ok(now() - start)
        }

        fn answer(&mut self, query: &str, facets: bool) -> Result<Answer, JsError> {
            let index = self.index.as_mut().ok_or_else(|| JsError::new("nothing was built yet"))?;
            let mut request = bare(Query::parse(query));
            if facets {
                request.bins = self.months;
                request.values = TOP;
                // The first ten of each type are wanted, not the first ten of all.
                request.whole.push(QueryField::Entity);
            }
            let items = &self.bundle.items;
            // A harness wants ids and nothing else of an article.
            let id = |place: usize| items.get(place).map_or_else(String::new, |own| own.id.clone());
            let mut row = |article, _: &_| Hit { article, id: id(article), ..Hit::default() };
            Ok(index.answer(&self.builder, &request, &mut row))
        }
    }

    /// Asks for the first hits and their number.
    fn bare(query: Query) -> Request {
        let (sort, limit) = (Sort::Relevance, TOP);
        Request {
            sort,
            limit,
            bins: 0,
            tree: false,
            zeros: false,
            values: 0,
            whole: Vec::new(),
            ..Request::new(query)
        }
    }

    /// An answer in a harness's words.
    #[derive(Serialize)]
    struct Reply<'a> {
        total: usize,
        ids: Vec<&'a str>,
        took: f64,
        #[serde(skip_serializing_if = "Option::is_none")]
        facets: Option<BTreeMap<&'static str, BTreeMap<&'a str, usize>>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        histogram: Option<BTreeMap<String, usize>>,
    }

    impl<'a> Reply<'a> {
        fn new(answer: &'a Answer, took: f64, facets: bool) -> Self {
            let ids = answer.hits.iter().map(|hit| hit.id.as_str()).collect();
            let total = answer.total;
            if !facets {
                return Self { total, ids, took, facets: None, histogram: None };
            }
            let mut histogram = BTreeMap::new();
            for bar in &answer.histogram.bars {
                // `2024-03`, or `2024-03-12` where days fit.
                let mut month = bar.range.to_string();
                month.truncate(7);
                *histogram.entry(month).or_insert(0) += bar.count;
            }
            let of = |kind: EntityType| {
                let values = answer.facets.entity.values.iter();
                let own = values.filter(|value| value.kind == Some(kind) && value.count > 0);
                own.take(TOP).map(|value| (value.label.as_str(), value.count)).collect()
            };
            let tags = answer.facets.tag.values.iter().filter(|value| value.count > 0);
            let facets = BTreeMap::from([
                ("places", of(EntityType::Place)),
                ("people", of(EntityType::Person)),
                ("orgs", of(EntityType::Organisation)),
                ("topics", tags.take(TOP).map(|tag| (tag.label.as_str(), tag.count)).collect()),
            ]);
            Self { total, ids, took, facets: Some(facets), histogram: Some(histogram) }
        }
    }
}

fn main() {}
