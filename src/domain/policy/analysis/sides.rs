//! Two lists of boxes over one fact space, each in order of priority: which speaker decides here what another decides there.

mod pairs;

use super::super::explanation::Verdict;
use super::super::region::Words;
use super::super::region::bits::{Bits, after, before, ones, set};
use super::super::region::chart::Charted;
use super::super::region::chart::search::Asked;
use super::super::region::cover::Budget;
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
        self.of_side(&Side::of(self.charted, self.here, self.there, true), &differ, &mut search);
        let flipped = |j: usize, i: usize| differ(i, j);
        self.of_side(&Side::of(self.charted, self.there, self.here, false), &flipped, &mut search);
        // In the order in which they speak here, then there.
        search.found.sort_by_key(|(places, _)| *places);
        search.found.into_iter().map(|(_, contrast)| contrast).collect()
    }

    /// The pairs of every box that stands on one side alone.
    fn of_side(&self, side: &Side<'s>, differ: &impl Fn(usize, usize) -> bool, search: &mut Search<'_>) {
        let mut before = Bits::from_slice(self.aside);
        for (at, own) in side.mine.iter().enumerate() {
            if own.also.is_none() && own.said.is_some() && !search.known.is_settled(own.place) {
                self.of_one(side, at, &before, differ, search);
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

    /// The pairs of one box that stands on one side alone: `mine` are the boxes that speak before it on its own, and those left aside.
    fn of_one(&self, side: &Side<'s>, at: usize, mine: &Bits, differ: &impl Fn(usize, usize) -> bool, search: &mut Search<'_>) {
        let (own, chart) = (&side.mine[at], self.charted.chart);
        let block = self.charted.blocks[own.place];
        // A box of both sides that stands before this one would decide on this side too; two boxes that each stand on
        // one side alone are looked at from the first.
        let others = side.others(own.place);
        let narrow = block.narrow().map(|(d, word)| (d, self.space.intersect(d, word, self.within[d]).unwrap_or(word)));
        let meeting = chart.meeting(narrow, &side.wanted(&others));
        if meeting.iter().all(|bits| *bits == 0) {
            return;
        }
        let Some(words) = self.space.part(self.within, block) else { return };
        let pair = |other: Speaker| if side.first { (own.speaker, other) } else { (other, own.speaker) };
        let budget = search.budget;
        let open = |region: &[u64], cuts: &Bits| {
            let asked = Asked { space: self.space, cuts, first: mine, bounds: self.bounds, budget };
            self.charted.uncovered(region, asked)
        };
        // Whether nothing of this box is left aside.
        let all = chart.meeting(words.iter().copied().enumerate(), self.aside).iter().all(|bits| *bits == 0);
        let (mut alive, mut missed) = (false, false);
        for j in ones(&meeting).map(|place| side.by_place[place] as usize) {
            let other = &side.theirs[j];
            let (here, there) = pair(other.speaker);
            if search.known.has(here, there) || !differ(at, j) {
                continue;
            }
            let Some(part) = self.space.part(&words, self.charted.blocks[other.place]) else { continue };
            let places = if side.first { (at, j) } else { (j, at) };
            if self.guessed(&part, (here, there), places, search) {
                continue;
            }
            // The boxes that speak before the pair, on either side.
            let cut = |(at, (mine, others)): (usize, (&u64, &u64))| mine | others & before(at, other.place);
            let cuts: Bits = mine.iter().zip(&others).enumerate().map(cut).collect();
            // Where nothing is left of this box, nothing is left of it for any box that speaks later on the other side; and where
            // nothing is left with nothing aside, it need not be asked again: all its pairs that were wanted are known.
            if !alive && !all && !missed && open(&words, &without(&cuts, self.aside)).is_none() {
                search.known.settle(own.place);
                return;
            }
            alive = alive || open(&words, &cuts).is_some();
            if !alive {
                break;
            }
            let heard = open(&part, &cuts);
            if budget.is_spent() {
                return;
            }
            alive = heard.is_some();
            missed |= !alive;
            if let Some(words) = heard {
                search.keep(places, Contrast { here, there, words });
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

/// One side as seen from its boxes.
struct Side<'a> {
    mine: &'a [Heard],
    theirs: &'a [Heard],
    /// Whether it is the first of the two.
    first: bool,
    /// By place in the chart, the other side's boxes.
    by_place: Vec<u32>,
    /// The other side's boxes.
    standing: Bits,
    /// Those of them that say something.
    saying: Bits,
    /// Those of them that stand there alone.
    alone: Bits,
}

impl<'a> Side<'a> {
    fn of(charted: Charted<'_>, mine: &'a [Heard], theirs: &'a [Heard], first: bool) -> Self {
        let none = || charted.chart.none();
        let mut side = Self {
            mine,
            theirs,
            first,
            by_place: vec![0; charted.blocks.len()],
            standing: none(),
            saying: none(),
            alone: none(),
        };
        for (j, other) in theirs.iter().enumerate() {
            side.by_place[other.place] = j as u32;
            set(&mut side.standing, other.place);
            if other.said.is_some() {
                set(&mut side.saying, other.place);
            }
            if other.also.is_none() {
                set(&mut side.alone, other.place);
            }
        }
        side
    }

    /// The other side's boxes but for those that stand on both sides before a place.
    fn others(&self, place: usize) -> Bits {
        let of = |(at, (standing, alone)): (usize, (&u64, &u64))| standing & (alone | after(at, place));
        self.standing.iter().zip(&self.alone).enumerate().map(of).collect()
    }

    /// Those of them with which this side's box may make a pair.
    fn wanted(&self, others: &[u64]) -> Bits {
        let with = |(alone, saying): (&u64, &u64)| if self.first { *saying } else { saying & !alone };
        others.iter().zip(self.alone.iter().zip(&self.saying)).map(|(others, of)| others & with(of)).collect()
    }
}
