//! A point where no rule speaks, grown to a region that can't be made wider: few facts first, then wide ranges of these.
//!
//! Which walls a region meets is read off the index, a bit a wall: of each fact that the region narrows, the walls that accept
//! some value it has there.

use super::super::super::engine::point::Point;
use super::super::super::fact::FactId;
use super::super::super::region::bits::{Bits, ones};
use super::super::super::region::cover::Budget;
use super::super::super::region::space::Line;
use super::super::super::region::{Words, high, interval, low};
use super::super::ground::Ground;

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
    /// Boxes it must not take in, but for what can't occur: a bit each.
    pub walls: Bits,
    /// Work left.
    pub budget: &'a Budget,
}

/// A region on its way, and by dimension that it narrows the walls that accept some of its values.
struct Grown {
    words: Words,
    met: Vec<(usize, Bits)>,
}

impl Growth<'_> {
    /// The region around a point in which none of the walls stands.
    ///
    /// It narrows few facts, and in none of its dimensions can it take in one more value without a possible case of some wall.
    pub fn around(&self, point: &Point) -> Words {
        let groups = self.told_apart(point);
        let mut grown = Grown { words: self.ground.geometry.space.everything(), met: Vec::new() };
        for d in groups.iter().flatten() {
            grown.words[*d] = self.atom(*d, point.atoms[*d]);
            grown.met.push((*d, self.accepting(*d, point.atoms[*d])));
        }
        for d in groups.iter().rev().flatten() {
            self.free(&mut grown, *d);
        }
        for d in groups.iter().rev().flatten() {
            self.widen(&mut grown, *d);
        }
        grown.words
    }

    /// Facts, as their dimensions, of which each wall is away from the point in some; few of them, those that tell most walls apart
    /// first.
    fn told_apart(&self, point: &Point) -> Vec<Vec<usize>> {
        let away = |group: &[usize]| {
            let mut away = Bits::from_elem(0, self.walls.len());
            for d in group {
                let there = self.ground.index.accepting(*d, point.atoms[*d]);
                away.iter_mut().zip(there).for_each(|(away, there)| *away |= !there);
            }
            away
        };
        let mut left = self.walls.clone();
        let mut groups: Vec<(Bits, Vec<usize>)> = all_groups(self.ground).into_iter().map(|g| (away(&g), g)).collect();
        let mut chosen = Vec::new();
        while left.iter().any(|word| *word != 0) {
            let told = |away: &Bits| away.iter().zip(&left).map(|(away, left)| (away & left).count_ones()).sum::<u32>();
            let scores: Vec<u32> = groups.iter().map(|(away, _)| told(away)).collect();
            let Some(best) = scores.iter().max().filter(|best| **best > 0) else { break };
            let Some(at) = scores.iter().position(|s| s == best) else { break };
            let (away, group) = groups.swap_remove(at);
            left.iter_mut().zip(&away).for_each(|(left, away)| *left &= !away);
            chosen.push(group);
        }
        chosen
    }

    fn is_axis(&self, d: usize) -> bool {
        d < self.ground.geometry.space.axes.len()
    }

    fn atom(&self, d: usize, value: u32) -> u64 {
        if self.is_axis(d) { interval(value, value) } else { 1 << value }
    }

    /// The walls that accept a value.
    fn accepting(&self, d: usize, value: u32) -> Bits {
        self.ground.index.accepting(d, value).iter().zip(&self.walls).map(|(there, wall)| there & wall).collect()
    }

    /// The walls that a region meets but for one dimension.
    fn across(&self, grown: &Grown, d: usize) -> Bits {
        let mut bits = self.walls.clone();
        for (_, met) in grown.met.iter().filter(|(other, _)| *other != d) {
            bits.iter_mut().zip(met).for_each(|(bits, met)| *bits &= met);
        }
        bits
    }

    /// Takes in every value of a dimension, if no rule speaks there.
    fn free(&self, grown: &mut Grown, d: usize) {
        let across = self.across(grown, d);
        let own = std::mem::replace(&mut grown.words[d], self.ground.geometry.space.whole[d]);
        if self.decides(&grown.words, &across) {
            grown.words[d] = own;
        } else {
            grown.met.retain(|(other, _)| *other != d);
        }
    }

    /// Takes in each further value of a dimension in which no rule speaks.
    fn widen(&self, grown: &mut Grown, d: usize) {
        let full = self.ground.geometry.space.whole[d];
        if grown.words[d] == full {
            return;
        }
        let across = self.across(grown, d);
        let mut taken = Bits::from_elem(0, across.len());
        let mut takes = |words: &mut Words, value: u32| {
            let there = self.accepting(d, value);
            let walls: Bits = there.iter().zip(&across).map(|(there, across)| there & across).collect();
            let own = std::mem::replace(&mut words[d], self.atom(d, value));
            let takes = !self.decides(words, &walls);
            words[d] = own;
            if takes {
                taken.iter_mut().zip(&there).for_each(|(taken, there)| *taken |= there);
            }
            takes
        };
        let words = &mut grown.words;
        if self.is_axis(d) {
            let (mut first, mut last) = (low(words[d]), high(words[d]));
            while first > low(full) && takes(words, first - 1) {
                first -= 1;
            }
            while last < high(full) && takes(words, last + 1) {
                last += 1;
            }
            words[d] = interval(first, last);
        } else {
            let rest = full & !words[d];
            for value in (0..64).filter(|v| rest >> v & 1 == 1) {
                if takes(words, value) {
                    words[d] |= 1 << value;
                }
            }
        }
        if let Some((_, met)) = grown.met.iter_mut().find(|(other, _)| *other == d) {
            met.iter_mut().zip(taken).for_each(|(met, taken)| *met |= taken);
        }
    }

    /// Whether one of the walls that meet a region holds in some possible case of it.
    fn decides(&self, words: &[u64], meeting: &[u64]) -> bool {
        let ground = self.ground;
        if ground.is_all_possible() {
            return meeting.iter().any(|word| *word != 0);
        }
        let possible = |wall: usize| {
            ground.common(words, &ground.geometry.boxes[wall]).is_some_and(|both| ground.is_possible(&both, self.budget))
        };
        ones(meeting).any(possible)
    }
}
