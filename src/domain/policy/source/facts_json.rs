//! Facts as JSON: one object, numbers by their digits, `null` or `"?"` for what is unknown.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value as Json;

use super::value::{self, Given};
use crate::domain::closest;
use crate::domain::document::words::shown;
use crate::domain::policy::Policy;
use crate::domain::policy::case::{Case, Value};
use crate::domain::policy::fact::FactId;

/// Why an object of facts is none of this policy's cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It ends too early: it may go on in the next line.
    Unfinished(String),
    /// It can't be read.
    Wrong(String),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unfinished(why) | Self::Wrong(why) => f.write_str(why),
        }
    }
}

/// Reads an object of facts. A fact that is not given is unknown.
pub fn case(policy: &Policy, text: &str) -> Result<Case, Unreadable> {
    let facts: Facts = serde_json::from_str(text).map_err(|error| {
        if error.is_eof() {
            Unreadable::Unfinished("the object is not finished".to_owned())
        } else {
            Unreadable::Wrong(shown_error(&error))
        }
    })?;
    let mut case = Case::unknown(policy.facts.len());
    for (at, (name, json)) in facts.0.iter().enumerate() {
        if facts.0[..at].iter().any(|(earlier, _)| earlier == name) {
            return Err(Unreadable::Wrong(format!("`{}` is given twice", shown(name))));
        }
        let id = base_fact(policy, name).map_err(Unreadable::Wrong)?;
        case.set(id, read(policy, id, json).map_err(Unreadable::Wrong)?);
    }
    Ok(case)
}

/// The base fact of that name, or why there is none.
pub(super) fn base_fact(policy: &Policy, name: &str) -> Result<FactId, String> {
    let Some(id) = policy.fact_id(name) else {
        let names: Vec<&str> = policy.facts.iter().map(|f| f.name.as_str()).collect();
        let hint = closest(name, &names).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        return Err(format!("the policy has no fact `{}`{hint}", shown(name)));
    };
    let fact = policy.fact(id);
    match fact.number().and_then(|n| n.is.as_ref()) {
        Some(formula) => Err(format!("`{name}` is computed; give the facts it is made of: {}", formula.text)),
        None => Ok(id),
    }
}

fn read(policy: &Policy, id: FactId, json: &Json) -> Result<Option<Value>, String> {
    let digits = if let Json::Number(number) = json { number.to_string() } else { String::new() };
    let given = match json {
        Json::Null => return Ok(None),
        Json::String(text) if text == "?" => return Ok(None),
        Json::Number(_) => Given::Number(&digits),
        Json::String(text) => Given::Text(text),
        Json::Bool(flag) => Given::Flag(*flag),
        Json::Array(list) => Given::List(list.iter().map(|m| m.as_str().map_or(Given::Other, Given::Text)).collect()),
        Json::Object(_) => Given::Other,
    };
    value::read(policy.fact(id), &given).map(Some).map_err(|wrong| wrong.sentence())
}

fn shown_error(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let what = message.split(" at line ").next().unwrap_or_default();
    format!("this is no JSON object of facts: {} (character {})", shown(what), error.column())
}

/// The pairs of an object in order, repeated names included.
struct Facts(Vec<(String, Json)>);

impl<'de> Deserialize<'de> for Facts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Pairs)
    }
}

struct Pairs;

impl<'de> Visitor<'de> for Pairs {
    type Value = Facts;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of facts")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Facts, M::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
            if pairs.len() > 4096 {
                return Err(serde::de::Error::custom("more than 4096 facts"));
            }
        }
        Ok(Facts(pairs))
    }
}
