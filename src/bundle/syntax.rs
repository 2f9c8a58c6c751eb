//! Whether a text is JSON (RFC 8259), and if not, where and why.
//!
//! One look at every byte, without recursion and without building anything: one byte of
//! memory for every bracket that is open. Who wants to go on from there may have noted where
//! the parts stand. It must not judge what a value means.

use crate::bundle::json::{DEEPEST, Value, plain, skip, space};
use crate::bundle::place;
use std::borrow::Cow;
use std::ops::Range;

/// Why a text is not JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Syntax {
    /// UTF-8 bytes from the start of the text.
    pub(crate) offset: usize,
    /// JSON pointer of the innermost value that has begun there.
    pub(crate) pointer: String,
    /// What is wrong, in a few words.
    pub(crate) reason: &'static str,
    /// True if the text ends too early.
    pub(crate) ended: bool,
}

/// Looks a text through.
pub(super) fn check(text: &str) -> Result<(), Syntax> {
    Check::default().run(text, usize::MAX, None).map(drop)
}

/// What stands where at the top of a text: noted while it is looked through.
#[derive(Default)]
pub(super) struct Outline {
    /// Where the name of each member of the object at the top begins, and its value.
    pub(super) members: Vec<(usize, Range<usize>)>,
    /// The elements of the last member that is a list and called “items”.
    items: Vec<Range<usize>>,
    /// Where that name begins.
    items_of: Option<usize>,
    /// Where the name of the list begins whose elements come now.
    list: Option<usize>,
}

impl Outline {
    /// The elements of the list “items” whose name begins there.
    pub(super) fn items(&mut self, name: usize) -> Vec<Range<usize>> {
        let own = self.items_of == Some(name);
        if own { std::mem::take(&mut self.items) } else { Vec::new() }
    }

    /// A value has ended that is a member of the object at the top, or an element of such a
    /// member.
    fn note(&mut self, text: &str, depth: usize, name: usize, value: Range<usize>) {
        if depth == 1 {
            self.members.push((name, value));
            return;
        }
        if self.list != Some(name) {
            self.list = Some(name);
            let end = skip(text.as_bytes(), name).0;
            if (Value { raw: text.get(name..end).unwrap_or_default(), offset: name }).says("items")
            {
                self.items_of = Some(name);
                self.items.clear();
            }
        }
        if self.items_of == Some(name) {
            self.items.push(value);
        }
    }
}

/// A look at every byte of a text, in as many steps as one likes.
#[derive(Default)]
pub(super) struct Check {
    at: usize,
    next: Next,
    /// The brackets that are open: one byte each, for the text decides how many.
    open: Vec<u8>,
    /// Of the outer ones, what has begun in each: the number of elements of a list, or the
    /// offset of a member's name; 0 for nothing yet.
    steps: Vec<usize>,
    /// Where the values begin that have begun last inside one bracket and inside two.
    begun: [usize; 2],
}

impl Check {
    /// Looks on until about the offset `until`; true if the text was looked through. It must
    /// be the same text every time.
    pub(super) fn run(
        &mut self,
        text: &str,
        until: usize,
        outline: Option<&mut Outline>,
    ) -> Result<bool, Syntax> {
        let mut look = Look { bytes: text.as_bytes(), check: self };
        look.run(text, until, outline).map_err(|Stop(reason, ended)| {
            // Where a text was cut off is where it last says something.
            let last = text.trim_end().len().saturating_sub(1);
            let offset = if ended { last } else { look.check.at };
            Syntax { offset, pointer: look.pointer(text), reason, ended }
        })
    }
}

/// One step of a look.
struct Look<'t> {
    bytes: &'t [u8],
    check: &'t mut Check,
}

/// A reason, and whether it is that the text ends.
struct Stop(&'static str, bool);

/// What must come next.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Next {
    #[default]
    Value,
    Name,
    After,
}

impl Look<'_> {
    fn run(
        &mut self,
        text: &str,
        until: usize,
        mut outline: Option<&mut Outline>,
    ) -> Result<bool, Stop> {
        let wrong = |reason| Err(Stop(reason, false));
        while self.check.at <= until {
            let next = self.check.next;
            // The bracket that closes may stand where its list or object has just begun.
            let begun = matches!(self.bytes.get(self.check.at.wrapping_sub(1)), Some(b'{' | b'['));
            self.check.at = space(self.bytes, self.check.at);
            let inner = self.check.open.last().copied();
            let Some(&byte) = self.bytes.get(self.check.at) else {
                return match (next, inner) {
                    (Next::After, None) => Ok(true),
                    (Next::Value, None) => Err(Stop("the file ends where a value should be", true)),
                    (_, Some(b'[')) => Err(Stop("the file ends inside a list", true)),
                    _ => Err(Stop("the file ends inside an object", true)),
                };
            };
            let closes = matches!((byte, inner), (b']', Some(b'[')) | (b'}', Some(b'{')));
            self.check.next = match next {
                Next::After if closes => self.close(),
                Next::After => match (byte, inner) {
                    (_, None) => return wrong("there is more after the end"),
                    (b',', Some(bracket)) => {
                        self.check.at += 1;
                        if bracket == b'[' { Next::Value } else { Next::Name }
                    }
                    (_, Some(b'[')) => return wrong("expected `,` or `]`"),
                    _ => return wrong("expected `,` or `}`"),
                },
                Next::Value | Next::Name if closes && begun => self.close(),
                Next::Value | Next::Name if closes => {
                    return wrong("there is a comma before the closing bracket");
                }
                Next::Name if byte == b'"' => {
                    self.step(|_, at| at);
                    self.string()?;
                    self.check.at = space(self.bytes, self.check.at);
                    match self.bytes.get(self.check.at) {
                        Some(b':') => self.check.at += 1,
                        Some(_) => return wrong("expected `:`"),
                        None => return Err(Stop("the file ends inside an object", true)),
                    }
                    Next::Value
                }
                Next::Name => return wrong("key must be a string"),
                Next::Value => {
                    if inner == Some(b'[') && !b",]}:".contains(&byte) {
                        self.step(|begun, _| begun + 1);
                    }
                    let depth = self.check.open.len().wrapping_sub(1);
                    if let Some(begun) = self.check.begun.get_mut(depth) {
                        *begun = self.check.at;
                    }
                    self.value(byte)?
                }
            };
            if self.check.next == Next::After
                && let Some(outline) = &mut outline
            {
                self.tell(text, outline);
            }
        }
        Ok(false)
    }

    /// Tells of a value that has just ended.
    fn tell(&self, text: &str, outline: &mut Outline) {
        let depth = self.check.open.len();
        let (Some(&begun), Some(&name)) =
            (self.check.begun.get(depth.wrapping_sub(1)), self.check.steps.first())
        else {
            return;
        };
        if matches!(self.check.open[..], [b'{'] | [b'{', b'[']) {
            outline.note(text, depth, name, begun..self.check.at);
        }
    }

    /// Begins a value; a bracket opens and leaves the rest to the loop.
    fn value(&mut self, byte: u8) -> Result<Next, Stop> {
        match byte {
            b'{' | b'[' => {
                self.check.at += 1;
                self.check.open.push(byte);
                if self.check.steps.len() < DEEPEST {
                    self.check.steps.push(0);
                }
                return Ok(if byte == b'{' { Next::Name } else { Next::Value });
            }
            b'"' => self.string()?,
            b'-' | b'0'..=b'9' => self.number()?,
            _ => self.word()?,
        }
        Ok(Next::After)
    }

    fn close(&mut self) -> Next {
        self.check.at += 1;
        self.check.open.pop();
        self.check.steps.truncate(self.check.open.len());
        Next::After
    }

    /// Notes what begins in the innermost bracket.
    fn step(&mut self, new: impl Fn(usize, usize) -> usize) {
        if self.check.open.len() == self.check.steps.len()
            && let Some(step) = self.check.steps.last_mut()
        {
            *step = new(*step, self.check.at);
        }
    }

    fn string(&mut self) -> Result<(), Stop> {
        loop {
            self.check.at = plain(self.bytes, self.check.at + 1);
            match self.bytes.get(self.check.at) {
                Some(b'"') => break,
                Some(b'\\') => {
                    self.check.at += 1;
                    match self.bytes.get(self.check.at) {
                        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {}
                        Some(b'u') => {
                            for _ in 0..4 {
                                self.check.at += 1;
                                match self.bytes.get(self.check.at) {
                                    Some(byte) if byte.is_ascii_hexdigit() => {}
                                    Some(_) => return Err(Stop("invalid escape", false)),
                                    None => return Err(CUT_TEXT),
                                }
                            }
                        }
                        Some(_) => return Err(Stop("invalid escape", false)),
                        None => return Err(CUT_TEXT),
                    }
                }
                Some(0..=0x1F) => {
                    let reason = "there is a line break or another control character inside a \
                                  text, or its closing quote is missing";
                    return Err(Stop(reason, false));
                }
                Some(_) => {}
                None => return Err(CUT_TEXT),
            }
        }
        self.check.at += 1;
        Ok(())
    }

    fn number(&mut self) -> Result<(), Stop> {
        if self.bytes.get(self.check.at) == Some(&b'-') {
            self.check.at += 1;
        }
        let zero = self.bytes.get(self.check.at) == Some(&b'0');
        if self.digits()? > 1 && zero {
            return Err(Stop("invalid number", false));
        }
        if self.bytes.get(self.check.at) == Some(&b'.') {
            self.check.at += 1;
            self.digits()?;
        }
        if matches!(self.bytes.get(self.check.at), Some(b'e' | b'E')) {
            self.check.at += 1;
            if matches!(self.bytes.get(self.check.at), Some(b'+' | b'-')) {
                self.check.at += 1;
            }
            self.digits()?;
        }
        Ok(())
    }

    /// At least one digit; how many there were.
    fn digits(&mut self) -> Result<usize, Stop> {
        let start = self.check.at;
        while self.bytes.get(self.check.at).is_some_and(u8::is_ascii_digit) {
            self.check.at += 1;
        }
        match self.check.at - start {
            0 if self.check.at == self.bytes.len() => {
                Err(Stop("the file ends inside a number", true))
            }
            0 => Err(Stop("invalid number", false)),
            count => Ok(count),
        }
    }

    fn word(&mut self) -> Result<(), Stop> {
        let rest = &self.bytes[self.check.at..];
        for word in ["true", "false", "null"] {
            if rest.starts_with(word.as_bytes()) {
                self.check.at += word.len();
                return Ok(());
            }
            if word.as_bytes().starts_with(rest) {
                return Err(Stop("the file ends where a value should be", true));
            }
        }
        Err(Stop("expected value", false))
    }

    /// The pointer of the innermost value that has begun.
    fn pointer(&self, text: &str) -> String {
        let mut pointer = String::new();
        for (&step, bracket) in self.check.steps.iter().zip(&self.check.open) {
            if step == 0 {
                break;
            }
            let name = if *bracket == b'[' {
                Cow::Owned((step - 1).to_string())
            } else {
                let end = skip(self.bytes, step).0;
                Value { raw: text.get(step..end).unwrap_or_default(), offset: step }.text().0
            };
            pointer = place::join(&pointer, &name);
        }
        pointer
    }
}

const CUT_TEXT: Stop = Stop("the file ends inside a text", true);
