//! The date archive: years, the months of an open one, the days of the month in force; and a
//! day in any year.
//!
//! Years, months and days without articles keep their places, so that the eye finds the others.
//! Every choice is a link to the view it leads to; a chosen one leads back. It must not count.

use crate::archive::{Clause, DateRange, DateTree, MonthCount, Term, YearCount};
use crate::bundle::civil::{Date, days_in_month};
use crate::ui::filters::Unfolded;
use crate::ui::outline::{Node, el};
use crate::ui::scene::{Choice, Scene};
use crate::ui::words;

/// Years without articles that are shown between two that have some.
const MOST_EMPTY: usize = 20;

/// A year as it is written.
fn four(year: i32) -> String {
    format!("{year:04}")
}

/// The whole archive. What is inside of a year is made only while it stands open: an archive of
/// decades has thousands of days.
pub fn date_archive(scene: &Scene<'_>, tree: &DateTree, unfolded: &Unfolded) -> Node {
    let mut years = Vec::with_capacity(tree.years.len());
    let mut later: Option<i32> = None;
    for year in tree.years.iter().rev() {
        // A gap of centuries is no row of places.
        let gap = later.map_or(0..0, |later| year.year + 1..later);
        if gap.len() <= MOST_EMPTY {
            let empty = gap.rev().map(|year| {
                let name = period(scene, None, &four(year), 0);
                el("div").class("year-of leaf").with(name)
            });
            years.extend(empty);
        }
        years.push(year_branch(scene, year, unfolded));
        later = Some(year.year);
    }
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
        .with_some(any_year(scene, tree))
        .with_all(years)
        .with(el("div").class("leaf").with(undated.node()))
}

/// True if the query's dates lie within these days: then they stand open.
fn holds(scene: &Scene<'_>, range: Option<DateRange>) -> bool {
    let (Some(range), Some(asked)) = (range, scene.query.date()) else { return false };
    let inside = |day: Option<Date>| day.is_some_and(|day| range.contains(day));
    inside(asked.from()) && inside(asked.to())
}

/// A period that can be chosen; one without articles is there, and leads nowhere.
fn period(scene: &Scene<'_>, range: Option<DateRange>, name: &str, count: usize) -> Node {
    let chosen = range.is_some() && scene.query.date() == range;
    if count == 0 && !chosen {
        return el("span").class("choice none").set("aria-hidden", "true").say(name.to_owned());
    }
    let to = scene.query.with_date(range.filter(|_| !chosen));
    let spoken = range.as_ref().map(words::days);
    let href = scene.to_query(&to);
    Choice { href, name, spoken: spoken.as_deref(), count, chosen, kind: None }.node()
}

fn year_branch(scene: &Scene<'_>, year: &YearCount, unfolded: &Unfolded) -> Node {
    let range = DateRange::years(year.year, year.year);
    let open = unfolded.is_open(year.year).unwrap_or_else(|| holds(scene, range));
    let choice = period(scene, range, &four(year.year), year.count);
    let sign = if open { "▾" } else { "▸" };
    let button = el("button")
        .class("opens")
        .set("data-do", "branch")
        .set("data-branch", year.year.to_string())
        .set("data-open", if open { "true" } else { "false" })
        .set("aria-expanded", if open { "true" } else { "false" })
        .set("aria-label", words::months_of(year.year))
        .say(sign);
    let branch = el("div").class("year-of").with(button).with(choice);
    if !open {
        return branch;
    }
    let cells = (1..=12).map(|number| {
        let month = year.months.iter().find(|month| month.month == number);
        let name = words::month(number);
        let range = DateRange::month(year.year, number);
        let count = month.map_or(0, |month| month.count);
        el("li").with(period(scene, range, name.get(..3).unwrap_or(name), count))
    });
    let months = el("ul").class("months").set("data-grid", "4").with_all(cells.collect());
    let open =
        year.months.iter().find(|month| holds(scene, DateRange::month(year.year, month.month)));
    branch.with(months).with_some(open.map(|month| days(scene, year.year, month)))
}

/// The days of a month as a calendar has them, weeks from Monday on.
fn days(scene: &Scene<'_>, year: i32, month: &MonthCount) -> Node {
    let first = Date::new(year, month.month, 1).map_or(0, Date::day_number);
    // 1 January 1970 was a Thursday.
    let before = (first + 3).rem_euclid(7) as usize;
    let blank = (0..before).map(|_| el("li"));
    let days = (1..=days_in_month(year, month.month)).map(|day| {
        let count = month.days.iter().find(|own| own.0 == day).map_or(0, |own| own.1);
        let range = Date::new(year, month.month, day).map(DateRange::day);
        el("li").with(period(scene, range, &day.to_string(), count))
    });
    let cells = blank.chain(days).collect();
    el("ul")
        .class("days")
        .set("data-grid", "7")
        .set("aria-label", words::month(month.month))
        .with_all(cells)
}

/// The day that is asked for, in every year that has it.
fn any_year(scene: &Scene<'_>, tree: &DateTree) -> Option<Node> {
    let asked = scene.query.date()?;
    let day = asked.from().filter(|day| asked.to() == Some(*day))?;
    let mut clauses = Vec::new();
    let mut articles = 0;
    for year in &tree.years {
        let month = year.months.iter().find(|month| month.month == day.month);
        let own = month.and_then(|month| month.days.iter().find(|own| own.0 == day.day));
        let date = Date::new(year.year, day.month, day.day);
        if let Some((own, date)) = own.filter(|own| own.1 > 0).zip(date) {
            clauses.push(Clause::date(DateRange::day(date)));
            articles += own.1;
        }
    }
    if clauses.len() < 2 {
        return None;
    }
    let query = scene.query.with_date(None).with(Clause::new(Term::Any(clauses)));
    let choice = Choice {
        href: scene.to_query(&query),
        name: &words::in_any_year(day),
        spoken: None,
        count: articles,
        chosen: false,
        kind: None,
    };
    Some(el("div").class("leaf").with(choice.node()))
}

#[cfg(test)]
#[path = "calendar_tests.rs"]
mod tests;
