//! What a part of the viewer looks like, as plain data: elements, attributes, text.
//!
//! Views are functions from what is known to an outline. That keeps every decision in
//! reach of the native tests, and draws the whole viewer through one type: templates
//! compiled one by one made the first WebAssembly build twice as large. `draw` turns an
//! outline into DOM and later ones into the least change of it. There is no way to say
//! "markup" here: text is text.

use std::borrow::Cow;

/// An element, or a piece of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Node {
    /// The element's name; empty for text.
    pub tag: &'static str,
    /// The text, where it is one.
    pub text: Cow<'static, str>,
    /// Attributes in the order they were set. `style:name` is a CSS property, which a
    /// strict policy allows where a `style` attribute is refused; `value` is an input's
    /// current value.
    pub attributes: Vec<(&'static str, Cow<'static, str>)>,
    /// What stands inside.
    pub children: Vec<Node>,
}

/// The attribute that says how many of its like stand before the first child. Drawn again with
/// another number, the children that both have in common stay what they are.
pub const FROM: &str = "data-from";

/// The attribute that says what an element shows. Drawn again with another one, it is another
/// element.
pub const OF: &str = "data-of";

/// A length as a style sheet writes it, in CSS pixels.
pub fn pixels(number: i32) -> String {
    [&number.to_string(), "px"].concat()
}

/// An empty element.
pub fn el(tag: &'static str) -> Node {
    Node { tag, ..Node::default() }
}

/// A piece of text.
pub fn text(text: impl Into<Cow<'static, str>>) -> Node {
    Node { text: text.into(), ..Node::default() }
}

impl Node {
    /// With an attribute.
    #[must_use]
    pub fn set(mut self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.put(name, value.into());
        self
    }

    #[inline(never)]
    fn put(&mut self, name: &'static str, value: Cow<'static, str>) {
        self.attributes.push((name, value));
    }

    /// With an attribute, if there is a value.
    #[must_use]
    pub fn set_some(self, name: &'static str, value: Option<String>) -> Self {
        match value {
            Some(value) => self.set(name, value),
            None => self,
        }
    }

    /// With an empty attribute, if that is so.
    #[must_use]
    pub fn set_if(self, name: &'static str, so: bool) -> Self {
        if so { self.set(name, "") } else { self }
    }

    /// With a class attribute.
    #[must_use]
    pub fn class(self, names: impl Into<Cow<'static, str>>) -> Self {
        self.set("class", names)
    }

    /// With a piece of text inside.
    #[must_use]
    pub fn say(self, words: impl Into<Cow<'static, str>>) -> Self {
        self.with(text(words))
    }

    /// With another node inside.
    #[must_use]
    #[inline(never)]
    pub fn with(mut self, child: Self) -> Self {
        self.children.push(child);
        self
    }

    /// With other nodes inside.
    #[must_use]
    pub fn with_all(mut self, mut children: Vec<Self>) -> Self {
        self.children.append(&mut children);
        self
    }

    /// With another node inside, if there is one; if not, with an empty text that keeps its
    /// place, so that what follows is compared with itself when it is drawn again.
    #[must_use]
    pub fn with_some(self, child: Option<Self>) -> Self {
        self.with(child.unwrap_or_default())
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| *own == name).map(|(_, value)| value.as_ref())
    }

    /// All text inside, in order: what a reader reads.
    pub fn words(&self) -> String {
        let mut words = self.text.to_string();
        self.children.iter().for_each(|child| words.push_str(&child.words()));
        words
    }

    /// All text inside as it is heard: what is named otherwise goes by its name.
    #[cfg(test)]
    pub fn heard(&self) -> String {
        if let Some(name) = self.attribute("aria-label") {
            return name.to_owned();
        }
        [self.text.to_string()].into_iter().chain(self.children.iter().map(Self::heard)).collect()
    }

    /// Every node inside, and this one, that fits, in order.
    pub fn all(&self, fits: &dyn Fn(&Self) -> bool) -> Vec<&Self> {
        let mut found = Vec::new();
        if fits(self) {
            found.push(self);
        }
        self.children.iter().for_each(|child| found.extend(child.all(fits)));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outline_is_read_as_it_is_written() {
        let list = el("ul")
            .class("x")
            .set_if("hidden", false)
            .set_some("lang", Some("fr".into()))
            .with(el("li").say("one ").with(el("b").say("two")))
            .with_some(None)
            .with_all(vec![text("three")]);
        assert_eq!(list.words(), "one twothree");
        assert_eq!(list.attribute("class"), Some("x"));
        assert_eq!(list.attribute("hidden"), None);
        assert_eq!(list.all(&|node| node.tag == "b").len(), 1);
        // What is not there keeps its place.
        assert_eq!((list.children.len(), list.children[1].words()), (3, String::new()));
    }
}
