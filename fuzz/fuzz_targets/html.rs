//! Any text as HTML: as the content of an item and as a page. No address but those of the
//! web comes out, and blocks are ranges of the text, in order.
#![no_main]

use dateline::import;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let rich = import::html::fragment(text, Some("https://example.org/a/"));
    let length = rich.text.chars().count();
    let mut last = 0;
    for block in &rich.blocks {
        assert!(last <= block.start && block.start <= block.end && block.end <= length);
        last = block.end;
        let hrefs = block.spans.iter().filter_map(|span| span.href.as_deref());
        for address in hrefs.chain(block.src.as_deref()) {
            let web = ["http://", "https://", "mailto:"].iter().any(|s| address.starts_with(s));
            assert!(web, "{address}");
        }
    }
    let _ = import::open("page.html", text.as_bytes());
});
