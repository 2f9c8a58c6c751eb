//! From what the model, the gazetteer and the bundle say of an article to its mentions: which
//! of them wins where they meet, and what kind of thing each names.
//!
//! It must not join mentions; see `join`.

use crate::annotate::names::document::Stretch;
use crate::annotate::names::gazetteer::{Gazetteer, Hit, class};
use crate::annotate::names::tagger::{Model, Sort, Span};
use crate::annotate::names::words::{Casing, Word};
use crate::annotate::tokens::{Shape, Text};
use crate::bundle::order;
use crate::bundle::{EntityType, Field};
use std::ops::Range;

/// One stretch of tokens that names something.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mention {
    /// Which text.
    pub(super) field: Field,
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// Its kind.
    pub(super) kind: EntityType,
    /// What it is in the gazetteer.
    pub(super) known: Option<usize>,
    /// What it is in the bundle's own list.
    pub(super) own: Option<usize>,
    /// What found it.
    pub(super) rule: &'static str,
    /// 0 to 1.
    pub(super) confidence: f32,
}

/// A text with what was seen in it.
pub(super) struct Seen<'a> {
    /// Which text.
    pub(super) field: Field,
    /// The text.
    pub(super) text: &'a Text<'a>,
    /// Its words.
    pub(super) words: &'a [Word],
    /// Its stretches, with scores.
    pub(super) stretches: &'a [Stretch],
}

/// All mentions of a text, in order, none overlapping. `own` are stretches the bundle's
/// entities are named at, with their index and kind, in order. Without a model only what is
/// known by name is found.
pub(super) fn mentions(
    seen: &Seen<'_>,
    own: &[(Range<usize>, usize, EntityType)],
    gazetteer: &Gazetteer,
    model: Option<&Model>,
) -> Vec<Mention> {
    let mut taken = vec![false; seen.words.len()];
    let mut found: Vec<Mention> = Vec::new();
    let mut add = |mention: Mention| {
        let Some(free) = taken.get_mut(mention.tokens.clone()).filter(|t| !t.contains(&true))
        else {
            return;
        };
        free.fill(true);
        found.push(mention);
    };
    for (tokens, index, kind) in own {
        add(Mention {
            field: seen.field,
            tokens: tokens.clone(),
            kind: *kind,
            known: None,
            own: Some(*index),
            rule: "bundle",
            confidence: 1.0,
        });
    }
    let hits = hits(seen, gazetteer);
    for (at, hit) in &hits {
        let kind = match hit.class & (class::AGREEMENT | class::EVENT | class::PRODUCT) {
            class::AGREEMENT => EntityType::Agreement,
            class::EVENT => EntityType::Event,
            class::PRODUCT => EntityType::Product,
            _ => continue,
        };
        add(seen.mention(*at..at + hit.length, kind, hit.known, "known", 0.95));
    }
    for tokens in pacts(seen, gazetteer) {
        add(seen.mention(tokens, EntityType::Agreement, None, "pattern", 0.85));
    }
    // “Bosnia and Herzegovina”: known in full, however the model would part it.
    for (at, hit) in &hits {
        let tokens = *at..at + hit.length;
        let places = class::COUNTRY | class::PLACE | class::CITY;
        let long = hit.length > 2 && hit.class & places != 0 && hit.class & !places == 0;
        if let (true, Some(known)) = (long && !seen.beside(&tokens), hit.known)
            && let Some(kind) = gazetteer.known(known).map(|known| known.kind)
        {
            add(seen.mention(tokens, kind, hit.known, "known", 0.95));
        }
    }
    for stretch in seen.stretches {
        let spans = model.map(|model| model.spans(&stretch.scores));
        for span in spans.unwrap_or_default() {
            if let Some(mention) = seen.judged(stretch.chunk.start, span, gazetteer) {
                add(mention);
            }
        }
    }
    for (at, hit) in &hits {
        let tokens = *at..at + hit.length;
        let word = &seen.words[*at];
        let plain = hit.class & (class::GROUP | class::PLACE | class::ORGANISATION) == 0;
        let sure = hit.length > 1 || gazetteer.class_of(word) & (class::COMMON | class::GIVEN) == 0;
        if hit.class & class::PEOPLE != 0 {
            add(seen.mention(tokens, EntityType::Group, None, "known", 0.7));
        } else if hit.class & class::COUNTRY != 0 && plain && sure && !seen.beside(&tokens) {
            add(seen.mention(tokens, EntityType::Country, hit.known, "known", 0.6));
        } else if hit.class & class::PERSON != 0 && !(word.opens || seen.beside(&tokens)) {
            add(seen.mention(tokens, EntityType::Person, hit.known, "known", 0.6));
        } else if hit.class == class::ORGANISATION
            && hit.known.is_some()
            && word.all_caps
            && word.casing == Casing::Prose
            && !seen.beside(&tokens)
        {
            add(seen.mention(tokens, EntityType::Organisation, hit.known, "known", 0.6));
        } else if let (None, Some(known)) = (model, hit.known)
            && sure
            && let Some(kind) = gazetteer.known(known).map(|known| known.kind)
        {
            add(seen.mention(tokens, kind, hit.known, "known", 0.6));
        }
    }
    order::sort_by_key(&mut found, |mention| mention.tokens.start);
    found.dedup_by(|next, before| seen.is_surname(before, next, gazetteer));
    found
}

impl Seen<'_> {
    fn mention(
        &self,
        tokens: Range<usize>,
        kind: EntityType,
        known: Option<usize>,
        rule: &'static str,
        confidence: f32,
    ) -> Mention {
        Mention { field: self.field, tokens, kind, known, own: None, rule, confidence }
    }

    /// True if a capital stands directly before or after: a part of some longer name.
    fn beside(&self, tokens: &Range<usize>) -> bool {
        let capital =
            |at: usize| self.words.get(at).is_some_and(|word| word.capital && !word.opens);
        self.words.get(tokens.start).is_some_and(|word| word.casing == Casing::Prose)
            && (tokens.start.checked_sub(1).is_some_and(capital) || capital(tokens.end))
    }

    /// A name the model found, with titles cut off and the gazetteer asked for its kind.
    fn judged(&self, from: usize, span: Span, gazetteer: &Gazetteer) -> Option<Mention> {
        let mut tokens = from + span.start..from + span.end;
        let words = self.words.get(..tokens.end)?;
        let hit_at = |at: usize| gazetteer.hit(words, at);
        if span.sort == Sort::Person {
            while let Some(title) = hit_at(tokens.start).filter(|hit| hit.class & class::TITLE != 0)
            {
                if tokens.start + title.length >= tokens.end {
                    break;
                }
                tokens.start += title.length;
            }
        }
        while tokens.len() > 1 && !self.words[tokens.end - 1].word && !self.closes(tokens.end - 1) {
            tokens.end -= 1;
        }
        let whole = hit_at(tokens.start).filter(|hit| hit.length == tokens.len());
        let class = whole.map_or(0, |hit| hit.class);
        let known = whole.and_then(|hit| hit.known);
        let real = class & (class::COUNTRY | class::PLACE | class::ORGANISATION | class::CITY);
        let people = class & class::GROUP != 0 && real == 0;
        let sure = span.confidence > 0.75;
        let kind = match span.sort {
            _ if class & (class::CALENDAR | class::NEVER) != 0 => return None,
            Sort::Organisation if self.is_office(&tokens, gazetteer) => return None,
            _ if self.within_title(&tokens, gazetteer) => return None,
            Sort::Person if self.in_title(&tokens, gazetteer) => return None,
            Sort::Person if class & (class::TITLE | class::GROUP) != 0 && !sure => return None,
            Sort::Person if class & class::COUNTRY != 0 && !sure => EntityType::Country,
            Sort::Person => EntityType::Person,
            _ if class & class::PEOPLE != 0 && real == 0 => EntityType::Group,
            _ if people => return None,
            _ if class & class::COUNTRY != 0 => EntityType::Country,
            // Known phrases of several words are seldom anything else.
            _ if tokens.len() > 1 && real == class::PLACE => EntityType::Place,
            _ if tokens.len() > 1 && real == class::ORGANISATION => EntityType::Organisation,
            Sort::Place if class & class::ORGANISATION != 0 && real == class::ORGANISATION => {
                EntityType::Organisation
            }
            Sort::Place => EntityType::Place,
            Sort::Organisation if self.is_pact(&tokens, gazetteer) => EntityType::Agreement,
            Sort::Organisation => EntityType::Organisation,
            Sort::Other if self.is_pact(&tokens, gazetteer) => EntityType::Agreement,
            Sort::Other if sure => EntityType::Other,
            Sort::Other => return None,
        };
        // A team that is called like a town is not that town.
        let known = known.filter(|&known| gazetteer.known(known).is_some_and(|k| k.kind == kind));
        Some(self.mention(tokens, kind, known, "model", span.confidence))
    }

    /// A dot that belongs to a name: after one letter or an abbreviation.
    fn closes(&self, at: usize) -> bool {
        let glued = self.text.tokens.get(at).is_some_and(|token| token.glued);
        glued
            && self.text.word(at) == "."
            && at.checked_sub(1).is_some_and(|at| self.words[at].all_caps)
    }

    /// A part of a longer title: the first word of "Prime Minister".
    fn in_title(&self, tokens: &Range<usize>, gazetteer: &Gazetteer) -> bool {
        gazetteer
            .hit(self.words, tokens.start)
            .is_some_and(|hit| hit.class & class::TITLE != 0 && hit.length > tokens.len())
    }

    /// A country directly after a given name is a surname: "Michael Jordan". The two become one
    /// person.
    fn is_surname(&self, before: &mut Mention, next: &Mention, gazetteer: &Gazetteer) -> bool {
        let given = |at: usize| gazetteer.class_of(&self.words[at]) & class::GIVEN != 0;
        let one = before.kind == EntityType::Person
            && before.tokens.end == next.tokens.start
            && (before.tokens.len(), next.tokens.len()) == (1, 1)
            && next.kind == EntityType::Country
            && (before.rule, next.rule) == ("model", "model")
            && given(before.tokens.start);
        if one {
            before.tokens.end = next.tokens.end;
        }
        one
    }

    /// The last words of a title: "State" in "Secretary of State".
    fn within_title(&self, tokens: &Range<usize>, gazetteer: &Gazetteer) -> bool {
        (1..=2).filter_map(|back| tokens.start.checked_sub(back)).any(|at| {
            let hit = gazetteer.hit(self.words, at);
            hit.is_some_and(|hit| hit.class & class::TITLE != 0 && at + hit.length >= tokens.end)
        })
    }

    /// "Minister of Harbours": somebody's post.
    fn is_office(&self, tokens: &Range<usize>, gazetteer: &Gazetteer) -> bool {
        let words = self.words.get(..tokens.end).unwrap_or_default();
        gazetteer.hit(words, tokens.start).is_some_and(|hit| {
            let next = tokens.start + hit.length;
            let body = hit.class & (class::BODY | class::ORGANISATION) != 0;
            hit.class & class::TITLE != 0 && !body && self.text.word(next) == "of"
        })
    }

    fn is_pact(&self, tokens: &Range<usize>, gazetteer: &Gazetteer) -> bool {
        let last = self.words.get(tokens.end - 1);
        tokens.len() > 1 && last.is_some_and(|word| gazetteer.class_of(word) & class::PACT != 0)
    }
}

/// Forms that mean a country only where it is named in full: "the Islamic Republic". Elsewhere
/// they are left out.
pub(super) fn settle_vague(found: &mut Vec<Mention>, texts: [&Text<'_>; 2], gazetteer: &Gazetteer) {
    let named: Vec<usize> = found.iter().filter_map(|mention| mention.known).collect();
    found.retain_mut(|mention| {
        let text = texts[usize::from(mention.field == Field::Body)];
        if mention.tokens.len() > 2 || mention.kind == EntityType::Person {
            return true;
        }
        let words: Vec<&str> = mention.tokens.clone().map(|at| text.word(at)).collect();
        let form = words.join(" ");
        let mut meant = gazetteer.vague(&form).peekable();
        if mention.own.is_some() || meant.peek().is_none() {
            return true;
        }
        let known = meant.find(|known| named.contains(known));
        mention.known = known;
        mention.kind = EntityType::Country;
        known.is_some()
    });
}

/// The known phrases of all stretches, longest first at each word, none overlapping.
fn hits(seen: &Seen<'_>, gazetteer: &Gazetteer) -> Vec<(usize, Hit)> {
    let mut found = Vec::new();
    for stretch in seen.stretches {
        let mut at = stretch.chunk.start;
        while at < stretch.chunk.end {
            match gazetteer.hit(seen.words, at).filter(|_| seen.words[at].capital) {
                Some(hit) => {
                    found.push((at, hit));
                    at += hit.length;
                }
                None => at += 1,
            }
        }
    }
    found
}

/// Agreements by their words: "Vardel Fisheries Treaty", "Convention on Harbours", "Resolution
/// 12". Words of law alone are none.
fn pacts(seen: &Seen<'_>, gazetteer: &Gazetteer) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let pact = |at: usize| gazetteer.class_of(&seen.words[at]) & class::PACT != 0;
    for stretch in seen.stretches.iter().filter(|s| s.chunk.len() > 1) {
        let chunk = &stretch.chunk;
        if seen.words[chunk.start].casing != Casing::Prose {
            continue;
        }
        for at in chunk.clone() {
            if !seen.words[at].capital || !pact(at) {
                continue;
            }
            let strong = strong(seen.text.word(at));
            let next = at + 1;
            let capital = |at: usize| at < chunk.end && seen.words[at].capital;
            let joined = matches!(seen.text.word(next), "of" | "on" | "for");
            if seen.text.word(at) == "Resolution" && next < chunk.end && seen.words[next].number {
                found.push(at..next + 1);
            } else if strong && joined && next < chunk.end {
                let mut end = next;
                while end < chunk.end
                    && (capital(end)
                        || matches!(seen.text.word(end), "of" | "on" | "the" | "and" | "for" | "-"))
                {
                    end += 1;
                }
                while end > next && !seen.words[end - 1].capital {
                    end -= 1;
                }
                let start = start(seen, chunk, at);
                if end > next + 1 {
                    found.push(start..end);
                }
            } else if !capital(next) {
                let start = start(seen, chunk, at);
                let named = (start..at).any(|at| {
                    seen.words[at].word && gazetteer.class_of(&seen.words[at]) & class::GROUP == 0
                });
                if named && (strong || at - start > 1) {
                    found.push(start..at + 1);
                }
            }
        }
    }
    found
}

/// Words of law that stand for nothing else.
fn strong(word: &str) -> bool {
    matches!(
        word,
        "Treaty"
            | "Accord"
            | "Accords"
            | "Convention"
            | "Protocol"
            | "Agreement"
            | "Act"
            | "Pact"
            | "Covenant"
            | "Declaration"
            | "Memorandum"
            | "Armistice"
            | "Plan"
    )
}

/// The first of the capitals and hyphens that lead up to a word.
fn start(seen: &Seen<'_>, chunk: &Range<usize>, at: usize) -> usize {
    let mut start = at;
    while start > chunk.start {
        let before = start - 1;
        let sign = seen.text.tokens[before].shape == Shape::Sign && seen.text.word(before) == "-";
        if !(seen.words[before].capital || sign) {
            break;
        }
        start = before;
    }
    // "The Treaty", "Under Protocol": the first word of a sentence says little.
    while start < at && (seen.words[start].opens || !seen.words[start].word) {
        start += 1;
    }
    start
}
