//! Conditions: what `when`, `unless` and `never` say.

use super::fact::{FactId, NumberFact};
use super::limit::LimitId;
use super::quantity::Quantity;

/// Holds if any of its clauses holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// At least one.
    pub any: Vec<Clause>,
}

/// One table of tests; holds if all of them do.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// At least one.
    pub tests: Vec<FactTest>,
}

/// What a clause asks of one fact.
#[derive(Clone, Debug, PartialEq)]
pub struct FactTest {
    /// The fact asked about; may be computed.
    pub fact: FactId,
    /// What it must satisfy.
    pub test: Test,
    /// As the author wrote it: `<= limits.refund`, `faulty`, `worn, washed`, `none: legal, press`.
    pub text: String,
}

impl FactTest {
    /// The right sides that its number is compared with, in order; none where it asks of no number.
    pub fn operands(&self) -> Vec<Operand> {
        let Test::Number(tests) = &self.test else { return Vec::new() };
        let ends = tests.iter().flat_map(|t| match t {
            NumberTest::Compare(_, right) => vec![*right],
            NumberTest::Between(low, high) => vec![*low, *high],
        });
        ends.collect()
    }

    /// The limits that it names.
    pub fn limits(&self) -> Vec<LimitId> {
        let limit = |operand| match operand {
            Operand::Limit(limit) => Some(limit),
            Operand::Number(_) | Operand::Fact(_) => None,
        };
        self.operands().into_iter().filter_map(limit).collect()
    }
}

/// A test, by type of fact.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// Any of these holds.
    Number(Vec<NumberTest>),
    /// The flag is this.
    Flag(bool),
    /// The value is one of these; bit `i` is value `i`. `none` is written as its complement.
    Choice(u64),
    /// All parts hold.
    Set(SetTest),
}

/// One test of a number.
#[derive(Clone, Debug, PartialEq)]
pub enum NumberTest {
    /// Compared with one right side.
    Compare(Comparison, Operand),
    /// Between two ends, both in.
    Between(Operand, Operand),
}

impl NumberTest {
    /// Whether some value of its fact can meet it, as far as the numbers in it tell.
    pub fn can_hold(&self, fact: &NumberFact) -> bool {
        match self {
            Self::Between(Operand::Number(low), Operand::Number(high)) => low <= high,
            Self::Compare(Comparison::Less, Operand::Number(end)) => *end > fact.min,
            Self::Compare(Comparison::More, Operand::Number(end)) => *end < fact.max,
            Self::Compare(..) | Self::Between(..) => true,
        }
    }
}

/// How two numbers are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `>=`
    AtLeast,
    /// `>`
    More,
}

/// A right side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operand {
    /// A number.
    Number(Quantity),
    /// A limit, looked up by the choices it depends on.
    Limit(LimitId),
    /// Another number fact of the same type.
    Fact(FactId),
}

/// A test of a set: every part present must hold. Bit `i` is member `i`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SetTest {
    /// At least one of these (0: no such part).
    pub any: u64,
    /// All of these.
    pub all: u64,
    /// None of these.
    pub none: u64,
    /// At least so many of these.
    pub at_least: Option<(u32, u64)>,
    /// Nothing at all.
    pub empty: bool,
}
