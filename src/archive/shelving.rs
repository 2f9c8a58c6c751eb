//! How bytes become a collection, in steps: they are a text that is ours to open, or they are
//! handed back for the importers.
//!
//! It ends as soon as the first articles can be read and searched. It must not read on then.

use crate::archive::articles::Articles;
use crate::archive::desk::Door;
use crate::archive::index::{Index, Key};
use crate::archive::open::Open;
use crate::archive::parts::{Part, Parted};
use crate::archive::shelf::Shelf;
use crate::bundle::{Fault, Severity};

/// UTF-8 bytes that are looked at in one step.
const CHUNK: usize = 1 << 18;

const MARK: &str = "\u{feff}";

/// A collection that is being opened.
pub(crate) struct Shelving {
    door: Door,
    name: String,
    /// Its index, made beforehand, where there is one.
    index: Option<Vec<u8>>,
    /// What the importers had to say, if they made it.
    made: Option<Vec<Fault>>,
    stage: Stage,
}

enum Stage {
    /// The bytes, and the text as far as they are one.
    Text(Vec<u8>, String),
    /// The text began with a byte order mark, and is being read.
    Reading(bool, Box<Shelf>),
    /// It was the manifest of an archive in parts, whose plan is on its way.
    Parts(Box<Parted>),
    Over,
}

/// Why nothing was opened, with the bytes if the importers may be able to.
pub(crate) type Refusal = (Fault, Option<Vec<u8>>);

impl Shelving {
    pub(crate) fn new(
        door: Door,
        name: String,
        bytes: Vec<u8>,
        index: Option<Vec<u8>>,
        made: Option<Vec<Fault>>,
    ) -> Self {
        let text = String::with_capacity(bytes.len());
        Self { door, name, index, made, stage: Stage::Text(bytes, text) }
    }

    /// Goes on; in the end gives the shelf, or says why there is none.
    pub(crate) fn step(&mut self) -> Option<Result<Open, Refusal>> {
        match std::mem::replace(&mut self.stage, Stage::Over) {
            Stage::Text(bytes, text) => self.decode(bytes, text),
            Stage::Reading(marked, shelf) => self.read(marked, shelf),
            Stage::Parts(parted) if parted.is_open() => Some(Ok(Open::Parts(parted))),
            Stage::Parts(parted) => {
                self.stage = Stage::Parts(parted);
                None
            }
            Stage::Over => None,
        }
    }

    /// What is wanted before it can go on.
    pub(crate) fn wanted(&self) -> Vec<Part> {
        match &self.stage {
            Stage::Parts(parted) => parted.wanted(),
            _ => Vec::new(),
        }
    }

    /// Where a part is to be fetched.
    pub(crate) fn address(&self, part: Part) -> Option<String> {
        match &self.stage {
            Stage::Parts(parted) => Some(parted.address(part)),
            _ => None,
        }
    }

    /// Takes the plan of an archive in parts; false if it is none.
    pub(crate) fn give(&mut self, file: &[u8]) -> bool {
        match &mut self.stage {
            Stage::Parts(parted) => parted.give(Part::Plan, file),
            _ => false,
        }
    }

    fn decode(&mut self, bytes: Vec<u8>, mut text: String) -> Option<Result<Open, Refusal>> {
        let end = bytes.len().min(text.len() + CHUNK);
        let chunk = bytes.get(text.len()..end).unwrap_or_default();
        let whole = match std::str::from_utf8(chunk) {
            Ok(whole) => whole,
            // A letter goes on in the next chunk.
            Err(error) if error.error_len().is_none() && end < bytes.len() => {
                let valid = chunk.get(..error.valid_up_to());
                valid.and_then(|valid| std::str::from_utf8(valid).ok()).unwrap_or_default()
            }
            Err(_) => return Some(Err(refused(bytes))),
        };
        // A zero byte is a sign of UTF-16, of which the importers know how to speak.
        if whole.contains('\0') {
            return Some(Err(refused(bytes)));
        }
        text.push_str(whole);
        if text.len() < bytes.len() {
            self.stage = Stage::Text(bytes, text);
            return None;
        }
        let inside = text.strip_prefix(MARK).unwrap_or(&text);
        if self.made.is_none() && !(self.door)(&self.name, inside) {
            return Some(Err(refused(bytes)));
        }
        // An index of something else is as good as none: one is built.
        let index = self.index.take();
        let ready = index.and_then(|index| Index::from_bytes(index, Key::of(&bytes)).ok());
        drop(bytes);
        let marked = inside.len() < text.len();
        if marked {
            text.drain(..MARK.len());
        }
        let shelf = Shelf::new(Articles::new(text), ready, self.made.take());
        self.stage = Stage::Reading(marked, Box::new(shelf));
        None
    }

    fn read(&mut self, marked: bool, mut shelf: Box<Shelf>) -> Option<Result<Open, Refusal>> {
        if let Err(fault) = shelf.step() {
            return Some(Err((fault, None)));
        }
        if shelf.wants_html() {
            let mark = if marked { MARK } else { "" };
            return Some(Err(refused([mark, &shelf.into_text()].concat().into_bytes())));
        }
        if let Some((folder, title, language)) = shelf.manifest() {
            let folder = [directory(&self.name), &folder, "/"].concat();
            self.stage = Stage::Parts(Box::new(Parted::new(folder, title, language)));
            return None;
        }
        if shelf.is_searchable() {
            return Some(Ok(Open::Whole(shelf)));
        }
        self.stage = Stage::Reading(marked, shelf);
        None
    }
}

/// The address of the folder that a file is in: empty, or with a slash at its end.
fn directory(name: &str) -> &str {
    let path = name.split(['?', '#']).next().unwrap_or_default();
    path.rfind('/').and_then(|at| path.get(..=at)).unwrap_or_default()
}

fn refused(bytes: Vec<u8>) -> Refusal {
    let what = "This is for the importers to open.";
    (Fault::new(Severity::Fatal, what, "Open it with them."), Some(bytes))
}
