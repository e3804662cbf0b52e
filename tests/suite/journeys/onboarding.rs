//! A small pack's path through the real binary, by key presses on three days, to its certificate.

use std::fs;

use escalate_or_act::domain::session::attempt::Mode;

use super::terminal::{Terminal, attempts, plain};
use crate::suite::eoa::run_in;

/// Three rules that can be told from the panel: smoke goes to safety, worn is refused, all else up to a limit is settled.
const POLICY: &str = r#"
format = 1
[policy]
id = "small"
title = "The small desk"
version = "7"
effective = 2026-01-01
owner = "Desk leads"
currency = "EUR"
silence = { escalate = "lead" }
[mastery]
opportunities = 3
days = 2
[facts.smoke]
label = "Smoke"
type = "flag"
[facts.state]
label = "State"
type = "choice"
values = { fine = "Fine", worn = "Worn" }
[facts.price]
label = "Price"
type = "money"
max = 500
step = 1
near = 40
[routes.safety]
label = "Safety desk"
urgency = "now"
reach = "4999"
[routes.lead]
label = "Desk lead"
urgency = "hour"
reach = "4100"
[[rule]]
id = "R-1"
title = "Smoke"
text = "Smoke goes to the safety desk at once."
why = "Somebody may be harmed."
when = { smoke = true }
escalate = "safety"
stakes = "critical"
[[rule]]
id = "R-2"
title = "Above the limit"
text = "Above a hundred the desk lead decides."
why = "A second pair of eyes."
when = { smoke = false, state = "fine", price = "> 100" }
escalate = "lead"
[[rule]]
id = "S-1"
title = "Worn"
text = "Worn goods are refused."
why = "They can't be sold again."
when = { smoke = false, state = "worn" }
decline = "Say no yourself."
[[rule]]
id = "G-1"
title = "Up to the limit"
text = "Refund up to a hundred yourself."
why = "It takes longer to ask."
when = { smoke = false, state = "fine", price = "<= 100" }
act = "Refund it."
"#;

/// A scenario of it.
fn scenario(id: &str, smoke: bool, state: &str, price: u32) -> String {
    format!(
        "format = 1\nid = \"{id}\"\ntitle = \"The {id}\"\nsource = {{ kind = \"illustrative\", ref = \"invented\" }}\n\
         story = \"Somebody wants their money back for a {id} that cost {{price}}.\"\n[facts]\nsmoke = {smoke}\nstate = \"{state}\"\nprice = {price}\n"
    )
}

/// The pack in a folder.
fn pack(terminal: &Terminal) -> String {
    let folder = terminal.data.with_file_name("small");
    fs::create_dir_all(folder.join("desk")).expect("a folder");
    fs::write(folder.join("policy.toml"), POLICY).expect("written");
    let told = [
        ("kettle", true, "fine", 30),
        ("iron", true, "worn", 140),
        ("lamp", false, "fine", 90),
        ("chair", false, "fine", 120),
        ("coat", false, "worn", 60),
        ("boots", false, "worn", 130),
        ("radio", false, "fine", 20),
        ("table", false, "fine", 300),
        ("mixer", false, "fine", 60),
        ("shoes", false, "worn", 250),
    ];
    for (id, smoke, state, price) in told {
        fs::write(folder.join(format!("desk/{id}.toml")), scenario(id, smoke, state, price)).expect("written");
    }
    folder.display().to_string()
}

/// The right key for the case on the screen, read off its panel as a person would.
fn key(screen: &str) -> char {
    let value = |label: &str| {
        // A fact that was moved bears a sign.
        let places = [format!("│ {label} "), format!("│ ▸ {label} ")];
        let here = |line: &&str| places.iter().any(|place| line.contains(place)) || line.trim_start().starts_with(label);
        let line = screen.lines().find(here);
        let line = line.unwrap_or_else(|| panic!("no {label} in\n{screen}"));
        line.split(label).last().unwrap_or_default().trim_matches([' ', '│']).to_owned()
    };
    let price: u32 = value("Price").chars().filter(char::is_ascii_digit).collect::<String>().parse().expect("a price");
    match (value("Smoke").to_lowercase().starts_with("yes"), value("State").starts_with("Worn"), price > 100) {
        (true, ..) => 'e',
        (false, true, _) => 'n',
        (false, false, true) => 'e',
        (false, false, false) => 'a',
    }
}

/// Plays the sitting on the table to its end; the cases are answered right.
fn play(terminal: &mut Terminal) {
    loop {
        terminal.wait_until("a case, or the end", |t| {
            let screen = t.screen();
            ["What do you do?", "as the policy says", "Passed.", "Not passed yet."].iter().any(|said| screen.contains(said))
        });
        let screen = terminal.screen();
        if !screen.contains("What do you do?") {
            return;
        }
        let place = screen.lines().next().unwrap_or_default().to_owned();
        terminal.keys(&key(&screen).to_string()).wait_for("How sure are you?");
        terminal.keys("2");
        terminal.wait_until("what comes of it", |t| {
            let screen = t.screen();
            let first = screen.lines().next().unwrap_or_default().to_owned();
            screen.contains("You said") || screen.contains("assed") || first != place
        });
        if terminal.screen().contains("You said") {
            assert!(terminal.screen().contains("Right"), "{}", terminal.screen());
            terminal.keys("\r").wait_until("the next", |t| !t.screen().contains("You said"));
        }
    }
}

#[test]
fn a_path_is_played_on_three_days_to_its_certificate() {
    let mut terminal = Terminal::new(100, 32);
    let pack = pack(&terminal);
    let mut terminal = {
        terminal.later("2026-09-15T10:00:00Z");
        terminal.start(&["onboard", &pack, "--trainee", "robin"])
    };
    terminal.wait_for("0 of 4 rules mastered").wait_for("unit 1 of 4").wait_for("R-1: Smoke");
    // The first day: every unit, left once in the middle of one.
    terminal.keys("\r").wait_for("Somebody may be harmed.").wait_for("begin");
    terminal.keys("\r").wait_for("one side of its line");
    let first = key(&terminal.screen());
    terminal.answer(&format!("{first}2")).keys("qy").wait_for_end();
    let mut terminal = terminal.restart(&["onboard", &pack, "--trainee", "robin"]);
    terminal.wait_for("Next where you stopped: case 2 of").keys("\r").wait_for("the other side");
    play(&mut terminal);
    terminal.keys("\r").wait_for("unit 2 of 4");
    for unit in 2..=4 {
        terminal.keys("\r").wait_for(&format!("unit {unit} of 4")).wait_for("begin");
        terminal.keys("\r");
        play(&mut terminal);
        terminal.keys("\r").wait_for("Next");
    }
    terminal.wait_for("0 of 4 rules mastered");
    for _ in 0..6 {
        if terminal.screen().contains("another day") {
            break;
        }
        terminal.keys("\r");
        play(&mut terminal);
        terminal.keys("\r").wait_for("Next");
    }
    terminal.wait_for("another day");
    let first = attempts(&terminal.data).len();
    terminal.keys("qy").wait_for_end();

    // The second: the rest of what is asked.
    terminal.later("2026-09-17T09:00:00Z");
    let mut terminal = terminal.restart(&["onboard", &pack, "--trainee", "robin"]);
    terminal.wait_for("Next");
    for _ in 0..8 {
        if terminal.screen().contains("Next the check") {
            break;
        }
        terminal.keys("\r");
        play(&mut terminal);
        terminal.keys("\r").wait_for("Next");
    }
    terminal.wait_for("Next the check").wait_for("4 shown");
    assert!(attempts(&terminal.data).len() > first);
    terminal.keys("qy").wait_for_end();

    // The third: the check, and what there is to show for it.
    let none = run_in(
        terminal.data.parent().expect("the folder"),
        &["--data", "data", "onboard", &pack, "--certificate", "--trainee", "robin"],
        "",
    );
    assert_eq!((none.code, none.err.contains("the check is still to be passed")), (1, true), "{}", none.err);
    terminal.later("2026-09-18T09:00:00Z");
    let mut terminal = terminal.restart(&["onboard", &pack, "--trainee", "robin"]);
    terminal.wait_for("Next the check").keys("\r").wait_for("guessing hardly ever");
    terminal.keys("\r").wait_for("case 1 of 12");
    play(&mut terminal);
    terminal.wait_for("Passed. 12 of 12 right").wait_for("eoa onboard small --certificate");
    terminal.keys("\r").wait_for("every rule is mastered").wait_for("Ready alone: desk");
    terminal.keys("qy").wait_for_end();
    let log = attempts(&terminal.data);
    let checked: Vec<_> = log.iter().filter(|a| a.mode == Mode::Check).collect();
    assert_eq!(checked.len(), 12);
    assert!(checked.iter().all(|c| log.iter().filter(|a| a.case_hash == c.case_hash).count() == 1), "cases never seen");
    assert!(log.iter().all(|a| a.judgement().is_right()));

    let folder = terminal.data.parent().expect("the folder").to_owned();
    let text = run_in(&folder, &["--data", "data", "onboard", &pack, "--certificate", "--trainee", "robin"], "");
    assert_eq!((text.code, text.err.as_str()), (0, ""));
    for said in
        ["robin", "small, version 7 · checked on 2026-09-18", "4 of 4 rules mastered", "Ready alone: desk.", "Not for appraisal"]
    {
        assert!(text.out.contains(said), "{said}\n{}", text.out);
    }
    let written = ["--data", "data", "onboard", &pack, "--certificate", "--html", "--out", "robin.html", "--trainee", "robin"];
    assert_eq!(run_in(&folder, &written, "").code, 0);
    assert!(fs::read_to_string(folder.join("robin.html")).is_ok_and(|page| page.starts_with("<!DOCTYPE html>")));
}

#[test]
fn the_path_is_told_in_plain_lines() {
    let terminal = Terminal::new(80, 24);
    let pack = pack(&terminal);
    let (told, _folder) = plain(&["onboard", &pack], "enter\nenter\ne\n2\nq\ny\n");
    for said in [
        "Your path through The small desk.",
        "0 of 4 rules mastered, 0 shown in practice.",
        "Unit 1. R-1: Smoke: not begun.",
        "Next: unit 1 of 4, R-1: Smoke",
        "Smoke goes to the safety desk at once.",
        "Why this one: unit 1, one side of its line.",
        "You said escalate",
    ] {
        assert!(told.contains(said), "{said}\n{told}");
    }
}
