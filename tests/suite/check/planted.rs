//! Many mistakes in one pack: each is found once, at its line, and none by cascade.

use std::fs;
use std::path::Path;

use escalate_or_act::domain::diagnostic::{Diagnostic, Severity};

use super::{checked, copy_of_base, lines, load, overlay};
use crate::suite::eoa::run_in;

/// Changes a file, and gives the line of the mistake as `code file:line`.
fn plant(folder: &Path, file: &str, code: &str, from: &str, to: &str) -> String {
    let path = folder.join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(text.matches(from).count(), 1, "{from}");
    let line = text[..text.find(from).unwrap()].matches('\n').count() + 1;
    // No replacement adds or takes lines, so that lines keep their numbers.
    assert_eq!(from.matches('\n').count(), to.matches('\n').count(), "{from}");
    fs::write(path, text.replace(from, to)).unwrap();
    format!("{code} {file}:{line}")
}

fn found_as_planted(mistakes: &[(&str, &str, &str, &str)]) {
    let folder = copy_of_base();
    let mut planted: Vec<String> =
        mistakes.iter().map(|(file, code, from, to)| plant(folder.path(), file, code, from, to)).collect();
    let (pack, found) = checked(folder.path());
    let mut shown = lines(&pack, &found);
    planted.sort_unstable();
    shown.sort_unstable();
    assert_eq!(shown, planted, "{found:#?}");
}

#[test]
fn ten_planted_mistakes_are_ten_findings() {
    found_as_planted(&[
        ("policy.toml", "file::syntax", "why      = \"It may happen again elsewhere.\"", "why      = It may happen again"),
        ("policy.toml", "file::unknown-word", "type  = \"days\"", "type  = \"dayz\""),
        ("policy.toml", "policy::unknown-value", "gold = 100", "golden = 100"),
        ("policy.toml", "policy::unknown-route", "silence   = { escalate = \"lead\" }", "silence   = { escalate = \"boss\" }"),
        ("policy.toml", "file::unknown-key", "unless  = { vip = true }", "unles   = { vip = true }"),
        ("policy.toml", "policy::duplicate-id", "id     = \"D-1\"", "id     = \"G-1\""),
        (
            "policy.toml",
            "policy::unknown-limit",
            "when  = { request = \"refund\", days = \"<= 30\", amount = \"<= limits.refund\", after = \"<= limits.month\" }",
            "when  = { request = \"refund\", days = \"<= 30\", amount = \"<= limits.refund\", after = \"<= limits.mnth\" }",
        ),
        ("lamps/sparks.toml", "scenario::off-grid", "amount  = 20", "amount  = 20.5"),
        ("lamps/no-exchange.toml", "scenario::unknown-value", "request = \"exchange\"", "request = \"exchanged\""),
        ("lamps/a-small-refund.toml", "scenario::unknown-place", "after {days} and", "after {dais} and"),
    ]);
}

#[test]
fn a_policy_whose_words_are_wrong_still_judges_its_scenarios() {
    found_as_planted(&[
        ("policy.toml", "file::empty", "why      = \"It may happen again elsewhere.\"", "why      = \"\""),
        ("policy.toml", "policy::bad-at-stake", "at_stake  = \"amount\"", "at_stake  = \"days\""),
        ("lamps/a-small-refund.toml", "scenario::expect-contradicted", "answer = \"yes\"", "answer = \"no\""),
        (
            "lamps/sparks.toml",
            "scenario::undetermined",
            "[facts]\nrequest = \"refund\"\namount  = 20\nspent   = 0\ndays    = 3\ntier    = \"none\"\nsignals = [\"hazard\", \"press\"]",
            "[facts]\nrequest = \"refund\"\namount  = 20\nspent   = 0\ndays    = 3\ntier    = \"none\"\nsignals = \"?\"",
        ),
    ]);
}

#[test]
fn several_unreadable_statements_are_each_told_once() {
    found_as_planted(&[
        ("policy.toml", "file::syntax", "values = [\"none\", \"gold\"]", "values = [\"none\", \"gold\""),
        ("policy.toml", "file::syntax", "unless  = { vip = true }", "unless  = { vip = true"),
        ("policy.toml", "file::syntax", "title = \"Small refunds\"", "title = \"Small refunds"),
        ("policy.toml", "file::syntax", "month = 300", "month = 03oo"),
        ("policy.toml", "file::syntax", "[routes.safety]", "[routes.safety"),
    ]);
}

#[test]
fn a_key_that_must_be_there_is_one_finding_where_it_is_misspelt() {
    found_as_planted(&[
        ("policy.toml", "file::unknown-key", "currency  = \"EUR\"", "curency   = \"EUR\""),
        ("policy.toml", "file::unknown-key", "max   = 90", "mx    = 90"),
        ("policy.toml", "file::unknown-key", "values = [\"none\", \"gold\"]", "valeus = [\"none\", \"gold\"]"),
        ("policy.toml", "file::unknown-key", "urgency = \"hour\"", "ugency  = \"hour\""),
        (
            "policy.toml",
            "file::unknown-key",
            "why   = \"Waiting costs them more than us.\"",
            "wyh   = \"Waiting costs them more than us.\"",
        ),
        (
            "policy.toml",
            "file::unknown-key",
            "decline = \"Say no, and offer a refund.\"",
            "declien = \"Say no, and offer a refund.\"",
        ),
        ("policy.toml", "file::unknown-key", "do     = \"Promise nothing extra.\"", "doo    = \"Promise nothing extra.\""),
        ("lamps/a-small-refund.toml", "file::unknown-key", "story = \"Somebody", "stroy = \"Somebody"),
        ("lamps/no-exchange.toml", "file::unknown-key", "[facts]", "[fatcs]"),
    ]);
}

/// Headers with a slip in them, each with what is meant.
const SLIPS: [(&str, &str, &str); 8] = [
    ("[policy]", "[polcy]", "policy"),
    ("[facts.amount]", "[fact.amount]", "facts"),
    ("[limits.refund]", "[limit.refund]", "limits"),
    ("[routes.lead]", "[route.lead]", "routes"),
    ("[[never]]", "[[nevr]]", "never"),
    ("[[rule]]\nid    = \"G-1\"", "[[rules]]\nid    = \"G-1\"", "rule"),
    ("[[also]]", "[[alsoo]]", "also"),
    ("[[accept]]\ncode = \"policy::grey-area\"", "[[acept]]\ncode = \"policy::grey-area\"", "accept"),
];

#[test]
fn a_misspelt_format_is_one_finding() {
    found_as_planted(&[
        ("policy.toml", "file::unknown-key", "format = 1", "fromat = 1"),
        ("lamps/sparks.toml", "file::unknown-key", "format = 1", "formt  = 1"),
    ]);
}

#[test]
fn a_misspelt_half_of_asking_is_one_finding() {
    for (ask, answers, line) in [("ask = true", "[anwsers]", 15), ("asks = true", "[answers]", 6)] {
        let folder = copy_of_base();
        let path = folder.path().join("lamps/a-small-refund.toml");
        let text = fs::read_to_string(&path).unwrap().replace("tier    = \"none\"\n", "");
        let text = text.replace("story = ", &format!("{ask}\nstory = "));
        let text = text.replace("[expect]", &format!("{answers}\ntier = \"none\"\n\n[expect]"));
        fs::write(&path, text).unwrap();
        let (pack, found) = checked(folder.path());
        assert_eq!(lines(&pack, &found), [format!("file::unknown-key lamps/a-small-refund.toml:{line}")], "{found:#?}");
    }
}

#[test]
fn a_misspelt_header_is_one_finding_however_much_names_what_stands_under_it() {
    for (from, to, meant) in SLIPS {
        let folder = copy_of_base();
        let planted = plant(folder.path(), "policy.toml", "file::unknown-key", from, to);
        let (pack, found) = checked(folder.path());
        assert_eq!(lines(&pack, &found), [planted], "{found:#?}");
        assert_eq!(found[0].help, format!("did you mean `{meant}`?"));
    }
    let all: Vec<(&str, &str, &str, &str)> =
        SLIPS.iter().map(|(from, to, _)| ("policy.toml", "file::unknown-key", *from, *to)).collect();
    found_as_planted(&all);
}

/// Declarations with a slip in their names, each with what everybody else calls it.
const DECLARED: [(&str, &str, &str, &str); 6] = [
    ("policy::unknown-fact", "[facts.amount]", "[facts.amonut]", "amount"),
    ("policy::unknown-fact", "[facts.days]", "[facts.dayz]", "days"),
    ("policy::unknown-route", "[routes.safety]", "[routes.saftey]", "safety"),
    ("policy::unknown-value", "{ refund = \"Refund\",", "{ refnud = \"Refund\",", "refund"),
    ("policy::unknown-value", "values = [\"none\", \"gold\"]", "values = [\"nonne\", \"gold\"]", "none"),
    ("policy::unknown-value", "hazard = \"Sparks or smoke\"", "hazards = \"Sparks or smoke\"", "hazard"),
];

#[test]
fn a_misspelt_declaration_is_one_finding_where_it_stands_however_many_name_what_was_meant() {
    for (code, from, to, meant) in DECLARED {
        let folder = copy_of_base();
        let planted = plant(folder.path(), "policy.toml", code, from, to);
        let (pack, found) = checked(folder.path());
        assert_eq!(lines(&pack, &found), [planted], "{found:#?}");
        assert_eq!(found[0].help, format!("did you mean `{meant}`?"));
        assert_eq!(found[0].replacement.as_deref(), Some(meant));
        // Taking the offer mends the pack.
        let mended = pack.texts["policy.toml"].clone();
        let (before, after) = (&mended[..found[0].span.start], &mended[found[0].span.end..]);
        let quoted = mended[found[0].span.clone()].starts_with('"');
        let offered = if quoted { format!("\"{meant}\"") } else { meant.to_owned() };
        fs::write(folder.path().join("policy.toml"), format!("{before}{offered}{after}")).unwrap();
        assert_eq!(lines(&pack, &checked(folder.path()).1), [""; 0]);
    }
    let all: Vec<(&str, &str, &str, &str)> =
        DECLARED.iter().map(|(code, from, to, _)| ("policy.toml", *code, *from, *to)).collect();
    found_as_planted(&all);
}

#[test]
fn whatever_a_shipped_pack_declares_may_be_misspelt_and_is_told_once() {
    // As many as the time of a test allows.
    const EACH: usize = 4;
    for shipped in ["bank", "retail"] {
        let folder = tempfile::tempdir().unwrap();
        overlay(&Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(shipped), folder.path());
        let pack = load(folder.path());
        let (policy, text) = (pack.policy.unwrap(), pack.policy_text);
        let facts = policy.facts.iter().map(|f| format!("[facts.{}]", f.name));
        let routes = policy.routes.iter().map(|r| format!("[routes.{}]", r.id));
        for header in facts.chain(routes).step_by(EACH) {
            let misspelt = text.replacen(&header, &header.replace(']', "x]"), 1);
            assert_ne!(misspelt, text, "{header}");
            fs::write(folder.path().join("policy.toml"), misspelt).unwrap();
            let (_, found) = checked(folder.path());
            assert_eq!(found.len(), 1, "{header}: {found:#?}");
        }
    }
}

#[test]
fn a_declaration_that_is_missing_is_one_finding_where_it_is_first_named() {
    // The fact that is there instead is like none that is named.
    for (from, to, what, places) in [
        ("[facts.spent]", "[facts.zebra]", "there is no fact `spent`", "4"),
        ("{ refund = \"Refund\",", "{ zebra = \"Refund\",", "`request` has no value `refund`", "3"),
    ] {
        let folder = copy_of_base();
        plant(folder.path(), "policy.toml", "", from, to);
        let (_, found) = checked(folder.path());
        let errors: Vec<_> = found.iter().filter(|d| d.severity == Severity::Error).collect();
        assert_eq!(errors.len(), 1, "{found:#?}");
        assert_eq!(errors[0].message, format!("{what}, and {places} places name it"));
        assert!(load(folder.path()).policy.is_none(), "nobody plays what is made up");
    }
}

#[test]
fn what_scenarios_alone_name_wrongly_costs_those_scenarios_and_not_the_policy() {
    let folder = copy_of_base();
    let files = ["lamps/a-small-refund.toml", "lamps/no-exchange.toml", "lamps/sparks.toml"];
    let planted = files.map(|file| plant(folder.path(), file, "scenario::unknown-fact", "spent   = 0", "zebra   = 0"));
    let (pack, found) = checked(folder.path());
    let errors: Vec<Diagnostic> = found.into_iter().filter(|d| d.severity == Severity::Error).collect();
    assert_eq!(lines(&pack, &errors), planted);
    assert!(pack.policy.is_some() && pack.left_out == 3);
}

#[test]
fn a_name_misspelt_where_it_is_used_is_told_at_each_use() {
    let folder = copy_of_base();
    let scenarios = ["lamps/sparks.toml", "lamps/no-exchange.toml"];
    let planted = scenarios.map(|file| plant(folder.path(), file, "scenario::unknown-fact", "amount  = ", "ammount = "));
    let (pack, found) = checked(folder.path());
    let mut shown = lines(&pack, &found);
    shown.sort_unstable();
    let mut planted = planted.to_vec();
    planted.sort_unstable();
    assert_eq!(shown, planted, "{found:#?}");
}

#[test]
fn an_id_that_cannot_be_one_is_one_finding_whoever_names_it() {
    found_as_planted(&[("policy.toml", "file::bad-id", "id    = \"G-1\"", "id    = \"G 1\"")]);
}

#[test]
fn a_key_like_no_other_is_told_with_those_there_are() {
    let folder = copy_of_base();
    let path = folder.path().join("policy.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("effective = 2026-01-01", "effective = 2026-01-01\nnote      = \"None\"\ncolour    = \"red\""))
        .unwrap();
    let (_, found) = checked(folder.path());
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].help.contains("`silence`") && !found[0].help.contains("none is declared"), "{}", found[0].help);
}

/// A policy that is sound and odd in twelve ways, one for each thing that can be odd about a policy.
const ODD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/planted");

#[test]
fn twelve_odd_things_about_a_policy_are_twelve_findings() {
    let (pack, found) = checked(Path::new(ODD));
    let planted = [
        "policy::grey-area policy.toml:10",
        "policy::no-backup policy.toml:76",
        "policy::unreached-route policy.toml:81",
        "policy::leak policy.toml:94",
        "policy::long-text policy.toml:101",
        "policy::backwards-line policy.toml:107",
        "policy::splitting-hole policy.toml:107",
        "policy::date-hole policy.toml:107",
        "policy::idle-condition policy.toml:112",
        "policy::dead-rule policy.toml:116",
        "policy::redundant-rule policy.toml:124",
        "policy::silenced-fallback policy.toml:132",
    ];
    assert_eq!(lines(&pack, &found), planted);
}

#[test]
fn each_odd_thing_is_told_with_a_case_that_shows_it() {
    let folder = tempfile::tempdir().unwrap();
    overlay(Path::new(ODD), &folder.path().join("shop"));
    let ran = run_in(folder.path(), &["check", "shop"], "");
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "../snapshots" }, {
        insta::assert_snapshot!("twelve-odd-things", ran.out);
    });
    assert_eq!((ran.err.as_str(), ran.code), ("", 0));
}

#[test]
fn real_cases_say_how_often_a_grey_area_is_met() {
    let folder = tempfile::tempdir().unwrap();
    overlay(Path::new(ODD), &folder.path().join("shop"));
    let case = |request: &str, days: u32| {
        format!(
            "{{\"request\": \"{request}\", \"amount\": 10, \"spent\": 0, \"days\": {days}, \"tier\": \"none\", \"vip\": false, \"signals\": []}}\n"
        )
    };
    let lines = [case("other", 3), case("other", 4), case("refund", 3), case("other", 3)].concat();
    fs::write(folder.path().join("real.jsonl"), &lines).unwrap();
    let ran = run_in(folder.path(), &["check", "shop", "--cases", "real.jsonl"], "");
    assert!(ran.out.contains("; 3 real cases fall in it; write a rule for it"), "{}", ran.out);
    assert_eq!((ran.err.as_str(), ran.code), ("", 0));

    let ran =
        run_in(folder.path(), &["check", "shop", "--cases", "-"], &format!("{}{{\"request\": \"othr\"}}\n", case("other", 3)));
    assert!(ran.out.contains("; 1 real case falls in it; "), "{}", ran.out);
    assert!(ran.err.starts_with("eoa: line 2: ") && ran.err.contains("othr"), "{}", ran.err);
    assert_eq!(ran.code, 2);
}
