//! A plain text to one article.
//!
//! Front matter, if there is any, then a headline, perhaps a byline and a date in lines of
//! their own, then the paragraphs; what a web page left at the end is taken off, kept aside
//! and reported. It must not guess: a date, an author or a language is taken only where the
//! text says it in a form that means nothing else.

use crate::annotate::sentences;
use crate::bundle::place::Place;
use crate::bundle::{Article, Author, Fault, Severity};
use crate::import::date_line::{self, HeadLine};
use crate::import::feed_date::{DATE_WRITTEN, Stamp};
use crate::import::front_matter::{self, line_place};
use crate::import::{chrome, paragraphs};

/// The member of an article's extension that keeps the lines taken off its end.
pub const LEFT_OUT: &str = "left_out";

/// The member of an article's extension that keeps a byline and a date as they stood in
/// lines of their own.
pub const HEAD_LINES: &str = "head_lines";

/// Code points: a first line longer than this is a paragraph, not a headline.
const LONGEST_TITLE: usize = 200;
/// Code points of an id: enough for a headline as a file name, short enough for a URL.
const LONGEST_ID: usize = 80;

/// Reads a text as one article, with what was noticed. `name` (a file name, path
/// or address) gives the id. If the text is empty the faults hold a fatal one, and the
/// article is empty.
pub fn article(name: &str, text: &str) -> (Article, Vec<Fault>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut article = Article { id: id_of(name), ..Article::default() };
    let lines: Vec<&str> = text.split('\n').map(str::trim_end).collect();
    let mut faults = Vec::new();
    let mut body = 0;
    if let Some(head) = front_matter::of(&lines) {
        body = head.lines;
        head.apply(&mut article, &text, &mut faults);
    }
    let Some(first) = lines[body..].iter().position(|line| !line.is_empty()) else {
        let remedy = "Check that the download or the export was complete.";
        let what = if body == 0 {
            "The file is empty."
        } else {
            "There is no text below the front matter."
        };
        return (article, vec![Fault::new(Severity::Fatal, what, remedy)]);
    };
    body += first;
    // A headline that front matter gave is often repeated, and never another one.
    let title_lines = match &article.title {
        Some(title) => usize::from(lines[body].trim() == title),
        None => title_length(&lines[body..]),
    };
    if title_lines > 0 {
        let words: Vec<&str> =
            lines[body..body + title_lines].iter().map(|line| line.trim()).collect();
        article.title = Some(words.join(" "));
        body += title_lines;
    }
    if article.title.is_some() {
        body += head_lines(&lines[body..], body, &text, &mut article, &mut faults);
    }
    let tail = body + chrome::tail(&lines[body..]);
    let left_out: Vec<(usize, &str)> =
        (tail..).zip(&lines[tail..]).map(|(at, line)| (at, line.trim())).collect();
    let left_out: Vec<_> = left_out.into_iter().filter(|(_, line)| !line.is_empty()).collect();
    if !left_out.is_empty() {
        faults.push(report(&text, &left_out));
        let words = left_out.iter().map(|&(_, line)| line);
        article.dateline.more.insert_texts(LEFT_OUT, words);
    }
    article.content_text = paragraphs::joined(&lines[body..tail]);
    let begins = lines[body..tail].iter().position(|line| !line.is_empty()).unwrap_or(0);
    dated(&mut article, line_place(&text, body + begins), &mut faults);
    (article, faults)
}

/// Takes bylines and dates in lines of their own under the headline, and says how many
/// lines that is.
fn head_lines(
    lines: &[&str],
    above: usize,
    text: &str,
    article: &mut Article,
    faults: &mut Vec<Fault>,
) -> usize {
    const MOST: usize = 3;
    let (mut found, mut taken) = (Vec::new(), 0);
    for (at, line) in lines.iter().enumerate() {
        if line.is_empty() {
            continue;
        }
        // A line that the text goes on after is a part of it.
        let is_last = found.len() == MOST;
        let Some(head) = date_line::head_line(line).filter(|_| !is_last) else { break };
        let ends = |next: &&str| next.is_empty() || date_line::head_line(next).is_some();
        if !lines.get(at + 1).is_none_or(ends) || !take(head, line, article) {
            break;
        }
        found.push((above + at, line.trim()));
        taken = at + 1;
    }
    if let Some(&(first, _)) = found.first() {
        let words: Vec<String> = found.iter().map(|(_, line)| format!("“{line}”")).collect();
        let what =
            format!("{} under the headline was taken for a byline or a date.", words.join(", "));
        let remedy = format!(
            "It is not shown in the text, but kept in the article's “{HEAD_LINES}”; \
             what belongs to the text can be moved down into it."
        );
        faults.push(Fault::new(Severity::Notice, what, remedy).in_place(line_place(text, first)));
        article.dateline.more.insert_texts(HEAD_LINES, found.iter().map(|(_, line)| line.as_ref()));
    }
    taken
}

/// Gives an article what a line under its headline says; false if it knows better already.
fn take(head: HeadLine, line: &str, article: &mut Article) -> bool {
    let is_dated = article.date_published.is_some() || article.dateline.issued.is_some();
    if (head.date.is_some() && is_dated)
        || (!head.authors.is_empty() && !article.authors.is_empty())
    {
        return false;
    }
    match head.date {
        Some(Stamp::Moment(moment)) => article.date_published = Some(moment),
        Some(Stamp::Day { edtf, clock }) => {
            article.dateline.issued = Some(edtf);
            if clock {
                article.dateline.more.insert(DATE_WRITTEN, line.trim().into());
            }
        }
        None => {}
    }
    let authors = head.authors.into_iter();
    article.authors.extend(authors.map(|name| Author { name: Some(name), ..Author::default() }));
    true
}

/// Gives an article what its date line says. The words stay in the text.
pub(super) fn dated(article: &mut Article, place: Place, faults: &mut Vec<Fault>) {
    let Some(line) = date_line::of(&article.content_text) else { return };
    if article.dateline.source.is_none() {
        article.dateline.source = line.agency;
    }
    if article.date_published.is_some() || article.dateline.issued.is_some() {
        return;
    }
    article.dateline.issued = line.day;
    if let Some(day) = line.yearless {
        let what = format!("The date line says “{day}” without a year, so the text is not dated.");
        let remedy = "Give the whole date with --issued, or as “date” in front matter.";
        faults.push(Fault::new(Severity::Notice, what, remedy).in_place(place));
    }
}

/// How many of the lines (the first of which is not empty) are the headline: mostly one.
/// None, if the text begins in the middle of a paragraph; several, if a short headline
/// was broken.
fn title_length(lines: &[&str]) -> usize {
    const LONGEST_BROKEN: usize = 3;
    // A date line begins the text: there is no headline then.
    if lines[0].chars().count() > LONGEST_TITLE || date_line::of(lines[0]).is_some() {
        return 0;
    }
    let block = lines.iter().position(|line| line.is_empty()).unwrap_or(lines.len());
    let goes_on = |line: &&str| line.trim_start().starts_with(char::is_lowercase);
    if sentences::ends(lines[0]) || !lines.get(1).is_some_and(goes_on) {
        return 1;
    }
    let is_headline = block <= LONGEST_BROKEN
        && block < lines.len()
        && !sentences::ends(lines[block - 1])
        && lines[1..block].iter().all(goes_on);
    if is_headline { block } else { 0 }
}

/// Says which lines (indices from 0) were taken off.
fn report(text: &str, left_out: &[(usize, &str)]) -> Fault {
    let (first, last) = (left_out[0].0 + 1, left_out[left_out.len() - 1].0 + 1);
    let words: Vec<String> = left_out.iter().map(|(_, line)| format!("“{line}”")).collect();
    let words = words.join(", ");
    let what = if first == last {
        format!("Line {first} ({words}) looks like a part of the web page, not of the article.")
    } else {
        format!(
            "Lines {first}–{last} ({words}) look like parts of the web page, not of the article."
        )
    };
    let remedy = format!(
        "They are not shown, but kept in the article's “{LEFT_OUT}”; \
         what belongs to the text can be moved up into it."
    );
    let offset = text.split_inclusive('\n').take(first - 1).map(str::len).sum();
    Fault::new(Severity::Notice, what, remedy).in_place(Place { offset, line: first, column: 1 })
}

/// The last part of a path or address, without query and fragment.
fn file_name(name: &str) -> &str {
    // Not `contains`: see `kind::record`.
    let is_url = name.as_bytes().windows(3).any(|own| own == b"://");
    let path = if is_url { name.split(['?', '#']).next() } else { Some(name) };
    let path = path.unwrap_or_default();
    let start = path.bytes().rposition(|byte| matches!(byte, b'/' | b'\\')).map_or(0, |at| at + 1);
    &path[start..]
}

/// The extension of a file name, path or address, in lower case, if it has one: a few
/// letters, so that “Report 1.2” has none.
pub(super) fn extension(name: &str) -> Option<String> {
    const LONGEST: usize = 8;
    let file = file_name(name);
    // Not `rsplit_once`, for the same reason.
    let dot = file.bytes().rposition(|byte| byte == b'.')?;
    let (stem, extension) = (&file[..dot], &file[dot + 1..]);
    let fits = !stem.is_empty()
        && (1..=LONGEST).contains(&extension.len())
        && extension.bytes().all(|b| b.is_ascii_alphanumeric())
        && extension.bytes().any(|b| b.is_ascii_alphabetic());
    fits.then(|| extension.to_ascii_lowercase())
}

/// An id from a file name: ASCII letters and digits, the rest as single hyphens.
pub(super) fn id_of(name: &str) -> String {
    let file = file_name(name);
    let stem = extension(name).map_or(file, |extension| &file[..file.len() - extension.len() - 1]);
    let mut id = String::new();
    for c in stem.chars() {
        if c.is_ascii_alphanumeric() {
            id.push(c.to_ascii_lowercase());
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
        if id.len() == LONGEST_ID {
            break;
        }
    }
    let id = id.trim_end_matches('-');
    if id.is_empty() { "article".to_owned() } else { id.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::disorder_tests::jumbles;

    /// Title, then the text, then what was left out, as one string.
    fn told(text: &str) -> String {
        let (article, faults) = article("a.txt", text);
        let left_out = article.dateline.more.get_raw(LEFT_OUT).map(str::to_owned);
        assert_eq!(left_out.is_some(), faults.iter().any(|f| f.severity == Severity::Notice));
        let title = article.title.as_deref().unwrap_or("-");
        format!("{title} # {}{}", article.content_text, left_out.unwrap_or_default())
    }

    #[test]
    fn headline_paragraphs_and_what_the_page_left() {
        for (text, expected) in [
            ("T", "T # "),
            (
                "VARDEL, 7 March 2024 (Coast Agency) - Boats sailed.\n\nTwo.",
                "- # VARDEL, 7 March 2024 (Coast Agency) - Boats sailed.\n\nTwo.",
            ),
            ("\u{feff}\n\n  T  \n\nOne.", "T # One."),
            ("T\r\n\r\nOne.\r\nTwo.\r\n", "T # One.\n\nTwo."),
            ("T\r\rOne.\r\rTwo.", "T # One.\n\nTwo."),
            ("T\nOne.\n\nSearch\nDate archive", "T # One.[\"Search\",\"Date archive\"]"),
            (
                "A headline that was\nbroken in two\n\nOne.",
                "A headline that was broken in two # One.",
            ),
            (
                "It began in the\nmiddle of things.\n\nOne.",
                "- # It began in the middle of things.\n\nOne.",
            ),
        ] {
            assert_eq!(told(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_paragraph_is_no_headline() {
        let long = "word ".repeat(60);
        assert_eq!(told(&long), format!("- # {}", long.trim()));
    }

    #[test]
    fn what_was_taken_off_is_named_with_its_lines() {
        let (_, faults) = article("a", "T\r\n\r\nOne.\r\n\r\nShare\r\n\r\nSearch\r\n");
        assert_eq!(faults.len(), 1);
        assert_eq!(faults[0].place, Some(Place { offset: 9, line: 5, column: 1 }));
        assert_eq!(
            faults[0].what,
            "Lines 5–7 (“Share”, “Search”) look like parts of the web page, not of the article."
        );
        assert_eq!(article("a", "T\n\nOne.").1, []);
        assert_eq!(article("a", " \n").1[0].severity, Severity::Fatal);
    }

    #[test]
    fn no_word_is_lost_whatever_the_lines_look_like() {
        let pieces = [
            "Search",
            "Share",
            "1 2 3",
            "the quay",
            "The Quay.",
            "\n",
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            " ",
            "  ",
            "- ",
            "well-",
            "“Yes.”",
            "港",
            &"crane ".repeat(20),
            "© 2024",
            "🕊️",
        ];
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        for text in jumbles(5, &pieces, 20).take(5000) {
            let (article, _) = article("a", &text);
            let mut kept = bare(article.title.as_deref().unwrap_or_default());
            kept.push_str(&bare(&article.content_text));
            if let Some(lines) = article.dateline.more.get(LEFT_OUT) {
                for line in lines.as_array().unwrap() {
                    kept.push_str(&bare(line.as_str().unwrap()));
                }
            }
            assert_eq!(kept, bare(&text), "{text:?}");
        }
    }

    #[test]
    fn ids_come_from_the_name() {
        for (name, expected) in [
            ("article.txt", "article"),
            ("/x/y/My File (2).TXT", "my-file-2"),
            ("C:\\texts\\Quay.text", "quay"),
            ("https://example.org/a/quay-opens?page=2#top", "quay-opens"),
            ("https://example.org/a/", "article"),
            ("Report 1.2", "report-1-2"),
            (".txt", "txt"),
            ("خبر.txt", "article"),
            ("", "article"),
            (&"x".repeat(300), &"x".repeat(80)),
        ] {
            assert_eq!(id_of(name), expected, "{name}");
        }
    }
}
