//! The line in somebody's head, from answers that were given anyhow.

use escalate_or_act::domain::learner::memory::queue::Edited;
use escalate_or_act::domain::policy::Policy;
use escalate_or_act::domain::policy::case::Case;
use escalate_or_act::domain::policy::date::Date;
use escalate_or_act::domain::policy::engine::Engine;
use escalate_or_act::domain::policy::explanation::Verdict;
use escalate_or_act::domain::policy::quantity::Quantity;
use escalate_or_act::domain::report::trainee::deeper::Deeper;
use escalate_or_act::domain::report::trainee::mind::{Found, Mind};
use escalate_or_act::domain::report::trainee::own;
use escalate_or_act::domain::session::answer::{Answer, Certainty};
use escalate_or_act::domain::session::attempt::{Attempt, Mode};
use escalate_or_act::domain::session::taps::Taps;
use escalate_or_act::domain::wording::trainee::{found, mends, of_mind};

use super::people::{amount, amounts, answers, engine, logged};
use crate::suite::measures::attempts::{DAY, START};
use crate::suite::session::desk::{AMOUNT, DAYS, Desk, LEVEL, NOON, SENIOR, case, policy, scenarios};

/// Amounts on both sides of the policy's line and of one that is remembered.
const AMOUNTS: [i64; 14] = [20, 60, 90, 99, 101, 110, 120, 130, 140, 150, 170, 190, 210, 300];

fn deeper(attempts: &[Attempt]) -> Deeper {
    let told = own(attempts, "Ada", "desk");
    Deeper::of(&told, &engine(), &scenarios(), &Edited::new(), START + 60 * DAY)
}

fn mind(attempts: &[Attempt]) -> Mind {
    deeper(attempts).mind
}

/// The policy with the limit of the new remembered as another.
fn believing(limit: i64) -> Policy {
    let mut believed = policy();
    believed.limits[0].values[0] = Quantity::whole(limit);
    believed
}

/// Cases of every kind, and some along the money.
fn all_kinds() -> Vec<Case> {
    let mut cases = amounts(&AMOUNTS);
    cases.extend([case(49, Some(12), 1, 0), case(30, Some(29), 0, 0), case(49, Some(12), 0, 2), case(40, Some(31), 1, 0)]);
    cases
}

#[test]
fn a_limit_remembered_as_double_is_named_and_drawn() {
    let told = mind(&answers(&believing(200), &all_kinds()));
    let policy = policy();
    let Found::Misreads { likely, .. } = &told.found else { panic!("{:?}", told.found) };
    assert!(*likely > 0.9);
    let said = found(&policy, &told.found);
    assert!(said.contains("limit refund, new: €200 instead of €100"), "{said}");
    let mends = mends(&policy, &told.found);
    assert_eq!(mends.iter().map(|m| m.id.as_str()).collect::<Vec<_>>(), ["R-2"], "the rule that reads the limit");
    let turning = told.turnings.first().expect("they were seen to turn");
    assert_eq!(turning.perceived.policy, Quantity::whole(100));
    assert!((Quantity::whole(190)..=Quantity::whole(210)).contains(&turning.perceived.at), "{turning:?}");
    assert!(!turning.fits());
    let part = of_mind(&policy, &told);
    assert_eq!(part.drawn[0].1, said, "what was found comes first");
    let under = &part.drawn[1].1;
    assert!(under.starts_with("amount: you turn at about €") && under.ends_with("the policy turns at €100."), "{under}");
}

#[test]
fn what_one_misread_line_explains_is_not_told_of_another() {
    use escalate_or_act::domain::learner::belief::misreading::Misreading;
    use escalate_or_act::domain::learner::belief::perceived::Perceived;
    use escalate_or_act::domain::learner::belief::turnings::Turning;
    let policy = policy();
    let at = |fact, own: i64, policy_at: i64| {
        let [at, from, to, policy_at] = [own, own - 5, own + 5, policy_at].map(Quantity::whole);
        Turning { fact, perceived: Perceived { at, from, to, policy: policy_at, answers: 9 } }
    };
    let turnings = vec![at(AMOUNT, 200, 100), at(DAYS, 12, 30), at(DAYS, 29, 30)];
    let all = Misreading::all(&policy, engine().day());
    let on_amount = all.into_iter().find(|reading| reading.moves(&policy, turnings[0].fact)).unwrap();
    let named = Found::Misreads { readings: vec![on_amount], likely: 0.95 };
    let told = Mind::told(&policy, 20, named, turnings.clone());
    assert_eq!(told.turnings, [turnings[0], turnings[2]], "the misread line, and what fits");
    let open = Found::Open { by_the_policy: 0.5, readings: Vec::new(), likely: 0.0, none_of_these: 0.5 };
    assert_eq!(Mind::told(&policy, 20, open, turnings.clone()).turnings, turnings);
}

#[test]
fn who_goes_by_the_policy_is_not_accused() {
    let told = mind(&answers(&policy(), &all_kinds()));
    // Few cases leave readings open that nothing was asked about; none of them may be pinned on anybody.
    assert!(matches!(told.found, Found::ByThePolicy { .. } | Found::Open { .. }), "{:?}", told.found);
    assert!(told.turnings.iter().all(|turning| turning.fits()), "{:?}", told.turnings);
}

#[test]
fn what_the_policy_decides_otherwise_now_is_left_out() {
    // Right throughout under a policy whose limit was 300; today it is 100.
    let (before, cases) = (believing(300), all_kinds());
    let then = Engine::compile(&before, Date::new(2026, 9, 1).unwrap()).unwrap();
    let right = |case: &Case| match then.decide(case).unwrap().verdict.unwrap() {
        Verdict::Yes | Verdict::Either => Answer::Yes,
        Verdict::No => Answer::No,
        Verdict::Escalate => Answer::Escalate,
    };
    let log: Vec<Attempt> = (0i64..).zip(&cases).map(|(i, case)| logged(&then, case, right(case), START + i)).collect();
    let told = mind(&log);
    let turned = AMOUNTS.iter().filter(|amount| (101..=300).contains(*amount)).count();
    assert_eq!((told.outdated, told.answers), (turned, cases.len() - turned));
    assert!(matches!(told.found, Found::ByThePolicy { .. } | Found::Open { .. }), "{:?}", told.found);
    assert!(told.turnings.iter().all(|turning| turning.fits()), "{:?}", told.turnings);
    let said = of_mind(&policy(), &told).says.join(" ");
    assert!(said.contains(&format!("{turned} answers are left out: the policy decides these cases otherwise now")), "{said}");
    // The same answers to the policy of today are mistakes.
    let today = engine();
    let log: Vec<Attempt> = (0i64..).zip(&cases).map(|(i, case)| logged(&today, case, right(case), START + i)).collect();
    assert_eq!(mind(&log).outdated, 0);
}

#[test]
fn a_fact_that_is_new_since_leaves_the_answers_given_before_it_telling() {
    let log = answers(&believing(200), &all_kinds());
    let mut early = log.clone();
    for attempt in &mut early {
        // Logged before anybody asked about signals; there usually are none.
        if attempt.facts["signals"] == serde_json::json!([]) {
            attempt.facts.remove("signals");
        }
    }
    assert_ne!(early, log);
    let told = mind(&early);
    assert!(told.turnings.iter().any(|turning| !turning.fits()), "where they turn is still seen: {:?}", told.turnings);
    assert_eq!(told, mind(&log));
}

#[test]
fn what_cannot_occur_any_more_is_left_out() {
    // Seniors met worn goods once.
    let then = Engine::compile(&Policy { never: Vec::new(), ..policy() }, Date::new(2026, 9, 1).unwrap()).unwrap();
    let worn = [10, 20, 30].map(|amount| case(amount, Some(12), 1, 0).with(LEVEL, Some(SENIOR)));
    let mut log = answers(&policy(), &all_kinds());
    log.extend((0i64..).zip(&worn).map(|(i, case)| logged(&then, case, Answer::No, START + DAY + i)));
    let told = mind(&log);
    assert_eq!((told.outdated, told.answers), (worn.len(), all_kinds().len()));
}

#[test]
fn what_is_not_clear_yet_is_told_without_readings_that_do_not_fit() {
    use escalate_or_act::domain::learner::belief::misreading::Misreading;
    let policy = policy();
    let readings = vec![Misreading::all(&policy, engine().day())[0]];
    let open = |likely, none_of_these| {
        found(&policy, &Found::Open { by_the_policy: 0.5, readings: readings.clone(), likely, none_of_these })
    };
    let unclear =
        "Not yet clear what you go by: several readings fit your answers. The policy as it is written is 50\u{a0}% likely";
    assert_eq!(open(0.2, 0.0), format!("{unclear}; as if: R-1 forgotten, 20\u{a0}%."));
    assert_eq!(
        open(0.001, 0.499),
        format!("{unclear}; mistakes that no single misreading explains, 50\u{a0}%."),
        "what else it may be is said, and no suspect at 0 %"
    );
    assert_eq!(open(0.001, 0.001), format!("{unclear}."));
}

#[test]
fn who_answers_anything_is_none_of_these() {
    let engine = engine();
    // Right and wrong by turns, and wrong now this way and now that.
    let any = [Answer::Escalate, Answer::Yes, Answer::No];
    let attempt = |(i, case): (usize, &_)| logged(&engine, case, any[i * 7 % 5 % 3], START + i64::try_from(i).unwrap());
    let told = mind(&all_kinds().iter().enumerate().map(attempt).collect::<Vec<_>>());
    assert!(matches!(told.found, Found::NoneOfThese { .. }), "{:?}", told.found);
    assert!(found(&policy(), &told.found).starts_with("None of these"));
}

#[test]
fn too_few_answers_name_nobody() {
    let all = answers(&believing(200), &all_kinds());
    let told = mind(&all[..3]);
    assert_eq!((told.found, told.turnings.len()), (Found::TooFew { more: 2 }, 0));
}

#[test]
fn what_was_answered_after_an_explanation_shows_no_belief_and_what_was_chosen_for_it_does() {
    let as_mode =
        |mode| -> Vec<Attempt> { answers(&believing(200), &all_kinds()).into_iter().map(|a| Attempt { mode, ..a }).collect() };
    assert!(matches!(mind(&as_mode(Mode::Twin)).found, Found::TooFew { .. }));
    assert!(matches!(mind(&as_mode(Mode::Line)).found, Found::Misreads { .. }));
}

#[test]
fn both_sides_right_cross_a_place_and_what_was_met_comes_back() {
    let desk = Desk::new();
    let mut session = desk.play("big");
    session.answer(&desk.view(), Answer::Escalate, Certainty::Sure, Taps::default(), NOON);
    assert!(session.twin(&desk.view(), NOON));
    session.answer(&desk.view(), Answer::Yes, Certainty::Sure, Taps::default(), NOON);
    let told = deeper(session.attempts());
    assert_eq!((told.coast.crossed, told.coast.touched), (1, 0));
    assert!(told.coast.untaught > 3 && told.complete);
    assert_eq!((told.due.met, told.due.now()), (1, 1), "two months later it is due");
    assert!(told.due.unmet > 3);
}

#[test]
fn amounts_are_read_from_the_log_as_they_were() {
    let log = answers(&policy(), &amounts(&[20, 300]));
    let read = escalate_or_act::domain::session::facts::from_json(&policy(), &log[1].facts);
    assert_eq!(amount(&read), 300);
}
