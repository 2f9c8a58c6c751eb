//! The archive's desk: what is asked is put on it, and work is done on it in steps.
//!
//! It neither waits nor looks at a clock. Whoever owns it calls `step` as long as there is
//! time, and between two steps hands it what was asked meanwhile: so a query is answered
//! while a collection is still being read. Of an archive in parts it says which files it
//! wants, and goes on with something else until they come. It must not know where it sits.

use crate::archive::ask::{Ask, Kind, Occasions, Progress, Reply};
use crate::archive::message::Answer;
use crate::archive::open::Open;
use crate::archive::parts::Part;
use crate::archive::profile::profile;
use crate::archive::shelving::Shelving;
use crate::bundle::{Fault, Severity};
use std::collections::VecDeque;

/// Decides whether a text that came under a name is for `bundle::read`; if not, it is for the
/// importers.
pub type Door = fn(name: &str, text: &str) -> bool;

/// The archive of one viewer.
pub struct Desk {
    door: Door,
    /// What was asked and is not answered yet.
    asked: VecDeque<Asked>,
    /// What is being opened, and the number under which that was asked.
    opening: Option<(u32, Shelving)>,
    /// What is open. It may still be growing.
    open: Option<Open>,
    /// How far it was when that was last told.
    told: Progress,
    /// Files of an archive in parts that are on their way, by their addresses.
    coming: Vec<(String, Part)>,
}

/// A question.
struct Asked {
    number: u32,
    ask: Ask,
    /// What it waits for, and whether it ever had to.
    waits: Vec<Part>,
    tried: bool,
    /// Why nothing can come of it.
    fault: Option<Fault>,
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
    /// These files are wanted: see `Ask::Part`.
    Wants(Vec<String>),
}

impl Desk {
    /// An empty desk.
    pub fn new(door: Door) -> Self {
        Self {
            door,
            asked: VecDeque::new(),
            opening: None,
            open: None,
            told: Progress::default(),
            coming: Vec::new(),
        }
    }

    /// Puts something on the desk. A newer query makes older ones void, as does a newer file
    /// or chronology: those are not replied to. A part gets no reply either.
    pub fn ask(&mut self, number: u32, ask: Ask) {
        let kind = ask.kind();
        if kind != Kind::Other {
            self.asked.retain(|asked| asked.ask.kind() != kind);
        }
        match ask {
            Ask::Part { address, file, fault } => return self.take_part(&address, &file, fault),
            Ask::Open { .. } => {
                self.opening = None;
                self.coming.retain(|(_, part)| *part != Part::Plan);
            }
            _ => {}
        }
        self.asked.push_back(Asked { number, ask, waits: Vec::new(), tried: false, fault: None });
    }

    /// Does a little: a few milliseconds' worth at most. What was asked comes first, in its
    /// order, then what is being opened.
    pub fn step(&mut self) -> Step {
        if let Some(at) = self.asked.iter().position(|asked| asked.waits.is_empty())
            && let Some(asked) = self.asked.remove(at)
        {
            return self.try_to_reply(asked);
        }
        if let Some((number, mut shelving)) = self.opening.take() {
            return match shelving.step() {
                None => {
                    let wanted = shelving.wanted();
                    self.opening = Some((number, shelving));
                    if wanted.is_empty() { Step::Worked } else { self.want(wanted) }
                }
                Some(Ok(mut open)) => {
                    let opened = open.opened();
                    self.told = open.progress();
                    self.open = Some(open);
                    // What was on its way, or waited, was for what was open before.
                    self.coming.clear();
                    self.asked.iter_mut().for_each(|asked| asked.waits.clear());
                    Step::Replied(number, Reply::Opened(opened))
                }
                Some(Err((fault, bytes))) => Step::Replied(number, Reply::Refused { fault, bytes }),
            };
        }
        let Some(open) = self.open.as_mut().and_then(Open::whole) else { return Step::Idle };
        // What was opened is JSON: nothing can be wrong with it any more.
        let worked = open.step().unwrap_or_default();
        if open.is_news(&self.told) {
            let progress = open.tell();
            self.told = open.progress();
            return Step::Moved(progress);
        }
        if worked { Step::Worked } else { Step::Idle }
    }

    fn try_to_reply(&mut self, mut asked: Asked) -> Step {
        if let Ask::Open { name, bytes, index, faults } = asked.ask {
            let shelving = Shelving::new(self.door, name, bytes, index, faults);
            self.opening = Some((asked.number, shelving));
            return Step::Worked;
        }
        if let Some(fault) = asked.fault {
            return Step::Replied(asked.number, Reply::Refused { fault, bytes: None });
        }
        if let Some(parts) = self.open.as_mut().and_then(Open::parts).filter(|_| !asked.tried) {
            parts.tidy();
        }
        let reply = self.reply(&asked.ask);
        let wanted = self.open.as_ref().map(Open::wanted).unwrap_or_default();
        match reply {
            Some(reply) if wanted.is_empty() => Step::Replied(asked.number, reply),
            _ => {
                // It takes more steps, or it waits; what else was asked gets its turn.
                asked.tried = true;
                asked.waits.clone_from(&wanted);
                self.asked.push_back(asked);
                if wanted.is_empty() { Step::Worked } else { self.want(wanted) }
            }
        }
    }

    /// Has those fetched that are not on their way yet.
    fn want(&mut self, wanted: Vec<Part>) -> Step {
        let mut addresses = Vec::new();
        for part in wanted {
            let address = match (&mut self.opening, &mut self.open) {
                (Some((_, opening)), _) if part == Part::Plan => opening.address(part),
                (_, Some(open)) => open.parts().map(|parts| parts.address(part)),
                _ => None,
            };
            let known = |address: &String| self.coming.iter().any(|(own, _)| own == address);
            if let Some(address) = address.filter(|address| !known(address)) {
                self.coming.push((address.clone(), part));
                addresses.push(address);
            }
        }
        if addresses.is_empty() { Step::Idle } else { Step::Wants(addresses) }
    }

    /// Takes a file that was wanted. What waits for one that could not be had is given up.
    fn take_part(&mut self, address: &str, file: &[u8], fault: Option<Fault>) {
        let Some(at) = self.coming.iter().position(|(own, _)| own == address) else { return };
        let (_, part) = self.coming.swap_remove(at);
        let fault = fault.or_else(|| {
            let taken = match &mut self.opening {
                Some((_, opening)) if part == Part::Plan => opening.give(file),
                _ => self.open.as_mut().and_then(Open::parts).is_some_and(|o| o.give(part, file)),
            };
            (!taken).then(|| unsound(address))
        });
        for asked in self.asked.iter_mut().filter(|asked| asked.waits.contains(&part)) {
            asked.waits.retain(|own| *own != part);
            if fault.is_some() {
                asked.fault.clone_from(&fault);
                asked.waits.clear();
            }
        }
        if part == Part::Plan
            && fault.is_some()
            && let Some((number, _)) = self.opening.take()
        {
            let waits = Vec::new();
            self.asked.push_back(Asked { number, ask: Ask::Begin, waits, tried: false, fault });
        }
    }

    /// What can be replied to at once; nothing if it takes more steps.
    fn reply(&mut self, ask: &Ask) -> Option<Reply> {
        let Some(open) = &mut self.open else { return Some(nothing(ask)) };
        match ask {
            Ask::Query(request) => return Some(Reply::Answer(open.answer(request))),
            Ask::Article(id) => return Some(Reply::Article(open.article(id))),
            Ask::Entity(id) => return Some(Reply::Entity(profile(open, id))),
            Ask::Names(articles) => return Some(Reply::Names(open.names(articles))),
            Ask::Chronology { query, offset, limit } => {
                return open.chronology(query, *offset, *limit).map(Reply::Chronology);
            }
            _ => {}
        }
        // All else is about finding names and dates, or putting them right.
        let Some(shelf) = open.whole() else {
            return Some(match nothing(ask) {
                Reply::Progress(_) => Reply::Progress(open.progress()),
                other => other,
            });
        };
        match ask {
            Ask::Begin => return Some(Reply::Known(shelf.begin_finding())),
            Ask::Batch { open: on_screen, listed } => {
                return Some(Reply::Batch(shelf.batch(*on_screen, listed)));
            }
            Ask::Found { batch, json } => shelf.found(batch, json),
            Ask::Supply { article, date } => shelf.supply(*article, date),
            Ask::Count { give_up } => shelf.count(*give_up),
            Ask::Correct(text) => shelf.correct(text),
            _ => {} // these are not asked here
        }
        let progress = open.tell();
        self.told = open.progress();
        Some(Reply::Progress(progress))
    }
}

/// The reply where nothing is open, or nothing is to be found.
fn nothing(ask: &Ask) -> Reply {
    match ask {
        Ask::Query(_) => Reply::Answer(Answer::default()),
        Ask::Article(_) => Reply::Article(None),
        Ask::Entity(_) => Reply::Entity(None),
        Ask::Names(_) => Reply::Names(Vec::new()),
        Ask::Chronology { .. } => Reply::Chronology(Occasions::default()),
        Ask::Begin => Reply::Known(Vec::new()),
        Ask::Batch { .. } => Reply::Batch(Vec::new()),
        _ => Reply::Progress(Progress::default()),
    }
}

fn unsound(address: &str) -> Fault {
    let what = ["A part of the archive is damaged or of another version: ", address].concat();
    Fault::new(Severity::Fatal, what, "Reload the page. If it comes again, make the site anew.")
}

#[cfg(test)]
#[path = "desk_tests.rs"]
mod tests;
