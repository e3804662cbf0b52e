//! `eoa whatif`: what moving a limit would change, for the scenarios and for a file of real cases.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use serde_json::{Value as Json, json};

use super::check::{BASE, SAMPLE};
use super::diff::keys;
use super::eoa::{Ran, keep, run, run_with};

fn whatif(arguments: &[&str], input: &str) -> Ran {
    run_with(&[&["whatif", SAMPLE], arguments].concat(), input)
}

fn told(arguments: &[&str], input: &str) -> Json {
    let ran = whatif(&[arguments, &["--json"]].concat(), input);
    serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}{}", ran.out, ran.err))
}

/// A refund of faulty goods, in one line.
fn refund(amount: &str, tier: &str) -> String {
    format!(
        r#"{{"request": "refund", "item": "faulty", "level": "new", "amount": {amount}, "days_since_purchase": 12, "goodwill_12m": 0, "tier": "{tier}", "signals": [], "mood": "angry"}}"#
    )
}

fn refunds(amounts: &[u32]) -> String {
    amounts.iter().map(|a| refund(&a.to_string(), "plus") + "\n").collect()
}

#[test]
fn cases_that_move_are_counted_with_the_money_they_are_about() {
    let told = told(&["--set", "limits.refund.plus=300", "--cases", "-"], &refunds(&[200, 251, 300, 301, 280]));
    let cases = &told["cases"];
    assert_eq!(cases["cases"], 5);
    assert_eq!(cases["moves"], json!([{"from": "escalate", "to": "yes", "cases": 3, "at_stake": 831, "unpriced": 0}]));
    assert_eq!(
        (&cases["to_act"]["cases"], &cases["to_escalate"]["cases"], &cases["approvals_saved"]),
        (&json!(3), &json!(0), &json!(3))
    );
    assert_eq!(cases["routes"][0], json!({"route": "lead", "before": 4, "after": 1}));
    assert_eq!(told["set"], json!([{"name": "limits.refund.plus", "from": 250, "to": 300}]));
}

#[test]
fn trust_and_control_are_weighed_over_a_range_of_losses() {
    let arguments = ["--set", "limits.refund.plus=300", "--cases", "-", "--approval", "6.50"];
    let weighed = told(&arguments, &refunds(&[200, 251, 300, 301, 280]))["cases"]["trust"][0].clone();
    // 3 decisions, 2 of 100 wrong: 3 x 0.02 x 251 and x 300; an approval costs 6.50 and catches 80 of 100.
    assert_eq!(weighed["loss"], json!({"low": 251, "mean": 277, "high": 300}));
    assert_eq!(weighed["trust"], json!({"low": "15.06".parse::<serde_json::Number>().unwrap(), "high": 18}));
    assert_eq!(weighed["control"]["low"].to_string(), "22.512");
    assert_eq!(
        (weighed["break_even_loss"].to_string(), weighed["break_even_approval"]["high"].to_string()),
        ("406.25".to_owned(), "4.8".to_owned())
    );
    let given = told(&[&arguments[..], &["--loss", "20..600", "--wrong", "5", "--caught", "50"]].concat(), &refunds(&[260]));
    let weighed = &given["cases"]["trust"][0];
    assert_eq!((&weighed["loss"], &weighed["trust"]), (&json!({"low": 20, "high": 600}), &json!({"low": 1, "high": 30})));
}

#[test]
fn people_get_a_page() {
    let input = refunds(&[200, 251, 300, 301, 280]) + "{\"amount\": 1e3}\n";
    let ran = whatif(&["--set", "limits.refund.plus=300", "--set", "limits.refund.standard=20", "--cases", "-"], &input);
    assert_eq!((ran.code, ran.err.as_str()), (2, ""));
    keep("whatif", &ran.out);
}

#[test]
fn a_sweep_draws_the_curve() {
    let input = refunds(&[120, 200, 251, 300, 301, 280, 420]);
    let swept = told(&["--sweep", "limits.refund.plus=100..500:100", "--cases", "-"], &input);
    let rows: Vec<(&Json, &Json, &Json)> =
        swept["sweep"]["rows"].as_array().unwrap().iter().map(|r| (&r["value"], &r["alone"], &r["escalate"])).collect();
    let wanted =
        [(100, 0, 7), (200, 2, 5), (300, 5, 2), (400, 6, 1), (500, 7, 0)].map(|(v, a, e)| (json!(v), json!(a), json!(e)));
    assert_eq!(rows, wanted.iter().map(|(v, a, e)| (v, a, e)).collect::<Vec<_>>());
    let ran = whatif(&["--sweep", "limits.refund.plus=100..500", "--cases", "-"], &input);
    keep("whatif-sweep", &ran.out);
}

#[test]
fn what_can_be_moved_is_listed_and_a_slip_is_helped() {
    let ran = whatif(&[], "");
    assert_eq!(ran.code, 0);
    for name in [
        "limits.visit",
        "limits.refund.key",
        "limits.goodwill.senior.plus",
        "rules.M-1.days_since_purchase",
        "rules.M-6.days_since_purchase",
    ] {
        assert!(ran.out.contains(name), "{name}\n{}", ran.out);
    }
    for (arguments, said) in [
        (vec!["--set", "limits.refund.pluss=300"], "did you mean `limits.refund.plus`?"),
        (
            vec!["--set", "limits.refund=300"],
            "is not one number; move one of `limits.refund.standard`, `limits.refund.plus`, `limits.refund.key`",
        ),
        (vec!["--set", "limits.refund.plus"], "write NAME=NUMBER"),
        (vec!["--set", "limits.refund.plus=30.5"], "`amount` moves in steps of 1; write 30 or 31"),
        (vec!["--set", "rules.M-1.days_since_purchase=400"], "`days_since_purchase` goes from 0 to 365"),
        (vec!["--set", "limits.refund.plus=1e3"], "can't be `1e3`"),
        (vec!["--sweep", "limits.refund.plus=500..100"], "goes backwards"),
        (vec!["--sweep", "limits.refund.plus=0..2000:1"], "more than 500 steps"),
        (vec!["--sweep", "limits.refund.plus=100"], "write two numbers"),
        (vec!["--cases", "-"], "nothing is moved"),
        (vec!["--set", "limits.visit=1", "--cases", "no/such/file"], "can't be read"),
        (vec!["--set", "limits.visit=1", "--wrong", "120"], "write a number from 0 to 100"),
        (vec!["--set", "limits.visit=1", "--loss", "60..20"], "write the least first"),
    ] {
        let ran = whatif(&arguments, "");
        assert_eq!(ran.code, 2, "{arguments:?}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains(said), "{arguments:?}: {}", ran.err);
    }
}

#[test]
fn a_threshold_of_a_rule_can_be_moved_as_well() {
    let told = told(&["--set", "rules.M-1.days_since_purchase=10", "--cases", "-"], &refunds(&[100, 200]));
    assert_eq!((&told["cases"]["to_escalate"]["cases"], &told["cases"]["approvals_saved"]), (&json!(2), &json!(-2)));
    assert_eq!(told["moved"][0]["id"], "cracked-lid");
}

#[test]
fn bad_lines_are_named_and_stop_nothing() {
    let mut input = String::new();
    let lines = [
        refund("251", "plus"),
        "{\"amount\": ".to_owned(),
        String::new(),
        r#"{"amont": 3}"#.to_owned(),
        refund("252", "plus").replace("252", "252.0"),
        refund("253", "plus").replace("\"mood\"", "\"m\\u006fod\""),
        r#"{"amount": 49, "amount": 50}"#.to_owned(),
        r#"{"request": "exchange", "item": "unknown", "amount": 1, "days_since_purchase": 1, "signals": [], "tier": "key"}"#
            .to_owned(),
        r#"{"request": "refund", "item": "faulty", "amount": 260, "days_since_purchase": null, "signals": [], "tier": "plus"}"#
            .to_owned(),
        "\u{fffd}".to_owned(),
    ];
    lines.iter().for_each(|line| writeln!(input, "{line}").unwrap());
    let ran = whatif(&["--set", "limits.refund.plus=300", "--cases", "-", "--json"], &input);
    assert_eq!((ran.code, ran.err.as_str()), (2, ""));
    let told: Json = serde_json::from_str(&ran.out).unwrap();
    let refused: Vec<&Json> = told["refused"].as_array().unwrap().iter().map(|r| &r["line"]).collect();
    assert_eq!(refused, [2, 4, 7, 8, 10]);
    assert_eq!(told["refused"][1]["error"], "the policy has no fact `amont`; did you mean `amount`?");
    assert_eq!(told["refused"][3]["error"], "this case can't occur: the policy says never `request` exchange and `item` unknown");
    let answers = &told["cases"]["answers"];
    assert_eq!((&told["cases"]["cases"], &answers[0]["after"], &answers[4]["after"]), (&json!(4), &json!(3), &json!(1)));
}

#[test]
fn a_file_of_many_blocks_keeps_its_line_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cases.jsonl");
    let mut text = String::new();
    for at in 1..=20_000 {
        match at % 5_000 {
            0 => text.push_str("{\"amount\": }\n"),
            1 => text.push('\n'),
            _ => text.push_str(&(refund(if at % 2 == 0 { "260" } else { "100" }, "plus") + "\n")),
        }
    }
    text.push_str(&refund("260", "plus"));
    assert!(text.len() > 3 << 20, "several blocks");
    fs::write(&path, text).unwrap();
    let told = told(&["--set", "limits.refund.plus=300", "--cases", &path.to_string_lossy()], "");
    let refused: Vec<&Json> = told["refused"].as_array().unwrap().iter().map(|r| &r["line"]).collect();
    assert_eq!(refused, [5_000, 10_000, 15_000, 20_000]);
    assert_eq!((&told["cases"]["cases"], &told["cases"]["to_act"]["cases"]), (&json!(19_993), &json!(9_997)));
}

#[test]
fn one_object_may_be_spread_over_lines_and_a_line_may_be_too_long() {
    let spread = refund("260", "plus").replace(", ", ",\n");
    let counted = told(&["--set", "limits.refund.plus=300", "--cases", "-"], &spread);
    assert_eq!(counted["cases"]["to_act"]["cases"], 1);
    let long = format!("{}\n{}\n{}\n", refund("260", "plus"), "x".repeat(3 << 20), refund("270", "plus"));
    let counted = told(&["--set", "limits.refund.plus=300", "--cases", "-"], &long);
    assert_eq!(counted["refused"], json!([{"line": 2, "error": "the line is longer than 1 MB"}]));
    assert_eq!(counted["cases"]["to_act"]["cases"], 2);
}

#[test]
fn the_scenarios_that_move_are_named() {
    let told = run(&["whatif", BASE, "--set", "limits.refund.none=5"]);
    assert_eq!(told.code, 0, "{}", told.err);
    assert!(told.out.contains("act, yes → escalate"), "{}", told.out);
    assert!(
        told.out.contains("  a-small-refund\n  was   act, yes, under G-1\n  now   escalate to The owner, as no rule speaks\n"),
        "{}",
        told.out
    );
}

#[test]
fn numbers_that_change_places_are_not_taken_for_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let policy = fs::read_to_string(format!("{SAMPLE}/policy.toml")).unwrap();
    let (from, to) = (r#"{ tier = "key" }]"#, r#"{ tier = "key" }, { item = "washed", days_since_purchase = "<= 5" }]"#);
    assert!(policy.contains(from));
    fs::write(folder.path().join("policy.toml"), policy.replacen(from, to, 1)).unwrap();
    let since = |days: u32| format!("\"days_since_purchase\": {days}");
    let case = |item: &str, days: u32| refund("40", "standard").replace("faulty", item).replace(&since(12), &since(days)) + "\n";
    // The exception for worn goods reaches to 5 days now, the one for washed goods only to 1.
    let cases = case("worn", 4) + &case("washed", 2) + &case("worn", 1) + &case("washed", 1);
    let pack = folder.path().to_str().unwrap();
    let name = "rules.M-6.days_since_purchase";
    let (worn, washed) = (format!("{name}[2]=5"), format!("{name}[5]=1"));
    let ran = run_with(&["whatif", pack, "--set", &worn, "--set", &washed, "--cases", "-", "--json"], &cases);
    let told: Json = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}{}", ran.out, ran.err));
    let moved: u64 = told["cases"]["moves"].as_array().unwrap().iter().map(|m| m["cases"].as_u64().unwrap()).sum();
    assert_eq!((moved, told["cases"]["moves"].as_array().unwrap().len()), (2, 2), "{told:#}");
}

#[test]
fn the_guide_names_every_key_of_the_json_and_no_other() {
    let guide = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/README.md")).unwrap();
    let from = guide.find("`--json` writes one object: `policy` (`id`, `version`); `set`").expect("the guide tells of it");
    let section = guide[from..].split("\n\n").next().unwrap();
    let named: BTreeSet<String> =
        section.split('`').skip(1).step_by(2).filter(|name| *name != "--json").map(str::to_owned).collect();
    let mut found = BTreeSet::new();
    let moved = ["--set", "rules.M-1.days_since_purchase=10", "--cases", "-"];
    keys(&told(&moved, &refunds(&[100])), &mut found);
    let all =
        ["--set", "limits.refund.plus=300", "--sweep", "limits.refund.plus=100..500:100", "--cases", "-", "--approval", "6.50"];
    keys(&told(&all, &(refunds(&[200, 251, 300]) + "no case\n")), &mut found);
    keys(&told(&[], ""), &mut found);
    keys(&told(&["--set", "limits.refund.plus=9999"], ""), &mut found);
    assert_eq!(named, found);
}

#[test]
fn what_no_file_may_say_is_refused_and_a_limit_out_of_reach_is_pointed_out() {
    let ran = whatif(&["--set", "limits.refund.plus=9999"], "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("9999 is out of reach: `amount` goes from 0 to 2000"), "{}", ran.out);
    for (sweep, said) in [("9999..9999", 1), ("9998..9999", 2), ("1000..9999", 1), ("1000..1000", 0)] {
        let ran = whatif(&["--sweep", &format!("limits.refund.plus={sweep}")], "");
        assert_eq!((ran.code, ran.out.matches("is out of reach").count()), (0, said), "{sweep}: {}", ran.out);
    }
    assert_eq!(told(&["--set", "limits.refund.plus=-5"], "")["set"][0]["out_of_reach"], "amount");
    assert_eq!(told(&["--set", "limits.refund.plus=300"], "")["set"][0].get("out_of_reach"), None);

    let folder = tempfile::tempdir().unwrap();
    super::check::overlay(std::path::Path::new(BASE), &folder.path().join("shop"));
    let path = folder.path().join("shop/policy.toml");
    let policy = fs::read_to_string(&path).unwrap();
    assert!(policy.contains("days = \"<= 30\""));
    fs::write(&path, policy.replacen("days = \"<= 30\"", "days = \"5..30\"", 1)).unwrap();
    let whatif = |arguments: &[&str]| super::eoa::run_in(folder.path(), &[&["whatif", "shop"], arguments].concat(), "");
    let ran = whatif(&["--set", "rules.G-1.days[5]=40"]);
    let said = "eoa: --set: `days` in G-1 could never hold: its range would go from 40 days to 30 days\n";
    assert_eq!((ran.code, ran.err.as_str()), (2, said));
    assert_eq!(whatif(&["--set", "rules.G-1.days[5]=40", "--set", "rules.G-1.days[30]=50"]).code, 0, "both ends are moved first");
    let ran = whatif(&["--sweep", "rules.G-1.days[5]=0..40:10"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("with `rules.G-1.days[5]` at 40, `days` in G-1 could never hold"), "{}", ran.err);
}
