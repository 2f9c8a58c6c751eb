//! The query language as readers write it, a case a line, and the way back to text.

use super::*;
use crate::archive::query::{Clause, Query, QueryField, Term};
use proptest::prelude::{
    Just, ProptestConfig, Strategy, any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest,
};

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
        Term::Any(all) => told_group(all, " or "),
        Term::All(all) => told_group(all, " and "),
    };
    if clause.negated { format!("not {term}") } else { term }
}

fn told_group(clauses: &[Clause], between: &str) -> String {
    format!("({})", clauses.iter().map(told_clause).collect::<Vec<_>>().join(between))
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
        ("S-400 don't 3.5% (oil)", "word S-400 | word don't | word 3.5% | word oil"),
        ("port* -oil* title:sanc*", "word port* | not word oil* | title sanc*"),
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
        ("a OR b", "(word a or word b)"),
        ("x a OR \"b c\" OR -tag:d y", "word x | (word a or phrase b c or not tag d) | word y"),
        ("(a b) c", "word a | word b | word c"),
        ("(a b) OR c", "((word a and word b) or word c)"),
        ("a OR (b OR c)", "(word a or word b or word c)"),
        ("(a OR b) (c OR d)", "(word a or word b) | (word c or word d)"),
        ("(a OR b) OR (c d)", "(word a or word b or (word c and word d))"),
        ("-(a b)", "not (word a and word b)"),
        ("-(a OR -b) c", "not (word a or not word b) | word c"),
        ("-(a)", "not word a"),
        ("-(-(a OR b))", "(word a or word b)"),
        ("x OR -(-(a OR b))", "(word x or word a or word b)"),
        ("-(-a b)", "not (not word a and word b)"),
        ("((a (b)) \"c d\") tag:e", "word a | word b | phrase c d | tag e"),
        ("(x (a OR (b -c)))", "word x | (word a or (word b and not word c))"),
        ("iran (nucl", "word iran | word nucl"),
        ("-(a b", "not (word a and word b)"),
        ("a) b )( c", "word a | word b | word c"),
        ("() -() (\"\") a OR () b", "(word a or word b)"),
        ("f(x)y", "word f | word x | word y"),
        ("(\"a) b\" c)", "phrase a) b | word c"),
        ("(\"a b) c", "word a | word b | word c"),
        ("(source:BBC(UK) tag:x)", "source BBC(UK) | tag x"),
        ("source:\"a)\" -tag:a(b", "source a) | not tag a(b"),
        ("tag:(a b)", "word a | word b | PROBLEM tag:"),
        ("a AND b", "word a | word b"),
        ("a OR AND b AND", "(word a or word b)"),
        ("a NOT b", "word a | not word b"),
        ("a AND NOT (b OR c)", "word a | not (word b or word c)"),
        ("a OR NOT b", "(word a or not word b)"),
        ("NOT NOT -a NOT", "not word a"),
        ("NOT date:soon", "PROBLEM -date:soon"),
        ("not and or", "word not | word and | word or"),
        ("-AND \"NOT\"", "not phrase AND | phrase NOT"),
        ("(a OR) b", "word a | word b | PROBLEM OR"),
        ("(a date:soon) OR b", "(word a or word b) | PROBLEM date:soon"),
        ("OR (date:soon)", "PROBLEM OR | PROBLEM date:soon"),
        ("a ((((((((b))))))))", "word a | word b"),
        (
            "a ((((((((-(b c) date:soon))))))))x d",
            "word a | word x | word d | PROBLEM ((((((((-(b c) date:soon))))))))",
        ),
        ("a OR -((((((((((b", "word a | PROBLEM OR | PROBLEM -((((((((((b"),
        ("a or b", "word a | word or | word b"),
        ("-OR", "not phrase OR"),
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
        ("(((((((((a", "in brackets"),
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

const PIECES: [&str; 46] = [
    "a", "Bé", "نام", "京", "\"", "\"", "“", "”", "\\", "\\\"", ":", "-", " ", " ", " ", "\n",
    "OR", " OR ", "tag:", "source:", "date:", "about:", "entity:", "x:", "2025", "2025-09", "..",
    "undated", "soon", "'", "(", "(", "(", ")", ")", "-(", "NOT", " NOT ", "AND", " AND ", "*",
    "((((((((", "e\u{301}", "\u{a0}", "„", "OR (",
];

#[test]
fn any_text_is_read_and_written_back_as_the_same_query() {
    let mut random = Random(1);
    for _ in 0..60_000 {
        let length = random.below(16);
        let text: String = (0..length).map(|_| random.pick(&PIECES)).collect();
        held(&text);
    }
}

/// What is read is written, and read again, as the same.
fn held(text: &str) {
    let query = Query::parse(text);
    let written = query.to_string();
    assert_eq!(Query::parse(&written), query, "{text:?} written as {written:?}");
    assert_eq!(tidied(query.clauses.clone(), false), query.clauses, "{text:?}");
}

#[test]
fn brackets_without_end_are_no_danger() {
    for piece in ["(", "-(", "(a ", "NOT (", "a OR (", "(\"", ")", "\"", "„", "(a) OR ", "tag:("]
    {
        held(&piece.repeat(20_000));
        held(&format!("{}a{} b", piece.repeat(20_000), ")".repeat(20_000)));
    }
}

/// Clauses in groups, some of them as the parser makes none: empty, of one, in their own kind.
fn clauses() -> impl Strategy<Value = Clause> {
    let value = || {
        let pieces = prop::collection::vec(prop::sample::select(&PIECES[..]), 1..5);
        pieces
            .prop_map(|pieces| pieces.concat())
            .prop_filter("blank", |text| !text.trim().is_empty())
    };
    let range = || {
        const RANGES: [&str; 4] = ["2025", "2025-09..2025-10", "..2018", "2024-02-28..2024-03-01"];
        prop::sample::select(&RANGES[..]).prop_map(|text| DateRange::parse(text).unwrap())
    };
    // A word as the parser makes them: no dash, quote or field before it, no space or bracket.
    let word = value().prop_map(|text| {
        format!("w{}", text.replace(|c: char| c.is_whitespace() || is_bracket(c), ""))
    });
    let term = prop_oneof![
        word.prop_map(Term::Word),
        value().prop_map(Term::Phrase),
        (0..7_usize, value())
            .prop_map(|(field, value)| Term::Field { field: QueryField::ALL[field], value }),
        range().prop_map(Term::Date),
        range().prop_map(Term::About),
        Just(Term::Undated),
    ];
    let clause = |(negated, term)| Clause { negated, term };
    let leaf = (any::<bool>(), term).prop_map(clause);
    leaf.prop_recursive(6, 40, 4, move |inner| {
        let inner = prop::collection::vec(inner, 0..4);
        let group = prop_oneof![inner.clone().prop_map(Term::Any), inner.prop_map(Term::All)];
        (any::<bool>(), group).prop_map(clause)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_query_is_written_so_that_it_reads_as_itself(
        clauses in prop::collection::vec(clauses(), 0..4)
    ) {
        let query = Query { clauses, problems: Vec::new() };
        let written = query.to_string();
        let tidy = Query { clauses: tidied(query.clauses, false), problems: Vec::new() };
        prop_assert_eq!(Query::parse(&written), tidy.clone(), "{:?}", written);
        // A chip is a clause: it may cross to another place by itself.
        for clause in &tidy.clauses {
            prop_assert_eq!(Query::parse(&clause.to_string()).clauses, vec![clause.clone()]);
            let without = tidy.without(clause);
            prop_assert!(tidy.has(clause) && !without.has(clause));
            prop_assert_eq!(Query::parse(&without.to_string()), without.clone());
            prop_assert!(without.with(clause.clone()).has(clause));
        }
    }

    #[test]
    fn any_letters_are_read_and_written_back(text in "\\PC{0,40}", odd in "[ -~“„\u{a0}\u{3000}]{0,60}") {
        held(&text);
        held(&odd);
    }
}

#[test]
fn the_word_being_typed_is_the_last_one_asked_for() {
    for (text, expected) in [
        ("", ""),
        ("iran nucl", "nucl"),
        ("iran nucl tag:oil date:2018 -deal \"exact words\"", "nucl"),
        ("(iran OR nucl) source:x", "nucl"),
        ("iran -(a OR b)", "iran"),
        ("-(a -b) c*", "c*"),
        ("-(a -b)", "b"),
        ("iran title:nucl", "title:nucl"),
        ("iran & —", "iran"),
        ("\"exact\" -not tag:x", ""),
    ] {
        let query = Query::parse(text);
        let typed = query.typed().map(|clause| Clause::new(clause.term.clone()).to_string());
        assert_eq!(typed.unwrap_or_default(), expected, "{text}");
    }
}

#[test]
fn words_that_a_program_made_stay_words() {
    for (word, written) in [
        ("two words", "\"two words\""),
        ("-x", "\"-x\""),
        ("OR", "\"OR\""),
        ("tag:x", "\"tag:x\""),
        ("(a)", "\"(a)\""),
        ("NOT", "\"NOT\""),
    ] {
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
        ("-(tag:oil OR b)", "tag:oil", "-b tag:oil", "-(tag:oil OR b)", "-b tag:oil"),
        ("-(tag:oil OR b)", "-tag:oil", "-(tag:oil OR b)", "-b", "-b"),
        ("-(a b) x", "-(a b)", "-(a b) x", "x", "x"),
        ("(a b) OR tag:oil", "tag:oil", "(a b) OR tag:oil", "a b", "a b"),
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
    let query =
        Query::parse("iran tag:oil \"a b\" -c date:2018 x OR y -(d e) -(f tag:g) date:soon");
    assert_eq!(query.free_text(), "iran \"a b\" -c x OR y -(d e) date:soon");
    let typed = query.with_free_text("new words tag:oil tag:gas ");
    assert_eq!(typed.to_string(), "tag:oil date:2018 -(f tag:g) new words tag:gas");
    assert_eq!(query.date(), DateRange::parse("2018").ok());
    assert_eq!(query.values(QueryField::Tag), ["oil"]);
    assert!(Query::parse("").is_empty() && !Query::parse("date:soon").is_empty());
}
