//! Facets on numbers that sums tie to others: moving one moves the sums it is part of, so the policy is held against itself as a
//! case sees it that is one step further along, in the slice of fact space from which that step crosses the line.

use super::super::super::case::Value;
use super::super::super::compile::{Geometry, Reading, together};
use super::super::super::engine::TooLarge;
use super::super::super::fact::FactId;
use super::super::super::quantity::Quantity;
use super::super::super::region::space::{self, Bounds};
use super::super::super::region::{Block, Words, interval};
use super::super::contrast::heard;
use super::super::lines::{Between, Side};
use super::super::sides::{Pairs, Sides};
use super::super::voices::{Speaker, Voice, Voices};
use super::super::witness::case_in;
use super::{Facet, Survey};

/// The facets of every line on a number that some sum ties to another, and of every line on a sum.
pub(super) fn facets(survey: Survey<'_>) -> Result<Vec<Facet>, TooLarge> {
    let layout = &survey.engine.geometry.layout;
    let mut found = Vec::new();
    for (variable, fact) in layout.fact_of_variable.iter().enumerate().filter(|(v, _)| layout.linked[*v]) {
        let crossed = (0..survey.lines.len()).filter(|line| is_moved_by(&survey, *line, *fact)).collect::<Vec<usize>>();
        if crossed.is_empty() {
            continue;
        }
        let policy = survey.engine.policy();
        let readings = [Reading::plain(policy), Reading { policy, ahead: Some(*fact) }];
        let geometries = together(&readings, survey.engine.day())?;
        let [plain, ahead] = geometries.as_slice() else { continue };
        let step = Step::of(plain, variable, *fact);
        let (here, there) = (Voices::of(policy, plain), Voices::of(policy, ahead));
        let slice = |line: &usize| Some((*line, Block::of(step.slice(&survey.lines[*line].between)?, &plain.space)));
        let slices: Vec<(usize, Block)> = crossed.iter().filter_map(slice).collect();
        for (line, slice) in &slices {
            let others: Vec<&Block> = slices.iter().filter(|(other, _)| other != line).map(|(_, slice)| slice).collect();
            on_line(&survey, &step, [&here, &there], (*line, slice), &others, &mut found);
        }
    }
    Ok(found)
}

fn is_moved_by(survey: &Survey<'_>, line: usize, fact: FactId) -> bool {
    matches!(&survey.lines[line].between, Between::Number(measure, _) if measure.terms.iter().any(|t| t.0 == fact))
}

/// One number moved up by one step, in the space both readings share.
struct Step<'a> {
    geometry: &'a Geometry,
    variable: usize,
    fact: FactId,
    /// Its size, in millionths.
    size: i64,
    /// The numbers from which it can be made.
    bounds: Bounds,
}

impl<'a> Step<'a> {
    fn of(geometry: &'a Geometry, variable: usize, fact: FactId) -> Self {
        let size = geometry.space.variables[variable].step;
        let mut bounds = geometry.space.no_bounds();
        bounds.ranges[variable].1 -= size;
        Self { geometry, variable, fact, size, bounds }
    }

    /// The part of fact space from which it crosses a line: the last value below a number's own line, the values of a sum that
    /// one step takes beyond its line.
    fn slice(&self, between: &Between) -> Option<Words> {
        let Between::Number(measure, last) = between else { return None };
        let cut = measure.cut(*last);
        let (dimension, first, last) = match measure.along {
            space::Line::Variable(v) => (v, cut, cut),
            space::Line::Form(form) => {
                let by = self.geometry.space.forms[form].coefficient(self.variable) * self.size;
                let (first, last) = if by > 0 { (cut - by, cut) } else { (cut, cut - by) };
                (self.geometry.layout.form_axes[form]?, first + measure.step, last)
            }
        };
        let axis = &self.geometry.space.axes[dimension];
        let mut words = self.geometry.space.everything();
        words[dimension] = interval(axis.atom(first), axis.atom(last));
        Some(words)
    }
}

/// The facets of one line. A pair of cases that crosses this line alone shows it best, so `others` are left aside at first.
fn on_line(
    survey: &Survey<'_>,
    step: &Step<'_>,
    readings: [&Voices; 2],
    (line, slice): (usize, &Block),
    others: &[&Block],
    found: &mut Vec<Facet>,
) {
    let (space, layout) = (&step.geometry.space, &step.geometry.layout);
    let [here, there] = readings.map(|voices| {
        let inside = |v: &Voice| v.block.inside(slice, space).map(|block| v.with(block));
        Voices(voices.0.iter().filter_map(inside).collect())
    });
    let (here, there) = heard(&here, &there);
    let differ = |i: usize, j: usize| here[i].verdict() != there[j].verdict();
    let mut known = known(survey, step, line, found);
    for aside in [others, &[]] {
        let sides = Sides { space, here: &here, there: &there, within: &slice.words, aside, bounds: &step.bounds, guess: None };
        for contrast in sides.contrasts(differ, &mut known, survey.budget) {
            let case = case_in(survey.engine.policy(), space, layout, &contrast.words, &step.bounds, None);
            let Some((case, Value::Number(from))) = case.and_then(|c| c.get(step.fact).map(|v| (c, v))) else { continue };
            let to = Quantity::from_millionths(from.millionths() + step.size);
            let twin = case.with(step.fact, Some(Value::Number(to)));
            found.push(survey.facet(line, &contrast, step.fact, [case, twin]));
        }
    }
}

/// What another number's step found on this line already, as this one's sees it.
fn known(survey: &Survey<'_>, step: &Step<'_>, line: usize, found: &[Facet]) -> Pairs {
    let mut pairs = Pairs::default();
    let speaker = |decider: super::Decider| decider.map_or(Speaker::Silence, Speaker::Rule);
    for facet in found.iter().filter(|f| f.line == line) {
        match survey.lines[line].between.upward(step.fact) {
            Side::There => pairs.add(speaker(facet.here), speaker(facet.there)),
            Side::Here => pairs.add(speaker(facet.there), speaker(facet.here)),
        }
    }
    pairs
}
