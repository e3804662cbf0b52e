//! A set of cases that fits into some minutes, and how many of them are red lines.

use super::{Item, Refresher};
use crate::domain::session::hand::{Chosen, Reason};

/// How red lines and the rest are mixed. What comes back is the queue's to say; the mix only chooses on which side of its line a
/// place is shown, where it can be shown on both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mix {
    /// As it comes; but not all of one kind, where that can be helped.
    #[default]
    Due,
    /// As many red lines as others.
    Balanced,
    /// As at work, by the `share` of the pack's scenarios.
    Real,
}

impl Mix {
    /// All of them, in the order one goes through them.
    pub const ALL: [Self; 3] = [Self::Due, Self::Balanced, Self::Real];

    /// As the command line writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Balanced => "balanced",
            Self::Real => "real",
        }
    }

    /// The next one, the first again after the last.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Due => Self::Balanced,
            Self::Balanced => Self::Real,
            Self::Real => Self::Due,
        }
    }
}

/// A set that was put together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hand {
    /// The cards, in the order they are played.
    pub cards: Vec<Chosen>,
    /// How many of them must be handed over.
    pub red: usize,
    /// How many more are waiting.
    pub left: usize,
}

impl Hand {
    /// How many of its cards are here for each reason, the reasons in the order in which they first occur. Misses count as one
    /// reason, whenever they were.
    pub fn reasons(&self) -> Vec<(&Reason, usize)> {
        let mut reasons: Vec<(&Reason, usize)> = Vec::new();
        let alike = |a: &Reason, b: &Reason| a == b || matches!((a, b), (Reason::SureAndMissed(_), Reason::SureAndMissed(_)));
        for why in self.cards.iter().filter_map(|card| card.why.as_ref()) {
            match reasons.iter_mut().find(|(known, _)| alike(known, why)) {
                Some((_, many)) => *many += 1,
                None => reasons.push((why, 1)),
            }
        }
        reasons
    }
}

impl Refresher {
    /// Of what is due, as many as fit into some minutes, the first of the queue first.
    pub fn hand(&self, minutes: u32, mix: Mix) -> Hand {
        self.set(&self.due, minutes, mix)
    }

    /// The same of what was never met.
    pub fn first_meetings(&self, minutes: u32, mix: Mix) -> Hand {
        self.set(&self.unmet, minutes, mix)
    }

    fn set(&self, items: &[Item], minutes: u32, mix: Mix) -> Hand {
        let taken = &items[..items.len().min(self.pace.fits(minutes))];
        let wanted = match (mix, self.real) {
            // All of one kind would give every answer away once it is said how many are red lines.
            (Mix::Due, _) | (Mix::Real, None) => (taken.len() > 1).then(|| 1..=taken.len() - 1),
            (Mix::Balanced, _) => Some(taken.len() / 2..=taken.len().div_ceil(2)),
            (Mix::Real, Some(share)) => {
                // A share is between 0 and 1: what is rounded lies between none and all.
                let red = (share * taken.len() as f64).round() as usize;
                Some(red..=red)
            }
        };
        let mut picked: Vec<usize> = vec![0; taken.len()];
        let is_red = |picked: &[usize], at: usize| taken[at].offers[picked[at]].escalates;
        let mut red = (0..taken.len()).filter(|at| is_red(&picked, *at)).count();
        // The last of the queue first: what presses most keeps the case that suits it best.
        for at in (0..taken.len()).rev() {
            let Some(wanted) = wanted.as_ref().filter(|wanted| !wanted.contains(&red)) else { break };
            let too_many = red > *wanted.end();
            let other = taken[at].offers.iter().position(|offer| offer.escalates != too_many);
            if let Some(other) = other.filter(|_| is_red(&picked, at) == too_many) {
                picked[at] = other;
                red = if too_many { red - 1 } else { red + 1 };
            }
        }
        let card = |(item, at): (&Item, &usize)| item.offers[*at].chosen(item.why.clone());
        Hand { cards: taken.iter().zip(&picked).map(card).collect(), red, left: items.len() - taken.len() }
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::any;
    use proptest::{prop_assert, prop_assert_eq, proptest};

    use super::{Item, Mix, Refresher};
    use crate::domain::learner::memory::place::Place;
    use crate::domain::learner::refresh::pace::Pace;
    use crate::domain::learner::refresh::stock::Offer;
    use crate::domain::policy::case::Case;
    use crate::domain::session::hand::Reason;

    /// Places that can be shown on these sides; the first is the case that suits best.
    fn refresher(sides: &[Vec<bool>], real: Option<f64>) -> Refresher {
        let offer = |nth: usize, escalates: bool| Offer {
            scenario: format!("{nth}-{escalates}"),
            moved: Vec::new(),
            escalates,
            case_hash: String::new(),
            case: Case::unknown(0),
        };
        let item = |(nth, sides): (usize, &Vec<bool>)| Item {
            place: Place::Rule(nth.to_string()),
            why: Reason::Due,
            since: 0,
            offers: sides.iter().map(|side| offer(nth, *side)).collect(),
        };
        let due = sides.iter().enumerate().map(item).collect();
        Refresher { due, real, pace: Pace { case: 60_000, own: true }, ..Refresher::default() }
    }

    /// The numbers of red lines that can be had at all, by trying every choice of a case for each place.
    fn reachable(sides: &[Vec<bool>]) -> Vec<usize> {
        let Some((first, rest)) = sides.split_first() else { return vec![0] };
        let after = reachable(rest);
        let mut all: Vec<usize> = first.iter().flat_map(|side| after.iter().map(|red| red + usize::from(*side))).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    proptest! {
        #[test]
        fn a_mix_is_as_near_to_what_was_asked_for_as_any_choice_of_cases(
            sides in vec(vec(any::<bool>(), 1..3), 1..9), minutes in 1_u32..12, share in 0.0_f64..=1.0
        ) {
            let fits = sides.len().min(minutes as usize);
            let can = reachable(&sides[..fits]);
            for (mix, least, most) in [
                (Mix::Balanced, fits / 2, fits.div_ceil(2)),
                (Mix::Real, (share * fits as f64).round() as usize, (share * fits as f64).round() as usize),
            ] {
                let hand = refresher(&sides, Some(share)).hand(minutes, mix);
                let off = |red: usize| least.saturating_sub(red) + red.saturating_sub(most);
                let best = can.iter().map(|red| off(*red)).min().unwrap_or_default();
                prop_assert_eq!(off(hand.red), best, "{} red of {} with {:?}", hand.red, fits, mix);
                let dealt = hand.cards.iter().filter(|card| card.scenario.ends_with("true")).count();
                prop_assert_eq!(dealt, hand.red);
                // Whatever the mix, the same places come, and in the same order.
                let places: Vec<String> = hand.cards.iter().map(|c| c.scenario.split('-').next().unwrap_or("").to_owned()).collect();
                prop_assert_eq!(places, (0..fits).map(|nth| nth.to_string()).collect::<Vec<_>>());
                prop_assert_eq!(hand.left, sides.len() - fits);
            }
            let as_it_comes = refresher(&sides, None).hand(minutes, Mix::Real);
            prop_assert!(as_it_comes == refresher(&sides, None).hand(minutes, Mix::Due), "nobody knows how often they come");
        }
    }
}
