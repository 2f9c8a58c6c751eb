//! What an article's timeline shows: its events, and the dates that no event cites, each
//! with the sentence that tells it.
//!
//! The label of a date without an event is the words around it. It must not decide how an
//! entry is drawn.

use crate::annotate::sentences;
use crate::bundle::edtf::{self, When};
use crate::bundle::order::{self, Lookup};
use crate::bundle::{Article, Basis, Field, Mark};
use crate::ui::pieces::Placed;
use std::ops::Range;

/// One entry of the article's timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Dated {
    /// The event's id, or `~` and the mark's where no event cites it.
    pub id: String,
    /// What happened, in the text's own words.
    pub label: String,
    /// The time, if it is known.
    pub when: Option<When>,
    /// How the time is known, from the first mark of time that is evidence.
    pub basis: Basis,
    /// The first mark that is evidence of it: where a click leads.
    pub mark: Option<String>,
    /// The words that tell the time, as they stand in the text.
    pub words: String,
}

/// A sentence that tells something: its UTF-8 bytes, and which entries.
pub(super) struct Telling {
    pub(super) range: Range<usize>,
    pub(super) entries: Vec<usize>,
}

/// Entries that one sentence lights at most: more would say nothing, and cost the square.
pub(super) const MOST_TOLD: usize = 16;

/// The entries of the timeline, and the sentences that tell them, in order of text.
/// `stretches` are what a sentence does not reach across, in UTF-8 bytes of the body.
pub(super) fn dated(
    article: &Article,
    stretches: &[Range<usize>],
    title: &[Placed<'_>],
    body: &[Placed<'_>],
) -> (Vec<Dated>, Vec<Telling>) {
    let text = &article.content_text;
    let sentences: Vec<Range<usize>> = stretches
        .iter()
        .flat_map(|stretch| {
            let inside = sentences::sentences(&text[stretch.clone()]).into_iter();
            inside.map(move |s| stretch.start + s.start..stretch.start + s.end)
        })
        .collect();
    // The number of the sentence in which a mark begins.
    let sentence_of = |placed: &Placed<'_>| {
        if placed.mark.field != Field::Body {
            return None;
        }
        let after = sentences.partition_point(|sentence| sentence.start <= placed.range.start);
        let last = after.checked_sub(1)?;
        (placed.range.start < sentences[last].end).then_some(last)
    };
    // The text before the headline: it says when, and more.
    let marks: Vec<&Placed<'_>> = body.iter().chain(title).collect();
    let place_of = Lookup::numbered(marks.iter().map(|placed| placed.mark.id.as_str()));
    let events = &article.dateline.events;
    let cited =
        Lookup::numbered(events.iter().flat_map(|event| &event.evidence).map(String::as_str));
    let mut entries: Vec<(Dated, Option<usize>)> = Vec::new();
    for event in events {
        let marks = event.evidence.iter();
        let cited: Vec<&Placed<'_>> = marks.filter_map(|id| body.get(place_of.get(id)?)).collect();
        let timed = cited.iter().find(|placed| placed.mark.time.is_some()).copied();
        let first = timed.or(cited.first().copied());
        let own = timed.and_then(|placed| placed.mark.time.as_ref());
        let value = event.when.as_deref().or(own.and_then(|time| time.value.as_deref()));
        let when = value.and_then(edtf::parse);
        let basis = own
            .map_or(if when.is_some() { Basis::Editor } else { Basis::Unresolved }, |time| {
                time.basis
            });
        entries.push((
            Dated {
                id: event.id.clone(),
                label: event.label.clone(),
                when,
                basis,
                mark: first.map(|placed| placed.mark.id.clone()),
                words: timed.map_or_else(String::new, |placed| placed.mark.quote.clone()),
            },
            first.and_then(sentence_of),
        ));
    }
    // A date that no event cites still belongs on the timeline, in the words around it.
    for placed in &marks {
        let Some(time) = &placed.mark.time else { continue };
        if cited.has(&placed.mark.id) {
            continue;
        }
        let sentence = sentence_of(placed);
        let whole = article.field_text(placed.mark.field);
        let around = sentence.map_or(whole, |n| &text[sentences[n].clone()]);
        entries.push((
            Dated {
                id: own_id(placed.mark),
                label: shortened(around),
                when: time.value.as_deref().and_then(edtf::parse),
                basis: time.basis,
                mark: Some(placed.mark.id.clone()),
                words: placed.mark.quote.clone(),
            },
            sentence,
        ));
    }
    order::sort_by_key(&mut entries, |(entry, sentence)| match entry.when {
        Some(when) => (0, when.first_day().or(when.last_day()), when.last_day(), None),
        None => (1, None, None, *sentence),
    });
    let mut tellings: Vec<Telling> =
        sentences.into_iter().map(|range| Telling { range, entries: Vec::new() }).collect();
    for (number, sentence) in entries.iter().map(|(_, sentence)| *sentence).enumerate() {
        let telling = sentence.and_then(|sentence| tellings.get_mut(sentence));
        if let Some(telling) = telling.filter(|telling| telling.entries.len() < MOST_TOLD) {
            telling.entries.push(number);
        }
    }
    tellings.retain(|telling| !telling.entries.is_empty());
    (entries.into_iter().map(|(entry, _)| entry).collect(), tellings)
}

/// The id of the entry of a date that no event cites: not the mark's own, which leads the
/// other way.
fn own_id(mark: &Mark) -> String {
    format!("~{}", mark.id)
}

/// The first words of a sentence, cut between words. It reads no further than it shows.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 90; // code points: two lines of the timeline's list
    let mut line = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        length += word.chars().take(LONGEST + 1).count() + usize::from(!line.is_empty());
        if length > LONGEST {
            if line.is_empty() {
                line.extend(word.chars().take(LONGEST)); // one endless word
            }
            line.push('…');
            break;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Which entry each mark is evidence of.
pub(super) fn evidence<'a>(article: &'a Article, dated: &[Dated]) -> Lookup<'a> {
    let index = Lookup::numbered(dated.iter().map(|entry| entry.id.as_str()));
    let mut pairs = Vec::new();
    // Cited first: of a mark that two things claim, the first claim counts.
    for event in &article.dateline.events {
        let at = index.get(&event.id);
        pairs.extend(event.evidence.iter().filter_map(|mark| Some((mark.as_str(), at?))));
    }
    let marks = article.dateline.marks.iter();
    pairs.extend(marks.filter_map(|mark| Some((mark.id.as_str(), index.get(&own_id(mark))?))));
    Lookup::new(pairs)
}
