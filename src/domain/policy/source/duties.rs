//! `[[also]]`: duties that never decide.

use super::clauses::{self, Clause, Ids};
use super::conditions::Names;
use super::vocabulary::Declared;
use crate::domain::document::findings::Findings;
use crate::domain::document::item::Item;
use crate::domain::document::table::Table;
use crate::domain::policy::route::Route;
use crate::domain::policy::rule::Duty;

/// Every key of a duty.
pub(crate) const KEYS: [&str; 14] =
    ["id", "title", "text", "why", "when", "unless", "do", "notify", "basis", "source", "from", "until", "was", "note"];

/// Reads the duties; a duty is none where it is in doubt when it holds.
pub(super) fn read(
    list: Option<&Item<'_>>,
    names: Names<'_>,
    routes: &[Declared<Route>],
    ids: &mut Ids,
    findings: &mut Findings,
) -> Vec<Declared<Duty>> {
    let unique = ids.take(list, findings);
    let members = list.map(Item::members).unwrap_or_default();
    let mut duties = Vec::with_capacity(members.len());
    for member in members {
        let Some(table) = member.table("a duty", findings) else { continue };
        let span = table.span();
        let (name, value) = duty(table, names, routes, findings);
        duties.push(Declared { name, span, value: value.filter(|_| unique) });
    }
    duties
}

fn duty(mut table: Table<'_>, names: Names<'_>, routes: &[Declared<Route>], findings: &mut Findings) -> (String, Option<Duty>) {
    let clause = clauses::read(&mut table, names, routes, findings);
    let id = clause.id.clone();
    let task = table.need_line("do", findings).unwrap_or_default();
    let clean = table.finish(&KEYS, findings);
    if !(clause.sound && clean) {
        return (id, None);
    }
    let Clause { id: own, title, text, why, when, unless, notify, basis, source, from, until, was, note, .. } = clause;
    let duty = when.sound().zip(unless.sound()).map(|(when, unless)| Duty {
        id: own,
        title,
        text,
        why,
        when,
        unless,
        task,
        notify,
        basis,
        source,
        from,
        until,
        was,
        note,
    });
    (id, duty)
}
