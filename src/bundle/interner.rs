//! An interner: words, ids and other keys, each numbered in the order of its first appearance.
//!
//! An open-addressed table over one arena of bytes: no object for a key, so that a million
//! words cost their letters and a dozen bytes each. It must not know what its keys are of.

/// Keys with their numbers.
#[derive(Clone, Debug)]
pub(crate) struct Interner {
    /// The letters of all keys, one after another.
    letters: Vec<u8>,
    /// Where each ends among the letters.
    ends: Vec<u32>,
    /// Numbers plus one, by hash; 0 is free. A power of two long, at most half full.
    slots: Vec<u32>,
    /// The hash of each key, so that the table grows without reading letters.
    hashes: Vec<u32>,
}

impl Default for Interner {
    fn default() -> Self {
        let slots = vec![0; 1 << 6];
        Self { letters: Vec::new(), ends: Vec::new(), slots, hashes: Vec::new() }
    }
}

impl Interner {
    /// How many there are.
    #[cfg(test)]
    fn len(&self) -> usize {
        self.ends.len()
    }

    /// The letters of a key, UTF-8; empty for a number that none has.
    pub(crate) fn letters(&self, number: usize) -> &[u8] {
        let end = |at: usize| self.ends.get(at).map_or(0, |end| *end as usize);
        let start = number.checked_sub(1).map_or(0, end);
        self.letters.get(start..end(number)).unwrap_or_default()
    }

    /// The number of a key, or the place in the table where it would go.
    #[inline]
    fn look(&self, key: &[u8], hash: u32) -> Result<u32, usize> {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let slot = self.slots[at];
            if slot == 0 {
                return Err(at);
            }
            let number = slot - 1;
            if self.hashes[number as usize] == hash && self.letters(number as usize) == key {
                return Ok(number);
            }
            at = (at + 1) & mask;
        }
    }

    /// The number of a key that is known.
    pub(crate) fn known(&self, key: &[u8]) -> Option<u32> {
        self.look(key, hash(key)).ok()
    }

    /// The number of a key, which is new if it has none yet.
    pub(crate) fn number(&mut self, key: &[u8]) -> u32 {
        let hash = hash(key);
        let at = match self.look(key, hash) {
            Ok(number) => return number,
            Err(at) => at,
        };
        let number = self.ends.len() as u32;
        self.slots[at] = number + 1;
        self.letters.extend_from_slice(key);
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
fn hash(key: &[u8]) -> u32 {
    const ODD: u64 = 0x517c_c1b7_2722_0a95;
    let mut hash = key.len() as u64;
    let mut eights = key.chunks_exact(8);
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
    fn a_key_keeps_its_number_however_many_come_after_it() {
        let mut keys = Interner::default();
        let word = |number: usize| format!("w{}", number * 7919 % 20_000);
        for number in 0..20_000 {
            assert_eq!(keys.number(word(number).as_bytes()) as usize, number);
        }
        for number in 0..20_000 {
            assert_eq!(keys.number(word(number).as_bytes()) as usize, number, "a second time");
            assert_eq!(keys.letters(number), word(number).as_bytes());
        }
        assert_eq!(keys.len(), 20_000);
        assert_eq!(keys.letters(20_000), b"");
        assert_eq!(Interner::default().number(b""), 0, "even no letters are a key");
    }
}
