//! Leaks: a critical red line whose own exception lets a case through that another rule then settles.
//!
//! The policy is held against itself without that exception: where a rule acts here and the red line speaks there, it leaks.

use super::super::Policy;
use super::super::case::Case;
use super::super::compile::{Reading, together};
use super::super::date::Date;
use super::super::engine::TooLarge;
use super::super::explanation::Kind;
use super::super::region::cover::Budget;
use super::super::rule::{Rule, RuleId, RuleOutcome, Stakes};
use super::contrast::Comparison;
use super::nearby::case_near;
use super::voices::{Speaker, Voice, Voices};

/// A red line, and what its exception lets through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leak {
    /// The red line.
    pub red_line: RuleId,
    /// The green lights that decide what it lets through, in order of rank.
    pub acting: Vec<RuleId>,
    /// A case that the first of them decides.
    pub case: Case,
}

/// Every red line of critical stakes whose `unless` holds in a case that it would decide otherwise, and that a green light
/// decides instead. Complete unless the budget is spent.
///
/// # Errors
/// The rules combine into too many boxes.
pub fn leaks(policy: &Policy, as_of: Date, known: &[Case], budget: &Budget) -> Result<Vec<Leak>, TooLarge> {
    let guards = |rule: &Rule| {
        let red = matches!(rule.outcome, RuleOutcome::Escalate(_)) && rule.stakes == Stakes::Critical;
        red && rule.unless.is_some() && rule.in_force(as_of)
    };
    let red_lines: Vec<RuleId> = (0..policy.rules.len()).map(RuleId).filter(|r| guards(&policy.rules[r.0])).collect();
    let mut found = Vec::new();
    for red_line in red_lines {
        found.extend(leak(policy, as_of, red_line, known, budget)?);
    }
    Ok(found)
}

fn leak(policy: &Policy, as_of: Date, red_line: RuleId, known: &[Case], budget: &Budget) -> Result<Option<Leak>, TooLarge> {
    let mut strict = policy.clone();
    strict.rules[red_line.0].unless = None;
    let geometries = together(&[Reading::plain(policy), Reading::plain(&strict)], as_of)?;
    let [geometry, without] = &geometries[..] else { return Ok(None) };
    let (here, there) = (Voices::of(policy, geometry), Voices::of(&strict, without));
    let (space, within, bounds) = (&geometry.space, geometry.space.everything(), geometry.space.no_bounds());
    let comparison = Comparison { space, here: &here, there: &there, within: &within, bounds: &bounds };
    let acts = |voice: &Voice| voice.said.is_some_and(|(kind, _)| kind == Kind::Act);
    let contrasts = comparison.contrasts(|here, there| acts(here) && there.speaker == Speaker::Rule(red_line), budget);
    let acting = contrasts.iter().filter_map(|c| c.here.rule()).collect();
    let case = contrasts.first().and_then(|c| case_near(policy, geometry, &c.words, &bounds, known));
    Ok(case.map(|case| Leak { red_line, acting, case }))
}
