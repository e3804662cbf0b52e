//! `ask` and `[answers]`: a case that is settled only by asking.

use super::facts::{given, known};
use crate::domain::document::findings::Findings;
use crate::domain::document::item::Item;
use crate::domain::document::table::Table;
use crate::domain::policy::case::{Case, Value};
use crate::domain::policy::fact::FactId;
use crate::domain::policy::source::vocabulary::Vocabulary;
use crate::domain::scenario::source::Places;

/// Reads whether *ask first* is offered, and what the customer answers.
pub(super) fn read(
    root: &mut Table<'_>,
    policy: &Vocabulary,
    case: Option<&Case>,
    places: &mut Places,
    findings: &mut Findings,
) -> (bool, Vec<(FactId, Value)>) {
    let (ask_item, answers_item) = (root.take("ask"), root.take("answers"));
    places.ask = ask_item.as_ref().map(Item::span).unwrap_or_default();
    places.answers = answers_item.as_ref().map(Item::span).unwrap_or_default();
    let ask = ask_item.as_ref().is_some_and(|i| i.flag(findings).unwrap_or(true));
    match (&ask_item, &answers_item) {
        (Some(item), None) if ask => {
            let message = "nothing is answered when the trainee asks".to_owned();
            let help = "add [answers]: each fact that may be asked for, and what the customer says";
            root.lacks_beside(item.span(), &["answers"], "scenario::ask-answers", (message, help), findings);
        }
        (_, Some(item)) if !ask => {
            let message = "there are answers, and nobody may ask".to_owned();
            let help = "write `ask = true` above, or take [answers] out";
            root.lacks_beside(item.key_span.clone(), &["ask"], "scenario::ask-answers", (message, help), findings);
        }
        _ => {}
    }
    let case = case.filter(|_| ask);
    let answers = answers_item.map(|i| answers(&i, policy, case, findings)).unwrap_or_default();
    (ask, answers)
}

fn answers(item: &Item<'_>, policy: &Vocabulary, case: Option<&Case>, findings: &mut Findings) -> Vec<(FactId, Value)> {
    let Some(mut table) = item.table("[answers]", findings) else { return Vec::new() };
    let mut answers = Vec::new();
    for entry in table.rest() {
        let Some((id, fact)) = known(&entry, policy, findings) else { continue };
        if case.is_some_and(|c| c.get(id).is_some()) {
            let message = format!("`{}` is known already, so nobody needs to ask for it", fact.name);
            let help = if fact.usually.is_some() {
                "write \"?\" for it in [facts]: without that it is what it usually is"
            } else {
                "give it in [facts] or in [answers]"
            };
            findings.report("scenario::answer-known", entry.key_span.clone(), message, help);
            continue;
        }
        if let Some(value) = given(&entry, fact, findings) {
            answers.push((id, value));
        }
    }
    answers
}
