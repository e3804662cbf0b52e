//! Answers, changes and room as sentences.

use crate::cli::paint::Role;
use crate::domain::policy::Policy;
use crate::domain::policy::case::Value;
use crate::domain::policy::explanation::{Change, Explanation, Flip, Kind, Room, Verdict};
use crate::domain::policy::fact::{Direction, Fact, Unit};
use crate::domain::scenario::figures::{of_quantity, of_value};

/// The verdict in one line, and its role.
pub(super) fn verdict(explanation: &Explanation) -> (Role, &'static str) {
    let ruling = &explanation.ruling;
    match (ruling.verdict, ruling.kind) {
        (None, _) => (Role::Grey, "UNDETERMINED: ask first, the case hangs on what is not known"),
        (Some(Verdict::Escalate), Some(Kind::SilenceEscalate)) => (Role::Grey, "ESCALATE: no rule speaks, so ask"),
        (Some(Verdict::Escalate), _) => (Role::Escalate, "ESCALATE: hand it over"),
        (Some(Verdict::Yes), _) => (Role::Act, "ACT, YES: settle it yourself"),
        (Some(Verdict::No), _) => (Role::No, "ACT, NO: say no, or not yet, yourself"),
        (Some(Verdict::Either), _) => (Role::Grey, "ACT: no rule speaks, use your judgement"),
    }
}

/// An answer in a word, with its role.
pub(in crate::cli) fn word(verdict: Option<Verdict>) -> (Role, &'static str) {
    match verdict {
        Some(Verdict::Yes) => (Role::Act, "yes"),
        Some(Verdict::No) => (Role::No, "no"),
        Some(Verdict::Escalate) => (Role::Escalate, "escalate"),
        Some(Verdict::Either) => (Role::Grey, "either"),
        None => (Role::Grey, "undetermined"),
    }
}

/// All changes of a flip: `Money asked for €151 or more, The item worn`.
pub(super) fn changes(policy: &Policy, flip: &Flip) -> String {
    let changes: Vec<String> = flip.changes.iter().map(|c| move_of(policy, c)).collect();
    changes.join(", and ")
}

/// One fact moved: `Money asked for: €151 instead of €49`.
pub(in crate::cli) fn move_of(policy: &Policy, change: &Change) -> String {
    let fact = policy.fact(change.fact);
    match (change.from, change.to) {
        (Value::Set(from), Value::Set(to)) => members(fact, from, to),
        (Value::Flag(_), Value::Flag(to)) => format!("{}: {}", fact.label, if to { "yes" } else { "no" }),
        (from, to) => format!("{}: {} instead of {}", fact.label, of_value(policy, fact, to), of_value(policy, fact, from)),
    }
}

fn members(fact: &Fact, from: u64, to: u64) -> String {
    let named = |bits: u64| {
        let held = fact.names().iter().enumerate().filter(|(i, _)| bits >> i & 1 == 1).map(|(_, n)| n.label.as_str());
        held.collect::<Vec<_>>().join(", ")
    };
    let (added, gone) = (named(to & !from), named(from & !to));
    match (added.is_empty(), gone.is_empty()) {
        (false, true) => format!("{}: {added} as well", fact.label),
        (true, _) => format!("{}: without {gone}", fact.label),
        (false, false) => format!("{}: {added} instead of {gone}", fact.label),
    }
}

/// `up to €150, €101 more; then escalate`.
pub(super) fn room(policy: &Policy, room: &Room) -> String {
    let unit = policy.fact(room.fact).number().map_or(Unit::Number, |n| n.unit);
    let (limit, left) = (of_quantity(policy, unit, room.limit), of_quantity(policy, unit, room.left()));
    let (way, more) = match room.side {
        Direction::Up => ("up to", "more"),
        Direction::Down => ("down to", "less"),
    };
    let then = word(room.turns_to).1;
    if room.left().millionths() == 0 {
        format!("{way} {limit}: this is the line; then {then}")
    } else {
        format!("{way} {limit}, {left} {more}; then {then}")
    }
}
