//! The schema of a scenario file.

use serde_json::{Map, Value as Json, json};

use super::{DIALECT, flag, format, list, object, one_or_list, plain_id, text, words};
use crate::domain::scenario::source::expect::{ANSWERS, KINDS};
use crate::domain::scenario::{Channel, SourceKind, Speaker};

/// The schema of a scenario.
pub fn schema() -> Json {
    let keys = vec![
        ("format", "The format of the file", format()),
        ("id", "Equals the file's name; unique in the pack", plain_id()),
        ("title", "For people", text()),
        ("topics", "The folder's name, if absent", one_or_list(&text())),
        ("source", "Where the case comes from", source()),
        ("share", "How much of real contact volume looks like this", json!({"type": "number", "minimum": 0, "maximum": 1})),
        ("channel", "How the customer reached us", words(Channel::ALL.iter().map(|(word, _)| *word))),
        ("warning", "Shown before the case; the trainee may skip it at no cost", text()),
        ("story", "What happened; {fact} is filled in, {{ is a brace", text()),
        ("ask", "The trainee may ask first; needs [answers]", flag()),
        ("say", "What was said", list(speech())),
        ("facts", "What is known of the case; \"?\" is unknown", facts()),
        ("answers", "What the customer says when asked", facts()),
        ("teach", "The trap, and what really happened", teach()),
        ("expect", "Pins the answer", expect()),
    ];
    let mut schema = object("One case, told as a story", &["format", "id", "title", "source", "story", "facts"], keys);
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("$schema".to_owned(), DIALECT.into());
        schema.insert("title".to_owned(), "Escalate or Act? scenario".into());
        // Answers without asking make no sense, nor does asking without answers.
        let asks = json!({"properties": {"ask": {"const": true}}, "required": ["ask"]});
        schema.insert("if".to_owned(), asks.clone());
        schema.insert("then".to_owned(), json!({"required": ["answers"]}));
        schema.insert("dependentSchemas".to_owned(), Map::from_iter([("answers".to_owned(), asks)]).into());
    }
    schema
}

fn source() -> Json {
    let keys = vec![
        ("kind", "What kind of record it is drawn from", words(SourceKind::ALL.iter().map(|(word, _)| *word))),
        ("ref", "The record's own name", text()),
        ("licence", "Where there is one", text()),
        ("note", "Which figures were changed, if any", text()),
    ];
    object("Where the case comes from", &["kind", "ref"], keys)
}

fn speech() -> Json {
    let keys = vec![("who", "By whom", words(Speaker::ALL.iter().map(|(word, _)| *word))), ("text", "What", text())];
    object("Something said", &["who", "text"], keys)
}

/// Values by fact; which fits is the policy's to say.
fn facts() -> Json {
    json!({
        "type": "object",
        "propertyNames": {"pattern": "^[a-z][a-z0-9_-]{0,63}$"},
        "additionalProperties": {"anyOf": [
            {"type": ["string", "number", "boolean"]},
            {"type": "array", "items": {"type": "string"}},
        ]},
    })
}

fn teach() -> Json {
    let keys =
        vec![("trap", "Who falls for what, and why", text()), ("outcome", "What really happened to this customer", text())];
    object("What only a person can tell", &[], keys)
}

fn expect() -> Json {
    let keys = vec![
        ("answer", "The right answer", words(ANSWERS)),
        ("kind", "How it comes about", words(KINDS)),
        ("rule", "The rule that decides", json!({"type": "string"})),
        ("route", "The route it is handed to", json!({"type": "string"})),
    ];
    let mut expect = object("Pins the answer, so that a change of policy which flips it is seen", &[], keys);
    if let Some(expect) = expect.as_object_mut() {
        expect.insert("minProperties".to_owned(), 1.into());
    }
    expect
}

#[cfg(test)]
mod tests {
    use serde_json::Value as Json;

    use super::schema;
    use crate::domain::scenario::source::{KEYS, SOURCE_KEYS, expect, speech};

    #[test]
    fn the_schema_and_the_parser_know_the_same_keys() {
        let schema = schema();
        let known = [
            ("/properties", &KEYS[..]),
            ("/properties/source/properties", &SOURCE_KEYS),
            ("/properties/say/items/properties", &speech::KEYS),
            ("/properties/expect/properties", &expect::KEYS),
        ];
        for (path, known) in known {
            let keys = schema.pointer(path).and_then(Json::as_object).unwrap();
            assert_eq!(keys.len(), known.len(), "{path}");
            assert!(known.iter().all(|key| keys.contains_key(*key)), "{path}");
        }
    }
}
