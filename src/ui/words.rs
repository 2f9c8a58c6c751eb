//! Every word the interface says, in one place, and dates put into words.
//!
//! English for now. Views take all their text from here, so that a translation is another
//! table. It must not hold what a bundle says.

pub use crate::bundle::civil::month_name as month;

use crate::bundle::civil::Date;
use crate::bundle::edtf::{Point, Precision, When};
use crate::bundle::{Basis, EntityType};

macro_rules! words {
    ($($name:ident = $text:literal;)*) => {
        $(#[doc = $text] pub const $name: &str = $text;)*
    };
}

words! {
    ABOUT = "about";
    NOT = "not";
    OR = " or ";
    ALL_ARTICLES = "All articles";
    ARTICLE = "Article";
    BACK_TO_LIST = "Back to the list";
    BY = "by";
    CONTEXT = "In this article";
    DATELINE = "Dateline";
    DATE_ARCHIVE = "Date archive";
    DROP_HERE = "Drop a file here to open it";
    EMPTY_COLLECTION = "There are no articles in this file";
    EMPTY_HEADING = "Open a collection of articles";
    EMPTY_TEXT = "Choose a file or drop one on this page: a bundle, a JSON Feed, or plain text. It is read on this machine and goes nowhere.";
    ENTITIES = "Who and what";
    FACET_AUTHOR = "Authors";
    FACET_ENTITY = "Who and what";
    FACET_LANGUAGE = "Languages";
    FACET_SOURCE = "Sources";
    FACET_TAG = "Tags";
    FACET_TYPE = "Kinds of name";
    FILTERS_IN_FORCE = "Filters in force";
    FILTERS = "Filters and dates";
    LOADING = "Opening";
    NEWEST = "Newest first";
    NO_DATES = "No dates are marked in this article.";
    NO_ENTITIES = "No names are marked in this article.";
    NO_RESULTS = "Nothing here fits";
    NO_RESULTS_ADVICE = "Take one of the filters away, or search for fewer words.";
    NOT_FOUND = "There is no such article in this collection";
    NOT_FOUND_ADVICE = "The link may be older than the file. The list has everything that is here.";
    OLDEST = "Oldest first";
    ONLY_ONE = "Only one file can be open at a time; the others were not opened.";
    ONLY_ONE_ADVICE = "Open them one by one, or bundle them with the command: dateline bundle a.txt b.txt -o bundle.json";
    OPEN_FILE = "Open a file";
    ORIGINAL = "Original";
    SHOW_FEWER = "Show fewer";
    RELEVANCE = "Best match first";
    REMOVE = "Remove";
    REPORT = "Some of this file needed attention";
    RETURN = "Back to what was open";
    RESULTS = "Results";
    SEARCH = "Search these articles";
    SEARCH_HINT = "Words, “exact words”, -not, entity:…, date:2025-09";
    SHOW_MORE = "Show more";
    SORT = "Order";
    TIMELINE = "Timeline";
    TRY_AGAIN = "Try again";
    UNDATED = "Undated";
    UNRESOLVED = "Date not known";
    WHEN_PUBLISHED = "When they were published";
    WHERE = "Where";
    WHAT_TO_DO = "What to do";
    COULD_NOT_OPEN = "This could not be opened";
}

/// A type of entity as a person would call it.
pub fn kind(kind: EntityType) -> &'static str {
    match kind {
        EntityType::Person => "Person",
        EntityType::Organisation => "Organisation",
        EntityType::Country => "Country",
        EntityType::Place => "Place",
        EntityType::Agreement => "Agreement",
        EntityType::Event => "Event",
        EntityType::Product => "Product",
        EntityType::Group => "Group",
        EntityType::Other => "Other",
    }
}

/// How a date is known, as the end of a sentence; empty where the text says it in full.
pub fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Explicit => "",
        Basis::YearFromIssue => "the year is that of the issue date",
        Basis::NearestPast => "the nearest one before the issue date",
        Basis::NearestFuture => "the nearest one after the issue date",
        Basis::Relative => "counted from another date",
        Basis::Editor => "as the editor has it",
        Basis::Unresolved => "not known without an issue date",
    }
}

/// `1 article`, `14 articles`.
pub fn articles(count: usize) -> String {
    if count == 1 { "1 article".to_owned() } else { format!("{count} articles") }
}

/// `8 May 2018`.
pub fn day(date: Date) -> String {
    format!("{} {} {}", date.day, month(date.month), date.year)
}

/// The season that begins with a month.
fn season(month: u8) -> &'static str {
    match month {
        3 => "spring",
        6 => "summer",
        9 => "autumn",
        _ => "winter",
    }
}

/// A point at its own precision: `2018`, `summer 2018`, `May 2018`, `8 May 2018`, with doubt said.
fn point(point: &Point) -> String {
    let date = point.first;
    let bare = match point.precision {
        Precision::Year => date.year.to_string(),
        Precision::Season => format!("{} {}", season(date.month), date.year),
        Precision::Month => format!("{} {}", month(date.month), date.year),
        Precision::Day => day(date),
    };
    match (point.approximate, point.uncertain) {
        (true, false) => format!("about {bare}"),
        (false, true) => format!("{bare} (uncertain)"),
        (true, true) => format!("about {bare} (uncertain)"),
        (false, false) => bare,
    }
}

/// An expression of time in words: `13–19 October 2025`, `2015 to May 2018`.
pub fn when(when: &When) -> String {
    match when {
        When::Point(only) => point(only),
        When::Interval(None, None) => String::new(),
        When::Interval(Some(from), None) => format!("since {}", point(from)),
        When::Interval(None, Some(to)) => format!("until {}", point(to)),
        When::Interval(Some(from), Some(to)) => {
            let same_month = (from.first.year, from.first.month) == (to.first.year, to.first.month);
            let days = from.precision == Precision::Day && to.precision == Precision::Day;
            if same_month && days && !when.is_vague() {
                format!("{}–{}", from.first.day, point(to))
            } else {
                format!("{} to {}", point(from), point(to))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::edtf;

    #[test]
    fn dates_read_as_people_write_them() {
        for (value, expected) in [
            ("2018", "2018"),
            ("2018-05", "May 2018"),
            ("2018-05-08", "8 May 2018"),
            ("2018-21", "spring 2018"),
            ("2018-24~", "about winter 2018"),
            ("2018-22/2018-23", "summer 2018 to autumn 2018"),
            ("2018?", "2018 (uncertain)"),
            ("2018-05~", "about May 2018"),
            ("2025-10-13/2025-10-19", "13–19 October 2025"),
            ("2025-09-28/2025-10-02", "28 September 2025 to 2 October 2025"),
            ("2015/2018-05", "2015 to May 2018"),
            ("2018-05-08/..", "since 8 May 2018"),
            ("../2018", "until 2018"),
        ] {
            assert_eq!(when(&edtf::parse(value).unwrap()), expected, "{value}");
        }
    }

    #[test]
    fn a_month_that_does_not_exist_has_no_name() {
        assert_eq!((month(0), month(13), month(12)), ("", "", "December"));
    }
}
