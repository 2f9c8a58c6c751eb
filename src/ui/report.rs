//! The bundle report: what of a file had to be repaired or left out, and what is worth
//! knowing, article by article, each with its place and its remedy.
//!
//! The same faults as `dateline check` prints. Folded away until somebody asks. It must not
//! point at an article it is not sure of.

use crate::archive::ask::Named;
use crate::bundle::order;
use crate::bundle::{Fault, Severity};
use crate::ui::address::{Links, View};
use crate::ui::outline::{Node, el};
use crate::ui::scene::link;
use crate::ui::words;

/// Faults that are shown at first.
const FIRST: usize = 200;
/// Faults that a press of the button adds: as many as are drawn without a wait.
const STEP: usize = 1000;

/// What of the report the reader asked to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Only faults of this severity; all of them if none.
    pub only: Option<Severity>,
    /// How often more was asked for.
    pub steps: usize,
}

impl Shown {
    /// Narrows the report to a severity by its word; any other word shows all.
    pub fn narrow(&mut self, word: &str) {
        let all = [Severity::Notice, Severity::Error, Severity::Fatal];
        *self = Self { only: all.into_iter().find(|one| one.word() == word), steps: 0 };
    }

    /// Shows more faults, or only the first ones again if there are no more.
    pub fn more(&mut self, of: usize) {
        self.steps = if self.rows() < of { self.steps + 1 } else { 0 };
    }

    fn rows(&self) -> usize {
        FIRST.saturating_add(STEP.saturating_mul(self.steps))
    }
}

/// The items that faults lie in, each once, in the order of the file: their names are wanted.
pub fn items(faults: &[Fault]) -> Vec<usize> {
    let mut items: Vec<usize> = faults.iter().filter_map(item_of).collect();
    order::sort_by_key(&mut items, |item| *item);
    items.dedup();
    items
}

/// The panel, if there is anything to report. `names` are those of `items`, in order, as far
/// as they are known. Its links lead to the whole list: what is searched for may not hold the
/// article.
pub fn report(faults: &[Fault], names: &[Named], links: &Links, shown: &Shown) -> Option<Node> {
    if faults.is_empty() {
        return None;
    }
    let count = |severity| faults.iter().filter(|fault| fault.severity == severity).count();
    let (errors, notices) = (count(Severity::Error), count(Severity::Notice));
    // A choice from an earlier file may leave nothing of this one.
    let both = errors > 0 && notices > 0;
    let only = shown.only.filter(|_| both);
    let mut chosen: Vec<(Option<usize>, &Fault)> = faults
        .iter()
        .filter(|fault| only.is_none_or(|only| fault.severity == only))
        .map(|fault| (item_of(fault), fault))
        .collect();
    order::sort_by_key(&mut chosen, |(item, _)| *item);
    let all = chosen.len();
    chosen.truncate(shown.rows());
    let titles = Titles { names, certain: certain(faults, names) };
    let groups = chosen.chunk_by(|a, b| a.0 == b.0).map(|group| {
        let item = group.first().and_then(|(item, _)| *item);
        let heading = match (item, titles.of(item)) {
            (None, _) => el("span").say(words::WHOLE_FILE),
            (Some(_), Some(article)) => {
                let id = Some(article.id.clone());
                let to = links.to(&View { article: id, ..View::default() });
                link(to).set("dir", "auto").say(article.title.clone())
            }
            (Some(number), None) => el("span").say(words::item(number + 1)),
        };
        el("section")
            .with(el("h3").with(heading))
            .with(el("ol").with_all(group.iter().map(|(_, fault)| row(fault)).collect()))
    });
    let summary = format!("{} ({})", words::REPORT, words::number(faults.len()));
    let list = el("section")
        .class("faults")
        .set("tabindex", "0")
        .set("aria-label", words::BUNDLE_REPORT)
        .with_all(groups.collect());
    Some(
        el("details")
            .class("report")
            .with(el("summary").say(summary))
            .with(el("h2").say(words::BUNDLE_REPORT))
            .with(el("p").say(words::faults(errors, notices)))
            .with_some(both.then(|| filter(only, errors, notices)))
            .with(list)
            .with_some((all > FIRST).then(|| more(shown.rows(), all))),
    )
}

/// One fault: how bad, where, what, and what to do.
fn row(fault: &Fault) -> Node {
    let word = fault.severity.word();
    let place = fault.whereabouts();
    el("li")
        .with(el("span").class(format!("severity {word}")).say(word))
        .say(" ")
        .with_some((!place.is_empty()).then(|| el("span").class("place").say(place)))
        .with(el("p").set("dir", "auto").say(fault.what.clone()))
        .with(el("p").class("remedy").set("dir", "auto").say(fault.remedy.clone()))
}

fn filter(only: Option<Severity>, errors: usize, notices: usize) -> Node {
    let choice = |label: String, severity: Option<Severity>| {
        el("button")
            .class("button")
            .set("type", "button")
            .set("data-do", "faults")
            .set("data-severity", severity.map_or("", Severity::word))
            .set("aria-pressed", if only == severity { "true" } else { "false" })
            .say(label)
    };
    el("div")
        .class("choose")
        .set("role", "group")
        .set("aria-label", words::WHICH_FAULTS)
        .with(choice(format!("{} ({})", words::ALL_FAULTS, errors + notices), None))
        .with(choice(format!("{} ({errors})", words::ERRORS), Some(Severity::Error)))
        .with(choice(format!("{} ({notices})", words::NOTICES), Some(Severity::Notice)))
}

/// The button stays when all is shown, so that the focus does.
fn more(rows: usize, all: usize) -> Node {
    let label = if rows < all {
        words::more_faults(STEP.min(all - rows), all)
    } else {
        words::SHOW_FEWER.to_owned()
    };
    el("button")
        .class("button")
        .set("type", "button")
        .set("data-do", "more-faults")
        .set("data-count", all.to_string())
        .say(label)
}

/// The number of the item in the file that a fault lies in, from 0.
fn item_of(fault: &Fault) -> Option<usize> {
    let rest = fault.pointer.as_deref()?.strip_prefix("/items/")?;
    rest.split('/').next()?.parse().ok()
}

/// How many items of the file, from its beginning, are certainly the articles of the same
/// number. Items that cannot be read are left out, and a fault of the whole item may say so:
/// from there on numbers may differ.
fn certain(faults: &[Fault], names: &[Named]) -> usize {
    let whole = faults.iter().filter_map(|fault| {
        let number: usize = fault.pointer.as_deref()?.strip_prefix("/items/")?.parse().ok()?;
        // It was only without an id, and was given the number of its place as one.
        let kept = name_of(names, number).is_some_and(|a| a.id == format!("item-{}", number + 1));
        (!kept).then_some(number)
    });
    whole.min().unwrap_or(usize::MAX)
}

fn name_of(names: &[Named], number: usize) -> Option<&Named> {
    names.get(names.partition_point(|name| name.article < number)).filter(|n| n.article == number)
}

/// The articles that faults may be told of by name.
struct Titles<'a> {
    names: &'a [Named],
    certain: usize,
}

impl<'a> Titles<'a> {
    fn of(&self, item: Option<usize>) -> Option<&'a Named> {
        name_of(self.names, item.filter(|number| *number < self.certain)?)
    }
}

#[cfg(test)]
#[path = "report_tests.rs"]
mod tests;
