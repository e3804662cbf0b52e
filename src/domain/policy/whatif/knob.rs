//! What of a policy can be moved by name: `limits.refund.plus`, `rules.M-1.days_since_purchase`.

use super::super::Policy;
use super::super::case::Case;
use super::super::condition::{Condition, FactTest, NumberTest, Operand, Test};
use super::super::evaluate;
use super::super::fact::{FactId, NumberFact, Unit};
use super::super::limit::LimitId;
use super::super::quantity::Quantity;
use super::super::rule::RuleId;
use super::super::source::grid;
use crate::domain::closest;
use crate::domain::document::item::not_a_number;
use crate::domain::document::words::shown;
use std::collections::BTreeSet;

/// A number of a policy that can be moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Knob {
    /// As the command line names it.
    pub name: String,
    /// What it is now.
    pub value: Quantity,
    place: Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// A figure of a limit.
    Limit { limit: LimitId, cell: usize },
    /// Wherever a rule's tests of a fact name this number.
    Threshold { rule: usize, fact: FactId },
}

/// Every number that can be moved: the limits in the order of the file, then the numbers that rules themselves name.
pub fn knobs(policy: &Policy) -> Vec<Knob> {
    let limits = policy.limits.iter().enumerate().flat_map(|(at, limit)| {
        let cells = limit.cells(policy).into_iter().enumerate();
        cells.map(move |(cell, (name, value))| Knob { name, value, place: Place::Limit { limit: LimitId(at), cell } })
    });
    limits.chain((0..policy.rules.len()).flat_map(|rule| thresholds(policy, rule))).collect()
}

/// The numbers a rule names, by fact. Where it names several of one fact, each is told apart by what it is: `days[30]`.
fn thresholds(policy: &Policy, rule: usize) -> Vec<Knob> {
    let own = &policy.rules[rule];
    let mut named: BTreeSet<(FactId, Quantity)> = BTreeSet::new();
    for test in own.when.iter().chain(&own.unless).flat_map(tests) {
        named.extend(numbers(test).map(|q| (test.fact, q)));
    }
    let several = |fact: FactId| named.iter().filter(|n| n.0 == fact).count() > 1;
    let knob = |(fact, value): &(FactId, Quantity)| {
        let plain = format!("rules.{}.{}", own.id, policy.fact(*fact).name);
        let name = if several(*fact) { format!("{plain}[{value}]") } else { plain };
        Knob { name, value: *value, place: Place::Threshold { rule, fact: *fact } }
    };
    named.iter().map(knob).collect()
}

fn tests(condition: &Condition) -> impl Iterator<Item = &FactTest> {
    condition.any.iter().flat_map(|c| &c.tests)
}

/// The numbers a test is written with.
fn numbers(test: &FactTest) -> impl Iterator<Item = Quantity> {
    let tests: &[NumberTest] = match &test.test {
        Test::Number(tests) => tests,
        _ => &[],
    };
    let sides = tests.iter().flat_map(|t| match t {
        NumberTest::Compare(_, right) => [Some(*right), None],
        NumberTest::Between(low, high) => [Some(*low), Some(*high)],
    });
    sides.flatten().filter_map(|o| match o {
        Operand::Number(q) => Some(q),
        _ => None,
    })
}

/// A policy with several numbers moved at once: none is taken for another that was moved to where it stood.
pub fn turned(policy: &Policy, moves: &[(&Knob, Quantity)]) -> Policy {
    let aside = |at: usize| Quantity::from_millionths(i64::MIN + i64::try_from(at).unwrap_or(0));
    let moves = || moves.iter().enumerate().filter(|(_, (knob, value))| knob.value != *value);
    let parked = moves().fold(policy.clone(), |policy, (at, (knob, _))| knob.turned(&policy, aside(at)));
    moves().fold(parked, |policy, (at, (knob, value))| knob.moved_on(&policy, aside(at), *value))
}

/// The number of that name.
///
/// # Errors
/// There is none, in one sentence, with what can be moved.
pub fn find(policy: &Policy, name: &str) -> Result<Knob, String> {
    let knobs = knobs(policy);
    if let Some(knob) = knobs.iter().find(|k| k.name == name) {
        return Ok(knob.clone());
    }
    let beneath: Vec<&str> = knobs
        .iter()
        .filter(|k| k.name.strip_prefix(name).is_some_and(|r| r.starts_with(['.', '['])))
        .map(|k| k.name.as_str())
        .collect();
    if !beneath.is_empty() {
        return Err(format!("`{}` is not one number; move one of {}", shown(name), some_of(&beneath)));
    }
    let names: Vec<&str> = knobs.iter().map(|k| k.name.as_str()).collect();
    let help = match closest(name, &names) {
        Some(near) => format!("did you mean `{near}`?"),
        None if names.is_empty() => "this policy has no limits, and its rules name no numbers".to_owned(),
        None => format!("what can be moved is {}", some_of(&names)),
    };
    Err(format!("the policy has nothing called `{}` that could be moved; {help}", shown(name)))
}

/// The first few names, and how many more there are.
fn some_of(names: &[&str]) -> String {
    const SHOWN: usize = 12;
    let first: Vec<String> = names.iter().take(SHOWN).map(|n| format!("`{n}`")).collect();
    let more = names.len().saturating_sub(SHOWN);
    if more == 0 { first.join(", ") } else { format!("{} and {more} more", first.join(", ")) }
}

impl Knob {
    /// Reads a value for it, and holds it against the facts it is compared with.
    ///
    /// # Errors
    /// Why it can't be that, in one sentence.
    pub fn read(&self, policy: &Policy, written: &str) -> Result<Quantity, String> {
        let value = Quantity::parse(written)
            .map_err(|why| format!("`{}` can't be `{}`: {}", self.name, shown(written), not_a_number(why)))?;
        for fact in self.compared(policy) {
            let Some(number) = policy.fact(fact).number() else { continue };
            self.fits(&policy.fact(fact).name, number, value)?;
        }
        Ok(value)
    }

    /// A fact it is compared with that can never be this much or this little. Only a limit can be put there.
    pub fn out_of_reach(&self, policy: &Policy, value: Quantity) -> Option<FactId> {
        let beyond = |fact: &FactId| policy.fact(*fact).number().is_some_and(|number| !grid::within(value, number));
        self.compared(policy).into_iter().find(beyond)
    }

    /// The smallest difference between two values of it: the coarsest step of the facts it is compared with.
    pub fn step(&self, policy: &Policy) -> Quantity {
        let steps = self.compared(policy).into_iter().filter_map(|f| policy.fact(f).number().map(|n| n.step));
        steps.max().unwrap_or(Quantity::ONE)
    }

    /// The least and the largest value of the facts it is compared with; what it is now, where it is compared with none.
    pub fn range(&self, policy: &Policy) -> (Quantity, Quantity) {
        let ends = self.compared(policy).into_iter().filter_map(|f| policy.fact(f).number().map(|n| (n.min, n.max)));
        let widest = ends.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        widest.map_or((self.value, self.value), |(low, high)| (low.min(self.value), high.max(self.value)))
    }

    /// The unit of the facts it is compared with.
    pub fn unit(&self, policy: &Policy) -> Unit {
        self.compared(policy).into_iter().find_map(|f| policy.fact(f).number()).map_or(Unit::Number, |n| n.unit)
    }

    /// The facts it is compared with, a sum by its terms as well.
    pub fn facts(&self, policy: &Policy) -> Vec<FactId> {
        let compared = self.compared(policy).into_iter();
        let with_terms = compared.flat_map(|fact| {
            let terms = policy.fact(fact).number().and_then(|n| n.is.as_ref()).map(|is| is.terms.iter().map(|t| t.0));
            std::iter::once(fact).chain(terms.into_iter().flatten())
        });
        with_terms.collect()
    }

    /// The rules that read it, in the order of the file.
    pub fn rules(&self, policy: &Policy) -> Vec<RuleId> {
        let reads = |at: usize| match self.place {
            Place::Threshold { rule, .. } => rule == at,
            Place::Limit { limit, .. } => {
                policy.rules[at].when.iter().chain(&policy.rules[at].unless).flat_map(tests).any(|t| names_limit(t, limit))
            }
        };
        (0..policy.rules.len()).filter(|at| reads(*at)).map(RuleId).collect()
    }

    /// Whether a case may go by it: of a limit a case goes by one figure alone, and moving another can't turn it.
    pub fn concerns(&self, policy: &Policy, case: &Case) -> bool {
        match self.place {
            Place::Threshold { .. } => true,
            Place::Limit { limit, cell } => evaluate::cell(policy, case, limit).is_none_or(|own| own == cell),
        }
    }

    /// In the words of a lead: `Courtesy limit, Full agent`, `Business days with us, in R-8`.
    pub fn label(&self, policy: &Policy) -> String {
        match self.place {
            Place::Threshold { rule, fact } => format!("{}, in {}", policy.fact(fact).label, policy.rules[rule].id),
            Place::Limit { limit, mut cell } => {
                let own = &policy.limits[limit.0];
                let mut chosen: Vec<String> = Vec::new();
                for names in own.by.iter().rev().map(|fact| policy.fact(*fact).names()).filter(|names| !names.is_empty()) {
                    chosen.insert(0, names[cell % names.len()].label.to_string());
                    cell /= names.len();
                }
                let name = own.name.replace(['_', '-'], " ");
                std::iter::once(format!("the {name} limit")).chain(chosen).collect::<Vec<_>>().join(", ")
            }
        }
    }

    fn fits(&self, fact: &str, number: &NumberFact, value: Quantity) -> Result<(), String> {
        if !grid::is_multiple(value, number.step) {
            let (below, above) = grid::neighbours(value, number.step);
            let step = number.step;
            return Err(format!("`{}` can't be {value}: `{fact}` moves in steps of {step}; write {below} or {above}", self.name));
        }
        // A limit may lie beyond what its fact can be, as in a file: that is said, and not refused.
        if matches!(self.place, Place::Threshold { .. }) && !grid::within(value, number) {
            let (min, max) = (number.min, number.max);
            return Err(format!("`{}` can't be {value}: `{fact}` goes from {min} to {max}", self.name));
        }
        Ok(())
    }

    /// The facts it is compared with somewhere.
    fn compared(&self, policy: &Policy) -> BTreeSet<FactId> {
        match self.place {
            Place::Threshold { fact, .. } => BTreeSet::from([fact]),
            Place::Limit { limit, .. } => {
                let rules = policy.rules.iter().flat_map(|r| r.when.iter().chain(&r.unless));
                let duties = policy.also.iter().flat_map(|d| d.when.iter().chain(&d.unless));
                let all = rules.chain(duties).chain(&policy.never).flat_map(tests);
                all.filter(|t| names_limit(t, limit)).map(|t| t.fact).collect()
            }
        }
    }

    /// A policy in which this number was moved already, from there to another value.
    fn moved_on(&self, policy: &Policy, from: Quantity, to: Quantity) -> Policy {
        Self { value: from, ..self.clone() }.turned(policy, to)
    }

    /// The policy with this number moved.
    #[must_use]
    pub fn turned(&self, policy: &Policy, value: Quantity) -> Policy {
        let mut turned = policy.clone();
        match self.place {
            Place::Limit { limit, cell } => turned.limits[limit.0].values[cell] = value,
            Place::Threshold { rule, fact } => {
                let rule = &mut turned.rules[rule];
                let conditions = rule.when.iter_mut().chain(&mut rule.unless);
                for test in conditions.flat_map(|c| &mut c.any).flat_map(|c| &mut c.tests).filter(|t| t.fact == fact) {
                    move_number(test, self.value, value);
                }
            }
        }
        turned
    }
}

/// A step that people would take: at least so much, one, two or five of a power of ten, on the grid; all in millionths.
pub fn even_step(wanted: i64, grid: i64) -> i64 {
    let grid = grid.max(1);
    let wanted = wanted.max(grid);
    let mut power = grid;
    while power <= wanted / 10 {
        power *= 10;
    }
    [1, 2, 5, 10].into_iter().map(|n| n * power).find(|step| *step >= wanted).unwrap_or(wanted)
}

fn names_limit(test: &FactTest, limit: LimitId) -> bool {
    let is = |o: &Operand| *o == Operand::Limit(limit);
    match &test.test {
        Test::Number(tests) => tests.iter().any(|t| match t {
            NumberTest::Compare(_, right) => is(right),
            NumberTest::Between(low, high) => is(low) || is(high),
        }),
        _ => false,
    }
}

fn move_number(test: &mut FactTest, from: Quantity, to: Quantity) {
    let Test::Number(tests) = &mut test.test else { return };
    let move_one = |o: &mut Operand| {
        if *o == Operand::Number(from) {
            *o = Operand::Number(to);
        }
    };
    for test in tests {
        match test {
            NumberTest::Compare(_, right) => move_one(right),
            NumberTest::Between(low, high) => {
                move_one(low);
                move_one(high);
            }
        }
    }
}
