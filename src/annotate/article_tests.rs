//! Names and times in one list, and what an undated article gives away.

use super::*;

fn time(range: Range<usize>, value: Option<&str>) -> Found {
    let what = What::Time(Expression {
        kind: TimeKind::Date,
        timex: value.unwrap_or("XXXX").to_owned(),
        value: value.map(str::to_owned),
        basis: if value.is_some() { Basis::Explicit } else { Basis::Unresolved },
    });
    Found { field: Field::Body, range, what, rule: "test", confidence: 0.9, because: Vec::new() }
}

fn name(range: Range<usize>, confidence: f64, known: bool) -> (bool, Found) {
    let what = What::Name(0);
    let because = Vec::new();
    (known, Found { field: Field::Body, range, what, rule: "test", confidence, because })
}

#[test]
fn of_a_name_and_a_time_in_one_place_the_better_one_stays() {
    for (times, names, expected) in [
        // Apart, and a time inside a name.
        (&[(0, 4)][..], vec![name(5..9, 0.5, false)], "t0-4 n5-9"),
        (&[(4, 8)], vec![name(0..18, 0.5, false)], "n0-18 t4-8"),
        // A name inside a time, and one of the bundle's own.
        (&[(0, 7)], vec![name(0..3, 1.0, false)], "t0-7"),
        (&[(0, 3)], vec![name(0..3, 1.0, false)], "t0-3"),
        (&[(0, 7)], vec![name(0..3, 0.1, true)], "n0-3"),
        // Crossing.
        (&[(0, 7)], vec![name(5..12, 0.8, false)], "t0-7"),
        (&[(0, 7)], vec![name(5..12, 0.95, false)], "n5-12"),
        (&[(0, 7), (10, 14)], vec![name(5..12, 0.8, false)], "t0-7 t10-14"),
        (
            &[(0, 4), (8, 12)],
            vec![name(5..7, 0.8, false), name(9..12, 0.8, true)],
            "t0-4 n5-7 n9-12",
        ),
    ] {
        let times = times.iter().map(|&(start, end)| time(start..end, None)).collect();
        let told: Vec<_> = arbitrate(times, names)
            .into_iter()
            .map(|found| {
                let letter = if matches!(found.what, What::Name(_)) { 'n' } else { 't' };
                format!("{letter}{}-{}", found.range.start, found.range.end)
            })
            .collect();
        assert_eq!(told.join(" "), expected);
    }
}

#[test]
fn an_undated_article_was_written_after_what_it_tells_as_past() {
    for (text, dates, expected) in [
        ("It froze on 4 March 2024.", &[("4 March 2024", "2024-03-04")][..], Some("2024-03-04")),
        // Years say too little; what is still to come says nothing.
        ("It froze in 2024.", &[("2024", "2024")], None),
        ("Boats will moor there on 4 May 2024.", &[("4 May 2024", "2024-05-04")], None),
        (
            "It froze on 4 March 2024. It must be dry by 4 May 2024. It rained on 1 March 2024.",
            &[
                ("4 March 2024", "2024-03-04"),
                ("4 May 2024", "2024-05-04"),
                ("1 March 2024", "2024-03-01"),
            ],
            Some("2024-03-04"),
        ),
    ] {
        let found = |(words, value): &(&str, &str)| {
            let start = text.find(words).unwrap();
            time(start..start + words.len(), Some(value))
        };
        let marks: Vec<_> = dates.iter().map(found).collect();
        let after = written_after(&Text::new(text), &marks).map(|day| day.to_string());
        assert_eq!(after.as_deref(), expected, "{text}");
    }
}

#[test]
fn only_an_issue_date_of_one_day_counts_as_one() {
    for (issued, expected) in [
        ("2024-03-12T08:00:00Z", Some("2024-03-12")),
        ("2024-03-12T08:00", Some("2024-03-12")),
        ("2024-03-12", Some("2024-03-12")),
        ("2024-03", None),
        ("2024-03-01/2024-03-05", None),
        ("soon", None),
    ] {
        assert_eq!(day(issued).map(|day| day.to_string()).as_deref(), expected, "{issued}");
    }
}
