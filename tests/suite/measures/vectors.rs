//! Every vector of `tests/fixtures/measures/vectors.json`, to 1e-9. A key that nothing here knows fails the test, so that none
//! is passed over in silence.

use serde_json::Value as Json;

mod judgement;
mod people;
mod practice;

const VECTORS: &str = include_str!("../../fixtures/measures/vectors.json");

/// The outcomes that many vectors are about, by name: hits, misses, false alarms, correct rejections.
const OUTCOMES: [(&str, [u32; 4]); 6] = [
    ("balanced-good", [18, 2, 6, 24]),
    ("escalates-everything", [10, 0, 10, 0]),
    ("never-escalates", [0, 10, 0, 10]),
    ("timid", [12, 0, 14, 10]),
    ("reckless", [6, 6, 1, 23]),
    ("perfect10", [10, 0, 0, 10]),
];

/// A number as a vector writes it.
fn number(json: &Json) -> f64 {
    json.as_f64().unwrap_or_else(|| panic!("{json} is no number"))
}

/// The numbers of a list.
fn numbers(json: &Json) -> Vec<f64> {
    json.as_array().unwrap_or_else(|| panic!("{json} is no list")).iter().map(number).collect()
}

#[track_caller]
fn same(got: f64, expected: &Json) {
    close(got, number(expected), 1e-9);
}

#[track_caller]
fn same_list(got: &[f64], expected: &Json) {
    let expected = numbers(expected);
    assert_eq!(got.len(), expected.len(), "{got:?} instead of {expected:?}");
    got.iter().zip(expected).for_each(|(g, e)| close(*g, e, 1e-9));
}

/// A figure, or `null` where it is not to be told.
#[track_caller]
fn same_if_told(got: Option<f64>, expected: &Json) {
    match got {
        Some(got) => same(got, expected),
        None => assert!(expected.is_null(), "nothing told instead of {expected}"),
    }
}

#[track_caller]
fn close(got: f64, expected: f64, within: f64) {
    assert!((got - expected).abs() <= within, "{got} instead of {expected}");
}

/// The figures in the name of a vector: `grade (1, 3, None, 0)`, `pstar cu=3 co=1`.
fn named(key: &str) -> Vec<Option<f64>> {
    let separators = |c: char| matches!(c, ' ' | '(' | ')' | ',' | '=' | ':' | '/' | '-' | '>');
    let word = |word: &str| (word == "None").then_some(None).or_else(|| word.parse().ok().map(Some));
    key.split(separators).filter_map(word).collect()
}

#[test]
fn every_vector_agrees() {
    let all: Json = serde_json::from_str(VECTORS).unwrap();
    let all = all.as_object().unwrap();
    assert!(all.len() > 140, "the file is not whole: {} vectors", all.len());
    for (key, expected) in all {
        let family = key.split([' ', ':']).next().unwrap();
        let known = judgement::check(family, key, expected)
            || people::check(family, key, expected)
            || practice::check(family, key, expected);
        assert!(known, "no test knows the vector “{key}”");
    }
}
