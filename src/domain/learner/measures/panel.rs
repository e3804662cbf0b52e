//! What is shown of somebody's judgement: several figures side by side, never one.

use super::calibration::Calibration;
use super::clause::ENOUGH;
use super::count;
use super::lean::Leaning;
use super::outcomes::Outcomes;
use super::prices::Prices;
use super::told::Told;
use super::wilson::Rate;
use crate::domain::policy::rule::Stakes;
use crate::domain::session::answer::Wrong;
use crate::domain::session::attempt::Attempt;

/// The headline figures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Panel {
    /// Settled, refused or given away where somebody may be harmed: must be none.
    pub critical_misses: u32,
    /// Of how many cases of that kind.
    pub critical: u32,
    /// Settled or refused, of what must be escalated.
    pub over_reach: Rate,
    /// Escalated, of what one may settle.
    pub over_escalation: Rate,
    /// Which way they lean, against the stakes they met.
    pub leaning: Told<Leaning>,
    /// What their judgement saves of what a blanket rule would cost.
    pub skill: Told<f64>,
    /// How sure and how right.
    pub calibration: Calibration,
    /// The right people named, of the routes tapped where there was one.
    pub routes: Rate,
}

impl Panel {
    /// Folds attempts in any order, one person's or a team's.
    pub fn of(attempts: &[&Attempt]) -> Self {
        let rated: Vec<&Attempt> = attempts.iter().copied().filter(|a| a.is_rated()).collect();
        let all = || rated.iter().copied();
        let (outcomes, prices) = (Outcomes::of(all()), Prices::of(all()));
        let critical: Vec<&Attempt> = all().filter(|a| a.verdict.stakes == Stakes::Critical).collect();
        let missed = |a: &&&Attempt| matches!(a.judgement().wrong(), Some(Wrong::OverReach | Wrong::GaveItAway));
        let routes: Vec<bool> = all().filter_map(|a| Some(a.taps.route.as_ref()?.grade?.right)).collect();
        Self {
            critical_misses: count(critical.iter().filter(missed).count()),
            critical: count(critical.len()),
            over_reach: outcomes.over_reach(),
            over_escalation: outcomes.over_escalation(),
            // Without a price no case was met that must be escalated.
            leaning: prices.map_or(Told::TooFew { more: ENOUGH }, |prices| Leaning::of(outcomes, prices)),
            skill: prices.map_or(Told::TooFew { more: ENOUGH }, |prices| prices.skill_told(outcomes)),
            calibration: Calibration::of(all()),
            routes: Rate { count: count(routes.iter().filter(|right| **right).count()), of: count(routes.len()) },
        }
    }
}
