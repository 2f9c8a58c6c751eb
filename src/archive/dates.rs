//! Counts articles by date: the tree of years, months and days, and the histogram.
//!
//! Both work on the archive's own days, of which there are at most as many as articles,
//! whatever the span: no loop here runs over a calendar without a limit.

use crate::archive::message::{DateTree, MonthCount, Unit, YearCount};
use crate::archive::query::{Query, Term};
use crate::archive::range::DateRange;
use crate::bundle::civil::{Date, DayNumber};

/// More bars than any screen has room for; a request for more gets this many.
pub(crate) const MOST_BARS: usize = 4000;

/// The days of an archive, each once, earliest first.
pub(crate) type Days = [Date];

/// The tree of all days with these counts, one for every day.
pub(crate) fn tree(days: &Days, counts: &[usize], undated: usize) -> DateTree {
    let mut years: Vec<YearCount> = Vec::new();
    for (day, &count) in days.iter().zip(counts) {
        if years.last().is_none_or(|last| last.year != day.year) {
            years.push(YearCount { year: day.year, count: 0, months: Vec::new() });
        }
        let Some(year) = years.last_mut() else { continue };
        if year.months.last().is_none_or(|last| last.month != day.month) {
            let days = Vec::with_capacity(31);
            year.months.push(MonthCount { month: day.month, count: 0, days });
        }
        let Some(month) = year.months.last_mut() else { continue };
        month.days.push((day.day, count));
        month.count += count;
        year.count += count;
    }
    DateTree { years, undated }
}

/// The first and last day to draw: the query's range of dates, with its open ends closed
/// by the archive, or else the archive's own. `None` if there is neither.
pub(crate) fn span(query: &Query, days: &Days) -> Option<(Date, Date)> {
    match asked_for(query) {
        Some(range) => closed(range, days),
        None => days.first().copied().zip(days.last().copied()),
    }
}

/// A range with its open ends closed by the archive.
pub(crate) fn closed(range: DateRange, days: &Days) -> Option<(Date, Date)> {
    let archive = days.first().copied().zip(days.last().copied());
    let from = range.from().or(archive.map(|(first, _)| first)).or(range.to())?;
    let to = range.to().or(archive.map(|(_, last)| last)).or(range.from())?;
    // An open range that begins after the archive ends is its first day, and vice versa.
    match range.from() {
        _ if from <= to => Some((from, to)),
        Some(_) => Some((from, from)),
        None => Some((to, to)),
    }
}

/// What the query's clauses of date have in common; of alternatives, what they span. Days
/// that are excluded leave a gap, not a shorter line.
fn asked_for(query: &Query) -> Option<DateRange> {
    let mut common: Option<DateRange> = None;
    for clause in query.clauses.iter().filter(|clause| clause.is_date() && !clause.negated) {
        let mut wide: Option<DateRange> = None;
        for alternative in clause.alternatives() {
            let Term::Date(range) = alternative.term else { return common };
            if alternative.negated {
                return common;
            }
            wide = match wide {
                None => Some(range),
                Some(wide) => DateRange::new(
                    wide.from().zip(range.from()).map(|(a, b)| a.min(b)),
                    wide.to().zip(range.to()).map(|(a, b)| a.max(b)),
                ),
            };
            if wide.is_none() {
                break; // open at both ends
            }
        }
        let Some(wide) = wide else { continue };
        common = match common {
            None => Some(wide),
            Some(common) => {
                let from = common.from().max(wide.from()); // `None` is least
                let to = [common.to(), wide.to()].into_iter().flatten().min();
                // Ranges with nothing in common have no answer; any of them will do.
                DateRange::new(from, to).or(Some(common))
            }
        };
    }
    common
}

/// How a line is cut into bars.
#[derive(Clone, Debug)]
pub(crate) struct Scale {
    pub(crate) unit: Unit,
    pub(crate) step: i32,
    /// The unit's number for the first bar.
    first: i32,
    pub(crate) bars: usize,
}

impl Scale {
    /// The number of the unit that a day lies in.
    fn number(unit: Unit, day: Date) -> i32 {
        match unit {
            Unit::Year => day.year,
            Unit::Month => day.year * 12 + i32::from(day.month) - 1,
            Unit::Day => day.day_number(),
        }
    }

    /// The finest scale with no more than `bins` bars between two days.
    pub(crate) fn new(from: Date, to: Date, bins: usize) -> Option<Self> {
        let fits = |unit: Unit, step: i32| {
            let first = Self::number(unit, from).div_euclid(step);
            let bars = usize::try_from(Self::number(unit, to).div_euclid(step) - first).ok()? + 1;
            (bars <= bins).then_some(Self { unit, step, first: first * step, bars })
        };
        let finest = fits(Unit::Day, 1).or_else(|| fits(Unit::Month, 1));
        // All of these divide 10,000, so no bar reaches past the year 9999.
        let decades = [1, 10, 100, 1000].into_iter();
        let mut steps = decades.flat_map(|ten| [ten, 2 * ten, 5 * ten]).chain([10_000]);
        finest.or_else(|| steps.find_map(|step| fits(Unit::Year, step)))
    }

    /// The bar that a day lies in, which is on the line.
    pub(crate) fn bar(&self, day: DayNumber) -> usize {
        let number = Self::number(self.unit, Date::from_day_number(day));
        usize::try_from((number - self.first).div_euclid(self.step)).unwrap_or(0)
    }

    /// The days of one bar.
    pub(crate) fn range(&self, bar: usize) -> Option<DateRange> {
        let number = self.first + i32::try_from(bar).ok()? * self.step;
        match self.unit {
            Unit::Year => DateRange::years(number, number + self.step - 1),
            Unit::Month => {
                let month = u8::try_from(number.rem_euclid(12) + 1).ok()?;
                DateRange::month(number.div_euclid(12), month)
            }
            Unit::Day => Some(DateRange::day(Date::from_day_number(number))),
        }
    }
}
