//! `[[rule]]`: red lines, stop lines, green lights.

use super::RulePlaces;
use super::clauses::{self, Clause, Ids};
use super::conditions::Names;
use super::draft::doubtful;
use super::routes;
use super::vocabulary::Declared;
use crate::domain::document::findings::Findings;
use crate::domain::document::item::Item;
use crate::domain::document::table::Table;
use crate::domain::document::words::{Alphabet, shown};
use crate::domain::policy::route::Route;
use crate::domain::policy::rule::{Rule, RuleId, RuleOutcome, Stakes};

/// Every key of a rule.
pub(crate) const KEYS: [&str; 22] = [
    "id",
    "title",
    "text",
    "why",
    "when",
    "unless",
    "escalate",
    "decline",
    "act",
    "otherwise",
    "notify",
    "first",
    "still",
    "say",
    "avoid",
    "stakes",
    "basis",
    "source",
    "from",
    "until",
    "was",
    "note",
];

/// What a wrong answer costs.
pub(crate) const STAKES: [(&str, Stakes); 3] =
    [("minor", Stakes::Minor), ("major", Stakes::Major), ("critical", Stakes::Critical)];

const OUTCOMES: [&str; 3] = ["escalate", "decline", "act"];

/// A rule's id and the kind of its outcome, known before any rule is read, because `still` may point forward.
#[derive(Clone, Debug)]
pub(super) struct Heading {
    /// Empty where it is missing or no id.
    pub(super) id: String,
    /// `escalate`, `decline` or `act`; none where the file does not say exactly one.
    pub(super) outcome: Option<&'static str>,
}

/// The headings of all rules, in order.
pub(super) fn headings(list: Option<&Item<'_>>) -> Vec<Heading> {
    let members = list.map(Item::members).unwrap_or_default();
    let tables = members.iter().filter_map(|m| m.value().as_table());
    tables
        .map(|table| {
            let mut given = OUTCOMES.into_iter().filter(|o| table.contains_key(*o));
            let outcome = given.next().filter(|_| given.next().is_none());
            let id = table.get("id").and_then(|id| id.get_ref().as_str()).filter(|id| Alphabet::Rule.allows(id));
            let id = id.unwrap_or_default();
            Heading { id: id.to_owned(), outcome }
        })
        .collect()
}

/// What a rule may name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known<'v> {
    pub(super) names: Names<'v>,
    pub(super) routes: &'v [Declared<Route>],
    pub(super) headings: &'v [Heading],
}

/// Reads the rules; a rule is none where what it decides, or when, is in doubt.
pub(super) fn read(
    list: Option<&Item<'_>>,
    known: Known<'_>,
    ids: &mut Ids,
    findings: &mut Findings,
) -> Vec<(Declared<Rule>, RulePlaces)> {
    let unique = ids.take(list, findings);
    let members = list.map(Item::members).unwrap_or_default();
    let mut rules = Vec::with_capacity(members.len());
    for member in members {
        let Some(table) = member.table("a rule", findings) else { continue };
        let span = table.span();
        let (id, places, value) = rule(table, known, findings);
        rules.push((Declared { name: id, span, value: value.filter(|_| unique) }, places));
    }
    rules
}

fn rule(mut table: Table<'_>, known: Known<'_>, findings: &mut Findings) -> (String, RulePlaces, Option<Rule>) {
    let clause = clauses::read(&mut table, known.names, known.routes, findings);
    let id = clause.id.clone();
    let places = RulePlaces { when: clause.when.places(), unless: clause.unless.places() };
    let otherwise_item = table.take("otherwise");
    let otherwise = otherwise_item.map_or(Some(false), |i| i.flag(findings));
    let outcome = outcome(&mut table, known.routes, findings);
    let still = still(&mut table, known.headings, findings);
    let first = clauses::lines(table.take("first"), findings);
    let say = table.line("say", findings);
    let avoid = table.line("avoid", findings);
    let stakes_item = table.take("stakes");
    let stakes = stakes_item.map_or(Some(Stakes::default()), |i| i.word(&STAKES, findings));
    let clean = table.finish(&KEYS, findings);
    let sound = clause.sound && clean;
    let parts = otherwise.zip(outcome).zip(still).zip(stakes).filter(|_| sound);
    let rule = parts.and_then(|(((otherwise, outcome), still), stakes)| {
        let Clause { id, title, text, why, when, unless, notify, basis, source, from, until, was, note, .. } = clause;
        let (when, unless) = (when.sound()?, unless.sound()?);
        Some(Rule {
            id,
            title,
            text,
            why,
            when,
            unless,
            otherwise,
            outcome,
            notify,
            first,
            still,
            say,
            avoid,
            stakes,
            basis,
            source,
            from,
            until,
            was,
            note,
        })
    });
    (id, places, rule)
}

fn outcome(table: &mut Table<'_>, routes: &[Declared<Route>], findings: &mut Findings) -> Option<RuleOutcome> {
    let given: Vec<Item<'_>> = OUTCOMES.iter().filter_map(|o| table.take(o)).collect();
    match &given[..] {
        [one] => match one.key {
            "escalate" => routes::one_of(one, routes, findings).map(RuleOutcome::Escalate),
            "decline" => one.line(findings).map(RuleOutcome::Decline),
            _ => one.line(findings).map(RuleOutcome::Act),
        },
        [] => {
            let help = "give it exactly one of `escalate`, `decline` and `act`";
            table.lacks(&OUTCOMES, "policy::one-outcome", "this rule decides nothing".to_owned(), help, findings);
            None
        }
        [.., last] => {
            let names = given.iter().map(|g| format!("`{}`", g.key)).collect::<Vec<_>>().join(" and ");
            findings.report("policy::one-outcome", last.key_span.clone(), format!("this rule decides {names}"), "keep exactly one of `escalate`, `decline` and `act`; for both, write two rules and name the green light in `still`");
            None
        }
    }
}

/// `still`: only where something else is said, and only what would let one act.
fn still(table: &mut Table<'_>, headings: &[Heading], findings: &mut Findings) -> Option<Vec<RuleId>> {
    let Some(item) = table.take("still") else { return Some(Vec::new()) };
    if table.has("act") && !table.has("escalate") && !table.has("decline") {
        findings.report(
            "policy::bad-still",
            item.key_span.clone(),
            "a green light overrules no other, so `still` means nothing here",
            "take it out",
        );
        return None;
    }
    let found: Vec<Option<RuleId>> = item.members().iter().map(|m| green_light(m, headings, findings)).collect();
    let mut found: Vec<RuleId> = found.into_iter().collect::<Option<_>>()?;
    found.sort_unstable();
    found.dedup();
    Some(found)
}

fn green_light(item: &Item<'_>, headings: &[Heading], findings: &mut Findings) -> Option<RuleId> {
    let name = item.raw(findings)?;
    let Some(at) = headings.iter().position(|h| h.id == name) else {
        if !findings.names_lost && !doubtful(headings.iter().map(|h| h.id.as_str())) {
            let known = headings.iter().filter(|h| h.outcome == Some("act")).map(|h| h.id.as_str());
            findings.unknown("policy::unknown-rule", item.span(), format!("there is no rule `{}`", shown(name)), name, known);
        }
        return None;
    };
    if matches!(headings[at].outcome, Some("escalate" | "decline")) {
        let message = format!("`{}` is no green light, so it can't go ahead", shown(name));
        findings.report("policy::bad-still", item.span(), message, "name rules with `act`");
        return None;
    }
    Some(RuleId(at))
}
