//! What the list can be narrowed by: the date archive (see `calendar`) and the facets, with
//! counts. Every choice is a link to the view it leads to; a chosen one leads back.

use crate::archive::{FacetValue, Facets, QueryField};
use crate::ui::calendar::date_archive;
use crate::ui::outline::{Node, el};
use crate::ui::scene::{Choice, Scene};
use crate::ui::words;

/// Values of a facet that are shown at first, and after each time that more was asked for:
/// a panel of a hundred thousand names would help nobody, and take seconds to draw.
const ROOM: [usize; 4] = [8, 100, 1_000, 10_000];

/// What of the panel the reader unfolded or folded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unfolded {
    /// Facets of which more than the first values are shown, and how often more was asked for.
    facets: Vec<(QueryField, usize)>,
    /// Years of the date archive, and whether they are open.
    years: Vec<(i32, bool)>,
}

impl Unfolded {
    /// Shows more values of a facet, or only the first ones again.
    pub fn facet(&mut self, field: QueryField, more: bool) {
        let step = self.step(field);
        self.facets.retain(|(own, _)| *own != field);
        if more {
            self.facets.push((field, (step + 1).min(ROOM.len() - 1)));
        }
    }

    /// Opens a year, or closes it.
    pub fn branch(&mut self, name: &str, open: bool) {
        let Ok(year) = name.parse() else { return };
        self.years.retain(|own| own.0 != year);
        self.years.push((year, open));
    }

    /// The most values that are shown of any facet: as many are to be asked for.
    pub fn values(&self) -> usize {
        let steps = self.facets.iter().map(|(_, step)| *step);
        ROOM[steps.max().unwrap_or_default().min(ROOM.len() - 1)]
    }

    fn step(&self, field: QueryField) -> usize {
        let own = self.facets.iter().find(|(own, _)| *own == field);
        own.map_or(0, |(_, step)| (*step).min(ROOM.len() - 1))
    }

    /// True or false if the reader opened or closed a year.
    pub fn is_open(&self, year: i32) -> Option<bool> {
        self.years.iter().find(|own| own.0 == year).map(|own| own.1)
    }
}

/// The side panel. `open` tells whether it begins unfolded (a wide screen never folds it): it
/// unfolds when all is read, so that nothing grows and pushes while it is looked at.
pub fn filters(scene: &Scene<'_>, open: bool, unfolded: &Unfolded) -> Node {
    let facets = Facets::FIELDS.into_iter().map(|field| facet(scene, field, unfolded));
    let whole = el("details")
        .class("whole")
        .set_if("open", open && scene.is_whole())
        .with(el("summary").say(words::FILTERS))
        .with(date_archive(scene, &scene.answer.dates, unfolded))
        .with_all(facets.collect());
    el("aside").class("zone filters").set("aria-label", words::FILTERS).with(whole)
}

/// One facet; an empty place where it would tell nothing apart, so that the others stay.
fn facet(scene: &Scene<'_>, field: QueryField, unfolded: &Unfolded) -> Node {
    let values = scene.answer.facets.of(field);
    let all = scene.answer.facets.all_of(field).max(values.len());
    let name = match field {
        QueryField::Type => words::FACET_TYPE,
        QueryField::Entity => words::FACET_ENTITY,
        QueryField::Tag => words::FACET_TAG,
        QueryField::Source => words::FACET_SOURCE,
        QueryField::Author => words::FACET_AUTHOR,
        QueryField::Language => words::FACET_LANGUAGE,
        QueryField::Title => return el("section").set("hidden", ""),
    };
    // What is being found fills these: they have their place from the beginning.
    let due = scene.finds && matches!(field, QueryField::Type | QueryField::Entity);
    if all < 2 && !due {
        return el("section").set("hidden", "");
    }
    let step = unfolded.step(field);
    // One more takes as much room as a button that offers it.
    let room = ROOM[step] + usize::from(all == ROOM[step] + 1 && values.len() == all);
    // What is chosen stays in reach, and in its place: the focus may rest on it.
    let shown = values.iter().enumerate();
    let shown = shown.filter(|(at, value)| *at < room || value.chosen || value.excluded);
    let choices = shown.map(|(_, value)| el("li").with(facet_choice(scene, field, value)));
    let choices: Vec<Node> = choices.collect();
    let rest = all.saturating_sub(choices.len());
    let button = |more: bool, words: String| {
        el("button")
            .class("toggle")
            .set("data-do", if more { "facet" } else { "fewer" })
            .set("data-facet", field.word())
            .say(words)
    };
    let more = rest > 0 && step + 1 < ROOM.len();
    let more = more.then(|| button(true, words::show_more(rest)));
    let fewer = (step > 0).then(|| button(false, words::SHOW_FEWER.to_owned()));
    el("section")
        .set("aria-label", name)
        .set("data-part", field.word())
        .set_some("class", due.then(|| "due".to_owned()))
        .with(el("h2").say(name))
        .with(el("ul").class("choices").with_all(choices))
        .with_some(more)
        .with_some(fewer)
}

fn facet_choice(scene: &Scene<'_>, field: QueryField, value: &FacetValue) -> Node {
    let to = if value.chosen || !field.is_single() {
        scene.query.toggled(value.clause(field))
    } else {
        scene.query.with_only(field, &value.value)
    };
    let name = match value.kind {
        Some(kind) if field == QueryField::Type => words::kind(kind).to_owned(),
        _ if field == QueryField::Language => words::language(&value.label),
        _ => value.label.clone(),
    };
    Choice {
        href: scene.to_query(&to),
        name: &name,
        spoken: None,
        count: value.count,
        chosen: value.chosen,
        kind: value.kind,
    }
    .node()
}

#[cfg(test)]
#[path = "filters_tests.rs"]
mod tests;
