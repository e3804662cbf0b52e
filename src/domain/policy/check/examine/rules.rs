//! Rules that never speak, and rules that say nothing of their own.

use super::Examination;
use crate::domain::diagnostic::Diagnostic;
use crate::domain::policy::analysis::dead::{Dead, Silenced, dead};
use crate::domain::policy::analysis::purse::Purse;
use crate::domain::policy::analysis::redundant::{Redundant, redundant};
use crate::domain::policy::rule::{Rule, RuleId};

impl Examination<'_> {
    /// Reports them; gives every rule that needs no closer look, because it could be taken out or because nothing could be told.
    pub(super) fn rules(&self, found: &mut Vec<Diagnostic>) -> Vec<RuleId> {
        let (dead, open) = dead(self.ground, &Purse::default());
        found.extend(dead.iter().map(|d| self.dead(d)));
        found.extend(open.iter().map(|r| self.undecided(*r, &format!("whether `{}` ever speaks", self.rule(*r).id))));
        let mut silent: Vec<RuleId> = dead.iter().map(|d| d.rule).chain(open).collect();
        let (redundant, open) = redundant(self.ground, &silent, &Purse::default());
        found.extend(redundant.iter().map(|r| self.redundant(r)));
        let whether = |r: &RuleId| format!("whether `{}` says anything that others don't", self.rule(*r).id);
        found.extend(open.iter().map(|r| self.undecided(*r, &whether(r))));
        silent.extend(redundant.iter().map(|r| r.rule).chain(open));
        silent
    }

    fn dead(&self, dead: &Dead) -> Diagnostic {
        let rule = self.rule(dead.rule);
        let code = "policy::dead-rule";
        match &dead.why {
            Silenced::Contradiction => {
                let message = format!("`{}` can never hold: {}", rule.id, self.contradiction(rule));
                self.at_rule(code, dead.rule, message).help("mend its conditions, or take the rule out")
            }
            Silenced::NeverOccurs => {
                let message = format!("`{}` never speaks: where it holds, the policy says no case can occur", rule.id);
                self.at_rule(code, dead.rule, message).help("take the rule out, or narrow the [[never]]")
            }
            Silenced::Covered { by, witness } => {
                let verb = if by.len() == 1 { "speaks" } else { "speak" };
                let message = format!("`{}` never speaks: wherever it holds, {} {verb} first", rule.id, self.names(by, "or"));
                let fits = |p: &_| self.ground.rule_holds(dead.rule, p) && !self.ground.is_never(p);
                let example = self.shown(witness, &fits);
                let shown = example.map(|(case, decides)| format!("for example, {case}: there {decides}; ")).unwrap_or_default();
                self.at_rule(code, dead.rule, message).help(format!("{shown}take the rule out, or narrow what speaks before it"))
            }
        }
    }

    /// What of its conditions makes it impossible that a rule holds.
    fn contradiction(&self, rule: &Rule) -> &'static str {
        let alone = self.ground.geometry.boxes_where(self.ground.policy, rule.when.as_ref(), None);
        if alone.is_ok_and(|boxes| boxes.is_empty()) {
            "the tests of its `when` contradict each other"
        } else {
            "its `unless` takes back all of its `when`"
        }
    }

    fn redundant(&self, redundant: &Redundant) -> Diagnostic {
        let rule = redundant.rule;
        let verb = if redundant.by.len() == 1 { "says" } else { "say" };
        let message = format!(
            "`{}` changes nothing: wherever it speaks, {} {verb} the same",
            self.rule(rule).id,
            self.names(&redundant.by, "or")
        );
        let layer = self.ground.layer(rule);
        let speaks = |p: &_| {
            let decided = self.ground.decider(p).map(|place| self.ground.geometry.tags[place].layer);
            decided == Some(layer) && self.ground.rule_holds(rule, p)
        };
        let example = self.shown(&redundant.witness, &speaks);
        let shown = example.map(|(case, _)| format!("for example, {case}: more than one of them holds; ")).unwrap_or_default();
        self.at_rule("policy::redundant-rule", rule, message).help(format!("{shown}take it out, or give it what is its own"))
    }
}
