//! `eoa report` and `eoa trainees`, over a log that was played.

use std::path::Path;
use std::process::Command;

use escalate_or_act::domain::policy::explanation::Decision;
use escalate_or_act::domain::session::attempt::Mode;
use serde_json::Value as Json;

use crate::suite::eoa::run;
use crate::suite::journeys::terminal::{attempts, plain};

const BENCH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/screens");

/// Runs `eoa` over a folder that was played in.
fn over(data: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_eoa"))
        .args(arguments)
        .env_clear()
        .envs([("EOA_NOW", "2026-09-15T10:00:00Z"), ("USER", "robin"), ("LANG", "C.UTF-8"), ("TZ", "UTC")])
        .env("EOA_DATA", data)
        .env("HOME", data)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// Seven cases of the bench, all escalated and sure, the warned one read, the twins left out.
fn all_escalated() -> tempfile::TempDir {
    // More keys than cases: what is too many is no option, and changes nothing.
    let lines = "enter\ne\n3\nenter\n".repeat(8) + "s\nq\ny\n";
    let (_, folder) = plain(&["play", BENCH, "--trainee", "Ada"], &lines);
    folder
}

#[test]
fn the_figures_are_those_of_the_keys_that_were_pressed() {
    let folder = all_escalated();
    let log = attempts(folder.path());
    assert!(log.len() >= 7, "{}", log.len());
    let (code, out, err) = over(folder.path(), &["report", BENCH, "--trainee", "Ada", "--json"]);
    assert_eq!(code, 0, "{err}");
    let json: Json = serde_json::from_str(&out).unwrap();
    let rated: Vec<_> = log.iter().filter(|a| a.mode == Mode::Practice && !a.verdict.is_grey()).collect();
    // Whoever escalates everything hands over all that is theirs and oversteps nothing; asking first would have been right once.
    let theirs = rated.iter().filter(|a| !a.verdict.settled || a.verdict.decision == Decision::Act).count();
    assert_eq!(json["trainee"], "Ada");
    assert_eq!(json["over_escalation"]["count"], theirs);
    assert_eq!(json["over_escalation"]["of"], theirs);
    assert_eq!(json["over_reach"]["count"], 0);
    assert_eq!(json["over_reach"]["of"], rated.len() - theirs);
    assert_eq!(json["answers"]["all"], log.len());
    assert_eq!(json["calibration"]["levels"][2]["right"]["of"], rated.len());
    assert_eq!(json["critical"]["misses"], 0);
    assert!(json["notice"].as_str().unwrap().contains("not for appraisal"));
}

#[test]
fn the_pack_answered_last_is_meant_and_an_unknown_name_is_said() {
    let folder = all_escalated();
    let pack = folder.path().join("packs");
    std::fs::create_dir_all(&pack).unwrap();
    let copied = Command::new("cp").args(["-r", BENCH]).arg(pack.join("kintsugi")).status().unwrap();
    assert!(copied.success());
    let (code, out, err) = over(folder.path(), &["report", "--trainee", "Ada"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.starts_with("HOW ADA JUDGES") && out.contains("Kintsugi"), "{out}");
    let (code, out, err) = over(folder.path(), &["report", "--trainee", "Bob"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert_eq!(err, "eoa: there are no answers of `Bob` here; `eoa trainees` names everybody who has some\n");
    let page = folder.path().join("page.html");
    let (code, out, _) = over(folder.path(), &["report", "--trainee", "Ada", "--html", "--out", &page.display().to_string()]);
    assert_eq!((code, out.as_str()), (0, ""));
    assert!(std::fs::read_to_string(page).unwrap().contains("<svg"));
    let (code, _, err) = over(folder.path(), &["report", "--json", "--html"]);
    assert!(code == 2 && err.contains("cannot be used with"), "{err}");
}

#[test]
fn trainees_are_named_with_their_packs() {
    let folder = all_escalated();
    let count = attempts(folder.path()).len();
    let (code, out, _) = over(folder.path(), &["trainees"]);
    assert_eq!(code, 0);
    assert!(out.contains("Ada") && out.contains(&format!("{count} answers, the last on 2026-09-15")), "{out}");
    let (_, out, _) = over(folder.path(), &["trainees", "--json"]);
    let json: Json = serde_json::from_str(&out).unwrap();
    assert_eq!(json["trainees"][0]["trainee"], "Ada");
    assert_eq!(json["trainees"][0]["answers"], count);
    assert_eq!(json["trainees"][0]["last_day"], "2026-09-15");
}

#[test]
fn without_a_log_nothing_is_made_and_it_is_said() {
    let ran = run(&["trainees"]);
    assert_eq!((ran.code, ran.out.trim()), (0, "Nobody has answered a case here yet."));
    let ran = run(&["report"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("No answer to a case of this policy yet"), "{}", ran.out);
    assert!(!Path::new(env!("CARGO_MANIFEST_DIR")).join("no-data-here").exists());
}
