//! Gives each of a list an id of its own, so that every reference leads where it was meant.
//!
//! Of a repeated id the first keeps it: that is the one references lead to. A new id is
//! never one that anybody else in the list has, before or after. Linear in the list.

use crate::bundle::fields::{Report, Spot};
use crate::bundle::interner::Interner;
use crate::bundle::names::Names;

/// The ids of a list whose owners come one by one.
#[derive(Default)]
pub(super) struct Settling {
    /// Every id with the place of its owner in the list.
    names: Names,
    /// Those that need another id: the second and later owners of one, and those without.
    later: Vec<Later>,
}

struct Later {
    /// Its place in the list of what was read.
    place: usize,
    /// Its place in the file's list, from 0: names what has no id.
    index: usize,
    /// The id as written; empty if there was none.
    id: String,
    /// Where its owner stands.
    spot: Spot,
}

/// The number that the next repetition of an id tries first, by the ids' numbers.
#[derive(Default)]
struct Tries {
    ids: Interner,
    next: Vec<u32>,
}

impl Settling {
    /// Notes the id of the next owner.
    pub(super) fn note(&mut self, id: &str, place: usize, index: usize, spot: impl Fn() -> Spot) {
        if id.is_empty() || !self.names.add(id, place) {
            self.later.push(Later { place, index, id: id.to_owned(), spot: spot() });
        }
    }

    /// What every id noted so far stands for.
    pub(super) fn names(&self) -> &Names {
        &self.names
    }

    /// Once all are noted: those that need another id get it, by their place in the list. A
    /// missing id becomes the `kind` (`item`, `mark` …) and the place, which is no fault; a
    /// repeated one gets a number and is reported.
    pub(super) fn finish(
        mut self,
        kind: &str,
        report: &Report,
        give: &mut dyn FnMut(usize, String),
    ) -> Names {
        let mut tries = Tries::default();
        for Later { place, index, id, spot } in std::mem::take(&mut self.later) {
            let own = if id.is_empty() {
                let name = format!("{kind}-{}", index + 1);
                if self.names.has(&name) { self.free(&name, &mut tries) } else { name }
            } else {
                let own = self.free(&id, &mut tries);
                report.error(
                    &spot,
                    format!("Another {kind} has the id “{id}”."),
                    format!(
                        "Give every {kind} an id of its own; this one is called “{own}” here, \
                         and references lead to the first."
                    ),
                );
                own
            };
            self.names.add(&own, place);
            give(place, own);
        }
        self.names
    }

    /// `id-2`, `id-3` … : the first that is free.
    fn free(&self, id: &str, tries: &mut Tries) -> String {
        let at = tries.ids.number(id.as_bytes()) as usize;
        if at == tries.next.len() {
            tries.next.push(2);
        }
        loop {
            let name = format!("{id}-{}", tries.next[at]);
            tries.next[at] = tries.next[at].saturating_add(1);
            if !self.names.has(&name) {
                return name;
            }
        }
    }
}

/// Settles the ids of a list whose owners stand at these pointers and places.
pub(super) fn settle_all(
    owners: &mut dyn Iterator<Item = (&mut String, (Spot, usize))>,
    kind: &str,
    report: &Report,
) {
    let mut settling = Settling::default();
    let mut ids = Vec::new();
    for (place, (id, (spot, index))) in owners.enumerate() {
        settling.note(id, place, index, || spot.clone());
        ids.push(id);
    }
    settling.finish(kind, report, &mut |place, own| *ids[place] = own);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(ids: &[&str]) -> (Vec<String>, usize) {
        let mut ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
        let report = Report::default();
        let places = (0..).map(|index| (Spot { pointer: String::new(), offset: 0 }, index));
        settle_all(&mut ids.iter_mut().zip(places), "mark", &report);
        (ids, report.into_faults().len())
    }

    #[test]
    fn the_first_keeps_its_id_and_nobody_loses_theirs() {
        for (ids, expected, faults) in [
            (vec!["a", "b"], vec!["a", "b"], 0),
            (vec!["a", "a", "a"], vec!["a", "a-2", "a-3"], 2),
            (vec!["a", "a", "a-2"], vec!["a", "a-3", "a-2"], 1),
            (vec!["", "b", ""], vec!["mark-1", "b", "mark-3"], 0),
            (vec!["", "mark-1"], vec!["mark-1-2", "mark-1"], 0),
            (vec!["a-2", "a-2", "a", "a"], vec!["a-2", "a-2-2", "a", "a-3"], 2),
        ] {
            let expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
            assert_eq!(settled(&ids), (expected, faults), "{ids:?}");
        }
    }

    #[test]
    fn a_hundred_thousand_of_one_id_are_settled_at_once() {
        let ids = vec!["a"; 100_000];
        let (settled, faults) = settled(&ids);
        assert_eq!(settled.last().map(String::as_str), Some("a-100000"));
        assert_eq!(faults, 99_999);
    }
}
