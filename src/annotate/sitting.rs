//! A bundle annotated piece by piece for somebody who shows it meanwhile: what is asked for
//! first is answered first, and what was answered once can be remembered.
//!
//! Answers are small bundles without texts, for `bundle::read_found`. It must not decide
//! who is who across articles: that is `link`'s part.

use crate::annotate::answer::{answer, kept, recalled, template};
use crate::annotate::article::{Annotator, Input};
use crate::annotate::link::{Linker, folded};
use crate::bundle::{Article, Entity, EntityType};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// One article that is asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    /// What it is called in the answer: its place in the bundle.
    pub number: usize,
    /// The headline; empty if there is none.
    pub title: &'a str,
    /// The text.
    pub text: &'a str,
    /// When it was issued: an RFC 3339 instant, or EDTF.
    pub issued: Option<&'a str>,
    /// BCP 47 language.
    pub language: Option<&'a str>,
}

/// What was found in one article.
struct Known {
    /// Its marks and events: see `answer`.
    template: String,
    entities: Vec<Entity>,
    /// The ids that were told last, for the article's own ones.
    told: BTreeMap<String, String>,
}

/// The sitting. It holds what was found in each article, and none of the texts.
pub struct Sitting {
    annotator: Rc<Annotator>,
    /// The bundle's own entities.
    known: Vec<Entity>,
    /// A hash of them.
    known_hash: u64,
    found: BTreeMap<usize, Known>,
    /// Articles that the next answer is about.
    untold: Vec<usize>,
    /// The ids of names so far, by type and folded name: what stands in answers until all
    /// articles are known. They are not the last word, but the same in every answer.
    ids: BTreeMap<(EntityType, String), String>,
    taken: BTreeSet<String>,
}

impl Sitting {
    /// For a bundle with these entities. To make an annotator takes a while: one is enough
    /// for all sittings.
    pub fn new(annotator: Rc<Annotator>, known: Vec<Entity>) -> Self {
        let texts = known.iter().flat_map(|entity| {
            let texts = [entity.id.as_str(), entity.kind.word(), entity.name.as_str()];
            // An entity is as long as its aliases: the next one must not begin within it.
            let end = std::iter::once("\u{0}");
            texts.into_iter().chain(entity.aliases.iter().map(String::as_str)).chain(end)
        });
        let known_hash = hash(SEEDS[0], texts);
        let mut ids = BTreeMap::new();
        for entity in &known {
            ids.entry((entity.kind, folded(&entity.name))).or_insert_with(|| entity.id.clone());
        }
        Self {
            annotator,
            taken: known.iter().map(|entity| entity.id.clone()).collect(),
            known,
            known_hash,
            found: BTreeMap::new(),
            untold: Vec::new(),
            ids,
        }
    }

    /// A name for the answer to an article: another one wherever the answer may be another.
    /// `version` names the program with its data.
    pub fn key(&self, version: &str, asked: &Asked<'_>) -> String {
        let known = self.known_hash.to_string();
        let parts = [
            version,
            &known,
            asked.title,
            asked.text,
            asked.issued.unwrap_or("\u{0}"),
            asked.language.unwrap_or("\u{0}"),
        ];
        let [one, other] = SEEDS.map(|seed| hash(seed, parts.into_iter()));
        format!("{one:016x}{other:016x}")
    }

    /// Finds what an article says. The answer is what `recall` takes in its place next time.
    pub fn annotate(&mut self, asked: &Asked<'_>) -> String {
        let input = Input {
            title: asked.title,
            text: asked.text,
            issued: asked.issued,
            language: asked.language,
            known: &self.known,
        };
        let mut written = self.annotator.annotate(&input).write(&input);
        let entities = std::mem::take(&mut written.entities);
        let mut article = Article::default();
        written.put_into(&mut article);
        let template = template(&article.dateline);
        let answer = kept(&template, &entities);
        self.add(asked.number, template, entities);
        answer
    }

    /// Takes what `annotate` answered for the same article before; false if it is not that.
    pub fn recall(&mut self, asked: &Asked<'_>, answer: &str) -> bool {
        let Some((template, entities)) = recalled(answer) else { return false };
        self.add(asked.number, template, entities);
        true
    }

    fn add(&mut self, number: usize, template: String, entities: Vec<Entity>) {
        self.found.insert(number, Known { template, entities, told: BTreeMap::new() });
        self.untold.push(number);
    }

    /// What was found since the last answer. A name that was told before keeps its id.
    pub fn take(&mut self) -> String {
        let mut entities = Vec::new();
        let untold = std::mem::take(&mut self.untold);
        for number in &untold {
            let Some(known) = self.found.get_mut(number) else { continue };
            known.told.clear();
            for entity in &known.entities {
                let name = (entity.kind, folded(&entity.name));
                let id = self.ids.entry(name).or_insert_with(|| {
                    let id = free(&entity.id, &mut self.taken);
                    entities.push(Entity { id: id.clone(), ..entity.clone() });
                    id
                });
                known.told.insert(entity.id.clone(), id.clone());
            }
        }
        self.answer(&untold, &entities)
    }

    fn answer(&self, articles: &[usize], entities: &[Entity]) -> String {
        let known = articles.iter().filter_map(|number| Some((*number, self.found.get(number)?)));
        answer(
            known.map(|(number, known)| (number, known.template.as_str(), &known.told)),
            entities,
        )
    }

    /// What is different in earlier answers, now that all articles are known: who is who is
    /// decided as `dateline bundle` does, whatever was asked for first.
    pub fn finish(&mut self) -> String {
        let mut linker = Linker::new(&self.known);
        let nodes: Vec<Vec<(String, usize)>> =
            self.found.values().map(|known| linker.add(known.entities.iter().cloned())).collect();
        let (ids, entities) = linker.finish();
        let mut articles = Vec::new();
        for ((number, known), nodes) in self.found.iter_mut().zip(nodes) {
            let named = nodes.into_iter().filter_map(|(own, at)| Some((own, ids.get(at)?.clone())));
            let told: BTreeMap<String, String> = named.collect();
            for entity in &known.entities {
                if let Some(id) = told.get(&entity.id) {
                    self.ids.insert((entity.kind, folded(&entity.name)), id.clone());
                }
            }
            if known.told != told {
                known.told = told;
                articles.push(*number);
            }
        }
        self.taken.extend(entities.iter().map(|entity| entity.id.clone()));
        self.answer(&articles, &entities)
    }
}

/// An id that nobody has, like this one; it is taken now.
fn free(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    let mut id = wanted.to_owned();
    let mut number = 2;
    while !taken.insert(id.clone()) {
        id = format!("{wanted}-{number}");
        number += 1;
    }
    id
}

/// Two beginnings for two hashes of 64 bits: nobody should meet a wrong answer by chance.
/// The first is FNV's own, the second its bits turned round.
const SEEDS: [u64; 2] = [0xcbf2_9ce4_8422_2325, !0xcbf2_9ce4_8422_2325];

/// FNV-1a (Fowler, Noll and Vo) over texts, each ended by a byte that UTF-8 does not have.
fn hash<'a>(seed: u64, texts: impl Iterator<Item = &'a str>) -> u64 {
    texts
        .flat_map(|text| text.bytes().chain(std::iter::once(0xff)))
        .fold(seed, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
#[path = "sitting_tests.rs"]
mod tests;
