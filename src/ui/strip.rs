//! The geometry of a timeline strip: where bars, lanes and ticks stand on a line of time.
//!
//! Pure: positions are in percent of the strip's width, so that the drawing scales with
//! its container. It must not know colours, pixels or components.

use crate::bundle::civil::{Date, DayNumber};
use crate::bundle::edtf::When;
use crate::bundle::order;

/// A stretch of time laid over 100 percent of a width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    first: DayNumber,
    days: f64,
}

/// Where one entry stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// Percent from the strip's start to the bar's.
    pub left: f64,
    /// Percent; 0 is a point, which the drawing makes visible.
    pub width: f64,
    /// Counted from 0, so that bars do not cover each other.
    pub lane: usize,
    /// True if the expression has no beginning or no end.
    pub open: bool,
}

/// A labelled place on the axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Percent from the strip's start.
    pub left: f64,
    /// A year, or a month of one.
    pub at: Date,
    /// True where the label should name the month too.
    pub month: bool,
}

/// Bars nearer than this many percent go to different lanes: about a finger's width on
/// a phone, and half of one on a desk.
const NEAR: f64 = 3.0;

/// Lanes at most: bars for which there is no room stand in the last one, as a cluster.
const MOST_LANES: usize = 6;

/// A number of percent as a style sheet writes it, to a hundredth.
pub fn percent(value: f64) -> String {
    // Whole numbers: formatting a float brings in ten kilobytes of WebAssembly.
    let hundredths = (value * 100.0).round() as i64;
    format!("{}.{:02}%", hundredths / 100, hundredths.abs() % 100)
}

impl Scale {
    /// The time that all expressions cover, rounded out to whole months or years, or
    /// nothing if none of them is dated.
    pub fn around<'w>(whens: impl IntoIterator<Item = &'w When>) -> Option<Self> {
        let mut span: Option<(DayNumber, DayNumber)> = None;
        for when in whens {
            let ends = [when.first_day(), when.last_day()].into_iter().flatten();
            for day in ends {
                let (first, last) = span.unwrap_or((day, day));
                span = Some((first.min(day), last.max(day)));
            }
        }
        let (first, last) = span?;
        let long = last - first > 2 * 366;
        let from = Date::from_day_number(first);
        let to = Date::from_day_number(last);
        let from = Date { month: if long { 1 } else { from.month }, day: 1, ..from };
        let to = if long || to.month == 12 {
            Date { year: to.year + 1, month: 1, day: 1 }
        } else {
            Date { month: to.month + 1, day: 1, ..to }
        };
        let first = from.day_number();
        Some(Self { first, days: f64::from(to.day_number() - first) })
    }

    fn percent(&self, day: DayNumber) -> f64 {
        (f64::from(day - self.first) / self.days * 100.0).clamp(0.0, 100.0)
    }

    /// A bar for every expression, in the order given. From the left, each takes the uppermost
    /// lane that has room.
    pub fn bars(&self, whens: &[When]) -> Vec<Bar> {
        let mut bars: Vec<Bar> = whens.iter().map(|when| self.bar(when)).collect();
        let mut ends: Vec<f64> = Vec::new(); // the end of the last bar in each lane
        for at in from_left(&bars) {
            let bar = &mut bars[at];
            let free = ends.iter().position(|&end| end + NEAR <= bar.left);
            bar.lane = free.unwrap_or(ends.len()).min(MOST_LANES - 1);
            if bar.lane == ends.len() {
                ends.push(0.0);
            }
            ends[bar.lane] = ends[bar.lane].max(bar.left + bar.width);
        }
        bars
    }

    fn bar(&self, when: &When) -> Bar {
        let left = when.first_day().map_or(0.0, |day| self.percent(day));
        let right = when.last_day().map_or(100.0, |day| self.percent(day + 1));
        let point = when.first_day().is_some() && when.first_day() == when.last_day();
        let width = if point { 0.0 } else { (right - left).max(0.0) };
        let open = when.first_day().is_none() || when.last_day().is_none();
        Bar { left, width, lane: 0, open }
    }

    /// At most `most` ticks at round years, or months where the time is short.
    pub fn ticks(&self, most: usize) -> Vec<Tick> {
        let most = most.max(1);
        let start = Date::from_day_number(self.first);
        let end = self.first + self.days as DayNumber;
        let months = ((self.days / 30.44).round() as usize).max(1);
        let by_month = months <= 24;
        let steps: &[usize] = if by_month {
            &[1, 2, 3, 6, 12]
        } else {
            &[12, 24, 60, 120, 240, 600, 1200, 6000, 12_000, 24_000, 60_000]
        };
        let fits = steps.iter().find(|&&step| months.div_ceil(step) <= most);
        let step = fits.or(steps.last()).copied().unwrap_or(12) as i32;
        // Months since year 0, so that ticks fall on multiples of the step.
        let first = start.year * 12 + i32::from(start.month) - 1;
        let mut at = first.div_euclid(step) * step;
        if at < first {
            at += step;
        }
        let mut ticks = Vec::new();
        while let Some(date) = Date::new(at.div_euclid(12), (at.rem_euclid(12) + 1) as u8, 1) {
            if date.day_number() >= end || ticks.len() > most {
                break;
            }
            let month = by_month && step < 12;
            ticks.push(Tick { left: self.percent(date.day_number()), at: date, month });
            at += step;
        }
        ticks
    }
}

/// Places of bars, by where they begin; in the order given where they begin together.
fn from_left(bars: &[Bar]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..bars.len()).collect();
    order::sort_by(&mut places, |&one, &other| {
        bars[one].left.total_cmp(&bars[other].left).then(one.cmp(&other))
    });
    places
}

/// The bars that would lie on each other, in groups: each group is drawn as one, which opens
/// to a list. By the places of the bars, from the left.
pub fn clusters(bars: &[Bar]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut end = 0.0; // of the last group
    for at in from_left(bars) {
        let Bar { left, width, lane, .. } = bars[at];
        if lane < MOST_LANES - 1 {
            continue;
        }
        match groups.last_mut() {
            Some(group) if left < end + NEAR => group.push(at),
            _ => {
                groups.push(vec![at]);
                end = left;
            }
        }
        end = f64::max(end, left + width);
    }
    groups.retain(|group| group.len() > 1);
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::edtf;

    fn whens(texts: &[&str]) -> Vec<When> {
        texts.iter().map(|text| edtf::parse(text).unwrap()).collect()
    }

    #[test]
    fn width_is_precision() {
        let whens = whens(&["2015", "2018-05", "2018-05-08"]);
        let scale = Scale::around(&whens).unwrap();
        let bars = scale.bars(&whens);
        assert!(bars[0].left.abs() < 1e-9 && (bars[0].width - 25.0).abs() < 0.1);
        assert!((bars[1].width - 31.0 / 1461.0 * 100.0).abs() < 0.1);
        assert_eq!(bars[2].width, 0.0);
    }

    #[test]
    fn bars_near_each_other_take_lanes() {
        let whens = whens(&["2025-09-19", "2025-09-20", "2025-09-28", "2015-07-14"]);
        let scale = Scale::around(&whens).unwrap();
        let lanes: Vec<_> = scale.bars(&whens).iter().map(|bar| bar.lane).collect();
        assert_eq!(lanes, [0, 1, 2, 0]);
        let far = self::whens(&["2015", "2020", "2025"]);
        let lanes: Vec<_> =
            Scale::around(&far).unwrap().bars(&far).iter().map(|b| b.lane).collect();
        assert_eq!(lanes, [0, 0, 0]);
    }

    #[test]
    fn bars_without_room_are_clusters() {
        let clustered = |texts: &[&str]| {
            let own = whens(texts);
            clusters(&Scale::around(&own).unwrap().bars(&own))
        };
        let days: Vec<String> = (1..=9).map(|day| format!("2015-07-0{day}")).collect();
        let mut days: Vec<&str> = days.iter().map(String::as_str).collect();
        days.push("2025");
        assert_eq!(clustered(&days[..6]), [[0; 0]; 0], "a lane for each");
        assert_eq!(clustered(&days), [[5, 6, 7, 8]]);
        // What is far from the others has a lane of its own, wherever it stands in the text.
        days.rotate_right(1);
        assert_eq!(clustered(&days), [[6, 7, 8, 9]]);
        // A long one takes in what it covers.
        let mut long = days[1..7].to_vec();
        long.extend(["2015-07-07/2020", "2018"]);
        assert_eq!(clustered(&long), [[5, 6]]);
    }

    #[test]
    fn open_intervals_reach_the_edge() {
        let whens = whens(&["2018-05-08/..", "../2016", "2015", "2020"]);
        let scale = Scale::around(&whens).unwrap();
        let bars = scale.bars(&whens);
        assert!((bars[0].left + bars[0].width - 100.0).abs() < 1e-9 && bars[0].open);
        assert!(bars[1].left == 0.0 && bars[1].open && !bars[2].open);
    }

    #[test]
    fn ticks_are_round_and_few() {
        let told = |texts: &[&str], most| -> String {
            let ticks = Scale::around(&whens(texts)).unwrap().ticks(most);
            assert!(ticks.iter().all(|tick| (0.0..=100.0).contains(&tick.left)));
            let word = |tick: &Tick| {
                if tick.month {
                    tick.at.to_string()[..7].to_owned()
                } else {
                    tick.at.year.to_string()
                }
            };
            ticks.iter().map(word).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(told(&["2015-07-14", "2025-10-18"], 6), "2016 2018 2020 2022 2024");
        assert_eq!(told(&["2025-06-13", "2025-09-28"], 6), "2025-06 2025-07 2025-08 2025-09");
        assert_eq!(
            told(&["2025-01", "2025-12"], 6),
            "2025-01 2025-03 2025-05 2025-07 2025-09 2025-11"
        );
        assert_eq!(told(&["2025-09-28"], 6), "2025-09");
        assert_eq!(told(&["0000", "9999"], 6), "0 2000 4000 6000 8000");
        assert_eq!(told(&["9999-12-31"], 6), "9999-12");
    }

    #[test]
    fn nothing_dated_has_no_scale() {
        assert_eq!(Scale::around([]), None);
    }
}
