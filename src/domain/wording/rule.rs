//! What a rule means, in one sentence: what it has one do, and when.

use super::test;
use crate::domain::policy::Policy;
use crate::domain::policy::case::Case;
use crate::domain::policy::condition::{Clause, Condition, FactTest, Test};
use crate::domain::policy::rule::{Rule, RuleOutcome};

/// A rule in parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// What it has one do: `Settle it yourself`.
    pub says: String,
    /// What must hold in any case.
    pub always: Vec<Asked>,
    /// Beside that, all of one of these; empty where there is nothing to choose.
    pub either: Vec<Vec<Asked>>,
    /// It is silent where all of one of these hold.
    pub unless: Vec<Vec<Asked>>,
}

/// What one test asks: `Amount`, `is`, `up to $250`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The fact's label.
    pub label: String,
    /// The word between.
    pub verb: &'static str,
    /// What it must be.
    pub says: String,
}

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words that hold it together.
    Word(String),
    /// A fact's label.
    Label(String),
    /// What a fact must be.
    Value(String),
}

impl Piece {
    /// Its text.
    pub fn text(&self) -> &str {
        match self {
            Self::Word(text) | Self::Label(text) | Self::Value(text) => text,
        }
    }
}

impl Meaning {
    /// The meaning of a rule; `known` resolves limits, what it does not know is listed by choice.
    pub fn of(policy: &Policy, known: &Case, rule: &Rule) -> Self {
        let (always, either) = rule.when.as_ref().map_or_else(Default::default, |c| when(policy, known, c));
        let unless = rule.unless.as_ref().map_or_else(Vec::new, |c| alternatives(policy, known, &c.any, &[]));
        Self { says: says(policy, rule), always, either, unless }
    }

    /// All of it in one sentence.
    pub fn sentence(&self) -> String {
        self.pieces().iter().map(Piece::text).collect()
    }

    /// The sentence in pieces.
    pub fn pieces(&self) -> Vec<Piece> {
        let mut pieces = vec![Piece::Word(self.says.clone())];
        if self.always.is_empty() && self.either.is_empty() {
            pieces.push(Piece::Word(", always".to_owned()));
        }
        say(&mut pieces, " when ", &self.always);
        let besides = if self.always.is_empty() { [" when ", "; or when "] } else { ["; and besides either ", "; or "] };
        for (i, asked) in self.either.iter().enumerate() {
            say(&mut pieces, besides[usize::from(i > 0)], asked);
        }
        for (i, asked) in self.unless.iter().enumerate() {
            say(&mut pieces, ["; but not when ", "; nor when "][usize::from(i > 0)], asked);
        }
        pieces.push(Piece::Word(".".to_owned()));
        pieces
    }
}

/// `before` and all that is asked, with commas and an "and"; nothing where nothing is.
fn say(pieces: &mut Vec<Piece>, before: &str, all: &[Asked]) {
    for (i, asked) in all.iter().enumerate() {
        let between = match i {
            0 => before,
            _ if i + 1 == all.len() => " and ",
            _ => ", ",
        };
        pieces.push(Piece::Word(between.to_owned()));
        pieces.push(Piece::Label(asked.label.clone()));
        pieces.push(Piece::Word(format!(" {} ", asked.verb)));
        pieces.push(Piece::Value(asked.says.clone()));
    }
}

/// What a rule has one do.
fn says(policy: &Policy, rule: &Rule) -> String {
    let what = match &rule.outcome {
        RuleOutcome::Escalate(route) => {
            let route = policy.route(*route);
            format!("hand it to {} ({})", route.label, route.urgency.how_soon())
        }
        RuleOutcome::Decline(_) => "say no, or not yet, yourself".to_owned(),
        RuleOutcome::Act(_) => "settle it yourself".to_owned(),
    };
    if rule.otherwise {
        return format!("Where no other rule speaks, {what}");
    }
    let mut letters = what.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

fn same(a: &FactTest, b: &FactTest) -> bool {
    a.fact == b.fact && a.test == b.test
}

/// What all alternatives share, and what sets them apart.
fn when(policy: &Policy, known: &Case, condition: &Condition) -> (Vec<Asked>, Vec<Vec<Asked>>) {
    let Some((first, others)) = condition.any.split_first() else { return Default::default() };
    let everywhere = |test: &&FactTest| others.iter().all(|clause| clause.tests.iter().any(|t| same(t, test)));
    let shared: Vec<&FactTest> = first.tests.iter().filter(everywhere).collect();
    let always = shared.iter().map(|test| in_words(policy, known, test)).collect();
    let either = if others.is_empty() { Vec::new() } else { alternatives(policy, known, &condition.any, &shared) };
    (always, either)
}

/// The phrases of each clause, but for those that are said already. A clause that adds nothing leaves no choice.
fn alternatives(policy: &Policy, known: &Case, clauses: &[Clause], but: &[&FactTest]) -> Vec<Vec<Asked>> {
    let said = |test: &FactTest| but.iter().any(|b| same(b, test));
    let phrases = |clause: &Clause| -> Vec<Asked> {
        clause.tests.iter().filter(|t| !said(t)).map(|t| in_words(policy, known, t)).collect()
    };
    let phrases: Vec<Vec<Asked>> = clauses.iter().map(phrases).collect();
    if phrases.iter().any(Vec::is_empty) { Vec::new() } else { phrases }
}

fn in_words(policy: &Policy, known: &Case, asked: &FactTest) -> Asked {
    let verb = if matches!(asked.test, Test::Set(_)) { "includes" } else { "is" };
    let phrase = test::test(policy, known, asked);
    Asked { label: phrase.label, verb, says: phrase.says }
}

#[cfg(test)]
mod tests {
    use super::Meaning;
    use crate::domain::policy::case::Case;
    use crate::domain::policy::source::parse;

    fn said(rule: &str) -> String {
        let text = include_str!("../../../scenarios/retail/policy.toml");
        let source = parse(text, "policy.toml");
        let policy = source.policy().unwrap();
        Meaning::of(policy, &Case::unknown(policy.facts.len()), policy.rule(rule).unwrap()).sentence()
    }

    #[test]
    fn what_all_alternatives_share_is_said_once() {
        assert_eq!(
            said("A-2"),
            "Settle it yourself when Asked for is Exchange, Identity check is Passed and Whose order or account is Their own; \
             and besides either Item is Unused and Since delivery is up to your limit (Guest 30 days, Bronze 90 days, Silver 180 days, \
             Gold 365 days); or Item is Unused and Receipt or box is yes; or Item is Faulty or Not as ordered and Since delivery is up \
             to 90 days."
        );
    }

    #[test]
    fn exceptions_and_fallbacks_are_said() {
        assert_eq!(
            said("R-1"),
            "Hand it to Product safety, live (now) when What they said or showed includes Heat, smoke, shock or injury."
        );
        assert_eq!(
            said("S-3"),
            "Say no, or not yet, yourself when Asked for is Cancel it or Change it and Order is Changed once or Packed, sent; \
             but not when Asked for is Cancel it, Order is Changed once and Why cancel is We ship late."
        );
        assert_eq!(
            said("O-1"),
            "Where no other rule speaks, settle it yourself when Asked for is Own details or News, question; \
             or when Asked for is Other and Amount is $0."
        );
    }
}
