//! Finds the places of JSON pointers in a text, many in one pass.
//!
//! For files of other makers, whose values carry no positions once they are parsed. It must
//! never fail: on text that is not JSON it simply finds less.

use crate::bundle::order;
use crate::bundle::place::{self, Place};

/// The places of many pointers, found in one pass and given in the same order; `None` only
/// where the text is not JSON. A pointer whose last steps do not exist (a missing member)
/// gets the place of the nearest value around it.
pub(super) fn places_of(text: &str, pointers: &[&str]) -> Vec<Option<Place>> {
    // Ask for every ancestor too: the deepest one that exists wins.
    let mut wanted: Vec<(&str, usize)> = Vec::new();
    for (number, pointer) in pointers.iter().enumerate() {
        let ends = pointer.match_indices('/').map(|(at, _)| at).chain([pointer.len()]);
        wanted.extend(ends.map(|end| (&pointer[..end], number)));
    }
    order::sort_by(&mut wanted, |a, b| a.0.cmp(b.0));
    let mut found: Vec<Option<(usize, usize)>> = vec![None; pointers.len()];
    walk(text, &mut |path, offset| {
        let first = wanted.partition_point(|(asked, _)| *asked < path);
        for (_, number) in wanted[first..].iter().take_while(|(asked, _)| *asked == path) {
            let deepest = found[*number].map_or(0, |(depth, _)| depth);
            if path.len() >= deepest {
                found[*number] = Some((path.len(), offset));
            }
        }
        true
    });
    in_one_pass(text, &found)
}

/// Turns offsets into places while counting lines and columns once, not once for each.
fn in_one_pass(text: &str, found: &[Option<(usize, usize)>]) -> Vec<Option<Place>> {
    let mut by_offset: Vec<(usize, usize)> = found
        .iter()
        .enumerate()
        .filter_map(|(number, found)| Some((found.as_ref()?.1, number)))
        .collect();
    order::sort_by_key(&mut by_offset, |pair| *pair);
    let (mut line, mut column, mut seen) = (1, 1, 0);
    let mut places = vec![None; found.len()];
    for (offset, number) in by_offset {
        let between = &text[seen..offset];
        match between.rfind('\n') {
            None => column += between.chars().count(),
            Some(last) => {
                line += between.matches('\n').count();
                column = between[last + 1..].chars().count() + 1;
            }
        }
        seen = offset;
        places[number] = Some(Place { offset, line, column });
    }
    places
}

/// Calls `visit` with pointer and byte offset of every value, in file order, until it
/// says `false` or the text stops being JSON. No recursion: depth is the input's choice.
fn walk(text: &str, visit: &mut dyn FnMut(&str, usize) -> bool) {
    enum Open {
        Object { path_len: usize },
        Array { path_len: usize, index: usize },
    }
    let bytes = text.as_bytes();
    let mut path = String::new();
    let mut open: Vec<Open> = Vec::new();
    let mut at = 0;
    // True where a value may begin; false where an object expects a key.
    let mut value_next = true;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b' ' | b'\t' | b'\n' | b'\r' | b':' => at += 1,
            b',' => {
                at += 1;
                match open.last_mut() {
                    Some(Open::Array { path_len, index }) => {
                        *index += 1;
                        path.truncate(*path_len);
                        path.push('/');
                        path.push_str(&index.to_string());
                        value_next = true;
                    }
                    Some(Open::Object { path_len }) => {
                        path.truncate(*path_len);
                        value_next = false;
                    }
                    None => return,
                }
            }
            b'{' | b'[' => {
                if !value_next || !visit(&path, at) {
                    return;
                }
                at += 1;
                let path_len = path.len();
                if byte == b'{' {
                    open.push(Open::Object { path_len });
                    value_next = false;
                } else {
                    open.push(Open::Array { path_len, index: 0 });
                    // An empty array has no first value.
                    let next = text[at..].trim_start();
                    value_next = !next.starts_with(']');
                    if value_next {
                        path.push_str("/0");
                    }
                }
            }
            b'}' | b']' => {
                at += 1;
                match open.pop() {
                    Some(Open::Object { path_len } | Open::Array { path_len, .. }) => {
                        path.truncate(path_len);
                    }
                    None => return,
                }
                value_next = false;
            }
            b'"' => {
                // Visited before its end is looked for: a string may be cut off.
                if value_next && !visit(&path, at) {
                    return;
                }
                let Some(end) = string_end(bytes, at) else { return };
                if value_next {
                    value_next = false;
                } else if matches!(open.last(), Some(Open::Object { .. })) {
                    let key: String = serde_json::from_str(&text[at..end]).unwrap_or_default();
                    path = place::join(&path, &key);
                    value_next = true;
                } else {
                    return;
                }
                at = end;
            }
            _ => {
                if !value_next || !visit(&path, at) {
                    return;
                }
                value_next = false;
                while bytes.get(at).is_some_and(|b| {
                    b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.') || !b.is_ascii()
                }) {
                    at += 1;
                }
            }
        }
    }
}

/// One past the closing quote of the string that opens at `at`.
fn string_end(bytes: &[u8], at: usize) -> Option<usize> {
    let mut i = at + 1;
    while i < bytes.len() {
        match bytes[i] {
            b'"' => return Some(i + 1),
            b'\\' => i += 2,
            _ => i += 1,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "{\n  \"a/b\": [1, {\"c\": \"é\\\"\"}],\n  \"d\": {}\n}";

    fn line_and_column(pointer: &str) -> (usize, usize) {
        let place = places_of(TEXT, &[pointer])[0].unwrap();
        (place.line, place.column)
    }

    #[test]
    fn finds_the_place_of_a_pointer() {
        assert_eq!(line_and_column(""), (1, 1));
        assert_eq!(line_and_column("/a~1b"), (2, 10));
        assert_eq!(line_and_column("/a~1b/0"), (2, 11));
        assert_eq!(line_and_column("/a~1b/1/c"), (2, 20));
        assert_eq!(line_and_column("/d"), (3, 8));
    }

    #[test]
    fn a_missing_member_gets_the_place_of_what_should_hold_it() {
        assert_eq!(line_and_column("/a~1b/1/missing/deeper"), (2, 14));
        assert_eq!(line_and_column("/nowhere"), (1, 1));
    }

    #[test]
    fn stops_quietly_where_the_text_is_not_json() {
        for broken in ["{", "[1,,2]", "{\"a\" 1}", "]", "\"open", "@@@@", "{\"a\":[}", "[[[[", "é"]
        {
            let _ = places_of(broken, &["/0", "/a/b"]);
        }
    }
}
