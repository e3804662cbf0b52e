//! The deck of a session: which cases of a pack are played, and in what order.

use super::Plan;
use super::deal::{self, Lot};
use super::hash::case_hash;
use super::pack::{Own, PackView};
use super::round::Round;
use crate::domain::policy::explanation::{Decision, Kind};
use crate::domain::policy::rule::RuleId;

/// A card: one scenario of the pack, and how the policy decides it for this trainee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Its place in the pack.
    pub scenario: usize,
    /// Of the case as the file tells it: what tells a changed scenario from the one that was dealt.
    pub case_hash: String,
    /// The clause that decides; none in a grey area.
    pub rule: Option<RuleId>,
    /// How the decision comes about; none where it varies with unknown facts.
    pub kind: Option<Kind>,
    /// Act or escalate.
    pub decision: Decision,
    /// Skipped, at no cost.
    pub skipped: bool,
}

impl Card {
    /// The card of a scenario; none if it can't be played under this policy.
    pub(super) fn of(pack: &PackView<'_>, scenario: usize, own: &Own) -> Option<Self> {
        let ruling = Round::deal(pack, scenario, own, 0)?.explanation.ruling;
        let told = Round::deal(pack, scenario, &[], 0)?;
        Some(Self {
            scenario,
            case_hash: case_hash(pack.policy, &told.dealt, &told.full),
            rule: ruling.rules.first().copied(),
            kind: ruling.kind,
            decision: ruling.verdict?.decision(),
            skipped: false,
        })
    }
}

/// Deals the deck of a plan.
pub fn deal(pack: &PackView<'_>, plan: &Plan) -> Vec<Card> {
    let wanted = |i: &usize| {
        let scenario = &pack.scenarios[*i];
        let topical = plan.topic.as_ref().is_none_or(|t| scenario.topics.iter().any(|own| own.as_str() == t));
        topical && (plan.only.is_empty() || plan.only.contains(&scenario.id))
    };
    let cards: Vec<Card> = (0..pack.scenarios.len()).filter(wanted).filter_map(|i| Card::of(pack, i, &plan.own)).collect();
    let lots: Vec<Lot<Option<RuleId>>> =
        cards.iter().map(|c| Lot { clause: c.rule, escalates: c.decision == Decision::Escalate }).collect();
    deal::deal(&lots, plan.cases, plan.seed).into_iter().map(|i| cards[i].clone()).collect()
}
