//! Facts: what a case is described by. Typed and bounded, so that every question about them has an exact answer.

use super::case::Value;
use super::quantity::Quantity;
use crate::domain::text::Text;

/// A fact's place in the policy's list, in the order of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId(pub usize);

/// One fact a policy knows.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// As conditions and scenarios write it.
    pub name: String,
    /// For people.
    pub label: Text,
    /// Its type and bounds.
    pub kind: FactKind,
    /// It can't change within the case: never offered as what would flip it.
    pub fixed: bool,
    /// The trainee's, not the case's: the profile sets it.
    pub own: bool,
    /// Kept off the case's panel, to be heard in the story.
    pub hidden: bool,
    /// What a scenario means that doesn't give it.
    pub usually: Option<Value>,
    /// How an agent finds it out.
    pub ask: Option<Text>,
}

impl Fact {
    /// Whether it may stand among what would flip an answer: a base fact that is neither `fixed` nor the trainee's `own`.
    pub fn changeable(&self) -> bool {
        !self.fixed && !self.own && !self.is_computed()
    }

    /// Whether it is a sum or difference of others.
    pub fn is_computed(&self) -> bool {
        matches!(&self.kind, FactKind::Number(n) if n.is.is_some())
    }

    /// The numbers behind a number fact.
    pub fn number(&self) -> Option<&NumberFact> {
        match &self.kind {
            FactKind::Number(n) => Some(n),
            _ => None,
        }
    }

    /// The named values of a choice or the members of a set; empty otherwise.
    pub fn names(&self) -> &[Named] {
        match &self.kind {
            FactKind::Choice(names) | FactKind::Set(names) => names,
            _ => &[],
        }
    }
}

/// What values a fact can take.
#[derive(Clone, Debug, PartialEq)]
pub enum FactKind {
    /// A number on a grid between two bounds.
    Number(NumberFact),
    /// Yes or no.
    Flag,
    /// One of at most 64 values.
    Choice(Vec<Named>),
    /// Any of at most 64 members together.
    Set(Vec<Named>),
}

/// A value of a choice or a member of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// As files write it.
    pub id: String,
    /// For people; the id where none is given.
    pub label: Text,
}

/// The number line of a fact: every value is a multiple of `step` between `min` and `max`.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberFact {
    /// How it is written and read.
    pub unit: Unit,
    /// Smallest value; for a computed fact, the smallest its formula can give.
    pub min: Quantity,
    /// Largest value; for a computed fact, the largest its formula can give.
    pub max: Quantity,
    /// The smallest difference there is; for a computed fact the finest of its formula's.
    pub step: Quantity,
    /// A difference that feels small, in twentieths: the default is the range itself, exactly a twentieth of it.
    pub near_twentieths: i64,
    /// Which way is riskier.
    pub riskier: Option<Direction>,
    /// Present on a computed fact.
    pub is: Option<Formula>,
}

/// The unit a number is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// In the policy's currency.
    Money,
    /// Plain.
    Number,
    /// Whole things.
    Count,
    /// Of a hundred.
    Percent,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days.
    Days,
}

impl Unit {
    /// As a policy file names the type.
    pub fn name(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::Number => "number",
            Self::Count => "count",
            Self::Percent => "percent",
            Self::Minutes => "minutes",
            Self::Hours => "hours",
            Self::Days => "days",
        }
    }
}

/// A way along a number line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Towards larger values.
    Up,
    /// Towards smaller values.
    Down,
}

/// A computed fact: `constant + sum of sign * fact` over one or two different base number facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    /// Base facts with their sign (`1` or `-1`), in the order written.
    pub terms: Vec<(FactId, i64)>,
    /// What is added to them.
    pub constant: Quantity,
    /// As the file writes it.
    pub text: String,
}
