//! The facts that force an answer: dropped one by one from the last declared to the first, kept where the answer would open.

use super::super::case::{Case, Value};
use super::super::engine::point::Point;
use super::super::engine::{Decider, Engine};
use super::super::evaluate;
use super::super::explanation::{Reason, Verdict};
use super::super::fact::FactId;
use super::super::region::cover::Budget;
use super::super::rule::RuleId;
use super::reason::{Kept, Parts};
use super::region::Region;
use super::sight::{Seen, Sight};
use super::walk::Walks;

/// The reasons for a settled answer, in order of declaration; the winners are the rules that win for some of what is unknown.
///
/// Where the case has unknown facts there are no `walks`; where it has none, a fact that turns the answer alone needs no proof.
pub fn because(
    engine: &Engine,
    case: &Case,
    answer: Option<Verdict>,
    winners: &[RuleId],
    walks: Option<(&Walks, &Point)>,
) -> Vec<Reason> {
    let Some(answer) = answer else { return Vec::new() };
    let policy = engine.policy();
    let values: Vec<Option<Value>> = (0..policy.facts.len()).map(|f| value(engine, case, FactId(f))).collect();
    let mut kept: Vec<bool> = values.iter().map(Option::is_some).collect();
    let mut needed: Vec<(FactId, Value, Decider)> = Vec::new();
    let mut sight = Sight::of(engine, case, answer);
    for f in (0..kept.len()).rev() {
        let Some(value) = values[f] else { continue };
        let fact = FactId(f);
        kept[f] = false;
        let opens = match sight.without(fact, &kept) {
            Seen::Closed => None,
            Seen::Open(decider) => Some(decider),
            Seen::Unsure => {
                // A sum that stays would not let the fact go alone.
                let free = walks.filter(|_| !sight.is_summed(fact, &kept));
                let alone = free.and_then(|(walks, point)| turned_alone(engine, point, walks, fact));
                alone.or_else(|| opened(engine, &values, &kept, answer))
            }
        };
        kept[f] = opens.is_some();
        sight.pass(fact, kept[f]);
        needed.extend(opens.map(|decider| (fact, value, decider)));
    }
    needed.reverse();
    let parts = Parts::of(engine, case, answer, winners, Kept { values: &values, kept: &kept });
    needed.into_iter().map(|(fact, value, decider)| parts.reason(fact, value, decider)).collect()
}

/// Who decides where a fact alone, moved the shortest way, turns the answer.
fn turned_alone(engine: &Engine, point: &Point, walks: &Walks, fact: FactId) -> Option<Decider> {
    let (_, value, _) = walks.turns[fact.0].iter().min_by_key(|t| t.2)?;
    let mut moved = point.clone();
    moved.set(&engine.geometry.space, &engine.geometry.layout, fact, *value);
    Some(engine.decider(&moved))
}

/// Who decides where the answer turns once only these facts are kept, if it does anywhere.
fn opened(engine: &Engine, values: &[Option<Value>], kept: &[bool], answer: Verdict) -> Option<Decider> {
    let region = Region::of_kept(engine, values, kept);
    region.another_answer(engine, Some(answer), &Budget::default()).map(|w| w.decider)
}

/// A fact's value, sums included.
fn value(engine: &Engine, case: &Case, fact: FactId) -> Option<Value> {
    if engine.policy().fact(fact).is_computed() {
        return evaluate::number(engine.policy(), case, fact).map(Value::Number);
    }
    case.get(fact)
}
