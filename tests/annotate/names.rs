//! Cases of names: `[Jonna Rask|person 1] left [Vardel|place].`, with a headline before
//! ` // ` if there is one. The number says who is who: the same for mentions of one entity,
//! different for mentions of two; without one it does not matter.

use crate::notation::{Bracketed, bracket};
use dateline::annotate::names::{NameMark, Named, Names};
use dateline::annotate::tokens::Text;
use dateline::bundle::{EntityType, Field};
use std::ops::Range;

/// What one bracket must turn out to be.
struct Expected {
    field: Field,
    range: Range<usize>,
    kind: EntityType,
    who: Option<u32>,
}

fn expected(field: Field, read: &Bracketed) -> Result<Vec<Expected>, String> {
    let mut all = Vec::new();
    for (range, content) in &read.spans {
        let (_, label) = content.split_once('|').ok_or("write [name|type] or [name|type 1]")?;
        let (kind, who) = match label.trim().split_once(' ') {
            Some((kind, who)) => (kind, Some(who.parse().map_err(|_| "a number, please")?)),
            None => (label.trim(), None),
        };
        let kind = EntityType::from_word(kind).ok_or_else(|| format!("no type {kind}"))?;
        all.push(Expected { field, range: range.clone(), kind, who });
    }
    Ok(all)
}

/// One field of what was found, in the notation of a case, every entity with its number.
fn shown(field: Field, text: &str, marks: &[NameMark], named: &[Named]) -> String {
    let spans: Vec<_> = marks
        .iter()
        .filter(|mark| mark.field == field)
        .map(|mark| {
            let kind = named.get(mark.named).map_or("NOBODY", |named| named.kind.word());
            (mark.range.clone(), format!("{kind} {}", mark.named + 1))
        })
        .collect();
    bracket(text, &spans)
}

/// Nothing if a case passes, a comparison if not, an error if it cannot be read.
pub(crate) fn judge(names: &Names, case: &str) -> Result<Option<String>, String> {
    let (title, body) = case.split_once(" // ").unwrap_or(("", case));
    let (title, body) = (Bracketed::read(title)?, Bracketed::read(body)?);
    let mut all = expected(Field::Title, &title)?;
    all.extend(expected(Field::Body, &body)?);

    let (marks, named) = names.find(&Text::new(&title.text), &Text::new(&body.text), &[]);
    let alike = |expected: &Expected, mark: &NameMark| {
        expected.field == mark.field
            && expected.range == mark.range
            && named.get(mark.named).is_some_and(|named| named.kind == expected.kind)
    };
    let same = marks.len() == all.len() && all.iter().zip(&marks).all(|(e, m)| alike(e, m));
    if same && joined_alike(&all, &marks) {
        return Ok(None);
    }
    let mut got = shown(Field::Body, &body.text, &marks, &named);
    if !title.text.is_empty() {
        got = format!("{} // {got}", shown(Field::Title, &title.text, &marks, &named));
    }
    let rules: Vec<_> = marks.iter().map(|mark| mark.rule).collect();
    let rules = rules.join("; ");
    Ok(Some(format!("    expected: {case}\n    got:      {got}\n    rules:    {rules}")))
}

/// True if mentions are joined where their numbers are the same, and nowhere else among
/// those that have numbers.
fn joined_alike(all: &[Expected], marks: &[NameMark]) -> bool {
    let numbered: Vec<_> =
        all.iter().zip(marks).filter_map(|(e, m)| Some((e.who?, m.named))).collect();
    numbered.iter().all(|(who, named)| {
        numbered.iter().all(|(other, theirs)| (who == other) == (named == theirs))
    })
}
