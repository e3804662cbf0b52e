//! Where somebody turns is found along each number line.

use escalate_or_act::domain::learner::belief::given::Given;
use escalate_or_act::domain::learner::belief::perceived::Line;
use escalate_or_act::domain::learner::measures::told::Told;
use escalate_or_act::domain::policy::Policy;
use escalate_or_act::domain::policy::analysis::lines::Between;
use escalate_or_act::domain::policy::case::{Case, Value};
use escalate_or_act::domain::policy::engine::Engine;
use escalate_or_act::domain::policy::quantity::Quantity;
use escalate_or_act::domain::policy::source::setting;
use escalate_or_act::domain::session::answer::Answer;
use escalate_or_act::domain::wording::misreading::perceived;

use super::players::Player;
use super::simulated::{day, shop};

/// A faulty item a standard customer wants refunded: up to 150 it is the agent's own.
fn refund(policy: &Policy) -> Case {
    let mut case = Case::unknown(policy.facts.len());
    for text in
        ["request=refund", "item=faulty", "days_since_purchase=10", "amount=100", "tier=standard", "goodwill_12m=0", "level=new"]
    {
        let (fact, value) = setting::read(policy, text).unwrap();
        case.set(fact, value);
    }
    case.set(policy.fact_id("signals").unwrap(), Some(Value::Set(0)));
    case
}

fn amount_line(engine: &Engine) -> Between {
    let amount = engine.policy().fact_id("amount").unwrap();
    let is_it = |b: &Between| matches!(b, Between::Number(m, last) if m.fact == Some(amount) && *last == Quantity::whole(150));
    engine.lines().into_iter().map(|l| l.between).find(is_it).unwrap()
}

/// Asks so many cases, each where it tells the most, of somebody who turns after this amount.
fn asked(engine: &Engine, turns: i64, cases: usize, player: &mut Player) -> Line {
    let mut line = Line::new(engine, &amount_line(engine)).unwrap();
    let case = refund(engine.policy());
    for _ in 0..cases {
        let value = line.next();
        let case = case.with(line.fact(), Some(Value::Number(value)));
        let believed = if value <= Quantity::whole(turns) { Answer::Yes } else { Answer::Escalate };
        let slips = player.below(10) == 0;
        let answer = if slips { if believed == Answer::Yes { Answer::Escalate } else { Answer::Yes } } else { believed };
        line.answered(engine, &Given { case, answer });
    }
    line
}

#[test]
fn a_perceived_line_is_found_within_one_near_in_nine_of_ten() {
    let policy = shop();
    let engine = Engine::compile(&policy, day()).unwrap();
    let near = policy.fact(policy.fact_id("amount").unwrap()).number().unwrap().near_twentieths / 20;
    let (mut found, mut inside, runs) = (0, 0, 200);
    for seed in 0..runs {
        let mut player = Player::new(seed, 0);
        let turns: i64 = [50, 75, 95, 100, 120, 150, 200, 225, 300, 400][player.below(10)];
        let Told::Figure(told) = asked(&engine, turns, 16, &mut player).perceived() else { continue };
        let at = Quantity::whole(turns);
        found += u64::from((told.at.millionths() - at.millionths()).abs() <= near);
        inside += u64::from((told.from..=told.to).contains(&at));
    }
    println!(
        "16 cases a line, one slip in ten: {found} of {runs} within one near ({}), {inside} in the range told",
        near / 1_000_000
    );
    assert!(found * 10 >= runs * 9, "{found} of {runs}");
    assert!(inside * 10 >= runs * 8, "{inside} of {runs} in the range told");
}

#[test]
fn the_line_that_all_answers_fit_lies_in_the_range_and_right_at_it_is_where_they_turn() {
    let policy = shop();
    let engine = Engine::compile(&policy, day()).unwrap();
    let mut line = Line::new(&engine, &amount_line(&engine)).unwrap();
    let case = refund(&policy);
    for round in 1..=6 {
        // Right at the line, and never right above it: the policy's place is the first of many that fit.
        for (value, answer) in [(140, Answer::Yes), (148, Answer::Yes), (150, Answer::Yes)]
            .into_iter()
            .chain([200, 250, 300].map(|value| (value, Answer::Escalate)))
        {
            let case = case.with(line.fact(), Some(Value::Number(Quantity::whole(value))));
            line.answered(&engine, &Given { case, answer });
        }
        let told = line.perceived().figure().unwrap();
        assert_eq!((told.at, told.from), (told.policy, told.policy), "after {round} rounds without a mistake: {told:?}");
        assert!(told.to > told.policy && told.to < Quantity::whole(200), "and up to where they were seen to turn: {told:?}");
    }
    assert_eq!(line.next(), Quantity::whole(151), "what tells most is the case right above it");
    // Whoever turns further up is not taken for somebody who turns there.
    for value in [151, 170, 185, 190] {
        let case = case.with(line.fact(), Some(Value::Number(Quantity::whole(value))));
        line.answered(&engine, &Given { case, answer: Answer::Yes });
    }
    let told = line.perceived().figure().unwrap();
    assert!(told.from > told.policy && told.at >= Quantity::whole(185), "{told:?}");
}

#[test]
fn few_answers_or_one_sided_ones_tell_nothing() {
    let policy = shop();
    let engine = Engine::compile(&policy, day()).unwrap();
    let mut line = Line::new(&engine, &amount_line(&engine)).unwrap();
    assert_eq!(line.perceived(), Told::TooFew { more: 4 });
    let case = refund(&policy);
    for _ in 0..9 {
        line.answered(&engine, &Given { case: case.clone(), answer: Answer::Yes });
    }
    assert_eq!(line.perceived(), Told::TooFew { more: 1 }, "they were never seen to turn");
    let before = line.next();
    line.answered(&engine, &Given { case: case.clone(), answer: Answer::No });
    let washed = setting::read(&policy, "item=washed").unwrap();
    line.answered(&engine, &Given { case: case.with(washed.0, washed.1), answer: Answer::Escalate });
    line.answered(&engine, &Given { case: Case::unknown(policy.facts.len()), answer: Answer::Escalate });
    assert_eq!(line.next(), before, "answers to other questions say nothing about this line");
}

#[test]
fn it_is_said_beside_the_policys_own_line() {
    let policy = shop();
    let engine = Engine::compile(&policy, day()).unwrap();
    let line = asked(&engine, 95, 40, &mut Player::new(3, 0));
    let Told::Figure(told) = line.perceived() else { panic!("nothing told") };
    let said = perceived(&policy, line.fact(), &told);
    assert!(said.starts_with("You turn at about €") && said.ends_with("; the policy turns at €150."), "{said}");
}
