//! A bundle annotated piece by piece for somebody who shows it meanwhile: what is asked for
//! first is answered first, and what was answered once can be remembered.
//!
//! Answers are small bundles without texts, for `bundle::read_found`. It must not decide
//! who is who across articles: that is `link`'s part.

use crate::annotate::article::{Annotator, Input};
use crate::bundle::{Article, ArticleExt, Bundle, Entity, read_found};
use std::collections::BTreeMap;

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

/// What one article says, with ids of its own.
struct Known {
    ext: ArticleExt,
    entities: Vec<Entity>,
}

/// The sitting. It holds what was found in each article, and none of the texts.
pub struct Sitting {
    annotator: Annotator,
    /// The bundle's own entities.
    known: Vec<Entity>,
    /// A hash of them.
    known_hash: u64,
    found: BTreeMap<usize, Known>,
    /// Articles that the next answer is about.
    untold: Vec<usize>,
}

impl Sitting {
    /// For a bundle with these entities.
    pub fn new(known: Vec<Entity>) -> Self {
        let texts = known.iter().flat_map(|entity| {
            let texts = [entity.id.as_str(), entity.kind.word(), entity.name.as_str()];
            // An entity is as long as its aliases: the next one must not begin within it.
            let end = std::iter::once("\u{0}");
            texts.into_iter().chain(entity.aliases.iter().map(String::as_str)).chain(end)
        });
        let known_hash = hash(SEEDS[0], texts);
        Self {
            annotator: Annotator::new(),
            known,
            known_hash,
            found: BTreeMap::new(),
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
        let mut article = Article::default();
        let entities = self.annotator.annotate(&input).write(&input).put_into(&mut article);
        let ext = article.dateline;
        let answer = written([(0, ext.clone())], entities.clone());
        self.add(asked.number, ext, entities);
        answer
    }

    /// Takes what `annotate` answered for the same article before; false if it is not that.
    pub fn recall(&mut self, asked: &Asked<'_>, answer: &str) -> bool {
        let article = Article {
            title: Some(asked.title.to_owned()),
            content_text: asked.text.to_owned(),
            ..Article::default()
        };
        let Ok(mut found) = read_found(answer, std::slice::from_ref(&article)) else {
            return false;
        };
        let Some((_, ext)) = found.articles.pop() else { return false };
        self.add(asked.number, ext, found.entities);
        true
    }

    fn add(&mut self, number: usize, ext: ArticleExt, entities: Vec<Entity>) {
        self.found.insert(number, Known { ext, entities });
        self.untold.push(number);
    }

    /// What was found since the last answer, names joined as far as articles are known.
    pub fn take(&mut self) -> String {
        let told = std::mem::take(&mut self.untold);
        let mut entities = Vec::new();
        let mut articles = Vec::new();
        for number in told {
            let Some(known) = self.found.get(&number) else { continue };
            entities.extend(known.entities.iter().cloned());
            articles.push((number, known.ext.clone()));
        }
        written(articles, entities)
    }

    /// What is different in earlier answers, now that all articles are known.
    pub fn finish(&mut self) -> String {
        written([], Vec::new())
    }
}

/// A small bundle in JSON.
fn written(
    articles: impl IntoIterator<Item = (usize, ArticleExt)>,
    entities: Vec<Entity>,
) -> String {
    let mut bundle = Bundle::new("");
    bundle.dateline.entities = entities;
    bundle.items = articles
        .into_iter()
        .map(|(number, dateline)| Article {
            id: number.to_string(),
            dateline,
            ..Article::default()
        })
        .collect();
    // It cannot fail: every member is a text, a number or JSON already.
    serde_json::to_string(&bundle).unwrap_or_default()
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
