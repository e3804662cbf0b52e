//! A policy as far as it was read, and the valid policy it may become.

use std::collections::BTreeSet;
use std::ops::Range;

use super::astray::Astray;
use super::clauses::Ids;
use super::conditions::{Names, condition};
use super::header::{self, Header};
use super::rules::{self, Heading, Known};
use super::vocabulary::{Declared, PlacedLimit, Vocabulary};
use super::{KEYS, Places, RulePlaces, duties, facts, limits, routes, settings};
use crate::domain::document::findings::Findings;
use crate::domain::document::item::Item;
use crate::domain::document::stray::Sort;
use crate::domain::document::table::Table;
use crate::domain::policy::condition::Condition;
use crate::domain::policy::date::Date;
use crate::domain::policy::fact::Fact;
use crate::domain::policy::route::Route;
use crate::domain::policy::rule::{Duty, Rule};
use crate::domain::policy::{Accept, Allowance, Gesture, Mastery, Policy};

/// Everything a policy file says; what is broken is known by name only.
#[derive(Debug)]
pub(super) struct Draft {
    header: Header,
    mastery: Mastery,
    facts: Vec<Declared<Fact>>,
    never: Option<Vec<Condition>>,
    limits: Vec<Declared<PlacedLimit>>,
    routes: Vec<Declared<Route>>,
    rules: Vec<Declared<Rule>>,
    conditions: Vec<RulePlaces>,
    duties: Vec<Declared<Duty>>,
    allowance: Option<Allowance>,
    gestures: Vec<Gesture>,
    accepts: Vec<(Accept, Range<usize>)>,
    /// The root's own keys are as they should be.
    clean: bool,
}

impl Draft {
    /// Reads the whole file, what others name first.
    pub(super) fn read(mut root: Table<'_>, astray: &Astray, findings: &mut Findings) -> Self {
        root.format(findings);
        let header_item = root.need("policy", findings);
        let fact_names = [named(&root, "facts"), astray.missing(&Sort::Fact)].concat();
        let limit_names = [named(&root, "limits"), astray.missing(&Sort::Limit)].concat();
        let route_names = [named(&root, "routes"), astray.missing(&Sort::Route)].concat();
        let facts = facts::read(root.take("facts").as_ref(), fact_names, findings);
        let limits = limits::read(root.take("limits").as_ref(), limit_names, &facts, findings);
        let routes = routes::read(root.take("routes").as_ref(), route_names, findings);
        let header = header_item.and_then(|i| i.table("[policy]", findings));
        let header = header.map(|t| header::read(t, &facts, &routes, findings)).unwrap_or_default();
        let mastery = root.take("mastery").map(|i| settings::mastery(&i, findings)).unwrap_or_default();
        let names = Names { facts: &facts, limits: &limits };
        let never = never(&mut root, names, findings);
        let clauses = Clauses::read(&mut root, names, &routes, findings);
        let allowance = root.take("allowance").and_then(|i| settings::allowance(&i, &facts, findings));
        let gestures = settings::gestures(list(&mut root, "gesture", findings).as_ref(), names, findings);
        let accepts = settings::accepts(list(&mut root, "accept", findings).as_ref(), &clauses.ids, names, findings);
        let clean = root.finish(&KEYS, findings);
        let Clauses { rules, conditions, duties, .. } = clauses;
        Self { header, mastery, facts, never, limits, routes, rules, conditions, duties, allowance, gestures, accepts, clean }
    }

    /// The policy, if its meaning is certain; its names; and its places.
    pub(super) fn settle(self, findings: &Findings) -> (Option<Policy>, Vocabulary, Places) {
        let vocabulary = Vocabulary {
            facts: self.facts.clone(),
            limits: self.limits.clone(),
            rules: self.rules.iter().map(|r| r.name.clone()).collect(),
            routes: self.routes.iter().map(|r| r.name.clone()).collect(),
            incomplete: findings.names_lost,
            rules_incomplete: doubtful(self.rules.iter().map(|r| r.name.as_str())),
        };
        let places = Places {
            file: String::new(),
            rules: self.rules.iter().map(|r| r.span.clone()).collect(),
            conditions: self.conditions.clone(),
            also: self.duties.iter().map(|d| d.span.clone()).collect(),
            facts: self.facts.iter().map(|f| f.span.clone()).collect(),
            routes: self.routes.iter().map(|r| r.span.clone()).collect(),
            accepts: self.accepts.iter().map(|(_, span)| span.clone()).collect(),
            silence: self.header.silence_span.clone(),
        };
        let certain = self.clean && !findings.names_lost && !findings.is_full();
        (if certain { self.policy() } else { None }, vocabulary, places)
    }

    fn policy(self) -> Option<Policy> {
        let header = self.header;
        Some(Policy {
            id: header.id,
            title: header.title,
            version: header.version,
            effective: header.effective.unwrap_or(Date { year: 1, month: 1, day: 1 }),
            owner: header.owner,
            currency: header.currency,
            silence: header.silence?,
            at_stake: header.at_stake,
            note: header.note,
            mastery: self.mastery,
            facts: all(self.facts)?,
            never: self.never?,
            limits: all(self.limits)?.into_iter().map(|placed| placed.limit).collect(),
            routes: all(self.routes)?,
            rules: all(self.rules)?,
            also: all(self.duties)?,
            allowance: self.allowance,
            gestures: self.gestures,
            accepts: self.accepts.into_iter().map(|(accept, _)| accept).collect(),
        })
    }
}

/// Rules and duties, whose ids are of one space.
struct Clauses {
    rules: Vec<Declared<Rule>>,
    conditions: Vec<RulePlaces>,
    duties: Vec<Declared<Duty>>,
    ids: Vec<String>,
}

impl Clauses {
    fn read(root: &mut Table<'_>, names: Names<'_>, routes: &[Declared<Route>], findings: &mut Findings) -> Self {
        let (rule_list, duty_list) = (list(root, "rule", findings), list(root, "also", findings));
        let misspelt = |key: &str| root.misspelt(key, &KEYS).into_iter().flat_map(|i| rules::headings(Some(&i)));
        let (known_rules, known_duties): (Vec<Heading>, Vec<Heading>) = (misspelt("rule").collect(), misspelt("also").collect());
        let headings: Vec<Heading> = rules::headings(rule_list.as_ref()).into_iter().chain(known_rules.iter().cloned()).collect();
        let mut ids = Ids::default();
        let known = Known { names, routes, headings: &headings };
        let read = rules::read(rule_list.as_ref(), known, &mut ids, findings);
        let by_name = |h: &Heading| (Declared { name: h.id.clone(), span: 0..0, value: None }, RulePlaces::default());
        let read = read.into_iter().chain(known_rules.iter().map(by_name));
        let (rules, conditions): (Vec<Declared<Rule>>, Vec<RulePlaces>) = read.unzip();
        let duties = duties::read(duty_list.as_ref(), names, routes, &mut ids, findings);
        ids.take_earlier(rule_list.as_ref(), findings);
        ids.take_earlier(duty_list.as_ref(), findings);
        let ids = rules.iter().map(|r| r.name.clone()).chain(duties.iter().map(|d| d.name.clone()));
        let ids = ids.chain(known_duties.into_iter().map(|h| h.id)).collect();
        Self { rules, conditions, duties, ids }
    }
}

fn never(root: &mut Table<'_>, names: Names<'_>, findings: &mut Findings) -> Option<Vec<Condition>> {
    let members = list(root, "never", findings).map(|i| i.members()).unwrap_or_default();
    let read: Vec<Option<Condition>> = members
        .iter()
        .map(|member| {
            let mut table = member.table("[[never]]", findings)?;
            let when = table.need("when", findings);
            let clean = table.finish(&["when"], findings);
            condition(&when?, names, findings).filter(|_| clean)
        })
        .collect();
    read.into_iter().collect()
}

/// What is declared under a header that is misspelt: it is known by name, so that only the header is told.
fn named<T>(root: &Table<'_>, header: &str) -> Vec<Declared<T>> {
    let items = root.misspelt(header, &KEYS);
    let names = items.iter().filter_map(|i| i.value().as_table()).flat_map(|t| t.iter());
    names.map(|(name, _)| Declared { name: name.get_ref().to_string(), span: name.span(), value: None }).collect()
}

/// The list of tables under a key.
fn list<'t>(root: &mut Table<'t>, key: &str, findings: &mut Findings) -> Option<Item<'t>> {
    let item = root.take(key)?;
    item.list(&format!("a list of tables, each written [[{key}]]"), findings)?;
    Some(item)
}

fn all<T>(declared: Vec<Declared<T>>) -> Option<Vec<T>> {
    declared.into_iter().map(|d| d.value).collect()
}

/// Whether one of these ids is missing or given twice.
pub(super) fn doubtful<'i>(ids: impl Iterator<Item = &'i str>) -> bool {
    let mut seen = BTreeSet::new();
    ids.into_iter().any(|id| id.is_empty() || !seen.insert(id))
}
