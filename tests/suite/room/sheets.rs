//! What everyone reads of a case: what tells something first, and what says nothing in one line at the end.

use escalate_or_act::domain::policy::fact::FactKind;
use escalate_or_act::domain::room::agenda::Length;
use escalate_or_act::domain::room::item::{Item, Line};
use escalate_or_act::domain::text::Text;
use escalate_or_act::tui::rich::Rich;
use escalate_or_act::tui::room::table;
use serde_json::Value as Json;

use super::hall::setup;
use crate::suite::session::desk::Desk;

fn items() -> Vec<Item> {
    setup(Length::Long, 5).items
}

#[test]
fn what_is_at_nothing_shares_one_line_at_the_end() {
    let policy = Desk::new().policy;
    let mut folded = 0;
    for item in items() {
        let twist = item.sheet.twin.as_ref().map(|known| known.label.clone());
        for fact in policy.facts.iter().filter(|fact| !fact.is_computed() && !fact.hidden) {
            let value = &item.facts[&fact.name];
            let is_nothing = match (&fact.kind, value) {
                (FactKind::Number(_), Json::Number(n)) => n.to_string() == "0",
                (FactKind::Set(_), Json::Array(members)) => members.is_empty(),
                _ => false,
            };
            let folds = is_nothing && twist.as_ref() != Some(&fact.label);
            assert_eq!(item.sheet.nothing.contains(&fact.label), folds, "{}: {}", item.scenario, fact.name);
            let stands = !value.is_null() && !folds;
            assert_eq!(
                item.sheet.facts.iter().any(|known| known.label == fact.label),
                stands,
                "{}: {}",
                item.scenario,
                fact.name
            );
            folded += u32::from(folds);
        }
        let said: Vec<bool> = item.sheet.facts.iter().map(|known| known.value.as_str() != "no").collect();
        assert!(said.is_sorted_by(|a, b| a >= b), "a mere no comes last: {said:?}");
        let lines: Vec<String> = table::sheet(&item.sheet, 78).iter().map(Rich::text).collect();
        let at = lines.iter().position(|line| line.starts_with("At 0 or none: "));
        assert_eq!(at.is_some(), !item.sheet.nothing.is_empty());
    }
    assert!(folded > 0, "some case has something at nothing");
}

#[test]
fn what_was_said_stands_in_marks_and_a_channel_has_the_name_people_use() {
    let mut sheet = items().remove(0).sheet;
    let line = |who: &str, text: &str| Line { who: Text::clean(who), text: Text::clean(text) };
    sheet.speech = vec![line("customer", "I relied on it."), line("note", "Third call today.")];
    sheet.channel = Some(Text::clean("email"));
    let told: Vec<String> = table::sheet(&sheet, 78).iter().map(Rich::text).collect();
    let told = told.join("\n");
    assert!(told.contains("Customer  “I relied on it.”") && told.contains("Note  Third call today."), "{told}");
    assert!(told.contains("e-mail") && !told.contains("email"), "{told}");
    sheet.channel = Some(Text::clean("carrier pigeon"));
    assert!(table::sheet(&sheet, 78)[0].text().ends_with("carrier pigeon"));
}
