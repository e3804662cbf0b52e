//! Which misreading somebody plays by is found in a few cases that are chosen for it.

use escalate_or_act::domain::learner::belief::misreading::Misreading;
use escalate_or_act::domain::learner::belief::suspects::Suspects;
use escalate_or_act::domain::learner::belief::trial::{ENOUGH, Finding, Trial};
use escalate_or_act::domain::learner::belief::verdicts::Verdicts;
use escalate_or_act::domain::policy::condition::Test;
use escalate_or_act::domain::policy::explanation::Verdict;
use escalate_or_act::domain::policy::quantity::Quantity;
use escalate_or_act::domain::policy::rule::{Rule, RuleId};
use escalate_or_act::domain::policy::source::parse;
use escalate_or_act::domain::policy::{Policy, Silence};
use escalate_or_act::domain::session::answer::Answer;
use escalate_or_act::domain::text::Text;
use escalate_or_act::domain::wording::misreading::finding;

use super::players::Player;
use super::simulated::{cases, day, median, named, report, run, shop};

#[test]
fn a_misreading_is_named_in_nine_of_ten_runs_within_twelve_cases_by_the_median() {
    let (chosen, random) = report("the shop", &shop(), 480);
    assert!(named(&chosen) * 10 >= chosen.len() * 9, "{} of {}", named(&chosen), chosen.len());
    assert!(median(&chosen) <= 12, "{}", median(&chosen));
    assert!(named(&random) < named(&chosen) && median(&random) > median(&chosen), "drawn at random: {}", named(&random));
}

#[test]
fn where_the_way_cannot_be_told_the_rule_is() {
    let policy = shop();
    let suspects = Suspects::of(&policy, day(), &cases(&policy));
    let (mut told, mut wrong) = (0, 0);
    for (seed, believed) in suspects.suspects.iter().enumerate() {
        let (mut player, mut trial) = (Player::new(seed as u64, 10), Trial::new(&suspects));
        while trial.answers() < 12 && trial.finding() == Finding::Open && trial.about(&policy).is_none() {
            let Some((case, verdict)) = trial.next().and_then(|case| Some((case, believed.row[case]?))) else { break };
            let answer = player.answers(verdict);
            trial.answered(case, answer);
        }
        let Some((rule, ways, likely)) = trial.about(&policy) else { continue };
        assert!(likely >= 0.9 && !ways.is_empty() && trial.finding() == Finding::Open);
        assert!(ways.iter().all(|way| way.readings.iter().all(|reading| reading.rules(&policy).contains(&rule))));
        told += 1;
        wrong += usize::from(!believed.readings[0].rules(&policy).contains(&rule));
    }
    println!("of {}: {told} told by their rule, {wrong} of these wrongly", suspects.suspects.len());
    assert!(told > 0 && wrong * 10 <= told, "{told} told, {wrong} wrongly");
    assert!(Trial::new(&suspects).about(&policy).is_none(), "nothing before the first answers");
}

#[test]
fn who_plays_by_the_policy_is_not_accused() {
    let policy = shop();
    let suspects = Suspects::of(&policy, day(), &cases(&policy));
    let found = |seed| run(&suspects, &mut Player::new(seed, 10), None, true).1;
    let accused = (0..100).filter(|seed| matches!(found(*seed), Finding::Misreads(_))).count();
    let cleared = (0..100).filter(|seed| found(*seed) == Finding::ByThePolicy).count();
    println!("of 100 who play by the policy, {cleared} are found to and {accused} accused");
    assert!(accused <= 5 && cleared >= 90, "{cleared} cleared, {accused} accused");
}

#[test]
fn each_right_answer_makes_it_likelier_that_they_go_by_the_policy() {
    for policy in [shop(), either()] {
        let suspects = Suspects::of(&policy, day(), &cases(&policy));
        let (mut player, mut trial) = (Player::new(1, 0), Trial::new(&suspects));
        let mut before = trial.beliefs();
        for (case, verdict) in suspects.policy.iter().enumerate().filter_map(|(case, verdict)| Some((case, (*verdict)?))) {
            let answer = player.answers(verdict);
            trial.answered(case, answer);
            let now = trial.beliefs();
            // Of two answers that are right one may be what a misreading asks for.
            let told = verdict == Verdict::Either || now[0] >= before[0] - 1e-12;
            assert!(told, "{} instead of {} after case {case}", now[0], before[0]);
            let [none, was] = [&now, &before].map(|beliefs| beliefs.last().copied().unwrap() / beliefs[0]);
            assert!(none < was, "none of these gains on the policy with case {case}, a right answer");
            before = now;
        }
        assert!(*before.last().unwrap() < 0.001, "{before:?}");
        assert!(trial.finding() == Finding::ByThePolicy || !matches!(policy.silence, Silence::Escalate(_)), "{before:?}");
    }
}

#[test]
fn who_slips_once_in_ten_is_not_one_who_errs_in_other_ways() {
    let policy = shop();
    let suspects = Suspects::of(&policy, day(), &cases(&policy));
    let mut trial = Trial::new(&suspects);
    for case in (0..suspects.policy.len()).filter(|case| suspects.policy[*case].is_some()) {
        let slip = case % 10 == 7;
        let right = Player::new(0, 0).answers(suspects.policy[case].unwrap());
        trial.answered(
            case,
            if !slip {
                right
            } else if right == Answer::Escalate {
                Answer::Yes
            } else {
                Answer::Escalate
            },
        );
    }
    let beliefs = trial.beliefs();
    assert!(*beliefs.last().unwrap() < 0.001, "{beliefs:?}");
    assert_eq!(trial.finding(), Finding::ByThePolicy);
}

#[test]
fn a_line_that_two_rules_write_is_misread_in_both() {
    // Written `> 100` and `<= 100`, then `>= 100` and `< 100`: either way it is a hundred that people know and remember wrongly.
    let ways: [fn(i64) -> Policy; 2] = [|line| desk(line, line), desk_from];
    for written in ways {
        let policy = written(100);
        let pool = cases(&policy);
        let suspects = Suspects::of(&policy, day(), &pool);
        for believed in [50, 66, 99, 101, 133, 200] {
            let row = Verdicts::of(&written(believed), day(), &pool).own();
            let mut trial = Trial::new(&suspects);
            while trial.answers() < 20 {
                let Some(case) = trial.next() else { break };
                let answer = Player::new(0, 0).answers(row[case].unwrap());
                trial.answered(case, answer);
            }
            let said = finding(&policy, trial.finding());
            let wanted = format!("R-2 and G-1 with the line on “Price” at €{believed} instead of €100");
            assert!(said.contains(&wanted), "who plays {believed} is told: {said}");
        }
    }
}

#[test]
fn a_figure_moves_wherever_it_names_the_same_line_and_nowhere_else() {
    let policy = desk(100, 100);
    let price = policy.fact_id("price").unwrap();
    let [from, to] = [100, 200].map(Quantity::whole);
    let reading = Misreading::FigureAt { fact: price, last: from, from, to };
    let tests = |policy: &Policy| -> Vec<Test> { policy.rules.iter().flat_map(Rule::tests).map(|t| t.test.clone()).collect() };
    assert_eq!(tests(&reading.applied(&policy)), tests(&desk(200, 200)), "as if it had been written so");
    assert_eq!(reading.rules(&policy), [RuleId(1), RuleId(2)]);
    assert!(reading.moves(&policy, price));
    // From 101 up is the same line as above 100; above 120 is another.
    let written = |text: String| parse(&text, "policy.toml").policy().unwrap().clone();
    let from_101 = written(DESK.replace("> 100", ">= 101"));
    let moved = written(DESK.replace("> 100", ">= 201").replace("<= 100", "<= 200"));
    assert_eq!(tests(&reading.applied(&from_101)), tests(&moved));
    let apart = desk(120, 100);
    let figures =
        |policy: &Policy| Misreading::all(policy, day()).iter().filter(|m| matches!(m, Misreading::FigureAt { .. })).count();
    assert_eq!((figures(&apart), figures(&from_101) > 0), (0, true));
}

#[test]
fn who_answers_anything_is_none_of_these() {
    let policy = shop();
    let suspects = Suspects::of(&policy, day(), &cases(&policy));
    let found = |seed| {
        let (mut player, mut trial) = (Player::new(seed, 0), Trial::new(&suspects));
        for _ in 0..25 {
            let Some(case) = trial.next() else { break };
            let answer: Answer = player.guesses();
            trial.answered(case, answer);
        }
        trial.finding()
    };
    let accused = (0..100).filter(|seed| matches!(found(*seed), Finding::Misreads(_))).count();
    let none = (0..100).filter(|seed| found(*seed) == Finding::NoneOfThese).count();
    println!("of 100 who answer anything, {none} are none of these and {accused} accused");
    assert!(accused <= 5 && none >= 80, "{none} none of these, {accused} accused");
}

#[test]
fn few_answers_name_nobody_and_an_odd_one_breaks_nothing() {
    let policy = shop();
    let suspects = Suspects::of(&policy, day(), &cases(&policy));
    let mut trial = Trial::new(&suspects);
    assert_eq!(trial.finding(), Finding::Open);
    trial.answered(usize::MAX, Answer::Yes);
    assert_eq!(trial.answers(), 0, "no such case");
    for case in 0..ENOUGH - 1 {
        trial.answered(case, Answer::No);
        assert_eq!(trial.finding(), Finding::Open);
    }
    for _ in 0..3000 {
        trial.answered(1, Answer::Escalate);
    }
    let beliefs = trial.beliefs();
    assert!(beliefs.iter().all(|b| b.is_finite()) && (beliefs.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    let nothing = Suspects::of(&policy, day(), &[]);
    assert_eq!(Trial::new(&nothing).next(), None);
}

#[test]
fn it_is_said_as_what_one_plays_by() {
    let policy = shop();
    let suspects = Suspects::of(&policy, day(), &cases(&policy));
    let forgets = suspects.suspects.iter().find(|s| finding(&policy, Finding::Misreads(s)).contains("M-3 forgotten"));
    assert!(
        forgets.is_some(),
        "{:#?}",
        suspects.suspects.iter().map(|s| finding(&policy, Finding::Misreads(s))).collect::<Vec<_>>()
    );
    assert_eq!(finding(&policy, Finding::ByThePolicy), "You go by the policy as it is written.");
}

/// The shop, where people judge for themselves what no rule speaks of.
fn either() -> Policy {
    let mut policy = shop();
    policy.silence = Silence::Act(Text::clean("Judge for yourself."));
    policy
}

/// A line that is written twice: what is above it is handed over, what is up to it is one's own.
fn desk(above: i64, up_to: i64) -> Policy {
    let text = DESK.replace("> 100", &format!("> {above}")).replace("<= 100", &format!("<= {up_to}"));
    parse(&text, "policy.toml").policy().unwrap().clone()
}

/// The same, where the line itself is handed over.
fn desk_from(line: i64) -> Policy {
    let text = DESK.replace("> 100", &format!(">= {line}")).replace("<= 100", &format!("< {line}"));
    parse(&text, "policy.toml").policy().unwrap().clone()
}

const DESK: &str = r#"
format = 1
[policy]
id = "desk"
title = "The small desk"
version = "1"
effective = 2026-01-01
owner = "Desk leads"
currency = "EUR"
silence = { escalate = "lead" }
[facts.smoke]
label = "Smoke"
type = "flag"
[facts.price]
label = "Price"
type = "money"
max = 500
step = 1
near = 40
[routes.lead]
label = "Desk lead"
urgency = "hour"
reach = "4100"
[[rule]]
id = "R-1"
title = "Smoke"
text = "Smoke goes to the lead."
why = "Somebody may be harmed."
when = { smoke = true }
escalate = "lead"
stakes = "critical"
[[rule]]
id = "R-2"
title = "Above the limit"
text = "Above a hundred the lead decides."
why = "A second pair of eyes."
when = { price = "> 100" }
escalate = "lead"
[[rule]]
id = "G-1"
title = "Up to the limit"
text = "Refund up to a hundred yourself."
why = "It takes longer to ask."
when = { smoke = false, price = "<= 100" }
act = "Refund it."
"#;
