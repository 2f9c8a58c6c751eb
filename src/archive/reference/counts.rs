//! What the reference counts: the values of a facet, what to leave out, articles in a span.

use super::*;

impl Reference {
    /// The values of a facet with how many of these articles have each, most first, then by
    /// label; at the end those that the query asks for and no article has.
    pub(super) fn facet(
        &self,
        query: &Query,
        field: QueryField,
        articles: &[usize],
    ) -> Vec<FacetValue> {
        let own = slot(field);
        let mut values: Vec<(&str, FacetValue)> = Vec::new();
        for value in &self.values[own] {
            let has = |at: &&usize| self.articles[**at].values[own].contains(&value.key);
            values.push((
                &value.key,
                FacetValue {
                    value: value.value.clone(),
                    label: value.label.clone(),
                    count: articles.iter().filter(has).count(),
                    kind: value.kind,
                    chosen: false,
                    excluded: false,
                    written: None,
                },
            ));
        }
        values.sort_by_key(|(_, value)| (Reverse(value.count), fold(&value.label)));
        for (clause, wanted) in leaves(&query.clauses, true) {
            let Term::Field { field: named, value: written } = &clause.term else { continue };
            if *named != field {
                continue;
            }
            let meant = self.meant(field, written);
            for (_, value) in
                values.iter_mut().filter(|(key, _)| meant.iter().any(|own| own == key))
            {
                value.chosen |= wanted;
                value.excluded |= !wanted;
                if *written != value.value {
                    value.written = Some(written.clone());
                }
            }
            let listed = values.iter().any(|(_, value)| value.value == *written);
            if meant.is_empty() && wanted && !listed {
                values.push((
                    "",
                    FacetValue {
                        value: written.clone(),
                        label: written.clone(),
                        count: 0,
                        kind: None,
                        chosen: true,
                        excluded: false,
                        written: None,
                    },
                ));
            }
        }
        values.into_iter().map(|(_, value)| value).collect()
    }

    /// The clauses without which the query would find something: at most three, those without
    /// which it finds most first.
    pub(super) fn advice(&self, query: &Query) -> Vec<Advice> {
        let mut advice = Vec::new();
        if !(2..=16).contains(&query.clauses.len()) {
            return advice; // of a pasted page nobody wants to know which word to drop
        }
        for at in 0..query.clauses.len() {
            let mut rest = query.clone();
            let clause = rest.clauses.remove(at);
            let total = self.found(&rest).0.len();
            if total > 0 {
                advice.push(Advice { drop: vec![clause], total });
            }
        }
        advice.sort_by_key(|advice| Reverse(advice.total));
        advice.truncate(3);
        advice
    }

    /// Articles with a date in these days.
    pub(crate) fn within(&self, articles: &[usize], from: Option<Date>, to: Option<Date>) -> usize {
        let day = |at: &&usize| self.articles[**at].published.map(|at| at.date);
        let inside =
            |day: Date| from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to);
        articles.iter().filter(|at| day(at).is_some_and(inside)).count()
    }
}
