//! The deck of a session: which cases of a pack are played, and in what order.

use super::Plan;
use super::deal::{self, Lot};
use super::dealt::Dealt;
use super::pack::{Own, PackView};
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
        let ruling = Dealt::of(pack, scenario, own)?.ruling;
        Some(Self {
            scenario,
            case_hash: Dealt::of(pack, scenario, &[])?.hash(pack),
            rule: ruling.rules.first().copied(),
            kind: ruling.kind,
            decision: ruling.verdict?.decision(),
            skipped: false,
        })
    }
}

/// Deals the deck of a plan.
pub(in crate::domain) fn deal(pack: &PackView<'_>, plan: &Plan) -> Vec<Card> {
    let wanted = |i: &usize| {
        let scenario = &pack.scenarios[*i];
        let topical = plan.topic.as_ref().is_none_or(|t| scenario.topics.iter().any(|own| own.as_str() == t));
        topical && (plan.only.is_empty() || plan.only.contains(&scenario.id))
    };
    let lot = |i: usize| {
        let ruling = Dealt::of(pack, i, &plan.own)?.ruling;
        let escalates = ruling.verdict?.decision() == Decision::Escalate;
        Some((i, Lot { clause: ruling.rules.first().copied(), escalates }))
    };
    let (places, lots): (Vec<usize>, Vec<Lot<Option<RuleId>>>) = (0..pack.scenarios.len()).filter(wanted).filter_map(lot).unzip();
    let dealt = deal::deal(&lots, plan.cases, plan.seed);
    dealt.into_iter().filter_map(|lot| Card::of(pack, places[lot], &plan.own)).collect()
}
