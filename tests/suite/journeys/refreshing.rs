//! The refresher through the real binary, days apart: what was learnt comes back, and what a new policy turned.

use std::path::Path;

use escalate_or_act::domain::session::attempt::Mode;

use super::BENCH;
use super::terminal::{Terminal, attempts, plain, plain_at};

const DAYS_LATER: &str = "2026-09-18T10:00:00Z";
const A_WEEK_LATER: &str = "2026-09-22T10:00:00Z";

/// A pack of one's own: the repair bench in a folder.
fn own_pack(folder: &Path) {
    std::fs::create_dir_all(folder.join("bench")).expect("a folder");
    std::fs::copy(format!("{BENCH}/policy.toml"), folder.join("policy.toml")).expect("copied");
    for file in std::fs::read_dir(format!("{BENCH}/bench")).expect("its cases") {
        let file = file.expect("a file");
        std::fs::copy(file.path(), folder.join("bench").join(file.file_name())).expect("copied");
    }
}

/// Answers what is on the table, case by case, up to the summary, and looks at each; how many cases there were.
fn play_out(terminal: &mut Terminal, answer: &str, mut look: impl FnMut(&str)) -> usize {
    let mut cases = 0;
    loop {
        terminal.wait_until("a case or the summary", |t| {
            let screen = t.screen();
            ["What do you do?", "Before you read on", "Over-escalation"].iter().any(|words| screen.contains(words))
        });
        if terminal.screen().contains("Over-escalation") {
            return cases;
        }
        look(&terminal.screen());
        terminal.answer(answer).keys("\r");
        cases += 1;
    }
}

#[test]
fn what_was_learnt_comes_back_and_so_does_what_a_new_policy_turned() {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("pack");
    own_pack(&pack);
    let pack = pack.to_str().unwrap();
    let mut first = Terminal::new(100, 30).start(&["play", pack]);
    assert!(play_out(&mut first, "e3", |_| ()) > 7, "seven cases and twins");
    first.keys("\rqy").wait_for_end();
    let learnt = attempts(&first.data).len();

    // Three days later.
    let mut second = first.env("EOA_NOW", DAYS_LATER).restart(&["refresh", pack]);
    second.wait_for("you were sure, and missed").wait_for("red line");
    second.keys("\r").wait_for("refresher").wait_for("Why this one: you were sure, and missed it on Tuesday");
    let cases = play_out(&mut second, "e2", |_| ());
    second.wait_for("Comes back");
    second.keys("\r").wait_for("A case comes in").keys("qy").wait_for_end();
    let log = attempts(&second.data);
    assert_eq!(log.len(), learnt + cases);
    assert!(log[learnt..].iter().all(|a| a.mode == Mode::Refresh));

    // The limit of a full agent is lowered: what was theirs to refund is theirs no more.
    let policy = std::fs::read_to_string(format!("{pack}/policy.toml")).unwrap();
    let lowered = policy.replace("full   = 150", "full   = 100").replace("\"2026.1\"", "\"2026.2\"");
    assert_ne!(policy, lowered);
    std::fs::write(format!("{pack}/policy.toml"), lowered).unwrap();
    let mut third = second.env("EOA_NOW", A_WEEK_LATER).restart(&["refresh", pack, "--minutes", "20"]);
    third.wait_for("policy 2026.2 flipped");
    let mut seen = false;
    third.keys("\r");
    play_out(&mut third, "e2", |screen| seen |= screen.contains("Why this one: policy 2026.2 flipped this"));
    assert!(seen, "no case was labelled as flipped");
    let log = attempts(&third.data);
    let turned = log.iter().filter(|a| a.policy.version == "2026.2" && a.mode == Mode::Refresh);
    assert!(turned.count() > 0);
}

#[test]
fn a_refresher_is_played_in_plain_lines() {
    let folder = tempfile::tempdir().unwrap();
    let lines = "e\n3\n\n".repeat(4) + "s\nq\ny\n";
    let first = plain_at(folder.path(), "2026-09-15T10:00:00Z", &["play", BENCH, "--topic", "refunds"], &lines);
    assert!(first.contains("The summary"), "{first}");
    let told = plain_at(folder.path(), DAYS_LATER, &["refresh", BENCH], "\ne\n2\n");
    assert!(told.contains("Refresher.") && told.contains("you were sure, and missed"), "{told}");
    assert!(told.contains("red line"), "{told}");
    assert!(told.contains("Why this one: you were sure, and missed it on Tuesday."), "{told}");
    assert!(!told.contains(['│', '─', '▸', '●']), "{told}");
    let home = plain_at(folder.path(), DAYS_LATER, &[], "q\ny\n");
    assert!(!home.contains("being read"), "{home}");
}

#[test]
fn who_is_new_is_offered_new_lines() {
    let (told, _data) = plain(&["refresh", BENCH, "--mix", "balanced"], "\n");
    assert!(told.contains("Nothing is due: you have met no line of this policy yet."), "{told}");
    assert!(told.contains("New lines, if you like") && told.contains("Why this one: new to you."), "{told}");
}
