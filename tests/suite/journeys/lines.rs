//! One's own line, in a real terminal and as plain lines.

use super::BENCH;
use super::terminal::{Terminal, attempts, plain, plain_at};

#[test]
fn a_line_is_found_in_about_ten_cases_and_the_progress_opens() {
    let mut terminal = Terminal::new(100, 30).start(&["line", BENCH]);
    let mut cases = 0;
    loop {
        terminal.wait_until("a case or what was found", |t| {
            let screen = t.screen();
            screen.contains(&format!("case {}", cases + 1)) && screen.contains("What do you do?")
                || screen.contains("The line in your head")
        });
        if terminal.screen().contains("The line in your head") {
            break;
        }
        terminal.keys("e").wait_for("How sure are you?");
        terminal.keys("3");
        cases += 1;
    }
    let log = attempts(&terminal.data);
    assert_eq!(log.len(), cases);
    assert!(cases <= 15 && log.iter().all(|a| !a.is_rated()));
    terminal.keys("\r").wait_for("A case comes in");
    terminal.keys("p").wait_for("Critical misses").wait_for("Esc back");
    terminal.keys("\u{1b}[F").wait_for("not for appraisal");
    terminal.keys("f").wait_for("case 1 of about 10");
    terminal.keys("\u{1b}").wait_for("Continue where you stopped");
}

#[test]
fn progress_is_read_out_as_sentences() {
    // Where no warning stands the first key is no option, and changes nothing.
    let lines = "enter\ne\n3\nenter\n".repeat(8) + "s\nenter\np\nesc\nq\ny\n";
    let (told, _folder) = plain(&["play", BENCH], &lines);
    assert!(told.contains("Your progress at"), "{told}");
    for heading in
        ["Critical misses.", "The two errors.", "How sure, and how right.", "The line in your head.", "What comes back."]
    {
        assert!(told.contains(heading), "no {heading} in {told}");
    }
    assert!(told.contains("too few") && told.contains("not for appraisal"), "{told}");
    let (told, _folder) = plain(&["line", BENCH], &("e\n3\n".repeat(15) + "enter\nq\ny\n"));
    assert!(told.contains("The line in your head.") && told.contains("What you answered:"), "{told}");
    assert!(!told.contains('┃') && !told.contains('◆'), "{told}");
}

#[test]
fn the_log_keeps_whose_day_an_answer_was_given_on() {
    let folder = tempfile::tempdir().unwrap();
    // An afternoon in Auckland, with midnight in London between.
    for now in ["2026-10-01T10:00:00+13:00", "2026-10-01T15:00:00+13:00"] {
        plain_at(folder.path(), now, &["play", BENCH, "--topic", "refunds"], "enter\ne\n3\nenter\nq\ny\n");
    }
    let kept = attempts(folder.path());
    assert!(kept.len() >= 2 && kept.iter().all(|a| a.zone == 13 * 3_600_000), "{kept:?}");
    assert_eq!(kept.iter().map(|a| a.day()).collect::<std::collections::BTreeSet<_>>().len(), 1);
}
