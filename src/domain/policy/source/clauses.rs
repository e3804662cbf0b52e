//! What rules and duties have in common: an id for ever, words, a condition, whom to tell, days, and earlier ids.

use std::collections::BTreeMap;
use std::ops::Range;

use super::conditions::{self, Names, Read};
use super::routes;
use super::vocabulary::Declared;
use crate::domain::document::findings::Findings;
use crate::domain::document::item::Item;
use crate::domain::document::table::Table;
use crate::domain::document::words::{Alphabet, shown};
use crate::domain::policy::date::Date;
use crate::domain::policy::route::{Route, RouteId};
use crate::domain::policy::rule::Basis;
use crate::domain::text::Text;

/// The most words a rule's text may have before it is worth a warning.
pub(crate) const MAX_RULE_WORDS: usize = 25;

/// Whose line it is.
pub(crate) const BASES: [(&str, Basis); 2] = [("law", Basis::Law), ("house", Basis::House)];

/// What both kinds of clause say.
#[derive(Debug)]
pub(super) struct Clause {
    pub(super) id: String,
    pub(super) title: Text,
    pub(super) text: Text,
    pub(super) why: Text,
    pub(super) when: Read,
    pub(super) unless: Read,
    pub(super) notify: Vec<RouteId>,
    pub(super) basis: Basis,
    pub(super) source: Option<Text>,
    pub(super) from: Option<Date>,
    pub(super) until: Option<Date>,
    pub(super) was: Vec<String>,
    pub(super) note: Option<Text>,
    /// Nothing about when it holds is in doubt.
    pub(super) sound: bool,
}

/// Reads what both kinds of clause say.
pub(super) fn read(table: &mut Table<'_>, names: Names<'_>, routes: &[Declared<Route>], findings: &mut Findings) -> Clause {
    let before = findings.errors();
    let id = table.need("id", findings).and_then(|i| i.id(Alphabet::Rule, findings)).unwrap_or_default().to_owned();
    let (from, until) = days(table, findings);
    let id_and_days = findings.errors() == before;
    let title = table.need_line("title", findings).unwrap_or_default();
    let text = rule_text(table, &id, findings);
    let why = table.need_line("why", findings).unwrap_or_default();
    let when = conditions::read(table, "when", names, findings);
    let unless = conditions::read(table, "unless", names, findings);
    let sound = id_and_days && !matches!(when, Read::Broken) && !matches!(unless, Read::Broken) && !table.is_incomplete();
    Clause {
        id,
        title,
        text,
        why,
        when,
        unless,
        notify: notify(table, routes, findings),
        basis: table.take("basis").and_then(|b| b.word(&BASES, findings)).unwrap_or_default(),
        source: table.line("source", findings),
        from,
        until,
        was: was(table, findings),
        note: table.line("note", findings),
        sound,
    }
}

fn rule_text(table: &mut Table<'_>, id: &str, findings: &mut Findings) -> Text {
    let Some(item) = table.need("text", findings) else { return Text::default() };
    let Some(text) = item.line(findings) else { return Text::default() };
    let words = text.split_whitespace().count();
    if words > MAX_RULE_WORDS {
        let message = format!("this text has {words} words; people remember {MAX_RULE_WORDS} at most");
        findings.warn_about(id, "policy::long-text", item.span(), message, "say it shorter, or move the reason to `why`");
    }
    text
}

fn notify(table: &mut Table<'_>, routes: &[Declared<Route>], findings: &mut Findings) -> Vec<RouteId> {
    let Some(item) = table.take("notify") else { return Vec::new() };
    let mut told: Vec<RouteId> = item.members().iter().filter_map(|m| routes::one_of(m, routes, findings)).collect();
    told.sort_unstable();
    told.dedup();
    told
}

fn days(table: &mut Table<'_>, findings: &mut Findings) -> (Option<Date>, Option<Date>) {
    let from = table.take("from").and_then(|i| i.date(findings));
    let last = table.take("until");
    let until = last.as_ref().and_then(|i| i.date(findings));
    if let (Some(first), Some(end), Some(item)) = (from, until, last)
        && end < first
    {
        findings.report(
            "policy::bad-days",
            item.span(),
            format!("it ends on {end}, before it begins on {first}"),
            "both days are in; write the later one as `until`",
        );
    }
    (from, until)
}

fn was(table: &mut Table<'_>, findings: &mut Findings) -> Vec<String> {
    let Some(item) = table.take("was") else { return Vec::new() };
    let ids: Vec<Option<&str>> = item.members().iter().map(|m| m.id(Alphabet::Rule, findings)).collect();
    ids.into_iter().flatten().map(ToOwned::to_owned).collect()
}

/// A list of lines, or one.
pub(super) fn lines(item: Option<Item<'_>>, findings: &mut Findings) -> Vec<Text> {
    item.map(|item| item.members().iter().filter_map(|m| m.line(findings)).collect()).unwrap_or_default()
}

/// The ids of clauses, in use and earlier, and where each was first given.
#[derive(Debug, Default)]
pub(super) struct Ids {
    taken: BTreeMap<String, Range<usize>>,
}

impl Ids {
    /// Takes the ids of a list of tables; each that was taken before is reported with both ends.
    pub(super) fn take(&mut self, list: Option<&Item<'_>>, findings: &mut Findings) -> bool {
        let mut sound = true;
        for member in list.map(Item::members).unwrap_or_default() {
            let Some(table) = member.value().as_table() else { continue };
            let Some(id) = table.get("id") else { continue };
            let Some(name) = id.get_ref().as_str() else { continue };
            sound &= self.claim(name, id.span(), findings);
        }
        sound
    }

    /// Takes the earlier ids, once all ids in use are taken.
    pub(super) fn take_earlier(&mut self, list: Option<&Item<'_>>, findings: &mut Findings) {
        for member in list.map(Item::members).unwrap_or_default() {
            let Some(was) = member.value().as_table().and_then(|t| t.get("was")) else { continue };
            let item = Item { key: "was", key_span: was.span(), node: was };
            for id in item.members() {
                if let Some(name) = id.value().as_str() {
                    self.claim(name, id.span(), findings);
                }
            }
        }
    }

    fn claim(&mut self, name: &str, span: Range<usize>, findings: &mut Findings) -> bool {
        if let Some(first) = self.taken.get(name) {
            let message = format!("`{}` is taken already, on line {}", shown(name), findings.line(first.start));
            findings.report("policy::duplicate-id", span, message, "progress hangs on an id: give this one its own");
            return false;
        }
        self.taken.insert(name.to_owned(), span);
        true
    }
}
