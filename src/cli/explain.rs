//! What was found in an article, for a person to read: each mark with the rule behind it.
//!
//! It must not find anything itself.

use super::printable;
use crate::annotate::article::{Annotation, Found, Input, What};
use crate::bundle::Field;
use std::fmt::{self, Write};

/// Tells all marks and events of an article; `name` is its id, or where it stands.
pub(super) fn told(name: &str, input: &Input<'_>, found: &Annotation) -> String {
    let mut out = String::new();
    // Nothing can go wrong when writing to memory.
    let _ = write(&mut out, name, input, found);
    printable(out)
}

fn write(out: &mut String, name: &str, input: &Input<'_>, found: &Annotation) -> fmt::Result {
    write!(out, "{name}")?;
    if !input.title.is_empty() {
        write!(out, ": {}", one_line(input.title))?;
    }
    match (input.issued, found.written_after) {
        (Some(issued), _) => writeln!(out, " (issued {issued})")?,
        (None, Some(day)) => writeln!(out, " (no issue date; written after {day})")?,
        (None, None) => writeln!(out, " (no issue date)")?,
    }
    for mark in &found.marks {
        tell_mark(out, input, found, mark)?;
    }
    for event in &found.events {
        writeln!(out, "  event {}: {}", event.when, event.label)?;
        let quotes = event.evidence.iter().filter_map(|&at| found.marks.get(at));
        let quotes: Vec<_> = quotes.map(|mark| format!("“{}”", quote(input, mark))).collect();
        let named = event.named.iter().filter_map(|&at| found.named.get(at));
        let named: Vec<_> = named.map(|named| named.name.as_str()).collect();
        let with = if named.is_empty() { "" } else { "; with " };
        writeln!(out, "      says {}{with}{}", quotes.join(", "), named.join(", "))?;
    }
    Ok(())
}

fn tell_mark(out: &mut String, input: &Input<'_>, found: &Annotation, mark: &Found) -> fmt::Result {
    let place = match mark.field {
        Field::Title => "title".to_owned(),
        Field::Body => format!("line {}", line_of(input.text, mark.range.start)),
    };
    write!(out, "  {place} “{}”: ", quote(input, mark))?;
    match &mark.what {
        What::Time(time) => {
            write!(out, "{} ", time.kind.word())?;
            match &time.value {
                Some(value) if *value == time.timex => write!(out, "{value}")?,
                Some(value) => write!(out, "{value} ({})", time.timex)?,
                None => write!(out, "{}", time.timex)?,
            }
            write!(out, ", {}", time.basis.word())?;
        }
        What::Name(at) => {
            if let Some(named) = found.named.get(*at) {
                write!(out, "{} {}", named.kind.word(), named.name)?;
                if let Some(key) = &named.key {
                    write!(out, " [{key}]")?;
                }
            }
        }
    }
    let percent = (mark.confidence * 100.0 + 0.5) as u32;
    writeln!(out, "; rule {}; {percent} % sure", mark.rule)?;
    if !mark.because.is_empty() {
        writeln!(out, "      because {}", mark.because.join(", "))?;
    }
    Ok(())
}

fn quote(input: &Input<'_>, mark: &Found) -> String {
    let text = if mark.field == Field::Title { input.title } else { input.text };
    one_line(text.get(mark.range.clone()).unwrap_or_default())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The line of the text, from 1.
fn line_of(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|&b| b == b'\n').count() + 1
}
