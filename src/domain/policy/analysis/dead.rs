//! Rules that never speak: wherever their conditions hold, no case can occur, or a rule of an earlier layer decides.

use super::super::region::cover::Budget;
use super::super::region::{Block, Words};
use super::super::rule::RuleId;
use super::cover::fewest;
use super::ground::Ground;
use super::probe::comes_clear;
use super::purse::Purse;

/// A rule that never speaks, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dead {
    /// The rule.
    pub rule: RuleId,
    /// Why.
    pub why: Silenced,
}

/// Why a rule never speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Silenced {
    /// Its conditions contradict each other.
    Contradiction,
    /// Where its conditions hold, no case can occur.
    NeverOccurs,
    /// Others speak first.
    Covered {
        /// A smallest set of rules of which one holds wherever this one does.
        by: Vec<RuleId>,
        /// A box of possible cases in which this one's conditions hold.
        witness: Box<[u64]>,
    },
}

/// The rules in force that never speak, in the order in which they would; and those of which it could not be told.
///
/// A green light that goes ahead beside another rule (`still`) is heard there.
pub fn dead(ground: &Ground<'_>, purse: &Purse) -> (Vec<Dead>, Vec<RuleId>) {
    let (mut found, mut undecided) = (Vec::new(), Vec::new());
    for rule in ground.geometry.ranked.iter().copied() {
        match purse.ask(|budget| silenced(ground, rule, budget)) {
            None => undecided.push(rule),
            Some(silenced) => found.extend(silenced.map(|why| Dead { rule, why })),
        }
    }
    (found, undecided)
}

fn silenced(ground: &Ground<'_>, rule: RuleId, budget: &Budget) -> Option<Silenced> {
    let own = ground.boxes(rule);
    if own.is_empty() {
        return Some(Silenced::Contradiction);
    }
    let layer = ground.layer(rule);
    let before = ground.bits_before(layer);
    if own.iter().any(|b| comes_clear(ground, b, &before, &[]))
        || own.iter().any(|b| ground.open(b, ground.before(layer).iter(), budget).is_some())
        || goes_ahead(ground, rule, own, &[], budget).is_some()
    {
        return None;
    }
    let Some(witness) = own.iter().find_map(|b| ground.open(b, ground.nevers().iter(), budget)) else {
        return Some(Silenced::NeverOccurs);
    };
    let candidates: Vec<RuleId> = ground.rules_before(layer).collect();
    let lacks = |by: &[RuleId]| {
        own.iter().find_map(|b| ground.open(b, ground.nevers().iter().chain(by.iter().flat_map(|r| ground.boxes(*r))), budget))
    };
    let by = fewest(ground, &candidates, &lacks, budget).unwrap_or_default();
    Some(Silenced::Covered { by, witness: Box::from(&witness[..]) })
}

/// A part of a region, outside some boxes, in which a rule's holding would let it go ahead beside a rule that speaks first.
pub(super) fn goes_ahead(
    ground: &Ground<'_>,
    rule: RuleId,
    region: &[Block],
    outside: &[&Block],
    budget: &Budget,
) -> Option<Words> {
    let layer = ground.layer(rule);
    let named = |other: &RuleId| ground.policy.rules[other.0].still.contains(&rule) && ground.layer(*other) < layer;
    ground.geometry.ranked.iter().copied().filter(named).find_map(|other| {
        let first = ground.before(ground.layer(other));
        let both = ground.shared(region, ground.boxes(other));
        both.iter().find_map(|b| ground.open(b, first.iter().chain(outside.iter().copied()), budget))
    })
}
