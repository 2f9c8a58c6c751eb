//! A bundle annotated piece by piece for somebody who shows it meanwhile: what is asked for
//! first is answered first, and what was answered once can be remembered.
//!
//! Answers are small bundles without texts, for `bundle::read_found`. It must not decide
//! who is who across articles: that is `link`'s part.

use crate::annotate::answer::{answer, kept, recalled, template};
use crate::annotate::article::{Annotator, Input};
use crate::annotate::linker::{Linker, folded};
use crate::annotate::texts::{Texts, key};
use crate::bundle::order;
use crate::bundle::{Article, Entity};
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

/// Articles that a bundle in a browser may have: far more than fit.
const MOST: usize = 1 << 24;

/// What was found in one article.
struct Known {
    /// Its marks and events: see `answer`.
    template: String,
    entities: Vec<Entity>,
    /// The article's own ids in order, each with the one that was told last.
    told: Vec<(String, String)>,
}

/// The sitting. It holds what was found in each article, and none of the texts.
pub struct Sitting {
    annotator: Rc<Annotator>,
    /// The bundle's own entities.
    known: Vec<Entity>,
    /// A hash of them.
    known_hash: u64,
    /// By what an article is called.
    found: Vec<Option<Known>>,
    /// Articles that the next answer is about.
    untold: Vec<usize>,
    /// Type and folded name of everything that was told, and its id: what stands in answers
    /// until all articles are known. Not the last word, but the same in every answer.
    names: Texts,
    ids: Vec<String>,
    taken: Texts,
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
        let (mut names, mut taken) = (Texts::default(), Texts::default());
        for (number, entity) in known.iter().enumerate() {
            names.number(name_of(entity), number);
            taken.add(entity.id.as_str());
        }
        Self {
            annotator,
            ids: known.iter().map(|entity| entity.id.clone()).collect(),
            names,
            taken,
            known,
            known_hash,
            found: Vec::new(),
            untold: Vec::new(),
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
        if number >= MOST {
            return;
        }
        if self.found.len() <= number {
            self.found.resize_with(number + 1, || None);
        }
        if let Some(place) = self.found.get_mut(number) {
            *place = Some(Known { template, entities, told: Vec::new() });
        }
        self.untold.push(number);
    }

    /// What was found since the last answer. A name that was told before keeps its id.
    pub fn take(&mut self) -> String {
        let mut entities = Vec::new();
        let untold = std::mem::take(&mut self.untold);
        for number in &untold {
            let Some(Some(known)) = self.found.get_mut(*number) else { continue };
            known.told.clear();
            for entity in &known.entities {
                let number = *self.names.number(name_of(entity), self.ids.len());
                if number == self.ids.len() {
                    let id = free(&entity.id, &mut self.taken);
                    entities.push(Entity { id: id.clone(), ..entity.clone() });
                    self.ids.push(id);
                }
                let id = self.ids.get(number).cloned().unwrap_or_default();
                known.told.push((entity.id.clone(), id));
            }
            in_order(&mut known.told);
        }
        self.answer(&untold, &entities)
    }

    fn answer(&self, articles: &[usize], entities: &[Entity]) -> String {
        let known = articles.iter().filter_map(|number| {
            let known = self.found.get(*number)?.as_ref()?;
            Some((*number, known.template.as_str(), &known.told[..]))
        });
        answer(known, entities)
    }

    /// What is different in earlier answers, now that all articles are known: who is who is
    /// decided as `dateline bundle` does, whatever was asked for first.
    pub fn finish(&mut self) -> String {
        let mut linker = Linker::new(&self.known);
        let own = self.found.iter().flatten().map(|known| known.entities.iter().cloned());
        let nodes: Vec<Vec<(String, usize)>> = own.map(|own| linker.add(own)).collect();
        let (ids, entities) = linker.finish();
        let mut articles = Vec::new();
        let found = self.found.iter_mut().enumerate();
        let found = found.filter_map(|(number, known)| Some((number, known.as_mut()?)));
        for ((number, known), nodes) in found.zip(nodes) {
            let mut told = Vec::with_capacity(nodes.len());
            for (entity, (own, at)) in known.entities.iter().zip(nodes) {
                let id = ids.get(at).cloned().unwrap_or_default();
                let number = *self.names.number(name_of(entity), self.ids.len());
                match self.ids.get_mut(number) {
                    Some(known) => known.clone_from(&id),
                    None => self.ids.push(id.clone()),
                }
                told.push((own, id));
            }
            in_order(&mut told);
            if known.told != told {
                known.told = told;
                articles.push(number);
            }
        }
        self.taken.add_all(entities.iter().map(|entity| &entity.id));
        self.answer(&articles, &entities)
    }
}

/// What makes an entity the same as one of another article, until all are known.
fn name_of(entity: &Entity) -> String {
    key(entity.kind.word(), &folded(&entity.name))
}

fn in_order(ids: &mut [(String, String)]) {
    order::sort_by(ids, |a, b| a.0.cmp(&b.0));
}

/// An id that nobody has, like this one; it is taken now.
fn free(wanted: &str, taken: &mut Texts) -> String {
    let mut id = wanted.to_owned();
    let mut number = 2;
    while !taken.add(id.as_str()) {
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
