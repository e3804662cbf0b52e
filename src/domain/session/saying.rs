//! After the reveal: what one would say to the customer, and what one may offer beside the remedy.

use super::hash;
use super::pack::PackView;
use super::round::Round;
use crate::domain::chance::Chance;
use crate::domain::policy::case::Case;
use crate::domain::policy::evaluate;
use crate::domain::policy::rule::Rule;
use crate::domain::policy::{Gesture, Policy};
use crate::domain::text::Text;

/// A line to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The words.
    pub words: Text,
    /// What it is.
    pub kind: LineKind,
}

/// What a line is, told once it is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// The rule's own words.
    Fits,
    /// What the rule would rather not have said.
    RatherNot,
    /// The words of another rule, by its id: right in the case next to this one.
    Elsewhere(String),
}

/// The lines to choose from: those of the rule that decides, and those of the rules just across the line; in an order that shows
/// nothing. Empty where the rule has no words of its own, or none decides.
pub fn lines(pack: &PackView<'_>, round: &Round) -> Vec<Line> {
    let rule = |id: &crate::domain::policy::rule::RuleId| pack.policy.rules.get(id.0);
    let explanation = &round.explanation;
    let Some(decider) = explanation.ruling.rules.first().and_then(rule) else { return Vec::new() };
    let Some(say) = &decider.say else { return Vec::new() };
    let mut lines = vec![Line { words: say.clone(), kind: LineKind::Fits }];
    lines.extend(decider.avoid.iter().map(|avoid| Line { words: avoid.clone(), kind: LineKind::RatherNot }));
    let across = explanation.flips.iter().chain(&explanation.flips_if).filter_map(|flip| flip.rules.first());
    for other in across.filter_map(rule).filter(|other| other.id != decider.id) {
        lines.extend(
            elsewhere(other).filter(|line| lines.iter().all(|known| known.words != line.words)).filter(|_| lines.len() < 4),
        );
    }
    Chance::new(seed(pack, round)).shuffle(&mut lines);
    lines
}

fn elsewhere(rule: &Rule) -> Option<Line> {
    let words = rule.say.clone()?;
    Some(Line { words, kind: LineKind::Elsewhere(rule.id.clone()) })
}

/// The same case has the same order.
fn seed(pack: &PackView<'_>, round: &Round) -> u64 {
    let hash = hash::case_hash(pack.policy, &round.dealt, &round.full);
    u64::from_str_radix(hash.get(..16).unwrap_or_default(), 16).unwrap_or(0)
}

/// Whether a gesture fits a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// It does.
    Fits,
    /// It is for other cases.
    NotMeant,
    /// Something in this case speaks against it.
    SpeaksAgainst,
    /// That rests on what is not known.
    Unknown,
}

/// Whether a gesture fits a case, by its `when` and `unless`.
pub fn fit(policy: &Policy, case: &Case, gesture: &Gesture) -> Fit {
    let holds = |condition| evaluate::condition(policy, case, condition);
    let meant = gesture.when.as_ref().map_or(Some(true), holds);
    let against = gesture.unless.as_ref().map_or(Some(false), holds);
    match (meant, against) {
        (_, Some(true)) => Fit::SpeaksAgainst,
        (Some(false), _) => Fit::NotMeant,
        (Some(true), Some(false)) => Fit::Fits,
        _ => Fit::Unknown,
    }
}
