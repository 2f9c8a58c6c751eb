//! The terms of a growing archive, each numbered in the order of its first appearance.
//!
//! An open-addressed table over one arena of bytes: no object for a term, so that a million
//! words cost their letters and a dozen bytes each. It knows nothing of articles.

/// Terms with their numbers.
#[derive(Clone, Debug)]
pub(crate) struct Terms {
    /// The letters of all terms, one after another.
    letters: Vec<u8>,
    /// Where each ends among the letters.
    ends: Vec<u32>,
    /// Numbers plus one, by hash; 0 is free. A power of two long, at most half full.
    slots: Vec<u32>,
    /// The hash of each term, so that the table grows without reading letters.
    hashes: Vec<u32>,
}

impl Default for Terms {
    fn default() -> Self {
        let slots = vec![0; 1 << 12];
        Self { letters: Vec::new(), ends: Vec::new(), slots, hashes: Vec::new() }
    }
}

impl Terms {
    /// How many there are.
    #[cfg(test)]
    fn len(&self) -> usize {
        self.ends.len()
    }

    /// The letters of a term, UTF-8; empty for a number that none has.
    pub(crate) fn letters(&self, number: usize) -> &[u8] {
        let end = |at: usize| self.ends.get(at).map_or(0, |end| *end as usize);
        let start = number.checked_sub(1).map_or(0, end);
        self.letters.get(start..end(number)).unwrap_or_default()
    }

    /// The number of a term, or the place in the table where it would go.
    #[inline]
    fn look(&self, term: &[u8], hash: u32) -> Result<u32, usize> {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let slot = self.slots[at];
            if slot == 0 {
                return Err(at);
            }
            let number = slot - 1;
            if self.hashes[number as usize] == hash && self.letters(number as usize) == term {
                return Ok(number);
            }
            at = (at + 1) & mask;
        }
    }

    /// The number of a term that is known.
    pub(crate) fn known(&self, term: &[u8]) -> Option<u32> {
        self.look(term, hash(term)).ok()
    }

    /// The number of a term, which is new if it has none yet.
    pub(crate) fn number(&mut self, term: &[u8]) -> u32 {
        let hash = hash(term);
        let at = match self.look(term, hash) {
            Ok(number) => return number,
            Err(at) => at,
        };
        let number = self.ends.len() as u32;
        self.slots[at] = number + 1;
        self.letters.extend_from_slice(term);
        self.ends.push(self.letters.len() as u32);
        self.hashes.push(hash);
        if self.ends.len() * 2 > self.slots.len() {
            self.grow();
        }
        number
    }

    fn grow(&mut self) {
        let mask = self.slots.len() * 2 - 1;
        let mut slots = vec![0_u32; mask + 1];
        for (number, hash) in self.hashes.iter().enumerate() {
            let mut at = *hash as usize & mask;
            while slots[at] != 0 {
                at = (at + 1) & mask;
            }
            slots[at] = number as u32 + 1;
        }
        self.slots = slots;
    }

    /// Bytes of memory it holds.
    pub(crate) fn size(&self) -> usize {
        self.letters.capacity()
            + 4 * (self.ends.capacity() + self.slots.capacity() + self.hashes.capacity())
    }
}

/// Multiply and rotate, eight bytes at a time, after FxHash of Firefox and rustc. Nothing is
/// ordered by it, and nobody gains by colliding: the text is the reader's own.
fn hash(term: &[u8]) -> u32 {
    const ODD: u64 = 0x517c_c1b7_2722_0a95;
    let mut hash = term.len() as u64;
    let mut eights = term.chunks_exact(8);
    for eight in &mut eights {
        let mut bytes = [0; 8];
        bytes.copy_from_slice(eight);
        hash = (hash.rotate_left(5) ^ u64::from_le_bytes(bytes)).wrapping_mul(ODD);
    }
    let mut rest = 0;
    for byte in eights.remainder() {
        rest = rest << 8 | u64::from(*byte);
    }
    hash = (hash.rotate_left(5) ^ rest).wrapping_mul(ODD);
    (hash >> 32) as u32 ^ (hash >> 7) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_keeps_its_number_however_many_come_after_it() {
        let mut terms = Terms::default();
        let word = |number: usize| format!("w{}", number * 7919 % 20_000);
        for number in 0..20_000 {
            assert_eq!(terms.number(word(number).as_bytes()) as usize, number);
        }
        for number in 0..20_000 {
            assert_eq!(terms.number(word(number).as_bytes()) as usize, number, "a second time");
            assert_eq!(terms.letters(number), word(number).as_bytes());
        }
        assert_eq!(terms.len(), 20_000);
        assert_eq!(terms.letters(20_000), b"");
        assert_eq!(Terms::default().number(b""), 0, "even no letters are a term");
    }
}
