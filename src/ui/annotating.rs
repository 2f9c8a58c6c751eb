//! Which articles of an open bundle want marks, in which order they get them, and what was
//! found of late.
//!
//! The article on screen comes first, then the list as the reader sees it, then the rest in
//! file order. What is found stands in the bundle at once, where the page of an open article sees it;
//! the engine counts it a few times only. It must not know who
//! finds it, nor how.

use crate::bundle::civil;
use crate::bundle::order::Lookup;
use crate::bundle::{Article, ArticleExt, Bundle, Entity, Found};

/// Text that is asked for at once, in UTF-8 bytes: little at first, so that the list in sight
/// is soon done; then more, but never so much that an article which is opened meanwhile waits
/// long for its turn.
const FIRST: usize = 16_384;
const MOST: usize = 65_536;
/// Articles that are counted at first; later four times as many each time.
const COUNTED: usize = 32;

/// How far one article is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// It brought marks, or there is nothing in it to mark.
    Sound,
    /// It is to be asked for.
    Waiting,
    /// It was asked for.
    Asked,
    /// Its answer came.
    Found,
}

/// How far a bundle is that brought articles without marks.
pub struct Annotating {
    states: Vec<State>,
    /// Issue dates that the reader supplied, by place in the bundle.
    supplied: Vec<(usize, String)>,
    /// How many wanted marks, and how many of them have their answer.
    wanting: usize,
    found: usize,
    /// How many had theirs when the engine last counted, and whether any came since.
    counted: usize,
    is_fresh: bool,
    /// UTF-8 bytes to ask for next.
    room: usize,
    /// No article before this one is waiting.
    rest: usize,
}

/// True if somebody has to look for names and dates in an article.
fn lacks_marks(article: &Article) -> bool {
    let ext = &article.dateline;
    let blank = |text: &str| text.trim().is_empty();
    let empty = blank(&article.content_text) && article.title.as_deref().is_none_or(blank);
    ext.marks.is_empty() && ext.events.is_empty() && !empty
}

/// When an article was issued, as it is written in the bundle: what relative dates in it
/// are counted from.
pub fn issued(article: &Article) -> Option<&str> {
    let published = article.date_published.as_deref();
    let published = published.filter(|date| civil::parse_instant(date).is_some());
    article.dateline.issued.as_deref().or(published)
}

impl Annotating {
    /// Of a bundle that was just opened; `None` if it brought all its marks.
    pub fn of(bundle: &Bundle) -> Option<Self> {
        let state = |article| if lacks_marks(article) { State::Waiting } else { State::Sound };
        let states: Vec<State> = bundle.items.iter().map(state).collect();
        let wanting = states.iter().filter(|state| **state == State::Waiting).count();
        (wanting > 0).then(|| Self {
            states,
            supplied: Vec::new(),
            wanting,
            found: 0,
            counted: 0,
            is_fresh: false,
            room: FIRST,
            rest: 0,
        })
    }

    /// The articles to ask for next, and empty when none is waiting. `open` is the one on
    /// screen, which goes alone; `listed` are those of the list in its order.
    pub fn next(
        &mut self,
        bundle: &Bundle,
        open: Option<usize>,
        listed: &mut dyn Iterator<Item = usize>,
    ) -> Vec<usize> {
        let mut batch = Vec::new();
        if let Some(open) = open.filter(|open| self.is_waiting(*open)) {
            self.ask(open, &mut batch);
            return batch;
        }
        let mut room = self.room;
        let size = |index: usize| bundle.items.get(index).map_or(0, |own| own.content_text.len());
        for index in listed {
            if room == 0 {
                break;
            }
            if self.is_waiting(index) {
                room = room.saturating_sub(size(index));
                self.ask(index, &mut batch);
            }
        }
        while room > 0 && self.rest < self.states.len() {
            if self.is_waiting(self.rest) {
                room = room.saturating_sub(size(self.rest));
                self.ask(self.rest, &mut batch);
            }
            self.rest += 1;
        }
        self.room = (self.room * 2).min(MOST);
        batch
    }

    fn is_waiting(&self, index: usize) -> bool {
        self.states.get(index) == Some(&State::Waiting)
    }

    fn ask(&mut self, index: usize, batch: &mut Vec<usize>) {
        if let Some(state) = self.states.get_mut(index) {
            *state = State::Asked;
            batch.push(index);
        }
    }

    /// Puts what was found in a batch into the bundle, also for articles that had an answer
    /// before: names may have been joined since. What the batch has no answer for has
    /// nothing to mark.
    pub fn take(&mut self, batch: &[usize], found: Found, bundle: &mut Bundle) {
        for index in batch {
            if let Some(state) = self.states.get_mut(*index).filter(|s| **s == State::Asked) {
                *state = State::Found;
                self.found += 1;
                self.is_fresh = true;
            }
        }
        add(found.entities, &mut bundle.dateline.entities);
        for (index, ext) in found.articles {
            // What the file says is never changed.
            if self.is_found(index)
                && let Some(article) = bundle.items.get_mut(index)
            {
                put_into(article, ext);
                self.is_fresh = true;
            }
        }
    }

    /// Nobody answers any more: what is waiting stays as it is.
    pub fn give_up(&mut self) {
        for state in &mut self.states {
            if matches!(state, State::Waiting | State::Asked) {
                *state = State::Sound;
            }
        }
        self.wanting = self.found;
    }

    /// Nobody waits for an answer any more: what was asked for is asked for again.
    pub fn begin_again(&mut self) {
        for state in self.states.iter_mut().filter(|state| **state == State::Asked) {
            *state = State::Waiting;
        }
        self.rest = 0;
    }

    /// True if something was found that the engine has not counted.
    pub fn is_fresh(&self) -> bool {
        self.is_fresh
    }

    /// True if it is time for the engine to count what was found.
    pub fn is_due(&self) -> bool {
        let enough = (self.counted * 4).max(COUNTED);
        self.is_fresh && (self.is_done() || self.found >= enough)
    }

    /// The engine has counted.
    pub fn count(&mut self) {
        self.counted = self.found;
        self.is_fresh = false;
    }

    /// True when every article has its answer.
    pub fn is_done(&self) -> bool {
        self.found == self.wanting
    }

    /// How many articles have their answer, and how many wanted one.
    pub fn progress(&self) -> (usize, usize) {
        (self.found, self.wanting)
    }

    /// The reader says when an article was issued, `YYYY-MM-DD`, or takes that back with an
    /// empty text: it is to be asked for anew. Only what was found by a program is.
    pub fn supply(&mut self, index: usize, date: &str) {
        if !self.is_found(index) {
            return;
        }
        self.supplied.retain(|(own, _)| *own != index);
        if !date.is_empty() {
            self.supplied.push((index, date.to_owned()));
        }
        if let Some(state) = self.states.get_mut(index) {
            *state = State::Waiting;
            self.found -= 1;
            self.rest = self.rest.min(index);
        }
    }

    /// True if what marks an article has were found by a program.
    pub fn is_found(&self, index: usize) -> bool {
        self.states.get(index) == Some(&State::Found)
    }

    /// The issue date that the reader supplied.
    pub fn supplied(&self, index: usize) -> Option<&str> {
        self.supplied.iter().find(|(own, _)| *own == index).map(|(_, date)| date.as_str())
    }
}

/// Adds entities to those that are known; one with the same id takes the older one's place.
fn add(found: Vec<Entity>, known: &mut Vec<Entity>) {
    // Few are found at a time, and many are known: the few are put in order.
    let number = Lookup::numbered(found.iter().map(|entity| entity.id.as_str()));
    let mut places = vec![None; found.len()];
    for (at, entity) in known.iter().enumerate().filter(|_| !found.is_empty()) {
        if let Some(place) = number.get(&entity.id).and_then(|number| places.get_mut(number)) {
            *place = Some(at);
        }
    }
    for (entity, place) in found.into_iter().zip(places) {
        match place.and_then(|place: usize| known.get_mut(place)) {
            Some(older) => *older = entity,
            None => known.push(entity),
        }
    }
}

/// Puts marks and events into an article, and what else was found about it.
fn put_into(article: &mut Article, ext: ArticleExt) {
    article.dateline.marks = ext.marks;
    article.dateline.events = ext.events;
    article.dateline.more.discard(WRITTEN_AFTER);
    if let Some(day) = ext.more.get_raw(WRITTEN_AFTER) {
        let _ = article.dateline.more.insert_raw(WRITTEN_AFTER, day);
    }
}

/// The member of an undated article that says after which day it was written.
const WRITTEN_AFTER: &str = "written_after";

/// The day after which an undated article must have been written, `YYYY-MM-DD`.
pub fn written_after(article: &Article) -> Option<&str> {
    article.dateline.more.get_raw(WRITTEN_AFTER).map(|day| day.trim_matches('"'))
}

#[cfg(test)]
#[path = "annotating_tests.rs"]
mod tests;
