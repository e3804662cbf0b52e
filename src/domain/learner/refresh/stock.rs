//! The cases a pack can show of each place: told ones, their twins one step away, and what else the path through it deals.

use std::collections::{BTreeMap, BTreeSet};

use super::Places;
use crate::domain::learner::memory::place::Place;
use crate::domain::learner::path::pool::Pool;
use crate::domain::policy::case::Case;
use crate::domain::policy::explanation::{Change, Decision, Flip};
use crate::domain::policy::rule::RuleId;
use crate::domain::session::closing::is_near;
use crate::domain::session::facet::Facet;
use crate::domain::session::hand::{Chosen, Reason};
use crate::domain::session::pack::{Own, PackView};
use crate::domain::session::round::{Moved, Round};

/// A case that may be dealt.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// The scenario's id.
    pub scenario: String,
    /// With these facts moved; as it is told, if none.
    pub moved: Vec<Moved>,
    /// Whether it must be handed over.
    pub escalates: bool,
    /// Of the case as it is dealt.
    pub case_hash: String,
    /// The case, with everything known that could be asked.
    pub(super) case: Case,
}

impl Offer {
    /// As a card of a hand.
    pub fn chosen(&self, why: Reason) -> Chosen {
        Chosen { scenario: self.scenario.clone(), moved: self.moved.clone(), why: Some(why) }
    }
}

/// So many cases of a place are enough for another story to be among them the next time.
const ENOUGH: usize = 6;

/// All of them, by place.
#[derive(Clone, Debug, Default)]
pub struct Stock {
    offers: Places<Vec<Offer>>,
    /// Millionths of what comes in: what must be handed over, and all of it.
    shares: (u64, u64),
}

impl Stock {
    /// What a pack's scenarios show somebody with these facts of their own. Told cases come first, in the order of the pack.
    pub fn of(pack: &PackView<'_>, own: &Own) -> Self {
        let mut stock = Self::default();
        let mut rounds: Vec<Round> = Vec::new();
        for scenario in 0..pack.scenarios.len() {
            let Some(round) = Round::deal(pack, scenario, own, 0) else { continue };
            if let Some(share) = pack.scenarios[scenario].share {
                stock.shares.0 += if escalates(&round) { u64::from(share) } else { 0 };
                stock.shares.1 += u64::from(share);
            }
            stock.add(pack, &round);
            rounds.push(round);
        }
        for round in &rounds {
            for change in steps(pack, round) {
                let moved = &[(change.fact, change.to)];
                let twin = Round::deal_moved(pack, round.scenario, moved, own, 0);
                twin.iter().for_each(|twin| stock.add(pack, twin));
            }
        }
        stock
    }

    fn add(&mut self, pack: &PackView<'_>, round: &Round) {
        if let Some((place, offer)) = placed(pack, round) {
            self.offers.entry(place).or_default().push(offer);
        }
    }

    /// Adds cases that the path deals for places of which nothing is here: whatever was learnt there can come back. Only cases that
    /// a rule of these places decides are looked at, and no more than a few are kept of each. What was moved in an odd one can't
    /// change within a case: it comes where nothing else shows a place.
    pub(super) fn fill<'p>(&mut self, pack: &PackView<'_>, own: &Own, places: impl IntoIterator<Item = &'p Place>) {
        let mut wanted: BTreeMap<&Place, usize> =
            places.into_iter().filter(|place| self.at(place).is_empty()).map(|place| (place, ENOUGH)).collect();
        if wanted.is_empty() {
            return;
        }
        let rules: BTreeSet<&str> = wanted.keys().flat_map(|place| place.rules()).collect();
        let decides = |rule: RuleId| rules.contains(pack.policy.rules[rule.0].id.as_str());
        let pool = Pool::of(pack, own);
        let (odd, plain): (Vec<_>, Vec<_>) =
            pool.cases.iter().filter(|case| case.decider.is_some_and(decides)).partition(|case| case.odd);
        for case in plain.into_iter().chain(odd) {
            let round = Round::deal_moved(pack, case.scenario, &case.moved, own, 0);
            let Some((place, offer)) = round.and_then(|round| placed(pack, &round)) else { continue };
            let least = if case.odd { ENOUGH } else { 1 };
            let Some(left) = wanted.get_mut(&place).filter(|left| **left >= least) else { continue };
            *left -= 1;
            self.offers.entry(place).or_default().push(offer);
            if wanted.values().all(|left| *left == 0) {
                return;
            }
        }
    }

    /// The cases that show a place; none where the pack has none.
    pub fn at(&self, place: &Place) -> &[Offer] {
        self.offers.get(place).map_or(&[], Vec::as_slice)
    }

    /// Every case with its place, in no order.
    pub(super) fn all(&self) -> impl Iterator<Item = (&Place, &Offer)> {
        self.offers.iter().flat_map(|(place, offers)| offers.iter().map(move |offer| (place, offer)))
    }

    /// The share of real contacts that must be handed over; none where the scenarios don't say how often they come.
    pub fn real(&self) -> Option<f64> {
        let (red, all) = self.shares;
        (all > 0).then(|| red as f64 / all as f64)
    }
}

/// A round as an offer, with the place it is about; none in a grey area, where there is nothing to remember.
pub(super) fn placed(pack: &PackView<'_>, round: &Round) -> Option<(Place, Offer)> {
    let facet = Facet::of(pack, &round.full, &round.explanation);
    let place = Place::of_case(pack.policy, facet.as_ref(), &round.explanation.ruling)?;
    let offer = Offer {
        scenario: pack.scenarios.get(round.scenario)?.id.clone(),
        moved: round.moved.iter().map(|change| (change.fact, change.to)).collect(),
        escalates: escalates(round),
        case_hash: round.hash(pack),
        case: round.full.clone(),
    };
    Some((place, offer))
}

fn escalates(round: &Round) -> bool {
    round.explanation.ruling.verdict.is_some_and(|verdict| verdict.decision() == Decision::Escalate)
}

/// The single steps over a line that a case is near. Whose level it is stays as it is.
fn steps(pack: &PackView<'_>, round: &Round) -> Vec<Change> {
    let single = round.explanation.flips.iter().filter_map(Flip::single);
    single.filter(|change| is_near(pack.policy, change) && !pack.policy.fact(change.fact).own).collect()
}
