//! The list of articles: how many, in which order, when they were published, and a row each.

use crate::archive::{Hit, Snippet, Sort, published};
use crate::bundle::Article;
use crate::ui::address::View;
use crate::ui::histogram::Histogram;
use crate::ui::state::{Step, Viewer, viewer};
use crate::ui::words;
use leptos::prelude::*;
use std::ops::Range;

/// The whole list.
#[component]
pub fn Results() -> impl IntoView {
    let state = viewer();
    let total =
        Memo::new(move |_| state.answer.with(|answer| answer.as_ref().map_or(0, |a| a.total)));
    view! {
        <section class="zone results" aria-label=words::RESULTS>
            <div class="head">
                <h2 role="status">{move || words::articles(total.get())}</h2>
                <Order/>
            </div>
            <Histogram/>
            {move || (total.get() == 0).then(|| view! { <Nothing/> })}
            <ol class="rows">{move || rows(state)}</ol>
            {move || {
                let shown = state.rows.get();
                (total.get() > shown).then(|| view! {
                    <button class="button more" on:click=move |_| state.show_more()>
                        {words::SHOW_MORE} " (" {total.get() - shown} ")"
                    </button>
                })
            }}
        </section>
    }
    .into_any()
}

#[component]
fn Order() -> impl IntoView {
    let state = viewer();
    let now = Memo::new(move |_| {
        state.view.with(|view| view.sort.as_deref().and_then(Sort::from_word).unwrap_or_default())
    });
    let options: Vec<_> = Sort::ALL
        .into_iter()
        .map(|sort| {
            let name = match sort {
                Sort::Newest => words::NEWEST,
                Sort::Oldest => words::OLDEST,
                Sort::Relevance => words::RELEVANCE,
            };
            view! { <option value=sort.word() prop:selected=move || now.get() == sort>{name}</option> }
        })
        .collect();
    let change = move |event| {
        let sort =
            Sort::from_word(&event_target_value(&event)).filter(|sort| *sort != Sort::default());
        let sort = sort.map(|sort| sort.word().to_owned());
        let view = state.view.get_untracked();
        state.go(View { sort, ..view }, Step::New);
    };
    view! { <select class="sort" aria-label=words::SORT on:change=change>{options}</select> }
        .into_any()
}

#[component]
fn Nothing() -> impl IntoView {
    let state = viewer();
    let all = state.href(&View::default());
    view! {
        <div class="nothing">
            <h3>{words::NO_RESULTS}</h3>
            <p>{words::NO_RESULTS_ADVICE}</p>
            <a class="button" href=all data-go="">{words::ALL_ARTICLES}</a>
        </div>
    }
    .into_any()
}

fn rows(state: Viewer) -> Vec<AnyView> {
    let Some(open) = state.collection() else { return Vec::new() };
    let Some(answer) = state.answer.get() else { return Vec::new() };
    let (q, sort) = state.view.with_untracked(|view| (view.q.clone(), view.sort.clone()));
    let language = open.bundle.language.as_deref();
    answer
        .hits
        .iter()
        .filter_map(|hit| {
            let article = open.bundle.items.get(hit.article)?;
            let view = View {
                q: q.clone(),
                sort: sort.clone(),
                article: Some(article.id.clone()),
                at: None,
            };
            Some(row(state, article, language, hit, &view))
        })
        .collect()
}

fn row(state: Viewer, article: &Article, language: Option<&str>, hit: &Hit, to: &View) -> AnyView {
    let id = article.id.clone();
    let lang = article.language.as_deref().or(language).map(str::to_owned);
    let current = {
        let id = id.clone();
        move || state.view.with(|view| view.article.as_deref() == Some(&id)).then_some("true")
    };
    view! {
        <li class="row">
            <a href=state.href(to) data-go="" data-row=id aria-current=current>
                <h3 dir="auto" lang=lang.clone()>{marked(article.headline(), &hit.title_hits)}</h3>
                <p class="meta">
                    <span>{date_of(article)}</span>
                    {article.dateline.source.clone().map(|source| view! { <span dir="auto">{source}</span> })}
                </p>
                <p class="snippet" dir="auto" lang=lang>{snippet(&hit.snippet)}</p>
            </a>
        </li>
    }
    .into_any()
}

/// The day of publication in words.
pub fn date_of(article: &Article) -> String {
    published(article).map_or(words::UNDATED.to_owned(), |instant| words::day(instant.date))
}

fn snippet(snippet: &Snippet) -> Vec<AnyView> {
    let ellipsis = |wanted: bool| wanted.then(|| "…".into_any());
    let mut pieces: Vec<AnyView> = ellipsis(snippet.cut_start).into_iter().collect();
    pieces.extend(marked(&snippet.text, &snippet.hits));
    pieces.extend(ellipsis(snippet.cut_end));
    pieces
}

/// A text with its hits marked.
fn marked(text: &str, hits: &[Range<usize>]) -> Vec<AnyView> {
    let mut pieces = Vec::new();
    let mut done = 0;
    for hit in hits {
        let (Some(before), Some(words)) = (text.get(done..hit.start), text.get(hit.clone())) else {
            continue; // a range that does not fit draws nothing, and loses nothing
        };
        if !before.is_empty() {
            pieces.push(before.to_owned().into_any());
        }
        pieces.push(view! { <mark>{words.to_owned()}</mark> }.into_any());
        done = hit.end;
    }
    pieces.push(text.get(done..).unwrap_or_default().to_owned().into_any());
    pieces
}
