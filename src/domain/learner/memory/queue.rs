//! What comes back, and why: nothing resurfaces in silence.

use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap};
use std::hash::{BuildHasherDefault, DefaultHasher};

use super::Memory;
use super::place::Place;
use super::syllabus::Syllabus;
use super::trace::Trace;
use crate::domain::session::Millis;

/// Why a place comes back. In the order in which places do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// They were sure, and missed it at that time.
    SureAndMissed(Millis),
    /// Its rule was edited, or its line moved, since it was last met.
    Edited,
    /// It is about to be forgotten.
    Due,
}

/// A place that comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item<'m> {
    /// Which.
    pub place: &'m Place,
    /// Why.
    pub why: Why,
    /// Since when.
    pub since: Millis,
    /// The text of the policy that judged what they learnt there, by its hash.
    pub policy: &'m str,
}

/// For each text of the policy that judged something, by its hash: the rules edited since, by the ids they have now. What it does
/// not name counts as the policy of today.
pub type Edited = BTreeMap<String, BTreeSet<String>>;

/// Everything that may come back, ready to be asked at any time.
#[derive(Clone, Debug, Default)]
pub struct Queue<'m> {
    waiting: Vec<Waiting<'m>>,
    /// Places of the policy never met, in the order of the coastline.
    pub unmet: Vec<&'m Place>,
}

#[derive(Clone, Copy, Debug)]
struct Waiting<'m> {
    place: &'m Place,
    due: Millis,
    last: Millis,
    sure_miss: Option<Millis>,
    edited: bool,
    policy: &'m str,
}

impl<'m> Queue<'m> {
    /// What a memory holds of a policy's places. What the policy no longer has does not come back; a line that moved does, where
    /// it is now.
    pub fn of(memory: &'m Memory, syllabus: &'m Syllabus, edited: &Edited) -> Self {
        let (here, gone): (Vec<_>, Vec<_>) = memory.traces.iter().partition(|(place, _)| syllabus.has(place));
        let mut waiting: Vec<Waiting<'m>> = here.into_iter().map(|(place, trace)| Waiting::of(place, trace, edited)).collect();
        let unmet: Vec<&Place> = syllabus.places.iter().filter(|place| !memory.traces.contains_key(*place)).collect();
        let mut moved: HashMap<_, (Millis, &str), BuildHasherDefault<DefaultHasher>> = HashMap::default();
        for (place, trace) in gone {
            let Some(ground) = place.ground() else { continue };
            let here = (trace.last, trace.policy.as_str());
            let latest = moved.entry(ground).or_insert(here);
            *latest = here.max(*latest);
        }
        let learnt = |place: &&'m Place| Some((*place, *moved.get(&place.ground()?)?));
        waiting.extend(unmet.iter().filter_map(learnt).map(|(place, latest)| Waiting::moved(place, latest)));
        Self { waiting, unmet }
    }

    /// What is not due yet, and when it will be; in no order.
    pub fn later(&self, now: Millis) -> impl Iterator<Item = (Millis, &'m Place)> + '_ {
        self.waiting.iter().filter(move |w| w.item(now).is_none()).map(|w| (w.due, w.place))
    }

    /// What is due, at most so many: what was missed in spite of being sure, then what was edited, then what has been due for the
    /// longest.
    pub fn due(&self, now: Millis, at_most: usize) -> Vec<Item<'m>> {
        let due = self.waiting.iter().filter_map(|w| w.item(now));
        let turn = |item: Item<'m>| (item.why, item.since, item.place, item.policy);
        if at_most >= self.waiting.len() {
            let mut items: Vec<Item<'m>> = due.collect();
            items.sort_unstable_by_key(|item| turn(*item));
            return items;
        }
        // Of many only the first are kept, and of these the last at hand: most are turned away at one look.
        let mut first: BinaryHeap<_> = BinaryHeap::with_capacity(at_most);
        for turn in due.map(turn) {
            if first.len() < at_most {
                first.push(turn);
            } else if let Some(mut last) = first.peek_mut().filter(|last| turn < **last) {
                *last = turn;
            }
        }
        let first = first.into_sorted_vec().into_iter();
        first.map(|(why, since, place, policy)| Item { place, why, since, policy }).collect()
    }
}

impl<'m> Waiting<'m> {
    fn of(place: &'m Place, trace: &'m Trace, edited: &Edited) -> Self {
        let edited = edited.get(&trace.policy).is_some_and(|rules| place.rules().any(|id| rules.contains(id)));
        let sure_miss = trace.sure_miss.map(|m| m.time);
        Self { place, due: trace.due, last: trace.last, sure_miss, edited, policy: &trace.policy }
    }

    fn moved(place: &'m Place, (last, policy): (Millis, &'m str)) -> Self {
        Self { place, due: last, last, sure_miss: None, edited: true, policy }
    }

    fn item(&self, now: Millis) -> Option<Item<'m>> {
        // What was met in the future was met under a wrong clock: it is due rather than lost.
        let due = self.due <= now || self.last > now;
        let why = match self.sure_miss {
            Some(missed) if due => Why::SureAndMissed(missed),
            _ if self.edited => Why::Edited,
            _ if due => Why::Due,
            _ => return None,
        };
        Some(Item { place: self.place, why, since: self.due, policy: self.policy })
    }
}
