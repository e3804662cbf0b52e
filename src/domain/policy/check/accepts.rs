//! `[[accept]]`: warnings looked at and kept, and those that are no longer there.

use super::is_warning;
use crate::domain::diagnostic::Diagnostic;
use crate::domain::diagnostic::codes::FORESEEN;
use crate::domain::policy::Policy;
use crate::domain::policy::source::Places;

/// Leaves accepted warnings out, and adds one for each acceptance of nothing.
///
/// Where not every file was read, warnings may be missing for that reason, and no acceptance is called stale.
pub(super) fn apply(policy: &Policy, places: &Places, found: Vec<Diagnostic>, all_read: bool) -> Vec<Diagnostic> {
    let mut used = vec![false; policy.accepts.len()];
    let mut kept: Vec<Diagnostic> = found
        .into_iter()
        .filter(|diagnostic| {
            let mut accepted = false;
            for (accept, used) in policy.accepts.iter().zip(&mut used) {
                let fits = is_warning(diagnostic) && accept.code == diagnostic.code;
                if fits && (accept.rule.is_none() || accept.rule == diagnostic.clause) {
                    accepted = true;
                    *used = true;
                }
            }
            !accepted
        })
        .collect();
    let stale = policy.accepts.iter().zip(&places.accepts).zip(&used).filter(|_| all_read);
    for ((accept, place), _) in stale.filter(|((accept, _), used)| !**used && !FORESEEN.contains(&accept.code.as_str())) {
        let of = accept.rule.as_ref().map(|rule| format!(" for `{rule}`")).unwrap_or_default();
        let message = format!("`{}` is accepted{of}, and there is no such warning any more", accept.code);
        kept.push(
            Diagnostic::warning("policy::stale-accept", &places.file, place.clone(), message).help("take this [[accept]] out"),
        );
    }
    kept
}
