//! Rules that speak and change nothing: wherever they do, others of their layer say all the same.

use super::super::region::Words;
use super::super::region::cover::Budget;
use super::super::rule::RuleId;
use super::adds::Part;
use super::cover::fewest;
use super::ground::Ground;
use super::purse::Purse;

/// A rule that could be taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redundant {
    /// The rule.
    pub rule: RuleId,
    /// A smallest set of rules that say the same, one of them wherever it speaks.
    pub by: Vec<RuleId>,
    /// A box of possible cases in which it speaks.
    pub witness: Words,
}

/// The rules that could all be taken out together without changing any case; and those of which it could not be told.
///
/// Of two that say the same, the one of lower stakes is named, else the later in the file. `silent` are left aside: they don't speak.
pub fn redundant(ground: &Ground<'_>, silent: &[RuleId], purse: &Purse) -> (Vec<Redundant>, Vec<RuleId>) {
    let (mut found, mut undecided): (Vec<Redundant>, Vec<RuleId>) = (Vec::new(), Vec::new());
    let mut order: Vec<RuleId> = ground.geometry.ranked.iter().copied().filter(|r| !silent.contains(r)).collect();
    order.sort_by_key(|r| (ground.policy.rules[r.0].stakes, std::cmp::Reverse(*r)));
    for rule in order {
        let stays = |r: &RuleId| *r != rule && found.iter().all(|f| f.rule != *r);
        let beside: Vec<RuleId> = ground.rules_of(ground.layer(rule)).filter(stays).collect();
        match purse.ask(|budget| repeats(ground, rule, &beside, budget)) {
            None => undecided.push(rule),
            Some(repeats) => found.extend(repeats),
        }
    }
    found.sort_by_key(|f| f.rule);
    (found, undecided)
}

fn repeats(ground: &Ground<'_>, rule: RuleId, beside: &[RuleId], budget: &Budget) -> Option<Redundant> {
    let part = Part { ground, rule, region: ground.boxes(rule), outside: &[] };
    if part.adds(beside, budget) {
        return None;
    }
    let by = fewest(ground, beside, &|by| part.lacks(by, budget), budget)?;
    let witness = part.region.iter().find_map(|b| ground.open(b, ground.before(ground.layer(rule)).iter(), budget))?;
    Some(Redundant { rule, by, witness })
}
