//! Finds the marks that an open file lacks, and puts them into what is open.
//!
//! What is asked for when, and when the engine counts it, is `annotating`'s to say; who
//! finds it is behind `browser::annotator`. It must not hold up the reader, nor move
//! what is on screen.

use crate::browser::annotator::{self, Asked, Sitting, Underway};
use crate::bundle::{Fault, Found, read_found};
use crate::ui::annotating::{self, Annotating};
use crate::ui::load::{Collection, Load};
use crate::ui::state::Viewer;
use leptos::prelude::*;

impl Viewer {
    /// Looks for marks if the collection that is open lacks any.
    pub(super) fn begin_finding(&self, number: u32) {
        let call = self.kept.with_value(|kept| kept.settings.annotator.clone());
        let begun = self.with_open(|open| {
            let annotating = open.annotating.as_mut()?;
            annotating.begin_again();
            let done = annotating.is_done() || call.is_none();
            (!done).then(|| annotator::begin(call, &open.engine.bundle().dateline.entities))
        });
        let Some(begun) = begun.flatten() else { return };
        let viewer = *self;
        leptos::task::spawn_local(async move {
            let begun = begun.begun().await;
            if !viewer.is_current(number) {
                return;
            }
            match begun {
                Ok(sitting) => {
                    viewer.kept.update_value(|kept| {
                        kept.sitting = Some(sitting);
                        kept.asking = true;
                    });
                    viewer.go_on_finding(number).await;
                }
                Err(fault) => viewer.stop_finding(&fault),
            }
        });
    }

    /// Asks for one batch after the other until all have their answer. The next one is asked
    /// for before an answer is taken in, so that both sides have work.
    async fn go_on_finding(&self, number: u32) {
        let mut under_way = self.ask();
        loop {
            let (batch, answer) = match under_way {
                Some(asked) => asked,
                None => {
                    let last = self.with_sitting(Sitting::finish);
                    let Some(last) = last else { return };
                    (Vec::new(), last)
                }
            };
            let answer = answer.bytes().await;
            if !self.is_current(number) {
                return;
            }
            under_way = self.ask();
            if let Err(fault) = answer.and_then(|json| self.take_answer(&batch, &json)) {
                self.stop_finding(&fault);
                return;
            }
            // A date may have been supplied while the last answer was under way.
            if batch.is_empty() && under_way.is_none() {
                self.kept.update_value(|kept| kept.asking = false);
                return;
            }
        }
    }

    /// Asks for the next batch: the places of its articles, and what will be the answer.
    /// Nothing if none is waiting.
    fn ask(&self) -> Option<(Vec<usize>, Underway)> {
        let answer = self.answer.get_untracked();
        let on_screen = self.on_screen();
        self.with_open(|open| {
            let bundle = open.engine.bundle();
            let annotating = open.annotating.as_mut()?;
            let hits = answer.iter().flat_map(|answer| &answer.hits).map(|hit| hit.article);
            let batch = annotating.next(bundle, on_screen, &mut { hits });
            if batch.is_empty() {
                return None;
            }
            let asked = |&number: &usize| {
                let article = bundle.items.get(number)?;
                let language = article.language.as_ref().or(bundle.language.as_ref());
                let supplied = annotating.supplied(number);
                Some(Asked {
                    number,
                    title: article.title.as_deref().unwrap_or_default(),
                    text: &article.content_text,
                    issued: supplied.or_else(|| annotating::issued(article)),
                    language: language.map(String::as_str),
                })
            };
            let asked: Vec<Asked<'_>> = batch.iter().filter_map(asked).collect();
            let answer = self.with_sitting(|sitting| sitting.find(&asked))?;
            Some((batch, answer))
        })?
    }

    fn take_answer(&self, batch: &[usize], json: &[u8]) -> Result<(), Fault> {
        let on_screen = self.on_screen();
        let taken = self.with_open(|open| {
            let found = match std::str::from_utf8(json) {
                Ok(text) => read_found(text, &open.engine.bundle().items)?,
                Err(_) => Found::default(),
            };
            let shown = found.articles.iter().any(|(index, _)| Some(*index) == on_screen);
            let (Some(annotating), Some(bundle)) = (&mut open.annotating, open.engine.bundle_mut())
            else {
                return Ok((false, false, None));
            };
            annotating.take(batch, found, bundle);
            Ok((annotating.is_due(), shown, Some(annotating.progress())))
        });
        let Some(taken) = taken else { return Ok(()) };
        let (due, shown, progress) = taken?;
        if shown {
            self.kept.update_value(|kept| kept.drawing = true);
        }
        if due {
            self.count_found();
        } else if shown {
            self.marked.update(|times| *times += 1);
        }
        self.finding.set(progress.filter(|(found, wanting)| found < wanting));
        Ok(())
    }

    /// The reader says when the open article was issued, `YYYY-MM-DD`, or takes that back:
    /// its dates are found anew. It holds until the file is closed, and changes nothing in it.
    pub fn supply(&self, date: &str) {
        let Some(index) = self.on_screen() else { return };
        self.with_open(|open| open.annotating.as_mut().map(|all| all.supply(index, date)));
        let idle = self.kept.with_value(|kept| kept.sitting.is_some() && !kept.asking);
        if idle {
            self.kept.update_value(|kept| kept.asking = true);
            let (viewer, number) = (*self, self.kept.with_value(|kept| kept.number));
            leptos::task::spawn_local(async move { viewer.go_on_finding(number).await });
        }
    }

    /// Before marks that came are drawn into the open article: what restores the selection
    /// and the focus in it.
    pub(super) fn hold(&self, drawn: &web_sys::Element) -> Option<js_sys::Function> {
        self.kept.try_update_value(|kept| {
            let came = std::mem::take(&mut kept.drawing);
            kept.sitting.as_ref().filter(|_| came)?.hold(drawn)
        })?
    }

    /// The engine counts what was found since it last did.
    pub(super) fn count_found(&self) {
        let counted = self.with_open(|open| {
            let fresh = open.annotating.as_mut().filter(|annotating| annotating.is_fresh());
            fresh.map(|annotating| {
                annotating.count();
                open.engine.recount();
            })
        });
        if counted.flatten().is_some() {
            self.load.notify();
        }
    }

    /// Nobody can find anything: the reader is told, and keeps what there is.
    fn stop_finding(&self, fault: &Fault) {
        self.with_open(|open| open.annotating.as_mut().map(Annotating::give_up));
        self.count_found();
        self.finding.set(None);
        self.told.set(format!("{} {}", fault.what, fault.remedy));
    }

    /// Works on what is open without telling anybody.
    fn with_open<T>(&self, run: impl FnOnce(&mut Collection) -> T) -> Option<T> {
        let mut answer = None;
        self.load.update_untracked(|load| {
            if let Load::Open(open) = load {
                answer = Some(run(open));
            }
        });
        answer
    }

    fn with_sitting<T>(&self, run: impl FnOnce(&Sitting) -> T) -> Option<T> {
        self.kept.with_value(|kept| kept.sitting.as_ref().map(run))
    }

    /// The place of the article that is open on screen.
    fn on_screen(&self) -> Option<usize> {
        let id = self.view.with_untracked(|view| view.article.clone())?;
        self.load.with_untracked(|load| match load {
            Load::Open(open) => open.place_of(&id),
            _ => None,
        })
    }
}
