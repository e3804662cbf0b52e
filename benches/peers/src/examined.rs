//! Tables examined: rows that never fire and cases no row matches, by us and by zen-engine's own table verification.

use crate::versions;
use crate::zen::Zen;
use anyhow::{Result, ensure};
use escalate_or_act::domain::policy::Policy;
use escalate_or_act::domain::policy::analysis::voices::{Speaker, Voices};
use escalate_or_act::domain::policy::compile::compile;
use escalate_or_act::domain::policy::fact::FactKind;
use escalate_or_act::domain::policy::region::Block;
use escalate_or_act::domain::policy::region::cover::{Budget, uncovered};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::{Duration, Instant};
use zen_engine::Workspace;
use zen_engine::model::DecisionContent;
use zen_engine::policy::DiagnosticCode;

/// What an examination found.
#[derive(Debug, Default, PartialEq, Eq)]
struct Found {
    /// Rows that never fire, by place.
    silent: BTreeSet<usize>,
    /// Whether some case is matched by no row; none where it was not told.
    gap: Option<bool>,
    /// Whether rows that never fire were looked for to the end.
    complete: bool,
}

/// How often each is timed.
const ROUNDS: usize = 5;

/// Examines tables of growing size by both, in the same run.
pub fn compare(seed: u64) -> Result<()> {
    println!("tables examined: rows that never fire, and cases no row matches ({ROUNDS} rounds, interleaved, medians)");
    println!(
        "{:<18} {:>12} {:>8} {:>5}   {:>12} {:>8} {:>7} {:>11}   {:>8}",
        "rows x columns", "ours", "silent", "gap", "zen-engine", "silent", "missed", "gap", "ratio"
    );
    for (rows, columns) in [(20, 6), (60, 12), (100, 20), (200, 30), (400, 30)] {
        let policy = crate::tables::policy(rows, columns, seed)?;
        let model = model(&policy);
        let (mut own, mut other) = (Vec::new(), Vec::new());
        let (mut ours, mut theirs) = (Found::default(), Found::default());
        for _ in 0..ROUNDS {
            let begun = Instant::now();
            ours = black_box(by_us(&policy)?);
            own.push(begun.elapsed());
            let content: DecisionContent = serde_json::from_value(model.clone())?;
            let begun = Instant::now();
            theirs = black_box(by_zen(content));
            other.push(begun.elapsed());
        }
        ensure!(ours.complete, "{rows} x {columns}: our own budget was spent");
        let wrong: Vec<&usize> = theirs.silent.difference(&ours.silent).collect();
        ensure!(wrong.is_empty(), "{rows} x {columns}: no figures, for the two disagree on rows {wrong:?}");
        if let (Some(own), Some(other)) = (ours.gap, theirs.gap) {
            ensure!(own == other, "{rows} x {columns}: no figures, for the two disagree on whether a case is forgotten");
        }
        let (own, other) = (middle(&mut own), middle(&mut other));
        let missed = format!("{}{}", ours.silent.len() - theirs.silent.len(), if theirs.complete { "" } else { " *" });
        // A ratio between an answer and none would mean nothing.
        let ratio = if theirs.complete && theirs.gap.is_some() {
            format!("{:.1}x", other.as_secs_f64() / own.as_secs_f64())
        } else {
            "gave up".to_owned()
        };
        println!(
            "{:<18} {:>12} {:>8} {:>5}   {:>12} {:>8} {:>7} {:>11}   {ratio:>8}",
            format!("{rows} x {columns}"),
            format!("{own:.2?}"),
            ours.silent.len(),
            told(ours.gap),
            format!("{other:.2?}"),
            theirs.silent.len(),
            missed,
            told(theirs.gap),
        );
    }
    println!("* says itself that the table is too complex to check completely (zen-engine {})\n", versions::of("zen-engine"));
    Ok(())
}

fn told(gap: Option<bool>) -> &'static str {
    match gap {
        Some(true) => "yes",
        Some(false) => "no",
        None => "not told",
    }
}

fn middle(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// From the policy, compiling included.
fn by_us(policy: &Policy) -> Result<Found> {
    let geometry = compile(policy, policy.effective)?;
    let voices = Voices::of(policy, &geometry);
    let (budget, bounds) = (Budget::default(), geometry.space.no_bounds());
    let mut found = Found::default();
    let mut before: Vec<&Block> = Vec::new();
    for voice in &voices.0 {
        let open = uncovered(&geometry.space, voice.block.words.clone(), &before, &bounds, &budget).is_some();
        match voice.speaker {
            Speaker::Rule(rule) if !open => drop(found.silent.insert(rule.0)),
            Speaker::Silence => found.gap = Some(open),
            _ => {}
        }
        before.push(&voice.block);
    }
    found.complete = !budget.is_spent();
    Ok(found)
}

/// From the decision model, reading it left out.
fn by_zen(content: DecisionContent) -> Found {
    let mut workspace = Workspace::new();
    workspace.set_document("table", content);
    let mut found = Found { gap: Some(false), complete: true, ..Found::default() };
    for diagnostic in workspace.diagnostics("table") {
        let rows = |key: &str| {
            let ids = diagnostic.args.get(key).map(String::as_str).unwrap_or_default();
            ids.split(',').filter_map(|id| id.split('-').next()?.parse().ok()).collect::<Vec<usize>>()
        };
        match diagnostic.code {
            DiagnosticCode::UnreachableRule | DiagnosticCode::DuplicateRule => {
                let blocked = rows("blockedIds");
                found.silent.extend(if blocked.is_empty() { rows("rowId") } else { blocked });
            }
            DiagnosticCode::MissingCases => found.gap = Some(true),
            DiagnosticCode::TableChecksIncomplete => {
                let said = |key: &str| diagnostic.args.get(key).is_some_and(|v| v == "true");
                found.complete &= !said("coverage");
                if said("gaps") && found.gap == Some(false) {
                    found.gap = None;
                }
            }
            _ => {}
        }
    }
    found
}

/// The table as a decision model: what each column can hold is declared, and no row stands for silence.
fn model(policy: &Policy) -> Value {
    let mut model = Zen::model(policy);
    let fields: Map<String, Value> = policy
        .facts
        .iter()
        .map(|fact| {
            let schema = match &fact.kind {
                FactKind::Number(n) => {
                    json!({ "type": "integer", "minimum": whole(n.min.millionths()), "maximum": whole(n.max.millionths()) })
                }
                _ => json!({ "type": "string", "enum": fact.names().iter().map(|n| n.id.clone()).collect::<Vec<_>>() }),
            };
            (fact.name.clone(), schema)
        })
        .collect();
    let required: Vec<&String> = fields.keys().collect();
    let schema = json!({ "type": "object", "properties": fields, "required": required });
    model["nodes"][0]["content"] = json!({ "schema": schema.to_string() });
    if let Some(rows) = model["nodes"][1]["content"]["rules"].as_array_mut() {
        rows.pop();
        for (place, row) in rows.iter_mut().enumerate() {
            row["_id"] = json!(format!("{place}-row"));
        }
    }
    model
}

fn whole(millionths: i64) -> i64 {
    millionths / escalate_or_act::domain::policy::quantity::Quantity::SCALE
}
