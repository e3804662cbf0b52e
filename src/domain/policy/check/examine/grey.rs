//! Grey areas: where no rule speaks.

use super::{Examination, SIMPLER, notation};
use crate::domain::diagnostic::Diagnostic;
use crate::domain::diagnostic::codes::GREY_AREA;
use crate::domain::policy::analysis::grey::{Area, Question};
use crate::domain::policy::case::Case;
use crate::domain::policy::region::Block;
use crate::domain::policy::region::cover::Budget;
use crate::domain::wording::{in_one_line, region};

/// How many grey areas are listed: nobody closes more in one go.
const MOST: usize = 20;

/// Steps of work: a second or so.
const STEPS: u64 = 100_000;

impl Examination<'_> {
    /// Reports those that no acceptance keeps; by acceptance, whether it keeps some.
    pub(super) fn grey(&self, accepted: &[Vec<Block>], found: &mut Vec<Diagnostic>) -> Vec<bool> {
        let cases: Vec<&Case> = self.examples.told.iter().map(|t| &t.case).collect();
        let question = Question { ground: self.ground, accepted, cases: &cases, most: MOST };
        let areas = question.areas(&Budget::new(STEPS));
        found.extend(areas.areas.iter().map(|area| self.area(area, accepted)));
        if areas.more {
            let message = format!("there are more grey areas than the {} that are listed", areas.areas.len());
            let help = "write rules for these, or accept those that are wanted, and check again";
            found.push(self.at_silence(GREY_AREA, message).help(help));
        }
        if areas.undecided {
            let message = "undecided: whether these are all grey areas; finding out takes too much work".to_owned();
            found.push(self.at_silence("policy::undecided", message).help(SIMPLER));
            return vec![true; accepted.len()];
        }
        areas.kept
    }

    fn at_silence(&self, code: &'static str, message: String) -> Diagnostic {
        Diagnostic::warning(code, &self.places.file, self.places.silence.clone(), message)
    }

    fn area(&self, area: &Area, accepted: &[Vec<Block>]) -> Diagnostic {
        let (policy, geometry) = (self.ground.policy, &self.ground.geometry);
        let phrases = region::phrases_of(policy, &geometry.space, &geometry.layout, &area.boxes);
        let unless = match area.unless.as_slice() {
            [] => String::new(),
            [one] => format!("; unless `{}` does", self.rule(*one).id),
            some => format!("; unless {} do", self.names(some, "or")),
        };
        let message = format!("no rule speaks: {}{unless}", in_one_line(&phrases));
        let ground = self.ground;
        let fits = |p: &_| {
            let kept = accepted.iter().flatten().any(|b| ground.holds(b, p));
            area.boxes.iter().any(|b| ground.holds(b, p)) && ground.decider(p).is_none() && !kept
        };
        let example = self.shown(&area.witness, &fits).map(|(case, _)| format!("for example, {case}; ")).unwrap_or_default();
        let held = match area.held.len() {
            0 => String::new(),
            1 => "1 scenario falls in it; ".to_owned(),
            n => format!("{n} scenarios fall in it; "),
        };
        let accept = match notation::when(policy, &geometry.space, &geometry.layout, &area.boxes) {
            Some(when) => format!("accept it with `when = {when}`"),
            None => "accept it".to_owned(),
        };
        self.at_silence(GREY_AREA, message).help(format!("{example}{held}write a rule for it, or {accept}"))
    }
}
