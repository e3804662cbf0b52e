//! The optional second tap: the fact that decides, or whom to hand it to. Graded and recorded, never part of the marks.

use serde::{Deserialize, Serialize};

use crate::domain::policy::Policy;
use crate::domain::policy::explanation::Explanation;
use crate::domain::policy::fact::{FactId, FactKind};
use crate::domain::policy::route::{RouteId, Urgency};

/// What was tapped after the answer, if anything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taps {
    /// "This fact decides."
    pub fact: Option<FactId>,
    /// "I'd hand it to them."
    pub route: Option<RouteId>,
}

/// The taps as graded by the policy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GradedTaps {
    /// The fact named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<FactTap>,
    /// The route named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub route: Option<RouteTap>,
}

/// The fact somebody said decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactTap {
    /// Its name.
    pub name: String,
    /// It is among the facts that force the answer, or a computed one among them is made of it.
    pub right: bool,
}

/// The route somebody would have taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RouteTap {
    /// Its id.
    pub id: String,
    /// None where the case was not one to hand over: no route would have been right.
    pub grade: Option<RouteGrade>,
}

/// How good a route was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RouteGrade {
    /// The policy's own.
    pub right: bool,
    /// Levels of urgency between the two.
    pub levels_off: u8,
}

impl Taps {
    /// Grades what was tapped against what the policy says.
    pub fn grade(self, policy: &Policy, explanation: &Explanation) -> GradedTaps {
        GradedTaps {
            fact: self
                .fact
                .map(|fact| FactTap { name: policy.fact(fact).name.clone(), right: decides(policy, explanation, fact) }),
            route: self.route.map(|route| RouteTap {
                id: policy.route(route).id.clone(),
                grade: explanation.ruling.route.map(|right| RouteGrade {
                    right: right == route,
                    levels_off: rank(policy.route(right).urgency).abs_diff(rank(policy.route(route).urgency)),
                }),
            }),
        }
    }
}

/// Whether a fact is among those that force the answer. The screen shows what a sum is made of, so naming a part counts.
fn decides(policy: &Policy, explanation: &Explanation, fact: FactId) -> bool {
    explanation.because.iter().any(|reason| {
        reason.fact == fact
            || matches!(&policy.fact(reason.fact).kind,
                FactKind::Number(n) if n.is.as_ref().is_some_and(|f| f.terms.iter().any(|(term, _)| *term == fact)))
    })
}

/// Levels from the least urgent.
fn rank(urgency: Urgency) -> u8 {
    match urgency {
        Urgency::Info => 0,
        Urgency::Today => 1,
        Urgency::Hour => 2,
        Urgency::Now => 3,
        Urgency::Life => 4,
    }
}
