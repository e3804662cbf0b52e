//! Rules, tests and regions in words a team lead reads: labels and figures, never the notation of a file.

pub mod acknowledged;
pub mod coached;
pub mod day;
pub mod debrief;
pub mod judgement;
pub mod line;
pub mod misreading;
pub mod mutant;
pub mod outcome;
pub mod path;
pub mod range;
pub mod reason;
pub mod region;
pub mod rule;
pub mod test;
pub mod trainee;

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

/// `1 case`, `3 cases`.
pub fn counted<N: fmt::Display + PartialEq + From<u8>>(n: N, one: &str, many: &str) -> String {
    let name = if n == N::from(1) { one } else { many };
    format!("{n} {name}")
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

/// The same in fewer lists: those that differ in what they say of one fact become one, which says `a, b or c` of it.
pub fn merged(mut parts: Vec<Vec<Phrase>>) -> Vec<Vec<Phrase>> {
    let differs = |a: &[Phrase], b: &[Phrase]| -> Option<usize> {
        let alike = a.len() == b.len() && a.iter().zip(b).all(|(x, y)| (x.fact, &x.label) == (y.fact, &y.label));
        let mut apart = (0..a.len()).filter(|i| alike && a[*i].says != b[*i].says);
        apart.next().filter(|_| apart.next().is_none())
    };
    let mut merged = Vec::new();
    while let Some(first) = (!parts.is_empty()).then(|| parts.remove(0)) {
        let place = parts.iter().find_map(|other| differs(&first, other));
        let Some(place) = place else {
            merged.push(first);
            continue;
        };
        let (same, others): (Vec<_>, Vec<_>) = parts.into_iter().partition(|other| differs(&first, other) == Some(place));
        let mut said: Vec<String> = vec![first[place].says.clone()];
        said.extend(same.into_iter().map(|mut other| other.swap_remove(place).says));
        let mut one = first;
        one[place].says = listed(&said, "or");
        merged.push(one);
        parts = others;
    }
    merged
}

/// What all of some lists say, and what each says beside it.
pub fn shared(parts: &[Vec<Phrase>]) -> (Vec<Phrase>, Vec<Vec<Phrase>>) {
    let everywhere = |phrase: &&Phrase| parts.iter().all(|part| part.contains(phrase));
    let shared: Vec<Phrase> = parts.first().into_iter().flatten().filter(everywhere).cloned().collect();
    let rest = parts.iter().map(|part| part.iter().filter(|p| !shared.contains(p)).cloned().collect());
    let rest = rest.collect();
    (shared, rest)
}
