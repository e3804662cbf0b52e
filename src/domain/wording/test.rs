//! What a rule asks, in words, with its limits looked up as far as the choices behind them are known.

use super::{Phrase, listed, range, region};
use crate::domain::policy::Policy;
use crate::domain::policy::case::{Case, Value};
use crate::domain::policy::condition::{Clause, Comparison, FactTest, NumberTest, Operand, SetTest, Test};
use crate::domain::policy::fact::{FactId, Named, Unit};
use crate::domain::policy::limit::{Limit, LimitId};
use crate::domain::policy::quantity::Quantity;
use crate::domain::scenario::figures::of_quantity;

/// What a clause asks, test by test. `known` resolves limits; what it does not know is listed by choice.
pub fn clause(policy: &Policy, known: &Case, clause: &Clause) -> Vec<Phrase> {
    clause.tests.iter().map(|t| test(policy, known, t)).collect()
}

/// What one test asks.
pub fn test(policy: &Policy, known: &Case, test: &FactTest) -> Phrase {
    let fact = policy.fact(test.fact);
    let says = match &test.test {
        Test::Number(tests) => {
            let unit = fact.number().map_or(Unit::Number, |n| n.unit);
            let each: Vec<String> = tests.iter().map(|t| number(policy, known, unit, t)).collect();
            listed(&each, "or")
        }
        Test::Flag(wanted) => (if *wanted { "yes" } else { "no" }).to_owned(),
        Test::Choice(accepted) => {
            let full = if fact.names().len() >= 64 { u64::MAX } else { (1 << fact.names().len()) - 1 };
            region::choice(fact.names(), *accepted, full)
        }
        Test::Set(wanted) => set(fact.names(), wanted),
    };
    Phrase { fact: Some(test.fact), label: fact.label.to_string(), says }
}

fn number(policy: &Policy, known: &Case, unit: Unit, test: &NumberTest) -> String {
    let right = |operand: &Operand| operand_in_words(policy, known, unit, *operand);
    match test {
        NumberTest::Between(Operand::Number(low), Operand::Number(high)) => range::between(policy, unit, *low, *high),
        NumberTest::Between(low, high) => format!("{} to {}", right(low), right(high)),
        NumberTest::Compare(comparison, operand) => {
            let right = right(operand);
            match comparison {
                Comparison::Less => format!("less than {right}"),
                Comparison::AtMost => format!("up to {right}"),
                Comparison::Equal => right,
                Comparison::NotEqual => format!("anything but {right}"),
                Comparison::AtLeast => format!("at least {right}"),
                Comparison::More => format!("more than {right}"),
            }
        }
    }
}

fn operand_in_words(policy: &Policy, known: &Case, unit: Unit, operand: Operand) -> String {
    match operand {
        Operand::Number(q) => of_quantity(policy, unit, q),
        Operand::Fact(fact) => format!("what “{}” is", policy.fact(fact).label),
        Operand::Limit(id) => limit(policy, known, unit, id),
    }
}

/// A limit: its figure where the choices behind it are known, else every figure it may be, with the choices that give it.
pub fn limit(policy: &Policy, known: &Case, unit: Unit, id: LimitId) -> String {
    let limit = &policy.limits[id.0];
    let figure = |q: Quantity| of_quantity(policy, unit, q);
    let rows = rows(policy, known, limit);
    let mut values = rows.iter().flat_map(|row| row.1.iter().map(|cell| cell.1));
    let first = values.next();
    if let Some(first) = first.filter(|first| values.all(|q| q == *first)) {
        return figure(first);
    }
    let row = |(name, cells): &(Option<&str>, Vec<(Vec<&str>, Quantity)>)| {
        let cells: Vec<String> = cells
            .iter()
            .map(|(labels, q)| if labels.is_empty() { figure(*q) } else { format!("{} {}", listed(labels, "or"), figure(*q)) })
            .collect();
        match name {
            Some(name) if cells.len() > 1 => format!("{name}: {}", cells.join(", ")),
            Some(name) => format!("{name} {}", cells.join(", ")),
            None => cells.join(", "),
        }
    };
    let rows: Vec<String> = rows.iter().map(row).collect();
    format!("your limit ({})", rows.join("; "))
}

/// A row of a limit: the first choice's label, then labels of the second that share a figure.
type Row<'p> = (Option<&'p str>, Vec<(Vec<&'p str>, Quantity)>);

/// The figures that are still possible: a row for each value of the first of two choices.
fn rows<'p>(policy: &'p Policy, known: &Case, limit: &Limit) -> Vec<Row<'p>> {
    let open = |fact: FactId| -> Vec<(usize, &'p str)> {
        let names = policy.fact(fact).names().iter().enumerate();
        let possible = names.filter(|(i, _)| !matches!(known.get(fact), Some(Value::Choice(at)) if at != *i));
        possible.map(|(i, n)| (i, n.label.as_str())).collect()
    };
    let cells = |fact: FactId, first: usize| {
        let mut cells: Vec<(Vec<&'p str>, Quantity)> = Vec::new();
        let open = open(fact);
        for (i, label) in &open {
            let Some(value) = limit.values.get(first + i) else { continue };
            let label = (open.len() > 1).then_some(*label);
            match cells.iter_mut().find(|c| c.1 == *value) {
                Some(cell) => cell.0.extend(label),
                None => cells.push((label.into_iter().collect(), *value)),
            }
        }
        cells
    };
    match limit.by.as_slice() {
        [only] => vec![(None, cells(*only, 0))],
        [first, second] => {
            let columns = policy.fact(*second).names().len();
            let rows = open(*first);
            let named = rows.len() > 1;
            rows.into_iter().map(|(i, label)| (named.then_some(label), cells(*second, i * columns))).collect()
        }
        _ => vec![(None, limit.values.iter().map(|q| (Vec::new(), *q)).collect())],
    }
}

/// What a set must hold.
fn set(names: &[Named], wanted: &SetTest) -> String {
    let labels = |mask: u64| -> Vec<&str> {
        names.iter().enumerate().filter(|(i, _)| mask >> i & 1 == 1).map(|(_, n)| n.label.as_str()).collect()
    };
    let mut parts = Vec::new();
    if wanted.empty {
        parts.push("none at all".to_owned());
    }
    if wanted.any != 0 {
        parts.push(listed(&labels(wanted.any), "or"));
    }
    if wanted.all != 0 {
        parts.push(listed(&labels(wanted.all), "and"));
    }
    if let Some((least, of)) = wanted.at_least {
        parts.push(format!("at least {least} of {}", listed(&labels(of), "and")));
    }
    if wanted.none != 0 {
        parts.push(region::without(&labels(wanted.none)));
    }
    parts.join(", and ")
}

#[cfg(test)]
mod tests {
    use super::{clause, limit};
    use crate::domain::policy::case::Case;
    use crate::domain::policy::fact::Unit;
    use crate::domain::policy::limit::LimitId;
    use crate::domain::policy::source::{parse, setting};
    use crate::domain::policy::{Policy, condition::Condition};
    use crate::domain::wording::in_one_line;

    const SHOP: &str = include_str!("../../../tests/fixtures/marrow-pine/policy.toml");

    fn policy() -> Policy {
        parse(SHOP, "policy.toml").policy().unwrap().clone()
    }

    fn case(policy: &Policy, settings: &[&str]) -> Case {
        let mut case = Case::unknown(policy.facts.len());
        for (fact, value) in settings.iter().map(|s| setting::read(policy, s).unwrap()) {
            case.set(fact, value);
        }
        case
    }

    #[test]
    fn a_rule_reads_as_a_sentence() {
        let policy = policy();
        let said = |rule: &str, settings: &[&str]| {
            let Some(Condition { any }) = &policy.rule(rule).unwrap().when else { unreachable!() };
            in_one_line(&clause(&policy, &case(&policy, settings), &any[0]))
        };
        assert_eq!(said("M-3", &[]), "What the customer said or showed: Sparks, smoke or injury");
        assert_eq!(
            said("M-1", &["tier=plus"]),
            "What the customer wants: Refund; The item: faulty; Since the purchase: up to 30 days; Money asked for: up to €250"
        );
        assert!(said("M-1", &[]).ends_with("up to your limit (Standard €150, Plus €250, Key account €400)"));
    }

    #[test]
    fn a_limit_says_only_what_is_still_open() {
        let policy = policy();
        let said = |settings: &[&str]| limit(&policy, &case(&policy, settings), Unit::Money, LimitId(2));
        assert_eq!(
            said(&[]),
            "your limit (New: Standard €0, Plus €10, Key account €25; Senior: Standard €25, Plus €50, Key account €100)"
        );
        assert_eq!(said(&["level=new"]), "your limit (Standard €0, Plus €10, Key account €25)");
        assert_eq!(said(&["tier=plus"]), "your limit (New €10; Senior €50)");
        assert_eq!(said(&["tier=plus", "level=new"]), "€10");
    }
}
