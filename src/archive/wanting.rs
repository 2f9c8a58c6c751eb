//! Which articles of a collection want marks, in which order they get them, and what was
//! found of late.
//!
//! The article on screen comes first, then the list as the reader sees it, then the rest in
//! file order. What is found belongs to its article at once; it is counted a few times only.
//! It must not know who finds it, nor how.

use crate::bundle::civil;
use crate::bundle::order::Lookup;
use crate::bundle::{Article, ArticleExt, Entity, Found};

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

/// How far a collection is, some articles of which came without marks.
pub(crate) struct Lacking {
    /// One for every article that was read, with the UTF-8 bytes of its text.
    states: Vec<(State, u32)>,
    /// Issue dates that the reader supplied, by place in the bundle.
    supplied: Vec<(usize, String)>,
    /// How many wanted marks, and how many of them have their answer.
    wanting: usize,
    found: usize,
    /// How many had theirs when they were last counted, and whether any came since.
    counted: usize,
    is_fresh: bool,
    /// UTF-8 bytes to ask for next.
    room: usize,
    /// No article before this one is waiting.
    rest: usize,
    /// Nobody answers any more.
    given_up: bool,
}

impl Default for Lacking {
    fn default() -> Self {
        Self {
            states: Vec::new(),
            supplied: Vec::new(),
            wanting: 0,
            found: 0,
            counted: 0,
            is_fresh: false,
            room: FIRST,
            rest: 0,
            given_up: false,
        }
    }
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

impl Lacking {
    /// Notes the next article of the collection.
    pub(crate) fn note(&mut self, article: &Article) {
        let lacks = lacks_marks(article) && !self.given_up;
        let size = u32::try_from(article.content_text.len()).unwrap_or(u32::MAX);
        self.wanting += usize::from(lacks);
        self.states.push((if lacks { State::Waiting } else { State::Sound }, size));
    }

    /// The articles to ask for next, and empty when none is waiting. `open` is the one on
    /// screen, which goes alone; `listed` are those of the list in its order.
    pub(crate) fn next(&mut self, open: Option<usize>, listed: &[usize]) -> Vec<usize> {
        let mut batch = Vec::new();
        if let Some(open) = open.filter(|open| self.is_waiting(*open)) {
            self.ask(open, &mut batch);
            return batch;
        }
        let mut room = self.room;
        for &index in listed {
            if room == 0 {
                break;
            }
            if self.is_waiting(index) {
                room = room.saturating_sub(self.ask(index, &mut batch));
            }
        }
        while room > 0 && self.rest < self.states.len() {
            if self.is_waiting(self.rest) {
                room = room.saturating_sub(self.ask(self.rest, &mut batch));
            }
            self.rest += 1;
        }
        self.room = (self.room * 2).min(MOST);
        batch
    }

    fn is_waiting(&self, index: usize) -> bool {
        self.states.get(index).is_some_and(|(state, _)| *state == State::Waiting)
    }

    /// Asks for an article; how long it is.
    fn ask(&mut self, index: usize, batch: &mut Vec<usize>) -> usize {
        let Some((state, size)) = self.states.get_mut(index) else { return 0 };
        *state = State::Asked;
        batch.push(index);
        *size as usize
    }

    /// Takes the answer to a batch, and gives what belongs into the articles: also into those
    /// that had an answer before, for names may have been joined since. What the batch has no
    /// answer for has nothing to mark; what the file says is never changed.
    pub(crate) fn take(&mut self, batch: &[usize], found: Found) -> Vec<(usize, ArticleExt)> {
        for index in batch {
            if let Some((state, _)) = self.states.get_mut(*index)
                && *state == State::Asked
            {
                *state = State::Found;
                self.found += 1;
                self.is_fresh = true;
            }
        }
        let mut articles = found.articles;
        articles.retain(|(index, _)| self.is_found(*index));
        self.is_fresh |= !articles.is_empty();
        articles
    }

    /// Nobody answers any more: what is waiting stays as it is.
    pub(crate) fn give_up(&mut self) {
        for (state, _) in &mut self.states {
            if matches!(state, State::Waiting | State::Asked) {
                *state = State::Sound;
            }
        }
        self.wanting = self.found;
        self.given_up = true;
    }

    /// Nobody waits for an answer any more: what was asked for is asked for again.
    pub(crate) fn begin_again(&mut self) {
        for (state, _) in self.states.iter_mut().filter(|(state, _)| *state == State::Asked) {
            *state = State::Waiting;
        }
        self.rest = 0;
    }

    /// True if something was found that was not counted.
    pub(crate) fn is_fresh(&self) -> bool {
        self.is_fresh
    }

    /// True if it is time to count what was found. `complete`: no articles will be noted any
    /// more.
    pub(crate) fn is_due(&self, complete: bool) -> bool {
        let enough = (self.counted * 4).max(COUNTED);
        self.is_fresh && (complete && self.is_done() || self.found >= enough)
    }

    /// It was counted.
    pub(crate) fn count(&mut self) {
        self.counted = self.found;
        self.is_fresh = false;
    }

    /// True when every article that was noted has its answer.
    pub(crate) fn is_done(&self) -> bool {
        self.found == self.wanting
    }

    /// How many articles have their answer, and how many wanted one.
    pub(crate) fn progress(&self) -> (usize, usize) {
        (self.found, self.wanting)
    }

    /// The reader says when an article was issued, `YYYY-MM-DD`, or takes that back with an
    /// empty text: it is to be asked for anew. Only what was found by a program is.
    pub(crate) fn supply(&mut self, index: usize, date: &str) {
        if !self.is_found(index) {
            return;
        }
        self.supplied.retain(|(own, _)| *own != index);
        if !date.is_empty() {
            self.supplied.push((index, date.to_owned()));
        }
        if let Some((state, _)) = self.states.get_mut(index) {
            *state = State::Waiting;
            self.found -= 1;
            self.rest = self.rest.min(index);
        }
    }

    /// True if what marks an article has were found by a program.
    pub(crate) fn is_found(&self, index: usize) -> bool {
        self.states.get(index).is_some_and(|(state, _)| *state == State::Found)
    }

    /// The issue date that the reader supplied.
    pub(crate) fn supplied(&self, index: usize) -> Option<&str> {
        self.supplied.iter().find(|(own, _)| *own == index).map(|(_, date)| date.as_str())
    }

    /// Of an article in which a program found dates: the issue date that the reader supplied
    /// in place of its own or for want of one, or an empty text.
    pub(crate) fn reissued(&self, index: usize) -> Option<&str> {
        let asked = self.is_found(index) || self.supplied.iter().any(|(own, _)| *own == index); // its answer is under way
        asked.then(|| self.supplied(index).unwrap_or_default())
    }
}

/// Adds entities to those that are known; one with the same id takes the older one's place.
pub fn join(found: Vec<Entity>, known: &mut Vec<Entity>) {
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
pub fn put_into(article: &mut Article, ext: ArticleExt) {
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
#[path = "wanting_tests.rs"]
mod tests;
