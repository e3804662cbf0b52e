//! The refresher: what somebody is about to forget, what surprised them, and what a new policy turned. A few minutes of it, each
//! case with why it is here. A day missed costs nothing.

pub mod before;
pub mod hand;
pub mod pace;
mod past;
pub mod stock;

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, DefaultHasher};

use self::before::{Before, Flips};
use self::pace::Pace;
use self::past::Past;
use self::stock::{Offer, Stock};
use super::memory::place::Place;
use super::memory::queue::{self, Edited, Queue, Why};
use super::memory::syllabus::Syllabus;
use super::memory::{Memory, meaning};
use crate::domain::policy::Policy;
use crate::domain::policy::analysis::facets::Coastline;
use crate::domain::session::Millis;
use crate::domain::session::attempt::Attempt;
use crate::domain::session::day;
use crate::domain::session::hand::Reason;
use crate::domain::session::pack::{Own, PackView};

type Places<T> = HashMap<Place, T, BuildHasherDefault<DefaultHasher>>;

/// A place that comes back, or is met for the first time, with the cases that show it.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Which.
    pub place: Place,
    /// Why.
    pub why: Reason,
    /// Since when it is due.
    pub since: Millis,
    /// The cases, the best first; at least one. The same story as the last time is among them only where there is no other.
    pub offers: Vec<Offer>,
}

/// Everything a refresher of one pack may deal.
#[derive(Clone, Debug, Default)]
pub struct Refresher {
    /// What is remembered; it goes on learning while the refresher is played.
    pub memory: Memory,
    /// What is due, in the order of the queue.
    pub due: Vec<Item>,
    /// What was never met, red lines first.
    pub unmet: Vec<Item>,
    /// Due as well, but no case shows it: its story is gone from the pack, or it was met with other facts of their own.
    pub untold: usize,
    /// What will be due next of what isn't yet.
    pub next: Option<Next>,
    /// How long a case takes them.
    pub pace: Pace,
    /// Of what comes in at work, the share that must be handed over; none where the pack's scenarios don't say how often they
    /// come.
    pub real: Option<f64>,
}

/// What comes back next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    /// When.
    pub when: Millis,
    /// The first place that does.
    pub place: Place,
    /// How many do on that day.
    pub many: usize,
}

/// What is known of a trainee, and when it is.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// Their own facts.
    pub own: &'a Own,
    /// Their answers, in any order; those to other policies are left out.
    pub attempts: &'a [Attempt],
    /// The policies that judged them, as far as they are not this one and the log has kept their text.
    pub before: &'a [Before],
    /// The time.
    pub now: Millis,
    /// How far their clock is ahead of UTC, in milliseconds.
    pub zone: Millis,
}

impl Refresher {
    /// What a pack may bring back to somebody.
    pub fn of(pack: &PackView<'_>, coastline: &Coastline, known: Known<'_>) -> Self {
        let policy = pack.policy;
        let memory = Memory::of(known.attempts, policy);
        let syllabus = Syllabus::of(policy, coastline);
        let edited: Edited = known.before.iter().map(|b| (b.hash.clone(), meaning::edited(&b.policy, policy))).collect();
        let past = Past::of(known.attempts, policy);
        let mut stock = Stock::of(pack, known.own);
        let queue = Queue::of(&memory, &syllabus, &edited);
        let due = queue.due(known.now, usize::MAX);
        stock.fill(pack, known.own, due.iter().map(|item| item.place));
        let flips: Vec<Flips> = known.before.iter().filter_map(|before| Flips::of(pack, known.own, &stock, before)).collect();

        let mut dealing = Dealing { pack, own: known.own, past: &past, now: known.now, used: HashSet::new() };
        let mut items: Vec<Item> = due.iter().filter_map(|item| dealing.item(item, &stock, &flips)).collect();
        let untold = due.len() - items.len();
        let turned = dealing.turned(&items, &memory, &flips);
        // With what the policy changed, right after the misses that surprised.
        let at = items.iter().take_while(|item| matches!(item.why, Reason::SureAndMissed(_))).count();
        items.splice(at..at, turned);

        let met: HashSet<&Place> = items.iter().map(|item| &item.place).collect();
        let mut new: Vec<&Place> = queue.unmet.iter().copied().filter(|place| !met.contains(place)).collect();
        new.sort_by_key(|place| rank(policy, place));
        let unmet = new.into_iter().filter_map(|place| dealing.unmet(place, &stock)).collect();
        let next = next(&queue, known);
        let (pace, real) = (Pace::of(known.attempts), stock.real());
        Self { due: items, unmet, untold, next, pace, real, memory }
    }
}

/// What will be due next.
fn next(queue: &Queue<'_>, known: Known<'_>) -> Option<Next> {
    let (when, place) = queue.later(known.now).min()?;
    let day = |time: Millis| day::number(time, known.zone);
    let many = queue.later(known.now).filter(|(time, _)| day(*time) == day(when)).count();
    Some(Next { when, place: place.clone(), many })
}

/// Where a place comes among those never met: red lines, then stop lines, then green lights, each in the order of the file.
fn rank(policy: &Policy, place: &Place) -> (u8, usize) {
    let of_rule = |id: &str| {
        let at = policy.rules.iter().position(|r| r.id == id)?;
        Some((policy.rules[at].outcome.layer(), at))
    };
    place.rules().filter_map(of_rule).min().unwrap_or((3, 0))
}

/// Finds cases for places, one after the other, and knows which stories it has dealt.
struct Dealing<'a> {
    pack: &'a PackView<'a>,
    own: &'a Own,
    past: &'a Past<'a>,
    now: Millis,
    used: HashSet<String>,
}

impl Dealing<'_> {
    /// A place of the queue with its cases; none where the pack has none.
    fn item(&mut self, due: &queue::Item<'_>, stock: &Stock, flips: &[Flips]) -> Option<Item> {
        let version = || self.pack.policy.version.to_string();
        let flipped = || flips.iter().find(|f| f.before == due.policy).and_then(|f| f.at(due.place));
        let (why, offers) = match due.why {
            Why::SureAndMissed(time) => (Reason::SureAndMissed(time), stock.at(due.place)),
            Why::Due => (Reason::Due, stock.at(due.place)),
            Why::Edited => match flipped() {
                Some(offers) => (Reason::Flipped(version()), offers),
                None => (Reason::Edited(version()), stock.at(due.place)),
            },
        };
        let once_more = if offers.is_empty() { self.past.once_more(due.place, self.pack, self.own) } else { None };
        self.shown(due.place, why, due.since, once_more.as_ref().map_or(offers, std::slice::from_ref))
    }

    fn unmet(&mut self, place: &Place, stock: &Stock) -> Option<Item> {
        self.shown(place, Reason::New, self.now, stock.at(place))
    }

    fn shown(&mut self, place: &Place, why: Reason, since: Millis, offers: &[Offer]) -> Option<Item> {
        let offers = self.past.best_first(place, offers, self.now, |story| self.used.contains(story));
        self.used.insert(offers.first()?.scenario.clone());
        Some(Item { place: place.clone(), why, since, offers })
    }

    /// Stories they answered whose answer a new policy turned, as far as they have met neither the story nor its place since.
    fn turned(&mut self, items: &[Item], memory: &Memory, flips: &[Flips]) -> Vec<Item> {
        let now = self.pack.policy_hash;
        let mut places: Vec<(Millis, &Place, &Offer)> = Vec::new();
        for flips in flips {
            for (place, offer) in flips.told() {
                let Some((time, judged)) = self.past.answered(&offer.scenario) else { continue };
                let met = memory.trace(place).is_some_and(|trace| trace.policy == now);
                let there = items.iter().any(|item| item.place == *place) || places.iter().any(|(_, p, _)| *p == place);
                if judged == flips.before && !met && !there {
                    places.push((time, place, offer));
                }
            }
        }
        places.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
        let version = self.pack.policy.version.to_string();
        let item = |(since, place, offer): (Millis, &Place, &Offer)| {
            self.shown(place, Reason::Flipped(version.clone()), since, std::slice::from_ref(offer))
        };
        places.into_iter().filter_map(item).collect()
    }
}
