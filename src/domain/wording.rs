//! Rules, tests and regions in words a team lead reads: labels and figures, never the notation of a file.

pub mod line;
pub mod mutant;
pub mod outcome;
pub mod range;
pub mod region;
pub mod test;

use std::fmt;

use super::policy::fact::FactId;

/// What is said of one fact: `Money asked for`, and `€151 to €200`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The fact, where it is one and not a comparison of two.
    pub fact: Option<FactId>,
    /// The fact's label.
    pub label: String,
    /// What it must be.
    pub says: String,
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.label, self.says)
    }
}

/// Phrases in one line: `Item: faulty; Amount: up to €50`. Nothing asked is any case.
pub fn in_one_line(phrases: &[Phrase]) -> String {
    if phrases.is_empty() {
        return "any case".to_owned();
    }
    phrases.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// `a, b or c`, with whatever word joins the last.
pub fn listed<S: AsRef<str>>(items: &[S], word: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [all @ .., last] => {
            let all: Vec<&str> = all.iter().map(AsRef::as_ref).collect();
            format!("{} {word} {}", all.join(", "), last.as_ref())
        }
    }
}
