//! Looking the rules up before answering: the page of the handbook for this kind of case, which does not say who decides.

use crate::domain::policy::Policy;
use crate::domain::policy::case::Case;
use crate::domain::policy::condition::Clause;
use crate::domain::policy::evaluate;
use crate::domain::policy::fact::{FactId, FactKind};
use crate::domain::policy::rule::RuleId;

/// What a policy is ordered by: of the choices and sets that stay as they are within a case and are open to see, the one most rules ask
/// about; of several the first declared. None where no rule asks about one.
pub fn topic(policy: &Policy) -> Option<FactId> {
    let open = |id: &FactId| {
        let fact = policy.fact(*id);
        fact.fixed && !fact.hidden && !fact.own && matches!(fact.kind, FactKind::Choice(_) | FactKind::Set(_))
    };
    let asks = |id: FactId| {
        let about = |clause: &Clause| clause.tests.iter().any(|t| t.fact == id);
        policy.rules.iter().filter(|r| r.when.as_ref().is_some_and(|when| when.any.iter().any(about))).count()
    };
    let all = (0..policy.facts.len()).rev().map(FactId).filter(open);
    all.map(|id| (asks(id), id)).filter(|(rules, _)| *rules > 0).max_by_key(|(rules, _)| *rules).map(|(_, id)| id)
}

/// The rules that could matter to a case of this topic, in the order given: all but those that only ever speak of another topic.
/// Nothing else of the case is looked at, so the list does not tell which of them holds.
pub fn could_matter(policy: &Policy, case: &Case, ranked: &[RuleId]) -> Vec<RuleId> {
    let Some(topic) = topic(policy) else { return ranked.to_vec() };
    let elsewhere =
        |clause: &Clause| clause.tests.iter().any(|test| test.fact == topic && evaluate::test(policy, case, test) == Some(false));
    let open = |id: &&RuleId| {
        let when = policy.rules.get(id.0).and_then(|rule| rule.when.as_ref());
        when.is_none_or(|when| !when.any.iter().all(elsewhere))
    };
    ranked.iter().filter(open).copied().collect()
}
