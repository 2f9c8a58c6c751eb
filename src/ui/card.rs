//! What there is to know of one name: as a card beside its mention, and at the head of a list
//! that is filtered by it.
//!
//! Every way out of it is a link to the view it leads to. It must not ask for anything: what
//! the archive knows is given, and pages elsewhere are links.

use crate::archive::ask::Profile;
use crate::archive::{Clause, Histogram, Query, QueryField, Term};
use crate::bundle::EntityType;
use crate::ui::address::View;
use crate::ui::correct::{self, Form};
use crate::ui::outline::{Node, el, pixels, text};
use crate::ui::outward::host;
use crate::ui::scene::{Scene, counted, link};
use crate::ui::strip::percent;
use crate::ui::words;

/// A card that is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Card {
    /// The entity's id.
    pub id: String,
    /// Its name and type, as the article has them.
    pub name: String,
    /// See `name`.
    pub kind: Option<EntityType>,
    /// How often the open article mentions it.
    pub here: usize,
    /// Of an expression of time instead: what it means, how that is known, and the link to its
    /// place on the timeline.
    pub time: Option<(String, String)>,
    /// The issue date that the reader supplied to an article without one; nothing where the
    /// file has it.
    pub supplied: Option<String>,
    /// What the archive knows, once it has come.
    pub profile: Option<Profile>,
    /// Where it can be put right; nothing where it cannot.
    pub form: Option<Form>,
    /// Where it stands.
    pub place: Beside,
    /// It stays until the reader closes it.
    pub pinned: bool,
}

/// Where a card stands: beside a mention, in CSS pixels of the window. A narrow window has it
/// at its lower end instead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// From the left.
    pub left: i32,
    /// From the top, or else from the bottom: never over the mention's own line.
    pub top: Option<i32>,
    /// See `top`.
    pub bottom: i32,
    /// How high it may be.
    pub room: i32,
}

/// Room that a card wants, in CSS pixels: its width as in the style sheet, a usual height, and
/// the distance from the line.
const ROOM: (i32, i32, i32) = (336, 320, 6);

impl Beside {
    /// Of a mention that stands at `left` between `top` and `bottom`, in a window of this size.
    pub fn of(left: i32, top: i32, bottom: i32, window: (i32, i32)) -> Self {
        let (width, height, apart) = ROOM;
        let below = window.1 - bottom >= height || window.1 - bottom >= top;
        let free = if below { window.1 - bottom } else { top };
        Self {
            left: left.min(window.0 - width - apart).max(apart),
            top: below.then_some(bottom + apart),
            bottom: window.1 - top + apart,
            room: free - 2 * apart,
        }
    }
}

/// A card, or the place of one.
pub fn card(scene: &Scene<'_>, card: &Card) -> Node {
    let place = card.place;
    let node = el("div")
        .class("card")
        .set("id", "card")
        .set("popover", "manual")
        .set("role", "dialog")
        .set("aria-label", card.name.clone())
        .set("style:left", pixels(place.left))
        .set("style:--room", pixels(place.room));
    let node = match place.top {
        Some(top) => node.set("style:top", pixels(top)),
        None => node.set("style:bottom", pixels(place.bottom)),
    };
    if let Some((means, href)) = &card.time {
        let name = link(href.clone()).set("dir", "auto").say(card.name.clone());
        let input = card.supplied.as_ref().map(|supplied| {
            let input = el("input")
                .set("type", "date")
                .set("data-do", "issued")
                .set("max", "9999-12-31")
                .set("value", supplied.clone());
            el("p").with(el("label").say(words::COUNT_FROM).with(input))
        });
        return node
            .with(close())
            .with(el("h3").with(name))
            .with(el("p").class("means").say(means.clone()))
            .with_some(input);
    }
    let only = View::of_query(Clause::field(QueryField::Entity, card.id.as_str()).to_string());
    let name = link(scene.links.to(&only)).set("dir", "auto").say(card.name.clone());
    let articles = card.profile.as_ref().map(|profile| profile.articles);
    let node = node
        .with(close())
        .with(el("h3").with(name))
        .with_some(card.kind.map(kind_line))
        .with(el("p").class("mentions").say(words::mentions(card.here, articles)));
    let Some(profile) = &card.profile else { return node };
    let ways = ways(scene, &card.id, &card.name);
    node.with_some(names(profile))
        .with_some(spark(&profile.published))
        .with_some(companions(scene, profile, &Query::default(), "h4"))
        .with(ways)
        .with_some(elsewhere(profile))
        .with_some(card.form.as_ref().map(|form| correct::form(form, &card.name, card.kind)))
}

fn close() -> Node {
    let button = el("button").class("button close").set("data-do", "close-card");
    button.set("aria-label", words::CLOSE).say("×")
}

/// What is known of the name that a list is filtered by, where it is one.
pub fn subject(scene: &Scene<'_>, profile: &Profile) -> Node {
    el("section")
        .class("subject")
        .set("aria-label", profile.name.clone())
        .with(el("h2").set("dir", "auto").say(profile.name.clone()))
        .with(kind_line(profile.kind))
        .with_some(names(profile))
        .with_some(companions(scene, profile, scene.query, "h3"))
        .with_some(elsewhere(profile))
}

/// The id of the one entity that a query asks for.
pub fn subject_of(query: &Query) -> Option<&str> {
    let mut found = None;
    for clause in query.clauses.iter().filter(|clause| !clause.negated) {
        if let Term::Field { field: QueryField::Entity, value } = &clause.term {
            if found.is_some() {
                return None;
            }
            found = Some(value.as_str());
        }
    }
    found
}

fn kind_line(kind: EntityType) -> Node {
    let key = el("span").class(format!("key {}", kind.word())).say(words::kind(kind));
    el("p").class("kind").with(key)
}

fn names(profile: &Profile) -> Option<Node> {
    let known = profile.aliases.join(", ");
    let line = el("p").class("names").say(words::ALSO_CALLED);
    (!known.is_empty()).then(|| line.with(el("span").set("dir", "auto").say(known)))
}

/// When it was written of, as a picture.
fn spark(histogram: &Histogram) -> Option<Node> {
    let highest = histogram.bars.iter().map(|bar| bar.count).max().unwrap_or_default();
    let ends = histogram.bars.first().zip(histogram.bars.last().filter(|_| highest > 0));
    let (first, last) = ends.filter(|_| histogram.bars.len() > 1)?;
    let bars = histogram.bars.iter().map(|bar| {
        let share = bar.count as f64 / highest as f64 * 100.0;
        el("span")
            .set("style:block-size", percent(if bar.count > 0 { share.max(8.0) } else { 0.0 }))
    });
    let label = words::published_between(&words::days(&first.range), &words::days(&last.range));
    let bars = el("div").class("bars").with_all(bars.collect());
    Some(el("div").class("spark").set("role", "img").set("aria-label", label).with(bars))
}

/// Whom it appears with: each a link to where they meet.
fn companions(
    scene: &Scene<'_>,
    profile: &Profile,
    within: &Query,
    heading: &'static str,
) -> Option<Node> {
    let own = Clause::field(QueryField::Entity, profile.id.as_str());
    let base = if within.clauses.is_empty() { within.with(own) } else { within.clone() };
    let links = profile.companions.iter().map(|other| {
        let clause = Clause::field(QueryField::Entity, other.value.as_str());
        let name = el("span").set("dir", "auto").say(other.label.clone());
        let to = link(scene.to_query(&base.with(clause)));
        el("li").with(counted(to, &other.label, name, other.count))
    });
    let links: Vec<Node> = links.collect();
    let list = el("div").class("companions").with(el(heading).say(words::COMPANIONS));
    (!links.is_empty()).then(|| list.with(el("ul").with_all(links)))
}

/// The list with this name only, also, and not.
fn ways(scene: &Scene<'_>, id: &str, name: &str) -> Node {
    let clause = Clause::field(QueryField::Entity, id);
    let mut others = scene.query.clone();
    others.clauses.retain(|own| *own != clause && *own != clause.opposite());
    let way = |query: &Query, say: &'static str, spoken: String| {
        link(scene.to_query(query)).class("button").set("aria-label", spoken).say(say)
    };
    let narrowed = !others.clauses.is_empty();
    let only = way(&Query::default().with(clause.clone()), words::ONLY, words::only_with(name));
    let also =
        narrowed.then(|| way(&others.with(clause.clone()), words::ALSO, words::also_with(name)));
    let not = way(&others.with(clause.opposite()), words::NOT_THIS, words::not_with(name));
    el("p").class("ways").with(only).with_some(also).with(not)
}

/// Where else it is described. Nothing is fetched from there unless somebody goes there.
fn elsewhere(profile: &Profile) -> Option<Node> {
    let mut line = el("p").class("elsewhere").say(words::DESCRIBED_AT);
    let mut any = false;
    for address in &profile.same_as {
        let Some(host) = host(address) else { continue };
        let to = el("a").set("href", address.clone()).set("rel", "noopener noreferrer external");
        line = line.with(text(if any { ", " } else { "" })).with(to.say(host.to_owned()));
        any = true;
    }
    any.then_some(line)
}

#[cfg(test)]
#[path = "card_tests.rs"]
mod tests;
