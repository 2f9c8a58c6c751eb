//! Any bytes as a feed, whatever its kind.
#![no_main]

use dateline::import;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = import::open("feed.xml", bytes);
});
