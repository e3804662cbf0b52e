//! Tests, alternatives and exceptions that decide nothing.

use super::Examination;
use crate::domain::diagnostic::Diagnostic;
use crate::domain::policy::analysis::idle::{Idle, Piece, Side, idle};
use crate::domain::policy::analysis::purse::Purse;
use crate::domain::policy::engine::TooLarge;
use crate::domain::policy::rule::RuleId;

impl Examination<'_> {
    /// Reports those of rules that are heard and say something of their own.
    pub(super) fn conditions(&self, but: &[RuleId], found: &mut Vec<Diagnostic>) -> Result<(), TooLarge> {
        let rules: Vec<RuleId> = self.ground.geometry.ranked.iter().copied().filter(|r| !but.contains(r)).collect();
        let (idle, open) = idle(self.ground, &rules, &Purse::default())?;
        found.extend(idle.iter().map(|i| self.idle(i)));
        let mut unsure: Vec<RuleId> = open.iter().map(|piece| piece.rule).collect();
        unsure.dedup();
        let whether = |r: &RuleId| format!("whether every condition of `{}` decides something", self.rule(*r).id);
        found.extend(unsure.iter().map(|r| self.undecided(*r, &whether(r))));
        Ok(())
    }

    fn idle(&self, idle: &Idle) -> Diagnostic {
        let piece = idle.piece;
        let message = format!("{} decides nothing: without it every case has the same answer", self.name(piece));
        let (does, never) = match piece.test {
            Some(_) => ("fails", "it fails in no case that can occur"),
            None => ("holds", "it holds in no case that can occur"),
        };
        let example = idle.witness.as_ref().and_then(|w| self.shown(w, &|p| self.ground.holds(w, p)));
        let shown = match example {
            Some((case, decides)) => format!("for example, {case}: it {does} there, and {decides} with or without it"),
            None => never.to_owned(),
        };
        self.at_piece("policy::idle-condition", piece, message)
            .help(format!("{shown}; take it out, or move it to the line it is meant to draw"))
    }

    /// A warning about a condition, where it stands.
    fn at_piece(&self, code: &'static str, piece: Piece, message: String) -> Diagnostic {
        let at = |places: &[super::super::super::source::ClausePlaces]| {
            let table = places.get(piece.table)?;
            piece.test.map_or(Some(table.whole.clone()), |test| table.tests.get(test).cloned())
        };
        let place = self.places.conditions.get(piece.rule.0).and_then(|rule| match piece.side {
            Side::When => at(&rule.when),
            Side::Unless => at(&rule.unless),
        });
        let mut diagnostic = self.at_rule(code, piece.rule, message);
        diagnostic.span = place.unwrap_or(diagnostic.span);
        diagnostic
    }

    fn name(&self, piece: Piece) -> String {
        let id = &self.rule(piece.rule).id;
        match (piece.side, piece.test) {
            (Side::When, Some(_)) => format!("this test of `{id}`"),
            (Side::When, None) => format!("this alternative of `{id}`"),
            (Side::Unless, None) => format!("this exception of `{id}`"),
            (Side::Unless, Some(_)) => format!("this test in an exception of `{id}`"),
        }
    }
}
