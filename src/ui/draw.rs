//! Draws outlines: makes DOM of the first one, and the least change of every later one.
//!
//! It compares by position: the same tag is changed in place, another one is replaced, and so
//! is one that shows something else (`outline::OF`), but an item where the reader's focus is. It
//! sets attributes, properties and text, never markup.

use crate::ui::outline::{FROM, Node, OF};
use leptos::tachys::renderer::{Rndr, types};
use std::borrow::Cow;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

/// An outline as it was drawn, with its DOM.
pub struct Drawn {
    tag: &'static str,
    text: Cow<'static, str>,
    attributes: Vec<(&'static str, Cow<'static, str>)>,
    children: Vec<Drawn>,
    dom: types::Node,
}

impl Drawn {
    /// Draws an outline at the end of an element.
    pub fn inside(parent: &types::Element, outline: Node) -> Self {
        Self::before(parent, None, outline)
    }

    fn before(parent: &types::Element, next: Option<&types::Node>, outline: Node) -> Self {
        let dom = if outline.tag.is_empty() {
            Rndr::create_text_node(&outline.text).unchecked_into()
        } else {
            Rndr::create_element(outline.tag, None).unchecked_into()
        };
        let mut drawn = Self {
            tag: outline.tag,
            text: outline.text,
            attributes: outline.attributes,
            children: Vec::with_capacity(outline.children.len()),
            dom,
        };
        if !drawn.tag.is_empty() {
            change_attributes(drawn.element(), &[], &drawn.attributes);
            for child in outline.children {
                let child = Self::inside(drawn.element(), child);
                drawn.children.push(child);
            }
        }
        Rndr::insert_node(parent, &drawn.dom, next);
        drawn
    }

    /// What was drawn, where it is an element.
    pub fn element(&self) -> &types::Element {
        self.dom.unchecked_ref()
    }

    /// Draws another outline in its place.
    pub fn change(&mut self, outline: Node) {
        if self.tag != outline.tag || self.shows_other(&outline) {
            if let Some(parent) = Rndr::get_parent(&self.dom) {
                let new = Self::before(parent.unchecked_ref(), Some(&self.dom), outline);
                self.take_away();
                *self = new;
            }
        } else if self.tag.is_empty() {
            if self.text != outline.text {
                Rndr::set_text(self.dom.unchecked_ref(), &outline.text);
                self.text = outline.text;
            }
        } else {
            change_attributes(self.element(), &self.attributes, &outline.attributes);
            let before = from(&self.attributes);
            self.attributes = outline.attributes;
            self.move_along(before, from(&self.attributes), &outline.children);
            for gone in self.children.iter().skip(outline.children.len()) {
                gone.take_away();
            }
            self.children.truncate(outline.children.len());
            let kept = self.children.len();
            for (index, child) in outline.children.into_iter().enumerate() {
                if index < kept {
                    self.children[index].change(child);
                } else {
                    let new = Self::inside(self.element(), child);
                    self.children.push(new);
                }
            }
        }
    }

    /// True if it shows something else now; but not an item of a list where somebody stands:
    /// the focus is lost with its element.
    fn shows_other(&self, outline: &Node) -> bool {
        value(&self.attributes, OF) != value(&outline.attributes, OF)
            && !self.element().matches("li:focus-within").unwrap_or_default()
    }

    /// Children that stand before the first one now go, and places are made for those that came
    /// before it: so the others are compared with themselves.
    fn move_along(&mut self, before: usize, now: usize, outlines: &[Node]) {
        let gone = now.saturating_sub(before).min(self.children.len());
        for child in self.children.drain(..gone) {
            child.take_away();
        }
        let come = before.saturating_sub(now).min(outlines.len());
        if come > 0 {
            let parent = self.element().clone();
            let next = self.children.first().map(|first| first.dom.clone());
            let new = outlines.iter().take(come);
            let new = new.map(|child| Self::before(&parent, next.as_ref(), child.clone()));
            let new: Vec<Self> = new.collect();
            self.children.splice(0..0, new);
        }
    }

    /// Takes it out of the document.
    pub fn take_away(&self) {
        Rndr::remove(&self.dom);
    }
}

type Attributes = [(&'static str, Cow<'static, str>)];

/// How many stand before the first child: see `outline::FROM`.
fn from(attributes: &Attributes) -> usize {
    value(attributes, FROM).and_then(|value| value.parse().ok()).unwrap_or_default()
}

fn value<'a>(attributes: &'a Attributes, name: &str) -> Option<&'a str> {
    attributes.iter().find(|(own, _)| *own == name).map(|(_, value)| value.as_ref())
}

fn change_attributes(element: &types::Element, before: &Attributes, now: &Attributes) {
    for (name, _) in before {
        if !now.iter().any(|(other, _)| other == name) {
            unset(element, name);
        }
    }
    for (name, value) in now {
        // What the reader types and presses changes these behind our back: they are compared
        // with the DOM's own.
        if matches!(*name, "value" | "checked")
            || !before.iter().any(|old| old.0 == *name && old.1 == *value)
        {
            set(element, name, value);
        }
    }
}

fn set(element: &types::Element, name: &str, value: &str) {
    if let Some(property) = name.strip_prefix("style:") {
        let style = element.unchecked_ref::<HtmlElement>().style();
        let _ = style.set_property(property, value);
    } else if name == "value" {
        let current = js_sys::Reflect::get(element, &"value".into()).ok();
        if current.and_then(|current| current.as_string()).as_deref() != Some(value) {
            let _ = js_sys::Reflect::set(element, &"value".into(), &JsValue::from_str(value));
        }
    } else if name == "checked" {
        // The others of its group are not any more. None stands alone.
        let _ = js_sys::Reflect::set(element, &name.into(), &JsValue::TRUE);
    } else {
        Rndr::set_attribute(element, name, value);
    }
}

fn unset(element: &types::Element, name: &str) {
    match name.strip_prefix("style:") {
        Some(property) => {
            let _ = element.unchecked_ref::<HtmlElement>().style().remove_property(property);
        }
        None => Rndr::remove_attribute(element, name),
    }
}
