//! Cases of dates: `day of issue | text with [brackets] | TYPE value; TYPE value`.

use crate::notation::{Bracketed, bracket};
use dateline::annotate::dates::{Language, TimeKind, TimeMark, find};
use dateline::annotate::tokens::Text;
use dateline::bundle::civil::parse_day;
use dateline::bundle::{Basis, edtf};
use std::ops::Range;

/// What one bracket must turn out to be.
struct Expected {
    range: Range<usize>,
    kind: TimeKind,
    timex: String,
    /// If the case says so: the EDTF, which may be none.
    value: Option<Option<String>>,
    basis: Option<Basis>,
}

impl Expected {
    /// `DATE 2024-W10 = 2024-03-04/2024-03-10 relative`
    fn read(range: Range<usize>, text: &str) -> Result<Self, String> {
        let (timex, meaning) = match text.split_once(" = ") {
            Some((timex, meaning)) => (timex, Some(meaning)),
            None => (text, None),
        };
        let (kind, timex) = timex.trim().split_once(' ').ok_or("write a type and a value")?;
        let kind = [TimeKind::Date, TimeKind::Time, TimeKind::Duration, TimeKind::Set]
            .into_iter()
            .find(|known| known.word() == kind)
            .ok_or_else(|| format!("there is no type {kind}"))?;
        let (mut value, mut basis) = (None, None);
        if let Some(meaning) = meaning {
            let mut words = meaning.split_whitespace();
            let edtf = words.next().ok_or("after = stands an EDTF, or none")?;
            if edtf != "none" && edtf::parse(edtf).is_none() {
                return Err(format!("{edtf} is no EDTF"));
            }
            value = Some(Some(edtf.to_owned()).filter(|edtf| edtf != "none"));
            if let Some(word) = words.next() {
                let known = Basis::from_word(word);
                basis = Some(known.ok_or_else(|| format!("there is no basis {word}"))?);
            }
        }
        Ok(Self { range, kind, timex: timex.trim().to_owned(), value, basis })
    }

    fn is(&self, mark: &TimeMark) -> bool {
        self.range == mark.range
            && self.kind == mark.kind
            && self.timex == mark.timex
            && self.value.as_ref().is_none_or(|value| *value == mark.value)
            && self.basis.is_none_or(|basis| basis == mark.basis)
    }
}

/// A mark as a case would say it, with all it says beyond the type and value if `full`.
fn said(mark: &TimeMark, full: bool) -> String {
    let mut said = format!("{} {}", mark.kind.word(), mark.timex);
    if full {
        let value = mark.value.as_deref().unwrap_or("none");
        said = format!("{said} = {value} {}", mark.basis.word());
    }
    said
}

/// Nothing if a case passes, a comparison if not, an error if it cannot be read.
pub(crate) fn judge(case: &str) -> Result<Option<String>, String> {
    let parts: Vec<_> = case.split(" | ").map(str::trim).collect();
    let [issued, sentence, expected] = parts[..] else {
        return Err("write: day of issue | text | what is found".to_owned());
    };
    let issued = match issued {
        "-" => None,
        day => Some(parse_day(day).ok_or_else(|| format!("{day} is no day"))?),
    };
    let read = Bracketed::read(sentence)?;
    let items: Vec<_> = match expected {
        "none" => Vec::new(),
        list => list.split(';').map(str::trim).collect(),
    };
    if items.len() != read.spans.len() {
        return Err(format!("{} brackets, {} expectations", read.spans.len(), items.len()));
    }
    let items: Vec<_> = read
        .spans
        .iter()
        .zip(items)
        .map(|((range, _), item)| Expected::read(range.clone(), item))
        .collect::<Result<_, _>>()?;

    let found = find(&Text::new(&read.text), issued, Language::English);
    let same = found.len() == items.len() && items.iter().zip(&found).all(|(e, m)| e.is(m));
    if same {
        return Ok(None);
    }
    let full = items.iter().any(|item| item.value.is_some());
    let spans: Vec<_> = found.iter().map(|mark| (mark.range.clone(), String::new())).collect();
    let told: Vec<_> = found.iter().map(|mark| said(mark, full)).collect();
    let told = if told.is_empty() { "none".to_owned() } else { told.join("; ") };
    let rules: Vec<_> = found.iter().map(|mark| mark.rule).collect();
    let shown = bracket(&read.text, &spans);
    let day = parts[0];
    Ok(Some(format!(
        "    expected: {case}\n    got:      {day} | {shown} | {told}\n    rules:    {}",
        rules.join("; ")
    )))
}
