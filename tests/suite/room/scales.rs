//! The line as it is drawn for a room: from one value there may be to another.

use escalate_or_act::content::{Keep, Sources, list, load};
use escalate_or_act::domain::policy::date::Date;
use escalate_or_act::domain::policy::engine::Engine;
use escalate_or_act::domain::room::agenda::{Length, Wanted};
use escalate_or_act::domain::room::reveal::NumberLine;
use escalate_or_act::domain::session::hash::text_hash;
use escalate_or_act::domain::session::pack::PackView;

/// Every line that the shipped packs draw in long meetings of some seeds, with the pack and the case.
fn lines() -> Vec<(String, NumberLine)> {
    let mut lines = Vec::new();
    for listing in list(&Sources::default()) {
        let pack = load(&listing, Keep::Findings);
        let policy = pack.policy.as_ref().unwrap();
        let engine = Engine::compile(policy, Date::new(2026, 11, 21).unwrap()).unwrap();
        let hash = text_hash(&pack.policy_text);
        let view = PackView { name: &pack.id, policy, policy_hash: &hash, judge: &engine, scenarios: &pack.scenarios };
        for seed in 0..12 {
            let (_, items) = Wanted { length: Length::Long, seed, ..Wanted::default() }.agenda(&view).unwrap();
            for item in items {
                let case = format!("{}: {}", pack.id, item.sheet.title);
                lines.extend(item.key.for_host().lines.iter().map(|line| (case.clone(), line.clone())));
            }
        }
    }
    assert!(lines.len() > 100, "{} lines", lines.len());
    lines
}

/// What is a fraction of a cent, of a day, of a courtesy.
fn is_whole(text: &str) -> bool {
    text.split_once('.').is_none_or(|(_, rest)| rest.chars().take_while(char::is_ascii_digit).count() == 2)
}

#[test]
fn a_line_ends_at_values_there_may_be_and_has_something_on_both_sides() {
    for (case, line) in lines() {
        let label = &line.label;
        let fine = [&line.value, &line.limit].into_iter().any(|text| !is_whole(text.as_str()));
        for text in &line.ends {
            assert!(fine || is_whole(text.as_str()), "{case}: {label} at {text}");
        }
        assert_ne!(line.ends[0], line.ends[1], "{case}: {label} is a point");
        assert!(line.at <= 1_000 && line.line_at <= 1_000, "{case}: {line:?}");
        assert!(!line.up || line.line_at < 1_000, "{case}: there is nothing beyond the line of {label}: {line:?}");
    }
}
