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

/// A ticket can't be sent, so that its delivery follows from what it is; a duty tells the press office of anybody angry.
pub(super) const TICKETS: &str = r#"format = 1
[policy]
id = "tickets"
title = "Parcels and tickets"
version = "1"
effective = 2026-01-01
owner = "The desk"
currency = "EUR"
silence = { escalate = "lead" }
[facts.product]
label = "Product"
type = "choice"
values = ["parcel", "ticket"]
[facts.amount]
label = "Amount"
type = "money"
max = 100
step = 1
[facts.delivery]
label = "Delivery"
type = "choice"
values = ["post", "courier", "none"]
[facts.angry]
label = "Angry"
type = "flag"
[[never]]
when = { product = "ticket", delivery = ["post", "courier"] }
[routes.lead]
label = "Team lead"
urgency = "hour"
reach = "1"
[routes.press]
label = "Press office"
urgency = "info"
reach = "2"
[[rule]]
id = "S-1"
title = "Too late"
text = "Say no to dear parcels by post, and to what is cheap and not sent."
why = "It is gone."
decline = "Say no."
when = [{ product = "parcel", delivery = "post", amount = "> 50" }, { delivery = "none", amount = "<= 20" }]
[[rule]]
id = "R-1"
title = "Couriers"
text = "Angry people who wait for a courier go to the lead."
why = "The lead can call the courier."
escalate = "lead"
when = { delivery = "courier", angry = true }
[[also]]
id = "D-1"
title = "Angry"
text = "Tell the press office of anybody angry."
why = "They may write about it."
do = "Tell the press office."
when = { angry = true }
notify = "press"
"#;

fn of_tickets(arguments: &[&str], case: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("policy.toml"), TICKETS).unwrap();
    let pack = folder.path().to_string_lossy().into_owned();
    let ran = run_with(&[&["explain", pack.as_str(), "--facts", "-"], arguments].concat(), case);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    ran.out
}

#[test]
fn no_rule_is_named_where_a_fact_only_leaves_nothing_else() {
    let case = r#"{"product": "ticket", "amount": 5, "delivery": "none", "angry": false}"#;
    let page = of_tickets(&[], case);
    assert!(page.contains("ticket (with the others, leaves no other answer)"), "{page}");
    assert!(page.contains("€5 (S-1: <= 20)") && !page.contains("silent"), "{page}");
    let told: Json = serde_json::from_str(&of_tickets(&["--json"], case)).unwrap();
    let because = json!([
        {"fact": "product", "value": "ticket", "test": "", "rule": null, "holds": false},
        {"fact": "amount", "value": 5, "test": "<= 20", "rule": "S-1", "holds": true},
    ]);
    assert_eq!((&told["rules"], &told["because"]), (&json!(["S-1"]), &because));
}

#[test]
fn whom_to_tell_is_told_where_only_the_rules_hang_on_the_unknown() {
    let case = r#"{"product": "parcel", "amount": 30, "delivery": null, "angry": true}"#;
    let told: Json = serde_json::from_str(&of_tickets(&["--json"], case)).unwrap();
    assert_eq!((&told["answer"], &told["kind"], &told["rules"]), (&json!("escalate"), &Json::Null, &json!([])));
    assert_eq!((&told["also"], &told["notify"]), (&json!(["D-1"]), &json!(["press"])));
    assert!(of_tickets(&[], case).contains("tell    Press office"));
}

#[test]
fn a_limit_keeps_a_rule_silent_whatever_the_unknown_choice_behind_it_is() {
    let told = answer(&["cracked-lid", "--set", "amount=500", "--set", "tier=?"]);
    let kept = json!({"fact": "amount", "value": 500, "test": "<= limits.refund", "rule": "M-1", "holds": false});
    assert_eq!((&told["answer"], &told["because"][1]), (&json!("escalate"), &kept));
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
