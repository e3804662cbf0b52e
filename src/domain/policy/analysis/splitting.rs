//! Splitting holes: money that must be asked for in one sum, and that one may give in parts.
//!
//! A case is laid beside its parts in one fact space (see [`copies`]): all facts are common to them but the money, and the
//! counters that each part moves by what it gives. Which boxes can decide the whole and the parts at once is then the question of
//! [`uncovered`], as everywhere; the parts adding up to the whole is a tie between their variables. So every split told is one,
//! and where none is told there is none, unless the budget is spent.

pub mod copies;
pub mod search;

use self::copies::Copies;
use self::search::Search;
use super::super::Policy;
use super::super::case::Case;
use super::super::compile::Geometry;
use super::super::fact::{FactId, Formula};
use super::super::quantity::Quantity;
use super::super::region::cover::Budget;
use super::super::rule::RuleId;
use super::fallbacks::facts_read;
use super::voices::{Speaker, Voices};

/// In how many parts a case is split at most.
pub const MOST_PARTS: usize = 4;

/// A case that must be handed over, and its parts that need not be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// The money that is split.
    pub money: FactId,
    /// The whole.
    pub whole: Case,
    /// Who hands the whole over.
    pub hands_over: Speaker,
    /// Two to four parts in the order they are given, which add up to the whole.
    pub parts: Vec<Part>,
    /// Some number moves by what each part gives, and leaves room for them all the same.
    pub counted: bool,
}

/// A part of a split case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The case with that much of the money, and what was given before it counted.
    pub case: Case,
    /// How much.
    pub gives: Quantity,
    /// A green light that lets it through: one that reads the money where there is one, else the one that decides.
    pub rule: RuleId,
}

/// A base number that grows (or shrinks) between the parts, by a sum over the facts of the part before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Growth {
    /// The number.
    pub counter: FactId,
    /// What it grows by: base numbers with their sign.
    pub terms: Vec<(FactId, i64)>,
    /// And a constant.
    pub constant: Quantity,
}

/// For each base money fact at stake that a rule in force reads, and each green light that lets the first part through, a case
/// that is handed over and can be given in parts which are each decided *act, yes*. Splits in two come first; three and four parts
/// are tried for money that can't be split in two.
///
/// Between the parts the allowance's counter grows by what it adds, and so does every number that a computed fact adds to the
/// money ("given so far" in "with this one"); a number from which a computed fact takes the money ("left" in "left after this
/// one") shrinks by it. Neither if it is at stake itself. Everything else stays as it is.
pub fn splitting_holes(policy: &Policy, geometry: &Geometry, known: &[Case], budget: &Budget) -> Vec<Split> {
    let voices = Voices::of(policy, geometry);
    let mut found = Vec::new();
    for money in policy.at_stake.iter().copied().filter(|money| may_be_split(policy, geometry, *money)) {
        let growths = growths(policy, money);
        for parts in 2..=MOST_PARTS {
            let Some(copies) = Copies::of(geometry, money, &growths, parts) else { break };
            let splits = Search { policy, geometry, voices: &voices, money, copies: &copies, known, budget }.splits();
            let done = !splits.is_empty() || budget.is_spent();
            let counted = growths.iter().any(|growth| growth.terms.iter().any(|t| t.0 == money));
            found.extend(splits.into_iter().map(|split| Split { counted, ..split }));
            if done {
                break;
            }
        }
    }
    found
}

/// Whether it is a base number that some rule in force reads: else the whole is decided as its parts are.
fn may_be_split(policy: &Policy, geometry: &Geometry, money: FactId) -> bool {
    let read = |r: &RuleId| facts_read(policy, &policy.rules[r.0]).contains(&money);
    !policy.fact(money).is_computed() && geometry.ranked.iter().any(read)
}

/// What grows between the parts.
pub fn growths(policy: &Policy, money: FactId) -> Vec<Growth> {
    let formula = |fact: FactId| policy.fact(fact).number().and_then(|n| n.is.as_ref());
    let allowance = policy.allowance.filter(|a| a.counter != money).map(|allowance| match formula(allowance.adds) {
        Some(sum) => Growth { counter: allowance.counter, terms: sum.terms.clone(), constant: sum.constant },
        None => Growth { counter: allowance.counter, terms: vec![(allowance.adds, 1)], constant: Quantity::ZERO },
    });
    let mut growths: Vec<Growth> = allowance.into_iter().collect();
    let other = |sum: &Formula, signs: (i64, i64)| {
        let mut others = sum.terms.iter().filter(|t| t.0 != money && t.1 == signs.1).map(|t| t.0);
        others.next().filter(|_| sum.terms.len() == 2 && sum.terms.contains(&(money, signs.0)))
    };
    // What is added up comes first: a number that is both is what was given so far.
    for (signs, grows) in [((1, 1), 1), ((-1, 1), -1)] {
        for counter in (0..policy.facts.len()).filter_map(|f| other(formula(FactId(f))?, signs)) {
            if !policy.at_stake.contains(&counter) && !growths.iter().any(|g| g.counter == counter) {
                growths.push(Growth { counter, terms: vec![(money, grows)], constant: Quantity::ZERO });
            }
        }
    }
    growths
}
