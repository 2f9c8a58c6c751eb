//! What the list can be narrowed by: the date archive and the facets, with counts. Every
//! choice is a link to the view it leads to; a chosen one leads back.

use crate::archive::{
    Answer, DateRange, DateTree, FacetValue, Facets, MonthCount, Query, QueryField, Term, YearCount,
};
use crate::bundle::EntityType;
use crate::bundle::civil::Date;
use crate::ui::address::View;
use crate::ui::state::{Viewer, viewer};
use crate::ui::words;
use leptos::prelude::*;

/// Values of a facet that are shown before "show more".
const FEW: usize = 8;

/// The side panel.
#[component]
pub fn Filters() -> impl IntoView {
    let state = viewer();
    // Open where there is room, folded away on a phone; the style sheet hides the summary
    // where it is not needed.
    let open = RwSignal::new(crate::browser::sight::is_wide());
    let many = Facets::FIELDS.map(|_| RwSignal::new(false));
    view! {
        <aside class="zone filters" aria-label=words::FILTERS>
            <details class="whole" prop:open=move || open.get()>
                <summary>{words::FILTERS}</summary>
                {move || {
                    let answer = state.answer.get()?;
                    let (q, sort) = state.view.with_untracked(|view| (view.q.clone(), view.sort.clone()));
                    let ways = Ways { state, query: Query::parse(&q), sort };
                    let facets: Vec<_> = Facets::FIELDS
                        .into_iter()
                        .zip(many)
                        .map(|(field, all)| facet(&ways, field, &answer, all))
                        .collect();
                    Some(view! { {date_archive(&ways, &answer.dates)} {facets} })
                }}
            </details>
        </aside>
    }
    .into_any()
}

/// How to get from the current query to others.
struct Ways {
    state: Viewer,
    query: Query,
    sort: Option<String>,
}

impl Ways {
    fn to(&self, query: &Query) -> String {
        self.state.href(&View { q: query.to_string(), sort: self.sort.clone(), ..View::default() })
    }

    /// A link with a name and a count.
    fn choice(
        &self,
        to: &Query,
        name: String,
        count: usize,
        chosen: bool,
        kind: Option<EntityType>,
    ) -> AnyView {
        let class = match (chosen, count) {
            (true, _) => "choice chosen",
            (false, 0) => "choice none",
            _ => "choice",
        };
        let name_class = kind.map_or("name".to_owned(), |kind| format!("name key {}", kind.word()));
        let label = format!("{name}, {}", words::articles(count));
        view! {
            <a class=class href=self.to(to) data-go="" aria-label=label aria-current=chosen.then_some("true")>
                <span class=name_class dir="auto">{name}</span>
                <span class="count">{count}</span>
            </a>
        }
        .into_any()
    }

    fn period(&self, range: Option<DateRange>, name: String, count: usize) -> AnyView {
        let chosen = range.is_some() && self.query.date() == range;
        let to = self.query.with_date(range.filter(|_| !chosen));
        self.choice(&to, name, count, chosen, None)
    }
}

fn date_archive(ways: &Ways, tree: &DateTree) -> AnyView {
    let years: Vec<_> = tree.years.iter().rev().map(|year| year_branch(ways, year)).collect();
    let chosen = ways.query.clauses.iter().any(|clause| clause.term == Term::Undated);
    let bare = ways.query.with_date(None);
    let to = if chosen { bare } else { bare.with(crate::archive::Clause::new(Term::Undated)) };
    let undated = ways.choice(&to, words::UNDATED.to_owned(), tree.undated, chosen, None);
    view! {
        <nav class="dates" aria-label=words::DATE_ARCHIVE>
            <h2>{words::DATE_ARCHIVE}</h2>
            {years}
            <div class="leaf">{undated}</div>
        </nav>
    }
    .into_any()
}

/// True if the query's dates lie within these days: then the branch stands open.
fn holds(ways: &Ways, range: Option<DateRange>) -> bool {
    let (Some(range), Some(asked)) = (range, ways.query.date()) else { return false };
    let inside = |day: Option<Date>| day.is_some_and(|day| range.contains(day));
    inside(asked.from()) && inside(asked.to())
}

fn year_branch(ways: &Ways, year: &YearCount) -> AnyView {
    let range = DateRange::years(year.year, year.year);
    let months: Vec<_> =
        year.months.iter().map(|month| month_branch(ways, year.year, month)).collect();
    view! {
        <details prop:open=holds(ways, range)>
            <summary>{ways.period(range, year.year.to_string(), year.count)}</summary>
            <ul>{months}</ul>
        </details>
    }
    .into_any()
}

fn month_branch(ways: &Ways, year: i32, month: &MonthCount) -> AnyView {
    let range = DateRange::month(year, month.month);
    let days: Vec<_> = month
        .days
        .iter()
        .map(|&(day, count)| {
            let date = Date::new(year, month.month, day);
            let chosen = date.map(DateRange::day);
            let name = day.to_string();
            let spoken = date.map_or_else(|| name.clone(), words::day);
            let to = ways.query.with_date(chosen.filter(|range| ways.query.date() != Some(*range)));
            let is_chosen = chosen.is_some() && ways.query.date() == chosen;
            let class = match (is_chosen, count) {
                (true, _) => "choice chosen",
                (false, 0) => "choice none",
                _ => "choice",
            };
            let label = format!("{spoken}, {}", words::articles(count));
            view! {
                <a class=class href=ways.to(&to) data-go="" aria-label=label aria-current=is_chosen.then_some("true")>
                    <span class="name">{name}</span> <span class="count">{count}</span>
                </a>
            }
        })
        .collect();
    view! {
        <li>
            <details prop:open=holds(ways, range)>
                <summary>{ways.period(range, words::month(month.month).to_owned(), month.count)}</summary>
                <div class="days">{days}</div>
            </details>
        </li>
    }
    .into_any()
}

fn facet(ways: &Ways, field: QueryField, answer: &Answer, all: RwSignal<bool>) -> Option<AnyView> {
    let values = answer.facets.of(field);
    // One value everywhere tells nothing apart.
    if values.len() < 2 {
        return None;
    }
    let name = match field {
        QueryField::Type => words::FACET_TYPE,
        QueryField::Entity => words::FACET_ENTITY,
        QueryField::Tag => words::FACET_TAG,
        QueryField::Source => words::FACET_SOURCE,
        QueryField::Author => words::FACET_AUTHOR,
        QueryField::Language => words::FACET_LANGUAGE,
        QueryField::Title => return None,
    };
    let mut ordered: Vec<&FacetValue> = values.iter().collect();
    ordered.sort_by_key(|value| !value.chosen); // stable: the rest keeps its order
    let shown = if all.get() { ordered.len() } else { FEW.min(ordered.len()) };
    let choices: Vec<_> = ordered
        .iter()
        .take(shown)
        .map(|value| {
            let clause = value.clause(field);
            let to = if value.chosen || !field.is_single() {
                ways.query.toggled(clause)
            } else {
                ways.query.with_only(field, &value.value)
            };
            let label = match value.kind {
                Some(kind) if field == QueryField::Type => words::kind(kind).to_owned(),
                _ => value.label.clone(),
            };
            let choice = ways.choice(&to, label, value.count, value.chosen, value.kind);
            view! { <li>{choice}</li> }
        })
        .collect();
    let more = values.len().checked_sub(FEW).filter(|&rest| rest > 0).map(|rest| {
        let words = if all.get() { words::SHOW_FEWER.to_owned() } else { format!("{} ({rest})", words::SHOW_MORE) };
        view! { <button class="toggle" on:click=move |_| all.update(|all| *all = !*all)>{words}</button> }
    });
    Some(
        view! {
            <section aria-label=name>
                <h2>{name}</h2>
                <ul class="choices">{choices}</ul>
                {more}
            </section>
        }
        .into_any(),
    )
}
