//! What the list can be narrowed by: the date archive and the facets, with counts. Every
//! choice is a link to the view it leads to; a chosen one leads back.

use crate::archive::{
    Clause, DateRange, DateTree, FacetValue, Facets, MonthCount, QueryField, Term, YearCount,
};
use crate::bundle::civil::Date;
use crate::ui::outline::{Node, el};
use crate::ui::scene::{Choice, Scene};
use crate::ui::words;

/// Values of a facet that are shown before "show more".
const FEW: usize = 8;

/// The side panel. `open` tells whether it begins unfolded (a wide screen never folds it);
/// `all` names the facets of which every value is shown.
pub fn filters(scene: &Scene<'_>, open: bool, all: &[QueryField]) -> Node {
    let facets =
        Facets::FIELDS.into_iter().filter_map(|field| facet(scene, field, all.contains(&field)));
    let whole = el("details")
        .class("whole")
        .set_if("open", open)
        .with(el("summary").say(words::FILTERS))
        .with(date_archive(scene, &scene.answer.dates))
        .with_all(facets.collect());
    el("aside").class("zone filters").set("aria-label", words::FILTERS).with(whole)
}

fn date_archive(scene: &Scene<'_>, tree: &DateTree) -> Node {
    let years = tree.years.iter().rev().map(|year| year_branch(scene, year));
    let chosen = scene.query.clauses.iter().any(|clause| clause.term == Term::Undated);
    let bare = scene.query.with_date(None);
    let to = if chosen { bare } else { bare.with(Clause::new(Term::Undated)) };
    let undated = Choice {
        href: scene.to_query(&to),
        name: words::UNDATED,
        spoken: None,
        count: tree.undated,
        chosen,
        kind: None,
    };
    el("nav")
        .class("dates")
        .set("aria-label", words::DATE_ARCHIVE)
        .with(el("h2").say(words::DATE_ARCHIVE))
        .with_all(years.collect())
        .with(el("div").class("leaf").with(undated.node()))
}

/// True if the query's dates lie within these days: then the branch stands open.
fn holds(scene: &Scene<'_>, range: Option<DateRange>) -> bool {
    let (Some(range), Some(asked)) = (range, scene.query.date()) else { return false };
    let inside = |day: Option<Date>| day.is_some_and(|day| range.contains(day));
    inside(asked.from()) && inside(asked.to())
}

fn period(scene: &Scene<'_>, range: Option<DateRange>, name: &str, count: usize) -> Node {
    let chosen = range.is_some() && scene.query.date() == range;
    let to = scene.query.with_date(range.filter(|_| !chosen));
    let spoken = range.filter(|_| name.len() <= 2).map(|range| range.label());
    let href = scene.to_query(&to);
    Choice { href, name, spoken: spoken.as_deref(), count, chosen, kind: None }.node()
}

fn year_branch(scene: &Scene<'_>, year: &YearCount) -> Node {
    let range = DateRange::years(year.year, year.year);
    let months = year.months.iter().map(|month| month_branch(scene, year.year, month));
    el("details")
        .set_if("open", holds(scene, range))
        .with(el("summary").with(period(scene, range, &format!("{:04}", year.year), year.count)))
        .with(el("ul").with_all(months.collect()))
}

fn month_branch(scene: &Scene<'_>, year: i32, month: &MonthCount) -> Node {
    let range = DateRange::month(year, month.month);
    let days = month.days.iter().map(|&(day, count)| {
        let range = Date::new(year, month.month, day).map(DateRange::day);
        period(scene, range, &day.to_string(), count)
    });
    el("li").with(
        el("details")
            .set_if("open", holds(scene, range))
            .with(el("summary").with(period(scene, range, words::month(month.month), month.count)))
            .with(el("div").class("days").with_all(days.collect())),
    )
}

fn facet(scene: &Scene<'_>, field: QueryField, all: bool) -> Option<Node> {
    let values = scene.answer.facets.of(field);
    let name = match field {
        QueryField::Type => words::FACET_TYPE,
        QueryField::Entity => words::FACET_ENTITY,
        QueryField::Tag => words::FACET_TAG,
        QueryField::Source => words::FACET_SOURCE,
        QueryField::Author => words::FACET_AUTHOR,
        QueryField::Language => words::FACET_LANGUAGE,
        QueryField::Title => return None,
    };
    // One value everywhere tells nothing apart.
    if values.len() < 2 {
        return None;
    }
    let rest = values.len().saturating_sub(FEW);
    // What is chosen stays in reach, and in its place: the focus may rest on it.
    let shown = values.iter().enumerate().filter(|(at, value)| all || *at < FEW || value.chosen);
    let shown = shown.map(|(_, value)| value);
    let choices = shown.map(|value| el("li").with(facet_choice(scene, field, value)));
    let more = (rest > 0).then(|| {
        let words = if all {
            words::SHOW_FEWER.to_owned()
        } else {
            format!("{} ({rest})", words::SHOW_MORE)
        };
        let button =
            el("button").class("toggle").set("data-do", "facet").set("data-facet", field.word());
        button.set("aria-expanded", if all { "true" } else { "false" }).say(words)
    });
    let section = el("section").set("aria-label", name).with(el("h2").say(name));
    Some(section.with(el("ul").class("choices").with_all(choices.collect())).with_some(more))
}

fn facet_choice(scene: &Scene<'_>, field: QueryField, value: &FacetValue) -> Node {
    let to = if value.chosen || !field.is_single() {
        scene.query.toggled(value.clause(field))
    } else {
        scene.query.with_only(field, &value.value)
    };
    let name = match value.kind {
        Some(kind) if field == QueryField::Type => words::kind(kind),
        _ => &value.label,
    };
    Choice {
        href: scene.to_query(&to),
        name,
        spoken: None,
        count: value.count,
        chosen: value.chosen,
        kind: value.kind,
    }
    .node()
}
