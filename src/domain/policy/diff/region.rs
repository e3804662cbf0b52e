//! Where a pair of speakers turns: a few boxes, less the names of the rules that speak first.
//!
//! A rule's own conditions make the boxes. Its exceptions, and what it said itself in the other version, are cut off where that
//! leaves a few boxes, and named where it doesn't. Any other rule that speaks first is named, never cut off: the lead knows it;
//! but no range of numbers is said to be wider than what everybody leaves of it.

mod hull;

use self::hull::hull;
use super::super::Policy;
use super::super::analysis::sides::Contrast;
use super::super::analysis::voices::Speaker;
use super::super::compile::{Geometry, Reading, subtract, together};
use super::super::condition::Condition;
use super::super::engine::TooLarge;
use super::super::region::cover::{Budget, uncovered};
use super::super::region::space::Space;
use super::super::region::{Block, Words, high, interval, low};
use super::super::rule::{Rule, RuleId};
use super::{Diff, Side};

/// More boxes than this are not told apart: what would have split them is named instead.
const MOST_PIECES: usize = 8;

/// Where one pair turns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turned {
    /// Boxes of the common facts; every case of the pair lies in one.
    pub parts: Vec<Words>,
    /// Who speaks first in some of these cases, so that the pair does not turn there.
    pub unless: Vec<First>,
}

/// What speaks first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First {
    /// A rule, the same in both versions.
    Rule(RuleId),
    /// A rule as it is in one version only; its place there.
    Only(Side, RuleId),
    /// The exception of a rule of the pair itself.
    Exception(Side, RuleId),
}

/// The conditions and exceptions of both versions' rules, each by itself.
#[derive(Debug)]
pub struct Regions<'d> {
    diff: &'d Diff,
    apart: [Apart; 2],
}

/// By rule, its conditions and its exceptions as boxes; none for a rule without exceptions, whose boxes are its conditions.
#[derive(Debug)]
struct Apart(Vec<Option<(Vec<Block>, Vec<Block>)>>);

impl<'d> Regions<'d> {
    /// Reads the conditions of all rules that have exceptions.
    ///
    /// # Errors
    /// They combine into too many boxes.
    pub fn of(diff: &'d Diff) -> Result<Self, TooLarge> {
        let apart = [taken_apart(&diff.old), taken_apart(&diff.new)];
        let readings = [&diff.old, &diff.new, &apart[0].0, &apart[1].0].map(Reading::plain);
        let mut geometries = together(&readings, diff.as_of)?;
        let mut last = |rules: &[(RuleId, bool)], count: usize| {
            let geometry = geometries.pop();
            Apart::of(geometry.as_ref(), rules, count)
        };
        let new = last(&apart[1].1, diff.new.rules.len());
        let old = last(&apart[0].1, diff.old.rules.len());
        Ok(Self { diff, apart: [old, new] })
    }

    /// Where a pair turns.
    pub fn turned(&self, pair: &Contrast, budget: &Budget) -> Turned {
        let space = &self.diff.space;
        let sides = [(Side::Old, pair.here), (Side::New, pair.there)];
        let before = sides.map(|(side, speaker)| self.before(side, speaker));
        let holes = sides.map(|(side, speaker)| self.exceptions(side, speaker));
        let cuts: Vec<&Block> = before.iter().flatten().map(|v| &v.1).chain(holes.iter().flatten()).collect();
        // The rule's own boxes in the other version: what is left beside them is what was moved.
        let own: Vec<&Block> = sides
            .iter()
            .zip(before.iter().rev())
            .flat_map(|((side, speaker), there)| {
                let twin = match speaker {
                    Speaker::Rule(rule) => self.diff.counterpart(*side, *rule),
                    _ => None,
                };
                there.iter().filter(move |v| twin.is_some_and(|t| v.0 == Speaker::Rule(t))).map(|v| &v.1)
            })
            .collect();
        let mut parts = Vec::new();
        for here in self.conditions(Side::Old, pair.here) {
            for there in self.conditions(Side::New, pair.there) {
                if let Some(part) = space.common(&here, &there) {
                    let trims: Vec<&Block> = own.iter().copied().chain(holes.iter().flatten()).collect();
                    let pieces = self.pieces(part, &cuts, &trims, budget).into_iter();
                    parts.extend(pieces.map(|piece| hull(space, piece, &cuts, &trims, budget)));
                }
            }
        }
        let parts = merged(space, parts);
        let unless = self.once(self.first(&parts, &sides, &before, &holes, budget));
        Turned { parts, unless }
    }

    /// The boxes of one part in which the pair turns somewhere, less what is to be cut off.
    fn pieces(&self, part: Words, cuts: &[&Block], trims: &[&Block], budget: &Budget) -> Vec<Words> {
        let (space, bounds) = (&self.diff.space, self.diff.space.no_bounds());
        let open = |part: &Words| {
            let touching: Vec<&Block> = cuts.iter().copied().filter(|c| space.meet(c, part)).collect();
            uncovered(space, part.clone(), &touching, &bounds, budget).is_some()
        };
        if !open(&part) {
            return Vec::new();
        }
        let whole = shrunk(space, part, trims);
        let mut pieces = vec![whole.clone()];
        for block in trims.iter().filter(|b| space.meet(b, &whole)) {
            let mut rest = Vec::new();
            pieces.into_iter().for_each(|p| subtract(space, p, block, &mut rest));
            if rest.len() > MOST_PIECES {
                return vec![whole];
            }
            pieces = rest;
        }
        pieces.retain(|piece| open(piece));
        if pieces.is_empty() { vec![whole] } else { pieces }
    }

    /// The boxes that speak before a speaker in its version, with whose they are.
    fn before(&self, side: Side, speaker: Speaker) -> Vec<(Speaker, Block)> {
        let voices = self.diff.voices(side).0.iter();
        voices.take_while(|v| v.speaker != speaker).map(|v| (v.speaker, v.block.clone())).collect()
    }

    /// A speaker's conditions, its exceptions not taken out.
    fn conditions(&self, side: Side, speaker: Speaker) -> Vec<Words> {
        if let Speaker::Rule(rule) = speaker
            && let Some((when, _)) = &self.apart[side as usize].0[rule.0]
        {
            return when.iter().map(|b| b.words.clone()).collect();
        }
        self.diff.voices(side).0.iter().filter(|v| v.speaker == speaker).map(|v| v.block.words.clone()).collect()
    }

    fn exceptions(&self, side: Side, speaker: Speaker) -> Vec<Block> {
        let Speaker::Rule(rule) = speaker else { return Vec::new() };
        self.apart[side as usize].0[rule.0].as_ref().map(|a| a.1.clone()).unwrap_or_default()
    }

    /// Who speaks first somewhere in the parts, in order of who does.
    fn first(
        &self,
        parts: &[Words],
        sides: &[(Side, Speaker); 2],
        before: &[Vec<(Speaker, Block)>; 2],
        holes: &[Vec<Block>; 2],
        budget: &Budget,
    ) -> Vec<First> {
        let (space, bounds) = (&self.diff.space, self.diff.space.no_bounds());
        let mut found: Vec<First> = Vec::new();
        for ((side, _), voices) in sides.iter().zip(before) {
            for (place, (speaker, block)) in voices.iter().enumerate() {
                let Speaker::Rule(rule) = *speaker else { continue };
                let name = self.name(*side, rule);
                if found.contains(&name) {
                    continue;
                }
                let earlier: Vec<&Block> = voices[..place].iter().map(|v| &v.1).collect();
                let speaks = |part: &Words| {
                    let own = space.common(part, block)?;
                    let cuts: Vec<&Block> = earlier.iter().copied().filter(|b| space.meet(b, &own)).collect();
                    uncovered(space, own, &cuts, &bounds, budget)
                };
                if parts.iter().any(|part| speaks(part).is_some()) {
                    found.push(name);
                }
            }
        }
        for ((side, speaker), holes) in sides.iter().zip(holes) {
            if let Speaker::Rule(rule) = speaker
                && holes.iter().any(|hole| parts.iter().any(|part| space.meet(hole, part)))
            {
                found.push(First::Exception(*side, *rule));
            }
        }
        found
    }

    /// A rule that speaks first as it was and as it is now speaks first either way.
    fn once(&self, found: Vec<First>) -> Vec<First> {
        let twin = |first: &First| match first {
            First::Only(side, rule) => self.diff.counterpart(*side, *rule).map(|twin| First::Only(side.other(), twin)),
            _ => None,
        };
        let both = |first: &First| twin(first).is_some_and(|twin| found.contains(&twin));
        let named = found.iter().filter_map(|first| match first {
            First::Only(Side::Old, _) if both(first) => None,
            First::Only(Side::New, rule) if both(first) => Some(First::Rule(*rule)),
            other => Some(*other),
        });
        named.collect()
    }

    /// A rule by the name of the new version, where it means the same in both.
    fn name(&self, side: Side, rule: RuleId) -> First {
        let boxes = |side: Side, rule: RuleId| {
            self.diff.voices(side).0.iter().filter(move |v| v.speaker == Speaker::Rule(rule)).map(|v| (&v.block, v.said))
        };
        match self.diff.counterpart(side, rule) {
            Some(twin) if boxes(side, rule).eq(boxes(side.other(), twin)) => {
                First::Rule(if side == Side::New { rule } else { twin })
            }
            _ => First::Only(side, rule),
        }
    }
}

/// A policy of the conditions and the exceptions of those rules that have exceptions, each a rule of its own; and whose they are
/// (true: the exception).
fn taken_apart(policy: &Policy) -> (Policy, Vec<(RuleId, bool)>) {
    let mut whose = Vec::new();
    let mut rules = Vec::new();
    let alone = |rule: &Rule, when: Option<&Condition>| Rule { when: when.cloned(), unless: None, ..rule.clone() };
    for (at, rule) in policy.rules.iter().enumerate().filter(|(_, r)| r.unless.is_some()) {
        rules.push(alone(rule, rule.when.as_ref()));
        whose.push((RuleId(at), false));
        rules.push(alone(rule, rule.unless.as_ref()));
        whose.push((RuleId(at), true));
    }
    let none = Vec::new;
    (Policy { rules, never: Vec::new(), also: Vec::new(), gestures: none(), ..policy.clone() }, whose)
}

impl Apart {
    fn of(geometry: Option<&Geometry>, whose: &[(RuleId, bool)], count: usize) -> Self {
        let mut apart = vec![None; count];
        let Some(geometry) = geometry else { return Self(apart) };
        for (rule, _) in whose {
            apart[rule.0] = Some((Vec::new(), Vec::new()));
        }
        for (block, tag) in geometry.boxes.iter().zip(&geometry.tags) {
            let (rule, exception) = whose[tag.owner];
            if let Some((when, unless)) = &mut apart[rule.0] {
                if exception { unless } else { when }.push(block.clone());
            }
        }
        Self(apart)
    }
}

/// A box less every cut that leaves a box of it.
fn shrunk(space: &Space, mut part: Words, cuts: &[&Block]) -> Words {
    loop {
        let mut moved = false;
        for cut in cuts.iter().filter(|c| space.meet(c, &part)).collect::<Vec<_>>() {
            if !space.meet(cut, &part) {
                continue;
            }
            let mut beyond = cut.narrow().filter(|(d, word)| !space.within(*d, part[*d], *word));
            let (Some((d, word)), None) = (beyond.next(), beyond.next()) else { continue };
            if let [piece] = space.outside(d, part[d], word)[..] {
                part[d] = piece;
                moved = true;
            }
        }
        if !moved {
            return part;
        }
    }
}

/// The same cases in fewer boxes: those within others go, and two that differ in one dimension become one.
fn merged(space: &Space, mut parts: Vec<Words>) -> Vec<Words> {
    let inside = |a: &Words, b: &Words| (0..a.len()).all(|d| space.within(d, a[d], b[d]));
    let join = |a: &Words, b: &Words| -> Option<Words> {
        if inside(a, b) {
            return Some(b.clone());
        }
        if inside(b, a) {
            return Some(a.clone());
        }
        let mut apart = (0..a.len()).filter(|d| a[*d] != b[*d]);
        let (d, None) = (apart.next()?, apart.next()) else { return None };
        let mut both = a.clone();
        both[d] = side_by_side(space, d, a[d], b[d])?;
        Some(both)
    };
    loop {
        let pairs = (0..parts.len()).flat_map(|i| (i + 1..parts.len()).map(move |j| (i, j)));
        let Some((i, j, both)) = pairs.into_iter().find_map(|(i, j)| join(&parts[i], &parts[j]).map(|both| (i, j, both))) else {
            return parts;
        };
        parts[i] = both;
        parts.remove(j);
    }
}

/// Two words of one dimension as one, where nothing lies between them.
fn side_by_side(space: &Space, dimension: usize, a: u64, b: u64) -> Option<u64> {
    if dimension >= space.axes.len() {
        return Some(a | b);
    }
    let touching = low(a) <= high(b) + 1 && low(b) <= high(a) + 1;
    touching.then(|| interval(low(a).min(low(b)), high(a).max(high(b))))
}
