//! Grey areas: the regions where no rule speaks, each as wide as it can be.
//!
//! What is out of the usual (a fact's `usually`) would cut every region to pieces: no threat, nobody hurt, and so on for each red line.
//! So a rule that asks for something unusual does not bound a region of usual cases: it is named as its exception.

mod grow;
mod usual;

use self::grow::Growth;
use self::usual::Usual;
use super::super::case::Case;
use super::super::engine::point::Point;
use super::super::fact::FactId;
use super::super::region::cover::Budget;
use super::super::region::{Block, Words};
use super::super::rule::RuleId;
use super::ground::Ground;
use super::witness::case_in;
use std::ops::Range;

/// A region in which no rule speaks but some that ask for what is unusual, and which can't be made wider in any one fact. What can't
/// occur may lie in it: nobody asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// The region: one box, or several that differ only in which member of a set is there.
    pub boxes: Vec<Words>,
    /// The rules that speak in some case of it all the same; the one that decides first in front.
    pub unless: Vec<RuleId>,
    /// A box of possible cases in it where no rule speaks and no acceptance keeps it.
    pub witness: Words,
    /// Which of the cases asked about lie in it, and no rule speaks of them: by place.
    pub held: Vec<usize>,
}

/// The grey areas of a policy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Areas {
    /// Those that are not kept as wanted, the one with most of the cases in front.
    pub areas: Vec<Area>,
    /// By acceptance, whether some grey area lies in it.
    pub kept: Vec<bool>,
    /// There are more than were asked for.
    pub more: bool,
    /// The search outgrew its budget: some may be missing.
    pub undecided: bool,
}

/// What is asked about grey areas.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The policy.
    pub ground: &'a Ground<'a>,
    /// Boxes that are accepted as grey, one list an acceptance.
    pub accepted: &'a [Vec<Block>],
    /// Cases to look for in the areas: told ones, or real ones.
    pub cases: &'a [&'a Case],
    /// How many areas to list at most.
    pub most: usize,
}

impl Question<'_> {
    /// The grey areas: together they hold every case that no rule speaks in and no acceptance keeps, unless there are more than asked for.
    pub fn areas(&self, budget: &Budget) -> Areas {
        let usual = Usual::of(self.ground);
        let mut found: Vec<Block> = Vec::new();
        let points = self.grey_points();
        let mut seeds: Vec<Point> = points.iter().flatten().cloned().collect();
        seeds.sort_by_key(|point| usual.departures(point));
        for point in seeds {
            let known = found.iter().chain(self.accepted.iter().flatten()).any(|b| self.ground.holds(b, &point));
            if found.len() < self.most && !known {
                found.push(self.around(&point, &usual, budget));
            }
        }
        let more = loop {
            let Some(open) = self.open(&found, budget).filter(|_| !budget.is_spent()) else { break false };
            if found.len() >= self.most {
                break true;
            }
            let Some(point) = self.usual_point(&open, &usual) else { break false };
            found.push(self.around(&point, &usual, budget));
        };
        let mut areas = self.needed(found, &points, more, budget);
        areas.sort_by_key(|a| std::cmp::Reverse(a.held.len()));
        let kept = self.accepted.iter().map(|boxes| self.keeps(boxes, budget)).collect();
        Areas { areas, kept, more, undecided: budget.is_spent() }
    }

    /// The region around a point.
    fn around(&self, point: &Point, usual: &Usual<'_>, budget: &Budget) -> Block {
        let geometry = self.ground.geometry;
        let excused = usual.excused(point);
        let walls = geometry.ranked.iter().copied().filter(|rule| !excused.contains(rule));
        let words = Growth { ground: self.ground, walls: self.ground.bits_of(walls), budget }.around(point);
        Block::of(words, &geometry.space)
    }

    /// Where no rule speaks and nothing is accepted, outside what was found.
    fn open(&self, found: &[Block], budget: &Budget) -> Option<Words> {
        let cuts = self.ground.geometry.boxes.iter().chain(self.accepted.iter().flatten()).chain(found);
        self.ground.open(&self.ground.geometry.space.whole, cuts, budget)
    }

    /// A point of a box, as usual as can be.
    fn usual_point(&self, words: &[u64], usual: &Usual<'_>) -> Option<Point> {
        let ground = self.ground;
        let geometry = ground.geometry;
        let case = case_in(ground.policy, &geometry.space, &geometry.layout, words, &ground.bounds, Some(&usual.case))?;
        Some(ground.point(&case))
    }

    /// By case, its point if enough of it is known to say that no rule speaks.
    fn grey_points(&self) -> Vec<Option<Point>> {
        let ground = self.ground;
        let asked: Vec<FactId> = (0..ground.policy.facts.len())
            .map(FactId)
            .filter(|f| !ground.policy.fact(*f).is_computed() && ground.reads(*f))
            .collect();
        let known = |case: &Case| asked.iter().all(|f| case.get(*f).is_some());
        let point = |case: &&Case| known(case).then(|| ground.point(case)).filter(|p| ground.decider(p).is_none());
        self.cases.iter().map(point).collect()
    }

    /// The areas without those that the others make up, each with what is to be told of it.
    fn needed(&self, mut found: Vec<Block>, points: &[Option<Point>], more: bool, budget: &Budget) -> Vec<Area> {
        let mut needed: Vec<(Block, Words)> = Vec::new();
        while let Some(block) = found.pop() {
            let spoken = || self.ground.geometry.boxes.iter().chain(self.accepted.iter().flatten());
            let others = found.iter().chain(needed.iter().map(|n| &n.0));
            let alone = self.ground.open(&block, spoken().chain(others), budget);
            // Where some are missing anyway, each that was found is worth showing.
            let some = || self.ground.open(&block, spoken(), budget);
            if let Some(witness) = alone.or_else(|| more.then(some).flatten()) {
                needed.push((block, witness));
            }
        }
        let area = |of: Vec<(Block, Words)>| {
            let in_it = |p: &Point| of.iter().any(|(block, _)| self.ground.holds(block, p));
            Area {
                held: (0..points.len()).filter(|at| points[*at].as_ref().is_some_and(in_it)).collect(),
                unless: self.speaking(&of, budget),
                witness: of.first().map(|(_, witness)| witness.clone()).unwrap_or_default(),
                boxes: of.into_iter().map(|(block, _)| block.words).collect(),
            }
        };
        needed.reverse();
        alike(self.ground, needed).into_iter().map(area).collect()
    }

    /// The rules that hold in some possible case of a region.
    fn speaking(&self, region: &[(Block, Words)], budget: &Budget) -> Vec<RuleId> {
        let ground = self.ground;
        let speaks = |rule: &RuleId| {
            let pairs = region.iter().flat_map(|(r, _)| ground.boxes(*rule).iter().map(move |b| (r, b)));
            let meeting = pairs.filter(|(r, b)| b.meets(r, &ground.geometry.space));
            meeting.filter_map(|(r, b)| ground.common(r, b)).any(|both| ground.is_possible(&both, budget))
        };
        ground.geometry.ranked.iter().copied().filter(speaks).collect()
    }

    /// Whether no rule speaks somewhere in these boxes.
    fn keeps(&self, boxes: &[Block], budget: &Budget) -> bool {
        boxes.iter().any(|b| self.ground.open(b, self.ground.geometry.boxes.iter(), budget).is_some())
    }
}

/// Boxes that differ only in which one member of a set is there, put together.
fn alike(ground: &Ground<'_>, found: Vec<(Block, Words)>) -> Vec<Vec<(Block, Words)>> {
    let layout = &ground.geometry.layout;
    let facts = || (0..ground.policy.facts.len()).filter(|f| layout.is_set[*f]).map(|f| layout.dimensions(FactId(f)));
    // A set of which one member is there and nothing else is said.
    let one_of = |words: &[u64], own: &Range<usize>| {
        words[own.clone()].iter().filter(|w| **w == 0b10).count() == 1 && words[own.clone()].iter().all(|w| *w & 0b10 != 0)
    };
    let differ_in_one = |a: &[u64], b: &[u64]| {
        facts().any(|own| one_of(a, &own) && one_of(b, &own) && (0..a.len()).all(|d| own.contains(&d) || a[d] == b[d]))
    };
    let mut groups: Vec<Vec<(Block, Words)>> = Vec::new();
    for one in found {
        match groups.iter_mut().find(|group| group.iter().all(|(block, _)| differ_in_one(block, &one.0))) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    groups
}
