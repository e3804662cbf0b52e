//! What somebody has seen before: so that it is the line that comes back, and not the story.

use std::collections::HashMap;

use super::Places;
use super::stock::{Offer, placed};
use crate::domain::learner::memory::place::{Names, Place};
use crate::domain::policy::Policy;
use crate::domain::session::attempt::Attempt;
use crate::domain::session::facts::from_json;
use crate::domain::session::pack::{Own, PackView};
use crate::domain::session::round::{Moved, Round};
use crate::domain::session::{DAY, Millis};

/// The stories somebody was told.
#[derive(Debug, Default)]
pub(super) struct Past<'a> {
    /// By place, the answer to the case that showed it last.
    last: Places<&'a Attempt>,
    /// By story, when it was last answered, and by which text of the policy it was judged.
    stories: HashMap<String, (Millis, String)>,
}

impl<'a> Past<'a> {
    /// Folds answers to a policy, in any order.
    pub(super) fn of(attempts: &'a [Attempt], policy: &Policy) -> Self {
        let mut own: Vec<&Attempt> = attempts.iter().filter(|a| a.policy.id == policy.id).collect();
        own.sort_by_key(|a| (a.time, a.id));
        let names = Names::of(policy);
        let mut past = Self::default();
        for attempt in own {
            past.stories.insert(attempt.scenario.clone(), (attempt.time, attempt.policy.hash.clone()));
            if let Some(place) = Place::met(attempt, &names) {
                past.last.insert(place, attempt);
            }
        }
        past
    }

    /// When a story was last answered, and by which text of the policy it was judged.
    pub(super) fn answered(&self, story: &str) -> Option<(Millis, &str)> {
        self.stories.get(story).map(|(time, judged)| (*time, judged.as_str()))
    }

    /// The very case that showed a place last, from the facts the log has kept of it: a month or the search for somebody's line makes
    /// cases that nothing else does. None where its story is gone, or where it is about another place today.
    pub(super) fn once_more(&self, place: &Place, pack: &PackView<'_>, own: &Own) -> Option<Offer> {
        let last = self.last.get(place)?;
        let scenario = pack.find(&last.scenario)?;
        let (told, then) = (Round::deal(pack, scenario, own, 0)?, from_json(pack.policy, &last.facts));
        let theirs = |(id, from)| then.get(id).filter(|to| Some(*to) != from && !pack.policy.fact(id).own).map(|to| (id, to));
        let moved: Vec<Moved> = told.full.iter().filter_map(theirs).collect();
        let (here, offer) = placed(pack, &Round::deal_moved(pack, scenario, &moved, own, 0)?)?;
        (here == *place).then_some(offer)
    }

    /// The cases that may show a place, the best first: another story than the last time before all else, then one that isn't in
    /// the hand already, another case than the last time, one not seen within a day, told before moved, and one moved before two,
    /// and the one seen longest ago. Where there is another story than the last one's, that one is left out.
    pub(super) fn best_first(&self, place: &Place, offers: &[Offer], now: Millis, used: impl Fn(&str) -> bool) -> Vec<Offer> {
        let last = self.last.get(place);
        let is_last = |offer: &Offer| last.is_some_and(|last| last.scenario == offer.scenario);
        let key = |(nth, offer): &(usize, &Offer)| {
            let seen = self.answered(&offer.scenario).map(|(time, _)| time);
            (
                is_last(offer),
                used(&offer.scenario),
                last.is_some_and(|last| last.case_hash == offer.case_hash),
                seen.is_some_and(|time| now.saturating_sub(time) < DAY),
                offer.moved.len(),
                seen,
                *nth,
            )
        };
        let mut ranked: Vec<(usize, &Offer)> = offers.iter().enumerate().collect();
        ranked.sort_by_key(key);
        let another = ranked.first().is_some_and(|(_, offer)| !is_last(offer));
        ranked.into_iter().map(|(_, offer)| offer).filter(|offer| !another || !is_last(offer)).cloned().collect()
    }
}
