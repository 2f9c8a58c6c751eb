//! Counts what a set of articles has: values of facets, days, and times along a line.
//!
//! Of a set that is nearly everything, what is missing is counted and taken off: so no
//! query costs more than half of the archive.

use crate::archive::dates::{self, Scale};
use crate::archive::index::Index;
use crate::archive::index::columns::Columns;
use crate::archive::index::hits::Set;
use crate::archive::message::{Bar, Histogram};
use crate::archive::range::DateRange;
use crate::bundle::civil::{Date, DayNumber};

/// Most bars of the line of times described: one bit each.
const MOST: usize = 64;
/// One in so many times may lie outside of the line at either end: a few of antiquity must not
/// make a bar of the rest.
const OUTLIERS: usize = 200;
/// One in so many where the line is then this much shorter: numbers of a table that were read as
/// years, say.
const MORE_OUTLIERS: usize = 50;
const SHORTER: usize = 4;

/// Calls for every article of a set with 1, or with 1 for every other one and `true`, whichever
/// is less work.
fn fewer(set: &Set<'_>, all: usize, mut run: impl FnMut(u32)) -> bool {
    if set.len() <= all / 2 {
        set.each(run);
        return false;
    }
    let mut next = 0;
    set.each(|article| {
        (next..article).for_each(&mut run);
        next = article + 1;
    });
    (next..all as u32).for_each(run);
    true
}

/// How many articles of a set have each value, by places.
pub(crate) fn values(index: &Index, set: &Set<'_>) -> Vec<u32> {
    let columns = &index.columns;
    let mut counts = vec![0_u32; columns.len()];
    let others = fewer(set, index.len(), |article| {
        for value in columns.row(article) {
            if let Some(count) = counts.get_mut(*value as usize) {
                *count += 1;
            }
        }
    });
    let all = index.len() as u32;
    for (place, count) in counts.iter_mut().enumerate() {
        let place = place as u32;
        let (holders, common) = (columns.holders(place).len() as u32, columns.is_common(place));
        if others {
            *count = (if common { all - holders } else { holders }) - *count;
        }
        if common {
            *count = set.len() as u32 - *count;
        }
    }
    counts
}

/// How many articles of a set were published on each day, and how many without one.
pub(crate) fn days(index: &Index, set: &Set<'_>) -> (Vec<usize>, usize) {
    let mut counts = Vec::with_capacity(index.days.len());
    let mut before = 0;
    match set {
        Set::Span(_) => {
            for end in &index.day_ends {
                let upto = set.before(*end);
                counts.push(upto - before);
                before = upto;
            }
        }
        Set::List(list) => {
            for end in &index.day_ends {
                let rest = list.get(before..).unwrap_or_default();
                let here = rest.iter().take_while(|article| *article < end).count();
                counts.push(here);
                before += here;
            }
        }
    }
    (counts, set.len() - before)
}

/// A line of the times that articles speak of, cut into bars, and in which of them each
/// article has a time.
#[derive(Clone, Debug, Default)]
pub(crate) struct Described {
    asked: Option<(Option<DateRange>, usize)>,
    scale: Option<Scale>,
    ranges: Vec<DateRange>,
    masks: Vec<u64>,
    totals: Vec<u32>,
}

impl Described {
    /// Makes the line ready for these bars over these days, or over those that nearly all
    /// times lie in.
    pub(crate) fn prepare(&mut self, columns: &Columns, asked: Option<DateRange>, bins: usize) {
        let bins = bins.min(MOST);
        if self.asked == Some((asked, bins)) {
            return;
        }
        *self = Self { asked: Some((asked, bins)), ..Self::default() };
        let Some((from, to)) = columns.described(asked) else { return };
        let Some(scale) = Scale::new(from, to, bins) else { return };
        self.ranges = (0..scale.bars).filter_map(|bar| scale.range(bar)).collect();
        self.totals = vec![0; self.ranges.len()];
        let (first, last) = (from.day_number(), to.day_number());
        for article in 0..columns.articles() {
            let mut mask = 0;
            for &(from, to) in columns.times(article as u32) {
                // A time that reaches past the line is in the bars it touches.
                if from <= last && to >= first {
                    let bar = |day: DayNumber| scale.bar(day.clamp(first, last)).min(MOST - 1);
                    let (from, to) = (bar(from), bar(to));
                    mask |= (u64::MAX >> (MOST - 1 - (to - from))) << from;
                }
            }
            self.masks.push(mask);
            add(&mut self.totals, mask);
        }
        self.scale = Some(scale);
    }

    /// How many articles of a set have a time in each bar.
    pub(crate) fn counts(&self, set: &Set<'_>) -> Vec<u32> {
        let mut counts = vec![0_u32; self.totals.len()];
        let others = fewer(set, self.masks.len(), |article| {
            add(&mut counts, self.masks.get(article as usize).copied().unwrap_or(0));
        });
        if others {
            counts.iter_mut().zip(&self.totals).for_each(|(count, total)| *count = total - *count);
        }
        counts
    }

    /// The line with these counts.
    pub(crate) fn histogram(&self, counts: &[u32]) -> Histogram {
        let Some(scale) = &self.scale else { return Histogram::default() };
        let bars = self.ranges.iter().zip(&self.totals).zip(counts);
        let bars = bars.map(|((range, total), count)| Bar {
            range: *range,
            count: *count as usize,
            total: *total as usize,
        });
        let (unit, step) = (scale.unit, usize::try_from(scale.step).unwrap_or(1));
        Histogram { unit, step, bars: bars.collect() }
    }

    /// Bytes of memory it holds.
    pub(crate) fn size(&self) -> usize {
        8 * self.masks.capacity()
    }
}

#[inline]
fn add(counts: &mut [u32], mut mask: u64) {
    while mask != 0 {
        if let Some(count) = counts.get_mut(mask.trailing_zeros() as usize) {
            *count += 1;
        }
        mask &= mask - 1;
    }
}

impl Columns {
    /// The days of a line of the times described: those asked for, their open ends closed by
    /// what nearly all times lie in; and without any, these.
    fn described(&self, asked: Option<DateRange>) -> Option<(Date, Date)> {
        let usual = self.usual();
        let Some(range) = asked else { return usual };
        let from = range.from().or(usual.map(|(first, _)| first)).or(range.to())?;
        let to = range.to().or(usual.map(|(_, last)| last)).or(range.from())?;
        Some((from, to.max(from)))
    }

    /// The first and last day of the years that all but the rarest times lie in.
    fn usual(&self) -> Option<(Date, Date)> {
        const YEARS: usize = 10_000;
        let year = |day: DayNumber| Date::from_day_number(day).year.clamp(0, YEARS as i32 - 1);
        let closed =
            || self.all_times().filter(|(from, to)| *from > DayNumber::MIN && *to < DayNumber::MAX);
        let mut counts = vec![0_usize; YEARS];
        for (from, _) in closed() {
            counts[year(from) as usize] += 1;
        }
        let all: usize = counts.iter().sum();
        let reach = |rare: usize, mut years: &mut dyn Iterator<Item = usize>| {
            let mut sum = 0;
            Iterator::find(&mut years, |year| {
                sum += counts[*year];
                sum > rare
            })
        };
        let but = |outliers: usize| {
            let rare = all / outliers;
            reach(rare, &mut (0..YEARS)).zip(reach(rare, &mut (0..YEARS).rev()))
        };
        let (nearly, most) = (but(OUTLIERS)?, but(MORE_OUTLIERS)?);
        let years = |(first, last): (usize, usize)| last - first + 1;
        let shorter = years(most) * SHORTER <= years(nearly);
        let (first, last) = if shorter { most } else { nearly };
        let (first, last) = (first as i32, last as i32);
        let inside = closed().filter(|(from, to)| year(*from) >= first && year(*to) <= last);
        let ends = inside.fold(None, |ends: Option<(i32, i32)>, (from, to)| {
            Some(ends.map_or((from, to), |(a, b)| (a.min(from), b.max(to))))
        });
        ends.map(|(from, to)| (Date::from_day_number(from), Date::from_day_number(to)))
    }
}

/// The histogram of publication for a set of articles, of which so many come before another
/// one that ends a day. It costs by the bar, not by the day.
pub(crate) fn published(
    index: &Index,
    before: &dyn Fn(usize, u32) -> usize,
    span: Option<(Date, Date)>,
    bins: usize,
) -> Histogram {
    let Some((from, to)) = span else { return Histogram::default() };
    let Some(scale) = Scale::new(from, to, bins.min(dates::MOST_BARS)) else {
        return Histogram::default();
    };
    // How many articles there are before the articles of some days end, in archive and set.
    let upto = |days: usize| {
        let last = days.checked_sub(1);
        let Some((last, end)) = last.and_then(|last| Some((last, *index.day_ends.get(last)?)))
        else {
            return (0, 0);
        };
        (end as usize, before(last, end))
    };
    let first = scale.range(0).and_then(|range| range.from());
    let mut here = upto(first.map_or(0, |first| index.days.partition_point(|day| *day < first)));
    let mut bars = Vec::with_capacity(scale.bars);
    for range in (0..scale.bars).map_while(|bar| scale.range(bar)) {
        let last = range.to();
        let next = upto(index.days.partition_point(|day| last.is_none_or(|last| *day <= last)));
        bars.push(Bar { range, count: next.1 - here.1, total: next.0 - here.0 });
        here = next;
    }
    Histogram { unit: scale.unit, step: usize::try_from(scale.step).unwrap_or(1), bars }
}
