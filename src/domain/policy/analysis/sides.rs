//! Two lists of boxes over one fact space, each in order of priority: which speaker decides here what another decides there.

use super::super::explanation::Verdict;
use super::super::region::cover::{Budget, uncovered};
use super::super::region::space::{Bounds, Space};
use super::super::region::{Block, Words};
use super::voices::{Said, Speaker, Voice};

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
pub struct Heard<'a> {
    /// Where.
    pub block: &'a Block,
    /// Who.
    pub speaker: Speaker,
    /// What; none where no case can occur.
    pub said: Option<Said>,
    /// Its place on the other side, if it is there as well: all such boxes stand in the same order on both sides.
    pub also: Option<usize>,
}

impl<'a> Heard<'a> {
    /// A voice, and its place on the other side.
    pub fn of(voice: &'a Voice, also: Option<usize>) -> Self {
        Self { block: &voice.block, speaker: voice.speaker, said: voice.said, also }
    }

    /// The right answer here; none where no case can occur.
    pub fn verdict(&self) -> Option<Verdict> {
        self.said.map(|s| s.0.verdict())
    }
}

/// Pairs of speakers, here and there: those that need not be looked for any more.
#[derive(Clone, Debug, Default)]
pub struct Pairs(Vec<Vec<bool>>);

impl Pairs {
    fn has(&self, here: Speaker, there: Speaker) -> bool {
        self.0.get(place(here)).and_then(|row| row.get(place(there))).copied().unwrap_or(false)
    }

    /// Adds a pair.
    pub fn add(&mut self, here: Speaker, there: Speaker) {
        let (here, there) = (place(here), place(there));
        if self.0.len() <= here {
            self.0.resize(here + 1, Vec::new());
        }
        let row = &mut self.0[here];
        if row.len() <= there {
            row.resize(there + 1, false);
        }
        row[there] = true;
    }
}

/// Rules by their places, after silence. What can't occur never speaks.
fn place(speaker: Speaker) -> usize {
    match speaker {
        Speaker::Rule(rule) => rule.0 + 1,
        Speaker::Silence | Speaker::Never(_) => 0,
    }
}

/// Two sides, and the part of fact space they are compared in.
#[derive(Clone, Copy)]
pub struct Sides<'a> {
    /// Common to both.
    pub space: &'a Space,
    /// The first side, in order of priority.
    pub here: &'a [Heard<'a>],
    /// The second.
    pub there: &'a [Heard<'a>],
    /// A box.
    pub within: &'a Words,
    /// Boxes that are left aside.
    pub aside: &'a [&'a Block],
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
        let mut found = Vec::new();
        for (i, _) in self.here.iter().enumerate().filter(|(_, h)| h.also.is_none() && h.said.is_some()) {
            self.of_one(Side { mine: self.here, theirs: self.there, first: true }, i, &differ, known, &mut found, budget);
        }
        let flipped = |j: usize, i: usize| differ(i, j);
        for (j, _) in self.there.iter().enumerate().filter(|(_, h)| h.also.is_none() && h.said.is_some()) {
            self.of_one(Side { mine: self.there, theirs: self.here, first: false }, j, &flipped, known, &mut found, budget);
        }
        // In the order in which they speak here, then there.
        found.sort_by_key(|(places, _)| *places);
        found.into_iter().map(|(_, contrast)| contrast).collect()
    }

    /// Whether the wanted pair was guessed; another pair that was is kept too.
    fn guessed(&self, part: &[u64], wanted: (Speaker, Speaker), known: &mut Pairs, mut keep: impl FnMut(Contrast)) -> bool {
        let Some(contrast) = self.guess.and_then(|guess| guess(part)) else { return false };
        let pair = (contrast.here, contrast.there);
        if !known.has(pair.0, pair.1) {
            known.add(pair.0, pair.1);
            keep(contrast);
        }
        pair == wanted
    }

    /// The pairs of one box that stands on one side alone.
    fn of_one(
        &self,
        side: Side<'s>,
        at: usize,
        differ: &impl Fn(usize, usize) -> bool,
        known: &mut Pairs,
        found: &mut Vec<((usize, usize), Contrast)>,
        budget: &Budget,
    ) {
        let own = &side.mine[at];
        let pair = |other: Speaker| if side.first { (own.speaker, other) } else { (other, own.speaker) };
        let wanted = |known: &Pairs, j: usize, other: &Heard<'_>| {
            let (here, there) = pair(other.speaker);
            // A box of both sides that stands before this one would decide on this side too; two boxes that each stand on
            // one side alone are looked at from the first.
            let open = other.also.map_or(side.first, |place| place > at);
            open && other.said.is_some() && !known.has(here, there) && differ(at, j)
        };
        let meets_own = |(j, other): (usize, &Heard<'_>)| wanted(known, j, other) && other.block.meets(own.block, self.space);
        if !side.theirs.iter().enumerate().any(meets_own) {
            return;
        }
        let Some(words) = self.space.part(self.within, own.block) else { return };
        let words = Block::of(words, self.space);
        let mut before = Before { cuts: Vec::new(), reached: None };
        let mut alive = false;
        for (j, other) in side.theirs.iter().enumerate() {
            if !wanted(known, j, other) || !other.block.meets(&words, self.space) {
                continue;
            }
            let Some(part) = self.space.part(&words, other.block) else { continue };
            if self.guessed(&part, pair(other.speaker), known, |contrast| found.push(((at, j), contrast))) {
                continue;
            }
            before.reach(self, side, (at, j), &words);
            // Where nothing is left of this box, nothing is left of it for any box that speaks later on the other side.
            alive = alive || uncovered(self.space, words.words.clone(), &before.cuts, self.bounds, budget).is_some();
            if !alive {
                return;
            }
            let open = uncovered(self.space, part, &before.cuts, self.bounds, budget);
            if budget.is_spent() {
                return;
            }
            alive = open.is_some();
            if let Some(words) = open {
                let (here, there) = pair(other.speaker);
                known.add(here, there);
                let places = if side.first { (at, j) } else { (j, at) };
                found.push((places, Contrast { here, there, words }));
            }
        }
    }
}

/// The boxes that speak before a pair of boxes, on either side.
struct Before<'a> {
    cuts: Vec<&'a Block>,
    /// The boxes of the other side that have been looked at: those before this place. None until the first pair is searched for:
    /// most are guessed.
    reached: Option<usize>,
}

impl<'a> Before<'a> {
    /// Goes on to a place of the other side, as seen from the box at `at`, of which `own` is looked at.
    fn reach(&mut self, sides: &Sides<'a>, side: Side<'a>, (at, to): (usize, usize), own: &Block) {
        let meets = |h: &&Heard<'_>| h.block.meets(own, sides.space);
        let from = self.reached.unwrap_or_else(|| {
            self.cuts.extend_from_slice(sides.aside);
            self.cuts.extend(side.mine[..at].iter().filter(meets).map(|h| h.block));
            0
        });
        // A box of both sides that speaks before this one is among the cuts already.
        let other = |h: &&Heard<'_>| h.also.is_none_or(|place| place >= at);
        self.cuts.extend(side.theirs[from..to].iter().filter(other).filter(meets).map(|h| h.block));
        self.reached = Some(to);
    }
}

/// One side as seen from one of its boxes.
#[derive(Clone, Copy)]
struct Side<'a> {
    mine: &'a [Heard<'a>],
    theirs: &'a [Heard<'a>],
    /// Whether it is the first of the two.
    first: bool,
}
