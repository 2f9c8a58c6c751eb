//! Writes what the built-in model finds, for a scorer: one line a text, offsets in code points.

use dateline::annotate::names::gazetteer::Gazetteer;
use dateline::annotate::names::tagger::Model;
use dateline::annotate::names::{Names, table};
use dateline::annotate::tokens::Text;
use dateline::bundle::EntityType;
use std::path::Path;

pub fn measure(gold: &Path, out: &Path) {
    std::fs::create_dir_all(out).unwrap();
    let names = match std::env::var("DATA_OF") {
        // Of a run that was written elsewhere.
        Ok(folder) => {
            let file = |name: &str| std::fs::read(Path::new(&folder).join(name)).unwrap();
            let lists = table::unpack(&file("words.bin")).0;
            Names::with(Gazetteer::with_lists(&lists), Model::read(&file("model.bin")))
        }
        Err(_) => Names::new(),
    };
    let mut files: Vec<_> = std::fs::read_dir(gold).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    for file in files.iter().filter(|f| f.to_string_lossy().contains("ner-")) {
        let mut lines = String::new();
        for line in std::fs::read_to_string(file).unwrap().lines() {
            let value: serde_json::Value = serde_json::from_str(line).unwrap();
            let body = value["text"].as_str().unwrap();
            let (marks, named) = names.find(&Text::new(""), &Text::new(body), &[]);
            let entities: Vec<serde_json::Value> = marks
                .iter()
                .filter_map(|mark| {
                    let label = match named[mark.named].kind {
                        EntityType::Person => "PER",
                        EntityType::Organisation => "ORG",
                        EntityType::Country | EntityType::Place => "LOC",
                        _ => return None,
                    };
                    let at = |byte: usize| body[..byte].chars().count();
                    Some(serde_json::json!({
                        "start": at(mark.range.start), "end": at(mark.range.end), "label": label,
                        "confidence": mark.confidence, "rule": format!("{}{}", mark.rule, if named[mark.named].key.is_some() { "+known" } else { "" })
                    }))
                })
                .collect();
            let line = serde_json::json!({ "id": value["id"], "entities": entities });
            lines.push_str(&format!("{line}\n"));
        }
        std::fs::write(out.join(file.file_name().unwrap()), lines).unwrap();
    }
}
