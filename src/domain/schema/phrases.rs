//! The schema of `phrases.toml`.

use serde_json::{Value as Json, json};

use super::conditions::{clause, condition, test};
use super::rules::tables;
use super::{DIALECT, format, object, text, words};
use crate::domain::phrases::Severity;

/// The schema of a pack's phrases.
pub fn schema() -> Json {
    let keys = vec![
        ("format", "The format of the file", format()),
        ("phrase", "What is better not said, and what to say instead", tables("phrase")),
    ];
    let mut schema = object("What a team would rather not say", &["format"], keys);
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("$schema".to_owned(), DIALECT.into());
        schema.insert("title".to_owned(), "Escalate or Act? phrases".into());
        schema.insert("$defs".to_owned(), json!({"clause": clause(), "test": test(), "phrase": phrase()}));
    }
    schema
}

/// A phrase: `when` stands beside `context`, and beside nothing else.
fn phrase() -> Json {
    let keys = vec![
        ("avoid", "The words, in every way they are said", lines()),
        ("severity", "Never said, better said otherwise, or wrong in some cases", words(Severity::ALL.iter().map(|(w, _)| *w))),
        ("when", "With `context`: where it is wrong", condition()),
        ("better", "What to say instead", lines()),
        ("why", "The reason", text()),
        ("source", "Where it comes from", text()),
    ];
    let mut phrase = object("Something better not said", &["avoid", "severity", "better", "why"], keys);
    if let Some(phrase) = phrase.as_object_mut() {
        phrase.insert("if".to_owned(), json!({"properties": {"severity": {"const": "context"}}, "required": ["severity"]}));
        phrase.insert("then".to_owned(), json!({"required": ["when"]}));
        phrase.insert("else".to_owned(), json!({"not": {"required": ["when"]}}));
    }
    phrase
}

/// A line, or a list with at least one.
fn lines() -> Json {
    json!({"anyOf": [text(), {"type": "array", "minItems": 1, "items": text()}]})
}

#[cfg(test)]
mod tests {
    use serde_json::Value as Json;

    use super::schema;
    use crate::domain::phrases::source::{KEYS, PHRASE_KEYS};

    #[test]
    fn the_schema_and_the_parser_know_the_same_keys() {
        let schema = schema();
        for (path, known) in [("/properties", &KEYS[..]), ("/$defs/phrase/properties", &PHRASE_KEYS)] {
            let keys = schema.pointer(path).and_then(Json::as_object).unwrap();
            assert_eq!(keys.len(), known.len(), "{path}");
            assert!(known.iter().all(|key| keys.contains_key(*key)), "{path}");
        }
    }
}
