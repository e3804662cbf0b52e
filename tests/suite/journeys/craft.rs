//! The rest of the craft, as a person meets it: a rule looked up, a line said, a gesture given, and a month that runs out.

use escalate_or_act::domain::session::attempt::Mode;
use tempfile::tempdir;

use super::super::eoa::{run, run_in};
use super::super::frames::crafted;
use super::terminal::{Terminal, attempts, notes, plain};

#[test]
fn a_month_is_played_to_its_books() {
    let folder = crafted();
    let pack = folder.path().to_str().unwrap();
    let mut terminal = Terminal::new(80, 24).start(&["month", pack, "--cases", "3"]);
    terminal.wait_until("a case", |t| t.screen().contains("This month") || t.screen().contains("Before you read on"));
    for case in 1..=3 {
        terminal.wait_for(&format!("case {case} of 3"));
        if case == 1 {
            if terminal.screen().contains("Before you read on") {
                terminal.keys("\r").wait_for("What do you do?");
            }
            terminal.keys("l").wait_for("The rules that could matter").wait_for("back to the case");
            terminal.keys("\u{1b}").wait_for("What do you do?");
        }
        terminal.answer("a2").wait_for("This month");
        if case == 1 {
            terminal.keys("g").wait_for("Beside the remedy").keys("\r").wait_for("Given.");
            terminal.keys("\u{1b}").wait_for("You said");
            terminal.keys("y").wait_for("Say it.").keys("\u{1b}[F\r").wait_for("say it");
            terminal.keys("It is our policy.").wait_for("It is our policy.");
            terminal.keys("\r").wait_for("never said here").wait_for("Here is what I can do today.");
            terminal.keys("\u{1b}").wait_for("You said");
        }
        terminal.keys("\r");
    }
    terminal.wait_for("The month is over.").wait_for("is left.");
    terminal.keys("\r").wait_for("Over-escalation");
    terminal.keys("qy").wait_for_end();
    let kept = attempts(&terminal.data);
    assert_eq!(kept.len(), 3);
    assert!(kept.iter().all(|a| a.mode == Mode::Month));
    assert_eq!(kept.iter().map(|a| a.looked_up).collect::<Vec<_>>(), [true, false, false]);
    let said = notes(&terminal.data);
    assert!(said.contains(&"It is our policy.".to_owned()) && said.contains(&"call".to_owned()), "{said:?}");
}

#[test]
fn a_month_put_away_goes_on_with_what_was_given() {
    let mut terminal = Terminal::new(80, 24).start(&["month"]);
    terminal.answer("a2").wait_for("This month");
    terminal.keys("\r").wait_for("case 2 of 12");
    if terminal.screen().contains("Before you read on") {
        terminal.keys("\r");
    }
    terminal.wait_for("What do you do?");
    let month = |screen: &str| screen.lines().find(|l| l.contains("This month")).map(|l| l.trim().to_owned());
    let before = month(&terminal.screen());
    assert!(before.is_some());
    terminal.keys("qy").wait_for_end();
    let mut again = terminal.restart(&[]);
    again.wait_for("Continue where you stopped").wait_for("case 2 of 12").keys("\r");
    again.wait_until("the case", |t| t.screen().contains("What do you do?") || t.screen().contains("Before you read on"));
    if again.screen().contains("Before you read on") {
        again.keys("\r").wait_for("What do you do?");
    }
    assert_eq!(month(&again.screen()), before);
}

#[test]
fn a_pack_without_an_allowance_has_no_month_and_says_so() {
    let bench = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/screens");
    let ran = run(&["month", bench]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("has no [allowance], so there is no month to play"), "{}", ran.err);
}

#[test]
fn whatever_is_asked_of_a_broken_pack_what_is_wrong_with_it_is_shown() {
    let broken = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/broken");
    for what in ["month", "play", "line", "onboard", "refresh"] {
        let folder = tempdir().unwrap();
        let ran = run_in(folder.path(), &[what, broken], "");
        assert!(ran.out.contains("It can't be played until its policy is mended."), "{what}: {}", ran.out);
        assert!(ran.out.contains("policy.toml"), "{what}: {}", ran.out);
    }
}

#[test]
fn the_craft_is_there_in_plain_lines() {
    let folder = crafted();
    let pack = folder.path().to_str().unwrap();
    let (told, data) =
        plain(&["play", pack, "--topic", "refunds"], "l\nesc\n2\n2\ny\n4\nUnfortunately our policy is short.\nesc\ng\n1\nesc\n");
    assert!(told.contains("The rules that could matter: Asked for: Refund."), "{told}");
    assert!(told.contains("In my own words") && told.contains("Type what you would say on one line"), "{told}");
    assert!(told.contains("never said here") && told.contains("Better: “Here is what I can do today.”"), "{told}");
    assert!(told.contains("What may go with the remedy?") && told.contains("It fits."), "{told}");
    assert!(attempts(data.path())[0].looked_up);
    let (month, _data) = plain(&["month", pack], "2\n2\n");
    assert!(month.contains("This month") && month.contains("left."), "{month}");
    assert!(!month.contains(['▮', '▯', '│', '▸']), "{month}");
}
