//! `[[rule]]`, `[[also]]` and `[[gesture]]`.

use serde_json::{Value as Json, json};

use super::conditions::condition;
use super::{Key, day, flag, list, object, one_or_list, plain_id, rule_id, text, words};
use crate::domain::policy::source::clauses::BASES;
use crate::domain::policy::source::rules::STAKES;

/// A rule: exactly one outcome, and `still` only beside a no or a hand-over.
pub(super) fn rule() -> Json {
    let mut keys = clause("The rule in at most 25 words");
    keys.extend([
        ("escalate", "A red line: hand over to this route", plain_id()),
        ("decline", "A stop line: say no, or not yet, yourself; how", text()),
        ("act", "A green light: settle it yourself; how", text()),
        ("otherwise", "A fallback: it speaks only where no ordinary rule does", flag()),
        ("first", "What you do before you hand over", one_or_list(&text())),
        ("still", "Green lights that go ahead all the same, where they hold", one_or_list(&rule_id())),
        ("say", "Words that work", text()),
        ("avoid", "Words that don't", text()),
        ("stakes", "What a wrong answer costs; major unless given", words(STAKES.iter().map(|(word, _)| *word))),
    ]);
    let mut rule = object("A clause that decides where it holds", &["id", "title", "text", "why"], keys);
    if let Some(rule) = rule.as_object_mut() {
        rule.insert("oneOf".to_owned(), json!([{"required": ["escalate"]}, {"required": ["decline"]}, {"required": ["act"]}]));
        rule.insert("not".to_owned(), json!({"required": ["act", "still"]}));
    }
    rule
}

/// A duty that never decides.
pub(super) fn duty() -> Json {
    let mut keys = clause("The duty in at most 25 words");
    keys.push(("do", "What to do", text()));
    object("Whenever it holds, it is added to what the rules say", &["id", "title", "text", "why", "do"], keys)
}

/// Something to offer beside the remedy.
pub(super) fn gesture() -> Json {
    let keys = vec![
        ("id", "Unique among gestures", plain_id()),
        ("label", "What people call it", text()),
        ("cost", "In the policy's currency", json!({"type": "number", "minimum": 0})),
        ("when", "Where it fits", condition()),
        ("unless", "Where it does not", condition()),
        ("say", "Words to go with it", text()),
    ];
    object("Something an agent may offer beside the remedy", &["id", "label", "cost"], keys)
}

fn clause(says: &'static str) -> Vec<Key<'static>> {
    vec![
        ("id", "For ever: progress hangs on it", rule_id()),
        ("title", "What people call it", text()),
        ("text", says, text()),
        ("why", "Its reason", text()),
        ("when", "Where it holds; everywhere, if absent", condition()),
        ("unless", "Where it is silent all the same", condition()),
        ("notify", "A route, or a list of them, to tell as well", one_or_list(&plain_id())),
        ("basis", "Whose line it is; house unless given", words(BASES.iter().map(|(word, _)| *word))),
        ("source", "Where the line comes from", text()),
        ("from", "The first day it holds", day()),
        ("until", "The last day it holds", day()),
        ("was", "Ids it had before, so that progress is carried over", one_or_list(&rule_id())),
        ("note", "A remark for its keepers", text()),
    ]
}

/// A list of tables of one shape.
pub(super) fn tables(shape: &str) -> Json {
    list(json!({"$ref": format!("#/$defs/{shape}")}))
}
