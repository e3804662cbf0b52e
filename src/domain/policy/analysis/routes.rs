//! Who is ever reached, by what the policy decides: a route that only dead rules name is named by nobody.

use super::super::Policy;
use super::super::Silence;
use super::super::case::Case;
use super::super::compile::{Geometry, Layer, compile};
use super::super::date::Date;
use super::super::engine::TooLarge;
use super::super::region::cover::{Budget, uncovered};
use super::super::region::{Block, Words};
use super::super::route::RouteId;
use super::super::rule::{RuleId, RuleOutcome};
use super::dates::starts;
use super::nearby::case_near;
use super::voices::{Speaker, Voices};

/// What becomes of the routes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Routes that nobody ever hands a case to, tells, or turns to instead of another.
    pub unreached: Vec<RouteId>,
    /// Routes that cases are handed to and that nobody stands in for, each with such a case.
    pub alone: Vec<(RouteId, Case)>,
}

/// What becomes of the routes, on a day and on the days after it.
///
/// With a spent budget fewer may be told.
///
/// # Errors
/// The rules combine into too many boxes.
pub fn reach(policy: &Policy, as_of: Date, known: &[Case], budget: &Budget) -> Result<Reach, TooLarge> {
    let mut handed: Vec<Option<Case>> = vec![None; policy.routes.len()];
    let mut reached = vec![false; policy.routes.len()];
    let days = std::iter::once(as_of).chain(starts(policy).into_iter().filter(|d| *d > as_of));
    for day in days {
        let geometry = compile(policy, day)?;
        let heard = Heard { policy, geometry: &geometry, voices: Voices::of(policy, &geometry), budget };
        for (route, words) in heard.handed() {
            reached[route.0] = true;
            let bounds = geometry.space.no_bounds();
            let slot = &mut handed[route.0];
            *slot = slot.take().or_else(|| case_near(policy, &geometry, &words, &bounds, known));
        }
        heard.told().into_iter().for_each(|route| reached[route.0] = true);
    }
    if budget.is_spent() {
        return Ok(Reach::default());
    }
    let alone = handed.into_iter().enumerate().filter(|(r, _)| policy.routes[*r].backup.is_none());
    let alone = alone.filter_map(|(r, case)| Some((RouteId(r), case?))).collect();
    stand_ins(policy, &mut reached);
    let unreached = (0..reached.len()).filter(|r| !reached[*r]).map(RouteId).collect();
    Ok(Reach { unreached, alone })
}

/// Whoever stands in for somebody who is reached is reached too, and so on.
fn stand_ins(policy: &Policy, reached: &mut [bool]) {
    for _ in 0..reached.len() {
        for (route, declared) in policy.routes.iter().enumerate() {
            if let Some(backup) = declared.backup.filter(|_| reached[route]) {
                reached[backup.0] = true;
            }
        }
    }
}

/// A policy on one day.
struct Heard<'a> {
    policy: &'a Policy,
    geometry: &'a Geometry,
    voices: Voices,
    budget: &'a Budget,
}

impl Heard<'_> {
    /// The routes that some case is handed to, each with a part of fact space in which that is so.
    fn handed(&self) -> Vec<(RouteId, Words)> {
        let mut found: Vec<(RouteId, Words)> = Vec::new();
        for (at, voice) in self.voices.0.iter().enumerate() {
            let Some((_, Some(route))) = voice.said else { continue };
            if !found.iter().any(|f| f.0 == route) {
                found.extend(self.open(voice.block.words.clone(), &self.voices.before(at)).map(|words| (route, words)));
            }
        }
        found
    }

    /// The routes that somebody is told to tell: by a rule that wins, a green light that goes ahead all the same, or a duty.
    fn told(&self) -> Vec<RouteId> {
        let mut told = Vec::new();
        for rule in self.geometry.ranked.iter().copied() {
            let still = &self.policy.rules[rule.0].still;
            let wins = self.winning(rule, None);
            told.extend(self.policy.rules[rule.0].notify.iter().filter(|_| wins));
            let ahead = still.iter().filter(|light| wins && self.winning(rule, Some(**light)));
            told.extend(ahead.flat_map(|light| &self.policy.rules[light.0].notify));
        }
        let possible =
            |boxes: &[Block]| boxes.iter().any(|b| self.open(b.words.clone(), &self.before(Layer::Escalate)).is_some());
        let duties =
            self.policy.also.iter().zip(&self.geometry.duties).filter(|(duty, boxes)| !duty.notify.is_empty() && possible(boxes));
        told.extend(duties.flat_map(|(duty, _)| &duty.notify));
        told
    }

    /// Whether a rule is among the winners of some case, in which a green light holds too if one is asked for.
    fn winning(&self, rule: RuleId, beside: Option<RuleId>) -> bool {
        let earlier = self.before(Layer::of(&self.policy.rules[rule.0]));
        let of = |rule: RuleId| self.voices.0.iter().filter(move |v| v.speaker == Speaker::Rule(rule)).map(|v| &v.block);
        match beside {
            None => of(rule).any(|b| self.open(b.words.clone(), &earlier).is_some()),
            Some(light) => of(rule).any(|b| {
                let both = of(light).filter_map(|other| self.geometry.space.common(b, other).filter(|_| self.budget.step()));
                both.into_iter().any(|words| self.open(words, &earlier).is_some())
            }),
        }
    }

    /// The boxes of the layers before one.
    fn before(&self, layer: Layer) -> Vec<&Block> {
        self.voices.0.iter().filter(|v| v.layer.is_some_and(|l| l < layer)).map(|v| &v.block).collect()
    }

    fn open(&self, words: Words, cuts: &[&Block]) -> Option<Words> {
        uncovered(&self.geometry.space, words, cuts, &self.geometry.space.no_bounds(), self.budget)
    }
}

/// The rules that name a route, to hand over to it or to tell it.
pub fn named_by(policy: &Policy, route: RouteId) -> Vec<RuleId> {
    let names = |rule: &RuleId| {
        let rule = &policy.rules[rule.0];
        rule.outcome == RuleOutcome::Escalate(route) || rule.notify.contains(&route)
    };
    (0..policy.rules.len()).map(RuleId).filter(names).collect()
}

/// Whether silence names a route.
pub fn is_named_by_silence(policy: &Policy, route: RouteId) -> bool {
    policy.silence == Silence::Escalate(route)
}
