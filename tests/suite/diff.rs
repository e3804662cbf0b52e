//! `eoa diff`: what a new version changes, told, shown by a case, and checked again by `explain`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use escalate_or_act::domain::session::attempt::{Attempt, PolicyStamp};
use escalate_or_act::domain::session::facet::Facet;
use escalate_or_act::store::entry::Entry;
use escalate_or_act::store::log::Log;
use escalate_or_act::store::sqlite::SqliteLog;
use serde_json::{Value as Json, json};

use super::check::{BASE, SAMPLE, overlay};
use super::eoa::{Ran, keep, run, run_in, run_with};
use super::store::sample::attempt;

/// The small shop as it is, and after these replacements in its policy.
fn versions(edits: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    overlay(Path::new(BASE), &folder.path().join("old"));
    overlay(Path::new(BASE), &folder.path().join("new"));
    let path = folder.path().join("new/policy.toml");
    let mut policy = fs::read_to_string(&path).unwrap();
    for (from, to) in edits {
        assert!(policy.contains(from), "{from}");
        policy = policy.replacen(from, to, 1);
    }
    fs::write(path, policy).unwrap();
    folder
}

fn diff(folder: &Path, more: &[&str]) -> Ran {
    let ran = run_in(folder, &[&["diff", "old", "new"], more].concat(), "");
    assert_eq!((ran.err.as_str(), ran.code), ("", 0), "{}", ran.out);
    ran
}

fn told(folder: &Path) -> Json {
    serde_json::from_str(&diff(folder, &["--json"]).out).unwrap()
}

const PRESS: &str = r#"[[rule]]
id       = "R-2"
title    = "Press"
text     = "The press goes to the owner."
why      = "They print it."
when     = { signals = "press" }
escalate = "lead"

[[rule]]
id      = "S-1""#;

#[test]
fn a_lead_reads_what_changed_where_and_by_which_rule() {
    let folder = versions(&[
        ("version   = \"1\"", "version   = \"2\""),
        ("none = 50", "none = 80"),
        ("[[rule]]\nid      = \"S-1\"", PRESS),
        ("It may happen again elsewhere.", "It happened before."),
        ("notify = \"lead\"", "notify = \"safety\""),
        ("values = [\"none\", \"gold\"]", "values = { none = \"No card\", gold = \"Gold card\" }"),
    ]);
    keep("diff", &diff(folder.path(), &[]).out);
}

#[test]
fn facts_that_changed_are_said_plainly() {
    let folder = versions(&[
        ("max   = 500\nstep  = 1\nnear  = 10", "max   = 600\nstep  = 0.5\nnear  = 10"),
        ("values = [\"none\", \"gold\"]", "values = [\"none\", \"gold\", \"ruby\"]"),
        ("none = 50\ngold = 100", "none = 50\ngold = 100\nruby = 200"),
        (
            "label   = \"Known to the owner\"\ntype    = \"flag\"\nusually = false",
            "label   = \"Known to the owner\"\ntype    = \"choice\"\nvalues  = [\"no\", \"yes\"]\nusually = \"no\"",
        ),
        ("unless  = { vip = true }", "unless  = { vip = \"yes\" }"),
        ("press = \"Press\" }", "press = \"Press\", child = \"A child was hurt\" }"),
        ("[facts.days]", "[facts.receipt]\nlabel   = \"Receipt\"\ntype    = \"flag\"\nusually = true\n\n[facts.days]"),
        ("when     = { signals = \"hazard\" }", "when     = [{ signals = [\"hazard\", \"child\"] }, { receipt = false }]"),
    ]);
    keep("diff-facts", &diff(folder.path(), &[]).out);
}

#[test]
fn every_change_shows_a_case_that_explain_decides_as_it_says() {
    let folder =
        versions(&[("none = 50", "none = 80"), ("[[rule]]\nid      = \"S-1\"", PRESS), ("days = \"<= 30\"", "days = \"<= 20\"")]);
    let told = told(folder.path());
    let changes = told["changes"].as_array().unwrap();
    assert!(changes.len() > 3, "{told:#}");
    for change in changes {
        for (version, side) in [("old", "was"), ("new", "now")] {
            let facts = change["case"][version].to_string();
            let ran = run_in(folder.path(), &["explain", version, "--facts", "-", "--json"], &facts);
            let explained: Json = serde_json::from_str(&ran.out).unwrap();
            let wanted = &change[side];
            let rule = explained["rules"].as_array().unwrap().first().cloned().unwrap_or_default();
            assert_eq!(
                (&explained["answer"], &explained["kind"], &explained["route"], &rule),
                (&wanted["answer"], &wanted["kind"], &wanted["route"], &wanted["rule"]),
                "{change:#}"
            );
        }
    }
}

#[test]
fn a_moved_limit_is_one_sentence() {
    let folder = versions(&[("none = 50", "none = 80")]);
    let told = told(folder.path());
    let sentences: Vec<&str> = told["changes"].as_array().unwrap().iter().map(|c| c["sentence"].as_str().unwrap()).collect();
    assert_eq!(
        sentences,
        ["Asked for: Refund; Money asked for: €51 to €80; The month, with this: up to €300; Since the sale: up to 30 days; \
          Card: none: was escalate to The owner, as no rule speaks; now act, yes, under G-1, unless R-1 speaks first."]
    );
    assert_eq!(told["edits"], json!([{"class": "rules", "about": "limits.refund.none", "says": "50, now 80"}]));
}

/// The new version's scenario names the rule as it is called there.
fn expects_the_new_name(folder: &Path) {
    let scenario = folder.join("new/lamps/a-small-refund.toml");
    let text = fs::read_to_string(&scenario).unwrap();
    fs::write(&scenario, text.replace("rule   = \"G-1\"", "rule   = \"G-9\"")).unwrap();
}

#[test]
fn a_rule_that_only_has_another_name_changes_nothing() {
    let folder = versions(&[
        ("id    = \"G-1\"", "id    = \"G-9\"\nwas   = [\"G-1\"]"),
        ("still    = [\"G-1\"]", "still    = [\"G-9\"]"),
        ("rule = \"G-1\"", "rule = \"G-9\""),
    ]);
    expects_the_new_name(folder.path());
    let told = told(folder.path());
    assert_eq!((&told["changes"], &told["scenarios"]), (&json!([]), &json!([])));
    assert!(told["edits"].as_array().unwrap().iter().any(|e| e["about"] == "G-9" && e["says"] == "renamed, was G-1"), "{told:#}");
}

#[test]
fn scenarios_that_turn_are_named_with_both_answers() {
    let folder = versions(&[("days = \"<= 30\"", "days = \"<= 2\"")]);
    let told = told(folder.path());
    let turned: Vec<(&Json, &Json, &Json)> =
        told["scenarios"].as_array().unwrap().iter().map(|s| (&s["id"], &s["was"]["answer"], &s["now"]["answer"])).collect();
    assert_eq!(turned, [(&json!("a-small-refund"), &json!("yes"), &json!("escalate"))]);
}

#[test]
fn what_can_no_longer_occur_is_said() {
    let folder = versions(&[("[[never]]\n", "[[never]]\nwhen = { request = \"other\", amount = \"> 0\" }\n\n[[never]]\n")]);
    let ran = diff(folder.path(), &[]);
    assert!(
        ran.out.contains("Can't occur any more\n  Asked for: Something else; Money asked for: more than €0\n"),
        "{}",
        ran.out
    );
}

#[test]
fn a_version_is_a_pack_a_policy_or_any_file_with_one() {
    let folder = versions(&[("none = 50", "none = 80")]);
    fs::copy(folder.path().join("old/policy.toml"), folder.path().join("a1b2c3_policy.toml")).unwrap();
    let told = |old: &str| run_in(folder.path(), &["diff", old, "new"], "").out;
    assert_eq!(told("a1b2c3_policy.toml"), told("old/policy.toml"));
    assert!(told("old").contains("€51 to €80"));
    let same = run(&["diff", "fernhill-bank", "fernhill-bank"]);
    assert_eq!(
        (same.code, same.out.contains("No answer changes, and every case goes to whom it went.")),
        (0, true),
        "{}",
        same.out
    );
}

#[test]
fn what_cannot_be_compared_is_refused_with_a_way_out() {
    let folder = versions(&[("escalate = \"safety\"", "escalate = \"saftey\"")]);
    let ran = run_in(folder.path(), &["diff", "old", "new"], "");
    assert_eq!((ran.code, ran.err.contains("`eoa check new` shows them")), (1, true), "{}", ran.err);
    fs::rename(folder.path().join("new/policy.toml"), folder.path().join("draft.toml")).unwrap();
    let ran = run_in(folder.path(), &["diff", "old", "draft.toml"], "");
    assert!(
        ran.err.contains("the policy in `draft.toml` has 1 mistakes, the first of them: there is no route `saftey`"),
        "{}",
        ran.err
    );
    assert_eq!(run(&["diff", SAMPLE, "no/such/pack"]).code, 2);
    assert_eq!(run_with(&["diff", SAMPLE], "").code, 2);
}

/// An answer of somebody's to a case of the shop.
fn answered(n: u64, trainee: &str, scenario: &str, facts: &Json) -> Attempt {
    Attempt {
        trainee: trainee.to_owned(),
        scenario: scenario.to_owned(),
        case_hash: format!("{scenario}-{n}"),
        facts: facts.as_object().unwrap().clone(),
        policy: PolicyStamp { id: "corner-shop".to_owned(), version: "1".to_owned(), hash: "ab".repeat(32) },
        facet: None,
        ..attempt(n)
    }
}

#[test]
fn whose_progress_it_touches_is_read_off_the_log() {
    let folder = versions(&[("none = 50", "none = 80")]);
    let case = |amount: u32| json!({"request": "refund", "amount": amount, "spent": 0, "days": 3, "tier": "none", "vip": false, "signals": []});
    let entries: Vec<Entry> = [
        answered(1, "Ada", "a-dear-lamp", &case(60)),
        answered(2, "Ada", "a-small-refund", &case(30)),
        answered(3, "Ben", "a-small-refund", &case(30)),
    ]
    .map(Entry::from)
    .into();
    let data = folder.path().join("no-data-here");
    SqliteLog::open(&data).unwrap().append(&entries, None).unwrap();
    let told = told(folder.path());
    assert_eq!(
        told["progress"],
        json!([{"trainee": "Ada", "answered": 2, "turned": 1, "scenarios": ["a-dear-lamp"], "lines": 0}])
    );
    let page = diff(folder.path(), &[]).out;
    assert!(page.contains("Whose progress it touches\n  Ada  1 of 2 answered cases turn: a-dear-lamp\n"), "{page}");
}

#[test]
fn answers_at_a_line_that_moved_are_touched_though_their_case_does_not_turn() {
    let folder = versions(&[("none = 50", "none = 80")]);
    let facts = json!({"request": "refund", "amount": 45, "spent": 0, "days": 3, "tier": "none", "vip": false, "signals": []});
    let at = |line: u32| Facet { fact: "amount".to_owned(), line: json!(line), here: Some("G-1".to_owned()), there: None };
    let near =
        |n: u64, trainee: &str, line: u32| Attempt { facet: Some(at(line)), ..answered(n, trainee, "a-small-refund", &facts) };
    let entries: Vec<Entry> = [near(1, "Ada", 50), near(2, "Ben", 100)].map(Entry::from).into();
    SqliteLog::open(&folder.path().join("no-data-here")).unwrap().append(&entries, None).unwrap();
    let touched = json!([{"trainee": "Ada", "answered": 1, "turned": 0, "scenarios": [], "lines": 1}]);
    assert_eq!(told(folder.path())["progress"], touched);
    let page = diff(folder.path(), &[]).out;
    assert!(page.contains("none of 1 answered case turns; 1 line they answered at moved or is gone"), "{page}");
}

fn pairs(lines: &Json) -> Vec<(String, String)> {
    let name = |rule: &Json| rule.as_str().unwrap_or("-").to_owned();
    lines.as_array().unwrap().iter().map(|l| (name(&l["here"]), name(&l["there"]))).collect()
}

#[test]
fn a_line_that_moved_is_a_pair_and_one_of_a_new_rule_is_born() {
    let folder = versions(&[("none = 50", "none = 80")]);
    let lines = told(folder.path())["lines"].clone();
    let moved = json!([{
        "was": {"fact": "amount", "line": 50, "here": "G-1", "there": null},
        "now": {"fact": "amount", "line": 80, "here": "G-1", "there": null},
    }]);
    assert_eq!((&lines["moved"], &lines["born"], &lines["lost"]), (&moved, &json!([]), &json!([])));
    let page = diff(folder.path(), &[]).out;
    assert!(page.contains("Money asked for  the line moved from €50 to €80, between G-1 and no rule"), "{page}");
    let folder = versions(&[("[[rule]]\nid      = \"S-1\"", PRESS)]);
    let told_lines = |folder: &Path| told(folder)["lines"].clone();
    let lines = told_lines(folder.path());
    assert!(pairs(&lines["born"]).iter().all(|pair| pair.0 == "R-2" || pair.1 == "R-2"), "{lines:#}");
    assert!(pairs(&lines["born"]).contains(&("G-1".to_owned(), "R-2".to_owned())), "{lines:#}");
    assert_eq!((&lines["lost"], &lines["moved"]), (&json!([]), &json!([])));
    fs::rename(folder.path().join("old"), folder.path().join("was")).unwrap();
    fs::rename(folder.path().join("new"), folder.path().join("old")).unwrap();
    fs::rename(folder.path().join("was"), folder.path().join("new")).unwrap();
    assert_eq!(told_lines(folder.path())["lost"], lines["born"], "the other way round what was born is lost");
}

#[test]
fn a_renamed_rule_loses_no_line() {
    let folder = versions(&[
        ("id    = \"G-1\"", "id    = \"G-9\"\nwas   = [\"G-1\"]"),
        ("still    = [\"G-1\"]", "still    = [\"G-9\"]"),
        ("rule = \"G-1\"", "rule = \"G-9\""),
    ]);
    expects_the_new_name(folder.path());
    assert_eq!(told(folder.path())["lines"], json!({"born": [], "lost": [], "moved": []}));
}

/// The bank after three edits that many of its cases fall under: two limits, and a red line for the press.
fn broad() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let bank = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/bank"));
    overlay(bank, &folder.path().join("old"));
    overlay(bank, &folder.path().join("new"));
    let path = folder.path().join("new/policy.toml");
    let policy = fs::read_to_string(&path).unwrap();
    let press = "[[rule]]\nid = \"R-0\"\ntitle = \"Press\"\ntext = \"It goes to the press office.\"\nwhy = \"They print it.\"\n\
                 when = { signals = \"press\" }\nescalate = \"press\"\n\n[[rule]]\nid     = \"R-2\"";
    let edits = [("full   = 150", "full   = 200"), ("full   = 2500", "full   = 3000"), ("[[rule]]\nid     = \"R-2\"", press)];
    let edited = edits.iter().fold(policy, |policy, (from, to)| {
        assert!(policy.contains(from), "{from}");
        policy.replacen(from, to, 1)
    });
    fs::write(path, edited).unwrap();
    folder
}

#[test]
fn three_broad_edits_read_in_two_screens_and_nothing_is_left_out_of_the_whole() {
    let folder = broad();
    let page = diff(folder.path(), &[]).out;
    assert!(page.lines().count() <= 2 * 36, "{page}");
    assert!(page.contains("--all tells every place by itself"), "{page}");
    let told = told(folder.path());
    let changes = told["changes"].as_array().unwrap().len();
    assert!(changes > 30, "{changes}");
    let grouped = told["groups"].as_array().unwrap().iter().flat_map(|g| g["changes"].as_array().unwrap());
    let mut grouped: Vec<u64> = grouped.map(|at| at.as_u64().unwrap()).collect();
    grouped.sort_unstable();
    assert_eq!(grouped, (0..changes as u64).collect::<Vec<_>>(), "each change in one group");
    for group in told["groups"].as_array().unwrap() {
        let half = |at: &Json| told["changes"][at.as_u64().unwrap() as usize][group["share"].as_str().unwrap()].clone();
        let members = group["changes"].as_array().unwrap();
        assert!(members.iter().all(|at| half(at) == half(&members[0])), "{group}");
    }
    let all = diff(folder.path(), &["--all"]).out;
    assert_eq!(all.matches("\n  was     ").count(), changes + told["scenarios"].as_array().unwrap().len());
    // Every rule of a change is named on the short page as well.
    for change in told["changes"].as_array().unwrap() {
        for rule in [&change["was"]["rule"], &change["now"]["rule"]].into_iter().filter_map(Json::as_str) {
            assert!(page.contains(rule), "{rule}\n{page}");
        }
    }
    keep("diff-broad", &page);
}

#[test]
fn what_version_control_hands_out_is_compared_or_refused_plainly() {
    let folder = versions(&[("none = 50", "none = 80")]);
    for (at, side) in ["git-blob-a1", "git-blob-b2"].into_iter().zip(["old", "new"]) {
        fs::create_dir(folder.path().join(at)).unwrap();
        fs::copy(folder.path().join(side).join("policy.toml"), folder.path().join(at).join("policy.toml")).unwrap();
    }
    let ran = run_in(folder.path(), &["diff", "git-blob-a1/policy.toml", "git-blob-b2/policy.toml"], "");
    assert!(ran.code == 0 && ran.out.contains("€51 to €80") && ran.out.contains("compare the folders to see"), "{}", ran.out);
    fs::write(folder.path().join("nothing"), "").unwrap();
    let ran = run_in(folder.path(), &["diff", "nothing", "new/policy.toml"], "");
    assert_eq!((ran.code, ran.err.trim()), (1, "eoa: `nothing` is empty: there is no policy to compare with"));
    let scenario = fs::read_dir(folder.path().join("new")).unwrap().map(|e| e.unwrap().path()).find(|p| p.is_dir());
    let scenario = fs::read_dir(scenario.unwrap()).unwrap().next().unwrap().unwrap().path();
    let ran = run_in(folder.path(), &["diff", scenario.to_str().unwrap(), "new"], "");
    assert!(ran.code == 1 && ran.err.contains("is a scenario, not a policy"), "{}", ran.err);
}

/// Every key of an output, wherever it stands.
pub(super) fn keys(json: &Json, found: &mut BTreeSet<String>) {
    match json {
        Json::Object(map) => map.iter().for_each(|(key, value)| {
            found.insert(key.clone());
            // What a case gives is the pack's own.
            if !matches!(key.as_str(), "old" | "new") || value.get("id").is_some() {
                keys(value, found);
            }
        }),
        Json::Array(all) => all.iter().for_each(|value| keys(value, found)),
        _ => {}
    }
}

#[test]
fn the_guide_names_every_key_of_the_json_and_no_other() {
    let guide = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/README.md")).unwrap();
    let from = guide.find("`--json` writes one object: `old`, `new`").expect("the guide tells of it");
    let told = guide[from..].split("\n\n").next().unwrap();
    let named: BTreeSet<String> = told.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    let folder = versions(&[
        ("none = 50", "none = 80"),
        ("[[rule]]\nid      = \"S-1\"", PRESS),
        ("days = \"<= 30\"", "days = \"<= 2\""),
        ("[[never]]\n", "[[never]]\nwhen = { request = \"other\", amount = \"> 0\" }\n\n[[never]]\n"),
    ]);
    let case = json!({"request": "refund", "amount": 60, "spent": 0, "days": 2, "tier": "none", "vip": false, "signals": []});
    let mut log = SqliteLog::open(&folder.path().join("no-data-here")).unwrap();
    log.append(&[answered(1, "Ada", "a-dear-lamp", &case).into()], None).unwrap();
    let mut found = BTreeSet::new();
    keys(&self::told(folder.path()), &mut found);
    // Words that are values, or keys that stand only where something is amiss.
    let values = ["--json", "impossible", "possible", "facts", "rules", "beside", "words", "undecided: true", "progress_unknown"];
    let spoken: BTreeSet<String> = named.iter().filter(|name| !values.contains(&name.as_str())).cloned().collect();
    let shown: BTreeSet<String> = found.into_iter().filter(|key| !values.contains(&key.as_str())).collect();
    assert_eq!(spoken, shown);
}

#[test]
fn an_example_moves_only_what_it_must() {
    let folder = versions(&[("days = \"<= 30\"", "days = \"<= 20\""), ("none = 50", "none = 80")]);
    let told = told(folder.path());
    let scenario = |id: &str| {
        let request = if id == "no-exchange" { "exchange" } else { "refund" };
        let signals: &[&str] = if id == "sparks" { &["hazard", "press"] } else { &[] };
        json!({"request": request, "amount": 20, "spent": 0, "days": 3, "tier": "none", "signals": signals, "vip": false})
    };
    let changes = told["changes"].as_array().unwrap();
    assert!(changes.len() > 1, "{told:#}");
    for change in changes {
        let case = &change["case"];
        let known = scenario(case["scenario"].as_str().unwrap());
        let facts = case["new"].as_object().unwrap();
        let moved: Vec<&String> = facts.keys().filter(|name| known.get(name.as_str()) != facts.get(name.as_str())).collect();
        for name in moved {
            let was = known.get(name.as_str()).unwrap_or_else(|| panic!("{name} is read by nobody: {change:#}"));
            let mut back = facts.clone();
            back.insert(name.clone(), was.clone());
            let still = [("old", "was"), ("new", "now")].map(|(version, side)| {
                let facts = Json::Object(back.clone()).to_string();
                let ran = run_in(folder.path(), &["explain", version, "--facts", "-", "--json"], &facts);
                let said: Json = serde_json::from_str(&ran.out).unwrap();
                let rule = said["rules"].get(0).cloned().unwrap_or_default();
                (&said["answer"], &rule) == (&change[side]["answer"], &change[side]["rule"])
            });
            assert_ne!(still, [true, true], "{name} need not move: {change:#}");
        }
    }
}

#[test]
fn the_sample_needs_one_fact_moved_for_a_case_that_no_rule_names() {
    let folder = tempfile::tempdir().unwrap();
    for version in ["old", "new"] {
        overlay(Path::new(SAMPLE), &folder.path().join(version));
    }
    let path = folder.path().join("new/policy.toml");
    let policy = fs::read_to_string(&path).unwrap();
    let silence = policy.lines().find(|line| line.starts_with("silence")).unwrap();
    fs::write(&path, policy.replace(silence, "silence = { act = \"Do what you think right.\" }")).unwrap();
    let page = diff(folder.path(), &[]).out;
    assert!(page.contains("cracked-lid with request=repair\n"), "{page}");
}

#[test]
fn a_rule_that_is_gone_is_said_with_what_it_did() {
    let folder = versions(&[]);
    let path = folder.path().join("new/policy.toml");
    let policy = fs::read_to_string(&path).unwrap();
    let (from, to) = (policy.find("[[rule]]\nid      = \"S-1\"").unwrap(), policy.find("[[rule]]\nid    = \"G-1\"").unwrap());
    fs::write(&path, format!("{}{}", &policy[..from], &policy[to..])).unwrap();
    let told = told(folder.path());
    let edits = told["edits"].as_array().unwrap();
    assert!(edits.iter().any(|e| e["about"] == "S-1" && e["says"] == "gone: it said to act, no"), "{told:#}");
}
