//! Draws outlines: makes DOM of the first one, and the least change of every later one.
//!
//! A Leptos view like any other, so that it can stand wherever Leptos expects one. It
//! compares by position: the same tag is changed in place, another one is replaced. It
//! sets attributes, properties and text, never markup.

use crate::ui::outline::Node;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::{Rndr, types};
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};
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

impl Render for Node {
    type State = Drawn;

    fn build(self) -> Drawn {
        if self.tag.is_empty() {
            let dom = Rndr::create_text_node(&self.text).unchecked_into();
            return Drawn { tag: "", text: self.text, attributes: vec![], children: vec![], dom };
        }
        let element = Rndr::create_element(self.tag, None);
        for (name, value) in &self.attributes {
            set(&element, name, value);
        }
        let mut children = Vec::with_capacity(self.children.len());
        for child in self.children {
            let mut drawn = child.build();
            drawn.mount(&element, None);
            children.push(drawn);
        }
        let dom = element.unchecked_into();
        Drawn { tag: self.tag, text: self.text, attributes: self.attributes, children, dom }
    }

    fn rebuild(self, drawn: &mut Drawn) {
        if self.tag != drawn.tag {
            let mut new = self.build();
            drawn.insert_before_this(&mut new);
            drawn.unmount();
            *drawn = new;
        } else if self.tag.is_empty() {
            if self.text != drawn.text {
                Rndr::set_text(drawn.dom.unchecked_ref(), &self.text);
                drawn.text = self.text;
            }
        } else {
            let element: types::Element = drawn.dom.clone().unchecked_into();
            change_attributes(&element, &drawn.attributes, &self.attributes);
            drawn.attributes = self.attributes;
            for gone in drawn.children.iter_mut().skip(self.children.len()) {
                gone.unmount();
            }
            drawn.children.truncate(self.children.len());
            let kept = drawn.children.len();
            for (index, child) in self.children.into_iter().enumerate() {
                if index < kept {
                    child.rebuild(&mut drawn.children[index]);
                } else {
                    let mut new = child.build();
                    new.mount(&element, None);
                    drawn.children.push(new);
                }
            }
        }
    }
}

type Attributes = [(&'static str, Cow<'static, str>)];

fn change_attributes(element: &types::Element, before: &Attributes, now: &Attributes) {
    for (name, _) in before {
        if !now.iter().any(|(other, _)| other == name) {
            unset(element, name);
        }
    }
    for (name, value) in now {
        // What the reader types changes `value` behind our back: it is compared with the
        // DOM's own.
        if *name == "value" || !before.iter().any(|old| old.0 == *name && old.1 == *value) {
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

impl Mountable for Drawn {
    fn unmount(&mut self) {
        Rndr::remove(&self.dom);
    }

    fn mount(&mut self, parent: &types::Element, marker: Option<&types::Node>) {
        Rndr::insert_node(parent, &self.dom, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let Some(parent) = Rndr::get_parent(&self.dom) else { return false };
        child.mount(parent.unchecked_ref(), Some(&self.dom));
        true
    }

    fn elements(&self) -> Vec<types::Element> {
        vec![]
    }
}

// Leptos asks every view for these. Nothing is rendered on a server here, and nobody
// spreads attributes over an outline, so most of them have nothing to do.

impl AddAnyAttr for Node {
    type Output<SomeNewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self {
        self
    }
}

impl RenderHtml for Node {
    type AsyncOutput = Self;
    type Owned = Self;
    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        _: &mut String,
        _: &mut Position,
        _: bool,
        _: bool,
        _: Vec<AnyAttribute>,
    ) {
    }

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Drawn {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
