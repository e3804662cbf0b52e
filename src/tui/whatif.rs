//! A draft of a policy: numbers moved one by one, what that would change for the pack's scenarios, and the curve along the number
//! that is chosen.

pub mod curve;
pub mod figures;

use self::curve::Curve;
use self::figures::{Figures, figures};
use super::shelf::Pack;
use crate::domain::policy::Policy;
use crate::domain::policy::case::Case;
use crate::domain::policy::fact::FactId;
use crate::domain::policy::quantity::Quantity;
use crate::domain::policy::rule::RuleId;
use crate::domain::policy::whatif::knob::{Knob, even_step, knobs, turned};

/// A large step is about this part of what the curve shows.
const LARGE: i64 = 20;

/// Where the arrow keys go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// They move the number, and choose among the cases that turn.
    Slide,
    /// They choose a number.
    Numbers,
}

/// What one stood at when it was opened; nothing, from a list of packs.
#[derive(Clone, Debug, Default)]
pub struct On {
    /// The rule that decides there.
    pub rule: Option<RuleId>,
    /// The number one walked along.
    pub fact: Option<FactId>,
    /// The case one stood at.
    pub case: Option<Case>,
}

/// A draft, and the number that is being moved.
#[derive(Clone, Debug)]
pub struct WhatIf {
    /// The pack's place on the shelf.
    pub pack: usize,
    /// Every number that can be moved.
    pub knobs: Vec<Knob>,
    /// What each is in the draft.
    pub draft: Vec<Quantity>,
    /// The number chosen.
    pub at: usize,
    /// Where the arrow keys go.
    pub focus: Focus,
    /// The case chosen among those that turn.
    pub row: usize,
    /// What the draft would change; or why that can't be told.
    pub figures: Result<Figures, String>,
    /// How many are settled alone along the number that is chosen.
    pub curve: Curve,
}

impl WhatIf {
    /// The policy as it is, at the first number that what it was opened on has to do with; none where nothing can be moved.
    pub fn new(pack: &Pack, place: usize, on: &On) -> Option<Self> {
        let policy = &pack.policy;
        let knobs = knobs(policy);
        let by_rule = |knob: &&Knob| on.rule.is_some_and(|rule| knob.rules(policy).contains(&rule));
        let by_fact = |knob: &&Knob| on.fact.is_some_and(|fact| knob.facts(policy).contains(&fact));
        let by_case = |knob: &&Knob| on.case.as_ref().is_none_or(|case| knob.concerns(policy, case));
        let place_of = |test: &dyn Fn(&&Knob) -> bool| {
            let own = knobs.iter().position(|knob| test(&knob) && by_case(&knob));
            own.or_else(|| knobs.iter().position(|knob| test(&knob)))
        };
        let both = place_of(&|knob| by_rule(knob) && by_fact(knob));
        let wanted = both.or_else(|| place_of(&by_fact)).or_else(|| place_of(&by_rule));
        let first = place_of(&|_| true).unwrap_or(0);
        let draft = knobs.iter().map(|knob| knob.value).collect();
        let focus = if wanted.is_some() { Focus::Slide } else { Focus::Numbers };
        knobs.first()?;
        let mut new = Self {
            pack: place,
            draft,
            at: wanted.unwrap_or(first),
            knobs,
            focus,
            row: 0,
            figures: Err(String::new()),
            curve: Curve::default(),
        };
        new.weigh(pack);
        new.bend(pack);
        Some(new)
    }

    /// The number chosen.
    pub fn knob(&self) -> &Knob {
        &self.knobs[self.at]
    }

    /// What the number chosen is in the draft.
    pub fn value(&self) -> Quantity {
        self.draft[self.at]
    }

    /// How many numbers are not as they are.
    pub fn moved(&self) -> usize {
        self.knobs.iter().zip(&self.draft).filter(|(knob, value)| knob.value != **value).count()
    }

    /// The policy with everything moved.
    pub fn policy(&self, policy: &Policy) -> Policy {
        self.policy_at(policy, self.value())
    }

    /// The same, but the number chosen at another value.
    fn policy_at(&self, policy: &Policy, value: Quantity) -> Policy {
        let at = |(at, (knob, own)): (usize, (_, &Quantity))| (knob, if at == self.at { value } else { *own });
        let moves: Vec<(&Knob, Quantity)> = self.knobs.iter().zip(&self.draft).enumerate().map(at).collect();
        turned(policy, &moves)
    }

    /// How far one press moves it.
    pub fn step(&self, pack: &Pack, large: bool) -> Quantity {
        let grid = self.knob().step(&pack.policy);
        let (low, high) = self.curve.ends();
        let wanted = (high.millionths() - low.millionths()) / LARGE;
        if large { Quantity::from_millionths(even_step(wanted, grid.millionths())) } else { grid }
    }

    /// Moves the number, within what its facts can be.
    pub fn slide(&mut self, pack: &Pack, up: bool, large: bool) {
        let step = self.step(pack, large).millionths();
        let (low, high) = self.knob().range(&pack.policy);
        let now = self.value().millionths();
        let to = Quantity::from_millionths(if up { now + step } else { now - step }).clamp(low, high);
        self.set(pack, to);
    }

    /// Puts the number to a value.
    pub fn set(&mut self, pack: &Pack, to: Quantity) {
        if self.value() != to {
            self.draft[self.at] = to;
            self.weigh(pack);
            if !self.curve.shows(to) {
                self.bend(pack);
            }
        }
    }

    /// Everything as it is.
    pub fn reset(&mut self, pack: &Pack) {
        self.draft = self.knobs.iter().map(|knob| knob.value).collect();
        self.weigh(pack);
        self.bend(pack);
    }

    /// Takes another number.
    pub fn choose(&mut self, pack: &Pack, at: usize) {
        if at < self.knobs.len() && at != self.at {
            self.at = at;
            self.bend(pack);
        }
    }

    fn weigh(&mut self, pack: &Pack) {
        self.figures = figures(pack, &self.policy(&pack.policy));
        self.row = 0;
    }

    fn bend(&mut self, pack: &Pack) {
        self.curve = Curve::of(pack, |value| self.policy_at(&pack.policy, value), self.knob(), self.value());
    }
}
