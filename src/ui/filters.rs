//! What the list can be narrowed by: the date archive and the facets, with counts. Every
//! choice is a link to the view it leads to; a chosen one leads back.

use crate::archive::{
    Clause, DateRange, DateTree, FacetValue, Facets, MonthCount, QueryField, Term, YearCount,
};
use crate::bundle::civil::Date;
use crate::ui::outline::{Node, el};
use crate::ui::scene::{Choice, Scene};
use crate::ui::words;

/// Values of a facet that are shown at first, and after each time that more was asked for:
/// a panel of a hundred thousand names would help nobody, and take seconds to draw.
const ROOM: [usize; 4] = [8, 100, 1_000, 10_000];

/// What of the panel the reader unfolded or folded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unfolded {
    /// Facets of which more than the first values are shown, and how often more was asked for.
    facets: Vec<(QueryField, usize)>,
    /// Branches of the date archive (year, and month or 0), and whether they are open.
    branches: Vec<(i32, u8, bool)>,
}

impl Unfolded {
    /// Shows more values of a facet, or only the first ones again.
    pub fn facet(&mut self, field: QueryField, more: bool) {
        let step = self.step(field);
        self.facets.retain(|(own, _)| *own != field);
        if more {
            self.facets.push((field, (step + 1).min(ROOM.len() - 1)));
        }
    }

    /// Opens a branch that is called `2018` or `2018-5`, or closes it.
    pub fn branch(&mut self, name: &str, open: bool) {
        let (year, month) = name.split_once('-').unwrap_or((name, "0"));
        let (Ok(year), Ok(month)) = (year.parse(), month.parse()) else { return };
        self.branches.retain(|own| (own.0, own.1) != (year, month));
        self.branches.push((year, month, open));
    }

    /// The most values that are shown of any facet: as many are to be asked for.
    pub fn values(&self) -> usize {
        let steps = self.facets.iter().map(|(_, step)| *step);
        ROOM[steps.max().unwrap_or_default().min(ROOM.len() - 1)]
    }

    fn step(&self, field: QueryField) -> usize {
        let own = self.facets.iter().find(|(own, _)| *own == field);
        own.map_or(0, |(_, step)| (*step).min(ROOM.len() - 1))
    }

    fn is_open(&self, year: i32, month: u8) -> Option<bool> {
        let own = self.branches.iter().find(|own| (own.0, own.1) == (year, month));
        own.map(|own| own.2)
    }
}

/// The side panel. `open` tells whether it begins unfolded (a wide screen never folds it).
pub fn filters(scene: &Scene<'_>, open: bool, unfolded: &Unfolded) -> Node {
    let facets = Facets::FIELDS.into_iter().map(|field| facet(scene, field, unfolded));
    let whole = el("details")
        .class("whole")
        .set_if("open", open)
        .with(el("summary").say(words::FILTERS))
        .with(date_archive(scene, &scene.answer.dates, unfolded))
        .with_all(facets.collect());
    el("aside").class("zone filters").set("aria-label", words::FILTERS).with(whole)
}

fn date_archive(scene: &Scene<'_>, tree: &DateTree, unfolded: &Unfolded) -> Node {
    let years = tree.years.iter().rev().map(|year| year_branch(scene, year, unfolded));
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

/// A branch of the archive. What is inside is made only while it stands open: an archive of
/// decades has thousands of days.
fn branch(name: String, open: bool, choice: Node, inside: &dyn Fn() -> Node) -> Node {
    let summary = el("summary")
        .set("data-do", "branch")
        .set("data-branch", name)
        .set("data-open", if open { "true" } else { "false" });
    el("details").set_if("open", open).with(summary.with(choice)).with_some(open.then(inside))
}

fn year_branch(scene: &Scene<'_>, year: &YearCount, unfolded: &Unfolded) -> Node {
    let range = DateRange::years(year.year, year.year);
    let open = unfolded.is_open(year.year, 0).unwrap_or_else(|| holds(scene, range));
    let choice = period(scene, range, &format!("{:04}", year.year), year.count);
    branch(year.year.to_string(), open, choice, &|| {
        let months = year.months.iter();
        let months = months.map(|month| month_branch(scene, year.year, month, unfolded));
        el("ul").with_all(months.collect())
    })
}

fn month_branch(scene: &Scene<'_>, year: i32, month: &MonthCount, unfolded: &Unfolded) -> Node {
    let range = DateRange::month(year, month.month);
    let open = unfolded.is_open(year, month.month).unwrap_or_else(|| holds(scene, range));
    let choice = period(scene, range, words::month(month.month), month.count);
    el("li").with(branch(format!("{year}-{}", month.month), open, choice, &|| {
        let days = month.days.iter().map(|&(day, count)| {
            let range = Date::new(year, month.month, day).map(DateRange::day);
            period(scene, range, &day.to_string(), count)
        });
        el("div").class("days").with_all(days.collect())
    }))
}

/// One facet; an empty place where it would tell nothing apart, so that the others stay.
fn facet(scene: &Scene<'_>, field: QueryField, unfolded: &Unfolded) -> Node {
    let values = scene.answer.facets.of(field);
    let all = scene.answer.facets.all_of(field).max(values.len());
    let name = match field {
        QueryField::Type => words::FACET_TYPE,
        QueryField::Entity => words::FACET_ENTITY,
        QueryField::Tag => words::FACET_TAG,
        QueryField::Source => words::FACET_SOURCE,
        QueryField::Author => words::FACET_AUTHOR,
        QueryField::Language => words::FACET_LANGUAGE,
        QueryField::Title => return el("section").set("hidden", ""),
    };
    if all < 2 {
        return el("section").set("hidden", "");
    }
    let step = unfolded.step(field);
    // What is chosen stays in reach, and in its place: the focus may rest on it.
    let shown = values.iter().enumerate();
    let shown = shown.filter(|(at, value)| *at < ROOM[step] || value.chosen || value.excluded);
    let choices = shown.map(|(_, value)| el("li").with(facet_choice(scene, field, value)));
    let choices: Vec<Node> = choices.collect();
    let rest = all.saturating_sub(choices.len());
    let button = |more: bool, words: String| {
        el("button")
            .class("toggle")
            .set("data-do", if more { "facet" } else { "fewer" })
            .set("data-facet", field.word())
            .say(words)
    };
    let more = rest > 0 && step + 1 < ROOM.len();
    let more = more.then(|| button(true, words::show_more(rest)));
    let fewer = (step > 0).then(|| button(false, words::SHOW_FEWER.to_owned()));
    el("section")
        .set("aria-label", name)
        .with(el("h2").say(name))
        .with(el("ul").class("choices").with_all(choices))
        .with_some(more)
        .with_some(fewer)
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

#[cfg(test)]
#[path = "filters_tests.rs"]
mod tests;
