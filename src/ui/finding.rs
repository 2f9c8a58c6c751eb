//! Finds the marks that an open file lacks: takes articles from the archive to the annotator,
//! and what was found back.
//!
//! What is wanted when, and when it is counted, is the archive's to say; who finds it is
//! behind `browser::annotator`. It must not hold up the reader, nor move what is on screen.

use crate::archive::ask::{Ask, Reply};
use crate::browser::annotator::{self, Sitting, Underway};
use crate::bundle::Fault;
use crate::ui::state::Viewer;

impl Viewer {
    /// Looks for marks if the collection that is open lacks any, once all of it is read.
    pub(super) fn begin_finding(&self) {
        let wants = self.progress.with_untracked(|now| now.complete && now.found < now.wanting);
        let (number, call, begun) = self
            .kept
            .with_untracked(|kept| (kept.number, kept.settings.annotator.clone(), kept.begun));
        if !wants || begun || call.is_none() {
            return;
        }
        self.kept.update_untracked(|kept| kept.begun = true);
        let viewer = *self;
        let known = self.ask(Ask::Begin);
        leptos::task::spawn_local(async move {
            let Ok(Some(Reply::Known(known))) = known.await else { return };
            let begun = annotator::begin(call, &known).begun().await;
            if !viewer.is_current(number) {
                return;
            }
            match begun {
                Ok(sitting) => {
                    viewer.kept.update_untracked(|kept| {
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
        let mut under_way = self.next_batch(number).await;
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
            under_way = self.next_batch(number).await;
            let (ends, taken) = (
                batch.is_empty() && under_way.is_none(),
                match answer {
                    Ok(json) => self.ask(Ask::Found { batch, json }).await,
                    Err(fault) => Err(fault),
                },
            );
            if !self.is_current(number) {
                return;
            }
            match taken {
                Ok(Some(Reply::Progress(progress))) => self.take_progress(progress),
                Ok(_) => {}
                Err(fault) => return self.stop_finding(&fault),
            }
            // A date may have been supplied while the last answer was under way.
            if ends {
                self.kept.update_untracked(|kept| kept.asking = false);
                return;
            }
        }
    }

    /// Asks for the next batch: the places of its articles, and what will be the answer.
    /// Nothing if none is waiting.
    async fn next_batch(&self, number: u32) -> Option<(Vec<usize>, Underway)> {
        let open = self.on_screen().await;
        let listed = self.answered.try_with_untracked(|answered| {
            let hits = answered.iter().flat_map(|answered| &answered.answer.hits);
            hits.map(|hit| hit.article).collect()
        })?;
        let reply = self.ask(Ask::Batch { open, listed }).await;
        let Ok(Some(Reply::Batch(wanting))) = reply else { return None };
        if wanting.is_empty() || !self.is_current(number) {
            return None;
        }
        let batch = wanting.iter().map(|article| article.number).collect();
        Some((batch, self.with_sitting(|sitting| sitting.find(&wanting))?))
    }

    /// The place of the article on screen, or of the one that is about to be.
    async fn on_screen(&self) -> Option<usize> {
        let id = self.article.try_with_untracked(Option::clone)??;
        let leaf = self.leaf.get_untracked();
        if let Some(leaf) = leaf.filter(|leaf| leaf.id() == id) {
            return leaf.sheet().map(|sheet| sheet.place);
        }
        match self.ask(Ask::Article(id)).await {
            Ok(Some(Reply::Article(opening))) => opening.map(|opening| opening.article),
            _ => None,
        }
    }

    /// The issue date that the reader supplied for an article with rules; empty if none.
    pub(super) fn supplied(&self, id: &str) -> String {
        self.kept.with_untracked(|kept| {
            if kept.supplied.is_empty() {
                return String::new();
            }
            let own = kept.supplied.iter().find(|own| own.0 == id);
            own.map_or_else(String::new, |own| own.1.clone())
        })
    }

    /// The reader says when the open article was issued, `YYYY-MM-DD`, or takes that back:
    /// its dates follow their rules, or are found anew. It holds until the file is closed, and
    /// changes nothing in it.
    pub fn supply(&self, date: String) {
        let leaf = self.leaf.get_untracked();
        let Some((leaf, sheet)) = leaf.as_ref().and_then(|leaf| Some((leaf, leaf.sheet()?))) else {
            return;
        };
        let article = sheet.place;
        if sheet.by_rule {
            self.kept.update_untracked(|kept| {
                kept.supplied.retain(|own| own.0 != leaf.id());
                kept.supplied.push((leaf.id().to_owned(), date));
            });
            return self.ask_article(false);
        }
        let viewer = *self;
        let take = move |reply| {
            viewer.take_reply(reply);
            viewer.ask_article(false);
            let (number, idle) = viewer
                .kept
                .with_untracked(|kept| (kept.number, kept.sitting.is_some() && !kept.asking));
            if idle {
                viewer.kept.update_untracked(|kept| kept.asking = true);
                leptos::task::spawn_local(async move { viewer.go_on_finding(number).await });
            }
        };
        self.ask_then(Ask::Supply { article, date }, Box::new(take));
    }

    /// Takes a reply that tells how far the archive is.
    fn take_reply(&self, reply: Result<Reply, Fault>) {
        if let Ok(Reply::Progress(progress)) = reply {
            self.take_progress(progress);
        }
    }

    /// Before marks that came are drawn into the open article: what restores the selection
    /// and the focus in it.
    pub(super) fn hold(&self, drawn: &web_sys::Element) -> Option<js_sys::Function> {
        self.kept.try_update_untracked(|kept| {
            let came = std::mem::take(&mut kept.drawing);
            kept.sitting.as_ref().filter(|_| came)?.hold(drawn)
        })?
    }

    /// What was found counts from now on.
    pub(super) fn count_found(&self) {
        if self.kept.with_untracked(|kept| kept.sitting.is_some()) {
            let viewer = *self;
            let take = move |reply| viewer.take_reply(reply);
            self.ask_then(Ask::Count { give_up: false }, Box::new(take));
        }
    }

    /// Nobody can find anything: the reader is told, and keeps what there is.
    fn stop_finding(&self, fault: &Fault) {
        self.kept.update_untracked(|kept| kept.sitting = None);
        self.told.set(format!("{} {}", fault.what, fault.remedy));
        let viewer = *self;
        let take = move |reply| viewer.take_reply(reply);
        self.ask_then(Ask::Count { give_up: true }, Box::new(take));
    }

    fn with_sitting<T>(&self, run: impl FnOnce(&Sitting) -> T) -> Option<T> {
        self.kept.try_with_untracked(|kept| kept.sitting.as_ref().map(run)).flatten()
    }
}
