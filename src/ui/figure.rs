//! A picture of an article: a place for it until the reader asks, and never a request before.
//!
//! The choice is per picture and lasts as long as the viewer. It must not load anything of
//! its own accord: no preview, no look whether the picture is there.

use crate::ui::outline::{Node, el};
use crate::ui::outward;
use crate::ui::passages::Figure;
use crate::ui::words;

/// Which pictures the reader asked for, by address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pictures {
    /// Shown, or on their way.
    asked: Vec<String>,
    /// Asked for in vain.
    failed: Vec<String>,
}

impl Pictures {
    /// Loads a picture, or tries again, or hides it: whatever its button says.
    pub fn toggle(&mut self, src: &str) {
        if take(&mut self.failed, src) || !take(&mut self.asked, src) {
            take(&mut self.asked, src);
            self.asked.push(src.to_owned());
        }
    }

    /// Notes that a picture could not be loaded.
    pub fn fail(&mut self, src: &str) {
        if take(&mut self.asked, src) {
            self.failed.push(src.to_owned());
        }
    }

    fn is_asked(&self, src: &str) -> bool {
        self.asked.iter().any(|own| own == src)
    }

    fn has_failed(&self, src: &str) -> bool {
        self.failed.iter().any(|own| own == src)
    }
}

/// Takes an address off a list; true if it stood there.
fn take(list: &mut Vec<String>, src: &str) -> bool {
    let before = list.len();
    list.retain(|own| own != src);
    list.len() < before
}

/// The figure; `caption` is its text, drawn.
pub fn figure(figure: &Figure, caption: Vec<Node>, pictures: &Pictures) -> Node {
    let known = figure.src.as_deref();
    let source = known.and_then(|src| Some((src, outward::host(src)?)));
    let shown = known.filter(|src| pictures.is_asked(src));
    let failed = source.filter(|(src, _)| pictures.has_failed(src));
    // The picture or what stands for it, then the buttons, then the caption: always all
    // three in this order, so that a press of the button changes what is around it and the
    // focus stays.
    let place = match shown {
        Some(src) => image(src, &figure.alt),
        None => stand_in(&figure.alt),
    };
    let problem = match (source, failed) {
        (None, _) => Some(words::NO_ADDRESS.to_owned()),
        (_, Some((_, host))) => Some(words::picture_failed(host)),
        _ => None,
    };
    let problem = el("p").class("problem").set("role", "status").say(problem.unwrap_or_default());
    let class = if shown.is_some() { "place shown" } else { "place" };
    let node = el("figure")
        .class("picture")
        .set("dir", "auto")
        .with(el("div").class(class).with(place).with(problem));
    let node = match source {
        Some((src, host)) => node.with(actions(src, host, shown.is_some(), failed.is_some())),
        None => node,
    };
    node.with_some((!caption.is_empty()).then(|| el("figcaption").with_all(caption)))
}

/// The picture itself. How it is asked for is set before where: an element asks at once.
fn image(src: &str, alt: &str) -> Node {
    el("img")
        .set("alt", alt.to_owned())
        .set("referrerpolicy", "no-referrer")
        .set("loading", "lazy")
        .set("decoding", "async")
        .set("src", src.to_owned())
}

fn stand_in(alt: &str) -> Node {
    let alt = alt.trim();
    let said = if alt.is_empty() { words::NO_ALT } else { alt };
    el("p").class("alt").say(said.to_owned())
}

fn actions(src: &str, host: &str, shown: bool, failed: bool) -> Node {
    let label = match (shown, failed) {
        (true, _) => words::HIDE_PICTURE.to_owned(),
        (_, true) => words::TRY_AGAIN.to_owned(),
        _ => words::load_picture(host),
    };
    let button = el("button")
        .class("button")
        .set("type", "button")
        .set("data-do", "picture")
        .set("data-picture", src.to_owned())
        .say(label);
    let link = el("a")
        .set("href", src.to_owned())
        .set("target", "_blank")
        .set("rel", "noopener noreferrer external")
        .say(words::PICTURE_IN_TAB);
    el("div").class("actions").with(button).with(link)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SRC: &str = "https://pictures.example/harbour.jpg";

    fn drawn(src: Option<&str>, pictures: &Pictures) -> Node {
        let alt = "The harbour at low tide".to_owned();
        let sample = Figure { src: src.map(str::to_owned), alt, caption: vec![] };
        figure(&sample, vec![], pictures)
    }

    /// What would be requested.
    fn requests(node: &Node) -> Vec<String> {
        let asking = node.all(&|node| {
            ["src", "srcset", "poster"].iter().any(|name| node.attribute(name).is_some())
        });
        asking.iter().filter_map(|node| node.attribute("src")).map(str::to_owned).collect()
    }

    fn button(node: &Node) -> String {
        node.all(&|node| node.tag == "button").iter().map(|node| node.words()).collect()
    }

    #[test]
    fn a_picture_is_asked_for_when_the_reader_asks_and_then_hides_again() {
        let mut pictures = Pictures::default();
        let before = drawn(Some(SRC), &pictures);
        assert!(requests(&before).is_empty());
        assert!(before.words().contains("The harbour at low tide"));
        assert_eq!(button(&before), "Load picture from pictures.example");

        pictures.toggle(SRC);
        let shown = drawn(Some(SRC), &pictures);
        assert_eq!(requests(&shown), [SRC]);
        assert_eq!(button(&shown), "Hide picture");
        let image = shown.all(&|node| node.tag == "img")[0];
        assert_eq!(image.attribute("alt"), Some("The harbour at low tide"));
        assert_eq!(image.attribute("referrerpolicy"), Some("no-referrer"));
        assert_eq!(image.attributes.last().map(|(name, _)| *name), Some("src"));

        pictures.toggle(SRC);
        assert_eq!(drawn(Some(SRC), &pictures), before);
    }

    #[test]
    fn a_picture_that_fails_says_so_and_can_be_tried_again() {
        let mut pictures = Pictures::default();
        pictures.fail(SRC);
        assert_eq!(pictures, Pictures::default(), "nobody asked for it");
        pictures.toggle(SRC);
        pictures.fail(SRC);
        let failed = drawn(Some(SRC), &pictures);
        assert!(requests(&failed).is_empty());
        assert!(failed.words().contains("pictures.example"), "{}", failed.words());
        assert_eq!(button(&failed), "Try again");
        pictures.toggle(SRC);
        assert_eq!(requests(&drawn(Some(SRC), &pictures)), [SRC]);
        // Another picture has its own choice.
        assert!(requests(&drawn(Some("https://pictures.example/other.jpg"), &pictures)).is_empty());
    }

    #[test]
    fn a_figure_without_an_address_is_its_description() {
        let node = drawn(None, &Pictures::default());
        assert!(node.words().contains("The harbour at low tide") && button(&node).is_empty());
    }
}
