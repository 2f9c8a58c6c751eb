//! Cuts marked text into runs, so that overlapping marks can be drawn without nesting.
//!
//! Marks may nest and cross. A run is a longest stretch within which the set of covering
//! marks stays the same; drawn side by side, runs give back the text exactly. A run links
//! to its innermost mark only: links must never nest.

use crate::bundle::order;
use std::ops::Range;

/// A stretch of text under one set of marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// UTF-8 bytes in the text that was cut.
    pub range: Range<usize>,
    /// Indices of the covering marks, outermost first; the last is the innermost.
    pub marks: Vec<usize>,
}

impl Run {
    /// The shortest mark that covers the run.
    pub fn innermost(&self) -> Option<usize> {
        self.marks.last().copied()
    }
}

/// Cuts `within` at every boundary of `marks` (UTF-8 ranges in the same text). Marks that
/// reach over its edge are cut there; empty and backward ones are ignored. The runs cover
/// `within` without gap or overlap, in order.
///
/// Linear in the output for the usual case of few marks open at once.
pub fn cut(within: Range<usize>, marks: &[Range<usize>]) -> Vec<Run> {
    let clipped = |mark: &Range<usize>| mark.start.max(within.start)..mark.end.min(within.end);
    let mut starts: Vec<usize> = (0..marks.len())
        .filter(|&index| {
            let part = clipped(&marks[index]);
            part.start < part.end
        })
        .collect();
    order::sort_by_key(&mut starts, |&index| marks[index].start);
    let mut boundaries: Vec<usize> = starts
        .iter()
        .flat_map(|&index| {
            let part = clipped(&marks[index]);
            [part.start, part.end]
        })
        .chain([within.start, within.end])
        .collect();
    order::sort_by_key(&mut boundaries, |&at| at);
    boundaries.dedup();

    let mut runs = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut next = starts.into_iter().peekable();
    for pair in boundaries.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        open.retain(|&index| marks[index].end > from);
        while let Some(index) = next.next_if(|&index| marks[index].start <= from) {
            open.push(index);
        }
        let mut covering = open.clone();
        // Longest first; of two equal ones, the one given first is the outer one.
        order::sort_by_key(&mut covering, |&index| (std::cmp::Reverse(marks[index].len()), index));
        runs.push(Run { range: from..to, marks: covering });
    }
    runs
}

/// The paragraphs of a text as UTF-8 ranges: what stands between blank lines. A line of
/// nothing but spaces is blank; no paragraph is empty.
pub fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<Range<usize>> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end_matches(['\n', '\r']);
        if bare.trim().is_empty() {
            found.extend(open.take());
        } else {
            let end = at + bare.len();
            open = Some(open.map_or(at, |range| range.start)..end);
        }
        at += line.len();
    }
    found.extend(open);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Draws runs as `text{marks}`, one readable line.
    fn drawn(text: &str, marks: &[(usize, usize)]) -> String {
        let ranges: Vec<_> = marks.iter().map(|&(a, b)| a..b).collect();
        cut(0..text.len(), &ranges)
            .iter()
            .map(|run| {
                let names: Vec<_> = run.marks.iter().map(usize::to_string).collect();
                format!("{}{{{}}}", &text[run.range.clone()], names.join(","))
            })
            .collect()
    }

    #[test]
    fn marks_beside_nested_crossing_and_equal() {
        for (marks, expected) in [
            (vec![], "abcdefgh{}"),
            (vec![(2, 4)], "ab{}cd{0}efgh{}"),
            (vec![(0, 8), (2, 4)], "ab{0}cd{0,1}efgh{0}"),
            (vec![(2, 4), (0, 8)], "ab{1}cd{1,0}efgh{1}"),
            (vec![(0, 5), (3, 7)], "abc{0}de{0,1}fg{1}h{}"),
            (vec![(1, 3), (3, 5)], "a{}bc{0}de{1}fgh{}"),
            (vec![(1, 3), (1, 3)], "a{}bc{0,1}defgh{}"),
            (vec![(6, 99), (4, 4)], "abcdef{}gh{0}"),
        ] {
            assert_eq!(drawn("abcdefgh", &marks), expected, "{marks:?}");
        }
    }

    #[test]
    fn any_marks_give_the_text_back_exactly() {
        // A small deterministic generator: enough disorder, and failures repeat.
        let mut seed = 7_u64;
        let mut random = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
            (seed >> 33) as usize % below
        };
        let text = "the quick brown fox jumps over the lazy dog";
        for _ in 0..2000 {
            let count = random(9);
            let marks: Vec<_> = (0..count)
                .map(|_| {
                    let (a, b) = (random(text.len() + 9), random(text.len() + 9));
                    a.min(b)..a.max(b)
                })
                .collect();
            let runs = cut(0..text.len(), &marks);
            let back: String = runs.iter().map(|run| &text[run.range.clone()]).collect();
            assert_eq!(back, text);
            for run in &runs {
                for (index, mark) in marks.iter().enumerate() {
                    let covers = mark.start <= run.range.start && run.range.end <= mark.end;
                    assert_eq!(run.marks.contains(&index), covers, "{marks:?} {run:?}");
                }
            }
        }
    }

    #[test]
    fn paragraphs_stand_between_blank_lines() {
        let told = |text: &str| -> Vec<String> {
            paragraphs(text).into_iter().map(|range| text[range].to_owned()).collect()
        };
        assert_eq!(told("one\n\ntwo\nstill two\n \n\nthree\n"), ["one", "two\nstill two", "three"]);
        assert_eq!(told("a\r\n\r\nb"), ["a", "b"]);
        assert!(told("").is_empty() && told("\n \n").is_empty());
    }
}
