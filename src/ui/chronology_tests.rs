//! Chronologies as lines of text.

use super::*;
use crate::archive::Answer;
use crate::archive::ask::Progress;
use crate::archive::chronology::Occasion;
use crate::ui::scene::drawn_at;

fn telling(article: &str, sentence: &str) -> Telling {
    Telling {
        article: article.into(),
        title: format!("Title of {article}"),
        source: Some("Coast Courier".into()),
        event: "e1".into(),
        sentence: sentence.into(),
    }
}

/// What happened from one day to another, told by these articles.
fn told(from: &str, to: &str, articles: &[&str]) -> Told {
    let number = |text: &str, open: DayNumber| {
        let mut parts = text.split('-').map(|part| part.parse::<i32>().unwrap());
        match (parts.next(), parts.next(), parts.next()) {
            (Some(year), Some(month), Some(day)) => {
                Date::new(year, month as u8, day as u8).unwrap().day_number()
            }
            _ => open,
        }
    };
    let open = |text: &str| if text == ".." { "0" } else { text }.to_owned();
    let days = (number(&open(from), DayNumber::MIN), number(&open(to), DayNumber::MAX));
    let tellings = articles.iter().map(|id| telling(id, &format!("Told by {id}.")));
    Told {
        occasion: Occasion { days, sources: Vec::new() },
        label: format!("Of {from}"),
        tellings: tellings.collect(),
    }
}

fn drawn(story: &Occasions, total: usize) -> Node {
    let answer = Answer { total, articles: 9, searched: 9, ..Answer::default() };
    let progress = Progress { complete: true, ..Progress::default() };
    drawn_at("#view=chronology&q=vardel", &answer, Some(story), &progress, &chronology)
}

/// Headings and times, in order.
fn lines(node: &Node) -> Vec<String> {
    let fits = |node: &Node| match node.attribute("class") {
        Some(class) => class == "when",
        None => matches!(node.tag, "h3" | "h4"),
    };
    let line = |node: &&Node| match node.tag {
        "h3" => format!("# {}", node.words()),
        "h4" => format!("## {}", node.words()),
        _ => node.words(),
    };
    node.all(&fits).iter().map(line).collect()
}

fn story(occasions: Vec<Told>, total: usize) -> Occasions {
    Occasions { total, occasions }
}

#[test]
fn events_stand_under_their_year_and_month_in_words() {
    let story = story(
        vec![
            told("..", "2015-12-31", &["a"]),
            told("2018-01-01", "2018-01-01", &["a"]),
            told("2018-01-01", "2018-12-31", &["a"]),
            told("2018-01-05", "2018-01-09", &["a"]),
            told("2018-03-01", "2018-03-31", &["a"]),
            told("2018-03-20", "2018-06-01", &["a"]),
            told("2019-08-04", "..", &["a"]),
        ],
        7,
    );
    assert_eq!(
        lines(&drawn(&story, 1)),
        [
            "# No known beginning",
            "up to 2015",
            "# 2018",
            "2018",
            "## January",
            "1 January 2018",
            "5 to 9 January 2018",
            "## March",
            "March 2018",
            "20 March to 1 June 2018",
            "# 2019",
            "## August",
            "from 4 August 2019",
        ]
    );
}

#[test]
fn every_telling_is_quoted_and_leads_to_its_place() {
    let story = story(vec![told("2018-05-08", "2018-05-08", &["a", "b", "c", "d", "e"])], 1);
    let node = drawn(&story, 5);
    let links = node.all(&|node| node.tag == "a" && node.words().starts_with("Title of"));
    let to: Vec<_> = links.iter().filter_map(|link| link.attribute("href")).collect();
    assert_eq!(to.len(), 5);
    assert_eq!(to[0], "#q=vardel&view=chronology&article=a&at=e1");
    let quotes = node.all(&|node| node.tag == "blockquote");
    assert_eq!(quotes[0].words(), "Told by a.");
    let folded = node.all(&|node| node.tag == "details");
    assert_eq!(folded[0].words().matches("Coast Courier").count(), 2);
    assert!(folded[0].words().starts_with("and 2 more"));
}

#[test]
fn a_sentence_that_is_the_label_is_said_once() {
    let mut one = told("2018-05-08", "2018-05-08", &["a"]);
    one.label = "Told by a.".into();
    assert_eq!(drawn(&story(vec![one], 1), 1).words().matches("Told by a.").count(), 1);
}

#[test]
fn what_there_is_is_counted_and_the_rest_is_a_click_away() {
    let node = drawn(&story(vec![told("2018-05-08", "2018-05-08", &["a"])], 1_201), 40);
    let words = node.words();
    assert!(words.contains("1,201 events in 40 articles"), "{words}");
    assert!(words.ends_with("Show more (1,200)"), "{words}");
    let none = drawn(&Occasions::default(), 3).words();
    assert!(none.contains("0 events in 3 articles") && none.contains(words::NO_EVENTS), "{none}");
    assert!(drawn(&Occasions::default(), 0).words().contains(words::NO_RESULTS));
}
