//! Facets on facts that no sum ties to another: the fact held at each side's value, the rest of fact space as it is.

use super::super::super::case::Value;
use super::super::super::fact::FactId;
use super::super::super::region::chart::{Chart, Charted};
use super::super::super::region::space::Space;
use super::super::super::region::{Block, Words, interval};
use super::super::lines::Between;
use super::super::sides::{Heard, Pairs, Sides};
use super::super::voices::{Voice, Voices};
use super::super::witness::case_in;
use super::quiet::Quiet;
use super::{Facet, Survey};

/// A line as two values of one dimension.
#[derive(Clone, Copy)]
pub(super) struct Held {
    line: usize,
    fact: FactId,
    pub(super) dimension: usize,
    pub(super) here: u32,
    pub(super) there: u32,
}

/// The facets of every line on a flag, a choice, a member, or a number that no sum ties.
pub(super) fn facets(survey: Survey<'_>) -> Vec<Facet> {
    let geometry = &survey.engine.geometry;
    let voices = Voices::of(survey.engine.policy(), geometry);
    let held: Vec<Held> = (0..survey.lines.len()).filter_map(|line| held(&survey, line)).collect();
    let quiet = Quiet::of(survey.engine);
    let blocks: Vec<&Block> = voices.0.iter().map(|v| &v.block).collect();
    let chart = Chart::of(&geometry.space, &blocks);
    let mut found = Vec::new();
    for of_one in held.chunk_by(|a, b| a.dimension == b.dimension) {
        let dimension = of_one[0].dimension;
        let freed = freed(&blocks, dimension, &geometry.space);
        let blocks: Vec<&Block> = blocks.iter().zip(&freed).map(|(block, freed)| freed.as_ref().unwrap_or(block)).collect();
        let charted = Charted { chart: &chart, blocks: &blocks, freed: Some(dimension) };
        let freed = Freed { voices: &voices.0, charted, dimension };
        of_one.iter().for_each(|held| on_line(&survey, &freed, &quiet, *held, &mut found));
    }
    found
}

/// Those boxes that narrow a dimension, without it.
fn freed(blocks: &[&Block], dimension: usize, space: &Space) -> Vec<Option<Block>> {
    let narrow = |b: &&Block| b[dimension] != space.whole[dimension];
    blocks.iter().map(|b| narrow(b).then(|| b.freed(dimension, space))).collect()
}

fn held(survey: &Survey<'_>, line: usize) -> Option<Held> {
    let geometry = &survey.engine.geometry;
    let fact = survey.lines[line].between.fact();
    let first = geometry.layout.dimensions(fact).start;
    let (dimension, here, there) = match &survey.lines[line].between {
        Between::Flag(_) => (first, 0, 1),
        Between::Member(_, member) => (first + member, 0, 1),
        Between::Values(_, here, there) => (first, here.trailing_zeros(), there.trailing_zeros()),
        Between::Number(measure, last) => {
            let variable = geometry.layout.variable_of_fact[fact.0].filter(|v| !geometry.layout.linked[*v])?;
            let atom = geometry.space.axes[variable].atom(measure.cut(*last));
            (variable, atom, atom + 1)
        }
    };
    Some(Held { line, fact, dimension, here, there })
}

/// All voices, freed of one dimension.
struct Freed<'a> {
    voices: &'a [Voice],
    charted: Charted<'a>,
    dimension: usize,
}

impl Freed<'_> {
    /// Those that accept each of two values, each with its place among those that accept the other.
    fn heard(&self, space: &Space, values: [u32; 2]) -> [Vec<Heard>; 2] {
        let count = self.voices.len();
        let (mut here, mut there) = (Vec::with_capacity(count), Vec::with_capacity(count));
        for (place, voice) in self.voices.iter().enumerate() {
            let word = voice.block[self.dimension];
            let [accepts_here, accepts_there] = values.map(|value| space.accepts(self.dimension, word, value));
            let (at_here, at_there) = (here.len(), there.len());
            if accepts_here {
                here.push(Heard::of(voice, place, accepts_there.then_some(at_there)));
            }
            if accepts_there {
                there.push(Heard::of(voice, place, accepts_here.then_some(at_here)));
            }
        }
        [here, there]
    }
}

fn on_line(survey: &Survey<'_>, freed: &Freed<'_>, quiet: &Quiet, held: Held, found: &mut Vec<Facet>) {
    let geometry = &survey.engine.geometry;
    let (space, d) = (&geometry.space, freed.dimension);
    let [here, there] = freed.heard(space, [held.here, held.there]);
    let (within, bounds) = (space.everything(), space.no_bounds());
    let guess = |part: &[u64]| quiet.contrast(survey.engine, part, &held);
    let sides = Sides {
        space,
        charted: freed.charted,
        here: &here,
        there: &there,
        within: &within,
        aside: &freed.charted.chart.none(),
        bounds: &bounds,
        guess: Some(&guess),
    };
    let differ = |i: usize, j: usize| here[i].verdict() != there[j].verdict();
    for contrast in sides.contrasts(differ, &mut Pairs::default(), survey.budget) {
        let mut words: Words = contrast.words.clone();
        words[d] = if d < space.axes.len() { interval(held.here, held.here) } else { 1 << held.here };
        let policy = survey.engine.policy();
        let Some(mut case) = case_in(policy, space, &geometry.layout, &words, &bounds, None) else { continue };
        let between = &survey.lines[held.line].between;
        if let Between::Number(_, last) = between {
            case.set(held.fact, Some(Value::Number(*last)));
        }
        if let Some((moved, twin)) = between.across(policy, &case).into_iter().next() {
            found.push(survey.facet(held.line, &contrast, moved, [case, twin]));
        }
    }
}
