//! The top of a viewer: the collection's name, the search box, opening a file, and the
//! filters in force as chips. The box and the chips are one query, editable either way.

use crate::archive::{Clause, Query, QueryField, Term};
use crate::browser::files;
use crate::ui::address::View;
use crate::ui::state::{Step, Viewer, viewer};
use crate::ui::words;
use leptos::prelude::*;

/// Name, search and "open a file".
#[component]
pub fn Masthead() -> impl IntoView {
    let state = viewer();
    let title =
        move || state.collection().map_or("Dateline".to_owned(), |open| open.bundle.title.clone());
    let home = move || state.href(&View::default());
    let open = move || state.collection().is_some();
    view! {
        <header class="masthead">
            <h1 dir="auto"><a href=home data-go="">{title}</a></h1>
            {move || open().then(|| view! { <Search/> })}
            <label class="button">
                {words::OPEN_FILE}
                <input
                    type="file"
                    class="quiet"
                    accept=".json,.jsonfeed,.txt,.text,application/json,application/feed+json,text/plain"
                    on:change=move |event| {
                        if let Some(file) = files::picked(&event) {
                            state.open_file(file);
                        }
                    }
                />
            </label>
        </header>
    }
    .into_any()
}

#[component]
fn Search() -> impl IntoView {
    let state = viewer();
    let q = Memo::new(move |_| state.view.with(|view| view.q.clone()));
    view! {
        <search class="search">
            <input
                type="search"
                autocomplete="off"
                spellcheck="false"
                aria-label=words::SEARCH
                placeholder=words::SEARCH
                title=words::SEARCH_HINT
                prop:value=move || q.get()
                on:input=move |event| state.search(event_target_value(&event), Step::Typing)
            />
        </search>
    }
    .into_any()
}

/// The filters in force, each a link to the view without it, and what could not be read.
#[component]
pub fn Chips() -> impl IntoView {
    let state = viewer();
    let asked = Memo::new(move |_| state.view.with(|view| (view.q.clone(), view.sort.clone())));
    move || {
        let (q, sort) = asked.get();
        let query = Query::parse(&q);
        let problems: Vec<_> = state.answer.with(|answer| {
            let problems = answer.iter().flat_map(|answer| &answer.problems);
            problems.map(|problem| view! { <li class="problem">{problem.words.clone()} ": " {problem.why.clone()}</li> }).collect()
        });
        let chips: Vec<_> = query
            .clauses
            .iter()
            .filter(|clause| !clause.is_words())
            .map(|clause| {
                let rest = query.without(clause).to_string();
                let rest = View { q: rest, sort: sort.clone(), ..View::default() };
                let text = clause_text(state, clause);
                let label = format!("{} {text}", words::REMOVE);
                view! { <li><a class="chip" href=state.href(&rest) data-go="" aria-label=label>{text}</a></li> }
            })
            .collect();
        let shown = !chips.is_empty() || !problems.is_empty();
        shown.then(|| {
            view! { <ul class="chips" aria-label=words::FILTERS>{chips}{problems}</ul> }.into_any()
        })
    }
}

/// A clause as a person would say it: the entity's name rather than its id.
fn clause_text(state: Viewer, clause: &Clause) -> String {
    let said = match &clause.term {
        Term::Field { field: QueryField::Entity, value } => state
            .collection()
            .and_then(|open| {
                let entities = &open.bundle.dateline.entities;
                entities.iter().find(|entity| entity.id == *value).map(|entity| entity.name.clone())
            })
            .unwrap_or_else(|| value.clone()),
        Term::Field { field, value } => format!("{}: {value}", field.word()),
        Term::Date(range) => range.label(),
        Term::About(range) => format!("{} {}", words::ABOUT, range.label()),
        Term::Undated => words::UNDATED.to_owned(),
        Term::Word(text) | Term::Phrase(text) => text.clone(),
        Term::Any(clauses) => {
            let said: Vec<_> = clauses.iter().map(|clause| clause_text(state, clause)).collect();
            said.join(words::OR)
        }
    };
    if clause.negated { format!("{} {said}", words::NOT) } else { said }
}
