//! The schema of `policy.toml`.

use serde_json::{Value as Json, json};

use super::conditions::{clause, condition, test};
use super::rules::{duty, gesture, rule, tables};
use super::{DIALECT, count, day, facts, format, named, number, object, one_or_list, plain_id, rule_id, text, words};
use crate::domain::diagnostic::codes::GREY_AREA;
use crate::domain::policy::source::routes::URGENCIES;

/// The schema of a policy.
pub fn schema() -> Json {
    let keys = vec![
        ("format", "The format of the file", format()),
        ("policy", "Who and what, and what holds where no rule speaks", json!({"$ref": "#/$defs/policy"})),
        ("mastery", "What a trainee must show", json!({"$ref": "#/$defs/mastery"})),
        ("facts", "What a case is described by", named(facts::NAME, json!({"$ref": "#/$defs/fact"}))),
        ("never", "Combinations that can't occur", tables("never")),
        ("limits", "Numbers with a name", named("^[a-z0-9_-]{1,64}$", json!({"$ref": "#/$defs/limit"}))),
        ("routes", "Whom a case can be handed to", named("^[a-z0-9-]{1,64}$", json!({"$ref": "#/$defs/route"}))),
        ("rule", "The clauses that decide", tables("rule")),
        ("also", "Duties that never decide", tables("duty")),
        ("allowance", "The month as a run of cases", json!({"$ref": "#/$defs/allowance"})),
        ("gesture", "What an agent may offer beside the remedy", tables("gesture")),
        ("accept", "Warnings looked at and kept", tables("accept")),
    ];
    let mut schema = object("A support team's policy", &["format", "policy"], keys);
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("$schema".to_owned(), DIALECT.into());
        schema.insert("title".to_owned(), "Escalate or Act? policy".into());
        schema.insert("$defs".to_owned(), definitions());
    }
    schema
}

fn definitions() -> Json {
    json!({
        "clause": clause(),
        "test": test(),
        "policy": policy(),
        "mastery": mastery(),
        "fact": facts::fact(),
        "never": object("A combination that can't occur", &["when"], vec![("when", "What can't occur", condition())]),
        "limit": limit(),
        "route": route(),
        "rule": rule(),
        "duty": duty(),
        "allowance": allowance(),
        "gesture": gesture(),
        "accept": accept(),
    })
}

fn policy() -> Json {
    let escalate = object("Ask this route", &["escalate"], vec![("escalate", "The route", plain_id())]);
    let act = object("Settle it by judgement", &["act"], vec![("act", "How", text())]);
    let keys = vec![
        ("id", "Names the policy for ever", plain_id()),
        ("title", "For people", text()),
        ("version", "As the team counts them", text()),
        ("effective", "The first day it holds", day()),
        ("owner", "Who answers for it", text()),
        ("currency", "ISO 4217 code; needed with a money fact", json!({"type": "string", "pattern": "^[A-Z]{3}$"})),
        ("silence", "What holds where no rule speaks", json!({"oneOf": [escalate, act]})),
        ("at_stake", "The money a decision is about: a fact, or a list of them", one_or_list(&text())),
        ("note", "A remark for its keepers", text()),
    ];
    object("Who and what", &["id", "title", "version", "effective", "owner", "silence"], keys)
}

fn mastery() -> Json {
    let keys = vec![
        ("opportunities", "First tries needed; 7 unless given", count(1)),
        ("days", "Over at least so many days; 2 unless given", count(1)),
        ("critical_misses", "Critical misses allowed; 0 unless given", count(0)),
    ];
    object("What a trainee must show", &[], keys)
}

/// A number, or a table with a number for each value of one choice or of two.
fn limit() -> Json {
    let by = json!({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 2}]});
    json!({"anyOf": [
        number(),
        {
            "type": "object",
            "properties": {"by": by},
            "required": ["by"],
            "additionalProperties": {"anyOf": [number(), {"type": "object", "additionalProperties": number()}]},
        },
    ]})
}

fn route() -> Json {
    let keys = vec![
        ("label", "What people call it", text()),
        ("urgency", "How soon, least urgent first", words(URGENCIES.iter().map(|(word, _)| *word))),
        ("phrase", "The key phrase that tells the other side how urgent it is", text()),
        ("reach", "Where to find them", text()),
        ("hours", "When they are there", text()),
        ("backup", "Who else, if they are not", plain_id()),
    ];
    object("Somebody a case can be handed to", &["label", "urgency", "reach"], keys)
}

fn allowance() -> Json {
    let keys =
        vec![("counter", "The fact that grows with what is given", text()), ("adds", "The fact that says how much is", text())];
    object("The month as a run of cases", &["counter", "adds"], keys)
}

fn accept() -> Json {
    let codes = crate::domain::diagnostic::codes::acceptable();
    let keys = vec![
        ("code", "The warning's code", words(codes)),
        ("rule", "Only there", rule_id()),
        ("when", "Of grey areas, only those wholly inside it", condition()),
        ("why", "Why it is kept", text()),
    ];
    let mut accept = object("A warning looked at and kept", &["code", "why"], keys);
    if let Some(accept) = accept.as_object_mut() {
        accept.insert("if".to_owned(), json!({"required": ["when"]}));
        accept.insert("then".to_owned(), json!({"properties": {"code": {"const": GREY_AREA}}}));
    }
    accept
}

#[cfg(test)]
mod tests {
    use serde_json::Value as Json;

    use super::schema;
    use crate::domain::policy::source::{KEYS, duties, facts, header, routes, rules, settings};

    fn keys(schema: &Json, path: &str) -> Vec<String> {
        let mut keys: Vec<String> = schema.pointer(path).and_then(Json::as_object).unwrap().keys().cloned().collect();
        keys.sort_unstable();
        keys
    }

    fn sorted(keys: &[&str]) -> Vec<String> {
        let mut keys: Vec<String> = keys.iter().map(|k| (*k).to_owned()).collect();
        keys.sort_unstable();
        keys
    }

    #[test]
    fn the_schema_and_the_parser_know_the_same_keys() {
        let schema = schema();
        for (path, known) in [
            ("/properties", &KEYS[..]),
            ("/$defs/policy/properties", &header::KEYS),
            ("/$defs/mastery/properties", &settings::MASTERY_KEYS),
            ("/$defs/fact/properties", &facts::KEYS),
            ("/$defs/route/properties", &routes::KEYS),
            ("/$defs/rule/properties", &rules::KEYS),
            ("/$defs/duty/properties", &duties::KEYS),
            ("/$defs/allowance/properties", &settings::ALLOWANCE_KEYS),
            ("/$defs/gesture/properties", &settings::GESTURE_KEYS),
            ("/$defs/accept/properties", &settings::ACCEPT_KEYS),
        ] {
            assert_eq!(keys(&schema, path), sorted(known), "{path}");
        }
    }
}
