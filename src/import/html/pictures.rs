//! Which picture an element shows.
//!
//! It must not let through anything but `http` and `https`: no `data:`, and no pictures
//! that are there to count readers.

use super::soup::Element;
use crate::import::address;

/// A picture: its address, if it has one that may be shown, and what it says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Picture {
    pub(super) src: Option<String>,
    pub(super) alt: Option<String>,
}

/// The picture of an `img`. `sources` is the best address that the `source` elements
/// before it named. `None` if there is nothing to show or to say.
pub(super) fn of(img: &Element, sources: Option<String>, base: Option<&str>) -> Option<Picture> {
    let tiny = |name| {
        img.get(name).is_some_and(|size| matches!(size.trim().trim_end_matches("px"), "0" | "1"))
    };
    if tiny("width") && tiny("height") {
        return None;
    }
    let plain = |name| img.get(name).filter(|src| !src.trim().is_empty());
    let address = |name| plain(name).and_then(|src| address::web_address(src, base));
    let set = |name| plain(name).and_then(|set| largest(set, base));
    let src = address("src")
        .or_else(|| set("srcset"))
        .or_else(|| address("data-src"))
        .or_else(|| address("data-original"))
        .or_else(|| set("data-srcset"))
        .or(sources);
    let alt = img.get("alt").map(collapsed).filter(|alt| !alt.is_empty());
    (src.is_some() || alt.is_some()).then_some(Picture { src, alt })
}

/// The address of the largest candidate of a `source` element.
pub(super) fn of_source(source: &Element, base: Option<&str>) -> Option<String> {
    ["srcset", "data-srcset"].into_iter().find_map(|name| largest(source.get(name)?, base))
}

/// The largest candidate of a `srcset` (HTML, “parse a srcset attribute”): by width or
/// density, the first of equals.
fn largest(set: &str, base: Option<&str>) -> Option<String> {
    let mut best: Option<(f64, String)> = None;
    let mut rest = set;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
        if rest.is_empty() {
            return best.map(|(_, address)| address);
        }
        let end = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
        let (address, after) = rest.split_at(end);
        let bare = address.trim_end_matches(',');
        let descriptor = if bare.len() < address.len() {
            rest = after;
            ""
        } else {
            let end = after.find(',').unwrap_or(after.len());
            rest = &after[end..];
            &after[..end]
        };
        let size = descriptor.trim().trim_end_matches(['w', 'x']).parse().unwrap_or(1.0);
        if let Some(address) = address::web_address(bare, base)
            && best.as_ref().is_none_or(|(largest, _)| size > *largest)
        {
            best = Some((size, address));
        }
    }
}

/// White space collapsed.
pub(super) fn collapsed(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_picture_of_a_set_is_taken() {
        for (set, expected) in [
            ("a.jpg 320w, b.jpg 1280w, c.jpg 640w", Some("b.jpg")),
            ("a.jpg, b.jpg 2x", Some("b.jpg")),
            ("a.jpg 1x,b.jpg 1.5x", Some("b.jpg")),
            ("w_1,h_2/a.jpg 1w, b.jpg 2w", Some("b.jpg")),
            ("a,b.jpg", Some("a,b.jpg")),
            ("javascript:x 900w, a.jpg 3w", Some("a.jpg")),
            ("data:image/png;base64,AAAA 1x", None),
            (" , ,", None),
            ("", None),
        ] {
            let found = largest(set, Some("https://a.example/"));
            let found = found.as_deref().and_then(|src| src.strip_prefix("https://a.example/"));
            assert_eq!(found, expected, "{set}");
        }
    }
}
