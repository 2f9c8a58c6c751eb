//! Finds what a web page left at the end of a saved text: “Search”, “Share”, page numbers.
//!
//! Only lines that stand apart from the text and that a list knows, word for word or by
//! their beginning. It must not take a signature, a date or the last line of a paragraph:
//! the caller keeps and reports what is taken, but a reader does not see it.

use crate::annotate::sentences;
use crate::import::paragraphs::WIDEST_WRAP;

/// Whole lines, in lower case, without signs at their ends.
#[rustfmt::skip] // a table to be read, not a column
const WORDS: [&str; 94] = [
    "search", "search this site", "search the archive", "date archive", "archive", "archives",
    "monthly archive", "share", "share this", "share this article", "share this story",
    "share this page", "share article", "tweet", "copy link", "link copied", "email this",
    "email this article", "print this page", "print this article", "read more", "read next",
    "read also", "see more", "load more", "show more", "more news", "more stories", "view all",
    "advertisement", "advertisements", "advertising", "sponsored", "sponsored content",
    "promoted content", "related", "related articles", "related stories", "related news",
    "related content", "related topics", "recommended", "recommended for you",
    "you may also like", "most read", "most popular", "most viewed", "most shared",
    "latest news", "latest stories", "top stories", "trending", "trending now", "comments",
    "leave a comment", "post a comment", "add a comment", "no comments", "subscribe",
    "subscribe now", "sign up", "newsletter", "sign in", "log in", "login", "register",
    "follow us", "back to top", "contact us", "about us", "privacy policy", "cookie policy",
    "cookie settings", "manage cookies", "accept cookies", "accept all cookies", "accept all",
    "terms of use", "terms of service", "terms and conditions", "all rights reserved",
    "next page", "previous page", "skip to content", "next article", "previous article",
    // French, German, Persian.
    "rechercher", "partager", "lire la suite", "publicité", "suche", "teilen", "weiterlesen",
    "جستجو",
];

/// Beginnings of lines, in lower case, with the most code points such a line may have.
const BEGINNINGS: [(&str, usize); 16] = [
    ("share on ", 40),
    ("share via ", 40),
    ("follow us on ", 60),
    ("sign up for ", 100),
    ("subscribe to our ", 100),
    ("read more: ", 160),
    ("related: ", 160),
    ("©", 120),
    ("copyright ©", 120),
    ("copyright (c)", 120),
    ("we use cookies", 200),
    ("this site uses cookies", 200),
    ("this website uses cookies", 200),
    ("our site uses cookies", 200),
    ("by continuing to use this", 200),
    ("by using this site", 200),
];

/// The index of the first line of the page's leftovers; the number of lines if there are
/// none. Blank lines before the leftovers count to the text.
pub(super) fn tail(lines: &[&str]) -> usize {
    let mut tail = lines.len();
    for (index, line) in lines.iter().enumerate().rev() {
        if line.trim().is_empty() {
            continue;
        }
        if !is_leftover(line) {
            break;
        }
        // A line directly below another may belong to it: go on up until one stands free.
        if stands_free(&lines[..index]) {
            tail = index;
        }
    }
    tail
}

/// True if a line after these belongs to none of them: after a blank line, or a line that
/// was not wrapped and ends its sentence.
fn stands_free(above: &[&str]) -> bool {
    above.last().is_none_or(|line| {
        line.trim().is_empty() || (line.chars().count() > WIDEST_WRAP && sentences::ends(line))
    })
}

fn is_leftover(line: &str) -> bool {
    let line = line.trim().to_ascii_lowercase();
    let length = line.chars().count();
    let signs = |c: char| !c.is_alphanumeric();
    let bare = line.trim_matches(signs);
    // “Read more…” is a button, “Search.” may be a sentence.
    let is_sentence = sentences::ends(&line) && !line.ends_with('…') && !line.ends_with("...");
    WORDS.contains(&bare) && !is_sentence
        || BEGINNINGS.iter().any(|&(begin, longest)| length <= longest && line.starts_with(begin))
        || is_pagination(&line)
}

/// “1 2 3 … 12 »”, “2 / 5”, “Page 2 of 5”: but no year and no date.
fn is_pagination(line: &str) -> bool {
    const MOST_DIGITS: usize = 3;
    let is_number = |word: &str| {
        (1..=MOST_DIGITS).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())
    };
    let is_sign =
        |word: &str| word.chars().all(|c| "«»‹›<>|/…·•[]→←-".contains(c)) || word == "...";
    let words: Vec<&str> = line.split_whitespace().collect();
    match words.as_slice() {
        [] => false,
        ["page", number] => is_number(number),
        ["page", a, "of", b] | [a, "of", b] => is_number(a) && is_number(b),
        [one] if one.contains('/') => {
            one.split_once('/').is_some_and(|(a, b)| is_number(a) && is_number(b))
        }
        words => {
            words.iter().any(|word| is_number(word))
                && words.iter().all(|word| {
                    is_number(word) || is_sign(word) || matches!(*word, "next" | "previous")
                })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `%` stands before the first line that should be taken off.
    fn check(drawn: &str) {
        let lines: Vec<&str> = drawn.lines().collect();
        let expected = lines.iter().position(|line| line.starts_with('%')).unwrap_or(lines.len());
        let lines: Vec<&str> = lines.iter().map(|line| line.trim_start_matches('%')).collect();
        assert_eq!(tail(&lines), expected, "{drawn}");
    }

    #[test]
    fn leftovers_go() {
        check("It rained.\n\n%Search\nDate archive");
        check("It rained.\n\n%SHARE\n\nRead more »\n");
        check("It rained.\n\n%Advertisement\n\n\n1 2 3 … 12 »");
        check("It rained.\n\n%Page 2 of 5");
        check("It rained.\n\n%2/5");
        check("It rained.\n\n%We use cookies to make this site better.");
        check("It rained.\n\n%Share on Facebook\n© 2024 Coast Courier");
        check("It rained.\n\n%Read more…\nLoad more ...\nLire la suite");
        let long = "It rained for the whole of that week, and the one after it, and then some more, \
                    until the quay was gone.";
        check(&format!("{long}\n%Search\nDate archive"));
    }

    #[test]
    fn what_may_belong_to_the_text_stays() {
        check("It rained.\n\nJ. Rask");
        check("It rained.\n\nVardel, 12 March 2024");
        check("It rained.\n\n1998");
        check("It rained.\n\n12/03/24");
        check("It rained.\n\n“Search”, she said.");
        check("It rained.\n\nSearch.");
        check("They gave up the\nsearch");
        check("They gave up.\nSearch");
        check("It rained.\n\nJ. Rask\nShare");
        check("Search\n\nIt rained.");
        check("It rained.\n\nShare\n\nIt rained again.");
        check("It rained.\n\nAnd that was all");
        check(
            "It rained.\n\nWe use cookies, said the baker, and went on for so long that nobody \
               listened any more; the rain fell on the quay, on the crane and on the town, and when \
               it stopped the baker was still speaking of the cookies he used in the winter before.",
        );
        check("");
    }
}
