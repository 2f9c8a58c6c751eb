//! Beside the article: its timeline, drawn and as a list, and who is in it.
//!
//! The list is the whole truth; the strip above it is a picture of the list.

use crate::bundle::Basis;
use crate::bundle::edtf::When;
use crate::ui::address::View;
use crate::ui::page::{Dated, Page};
use crate::ui::reader::explained;
use crate::ui::state::{Viewer, viewer};
use crate::ui::strip::{Scale, percent};
use crate::ui::words;
use leptos::prelude::*;

/// Ticks that fit the panel without touching.
const TICKS: usize = 5;

/// The panel.
#[component]
pub fn Context() -> impl IntoView {
    let state = viewer();
    view! {
        <aside class="zone context" aria-label=words::CONTEXT>
            {move || state.page.get().map(|page| view! { {timeline(state, &page.1)} {entities(state, &page.1)} })}
        </aside>
    }
    .into_any()
}

/// True if the words of the text do not say the date in full.
fn is_inferred(basis: Basis) -> bool {
    !matches!(basis, Basis::Explicit | Basis::Editor)
}

fn timeline(state: Viewer, page: &Page) -> AnyView {
    let entries: Vec<_> = page
        .dated
        .iter()
        .enumerate()
        .map(|(index, entry)| entry_row(state, index, entry))
        .collect();
    let empty = entries.is_empty().then(|| view! { <p>{words::NO_DATES}</p> });
    view! {
        <section aria-label=words::TIMELINE on:pointerleave=move |_| state.pointed.set(None)>
            <h3>{words::TIMELINE}</h3>
            {strip(state, page)}
            {empty}
            <ol class="dated">{entries}</ol>
        </section>
    }
    .into_any()
}

/// Where an entry leads: to the sentence that tells it.
fn link_to(state: Viewer, entry: &Dated) -> String {
    let at = if entry.mark.as_ref() == Some(&entry.id) {
        entry.mark.clone()
    } else {
        Some(entry.id.clone())
    };
    state.href(&View { at, ..state.view.get_untracked() })
}

fn entry_row(state: Viewer, index: usize, entry: &Dated) -> AnyView {
    let class = match entry.when {
        None => "unresolved",
        Some(_) if is_inferred(entry.basis) => "inferred",
        Some(_) => "known",
    };
    let when = entry.when.as_ref().map_or(words::UNRESOLVED.to_owned(), words::when);
    let basis = words::basis(entry.basis);
    let basis = (!basis.is_empty() && !entry.words.is_empty()).then(
        || view! { <span class="basis" dir="auto">"“" {entry.words.clone()} "”: " {basis}</span> },
    );
    view! {
        <li>
            <a
                class=class
                class:lit=move || state.lit.get() == Some(index)
                href=link_to(state, entry)
                data-go=""
                data-entry=entry.mark.clone()
                on:pointerenter=move |_| state.pointed.set(Some(index))
                on:focus=move |_| state.pointed.set(Some(index))
            >
                <span class="when">{when}</span>
                <span class="label" dir="auto">{entry.label.clone()}</span>
                {basis}
            </a>
        </li>
    }
    .into_any()
}

/// The picture of the list: a bar for each entry whose time is known.
fn strip(state: Viewer, page: &Page) -> Option<AnyView> {
    const LANE: usize = 1; // rem from one lane to the next
    let known: Vec<(usize, &Dated, When)> = page
        .dated
        .iter()
        .enumerate()
        .filter_map(|(index, entry)| Some((index, entry, entry.when?)))
        .collect();
    let whens: Vec<When> = known.iter().map(|(_, _, when)| *when).collect();
    let scale = Scale::around(&whens)?;
    let bars = scale.bars(&whens);
    let lanes = bars.iter().map(|bar| bar.lane + 1).max().unwrap_or(1);
    let drawn: Vec<_> = known
        .iter()
        .zip(&bars)
        .map(|((index, entry, when), bar)| {
            let index = *index;
            let wide = bar.width > 0.0;
            let title = format!("{}: {}", explained(Some(when), entry.basis), entry.label);
            view! {
                <a
                    class="lane-bar"
                    class:wide=wide
                    class:open=bar.open
                    class:inferred=is_inferred(entry.basis)
                    class:vague=when.is_vague()
                    class:lit=move || state.lit.get() == Some(index)
                    style:left=percent(bar.left)
                    style:width=percent(bar.width)
                    style:top=format!("{}rem", bar.lane * LANE)
                    href=link_to(state, entry)
                    data-go=""
                    title=title
                    tabindex="-1"
                    on:pointerenter=move |_| state.pointed.set(Some(index))
                ></a>
            }
        })
        .collect();
    let ticks: Vec<_> = scale
        .ticks(TICKS)
        .into_iter()
        .map(|tick| {
            let name = if tick.month {
                let month = words::month(tick.at.month);
                month.get(..3).unwrap_or(month).to_owned()
            } else {
                tick.at.year.to_string()
            };
            view! { <span class="tick" style:left=percent(tick.left)>{name}</span> }
        })
        .collect();
    Some(
        view! {
            // The list below says the same: a picture of it is not read out.
            <div class="strip" aria-hidden="true">
                <div class="lanes" style:height=format!("{}rem", lanes * LANE)>{drawn}</div>
                <div class="ticks">{ticks}</div>
            </div>
        }
        .into_any(),
    )
}

/// Who and what is mentioned, by type: the legend of the marks, with counts.
fn entities(state: Viewer, page: &Page) -> AnyView {
    let mut groups: Vec<AnyView> = Vec::new();
    for group in page.entities.chunk_by(|a, b| a.kind == b.kind) {
        let kind = group[0].kind;
        let rows: Vec<_> = group
            .iter()
            .map(|entity| {
                let clause = crate::archive::Clause::field(
                    crate::archive::QueryField::Entity,
                    entity.id.as_str(),
                );
                let to = state.href(&View::of_query(clause.to_string()));
                view! {
                    <li>
                        <a class="choice" href=to data-go="">
                            <span class="name" dir="auto">{entity.name.clone()}</span>
                            <span class="count">{entity.count}</span>
                        </a>
                    </li>
                }
            })
            .collect();
        let key = format!("key {}", kind.word());
        groups.push(
            view! {
                <h4><span class=key>{words::kind(kind)}</span></h4>
                <ul class="choices">{rows}</ul>
            }
            .into_any(),
        );
    }
    let empty = groups.is_empty().then(|| view! { <p>{words::NO_ENTITIES}</p> });
    view! {
        <section aria-label=words::ENTITIES>
            <h3>{words::ENTITIES}</h3>
            {empty}
            {groups}
        </section>
    }
    .into_any()
}
