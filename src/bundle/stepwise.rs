//! Reads a bundle in steps: first what stands at its top, then its articles one by one, so
//! that the first can be read while the rest is still to come.
//!
//! It holds no text: every step is given the same one again, without a byte order mark. How
//! the work is cut into steps changes nothing of what comes out. `read` is built on it.

use crate::bundle::blocks::HtmlReader;
use crate::bundle::fault::{Fault, Severity};
use crate::bundle::fields::{Object, Report, Spot, too_deep};
use crate::bundle::head::Head;
use crate::bundle::ids::Settling;
use crate::bundle::json::{DEEPEST, Kind, Value, skip, space};
use crate::bundle::model::{Article, Bundle, JSON_FEED, OffsetUnit};
use crate::bundle::names::Names;
use crate::bundle::place::Place;
use crate::bundle::read::{Extension, entity, extension, refused};
use crate::bundle::read_article::article;
use crate::bundle::syntax::{Check, Outline};
use std::ops::Range;

/// How far reading is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    /// Every byte is looked at.
    Syntax,
    /// Items are looked through for HTML that nobody can read.
    Html,
    Entities,
    Items,
    /// The places of faults are counted.
    Faults,
    Done,
}

/// A bundle that is being read.
pub struct Stepwise {
    html: Option<HtmlReader>,
    /// Items that have only HTML are to be known before any is read.
    foresees_html: bool,
    wants_html: bool,
    stage: Stage,
    check: Check,
    outline: Outline,
    report: Report,
    head: Head,
    /// Where the entities stand that were read, then those that are to be.
    entities: Vec<Range<usize>>,
    entity_ids: Settling,
    renamed_entities: Vec<usize>,
    items: Vec<Range<usize>>,
    item_ids: Settling,
    /// The next thing of the stage, and how many articles were read.
    next: usize,
    read: usize,
    /// The places of all articles, once all are read.
    places: Names,
    renamed: Vec<(usize, String)>,
    /// In file order; the first ones have their places.
    faults: Vec<(Fault, usize)>,
    here: Place,
}

impl Stepwise {
    /// Begins to read; items that have only HTML are read by `html`.
    pub fn new(html: Option<HtmlReader>) -> Self {
        Self {
            html,
            foresees_html: false,
            wants_html: false,
            stage: Stage::Syntax,
            check: Check::default(),
            outline: Outline::default(),
            report: Report::default(),
            head: Head {
                bundle: Bundle::default(),
                names: Names::default(),
                unit: OffsetUnit::Codepoint,
                extended: true,
            },
            entities: Vec::new(),
            entity_ids: Settling::default(),
            renamed_entities: Vec::new(),
            items: Vec::new(),
            item_ids: Settling::default(),
            next: 0,
            read: 0,
            places: Names::default(),
            renamed: Vec::new(),
            faults: Vec::new(),
            here: Place::START,
        }
    }

    /// The same for who cannot read HTML: `wants_html` is known before the first article.
    pub fn foreseeing_html() -> Self {
        Self { foresees_html: true, ..Self::new(None) }
    }

    /// Goes on for about as many bytes of articles, or of work that takes as long. `take` gets
    /// the articles with their slices of the text; an id in them may still be settled. True
    /// if all is read.
    ///
    /// # Errors
    /// A fatal fault if the text is not JSON or is not a feed.
    pub fn next(
        &mut self,
        text: &str,
        bytes: usize,
        take: &mut dyn FnMut(Article, Range<usize>),
    ) -> Result<bool, Fault> {
        match self.stage {
            Stage::Syntax => self.look(text, bytes)?,
            Stage::Html => self.foresee(text, bytes),
            Stage::Entities => self.read_entities(text, bytes),
            Stage::Items => self.read_items(text, bytes, take),
            Stage::Faults => self.place_faults(text, bytes),
            Stage::Done => {}
        }
        Ok(self.stage == Stage::Done)
    }

    /// What stands at the top, once the articles come.
    pub fn head(&self) -> Option<&Head> {
        (self.stage >= Stage::Items).then_some(&self.head)
    }

    /// The same, to be given other entities.
    pub fn head_mut(&mut self) -> &mut Head {
        &mut self.head
    }

    /// The same, for good.
    pub fn into_head(self) -> Head {
        self.head
    }

    /// How many articles were read.
    pub fn len(&self) -> usize {
        self.read
    }

    /// True if none was read.
    pub fn is_empty(&self) -> bool {
        self.read == 0
    }

    /// True if every article was read, and every id settled.
    pub fn is_whole(&self) -> bool {
        self.stage > Stage::Items
    }

    /// True if an item has only HTML, and nobody can read it.
    pub fn wants_html(&self) -> bool {
        self.wants_html
    }

    /// The place of an article, by its id.
    pub fn place_of(&self, id: &str) -> Option<usize> {
        let names = if self.is_whole() { &self.places } else { self.item_ids.names() };
        names.get(id)
    }

    /// The articles that have another id than the file says, once all are read.
    pub fn renamed(&self) -> &[(usize, String)] {
        &self.renamed
    }

    /// Where an entity stands in the text; nothing for one that has another id there.
    pub fn entity(&self, place: usize) -> Option<Range<usize>> {
        if self.renamed_entities.contains(&place) {
            return None;
        }
        self.entities.get(place).cloned()
    }

    /// What was repaired or left out, once all is read: it is handed over.
    pub fn take_faults(&mut self) -> Vec<Fault> {
        std::mem::take(&mut self.faults).into_iter().map(|(fault, _)| fault).collect()
    }

    fn look(&mut self, text: &str, bytes: usize) -> Result<(), Fault> {
        // It is that much quicker than reading an article.
        let until = bytes.saturating_mul(8).saturating_add(self.next);
        let done = self.check.run(text, until, Some(&mut self.outline));
        self.next = until;
        if done.map_err(|error| refused(text, error))? {
            self.top(text)?;
            self.check = Check::default();
            self.go_on(if self.foresees_html { Stage::Html } else { Stage::Entities });
        }
        Ok(())
    }

    fn go_on(&mut self, stage: Stage) {
        (self.stage, self.next) = (stage, 0);
    }

    /// Takes what stands at the top.
    fn top(&mut self, text: &str) -> Result<(), Fault> {
        let fatal = |what: &str, remedy: &str, spot: &Spot| {
            let place = Place::of_offset(text, spot.offset);
            Fault::new(Severity::Fatal, what, remedy).at(spot.pointer.as_str()).in_place(place)
        };
        let offset = space(text.as_bytes(), 0);
        let spot = Spot { pointer: String::new(), offset };
        if !text[offset..].starts_with('{') {
            let remedy =
                "A bundle is a JSON Feed: an object in curly brackets with a list called “items”.";
            return Err(fatal("This is JSON, but not an object.", remedy, &spot));
        }
        let value = |range: Range<usize>| Value {
            offset: range.start,
            raw: text.get(range).unwrap_or_default(),
        };
        let members = std::mem::take(&mut self.outline.members);
        let members = members
            .into_iter()
            .map(|(name, own)| (value(name..skip(text.as_bytes(), name).0), value(own)));
        let mut top = Object::of(members, spot.clone(), &self.report);
        let named = top.name_at("items");
        let Some(items) = top.take("items") else {
            let remedy = "A bundle is a JSON Feed: an object with a list called “items”. \
                          Check that this is the file you meant.";
            return Err(fatal("There is no list of items here.", remedy, &spot));
        };
        if items.kind() != Kind::List {
            let remedy = "Put the articles in square brackets, separated by commas.";
            return Err(fatal("“items” is not a list.", remedy, &top.at("items")));
        }
        self.items = self.outline.items(named);
        top.without_depths();
        let version = top.text("version").unwrap_or_else(|| JSON_FEED.to_owned());
        if !version.starts_with("https://jsonfeed.org/version/1") {
            top.report.notice(
                &top.at("version"),
                "This is not a version of JSON Feed that this program knows.",
                format!("Write “{JSON_FEED}”; the file was read as that."),
            );
        }
        let bundle = &mut self.head.bundle;
        bundle.version = version;
        bundle.title = top.text("title").unwrap_or_else(|| "Untitled".to_owned());
        bundle.description = top.text("description");
        bundle.home_page_url = top.text("home_page_url");
        bundle.language = top.text("language");
        if let Some(object) = top.object("_dateline") {
            let Extension { ext, unit, known, entities } = extension(object);
            bundle.dateline = ext;
            (self.head.unit, self.head.extended) = (unit, known);
            let place =
                |(_, value): (Spot, Value<'_>)| value.offset..value.offset + value.raw.len();
            self.entities = entities.into_iter().map(place).collect();
        }
        bundle.more = top.rest();
        Ok(())
    }

    fn foresee(&mut self, text: &str, bytes: usize) {
        let mut left = bytes.saturating_mul(8);
        while let Some(range) = self.items.get(self.next) {
            self.next += 1;
            left = left.saturating_sub(range.len());
            let raw = text.get(range.clone()).unwrap_or_default();
            if is_only_html(Value { raw, offset: range.start }) {
                self.wants_html = true;
            }
            if left == 0 {
                return;
            }
        }
        self.go_on(Stage::Entities);
    }

    fn read_entities(&mut self, text: &str, bytes: usize) {
        let mut left = bytes;
        let known = &mut self.head.bundle.dateline.entities;
        while let Some(range) = self.entities.get(self.next).cloned() {
            let pointer = || format!("/_dateline/entities/{}", self.next);
            let spot = || Spot { pointer: pointer(), offset: range.start };
            let raw = text.get(range.clone()).unwrap_or_default();
            let value = Value { raw, offset: range.start };
            let read = Object::open(value, spot(), &self.report).and_then(entity);
            if let Some(entity) = read {
                self.entity_ids.note(&entity.id, known.len(), self.next, spot);
                // What was read takes the places of what is to be.
                self.entities[known.len()] = range.clone();
                known.push(entity);
            }
            self.next += 1;
            left = left.saturating_sub(range.len() + EACH);
            if left == 0 {
                return;
            }
        }
        self.entities.truncate(known.len());
        let renamed = &mut self.renamed_entities;
        let mut give = |place: usize, own: String| {
            known[place].id = own;
            renamed.push(place);
        };
        let ids = std::mem::take(&mut self.entity_ids);
        self.head.names = ids.finish("entity", &self.report, &mut give);
        self.go_on(Stage::Items);
    }

    fn read_items(
        &mut self,
        text: &str,
        bytes: usize,
        take: &mut dyn FnMut(Article, Range<usize>),
    ) {
        let mut left = bytes;
        let context = self.head.context(self.html);
        while let Some(range) = self.items.get(self.next).cloned() {
            let index = self.next;
            self.next += 1;
            let spot = Spot { pointer: format!("/items/{index}"), offset: range.start };
            let raw = text.get(range.clone()).unwrap_or_default();
            let value = Value { raw, offset: range.start };
            // Two brackets are around every item.
            if value.depth() + 2 >= DEEPEST {
                too_deep(&self.report, &spot);
            } else if let Some(object) = Object::open(value, spot, &self.report) {
                let spot = object.at("id");
                let read = article(object, &context);
                self.item_ids.note(&read.id, self.read, index, || spot.clone());
                self.read += 1;
                take(read, range.clone());
            }
            left = left.saturating_sub(range.len() + EACH);
            if left == 0 {
                break;
            }
        }
        self.wants_html |= context.wants_html.get();
        if self.next >= self.items.len() {
            self.items = Vec::new();
            let renamed = &mut self.renamed;
            let ids = std::mem::take(&mut self.item_ids);
            let mut give = |place: usize, own: String| renamed.push((place, own));
            self.places = ids.finish("item", &self.report, &mut give);
            self.faults = std::mem::take(&mut self.report).into_faults();
            self.go_on(Stage::Faults);
        }
    }

    fn place_faults(&mut self, text: &str, bytes: usize) {
        let until = self.here.offset.saturating_add(bytes.saturating_mul(4));
        while let Some((fault, offset)) = self.faults.get_mut(self.next) {
            self.here = self.here.forward(text, (*offset).min(until));
            if *offset > until {
                return;
            }
            fault.place = Some(self.here);
            self.next += 1;
        }
        self.go_on(Stage::Done);
    }
}

/// What reading a thing costs besides its bytes.
const EACH: usize = 64;

/// True if an item has HTML and no text.
fn is_only_html(item: Value<'_>) -> bool {
    let (mut html, mut text) = (false, false);
    for (name, value) in item.members() {
        if name.says("content_html") {
            html = value.kind() == Kind::Text;
        } else if name.says("content_text") {
            text = value.kind() == Kind::Text && value.raw != "\"\"";
        }
    }
    html && !text
}

#[cfg(test)]
#[path = "stepwise_tests.rs"]
mod tests;
