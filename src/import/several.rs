//! Several inputs at once: which of them belong together, and all of them as one bundle.
//!
//! Annotations often lie in a file of their own beside the text they annotate. Names alone
//! decide which files belong together, so that a command can ask before it reads them. One
//! bad input must not cost the others.

use crate::annotate::link;
use crate::bundle::{Article, Bundle, Fault, Reading, Severity, order};
use crate::import::annotated::{brat, web};
use crate::import::gathering::Gathering;
use crate::import::kind::{self, Kind, Record};
use crate::import::{Source, decoded, merge, open_apart, text};
use std::collections::BTreeMap;

/// One input: a dropped or picked file, or one given to the command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// File name, path or address.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Groups of inputs that belong together, as indices into `names`; every input is in
/// exactly one group. Groups stand in the order of their first inputs, and in each the
/// input that is annotated comes first. Most inputs are alone; brat's `quay.ann` belongs
/// to the `quay.txt` of the same folder, and Web Annotations called
/// `quay.annotations.json` or `quay.jsonld` belong to `quay.txt`, `quay.json`, ….
pub fn companions(names: &[&str]) -> Vec<Vec<usize>> {
    let mut homes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut texts: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, name) in names.iter().enumerate().filter(|(_, name)| aside(name).is_none()) {
        let (stem, extension) = parts(name);
        homes.entry(stem).or_insert(index);
        if extension.eq_ignore_ascii_case("txt") {
            texts.entry(stem).or_insert(index);
        }
    }
    let mut groups: Vec<Vec<usize>> = names.iter().map(|_| Vec::new()).collect();
    for (index, name) in names.iter().enumerate() {
        let home = match aside(name) {
            None => None,
            Some((stem, BRAT)) => texts.get(stem),
            Some((stem, _)) => homes.get(stem),
        };
        match home.and_then(|&home| groups.get_mut(home)) {
            Some(group) => group.push(index),
            // What is annotated comes first, wherever its annotations stood.
            None => {
                if let Some(group) = groups.get_mut(index) {
                    group.insert(0, index);
                }
            }
        }
    }
    groups.retain(|group| !group.is_empty());
    order::sort_by_key(&mut groups, |group| group.iter().copied().min());
    groups
}

/// A name without its extension, folder included, and the extension.
fn parts(name: &str) -> (&str, &str) {
    let file = name.rfind(['/', '\\']).map_or(0, |at| at + 1);
    match name.rfind('.') {
        Some(at) if at > file => (&name[..at], &name[at + 1..]),
        _ => (name, ""),
    }
}

const BRAT: &str = ".ann";
/// Ends of names of files that annotate others.
const ASIDE: [&str; 5] =
    [BRAT, ".annotations.json", ".annotations.jsonld", ".anno.json", ".jsonld"];

/// If a name says that the file annotates another: what that other is called, without its
/// extension, and the end that says so.
fn aside(name: &str) -> Option<(&str, &'static str)> {
    ASIDE.into_iter().find_map(|end| {
        let at = name.len().checked_sub(end.len()).filter(|&at| at > 0)?;
        name.get(at..)?.eq_ignore_ascii_case(end).then(|| (&name[..at], end))
    })
}

/// Opens one group of inputs that belong together, as `companions` finds them: the input
/// that is annotated first. Faults name their files if there are several. Entities wait as
/// `open_apart` leaves them.
///
/// # Errors
/// A fatal fault that names the input, if there is nothing to show.
pub fn open_together(files: &[&File]) -> Result<Reading, Fault> {
    let Some((home, others)) = files.split_first() else { return Err(nothing()) };
    if others.is_empty() {
        return open_apart(&home.name, &home.bytes);
    }
    let mut standoff = None;
    let mut lists = Vec::new();
    let mut faults = Vec::new();
    for file in others {
        match decoded(&file.bytes) {
            Err(fault) => faults.push(lesser(fault, &file.name)),
            Ok(text) if aside(&file.name).is_some_and(|(_, end)| end == BRAT) => {
                standoff = Some((file, text));
            }
            Ok(text) => lists.push((file, text)),
        }
    }
    let mut reading = match standoff {
        Some((file, standoff)) => {
            let text = decoded(&home.bytes).map_err(|fault| fault.in_file(&home.name))?;
            let standoff = Source { name: &file.name, text: &standoff };
            brat::read(&Source { name: &home.name, text: &text }, &standoff)
        }
        None => open_whole(home),
    }
    .map_err(|fault| fault.in_file(&home.name))?;
    name_faults(&mut reading.faults, &home.name);
    reading.faults.extend(faults);
    for (file, text) in lists {
        annotate(&mut reading, &Source { name: &file.name, text: &text });
    }
    Ok(reading)
}

/// Opens several inputs as one bundle, its articles in the order of the files. What could
/// not be opened is listed among the faults, each with the name of its file. Lists of Web
/// Annotations that belong to no file by name are put on whichever articles they name.
///
/// # Errors
/// A fatal fault, if none of the files could be opened.
pub fn open_all(files: Vec<File>) -> Result<Reading, Fault> {
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let groups: Vec<Vec<&File>> = companions(&names)
        .into_iter()
        .map(|group| group.into_iter().filter_map(|index| files.get(index)).collect())
        .collect();
    let (lists, groups): (Vec<_>, Vec<_>) =
        groups.into_iter().partition(|group| is_list(group.as_slice()));
    let whole_texts = !lists.is_empty() && !groups.is_empty();
    let mut whole: Option<Reading> = None;
    let mut title = None;
    let mut refused = Vec::new();
    for group in &groups {
        let Some(home) = group.first() else { continue };
        let opened = match group.as_slice() {
            [home] if whole_texts => open_whole(home),
            group => open_together(group),
        };
        let mut reading = match opened {
            Err(fault) => {
                refused.push(fault.in_file(&home.name));
                continue;
            }
            Ok(reading) => reading,
        };
        name_faults(&mut reading.faults, &home.name);
        if title.is_none() {
            title = own_title(&reading.bundle).map(str::to_owned);
        }
        match whole.as_mut() {
            None => whole = Some(reading),
            Some(whole) => {
                whole.wants_html |= reading.wants_html;
                whole.faults.extend(reading.faults);
                let merged = merge(&mut whole.bundle, reading.bundle);
                whole.faults.extend(merged.into_iter().map(|fault| fault.in_file(&home.name)));
                whole.bundle.title = title
                    .clone()
                    .unwrap_or_else(|| format!("{} articles", whole.bundle.items.len()));
            }
        }
    }
    let Some(mut whole) = whole else {
        let lone = lists.iter().flatten().map(|file| web::alone(&file.name).in_file(&file.name));
        return Err(refused.into_iter().chain(lone).next().unwrap_or_else(nothing));
    };
    whole
        .faults
        .extend(refused.into_iter().map(|fault| Fault { severity: Severity::Error, ..fault }));
    for file in lists.into_iter().flatten() {
        match decoded(&file.bytes) {
            Err(fault) => whole.faults.push(lesser(fault, &file.name)),
            Ok(text) => annotate(&mut whole, &Source { name: &file.name, text: &text }),
        }
    }
    link::settle(&mut whole.bundle);
    Ok(whole)
}

/// The title a bundle gives itself. The headline of one text is no title for a collection.
fn own_title(bundle: &Bundle) -> Option<&str> {
    let headline = bundle.items.first().map(|article| article.headline());
    (bundle.items.len() > 1 || headline != Some(&bundle.title)).then_some(&bundle.title)
}

/// True for a single input that is a list of Web Annotations.
fn is_list(group: &[&File]) -> bool {
    let [file] = group else { return false };
    decoded(&file.bytes).is_ok_and(|text| kind::of(&file.name, &text) == Kind::Foreign(Record::Web))
}

/// Opens an input that somebody annotated: positions count from the first letter of a plain
/// text, so its first line is not taken off as the headline.
fn open_whole(file: &File) -> Result<Reading, Fault> {
    let text = decoded(&file.bytes)?;
    if kind::of(&file.name, &text) != Kind::Text || text.trim().is_empty() {
        return open_apart(&file.name, &file.bytes);
    }
    let mut gathering = Gathering::default();
    let mut article = Article { id: text::id_of(&file.name), ..Article::default() };
    article.content_text = text.replace("\r\n", "\n").replace('\r', "\n");
    gathering.add(article, "");
    gathering.into_reading()
}

fn annotate(reading: &mut Reading, file: &Source<'_>) {
    match web::apply(&mut reading.bundle, file) {
        Err(fault) => reading.faults.push(lesser(fault, file.name)),
        Ok(mut faults) => {
            name_faults(&mut faults, file.name);
            reading.faults.extend(faults);
        }
    }
}

fn name_faults(faults: &mut [Fault], name: &str) {
    for fault in faults.iter_mut().filter(|fault| fault.file.is_none()) {
        fault.file = Some(name.to_owned());
    }
}

/// One file's end is not the end of the others.
fn lesser(fault: Fault, name: &str) -> Fault {
    Fault { severity: Severity::Error, ..fault.in_file(name) }
}

fn nothing() -> Fault {
    Fault::new(Severity::Fatal, "No file was given.", "Choose at least one file.")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Groups as `0+2 1`.
    fn grouped(names: &[&str]) -> String {
        let groups = companions(names)
            .into_iter()
            .map(|group| group.iter().map(usize::to_string).collect::<Vec<_>>().join("+"));
        groups.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn names_say_what_belongs_together() {
        for (names, expected) in [
            (&["a.txt", "b.txt"][..], "0 1"),
            (&["a.ann", "b.txt", "a.txt"], "2+0 1"),
            (&["x/a.ann", "a.txt"], "0 1"),
            (&["x/a.TXT", "x/a.ANN"], "0+1"),
            (&["a.json", "a.ann", "a.txt"], "0 2+1"),
            (&["a.json", "a.annotations.json", "a.jsonld"], "0+1+2"),
            (&["a.jsonld"], "0"),
            (&[".ann", ".txt"], "0 1"),
            (&[], ""),
        ] {
            assert_eq!(grouped(names), expected, "{names:?}");
        }
    }

    #[test]
    fn one_bad_file_does_not_cost_the_others() {
        let file = |name: &str, text: &str| File { name: name.into(), bytes: text.into() };
        let files = vec![
            file("a.txt", "Quay opens\n\nIt opened."),
            file("b.json", "{\"items\""),
            file("c.txt", "Quay closes\n\nIt closed."),
            file("d.ann", "T1\tPER 0 1\tx"),
        ];
        let reading = open_all(files.clone()).unwrap();
        let ids: Vec<_> = reading.bundle.items.iter().map(|article| article.id.as_str()).collect();
        assert_eq!((ids.join(" "), reading.bundle.title.as_str()), ("a c".into(), "2 articles"));
        let told: Vec<_> =
            reading.faults.iter().map(|f| (f.file.as_deref().unwrap(), f.severity)).collect();
        assert_eq!(told, [("b.json", Severity::Error), ("d.ann", Severity::Error)]);
        let fatal = open_all(files[1..2].to_vec()).unwrap_err();
        assert!(fatal.whereabouts().starts_with("b.json, line 1"), "{fatal}");
        assert_eq!(open_all(Vec::new()).unwrap_err().what, "No file was given.");
    }
}
