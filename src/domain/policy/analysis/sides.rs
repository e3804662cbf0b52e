//! Two lists of boxes over one fact space, each in order of priority: which speaker decides here what another decides there.

mod pairs;

use super::super::explanation::Verdict;
use super::super::region::Words;
use super::super::region::chart::{Bits, Charted, has, set};
use super::super::region::cover::{Budget, uncovered};
use super::super::region::space::{Bounds, Space};
use super::voices::{Said, Speaker, Voice};

pub use self::pairs::Pairs;

/// A part of fact space that one speaker decides here and another there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contrast {
    /// Who decides it in the first reading.
    pub here: Speaker,
    /// Who decides it in the second.
    pub there: Speaker,
    /// A box in which both do, at every point.
    pub words: Words,
}

/// A box on one side, and where it stands on the other.
#[derive(Clone, Copy, Debug)]
pub struct Heard {
    /// Its place in the chart.
    pub place: usize,
    /// Who.
    pub speaker: Speaker,
    /// What; none where no case can occur.
    pub said: Option<Said>,
    /// Its place on the other side, if it is there as well: all such boxes stand in the same order on both sides.
    pub also: Option<usize>,
}

impl Heard {
    /// A voice, its place in the chart, and its place on the other side.
    pub fn of(voice: &Voice, place: usize, also: Option<usize>) -> Self {
        Self { place, speaker: voice.speaker, said: voice.said, also }
    }

    /// The right answer here; none where no case can occur.
    pub fn verdict(&self) -> Option<Verdict> {
        self.said.map(|s| s.0.verdict())
    }
}

/// Two sides, and the part of fact space they are compared in.
#[derive(Clone, Copy)]
pub struct Sides<'a> {
    /// Common to both.
    pub space: &'a Space,
    /// The boxes of both, and those that are left aside.
    pub charted: Charted<'a>,
    /// The first side, in order of priority.
    pub here: &'a [Heard],
    /// The second.
    pub there: &'a [Heard],
    /// A box.
    pub within: &'a Words,
    /// Boxes of the chart that are left aside, as bits.
    pub aside: &'a [u64],
    /// What is known of numbers beyond it.
    pub bounds: &'a Bounds,
    /// A likely pair, if there is a quick way to one.
    pub guess: Option<Guess<'a>>,
}

/// Given a part of fact space in which a pair is looked for, any pair of speakers that some case hears, with a box of such cases.
/// Most pairs are there for the taking; what is not guessed is searched for.
pub type Guess<'a> = &'a dyn Fn(&[u64]) -> Option<Contrast>;

impl<'s> Sides<'s> {
    /// Every pair of speakers, not among the known, that some possible case hears, the one here and the other there, where
    /// `differ` says so of their places. What is found is known from then on.
    ///
    /// A box that stands on both sides decides the same cases on both, unless a box that does not speaks before it: so one of a
    /// pair is always a box of one side alone. Every pair is one. Complete unless the budget is spent: then others may be missing.
    pub fn contrasts(&self, differ: impl Fn(usize, usize) -> bool, known: &mut Pairs, budget: &Budget) -> Vec<Contrast> {
        let mut search = Search { known, found: Vec::new(), budget };
        self.of_side(Side { mine: self.here, theirs: self.there, first: true }, &differ, &mut search);
        let flipped = |j: usize, i: usize| differ(i, j);
        self.of_side(Side { mine: self.there, theirs: self.here, first: false }, &flipped, &mut search);
        // In the order in which they speak here, then there.
        search.found.sort_by_key(|(places, _)| *places);
        search.found.into_iter().map(|(_, contrast)| contrast).collect()
    }

    /// The pairs of every box that stands on one side alone.
    fn of_side(&self, side: Side<'s>, differ: &impl Fn(usize, usize) -> bool, search: &mut Search<'_>) {
        let mut theirs = self.charted.chart.none();
        side.theirs.iter().filter(|h| h.said.is_some()).for_each(|h| set(&mut theirs, h.place));
        let mut before = Bits::from_slice(self.aside);
        for (at, own) in side.mine.iter().enumerate() {
            if own.also.is_none() && own.said.is_some() && !search.known.is_settled(own.place) {
                self.of_one(side, at, [&theirs, &before], differ, search);
            }
            set(&mut before, own.place);
        }
    }

    /// Whether the wanted pair was guessed; another pair that was is kept too.
    fn guessed(&self, part: &[u64], wanted: (Speaker, Speaker), places: (usize, usize), search: &mut Search<'_>) -> bool {
        let Some(contrast) = self.guess.and_then(|guess| guess(part)) else { return false };
        let pair = (contrast.here, contrast.there);
        if !search.known.has(pair.0, pair.1) {
            search.keep(places, contrast);
        }
        pair == wanted
    }

    /// The pairs of one box that stands on one side alone: `theirs` are the boxes that say something on the other side, `mine` those
    /// that speak before it on its own.
    fn of_one(
        &self,
        side: Side<'s>,
        at: usize,
        [theirs, mine]: [&Bits; 2],
        differ: &impl Fn(usize, usize) -> bool,
        search: &mut Search<'_>,
    ) {
        let own = &side.mine[at];
        let Some(words) = self.space.part(self.within, self.charted.blocks[own.place]) else { return };
        let meeting = self.charted.chart.meeting(&words, theirs);
        let pair = |other: Speaker| if side.first { (own.speaker, other) } else { (other, own.speaker) };
        let budget = search.budget;
        let open = |region: Words, cuts: &Bits| {
            let cuts = self.charted.blocks(&self.charted.chart.meeting(&region, cuts), mine);
            uncovered(self.space, region, &cuts, self.bounds, budget)
        };
        // Whether nothing of this box is left aside.
        let all = self.charted.chart.meeting(&words, self.aside).iter().all(|word| *word == 0);
        let mut before = Before { cuts: mine.clone(), reached: 0 };
        let (mut alive, mut missed) = (false, false);
        for (j, other) in side.theirs.iter().enumerate().filter(|(_, other)| has(&meeting, other.place)) {
            let (here, there) = pair(other.speaker);
            // A box of both sides that stands before this one would decide on this side too; two boxes that each stand on
            // one side alone are looked at from the first.
            let wanted = other.also.map_or(side.first, |place| place > at);
            if !wanted || search.known.has(here, there) || !differ(at, j) {
                continue;
            }
            let Some(part) = self.space.part(&words, self.charted.blocks[other.place]) else { continue };
            if self.guessed(&part, (here, there), (at, j), search) {
                continue;
            }
            before.reach(side, (at, j));
            // Where nothing is left of this box, nothing is left of it for any box that speaks later on the other side; and where
            // nothing is left with nothing aside, it need not be asked again: all its pairs that were wanted are known.
            if !alive && !all && !missed && open(words.clone(), &without(&before.cuts, self.aside)).is_none() {
                search.known.settle(own.place);
                return;
            }
            alive = alive || open(words.clone(), &before.cuts).is_some();
            if !alive {
                break;
            }
            let heard = open(part, &before.cuts);
            if budget.is_spent() {
                return;
            }
            alive = heard.is_some();
            missed |= !alive;
            if let Some(words) = heard {
                search.keep(if side.first { (at, j) } else { (j, at) }, Contrast { here, there, words });
            }
        }
        if all {
            search.known.settle(own.place);
        }
    }
}

/// Some boxes without others.
fn without(bits: &[u64], others: &[u64]) -> Bits {
    bits.iter().zip(others).map(|(bits, others)| bits & !others).collect()
}

/// What a search for pairs goes by, and what it has found, each with its places here and there.
struct Search<'f> {
    known: &'f mut Pairs,
    found: Vec<((usize, usize), Contrast)>,
    budget: &'f Budget,
}

impl Search<'_> {
    fn keep(&mut self, places: (usize, usize), contrast: Contrast) {
        self.known.add(contrast.here, contrast.there);
        self.found.push((places, contrast));
    }
}

/// The boxes that speak before a pair of boxes, on either side.
struct Before {
    cuts: Bits,
    /// The boxes of the other side that are among them: those before this place.
    reached: usize,
}

impl Before {
    /// Goes on to a place of the other side, as seen from the box at `at`.
    fn reach(&mut self, side: Side<'_>, (at, to): (usize, usize)) {
        // A box of both sides that speaks before this one is among the cuts already.
        let other = |h: &&Heard| h.also.is_none_or(|place| place >= at);
        side.theirs[self.reached..to].iter().filter(other).for_each(|h| set(&mut self.cuts, h.place));
        self.reached = to;
    }
}

/// One side as seen from one of its boxes.
#[derive(Clone, Copy)]
struct Side<'a> {
    mine: &'a [Heard],
    theirs: &'a [Heard],
    /// Whether it is the first of the two.
    first: bool,
}
