//! The deck of a session: which cases of a pack are played, and in what order.

use super::Plan;
use super::deal::{self, Lot};
use super::dealt::Dealt;
use super::hand::{self, Reason};
use super::pack::{Own, PackView};
use super::round::Moved;
use crate::domain::policy::explanation::{Decision, Kind};
use crate::domain::policy::rule::RuleId;

/// A card: one scenario of the pack, as it is told or with facts moved, and how the policy decides it for this trainee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Its place in the pack.
    pub scenario: usize,
    /// With these facts moved; as it is told, if none.
    pub moved: Vec<Moved>,
    /// Of the case as the file tells it, moved or not: what tells a changed scenario from the one that was dealt.
    pub case_hash: String,
    /// The clause that decides; none in a grey area.
    pub rule: Option<RuleId>,
    /// How the decision comes about; none where it varies with unknown facts.
    pub kind: Option<Kind>,
    /// Act or escalate.
    pub decision: Decision,
    /// Skipped, at no cost.
    pub skipped: bool,
    /// Why it is in the hand; none in a deck that was shuffled.
    pub why: Option<Reason>,
}

impl Card {
    /// The card of a scenario; none if it can't be played under this policy.
    pub(super) fn of(pack: &PackView<'_>, scenario: usize, moved: &[Moved], own: &Own) -> Option<Self> {
        let ruling = Dealt::moved(pack, scenario, moved, own)?.0.ruling;
        Some(Self {
            scenario,
            moved: moved.to_vec(),
            // What is moved may be the trainee's own, and where the file has it already.
            case_hash: Dealt::moved(pack, scenario, moved, &[])
                .map_or_else(|| Dealt::of(pack, scenario, &[]), |(d, _)| Some(d))?
                .hash(pack),
            rule: ruling.rules.first().copied(),
            kind: ruling.kind,
            decision: ruling.verdict?.decision(),
            skipped: false,
            why: None,
        })
    }
}

/// Deals the deck of a plan; its hand, if it has one.
pub(in crate::domain) fn deal(pack: &PackView<'_>, plan: &Plan) -> Vec<Card> {
    if !plan.hand.is_empty() {
        return hand::cards(pack, plan);
    }
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
    dealt.into_iter().filter_map(|lot| Card::of(pack, places[lot], &[], &plan.own)).collect()
}
