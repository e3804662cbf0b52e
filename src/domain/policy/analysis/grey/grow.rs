//! A point where no rule speaks, grown to a region that can't be made wider: few facts first, then wide ranges of these.

use super::super::super::engine::point::Point;
use super::super::super::fact::FactId;
use super::super::super::region::cover::Budget;
use super::super::super::region::space::Line;
use super::super::super::region::{Block, Words, high, interval, low};
use super::super::ground::Ground;

/// Facts, as their dimensions, of which each wall is away from the point in some; few of them, those that tell most walls apart first.
fn told_apart(ground: &Ground<'_>, point: &Point, walls: &[&Block]) -> Vec<Vec<usize>> {
    let space = &ground.geometry.space;
    let away = |wall: &Block, d: usize| !space.accepts(d, wall[d], point.atoms[d]);
    let mut left: Vec<&Block> = walls.to_vec();
    let mut groups = all_groups(ground);
    let mut chosen = Vec::new();
    while !left.is_empty() {
        let told = |group: &Vec<usize>| left.iter().filter(|w| group.iter().any(|d| away(w, *d))).count();
        let scores: Vec<usize> = groups.iter().map(told).collect();
        let Some(best) = scores.iter().max().filter(|best| **best > 0) else { break };
        let Some(at) = scores.iter().position(|s| s == best) else { break };
        let group = groups.swap_remove(at);
        left.retain(|w| !group.iter().any(|d| away(w, *d)));
        chosen.push(group);
    }
    chosen
}

/// The dimensions of each base fact, then each sum by itself.
fn all_groups(ground: &Ground<'_>) -> Vec<Vec<usize>> {
    let geometry = ground.geometry;
    let facts = (0..ground.policy.facts.len()).map(|f| geometry.layout.dimensions(FactId(f)).collect::<Vec<_>>());
    let sums = geometry.space.axes.iter().enumerate().filter(|(_, a)| matches!(a.line, Line::Form(_))).map(|(d, _)| vec![d]);
    facts.chain(sums).collect()
}

/// A region being grown between walls.
pub struct Growth<'a> {
    /// The policy.
    pub ground: &'a Ground<'a>,
    /// Boxes it must not take in, but for what can't occur.
    pub walls: Vec<&'a Block>,
    /// Work left.
    pub budget: &'a Budget,
}

impl Growth<'_> {
    /// The region around a point in which none of the walls stands.
    ///
    /// It narrows few facts, and in none of its dimensions can it take in one more value without a possible case of some wall.
    pub fn around(&self, point: &Point) -> Words {
        let groups = told_apart(self.ground, point, &self.walls);
        let mut words = self.ground.geometry.space.everything();
        for d in groups.iter().flatten() {
            words[*d] = self.atom(*d, point.atoms[*d]);
        }
        for d in groups.iter().rev().flatten() {
            self.free(&mut words, *d);
        }
        for d in groups.iter().rev().flatten() {
            self.widen(&mut words, *d);
        }
        words
    }

    fn is_axis(&self, d: usize) -> bool {
        d < self.ground.geometry.space.axes.len()
    }

    fn atom(&self, d: usize, value: u32) -> u64 {
        if self.is_axis(d) { interval(value, value) } else { 1 << value }
    }

    /// Takes in every value of a dimension, if no rule speaks there.
    fn free(&self, words: &mut Words, d: usize) {
        let own = words[d];
        words[d] = self.ground.geometry.space.whole[d];
        if self.walls.iter().any(|w| self.decides(words, w)) {
            words[d] = own;
        }
    }

    /// Takes in each further value of a dimension in which no rule speaks.
    fn widen(&self, words: &mut Words, d: usize) {
        let full = self.ground.geometry.space.whole[d];
        if words[d] == full {
            return;
        }
        let mut open = words.clone();
        open[d] = full;
        let near: Vec<&Block> = self.walls.iter().copied().filter(|w| self.ground.geometry.space.meet(w, &open)).collect();
        let takes = |words: &mut Words, value: u32| {
            let own = std::mem::replace(&mut words[d], self.atom(d, value));
            let taken = !near.iter().any(|w| self.decides(words, w));
            words[d] = own;
            taken
        };
        if !self.is_axis(d) {
            let rest = full & !words[d];
            for value in (0..64).filter(|v| rest >> v & 1 == 1) {
                if takes(words, value) {
                    words[d] |= 1 << value;
                }
            }
            return;
        }
        let (mut first, mut last) = (low(words[d]), high(words[d]));
        while first > low(full) && takes(words, first - 1) {
            first -= 1;
        }
        while last < high(full) && takes(words, last + 1) {
            last += 1;
        }
        words[d] = interval(first, last);
    }

    /// Whether a rule holds in some possible case of a region.
    fn decides(&self, words: &[u64], wall: &Block) -> bool {
        let space = &self.ground.geometry.space;
        space.meet(wall, words) && self.ground.common(words, wall).is_some_and(|both| self.ground.is_possible(&both, self.budget))
    }
}
