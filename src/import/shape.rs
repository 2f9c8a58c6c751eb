//! The outline of a JSON text: the names of the members at its top, without parsing it.
//!
//! It decides which importer a file is for, so it must be quick and must never fail: of
//! text that is not JSON it simply sees less. It stops as soon as the file says that it is
//! a JSON Feed.

/// What stands at the top of a JSON text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Shape<'t> {
    /// True if the top is a list; the members are those of its first object then.
    pub(super) is_list: bool,
    /// Names, each with the beginning of its value: a whole string, else one sign.
    members: Vec<(&'t str, &'t str)>,
    /// True if another object follows the first, which is one line: a file of lines.
    pub(super) has_more: bool,
}

impl<'t> Shape<'t> {
    /// Looks at a text.
    pub(super) fn of(text: &'t str) -> Self {
        let mut shape = Self::default();
        let mut at = blank(text, 0);
        if byte(text, at) == Some(b'[') {
            shape.is_list = true;
            at = blank(text, at + 1);
        }
        if byte(text, at) == Some(b'{')
            && let Some(end) = shape.read(text, at + 1)
        {
            let on_one_line = || text.get(at..end).is_some_and(|object| !object.contains('\n'));
            shape.has_more =
                !shape.is_list && byte(text, blank(text, end)) == Some(b'{') && on_one_line();
        }
        shape
    }

    /// True if there is such a member.
    pub(super) fn has(&self, name: &str) -> bool {
        self.start(name).is_some()
    }

    /// True if there is one of these.
    pub(super) fn has_any(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.has(name))
    }

    /// True if a member is a list.
    pub(super) fn has_list(&self, name: &str) -> bool {
        self.start(name) == Some("[")
    }

    /// How the value of a member begins: a string with its quotes, else its first sign.
    pub(super) fn start(&self, name: &str) -> Option<&'t str> {
        self.members.iter().find(|(own, _)| *own == name).map(|&(_, value)| value)
    }

    /// Reads the members of an object from behind its bracket; where it ends, if it does.
    fn read(&mut self, text: &'t str, mut at: usize) -> Option<usize> {
        loop {
            at = blank(text, at);
            match byte(text, at)? {
                b'}' => return Some(at + 1),
                b',' => at += 1,
                b'"' => {
                    let end = string_end(text, at);
                    let name = text.get(at + 1..end - 1)?;
                    at = blank(text, end);
                    if byte(text, at)? != b':' {
                        return None;
                    }
                    at = blank(text, at + 1);
                    let end = value_end(text, at);
                    let is_string = byte(text, at)? == b'"';
                    let start = text.get(at..if is_string { end } else { at + 1 });
                    let start = start.unwrap_or_default();
                    self.members.push((name, start));
                    if name == "_dateline" || start.starts_with("\"https://jsonfeed.org/version/") {
                        return None;
                    }
                    at = end;
                }
                _ => return None,
            }
        }
    }
}

fn byte(text: &str, at: usize) -> Option<u8> {
    text.as_bytes().get(at).copied()
}

fn blank(text: &str, mut at: usize) -> usize {
    while byte(text, at).is_some_and(|b| b.is_ascii_whitespace()) {
        at += 1;
    }
    at
}

/// One past the closing quote of the string that begins at `at`, or the end of the text.
fn string_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = at + 1;
    while let Some(&b) = bytes.get(at) {
        match b {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len() + 1
}

/// One past the value that begins at `at`: always further on than `at`.
fn value_end(text: &str, at: usize) -> usize {
    let mut depth = 0_usize;
    let mut now = at;
    while let Some(b) = byte(text, now) {
        match b {
            b'"' => {
                now = string_end(text, now);
                if depth == 0 {
                    return now;
                }
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth <= 1 => return if depth == 0 { now } else { now + 1 },
            b'}' | b']' => depth -= 1,
            b',' if depth == 0 => return now,
            _ => {}
        }
        now += 1;
    }
    now.max(at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        let shape = Shape::of(text);
        let members: Vec<_> =
            shape.members.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let list = if shape.is_list { "list " } else { "" };
        let more = if shape.has_more { " …" } else { "" };
        format!("{list}{}{more}", members.join(" "))
    }

    #[test]
    fn members_are_seen_without_parsing() {
        for (text, expected) in [
            (r#"{"a":1,"b":"x, }","c":[{"d":[]},"]"],"e":null}"#, r#"a=1 b="x, }" c=[ e=n"#),
            (" [ {\"text\" : \"\\\"\" , \"ents\":[]} , {}]", "list text=\"\\\"\" ents=["),
            ("{\"a\":1}\n{\"b\":2}", "a=1 …"),
            ("{\"a\":1}\n", "a=1"),
            ("{\"_dateline\":{},\"z\":1}", "_dateline={"),
            ("[1]", "list "),
            ("{", ""),
            ("{\"a", ""),
            ("{\"a\":", ""),
            ("{\"a\":\"é", "a="),
            ("{\"a\" 1}", ""),
            ("", ""),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }
}
