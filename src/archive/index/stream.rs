//! Numbers as bytes, seven bits each, the lowest first; the last byte of a number is below
//! 128.
//!
//! And numbers as pairs of bytes, fifteen bits each, in the same way: of the words of an archive
//! nearly every one is one pair, which is read without asking where it ends. A number can only
//! begin behind the last pair of another, and to look for some numbers in a row is to look for
//! their pairs.

use std::ops::Range;

/// Does some hundreds of many equal things at a time, each time by a call of its own: a
/// browser begins with poor code for a function, and puts better one in its place only where
/// it is called anew. One long loop would run to its end in the poor one.
#[inline(never)]
pub(crate) fn in_turns(count: usize, run: &mut dyn FnMut(Range<usize>)) {
    const TURN: usize = 512;
    for start in (0..count).step_by(TURN) {
        run(start..count.min(start + TURN));
    }
}

/// Adds a number.
pub(crate) fn put(out: &mut Vec<u8>, mut number: u32) {
    while number > 127 {
        out.push(number as u8 | 128);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Takes the number at a place and moves the place behind it; 0 at the end. Bits beyond the
/// thirty-second are dropped.
#[inline]
pub(crate) fn take(bytes: &[u8], at: &mut usize) -> u32 {
    let mut number = 0;
    let mut shift = 0;
    while let Some(&byte) = bytes.get(*at) {
        *at += 1;
        if shift < 32 {
            number |= u32::from(byte & 127) << shift;
        }
        if byte < 128 {
            break;
        }
        shift += 7;
    }
    number
}

/// Fifteen bits of a number, the lowest byte first; the highest bit is set if more follow.
pub(crate) type Pair = [u8; 2];

/// The bit of a pair that says that more follow.
pub(crate) const MORE: u16 = 1 << 15;

/// Adds a number as pairs.
pub(crate) fn put_pairs(out: &mut Vec<u8>, mut number: u32) {
    while number >= u32::from(MORE) {
        out.extend_from_slice(&(number as u16 | MORE).to_le_bytes());
        number >>= 15;
    }
    out.extend_from_slice(&(number as u16).to_le_bytes());
}

/// Takes the number at a place and moves the place behind it; 0 at the end. Bits beyond the
/// thirty-second are dropped.
#[inline]
pub(crate) fn take_pairs(pairs: &[Pair], at: &mut usize) -> u32 {
    let mut number = 0;
    let mut shift = 0;
    while let Some(pair) = pairs.get(*at) {
        let pair = u16::from_le_bytes(*pair);
        *at += 1;
        if shift < 32 {
            number |= u32::from(pair & !MORE) << shift;
        }
        if pair < MORE {
            break;
        }
        shift += 15;
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_from_pairs() {
        let numbers = [0, 1, 128, 32_767, 32_768, 65_536, 1 << 30, u32::MAX];
        let mut bytes = Vec::new();
        numbers.iter().for_each(|number| put_pairs(&mut bytes, *number));
        let (pairs, rest) = bytes.as_chunks();
        let mut at = 0;
        for number in numbers {
            assert_eq!(take_pairs(pairs, &mut at), number);
        }
        assert_eq!((at, take_pairs(pairs, &mut at), rest.len()), (pairs.len(), 0, 0));
        assert_eq!(take_pairs(&[[255; 2]; 9], &mut 0), u32::MAX, "without an end, without a panic");
    }

    #[test]
    fn numbers_come_back() {
        let numbers = [0, 1, 127, 128, 300, 16_383, 16_384, 2_097_152, u32::MAX];
        let mut bytes = Vec::new();
        numbers.iter().for_each(|number| put(&mut bytes, *number));
        let mut at = 0;
        for number in numbers {
            assert_eq!(take(&bytes, &mut at), number);
        }
        assert_eq!((at, take(&bytes, &mut at)), (bytes.len(), 0));
        assert_eq!(take(&[255; 9], &mut 0), u32::MAX, "without an end, without a panic");
    }
}
