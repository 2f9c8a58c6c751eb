//! What a reader does, in a real browser, on the real build under a sub-path and a strict
//! policy. Run by `script/test`, which builds first and finds or installs the browser.
//!
//! - `driver`: the server, the driver, the browser that `DATELINE_BROWSER` names.
//! - `console`: what goes wrong in a page is seen by these tests.
//! - `chromium`, `firefox`, `webkit`: what only one of them has words for.
//! - `stage`: a scenario's hands, and eyes for roles and labels.
//! - `setting`: what is around the page on it.
//! - `listing`: searching, narrowing, ordering.
//! - `rows`: a list longer than a screen.
//! - `chronology`: what many articles tell, in order of time.
//! - `reading`: following names and dates, coming back, links that restore a view.
//! - `returning`: where one comes back to, and what Escape closes.
//! - `keyboard`: single keys, and a whole tour without a pointer.
//! - `choosing`: theme, type, how much is marked; the cards of names.
//! - `correcting`: what a reader puts right about names.
//! - `dating`: another day of issue, and what follows it.
//! - `accessible`: every state in every theme, by the rules of axe-core.
//! - `passages`: links to some words, and what was searched for in an open article.
//! - `time`: the two lines of time above the list.
//! - `frame`: every width, the keyboard alone, and nothing in the way.
//! - `hostile`: markup made to run or to call home.
//! - `opening`: files of every kind, sound and broken, and what they must not do.
//! - `annotating`: marks that are found in the page.
//! - `seating`: the archive in a worker, and in the page.
//! - `parts`: an archive of which only what is needed is fetched.
//! - `late`: the parts of the module that a first visit does without.
//! - `embedding`: two viewers on somebody else's page.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails loudly")]

mod accessible;
mod annotating;
mod choosing;
mod chromium;
mod chronology;
mod console;
mod correcting;
mod dating;
mod driver;
mod embedding;
mod firefox;
mod frame;
mod hostile;
mod importing;
mod keyboard;
mod late;
mod listing;
mod opening;
mod parts;
mod passages;
mod reading;
mod region;
mod returning;
mod rows;
mod seating;
mod setting;
mod stage;
mod time;
mod webkit;
