//! Conditions as alternatives of simple literals: a range of one line, or a mask of one flag, choice or member.

use super::super::Policy;
use super::super::condition::{Clause, Comparison, Condition, NumberTest, Operand, SetTest, Test};
use super::super::engine::TooLarge;
use super::super::fact::FactId;
use super::super::region::space::Line;
use super::canonical;
use super::layout::Layout;

/// How many alternatives one condition may come to.
const MOST_ALTERNATIVES: usize = 20_000;

/// The smallest thing a condition can ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Literal {
    /// The line's value lies between two ends, both in, in millionths.
    Range {
        /// A variable or a form.
        line: Line,
        /// Least value.
        low: Option<i64>,
        /// Largest value.
        high: Option<i64>,
    },
    /// The value is among these.
    Mask {
        /// Place among the masks.
        mask_dimension: usize,
        /// Accepted values.
        mask: u64,
    },
}

impl Literal {
    /// Asks the same of a case whose variable is one step further along.
    pub fn see_ahead(&mut self, layout: &Layout, variable: usize) {
        let Self::Range { line, low, high } = self else { return };
        let coefficient = match line {
            Line::Variable(v) => i64::from(*v == variable),
            Line::Form(f) => layout.forms[*f].coefficient(variable),
        };
        let by = coefficient * layout.variables[variable].step;
        for end in [low, high].into_iter().flatten() {
            *end -= by;
        }
    }
}

/// Literals that must all hold.
pub type Conjunction = Vec<Literal>;

/// Any of these.
type Alternatives = Vec<Conjunction>;

/// A whole number sum: facts' variables with coefficients, and a constant, in millionths.
#[derive(Clone, Debug)]
struct Linear {
    terms: Vec<(usize, i64)>,
    constant: i64,
}

impl Linear {
    fn of(policy: &Policy, layout: &Layout, fact: FactId) -> Self {
        let formula = policy.fact(fact).number().and_then(|n| n.is.as_ref());
        let variable = |f: FactId| layout.variable_of_fact[f.0];
        match formula {
            Some(f) => Self {
                terms: f.terms.iter().filter_map(|(fact, sign)| variable(*fact).map(|v| (v, *sign))).collect(),
                constant: f.constant.millionths(),
            },
            None => Self { terms: variable(fact).map(|v| (v, 1)).into_iter().collect(), constant: 0 },
        }
    }

    fn minus(mut self, other: &Self) -> Self {
        for (v, c) in &other.terms {
            match self.terms.iter_mut().find(|t| t.0 == *v) {
                Some(t) => t.1 -= c,
                None => self.terms.push((*v, -c)),
            }
        }
        self.terms.retain(|t| t.1 != 0);
        self.constant -= other.constant;
        self
    }

    /// `self <= bound`, or with `flipped` `self >= bound`.
    fn bounded(&self, layout: &mut Layout, bound: i64, at_least: bool) -> Alternatives {
        let bound = bound - self.constant;
        match *self.terms.as_slice() {
            [(v, c)] => vec![vec![scaled(Line::Variable(v), c, bound, at_least)]],
            [x, y] => {
                let (form, factor) = canonical(x, y);
                let line = Line::Form(layout.form(form));
                vec![vec![scaled(line, factor, bound, at_least)]]
            }
            _ if (at_least && 0 >= bound) || (!at_least && 0 <= bound) => vec![Conjunction::new()],
            _ => Vec::new(),
        }
    }
}

/// `factor * line <= bound` (or `>=`) as a range of the line.
fn scaled(line: Line, factor: i64, bound: i64, at_least: bool) -> Literal {
    let (low, high) = if at_least == (factor > 0) {
        (Some(-((-bound * factor.signum()).div_euclid(factor.abs()))), None)
    } else {
        (None, Some((bound * factor.signum()).div_euclid(factor.abs())))
    };
    Literal::Range { line, low, high }
}

/// A condition as alternatives.
pub fn alternatives(policy: &Policy, layout: &mut Layout, condition: &Condition) -> Result<Vec<Conjunction>, TooLarge> {
    let mut any = Vec::new();
    for clause in &condition.any {
        any.extend(clause_alternatives(policy, layout, clause)?);
        capped(any.len())?;
    }
    Ok(any)
}

fn clause_alternatives(policy: &Policy, layout: &mut Layout, clause: &Clause) -> Result<Alternatives, TooLarge> {
    let mut all = vec![Conjunction::new()];
    for test in &clause.tests {
        let one = match &test.test {
            Test::Number(tests) => {
                let mut any = Vec::new();
                for t in tests {
                    any.extend(number(policy, layout, test.fact, t)?);
                }
                any
            }
            Test::Flag(wanted) => mask(layout, test.fact, 0, if *wanted { 0b10 } else { 0b01 }),
            Test::Choice(values) => mask(layout, test.fact, 0, *values),
            Test::Set(set) => members(layout, test.fact, set)?,
        };
        all = product(&all, &one)?;
    }
    Ok(all)
}

fn mask(layout: &Layout, fact: FactId, offset: usize, mask: u64) -> Alternatives {
    let first = layout.masks_of_fact[fact.0].map(|m| m.0);
    first.map(|first| vec![Literal::Mask { mask_dimension: first + offset, mask }]).into_iter().collect()
}

/// Both of two sets of alternatives.
fn product(a: &Alternatives, b: &Alternatives) -> Result<Alternatives, TooLarge> {
    capped(a.len().saturating_mul(b.len()))?;
    Ok(a.iter().flat_map(|x| b.iter().map(move |y| x.iter().chain(y).copied().collect())).collect())
}

fn capped(alternatives: usize) -> Result<(), TooLarge> {
    if alternatives > MOST_ALTERNATIVES { Err(TooLarge::boxes()) } else { Ok(()) }
}

fn number(policy: &Policy, layout: &mut Layout, fact: FactId, test: &NumberTest) -> Result<Alternatives, TooLarge> {
    let left = Linear::of(policy, layout, fact);
    match test {
        NumberTest::Compare(comparison, right) => {
            let mut any = Vec::new();
            for (guard, value) in operand(policy, layout, *right) {
                let sum = left.clone().minus(&value);
                any.extend(product(&vec![guard], &compared(layout, &sum, *comparison)?)?);
            }
            Ok(any)
        }
        NumberTest::Between(from, to) => {
            let low = number(policy, layout, fact, &NumberTest::Compare(Comparison::AtLeast, *from))?;
            let high = number(policy, layout, fact, &NumberTest::Compare(Comparison::AtMost, *to))?;
            product(&low, &high)
        }
    }
}

/// `sum <comparison> 0`.
fn compared(layout: &mut Layout, sum: &Linear, comparison: Comparison) -> Result<Alternatives, TooLarge> {
    // Strict comparisons are met one millionth further: every step is a whole number of them.
    Ok(match comparison {
        Comparison::Less => sum.bounded(layout, -1, false),
        Comparison::AtMost => sum.bounded(layout, 0, false),
        Comparison::AtLeast => sum.bounded(layout, 0, true),
        Comparison::More => sum.bounded(layout, 1, true),
        Comparison::Equal => product(&sum.bounded(layout, 0, false), &sum.bounded(layout, 0, true))?,
        Comparison::NotEqual => [sum.bounded(layout, -1, false), sum.bounded(layout, 1, true)].concat(),
    })
}

/// The values a right side can have, each with the choices that give it.
fn operand(policy: &Policy, layout: &Layout, operand: Operand) -> Vec<(Conjunction, Linear)> {
    let constant = |q: super::super::quantity::Quantity| Linear { terms: Vec::new(), constant: q.millionths() };
    match operand {
        Operand::Number(q) => vec![(Conjunction::new(), constant(q))],
        Operand::Fact(fact) => vec![(Conjunction::new(), Linear::of(policy, layout, fact))],
        Operand::Limit(limit) => {
            let limit = &policy.limits[limit.0];
            let columns = limit.by.get(1).map_or(1, |f| policy.fact(*f).names().len());
            let literal = |fact: FactId, mask: u64| {
                layout.masks_of_fact[fact.0].map(|(first, _)| Literal::Mask { mask_dimension: first, mask })
            };
            // Rows: values of the first choice. Columns: the values of the second that share one limit go together.
            let mut rows: Vec<(Conjunction, Linear)> = Vec::new();
            let mut last_is: std::collections::BTreeMap<(Option<usize>, i64), u64> = std::collections::BTreeMap::new();
            for (i, value) in limit.values.iter().enumerate() {
                let (row, bit) = if limit.by.len() == 2 { (Some(i / columns), i % columns) } else { (None, i) };
                *last_is.entry((row, value.millionths())).or_default() |= 1 << bit.min(63);
            }
            for ((row, value), mask) in last_is {
                let guard = match (limit.by.as_slice(), row) {
                    ([first, second], Some(row)) => literal(*first, 1 << row).into_iter().chain(literal(*second, mask)).collect(),
                    ([only], _) => literal(*only, mask).into_iter().collect(),
                    _ => Conjunction::new(),
                };
                rows.push((guard, Linear { terms: Vec::new(), constant: value }));
            }
            rows
        }
    }
}

fn members(layout: &Layout, fact: FactId, set: &SetTest) -> Result<Alternatives, TooLarge> {
    let Some((first, count)) = layout.masks_of_fact[fact.0] else { return Ok(Vec::new()) };
    let literal =
        |member: usize, present: bool| Literal::Mask { mask_dimension: first + member, mask: if present { 0b10 } else { 0b01 } };
    let bits = |mask: u64| (0..count).filter(move |m| mask >> m & 1 == 1);
    let none = if set.empty { u64::MAX } else { set.none };
    let certain: Conjunction = bits(set.all).map(|m| literal(m, true)).chain(bits(none).map(|m| literal(m, false))).collect();
    let mut all = vec![certain];
    if set.any != 0 {
        all = product(&all, &bits(set.any).map(|m| vec![literal(m, true)]).collect())?;
    }
    if let Some((least, of)) = set.at_least {
        let of: Vec<usize> = bits(of).collect();
        let combinations = combinations(&of, least as usize)?;
        all = product(&all, &combinations.into_iter().map(|c| c.into_iter().map(|m| literal(m, true)).collect()).collect())?;
    }
    Ok(all)
}

/// Every way to pick so many.
fn combinations(of: &[usize], pick: usize) -> Result<Vec<Vec<usize>>, TooLarge> {
    let mut ways: Vec<Vec<usize>> = vec![Vec::new()];
    for round in 0..pick {
        let mut longer = Vec::new();
        for way in &ways {
            let after = way.last().map_or(0, |l| of.iter().position(|m| m == l).map_or(of.len(), |p| p + 1));
            for m in of.iter().skip(after).take(of.len().saturating_sub(after + (pick - round - 1))) {
                longer.push(way.iter().copied().chain([*m]).collect());
            }
        }
        capped(longer.len())?;
        ways = longer;
    }
    Ok(ways)
}
