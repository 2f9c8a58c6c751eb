//! tmp
use std::io::{BufRead, Write};
fn main() {
    let out = std::io::stdout();
    let mut out = out.lock();
    for line in std::io::stdin().lock().lines() {
        let d: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let text = d["text"].as_str().unwrap();
        let dct = d["dct"].as_str().and_then(|d| dateline::bundle::civil::parse_day(&d[..10]));
        let read = dateline::annotate::tokens::Text::new(text);
        let marks = dateline::annotate::dates::find(&read, dct);
        let cp: Vec<usize> = {
            let mut v = vec![0; text.len() + 1];
            let mut n = 0;
            for (i, c) in text.char_indices() {
                for k in 0..c.len_utf8() {
                    v[i + k] = n;
                }
                n += 1;
            }
            v[text.len()] = n;
            v
        };
        let t: Vec<_> = marks.iter().map(|m| serde_json::json!({"start": cp[m.range.start], "end": cp[m.range.end], "type": m.kind.word(), "value": m.timex})).collect();
        writeln!(out, "{}", serde_json::json!({"id": d["id"], "timex": t, "entities": []}))
            .unwrap();
    }
}
