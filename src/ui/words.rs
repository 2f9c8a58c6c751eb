//! Every word the interface says, in one place, and dates put into words.
//!
//! English for now. Views take all their text from here, so that a translation is another
//! table. It must not hold what a bundle says.

pub use crate::bundle::civil::month_name as month;
pub use dates::{counted_from, day, days, in_any_year, months_of, when, written_after};
pub use languages::language;
pub use region::{Region, number};

use crate::bundle::corrections::Correction;
use crate::bundle::{Basis, EntityType};

mod dates;
mod languages;
mod region;

macro_rules! words {
    ($($name:ident = $text:literal;)*) => {
        $(#[doc = $text] pub const $name: &str = $text;)*
    };
}

words! {
    ABOUT = "about";
    FACE = "Typeface";
    FROM = "From";
    UP_TO = "Up to";
    ZOOM = "Zoom";
    ZOOM_ALL = "Show all time";
    ZOOM_IN = "Zoom in";
    ZOOM_OUT = "Zoom out";
    HELP = "Keyboard";
    HELP_ARROWS = "Tab comes once to the names and dates of a text, and once to its timeline; arrows lead on from there.";
    HELP_OFF = "Single keys can be switched off in the reading settings.";
    HUGE = "Largest";
    KEYS = "Single keys";
    KEYS_OFF = "Off";
    KEYS_ON = "On";
    KEY_ARTICLE = "Next and previous article";
    KEY_DATES = "Date archive";
    KEY_ENTITIES = "Who and what";
    KEY_EVENT = "Next and previous event, and its sentence";
    KEY_HELP = "This help";
    KEY_MARKS = "Marks off and on";
    KEY_MENTION = "Next and previous name, on into the next article";
    KEY_SEARCH = "Search";
    KEY_SETTINGS = "Reading settings";
    KEY_TIMELINE = "Timeline";
    KEY_UP = "Close, or one step up";
    LARGE = "Large";
    LINE_WIDTH = "Line width";
    LOOSE = "Loose";
    MARKS = "Names marked";
    COUNTS = "Counts over time";
    COUNTS_BARS = "Bars";
    COUNTS_TABLES = "Tables";
    PERIOD = "Period";
    ARTICLES = "Articles";
    OF_ALL = "Of all";
    MARKS_ALL = "All";
    MARKS_CHOSEN = "Those I filter by";
    MARKS_FIRST = "First time";
    MARKS_OFF = "None";
    MEDIUM = "Medium";
    MONO = "Typewriter";
    NARROW = "Narrow";
    SANS = "Plain";
    SERIF = "With serifs";
    SETTINGS = "Reading settings";
    SMALL = "Small";
    SPACING = "Spacing";
    THEME = "Colours";
    THEME_AUTO = "As the system";
    THEME_CONTRAST = "High contrast";
    THEME_DARK = "Dark";
    THEME_LIGHT = "Light";
    THEME_SEPIA = "Sepia";
    TIGHT = "Tight";
    TYPE_SIZE = "Type size";
    WIDE = "Wide";
    NOT = "not";
    OR = " or ";
    ALL = "All";
    ALSO = "Also";
    ALSO_CALLED = "Also called ";
    CLOSE = "Close";
    COMPANIONS = "Appears with";
    DESCRIBED_AT = "Described at ";
    NOT_THIS = "Not";
    ONLY = "Only";
    ALL_ARTICLES = "All articles";
    ALL_FAULTS = "All";
    ARTICLE = "Article";
    BACK_TO_LIST = "Back to the list";
    BUNDLE_REPORT = "Bundle report";
    BY = "by";
    BY_DOUBTFUL_PROGRAM = "; found by the program, which is not sure";
    BY_PROGRAM = "; found by the program";
    ABOUT_WHEN = "The time they speak of";
    ARTICLE_COMES = "This article is still being read …";
    BACK_TO_CHRONOLOGY = "Back to the chronology";
    CHECK = "Check this file";
    CHECKING = "Checking …";
    CHRONOLOGY = "Chronology";
    CONTEXT = "In this article";
    COUNT_FROM = "Count from ";
    NO_DATE_LANE = "no date";
    COPIED = "Copied";
    CORRECT = "Correct this name";
    CORRECTED = "Corrected.";
    CORRECTIONS_HINT = "A wrong name or type, two that are one: open the card of a name in an article to put it right. The file itself stays as it is.";
    CORRECTIONS_KEPT = "Kept in this browser. The file itself stays as it is.";
    HIDE_ENTITY = "Not a name: hide it";
    LOAD_CORRECTIONS = "Load corrections";
    NAME = "Name";
    SAME_AS = "Same as";
    SAVE_CORRECTIONS = "Save corrections";
    TAKE_BACK = "Take back";
    TYPE = "Type";
    COPY_LINK = "Copy link to this passage";
    NO_VOICE = "This machine has no voice for the language";
    LISTEN = "Listen";
    PASSAGE_LOST = "The words that this link quotes are not in this text any more.";
    DATELINE = "Dateline";
    DATE_ARCHIVE = "Date archive";
    DROP_HERE = "Drop files here to open them";
    EMPTY_COLLECTION = "There are no articles in this file";
    EMPTY_HEADING = "Open a collection of articles";
    EMPTY_TEXT = "Choose files or drop them on this page: a bundle, a feed, web pages, Markdown, texts, or what an annotation tool wrote. They are read on this machine and go nowhere.";
    ENTITIES = "Who and what";
    ERRORS = "Errors";
    ALSO_TOLD = "Also told in";
    FINDING = "Finding names and dates";
    FOUND_BY_PROGRAM = "Fine lines were found by the program, grey ones without much certainty. No editor has looked at them.";
    ISSUED_ON = "Issued on";
    ISSUED_WHY = "With a date, words like “last week” get theirs.";
    ISSUED_AS_YOU_SAY = "Dates are counted from this day until you leave.";
    FACET_AUTHOR = "Authors";
    FACET_ENTITY = "Who and what";
    FACET_LANGUAGE = "Languages";
    FACET_SOURCE = "Sources";
    FACET_TAG = "Tags";
    FACET_TYPE = "Kinds of name";
    FILTERS_IN_FORCE = "Filters in force";
    FILTERS = "Filters and dates";
    HIDE_PICTURE = "Hide picture";
    LIST = "List";
    LOADING = "Opening";
    NEWEST = "Newest first";
    NO_ADDRESS = "The file names no address for this picture that could be opened.";
    NO_ALT = "A picture without a description";
    NO_BEGINNING = "No known beginning";
    NO_DATES = "No dates are marked in this article.";
    NO_ENTITIES = "No names are marked in this article.";
    NO_EVENTS = "No events are told here";
    NO_EVENTS_WHY = "None of these articles has an event with a date.";
    NO_RESULTS = "Nothing here fits";
    NO_RESULTS_SO_FAR = "Nothing has been found so far";
    NO_RESULTS_ADVICE = "Take one of the filters away, or search for fewer words.";
    NOTICES = "Notices";
    NOT_FOUND = "There is no such article in this collection";
    NOT_FOUND_ADVICE = "The link may be older than the file. The list has everything that is here.";
    OLDEST = "Oldest first";
    OPEN = "Open";
    OPEN_REST = " a file";
    ORIGINAL = "Original";
    PICTURE_IN_TAB = "Open it in a new tab";
    PREFORMATTED = "Preformatted text";
    SHOW_FEWER = "Show fewer";
    RELEVANCE = "Best match first";
    REMOVE = "Remove";
    REPORT = "Some of this file needed attention";
    RETURN = "Back to what was open";
    RESULTS = "Results";
    SHOWN_AS = "Shown as";
    SAVED = "Saved.";
    SAVE_AS = "Save as";
    SAVING = "Saving …";
    SEARCH = "Search these articles";
    SEARCH_HINT = "Words, “exact words”, -not, entity:…, date:2025-09";
    SEARCH_WAITS = "What you search for is looked up as soon as it is here.";
    SHOW_MORE = "Show more";
    SKIP = "Skip to the text";
    SORT = "Order";
    THIS_FILE = "This file";
    TIMELINE = "Timeline";
    TRY_AGAIN = "Try again";
    UNDATED = "Undated";
    UNRESOLVED = "Date not known";
    WHICH_FAULTS = "Which faults to show";
    WHOLE_FILE = "The file as a whole";
    WHEN_PUBLISHED = "When they were published";
    WITHOUT = "Without";
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

/// What a check found, in a sentence.
pub fn checked(faults: usize) -> String {
    match faults {
        0 => "Checked: there is nothing to mend.".to_owned(),
        count => format!("Checked: the report above has {count}."),
    }
}

/// `1 article`, `14 articles`, `1,400 articles`.
pub fn articles(count: usize) -> String {
    if count == 1 { "1 article".to_owned() } else { format!("{} articles", number(count)) }
}

/// How often a name stands in an article, and in how many it does: `Twice here, in 12 articles`.
pub fn mentions(here: usize, articles: Option<usize>) -> String {
    let here = match here {
        0 => String::new(),
        1 => "Once here".to_owned(),
        2 => "Twice here".to_owned(),
        _ => format!("{} times here", number(here)),
    };
    let Some(articles) = articles else { return here };
    let between = if here.is_empty() { "In " } else { ", in " };
    [&here, between, &self::articles(articles)].concat()
}

/// What a narrow histogram is a picture of.
pub fn published_between(first: &str, last: &str) -> String {
    format!("Articles from {first} to {last}")
}

/// What the list of corrections is called.
pub fn corrections(count: usize) -> String {
    match count {
        0 => "Corrections".to_owned(),
        1 => "1 correction of yours".to_owned(),
        _ => format!("{} corrections of yours", number(count)),
    }
}

/// What became of a file of corrections.
pub fn corrections_loaded(count: usize) -> String {
    match count {
        1 => "1 correction was loaded.".to_owned(),
        _ => format!("{} corrections were loaded.", number(count)),
    }
}

/// What was put right about an entity: `“Ilse” is called Ilse Aamot and is a person`.
pub fn correction(own: &Correction) -> String {
    let was = if own.was.is_empty() { &own.entity } else { &own.was };
    let called = own.name.as_ref().map(|name| ["is called ", name].concat());
    let kind = own.kind.map(|own| ["is of the type “", kind(own), "”"].concat());
    let into = own.into.as_ref().map(|into| {
        ["is the same as ", if own.into_name.is_empty() { into } else { &own.into_name }].concat()
    });
    let hidden = own.hidden.then(|| "is hidden".to_owned());
    // Who is hidden, or stands behind another, is called nothing else.
    let said: Vec<String> = match hidden.or(into) {
        Some(only) => vec![only],
        None => called.into_iter().chain(kind).collect(),
    };
    ["“", was, "” ", &said.join(" and ")].concat()
}

/// Nobody has a name that was written.
pub fn no_such_name(name: &str) -> String {
    format!("No article has the name “{name}”. Write it as the list of names has it.")
}

/// What the ways out of a card are called in speech.
pub fn only_with(name: &str) -> String {
    format!("Only articles with {name}")
}

/// See `only_with`.
pub fn also_with(name: &str) -> String {
    format!("Also with {name}")
}

/// See `only_with`.
pub fn not_with(name: &str) -> String {
    format!("Not with {name}")
}

/// `3 events in 2 articles`.
pub fn events(occasions: usize, articles: usize) -> String {
    let events = if occasions == 1 { "event" } else { "events" };
    format!("{} {events} in {}", number(occasions), self::articles(articles))
}

/// How much of a collection the answer is of: `searched 4,000 of 20,000 so far`.
pub fn searched(searched: usize, articles: usize, complete: bool) -> String {
    let of = if complete { "" } else { "more than " };
    format!("searched {} of {of}{} so far", number(searched), number(articles.max(searched)))
}

/// A word that no article has, and what was looked for instead.
pub fn respelled(word: &str, found: &[String]) -> String {
    format!("No article has “{word}”; showing {}", found.join(", "))
}

/// What a query could do without: `“zarif”`, `“zarif” and Norway`.
pub fn without(dropped: &[String]) -> String {
    format!("{WITHOUT} {}", dropped.join(" and "))
}

/// What a button says that shows more of these.
pub fn show_more(rest: usize) -> String {
    format!("{SHOW_MORE} ({})", number(rest))
}

/// What opens to a list of events that stand too close to be drawn apart.
pub const EVENTS_HERE: &str = "Several events: show the list";

/// How far the search for names and dates is: `: 120 of 2,000 articles`.
pub fn found_in(found: usize, wanting: usize) -> String {
    format!(": {} of {} articles", number(found), number(wanting))
}

/// What the button of a picture says before it is pressed.
pub fn load_picture(host: &str) -> String {
    format!("Load picture from {host}")
}

/// A picture that did not come. A page is not told which of the two refused.
pub fn picture_failed(host: &str) -> String {
    format!(
        "The picture could not be loaded: this page’s policy does not allow pictures from {host}, or {host} did not send it."
    )
}

/// What a table is called where it is not seen.
pub fn table(rows: usize, columns: usize) -> String {
    let counted = |count: usize, one: &str| match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {one}s"),
    };
    format!("Table, {} and {}", counted(rows, "row"), counted(columns, "column"))
}

/// How many faults a file has, and what the two kinds mean.
pub fn faults(errors: usize, notices: usize) -> String {
    let errors = match errors {
        0 => String::new(),
        1 => "1 error: something was repaired or left out. ".to_owned(),
        _ => format!("{errors} errors: things that were repaired or left out. "),
    };
    match notices {
        0 => errors + "Everything else is shown.",
        1 => errors + "1 notice: worth knowing, nothing was changed.",
        _ => format!("{errors}{notices} notices: worth knowing, nothing was changed."),
    }
}

/// What a list leaves out.
pub fn and_more(more: usize) -> String {
    format!("and {more} more")
}

/// An item of the file that has no article to name it by, counted from 1.
pub fn item(number: usize) -> String {
    format!("Item {number} of the file")
}

/// What the button below a long report says.
pub fn more_faults(more: usize, all: usize) -> String {
    format!("Show {more} more of {all}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_told_in_numbers_that_can_be_read() {
        for (found, wanting, expected) in [
            (1, 12, ": 1 of 12 articles"),
            (120, 2000, ": 120 of 2,000 articles"),
            (999_999, 1_000_000, ": 999,999 of 1,000,000 articles"),
        ] {
            assert_eq!(found_in(found, wanting), expected);
        }
    }

    #[test]
    fn what_is_not_searched_yet_is_said() {
        assert_eq!(searched(4_000, 20_000, true), "searched 4,000 of 20,000 so far");
        assert_eq!(searched(4_000, 6_000, false), "searched 4,000 of more than 6,000 so far");
    }

    #[test]
    fn a_month_that_does_not_exist_has_no_name() {
        assert_eq!((month(0), month(13), month(12)), ("", "", "December"));
    }
}
