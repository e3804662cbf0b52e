//! What moving a number would change, beside counting case by case; and the fast reader of cases beside the exact one.

use std::collections::BTreeMap;

use escalate_or_act::domain::policy::Policy;
use escalate_or_act::domain::policy::case::Case;
use escalate_or_act::domain::policy::date::Date;
use escalate_or_act::domain::policy::explanation::Verdict;
use escalate_or_act::domain::policy::fact::FactId;
use escalate_or_act::domain::policy::quantity::Quantity;
use escalate_or_act::domain::policy::source::facts_json;
use escalate_or_act::domain::policy::source::facts_line::LineReader;
use escalate_or_act::domain::policy::whatif::Panel;
use escalate_or_act::domain::policy::whatif::knob::{Knob, find, knobs};
use escalate_or_act::domain::policy::whatif::tally::{Tally, answers};
use escalate_or_act::domain::session::facts::to_json;

use super::naive;
use super::properties::for_random_policies;
use super::random::{Dice, case};

/// What JSON is made of, and what it is not.
const SIGNS: &[u8] = b"{}[]\":,.-+0123456789eE\\ntf?\xff ";

/// Cases, those that do not say what they are about, and the money of the others.
type Counted = (u64, u64, i128);

/// A policy whose decisions are about some money, and a number of it that is moved.
fn moved(dice: &mut Dice, policy: &Policy) -> (Policy, Knob, Policy) {
    let mut policy = policy.clone();
    let numbers: Vec<FactId> = (0..policy.facts.len()).map(FactId).filter(|f| policy.fact(*f).number().is_some()).collect();
    if !numbers.is_empty() {
        policy.at_stake = (0..1 + dice.below(2)).map(|_| numbers[dice.below(numbers.len())]).collect();
        policy.at_stake.dedup();
    }
    let knobs = knobs(&policy);
    let knob = knobs[dice.below(knobs.len())].clone();
    let to = Quantity::from_millionths(dice.below(9) as i64 * Quantity::SCALE / 2);
    let after = knob.turned(&policy, to);
    (policy, knob, after)
}

/// What is said of a case by reading the rules one by one: none where it can't occur.
fn naively(policy: &Policy, case: &Case) -> Option<Option<Verdict>> {
    naive::answer(policy, case)
}

fn money(policy: &Policy, case: &Case) -> Option<i64> {
    let known = |fact: &FactId| match policy.fact(*fact).number().and_then(|n| n.is.as_ref()) {
        Some(formula) => formula.terms.iter().all(|t| case.get(t.0).is_some()),
        None => case.get(*fact).is_some(),
    };
    let sure = !policy.at_stake.is_empty() && policy.at_stake.iter().all(known);
    sure.then(|| policy.at_stake.iter().map(|f| naive::number(policy, case, *f)).sum())
}

#[test]
fn cases_are_counted_as_they_would_be_one_by_one() {
    for_random_policies(|policy, _, dice: &mut Dice| {
        let (before, _, after) = moved(dice, policy);
        let panel = Panel::of(&[before.clone(), after.clone()], Date::new(2026, 6, 1).unwrap()).unwrap();
        let mut tallies = vec![Tally::default(); panel.versions()];
        let mut wanted: BTreeMap<(Option<Verdict>, Option<Verdict>), Counted> = BTreeMap::new();
        let mut impossible = 0;
        for _ in 0..40 {
            let forget = [0, 0, 30][dice.below(3)];
            let case = case(dice, &before, forget);
            let was = naively(&before, &case);
            assert_eq!(panel.count(&case, &mut tallies).is_ok(), was.is_some());
            let (Some(was), Some(is)) = (was, naively(&after, &case)) else {
                impossible += u64::from(was.is_some());
                continue;
            };
            let entry = wanted.entry((was, is)).or_default();
            entry.0 += 1;
            match money(&before, &case) {
                Some(money) => entry.2 += i128::from(money),
                None => entry.1 += 1,
            }
        }
        let tally = &tallies[0];
        assert_eq!((tally.impossible, tally.cases()), (impossible, wanted.values().map(|w| w.0).sum()));
        for (from, to) in answers().flat_map(|a| answers().map(move |b| (a, b))) {
            let moved = tally.moved(from, to);
            let counted = (moved.cases, moved.unpriced, moved.money);
            assert_eq!(counted, wanted.get(&(from, to)).copied().unwrap_or_default(), "{from:?} to {to:?}");
        }
    });
}

#[test]
fn tallies_of_parts_make_the_tally_of_the_whole() {
    for_random_policies(|policy, _, dice: &mut Dice| {
        let (before, _, after) = moved(dice, policy);
        let panel = Panel::of(&[before.clone(), after], Date::new(2026, 6, 1).unwrap()).unwrap();
        let (mut whole, mut parts) = (vec![Tally::default()], [vec![Tally::default()], vec![Tally::default()]]);
        for nth in 0..30 {
            let case = case(dice, &before, 10);
            let counted = panel.count(&case, &mut whole);
            assert_eq!(panel.count(&case, &mut parts[nth % 2]), counted);
        }
        let mut merged = parts[0][0].clone();
        merged.merge(&parts[1][0]);
        assert_eq!(merged, whole[0]);
    });
}

#[test]
fn a_number_is_found_by_its_name_and_turned_alone() {
    for_random_policies(|policy, _, dice: &mut Dice| {
        let (before, knob, after) = moved(dice, policy);
        assert_eq!(find(&before, &knob.name).as_ref(), Ok(&knob));
        assert_eq!(knob.turned(&before, knob.value), before);
        let others = |p: &Policy| {
            knobs(p)
                .into_iter()
                .filter(|k| !k.name.starts_with(knob.name.split('[').next().unwrap()))
                .map(|k| (k.name, k.value))
                .collect::<Vec<_>>()
        };
        assert_eq!(others(&before), others(&after));
    });
}

#[test]
fn lines_are_read_fast_as_they_are_read_exactly() {
    for_random_policies(|policy, _, dice: &mut Dice| {
        let reader = LineReader::of(policy);
        let mut read = Case::unknown(policy.facts.len());
        for _ in 0..5 {
            let case = case(dice, policy, 20);
            let line = serde_json::to_string(&to_json(policy, &case)).unwrap();
            assert!(reader.read(line.as_bytes(), &mut read), "the usual line is read fast: {line}");
            assert_eq!(read, case);
            let spaced = line.replace(':', " : ").replace(',', "\t,  ");
            assert!(reader.read(format!("  {spaced} \r").as_bytes(), &mut read));
            assert_eq!(read, case);
            for _ in 0..20 {
                let mut broken = line.clone().into_bytes();
                let at = dice.below(broken.len());
                let other = SIGNS[dice.below(SIGNS.len())];
                match dice.below(4) {
                    0 => broken[at] = other,
                    1 => drop(broken.remove(at)),
                    2 => broken.insert(at, other),
                    _ => broken.truncate(at),
                }
                if reader.read(&broken, &mut read) {
                    let text = std::str::from_utf8(&broken).unwrap();
                    assert_eq!(facts_json::case(policy, text).as_ref(), Ok(&read), "{text}");
                }
            }
        }
    });
}
