//! What is decided, and by whom: `act, yes, under M-1`, `escalate to the duty manager, as no rule speaks`.

use crate::domain::policy::Policy;
use crate::domain::policy::analysis::voices::Speaker;
use crate::domain::policy::explanation::Kind;
use crate::domain::policy::route::RouteId;

/// The decision, without who makes it.
pub fn decision(policy: &Policy, kind: Kind, route: Option<RouteId>) -> String {
    match (kind, route) {
        (Kind::Act, _) => "act, yes".to_owned(),
        (Kind::Decline, _) => "act, no".to_owned(),
        (Kind::SilenceAct, _) => "act by your own judgement".to_owned(),
        (Kind::Escalate | Kind::SilenceEscalate, Some(route)) => format!("escalate to {}", policy.route(route).label),
        (Kind::Escalate | Kind::SilenceEscalate, None) => "escalate".to_owned(),
    }
}

/// Who decides: a rule's id, or that none speaks.
pub fn speaker(policy: &Policy, speaker: Speaker) -> String {
    match speaker {
        Speaker::Rule(rule) => format!("under {}", policy.rules[rule.0].id),
        Speaker::Silence => "as no rule speaks".to_owned(),
        Speaker::Never(_) => "as it can't occur".to_owned(),
    }
}
