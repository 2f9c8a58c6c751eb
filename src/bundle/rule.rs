//! The rules by which expressions of time follow the day their article was issued: `day-1`,
//! `week-1` (Monday to Sunday), `month+2`, `year-10`, and `md:08-28`, a day of that year.
//!
//! A producer may have others; those resolve to nothing here. It must not look at a text.

use crate::bundle::civil::Date;
use crate::bundle::model::ArticleExt;
use crate::bundle::{Basis, Mark};

/// Units before or after the issue date, at most: some centuries of days.
const MOST: i32 = 200_000;

/// What a rule says in an article that was issued on a day: a value in EDTF, and how it was
/// found. Nothing if the rule is another producer's.
pub fn resolve(rule: &str, issued: Date) -> Option<(String, Basis)> {
    if let Some(day) = rule.strip_prefix("md:") {
        let (month, day) = day.split_once('-')?;
        let date = Date::new(issued.year, month.parse().ok()?, day.parse().ok()?)?;
        return Some((date.to_string(), Basis::YearFromIssue));
    }
    let (unit, by) = rule.split_at(rule.find(['+', '-'])?);
    let by: i32 = by.parse().ok().filter(|by| (-MOST..=MOST).contains(by))?;
    let day = |number| {
        let Date { year, month, day } = Date::from_day_number(number);
        Date::new(year, month, day).map(|date| date.to_string())
    };
    let today = issued.day_number();
    let value = match unit {
        "day" => day(today + by)?,
        "week" => {
            // 1 January 1970 was a Thursday.
            let monday = today - (today + 3).rem_euclid(7) + 7 * by;
            [day(monday)?, day(monday + 6)?].join("/")
        }
        "month" => {
            let months = 12 * issued.year + i32::from(issued.month) - 1 + by;
            let month = u8::try_from(months.rem_euclid(12) + 1).ok()?;
            Date::new(months.div_euclid(12), month, 1)?.to_string().get(..7)?.to_owned()
        }
        "year" => Date::new(issued.year + by, 1, 1)?.to_string().get(..4)?.to_owned(),
        _ => return None,
    };
    Some((value, Basis::Relative))
}

/// True if a mark follows the issue date: by the look of its rule, for this is asked of every
/// mark of every article.
pub fn is_followed(mark: &Mark) -> bool {
    let rule = mark.time.as_ref().and_then(|time| time.rule.as_deref());
    let is_one = |rule: &str| !rule.contains(' ') && rule.ends_with(|c: char| c.is_ascii_digit());
    rule.is_some_and(is_one)
}

/// Counts what follows the issue date from another day, and the events that are told by it.
#[inline(never)]
pub fn reissue(article: &mut ArticleExt, issued: Date) {
    for mark in &mut article.marks {
        let Some(time) = &mut mark.time else { continue };
        let found = time.rule.as_deref().and_then(|rule| resolve(rule, issued));
        let Some((value, basis)) = found else { continue };
        let before = time.value.replace(value);
        time.basis = basis;
        for event in &mut article.events {
            let told = event.evidence.contains(&mark.id);
            if told && (event.when.is_none() || event.when == before) {
                event.when.clone_from(&time.value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::civil::parse_day;
    use crate::bundle::{Event, Mark, Time};

    #[test]
    fn a_rule_counts_from_the_issue_date() {
        for (rule, issued, expected) in [
            ("day-1", "2024-03-01", "2024-02-29"),
            ("day+0", "2024-03-01", "2024-03-01"),
            ("week-1", "2024-03-12", "2024-03-04/2024-03-10"),
            ("week-1", "2021-04-20", "2021-04-12/2021-04-18"),
            ("week+0", "2024-03-10", "2024-03-04/2024-03-10"),
            ("month-1", "2024-01-31", "2023-12"),
            ("month+14", "2024-01-31", "2025-03"),
            ("year+0", "2025-09-30", "2025"),
            ("year-10", "2025-09-30", "2015"),
            ("md:08-28", "2025-09-30", "2025-08-28"),
        ] {
            let value = resolve(rule, parse_day(issued).unwrap()).map(|found| found.0);
            assert_eq!(value.as_deref(), Some(expected), "{rule} from {issued}");
        }
        let day = parse_day("2025-02-28").unwrap();
        for rule in [
            "",
            "day",
            "day-",
            "day-x",
            "md:",
            "md:02-29",
            "md:13-01",
            "weekday-past",
            "year-9999",
            "year+999999999999",
            "day-999999",
            "hour-1",
            "ⅷ-1",
        ] {
            assert_eq!(resolve(rule, day), None, "{rule}");
        }
    }

    #[test]
    fn marks_and_the_events_they_tell_are_counted_anew() {
        let mark = |id: &str, value: Option<&str>, rule: Option<&str>| Mark {
            id: id.into(),
            time: Some(Box::new(Time {
                value: value.map(str::to_owned),
                rule: rule.map(str::to_owned),
                ..Time::default()
            })),
            ..Mark::default()
        };
        let event = |id: &str, when: Option<&str>, evidence: &str| Event {
            id: id.into(),
            when: when.map(str::to_owned),
            evidence: vec![evidence.into()],
            ..Event::default()
        };
        let mut article = ArticleExt {
            marks: vec![
                mark("a", None, Some("month-1")),
                mark("b", Some("2020-05"), Some("month-1")),
                mark("c", Some("2018"), None),
                mark("d", None, Some("as in section 3")),
            ],
            events: vec![
                event("1", None, "a"),
                event("2", Some("2020-05"), "b"),
                event("3", Some("2020-05-07"), "b"),
                event("4", Some("2018"), "c"),
                event("5", None, "d"),
            ],
            ..ArticleExt::default()
        };
        let followed: Vec<bool> = article.marks.iter().map(is_followed).collect();
        assert_eq!(followed, [true, true, false, false]);
        reissue(&mut article, parse_day("2024-03-12").unwrap());
        let values: Vec<_> =
            article.marks.iter().map(|mark| mark.time.as_ref().unwrap().value.as_deref()).collect();
        assert_eq!(values, [Some("2024-02"), Some("2024-02"), Some("2018"), None]);
        let whens: Vec<_> = article.events.iter().map(|event| event.when.as_deref()).collect();
        let expected = [Some("2024-02"), Some("2024-02"), Some("2020-05-07"), Some("2018"), None];
        assert_eq!(whens, expected, "what an editor dated closer stays");
    }
}
