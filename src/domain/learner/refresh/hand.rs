//! A set of cases that fits into some minutes, and how many of them are red lines.

use super::{Item, Refresher};
use crate::domain::session::hand::{Chosen, Reason};

/// How red lines and the rest are mixed. What comes back is the queue's to say; the mix only chooses on which side of its line a
/// place is shown, where it can be shown on both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mix {
    /// As it comes.
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
            (Mix::Due, _) | (Mix::Real, None) => None,
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
