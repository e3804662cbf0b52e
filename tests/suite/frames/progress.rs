//! Pictures of one's progress and of the line that was found, at three sizes; and where one turns, beside the policy's line.

use super::stage::{NOW, Stage};
use crate::suite::eoa::keep;
use crate::suite::report::people::logged;
use escalate_or_act::domain::policy::case::Value;
use escalate_or_act::domain::policy::quantity::Quantity;
use escalate_or_act::domain::session::answer::Answer;
use escalate_or_act::domain::session::attempt::Attempt;
use escalate_or_act::tui::model::{Model, Screen};

/// Somebody who has answered told cases at the bench with other amounts, and hands everything over from this amount on.
fn turning_at(turn: i64) -> Stage {
    let mut stage = Stage::new();
    let pack = stage.model.shelf.as_ref().and_then(|s| s.pack(0)).expect("the bench").clone();
    let told = pack.scenarios.iter().find(|s| s.id == "near-the-year").expect("a scenario").told();
    let amount = pack.policy.fact_id("amount").expect("a fact");
    let given = pack.policy.fact_id("given").expect("a fact");
    let case = told.with(given, Some(Value::Number(Quantity::ZERO)));
    for (i, value) in (0..).zip([20, 40, 60, 70, 80, 90, 100, 110, 120, 130, 140, 160, 200, 300]) {
        let case = case.with(amount, Some(Value::Number(Quantity::whole(value))));
        let answer = if value > turn { Answer::Escalate } else { Answer::Yes };
        let attempt = logged(&pack.engine, &case, answer, NOW - 86_400_000 + i * 60_000);
        stage.attempts.push(Attempt { trainee: "robin".to_owned(), scenario: "near-the-year".to_owned(), ..attempt });
    }
    stage
}

#[test]
fn progress_before_the_first_answer() {
    keep("progress-nothing", &Stage::new().keys("p").pictures());
}

#[test]
fn progress() {
    keep("progress", &turning_at(95).keys("p").pictures());
    keep("progress-end", &turning_at(95).keys("p<end>").pictures());
}

#[test]
fn nothing_is_wider_than_its_screen() {
    for (columns, rows) in [(60, 20), (80, 24), (120, 40)] {
        let stage = turning_at(95).sized(columns, rows).keys("p");
        let cut = stage.picture(columns, rows).lines().any(|line| line.ends_with('…'));
        assert!(!cut, "{}", stage.picture(columns, rows));
    }
}

#[test]
fn where_one_turns_stands_beside_the_policys_line_on_the_reveal_and_the_rule() {
    let stage = turning_at(95).play("near-the-year").keys("e3");
    let shown = stage.picture(120, 60);
    assert!(shown.contains("You turn at about €") && shown.contains("◆") && shown.contains("┤ you"), "{shown}");
    let stage = turning_at(95).keys("l<down><enter>");
    let rule = stage.picture(120, 80);
    assert!(rule.contains("You turn at about €"), "{rule}");
    // Nobody is told where they turn from nothing.
    assert!(!Stage::new().play("near-the-year").keys("e3").picture(120, 60).contains("You turn at"));
    keep("reveal-own-line", &turning_at(95).play("near-the-year").keys("e3").pictures());
}

#[test]
fn nobody_is_said_to_turn_on_a_fact_that_never_moved() {
    // They turn on the money, and every case was twelve days old.
    let shown = turning_at(95).keys("p").picture(120, 80);
    assert!(
        shown.contains("Amount: you turn at about €") && !shown.contains("days; the policy") && !shown.contains("days);"),
        "{shown}"
    );
}

fn screen(model: &Model) -> &Screen {
    model.screen().expect("a screen")
}

#[test]
fn a_line_is_looked_for_without_a_word_of_explanation_and_what_was_found_is_said() {
    let mut stage = Stage::new().keys("pf");
    let mut cases = 0;
    while !matches!(screen(&stage.model), Screen::Found(_)) {
        assert!(matches!(screen(&stage.model), Screen::Case(_)), "{:?}", screen(&stage.model));
        let shown = stage.picture(80, 24);
        assert!(shown.contains(&format!("case {}", cases + 1)) && shown.contains("find my line"), "{shown}");
        stage = stage.keys("e3");
        cases += 1;
        assert!(cases <= 15, "about ten");
    }
    assert_eq!(stage.attempts.len(), cases);
    assert!(stage.attempts.iter().all(|a| !a.is_rated()), "chosen cases enter no rate");
    let shown = stage.picture(120, 60);
    assert!(shown.contains("The line in your head") && shown.contains("What you answered"), "{shown}");
    keep("found", &stage.pictures());
}

#[test]
fn what_was_answered_before_counts_where_a_line_is_looked_for() {
    let mut stage = turning_at(95).keys("pf");
    for _ in 0..20 {
        if !matches!(screen(&stage.model), Screen::Found(_)) {
            stage = stage.keys("e3");
        }
    }
    let shown = stage.picture(120, 80);
    assert!(shown.contains("What was found rests on these and on 14 answers you gave before."), "{shown}");
}

#[test]
fn a_sitting_that_was_put_away_goes_on_with_what_it_knew() {
    let stage = Stage::new().keys("pfe3e3<esc>");
    assert_eq!(stage.attempts.len(), 2);
    let stage = stage.keys("<enter>");
    let shown = stage.picture(80, 24);
    assert!(shown.contains("case 3 of about 10"), "{shown}");
}

#[test]
fn what_is_remembered_of_an_answer_is_of_the_same_day_as_what_the_log_keeps() {
    let ahead = 13 * 3_600_000;
    let mut stage = Stage::new();
    stage.model.wishes.zone = ahead;
    let mut stage = stage.play("near-the-year").keys("e3");
    // The log was read before the answer was in it.
    stage.model.remember(Vec::new());
    assert_eq!(stage.model.answers(), Some(&stage.attempts[..]));
    assert_eq!((stage.attempts.len(), stage.attempts[0].zone), (1, ahead));
}
