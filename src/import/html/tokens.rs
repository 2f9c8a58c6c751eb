//! The tokenizer's events, one whole tag or text at a time.
//!
//! A thin layer over `html5gum` (the WHATWG tokenizer): it collects the attributes of a
//! tag and lets the receiver choose the state after it, which the tokenizer alone cannot
//! know. It must not know elements.

use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, ForwardingEmitter, Span, State, Tokenizer};
use std::borrow::Cow;
use std::convert::Infallible;

/// Attributes of a tag in their order, names in lower case, references decoded. Of two
/// with one name the first counts.
pub(super) type Attributes = Vec<(String, String)>;

/// Who receives the events.
pub(super) trait Receiver {
    /// A start tag. The answer is the state to read on in, where it is not the usual one.
    fn start(&mut self, name: &str, attributes: &Attributes, closed: bool) -> Option<State>;
    /// An end tag.
    fn end(&mut self, name: &str);
    /// Text, references decoded.
    fn text(&mut self, text: &str);
    /// True inside SVG and MathML, where CDATA sections are text.
    fn in_foreign(&self) -> bool;
}

/// Reads the whole text in time linear in its length.
pub(super) fn read<R: Receiver>(html: &str, receiver: &mut R) {
    let emitter = CallbackEmitter::new(Collector {
        receiver,
        name: String::new(),
        attributes: Attributes::new(),
        next: None,
    });
    // The type of its error has no values: the text is in memory.
    let Ok(()) = Tokenizer::new_with_emitter(html, Events(emitter)).finish();
}

/// Collects the events of one tag.
struct Collector<'r, R> {
    receiver: &'r mut R,
    name: String,
    attributes: Attributes,
    next: Option<State>,
}

impl<R: Receiver> Callback<Infallible, ()> for Collector<'_, R> {
    fn handle_event(&mut self, event: CallbackEvent<'_>, _: Span<()>) -> Option<Infallible> {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.name.clear();
                self.name.push_str(&words(name));
                self.attributes.clear();
            }
            CallbackEvent::AttributeName { name } => {
                self.attributes.push((words(name).into_owned(), String::new()));
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some((_, whole)) = self.attributes.last_mut() {
                    whole.push_str(&words(value));
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                self.next = self.receiver.start(&self.name, &self.attributes, self_closing);
                self.attributes.clear();
            }
            CallbackEvent::EndTag { name } => {
                self.attributes.clear();
                self.receiver.end(&words(name));
            }
            CallbackEvent::String { value } => self.receiver.text(&words(value)),
            _ => {}
        }
        None
    }
}

fn words(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

/// The emitter that passes the receiver's choice of a state on.
struct Events<'r, R: Receiver>(CallbackEmitter<Collector<'r, R>>);

impl<R: Receiver> ForwardingEmitter for Events<'_, R> {
    type Token = Infallible;

    fn inner(&mut self) -> &mut impl Emitter<Token = Infallible> {
        &mut self.0
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        let _ = Emitter::emit_current_tag(&mut self.0);
        self.0.callback_mut().next.take()
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        self.0.callback_mut().receiver.in_foreign()
    }
}
