//! Finds the marks that an open file lacks, and takes them into what is open.
//!
//! What is asked for when, and when the engine takes it in, is `annotating`'s to say; who
//! finds it is behind `browser::annotator`. It must not hold up the reader, nor move
//! what is on screen.

use crate::browser::annotator::{self, Asked, Sitting, Underway};
use crate::bundle::{Fault, Found, read_found};
use crate::ui::annotating::{self, Annotating};
use crate::ui::load::{Collection, Load};
use crate::ui::state::Viewer;
use leptos::prelude::*;
use std::sync::Arc;

/// The search under way, or done. It ends with the file it is for.
pub(super) struct Finding {
    /// What is known, asked for and found.
    pub(super) all: Annotating,
    /// Once it has begun.
    sitting: Option<Sitting>,
    /// False while nothing is being asked for.
    going_on: bool,
}

impl Viewer {
    /// Looks for marks if the collection that was just opened lacks any.
    pub(super) fn begin_finding(&self, number: u32, open: &Arc<Collection>) {
        let Some(all) = Annotating::of(&open.bundle) else { return };
        let call = self.kept.with_value(|kept| kept.settings.annotator.clone());
        if call.is_none() {
            return;
        }
        let finding = Finding { all, sitting: None, going_on: true };
        self.kept.update_value(|kept| kept.finding = Some(finding));
        let (viewer, open) = (*self, open.clone());
        leptos::task::spawn_local(async move {
            let begun = annotator::begin(call, &open.bundle.dateline.entities).await;
            drop(open);
            if !viewer.is_current(number) {
                return;
            }
            match begun {
                Ok(sitting) => {
                    viewer.with_finding(|finding| finding.sitting = Some(sitting));
                    viewer.go_on_finding(number).await;
                }
                Err(fault) => viewer.stop_finding(&fault),
            }
        });
    }

    /// Asks for one batch after the other until all have their answer.
    async fn go_on_finding(&self, number: u32) {
        loop {
            let asked = self.ask();
            let (batch, answer) = match asked {
                Some((batch, answer)) => (batch, answer.bytes().await),
                None => {
                    let last = self.with_finding(|finding| {
                        finding.going_on = false;
                        finding.sitting.as_ref().map(Sitting::finish)
                    });
                    let Some(last) = last.flatten() else { return };
                    (Vec::new(), last.bytes().await)
                }
            };
            if !self.is_current(number) {
                return;
            }
            if let Err(fault) = answer.and_then(|json| self.take_answer(&batch, &json)) {
                self.stop_finding(&fault);
                return;
            }
            if batch.is_empty() {
                return;
            }
        }
    }

    /// Asks for the next batch: its articles, and what will be the answer. Nothing if none
    /// is waiting.
    fn ask(&self) -> Option<(Vec<usize>, Underway)> {
        let open = self.open_collection()?;
        let on_screen = self.on_screen(&open);
        let answer = self.answer.get_untracked();
        let hits = answer.iter().flat_map(|answer| answer.hits.iter().map(|hit| hit.article));
        self.with_finding(|finding| {
            let batch = finding.all.next(&open.bundle, on_screen, &mut hits.into_iter());
            let sitting = finding.sitting.as_ref().filter(|_| !batch.is_empty())?;
            let asked: Vec<Asked<'_>> = batch
                .iter()
                .filter_map(|&number| {
                    let article = open.bundle.items.get(number)?;
                    let language = article.language.as_ref().or(open.bundle.language.as_ref());
                    let supplied = finding.all.supplied(number);
                    Some(Asked {
                        number,
                        title: article.title.as_deref().unwrap_or_default(),
                        text: &article.content_text,
                        issued: supplied.or_else(|| annotating::issued(article)),
                        language: language.map(String::as_str),
                    })
                })
                .collect();
            let answer = sitting.find(&asked);
            Some((batch, answer))
        })?
    }

    fn take_answer(&self, batch: &[usize], json: &[u8]) -> Result<(), Fault> {
        let Some(open) = self.open_collection() else { return Ok(()) };
        let found = match std::str::from_utf8(json) {
            Ok(text) => read_found(text, &open.bundle.items)?,
            Err(_) => Found::default(),
        };
        let on_screen = self.on_screen(&open);
        let shown = found.articles.iter().any(|(index, _)| Some(*index) == on_screen);
        drop(open);
        let due = self.with_finding(|finding| {
            finding.all.take(batch, found);
            finding.all.is_due()
        });
        if due == Some(true) {
            self.take_in();
        } else if shown {
            self.marked.update(|times| *times += 1);
        }
        let progress = self.with_finding(|finding| finding.all.progress());
        self.finding.set(progress);
        Ok(())
    }

    /// What is open takes in what was found, and the engine with it.
    pub(super) fn take_in(&self) {
        let Some(open) = self.open_collection() else { return };
        let taken = self.with_finding(|finding| {
            finding.all.has_fresh().then(|| finding.all.take_in(&open.bundle))
        });
        let Some(bundle) = taken.flatten().map(Arc::new) else { return };
        let open = Arc::new(Collection {
            engine: open.engine.with_marks(bundle.clone()),
            bundle,
            faults: open.faults.clone(),
            number: open.number,
        });
        self.kept.update_value(|kept| {
            if let Some((last, _)) = &mut kept.last {
                *last = open.clone();
            }
        });
        self.load.set(Load::Open(open));
    }

    /// Nobody can find anything: the reader is told, and keeps what there is.
    fn stop_finding(&self, fault: &Fault) {
        self.with_finding(|finding| {
            finding.all.give_up();
            finding.going_on = false;
        });
        self.take_in();
        self.finding.set(None);
        self.told.set(format!("{} {}", fault.what, fault.remedy));
    }

    fn with_finding<T>(&self, run: impl FnOnce(&mut Finding) -> T) -> Option<T> {
        self.kept.try_update_value(|kept| kept.finding.as_mut().map(run)).flatten()
    }

    fn open_collection(&self) -> Option<Arc<Collection>> {
        self.load.with_untracked(|load| match load {
            Load::Open(open) => Some(open.clone()),
            _ => None,
        })
    }

    /// The place of the article that is open on screen.
    fn on_screen(&self, open: &Collection) -> Option<usize> {
        let id = self.view.with_untracked(|view| view.article.clone())?;
        open.place_of(&id)
    }
}
