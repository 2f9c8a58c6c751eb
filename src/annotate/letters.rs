//! Small and capital letters of the scripts that have both, by ranges.
//!
//! The standard library's tables would be a twentieth of the annotator's module. Here is
//! what stands in them for Latin, Greek, Cyrillic and Armenian, letter by letter; a test
//! compares the two. Other scripts, and the few letters whose other form is two letters,
//! stay as they are.

/// The small letter of a capital one; any other character itself.
pub fn lower(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let code = c as u32;
    let even_to_odd = |code: u32| code | 1;
    let odd_to_even = |code: u32| code + (code & 1);
    let small = match code {
        0xd7 | 0x130 | 0x138 | 0x149 | 0x3a2 => code,
        0xc0..=0xde | 0x391..=0x3ab | 0x410..=0x42f => code + 32,
        0x178 => 0xff,
        0x100..=0x137 | 0x14a..=0x177 | 0x1de..=0x1ef | 0x1f8..=0x21f | 0x222..=0x233 => {
            even_to_odd(code)
        }
        0x139..=0x148 | 0x179..=0x17e | 0x1cd..=0x1dc | 0x4c1..=0x4ce => odd_to_even(code),
        0x386 => 0x3ac,
        0x388..=0x38a => code + 37,
        0x38c => 0x3cc,
        0x38e | 0x38f => code + 63,
        0x400..=0x40f => code + 80,
        0x460..=0x481 | 0x48a..=0x4bf | 0x4d0..=0x52f => even_to_odd(code),
        0x4c0 => 0x4cf,
        0x531..=0x556 => code + 48,
        0x1e00..=0x1e95 | 0x1ea0..=0x1eff => even_to_odd(code),
        _ => code,
    };
    char::from_u32(small).unwrap_or(c)
}

/// A text in small letters.
pub fn lowered(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars().map(lower).collect()
}

/// The capital letter of a small one, within the first two of Unicode's blocks, where labels
/// begin with one; any other character itself.
pub fn upper(c: char) -> char {
    match c {
        'à'..='ö' | 'ø'..='þ' => char::from_u32(c as u32 - 32).unwrap_or(c),
        _ => c.to_ascii_uppercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_those_of_the_standard_library() {
        let blocks = [0..0x250_u32, 0x370..0x530, 0x531..0x590, 0x1e00..0x1f00];
        // Their other form is two letters, or far away; no European language of today has them
        // but for the first.
        let left_out = |code: u32| {
            matches!(code, 0x130 | 0x180..=0x1cc | 0x1f1..=0x1f7 | 0x220 | 0x221 | 0x23a..=0x24f
                | 0x370..=0x385 | 0x3cf..=0x3ff | 0x1e96..=0x1e9f)
        };
        for code in blocks.into_iter().flatten().filter(|code| !left_out(*code)) {
            let Some(c) = char::from_u32(code) else { continue };
            assert_eq!(c.to_lowercase().collect::<String>(), lower(c).to_string(), "{code:x} {c}");
        }
        for c in '\u{0}'..='\u{fe}' {
            let expected: Vec<char> = c.to_uppercase().collect();
            if let [expected] = expected[..]
                && c != 'µ'
            {
                assert_eq!(upper(c), expected, "{c}");
            }
        }
    }

    #[test]
    fn texts_in_small_letters() {
        for (text, expected) in [
            ("VARDEL", "vardel"),
            ("Ålesund and ŁÓDŹ", "ålesund and łódź"),
            ("Ελλάδα, МОСКВА, ԵՐԵՎԱՆ", "ελλάδα, москва, երեվան"),
            ("İzmir 京都", "İzmir 京都"),
        ] {
            assert_eq!(lowered(text), expected);
        }
    }
}
