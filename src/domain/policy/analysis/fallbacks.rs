//! Silenced fallbacks: an `otherwise` rule that would stop a case or hand it over, and a green light about something else that
//! speaks in its place.
//!
//! A fallback gives way to whatever ordinary rule speaks; that is what it is for, as long as the rule is about the same thing.
//! Where all that speaks reads none of the facts that the fallback reads, the author most likely meant a rule with `unless`.

use super::super::Policy;
use super::super::case::Case;
use super::super::compile::{Geometry, Layer};
use super::super::condition::{Condition, NumberTest, Operand, Test};
use super::super::fact::FactId;
use super::super::region::Block;
use super::super::region::cover::{Budget, uncovered};
use super::super::rule::{Rule, RuleId, RuleOutcome};
use super::nearby::case_near;
use super::voices::{Speaker, Voices};
use std::collections::BTreeSet;

/// A fallback, and who speaks in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silenced {
    /// The fallback: it says no, or hands over.
    pub fallback: RuleId,
    /// The green lights about something else that decide instead, in order of rank.
    pub by: Vec<RuleId>,
    /// A case that the first of them decides, where the fallback holds and every rule that holds and is no fallback is a green
    /// light about something else.
    pub case: Case,
}

/// Every fallback that says no or hands over, decides some case, and is silenced in another by green lights alone that read none
/// of its facts. One that reads no fact at all is meant for whatever is left, and is never reported.
///
/// Complete unless the budget is spent.
pub fn silenced_fallbacks(policy: &Policy, geometry: &Geometry, known: &[Case], budget: &Budget) -> Vec<Silenced> {
    let voices = Voices::of(policy, geometry);
    let reads: Vec<BTreeSet<FactId>> = policy.rules.iter().map(|r| facts_read(policy, r)).collect();
    let stops = |r: &RuleId| {
        let rule = &policy.rules[r.0];
        rule.otherwise && !matches!(rule.outcome, RuleOutcome::Act(_)) && !reads[r.0].is_empty()
    };
    let examined = Examined { policy, geometry, voices: &voices, reads: &reads, known, budget };
    geometry.ranked.iter().copied().filter(stops).filter_map(|fallback| examined.silenced(fallback)).collect()
}

struct Examined<'a> {
    policy: &'a Policy,
    geometry: &'a Geometry,
    voices: &'a Voices,
    reads: &'a [BTreeSet<FactId>],
    known: &'a [Case],
    budget: &'a Budget,
}

impl Examined<'_> {
    fn silenced(&self, fallback: RuleId) -> Option<Silenced> {
        if !self.decides(fallback) {
            return None;
        }
        let mut by = Vec::new();
        let mut shown = None;
        for light in self.geometry.ranked.iter().copied().filter(|r| self.is_about_something_else(*r, fallback)) {
            if let Some(case) = self.spoken_over(fallback, light) {
                by.push(light);
                shown = shown.or(Some(case));
            }
        }
        shown.map(|case| Silenced { fallback, by, case })
    }

    /// Whether a rule has the first word in some case.
    fn decides(&self, rule: RuleId) -> bool {
        let (space, bounds) = (&self.geometry.space, self.geometry.space.no_bounds());
        let own = self.voices.0.iter().enumerate().filter(|(_, v)| v.speaker == Speaker::Rule(rule));
        own.into_iter()
            .any(|(at, v)| uncovered(space, v.block.words.clone(), &self.voices.before(at), &bounds, self.budget).is_some())
    }

    /// Whether a rule is an ordinary green light that reads none of the fallback's facts.
    fn is_about_something_else(&self, rule: RuleId, fallback: RuleId) -> bool {
        let light = Layer::of(&self.policy.rules[rule.0]) == Layer::Act;
        light && self.reads[rule.0].is_disjoint(&self.reads[fallback.0])
    }

    /// A case in which both hold, the light decides, and nothing else that is no fallback speaks but other such lights.
    fn spoken_over(&self, fallback: RuleId, light: RuleId) -> Option<Case> {
        let (space, bounds) = (&self.geometry.space, self.geometry.space.no_bounds());
        let of = |rule: RuleId| self.voices.0.iter().enumerate().filter(move |(_, v)| v.speaker == Speaker::Rule(rule));
        let related = |at: usize| match self.voices.0[at].speaker {
            Speaker::Never(_) => true,
            Speaker::Rule(r) => !self.policy.rules[r.0].otherwise && !self.is_about_something_else(r, fallback),
            Speaker::Silence => false,
        };
        for (at, voice) in of(light) {
            let mut cuts: Vec<&Block> = self.voices.before(at);
            cuts.extend((at..self.voices.0.len()).filter(|i| related(*i)).map(|i| &self.voices.0[i].block));
            for (_, other) in of(fallback) {
                let both = space.common(&voice.block, &other.block).filter(|_| self.budget.step());
                let open = both.and_then(|both| uncovered(space, both, &cuts, &bounds, self.budget));
                if let Some(words) = open.filter(|_| !self.budget.is_spent()) {
                    return case_near(self.policy, self.geometry, &words, &bounds, self.known);
                }
            }
        }
        None
    }
}

/// The base facts a rule's conditions rest on: those it tests, those behind sums, and the choices behind limits.
pub fn facts_read(policy: &Policy, rule: &Rule) -> BTreeSet<FactId> {
    let mut read = BTreeSet::new();
    let tests = |c: &Condition| c.any.iter().flat_map(|clause| clause.tests.iter().cloned()).collect::<Vec<_>>();
    for test in rule.when.iter().chain(&rule.unless).flat_map(tests) {
        add(policy, test.fact, &mut read);
        let Test::Number(numbers) = &test.test else { continue };
        for number in numbers {
            let sides = match number {
                NumberTest::Compare(_, right) => [Some(*right), None],
                NumberTest::Between(low, high) => [Some(*low), Some(*high)],
            };
            for side in sides.into_iter().flatten() {
                match side {
                    Operand::Fact(fact) => add(policy, fact, &mut read),
                    Operand::Limit(limit) => read.extend(&policy.limits[limit.0].by),
                    Operand::Number(_) => {}
                }
            }
        }
    }
    read
}

/// A fact's base facts: itself, or its terms.
fn add(policy: &Policy, fact: FactId, read: &mut BTreeSet<FactId>) {
    match policy.fact(fact).number().and_then(|n| n.is.as_ref()) {
        Some(formula) => read.extend(formula.terms.iter().map(|(term, _)| *term)),
        None => {
            read.insert(fact);
        }
    }
}
