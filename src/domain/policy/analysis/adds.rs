//! What a rule's holding adds where it holds: the decision, the route, whom to tell, what to do first, what goes ahead.
//!
//! A rule adds nothing in a case where a rule of an earlier layer decides (unless that lets it go ahead beside), and nothing where
//! rules of its own layer hold that hand over to the same route, tell the same people, begin the same way and let the same green
//! lights go ahead. That a fallback would decide the same is a change all the same: another rule speaks.

use super::super::region::cover::Budget;
use super::super::region::{Block, Words};
use super::super::route::RouteId;
use super::super::rule::{Rule, RuleId, RuleOutcome};
use super::dead::goes_ahead;
use super::ground::Ground;
use super::probe::comes_clear;

/// A rule in a region: some boxes, less others.
#[derive(Clone, Copy)]
pub struct Part<'a> {
    /// The policy.
    pub ground: &'a Ground<'a>,
    /// The rule; whether it holds in the region is what is asked about.
    pub rule: RuleId,
    /// Boxes.
    pub region: &'a [Block],
    /// What of them is left aside.
    pub outside: &'a [&'a Block],
}

impl Part<'_> {
    /// Whether it makes a difference somewhere in the region that the rule holds, beside these rules of its layer.
    pub fn adds(&self, beside: &[RuleId], budget: &Budget) -> bool {
        self.speaks_alone(beside)
            || self.lacks(beside, budget).is_some()
            || self.hands_over_elsewhere(beside, budget).is_some()
            || goes_ahead(self.ground, self.rule, self.region, self.outside, budget).is_some()
    }

    /// Whether a quick look shows a case in which none of these rules holds and nothing before their layer does.
    fn speaks_alone(&self, beside: &[RuleId]) -> bool {
        let mut over = self.ground.bits_before(self.ground.layer(self.rule));
        over.iter_mut().zip(self.ground.bits_of(beside.iter().copied())).for_each(|(all, more)| *all |= more);
        self.region.iter().any(|b| comes_clear(self.ground, b, &over, self.outside))
    }

    /// A part that these rules of its layer leave to it: none of them holds, or none tells, begins or lets go ahead what it does.
    pub fn lacks(&self, beside: &[RuleId], budget: &Budget) -> Option<Words> {
        let own = self.own();
        let left = |cuts: &[&Block]| self.region.iter().find_map(|b| self.left_of(b, cuts, budget));
        let tellers = |route: &RouteId| self.tellers(*route, beside);
        left(&self.boxes(beside, |_| true))
            .or_else(|| own.notify.iter().find_map(|n| left(&tellers(n).iter().collect::<Vec<_>>())))
            .or_else(|| own.first.iter().find_map(|line| left(&self.boxes(beside, |r| r.first.contains(line)))))
            .or_else(|| own.still.iter().find_map(|light| self.keeps_back(*light, beside, budget)))
    }

    fn own(&self) -> &Rule {
        &self.ground.policy.rules[self.rule.0]
    }

    /// The boxes of those of these rules that are of a kind.
    fn boxes(&self, of: &[RuleId], kind: impl Fn(&Rule) -> bool) -> Vec<&Block> {
        of.iter().filter(|r| kind(&self.ground.policy.rules[r.0])).flat_map(|r| self.ground.boxes(*r)).collect()
    }

    /// A part of a box in which the rule's layer decides, outside more boxes.
    fn left_of(&self, region: &[u64], cuts: &[&Block], budget: &Budget) -> Option<Words> {
        let before = self.ground.before(self.ground.layer(self.rule)).iter();
        self.ground.open(region, before.chain(self.outside.iter().copied()).chain(cuts.iter().copied()), budget)
    }

    /// Where a route is told by these rules, by a duty, or by what goes ahead beside them.
    fn tellers(&self, route: RouteId, beside: &[RuleId]) -> Vec<Block> {
        let ground = self.ground;
        let policy = ground.policy;
        let tells = |rule: RuleId| policy.rules[rule.0].notify.contains(&route);
        let mut boxes: Vec<Block> = beside.iter().filter(|r| tells(**r)).flat_map(|r| ground.boxes(*r).iter().cloned()).collect();
        let duties = policy.also.iter().zip(&ground.geometry.duties).filter(|(d, _)| d.notify.contains(&route));
        boxes.extend(duties.flat_map(|(_, boxes)| boxes.iter().cloned()));
        for rule in beside {
            for light in policy.rules[rule.0].still.iter().filter(|s| tells(**s)) {
                boxes.extend(ground.shared(ground.boxes(*rule), ground.boxes(*light)));
            }
        }
        boxes
    }

    /// A part in which a green light goes ahead only because the rule says so.
    fn keeps_back(&self, light: RuleId, beside: &[RuleId], budget: &Budget) -> Option<Words> {
        let both = self.ground.shared(self.region, self.ground.boxes(light));
        let named = self.boxes(beside, |r| r.still.contains(&light));
        both.iter().find_map(|b| self.left_of(b, &named, budget))
    }

    /// A part in which the rule decides the route, and the next of its layer would hand over elsewhere.
    fn hands_over_elsewhere(&self, beside: &[RuleId], budget: &Budget) -> Option<Words> {
        let RuleOutcome::Escalate(route) = self.own().outcome else { return None };
        let ground = self.ground;
        let rank = |rule: RuleId| ground.geometry.ranked.iter().position(|r| *r == rule);
        let elsewhere = |r: &RuleId| {
            matches!(ground.policy.rules[r.0].outcome, RuleOutcome::Escalate(other) if other != route)
                && rank(*r) > rank(self.rule)
        };
        beside.iter().copied().filter(elsewhere).find_map(|next| {
            let sooner: Vec<RuleId> = beside.iter().copied().filter(|r| rank(*r) < rank(next)).collect();
            let both = ground.shared(self.region, ground.boxes(next));
            both.iter().find_map(|b| self.left_of(b, &self.boxes(&sooner, |_| true), budget))
        })
    }
}
