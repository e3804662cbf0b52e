//! A policy's conditions as plain logic over whole numbers: what each peer's translation is written from.

use crate::grid::Grid;
use escalate_or_act::domain::policy::compile::Layer;
use escalate_or_act::domain::policy::condition::{Clause, Comparison, Condition, FactTest, NumberTest, Operand, SetTest, Test};
use escalate_or_act::domain::policy::fact::FactId;
use escalate_or_act::domain::policy::rule::Rule;
use escalate_or_act::domain::policy::{Policy, Silence};

/// The answer where no rule speaks.
pub fn silence(policy: &Policy) -> &'static str {
    match policy.silence {
        Silence::Escalate(_) => "escalate",
        Silence::Act(_) => "either",
    }
}

/// A rule as logic.
pub struct Spoken<'a> {
    pub rule: &'a Rule,
    pub layer: Layer,
    /// The answer it gives.
    pub answer: &'static str,
    /// Any of these.
    pub when: Vec<Vec<Atom>>,
    /// None of these.
    pub unless: Vec<Vec<Atom>>,
}

/// The rules in force on the policy's first day, by layer: the earlier layer speaks first, within a layer the answer is one.
pub fn spoken<'a>(policy: &'a Policy, grid: &Grid) -> Vec<Spoken<'a>> {
    let mut rules: Vec<&Rule> = policy.rules.iter().filter(|r| r.in_force(policy.effective)).collect();
    rules.sort_by_key(|r| Layer::of(r));
    let tables = |c: Option<&Condition>| c.map(|c| c.any.iter().map(|clause| atoms(policy, grid, clause)).collect::<Vec<_>>());
    let spoken = |rule: &'a Rule| {
        let layer = Layer::of(rule);
        Spoken {
            rule,
            layer,
            answer: layer.verdict().map_or("none", |v| v.name()),
            when: tables(rule.when.as_ref()).unwrap_or_else(|| vec![Vec::new()]),
            unless: tables(rule.unless.as_ref()).unwrap_or_default(),
        }
    };
    rules.into_iter().map(spoken).collect()
}

/// A test that each language writes in its own way.
#[derive(Clone, Debug, PartialEq)]
pub enum Atom {
    Flag(FactId, bool),
    /// The value is one of these.
    Choice(FactId, Vec<usize>),
    /// The number lies in one of these.
    Number(FactId, Vec<Range>),
    /// The set holds one of these.
    Any(FactId, Vec<usize>),
    /// The set holds none of these.
    None(FactId, Vec<usize>),
    /// The set holds so many of these.
    AtLeast(FactId, u32, Vec<usize>),
    /// The set is empty.
    Empty(FactId),
}

/// One test of a number.
#[derive(Clone, Debug, PartialEq)]
pub enum Range {
    Compare(Comparison, Side),
    /// Both ends in.
    Between(Side, Side),
}

/// A right side.
#[derive(Clone, Debug, PartialEq)]
pub enum Side {
    Whole(i64),
    Fact(FactId),
    /// A limit: its choices, and its values row by row.
    Limit {
        name: String,
        by: Vec<FactId>,
        rows: Vec<i64>,
    },
}

impl Range {
    /// Its right sides.
    pub fn sides(&self) -> Vec<&Side> {
        match self {
            Self::Compare(_, right) => vec![right],
            Self::Between(low, high) => vec![low, high],
        }
    }
}

/// A computed fact, written out.
pub struct Sum {
    terms: Vec<(FactId, i64)>,
    constant: i64,
}

impl Sum {
    /// As C-like languages write it.
    pub fn written(&self, name: impl Fn(FactId) -> String) -> String {
        let mut text = String::new();
        for (fact, sign) in &self.terms {
            text += match (text.is_empty(), *sign < 0) {
                (true, false) => "",
                (true, true) => "0 - ",
                (false, false) => " + ",
                (false, true) => " - ",
            };
            text += &name(*fact);
        }
        match self.constant {
            0 => {}
            n if n < 0 => text += &format!(" - {}", -n),
            n => text += &format!(" + {n}"),
        }
        format!("({text})")
    }
}

/// A fact's name as every peer's language can write it.
pub fn field(policy: &Policy, fact: FactId) -> String {
    policy.fact(fact).name.replace('-', "_")
}

/// What a computed fact is the sum of; none for a base fact.
pub fn sum(policy: &Policy, grid: &Grid, fact: FactId) -> Option<Sum> {
    let formula = policy.fact(fact).number()?.is.as_ref()?;
    Some(Sum { terms: formula.terms.clone(), constant: grid.whole(policy, fact, formula.constant) })
}

/// The tests of one table: all of them hold.
fn atoms(policy: &Policy, grid: &Grid, clause: &Clause) -> Vec<Atom> {
    clause.tests.iter().flat_map(|t| atom(policy, grid, t)).collect()
}

fn atom(policy: &Policy, grid: &Grid, FactTest { fact, test, .. }: &FactTest) -> Vec<Atom> {
    let fact = *fact;
    match test {
        Test::Flag(wanted) => vec![Atom::Flag(fact, *wanted)],
        Test::Choice(mask) => vec![Atom::Choice(fact, members(*mask))],
        Test::Number(tests) => vec![Atom::Number(fact, tests.iter().map(|t| range(policy, grid, fact, t)).collect())],
        Test::Set(set) => set_atoms(fact, set),
    }
}

fn range(policy: &Policy, grid: &Grid, fact: FactId, test: &NumberTest) -> Range {
    let side = |operand: &Operand| match operand {
        Operand::Number(q) => Side::Whole(grid.whole(policy, fact, *q)),
        Operand::Fact(other) => Side::Fact(*other),
        Operand::Limit(id) => {
            let limit = &policy.limits[id.0];
            let rows: Vec<i64> = limit.values.iter().map(|q| grid.whole(policy, fact, *q)).collect();
            match (limit.by.is_empty(), rows.first()) {
                (true, Some(value)) => Side::Whole(*value),
                _ => Side::Limit { name: limit.name.clone(), by: limit.by.clone(), rows },
            }
        }
    };
    match test {
        NumberTest::Compare(comparison, right) => Range::Compare(*comparison, side(right)),
        NumberTest::Between(low, high) => Range::Between(side(low), side(high)),
    }
}

fn set_atoms(fact: FactId, set: &SetTest) -> Vec<Atom> {
    let mut atoms = Vec::new();
    if set.any != 0 {
        atoms.push(Atom::Any(fact, members(set.any)));
    }
    atoms.extend(members(set.all).into_iter().map(|m| Atom::Any(fact, vec![m])));
    if set.none != 0 {
        atoms.push(Atom::None(fact, members(set.none)));
    }
    if let Some((least, of)) = set.at_least {
        atoms.push(Atom::AtLeast(fact, least, members(of)));
    }
    if set.empty {
        atoms.push(Atom::Empty(fact));
    }
    atoms
}

/// The places of the bits that are set.
pub fn members(mask: u64) -> Vec<usize> {
    (0..64).filter(|i| mask >> i & 1 == 1).collect()
}

/// As C-like languages write a comparison.
pub fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Less => "<",
        Comparison::AtMost => "<=",
        Comparison::Equal => "==",
        Comparison::NotEqual => "!=",
        Comparison::AtLeast => ">=",
        Comparison::More => ">",
    }
}

/// A table without limits: one table for each row of each limit it reads, with the choices of that row among its tests.
pub fn row_by_row(policy: &Policy, table: &[Atom]) -> Vec<Vec<Atom>> {
    let limits = table.iter().filter_map(|a| if let Atom::Number(_, ranges) = a { Some(ranges) } else { None });
    let asked =
        limits.flatten().flat_map(Range::sides).find_map(|s| if let Side::Limit { by, .. } = s { Some(by[0]) } else { None });
    let Some(choice) = asked else { return vec![table.to_vec()] };
    let values = policy.fact(choice).names().len();
    let allowed = |value: &usize| table.iter().all(|a| !matches!(a, Atom::Choice(f, of) if *f == choice && !of.contains(value)));
    let narrowed = |value: usize| {
        let others = table.iter().filter(|a| !matches!(a, Atom::Choice(f, _) if *f == choice));
        let mut narrow: Vec<Atom> = others.map(|a| a.where_choice_is(choice, value, values)).collect();
        narrow.push(Atom::Choice(choice, vec![value]));
        row_by_row(policy, &narrow)
    };
    (0..values).filter(allowed).flat_map(narrowed).collect()
}

impl Atom {
    /// The same test where a choice is settled: the limits that hang on it lose a dimension.
    fn where_choice_is(&self, choice: FactId, value: usize, values: usize) -> Self {
        let Self::Number(fact, ranges) = self else { return self.clone() };
        let side = |side: &Side| match side {
            Side::Limit { name, by, rows } if by[0] == choice => {
                let size = rows.len() / values;
                let rows = rows[value * size..(value + 1) * size].to_vec();
                match by.len() {
                    1 => Side::Whole(rows[0]),
                    _ => Side::Limit { name: name.clone(), by: by[1..].to_vec(), rows },
                }
            }
            _ => side.clone(),
        };
        let range = |range: &Range| match range {
            Range::Compare(comparison, right) => Range::Compare(*comparison, side(right)),
            Range::Between(low, high) => Range::Between(side(low), side(high)),
        };
        Self::Number(*fact, ranges.iter().map(range).collect())
    }
}
