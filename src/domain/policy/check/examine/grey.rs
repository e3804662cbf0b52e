//! Grey areas: where no rule speaks.

use super::{Came, Examination, SIMPLER, notation};
use crate::domain::diagnostic::Diagnostic;
use crate::domain::diagnostic::codes::GREY_AREA;
use crate::domain::policy::analysis::grey::{Area, Question};
use crate::domain::policy::case::Case;
use crate::domain::policy::region::Block;
use crate::domain::policy::region::cover::Budget;
use crate::domain::scenario::figures;
use crate::domain::wording::{in_one_line, region};
use std::cmp::Reverse;

/// How many grey areas are listed: nobody closes more in one go.
const MOST: usize = 20;

/// Steps of work: a second or so.
const STEPS: u64 = 100_000;

/// How many cases fall in an area.
#[derive(Clone, Copy, Debug)]
struct Held {
    /// Of those the pack tells.
    scenarios: usize,
    /// Of the real ones, each time it came.
    came: usize,
}

impl Held {
    fn all(self) -> usize {
        self.scenarios + self.came
    }

    fn told(self) -> Option<String> {
        let many = |n: usize, what: &str| match n {
            0 => None,
            1 => Some(format!("1 {what}")),
            n => Some(format!("{} {what}s", figures::of_count(n as u64))),
        };
        let parts: Vec<String> = [many(self.scenarios, "scenario"), many(self.came, "real case")].into_iter().flatten().collect();
        let fall = if self.all() == 1 { "falls" } else { "fall" };
        (!parts.is_empty()).then(|| format!("{} {fall}", parts.join(" and ")))
    }
}

impl Examination<'_> {
    /// Reports those that no acceptance keeps; by acceptance, whether it keeps some.
    pub(super) fn grey(&self, accepted: &[Vec<Block>], real: &[Came], found: &mut Vec<Diagnostic>) -> Vec<bool> {
        let cases: Vec<&Case> = self.examples.told.iter().map(|t| &t.case).chain(real.iter().map(|r| &r.case)).collect();
        let question = Question { ground: self.ground, accepted, cases: &cases, most: MOST };
        let mut areas = question.areas(&Budget::new(STEPS));
        areas.areas.sort_by_key(|area| Reverse(self.held(area, real).all()));
        found.extend(areas.areas.iter().map(|area| self.area(area, accepted, self.held(area, real))));
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

    fn held(&self, area: &Area, real: &[Came]) -> Held {
        let told = self.examples.told.len();
        let scenarios = area.held.iter().filter(|at| **at < told).count();
        let came = area.held.iter().filter_map(|at| real.get(at.checked_sub(told)?)).map(|r| r.often).sum();
        Held { scenarios, came }
    }

    fn at_silence(&self, code: &'static str, message: String) -> Diagnostic {
        Diagnostic::warning(code, &self.places.file, self.places.silence.clone(), message)
    }

    fn area(&self, area: &Area, accepted: &[Vec<Block>], held: Held) -> Diagnostic {
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
        // Where no fact matters a case is no more than the area itself: there is nothing to show.
        let example = self.shown(&area.witness, &fits).map(|(case, _)| case).filter(|case| !case.is_empty());
        let example = example.map(|case| format!("for example, {case}; ")).unwrap_or_default();
        let held = held.told().map(|held| format!("{held} in it; ")).unwrap_or_default();
        let accept = match notation::when(policy, &geometry.space, &geometry.layout, &area.boxes) {
            Some(when) => format!("accept it with `when = {when}`"),
            None => "accept it".to_owned(),
        };
        self.at_silence(GREY_AREA, message).help(format!("{example}{held}write a rule for it, or {accept}"))
    }
}
