//! What an expression of time says, before anything is known of when it was said.
//!
//! The grammar makes these and `resolve` gives them values. Nothing here knows words, the
//! issue date or the text around.

use crate::annotate::dates::lexicon::Vague;
use crate::annotate::dates::value::{Clock, Part, Season, Unit};

/// Which year is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum YearOf {
    /// The text does not say.
    Unsaid,
    /// This one.
    Is(i32),
    /// So many after the one it is told in: “last year” is -1.
    Step(i32),
    /// The one spoken of: “that year”.
    Told,
}

/// Which of the days, months or seasons of a name is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dir {
    /// The text does not say.
    Bare,
    /// “last”
    Last,
    /// “this”
    This,
    /// “next”
    Next,
    /// “that”, “the same”
    That,
    /// “the previous”: before the one spoken of.
    Before,
    /// “the following”: after it.
    After,
}

/// What a step is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum From {
    /// The time of writing: “last week”, “two days ago”.
    Writing,
    /// The time spoken of: “two days later”, “that week”.
    Told,
    /// Something that happened: “two days after the siege”.
    Event,
}

/// How far a step or a length reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Count {
    /// Whole units.
    pub(super) whole: u32,
    /// And a half.
    pub(super) half: bool,
    /// “several”, “a few”: the number is not known.
    pub(super) vague: bool,
}

/// An expression of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expr {
    /// 1 to 12, 1 to 31.
    Day(YearOf, u8, u8),
    /// A day of a month, and how many months after that of writing it is.
    DayOfMonth(u8, i32),
    /// A day of a week, and how many weeks after that of writing it is.
    WeekdayOf(u8, i32),
    /// A day of the month spoken of.
    DayOnly(u8),
    /// 1 to 12.
    Month(YearOf, u8, Dir),
    /// Astronomical.
    Year(i32),
    /// The year of a fiscal year: the same number, another beginning.
    FiscalYear(YearOf),
    /// The first three digits.
    Decade(i32),
    /// `90s`: the tens alone.
    ShortDecade(u8),
    /// The first two digits.
    Century(i32),
    /// 1 to 4.
    Quarter(YearOf, u8),
    /// The quarter spoken of, so many years after it: “a year-earlier quarter”.
    QuarterTold(i32),
    /// 1 or 2.
    Half(YearOf, u8),
    Season(YearOf, Season, Dir),
    /// See `calendar::holiday`.
    Holiday(YearOf, u8),
    /// 1 to 7.
    Weekday(u8, Dir),
    Weekend(Dir),
    /// A unit, so many after the one it is counted from.
    Step(Unit, i32, From),
    /// “a year earlier”, “a year ago”: of a quarter, the same quarter of that year.
    YearEarlier(From),
    /// The same with a number that is not known.
    VagueStep(Unit, bool),
    /// “the week”, “the year”: the current one, or the one spoken of.
    The(Unit),
    /// A part of a day; the day is another expression's.
    DayPart(DayOf, Part),
    /// A time of a day.
    Moment(DayOf, Clock),
    /// No certain time.
    Vague(Vague),
    /// A length.
    Length(Unit, Count),
    /// A length in two units: “a year and six months”.
    LengthAnd(Unit, u32, Unit, u32),
    /// As often as this unit comes again.
    Every(Unit, u32),
    /// On this day of every week.
    EveryWeekday(u8),
    /// In this month of every year.
    EveryMonth(u8),
    EveryWeekend,
    /// In this part of every day.
    EveryPart(Part),
    /// In this season of every year.
    EverySeason(Season),
}

/// The day of a part of a day or a time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayOf {
    /// The one spoken of, or the day of writing.
    Unsaid,
    /// The one spoken of.
    Told,
    /// Days after that of writing.
    Step(i32),
    Weekday(u8, Dir),
    Date(YearOf, u8, u8),
    /// Days after the one spoken of.
    ToldStep(i32),
}

/// An expression with the tokens that say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Said {
    /// The first token.
    pub(super) from: usize,
    /// One past the last.
    pub(super) to: usize,
    pub(super) expr: Expr,
}
