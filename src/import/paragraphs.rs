//! Which lines of a plain text belong to one paragraph.
//!
//! Texts come in three shapes: a line for each paragraph, lines wrapped at a width, and
//! lines that are meant (verse, signatures, lists). Blank lines always separate. It must
//! not lose or change a word; only line breaks become spaces.

use crate::annotate::sentences;

/// Code points: no line longer than this was wrapped by hand or by a mail program.
pub(super) const WIDEST_WRAP: usize = 100;
/// Code points: on average, ragged prose fills its lines at least so far, verse does not.
const RAGGED_PROSE: usize = 50;

/// The text of lines (without their ends), its paragraphs split by one blank line.
pub(super) fn joined(lines: &[&str]) -> String {
    let blocks: Vec<&[&str]> =
        lines.split(|line| line.trim().is_empty()).filter(|block| !block.is_empty()).collect();
    let shape = Shape::of(&blocks);
    let mut paragraphs = Vec::new();
    for block in blocks {
        shape.read(block, &mut paragraphs);
    }
    paragraphs.join("\n\n")
}

/// What the blocks of one file have in common.
struct Shape {
    /// Code points of the longest line that can have been wrapped.
    width: usize,
    /// True if most lines look wrapped.
    wrapped: bool,
}

impl Shape {
    fn of(blocks: &[&[&str]]) -> Self {
        let narrow =
            || blocks.iter().filter(|block| block.len() > 1 && longest(block) <= WIDEST_WRAP);
        let width = narrow().map(|block| longest(block)).max().unwrap_or(0);
        let mut shape = Self { width, wrapped: false };
        let (mut breaks, mut full, mut lower, mut upper) = (0, 0, 0, 0);
        for pair in narrow().flat_map(|block| block.windows(2)) {
            breaks += 1;
            if !shape.is_full(pair[0], pair[1]) {
                continue;
            }
            full += 1;
            lower += usize::from(starts(pair[1], char::is_lowercase));
            upper += usize::from(starts(pair[1], char::is_uppercase));
        }
        // Verse begins its lines with capitals; scripts without them have only the width.
        shape.wrapped = breaks > 0 && full * 2 >= breaks && lower * 10 >= (lower + upper) * 4;
        shape
    }

    /// True if the next line's first word had no room on this one.
    fn is_full(&self, line: &str, next: &str) -> bool {
        let word = next.split_whitespace().next().unwrap_or_default();
        line.chars().count() + 1 + word.chars().count() > self.width
    }

    /// Adds the paragraphs of one block.
    fn read(&self, block: &[&str], paragraphs: &mut Vec<String>) {
        let breaks = block.len() - 1;
        let ended = block.iter().filter(|line| sentences::ends(line)).count();
        let longest = longest(block);
        let wrapped = |pair: &&[&str]| self.is_full(pair[0], pair[1]) || sentences::ends(pair[0]);
        let held = block.windows(2).filter(wrapped).count();
        let lower = block.windows(2).filter(|pair| starts(pair[1], char::is_lowercase)).count();
        let mean = block.iter().map(|line| line.chars().count()).sum::<usize>() / block.len();
        if breaks == 0 || longest > WIDEST_WRAP {
            paragraphs.extend(block.iter().map(|line| line.trim().to_owned()));
        } else if (self.wrapped && held * 10 >= breaks * 7)
            || (lower * 2 > breaks && mean >= RAGGED_PROSE)
        {
            self.unwrap(block, paragraphs);
        } else if ended * 5 >= block.len() * 4 {
            paragraphs.extend(block.iter().map(|line| line.trim().to_owned()));
        } else {
            paragraphs.push(outdented(block));
        }
    }

    /// Joins wrapped lines. A line that ends a sentence and had room left ends a paragraph.
    fn unwrap(&self, block: &[&str], paragraphs: &mut Vec<String>) {
        let mut paragraph = String::new();
        for (index, line) in block.iter().enumerate() {
            let line = line.trim();
            if !paragraph.is_empty() {
                paragraph.push_str(glue(&paragraph, line));
            }
            paragraph.push_str(line);
            let ends = block
                .get(index + 1)
                .is_none_or(|next| sentences::ends(line) && !self.is_full(line, next));
            if ends {
                paragraphs.push(std::mem::take(&mut paragraph));
            }
        }
    }
}

/// What stands between two joined lines: a space, but nothing within a hyphenated word
/// (whose hyphen may be its own, so it stays) or a script without spaces.
fn glue(before: &str, after: &str) -> &'static str {
    let mut ends = before.chars().rev();
    let (last, second_last) = (ends.next().unwrap_or(' '), ends.next().unwrap_or(' '));
    let first = after.chars().next().unwrap_or(' ');
    let hyphenated = last == '-' && second_last.is_alphabetic() && first.is_lowercase();
    if hyphenated || (is_wide(last) && is_wide(first)) { "" } else { " " }
}

/// Chinese and Japanese letters and signs.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
}

fn longest(block: &[&str]) -> usize {
    block.iter().map(|line| line.chars().count()).max().unwrap_or(0)
}

/// True if the first letter or sign of a line, after opening quotes, is such a one.
fn starts(line: &str, is: impl Fn(char) -> bool) -> bool {
    let quotes = |c: char| c.is_whitespace() || "\"'“‘„«»(".contains(c);
    line.trim_start_matches(quotes).starts_with(is)
}

/// Lines as they are, but for the indentation they share.
fn outdented(block: &[&str]) -> String {
    let indent = |line: &&str| line.chars().take_while(|c| c.is_whitespace()).count();
    let shared = block.iter().map(indent).min().unwrap_or(0);
    let cut = |line: &&str| line.chars().skip(shared).collect::<String>();
    block.iter().map(cut).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Paragraphs are split by `¶` in the expectation, lines by `/`.
    fn check(text: &str, expected: &str) {
        let lines: Vec<&str> = text.lines().collect();
        let found = joined(&lines).replace("\n\n", "¶").replace('\n', "/");
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn wrapped_lines_become_one_paragraph() {
        check(
            "The harbour master of Vardel closed the old quay on\n\
             Monday after a crane had fallen on it during the\n\
             night. Nobody was hurt.\n\nThe crane belongs to the town, which had planned to\nsell it.",
            "The harbour master of Vardel closed the old quay on Monday after a crane had fallen on \
             it during the night. Nobody was hurt.¶The crane belongs to the town, which had \
             planned to sell it.",
        );
        check(
            "The harbour master of Vardel closed the old quay on\nMonday.\n\
             The crane belongs to the town, which had planned to\nsell it to a well-\nknown collector of cranes and other things",
            "The harbour master of Vardel closed the old quay on Monday.¶The crane belongs to the \
             town, which had planned to sell it to a well-known collector of cranes and other things",
        );
    }

    #[test]
    fn ragged_prose_is_joined_too() {
        check(
            "The harbour master, who had been at sea for thirty years before that,\n\
             closed the quay on Monday,\n\
             because a crane had fallen on it during the night and nobody wanted to move it.",
            "The harbour master, who had been at sea for thirty years before that, closed the quay \
             on Monday, because a crane had fallen on it during the night and nobody wanted to \
             move it.",
        );
    }

    #[test]
    fn a_line_each_is_a_paragraph_each() {
        let long = "The crane fell on the quay, and then it rained for the rest of the week, which \
                    nobody in the town had foreseen.";
        check(&format!("{long}\n{long}\nIt stopped."), &format!("{long}¶{long}¶It stopped."));
        check(
            "It rained.\n“Did it?” she asked.\nIt did.",
            "It rained.¶“Did it?” she asked.¶It did.",
        );
    }

    #[test]
    fn verse_lists_and_signatures_keep_their_lines() {
        check(
            "  The crane came down,\n  The rain came after,\n    and all the town\n  Was full of laughter.",
            "The crane came down,/The rain came after,/  and all the town/Was full of laughter.",
        );
        check("- rope\n- an old chain\n- two anchors", "- rope/- an old chain/- two anchors");
        check("It rained.\n\nJ. Rask\nVardel, in March", "It rained.¶J. Rask/Vardel, in March");
        check(
            "The harbour master of Vardel closed the old quay on\n\
             Monday after a crane had fallen on it during the\nnight.\n\nRain on the quay\nRain on me\nRain all day",
            "The harbour master of Vardel closed the old quay on Monday after a crane had fallen \
             on it during the night.¶Rain on the quay/Rain on me/Rain all day",
        );
    }

    #[test]
    fn blank_lines_always_separate() {
        check("One.\n\n\nTwo.\n \nThree", "One.¶Two.¶Three");
        check("", "");
        check("港口关闭了因为\n吊车倒了下来。", "港口关闭了因为吊车倒了下来。");
    }
}
