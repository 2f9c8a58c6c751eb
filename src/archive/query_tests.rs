//! The query language as readers write it, a case a line, and the way back to text.

use super::*;
use crate::archive::query::{Clause, Query, QueryField, Term};

/// Writes a query out in full, clause by clause, then the problems' words.
fn told(text: &str) -> String {
    let query = Query::parse(text);
    let mut parts: Vec<_> = query.clauses.iter().map(told_clause).collect();
    parts.extend(query.problems.iter().map(|problem| format!("PROBLEM {}", problem.words)));
    parts.join(" | ")
}

fn told_clause(clause: &Clause) -> String {
    let term = match &clause.term {
        Term::Word(text) => format!("word {text}"),
        Term::Phrase(text) => format!("phrase {text}"),
        Term::Field { field, value } => format!("{} {value}", field.word()),
        Term::Date(range) => format!("date {range}"),
        Term::Undated => "undated".to_owned(),
        Term::About(range) => format!("about {range}"),
        Term::Any(all) | Term::All(all) => all.iter().map(told_clause).collect::<Vec<_>>().join(" or "),
    };
    if clause.negated { format!("not {term}") } else { term }
}

#[test]
fn queries_mean_what_they_look_like() {
    for (text, expected) in [
        ("", ""),
        ("  \n ", ""),
        ("sanctions", "word sanctions"),
        ("nuclear  deal ", "word nuclear | word deal"),
        ("\"nuclear deal\" iran", "phrase nuclear deal | word iran"),
        ("“nuclear deal„ x", "phrase nuclear deal | word x"),
        ("-oil -\"spot price\" -tag:ports", "not word oil | not phrase spot price | not tag ports"),
        ("- a -- --b", "word a | not word b"),
        ("S-400 don't 3.5% (oil)", "word S-400 | word don't | word 3.5% | word (oil)"),
        ("source:\"Coast Courier\" next", "source Coast Courier | word next"),
        ("SOURCE:Courier Lang:fr", "source Courier | lang fr"),
        ("source:\"Coast Cour", "source Coast Cour"),
        (
            "title:port entity:nha type:person author:Rask",
            "title port | entity nha | type person | author Rask",
        ),
        ("tag:a:b http://x.org note:this", "tag a:b | word http://x.org | word note:this"),
        ("tag:\"say \\\"hi\\\" \\\\ \\n\"", "tag say \"hi\" \\ \\n"),
        ("date:2025", "date 2025"),
        ("date:2025-09-19 about:2018", "date 2025-09-19 | about 2018"),
        ("date:2025-09..2025-10", "date 2025-09..2025-10"),
        ("date:2025-09.. -date:..2018", "date 2025-09.. | not date ..2018"),
        ("date:undated -date:Undated", "undated | not undated"),
        ("date:\"2025-09\"", "date 2025-09"),
        ("date:soon iran", "word iran | PROBLEM date:soon"),
        ("-date:\"next week\" x", "word x | PROBLEM -date:\"next week\""),
        ("tag: tag:\"\" x", "word x | PROBLEM tag: | PROBLEM tag:\"\""),
        ("date:2018..2015", "PROBLEM date:2018..2015"),
        ("\"exact wor", "word exact | word wor"),
        ("\"\" \" \" \"", ""),
        ("5\" gun", "word 5\" | word gun"),
        ("\"a b\"c", "phrase a b | word c"),
        ("a OR b", "word a or word b"),
        ("x a OR \"b c\" OR -tag:d y", "word x | word a or phrase b c or not tag d | word y"),
        ("a or b", "word a | word or | word b"),
        ("-OR", "not word OR"),
        ("\"OR\"", "phrase OR"),
        ("OR a OR", "word a | PROBLEM OR | PROBLEM OR"),
        ("a OR OR b", "word a | word b | PROBLEM OR | PROBLEM OR"),
        ("a OR date:soon b", "word a | word b | PROBLEM OR | PROBLEM date:soon"),
        ("تهران سفر", "word تهران | word سفر"),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn every_problem_says_why() {
    for (text, why) in [
        ("date:soon", "not a date"),
        ("date:2018..2015", "ends before"),
        ("tag:", "behind the colon"),
        ("OR", "between two"),
    ] {
        let problems = Query::parse(text).problems;
        assert!(problems.len() == 1 && problems[0].why.contains(why), "{text}: {problems:?}");
    }
}

/// A small deterministic generator: enough disorder, and failures repeat.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        (self.0 >> 33) as usize % limit
    }

    pub(crate) fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

const PIECES: [&str; 34] = [
    "a", "Bé", "نام", "京", "\"", "\"", "“", "”", "\\", "\\\"", ":", "-", " ", " ", " ", "\n",
    "OR", " OR ", "tag:", "source:", "date:", "about:", "entity:", "x:", "2025", "2025-09", "..",
    "undated", "soon", "'", "(", "e\u{301}", "\u{a0}", "„",
];

#[test]
fn any_text_is_read_and_written_back_as_the_same_query() {
    let mut random = Random(1);
    for _ in 0..60_000 {
        let length = random.below(14);
        let text: String = (0..length).map(|_| random.pick(&PIECES)).collect();
        let query = Query::parse(&text);
        let written = query.to_string();
        assert_eq!(Query::parse(&written), query, "{text:?} written as {written:?}");
    }
}

#[test]
fn any_query_is_written_so_that_it_reads_as_itself() {
    let mut random = Random(2);
    let ranges = ["2025", "2025-09..2025-10", "..2018", "2024-02-28..2024-03-01", "2015.."];
    for _ in 0..30_000 {
        let mut clause = || {
            let pieces = 1 + random.below(5);
            let mut value: String = (0..pieces).map(|_| random.pick(&PIECES)).collect();
            if value.trim().is_empty() {
                value.push('v');
            }
            let range = DateRange::parse(random.pick(&ranges)).unwrap();
            let term = match random.below(6) {
                // A word as the parser makes them: no dash, quote, space or field in front.
                0 => Term::Word(format!("w{}", value.replace(char::is_whitespace, ""))),
                1 => Term::Phrase(value),
                2 => Term::Date(range),
                3 => Term::About(range),
                4 => Term::Undated,
                _ => Term::Field { field: QueryField::ALL[random.below(7)], value },
            };
            Clause { negated: random.below(3) == 0, term }
        };
        let mut query = Query::default();
        for _ in 0..3 {
            query.clauses.push(clause());
        }
        query.clauses.push(Clause::new(Term::Any(vec![clause(), clause()])));
        let written = query.to_string();
        assert_eq!(Query::parse(&written), query, "{written:?}");
    }
}

#[test]
fn words_that_a_program_made_stay_words() {
    for (word, written) in
        [("two words", "\"two words\""), ("-x", "\"-x\""), ("OR", "\"OR\""), ("tag:x", "\"tag:x\"")]
    {
        assert_eq!(Clause::new(Term::Word(word.to_owned())).to_string(), written);
    }
}

/// The query after a change, as text.
fn changed(text: &str, change: impl Fn(&Query) -> Query) -> String {
    change(&Query::parse(text)).to_string()
}

/// The one clause of a text.
fn one(text: &str) -> Clause {
    Query::parse(text).clauses[0].clone()
}

#[test]
fn chips_and_facets_change_whole_clauses() {
    for (text, clause, with, without, toggled) in [
        ("iran", "tag:oil", "iran tag:oil", "iran", "iran tag:oil"),
        ("tag:oil iran", "tag:oil", "tag:oil iran", "iran", "iran"),
        ("-tag:oil iran", "tag:oil", "iran tag:oil", "-tag:oil iran", "iran tag:oil"),
        ("tag:oil iran", "-tag:oil", "iran -tag:oil", "tag:oil iran", "iran -tag:oil"),
        ("tag:a OR tag:oil x", "tag:oil", "tag:a OR tag:oil x", "tag:a x", "tag:a x"),
        ("a OR b OR tag:oil", "tag:oil", "a OR b OR tag:oil", "a OR b", "a OR b"),
        ("a date:soon", "tag:oil", "a tag:oil date:soon", "a date:soon", "a tag:oil date:soon"),
    ] {
        let clause = one(clause);
        assert_eq!(changed(text, |query| query.with(clause.clone())), with, "{text}");
        assert_eq!(changed(text, |query| query.without(&clause)), without, "{text}");
        assert_eq!(changed(text, |query| query.toggled(clause.clone())), toggled, "{text}");
    }
}

#[test]
fn one_field_or_the_date_is_replaced_in_its_place() {
    let range = DateRange::parse("2025-09").ok();
    for (text, dated, undated, only) in [
        ("iran", "iran date:2025-09", "iran", "iran source:New"),
        ("date:2018 iran", "date:2025-09 iran", "iran", "date:2018 iran source:New"),
        ("date:soon x", "x date:2025-09", "x", "x source:New date:soon"),
        (
            "-date:undated x date:2018",
            "date:2025-09 x",
            "x",
            "-date:undated x date:2018 source:New",
        ),
        ("date:2015 OR date:2018 x", "date:2025-09 x", "x", "date:2015 OR date:2018 x source:New"),
        (
            "source:Old x -source:Other",
            "source:Old x -source:Other date:2025-09",
            "source:Old x -source:Other",
            "source:New x",
        ),
    ] {
        assert_eq!(changed(text, |query| query.with_date(range)), dated, "{text}");
        assert_eq!(changed(text, |query| query.with_date(None)), undated, "{text}");
        let new = changed(text, |query| query.with_only(QueryField::Source, "New"));
        assert_eq!(new, only, "{text}");
    }
    assert_eq!(
        changed("a lang:fr -lang:en", |query| query.without_field(QueryField::Language)),
        "a"
    );
}

#[test]
fn the_box_may_hold_the_words_and_the_chips_the_rest() {
    let query = Query::parse("iran tag:oil \"a b\" -c date:2018 x OR y date:soon");
    assert_eq!(query.free_text(), "iran \"a b\" -c x OR y date:soon");
    let typed = query.with_free_text("new words tag:oil tag:gas ");
    assert_eq!(typed.to_string(), "tag:oil date:2018 new words tag:gas");
    assert_eq!(query.date(), DateRange::parse("2018").ok());
    assert_eq!(query.values(QueryField::Tag), ["oil"]);
    assert!(Query::parse("").is_empty() && !Query::parse("date:soon").is_empty());
}
