//! What stands above the list and above the chronology alike: how much was found, the way
//! from one to the other, and what a reader should know about the answer.
//!
//! It must not hold rows.

use crate::archive::Sort;
use crate::ui::address::View;
use crate::ui::outline::{Node, el, text};
use crate::ui::scene::{Scene, link, order_of};
use crate::ui::words;

/// The head. `count` says how much was found.
pub fn head(scene: &Scene<'_>, count: String) -> Node {
    let order = (!scene.view.chronology).then(|| order(scene));
    // One region for what is said by itself: the numbers, and that they are not the last ones.
    let found = el("div").class("found").set("role", "status");
    el("div")
        .class("head")
        .with(found.with(el("h2").set("tabindex", "-1").say(count)).with(so_far(scene)))
        .with(places(scene))
        .with_some(order)
}

/// How much of the collection was searched, until all of it was.
fn so_far(scene: &Scene<'_>) -> Node {
    if scene.is_whole() {
        return el("p").class("so-far").set("hidden", "");
    }
    let (searched, complete) = (scene.answer.searched, scene.progress.complete);
    el("p").class("so-far").say(words::searched(searched, scene.articles(), complete))
}

/// The list and the chronology, each a link to itself under the same query.
fn places(scene: &Scene<'_>) -> Node {
    let place = |chronology: bool, name: &'static str| {
        let here = scene.view.chronology == chronology;
        link(scene.links.to(&View { chronology, ..scene.view.without_article() }))
            .set_some("aria-current", here.then(|| "page".to_owned()))
            .say(name)
    };
    el("nav")
        .class("places")
        .set("aria-label", words::SHOWN_AS)
        .with(place(false, words::LIST))
        .with(place(true, words::CHRONOLOGY))
}

fn order(scene: &Scene<'_>) -> Node {
    let now = order_of(scene.view, scene.query);
    let options = Sort::ALL.into_iter().map(|sort| {
        let name = match sort {
            Sort::Newest => words::NEWEST,
            Sort::Oldest => words::OLDEST,
            Sort::Relevance => words::RELEVANCE,
        };
        el("option").set("value", sort.word()).set_if("selected", sort == now).say(name)
    });
    let select = el("select").class("sort").set("aria-label", words::SORT).set("data-do", "sort");
    // The options first: a value can only be chosen among those that are there.
    select.with_all(options.collect()).set("value", now.word())
}

/// Words that were looked for in another spelling, in sentences.
pub fn spellings(scene: &Scene<'_>) -> Node {
    let told = scene.answer.spellings.iter();
    let told = told.map(|one| el("p").say(words::respelled(&one.word, &one.found)));
    el("div").class("spellings").set("role", "status").with_all(told.collect())
}

/// In place of rows: that nothing was found, and what the query could do without.
pub fn nothing(scene: &Scene<'_>) -> Node {
    let place = el("div").class("nothing");
    let (answer, complete) = (scene.answer, scene.progress.complete);
    if complete && answer.articles == 0 {
        return place.with(el("h3").say(words::EMPTY_COLLECTION));
    }
    let heading = if complete { words::NO_RESULTS } else { words::NO_RESULTS_SO_FAR };
    let advice = answer.advice.iter().map(|advice| {
        let mut query = scene.query.clone();
        for clause in &advice.drop {
            query = query.without(clause);
        }
        let dropped: Vec<String> = advice
            .drop
            .iter()
            .map(|clause| {
                let said = scene.clause_words(clause);
                if clause.is_words() && !clause.negated { format!("“{said}”") } else { said }
            })
            .collect();
        let way = link(scene.to_query(&query)).set("dir", "auto").say(words::without(&dropped));
        el("li").with(way).with(text(": ")).with(text(words::articles(advice.total)))
    });
    let advice: Vec<Node> = advice.collect();
    let help = if advice.is_empty() {
        el("p").say(words::NO_RESULTS_ADVICE)
    } else {
        el("ul").class("advice").with_all(advice)
    };
    let all = link(scene.links.to(&View { q: String::new(), ..scene.view.without_article() }))
        .class("button")
        .say(words::ALL_ARTICLES);
    place.with(el("h3").say(heading)).with(help).with(all)
}

/// The button that shows more, where there is more.
pub fn more(rest: usize) -> Option<Node> {
    (rest > 0).then(|| {
        el("button").class("button more").set("data-do", "more").say(words::show_more(rest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::ask::Progress;
    use crate::archive::{Advice, Answer, Query, Spelling};
    use crate::ui::scene::drawn_at;

    fn all_read() -> Progress {
        Progress { complete: true, ..Progress::default() }
    }

    fn answer() -> Answer {
        Answer { articles: 20, searched: 20, ..Answer::default() }
    }

    #[test]
    fn what_to_leave_out_is_a_link_to_what_is_then_found() {
        let drop = |q: &str| Query::parse(q).clauses;
        let advice = vec![
            Advice { drop: drop("zarif"), total: 12 },
            Advice { drop: drop("date:2018 tag:port"), total: 1 },
        ];
        let node = drawn_at(
            "#q=vardel+zarif+date:2018+tag:port&sort=oldest",
            &Answer { advice, ..answer() },
            None,
            &all_read(),
            &nothing,
        );
        let items: Vec<String> = node
            .all(&|node| node.tag == "li")
            .iter()
            .map(|item| {
                let to = item.all(&|node| node.tag == "a")[0].attribute("href");
                format!("{} → {}", item.words(), to.unwrap_or_default())
            })
            .collect();
        assert_eq!(
            items,
            [
                "Without “zarif”: 12 articles → #q=vardel+date:2018+tag:port&sort=oldest",
                "Without 2018 and tag: port: 1 article → #q=vardel+zarif&sort=oldest",
            ]
        );
    }

    #[test]
    fn nothing_is_called_final_before_all_is_read() {
        let heading = |answer: &Answer, progress: &Progress| {
            let node = drawn_at("#q=x", answer, None, progress, &nothing);
            node.all(&|node| node.tag == "h3")[0].words()
        };
        assert_eq!(heading(&answer(), &all_read()), words::NO_RESULTS);
        assert_eq!(heading(&answer(), &Progress::default()), words::NO_RESULTS_SO_FAR);
        assert_eq!(heading(&Answer::default(), &all_read()), words::EMPTY_COLLECTION);
        assert_eq!(heading(&Answer::default(), &Progress::default()), words::NO_RESULTS_SO_FAR);
    }

    #[test]
    fn how_much_was_searched_is_said_until_it_is_all() {
        let told = |searched, complete| {
            let answer = Answer { articles: 20_000, searched, ..Answer::default() };
            let progress = Progress { complete, ..Progress::default() };
            let node = drawn_at("#", &answer, None, &progress, &|scene| so_far(scene));
            node.words()
        };
        assert_eq!(told(4_000, true), "searched 4,000 of 20,000 so far");
        assert_eq!(told(20_000, false), "searched 20,000 of more than 20,000 so far");
        assert_eq!(told(20_000, true), "");
        let answer = Answer { articles: 265, searched: 265, ..Answer::default() };
        let progress = Progress { articles: 4_000, complete: true, ..Progress::default() };
        let node = drawn_at("#", &answer, None, &progress, &|scene| so_far(scene));
        assert_eq!(node.words(), "searched 265 of 4,000 so far", "the list stands still");
    }

    #[test]
    fn another_spelling_is_told_in_a_sentence() {
        let spellings = vec![Spelling {
            word: "uranum".into(),
            found: vec!["uranium".into(), "uranus".into()],
        }];
        let answer = Answer { spellings, ..answer() };
        let node = drawn_at("#q=uranum", &answer, None, &all_read(), &spellings_of);
        assert_eq!(node.words(), "No article has “uranum”; showing uranium, uranus");
    }

    fn spellings_of(scene: &Scene<'_>) -> Node {
        spellings(scene)
    }

    #[test]
    fn list_and_chronology_lead_to_each_other_under_the_same_query() {
        let node = drawn_at(
            "#q=x&sort=oldest&view=chronology&article=a",
            &answer(),
            None,
            &all_read(),
            &|scene| head(scene, String::new()),
        );
        let links = node.all(&|node| node.tag == "a");
        let told: Vec<_> = links
            .iter()
            .map(|a| (a.words(), a.attribute("href"), a.attribute("aria-current").is_some()))
            .collect();
        assert_eq!(
            told,
            [
                ("List".to_owned(), Some("#q=x&sort=oldest"), false),
                ("Chronology".to_owned(), Some("#q=x&sort=oldest&view=chronology"), true),
            ]
        );
        assert!(node.all(&|node| node.tag == "select").is_empty(), "its order is that of time");
    }
}
