//! Any bytes as a bundle: it opens or is refused, and what opened can be written, read
//! again as the same, and cut into runs.
#![no_main]

use dateline::bundle;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(first) = bundle::read(text) else { return };
    let written = serde_json::to_string(&first.bundle).expect("a bundle can be written");
    let second = bundle::read(&written).expect("what was written can be read");
    assert_eq!(first.bundle, second.bundle, "what was read is written and read as the same");
});
