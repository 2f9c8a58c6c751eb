//! Two lines of time, when articles were published and the time they speak of: the window
//! they share, the range chosen on each, and what a key or a drag makes of it.
//!
//! Ranges snap to whole bars, so that what is chosen can be said in words. Pure: pixels and
//! pointers are elsewhere.

use crate::archive::{Bar, Clause, DateRange, Query, Term};
use crate::bundle::civil::{Date, DayNumber};
use crate::ui::address::View;

/// A line of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// When articles were published.
    Published,
    /// The time they speak of.
    Described,
}

impl Axis {
    /// The word before the colon in a query.
    pub fn word(self) -> &'static str {
        match self {
            Self::Published => "date",
            Self::Described => "about",
        }
    }

    /// The line that a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Published, Self::Described].into_iter().find(|axis| axis.word() == word)
    }

    /// What a query asks for on it.
    pub fn chosen(self, query: &Query) -> Option<DateRange> {
        match self {
            Self::Published => query.date(),
            Self::Described => query.clauses.iter().find_map(|clause| match clause.term {
                Term::About(range) if !clause.negated => Some(range),
                _ => None,
            }),
        }
    }

    /// The query with this range as the only one on it, or with none.
    pub fn choose(self, query: &Query, range: Option<DateRange>) -> Query {
        if self == Self::Published {
            return query.with_date(range);
        }
        let mut query = query.clone();
        query.clauses.retain(|own| own.negated || !matches!(own.term, Term::About(_)));
        match range {
            Some(range) => query.with(Clause::new(Term::About(range))),
            None => query,
        }
    }
}

/// The first and the last bar that a chosen range has days in; all without one.
pub fn ends(bars: &[Bar], chosen: Option<DateRange>) -> (usize, usize) {
    let last = bars.len().saturating_sub(1);
    let Some(range) = chosen else { return (0, last) };
    let touches = |bar: &Bar| {
        range.from().is_none_or(|from| bar.range.to().is_none_or(|to| from <= to))
            && range.to().is_none_or(|to| bar.range.from().is_none_or(|from| from <= to))
    };
    let first = bars.iter().position(touches).unwrap_or(0);
    (first, bars.iter().rposition(touches).unwrap_or(last))
}

/// The days from one bar to another, in either order; none if these are all there are.
pub fn between(bars: &[Bar], a: usize, b: usize) -> Option<DateRange> {
    let (first, last) = (a.min(b), a.max(b));
    if first == 0 && last + 1 >= bars.len() {
        return None;
    }
    DateRange::new(bars.get(first)?.range.from(), bars.get(last)?.range.to())
}

/// Where a key takes a thumb that stands at `now`: the range pattern of the ARIA practices.
/// `limits` are the least and the greatest place it may take.
pub fn moved(key: &str, now: usize, limits: (usize, usize)) -> Option<usize> {
    let page = (limits.1 - limits.0.min(limits.1)).div_ceil(8).max(2);
    let to = match key {
        "ArrowRight" | "ArrowUp" => now + 1,
        "ArrowLeft" | "ArrowDown" => now.saturating_sub(1),
        "PageUp" => now + page,
        "PageDown" => now.saturating_sub(page),
        "Home" => limits.0,
        "End" => limits.1,
        _ => return None,
    };
    Some(to.min(limits.1).max(limits.0))
}

/// The window that a view asks for. One that its dates lie outside of is none: whoever
/// chooses another year follows it there.
pub fn window(view: &View, query: &Query) -> Option<DateRange> {
    let window = DateRange::parse(view.zoom.as_deref()?).ok()?;
    let inside = |axis: Axis| {
        let range = axis.chosen(query);
        range.is_none_or(|range| {
            let meets = |day: Option<Date>| day.is_none_or(|day| window.contains(day));
            meets(range.from()) && meets(range.to())
        })
    };
    (inside(Axis::Published) && inside(Axis::Described)).then_some(window)
}

/// The days that bars stand for.
pub fn span(bars: &[Bar]) -> Option<DateRange> {
    DateRange::new(bars.first()?.range.from(), bars.last()?.range.to())
}

/// Half a window, around its middle; none where it is down to days.
pub fn closer(window: DateRange) -> Option<DateRange> {
    closer_to(window, middle(window)?)
}

/// The day in the middle of a range.
pub fn middle(range: DateRange) -> Option<DayNumber> {
    let (from, to) = numbers(range)?;
    Some(from + (to - from) / 2)
}

/// Half a window, with this day as far along in it as before; none where it is down to days.
pub fn closer_to(window: DateRange, day: DayNumber) -> Option<DateRange> {
    let (from, to) = numbers(window)?;
    let (before, after) = ((day - from) / 2, (to - day) / 2);
    (to - from > 7 && before >= 0 && after >= 0).then(|| days(from + before, to - after))?
}

/// A window twice as long around the same middle, as far as there are dates.
pub fn wider(window: DateRange) -> Option<DateRange> {
    let (from, to) = numbers(window)?;
    let half = ((to - from) / 2).max(1);
    let first = Date::new(0, 1, 1)?.day_number();
    let last = Date::new(9999, 12, 31)?.day_number();
    let wider = days((from - half).max(first), (to + half).min(last))?;
    (wider != window).then_some(wider)
}

fn numbers(window: DateRange) -> Option<(DayNumber, DayNumber)> {
    Some((window.from()?.day_number(), window.to()?.day_number()))
}

/// Days rounded to whole months, or years where they are many: an address that can be read.
fn days(from: DayNumber, to: DayNumber) -> Option<DateRange> {
    const MONTHS: DayNumber = 90;
    const YEARS: DayNumber = 4 * 365;
    let (first, last) = (Date::from_day_number(from), Date::from_day_number(to));
    if to - from > YEARS {
        DateRange::years(first.year, last.year)
    } else if to - from > MONTHS {
        let (first, last) =
            (DateRange::month(first.year, first.month)?, DateRange::month(last.year, last.month)?);
        DateRange::new(first.from(), last.to())
    } else {
        DateRange::new(Some(first), Some(last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(text: &str) -> DateRange {
        DateRange::parse(text).unwrap()
    }

    fn bars(texts: &[&str]) -> Vec<Bar> {
        texts.iter().map(|text| Bar { range: range(text), count: 1, total: 2 }).collect()
    }

    #[test]
    fn a_line_asks_for_one_range_of_its_own() {
        for (axis, q, expected) in [
            (Axis::Described, "", "about:2018"),
            (Axis::Described, "vardel tag:port", "vardel tag:port about:2018"),
            (Axis::Described, "about:2015..2020 vardel", "vardel about:2018"),
            (Axis::Described, "-about:2019", "-about:2019 about:2018"),
            (Axis::Published, "about:2015 date:2016", "about:2015 date:2018"),
        ] {
            let query = Query::parse(q);
            assert_eq!(axis.choose(&query, Some(range("2018"))).to_string(), expected);
            let bare = axis.choose(&query, None);
            assert_eq!(axis.chosen(&bare), None);
        }
    }

    #[test]
    fn thumbs_stand_where_the_range_begins_and_ends() {
        let bars = bars(&["2015", "2016", "2017", "2018"]);
        for (chosen, expected) in [
            (None, (0, 3)),
            (Some("2016"), (1, 1)),
            (Some("2016-05..2017-02"), (1, 2)),
            (Some("..2016"), (0, 1)),
            (Some("2017.."), (2, 3)),
            (Some("1990"), (0, 3)),
        ] {
            assert_eq!(ends(&bars, chosen.map(range)), expected, "{chosen:?}");
        }
        assert_eq!(between(&bars, 2, 1), Some(range("2016..2017")));
        assert_eq!(between(&bars, 0, 3), None);
        assert_eq!(between(&bars, 0, 9), None);
        assert_eq!(between(&[], 0, 0), None);
    }

    #[test]
    fn keys_move_a_thumb_and_never_past_the_other() {
        for (key, now, expected) in [
            ("ArrowRight", 3, Some(4)),
            ("ArrowDown", 3, Some(2)),
            ("ArrowRight", 20, Some(20)),
            ("PageUp", 3, Some(6)),
            ("PageDown", 3, Some(2)),
            ("Home", 9, Some(2)),
            ("End", 9, Some(20)),
            ("x", 9, None),
        ] {
            assert_eq!(moved(key, now, (2, 20)), expected, "{key}");
        }
        assert_eq!(moved("ArrowRight", 0, (0, 0)), Some(0));
    }

    #[test]
    fn windows_halve_and_double_to_whole_periods() {
        for (window, near, far) in [
            ("2015..2024", Some("2017..2022"), Some("2010..2029")),
            ("2024", Some("2024-04..2024-10"), Some("2023-07..2025-07")),
            ("2024-03-01..2024-03-03", None, Some("2024-02-29..2024-03-04")),
            ("2024-03-01", None, Some("2024-02-29..2024-03-02")),
            ("0000..9999", Some("2499..7499"), None),
        ] {
            assert_eq!(closer(range(window)), near.map(range), "closer to {window}");
            assert_eq!(wider(range(window)), far.map(range), "wider than {window}");
        }
    }

    #[test]
    fn a_window_closes_in_on_what_the_pointer_is_over() {
        for (day, expected) in
            [("2015-06-01", Some("2015..2020")), ("2024-06-01", Some("2019..2024")), ("2026", None)]
        {
            let day = middle(range(day)).unwrap();
            assert_eq!(closer_to(range("2015..2024"), day), expected.map(range));
        }
        assert_eq!(closer_to(range("2024-03-01..2024-03-05"), 19_784), None, "down to days");
    }

    #[test]
    fn a_window_that_the_dates_left_is_none() {
        for (zoom, q, expected) in [
            (None, "", None),
            (Some("2015..2020"), "", Some("2015..2020")),
            (Some("2015..2020"), "date:2018 about:2016", Some("2015..2020")),
            (Some("2015..2020"), "date:2021", None),
            (Some("2015..2020"), "about:2010..2018", None),
            (Some("2015..2020"), "date:2016..", Some("2015..2020")),
            (Some("soon"), "", None),
        ] {
            let view = View { zoom: zoom.map(str::to_owned), ..View::of_query(q) };
            assert_eq!(window(&view, &Query::parse(q)), expected.map(range), "{zoom:?} {q}");
        }
    }
}
