//! English: plurals, -ed, -ing, -ly, -ness and the -ation family.
//!
//! The regions and conditions are those of Porter's second stemmer. What of it makes other
//! words meet (-al, -ity, -ive, -ment, -ous, -er, -ance) is left out, and -ise is -ize.

/// True for what may be added to what is left of a word: `e` (hoping), `i` (fly), `z`
/// (organise), `n` (women).
pub(super) fn adds(letter: char) -> bool {
    matches!(letter, 'e' | 'i' | 'z' | 'n')
}

/// Cuts a folded word down to its stem.
pub(super) fn cut(written: &str, word: &mut String) {
    if word.len() < 3 || is_whole(word) || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return;
    }
    plural(word);
    let first = region(word, 0);
    for step in [past, adverb, action, last] {
        if is_whole(word) {
            break;
        }
        step(word, first);
    }
    if word.len() < 2 || (word.len() < 3 && word.ends_with(adds)) {
        word.clear(); // nothing is left that all forms begin with
        word.push_str(written);
    }
}

/// Words that are not cut, as they would meet others.
#[rustfmt::skip]
fn is_whole(word: &str) -> bool {
    matches!(word,
        "its" | "does" | "hers" | "ours" | "theirs" | "only" | "early" | "during" | "nothing"
        | "anything" | "something" | "everything" | "underlying" | "offing" | "outing" | "evening"
        | "news" | "goods" | "arms" | "customs" | "series" | "species" | "business" | "witness"
        | "inning" | "canning" | "herring" | "earring" | "united" | "france" | "andes" | "aires"
        | "maine" | "production" | "convention" | "contention" | "constitution" | "institution"
        | "edition" | "opposition" | "transition" | "exception")
}

/// True for a vowel; `y` is one behind a consonant.
fn is_vowel(word: &[u8], at: usize) -> bool {
    match word.get(at) {
        Some(b'a' | b'e' | b'i' | b'o' | b'u') => true,
        Some(b'y') => at > 0 && !is_vowel(word, at - 1),
        _ => false,
    }
}

/// Where the region begins that follows the first consonant behind a vowel.
fn region(word: &str, from: usize) -> usize {
    let word = word.as_bytes();
    let consonant = |at: &usize| !is_vowel(word, *at) && is_vowel(word, *at - 1);
    (from + 1..word.len()).find(consonant).map_or(word.len(), |at| at + 1)
}

fn has_vowel(word: &str) -> bool {
    (0..word.len()).any(|at| is_vowel(word.as_bytes(), at))
}

/// True if it ends in a short syllable: `hop`, `us`, but not `how` or `need`.
fn is_short(word: &str) -> bool {
    let (word, length) = (word.as_bytes(), word.len());
    match length {
        0 | 1 => false,
        2 => is_vowel(word, 0) && !is_vowel(word, 1),
        _ => {
            !is_vowel(word, length - 3)
                && is_vowel(word, length - 2)
                && !is_vowel(word, length - 1)
                && !matches!(word[length - 1], b'w' | b'x' | b'y')
        }
    }
}

fn plural(word: &mut String) {
    let length = word.len();
    let cut = if word.ends_with("sses") {
        2
    } else if word.ends_with("ies") {
        if length > 4 { 2 } else { 1 } // flies, ties
    } else if !word.ends_with('s') || ["ss", "us", "is"].iter().any(|end| word.ends_with(end)) {
        0
    } else {
        usize::from(has_vowel(&word[..length - 2]))
    };
    word.truncate(length - cut);
    // Women, gunmen.
    if (word.ends_with("man") || word.ends_with("men")) && word.len() > 4 {
        word.truncate(word.len() - 2);
        word.push('n');
    }
}

fn past(word: &mut String, first: usize) {
    if word.ends_with("eed") {
        if word.len() - 3 >= first && (word.ends_with("reed") || word.ends_with("teed")) {
            word.pop(); // agreed, guaranteed; but exceed
        }
        return;
    }
    if word.ends_with("ied") {
        word.truncate(word.len() - if word.len() > 4 { 2 } else { 1 }); // cried, tied
        return;
    }
    let cut = ["ingly", "edly", "ing", "ed"].iter().find_map(|end| word.strip_suffix(end));
    let Some(rest) = cut.filter(|rest| has_vowel(rest)) else { return };
    let length = rest.len();
    word.truncate(length);
    let twice = word.as_bytes().last_chunk().is_some_and(|[a, b]: &[u8; 2]| a == b);
    if ["at", "bl", "iz"].iter().any(|end| word.ends_with(end)) {
        word.push('e');
    } else if twice && word.ends_with(['b', 'd', 'f', 'g', 'm', 'n', 'p', 'r', 't']) {
        word.pop(); // stopped
    } else if is_short(word) && first >= length {
        word.push('e'); // hoping
    }
}

fn adverb(word: &mut String, first: usize) {
    // What it ends in, and how much of that goes.
    let endings = [
        ("ily", 2), // easily
        ("ally", 2),
        ("fully", 2),
        ("ously", 2),
        ("lessly", 2),
        ("ably", 1),
        ("ibly", 1),
        ("ness", 4),
    ];
    let mut found = endings.into_iter().find(|(ending, _)| word.ends_with(ending));
    if found.is_none() && word.ends_with("ly") {
        let before = word.as_bytes().iter().nth_back(2);
        found = before.filter(|before| b"cdeghkmnrt".contains(before)).map(|_| ("ly", 2));
    }
    if let Some((ending, taken)) = found
        && word.len() - ending.len() >= first
        && word != "family"
    {
        word.truncate(word.len() - taken);
    }
}

/// Negotiation and negotiate, inspection and inspect.
fn action(word: &mut String, first: usize) {
    let length = word.len();
    if word.ends_with("ation") && length - 5 >= first {
        let made = word.ends_with("ization") || word.ends_with("isation");
        word.truncate(length - if made { 5 } else { 3 });
    } else if (word.ends_with("tion") || word.ends_with("sion"))
        && length - 3 >= region(word, first)
    {
        word.truncate(length - 3);
    }
}

/// A last `e`, `y` or `l` that other forms do not have.
fn last(word: &mut String, first: usize) {
    let length = word.len();
    let second = region(word, first.min(length));
    if let Some(rest) = word.strip_suffix('e') {
        if length > second || (length > first && !is_short(rest)) {
            word.pop();
        }
    } else if word.ends_with('y') && length > 2 && !is_vowel(word.as_bytes(), length - 2) {
        word.pop();
        word.push('i');
    } else if word.ends_with("ll") && length > second {
        word.pop();
    }
    if (word.ends_with("is") || word.ends_with("ys")) && word.len() > 5 {
        word.pop();
        word.push('z'); // organise, analyse
    }
}
