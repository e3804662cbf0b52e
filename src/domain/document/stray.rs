//! Names that stand for nothing, as they are found. One declaration that is misspelt or missing can be behind a hundred of them.

use std::ops::Range;

/// What a name was to stand for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// A fact.
    Fact,
    /// A limit.
    Limit,
    /// A route.
    Route,
    /// A value of a choice or a set.
    Value {
        /// The fact's name.
        of: String,
    },
}

/// A name that stands for nothing, where it was found.
#[derive(Clone, Debug)]
pub struct Stray {
    /// What it was to stand for.
    pub sort: Sort,
    /// As it is written.
    pub name: String,
    /// The finding's code.
    pub code: &'static str,
    /// Its place in its file.
    pub span: Range<usize>,
}

impl Sort {
    /// What a finding's code speaks of, where names of that sort are declared once for a whole pack.
    pub(super) fn of(code: &str) -> Option<Self> {
        match code {
            "policy::unknown-fact" | "scenario::unknown-fact" | "scenario::unknown-place" => Some(Self::Fact),
            "policy::unknown-limit" => Some(Self::Limit),
            "policy::unknown-route" | "scenario::unknown-route" => Some(Self::Route),
            _ => None,
        }
    }

    /// The code of what is wrong with a declaration in a policy.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Fact => "policy::unknown-fact",
            Self::Limit => "policy::unknown-limit",
            Self::Route => "policy::unknown-route",
            Self::Value { .. } => "policy::unknown-value",
        }
    }

    /// The keys under which a policy declares such a name.
    pub(crate) fn path<'n>(&'n self, name: &'n str) -> Vec<&'n str> {
        match self {
            Self::Fact => vec!["facts", name],
            Self::Limit => vec!["limits", name],
            Self::Route => vec!["routes", name],
            Self::Value { of } => vec!["facts", of, "values", name],
        }
    }
}
