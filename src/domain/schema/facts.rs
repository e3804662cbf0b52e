//! `[facts.NAME]`: a shape for each type.

use serde_json::{Value as Json, json};

use super::{any_text, described, flag, number, object, text, words};
use crate::domain::policy::source::facts::{TYPES, Type};

/// What can be a fact's name.
pub(super) const NAME: &str = "^[a-z][a-z0-9_-]{0,63}$";

/// A fact of any type, then what its type allows.
pub(super) fn fact() -> Json {
    let keys = vec![
        ("label", "What people call it", text()),
        ("type", "What kind of thing it is", words(TYPES.iter().map(|(name, _)| *name))),
        ("values", "The values of a choice, or the members of a set: a list, or a table with labels", values()),
        ("min", "The smallest value; 0 unless given", number()),
        ("max", "The largest value", number()),
        ("step", "The smallest difference there is; 0.01 for money, 1 otherwise", positive()),
        ("near", "A difference that feels small; a twentieth of the range unless given", positive()),
        ("riskier", "Which way is riskier", words(["up", "down"])),
        ("fixed", "It can't change within the case", flag()),
        ("own", "The trainee's, not the case's", flag()),
        ("hidden", "Kept off the case's panel, to be heard in the story", flag()),
        ("usually", "What a scenario means that doesn't give it", json!({})),
        ("ask", "How an agent finds it out", text()),
        ("is", "A sum or difference of two base facts, or of one and a number", any_text()),
    ];
    let mut fact = object("Something a case is described by", &["label", "type"], keys);
    if let Some(fact) = fact.as_object_mut() {
        fact.insert("allOf".to_owned(), json!([computed(), bounded(), flagged(), valued()]));
    }
    fact
}

fn positive() -> Json {
    json!({"type": "number", "exclusiveMinimum": 0})
}

fn values() -> Json {
    let id = json!({"type": "string", "pattern": "^[a-z0-9_-]{1,64}$"});
    json!({"anyOf": [
        {"type": "array", "items": id, "minItems": 1, "maxItems": 64, "uniqueItems": true},
        {
            "type": "object",
            "propertyNames": {"pattern": "^[a-z0-9_-]{1,64}$"},
            "additionalProperties": {"type": "string", "pattern": "\\S"},
            "minProperties": 1,
            "maxProperties": 64,
        },
    ]})
}

/// Type names of one kind.
fn names(of: impl Fn(Type) -> bool) -> Vec<&'static str> {
    TYPES.iter().filter(|(_, kind)| of(*kind)).map(|(name, _)| *name).collect()
}

/// If `type` is one of these, `then`.
fn for_types(types: &[&str], then: &Json) -> Json {
    json!({"if": {"properties": {"type": {"enum": types}}, "required": ["type"], "not": {"required": ["is"]}}, "then": then})
}

/// Keys that may not be there.
fn without(keys: &[&str]) -> Json {
    let each: Vec<Json> = keys.iter().map(|key| json!({"required": [key]})).collect();
    json!({"not": {"anyOf": each}})
}

fn computed() -> Json {
    let mut then = without(&["min", "max", "step", "usually", "ask", "own", "values"]);
    if let Some(then) = then.as_object_mut() {
        then.insert("properties".to_owned(), json!({"type": {"enum": names(|t| matches!(t, Type::Number(_)))}}));
    }
    described(json!({"if": {"required": ["is"]}, "then": then}), "A computed fact follows from others")
}

fn bounded() -> Json {
    let numbers = names(|t| matches!(t, Type::Number(_)));
    let with_max: Vec<&str> = numbers.iter().copied().filter(|name| *name != "percent").collect();
    let usually = json!({"usually": {"type": "number"}});
    json!({"allOf": [
        for_types(&numbers, &json!({"allOf": [without(&["values"]), {"properties": usually}]})),
        for_types(&with_max, &json!({"required": ["max"]})),
    ]})
}

fn flagged() -> Json {
    let rest = without(&["values", "min", "max", "step", "near", "riskier"]);
    for_types(&["flag"], &json!({"allOf": [rest, {"properties": {"usually": {"type": "boolean"}}}]}))
}

fn valued() -> Json {
    let rest = without(&["min", "max", "step", "near", "riskier"]);
    let members = json!({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]});
    json!({"allOf": [
        for_types(&["choice"], &json!({"allOf": [rest, {"required": ["values"], "properties": {"usually": {"type": "string"}}}]})),
        for_types(&["set"], &json!({"allOf": [rest, {"required": ["values"], "properties": {"usually": members}}]})),
    ]})
}
