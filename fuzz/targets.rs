//! What each fuzz target feeds and what must hold after it. The kept corpus is replayed through the same functions by `cargo test`.
//!
//! `cargo +nightly fuzz run policy` searches for more; what it finds is mended, and kept in the corpus.

use escalate_or_act::domain::diagnostic::{Diagnostic, Severity};
use escalate_or_act::domain::phrases;
use escalate_or_act::domain::policy::Policy;
use escalate_or_act::domain::policy::case::Case;
use escalate_or_act::domain::policy::source::vocabulary::Vocabulary;
use escalate_or_act::domain::policy::source::{self, facts_json, setting};
use escalate_or_act::domain::scenario;

/// The policy that scenarios and facts are read against.
const POLICY: &str = include_str!("../tests/fixtures/check-base/policy.toml");

fn base() -> Policy {
    source::parse(POLICY, "policy.toml").policy().expect("the fixture is sound").clone()
}

fn check(text: &str, found: &[Diagnostic], accepted: bool) {
    for diagnostic in found {
        let span = &diagnostic.span;
        assert!(span.start <= span.end && span.end <= text.len(), "{diagnostic:?}");
        assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{diagnostic:?}");
    }
    assert_eq!(accepted, found.iter().all(|d| d.severity != Severity::Error), "{found:?}");
}

/// A policy file.
pub(crate) fn policy(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let read = source::parse(text, "policy.toml");
    check(text, &read.diagnostics, read.policy().is_some());
}

/// A scenario file.
pub(crate) fn scenario(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let policy = base();
    let read = scenario::source::parse(text, "lamps/a.toml", &Vocabulary::of(&policy));
    check(text, &read.diagnostics, read.scenario.is_some());
    if let Some(scenario) = &read.scenario {
        // Whatever is accepted can be told and laid out.
        let _ = scenario.story.fill(&policy, &scenario.case);
        let _ = scenario::layout::conversation_lines(&policy, scenario);
    }
}

/// A line of `--facts`.
pub(crate) fn facts(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = facts_json::case(&base(), text);
}

/// An argument of `--set`.
pub(crate) fn setting(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = setting::read(&base(), text);
}

/// A file of phrases.
pub(crate) fn phrases(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let policy = base();
    let read = phrases::source::parse(text, "phrases.toml", &Vocabulary::of(&policy));
    check(text, &read.diagnostics, read.phrases.is_some());
    let Some(phrases) = &read.phrases else { return };
    // Whatever is accepted can be listened for: in the file itself, and in every line of it.
    let case = Case::unknown(policy.facts.len());
    let lines = phrases.list.iter().flat_map(|phrase| phrase.avoid.iter().chain(&phrase.better)).map(|line| line.as_str());
    for said in lines.chain([text]) {
        let heard = phrases.listen(&policy, &case, said);
        assert!(heard.found.iter().all(|found| said.contains(&found.words)), "{said:?}");
    }
}
