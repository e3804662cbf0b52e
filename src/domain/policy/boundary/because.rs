//! The facts that force an answer: dropped one by one from the last declared to the first, kept where the answer would open.

use super::super::case::{Case, Value};
use super::super::engine::Engine;
use super::super::evaluate;
use super::super::explanation::{Reason, Ruling, Verdict};
use super::super::fact::FactId;
use super::super::region::cover::Budget;
use super::reason::Winners;
use super::region::{Region, Witness};

/// The reasons for a settled answer, in order of declaration; the case may have unknown facts.
pub fn because(engine: &Engine, case: &Case, ruling: &Ruling) -> Vec<Reason> {
    let Some(answer) = ruling.verdict else { return Vec::new() };
    let policy = engine.policy();
    let values: Vec<Option<Value>> = (0..policy.facts.len()).map(|f| value(engine, case, FactId(f))).collect();
    let mut kept: Vec<bool> = values.iter().map(Option::is_some).collect();
    let mut needed: Vec<(FactId, Value, Witness)> = Vec::new();
    for f in (0..kept.len()).rev() {
        let Some(value) = values[f] else { continue };
        kept[f] = false;
        if let Some(witness) = opened(engine, &values, &kept, answer) {
            kept[f] = true;
            needed.push((FactId(f), value, witness));
        }
    }
    needed.reverse();
    let facts: Vec<FactId> = needed.iter().map(|n| n.0).collect();
    let winners = Winners::of(engine, case, ruling, &facts);
    needed.into_iter().map(|(fact, value, witness)| winners.reason(fact, value, &witness)).collect()
}

/// Where the answer turns once only these facts are kept, if anywhere.
fn opened(engine: &Engine, values: &[Option<Value>], kept: &[bool], answer: Verdict) -> Option<Witness> {
    let region = Region::of_kept(engine, values, kept);
    region.another_answer(engine, Some(answer), &Budget::default())
}

/// A fact's value, sums included.
fn value(engine: &Engine, case: &Case, fact: FactId) -> Option<Value> {
    if engine.policy().fact(fact).is_computed() {
        return evaluate::number(engine.policy(), case, fact).map(Value::Number);
    }
    case.get(fact)
}
