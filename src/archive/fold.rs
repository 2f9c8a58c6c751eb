//! Folding for search: letters without case, accents and other marks.
//!
//! Two texts that fold alike are the same to a search. Composed and decomposed writing
//! fold alike, and so do Arabic and Persian forms of a letter. It folds letter by letter
//! (no normalisation tables: polytonic Greek and decomposed Hangul are left as they are).

use std::str::CharIndices;

/// Iterates over the folded characters of a text, each with the UTF-8 offset of the one
/// it came from.
pub struct Fold<'t> {
    chars: CharIndices<'t>,
    /// The second half of a letter that folds to two.
    second: Option<(usize, char)>,
}

impl<'t> Fold<'t> {
    /// Folds a text from its beginning.
    pub fn new(text: &'t str) -> Self {
        Self { chars: text.char_indices(), second: None }
    }
}

impl Iterator for Fold<'_> {
    type Item = (usize, char);

    fn next(&mut self) -> Option<(usize, char)> {
        if let Some(second) = self.second.take() {
            return Some(second);
        }
        loop {
            let (at, c) = self.chars.next()?;
            if c.is_ascii() {
                return Some((at, c.to_ascii_lowercase()));
            }
            if is_mark(c) {
                continue;
            }
            let (first, second) = fold_char(c);
            self.second = second.map(|c| (at, c));
            return Some((at, first));
        }
    }
}

/// The folded text with its white space collapsed: for comparing names and other values.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for (_, c) in Fold::new(text) {
        if !c.is_whitespace() {
            folded.push(c);
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// True for what stands on or between letters and is no letter: combining marks of Latin,
/// Greek, Cyrillic, Hebrew and Arabic, tatweel, soft hyphens, joiners, direction marks.
pub(crate) fn is_mark(c: char) -> bool {
    matches!(c, '\u{ad}'
        | '\u{300}'..='\u{36f}'
        | '\u{483}'..='\u{487}'
        | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{6d6}'..='\u{6dc}'
        | '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// The base letters of U+00C0 to U+024F, a byte each; `?` where there is none.
const LATIN: &[u8; 400] = b"\
aaaaaa?ceeeeiiiidnooooo?ouuuuy??aaaaaa?ceeeeiiiidnooooo?ouuuuy?y\
aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii??jjkkklllllll\
lllnnnnnn???oooooo??rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs\
????????????????????????????????oo?????????????uu???????????????\
?????????????aaiioouuuuuuuuuu?aaaa????ggkkoooo??j???gg??nnaa??oo\
aaaaeeeeiiiioooorrrruuuusstt??hh??????aaeeooooooooyy????????????\
????????????????";

/// The base letters of U+1E00 to U+1EFF, Vietnamese among them.
const LATIN_ADDITIONAL: &[u8; 256] = b"\
aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm\
mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv\
wwwwwwwwwwxxxxyyzzzzzzhtwy?s????aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy??????";

/// The small letter of a capital one, for the scripts that have both. By ranges, as the
/// standard library's table takes fifteen kilobytes of the viewer's download. After
/// Unicode's `UnicodeData.txt`, to which a test holds it for every script in daily use.
fn lower(c: char) -> char {
    let code = c as u32;
    let to_odd = code | 1; // pairs of an even capital and the odd small letter behind it
    let to_even = code + code % 2; // pairs the other way round
    let small = match code {
        0xc0..=0xde if code != 0xd7 => code + 32,
        0x130 => u32::from('i'),
        0x100..=0x137 | 0x14a..=0x177 | 0x1de..=0x1ef | 0x1f8..=0x21f | 0x222..=0x233 => to_odd,
        0x178 => 0xff,
        0x139..=0x148 | 0x179..=0x17e | 0x1cd..=0x1dc => to_even,
        0x246..=0x24f | 0x370..=0x373 | 0x3d8..=0x3ef | 0x460..=0x481 | 0x48a..=0x4bf => to_odd,
        0x187 | 0x191 | 0x1a7 | 0x1af | 0x1b3 | 0x1b5 => to_even,
        0x182..=0x185 | 0x198 | 0x1a0..=0x1a5 | 0x1ac | 0x1b8 | 0x1bc => to_odd,
        0x181 => 0x253,
        0x186 => 0x254,
        0x1c4 | 0x1c7 | 0x1ca | 0x1f1 => code + 2,
        0x189 | 0x18a => code + 205,
        0x18f => 0x259,
        0x190 => 0x25b,
        0x386 => 0x3ac,
        0x388..=0x38a => code + 37,
        0x38c => 0x3cc,
        0x38e | 0x38f => code + 63,
        0x391..=0x3a1 | 0x3a3..=0x3ab | 0x410..=0x42f | 0xff21..=0xff3a => code + 32,
        0x400..=0x40f => code + 80,
        0x4c0 => 0x4cf,
        0x4c1..=0x4ce => to_even,
        0x4d0..=0x52f
        | 0x1e00..=0x1e95
        | 0x1ea0..=0x1eff
        | 0x2c80..=0x2ce3
        | 0xa640..=0xa66d
        | 0xa680..=0xa69b => to_odd,
        0x531..=0x556 | 0x2c00..=0x2c2f => code + 48,
        0x10a0..=0x10c5 => code + 7264,
        0x1c90..=0x1cba | 0x1cbd..=0x1cbf => code - 3008,
        0x13a0..=0x13ef => code + 38_864,
        0x1e9e => 0xdf,
        0x1f08..=0x1f6f if code & 8 != 0 => code - 8,
        0x2126 => 0x3c9,
        0x212a => u32::from('k'),
        0x212b => 0xe5,
        0x2160..=0x216f => code + 16,
        0x24b6..=0x24cf => code + 26,
        0x10400..=0x10427 => code + 40,
        0x1e900..=0x1e921 => code + 34,
        _ => code,
    };
    char::from_u32(small).unwrap_or(c)
}

/// Folds one character that is neither ASCII nor a mark, to one or two.
pub(crate) fn fold_char(c: char) -> (char, Option<char>) {
    let lower = lower(c);
    let code = lower as usize;
    let base = match code {
        0xc0..=0x24f => LATIN[code - 0xc0],
        0x1e00..=0x1eff => LATIN_ADDITIONAL[code - 0x1e00],
        _ => b'?',
    };
    if base != b'?' {
        return (char::from(base), None);
    }
    let one = match lower {
        'æ' | 'ǣ' | 'ǽ' => return ('a', Some('e')),
        'œ' => return ('o', Some('e')),
        'ß' => return ('s', Some('s')),
        'þ' => return ('t', Some('h')),
        'ĳ' => return ('i', Some('j')),
        'ﬁ' => return ('f', Some('i')),
        'ﬂ' => return ('f', Some('l')),
        '’' | '‘' | 'ʼ' | 'ʻ' | '＇' | '′' => '\'',
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        'ё' | 'ѐ' => 'е',
        'й' | 'ѝ' => 'и',
        'ї' => 'і',
        'ў' => 'у',
        'ѓ' => 'г',
        'ќ' => 'к',
        'آ' | 'أ' | 'إ' | 'ٱ' => 'ا',
        'ؤ' => 'و',
        'ي' | 'ى' | 'ئ' => 'ی',
        'ك' => 'ک',
        'ة' | 'ۀ' => 'ه',
        // Digits of the Arabic and Persian keyboards, and full-width ASCII.
        '٠'..='٩' => shifted(lower, '٠', '0'),
        '۰'..='۹' => shifted(lower, '۰', '0'),
        '！'..='～' => shifted(lower, '！', '!'),
        _ => lower,
    };
    (one, None)
}

/// The character as far from `to` as `c` is from `from`.
fn shifted(c: char, from: char, to: char) -> char {
    char::from_u32(c as u32 - from as u32 + to as u32).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_lose_case_and_marks() {
        for (text, expected) in [
            ("Téhéran", "teheran"),
            ("Te\u{301}he\u{301}ran", "teheran"),
            ("ÅNGSTRÖM Łódź Đorđe", "angstrom lodz dorde"),
            ("Straße STRASSE ẞ", "strasse strasse ss"),
            ("Æsir œuvre Þór ĲSSEL", "aesir oeuvre thor ijssel"),
            ("Nguyễn Ștefan İzmir ılık", "nguyen stefan izmir ilik"),
            ("Iran’s", "iran's"),
            ("Ἀθῆναι Αθήνα ΟΔΟΣ οδός", "ἀθῆναι αθηνα οδοσ οδοσ"),
            ("Горбачёв Чайковский Київ", "горбачев чаиковскии киів"),
            ("علي", "علی"),
            ("كِتَابٌ", "کتاب"),
            ("إيـــران", "ایران"),
            ("می\u{200c}شود ۱۴۰۴ ٢٠٢٥", "میشود 1404 2025"),
            ("ＡＢＣ１", "abc1"),
            ("soft\u{ad}hyphen", "softhyphen"),
            ("שָׁלוֹם", "שלום"),
            ("  x\t\n y ", "x y"),
            ("", ""),
            ("\u{301}", ""),
        ] {
            assert_eq!(fold(text), expected, "{text}");
            assert_eq!(fold(&fold(text)), expected, "{text} twice");
        }
    }

    #[test]
    fn every_single_character_folds_to_something_stable() {
        for c in '\0'..=char::MAX {
            let once = fold(c.encode_utf8(&mut [0; 4]));
            assert_eq!(fold(&once), once, "{c:?} U+{:04X}", c as u32);
            let upper: String = c.to_uppercase().collect();
            let rare = upper.chars().any(|upper| {
                matches!(upper, '\u{18b}'..='\u{1ae}' | '\u{1b1}'..='\u{1b7}' | '\u{1f6}' | '\u{1f7}'
                    | '\u{220}' | '\u{23a}'..='\u{245}' // phonetic and African letters
                    | '\u{376}' | '\u{37f}' | '\u{3cf}' | '\u{3f7}'..='\u{3ff}' // archaic Greek
                    | '\u{1f70}'..='\u{1fff}' // polytonic Greek
                    | '\u{10c7}' | '\u{1c89}' | '\u{10cd}' | '\u{13f0}'..='\u{13f5}'
                    | '\u{2132}' | '\u{2183}' | '\u{2c60}'..='\u{2c7f}' | '\u{2ce4}'..='\u{2cff}'
                    | '\u{a722}'..='\u{a7ff}' | '\u{104b0}'..='\u{1e8ff}') // medieval and ancient
            });
            if c.is_lowercase() && upper.to_lowercase() == c.to_string() && !rare {
                assert_eq!(fold(&upper), once, "{c:?}");
            }
        }
    }
}
