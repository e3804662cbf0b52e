//! `[routes.NAME]`: whom to reach.

use super::vocabulary::Declared;
use crate::domain::document::findings::Findings;
use crate::domain::document::item::Item;
use crate::domain::document::words::{Alphabet, shown};
use crate::domain::policy::route::{Route, RouteId, Urgency};

/// Every key of a route.
pub(crate) const KEYS: [&str; 6] = ["label", "urgency", "phrase", "reach", "hours", "backup"];

/// The words for urgency.
pub(crate) const URGENCIES: [(&str, Urgency); 5] =
    [("info", Urgency::Info), ("today", Urgency::Today), ("hour", Urgency::Hour), ("now", Urgency::Now), ("life", Urgency::Life)];

/// Reads all routes. A route is broken only where its urgency is: everything else about it decides nothing. Some may be known by name
/// already.
pub(super) fn read(item: Option<&Item<'_>>, named: Vec<Declared<Route>>, findings: &mut Findings) -> Vec<Declared<Route>> {
    let mut routes = named;
    let Some(mut table) = item.and_then(|i| i.table("the routes", findings)) else { return routes };
    let entries = table.rest();
    let mut backups: Vec<Option<Item<'_>>> = routes.iter().map(|_| None).collect();
    for entry in &entries {
        if !Alphabet::Plain.allows(entry.key) {
            let shown = shown(entry.key);
            findings.report(
                "file::bad-id",
                entry.key_span.clone(),
                format!("`{shown}` can't be a route's id"),
                Alphabet::Plain.words(),
            );
        }
        let (value, backup) = one(entry, findings);
        backups.push(backup);
        let value = value.filter(|_| !findings.is_doubtful("routes", entry.key));
        routes.push(Declared { name: entry.key.to_owned(), span: entry.key_span.clone(), value });
    }
    let places: Vec<Option<RouteId>> = backups.iter().map(|b| b.as_ref().and_then(|b| one_of(b, &routes, findings))).collect();
    own_backups(&places, &backups, &routes, findings);
    for (route, backup) in routes.iter_mut().zip(places) {
        if let Some(route) = &mut route.value {
            route.backup = backup;
        }
    }
    routes
}

fn one<'t>(entry: &Item<'t>, findings: &mut Findings) -> (Option<Route>, Option<Item<'t>>) {
    let Some(mut table) = entry.table("a route", findings) else { return (None, None) };
    let label = table.need_line("label", findings);
    let urgency = table.need("urgency", findings).and_then(|u| u.word(&URGENCIES, findings));
    let reach = table.need_line("reach", findings);
    let phrase = table.line("phrase", findings);
    let hours = table.line("hours", findings);
    let backup = table.take("backup");
    table.finish(&KEYS, findings);
    let route = urgency.map(|urgency| Route {
        id: entry.key.to_owned(),
        label: label.unwrap_or_default(),
        urgency,
        phrase,
        reach: reach.unwrap_or_default(),
        hours,
        backup: None,
    });
    (route, backup)
}

/// The route an item names.
pub(super) fn one_of(item: &Item<'_>, routes: &[Declared<Route>], findings: &mut Findings) -> Option<RouteId> {
    let name = item.raw(findings)?;
    let found = routes.iter().position(|r| r.name == name).map(RouteId);
    if found.is_none() && !findings.names_lost {
        let shown = shown(name);
        let known = routes.iter().map(|r| r.name.as_str());
        findings.unknown("policy::unknown-route", item.span(), format!("there is no route `{shown}`"), name, known);
    }
    found
}

/// A route that backs itself up. Two that back each other up are fine: whoever is there takes it.
fn own_backups(backups: &[Option<RouteId>], items: &[Option<Item<'_>>], routes: &[Declared<Route>], findings: &mut Findings) {
    for place in (0..backups.len()).filter(|i| backups[*i] == Some(RouteId(*i))) {
        if let Some(item) = items[place].as_ref() {
            let message = format!("`{}` is its own backup, so nobody is reached when they are away", routes[place].name);
            findings.report("policy::own-backup", item.span(), message, "name another route, or leave out `backup`");
        }
    }
}
