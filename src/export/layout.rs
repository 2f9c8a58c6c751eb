//! Lays out JSON for people and for version control: what is short stands on one line,
//! what is long has a line for each member.
//!
//! It must not change a value or the order of members; the same JSON always gives the
//! same lines.

/// Bytes of compact JSON that may stand on one line: a mark with an ordinary quote does.
const SHORT: usize = 160;

/// Lays out compact JSON (as `serde_json::to_string` writes it), with a final newline.
pub fn lines(compact: &str) -> String {
    let mut brackets = brackets(compact).into_iter();
    let mut out = String::with_capacity(compact.len() + compact.len() / 4);
    let mut depth = 0_usize;
    // Up to here, everything stands on the line of the bracket that opened it.
    let mut short_until = 0;
    let mut at = 0;
    while let Some(&byte) = compact.as_bytes().get(at) {
        let end = token_end(compact, at);
        let token = &compact[at..end];
        let short = at < short_until;
        match byte {
            b'{' | b'[' => {
                out.push_str(token);
                let length = brackets.next().unwrap_or_default();
                if !short && (length == 2 || (depth > 0 && length <= SHORT)) {
                    short_until = at + length;
                } else if !short {
                    depth += 1;
                    new_line(depth, &mut out);
                }
            }
            b'}' | b']' => {
                if !short {
                    depth = depth.saturating_sub(1);
                    new_line(depth, &mut out);
                }
                out.push_str(token);
            }
            b',' if short => out.push_str(", "),
            b',' => {
                out.push(',');
                new_line(depth, &mut out);
            }
            b':' => out.push_str(": "),
            _ => out.push_str(token),
        }
        at = end;
    }
    out.push('\n');
    out
}

/// Bytes from each opening bracket to the end of its closing one, in order of opening.
fn brackets(compact: &str) -> Vec<usize> {
    let mut lengths = Vec::new();
    let mut open = Vec::new();
    let mut at = 0;
    while let Some(&byte) = compact.as_bytes().get(at) {
        let end = token_end(compact, at);
        match byte {
            b'{' | b'[' => {
                open.push((lengths.len(), at));
                lengths.push(0);
            }
            b'}' | b']' => {
                if let Some((index, start)) = open.pop() {
                    lengths[index] = end - start;
                }
            }
            _ => {}
        }
        at = end;
    }
    lengths
}

/// One past the string, number, word or sign that begins at `at`.
fn token_end(compact: &str, at: usize) -> usize {
    let bytes = compact.as_bytes();
    let signs = b"{}[],:";
    if signs.contains(&bytes[at]) {
        return at + 1;
    }
    let mut end = at + 1;
    if bytes[at] == b'"' {
        while end < bytes.len() && bytes[end] != b'"' {
            end += if bytes[end] == b'\\' { 2 } else { 1 };
        }
        return (end + 1).min(bytes.len());
    }
    while end < bytes.len() && !signs.contains(&bytes[end]) {
        end += 1;
    }
    end
}

fn new_line(depth: usize, out: &mut String) {
    out.push('\n');
    for _ in 0..depth {
        out.push_str("  ");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn short_things_stand_on_one_line() {
        let long = "x".repeat(SHORT);
        for (compact, expected) in [
            (r#"{"a":1}"#, "{\n  \"a\": 1\n}\n".to_owned()),
            ("{}", "{}\n".to_owned()),
            (
                r#"{"a":[1,{"b":"c,\"[:"},[]],"d":{}}"#,
                "{\n  \"a\": [1, {\"b\": \"c,\\\"[:\"}, []],\n  \"d\": {}\n}\n".to_owned(),
            ),
            (
                &format!(r#"{{"a":[{{"b":"{long}","c":[true]}},null]}}"#),
                format!(
                    "{{\n  \"a\": [\n    {{\n      \"b\": \"{long}\",\n      \"c\": [true]\n    }},\n    null\n  ]\n}}\n"
                ),
            ),
        ] {
            assert_eq!(lines(compact), expected, "{compact}");
        }
    }

    #[test]
    fn values_stay_what_they_are() {
        let text = format!(
            r#"{{"é\\":"\\\"{}\n🕊 {{","n":[-1.5e3,{{"deep":[[[[{{}}]]]],"s":"{}"}}],"t":true}}"#,
            "[,]:".repeat(50),
            "ü".repeat(90)
        );
        let value: Value = serde_json::from_str(&text).unwrap();
        let laid_out = lines(&serde_json::to_string(&value).unwrap());
        assert_eq!(serde_json::from_str::<Value>(&laid_out).unwrap(), value);
        assert!(laid_out.ends_with("}\n") && !laid_out.contains(" \n"));
    }
}
