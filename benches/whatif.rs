//! What counting a million cases costs: deciding them in memory, and reading them from a file with the program itself.

#![allow(clippy::print_stdout, reason = "a bench speaks to whoever runs it")]

#[path = "support/tables.rs"]
mod tables;

use escalate_or_act::domain::policy::Policy;
use escalate_or_act::domain::policy::case::Case;
use escalate_or_act::domain::policy::engine::Engine;
use escalate_or_act::domain::policy::quantity::Quantity;
use escalate_or_act::domain::policy::source::parse;
use escalate_or_act::domain::policy::whatif::Panel;
use escalate_or_act::domain::policy::whatif::knob::{find, knobs};
use escalate_or_act::domain::policy::whatif::tally::Tally;
use escalate_or_act::domain::session::facts::to_json;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tables::{Size, cases, day};

const CASES: usize = 1_000_000;
const PACK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/marrow-pine");
const POLICY: &str = include_str!("../tests/fixtures/marrow-pine/policy.toml");
const SWEPT: &str = "limits.refund.plus=100..500:50";

fn main() {
    let source = parse(POLICY, "policy.toml");
    let Some(policy) = source.policy() else { return println!("the sample policy has mistakes") };
    let cases = possible(policy);
    println!("{CASES} cases of {} facts, {} rules", policy.facts.len(), policy.rules.len());
    deciding(policy, "limits.refund.plus", Quantity::whole(300), &cases);
    generated();
    let Ok(folder) = tempfile::tempdir() else { return println!("no folder for the cases") };
    let path = folder.path().join("cases.jsonl");
    let Ok(bytes) = write(policy, &cases, &path) else { return println!("the cases can't be written") };
    drop(cases);
    println!("the file has {} MB", bytes / 1_000_000);
    for (name, arguments) in [("one limit moved", ["--set", "limits.refund.plus=300"]), ("a sweep of nine", ["--sweep", SWEPT])] {
        for _ in 0..3 {
            let (time, memory) = program(&arguments, &path.to_string_lossy());
            println!("read, decided and counted, {name}: {time:.2?}, {memory} MB at most");
        }
    }
}

/// Random cases that can occur.
fn possible(policy: &Policy) -> Vec<Case> {
    let Ok(engine) = Engine::compile(policy, day()) else { return Vec::new() };
    let mut kept: Vec<Case> = cases(policy, CASES * 11 / 10, 7).into_iter().filter(|c| engine.decide(c).is_ok()).collect();
    kept.truncate(CASES);
    assert_eq!(kept.len(), CASES, "enough of them can occur");
    kept
}

/// The same for rules that read more facts.
fn generated() {
    let size = Size { rules: 12, facts: 13, sums: 2 };
    let policy = tables::policy(size, 3);
    let Some(knob) = knobs(&policy).into_iter().next() else { return };
    println!("{CASES} cases of {} facts, {} rules", policy.facts.len(), policy.rules.len());
    deciding(&policy, &knob.name, Quantity::whole(1000), &cases(&policy, CASES, 7));
}

/// As the program does it, the reading left out.
fn deciding(policy: &Policy, name: &str, to: Quantity, cases: &[Case]) {
    let Ok(knob) = find(policy, name) else { return };
    let versions = [policy.clone(), knob.turned(policy, to)];
    let Ok(panel) = Panel::of(&versions, day()) else { return };
    for threads in [1, 2] {
        let begun = Instant::now();
        let tally = std::thread::scope(|scope| {
            let workers: Vec<_> = cases.chunks(cases.len() / threads).map(|part| scope.spawn(|| count(&panel, part))).collect();
            let mut whole = Tally::default();
            workers.into_iter().filter_map(|w| w.join().ok()).for_each(|part| whole.merge(&part));
            whole
        });
        let time = begun.elapsed();
        assert_eq!(tally.cases(), CASES as u64, "each counted");
        println!("decided and counted on {threads}: {time:.2?}, {:.0?} a case", time / CASES as u32 * threads as u32);
    }
}

fn count(panel: &Panel, cases: &[Case]) -> Tally {
    let mut tallies = [Tally::default()];
    let counted = cases.iter().filter(|case| panel.count(case, &mut tallies).is_ok()).count();
    assert_eq!(counted, cases.len(), "all can occur");
    let [tally] = tallies;
    tally
}

fn write(policy: &Policy, cases: &[Case], path: &std::path::Path) -> std::io::Result<u64> {
    let mut file = BufWriter::new(File::create(path)?);
    for case in cases {
        serde_json::to_writer(&mut file, &to_json(policy, case))?;
        file.write_all(b"\n")?;
    }
    file.flush()?;
    Ok(std::fs::metadata(path)?.len())
}

/// How long the program takes over a file, and the most memory it had (where the system tells).
fn program(arguments: &[&str], file: &str) -> (Duration, u64) {
    let begun = Instant::now();
    let child = Command::new(env!("CARGO_BIN_EXE_eoa"))
        .args(["whatif", PACK, "--cases", file])
        .args(arguments)
        .env("EOA_NOW", "2026-06-01T12:00:00Z")
        .stdout(Stdio::null())
        .spawn();
    let Ok(mut child) = child else { return (Duration::ZERO, 0) };
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0;
    while matches!(child.try_wait(), Ok(None)) {
        most = most.max(peak(&status).unwrap_or_default());
        std::thread::sleep(Duration::from_millis(2));
    }
    (begun.elapsed(), most / 1_000)
}

/// In kilobytes.
fn peak(status: &str) -> Option<u64> {
    let text = std::fs::read_to_string(status).ok()?;
    let line = text.lines().find(|l| l.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
