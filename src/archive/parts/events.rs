//! The events of all articles by day, in parts: as much of them as it takes to tell which are
//! the same. It must not decide that: `chronology` does.

use crate::archive::events::{Events, Row};
use crate::archive::index::{Reader, put};
use crate::bundle::civil::DayNumber;

/// Bytes in a part, at least.
const PART: usize = 16 << 10;

/// The parts, each with the first day in it.
pub(super) fn write(events: &Events) -> Vec<(DayNumber, Vec<u8>)> {
    let (mut parts, mut part, mut first) = (Vec::new(), Vec::new(), None);
    for (_, row) in events.in_order(0) {
        let first_day = *first.get_or_insert(row.days.0);
        put_row(&mut part, events, row);
        if part.len() >= PART {
            parts.push((first_day, std::mem::take(&mut part)));
            first = None;
        }
    }
    parts.extend(first.map(|first| (first, part)));
    parts
}

fn put_row(out: &mut Vec<u8>, events: &Events, row: &Row) {
    let source = row.source();
    let numbers = [row.days.0 as u32, row.days.1.wrapping_sub(row.days.0) as u32];
    numbers.into_iter().for_each(|number| put(out, number));
    let numbers = [source.article as u32, source.event as u32, row.length];
    numbers.into_iter().for_each(|number| put(out, number));
    for list in [events.names(row), events.words(row)] {
        put(out, list.len() as u32);
        list.iter().for_each(|number| put(out, *number));
    }
}

/// Adds those of a part; false if the bytes are none.
pub(super) fn read(bytes: &[u8], events: &mut Events) -> bool {
    let mut reader = Reader::new(bytes);
    while !reader.rest().is_empty() {
        if read_row(&mut reader, events).is_none() {
            return false;
        }
    }
    true
}

fn read_row(reader: &mut Reader<'_>, events: &mut Events) -> Option<()> {
    let first = reader.number()? as DayNumber;
    let days = (first, first.wrapping_add(reader.number()? as DayNumber));
    let [article, event, length] = [reader.number()?, reader.number()?, reader.number()?];
    let mut lists = [Vec::new(), Vec::new()];
    for list in &mut lists {
        for _ in 0..reader.count()? {
            list.push(reader.number()?);
        }
    }
    let [names, words] = lists;
    events.put_row(days, (article, event), length, &names, &words);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::{Event, EventEntity};

    #[test]
    fn events_come_back_by_day() {
        let mut events = Events::default();
        let event = |when: &str, label: &str| Event {
            when: Some(when.to_owned()),
            label: label.to_owned(),
            entities: vec![EventEntity::Id("x".to_owned())],
            ..Event::default()
        };
        events.put(3, &[event("2024-03-04", "Tariffs rise again"), event("1999", "Long ago")]);
        events.put(1, &[event("2024-03-04/..", "Open at its end"), event("", "Undated")]);
        events.sort();
        let parts = write(&events);
        assert_eq!(parts.len(), 1);
        let mut own = Events::default();
        assert!(read(&parts[0].1, &mut own));
        own.sort();
        let told = |events: &Events| -> Vec<_> {
            let rows = events.in_order(0).map(|(_, row)| row);
            let told = |row: &Row| {
                let (names, words) = (events.names(row).to_vec(), events.words(row).to_vec());
                (row.days, row.source(), row.length, names, words)
            };
            rows.map(told).collect()
        };
        assert_eq!(told(&own), told(&events));
        assert_eq!(told(&own).len(), 3);
        assert!(!read(&parts[0].1[..9], &mut Events::default()), "cut off");
    }
}
