//! Changes by what they have in common: one edit of a rule that many cases fall under shows in as many pairs as there are rules
//! that speak after it, or spoke before.

use super::told::Told;
use crate::domain::policy::diff::Side;
use crate::domain::wording::listed;

/// Changes with one half in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The half all of them share.
    pub side: Side,
    /// Places of the changes, the one that says most about all of them first.
    pub changes: Vec<usize>,
}

/// What many changes of a group say beside its first: a decision, and the rules under which it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Others {
    /// `act, yes`.
    pub decision: String,
    /// One of the changes, for the answer it shows.
    pub like: usize,
    /// By id; none where no rule speaks.
    pub rules: Vec<Option<String>>,
}

/// The changes in the order of their groups, and the groups: the largest set of changes with one half in common, then the largest
/// of what is left. Groups in which answers turn come first.
pub(super) fn of(changes: Vec<Told>) -> (Vec<Told>, Vec<Group>) {
    let mut left: Vec<usize> = (0..changes.len()).collect();
    let mut groups: Vec<Group> = Vec::new();
    while !left.is_empty() {
        let keys = left.iter().flat_map(|at| [(Side::New, *at), (Side::Old, *at)]);
        let alike = |side: Side, at: usize| -> Vec<usize> {
            left.iter().copied().filter(|other| changes[*other].half(side) == changes[at].half(side)).collect()
        };
        let all = keys.map(|(side, at)| Group { side, changes: alike(side, at) });
        // The first of the largest: files put first what matters most.
        let Some(mut largest) = all.reduce(|best, next| if next.changes.len() > best.changes.len() { next } else { best }) else {
            break;
        };
        left.retain(|at| !largest.changes.contains(at));
        // The one that turns a told case, or asks least, stands for all; the others stay in order.
        let stands = |at: &usize| (!changes[*at].turns(), !shown(&changes[*at]), changes[*at].asks, *at);
        let first = largest.changes.iter().copied().min_by_key(stands);
        largest.changes.sort_by_key(|at| (Some(*at) != first, !changes[*at].turns(), *at));
        groups.push(largest);
    }
    groups.sort_by_key(|g| (g.changes.first().map(|at| !changes[*at].turns()), std::cmp::Reverse(g.changes.len())));
    // Told in the order of the groups, so that places stay small numbers that stand side by side.
    let mut changes: Vec<Option<Told>> = changes.into_iter().map(Some).collect();
    let mut ordered = Vec::with_capacity(changes.len());
    for group in &mut groups {
        for at in &mut group.changes {
            if let Some(change) = changes.get_mut(*at).and_then(Option::take) {
                ordered.push(change);
                *at = ordered.len() - 1;
            }
        }
    }
    (ordered, groups)
}

/// Whether a told case shows a change as it is.
fn shown(change: &Told) -> bool {
    change.example.as_ref().is_some_and(|e| e.scenario.is_some() && e.settings.is_empty())
}

impl Others {
    /// `act, no, under S-3, S-4 or S-6`.
    pub fn words(&self) -> String {
        let rules: Vec<&str> = self.rules.iter().flatten().map(String::as_str).collect();
        let silent = self.rules.iter().any(Option::is_none);
        match (rules.is_empty(), silent) {
            (true, _) => format!("{}, as no rule speaks", self.decision),
            (false, false) => format!("{}, under {}", self.decision, listed(&rules, "or")),
            (false, true) => format!("{}, under {}, or as no rule speaks", self.decision, listed(&rules, "or")),
        }
    }
}

impl Group {
    /// The changes beside the first, by the decision of the half that differs.
    pub fn others(&self, changes: &[Told]) -> Vec<Others> {
        let mut others: Vec<Others> = Vec::new();
        for at in self.changes.iter().skip(1) {
            let half = changes[*at].half(self.side.other());
            match others.iter_mut().find(|o| o.decision == half.decision) {
                Some(known) => known.rules.push(half.rule.clone()),
                None => others.push(Others { decision: half.decision.clone(), like: *at, rules: vec![half.rule.clone()] }),
            }
        }
        others
    }
}
