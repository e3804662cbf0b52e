//! What is usual: the facts that a case is taken to have unless it says otherwise.

use super::super::super::case::Case;
use super::super::super::engine::point::Point;
use super::super::super::rule::RuleId;
use super::super::ground::Ground;

/// The usual case of a policy, as far as it names one.
pub struct Usual<'a> {
    ground: &'a Ground<'a>,
    /// Each fact at its usual value, the others unknown.
    pub case: Case,
    point: Point,
    /// The dimensions of facts that have a usual value.
    dimensions: Vec<usize>,
}

impl<'a> Usual<'a> {
    /// What a policy's facts call usual.
    pub fn of(ground: &'a Ground<'a>) -> Self {
        let facts = &ground.policy.facts;
        let mut case = Case::unknown(facts.len());
        let all: Vec<_> = case.iter().map(|(id, _)| id).collect();
        for id in all {
            case.set(id, facts[id.0].usually);
        }
        let usually = |d: &usize| ground.facts_of(*d).into_iter().all(|f| facts[f.0].usually.is_some());
        let dimensions = (0..ground.geometry.space.dimensions()).filter(usually).collect();
        Self { ground, point: ground.point(&case), case, dimensions }
    }

    /// In how much a point is out of the usual.
    pub fn departures(&self, point: &Point) -> usize {
        self.dimensions.iter().filter(|d| point.atoms[**d] != self.point.atoms[**d]).count()
    }

    /// The rules that ask for something unusual, in each of their boxes, which a point does not have.
    pub fn excused(&self, point: &Point) -> Vec<RuleId> {
        let space = &self.ground.geometry.space;
        let as_usual = |d: usize| point.atoms[d] == self.point.atoms[d];
        let asks = |words: &[u64]| self.dimensions.iter().any(|d| as_usual(*d) && !space.accepts(*d, words[*d], point.atoms[*d]));
        let ranked = self.ground.geometry.ranked.iter().copied();
        ranked.filter(|r| self.ground.boxes(*r).iter().all(|b| asks(b))).collect()
    }
}
