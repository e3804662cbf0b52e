//! Which facts a screen shows.

use super::model::Model;
use crate::domain::policy::Policy;
use crate::domain::policy::case::Case;
use crate::domain::policy::explanation::Explanation;
use crate::domain::policy::fact::{FactId, FactKind};
use crate::domain::scenario::panel::telling_first;

/// Facts that can be asked for now.
pub fn askable(model: &Model) -> Vec<FactId> {
    model.playing().and_then(|(pack, session)| session.round().map(|r| r.askable(&pack.view()))).unwrap_or_default()
}

/// Facts of the case's panel: known, and not kept off it; those that say nothing (0, none, no) come last.
pub fn on_panel(policy: &Policy, case: &Case) -> Vec<FactId> {
    let all = (0..policy.facts.len()).map(FactId);
    telling_first(policy, case, all.filter(|id| !policy.fact(*id).hidden && case.get(*id).is_some()))
}

/// All base facts as a map offers them: what turns the answer first, then what else decides it, numbers before others; then the rest.
pub fn for_map(policy: &Policy, explanation: &Explanation, case: &Case) -> Vec<FactId> {
    let flips = explanation.flips.iter().chain(&explanation.flips_if).flat_map(|f| f.changes.iter().map(|c| c.fact));
    let because = explanation.because.iter().flat_map(|reason| parts(policy, reason.fact));
    let all = || (0..policy.facts.len()).map(FactId);
    let rest = all().filter(|id| !explanation.no_matter.contains(id));
    let mut facts: Vec<FactId> = Vec::new();
    for id in flips.chain(because).chain(rest) {
        if !facts.contains(&id) && !policy.fact(id).is_computed() && case.get(id).is_some() {
            facts.push(id);
        }
    }
    // A number first: a boundary one can walk along.
    facts.sort_by_key(|id| policy.fact(*id).number().is_none());
    let others: Vec<FactId> = all().filter(|id| !facts.contains(id) && !policy.fact(*id).is_computed()).collect();
    facts.extend(others);
    facts
}

/// The base facts a fact is made of: itself, or its terms.
pub fn parts(policy: &Policy, id: FactId) -> Vec<FactId> {
    match &policy.fact(id).kind {
        FactKind::Number(n) => n.is.as_ref().map_or(vec![id], |formula| formula.terms.iter().map(|(term, _)| *term).collect()),
        _ => vec![id],
    }
}
