//! Who is asked for when, how answers are merged, and when they are counted.

use super::*;
use crate::bundle::{Bundle, EntityType, Mark, Unknown};

/// Articles with texts of these many bytes; one with a mark in front of them.
fn bundle(sizes: &[usize]) -> Bundle {
    let article = |text: String| Article { content_text: text, ..Article::default() };
    let mut bundle = Bundle::new("Test");
    bundle.items = vec![article("Marked.".into())];
    bundle.items[0].dateline.marks.push(Mark::default());
    bundle.items.extend(sizes.iter().map(|size| article("x".repeat(*size))));
    bundle
}

fn entity(id: &str, name: &str) -> Entity {
    Entity {
        id: id.to_owned(),
        kind: EntityType::Person,
        name: name.to_owned(),
        aliases: Vec::new(),
        same_as: Vec::new(),
        more: Unknown::new(),
    }
}

/// How far the search in such a bundle is.
fn lacking(bundle: &Bundle) -> Lacking {
    let mut all = Lacking::default();
    bundle.items.iter().for_each(|article| all.note(article));
    all
}

/// Takes an answer, and puts what was found where it belongs.
fn take(all: &mut Lacking, batch: &[usize], mut found: Found, bundle: &mut Bundle) {
    join(std::mem::take(&mut found.entities), &mut bundle.dateline.entities);
    for (index, ext) in all.take(batch, found) {
        put_into(&mut bundle.items[index], ext);
    }
}

/// An answer with one mark for each of these articles.
fn found(articles: &[usize], entities: &[(&str, &str)]) -> Found {
    let ext = || ArticleExt { marks: vec![Mark::default()], ..ArticleExt::default() };
    Found {
        entities: entities.iter().map(|(id, name)| entity(id, name)).collect(),
        articles: articles.iter().map(|index| (*index, ext())).collect(),
    }
}

#[test]
fn a_bundle_with_marks_wants_none() {
    let mut bundle = bundle(&[]);
    assert!(lacking(&bundle).is_done());
    bundle.items.push(Article { content_text: " \n".into(), ..Article::default() });
    assert!(lacking(&bundle).is_done(), "there is nothing to mark in it");
    bundle.items.push(Article { title: Some("A headline".into()), ..Article::default() });
    assert!(!lacking(&bundle).is_done());
}

#[test]
fn the_article_on_screen_goes_first_then_the_list_then_the_rest() {
    let bundle = bundle(&[10_000; 8]);
    let mut all = lacking(&bundle);
    assert_eq!(all.next(Some(5), &[7, 5, 3]), [5], "alone");
    // 16 kB: the article that goes over is still taken.
    assert_eq!(all.next(Some(5), &[7, 5, 3, 2]), [7, 3]);
    // What the file marked itself is never asked for.
    assert_eq!(all.next(Some(0), &[0, 3, 8]), [8, 1, 2, 4]);
    // Opened meanwhile, it is the next.
    assert_eq!(all.next(Some(6), &[]), [6]);
    assert!(all.next(None, &[]).is_empty());
}

#[test]
fn batches_grow_to_an_end() {
    let bundle = bundle(&[1_000; 2_000]);
    let mut all = lacking(&bundle);
    let mut sizes = Vec::new();
    loop {
        let batch = all.next(None, &[]);
        if batch.is_empty() {
            break;
        }
        sizes.push(batch.len());
    }
    assert_eq!(sizes[..3], [17, 33, 66], "16 kB, then twice as much");
    assert!(sizes[3..].iter().all(|size| *size <= 66), "{sizes:?}");
    assert_eq!(sizes.iter().sum::<usize>(), 2_000, "each once");
}

#[test]
fn what_is_found_stands_there_at_once_and_is_counted_seldom() {
    let mut bundle = bundle(&[100; 200]);
    let mut all = lacking(&bundle);
    let first = all.next(Some(9), &[]);
    take(&mut all, &first, found(&[9], &[("rask", "Rask")]), &mut bundle);
    assert_eq!(bundle.items[9].dateline.marks.len(), 1);
    assert_eq!(bundle.dateline.entities[0].name, "Rask");
    assert!(all.is_fresh() && !all.is_due(true));
    let mut times = 0;
    for index in (1..=200).filter(|index| *index != 9) {
        let asked = all.next(Some(index), &[]);
        take(&mut all, &asked, found(&asked, &[]), &mut bundle);
        if all.is_due(true) {
            times += 1;
            all.count();
            assert!(!all.is_fresh());
        }
    }
    assert!(all.is_done());
    assert_eq!(times, 3, "after 32, 128 and all 200");
    assert!(bundle.items.iter().all(|article| article.dateline.marks.len() == 1));
    assert_eq!(bundle.dateline.entities.len(), 1);
}

#[test]
fn names_that_were_joined_later_are_one() {
    let mut bundle = bundle(&[10, 10]);
    bundle.dateline.entities.push(entity("own", "The file's own"));
    let mut all = lacking(&bundle);
    let batch = all.next(None, &[]);
    take(&mut all, &batch, found(&[1], &[("rask", "Rask"), ("vardel", "Vardel")]), &mut bundle);
    all.count();
    take(&mut all, &[], found(&[1, 2], &[("rask", "Jonna Rask")]), &mut bundle);
    let entities = &bundle.dateline.entities;
    let names: Vec<&str> = entities.iter().map(|entity| entity.name.as_str()).collect();
    assert_eq!(names, ["The file's own", "Jonna Rask", "Vardel"]);
    assert!(all.is_due(true), "an answer takes the place of the one before");
    assert_eq!(bundle.items[1].dateline.marks.len(), 1);
}

#[test]
fn what_the_file_says_is_never_changed() {
    let mut bundle = bundle(&[10]);
    let mut all = lacking(&bundle);
    let before = bundle.items.clone();
    take(&mut all, &[0], found(&[0, 1, 99], &[]), &mut bundle);
    assert_eq!(bundle.items, before, "0 is the file's, 1 was not asked for, 99 is not there");
    assert_eq!((all.progress(), all.is_fresh()), ((0, 1), false));
}

#[test]
fn a_date_that_the_reader_supplies_asks_anew() {
    let mut bundle = bundle(&[10, 10]);
    let mut all = lacking(&bundle);
    all.supply(1, "2025-10-21");
    assert_eq!(all.supplied(1), None, "nothing was found yet that could be counted anew");
    let batch = all.next(None, &[]);
    take(&mut all, &batch, found(&[1, 2], &[]), &mut bundle);
    all.count();
    all.supply(1, "2025-10-21");
    assert_eq!((all.supplied(1), all.is_done()), (Some("2025-10-21"), false));
    assert_eq!(all.next(None, &[]), [1], "and nothing else");
    take(&mut all, &[1], found(&[1], &[]), &mut bundle);
    assert!(all.is_due(true));
    all.supply(1, "");
    assert_eq!(all.supplied(1), None);
}

#[test]
fn when_nobody_answers_what_came_stays() {
    let mut bundle = bundle(&[10, 10, 10]);
    let mut all = lacking(&bundle);
    let batch = all.next(Some(1), &[]);
    take(&mut all, &batch, found(&[1], &[]), &mut bundle);
    all.next(Some(2), &[]);
    all.give_up();
    assert!(all.is_done() && all.is_due(true));
    assert!(all.next(None, &[]).is_empty());
}

#[test]
fn what_was_asked_for_in_vain_is_asked_for_again() {
    let bundle = bundle(&[10, 10]);
    let mut all = lacking(&bundle);
    assert_eq!(all.next(None, &[]), [1, 2]);
    assert!(all.next(None, &[]).is_empty());
    all.begin_again();
    assert_eq!(all.next(None, &[]), [1, 2]);
}

#[test]
fn the_window_of_an_undated_article_is_handed_on() {
    let mut bundle = bundle(&[10]);
    let mut all = lacking(&bundle);
    let batch = all.next(None, &[]);
    let mut answer = found(&[1], &[]);
    answer.articles[0].1.more.insert_raw(WRITTEN_AFTER, "\"2025-09-19\"").unwrap();
    take(&mut all, &batch, answer, &mut bundle);
    assert_eq!(written_after(&bundle.items[1]), Some("2025-09-19"));
    assert_eq!(written_after(&bundle.items[0]), None);
}
