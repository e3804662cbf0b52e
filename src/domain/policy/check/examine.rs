//! The policy examined: rules that never speak or say nothing new, conditions that decide nothing, and where no rule speaks.

mod conditions;
mod grey;
mod notation;
mod rules;
mod shown;

use super::super::Policy;
use super::super::analysis::ground::Ground;
use super::super::compile::compile_beside;
use super::super::condition::Condition;
use super::super::date::Date;
use super::super::engine::TooLarge;
use super::super::region::Block;
use super::super::rule::RuleId;
use super::super::source::Places;
use super::super::{Accept, rule::Rule};
use super::Came;
use super::example::Examples;
use crate::domain::diagnostic::Diagnostic;
use crate::domain::diagnostic::codes::GREY_AREA;

/// What the examination found.
#[derive(Debug, Default)]
pub(super) struct Examined {
    /// The findings.
    pub(super) found: Vec<Diagnostic>,
    /// By `[[accept]]`, whether some grey area is kept by it.
    pub(super) kept: Vec<bool>,
}

/// What every part of the examination needs.
struct Examination<'a> {
    ground: &'a Ground<'a>,
    places: &'a Places,
    examples: Examples<'a>,
}

/// Examines a policy without mistakes, beside the cases its pack tells and real ones.
///
/// # Errors
/// Its rules combine into too many boxes.
pub(super) fn examine(places: &Places, examples: Examples<'_>, real: &[Came], as_of: Date) -> Result<Examined, TooLarge> {
    let policy = examples.policy;
    let wanted: Vec<Vec<&Condition>> = policy.accepts.iter().map(|a| conditions_of(policy, a)).collect();
    let beside: Vec<&Condition> = wanted.iter().flatten().copied().collect();
    let (geometry, mut boxes) = compile_beside(policy, &beside, as_of)?;
    let ground = Ground::of(policy, &geometry);
    let accepted: Vec<Vec<Block>> = policy
        .accepts
        .iter()
        .zip(&wanted)
        .map(|(accept, conditions)| {
            let own = boxes.drain(..conditions.len());
            let everywhere = vec![Block::of(geometry.space.everything(), &geometry.space)];
            if accept.code == GREY_AREA { own.fold(everywhere, |all, one| ground.shared(&all, &one)) } else { Vec::new() }
        })
        .collect();
    let examination = Examination { ground: &ground, places, examples };
    let mut examined = Examined::default();
    let silent = examination.rules(&mut examined.found);
    examination.conditions(&silent, &mut examined.found)?;
    examined.kept = examination.grey(&accepted, real, &mut examined.found);
    Ok(examined)
}

/// The conditions that must all hold where an acceptance of grey areas keeps them: the rule's `when`, and its own.
fn conditions_of<'p>(policy: &'p Policy, accept: &'p Accept) -> Vec<&'p Condition> {
    if accept.code != GREY_AREA {
        return Vec::new();
    }
    let rule = accept.rule.as_ref().and_then(|id| policy.rule(id)).and_then(|r| r.when.as_ref());
    rule.into_iter().chain(&accept.when).collect()
}

impl Examination<'_> {
    fn rule(&self, rule: RuleId) -> &Rule {
        &self.ground.policy.rules[rule.0]
    }

    /// A warning about a rule, at its header.
    fn at_rule(&self, code: &'static str, rule: RuleId, message: String) -> Diagnostic {
        let place = self.places.rules.get(rule.0).cloned().unwrap_or_default();
        Diagnostic::warning(code, &self.places.file, place, message).about(&self.rule(rule).id)
    }

    /// A question that took too much work.
    fn undecided(&self, rule: RuleId, what: &str) -> Diagnostic {
        let message = format!("undecided: {what}; finding out takes too much work");
        self.at_rule("policy::undecided", rule, message).help(SIMPLER)
    }
}

/// What helps where the search outgrows its budget.
const SIMPLER: &str = "fewer exceptions and alternatives make it easier; nothing else is wrong for that";
