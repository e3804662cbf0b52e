//! Who speaks first: the layers of a policy, and the rules of each in the order in which they decide.

use std::cmp::Reverse;

use crate::domain::policy::Policy;
use crate::domain::policy::date::Date;
use crate::domain::policy::explanation::{Kind, Verdict};
use crate::domain::policy::rule::{Rule, RuleId, RuleOutcome};

/// Who speaks first. Within a layer the answer is one; between layers the earlier speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// Can't occur.
    Never,
    /// Red lines.
    Escalate,
    /// Stop lines.
    Decline,
    /// Green lights.
    Act,
    /// Fallback red lines.
    OtherwiseEscalate,
    /// Fallback stop lines.
    OtherwiseDecline,
    /// Fallback green lights.
    OtherwiseAct,
}

impl Layer {
    /// The layer a rule speaks in.
    pub fn of(rule: &Rule) -> Self {
        match (&rule.outcome, rule.otherwise) {
            (RuleOutcome::Escalate(_), false) => Self::Escalate,
            (RuleOutcome::Decline(_), false) => Self::Decline,
            (RuleOutcome::Act(_), false) => Self::Act,
            (RuleOutcome::Escalate(_), true) => Self::OtherwiseEscalate,
            (RuleOutcome::Decline(_), true) => Self::OtherwiseDecline,
            (RuleOutcome::Act(_), true) => Self::OtherwiseAct,
        }
    }

    /// The kind of decision it makes; none for what can't occur.
    pub fn kind(self) -> Option<Kind> {
        match self {
            Self::Never => None,
            Self::Escalate | Self::OtherwiseEscalate => Some(Kind::Escalate),
            Self::Decline | Self::OtherwiseDecline => Some(Kind::Decline),
            Self::Act | Self::OtherwiseAct => Some(Kind::Act),
        }
    }

    /// Whether it is silent wherever an ordinary rule speaks.
    pub fn is_fallback(self) -> bool {
        self >= Self::OtherwiseEscalate
    }

    /// The answer it gives; none for what can't occur.
    pub fn verdict(self) -> Option<Verdict> {
        self.kind().map(Kind::verdict)
    }
}

/// Whose box it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its layer.
    pub layer: Layer,
    /// Place in the policy's rules, or in its `never` list.
    pub owner: usize,
}

/// The rules in force, in the order in which they decide.
pub(super) fn ranked(policy: &Policy, as_of: Date) -> Vec<RuleId> {
    let mut rules: Vec<RuleId> = (0..policy.rules.len()).map(RuleId).filter(|r| policy.rules[r.0].in_force(as_of)).collect();
    rules.sort_by_key(|r| {
        let rule = &policy.rules[r.0];
        let route = rule.outcome.route().map(|route| (Reverse(policy.route(route).urgency), route));
        (Layer::of(rule), route, Reverse(rule.stakes), rule.id.as_str())
    });
    rules
}
