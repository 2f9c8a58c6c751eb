//! What a reader puts right about entities: from the form to the archive, the open article and
//! where it is kept, and back out of a file.
//!
//! The open file is never changed. It must not decide what a correction means: the bundle's
//! rooms do.

use crate::archive::ask::{Ask, Reply};
use crate::browser::{files, late, location, sight, storage};
use crate::bundle::corrections::{Correction, Corrections};
use crate::bundle::{EntityType, Fault};
use crate::ui::carding;
use crate::ui::correct::Form;
use crate::ui::load::Load;
use crate::ui::signal::next_frame;
use crate::ui::state::Viewer;
use crate::ui::words;
use std::sync::Arc;

/// How the name of a saved file ends.
const ENDING: &str = ".corrections.json";

/// True for a file that is called like one of corrections.
pub(super) fn is_named_so(file: &web_sys::File) -> bool {
    file.name().ends_with(ENDING)
}

impl Viewer {
    /// True if something is open that can be put right.
    pub(super) fn can_be_corrected(&self) -> bool {
        self.load.with_untracked(|load| matches!(load, Load::Open(_))) && !self.is_in_parts()
    }

    /// Where corrections of the open file are kept: they belong to its address, or its name.
    fn corrections_place(&self) -> String {
        let name = self.load.with_untracked(|load| match load {
            Load::Open(open) => open.name.clone(),
            _ => String::new(),
        });
        let source = self.kept.with_untracked(|kept| kept.origin.source.clone());
        let address = if source.is_empty() { None } else { location::absolute(&source) };
        ["dateline-corrections ", &address.unwrap_or(name)].concat()
    }

    /// A file was opened: puts right in it what was put right before.
    pub(super) fn recall_corrections(&self) {
        let text = storage::kept(&self.corrections_place());
        let own = if text.is_empty() { None } else { Corrections::read(&text).ok() };
        let own = own.unwrap_or_default();
        if own.is_empty() && self.corrections.with_untracked(|now| now.is_empty()) {
            return;
        }
        let any = !own.is_empty();
        self.corrections.set(Arc::new(own));
        if any {
            self.tell_corrections();
        }
    }

    /// Changes what is put right, keeps it, and has the archive and the article follow.
    fn change_corrections(&self, change: impl FnOnce(&mut Corrections)) {
        let mut own = self.corrections.with_untracked(|own| Corrections::clone(own));
        change(&mut own);
        let title = self.title();
        let text = if own.is_empty() { String::new() } else { own.to_text(&title) };
        storage::keep(&self.corrections_place(), &text);
        self.corrections.set(Arc::new(own));
        self.tell_corrections();
    }

    pub(super) fn title(&self) -> String {
        self.load.with_untracked(|load| match load {
            Load::Open(open) => open.title.clone(),
            _ => String::new(),
        })
    }

    fn tell_corrections(&self) {
        let text = self.corrections.with_untracked(|own| own.to_text(""));
        self.kept.update_untracked(|kept| kept.insists = true);
        let viewer = *self;
        let take = move |reply| {
            if let Ok(Reply::Progress(progress)) = reply {
                viewer.take_progress(progress);
            }
            viewer.ask_article(false);
        };
        self.ask_then(Ask::Correct(text), Box::new(take));
    }

    /// What is put right about the entity of the open card so far, to be changed.
    fn begun_correction(&self) -> Option<Correction> {
        let (id, name) = self.card.with_untracked(|card| {
            card.as_ref().map(|card| (card.id.clone(), card.name.clone()))
        })?;
        let known = self.corrections.with_untracked(|own| own.of(&id).cloned());
        Some(known.unwrap_or_else(|| Correction { entity: id, was: name, ..Correction::default() }))
    }

    /// The form in the card is opened or closed. The card stays meanwhile.
    pub(super) fn unfold_correction(&self) {
        let leaf = self.leaf.get_untracked();
        let page = leaf.as_ref().and_then(|leaf| Some(&leaf.sheet()?.page));
        let names = page.into_iter().flat_map(|page| &page.entities);
        let mut others: Vec<String> = names.map(|entity| entity.name.clone()).collect();
        self.card.update(|card| {
            let Some(card) = card else { return };
            let known = card.profile.iter().flat_map(|profile| &profile.companions);
            for other in known.map(|value| &value.label) {
                if !others.contains(other) {
                    others.push(other.clone());
                }
            }
            let own = self.corrections.with_untracked(|own| own.of(&card.id).cloned());
            let open = !card.form.as_ref().is_some_and(|form| form.open);
            card.form = Some(Form { open, own, others, told: String::new() });
            card.pinned = true;
        });
        let root = self.kept.with_untracked(|kept| kept.root.clone());
        next_frame(Box::new(move || {
            if let Some(root) = root {
                sight::reveal(&root, ".card .correct");
            }
        }));
    }

    /// The reader said something in the form.
    pub(super) fn correct(&self, member: &str, value: &str) {
        let Some(mut own) = self.begun_correction() else { return };
        let value = value.trim();
        match member {
            "name" => {
                own.name =
                    Some(value.to_owned()).filter(|name| !name.is_empty() && *name != own.was);
            }
            "type" => own.kind = EntityType::from_word(value),
            "into" if !value.is_empty() => return self.join_with(own, value),
            _ => return,
        }
        let (name, kind) = (own.name.clone().unwrap_or_else(|| own.was.clone()), own.kind);
        self.card.update(|card| {
            if let Some(card) = card {
                (card.name, card.kind) = (name, kind.or(card.kind));
                if let Some(form) = &mut card.form {
                    form.own = Some(own.clone()).filter(|own| !own.is_empty());
                    words::CORRECTED.clone_into(&mut form.told);
                }
            }
        });
        self.change_corrections(|all| all.put(own));
    }

    /// The entity of the card is the one of this name.
    fn join_with(&self, own: Correction, name: &str) {
        let viewer = *self;
        let asked = name.to_owned();
        let take = move |reply| {
            let found = match reply {
                Ok(Reply::Entity(found)) => found.filter(|found| found.id != own.entity),
                _ => None,
            };
            let Some(found) = found else {
                viewer.card.update(|card| {
                    if let Some(form) = card.as_mut().and_then(|card| card.form.as_mut()) {
                        form.told = words::no_such_name(&asked);
                    }
                });
                return;
            };
            let own = Correction { into: Some(found.id), into_name: found.name, ..own };
            viewer.end_correction(own);
        };
        self.ask_then(Ask::Entity(name.to_owned()), Box::new(take));
    }

    /// The entity of the card is no name.
    pub(super) fn hide_entity(&self) {
        if let Some(own) = self.begun_correction() {
            self.end_correction(Correction { hidden: true, ..own });
        }
    }

    /// After this there is nothing that the card could be of.
    fn end_correction(&self, own: Correction) {
        let said = words::correction(&own);
        if let Some(root) = self.kept.with_untracked(|kept| kept.root.clone()) {
            carding::close_and_return(*self, &root);
        }
        self.change_corrections(|all| all.put(own));
        self.told.set([words::CORRECTED, " ", &said].concat());
    }

    /// Takes back what was put right about an entity.
    pub(super) fn take_back(&self, entity: &str) {
        self.change_corrections(|all| all.take_back(entity));
        carding::close(*self, true);
    }

    /// Saves what is put right as a file; the browser asks where.
    pub(super) fn save_corrections(&self) {
        let title = self.title();
        let text = self.corrections.with_untracked(|own| own.to_text(&title));
        let name = self.load.with_untracked(|load| match load {
            Load::Open(open) => open.name.clone(),
            _ => String::new(),
        });
        let stem = name.split(['?', '#']).next().unwrap_or_default();
        let stem = stem.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = stem.split_once('.').map_or(stem, |(stem, _)| stem);
        let file = [if stem.is_empty() { "articles" } else { stem }, ENDING].concat();
        let call = self.kept.with_untracked(|kept| kept.settings.late.clone());
        leptos::task::spawn_local(async move {
            late::call(call, "save.js", "save", &[text.into(), file.into()]).await;
        });
    }

    /// Loads what was put right elsewhere: it is put beside what is put right here.
    pub(super) fn load_corrections(&self, file: web_sys::File) {
        let viewer = *self;
        let (number, _, _) = self.origin();
        leptos::task::spawn_local(async move {
            let text = match files::bytes(&file).await {
                Ok(bytes) => Ok(String::from_utf8_lossy(&bytes.to_vec()).into_owned()),
                Err(fault) => Err(fault),
            };
            if !viewer.is_current(number) {
                return;
            }
            match text.and_then(|text| Corrections::read(&text)) {
                Ok(other) => {
                    let said = words::corrections_loaded(other.all().len());
                    viewer.change_corrections(|own| own.join(other));
                    viewer.told.set(said);
                }
                Err(fault) => viewer.told.set(told(fault, &file.name())),
            }
        });
    }
}

fn told(fault: Fault, file: &str) -> String {
    fault.in_file(file).to_string()
}
