//! What holds for every bundle, tried on a few hundred arbitrary ones: reading and writing
//! are each other's inverse, the three units agree, runs and blocks give the text back.
//!
//! The same cases every time, so that a failure repeats; none is written to disk.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails loudly")]

mod arbitrary;
mod recount;

use dateline::bundle::blocks::cover;
use dateline::bundle::offsets::Offsets;
use dateline::bundle::{Block, OffsetUnit, Reading, read, runs, schema};
use proptest::prelude::{Strategy, any, prop};
use proptest::test_runner::{
    Config, RngAlgorithm, TestCaseError, TestCaseResult, TestRng, TestRunner,
};
use proptest::{prop_assert, prop_assert_eq};
use recount::{Counting, recounted};
use serde_json::Value;
use std::fmt::Debug;

/// Tries a few hundred values, always the same; shrinks what fails.
fn for_all<T: Debug>(values: impl Strategy<Value = T>, holds: impl Fn(T) -> TestCaseResult) {
    let config = Config { cases: 200, failure_persistence: None, ..Config::default() };
    let seed = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let result = TestRunner::new_with_rng(config, seed).run(&values, holds);
    if let Err(error) = result {
        panic!("{error}");
    }
}

/// Reads a bundle that has no faults.
fn sound(bundle: &Value) -> Result<Reading, TestCaseError> {
    let reading = read(&bundle.to_string()).unwrap();
    prop_assert_eq!(&reading.faults, &[], "{}", bundle);
    Ok(reading)
}

#[test]
fn what_is_read_is_written_again_and_fits_the_schema() {
    let schema = jsonschema::validator_for(&schema::schema()).unwrap();
    for_all(arbitrary::bundle(), |bundle| {
        let reading = sound(&bundle)?;
        let written = serde_json::to_value(&reading.bundle).unwrap();
        prop_assert_eq!(&written, &bundle);
        prop_assert_eq!(sound(&written)?, reading);
        let refused = schema.iter_errors(&bundle).map(|error| error.to_string());
        prop_assert_eq!(refused.collect::<Vec<_>>(), [""; 0]);
        Ok(())
    });
}

#[test]
fn a_bundle_is_the_same_in_all_units_and_with_either_line_end() {
    for_all(arbitrary::bundle(), |bundle| {
        let expected = sound(&bundle)?;
        for unit in OffsetUnit::ALL {
            for crlf in [false, true] {
                let recounted = recounted(&bundle, Counting { unit, crlf });
                prop_assert_eq!(&sound(&recounted)?, &expected, "{:?}, CR LF: {}", unit, crlf);
            }
        }
        Ok(())
    });
}

#[test]
fn no_mark_moves_silently() {
    let shifts = prop::collection::vec(-3_i64..4, 1..40);
    for_all((arbitrary::bundle(), shifts), |(mut bundle, shifts)| {
        let mut shifts = shifts.iter().cycle();
        for item in bundle["items"].as_array_mut().unwrap() {
            let marks = item.pointer_mut("/_dateline/marks").and_then(Value::as_array_mut);
            for mark in marks.into_iter().flatten() {
                for end in ["start", "end"] {
                    let shifted = mark[end].as_i64().unwrap() + shifts.next().unwrap();
                    mark[end] = shifted.max(0).into();
                }
            }
        }
        let reading = read(&bundle.to_string()).unwrap();
        for (index, article) in reading.bundle.items.iter().enumerate() {
            let given = bundle.pointer(&format!("/items/{index}/_dateline/marks"));
            for mark in &article.dateline.marks {
                let offsets = Offsets::new(article.field_text(mark.field));
                let slice = offsets.slice(OffsetUnit::Codepoint, mark.start, mark.end);
                prop_assert_eq!(slice.map(|slice| slice.1), Some(mark.quote.as_str()));
                let given = given.and_then(Value::as_array).unwrap();
                let at = given.iter().position(|own| own["id"] == mark.id.as_str()).unwrap();
                let stays = given[at]["start"] == mark.start && given[at]["end"] == mark.end;
                let pointer = format!("/items/{index}/_dateline/marks/{at}");
                let told = reading.faults.iter().any(|f| f.pointer.as_ref() == Some(&pointer));
                prop_assert_eq!(stays, !told, "{}: {:?}", pointer, reading.faults);
            }
        }
        Ok(())
    });
}

#[test]
fn every_place_is_the_same_in_all_units() {
    for_all(arbitrary::text(0..80), |text| {
        let offsets = Offsets::new(&text);
        let mut utf16 = 0;
        let ends = [(text.len(), '\0')];
        for (index, (byte, c)) in text.char_indices().chain(ends).enumerate() {
            prop_assert_eq!(offsets.to_byte(OffsetUnit::Codepoint, index), Some(byte));
            prop_assert_eq!(offsets.to_byte(OffsetUnit::Utf16, utf16), Some(byte));
            prop_assert_eq!(offsets.to_byte(OffsetUnit::Utf8, byte), Some(byte));
            prop_assert_eq!(offsets.to_code_point(byte), Some(index));
            utf16 += c.len_utf16();
        }
        prop_assert_eq!(offsets.to_byte(OffsetUnit::Utf16, utf16), None, "past the end");
        Ok(())
    });
}

#[test]
fn runs_give_the_text_back_under_the_right_marks() {
    let marks = prop::collection::vec(any::<(u16, u16)>(), 0..24);
    for_all((arbitrary::text(0..60), marks, any::<(u16, u16)>()), |(text, marks, within)| {
        let mut places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        places.push(text.len());
        let place = |number: u16| places[usize::from(number) % places.len()];
        let within = place(within.0).min(place(within.1))..place(within.0).max(place(within.1));
        let marks: Vec<_> = marks.iter().map(|&(a, b)| place(a)..place(b)).collect();
        let runs = runs::cut(within.clone(), &marks);
        let back: String = runs.iter().map(|run| &text[run.range.clone()]).collect();
        prop_assert_eq!(back.as_str(), &text[within.clone()]);
        let mut done = within.start;
        for run in &runs {
            prop_assert_eq!(run.range.start, done);
            done = run.range.end;
            for (at, _) in text[run.range.clone()].char_indices() {
                let at = run.range.start + at;
                let mut covering: Vec<usize> =
                    (0..marks.len()).filter(|&index| marks[index].contains(&at)).collect();
                covering.sort_by_key(|&index| (std::cmp::Reverse(marks[index].len()), index));
                prop_assert_eq!(&run.marks, &covering, "byte {}", at);
            }
        }
        Ok(())
    });
}

#[test]
fn a_cover_shows_every_word_once_and_in_order() {
    let blocks = prop::collection::vec(any::<(u8, u8)>(), 0..12);
    for_all((arbitrary::text(0..60), blocks), |(text, ranges)| {
        let chars: Vec<char> = text.chars().collect();
        // Most of them in range; some reach out of the text, overlap, or end before they begin.
        let place = |number: u8| usize::from(number) % (chars.len() + 3);
        let blocks: Vec<Block> = ranges
            .iter()
            .map(|&(a, b)| Block { start: place(a), end: place(b), ..Block::default() })
            .collect();
        for blocks in [blocks.clone(), in_order(blocks, chars.len())] {
            let mut shown = vec![0; chars.len()];
            let mut done = 0;
            for block in cover(&text, &blocks) {
                prop_assert!(done <= block.start && block.start <= block.end, "{:?}", block);
                done = block.end;
                shown[block.start..block.end].iter_mut().for_each(|times| *times += 1);
            }
            for (at, c) in chars.iter().enumerate() {
                prop_assert!(
                    shown[at] == 1 || (shown[at] == 0 && c.is_whitespace()),
                    "{}: {:?}",
                    at,
                    c
                );
            }
        }
        Ok(())
    });
}

/// The blocks that can stand together; all of these are shown.
fn in_order(blocks: Vec<Block>, len: usize) -> Vec<Block> {
    let mut done = 0;
    let mut sound = Vec::new();
    for block in blocks {
        if done <= block.start && block.start <= block.end && block.end <= len {
            done = block.end;
            sound.push(block);
        }
    }
    sound
}

#[test]
fn sound_blocks_are_all_shown_as_they_are() {
    for_all(arbitrary::bundle(), |bundle| {
        for article in &sound(&bundle)?.bundle.items {
            let shown = cover(&article.content_text, &article.dateline.blocks);
            let mut rest = shown.iter();
            for block in &article.dateline.blocks {
                prop_assert!(rest.any(|own| own == block), "{:?} is not shown", block);
            }
        }
        Ok(())
    });
}
