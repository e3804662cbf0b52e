//! Files mangled at random: reading them never panics, every place is inside the file, and only a sound file gives a policy.

use std::fs;

use escalate_or_act::domain::diagnostic::{Diagnostic, Severity};
use escalate_or_act::domain::policy::source as policy;
use escalate_or_act::domain::policy::source::vocabulary::Vocabulary;
use escalate_or_act::domain::scenario::source as scenario;
use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_oneof, proptest};
use proptest::sample::{Index, select};
use proptest::test_runner::Config;

use super::BASE;

/// A change to a text.
#[derive(Clone, Debug)]
enum Edit {
    Insert(Index, &'static str),
    Delete(Index, usize),
    RepeatLine(Index, Index),
    Cut(Index),
}

const PIECES: [&str; 34] = [
    "\"",
    "\"\"\"",
    "'",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    "..",
    ",",
    "\n",
    "#",
    "-",
    "0",
    "1e9",
    "inf",
    "nan",
    "0x1f",
    "\\u",
    "\\e",
    "\u{0}",
    "\u{feff}",
    "é",
    "👩",
    "\u{202e}",
    "[facts.amount]\n",
    "[[rule]]\n",
    "limits.",
    "?",
    "999999999999999999999",
    ".",
    "\r",
];

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        (any::<Index>(), select(&PIECES[..])).prop_map(|(at, piece)| Edit::Insert(at, piece)),
        (any::<Index>(), 1..40_usize).prop_map(|(at, length)| Edit::Delete(at, length)),
        (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Edit::RepeatLine(from, to)),
        any::<Index>().prop_map(Edit::Cut),
    ]
}

fn apply(text: &str, edits: &[Edit]) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for edit in edits {
        let length = chars.len();
        match edit {
            Edit::Insert(at, piece) => {
                let at = at.index(length + 1);
                chars.splice(at..at, piece.chars());
            }
            Edit::Delete(at, count) => {
                let at = at.index(length + 1);
                chars.drain(at..(at + count).min(length));
            }
            Edit::RepeatLine(from, to) => {
                let text: String = chars.iter().collect();
                let lines: Vec<&str> = text.split_inclusive('\n').collect();
                if !lines.is_empty() {
                    let line: Vec<char> = lines[from.index(lines.len())].chars().collect();
                    let at = lines[..to.index(lines.len())].concat().chars().count();
                    chars.splice(at..at, line);
                }
            }
            // Half a file is what a full disk leaves behind.
            Edit::Cut(at) => chars.truncate(at.index(length + 1).max(length / 2)),
        }
    }
    chars.into_iter().collect()
}

fn places_are_inside(text: &str, found: &[Diagnostic]) {
    for diagnostic in found {
        let span = &diagnostic.span;
        assert!(span.start <= span.end && span.end <= text.len(), "{diagnostic:?}");
        assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{diagnostic:?}");
    }
}

fn has_error(found: &[Diagnostic]) -> bool {
    found.iter().any(|d| d.severity == Severity::Error)
}

proptest! {
    #![proptest_config(Config { cases: 400, failure_persistence: None, ..Config::default() })]

    #[test]
    fn a_mangled_policy_is_a_policy_or_has_an_error(edits in vec(edit(), 1..6)) {
        let text = apply(&fs::read_to_string(format!("{BASE}/policy.toml")).unwrap(), &edits);
        let read = policy::parse(&text, "policy.toml");
        places_are_inside(&text, &read.diagnostics);
        assert!(read.policy().is_some() != has_error(&read.diagnostics), "{:?}", read.diagnostics);
    }

    #[test]
    fn a_mangled_scenario_is_a_scenario_or_has_an_error(edits in vec(edit(), 1..6)) {
        let source = fs::read_to_string(format!("{BASE}/policy.toml")).unwrap();
        let sound = policy::parse(&source, "policy.toml");
        let text = apply(&fs::read_to_string(format!("{BASE}/lamps/sparks.toml")).unwrap(), &edits);
        let read = scenario::parse(&text, "lamps/sparks.toml", &Vocabulary::of(sound.policy().unwrap()));
        places_are_inside(&text, &read.diagnostics);
        assert!(read.scenario.is_some() != has_error(&read.diagnostics), "{:?}", read.diagnostics);
    }
}
