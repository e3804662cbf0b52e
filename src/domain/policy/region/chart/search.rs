//! What charted boxes leave uncovered: the search of [`cover`](super::super::cover), told of 64 boxes at a time.
//!
//! How many parts of the region each box leaves is counted in binary, a row of bits for each digit. A region that becomes
//! narrower takes from the counts of many boxes at once.
//!
//! Every dimension knows for which choices it is as narrow as it is. What turns out to be covered then tells the choices that
//! made it so: where the last was none of them, its other parts are covered by the same boxes and need not be looked at. What is
//! found is the same without that, later (conflict-directed backjumping: P. Prosser, Computational Intelligence 9(3), 1993).

use super::super::bits::{Bits, first_of};
use super::super::cover::Budget;
use super::super::space::{Bounds, Space};
use super::super::{Block, Words};
use super::{Charted, Rows};
use smallvec::SmallVec;

/// What is asked for: a sub-box that no cut touches and that holds a point.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The fact space.
    pub space: &'a Space,
    /// The cuts, as bits.
    pub cuts: &'a [u64],
    /// Those of them that are looked at before the others.
    pub first: &'a [u64],
    /// What is known of numbers.
    pub bounds: &'a Bounds,
    /// Steps of work left.
    pub budget: &'a Budget,
}

impl Charted<'_> {
    /// A sub-box of `region` that none of some boxes touches and that holds a point, or none.
    ///
    /// When the budget is spent it answers with the region it was looking at, so that "covered" is only ever said when proved.
    pub fn uncovered(&self, region: &[u64], asked: Asked<'_>) -> Option<Words> {
        if self.holds(region, asked.cuts) || !asked.space.holds_point(region, asked.bounds) {
            return None;
        }
        let region = Words::from_slice(region);
        if !asked.budget.step() {
            return Some(region);
        }
        let mut search = Search {
            charted: *self,
            asked,
            why: SmallVec::from_elem(0, region.len()),
            region,
            holds_point: true,
            meetings: self.chart.parts(asked.cuts),
            trail: Vec::new(),
            before: Vec::new(),
            depth: 0,
            reasons: 0,
        };
        search.begin();
        let few = search.few();
        let open = search.narrows(few) && search.splits();
        open.then_some(search.region)
    }

    /// Whether one of some boxes holds all of a region.
    fn holds(&self, region: &[u64], among: &[u64]) -> bool {
        among.iter().enumerate().any(|(at, among)| {
            let (rows, mut holding) = (self.chart.rows(at), *among);
            for of in self.chart.dimensions.iter().filter(|of| Some(of.dimension) != self.freed) {
                if holding == 0 {
                    return false;
                }
                let leaving = of.leaving(rows, region[of.dimension]);
                holding &= !(leaving[0] | leaving[1]);
            }
            holding != 0
        })
    }
}

/// Choices between parts, by how deep they are: a bit each. The last bit is of all that are deeper.
type Choices = u64;

const DEEPEST: u32 = Choices::BITS - 1;

/// A region that is narrowed dimension by dimension, and how each cut meets it.
struct Search<'a> {
    charted: Charted<'a>,
    asked: Asked<'a>,
    region: Words,
    /// By dimension, the choices for which the region is as narrow there as it is.
    why: SmallVec<[Choices; 48]>,
    /// Whether the region is known to hold a point: no number was narrowed since that was asked.
    holds_point: bool,
    /// 64 by 64, the cuts that share a cell with the region; then how many parts of it each leaves, as the chart counts them.
    meetings: SmallVec<[u64; 40]>,
    /// Each dimension that was narrowed, with its word and its choices before.
    trail: Vec<(u32, u64, Choices)>,
    /// What the meetings were before each part that is being looked at.
    before: Vec<u64>,
    /// How many choices have been made.
    depth: u32,
    /// Where nothing was found: the choices that made it so.
    reasons: Choices,
}

impl<'a> Search<'a> {
    /// Tells the cuts what the region is.
    fn begin(&mut self) {
        let Charted { chart, freed, .. } = self.charted;
        for at in 0..chart.width {
            let (rows, meetings) = (chart.rows(at), &mut self.meetings[at * chart.stride..(at + 1) * chart.stride]);
            for of in &chart.dimensions {
                let word = self.region[of.dimension];
                if Some(of.dimension) == freed {
                    of.leaving(rows, of.whole).into_iter().for_each(|parts| take(&mut meetings[1..], parts));
                } else if word != of.whole {
                    narrowed(of, rows, meetings, [of.whole, word]);
                }
                if meetings[0] == 0 {
                    break;
                }
            }
        }
    }

    /// The first cut that leaves nothing of the region; else the first that leaves a single part of it.
    fn few(&self) -> Few {
        let mut few = Few::No;
        for (at, meetings) in self.meetings.chunks_exact(self.charted.chart.stride).enumerate() {
            let [meeting, one, more @ ..] = meetings else { continue };
            let none_or_one = more.iter().fold(*meeting, |few, digit| few & !digit);
            if none_or_one == 0 {
                continue;
            }
            let place = |bits: u64| at * 64 + bits.trailing_zeros() as usize;
            if none_or_one & !one != 0 {
                return Few::Nothing(place(none_or_one & !one));
            }
            if matches!(few, Few::No) {
                few = Few::Part(place(none_or_one));
            }
        }
        few
    }

    /// The choices for which the region is as narrow as it is in the dimensions of a cut.
    fn reasons_for(&self, cut: &Block) -> Choices {
        cut.narrow().fold(0, |reasons, (d, _)| reasons | self.why[d])
    }

    /// Narrows the region to a part that no cut touches; false if there is none.
    fn opens(&mut self) -> bool {
        let few = self.few();
        if let Few::Nothing(cut) = few {
            self.reasons = self.reasons_for(self.charted.blocks[cut]);
            return false;
        }
        self.holds_point() && (!self.asked.budget.step() || (self.narrows(few) && self.splits()))
    }

    fn holds_point(&mut self) -> bool {
        self.holds_point = self.holds_point || self.asked.space.holds_point(&self.region, self.asked.bounds);
        if !self.holds_point {
            self.reasons = self.why[..self.asked.space.axes.len()].iter().fold(0, |reasons, why| reasons | why);
        }
        self.holds_point
    }

    /// Takes out of the region every cut that leaves a single part, until all that still meet it leave a choice; false if nothing of
    /// the region is left. `few` is of the region as it is.
    ///
    /// It comes to the same in whatever order the cuts are taken: each lies across all of the region but for that one dimension, and
    /// still does when the region is narrower.
    fn narrows(&mut self, mut few: Few) -> bool {
        let mut forced = false;
        loop {
            match few {
                Few::Nothing(cut) => {
                    self.reasons = self.reasons_for(self.charted.blocks[cut]);
                    return false;
                }
                Few::No => return !forced || self.holds_point(),
                Few::Part(cut) => {
                    let (cut, space) = (self.charted.blocks[cut], self.asked.space);
                    let reasons = self.reasons_for(cut);
                    let crossed = cut.narrow().find(|(d, word)| !space.within(*d, self.region[*d], *word));
                    let part = crossed.and_then(|(d, word)| Some((d, *space.outside(d, self.region[d], word).first()?)));
                    let Some((d, part)) = part else {
                        self.reasons = reasons;
                        return false;
                    };
                    self.set(d, part, reasons);
                    forced = true;
                    few = self.few();
                }
            }
        }
    }

    /// Goes on with what lies outside the cut that leaves the fewest parts, part by part.
    fn splits(&mut self) -> bool {
        let Some(shortest) = self.shortest() else { return true };
        let space = self.asked.space;
        let choice = 1 << self.depth.min(DEEPEST);
        let mut reasons = self.reasons_for(shortest);
        self.depth += 1;
        for (d, word) in shortest.narrow() {
            let own = self.region[d];
            if space.within(d, own, word) {
                continue;
            }
            for piece in space.outside(d, own, word) {
                if self.opens_in(d, piece, choice) {
                    return true;
                }
                if self.reasons & choice == 0 {
                    self.depth -= 1;
                    return false;
                }
                reasons |= self.reasons;
            }
            // What is left along this dimension lies inside the cut.
            self.set(d, space.intersect(d, own, word).unwrap_or(own), choice | self.why[d]);
            if let Few::Nothing(cut) = self.few() {
                reasons |= self.reasons_for(self.charted.blocks[cut]);
                break;
            }
        }
        self.depth -= 1;
        self.reasons = if self.depth < DEEPEST { reasons & !choice } else { reasons };
        false
    }

    /// The first of the cuts that leave the fewest parts of the region; none if no cut meets it.
    fn shortest(&self) -> Option<&'a Block> {
        let each = || self.meetings.chunks_exact(self.charted.chart.stride);
        let mut fewest: Bits = each().map(|meetings| meetings[0]).collect();
        for digit in (1..self.charted.chart.stride).rev() {
            if fewest.iter().zip(each()).any(|(cuts, meetings)| cuts & !meetings[digit] != 0) {
                fewest.iter_mut().zip(each()).for_each(|(cuts, meetings)| *cuts &= !meetings[digit]);
            }
        }
        let ahead = first_of(fewest.iter().zip(self.asked.first).map(|(cuts, first)| cuts & first));
        ahead.or_else(|| first_of(fewest.iter().copied())).map(|place| self.charted.blocks[place])
    }

    /// Narrows the region in one dimension and goes on there; it is as before if that comes to nothing.
    fn opens_in(&mut self, dimension: usize, word: u64, choice: Choices) -> bool {
        let (trail, before, held_point) = (self.trail.len(), self.before.len(), self.holds_point);
        if self.before.is_empty() {
            self.before.reserve(self.meetings.len() * 12);
            self.trail.reserve(60);
        }
        self.before.extend_from_slice(&self.meetings);
        self.set(dimension, word, choice | self.why[dimension]);
        let opens = self.opens();
        if !opens {
            while self.trail.len() > trail {
                let Some((dimension, word, why)) = self.trail.pop() else { break };
                (self.region[dimension as usize], self.why[dimension as usize]) = (word, why);
            }
            self.meetings.copy_from_slice(&self.before[before..]);
            self.before.truncate(before);
            self.holds_point = held_point;
        }
        opens
    }

    /// Gives a dimension a narrower word, for some choices.
    fn set(&mut self, dimension: usize, word: u64, why: Choices) {
        let own = std::mem::replace(&mut self.region[dimension], word);
        self.trail.push((dimension as u32, own, self.why[dimension]));
        self.why[dimension] = why;
        self.holds_point &= dimension >= self.asked.space.axes.len();
        let chart = self.charted.chart;
        let Some(of) = chart.dimension(dimension) else { return };
        for (at, meetings) in self.meetings.chunks_exact_mut(chart.stride).enumerate().filter(|(_, meetings)| meetings[0] != 0) {
            narrowed(of, chart.rows(at), meetings, [own, word]);
        }
    }
}

/// Tells 64 cuts that the region is narrower in a dimension than it was.
fn narrowed(of: &Rows, rows: &[u64], meetings: &mut [u64], [own, word]: [u64; 2]) {
    let [meeting, parts @ ..] = meetings else { return };
    *meeting &= of.meeting(rows, word);
    if *meeting != 0 {
        let (left, still) = (of.leaving(rows, own), of.leaving(rows, word));
        take(parts, left[0] & !still[0]);
        take(parts, left[1] & !still[1]);
    }
}

/// Takes one from the counts of some cuts.
fn take(parts: &mut [u64], mut cuts: u64) {
    for digit in parts {
        if cuts == 0 {
            break;
        }
        *digit ^= cuts;
        // Where it was 0 the next digit gives one.
        cuts &= *digit;
    }
}

/// A cut that leaves little of a region, by its place.
enum Few {
    /// It leaves nothing.
    Nothing(usize),
    /// It leaves a single part.
    Part(usize),
    /// There is none.
    No,
}
