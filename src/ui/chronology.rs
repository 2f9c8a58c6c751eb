//! What the articles of the list tell, in order of time: a third place beside list and
//! article. Each occasion stands with all who tell it.
//!
//! Which events are one occasion, and their order, is the archive's to say; but what fills a
//! year stands before its months.

use crate::archive::DateRange;
use crate::archive::ask::{Occasions, Telling, Told};
use crate::bundle::civil::{Date, DayNumber};
use crate::ui::head::{head, more, nothing, spellings};
use crate::ui::outline::{Node, el, text};
use crate::ui::scene::{Scene, link};
use crate::ui::words;

/// Tellings of an occasion that are in sight at once; the rest is folded away.
const FEW: usize = 3;

/// The whole chronology; an empty place until there is one.
pub fn chronology(scene: &Scene<'_>) -> Node {
    let none = Occasions::default();
    let story = scene.story.unwrap_or(&none);
    let all = &story.occasions;
    let body = if scene.answer.total == 0 {
        nothing(scene)
    } else if all.is_empty() {
        el("div")
            .class("nothing")
            .with(el("h3").say(words::NO_EVENTS))
            .with(el("p").say(words::NO_EVENTS_WHY))
    } else {
        let years = all.chunk_by(|a, b| year_of(a) == year_of(b));
        el("div").class("years").with_all(years.map(|year| year_part(scene, year)).collect())
    };
    el("section")
        .class("zone results chronology")
        .set("aria-label", words::CHRONOLOGY)
        .with(head(scene, words::events(story.total, scene.answer.total)))
        .with(spellings(scene))
        .with(body)
        .with_some(more(story.total.saturating_sub(all.len())))
}

/// The first day of an occasion; `None` if nobody knows its beginning.
fn first_day(told: &Told) -> Option<Date> {
    day(told.occasion.days.0)
}

/// The day of a number; `None` for an end that is open.
fn day(number: DayNumber) -> Option<Date> {
    let open = number == DayNumber::MIN || number == DayNumber::MAX;
    (!open).then(|| Date::from_day_number(number))
}

fn year_of(told: &Told) -> Option<i32> {
    first_day(told).map(|date| date.year)
}

/// The days of an occasion.
fn range_of(told: &Told) -> Option<DateRange> {
    let (first, last) = told.occasion.days;
    DateRange::new(day(first), day(last))
}

/// The month that an occasion stands under; `None` for what fills a year or more from its
/// first day on.
fn month_of(told: &Told) -> Option<u8> {
    const MONTH: DayNumber = 31; // days
    let first = first_day(told)?;
    let (from, to) = told.occasion.days;
    let long = first.month == 1 && first.day == 1 && to.saturating_sub(from) > MONTH;
    (!long).then_some(first.month)
}

fn year_part(scene: &Scene<'_>, year: &[Told]) -> Node {
    let first = year.first().and_then(year_of);
    let name = first.map_or(words::NO_BEGINNING.to_owned(), |year| year.to_string());
    let part = el("div").class("year").with(el("h3").say(name));
    let list = |some: &[&Told]| {
        let items = some.iter().map(|told| occasion(scene, told));
        el("ol").class("occasions").with_all(items.collect())
    };
    let (whole, rest): (Vec<&Told>, Vec<&Told>) =
        year.iter().partition(|told| month_of(told).is_none());
    let months = rest.chunk_by(|a, b| month_of(a) == month_of(b)).flat_map(|month| {
        let name = month.first().and_then(|told| month_of(told)).map_or("", words::month);
        [el("h4").say(name), list(month)]
    });
    part.with_some((!whole.is_empty()).then(|| list(&whole))).with_all(months.collect())
}

fn occasion(scene: &Scene<'_>, told: &Told) -> Node {
    // Below its month, or where it has none, below its year.
    let heading = if month_of(told).is_some() { "h5" } else { "h4" };
    let when = range_of(told).map_or_else(String::new, |range| words::days(&range));
    let (few, rest) = told.tellings.split_at(told.tellings.len().min(FEW));
    let list = |some: &[Telling]| {
        let items = some.iter().map(|one| telling(scene, told, one));
        el("ul").class("tellings").with_all(items.collect())
    };
    let rest = (!rest.is_empty()).then(|| {
        let summary = el("summary").say(words::and_more(rest.len()));
        el("details").with(summary).with(list(rest))
    });
    el("li").class("occasion").with(el("p").class("when").say(when)).with(
        el("div")
            .with(el(heading).class("label").set("dir", "auto").say(told.label.clone()))
            .with(list(few))
            .with_some(rest),
    )
}

/// One who tells it: the sentence, and where it stands.
fn telling(scene: &Scene<'_>, told: &Told, one: &Telling) -> Node {
    // A label that is the sentence itself is not said twice.
    let says_more = !one.sentence.is_empty() && one.sentence != told.label;
    let sentence = says_more.then(|| el("blockquote").set("dir", "auto").say(one.sentence.clone()));
    let to = link(scene.to_article(&one.article, Some(&one.event)));
    let source = one.source.clone().map(|source| el("span").set("dir", "auto").say(source));
    let place = el("p").class("meta").with(to.set("dir", "auto").say(one.title.clone()));
    el("li").with_some(sentence).with(place.with(text(" ")).with_some(source))
}

#[cfg(test)]
#[path = "chronology_tests.rs"]
mod tests;
