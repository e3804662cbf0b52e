//! The compiled policy: decides and explains.

use super::Policy;
use super::case::Case;
use super::date::Date;
use super::explanation::{Explanation, Ruling};

/// A policy compiled for one day: every question about a case is answered from here.
#[derive(Clone, Debug)]
pub struct Engine {
    _private: (),
}

/// The case is one the policy says can't occur.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Impossible {
    /// Which `never`, counted from 0 in the order of the file.
    pub never: usize,
}

/// The policy is too large to answer exactly.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct TooLarge(pub String);

impl Engine {
    /// Compiles the rules in force that day.
    pub fn compile(_policy: &Policy, _as_of: Date) -> Result<Self, TooLarge> {
        Ok(Self { _private: () })
    }

    /// What the policy says about a case.
    pub fn decide(&self, _case: &Case) -> Result<Ruling, Impossible> {
        Err(Impossible { never: 0 })
    }

    /// The ruling and its boundary.
    pub fn explain(&self, _case: &Case) -> Result<Explanation, Impossible> {
        Err(Impossible { never: 0 })
    }
}
