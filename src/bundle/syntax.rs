//! Whether a text is JSON (RFC 8259), and if not, where and why.
//!
//! One look at every byte, without recursion and without building anything: one byte of
//! memory for every bracket that is open. It must not judge what a value means.

use crate::bundle::json::{DEEPEST, Value, plain, skip, space};
use crate::bundle::place;
use std::borrow::Cow;

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
    let mut check = Check { bytes: text.as_bytes(), at: 0, open: Vec::new(), steps: Vec::new() };
    check.run().map_err(|Stop(reason, ended)| {
        // Where a text was cut off is where it last says something.
        let last = text.trim_end().len().saturating_sub(1);
        let offset = if ended { last } else { check.at };
        Syntax { offset, pointer: check.pointer(text), reason, ended }
    })
}

/// A look at every byte of a text.
struct Check<'t> {
    bytes: &'t [u8],
    at: usize,
    /// The brackets that are open: one byte each, for the text decides how many.
    open: Vec<u8>,
    /// Of the outer ones, what has begun in each: the number of elements of a list, or the
    /// offset of a member's name; 0 for nothing yet.
    steps: Vec<usize>,
}

/// A reason, and whether it is that the text ends.
struct Stop(&'static str, bool);

/// What must come next.
enum Next {
    Value,
    Name,
    After,
}

impl Check<'_> {
    fn run(&mut self) -> Result<(), Stop> {
        let wrong = |reason| Err(Stop(reason, false));
        let mut next = Next::Value;
        loop {
            // The bracket that closes may stand where its list or object has just begun.
            let begun = matches!(self.bytes.get(self.at.wrapping_sub(1)), Some(b'{' | b'['));
            self.at = space(self.bytes, self.at);
            let inner = self.open.last().copied();
            let Some(&byte) = self.bytes.get(self.at) else {
                return match (next, inner) {
                    (Next::After, None) => Ok(()),
                    (Next::Value, None) => Err(Stop("the file ends where a value should be", true)),
                    (_, Some(b'[')) => Err(Stop("the file ends inside a list", true)),
                    _ => Err(Stop("the file ends inside an object", true)),
                };
            };
            let closes = matches!((byte, inner), (b']', Some(b'[')) | (b'}', Some(b'{')));
            next = match next {
                Next::After if closes => self.close(),
                Next::After => match (byte, inner) {
                    (_, None) => return wrong("there is more after the end"),
                    (b',', Some(bracket)) => {
                        self.at += 1;
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
                    self.at = space(self.bytes, self.at);
                    match self.bytes.get(self.at) {
                        Some(b':') => self.at += 1,
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
                    self.value(byte)?
                }
            };
        }
    }

    /// Begins a value; a bracket opens and leaves the rest to the loop.
    fn value(&mut self, byte: u8) -> Result<Next, Stop> {
        match byte {
            b'{' | b'[' => {
                self.at += 1;
                self.open.push(byte);
                if self.steps.len() < DEEPEST {
                    self.steps.push(0);
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
        self.at += 1;
        self.open.pop();
        self.steps.truncate(self.open.len());
        Next::After
    }

    /// Notes what begins in the innermost bracket.
    fn step(&mut self, new: impl Fn(usize, usize) -> usize) {
        if self.open.len() == self.steps.len()
            && let Some(step) = self.steps.last_mut()
        {
            *step = new(*step, self.at);
        }
    }

    fn string(&mut self) -> Result<(), Stop> {
        loop {
            self.at = plain(self.bytes, self.at + 1);
            match self.bytes.get(self.at) {
                Some(b'"') => break,
                Some(b'\\') => {
                    self.at += 1;
                    match self.bytes.get(self.at) {
                        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {}
                        Some(b'u') => {
                            for _ in 0..4 {
                                self.at += 1;
                                match self.bytes.get(self.at) {
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
        self.at += 1;
        Ok(())
    }

    fn number(&mut self) -> Result<(), Stop> {
        if self.bytes.get(self.at) == Some(&b'-') {
            self.at += 1;
        }
        let zero = self.bytes.get(self.at) == Some(&b'0');
        if self.digits()? > 1 && zero {
            return Err(Stop("invalid number", false));
        }
        if self.bytes.get(self.at) == Some(&b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.bytes.get(self.at), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.bytes.get(self.at), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(())
    }

    /// At least one digit; how many there were.
    fn digits(&mut self) -> Result<usize, Stop> {
        let start = self.at;
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        match self.at - start {
            0 if self.at == self.bytes.len() => Err(Stop("the file ends inside a number", true)),
            0 => Err(Stop("invalid number", false)),
            count => Ok(count),
        }
    }

    fn word(&mut self) -> Result<(), Stop> {
        let rest = &self.bytes[self.at..];
        for word in ["true", "false", "null"] {
            if rest.starts_with(word.as_bytes()) {
                self.at += word.len();
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
        for (&step, bracket) in self.steps.iter().zip(&self.open) {
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
