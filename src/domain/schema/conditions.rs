//! `when`, `unless`, `never`: tables of tests.

use serde_json::{Value as Json, json};

/// A condition: one table of tests, or a list of which any may hold.
pub(super) fn condition() -> Json {
    json!({"anyOf": [
        {"$ref": "#/$defs/clause"},
        {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/clause"}},
    ]})
}

/// A table of tests, all of which must hold.
pub(super) fn clause() -> Json {
    json!({
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"pattern": "^[a-z][a-z0-9_-]{0,63}$"},
        "additionalProperties": {"$ref": "#/$defs/test"},
    })
}

/// A test of one fact; which of these fits is the fact's type to say.
pub(super) fn test() -> Json {
    let members = json!({"anyOf": [{"type": "string"}, {"type": "array", "minItems": 1, "items": {"type": "string"}}]});
    json!({"anyOf": [
        {"type": ["string", "number", "boolean"]},
        {"type": "array", "minItems": 1, "items": {"type": ["string", "number"]}},
        {
            "type": "object",
            "minProperties": 1,
            "properties": {
                "any": members,
                "all": members,
                "none": members,
                "at_least": {"type": "integer", "minimum": 1},
                "of": members,
                "empty": {"const": true},
            },
            "dependentRequired": {"at_least": ["of"], "of": ["at_least"]},
            "additionalProperties": false,
        },
    ]})
}
