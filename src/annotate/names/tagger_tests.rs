//! The tagger on a model of two features.

use super::{LABELS, Model, NONE, Scores, Sort, begins, follows};
use crate::annotate::names::features::Feature;

/// A model of two features and its weights for persons.
fn model() -> Model {
    let mut first = [0; LABELS];
    first[begins(Sort::Person)] = 39;
    let mut next = [0; LABELS];
    next[begins(Sort::Person) + 1] = 40; // rounded to 39
    next[begins(Sort::Place)] = -3;
    let features = [(5, first), (900_000, next)];
    Model::read(&Model::write(&features, &[[0; LABELS]; LABELS]))
}

fn scores(model: &Model, features: &[u32]) -> Vec<Scores> {
    features.iter().map(|&hash| model.scores(&[Feature { hash, kind: 0 }])).collect()
}

#[test]
fn what_is_written_is_read() {
    let model = model();
    assert_eq!(model.size(), 2);
    let weights = model.weights(Feature { hash: 900_000, kind: 0 }).unwrap();
    assert_eq!((weights[begins(Sort::Person) + 1], weights[begins(Sort::Place)]), (39, -3));
    assert!(model.weights(Feature { hash: 6, kind: 0 }).is_none());
}

#[test]
fn the_best_labels_are_found() {
    let model = model();
    let spans = model.spans(&scores(&model, &[7, 5, 900_000, 7]));
    assert_eq!(spans.len(), 1);
    assert_eq!((spans[0].start, spans[0].end, spans[0].sort), (1, 3, Sort::Person));
    assert!(spans[0].confidence > 0.5 && spans[0].confidence <= 1.0);
}

#[test]
fn a_name_never_goes_on_from_nothing() {
    for sort in Sort::ALL {
        assert!(!follows(NONE, begins(sort) + 1));
        assert!(follows(begins(sort), begins(sort) + 1));
        assert!(follows(begins(sort), begins(sort)));
    }
    assert!(!follows(begins(Sort::Person), begins(Sort::Place) + 1));
    let model = model();
    let labels = model.labels(&scores(&model, &[900_000]));
    assert_eq!(labels, [NONE]);
}

#[test]
fn probabilities_sum_to_one() {
    let model = model();
    for own in model.probabilities(&scores(&model, &[7, 5, 900_000, 5, 900_000, 900_000])) {
        let sum: f32 = own.iter().sum();
        assert!((sum - 1.0).abs() < 1e-4, "{sum}");
    }
}

#[test]
fn cut_bytes_give_a_model_all_the_same() {
    let bytes = Model::write(&[(5, [1; LABELS])], &[[1; LABELS]; LABELS]);
    for end in 0..bytes.len() {
        let _ = Model::read(&bytes[..end]).labels(&[[0; LABELS]]);
    }
}
