//! `eoa check` as it is typed.

use std::fs;
use std::path::Path;

use super::{BASE, copy_of_base, overlay};
use crate::suite::eoa::{run, run_in};

/// The small pack under a name of its own, with a change to one file.
fn shop(file: &str, from: &str, to: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    overlay(Path::new(BASE), &folder.path().join("shop"));
    let path = folder.path().join("shop").join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(path, text.replace(from, to)).unwrap();
    folder
}

#[test]
fn a_mistake_is_shown_with_its_line_a_caret_and_the_way_out() {
    let folder = shop("policy.toml", "escalate = \"safety\"", "escalate = \"saftey\"");
    let ran = run_in(folder.path(), &["check", "shop"], "");
    let shown = "\
error[policy::unknown-route]: there is no route `saftey`
  --> shop/policy.toml:87:12
   |
87 | escalate = \"saftey\"
   |            ^^^^^^^^
   |
help: did you mean `safety`?
   |
87 - escalate = \"saftey\"
87 + escalate = \"safety\"
   |

1 pack, 0 rules, 0 scenarios: 1 error, 0 warnings
";
    assert_eq!((ran.out.as_str(), ran.err.as_str(), ran.code), (shown, "", 1));
}

#[test]
fn tools_get_the_same_findings_as_json() {
    let folder = shop("lamps/sparks.toml", "tier    = \"none\"", "tier    = \"nonne\" # « ici »");
    let ran = run_in(folder.path(), &["check", "shop", "--json"], "");
    let found: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let wanted = serde_json::json!([{
        "code": "scenario::unknown-value", "severity": "error", "message": "`tier` has no value `nonne`", "help": "did you mean `none`?",
        "file": "shop/lamps/sparks.toml", "line": 13, "column": 11, "end_line": 13, "end_column": 18,
    }]);
    assert_eq!((found, ran.code), (wanted, 1));
}

#[test]
fn warnings_fail_only_when_strict() {
    let folder = shop("policy.toml", "gold = 100", "gold = 900");
    let warned = run_in(folder.path(), &["check", "shop"], "");
    assert_eq!(warned.code, 0, "{}", warned.out);
    assert!(warned.out.starts_with("warning[policy::limit-out-of-bounds]"), "{}", warned.out);
    assert_eq!(run_in(folder.path(), &["check", "shop", "--strict"], "").code, 1);
}

#[test]
fn an_accepted_warning_is_quiet() {
    let accept = "notify = \"lead\"\n\n[[accept]]\ncode = \"policy::limit-out-of-bounds\"\nwhy = \"Gold has no limit.\"\n";
    let folder = shop("policy.toml", "gold = 100", "gold = 900");
    let path = folder.path().join("shop/policy.toml");
    let policy = fs::read_to_string(&path).unwrap();
    fs::write(&path, policy.replace("notify = \"lead\"\n", accept)).unwrap();
    let ran = run_in(folder.path(), &["check", "shop", "--strict"], "");
    assert_eq!((ran.out.as_str(), ran.code), ("1 pack, 3 rules, 3 scenarios: nothing to mend\n", 0));
}

#[test]
fn rules_of_another_day_can_be_checked() {
    let folder = shop("policy.toml", "act   = \"Refund it.\"", "act   = \"Refund it.\"\nuntil = 2026-10-31");
    assert_eq!(run_in(folder.path(), &["check", "shop", "--as-of", "2026-10-31"], "").code, 0);
    let after = run_in(folder.path(), &["check", "shop"], "");
    assert!(after.out.contains("scenario::expect-contradicted"), "{}", after.out);
}

#[test]
fn a_pack_that_is_not_there_is_a_mistake_on_the_command_line() {
    let ran = run(&["check", "no/such/pack"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert_eq!(ran.err, "eoa: `no/such/pack` does not exist; a pack is a folder with a policy.toml\n");
    let ran = run(&["check", "fernhill-bonk"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("did you mean `fernhill-bank`?"), "{}", ran.err);
}

#[test]
fn what_a_file_says_never_acts_on_the_terminal() {
    let evil = "colour\u{9b}31m = 1\n\"k\u{1b}]0;owned\u{7}\u{202e}ey\" = 2\ntitle  = \"Sparks\"";
    let folder = shop("lamps/sparks.toml", "title  = \"Sparks\"", evil);
    let ran = run_in(folder.path(), &["check", "shop"], "");
    assert_eq!(ran.code, 1);
    let acts = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
    assert!(!ran.out.contains(acts), "{:?}", ran.out);
}

#[test]
fn a_folder_of_packs_stands_for_them_all() {
    let folder = copy_of_base();
    let both = tempfile::tempdir().unwrap();
    overlay(folder.path(), &both.path().join("one"));
    overlay(folder.path(), &both.path().join("two"));
    let ran = run_in(both.path(), &["check", "."], "");
    assert_eq!((ran.out.as_str(), ran.code), ("2 packs, 6 rules, 6 scenarios: nothing to mend\n", 0));
}

/// A policy of these lines, in a folder `mine`, checked strictly.
fn strictly(policy: &str) -> crate::suite::eoa::Ran {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("mine")).unwrap();
    let head = "format = 1\n[policy]\nid = \"mine\"\ntitle = \"Mine\"\nversion = \"1\"\neffective = 2026-01-01\nowner = \"Me\"\n\
                currency = \"EUR\"\nsilence = { escalate = \"lead\" }\n";
    let routes = "[routes.lead]\nlabel = \"Lead\"\nurgency = \"hour\"\nreach = \"upstairs\"\nbackup = \"boss\"\n\
                  [routes.boss]\nlabel = \"Boss\"\nurgency = \"now\"\nreach = \"4999\"\nbackup = \"lead\"\n";
    fs::write(folder.path().join("mine/policy.toml"), format!("{head}{policy}{routes}")).unwrap();
    run_in(folder.path(), &["check", "mine", "--strict"], "")
}

/// A rule in one line.
fn rule(id: &str, when: &str, outcome: &str) -> String {
    format!("[[rule]]\nid = \"{id}\"\ntitle = \"T\"\ntext = \"Do.\"\nwhy = \"So.\"\nwhen = {{ {when} }}\n{outcome}\n")
}

#[test]
fn what_is_left_of_a_pot_shrinks_by_each_part() {
    let pot = |sum: &str, fine: &str, too_much: &str| {
        let facts = format!(
            "at_stake = \"amount\"\n[facts.pot]\nlabel = \"Pot\"\ntype = \"money\"\nmax = 500\nstep = 1\n\
             [facts.amount]\nlabel = \"Amount\"\ntype = \"money\"\nmax = 500\nstep = 1\n\
             [facts.left]\nlabel = \"Left\"\ntype = \"money\"\nis = \"{sum}\"\n"
        );
        let when = |test: &str| format!("left = \"{test}\"");
        let rules = rule("G-1", &when(fine), "act = \"Give.\"") + &rule("R-1", &when(too_much), "escalate = \"lead\"");
        strictly(&(facts + &rules)).out
    };
    let left = pot("pot - amount", ">= 0", "< 0");
    assert!(!left.contains("splitting-hole") && left.contains("2 rules"), "{left}");
    // What is asked for beyond a price is no nearer to it because something was given: parts that are each within it do pass.
    let over = pot("amount - pot", "<= 0", "> 0");
    assert!(over.contains("splitting-hole"), "{over}");
}

#[test]
fn a_policy_without_rules_has_one_grey_area_and_no_example_of_everything() {
    let out = strictly("[facts.vip]\nlabel = \"Vip\"\ntype = \"flag\"\n").out;
    assert!(out.contains("help: write a rule for it, or accept it"), "{out}");
}

#[test]
fn a_grey_area_between_two_facts_can_be_accepted_as_the_help_has_it() {
    let days = |name: &str| format!("[facts.{name}]\nlabel = \"{name}\"\ntype = \"days\"\nmax = 30\n");
    let facts = days("taken") + &days("promised");
    for (sign, when) in [
        (">", "{ taken = \"<= promised\" }"),
        (">=", "{ taken = \"< promised\" }"),
        ("<", "{ taken = \">= promised\" }"),
        ("<=", "{ taken = \"> promised\" }"),
    ] {
        let policy = format!("{facts}{}", rule("R-1", &format!("taken = \"{sign} promised\""), "escalate = \"lead\""));
        let out = strictly(&policy).out;
        assert!(out.contains(&format!("accept it with `when = {when}`")), "{out}");
        let accepted = format!("{policy}[[accept]]\ncode = \"policy::grey-area\"\nwhen = {when}\nwhy = \"So.\"\n");
        let out = strictly(&accepted).out;
        assert!(!out.contains("grey-area") && !out.contains("stale-accept"), "{out}");
    }
    // A fact is tested once in a clause: the other one says how they compare.
    let both = "taken = \"> promised\"".to_owned();
    let few = rule("R-2", "taken = \"<= 3\"", "escalate = \"lead\"");
    let out = strictly(&format!("{facts}{}{few}", rule("R-1", &both, "escalate = \"lead\""))).out;
    assert!(out.contains("accept it with `when = { taken = \">= 4\", promised = \">= taken\" }`"), "{out}");
}
