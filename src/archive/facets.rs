//! Counts the values of the six facets.

use crate::archive::engine::Engine;
use crate::archive::filter::{Filter, group};
use crate::archive::message::{FacetList, FacetValue, Facets, Request};
use crate::archive::query::QueryField;
use crate::bundle::order::sort_by_key;
use std::cmp::Reverse;

/// The place of a field among the facets; `None` for the title.
pub(crate) fn slot(field: QueryField) -> Option<usize> {
    Facets::FIELDS.iter().position(|own| *own == field)
}

/// What is said of a value that no article has.
pub(crate) fn absent(field: QueryField) -> &'static str {
    match field {
        QueryField::Entity => "No article mentions anything of this name.",
        QueryField::Type => "No article mentions anything of this type.",
        QueryField::Tag => "No article has this tag.",
        QueryField::Source => "No article is from this source.",
        QueryField::Author => "No article is by this author.",
        _ => "No article is in this language.",
    }
}

/// Counts all facets. `failed` holds for every article the groups of clauses it fails.
pub(crate) fn count(engine: &Engine, filter: &Filter, failed: &[u8], request: &Request) -> Facets {
    let mut facets = Facets::default();
    for (slot, field) in Facets::FIELDS.into_iter().enumerate() {
        let left_out = match field {
            QueryField::Source => group::SOURCE,
            QueryField::Language => group::LANGUAGE,
            _ => 0,
        };
        let mut counts = vec![0_usize; engine.values[slot].all.len()];
        for (entry, failed) in engine.entries.iter().zip(failed) {
            if failed & !left_out == 0 {
                entry.values[slot].iter().for_each(|&number| counts[number as usize] += 1);
            }
        }
        if let Some(list) = facets.of_mut(field) {
            let mut values = listed(engine, filter, slot, &counts);
            if !request.whole.contains(&field) {
                let mut place = 0;
                values.retain(|value| {
                    place += 1;
                    place <= request.values || value.chosen || value.excluded
                });
            }
            *list = FacetList { values, all: counts.len() };
        }
    }
    facets
}

/// The values of one facet, with their counts, in order.
fn listed(engine: &Engine, filter: &Filter, slot: usize, counts: &[usize]) -> Vec<FacetValue> {
    let all = &engine.values[slot].all;
    let mut order: Vec<usize> = (0..all.len()).collect();
    sort_by_key(&mut order, |&number| (Reverse(counts[number]), all[number].rank));
    let mut places = vec![0; all.len()];
    let mut list = Vec::with_capacity(all.len());
    for number in order {
        let value = &all[number];
        places[number] = list.len();
        list.push(FacetValue {
            value: value.value.clone(),
            label: value.label.clone(),
            count: counts[number],
            kind: value.kind,
            chosen: false,
            excluded: false,
            written: None,
        });
    }
    for mention in filter.mentions.iter().filter(|mention| mention.slot == slot) {
        for &number in &mention.numbers {
            let value = &mut list[places[number as usize]];
            if mention.negated {
                value.excluded = true;
            } else {
                value.chosen = true;
            }
            if mention.written != value.value {
                value.written = Some(mention.written.clone());
            }
        }
        // A value that no article has is still shown as chosen, so that it can be undone.
        let absent = mention.numbers.is_empty() && !mention.negated;
        if absent && !list.iter().any(|value| value.value == mention.written) {
            list.push(FacetValue {
                value: mention.written.clone(),
                label: mention.written.clone(),
                count: 0,
                kind: None,
                chosen: true,
                excluded: false,
                written: None,
            });
        }
    }
    list
}
