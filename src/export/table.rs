//! Tables of marks and of events (RFC 4180), for spreadsheets and for programs.
//!
//! Offsets are half-open code points. A spreadsheet takes a cell that begins with `=`, `+`,
//! `-`, `@`, a tab or a carriage return for a formula; such a cell gets an apostrophe in
//! front, which spreadsheets read as “this is text”
//! (<https://owasp.org/www-community/attacks/CSV_Injection>).

use super::{Names, Quotes};
use crate::bundle::{Bundle, EventEntity, Field, civil, edtf};

pub(super) fn marks(bundle: &Bundle) -> String {
    let names = Names::of(bundle);
    let mut table = Table::new(&[
        "article", "mark", "field", "start", "end", "quote", "entity", "type", "name", "time",
        "basis", "by",
    ]);
    for article in &bundle.items {
        for mark in &article.dateline.marks {
            let entity = mark.entity.as_deref();
            let known = entity.and_then(|id| names.get(id));
            let time = mark.time.as_ref();
            table.row(&[
                &article.id,
                &mark.id,
                if mark.field == Field::Title { "title" } else { "body" },
                &mark.start.to_string(),
                &mark.end.to_string(),
                &mark.quote,
                entity.unwrap_or_default(),
                known.map_or("", |entity| entity.kind.word()),
                known.map_or("", |entity| &entity.name),
                time.and_then(|time| time.value.as_deref()).unwrap_or_default(),
                time.map_or("", |time| time.basis.word()),
                mark.by.as_deref().unwrap_or_default(),
            ]);
        }
    }
    table.finish()
}

pub(super) fn events(bundle: &Bundle) -> String {
    let names = Names::of(bundle);
    let mut table = Table::new(&[
        "article",
        "headline",
        "url",
        "event",
        "label",
        "when",
        "first_day",
        "last_day",
        "evidence",
        "entities",
    ]);
    for article in &bundle.items {
        let quotes = Quotes::of(article);
        for event in &article.dateline.events {
            let when = event.when.as_deref().and_then(edtf::parse);
            let day = |number: Option<civil::DayNumber>| {
                number.map(|number| civil::Date::from_day_number(number).to_string())
            };
            let name = |part: &EventEntity| {
                names.get(part.id()).map_or(part.id().to_owned(), |e| e.name.clone())
            };
            let who: Vec<String> = event.entities.iter().map(name).collect();
            table.row(&[
                &article.id,
                article.headline(),
                article.url.as_deref().unwrap_or_default(),
                &event.id,
                &event.label,
                event.when.as_deref().unwrap_or_default(),
                &day(when.and_then(|when| when.first_day())).unwrap_or_default(),
                &day(when.and_then(|when| when.last_day())).unwrap_or_default(),
                &quotes.evidence(event).join(" | "),
                &who.join(" | "),
            ]);
        }
    }
    table.finish()
}

struct Table(csv::Writer<Vec<u8>>);

impl Table {
    fn new(head: &[&str]) -> Self {
        let mut builder = csv::WriterBuilder::new();
        let mut table = Self(builder.terminator(csv::Terminator::CRLF).from_writer(Vec::new()));
        table.row(head);
        table
    }

    fn row(&mut self, cells: &[&str]) {
        let cells = cells.iter().map(|cell| {
            let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
            if formula { format!("'{cell}") } else { (*cell).to_owned() }
        });
        // Writing to memory does not fail, and rows are as long as the head.
        let _ = self.0.write_record(cells.collect::<Vec<_>>());
    }

    fn finish(self) -> String {
        let bytes = self.0.into_inner().unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }
}
