//! Gives each of a list an id of its own, so that every reference leads where it was meant.
//!
//! Of a repeated id the first keeps it: that is the one references lead to. A new id is
//! never one that anybody else in the list has, before or after. Linear in the list.

use crate::bundle::fields::{Report, Spot};
use std::collections::BTreeMap;

/// Ids that are spoken for, and the number that the next repetition of one tries first.
type Taken = BTreeMap<String, u32>;

/// One id of a list.
struct Given<'m> {
    /// The id as written; empty if there was none. Settled in place.
    id: &'m mut String,
    /// Where its owner stands.
    spot: Spot,
    /// Its place in the file's list, from 0: names what has no id.
    index: usize,
}

/// Settles the ids of a list whose owners stand at these pointers and places.
pub(super) fn settle_all<'m>(
    owners: impl Iterator<Item = (&'m mut String, (Spot, usize))>,
    kind: &str,
    report: &Report,
) {
    let given = |(id, (spot, index))| Given { id, spot, index };
    settle(&mut owners.map(given).collect::<Vec<_>>(), kind, report);
}

/// Settles the ids of a list of `kind` (`article`, `mark` …). A missing id becomes the kind
/// and the place, which is no fault; a repeated one gets a number and is reported.
fn settle(given: &mut [Given<'_>], kind: &str, report: &Report) {
    let mut taken = Taken::new();
    // False for the second and later owners of an id, and for those without one.
    let mut first = Vec::with_capacity(given.len());
    for one in given.iter() {
        let new = !one.id.is_empty() && taken.insert(one.id.clone(), 2).is_none();
        first.push(new);
    }
    for (one, first) in given.iter_mut().zip(first) {
        if first {
            continue;
        }
        if one.id.is_empty() {
            let name = format!("{kind}-{}", one.index + 1);
            *one.id = if taken.contains_key(&name) { free(&name, &mut taken) } else { name };
            taken.insert(one.id.clone(), 2);
            continue;
        }
        let own = free(one.id, &mut taken);
        report.error(
            &one.spot,
            format!("Another {kind} has the id “{}”.", one.id),
            format!(
                "Give every {kind} an id of its own; this one is called “{own}” here, \
                 and references lead to the first."
            ),
        );
        *one.id = own;
    }
}

/// `id-2`, `id-3` … : the first that is free; it is taken from now on.
fn free(id: &str, taken: &mut Taken) -> String {
    let mut number = taken.get(id).copied().unwrap_or(2);
    let free = loop {
        let name = format!("{id}-{number}");
        number = number.saturating_add(1);
        if !taken.contains_key(&name) {
            break name;
        }
    };
    taken.insert(id.to_owned(), number);
    taken.insert(free.clone(), 2);
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(ids: &[&str]) -> (Vec<String>, usize) {
        let mut ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
        let report = Report::default();
        let mut given: Vec<Given<'_>> = ids
            .iter_mut()
            .enumerate()
            .map(|(index, id)| Given {
                id,
                spot: Spot { pointer: String::new(), offset: 0 },
                index,
            })
            .collect();
        settle(&mut given, "mark", &report);
        (ids, report.into_faults("").len())
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
