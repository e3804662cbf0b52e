//! `eoa explain`: the two answers of the contract, streams of cases, and what is refused.

use std::fs;

use serde_json::{Value as Json, json};

use super::check::SAMPLE;
use super::eoa::{run, run_with};

fn answer(arguments: &[&str]) -> Json {
    let ran = run(&[&["explain", SAMPLE], arguments, &["--json"]].concat());
    assert_eq!((ran.err.as_str(), ran.code), ("", 0));
    serde_json::from_str(&ran.out).unwrap()
}

/// The fields of an object in the order they were written.
fn fields(text: &str) -> Vec<String> {
    serde_json::from_str::<Json>(text).unwrap().as_object().unwrap().keys().cloned().collect()
}

#[test]
fn the_first_answer_of_the_contract() {
    let wanted = json!({"policy": {"id": "marrow-pine", "version": "2026.3"},
     "answer": "escalate", "decision": "escalate", "kind": "escalate", "grey": false,
     "route": "safety", "urgency": "now", "notify": ["lead"],
     "rules": ["M-3"], "still": ["M-1"], "overruled": [], "also": [],
     "because": [{"fact": "signals", "value": ["hazard"], "test": "hazard", "rule": "M-3", "holds": true}],
     "flips": [{"changes": [{"fact": "signals", "from": ["hazard"], "to": []}], "answer": "yes", "kind": "act", "rules": ["M-1"]}],
     "flips_if": [{"changes": [{"fact": "item", "from": "faulty", "to": "worn"}, {"fact": "signals", "from": ["hazard"], "to": []}],
                   "answer": "no", "kind": "decline", "rules": ["M-6"]}],
     "room": [],
     "no_matter": ["request", "item", "level", "amount", "days_since_purchase", "goodwill_12m", "tier", "mood"],
     "missing": []});
    assert_eq!(answer(&["cracked-lid", "--set", "signals=hazard"]), wanted);
    let ran = run(&["explain", SAMPLE, "cracked-lid", "--set", "signals=hazard", "--json"]);
    let order = [
        "policy",
        "answer",
        "decision",
        "kind",
        "grey",
        "route",
        "urgency",
        "notify",
        "rules",
        "still",
        "overruled",
        "also",
        "because",
        "flips",
        "flips_if",
        "room",
        "no_matter",
        "missing",
    ];
    assert_eq!(fields(&ran.out), order);
    assert_eq!(ran.out.matches('\n').count(), 1, "one line an answer");
}

#[test]
fn the_second_answer_of_the_contract() {
    let told = answer(&["returns/cracked-lid.toml"]);
    assert_eq!((&told["answer"], &told["decision"]), (&json!("yes"), &json!("act")));
    let room = json!([
        {"fact": "amount", "side": "up", "value": 49, "limit": 150, "left": 101, "turns_to": "escalate"},
        {"fact": "days_since_purchase", "side": "up", "value": 12, "limit": 30, "left": 18, "turns_to": "escalate"},
    ]);
    assert_eq!(told["room"], room);
    assert_eq!(told["no_matter"], json!(["level", "goodwill_12m", "tier", "mood"]));
    let because: Vec<&Json> = told["because"].as_array().unwrap().iter().map(|b| &b["fact"]).collect();
    assert_eq!(because, ["request", "item", "amount", "days_since_purchase", "signals"]);
    let flips: Vec<(&Json, &Json)> =
        told["flips"].as_array().unwrap().iter().map(|f| (&f["changes"][0]["to"], &f["answer"])).collect();
    let escalate = json!("escalate");
    assert_eq!(flips, [(&json!(["hazard"]), &escalate), (&json!(31), &escalate), (&json!(151), &escalate)]);
    assert_eq!((&told["flips_if"][0]["changes"][0]["to"], &told["flips_if"][0]["answer"]), (&json!("worn"), &json!("no")));
}

#[test]
fn what_is_missing_is_named_and_is_no_failure() {
    let told = answer(&["cracked-lid", "--set", "days_since_purchase=?"]);
    assert_eq!(
        (&told["answer"], &told["missing"], &told["kind"]),
        (&json!("undetermined"), &json!(["days_since_purchase"]), &Json::Null)
    );
}

#[test]
fn cases_are_answered_line_by_line_and_a_bad_line_stops_nothing() {
    let lines = concat!(
        r#"{"request": "refund", "item": "faulty", "amount": 49, "days_since_purchase": 12, "signals": [], "tier": "standard"}"#,
        "\n{\"amount\": \n\n",
        r#"{"amont": 3}"#,
        "\n",
        r#"{"amount": 1e2}"#,
        "\n",
        r#"{"amount": 49, "amount": 50}"#,
        "\n",
        r#"{"goodwill_after": 4}"#,
        "\n",
        r#"{"request": "exchange", "item": "unknown"}"#,
        "\n",
        r#"{"request": "exchange", "item": null, "signals": ["hazard"]}"#,
    );
    let ran = run_with(&["explain", SAMPLE, "--facts", "-", "--json"], lines);
    assert_eq!((ran.code, ran.err.as_str()), (2, ""));
    let told: Vec<Json> = ran.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let answers: Vec<Json> =
        told.iter().map(|t| if t["line"].is_null() { t["answer"].clone() } else { t["line"].clone() }).collect();
    assert_eq!(answers, [json!("yes"), json!(2), json!(4), json!(5), json!(6), json!(7), json!(8), json!("escalate")]);
    assert_eq!(told[2]["error"], "the policy has no fact `amont`; did you mean `amount`?");
    assert_eq!(told[6]["error"], "this case can't occur: the policy says never `request` exchange and `item` unknown");
}

#[test]
fn one_object_may_be_spread_over_lines() {
    let object = "{\n  \"signals\": [\n    \"hazard\"\n  ]\n}\n";
    let ran = run_with(&["explain", SAMPLE, "--facts", "-", "--json"], object);
    assert_eq!((ran.code, ran.out.matches("\"answer\":\"escalate\"").count(), ran.out.lines().count()), (0, 1, 1));
}

#[test]
fn numbers_keep_their_digits() {
    let folder = tempfile::tempdir().unwrap();
    let facts = folder.path().join("facts.json");
    fs::write(&facts, r#"{"amount": 150.0, "request": "refund", "item": "faulty", "signals": [], "days_since_purchase": 3, "tier": "standard"}"#)
        .unwrap();
    let path = facts.to_string_lossy().into_owned();
    let told = answer(&["--facts", &path]);
    assert_eq!((&told["room"][0]["value"], &told["room"][0]["left"]), (&json!(150), &json!(0)));
    let ran = run(&["explain", SAMPLE, "--facts", &path, "--set", "amount=0.1"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("`amount` can't be 0.1: it moves in steps of 1; write 0 or 1"), "{}", ran.err);
}

#[test]
fn people_get_a_page() {
    let ran = run(&["explain", SAMPLE, "cracked-lid"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    for said in [
        "ACT, YES: settle it yourself",
        "M-1  Faulty within 30 days",
        "€49 (M-1: <= limits.refund)",
        "none (keeps M-3 silent: hazard)",
        "Since the purchase: 31 days instead of 12 days (no rule)",
        "up to €150, €101 more; then escalate",
        "Mood (angry)",
    ] {
        assert!(ran.out.contains(said), "{said}\n{}", ran.out);
    }
    assert!(!ran.out.contains('\u{1b}'), "no colour where nobody sees it");
    assert!(ran.out.lines().all(|l| l.chars().count() <= 80), "{}", ran.out);
}

#[test]
fn what_cannot_be_asked_is_refused_with_a_way_out() {
    for (arguments, code, said) in [
        (vec!["explain", SAMPLE, "craked-lid"], 2, "did you mean `cracked-lid`?"),
        (vec!["explain", SAMPLE, "--set", "amount"], 2, "write fact=value"),
        (vec!["explain", SAMPLE, "--set", "tier=gold"], 2, "it can be `standard`, `plus`, `key`"),
        (vec!["explain", SAMPLE, "--set", "request=exchange", "--set", "item=unknown"], 2, "can't occur"),
        (vec!["explain", SAMPLE, "--facts", "no/such/file"], 2, "can't be read"),
        (vec!["explain", SAMPLE, "cracked-lid", "--as-of", "tomorrow"], 2, "write a day like 2026-09-01"),
    ] {
        let ran = run(&arguments);
        assert_eq!(ran.code, code, "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains(said), "{arguments:?}: {}", ran.err);
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_eoa"))
        .args(["schema", "policy"])
        .env("EOA_NOW", "2026-11-21T09:30:00Z")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}
