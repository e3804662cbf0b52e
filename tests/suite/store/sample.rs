//! Attempts to log, and logs to put them in.

use std::path::Path;

use escalate_or_act::domain::policy::explanation::{Decision, Kind};
use escalate_or_act::domain::policy::rule::Stakes;
use escalate_or_act::domain::session::answer::{Answer, Certainty};
use escalate_or_act::domain::session::attempt::{Attempt, Mode, PolicyStamp, VerdictStamp};
use escalate_or_act::domain::session::facet::Facet;
use escalate_or_act::domain::session::hash::id;
use escalate_or_act::domain::session::taps::{FactTap, GradedTaps, RouteGrade, RouteTap};
use escalate_or_act::store::handle::Store;
use escalate_or_act::store::log::{Log, Verified, Whose};
use escalate_or_act::store::sqlite::SqliteLog;
use escalate_or_act::store::trouble::StoreTrouble;
use serde_json::{Map, Value, json};
use uuid::Uuid;

pub(in crate::suite) const SESSION: Uuid = Uuid::from_u128(0x5e55);

/// An attempt with every field filled; `n` makes it unlike the others.
pub(in crate::suite) fn attempt(n: u64) -> Attempt {
    let facts: Map<String, Value> =
        serde_json::from_str(r#"{"amount": 0.1, "signals": ["legal", "hazard"], "refusal": true, "days": null}"#).unwrap();
    Attempt {
        id: id(1_700_000_000_000 + i64::try_from(n).unwrap(), &[&n.to_le_bytes(), &std::process::id().to_le_bytes()]),
        trainee: "Ada".to_owned(),
        session: SESSION,
        mode: if n % 3 == 2 { Mode::Twin } else { Mode::Practice },
        pack: "marrow-pine".to_owned(),
        policy: PolicyStamp { id: "marrow-pine".to_owned(), version: "2026.3".to_owned(), hash: "ab".repeat(32) },
        scenario: format!("cracked-lid-{n}"),
        case_hash: "cd".repeat(32),
        facts,
        asked: vec!["days".to_owned()],
        answer: Answer::Escalate,
        confidence: Certainty::Sure,
        taps: GradedTaps {
            fact: Some(FactTap { name: "amount".to_owned(), right: true }),
            route: Some(RouteTap { id: "lead".to_owned(), grade: Some(RouteGrade { right: false, levels_off: 2 }) }),
        },
        looked_up: n % 2 == 1,
        verdict: VerdictStamp {
            decision: Decision::Act,
            kind: Some(Kind::Decline),
            rules: vec!["M-6".to_owned(), "M-7".to_owned()],
            stakes: Stakes::Critical,
            settled: true,
        },
        facet: Some(Facet { fact: "amount".to_owned(), line: json!(150.05), here: Some("M-6".to_owned()), there: None }),
        duration: 4200,
        time: 1_700_000_000_000 + i64::try_from(n).unwrap(),
        zone: 0,
        program: "0.1.0".to_owned(),
    }
}

/// A store that looks for rescue files and leaves them in its own folder and `elsewhere` only.
pub(super) fn store(folder: &Path, elsewhere: &Path) -> Store {
    let data = folder.to_path_buf();
    let open = move || SqliteLog::open(&data).map(|log| Box::new(log) as Box<dyn Log>);
    Store::over(Box::new(open), vec![folder.to_path_buf(), elsewhere.to_path_buf()], |_| {}).unwrap()
}

/// Everything a log holds, in order.
pub(in crate::suite) fn all(folder: &Path) -> Vec<Attempt> {
    SqliteLog::open(folder).unwrap().attempts(&Whose::Everybody).unwrap()
}

/// What a full check of a log finds.
pub(in crate::suite) fn findings(folder: &Path) -> Vec<StoreTrouble> {
    let mut log = SqliteLog::open(folder).unwrap();
    loop {
        if let Verified::Done(found) = log.verify().unwrap() {
            return found;
        }
    }
}
