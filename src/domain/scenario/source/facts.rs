//! `[facts]`: what is known of the case.

use crate::domain::document::findings::Findings;
use crate::domain::document::item::Item;
use crate::domain::document::table::Table;
use crate::domain::document::words::shown;
use crate::domain::policy::case::{Case, Value};
use crate::domain::policy::fact::{Fact, FactId};
use crate::domain::policy::source::value::{self, Given, Why};
use crate::domain::policy::source::vocabulary::{Lookup, Vocabulary};
use crate::domain::scenario::source::Places;

/// The facts of a scenario, as far as they could be read.
pub(super) struct Facts {
    pub(super) case: Case,
    /// Every fact that the file gives is in the case.
    pub(super) whole: bool,
}

/// Reads the facts, and fills in what a scenario means that doesn't give them.
pub(super) fn read(root: &mut Table<'_>, policy: &Vocabulary, places: &mut Places, findings: &mut Findings) -> Option<Facts> {
    let item = root.need("facts", findings)?;
    let mut table = item.table("[facts]", findings)?;
    places.facts = table.span();
    let mut whole = !table.is_incomplete();
    let mut case = Case::unknown(policy.facts.len());
    for (at, fact) in policy.facts.iter().enumerate() {
        case.set(FactId(at), fact.value.as_ref().and_then(|f| f.usually));
    }
    for entry in table.rest() {
        match one(&entry, policy, findings) {
            Some((id, value)) => case.set(id, value),
            None => whole = false,
        }
    }
    Some(Facts { case, whole })
}

/// One fact with its value; no value where the file says `"?"`.
fn one(entry: &Item<'_>, policy: &Vocabulary, findings: &mut Findings) -> Option<(FactId, Option<Value>)> {
    let (id, fact) = known(entry, policy, findings)?;
    if entry.given() == Given::Text("?") {
        return Some((id, None));
    }
    Some((id, Some(given(entry, fact, findings)?)))
}

/// The base fact an entry names.
pub(super) fn known<'v>(entry: &Item<'_>, policy: &'v Vocabulary, findings: &mut Findings) -> Option<(FactId, &'v Fact)> {
    match policy.fact(entry.key) {
        Lookup::Found(_, fact) if fact.is_computed() => {
            let formula = fact.number().and_then(|n| n.is.as_ref()).map(|f| f.text.clone()).unwrap_or_default();
            let message = format!("`{}` is computed, so a scenario can't give it", fact.name);
            findings.report(
                "scenario::computed-fact",
                entry.key_span.clone(),
                message,
                &format!("give the facts it is made of: {formula}"),
            );
            None
        }
        Lookup::Found(id, fact) => Some((id, fact)),
        Lookup::Broken => None,
        Lookup::Unknown => {
            let message = format!("the policy has no fact `{}`", shown(entry.key));
            findings.unknown("scenario::unknown-fact", entry.key_span.clone(), message, entry.key, policy.fact_names());
            None
        }
    }
}

/// A value of a fact within a scenario.
pub(super) fn given(item: &Item<'_>, fact: &Fact, findings: &mut Findings) -> Option<Value> {
    match value::read(fact, &item.given()) {
        Ok(value) => Some(value),
        Err(wrong) => {
            let code = match wrong.why {
                Why::Type => "file::wrong-type",
                Why::Digits => "file::not-a-number",
                Why::Bounds => "scenario::out-of-bounds",
                Why::Grid => "scenario::off-grid",
                Why::Unknown => "scenario::unknown-value",
            };
            findings.wrong_value(code, item, &wrong);
            None
        }
    }
}
