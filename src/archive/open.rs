//! What is open: a collection that was read whole, or an archive in parts. Both can be asked
//! the same; of an archive in parts an answer counts only if nothing was `wanted` for it.

use crate::archive::ask::{Named, Occasions, Opened, Opening, Progress};
use crate::archive::message::{Answer, Request};
use crate::archive::parts::{Part, Parted};
use crate::archive::query::Query;
use crate::archive::shelf::Shelf;
use crate::bundle::Entity;

/// What is open.
pub(crate) enum Open {
    Whole(Box<Shelf>),
    Parts(Box<Parted>),
}

impl Open {
    /// The collection, where it is whole: only in that names and dates are found.
    pub(crate) fn whole(&mut self) -> Option<&mut Shelf> {
        match self {
            Self::Whole(shelf) => Some(shelf),
            Self::Parts(_) => None,
        }
    }

    /// The archive, where it is in parts.
    pub(crate) fn parts(&mut self) -> Option<&mut Parted> {
        match self {
            Self::Whole(_) => None,
            Self::Parts(parted) => Some(parted),
        }
    }

    /// What was missing for the last answer.
    pub(crate) fn wanted(&self) -> Vec<Part> {
        match self {
            Self::Whole(_) => Vec::new(),
            Self::Parts(parted) => parted.wanted(),
        }
    }

    /// See `Shelf`.
    pub(crate) fn opened(&mut self) -> Opened {
        match self {
            Self::Whole(shelf) => shelf.opened(),
            Self::Parts(parted) => parted.opened(),
        }
    }

    /// See `Shelf`.
    pub(crate) fn tell(&mut self) -> Progress {
        match self {
            Self::Whole(shelf) => shelf.tell(),
            Self::Parts(parted) => parted.progress(),
        }
    }

    /// See `Shelf`.
    pub(crate) fn progress(&self) -> Progress {
        match self {
            Self::Whole(shelf) => shelf.progress(),
            Self::Parts(parted) => parted.progress(),
        }
    }

    /// See `Shelf`.
    pub(crate) fn answer(&mut self, request: &Request) -> Answer {
        match self {
            Self::Whole(shelf) => shelf.answer(request),
            Self::Parts(parted) => parted.answer(request),
        }
    }

    /// See `Shelf`.
    pub(crate) fn article(&mut self, id: &str) -> Option<Opening> {
        match self {
            Self::Whole(shelf) => shelf.article(id),
            Self::Parts(parted) => parted.article(id),
        }
    }

    /// An entity as the file describes it, if it does. `article` is one that mentions it: of
    /// an archive in parts, the description stands beside that.
    pub(crate) fn entity(&mut self, id: &str, article: Option<&str>) -> Option<Entity> {
        match self {
            Self::Whole(shelf) => shelf.entity(id),
            Self::Parts(parted) => {
                let mut bundle = parted.article(article?)?.bundle().ok()?;
                let known = &mut bundle.dateline.entities;
                let at = known.iter().position(|entity| entity.id == id)?;
                Some(known.swap_remove(at))
            }
        }
    }

    /// See `Shelf`.
    pub(crate) fn names(&self, articles: &[usize]) -> Vec<Named> {
        match self {
            Self::Whole(shelf) => shelf.names(articles),
            Self::Parts(parted) => parted.names(articles),
        }
    }

    /// See `Shelf`.
    pub(crate) fn chronology(
        &mut self,
        query: &Query,
        offset: usize,
        limit: usize,
    ) -> Option<Occasions> {
        match self {
            Self::Whole(shelf) => shelf.chronology(query, offset, limit),
            Self::Parts(parted) => Some(parted.chronology(query, offset, limit)),
        }
    }
}
