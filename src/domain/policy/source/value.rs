//! A value given for a fact, wherever it comes from: a policy, a scenario, a line of JSON or the command line.

use super::grid;
use crate::domain::document::item::not_a_number;
use crate::domain::document::words::{closest, shown};
use crate::domain::policy::case::Value;
use crate::domain::policy::fact::{Fact, FactKind, Named, NumberFact};
use crate::domain::policy::quantity::Quantity;

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given<'t> {
    /// A number, by its digits.
    Number(&'t str),
    /// A text.
    Text(&'t str),
    /// `true` or `false`.
    Flag(bool),
    /// A list.
    List(Vec<Given<'t>>),
    /// Something no fact is.
    Other,
}

/// Why it is no value of the fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongValue {
    /// What kind of mistake.
    pub why: Why,
    /// One sentence.
    pub message: String,
    /// A way out.
    pub help: String,
    /// Which member of a list it is about.
    pub member: Option<usize>,
    /// The value that was probably meant.
    pub near: Option<String>,
    /// The fact that has no such value, and the value.
    pub stray: Option<Box<(String, String)>>,
}

/// Kinds of wrong values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Not what the fact's type is written as.
    Type,
    /// A number that can't be read exactly.
    Digits,
    /// Beyond the fact's bounds.
    Bounds,
    /// Between two steps.
    Grid,
    /// Not among the fact's values.
    Unknown,
}

impl WrongValue {
    fn new(why: Why, message: String, help: impl Into<String>) -> Self {
        Self { why, message, help: help.into(), member: None, near: None, stray: None }
    }

    /// Message and help in one sentence, for a line of output.
    pub fn sentence(&self) -> String {
        if self.help.is_empty() { self.message.clone() } else { format!("{}; {}", self.message, self.help) }
    }
}

/// Reads a value of a fact.
pub fn read(fact: &Fact, given: &Given<'_>) -> Result<Value, WrongValue> {
    match (&fact.kind, given) {
        (FactKind::Number(number), Given::Number(digits)) => quantity(fact, number, digits).map(Value::Number),
        (FactKind::Flag, Given::Flag(flag)) => Ok(Value::Flag(*flag)),
        (FactKind::Choice(names), Given::Text(id)) => name(fact, names, id).map(Value::Choice),
        (FactKind::Set(names), Given::Text(id)) => name(fact, names, id).map(|i| Value::Set(1 << i)),
        (FactKind::Set(names), Given::List(list)) => members(fact, names, list),
        _ => Err(WrongValue::new(Why::Type, format!("`{}` should be {}", fact.name, wanted(&fact.kind)), String::new())),
    }
}

fn quantity(fact: &Fact, number: &NumberFact, digits: &str) -> Result<Quantity, WrongValue> {
    let value = Quantity::parse(digits)
        .map_err(|why| WrongValue::new(Why::Digits, format!("`{}` can't be read exactly", fact.name), not_a_number(why)))?;
    if !grid::within(value, number) {
        let message = format!("`{}` can't be {value}", fact.name);
        return Err(WrongValue::new(Why::Bounds, message, format!("it goes from {} to {}", number.min, number.max)));
    }
    if !grid::is_multiple(value, number.step) {
        let (below, above) = grid::neighbours(value, number.step);
        let message = format!("`{}` can't be {value}: it moves in steps of {}", fact.name, number.step);
        return Err(WrongValue::new(Why::Grid, message, format!("write {below} or {above}")));
    }
    Ok(value)
}

fn name(fact: &Fact, names: &[Named], id: &str) -> Result<usize, WrongValue> {
    names.iter().position(|n| n.id == id).ok_or_else(|| {
        let known = || names.iter().map(|n| n.id.as_str());
        let near = closest(id, known()).map(ToOwned::to_owned);
        let help = match &near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("it can be {}", known().map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", ")),
        };
        let shown = shown(id);
        let stray = Some(Box::new((fact.name.clone(), id.to_owned())));
        WrongValue { near, stray, ..WrongValue::new(Why::Unknown, format!("`{}` has no value `{shown}`", fact.name), help) }
    })
}

fn members(fact: &Fact, names: &[Named], list: &[Given<'_>]) -> Result<Value, WrongValue> {
    let mut set = 0_u64;
    for (at, member) in list.iter().enumerate() {
        let found = match member {
            Given::Text(id) => name(fact, names, id),
            _ => Err(WrongValue::new(Why::Type, format!("a member of `{}` should be text", fact.name), String::new())),
        };
        set |= 1 << found.map_err(|wrong| WrongValue { member: Some(at), ..wrong })?;
    }
    Ok(Value::Set(set))
}

fn wanted(kind: &FactKind) -> String {
    match kind {
        FactKind::Number(n) => format!("a number from {} to {}", n.min, n.max),
        FactKind::Flag => "`true` or `false`".to_owned(),
        FactKind::Choice(_) => "one of its values, as text".to_owned(),
        FactKind::Set(_) => "a list of its members, which may be empty".to_owned(),
    }
}
