//! The fewest rules that together cover a region.

use super::super::region::Words;
use super::super::region::cover::Budget;
use super::super::rule::RuleId;
use super::ground::Ground;

/// So many rules are proved to be fewest; a cover of more is only one of which none can be left out.
const PROVED: usize = 3;

/// A smallest set of rules that leaves nothing of what must be covered.
///
/// `lacks` gives a box that rules leave, at every point of it. Among `candidates`, in their order, only those that hold at a point of
/// the box can help there, so that few sets are tried. None if even all of them leave something.
pub fn fewest(
    ground: &Ground<'_>,
    candidates: &[RuleId],
    lacks: &dyn Fn(&[RuleId]) -> Option<Words>,
    budget: &Budget,
) -> Option<Vec<RuleId>> {
    let few = (0..=PROVED).find_map(|size| extended(ground, candidates, lacks, &mut Vec::new(), size, budget));
    few.or_else(|| thinned(candidates, lacks))
}

fn extended(
    ground: &Ground<'_>,
    candidates: &[RuleId],
    lacks: &dyn Fn(&[RuleId]) -> Option<Words>,
    chosen: &mut Vec<RuleId>,
    more: usize,
    budget: &Budget,
) -> Option<Vec<RuleId>> {
    let Some(left) = lacks(chosen) else { return Some(chosen.clone()) };
    if more == 0 || budget.is_spent() {
        return None;
    }
    let point = ground.point_in(&left)?;
    for rule in candidates.iter().filter(|r| ground.rule_holds(**r, &point)) {
        chosen.push(*rule);
        let found = extended(ground, candidates, lacks, chosen, more - 1, budget);
        chosen.pop();
        if found.is_some() {
            return found;
        }
    }
    None
}

/// All of them, less each that can be left out, the last first.
fn thinned(candidates: &[RuleId], lacks: &dyn Fn(&[RuleId]) -> Option<Words>) -> Option<Vec<RuleId>> {
    let mut kept = candidates.to_vec();
    if lacks(&kept).is_some() {
        return None;
    }
    for rule in candidates.iter().rev() {
        let fewer: Vec<RuleId> = kept.iter().copied().filter(|r| r != rule).collect();
        if lacks(&fewer).is_none() {
            kept = fewer;
        }
    }
    Some(kept)
}
