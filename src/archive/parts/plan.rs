//! The plan of an archive in parts: what parts there are, and what the first screen shows:
//! the counts over all articles, made beforehand.

use super::{Part, SIGN, unsigned};
use crate::archive::index::{Index, Reader, put, put_bytes};
use crate::archive::message::{Answer, Request};
use crate::archive::wire;
use crate::bundle::civil::DayNumber;

/// What the plan says besides the index.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Plan {
    /// The first article of each part of articles.
    pub(super) groups: Vec<u32>,
    /// The first day of each part of events.
    pub(super) events: Vec<DayNumber>,
    /// The request that the first screen makes, and its answer without rows.
    pub(super) first: Option<(Request, Answer)>,
}

impl Plan {
    /// The file of it, for an index with this plan of its own.
    pub(super) fn to_file(&self, index: &[u8]) -> Vec<u8> {
        let mut out = SIGN.to_vec();
        out.extend_from_slice(index);
        put(&mut out, self.groups.len() as u32);
        let mut before = 0;
        for first in &self.groups {
            put(&mut out, first - before);
            before = *first;
        }
        put(&mut out, self.events.len() as u32);
        let mut before = 0;
        for day in &self.events {
            let step = day.wrapping_sub(before);
            put(&mut out, (step << 1 ^ step >> 31) as u32);
            before = *day;
        }
        let first = self
            .first
            .as_ref()
            .map(|(request, answer)| (wire::write(request.clone()), wire::write(answer.clone())));
        let (request, answer) = first.unwrap_or_default();
        put_bytes(&mut out, &request);
        put_bytes(&mut out, &answer);
        out
    }

    /// The plan and the index, of which no part is there yet; nothing if the file is none.
    pub(super) fn read(file: &[u8]) -> Option<(Self, Index)> {
        let mut reader = Reader::new(unsigned(file)?);
        let index = Index::in_parts(&mut reader)?;
        let (mut own, mut first) = (Self::default(), 0_u32);
        for _ in 0..reader.count()? {
            first = first.checked_add(reader.number()?)?;
            own.groups.push(first);
        }
        let mut day: DayNumber = 0;
        for _ in 0..reader.count()? {
            let step = reader.number()?;
            day = day.wrapping_add((step >> 1) as i32 ^ -((step & 1) as i32));
            own.events.push(day);
        }
        // Of another version of the viewer, they are of no use: the answer is counted then.
        let (request, answer) = (wire::read(reader.some()?), wire::read(reader.some()?));
        own.first = request.zip(answer);
        let fits = own.groups.is_sorted() && own.events.is_sorted() && reader.rest().is_empty();
        let begins = own.groups.first().is_none_or(|first| *first == 0);
        (fits && begins && own.groups.is_empty() == index.is_empty()).then_some((own, index))
    }

    /// The parts of events that may have some of these days.
    pub(super) fn events_on(&self, first: DayNumber) -> impl Iterator<Item = Part> {
        let from = self.events.partition_point(|own| *own < first).saturating_sub(1);
        let to = self.events.partition_point(|own| *own <= first);
        (from..to).map(|part| Part::Events(part as u32))
    }
}
