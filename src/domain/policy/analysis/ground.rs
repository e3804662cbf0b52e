//! The ground an examination stands on: a policy's boxes by rule and by layer, and what of a region they leave.

use super::super::Policy;
use super::super::case::Case;
use super::super::compile::{Geometry, Layer};
use super::super::engine::index::Index;
use super::super::engine::point::Point;
use super::super::fact::FactId;
use super::super::region::bits::{Bits, set};
use super::super::region::cover::{Budget, uncovered};
use super::super::region::pins::Pins;
use super::super::region::space::{Bounds, Line};
use super::super::region::{Block, Words};
use super::super::rule::RuleId;
use super::probe::comes_clear;
use super::witness::case_in;
use smallvec::{SmallVec, smallvec};
use std::ops::Range;

/// A compiled policy, ready to be asked about regions.
#[derive(Debug)]
pub struct Ground<'a> {
    /// The rules.
    pub policy: &'a Policy,
    /// Their boxes, in order of priority.
    pub geometry: &'a Geometry,
    /// Nothing known of numbers beyond boxes.
    pub bounds: Bounds,
    /// Where which of the boxes hold.
    pub(super) index: Index,
    /// By rule, its boxes; empty for a rule that is not in force.
    places: Vec<Range<usize>>,
}

impl<'a> Ground<'a> {
    /// The ground of a policy and its geometry.
    pub fn of(policy: &'a Policy, geometry: &'a Geometry) -> Self {
        let mut places = vec![0..0; policy.rules.len()];
        for (place, tag) in geometry.tags.iter().enumerate().filter(|(_, t)| t.layer != Layer::Never) {
            let own = &mut places[tag.owner];
            let first = if own.end == 0 { place } else { own.start };
            *own = first..place + 1;
        }
        let index = Index::of(&geometry.space, &geometry.boxes);
        Self { policy, geometry, bounds: geometry.space.no_bounds(), index, places }
    }

    /// The layer a rule speaks in.
    pub fn layer(&self, rule: RuleId) -> Layer {
        Layer::of(&self.policy.rules[rule.0])
    }

    /// A rule's boxes.
    pub fn boxes(&self, rule: RuleId) -> &'a [Block] {
        &self.geometry.boxes[self.places[rule.0].clone()]
    }

    /// Where what can't occur is.
    pub fn nevers(&self) -> &'a [Block] {
        self.before(Layer::Escalate)
    }

    /// What can't occur, and what is decided before a layer is asked.
    pub fn before(&self, layer: Layer) -> &'a [Block] {
        &self.geometry.boxes[..self.start(layer)]
    }

    fn start(&self, layer: Layer) -> usize {
        self.geometry.tags.partition_point(|t| t.layer < layer)
    }

    /// The rules of a layer, the one that decides first in front.
    pub fn rules_of(&self, layer: Layer) -> impl Iterator<Item = RuleId> + '_ {
        self.geometry.ranked.iter().copied().filter(move |r| self.layer(*r) == layer)
    }

    /// The rules that are asked before a layer is.
    pub fn rules_before(&self, layer: Layer) -> impl Iterator<Item = RuleId> + '_ {
        self.geometry.ranked.iter().copied().filter(move |r| self.layer(*r) < layer)
    }

    /// What can't occur, and what is decided before a layer is asked: a bit a box.
    pub fn bits_before(&self, layer: Layer) -> Bits {
        let mut bits = self.no_boxes();
        (0..self.start(layer)).for_each(|place| set(&mut bits, place));
        bits
    }

    /// The boxes of some rules: a bit each.
    pub fn bits_of(&self, rules: impl Iterator<Item = RuleId>) -> Bits {
        let mut bits = self.no_boxes();
        rules.flat_map(|rule| self.places[rule.0].clone()).for_each(|place| set(&mut bits, place));
        bits
    }

    fn no_boxes(&self) -> Bits {
        Bits::from_elem(0, self.index.every().len())
    }

    /// A part of a region that no cut touches, or none.
    ///
    /// When the budget is spent it is some part, so that "covered" is only ever said when proved.
    pub fn open<'b>(&self, region: &[u64], cuts: impl Iterator<Item = &'b Block>, budget: &Budget) -> Option<Words> {
        let space = &self.geometry.space;
        let pins = Pins::of(region, space);
        let meets =
            |b: &&Block| !b.pins.clash(pins) && b.unpinned().all(|(d, word)| space.intersect(d, word, region[d]).is_some());
        let meeting: Vec<&Block> = cuts.filter(meets).collect();
        uncovered(space, Words::from_slice(region), &meeting, &self.bounds, budget)
    }

    /// Whether a box holds a case that can occur.
    pub fn is_possible(&self, words: &[u64], budget: &Budget) -> bool {
        let nevers = self.nevers();
        if nevers.is_empty() {
            return self.geometry.space.holds_point(words, &self.bounds);
        }
        let by_chance = comes_clear(self, words, &self.bits_before(Layer::Escalate), &[]);
        by_chance || self.open(words, nevers.iter(), budget).is_some()
    }

    /// Whether every box that holds anything holds a case that can occur: nothing is excluded, and no sum is asked about.
    pub fn is_all_possible(&self) -> bool {
        self.nevers().is_empty() && !self.geometry.space.has_form_axes()
    }

    /// What two regions share, if any.
    pub fn common(&self, a: &[u64], b: &[u64]) -> Option<Words> {
        self.geometry.space.common(a, b)
    }

    /// What two lists of boxes share, pair by pair.
    pub fn shared(&self, some: &[Block], others: &[Block]) -> Vec<Block> {
        let space = &self.geometry.space;
        let pairs = some.iter().flat_map(|a| others.iter().filter_map(move |b| space.common(a, b)));
        pairs.map(|words| Block::of(words, space)).collect()
    }

    /// Some point of a box; none if it holds none.
    pub fn point_in(&self, words: &[u64]) -> Option<Point> {
        let Geometry { space, layout, .. } = self.geometry;
        case_in(self.policy, space, layout, words, &self.bounds, None).map(|case| self.point(&case))
    }

    /// The point of a case; an unknown fact stands at its least value, so ask only about facts that are known or idle.
    pub fn point(&self, case: &Case) -> Point {
        Point::of(&self.geometry.space, &self.geometry.layout, case)
    }

    /// Whether a point lies in a box.
    pub fn holds(&self, words: &[u64], point: &Point) -> bool {
        point.atoms.iter().zip(words).enumerate().all(|(d, (atom, word))| self.geometry.space.accepts(d, *word, *atom))
    }

    /// Whether a rule holds at a point.
    pub fn rule_holds(&self, rule: RuleId, point: &Point) -> bool {
        self.boxes(rule).iter().any(|b| self.holds(b, point))
    }

    /// The place of the box that decides a point; none where no rule speaks.
    pub fn decider(&self, point: &Point) -> Option<usize> {
        self.index.first_at(&point.atoms)
    }

    /// The base facts that a dimension measures.
    pub fn facts_of(&self, dimension: usize) -> SmallVec<[FactId; 2]> {
        let Geometry { space, layout, .. } = self.geometry;
        match space.axes.get(dimension).map(|axis| axis.line) {
            Some(Line::Variable(v)) => smallvec![layout.fact_of_variable[v]],
            Some(Line::Form(f)) => [space.forms[f].first, space.forms[f].second].map(|v| layout.fact_of_variable[v]).into(),
            None => smallvec![layout.fact_of_mask[dimension - layout.first_mask]],
        }
    }

    /// Whether some rule, or what can't occur, asks about a base fact, by itself or through a sum.
    pub fn reads(&self, fact: FactId) -> bool {
        self.geometry.layout.moved_by(fact).into_iter().any(|d| self.index.is_relevant(d))
    }

    /// Whether a point can't occur.
    pub fn is_never(&self, point: &Point) -> bool {
        self.decider(point).is_some_and(|b| self.geometry.tags[b].layer == Layer::Never)
    }
}
