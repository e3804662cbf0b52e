//! A ballot on the screen: nothing that was answered is lost, whatever ends the program.

use super::BENCH;
use super::terminal::Terminal;
use crate::suite::eoa::run_in;

#[test]
fn a_ballot_is_answered_on_the_screen_and_survives_being_killed() {
    let folder = tempfile::tempdir().unwrap();
    let ballot = folder.path().join("b.json");
    let file = ballot.to_str().unwrap();
    // By this seed the case that comes with a warning is the last.
    assert_eq!(run_in(folder.path(), &["team", BENCH, "--export-ballot", file, "--seed", "4"], "").code, 0);
    let mut terminal = Terminal::at(folder.path(), 80, 24).start(&["ballot", file]);
    terminal.wait_for("case 1 of 7").wait_for("What do you do?");
    terminal.keys("a").wait_for("How sure are you?");
    terminal.keys("3").wait_for("Kept; you may change it");
    terminal.signal("KILL").wait_for_end();
    let mut again = terminal.restart(&["ballot", file]);
    again.wait_for("case 2 of 7").wait_for("1 answered");
    again.keys("\u{1b}[D").wait_for("You said act: yes, and are sure.");
    again.keys("w").wait_for("without your name");
    again.keys("What about when it was a gift?\r").wait_for("Written down");
    again.keys("\u{1b}[Ce1\u{3}").wait_for_end();
    let mut last = again.restart(&["ballot", file]);
    last.wait_for("case 3 of 7").wait_for("2 answered");
    last.keys(&"\u{1b}[C".repeat(5)).wait_for("5 cases are still open: 3, 4, 5, 6, 7").wait_for("-answers-");
    last.keys("?").wait_for("Keys on this screen");
    last.keys("\u{1b}").wait_for("still open");
    last.keys("q").wait_for_end();
}
