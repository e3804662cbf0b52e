//! What talking gained, and what of it was there on the twin, answered alone. A gain without that is company, not learning.
//!
//! Shares are those of the votes as they were cast: to follow single people through three votes would, where one of them was
//! missing once, tell how that one voted. Who moved is told only where it can't.

use std::collections::BTreeSet;

use super::count::{Count, Played, over};
use crate::domain::learner::measures::clause::ENOUGH;
use crate::domain::learner::measures::gain::change;
use crate::domain::learner::measures::told::Told;
use crate::domain::learner::measures::votes::{Moves, Voted};
use crate::domain::learner::measures::wilson::Rate;
use crate::domain::room::Room;
use crate::domain::room::agenda::What;
use crate::domain::room::ballot::{Ballot, BallotId, Turn};
use crate::domain::room::seat::SeatId;
use crate::domain::room::split::told_from;
use crate::domain::text::Text;

/// The shares right before and after something.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// Before.
    pub before: Rate,
    /// After.
    pub after: Rate,
}

impl Step {
    const NONE: Self = Self { before: Rate { count: 0, of: 0 }, after: Rate { count: 0, of: 0 } };

    /// What was gained of what was to be had, or lost of what there was to lose; none where all were right before.
    pub fn gain(self) -> Told<Option<f64>> {
        let (Some(before), Some(after)) = (self.before.share(), self.after.share()) else { return Told::TooFew { more: ENOUGH } };
        match self.before.of.min(self.after.of) {
            few if few < ENOUGH => Told::TooFew { more: ENOUGH - few },
            _ => Told::Figure(change(100.0 * before, 100.0 * after)),
        }
    }

    /// Whether chance would hardly have made the difference: the intervals don't meet.
    pub fn is_clear(self) -> bool {
        match (self.before.interval(), self.after.interval()) {
            (Some(before), Some(after)) => before.high < after.low || after.high < before.low,
            _ => false,
        }
    }

    fn add(&mut self, before: Rate, after: Rate) {
        self.before = Rate { count: self.before.count + before.count, of: self.before.of + before.of };
        self.after = Rate { count: self.after.count + after.count, of: self.after.of + after.of };
    }
}

/// A case with its votes; each none where it was not taken or can't be told.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// The case.
    pub case: Text,
    /// Right before talking.
    pub first: Option<Rate>,
    /// Right after.
    pub second: Option<Rate>,
    /// Right on the twin.
    pub twin: Option<Rate>,
}

/// What was gained. Grey areas are not in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Gain {
    /// From the first vote to the second, over the cases that had both.
    pub talked: Step,
    /// From the first vote to the twin, over the cases that had both.
    pub carried: Step,
    /// How people moved from the first vote to the second, where that tells of nobody.
    pub moves: Option<Moves>,
    /// Case by case.
    pub ways: Vec<Way>,
}

impl Gain {
    pub(super) fn of(room: &Room, played: &[Played<'_>]) -> Self {
        let (mut talked, mut carried, mut ways) = (Step::NONE, Step::NONE, Vec::new());
        let mut voted: Vec<Voted> = Vec::new();
        for case in played.iter().filter(|p| p.is_discussed() && p.is_rated()) {
            let right = |one: &Played<'_>, count: Option<Count>| Some(count?.right(&one.item.key));
            let twin = twin(played, case).and_then(|twin| right(twin, twin.first));
            let way = Way {
                case: case.item.sheet.title.clone(),
                first: right(case, case.first),
                second: right(case, case.second),
                twin,
            };
            if let (Some(first), Some(second)) = (way.first, way.second) {
                talked.add(first, second);
                voted.extend(moved(room, case));
            }
            if let (Some(first), Some(twin)) = (way.first, way.twin) {
                carried.add(first, twin);
            }
            ways.push(way);
        }
        Self { talked, carried, moves: (!voted.is_empty()).then(|| Moves::of(voted)), ways }
    }
}

fn twin<'a, 'r>(played: &'a [Played<'r>], case: &Played<'_>) -> Option<&'a Played<'r>> {
    let mut twins = played.iter().filter(|p| matches!(p.what, What::Twin { .. }) && !p.item.key.verdict().is_grey());
    twins.find(|p| p.item.twin_of.is_some() && p.item.twin_of == case.what.item())
}

/// The two answers of each who voted twice; nothing where one to three people voted only once: what all others did would tell.
fn moved(room: &Room, case: &Played<'_>) -> Vec<Voted> {
    let ballot = |turn| over(room, BallotId { stop: case.stop, turn });
    let (Some(first), Some(second)) = (ballot(Turn::First), ballot(Turn::Second)) else { return Vec::new() };
    let seats = |ballot: &Ballot| ballot.votes().map(|(seat, _)| seat).collect::<BTreeSet<SeatId>>();
    let (before, after) = (seats(first), seats(second));
    let fewest = told_from(first).max(told_from(second)) as usize;
    let tells = |once: usize| once > 0 && once < fewest;
    let once = [before.difference(&after).count(), after.difference(&before).count()];
    if once.into_iter().any(tells) || before.intersection(&after).count() < fewest {
        return Vec::new();
    }
    let right = |ballot: &Ballot, seat: SeatId| Some(case.item.key.judge(ballot.vote(seat)?.answer).is_right());
    let both = before.intersection(&after).filter_map(|seat| Some((right(first, *seat)?, right(second, *seat)?)));
    both.map(|(first, second)| Voted { first, second, twin: None }).collect()
}
