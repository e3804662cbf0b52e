//! `[expect]`: pins the answer, so that a change of policy which flips it is seen.

use std::ops::Range;

use crate::domain::document::findings::Findings;
use crate::domain::document::item::Item;
use crate::domain::document::table::Table;
use crate::domain::document::words::shown;
use crate::domain::policy::source::vocabulary::Vocabulary;
use crate::domain::scenario::Expect;
use crate::domain::scenario::source::Places;

/// Every key of `[expect]`.
pub(crate) const KEYS: [&str; 4] = ["answer", "kind", "rule", "route"];
/// The answers that can be pinned.
pub(crate) const ANSWERS: [&str; 5] = ["yes", "no", "escalate", "either", "undetermined"];
/// The kinds that can be pinned.
pub(crate) const KINDS: [&str; 5] = ["escalate", "decline", "act", "silence-act", "silence-escalate"];

pub(super) fn read(item: &Item<'_>, policy: &Vocabulary, places: &mut Places, findings: &mut Findings) -> Option<Expect> {
    let mut table = item.table("[expect]", findings)?;
    if table.is_empty() {
        findings.report("file::empty", item.span(), "`expect` says nothing", "pin at least the answer, or take it out");
        return None;
    }
    let answer = pinned(&mut table, "answer", &mut places.answer, findings).and_then(|i| word(&i, &ANSWERS, findings));
    let kind = pinned(&mut table, "kind", &mut places.kind, findings).and_then(|i| word(&i, &KINDS, findings));
    let rule = pinned(&mut table, "rule", &mut places.rule, findings);
    let rule = rule.and_then(|i| {
        name(&i, "scenario::unknown-rule", "rule", &policy.rules, policy.incomplete || policy.rules_incomplete, findings)
    });
    let route = pinned(&mut table, "route", &mut places.route, findings);
    let route = route.and_then(|i| name(&i, "scenario::unknown-route", "route", &policy.routes, policy.incomplete, findings));
    table.finish(&KEYS, findings);
    Some(Expect { answer, kind, rule, route })
}

fn pinned<'t>(table: &mut Table<'t>, key: &str, place: &mut Range<usize>, _findings: &mut Findings) -> Option<Item<'t>> {
    let item = table.take(key)?;
    *place = item.span();
    Some(item)
}

fn word(item: &Item<'_>, words: &[&'static str], findings: &mut Findings) -> Option<String> {
    let pairs: Vec<(&'static str, &'static str)> = words.iter().map(|w| (*w, *w)).collect();
    item.word(&pairs, findings).map(ToOwned::to_owned)
}

fn name(
    item: &Item<'_>,
    code: &'static str,
    what: &str,
    known: &[String],
    incomplete: bool,
    findings: &mut Findings,
) -> Option<String> {
    let name = item.raw(findings)?;
    if known.iter().any(|k| k == name) {
        return Some(name.to_owned());
    }
    if !incomplete {
        let message = format!("the policy has no {what} `{}`", shown(name));
        findings.unknown(code, item.span(), message, name, known.iter().map(String::as_str));
    }
    None
}
