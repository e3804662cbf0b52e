//! Backwards lines: one step to the riskier side, and what had to be handed over may be settled alone.
//!
//! Neighbouring values are enough: a way from "hand it over" to "yes" along one number must step somewhere. So the policy is
//! held against itself as a case sees it whose number is one step further along (policy-engine.md 4.5 to 4.7).

use super::super::Policy;
use super::super::case::{Case, Value};
use super::super::compile::{Geometry, Reading, together};
use super::super::date::Date;
use super::super::engine::TooLarge;
use super::super::explanation::{Kind, Verdict};
use super::super::fact::{Direction, FactId};
use super::super::quantity::Quantity;
use super::super::region::cover::Budget;
use super::super::region::interval;
use super::contrast::Comparison;
use super::nearby::case_near;
use super::sides::Contrast;
use super::voices::{Speaker, Voice, Voices};

/// A line that runs the wrong way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backwards {
    /// The fact that says which way is riskier; may be computed.
    pub fact: FactId,
    /// The base number that moves: the fact itself, or one that it is made of.
    pub moved: FactId,
    /// Who hands over on the safer side: a rule, or silence.
    pub safer: Speaker,
    /// Who lets one act on the riskier side.
    pub riskier: Speaker,
    /// A case on the safer side.
    pub case: Case,
    /// The same, one step riskier.
    pub twin: Case,
}

/// Every pair of speakers of which the first hands a case over and the second lets one settle it, or leaves it to judgement, one
/// step to the riskier side of a fact, everything else given as it is. Saying no on the riskier side is no such line.
///
/// A computed fact moves with the numbers it is made of; one of these that says itself which way is riskier speaks for itself.
/// Complete unless the budget is spent; every line told is one.
///
/// # Errors
/// The rules combine into too many boxes.
pub fn backwards_lines(policy: &Policy, as_of: Date, known: &[Case], budget: &Budget) -> Result<Vec<Backwards>, TooLarge> {
    let mut found: Vec<Backwards> = Vec::new();
    for fact in (0..policy.facts.len()).map(FactId) {
        for (moved, riskier) in ways(policy, fact) {
            for line in Step::of(policy, as_of, fact, moved, riskier)?.lines(known, budget) {
                if !found.iter().any(|f| (f.fact, f.safer, f.riskier) == (line.fact, line.safer, line.riskier)) {
                    found.push(line);
                }
            }
        }
    }
    Ok(found)
}

/// The base numbers that move a fact to its riskier side, each with its own way.
fn ways(policy: &Policy, fact: FactId) -> Vec<(FactId, Direction)> {
    let number = policy.fact(fact).number();
    let Some((number, riskier)) = number.and_then(|n| Some((n, n.riskier?))) else { return Vec::new() };
    let Some(formula) = &number.is else { return vec![(fact, riskier)] };
    let silent = |f: FactId| policy.fact(f).number().is_some_and(|n| n.riskier.is_none());
    let way = |sign: i64| match (riskier, sign > 0) {
        (Direction::Up, true) | (Direction::Down, false) => Direction::Up,
        _ => Direction::Down,
    };
    formula.terms.iter().filter(|(f, _)| silent(*f)).map(|(f, sign)| (*f, way(*sign))).collect()
}

/// The policy as it stands, and as a case sees it that is one step riskier.
struct Step<'a> {
    policy: &'a Policy,
    fact: FactId,
    moved: FactId,
    riskier: Direction,
    geometry: Geometry,
    here: Voices,
    ahead: Voices,
}

impl<'a> Step<'a> {
    fn of(policy: &'a Policy, as_of: Date, fact: FactId, moved: FactId, riskier: Direction) -> Result<Self, TooLarge> {
        let readings = [Reading::plain(policy), Reading { policy, ahead: Some(moved) }];
        let mut geometries = together(&readings, as_of)?;
        let (Some(ahead), Some(geometry)) = (geometries.pop(), geometries.pop()) else { return Err(TooLarge::boxes()) };
        let (here, ahead) = (Voices::of(policy, &geometry), Voices::of(policy, &ahead));
        Ok(Self { policy, fact, moved, riskier, geometry, here, ahead })
    }

    fn lines(&self, known: &[Case], budget: &Budget) -> Vec<Backwards> {
        let space = &self.geometry.space;
        let Some(variable) = self.geometry.layout.variable_of_fact[self.moved.0] else { return Vec::new() };
        let step = space.variables[variable].step;
        // The last value has no step ahead of it.
        let mut bounds = space.no_bounds();
        bounds.ranges[variable].1 -= step;
        let (least, last) = bounds.ranges[variable];
        if least > last {
            return Vec::new();
        }
        let up = self.riskier == Direction::Up;
        let (safer, riskier) = if up { (&self.here, &self.ahead) } else { (&self.ahead, &self.here) };
        // Nor has an atom of nothing but that value: bounds alone would not keep a witness out of it.
        let mut within = space.everything();
        within[variable] = interval(0, space.axes[variable].atom(last));
        let comparison = Comparison { space, here: safer, there: riskier, within: &within, bounds: &bounds };
        let turns = |here: &Voice, there: &Voice| here.verdict() == Some(Verdict::Escalate) && lets_through(there);
        let line = |c: &Contrast| {
            let low = case_near(self.policy, &self.geometry, &c.words, &bounds, known)?;
            let Some(Value::Number(at)) = low.get(self.moved) else { return None };
            let high = low.with(self.moved, Some(Value::Number(Quantity::from_millionths(at.millionths() + step))));
            let (case, twin) = if up { (low, high) } else { (high, low) };
            Some(Backwards { fact: self.fact, moved: self.moved, safer: c.here, riskier: c.there, case, twin })
        };
        comparison.contrasts(turns, budget).iter().filter_map(line).collect()
    }
}

/// Whether one may settle it here: a green light, or one's own judgement.
fn lets_through(voice: &Voice) -> bool {
    voice.said.is_some_and(|(kind, _)| matches!(kind, Kind::Act | Kind::SilenceAct))
}
