//! Any bytes as a file of any kind that its name may promise. The first byte chooses it.
#![no_main]

use dateline::import;
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 6] = ["a.txt", "a.md", "a.json", "a.jsonl", "a.ann", "a"];

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, rest)) = bytes.split_first() else { return };
    let Some(name) = NAMES.get(usize::from(*choice) % NAMES.len()) else { return };
    let _ = import::open(name, rest);
    let _ = import::open_bundle(name, rest);
});
