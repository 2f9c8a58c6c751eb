//! What a viewer shows when it has no articles to show, and the report on what it had to
//! repair. Every failure names what, where, and what to do.

use crate::bundle::Fault;
use crate::ui::state::viewer;
use crate::ui::words;
use leptos::prelude::*;

/// Nothing is open.
#[component]
pub fn Blank() -> impl IntoView {
    view! {
        <main class="status">
            <h2>{words::EMPTY_HEADING}</h2>
            <p>{words::EMPTY_TEXT}</p>
        </main>
    }
    .into_any()
}

/// A file is on its way.
#[component]
pub fn Opening(name: String) -> impl IntoView {
    view! {
        <main class="status" role="status">
            <p>{words::LOADING} " " {name} "…"</p>
        </main>
    }
    .into_any()
}

/// A file could not be opened.
#[component]
pub fn Failed(name: String, fault: Fault) -> impl IntoView {
    let state = viewer();
    let place = fault.whereabouts();
    let place = (!place.is_empty()).then(|| {
        view! { <dt>{words::WHERE}</dt> <dd>{place}</dd> }
    });
    let again = state.can_try_again().then(|| {
        view! { <button class="button first" on:click=move |_| state.try_again()>{words::TRY_AGAIN}</button> }
    });
    view! {
        <main class="status failed" role="alert">
            <h2>{words::COULD_NOT_OPEN}</h2>
            <p>{name} ": " {fault.what}</p>
            <dl>
                {place}
                <dt>{words::WHAT_TO_DO}</dt>
                <dd>{fault.remedy}</dd>
            </dl>
            {again}
        </main>
    }
    .into_any()
}

/// What had to be repaired or left out, folded away until somebody asks.
#[component]
pub fn Report(faults: Vec<Fault>) -> impl IntoView {
    if faults.is_empty() {
        return None;
    }
    const MOST: usize = 200; // rows; the rest is counted, and the command lists them all
    let count = faults.len();
    let rest = count.saturating_sub(MOST);
    let rows: Vec<_> = faults
        .into_iter()
        .take(MOST)
        .map(|fault| {
            let place = fault.whereabouts();
            view! { <li><span class="place">{place}</span>{fault.what} " " {fault.remedy}</li> }
        })
        .collect();
    Some(
        view! {
            <details class="report">
                <summary>{words::REPORT_LEFT_OUT} " (" {count} ")"</summary>
                <ol>{rows}</ol>
                {(rest > 0).then(|| view! { <p>"+ " {rest}</p> })}
            </details>
        }
        .into_any(),
    )
}
