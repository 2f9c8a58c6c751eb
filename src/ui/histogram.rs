//! When the articles were published, as bars: the archive behind, the answer in front.
//! Every bar is a link that narrows the list to its period.

use crate::archive::Query;
use crate::ui::address::View;
use crate::ui::state::viewer;
use crate::ui::strip::percent;
use crate::ui::words;
use leptos::prelude::*;

/// The histogram of the current answer; nothing where there are no dates.
#[component]
pub fn Histogram() -> impl IntoView {
    let state = viewer();
    move || {
        let answer = state.answer.get()?;
        let bars = &answer.histogram.bars;
        let highest = bars.iter().map(|bar| bar.total).max().filter(|&most| most > 0)?;
        let (q, sort) = state.view.with_untracked(|view| (view.q.clone(), view.sort.clone()));
        let query = Query::parse(&q);
        // Percent of the height; what is there at all is never invisible.
        let height = |count: usize| {
            let share = count as f64 / highest as f64 * 100.0;
            percent(if count > 0 { share.max(4.0) } else { 0.0 })
        };
        // A name under every bar while there is room for it, else at both ends.
        let few = bars.len() <= 12 && bars.iter().all(|bar| bar.label.len() <= 4);
        let drawn: Vec<_> = bars
            .iter()
            .map(|bar| {
                let to = query.with_date(Some(bar.range)).to_string();
                let to = View { q: to, sort: sort.clone(), ..View::default() };
                let label = format!("{}, {}", bar.label, words::articles(bar.count));
                view! {
                    <li>
                        <a class="bin" href=state.href(&to) data-go="" aria-label=label.clone() title=label>
                            <span class="total" style:block-size=height(bar.total)></span>
                            <span class="count" style:block-size=height(bar.count)></span>
                        </a>
                        {few.then(|| view! { <span class="name" aria-hidden="true">{bar.label.clone()}</span> })}
                    </li>
                }
            })
            .collect();
        let first = bars.first().map(|bar| bar.label.clone());
        let last = bars.last().filter(|_| bars.len() > 1).map(|bar| bar.label.clone());
        let ends = (!few).then(|| view! { <p class="ends" aria-hidden="true"><span>{first}</span> <span>{last}</span></p> });
        Some(
            view! {
                <div class="histogram">
                    <h3>{words::WHEN_PUBLISHED}</h3>
                    <ol class="bars">{drawn}</ol>
                    {ends}
                </div>
            }
            .into_any(),
        )
    }
}
