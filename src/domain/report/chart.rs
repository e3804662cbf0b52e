//! Charts as data: what a page draws, a screen draws in signs, and a sentence stands under.

pub mod drawn;

use crate::domain::learner::measures::curve::PowerLaw;
use crate::domain::learner::measures::wilson::Rate;
use crate::domain::policy::analysis::coverage::Tally;

/// A chart.
#[derive(Clone, Debug, PartialEq)]
pub enum Chart {
    /// Shares, each with its range; longer is worse.
    Errors(Vec<Bar>),
    /// How often right at each level of certainty, beside what the level stands for, 0 to 1.
    Levels(Vec<(Bar, f64)>),
    /// Which way somebody leans: c, its standard error, and the c the stakes ask for.
    Lean {
        /// Below 0 leans to handing over, above 0 to keeping.
        criterion: f64,
        /// Its standard error.
        error: f64,
        /// What the stakes ask for, where that can be told.
        best: Option<f64>,
    },
    /// The judgement skill score: 1 is perfect, 0 what one rule for every case would do.
    Worth(f64),
    /// The share of errors at the first, second, ... try, and the curve through them.
    Curve {
        /// From the first.
        tries: Vec<Rate>,
        /// The curve, where there is one.
        law: Option<PowerLaw>,
    },
    /// Places where the answer turns.
    Coast(Tally),
    /// A number line with two places on it.
    Turn(Turn),
}

/// A share with its name.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What is counted.
    pub label: String,
    /// How often, of how many.
    pub rate: Rate,
}

/// Where the policy turns on a number line, and where somebody does: places from 0 to 1 along it, and their figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// What the line is on.
    pub label: String,
    /// The least and the largest figure shown.
    pub ends: [String; 2],
    /// Where the policy turns.
    pub policy: (f64, String),
    /// Where somebody does.
    pub own: (f64, String),
    /// The range they may turn in.
    pub range: [f64; 2],
}
