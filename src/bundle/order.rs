//! Sorting and looking up, once for all types.
//!
//! The standard library's sort and its maps are compiled anew for every element type, and
//! each costs five to ten kilobytes of WebAssembly: some twenty of them were a sixth of
//! the first build. These go through one instance, at the price of a call per comparison.

use std::cmp::Ordering;

/// Sorts stably.
pub fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let order = permutation(items.len(), &|a, b| compare(&items[a], &items[b]));
    arrange(order, &mut |a, b| items.swap(a, b));
}

/// Brings things into an order by swapping: first the one at `order[0]`, and so on.
fn arrange(mut order: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    // Follow each cycle of the permutation: item `order[at]` belongs at `at`.
    for start in 0..order.len() {
        let mut at = start;
        while order[at] != start {
            let from = order[at];
            order[at] = at;
            swap(at, from);
            at = from;
        }
        order[at] = at;
    }
}

/// Sorts stably by a key that is made anew for every comparison: keep it cheap.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

/// The stable order of `len` things: which one comes first, second, …
fn permutation(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    order.sort_by(|&a, &b| compare(a, b));
    order
}

/// Names and what each stands for: usually its place in a list.
#[derive(Clone, Debug, Default)]
pub struct Lookup<'n> {
    sorted: Vec<(&'n str, usize)>,
}

impl<'n> Lookup<'n> {
    /// Numbers names from 0; of a repeated name the first one counts.
    pub fn numbered(names: impl IntoIterator<Item = &'n str>) -> Self {
        Self::new(names.into_iter().enumerate().map(|(index, name)| (name, index)).collect())
    }

    /// Names with what they stand for; of a repeated name the first one counts.
    pub fn new(mut pairs: Vec<(&'n str, usize)>) -> Self {
        sort_by(&mut pairs, |a, b| a.0.cmp(b.0));
        pairs.dedup_by(|later, earlier| later.0 == earlier.0);
        Self { sorted: pairs }
    }

    /// What a name stands for.
    pub fn get(&self, name: &str) -> Option<usize> {
        let at = self.sorted.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
        self.sorted.get(at).map(|(_, number)| *number)
    }

    /// True if the name is known.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorting_is_the_same_as_the_standard_one() {
        let mut seed = 3_u64;
        for len in 0..60 {
            let items: Vec<(u64, usize)> = (0..len)
                .map(|index| {
                    seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    (seed >> 61, index) // few values, so that stability shows
                })
                .collect();
            let (mut ours, mut theirs) = (items.clone(), items);
            sort_by_key(&mut ours, |item| item.0);
            theirs.sort_by_key(|item| item.0);
            assert_eq!(ours, theirs);
        }
    }

    #[test]
    fn the_first_of_a_name_counts() {
        let lookup = Lookup::numbered(["b", "a", "b", "c"]);
        assert_eq!(lookup.get("b"), Some(0));
        assert_eq!(lookup.get("c"), Some(3));
        assert!(!lookup.has("d") && !Lookup::default().has(""));
    }
}
