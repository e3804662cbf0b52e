//! JSON Schemas (2020-12) of the files a team writes, so that an editor completes and checks them.
//!
//! A schema knows shapes: keys, types, words, and what must stand together. What one part of a file says about another only `check`
//! knows. A test holds both together: what the parser accepts the schema accepts, and mistakes of shape both refuse.

mod conditions;
mod facts;
pub mod phrases;
pub mod policy;
mod rules;
pub mod scenario;

use serde_json::{Map, Value as Json, json};

/// The dialect both schemas are written in.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// A key of an object: its name, what it says, and its shape.
type Key<'k> = (&'k str, &'k str, Json);

/// An object of these keys and no others.
fn object(description: &str, required: &[&str], keys: Vec<Key<'_>>) -> Json {
    let properties: Map<String, Json> =
        keys.into_iter().map(|(name, says, shape)| (name.to_owned(), described(shape, says))).collect();
    json!({
        "type": "object",
        "description": description,
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn described(mut shape: Json, says: &str) -> Json {
    if let Some(shape) = shape.as_object_mut() {
        shape.insert("description".to_owned(), says.into());
    }
    shape
}

/// Text that says something.
fn text() -> Json {
    json!({"type": "string", "pattern": "\\S"})
}

/// Any text.
fn any_text() -> Json {
    json!({"type": "string"})
}

fn flag() -> Json {
    json!({"type": "boolean"})
}

fn number() -> Json {
    json!({"type": "number"})
}

/// A whole number from a least one up.
fn count(least: u32) -> Json {
    json!({"type": "integer", "minimum": least})
}

/// A calendar day.
fn day() -> Json {
    json!({"type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$", "format": "date"})
}

/// One of a few words.
fn words<'w>(words: impl IntoIterator<Item = &'w str>) -> Json {
    json!({"type": "string", "enum": words.into_iter().collect::<Vec<_>>()})
}

/// Lower-case letters, digits and hyphens.
fn plain_id() -> Json {
    json!({"type": "string", "pattern": "^[a-z0-9-]{1,64}$"})
}

/// The id of a rule or duty.
fn rule_id() -> Json {
    json!({"type": "string", "pattern": "^[A-Za-z0-9.-]{1,64}$"})
}

/// One of a shape, or a list of it.
fn one_or_list(shape: &Json) -> Json {
    json!({"anyOf": [shape, {"type": "array", "items": shape}]})
}

/// A list of a shape.
fn list(shape: Json) -> Json {
    json!({"type": "array", "items": shape})
}

/// A table whose keys are names a team chooses.
fn named(pattern: &str, shape: Json) -> Json {
    let mut patterns = Map::new();
    patterns.insert(pattern.to_owned(), shape);
    json!({"type": "object", "patternProperties": patterns, "additionalProperties": false})
}

/// The number of the format.
fn format() -> Json {
    json!({"const": super::document::FORMAT})
}
