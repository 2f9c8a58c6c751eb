//! The open article: headline, where and when, text with its marks.

use crate::browser::{location, sight};
use crate::bundle::{Article, Basis};
use crate::ui::address::View;
use crate::ui::page::{Link, Page, Piece};
use crate::ui::results::date_of;
use crate::ui::state::{Viewer, viewer};
use crate::ui::words;
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// The article that the view names, or word that there is none.
#[component]
pub fn Reader() -> impl IntoView {
    let state = viewer();
    let zone = NodeRef::<html::Main>::new();
    move_with_the_reader(state, zone);
    let back = move || {
        let view = state.view.get();
        state.href(&View { q: view.q, sort: view.sort, ..View::default() })
    };
    let point = move |event: web_sys::Event| state.pointed.set(told_under(&event));
    view! {
        <main
            class="zone reader"
            node_ref=zone
            on:pointerover=move |event| point(event.into())
            on:pointerleave=move |_| state.pointed.set(None)
            on:focusin=move |event| point(event.into())
        >
            <div class="text">
                <p class="back"><a href=back data-go="">"← " {words::BACK_TO_LIST}</a></p>
                {move || match (state.page.get(), state.collection()) {
                    (Some(page), Some(open)) => open
                        .bundle
                        .items
                        .get(page.0)
                        .map(|article| text(state, article, open.bundle.language.as_deref(), page.clone())),
                    _ => Some(missing()),
                }}
            </div>
        </main>
    }
    .into_any()
}

fn missing() -> AnyView {
    view! { <h2 tabindex="-1">{words::NOT_FOUND}</h2> <p>{words::NOT_FOUND_ADVICE}</p> }.into_any()
}

fn text(
    state: Viewer,
    article: &Article,
    language: Option<&str>,
    page: Arc<(usize, Page)>,
) -> AnyView {
    let lang = article.language.as_deref().or(language).map(str::to_owned);
    let authors: Vec<&str> =
        article.authors.iter().filter_map(|author| author.name.as_deref()).collect();
    let byline = (!authors.is_empty()).then(|| format!("{} {}", words::BY, authors.join(", ")));
    let original = article.url.clone().filter(|url| is_web_address(url)).map(|url| {
        view! { <a href=url rel="noopener noreferrer external">{words::ORIGINAL}</a> }
    });
    let tags: Vec<_> = article
        .tags
        .iter()
        .map(|tag| {
            let clause =
                crate::archive::Clause::field(crate::archive::QueryField::Tag, tag.as_str());
            let to = state.href(&View::of_query(clause.to_string()));
            view! { <li><a class="chip" href=to data-go="">{tag.clone()}</a></li> }
        })
        .collect();
    let paragraphs: Vec<_> = page
        .1
        .paragraphs
        .iter()
        .map(|paragraph| {
            let pieces: Vec<_> =
                paragraph.iter().map(|piece| drawn(state, piece, &article.id)).collect();
            view! { <p class="prose" dir="auto" lang=lang.clone()>{pieces}</p> }
        })
        .collect();
    let headline: Vec<_> =
        page.1.headline.iter().map(|piece| drawn(state, piece, &article.id)).collect();
    view! {
        <article>
            <h2 tabindex="-1" dir="auto" lang=lang.clone()>{headline}</h2>
            <p class="meta">
                <span>{date_of(article)}</span>
                {article.dateline.source.clone().map(|source| view! { <span dir="auto">{source}</span> })}
                {byline.map(|byline| view! { <span dir="auto">{byline}</span> })}
                {original}
            </p>
            {paragraphs}
            {(!tags.is_empty()).then(|| view! { <ul class="tags">{tags}</ul> })}
        </article>
    }
    .into_any()
}

/// Links out of a bundle lead to the web and nowhere else: never `javascript:`.
fn is_web_address(url: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| {
        url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

/// A piece of text: plain, a mention, or a date.
fn drawn(state: Viewer, piece: &Piece, article: &str) -> AnyView {
    let words = piece.text.clone();
    let mut class = String::new();
    for kind in &piece.around {
        class.push_str("around around-");
        class.push_str(kind.word());
        class.push(' ');
    }
    if piece.machine {
        class.push_str("machine ");
    }
    let inner = match &piece.link {
        Link::None if class.is_empty() => words.into_any(),
        Link::None => view! { <span class=class>{words}</span> }.into_any(),
        Link::Entity { id, kind, name } => {
            class.push_str("mention ");
            class.push_str(kind.word());
            let clause =
                crate::archive::Clause::field(crate::archive::QueryField::Entity, id.as_str());
            let to = state.href(&View::of_query(clause.to_string()));
            let title = format!("{name} ({})", words::kind(*kind));
            view! { <a class=class href=to data-go="" title=title>{words}</a> }.into_any()
        }
        Link::Time { mark, dated, when, basis } => {
            class.push_str("date");
            if when.is_none() {
                class.push_str(" unresolved");
            }
            let here = state.view.with_untracked(|view| (view.q.clone(), view.sort.clone()));
            let to = View {
                q: here.0,
                sort: here.1,
                article: Some(article.to_owned()),
                at: Some(mark.clone()),
            };
            let title = explained(when.as_ref(), *basis);
            let dated = *dated;
            let lit = move || dated.is_some() && state.lit.get() == dated;
            view! {
                <a class=class class:lit=lit href=state.href(&to) data-go="" data-mark=mark.clone() title=title>{words}</a>
            }
            .into_any()
        }
    };
    let Some(&first) = piece.told.first() else { return inner };
    let told = piece.told.clone();
    let lit = move || state.lit.get().is_some_and(|lit| told.contains(&lit));
    view! { <span class="told" class:lit=lit data-told=first.to_string()>{inner}</span> }.into_any()
}

/// What a date means and how that is known.
pub fn explained(when: Option<&crate::bundle::edtf::When>, basis: Basis) -> String {
    let value = when.map_or(words::UNRESOLVED.to_owned(), words::when);
    match words::basis(basis) {
        "" => value,
        how => format!("{value}: {how}"),
    }
}

/// The timeline entry told at the place where an event happened.
fn told_under(event: &web_sys::Event) -> Option<usize> {
    let target: web_sys::Element = event.target()?.dyn_into().ok()?;
    let told = target.closest("[data-told]").ok()??;
    told.get_attribute("data-told")?.parse().ok()
}

/// After a move of the reader, brings the place in question into sight and the focus to
/// it: the sentence of an event, the entry of a date, else the headline. Nothing moves
/// when the viewer is first drawn: a page that embeds it keeps its own place.
fn move_with_the_reader(state: Viewer, zone: NodeRef<html::Main>) {
    Effect::new(move |before: Option<(usize, Option<String>)>| {
        let moves = state.moves.get();
        let (article, at) = state.view.with(|view| (view.article.clone(), view.at.clone()));
        let page = state.page.get();
        let Some(zone) = zone.get() else { return (moves, article) };
        if state.has_history() {
            let name = state.collection().map(|open| open.bundle.title.clone()).unwrap_or_default();
            let headline = page.as_ref().map(|page| {
                page.1.headline.iter().map(|piece| piece.text.as_str()).collect::<String>()
            });
            location::set_page_title(
                &headline.map_or(name.clone(), |headline| format!("{headline} – {name}")),
            );
        }
        let moved = moves > 0 && before.as_ref().is_none_or(|(earlier, _)| *earlier != moves);
        let entry = at.as_ref().and_then(|at| {
            let page = page.as_ref()?;
            let by_id = page
                .1
                .dated
                .iter()
                .find(|entry| entry.id == *at && entry.mark.as_ref() != Some(at));
            Some(match by_id {
                // An event was asked for: its sentence. A mark: its entry on the timeline.
                Some(event) => ("mark", event.mark.clone()?),
                None => ("entry", at.clone()),
            })
        });
        if let Some((attribute, id)) = entry {
            if let Some(target) = sight::find(&zone, attribute, &id) {
                sight::show(&target);
                if moved {
                    sight::focus(&target);
                }
            }
        } else if moved && before.as_ref().is_none_or(|(_, earlier)| *earlier != article) {
            if let Some(heading) = zone.query_selector("h2").ok().flatten() {
                zone.scroll_into_view_with_bool(true);
                sight::focus(heading.unchecked_ref());
            }
        }
        (moves, article)
    });
}
