//! The same bundle as another program would have written it: offsets in another unit, lines
//! that end otherwise. Counted the slow and simple way.

use dateline::bundle::OffsetUnit;
use serde_json::Value;

/// How a file counts, and how its lines end.
#[derive(Clone, Copy)]
pub(crate) struct Counting {
    pub(crate) unit: OffsetUnit,
    pub(crate) crlf: bool,
}

impl Counting {
    fn text(self, text: &str) -> String {
        if self.crlf { text.replace('\n', "\r\n") } else { text.to_owned() }
    }

    /// What stands before a code point of `text`, counted this way.
    fn place(self, text: &str, code_points: usize) -> usize {
        let before: String = text.chars().take(code_points).collect();
        let before = self.text(&before);
        match self.unit {
            OffsetUnit::Codepoint => before.chars().count(),
            OffsetUnit::Utf16 => before.encode_utf16().count(),
            OffsetUnit::Utf8 => before.len(),
        }
    }

    fn range(self, object: &mut Value, text: &str) {
        for end in ["start", "end"] {
            let place = object[end].as_u64().unwrap();
            object[end] = self.place(text, usize::try_from(place).unwrap()).into();
        }
    }
}

fn each<'v>(object: &'v mut Value, key: &str) -> impl Iterator<Item = &'v mut Value> {
    object.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten()
}

/// A bundle that counts code points, counted anew.
pub(crate) fn recounted(bundle: &Value, counting: Counting) -> Value {
    let mut bundle = bundle.clone();
    bundle["_dateline"]["offset_unit"] = counting.unit.word().into();
    for item in each(&mut bundle, "items") {
        let text = item["content_text"].as_str().unwrap().to_owned();
        let title = item.get("title").and_then(Value::as_str).unwrap_or_default().to_owned();
        item["content_text"] = counting.text(&text).into();
        let Some(ext) = item.get_mut("_dateline") else { continue };
        for mark in each(ext, "marks") {
            if mark.get("field").is_some() {
                Counting { crlf: false, ..counting }.range(mark, &title);
            } else {
                counting.range(mark, &text);
                mark["quote"] = counting.text(mark["quote"].as_str().unwrap()).into();
            }
        }
        for block in each(ext, "blocks") {
            counting.range(block, &text);
            each(block, "spans").for_each(|span| counting.range(span, &text));
            for row in each(block, "rows") {
                row.as_array_mut().unwrap().iter_mut().for_each(|cell| counting.range(cell, &text));
            }
        }
    }
    bundle
}
