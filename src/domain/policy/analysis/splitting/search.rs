//! The search for splits: who decides the first part, who the whole, who the rest; and a case where they do.

use super::super::super::Policy;
use super::super::super::case::{Case, Value};
use super::super::super::compile::Geometry;
use super::super::super::explanation::{Kind, Verdict};
use super::super::super::fact::FactId;
use super::super::super::quantity::Quantity;
use super::super::super::region::cover::{Budget, uncovered};
use super::super::super::region::{Block, Words};
use super::super::super::rule::RuleId;
use super::super::fallbacks::facts_read;
use super::super::nearby::most_alike;
use super::super::voices::{Speaker, Voice, Voices};
use super::super::witness::{case_in, values_in};
use super::copies::Copies;
use super::{Part, Split};

/// One money fact, split in so many parts.
pub struct Search<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// Its own space.
    pub geometry: &'a Geometry,
    /// Who speaks where.
    pub voices: &'a Voices,
    /// The money.
    pub money: FactId,
    /// The whole beside its parts.
    pub copies: &'a Copies,
    /// Cases that people know.
    pub known: &'a [Case],
    /// How much work it may take.
    pub budget: &'a Budget,
}

/// The green lights, and what must not hold for one to let a part through.
struct Lights {
    /// The places of their voices.
    all: Vec<usize>,
    /// Of those that read the money.
    reading: Vec<usize>,
    /// By voice, where its layer begins.
    layers: Vec<usize>,
}

impl Lights {
    /// Those that read the money let a part through wherever they are among the winners; any other where it decides, and none
    /// that reads the money wins with it.
    fn over(&self, voice: usize) -> impl Iterator<Item = usize> + '_ {
        let reads = self.reading.binary_search(&voice).is_ok();
        let earlier = 0..if reads { self.layers[voice] } else { voice };
        let beside = self.reading.iter().copied().filter(move |v| !reads && *v > voice && self.layers[*v] == self.layers[voice]);
        earlier.chain(beside)
    }
}

/// The voices chosen so far, by copy: the whole's, then the parts'; and the boxes they must not lie in.
struct Chosen<'b> {
    voices: Vec<usize>,
    region: Words,
    cuts: Vec<&'b Block>,
}

impl Search<'_> {
    /// A split for every green light that can let the first part through.
    pub fn splits(&self) -> Vec<Split> {
        let blocks: Vec<Vec<Block>> =
            (0..=self.copies.parts).map(|copy| self.voices.0.iter().map(|v| self.copies.ask(copy, &v.block)).collect()).collect();
        let (moving, lights) = (self.moving(), self.lights());
        let nobody = Chosen { voices: Vec::new(), region: self.copies.space.everything(), cuts: Vec::new() };
        let handed = self.hands_over().filter_map(|whole| self.add(&blocks[0], &nobody, whole, 0..whole));
        let handed: Vec<Chosen<'_>> = handed.collect();
        let mut found: Vec<Split> = Vec::new();
        for first in lights.all.iter().copied() {
            let speaker = self.voices.0[first].speaker;
            if found.iter().any(|split| split.parts.first().map(|p| Speaker::Rule(p.rule)) == Some(speaker)) {
                continue;
            }
            let wholes = handed.iter().filter(|whole| self.may_differ(whole.voices[0], first, &moving));
            let split = wholes.into_iter().find_map(|whole| {
                let chosen = self.add(&blocks[1], whole, first, lights.over(first))?;
                self.rest(&blocks, &lights, &chosen)
            });
            found.extend(split);
            if self.budget.is_spent() {
                break;
            }
        }
        found
    }

    fn lights(&self) -> Lights {
        let voices = &self.voices.0;
        let reads = |rule: RuleId| facts_read(self.policy, &self.policy.rules[rule.0]).contains(&self.money);
        let all: Vec<usize> = (0..voices.len()).filter(|v| lets_through(&voices[*v])).collect();
        let reading = all.iter().copied().filter(|v| voices[*v].speaker.rule().is_some_and(reads)).collect();
        let mut layers: Vec<usize> = Vec::with_capacity(voices.len());
        for (place, voice) in voices.iter().enumerate() {
            let begun = layers.last().copied().filter(|first| voices[*first].layer == voice.layer);
            layers.push(begun.unwrap_or(place));
        }
        Lights { all, reading, layers }
    }

    fn hands_over(&self) -> impl Iterator<Item = usize> + '_ {
        let voices = self.voices.0.iter().enumerate();
        voices.filter(|(_, v)| v.verdict() == Some(Verdict::Escalate)).map(|(at, _)| at)
    }

    /// The policy's dimensions in which the whole and a part can differ.
    fn moving(&self) -> Vec<bool> {
        let copies = self.copies;
        let own = self.geometry.space.dimensions();
        let here = |copy: usize, d: usize| copies.dimension(copy, d);
        (0..own).map(|d| (1..=copies.parts).any(|copy| here(copy, d) != here(0, d))).collect()
    }

    /// Whether a part can be decided by another than the whole is: the one that speaks first must ask about what moves.
    fn may_differ(&self, whole: usize, part: usize, moving: &[bool]) -> bool {
        let first = &self.voices.0[whole.min(part)].block;
        first.narrow().any(|(d, _)| moving[d])
    }

    /// Has a voice speak for one more copy, and none of those over it; none if no case is left.
    fn add<'b>(
        &self,
        blocks: &'b [Block],
        chosen: &Chosen<'b>,
        voice: usize,
        over: impl Iterator<Item = usize>,
    ) -> Option<Chosen<'b>> {
        let space = &self.copies.space;
        let region = space.common(&chosen.region, &blocks[voice]).filter(|_| self.budget.step())?;
        let mut cuts: Vec<&Block> = chosen.cuts.iter().copied().filter(|b| space.meet(b, &region)).collect();
        cuts.extend(over.map(|v| &blocks[v]).filter(|b| space.meet(b, &region)));
        uncovered(space, region.clone(), &cuts, &self.copies.bounds, self.budget).filter(|_| !self.budget.is_spent())?;
        let voices = chosen.voices.iter().copied().chain([voice]).collect();
        Some(Chosen { voices, region, cuts })
    }

    /// The parts that are left: each by the green light of the one before, or by any other.
    fn rest<'b>(&self, blocks: &'b [Vec<Block>], lights: &Lights, chosen: &Chosen<'b>) -> Option<Split> {
        let copy = chosen.voices.len();
        if copy > self.copies.parts {
            return self.split(chosen);
        }
        let last = *chosen.voices.last()?;
        // Parts that nothing is counted between may come in any order; the first is fixed.
        let from = if self.copies.interchangeable && copy > 2 { last } else { 0 };
        let others = lights.all.iter().copied().filter(|light| *light >= from && *light != last);
        std::iter::once(last).chain(others).find_map(|light| {
            let chosen = self.add(&blocks[copy], chosen, light, lights.over(light))?;
            self.rest(blocks, lights, &chosen)
        })
    }

    /// A split where the chosen voices decide.
    fn split(&self, chosen: &Chosen<'_>) -> Option<Split> {
        let (copies, space) = (self.copies, &self.copies.space);
        let open = uncovered(space, chosen.region.clone(), &chosen.cuts, &copies.bounds, self.budget);
        let words = open.filter(|_| !self.budget.is_spent())?;
        let own = &self.geometry.space;
        let like = most_alike(self.policy, own, &self.geometry.layout, &copies.of_copy(0, &words), self.known);
        let values = values_in(space, &words, &copies.bounds, |settled| self.wanted(settled, like))?;
        let case = |copy: usize| {
            let mut bounds = own.no_bounds();
            let pinned = copies.values_of(copy, &values);
            bounds.ranges.iter_mut().zip(pinned).for_each(|(range, value)| *range = (value, value));
            case_in(self.policy, own, &self.geometry.layout, &copies.of_copy(copy, &words), &bounds, like)
        };
        let part = |copy: usize| {
            let case = case(copy)?;
            let Some(Value::Number(gives)) = case.get(self.money) else { return None };
            Some(Part { gives, case, rule: self.rule(chosen.voices[copy])? })
        };
        let parts = (1..=copies.parts).map(part).collect::<Option<_>>()?;
        let hands_over = self.voices.0[chosen.voices[0]].speaker;
        Some(Split { money: self.money, whole: case(0)?, hands_over, parts, counted: false })
    }

    fn rule(&self, voice: usize) -> Option<RuleId> {
        self.voices.0[voice].speaker.rule()
    }

    /// What the next value should be: as in the known case, and of the money an equal share of what is left for each part.
    fn wanted(&self, settled: &[i64], like: Option<&Case>) -> i64 {
        let Some((own, part)) = self.copies.stands_for(settled.len()) else { return 0 };
        match part {
            Some(part) => {
                let before = settled.len() - part;
                let given: i64 = settled[before + 1..].iter().sum();
                (settled[before] - given) / (self.copies.parts + 1 - part) as i64
            }
            None => match like.and_then(|case| case.get(self.geometry.layout.fact_of_variable[own])) {
                Some(Value::Number(q)) => Quantity::millionths(q),
                _ => i64::MIN,
            },
        }
    }
}

/// Whether it is a green light.
fn lets_through(voice: &Voice) -> bool {
    voice.said.is_some_and(|(kind, _)| kind == Kind::Act)
}
