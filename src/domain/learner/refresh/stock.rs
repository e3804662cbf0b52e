//! The cases a pack can show of each place: told ones, their twins one step away, and all else that the path through it deals.

use std::collections::HashSet;

use super::Places;
use crate::domain::learner::memory::place::Place;
use crate::domain::learner::path::pool::Pool;
use crate::domain::policy::case::Case;
use crate::domain::policy::explanation::{Change, Decision, Flip};
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

/// All of them, by place.
#[derive(Clone, Debug, Default)]
pub struct Stock {
    offers: Places<Vec<Offer>>,
    /// Millionths of what comes in: what must be handed over, and all of it.
    shares: (u64, u64),
}

impl Stock {
    /// What a pack's scenarios show somebody with these facts of their own. Told cases come first, in the order of the pack, then
    /// their nearest twins, then what else the path deals: whatever was learnt there can come back.
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
        stock.add_path(pack, own);
        stock
    }

    fn add(&mut self, pack: &PackView<'_>, round: &Round) {
        if let Some((place, offer)) = placed(pack, round) {
            self.offers.entry(place).or_default().push(offer);
        }
    }

    /// The cases of the path that are not here yet. What was moved in an odd one can't change within a case: it comes only where
    /// nothing else shows a place.
    fn add_path(&mut self, pack: &PackView<'_>, own: &Own) {
        let pool = Pool::of(pack, own);
        let known: HashSet<&str> = self.all().map(|(_, offer)| offer.case_hash.as_str()).collect();
        let (odd, plain): (Vec<_>, Vec<_>) =
            pool.cases.iter().filter(|case| !known.contains(case.case_hash.as_str())).partition(|case| case.odd);
        for case in plain.into_iter().chain(odd) {
            let round = Round::deal_moved(pack, case.scenario, &case.moved, own, 0);
            let Some((place, offer)) = round.and_then(|round| placed(pack, &round)) else { continue };
            let offers = self.offers.entry(place).or_default();
            if offers.is_empty() || !case.odd {
                offers.push(offer);
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
