//! Change day: the cases whose answer a new version of the policy turned, for people who had learnt the one before.

use super::Places;
use super::stock::{Offer, Stock, placed};
use crate::domain::learner::memory::place::Place;
use crate::domain::policy::Policy;
use crate::domain::policy::case::Case;
use crate::domain::policy::date::Date;
use crate::domain::policy::diff::{Common, Side};
use crate::domain::policy::engine::Engine;
use crate::domain::policy::explanation::{Change, Flip};
use crate::domain::policy::source;
use crate::domain::revision::turns::across;
use crate::domain::session::closing::is_near;
use crate::domain::session::pack::{Own, PackView};
use crate::domain::session::round::{Moved, Round};

/// A policy that judged before the one of today.
#[derive(Clone, Debug)]
pub struct Before {
    /// Of its text.
    pub hash: String,
    /// The policy.
    pub policy: Policy,
    /// As it decides; none where it is too large.
    engine: Option<Engine>,
}

impl Before {
    /// The policy of a text that the log has kept; none where it can't be read any more.
    pub fn read(hash: &str, text: &str, day: Date) -> Option<Self> {
        let policy = source::parse(text, "policy.toml").policy()?.clone();
        let engine = Engine::compile(&policy, day).ok();
        Some(Self { hash: hash.to_owned(), policy, engine })
    }
}

/// The cases that turn between a policy and the one of today, by the places they have today.
#[derive(Clone, Debug)]
pub(super) struct Flips {
    /// The policy before, by the hash of its text.
    pub before: String,
    offers: Places<Vec<Offer>>,
}

impl Flips {
    /// Told cases that turn, and twins of told cases that do: one step over a line as it is now, or as it was. None where nothing
    /// can be told of the policy before.
    pub(super) fn of(pack: &PackView<'_>, own: &Own, stock: &Stock, before: &Before) -> Option<Self> {
        let (common, engine) = (Common::of(&before.policy, pack.policy).ok()?, before.engine.as_ref()?);
        let reading = Reading { pack, before, common, engine };
        let mut flips = Self { before: before.hash.clone(), offers: Places::default() };
        let mut turned: Vec<(&Place, &Offer)> = stock.all().filter(|(_, offer)| reading.turns(&offer.case)).collect();
        // Told cases before twins, each in the order of the pack: the stock's own order has none.
        turned.sort_by_key(|(_, offer)| (offer.moved.len(), pack.find(&offer.scenario), offer.case_hash.clone()));
        turned.into_iter().for_each(|(place, offer)| flips.add(place.clone(), offer.clone()));
        for scenario in 0..pack.scenarios.len() {
            let Some(told) = Round::deal(pack, scenario, own, 0) else { continue };
            for moved in reading.steps(&told.full) {
                let twin = Round::deal_moved(pack, scenario, &[moved], own, 0);
                let Some((place, offer)) = twin.and_then(|twin| placed(pack, &twin)) else { continue };
                if reading.turns(&offer.case) {
                    flips.add(place, offer);
                }
            }
        }
        Some(flips)
    }

    fn add(&mut self, place: Place, offer: Offer) {
        let offers = self.offers.entry(place).or_default();
        if offers.iter().all(|known| known.case_hash != offer.case_hash || known.scenario != offer.scenario) {
            offers.push(offer);
        }
    }

    /// The cases at a place that turn; none where none does.
    pub(super) fn at(&self, place: &Place) -> Option<&[Offer]> {
        self.offers.get(place).map(Vec::as_slice)
    }

    /// The told cases that turn, with their places, in no order.
    pub(super) fn told(&self) -> impl Iterator<Item = (&Place, &Offer)> {
        let all = self.offers.iter().flat_map(|(place, offers)| offers.iter().map(move |offer| (place, offer)));
        all.filter(|(_, offer)| offer.moved.is_empty())
    }
}

/// Today's cases, read as the policy before read them.
struct Reading<'r> {
    pack: &'r PackView<'r>,
    before: &'r Before,
    common: Common,
    engine: &'r Engine,
}

impl Reading<'_> {
    fn then(&self, case: &Case) -> Option<Case> {
        across(&self.common, Side::New, [self.pack.policy, &self.before.policy], case)
    }

    /// Whether the right answer was another one.
    fn turns(&self, case: &Case) -> bool {
        let was = self.then(case).and_then(|case| self.engine.decide(&case).ok()?.verdict);
        let now = self.pack.judge.decide(case).ok().and_then(|ruling| ruling.verdict);
        was.is_some() && now.is_some() && was != now
    }

    /// The single steps that took a case over a line it was near, as facts and values of today.
    fn steps(&self, case: &Case) -> Vec<Moved> {
        let Some(then) = self.then(case) else { return Vec::new() };
        let Ok(explanation) = self.engine.explain(&then) else { return Vec::new() };
        let single = explanation.flips.iter().filter_map(Flip::single);
        let today = |change: Change| -> Option<Moved> {
            let of_old = self.before.policy.fact(change.fact);
            let fact = self.pack.policy.fact_id(&of_old.name).filter(|id| !self.pack.policy.fact(*id).own)?;
            let moved = then.with(change.fact, Some(change.to));
            let policies = [&self.before.policy, self.pack.policy];
            Some((fact, across(&self.common, Side::Old, policies, &moved)?.get(fact)?))
        };
        single.filter(|change| is_near(&self.before.policy, change)).filter_map(today).collect()
    }
}
