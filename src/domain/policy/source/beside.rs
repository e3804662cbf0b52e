//! Conditions in the files that stand beside a policy.

use super::conditions::{self, Names};
use super::vocabulary::Vocabulary;
use crate::domain::document::findings::Findings;
use crate::domain::document::table::Table;
use crate::domain::policy::condition::Condition;

/// The condition under a key, if there is one; none at all where it is broken.
pub(crate) fn condition(
    table: &mut Table<'_>,
    key: &str,
    policy: &Vocabulary,
    findings: &mut Findings,
) -> Option<Option<Condition>> {
    // Where a limit stands in the policy's file is no place in this one: what is wrong with it is said where it is named.
    let here = table.key_span(key).unwrap_or_default();
    let mut limits = policy.limits.clone();
    for placed in limits.iter_mut().filter_map(|limit| limit.value.as_mut()) {
        placed.spans.fill(here.clone());
    }
    let names = Names { facts: &policy.facts, limits: &limits };
    let lost = findings.names_lost;
    findings.names_lost |= policy.incomplete;
    let read = conditions::read(table, key, names, findings).sound();
    findings.names_lost = lost;
    read
}
