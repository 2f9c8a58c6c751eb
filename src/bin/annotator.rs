//! The third WebAssembly module: what finds names and dates, fetched when a bundle lacks
//! marks. Wiring only.

// Declared here rather than in the library: exports of a program always reach the linker.
#[cfg(target_arch = "wasm32")]
#[allow(unreachable_pub, reason = "wasm_bindgen exports public functions only")]
mod exports {
    use dateline::annotate::Annotator;
    use dateline::annotate::sitting::{self, Asked};
    use dateline::bundle::{Entity, EntityType, Unknown};
    use js_sys::{Array, Uint8Array};
    use std::rc::Rc;
    use wasm_bindgen::prelude::wasm_bindgen;

    thread_local! {
        /// Made when the first bundle is opened.
        static ANNOTATOR: Rc<Annotator> = Rc::new(Annotator::new());
    }

    /// One opened bundle: see `annotate::sitting`. Articles are lists of place in the
    /// bundle, headline, text, issue date and language.
    #[wasm_bindgen]
    pub struct Sitting(sitting::Sitting);

    #[wasm_bindgen]
    impl Sitting {
        /// For a bundle with these entities: lists of id, type, name and other names.
        #[wasm_bindgen(constructor)]
        pub fn new(known: &Array) -> Self {
            let known = known.iter().filter_map(|one| entity(&one.into())).collect();
            Self(sitting::Sitting::new(ANNOTATOR.with(Rc::clone), known))
        }

        /// A name for the answer to an article.
        pub fn key(&self, version: &str, article: &Array) -> String {
            Article::of(article).asked(|asked| self.0.key(version, asked))
        }

        /// Finds what an article says.
        pub fn annotate(&mut self, article: &Array) -> String {
            Article::of(article).asked(|asked| self.0.annotate(asked))
        }

        /// Takes an earlier answer in its place; false if it cannot be read.
        pub fn recall(&mut self, article: &Array, answer: &str) -> bool {
            Article::of(article).asked(|asked| self.0.recall(asked, answer))
        }

        /// What was found since the last answer, in UTF-8.
        pub fn take(&mut self) -> Uint8Array {
            Uint8Array::from(self.0.take().as_bytes())
        }

        /// What is different in earlier answers, now that all articles are known.
        pub fn finish(&mut self) -> Uint8Array {
            Uint8Array::from(self.0.finish().as_bytes())
        }
    }

    /// An article as it was handed over.
    struct Article {
        number: usize,
        texts: [Option<String>; 4],
    }

    impl Article {
        fn of(list: &Array) -> Self {
            let number = list.get(0).as_f64().unwrap_or_default() as usize;
            Self { number, texts: [1, 2, 3, 4].map(|at| list.get(at).as_string()) }
        }

        fn asked<T>(&self, run: impl FnOnce(&Asked<'_>) -> T) -> T {
            let [title, text, issued, language] = self.texts.each_ref().map(Option::as_deref);
            run(&Asked {
                number: self.number,
                title: title.unwrap_or_default(),
                text: text.unwrap_or_default(),
                issued,
                language,
            })
        }
    }

    fn entity(list: &Array) -> Option<Entity> {
        let mut texts = list.iter().filter_map(|text| text.as_string());
        Some(Entity {
            id: texts.next()?,
            kind: EntityType::from_word(&texts.next()?)?,
            name: texts.next()?,
            aliases: texts.collect(),
            same_as: Vec::new(),
            more: Unknown::new(),
        })
    }
}

fn main() {}
