//! Hashes of words, and tables of them: small to store, quick to ask.
//!
//! Lists of words and the weights of the model are kept as sorted hashes, never as text; a
//! word that was not in the list is taken for one with a chance of about the list's length
//! in 2^bits, which features can live with. It must not know what the values mean.

/// Hash of one word, or of words in a row. Deterministic on every machine.
pub type Hash = u64;

/// Before the first byte.
pub const SEED: Hash = 0xcbf2_9ce4_8422_2325;

/// One more byte (FNV-1a).
pub fn byte(hash: Hash, byte: u8) -> Hash {
    (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
}

/// The hash of a text as it stands.
pub fn text(text: &str) -> Hash {
    text.bytes().fold(SEED, byte)
}

/// Two hashes in order, made one.
pub fn join(a: Hash, b: Hash) -> Hash {
    (a.rotate_left(23) ^ b).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The top bits of a hash, well mixed.
pub fn cut(hash: Hash, bits: u32) -> u32 {
    let mixed = (hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    ((mixed ^ (mixed >> 32)).wrapping_mul(0x94d0_49bb_1331_11eb) >> (64 - bits)) as u32
}

/// A map from 32-bit hashes to numbers, by open addressing. Made once, asked often.
pub struct Table {
    // Apart: most questions end at a free key, and the keys alone fit a processor's cache.
    keys: Vec<u32>, // plus 1, so that 0 is free
    values: Vec<u32>,
    mask: usize,
}

impl Table {
    /// With room for so many.
    pub fn for_entries(entries: usize) -> Self {
        let size = (entries * 2).next_power_of_two().max(16);
        Self { keys: vec![0; size], values: vec![0; size], mask: size - 1 }
    }

    fn place(&self, key: u32) -> usize {
        let mut at = (key.wrapping_mul(0x9e37_79b1) >> 7) as usize & self.mask;
        loop {
            let held = self.keys[at];
            if held == 0 || held == key.wrapping_add(1) {
                return at;
            }
            at = (at + 1) & self.mask;
        }
    }

    /// The value of a key.
    pub fn get(&self, key: u32) -> Option<u32> {
        let at = self.place(key);
        (self.keys[at] != 0).then(|| self.values[at])
    }

    /// The place of a key's value, which is 0 at first. At most as many keys as were asked
    /// for at the start: more would fill the table, so they are dropped.
    pub fn entry(&mut self, key: u32) -> &mut u32 {
        let at = self.place(key);
        self.keys[at] = key.wrapping_add(1);
        &mut self.values[at]
    }
}

/// Writes sorted numbers as their distances, and beside them the values. The low bytes, the
/// high bytes and the values stand apart, so that a general compressor finds their habits.
pub fn pack(sorted: &[(u32, u8)]) -> Vec<u8> {
    let (mut low, mut high, mut values) = (Vec::new(), Vec::new(), Vec::new());
    let mut last = 0;
    for &(number, value) in sorted {
        let distance = number - last;
        last = number;
        low.push((distance & 0xff) as u8);
        let mut rest = distance >> 8;
        while rest >= 0x7f {
            high.push(0xff);
            rest -= 0x7f;
        }
        high.push(rest as u8);
        values.push(value);
    }
    let mut packed = (sorted.len() as u32).to_le_bytes().to_vec();
    packed.extend((high.len() as u32).to_le_bytes());
    for stream in [low, high, values] {
        packed.extend(stream);
    }
    packed
}

/// Reads what `pack` wrote, from the front of some bytes, and says where it ends. Bytes that
/// nobody packed give fewer entries, or none.
pub fn unpack(packed: &[u8]) -> (Vec<(u32, u8)>, usize) {
    let number = |at: usize| {
        let bytes: Option<[u8; 4]> = packed.get(at..at + 4).and_then(|b| b.try_into().ok());
        bytes.map_or(0, |b| u32::from_le_bytes(b) as usize)
    };
    let (entries, highs) = (number(0), number(4));
    let stream = |from: usize, length: usize| packed.get(from..from + length).unwrap_or_default();
    let low = stream(8, entries);
    let mut high = stream(8 + entries, highs).iter();
    let values = stream(8 + entries + highs, entries);
    let mut last = 0_u32;
    let mut found = Vec::with_capacity(low.len());
    for (&low, &value) in low.iter().zip(values) {
        let mut distance = u32::from(low);
        for &part in high.by_ref() {
            let step = if part == 0xff { 0x7f } else { part };
            distance = distance.wrapping_add(u32::from(step) << 8);
            if part != 0xff {
                break;
            }
        }
        last = last.wrapping_add(distance);
        found.push((last, value));
    }
    (found, 8 + entries + highs + entries)
}

#[cfg(test)]
mod tests {
    use super::{Table, cut, join, pack, text, unpack};

    #[test]
    fn what_is_packed_comes_back() {
        let entries =
            [(0, 1), (1, 2), (255, 0), (256, 9), (70_000, 3), (4_000_000, 255), (4_000_000, 7)];
        let packed = pack(&entries);
        assert_eq!(unpack(&packed), (entries.to_vec(), packed.len()));
        for end in 0..packed.len() {
            let _ = unpack(&packed[..end]); // no panic
        }
    }

    #[test]
    fn a_table_finds_what_it_was_told_and_nothing_else() {
        let mut table = Table::for_entries(1000);
        for n in 0..1000_u32 {
            *table.entry(n * 64) = n;
        }
        assert!((0..1000).all(|n| table.get(n * 64) == Some(n)));
        assert!((0..1000).all(|n| table.get(n * 64 + 1).is_none()));
    }

    #[test]
    fn order_counts() {
        let (a, b) = (text("Vardel"), text("Harbour"));
        assert_ne!(join(a, b), join(b, a));
        assert!(cut(a, 20) < 1 << 20);
    }
}
