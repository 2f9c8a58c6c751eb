//! The archive's desk: what is asked is put on it, and work is done on it in steps.
//!
//! It neither waits nor looks at a clock. Whoever owns it calls `step` as long as there is
//! time, and between two steps hands it what was asked meanwhile: so a query is answered
//! while a collection is still being read. It must not know where it sits.

use crate::archive::ask::{Ask, Kind, Occasions, Progress, Reply};
use crate::archive::message::Answer;
use crate::archive::query::Query;
use crate::archive::shelf::Shelf;
use crate::archive::shelving::Shelving;
use std::collections::VecDeque;

/// Decides whether a text that came under a name is for `bundle::read`; if not, it is for the
/// importers.
pub type Door = fn(name: &str, text: &str) -> bool;

/// The archive of one viewer.
pub struct Desk {
    door: Door,
    /// What was asked and is not answered yet, each with its number.
    asked: VecDeque<(u32, Ask)>,
    /// What is being opened, and the number under which that was asked.
    opening: Option<(u32, Shelving)>,
    /// A chronology that is being made, and the number under which it was asked for.
    story: Option<(u32, Query, usize, usize)>,
    /// What is open. It may still be growing.
    open: Option<Shelf>,
    /// How far it was when that was last told.
    told: Progress,
}

/// What a step came to.
#[allow(clippy::large_enum_variant, reason = "there is one at a time")]
#[derive(Debug, PartialEq)]
pub enum Step {
    /// There is nothing to do until something is asked.
    Idle,
    /// Something was done, and there is more to do.
    Worked,
    /// What was asked under this number is replied to.
    Replied(u32, Reply),
    /// Something changed that an answer may depend on.
    Moved(Progress),
}

impl Desk {
    /// An empty desk.
    pub fn new(door: Door) -> Self {
        Self {
            door,
            asked: VecDeque::new(),
            opening: None,
            story: None,
            open: None,
            told: Progress::default(),
        }
    }

    /// Puts something on the desk. A newer query makes older ones void, as does a newer file
    /// or chronology: those are not replied to.
    pub fn ask(&mut self, number: u32, ask: Ask) {
        let kind = ask.kind();
        if kind != Kind::Other {
            self.asked.retain(|(_, other)| other.kind() != kind);
        }
        match kind {
            Kind::File => self.opening = None,
            Kind::Chronology => self.story = None,
            Kind::Query | Kind::Other => {}
        }
        self.asked.push_back((number, ask));
    }

    /// Does a little: a few milliseconds' worth at most. What was asked comes first, in its
    /// order, then what is being opened.
    pub fn step(&mut self) -> Step {
        if let Some((number, ask)) = self.asked.pop_front() {
            match ask {
                Ask::Open { name, bytes, index, faults } => {
                    let shelving = Shelving::new(self.door, name, bytes, index, faults);
                    self.opening = Some((number, shelving));
                    return Step::Worked;
                }
                Ask::Chronology { query, offset, limit } if self.open.is_some() => {
                    self.story = Some((number, query, offset, limit));
                    return Step::Worked;
                }
                ask => return Step::Replied(number, self.reply(ask)),
            }
        }
        if let Some((number, query, offset, limit)) = &self.story
            && let Some(open) = &mut self.open
        {
            let Some(story) = open.chronology(query, *offset, *limit) else { return Step::Worked };
            let number = *number;
            self.story = None;
            return Step::Replied(number, Reply::Chronology(story));
        }
        if let Some((number, mut shelving)) = self.opening.take() {
            return match shelving.step() {
                None => {
                    self.opening = Some((number, shelving));
                    Step::Worked
                }
                Some(Ok(mut shelf)) => {
                    let opened = shelf.opened();
                    self.told = shelf.progress();
                    self.open = Some(shelf);
                    Step::Replied(number, Reply::Opened(opened))
                }
                Some(Err((fault, bytes))) => Step::Replied(number, Reply::Refused { fault, bytes }),
            };
        }
        let Some(open) = &mut self.open else { return Step::Idle };
        // What was opened is JSON: nothing can be wrong with it any more.
        let worked = open.step().unwrap_or_default();
        if open.is_news(&self.told) {
            let progress = open.tell();
            self.told = open.progress();
            return Step::Moved(progress);
        }
        if worked { Step::Worked } else { Step::Idle }
    }

    /// What can be replied to at once.
    fn reply(&mut self, ask: Ask) -> Reply {
        let Some(open) = &mut self.open else { return nothing(&ask) };
        match ask {
            Ask::Open { .. } | Ask::Chronology { .. } => {} // these are not asked here
            Ask::Query(request) => return Reply::Answer(open.answer(&request)),
            Ask::Article(id) => return Reply::Article(open.article(&id)),
            Ask::Names(articles) => return Reply::Names(open.names(&articles)),
            Ask::Begin => return Reply::Known(open.begin_finding()),
            Ask::Batch { open: on_screen, listed } => {
                return Reply::Batch(open.batch(on_screen, &listed));
            }
            Ask::Found { batch, json } => open.found(&batch, &json),
            Ask::Supply { article, date } => open.supply(article, &date),
            Ask::Count { give_up } => open.count(give_up),
        }
        let progress = open.tell();
        self.told = open.progress();
        Reply::Progress(progress)
    }
}

/// The reply where nothing is open.
fn nothing(ask: &Ask) -> Reply {
    match ask {
        Ask::Query(_) => Reply::Answer(Answer::default()),
        Ask::Article(_) => Reply::Article(None),
        Ask::Names(_) => Reply::Names(Vec::new()),
        Ask::Chronology { .. } => Reply::Chronology(Occasions::default()),
        Ask::Begin => Reply::Known(Vec::new()),
        Ask::Batch { .. } => Reply::Batch(Vec::new()),
        Ask::Open { .. } | Ask::Found { .. } | Ask::Supply { .. } | Ask::Count { .. } => {
            Reply::Progress(Progress::default())
        }
    }
}

#[cfg(test)]
#[path = "desk_tests.rs"]
mod tests;
