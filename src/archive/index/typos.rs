//! Words of the archive that differ from a word by a slip or two of the finger.
//!
//! The distance is that of Damerau and Levenshtein in its restricted form: a letter too many,
//! one too few, another one, or two neighbours swapped, each part of the word touched once.
//! The words are walked in order, and what two of them begin with alike is compared once.

use crate::archive::index::Index;
use crate::archive::index::words::asked;

/// Letters from which one slip is forgiven, and from which two are.
const ONE_FROM: usize = 4;
const TWO_FROM: usize = 8;

/// How many slips are forgiven in a word of so many letters.
pub(crate) fn forgiven(letters: usize) -> usize {
    usize::from(letters >= ONE_FROM) + usize::from(letters >= TWO_FROM)
}

/// A word that another may have been meant for: its number and its letters.
pub(crate) type Near = (u32, String);

/// The words that a word may have been meant for; none if it is short, or is more than one
/// word.
pub(crate) fn near(index: &Index, word: &str) -> Vec<Near> {
    let (words, _) = asked(word);
    let [word] = words.as_slice() else { return Vec::new() };
    let letters: Vec<char> = word.chars().collect();
    let most = forgiven(letters.len());
    let mut found = Vec::new();
    if most == 0 {
        return found;
    }
    // A row for every letter of the term: how far its beginning is from each beginning of the
    // word. `dead` is the length from which on nothing can come near enough any more.
    let mut rows: Vec<Vec<usize>> = vec![(0..=letters.len()).collect()];
    let (mut before, mut dead): (Vec<char>, usize) = (Vec::new(), usize::MAX);
    // Of an index in parts only words with the same first letter are looked through: nobody
    // fetches all terms for a slip.
    let places = match word.chars().next() {
        Some(first) if index.positions.is_some() => {
            index.lexicon.beginning(first.encode_utf8(&mut [0; 4]).as_bytes())
        }
        _ => 0..index.lexicon.len(),
    };
    let mut walk = index.lexicon.walk(places);
    while walk.step() {
        let Ok(term) = std::str::from_utf8(walk.term()) else { continue };
        let shared = before.iter().zip(term.chars()).take_while(|(a, b)| **a == *b).count();
        if shared >= dead {
            continue;
        }
        before.truncate(shared);
        rows.truncate(shared + 1);
        dead = usize::MAX;
        for letter in term.chars().skip(shared) {
            let row = next(&rows, &before, &letters, letter);
            before.push(letter);
            let least = row.iter().min().copied().unwrap_or(0);
            rows.push(row);
            // A swap may still mend the last letter.
            let last = rows.len().checked_sub(2).and_then(|at| rows[at].iter().min().copied());
            if least > most && last.is_none_or(|last| last > most) {
                dead = before.len();
                break;
            }
        }
        let far = rows.last().and_then(|row| row.last()).copied().unwrap_or(usize::MAX);
        if dead == usize::MAX && far <= most {
            found.push((walk.number(), term.to_owned()));
        }
    }
    found
}

/// The row behind the last one.
fn next(rows: &[Vec<usize>], before: &[char], word: &[char], letter: char) -> Vec<usize> {
    let empty = Vec::new();
    let last = rows.last().unwrap_or(&empty);
    let older = rows.len().checked_sub(2).and_then(|at| rows.get(at));
    let mut row = Vec::with_capacity(word.len() + 1);
    row.push(rows.len());
    for (at, &own) in word.iter().enumerate() {
        let change = last[at] + usize::from(own != letter);
        let mut least = change.min(last[at + 1] + 1).min(row[at] + 1);
        if let (Some(older), Some(earlier)) = (older, at.checked_sub(1))
            && own == before[before.len() - 1]
            && word[earlier] == letter
        {
            least = least.min(older[earlier] + 1);
        }
        row.push(least);
    }
    row
}
