//! What a call tells on standard error while it works: faults by file, not too many of a
//! kind, and how far it has come.
//!
//! It must not hide that something was not told: what is held back is counted at the end.

use super::complain;
use crate::bundle::{Fault, Severity};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::{self, IsTerminal};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How many faults of a kind are told before the rest is only counted.
const MOST_OF_A_KIND: usize = 20;
/// Work that is done sooner needs no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// Tells faults, and counts those that are too many.
pub(super) struct Notes<'b> {
    verbose: bool,
    quiet: bool,
    bar: &'b Bar,
    kinds: BTreeMap<String, Kind>,
}

struct Kind {
    count: usize,
    severity: Severity,
    example: String,
}

impl<'b> Notes<'b> {
    /// `verbose` tells every fault; `quiet` leaves notices out.
    pub(super) fn new(verbose: bool, quiet: bool, bar: &'b Bar) -> Self {
        Self { verbose, quiet, bar, kinds: BTreeMap::new() }
    }

    /// Tells a fault of an input.
    pub(super) fn fault(&mut self, name: &str, fault: &Fault) {
        if self.quiet && fault.severity == Severity::Notice {
            return;
        }
        let kind = self.kinds.entry(kind_of(fault)).or_insert_with(|| Kind {
            count: 0,
            severity: fault.severity,
            example: fault.what.clone(),
        });
        kind.count += 1;
        if self.verbose || kind.count <= MOST_OF_A_KIND {
            self.bar.tell(format_args!("{name}: {fault}"));
        }
    }

    /// Tells something that is not counted.
    pub(super) fn notice(&self, words: impl Display) {
        if !self.quiet {
            self.bar.tell(words);
        }
    }

    /// Tells how many faults were held back.
    pub(super) fn finish(&self) {
        for kind in self.kinds.values().filter(|_| !self.verbose) {
            let more = kind.count.saturating_sub(MOST_OF_A_KIND);
            if more > 0 {
                self.bar.tell(format_args!(
                    "{more} more of this kind of {}: {} Say --verbose to see them all.",
                    kind.severity.word(),
                    kind.example
                ));
            }
        }
    }
}

/// Faults of a kind differ only in what they quote and count.
fn kind_of(fault: &Fault) -> String {
    let what = fault.what.as_str();
    let start = what.find('“').unwrap_or(what.len());
    let end = what.rfind('”').filter(|&end| end > start).unwrap_or(start);
    let bare = [&what[..start], &what[end..]].concat();
    format!("{}: {}", fault.severity.word(), bare.replace(|c: char| c.is_ascii_digit(), ""))
}

/// How far the work has come: drawn only on a terminal, and only if it takes its time.
pub(super) struct Bar {
    bar: ProgressBar,
    since: Instant,
    /// True once it is drawn, or if it never may be.
    settled: AtomicBool,
}

impl Bar {
    /// A bar for so many of something.
    pub(super) fn new(length: usize, what: &'static str, quiet: bool) -> Self {
        let hidden = ProgressDrawTarget::hidden();
        let bar = ProgressBar::with_draw_target(Some(length as u64), hidden);
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {human_pos} of {human_len} {msg}")
        {
            bar.set_style(style);
        }
        bar.set_message(what);
        let never = quiet || !io::stderr().is_terminal();
        Self { bar, since: Instant::now(), settled: AtomicBool::new(never) }
    }

    /// A count of what is done, where nobody knows how much there is.
    pub(super) fn without_end(what: &'static str, quiet: bool) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {human_pos} {msg}, {per_sec}") {
            bar.set_style(style);
        }
        bar.set_message(what);
        let never = quiet || !io::stderr().is_terminal();
        Self { bar, since: Instant::now(), settled: AtomicBool::new(never) }
    }

    /// So many more have turned up.
    pub(super) fn more(&self, count: usize) {
        self.bar.inc_length(count as u64);
    }

    /// One more is done.
    pub(super) fn step(&self) {
        if self.since.elapsed() > PATIENCE && !self.settled.swap(true, Ordering::Relaxed) {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(1);
    }

    /// Says something without disturbing the bar.
    pub(super) fn tell(&self, words: impl Display) {
        self.bar.suspend(|| complain(words));
    }

    /// Takes the bar away.
    pub(super) fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_what_is_said_without_what_is_quoted() {
        let fault = |what: &str| kind_of(&Fault::new(Severity::Error, what, ""));
        for (one, other, same) in [
            ("The entity “a” is described twice.", "The entity “b “c”” is described twice.", true),
            ("Line 3 (“x”) looks odd.", "Line 12 (“y”, “z”) looks odd.", true),
            ("The file is empty.", "The entity “a” is described twice.", false),
            ("”“", "“”", false),
        ] {
            assert_eq!(fault(one) == fault(other), same, "{one} {other}");
        }
        let notice = Fault::new(Severity::Notice, "The file is empty.", "");
        assert_ne!(kind_of(&notice), fault("The file is empty."));
    }
}
