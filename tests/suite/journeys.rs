//! The real binary in a pseudo-terminal, as a person meets it: keys typed, the screen awaited, signals sent.

mod alone;
mod browser;
mod children;
mod craft;
mod lines;
mod meeting;
mod onboarding;
mod refreshing;
pub(super) mod terminal;

use std::time::Duration;

use self::terminal::{Terminal, attempts, plain};

/// Packs with nothing but the repair bench.
const BENCH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/screens");

#[test]
fn from_the_first_screen_to_an_explained_answer_in_three_keys() {
    let mut terminal = Terminal::new(80, 24).start(&[]);
    terminal.wait_for("Fernhill Bank");
    terminal.wait_for("Enter start");
    terminal.keys("\r").wait_for("What do you do?");
    terminal.keys("a").wait_for("How sure are you?");
    terminal.keys("3").wait_for("You said act: yes");
    terminal.wait_for("Because");
}

#[test]
fn a_whole_session_to_its_summary_and_home() {
    let mut terminal = Terminal::new(100, 30).start(&["play", BENCH]);
    for case in 1..=7 {
        terminal.wait_for(&format!("case {case} of 7"));
        if terminal.screen().contains("Before you read on") {
            terminal.keys("\r");
        }
        terminal.wait_for("What do you do?");
        terminal.keys("e").wait_for("How sure are you?");
        terminal.keys("2").wait_for("You said escalate");
        terminal.keys("\r");
    }
    terminal.wait_for("twin 1 of 4").wait_for("The same, but");
    terminal.keys("e").wait_for("How sure are you?");
    terminal.keys("2").wait_for("You said escalate");
    terminal.keys("\r").wait_for("twin 2 of 4");
    terminal.keys("s").wait_for("Over-escalation").wait_for("Over-reach");
    terminal.keys("\r").wait_for("A case comes in");
    terminal.keys("q").wait_for("Leave?");
    terminal.keys("y").wait_for_end();
    assert_eq!(attempts(&terminal.data).len(), 8);
}

#[test]
fn a_session_goes_on_where_it_stopped() {
    let mut terminal = Terminal::new(80, 24).start(&["play"]);
    terminal.answer("e2").keys("\r").wait_for("case 2 of 10");
    terminal.keys("qy").wait_for_end();
    let mut again = terminal.restart(&[]);
    again.wait_for("Continue where you stopped").wait_for("case 2 of 10");
    again.keys("\r").wait_for("What do you do?").wait_for("case 2 of 10");
}

#[test]
fn a_session_put_away_for_another_is_offered_again_after_it() {
    let mut terminal = Terminal::new(80, 24).start(&[]);
    terminal.wait_for("Enter start").keys("\r");
    terminal.answer("e2").keys("\u{1b}").wait_for("Continue where you stopped");
    // The topic at the end of the list has one case.
    terminal.keys("t").wait_for("topics").keys("\u{1b}[F\r").wait_for("case 1 of 1");
    terminal.answer("e2").keys("\r").wait_for("twin 1 of 1");
    terminal.keys("s").wait_for("Over-escalation");
    terminal.keys("\r").wait_for("Continue where you stopped").wait_for("case 2 of 10");
}

#[test]
fn a_session_left_among_its_twins_goes_on_with_them() {
    let mut terminal = Terminal::new(80, 24).start(&["play", "--cases", "3"]);
    for case in 1..=3 {
        terminal.wait_for(&format!("case {case} of 3"));
        terminal.answer("a3").keys("\r");
    }
    terminal.wait_for("twin 1 of 2");
    terminal.answer("e2").keys("\r").wait_for("twin 2 of 2");
    terminal.signal("KILL").wait_for_end();
    let mut again = terminal.restart(&[]);
    again.wait_for("Continue where you stopped").wait_for("the round of twins");
    again.keys("\r").wait_for("twin 2 of 2").wait_for("The same, but");
    again.answer("e2").keys("\r").wait_for("Over-escalation");
    assert_eq!(attempts(&again.data).len(), 5);
}

#[test]
fn a_killed_session_goes_on_after_its_last_answer() {
    let mut terminal = Terminal::new(80, 24).start(&["play"]);
    terminal.answer("e2");
    terminal.signal("KILL").wait_for_end();
    assert_eq!(attempts(&terminal.data).len(), 1, "an answer is durable before the reveal is shown");
    let mut again = terminal.restart(&[]);
    again.wait_for("Continue where you stopped").wait_for("case 2 of 10");
}

#[test]
fn the_policy_is_looked_into_from_a_reveal() {
    let mut terminal = Terminal::new(80, 24).start(&["play", BENCH]);
    terminal.answer("e2").keys("m").wait_for("Every fact").wait_for("●\u{a0}this\u{a0}case");
    // The last fact of the list is one that does not matter, and on no axis.
    terminal.keys("\t").wait_for("◂").keys("\u{1b}[F\r").wait_for("◎\u{a0}where\u{a0}it\u{a0}was");
    terminal.keys("c").wait_for("●\u{a0}this\u{a0}case");
    terminal.keys("\u{1b}").wait_for("Tab to change");
    terminal.keys("\u{1b}").wait_for("You said escalate");
    terminal.keys("l").wait_for("Red lines: hand it over");
    terminal.keys("\r").wait_for("Means").wait_for("1 of 6");
    terminal.keys("\u{1b}[F").wait_for("Stakes");
    terminal.keys("o").wait_for("coastline of").wait_for("▸ told cases");
    terminal.keys("\t").wait_for("▸ you");
    terminal.keys("\u{1b}").wait_for("Stakes");
    terminal.keys("\u{1b}").wait_for("5 rules");
    terminal.keys("\u{1b}").wait_for("You said escalate");
}

#[test]
fn a_lead_moves_a_number_and_reads_what_it_would_change() {
    let mut terminal = Terminal::new(80, 24).start(&["whatif", BENCH, "--tui"]);
    terminal.wait_for("What would change").wait_for("1 of 8");
    terminal.keys("\u{1b}[B\u{1b}[B\u{1b}[B\u{1b}[B\r").wait_for("The year limit, Full").wait_for("as it is");
    terminal.keys("[").wait_for("1 told case turns here");
    terminal.keys("\r").wait_for("As it is").wait_for("What if");
    terminal.keys("m").wait_for("Every fact");
    terminal.keys("\u{1b}").wait_for("a case that turns");
    terminal.keys("\u{1b}").wait_for("1 told case turns here");
    terminal.keys("d").wait_for("Scenarios that turn");
    terminal.keys("\u{1b}[F").wait_for("limits.year.full");
    terminal.keys("qy").wait_for_end();
    assert_eq!(attempts(&terminal.data).len(), 0, "looking writes nothing");
}

#[test]
fn two_packs_are_compared_on_the_screen() {
    let folder = tempfile::tempdir().unwrap();
    let policy = std::fs::read_to_string(format!("{BENCH}/policy.toml")).unwrap();
    std::fs::write(folder.path().join("policy.toml"), policy.replace("full   = 1000", "full   = 800")).unwrap();
    let new = folder.path().to_str().unwrap();
    let mut terminal = Terminal::new(80, 24).start(&["diff", BENCH, new, "--tui"]);
    terminal.wait_for("what changes").wait_for("Scenarios that turn");
    terminal.keys("\u{1b}[F").wait_for("1000, now 800");
    terminal.keys("\u{1b}").wait_for("A case comes in");
    let (told, _data) = plain(&["diff", BENCH, new, "--tui"], "");
    assert!(told.contains("The answer changes in") && told.contains("limits.year.full"), "{told}");
}

#[test]
fn what_if_is_told_in_plain_lines() {
    let (told, _data) = plain(&["whatif", BENCH, "--tui"], "5\n[\n1\n");
    assert!(told.contains("5. The year limit, Full: €1,000"), "{told}");
    assert!(told.contains("The year limit, Full: €1,000; what if €800.") && told.contains("Told cases settled alone:"), "{told}");
    assert!(told.contains("Act to escalate: 1 case.") && told.contains("1 told case turns; choose one to read it."), "{told}");
    assert!(told.contains("As it is") && told.contains("What if"), "{told}");
    assert!(!told.contains(['│', '─', '█', '▸', '●', '◆']), "{told}");
}

#[test]
fn plain_lines_wait_for_the_coast_and_the_log() {
    let (told, _data) = plain(&[], "l\n1\no\n");
    assert!(told.contains("places where the answer turns") && !told.contains("Charting"), "{told}");
    assert!(told.trim_end().ends_with('>'), "the line that is chosen is told to its end: {told}");
    assert!(told.contains("each place once, with the one of its two sides that speaks first"), "{told}");
    assert!(!told.contains("being read"), "{told}");
}

#[test]
fn signals_that_end_the_game_give_the_terminal_back() {
    for signal in ["TERM", "HUP", "INT"] {
        let mut terminal = Terminal::new(80, 24).start(&["play", BENCH]);
        terminal.wait_for("What do you do?");
        assert!(terminal.is_taken(), "alternate screen, hidden cursor, bracketed paste");
        terminal.signal(signal).wait_for_end();
        assert!(!terminal.is_taken(), "after SIG{signal}");
    }
}

#[test]
fn when_the_terminal_vanishes_the_game_ends_within_a_second() {
    let mut terminal = Terminal::new(80, 24).start(&["play", BENCH]);
    terminal.answer("e2");
    let took = terminal.hang_up();
    assert!(took < Duration::from_secs(1), "it took {took:?}");
    assert_eq!(attempts(&terminal.data).len(), 1);
}

#[test]
#[cfg(target_os = "linux")]
fn a_terminal_that_is_closed_without_a_signal_ends_the_game_within_a_second() {
    let mut holder = children::Holder::start();
    let took = holder.vanish();
    assert!(took < Duration::from_secs(1), "it took {took:?}");
    assert_eq!(attempts(&holder.data()).len(), 1);
}

#[test]
fn a_panic_gives_the_terminal_back_and_says_so_in_a_sentence() {
    let mut terminal = children::breaking();
    terminal.wait_for_end();
    assert!(terminal.raw().contains("\u{1b}[?1049h"), "the terminal was taken");
    assert!(!terminal.is_taken(), "{}", terminal.screen());
    assert!(terminal.raw().contains("eoa stopped on a mistake of its own"), "{}", terminal.raw());
}

#[test]
fn a_stopped_game_gives_the_terminal_back_and_takes_it_again() {
    let mut terminal = Terminal::new(80, 24).start(&["play", BENCH]);
    terminal.wait_for("What do you do?");
    terminal.signal("TSTP").wait_until("the terminal is ours", |t| !t.is_taken());
    terminal.signal("CONT").wait_until("the game has it again", Terminal::is_taken);
    terminal.wait_for("What do you do?");
    terminal.keys("e").wait_for("How sure are you?");
}

#[test]
fn a_resized_terminal_is_drawn_anew() {
    let mut terminal = Terminal::new(80, 24).start(&["play", BENCH]);
    terminal.wait_for("What do you do?");
    terminal.resize(40, 12).wait_for("too small");
    terminal.resize(120, 40).wait_for("What do you do?");
    terminal.keys("e").wait_for("How sure are you?");
}

#[test]
fn without_colour_no_colour_is_sent() {
    let mut plain = Terminal::new(80, 24).env("NO_COLOR", "1").env("COLORTERM", "truecolor").start(&["play", BENCH]);
    plain.answer("e2");
    assert_eq!(colours(&plain.raw()), Vec::<String>::new());
    let mut colour = Terminal::new(80, 24).env("COLORTERM", "truecolor").start(&["play", BENCH]);
    colour.answer("e2");
    assert!(colour.raw().contains("\u{1b}[38;2;"), "colours otherwise");
}

/// Sequences that choose a colour.
fn colours(raw: &str) -> Vec<String> {
    let styles = raw.split("\u{1b}[").skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| c.is_ascii_alphabetic())?;
        rest[end..].starts_with('m').then(|| rest[..end].to_owned())
    });
    let chooses = |part: &str| part.parse::<u8>().is_ok_and(|n| matches!(n, 30..=49 | 58..=59 | 90..=107));
    styles.filter(|style| style.split(';').any(chooses)).collect()
}

#[test]
fn text_of_a_pack_cannot_act_on_the_terminal() {
    let mut terminal = Terminal::new(80, 24);
    let pack = terminal.hostile_pack();
    let mut terminal = terminal.start(&["play", &pack]);
    terminal.wait_for("What do you do?");
    terminal.answer("e2");
    let raw = terminal.raw();
    for hostile in ["\u{1b}]0;owned", "\u{1b}[31mred", "\u{202e}", "\u{200b}", "\u{feff}", "\u{9b}2J"] {
        assert!(!raw.contains(hostile), "{hostile:?} reached the terminal");
    }
}

#[test]
fn a_note_is_kept_with_pasted_lines() {
    let mut terminal = Terminal::new(80, 24).start(&["play", BENCH]);
    terminal.wait_for("What do you do?");
    terminal.keys("w").wait_for("What about when");
    terminal.keys("\u{1b}[200~customs opened it\rtwice\u{1b}[201~").wait_for("customs opened it").wait_for("twice");
    terminal.keys("\r").wait_for("Noted");
    terminal.keys("qy").wait_for_end();
    assert_eq!(terminal::notes(&terminal.data), ["customs opened it\ntwice"]);
}

#[test]
fn plain_lines_and_the_screen_write_the_same_log() {
    let mut terminal = Terminal::new(80, 24).start(&["play", BENCH, "--topic", "refunds"]);
    for case in 1..=4 {
        terminal.wait_for(&format!("case {case} of 4"));
        terminal.answer("n2").keys("\r");
    }
    terminal.wait_for("twin 1 of 2");
    terminal.answer("e2").keys("\r").wait_for("twin 2 of 2").keys("s");
    terminal.wait_for("Over-escalation").keys("qy").wait_for_end();
    let lines = "2\n2\n1\n".repeat(4) + "e\n2\n1\n" + "s\nq\ny\n";
    let (told, data) = plain(&["play", BENCH, "--topic", "refunds"], &lines);
    assert!(told.contains("Now 2 twins") && told.contains("Twin 2 of 2:") && told.contains("The summary:"), "{told}");
    let on_screen = attempts(&terminal.data);
    assert_eq!(on_screen.len(), 5);
    assert_eq!(on_screen, attempts(data.path()));
}

#[test]
fn plain_lines_move_no_cursor_and_draw_no_box() {
    let (told, _data) = plain(&["play", BENCH, "--topic", "refunds"], "1\n3\n3\n");
    assert!(told.contains("What do you do?") && told.contains("How sure are you?"));
    assert!(!told.contains('\u{1b}') && !told.contains(['│', '─', '━', '▒', '●', '○', '▸']), "{told}");
}

#[test]
fn an_idle_game_is_never_woken() {
    let mut terminal = Terminal::new(80, 24).start(&["play", BENCH]);
    terminal.wait_for("What do you do?");
    let Some(before) = terminal.switches() else { return };
    // The only wait in these tests: that nothing happens can't be awaited otherwise.
    std::thread::sleep(Duration::from_millis(1200));
    assert_eq!(terminal.switches(), Some(before));
}
