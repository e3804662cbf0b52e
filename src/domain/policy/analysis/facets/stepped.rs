//! Facets on numbers that sums tie to others: moving one moves the sums it is part of, so the policy is held against itself as a
//! case sees it that is one step further along, in the slice of fact space from which that step crosses the line.

use super::super::super::case::Value;
use super::super::super::fact::FactId;
use super::super::super::quantity::Quantity;
use super::super::super::region::bits::set;
use super::super::super::region::chart::{Chart, Charted};
use super::super::super::region::{Block, Words};
use super::super::lines::{Between, Side};
use super::super::sides::{Heard, Pairs, Sides};
use super::super::voices::{Speaker, Voices};
use super::super::witness::case_in;
use super::step::Step;
use super::{Facet, Survey};

/// The facets of every line on a number that some sum ties to another, and of every line on a sum.
pub(super) fn facets(survey: Survey<'_>) -> Vec<Facet> {
    let geometry = &survey.engine.geometry;
    let voices = Voices::of(survey.engine.policy(), geometry);
    let mut found = Vec::new();
    for (variable, fact) in geometry.layout.fact_of_variable.iter().enumerate().filter(|(v, _)| geometry.layout.linked[*v]) {
        let crossed = (0..survey.lines.len()).filter(|line| is_moved_by(&survey, *line, *fact)).collect::<Vec<usize>>();
        if crossed.is_empty() {
            continue;
        }
        let step = Step::of(geometry, variable);
        let slice = |line: &usize| Some((*line, Block::of(step.slice(&survey.lines[*line].between)?, &step.space)));
        let slices: Vec<(usize, Block)> = crossed.iter().filter_map(slice).collect();
        Moved::of(&voices, step, *fact, slices).facets(&survey, &mut found);
    }
    found
}

fn is_moved_by(survey: &Survey<'_>, line: usize, fact: FactId) -> bool {
    matches!(&survey.lines[line].between, Between::Number(measure, _) if measure.terms.iter().any(|t| t.0 == fact))
}

/// A policy beside itself as a case sees it whose one number is a step further along.
struct Moved<'a> {
    voices: &'a Voices,
    step: Step<'a>,
    fact: FactId,
    /// The lines the step can cross, and the part of fact space from which it does.
    slices: Vec<(usize, Block)>,
    /// By voice, its box, and the cases that are in it once they have taken the step.
    boxes: Vec<(Block, Option<Block>)>,
}

impl<'a> Moved<'a> {
    fn of(voices: &'a Voices, step: Step<'a>, fact: FactId, slices: Vec<(usize, Block)>) -> Self {
        let boxes = voices.0.iter().map(|v| (step.now(&v.block), step.ahead(&v.block))).collect();
        Self { voices, step, fact, slices, boxes }
    }

    /// The facets of every line the step can cross.
    fn facets(&self, survey: &Survey<'_>, found: &mut Vec<Facet>) {
        let mut blocks: Vec<&Block> = self.slices.iter().map(|(_, slice)| slice).collect();
        let mut places = Vec::with_capacity(self.boxes.len());
        for (now, ahead) in &self.boxes {
            let place = blocks.len();
            blocks.push(now);
            blocks.extend(ahead.as_ref().filter(|ahead| *ahead != now));
            places.push((place, blocks.len() - 1));
        }
        let chart = Chart::of(&self.step.space, &blocks);
        let charted = Charted { chart: &chart, blocks: &blocks, freed: None };
        (0..self.slices.len()).for_each(|at| self.on_line(survey, charted, &places, at, found));
    }

    /// The facets of one line. A pair of cases that crosses this line alone shows it best, so the other slices are left aside at
    /// first.
    fn on_line(&self, survey: &Survey<'_>, charted: Charted<'_>, places: &[(usize, usize)], at: usize, found: &mut Vec<Facet>) {
        let (line, slice) = &self.slices[at];
        let space = &self.step.space;
        let [here, there] = self.heard(slice, places);
        let differ = |i: usize, j: usize| here[i].verdict() != there[j].verdict();
        let mut known = known(survey, *line, self.fact, found);
        let nothing = charted.chart.none();
        let mut others = charted.chart.none();
        (0..self.slices.len()).filter(|other| *other != at).for_each(|other| set(&mut others, other));
        for aside in [&others, &nothing] {
            let (within, bounds): (&Words, _) = (&slice.words, &self.step.bounds);
            let sides = Sides { space, charted, here: &here, there: &there, within, aside, bounds, guess: None };
            for contrast in sides.contrasts(differ, &mut known, survey.budget) {
                let layout = &survey.engine.geometry.layout;
                let case = case_in(survey.engine.policy(), space, layout, &contrast.words, bounds, None);
                let Some((case, Value::Number(from))) = case.and_then(|c| c.get(self.fact).map(|v| (c, v))) else { continue };
                let to = Quantity::from_millionths(from.millionths() + self.step.size);
                let twin = case.with(self.fact, Some(Value::Number(to)));
                found.push(survey.facet(*line, &contrast, self.fact, [case, twin]));
            }
        }
    }

    /// Who is heard in a slice before the step, and who after it: a box that is the same in the slice stands on both sides.
    fn heard(&self, slice: &Block, places: &[(usize, usize)]) -> [Vec<Heard>; 2] {
        let space = &self.step.space;
        let (mut here, mut there): (Vec<Heard>, Vec<Heard>) = (Vec::new(), Vec::new());
        for ((voice, (now, ahead)), chart) in self.voices.0.iter().zip(&self.boxes).zip(places) {
            let ahead = ahead.as_ref().filter(|ahead| ahead.meets(slice, space));
            let now = Some(now).filter(|now| now.meets(slice, space));
            let also = now.zip(ahead).is_some_and(|(now, ahead)| self.step.are_alike(now, ahead, slice));
            let [at_here, at_there] = [here.len(), there.len()];
            if now.is_some() {
                here.push(Heard::of(voice, chart.0, also.then_some(at_there)));
            }
            if ahead.is_some() {
                there.push(Heard::of(voice, chart.1, also.then_some(at_here)));
            }
        }
        [here, there]
    }
}

/// What another number's step found on this line already, as this one's sees it.
fn known(survey: &Survey<'_>, line: usize, moved: FactId, found: &[Facet]) -> Pairs {
    let mut pairs = Pairs::default();
    let speaker = |decider: super::Decider| decider.map_or(Speaker::Silence, Speaker::Rule);
    for facet in found.iter().filter(|f| f.line == line) {
        match survey.lines[line].between.upward(moved) {
            Side::There => pairs.add(speaker(facet.here), speaker(facet.there)),
            Side::Here => pairs.add(speaker(facet.there), speaker(facet.here)),
        }
    }
    pairs
}
