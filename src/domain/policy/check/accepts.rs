//! `[[accept]]`: warnings looked at and kept, and those that are no longer there.

use super::is_warning;
use crate::domain::diagnostic::Diagnostic;
use crate::domain::diagnostic::codes::{FORESEEN, GREY_AREA};
use crate::domain::policy::Policy;
use crate::domain::policy::source::Places;

/// Leaves accepted warnings out, and adds one for each acceptance of nothing.
///
/// `keeps_grey` says by acceptance whether some grey area lies in it.
/// Where not every file was read, warnings may be missing for that reason, and no acceptance is called stale.
pub(super) fn apply(
    policy: &Policy,
    places: &Places,
    found: Vec<Diagnostic>,
    keeps_grey: &[bool],
    all_read: bool,
) -> Vec<Diagnostic> {
    let mut used: Vec<bool> = (0..policy.accepts.len()).map(|at| keeps_grey.get(at).copied().unwrap_or(false)).collect();
    let mut kept: Vec<Diagnostic> = found
        .into_iter()
        .filter(|diagnostic| {
            let mut accepted = false;
            for (accept, used) in policy.accepts.iter().zip(&mut used) {
                // What is grey and wanted was left out where grey areas were looked for.
                let fits = is_warning(diagnostic) && accept.code == diagnostic.code && accept.code != GREY_AREA;
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
