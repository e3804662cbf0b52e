//! Which misreading somebody plays by is found in a few cases that are chosen for it.

use escalate_or_act::domain::learner::belief::suspects::Suspects;
use escalate_or_act::domain::learner::belief::trial::{ENOUGH, Finding, Trial};
use escalate_or_act::domain::session::answer::Answer;
use escalate_or_act::domain::wording::misreading::finding;

use super::players::Player;
use super::simulated::{cases, day, median, named, report, run, shop};

#[test]
fn a_misreading_is_named_in_nine_of_ten_runs_within_twelve_cases_by_the_median() {
    let (chosen, random) = report("the shop", &shop(), 120);
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
    assert!(accused <= 5 && cleared >= 65, "{cleared} cleared, {accused} accused");
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
