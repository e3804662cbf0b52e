//! Vectors of one person's judgement: detection, prices, marks, forecasts, rates.

use escalate_or_act::domain::learner::measures::calibration::Calibration;
use escalate_or_act::domain::learner::measures::detection::Detection;
use escalate_or_act::domain::learner::measures::forecast::{Brier, log_loss, of_classes};
use escalate_or_act::domain::learner::measures::misperception::Misperception;
use escalate_or_act::domain::learner::measures::outcomes::Outcomes;
use escalate_or_act::domain::learner::measures::prices::Prices;
use escalate_or_act::domain::learner::measures::wilson::Rate;
use escalate_or_act::domain::policy::rule::Stakes;
use escalate_or_act::domain::session::answer::{Certainty, Judgement, Wrong};
use escalate_or_act::domain::session::scoring::{Cost, marks};
use escalate_or_act::domain::session::taps::RouteGrade;
use serde_json::Value as Json;

use super::{OUTCOMES, close, named, number, numbers, same, same_if_told, same_list};

pub fn check(family: &str, key: &str, expected: &Json) -> bool {
    match family {
        "sdt" => detection(&expected[0], &expected[1]),
        "sdt-raw" => same_detection(&Detection::uncorrected(outcomes(key)).unwrap(), expected),
        "se_d" => same(Detection::of(outcomes(key)).unwrap().error, expected),
        "pstar" => same(prices(key).threshold(), expected),
        "opt" => best(key, expected),
        "cost" => {
            let paid = prices(key).paid(outcomes(key));
            same_list(&[paid.total, paid.mean.unwrap()], expected);
        }
        "jss" => same_if_told(prices(key).skill(outcomes(key)), expected),
        "acc" => same_if_told(outcomes(key).accuracy(), expected),
        "wacc" => same_if_told(outcomes(key).weighted_accuracy(named(key)[0].unwrap()), expected),
        "cbm" if key == "cbm seq" => marked(expected),
        "cbm" => expected_marks(named(key)[0].unwrap(), expected),
        "brier8" => brier(expected),
        "log8" => same_if_told(log_loss(&eight()), expected),
        "brier1" => {
            let [p, y] = named(key)[..] else { panic!("{key}") };
            same(Brier::of(&[(p.unwrap(), y == Some(1.0))]).unwrap().score, expected);
        }
        "mbrier" => classes(key, expected),
        "murphy12" => {
            let parts = twelve().murphy().unwrap();
            let sum = parts.reliability - parts.resolution + parts.uncertainty;
            same_list(&[parts.score, parts.reliability, parts.resolution, parts.uncertainty, sum], expected);
        }
        "overconfidence12" => {
            let confidence = twelve().confidence().unwrap();
            same_list(&[confidence.certainty, confidence.right.share().unwrap(), confidence.excess()], expected);
        }
        "ece12" => same_if_told(twelve().expected_error(), expected),
        "wilson" => interval(rate(key), expected),
        "misperception" | "confident-wrong" => misread(key, expected),
        "L1capable" => same_if_told(Rate { count: 200, of: 1000 }.share(), expected),
        "tier12" => tiers(expected),
        _ => return false,
    }
    true
}

fn outcomes(key: &str) -> Outcomes {
    let named = |name: &str| key.split([' ', ':']).any(|word| word == name);
    let found = OUTCOMES.into_iter().find(|(name, _)| named(name)).unwrap_or_else(|| panic!("no outcomes for {key}"));
    let [hits, misses, false_alarms, correct_rejections] = found.1;
    Outcomes { hits, misses, false_alarms, correct_rejections }
}

/// `10:1`, or `cu=10 co=1`.
fn prices(key: &str) -> Prices {
    let figures: Vec<f64> = key.split([' ', ':', '=']).filter_map(|word| word.parse().ok()).collect();
    let [miss, alarm] = figures[..] else { panic!("no prices in {key}") };
    Prices { miss, alarm }
}

fn rate(key: &str) -> Rate {
    let [count, of] = named(key)[..] else { panic!("no rate in {key}") };
    Rate { count: count.unwrap() as u32, of: of.unwrap() as u32 }
}

fn detection(input: &Json, expected: &Json) {
    let [hits, misses, false_alarms, correct_rejections] = numbers(input).iter().map(|n| *n as u32).collect::<Vec<_>>()[..]
    else {
        panic!("{input}")
    };
    match Detection::of(Outcomes { hits, misses, false_alarms, correct_rejections }) {
        Some(got) => same_detection(&got, expected),
        None => assert!(expected.is_null()),
    }
}

fn same_detection(got: &Detection, expected: &Json) {
    let figures = [
        ("H", got.hit_rate),
        ("F", got.alarm_rate),
        ("zH", got.z_hit),
        ("zF", got.z_alarm),
        ("d", got.sensitivity),
        ("c", got.criterion),
        ("ln_beta", got.log_bias),
        ("beta", got.bias()),
    ];
    assert_eq!(figures.len(), expected.as_object().unwrap().len());
    figures.into_iter().for_each(|(name, figure)| same(figure, &expected[name]));
}

/// `opt beta,c* (prior, cost of a miss, cost of a false alarm, d')`
fn best(key: &str, expected: &Json) {
    let [prior, miss, alarm, sensitivity] = named(key).into_iter().flatten().collect::<Vec<_>>()[..] else { panic!("{key}") };
    let prices = Prices { miss, alarm };
    same_list(&[prices.best_bias(prior).unwrap(), prices.best_criterion(prior, sensitivity).unwrap()], expected);
}

fn expected_marks(p: f64, expected: &Json) {
    // The names of the vectors have four decimals: two thirds is 0.6667 there.
    let p = if (p - 2.0 / 3.0).abs() < 1e-4 { 2.0 / 3.0 } else { p };
    for certainty in Certainty::ALL {
        let got = p * f64::from(marks(certainty, true)) + (1.0 - p) * f64::from(marks(certainty, false));
        same(got, &expected[certainty.level().to_string()]);
    }
}

fn marked(expected: &Json) {
    let (one, two, three) = (Certainty::Unsure, Certainty::Fairly, Certainty::Sure);
    let answers = [
        Some((one, true)),
        Some((two, true)),
        Some((three, true)),
        Some((three, false)),
        Some((two, false)),
        Some((one, false)),
        Some((three, true)),
        Some((three, true)),
        Some((two, true)),
        None,
    ];
    let got = answers.map(|a| a.map_or(0.0, |(certainty, right)| f64::from(marks(certainty, right))));
    let total: f64 = got.iter().sum();
    same_list(&got, &expected[0]);
    same(total, &expected[1]);
    same(total / 10.0, &expected[2]);
}

fn eight() -> Vec<(f64, bool)> {
    let p = [0.9, 0.8, 0.7, 0.6, 0.3, 0.2, 0.1, 0.05];
    p.into_iter().zip([true, true, false, true, false, false, true, false]).collect()
}

fn brier(expected: &Json) {
    let got = Brier::of(&eight()).unwrap();
    same_list(&[got.score, got.base, got.reference, got.skill().unwrap()], expected);
}

fn classes(key: &str, expected: &Json) {
    let (probabilities, truth): (&[f64], usize) = match key {
        "mbrier .7/.2/.1 truth A" => (&[0.7, 0.2, 0.1], 0),
        "mbrier .7/.2/.1 truth C" => (&[0.7, 0.2, 0.1], 2),
        "mbrier uniform3" => (&[1.0 / 3.0; 3], 1),
        "mbrier sure wrong" => (&[1.0, 0.0, 0.0], 1),
        _ => panic!("{key}"),
    };
    same(of_classes(probabilities, truth), expected);
}

/// Twelve answers: three unsure (one right), four fairly sure (three right), five sure (four right).
fn twelve() -> Calibration {
    Calibration { levels: [(1, 3), (3, 4), (4, 5)].map(|(count, of)| Rate { count, of }) }
}

fn interval(rate: Rate, expected: &Json) {
    let got = rate.interval().unwrap();
    same_list(&[got.low, got.high], expected);
}

fn misread(key: &str, expected: &Json) {
    let rate = rate(key.trim_start_matches("confident-"));
    let found = Misperception { wrong: rate, sure: rate };
    same(found.wrong.share().unwrap(), &expected[0]);
    interval(found.wrong, &expected[1]);
}

/// Seven right, a critical miss, two over-escalations, a wrong route, an urgency one level off.
fn tiers(expected: &Json) {
    let answers = [
        (Judgement::Wrong(Wrong::OverReach), Stakes::Critical),
        (Judgement::Wrong(Wrong::OverEscalation), Stakes::Major),
        (Judgement::Wrong(Wrong::OverEscalation), Stakes::Minor),
    ];
    let routes = [RouteGrade { right: false, levels_off: 0 }, RouteGrade { right: true, levels_off: 1 }];
    let right = std::iter::repeat_n(Cost::of_answer(Judgement::Right, Some(Stakes::Major)), 7);
    let costs = answers.map(|(j, s)| Cost::of_answer(j, Some(s)));
    let total: Cost = costs.into_iter().chain(routes.map(Cost::of_route)).chain(right).sum();
    close(total.value(), number(&expected[0]), 1e-9);
    close(total.value() / 12.0, number(&expected[1]), 1e-9);
}
