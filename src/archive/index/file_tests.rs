//! What is read from a file answers as what was written into it.

use super::*;
use crate::archive::message::{Hit, Request, Sort};
use crate::archive::query::Query;
use crate::bundle;

const BUNDLE: &str = include_str!("../../../public/dossier.json");

fn load(file: &[u8], key: Key) -> Result<(Builder, Index), &'static str> {
    Index::from_bytes(file.to_vec(), key)
}

fn made() -> (Builder, Index, Vec<u8>, Key) {
    let bundle = bundle::read(BUNDLE).unwrap().bundle;
    let mut builder = Builder::of(&bundle);
    let index = builder.index();
    let key = Key::of(BUNDLE.as_bytes());
    let file = index.to_bytes(&builder, key);
    (builder, index, file, key)
}

#[test]
fn an_index_from_a_file_answers_as_the_one_that_was_written() {
    let (builder, mut index, file, key) = made();
    let (mut loaded_builder, mut loaded) = load(&file, key).unwrap();
    let mut row = |article, _: &_| Hit { article, ..Hit::default() };
    let mut ask = |index: &mut Index, builder: &Builder, q: &str, sort| {
        index.answer(builder, &Request { sort, ..Request::new(Query::parse(q)) }, &mut row)
    };
    for round in 0..3 {
        for q in
            ["", "iran", "the deal", "\"of the\"", "type:person nuc", "date:2018..", "about:2015"]
        {
            for sort in Sort::ALL {
                let expected = ask(&mut index, &builder, q, sort);
                assert!(expected.total > 0, "{q}");
                assert_eq!(ask(&mut loaded, &loaded_builder, q, sort), expected, "{q} {round}");
            }
        }
        match round {
            // Then unfolded in slices, before anything is asked.
            0 => {
                (loaded_builder, loaded) = load(&file, key).unwrap();
                while !loaded.unfold_words(1000) {}
                assert!(loaded.is_sound());
            }
            // Then from what was unfolded for marks that may come.
            _ => loaded.recount(&mut loaded_builder),
        }
    }
    assert_eq!(loaded.to_bytes(&loaded_builder, key), file);
}

#[test]
fn an_index_of_something_else_is_refused_with_a_reason() {
    let (_, _, mut file, key) = made();
    let refused = |file: &[u8], key| load(file, key).err().unwrap_or("nothing");
    let other = Key::of(&BUNDLE.as_bytes()[1..]);
    assert_eq!(refused(&file, other), "This index was made of another bundle.");
    assert_eq!(refused(&file[..NAME.len() + 3], key), UNSOUND);
    assert_eq!(refused(&file[..file.len() - 1], key), UNSOUND);
    let mut damaged = file.clone();
    damaged[file.len() / 2] ^= 1;
    assert_eq!(refused(&damaged, key), UNSOUND, "a single bit of a word");
    file[NAME.len() - 1] -= 1;
    assert_eq!(refused(&file, key), "This index is of another version.");
    assert_eq!(refused(b"", key), "This index is of another version.");
}

#[test]
fn no_damage_makes_it_panic() {
    let (_, _, file, key) = made();
    let start = NAME.len() + 24;
    let mut seed = 7_usize;
    let (mut refused, mut unsound) = (0, 0);
    for _ in 0..400 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mut bad = file.clone();
        let at = start + (seed >> 20) % (bad.len() - start);
        match seed % 3 {
            0 => bad.truncate(at),
            1 => bad[at] ^= 1 << (seed >> 8 & 7),
            _ => bad[at] = 255,
        }
        // As if somebody had made it so.
        let hash = Key::of(&bad[start..]).both().to_le_bytes();
        bad[start - 8..start].copy_from_slice(&hash);
        match load(&bad, key) {
            Err(_) => refused += 1,
            Ok((builder, mut index)) => {
                let mut row = |article, _: &_| Hit { article, ..Hit::default() };
                index.answer(&builder, &Request::new(Query::parse("\"of the\" OR i")), &mut row);
                unsound += usize::from(!index.is_sound());
            }
        }
    }
    assert!(refused > 100 && unsound > 30, "{refused} {unsound}");
}
