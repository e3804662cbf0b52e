//! A case that shows a change, as near as can be to one that people know.

use super::super::analysis::sides::Contrast;
use super::super::analysis::voices::Voice;
use super::super::analysis::witness::case_in;
use super::super::case::Case;
use super::super::fact::FactId;
use super::super::region::Words;
use super::{Diff, Side};

impl Diff {
    /// A case of a pair, over the common facts: of the cases of its parts that are nearest to `like` the one that differs in the
    /// fewest facts, and in none of them needlessly. What `like` leaves unknown and neither version reads stays unknown.
    pub fn witness(&self, pair: &Contrast, parts: &[Words], like: Option<&Case>) -> Option<Case> {
        let bounds = self.space.no_bounds();
        let cases = parts.iter().chain([&pair.words]).filter_map(|words| {
            let case = case_in(&self.new, &self.space, &self.layout, words, &bounds, like)?;
            self.turns(pair, &case).then_some(case)
        });
        let Some(like) = like else { return cases.into_iter().next() };
        let nearest = cases.min_by_key(|case| self.differing(case, like).len())?;
        Some(self.drawn(pair, nearest, like))
    }

    /// Whether a case is one of a pair as it stands: whatever it leaves unknown, neither version reads.
    pub fn is_shown_by(&self, pair: &Contrast, case: &Case) -> bool {
        let mut unknown = (0..self.common.facts.len()).map(FactId).filter(|f| case.get(*f).is_none());
        unknown.all(|fact| !self.reads(fact)) && self.turns(pair, case)
    }

    /// Whether a case is one of a pair. Every fact that a version reads must be known.
    fn turns(&self, pair: &Contrast, case: &Case) -> bool {
        self.decider(Side::Old, case) == pair.here && self.decider(Side::New, case) == pair.there
    }

    /// A case of a pair with each fact as in a known case wherever it stays one of the pair.
    fn drawn(&self, pair: &Contrast, mut case: Case, like: &Case) -> Case {
        // A fact may only be free to move once another has. Each goes to where the known case has it and stays there, so there are
        // no more rounds than facts.
        for _ in 0..=self.common.facts.len() {
            let differing = self.differing(&case, like).into_iter();
            let drawn = differing.fold(case.clone(), |case, fact| match like.get(fact) {
                None if self.reads(fact) => case,
                None => case.with(fact, None),
                wanted => Some(case.with(fact, wanted)).filter(|drawn| self.turns(pair, drawn)).unwrap_or(case),
            });
            if drawn == case {
                break;
            }
            case = drawn;
        }
        case
    }

    /// The facts in which a case differs from a known one, which may leave some of them open.
    fn differing(&self, case: &Case, like: &Case) -> Vec<FactId> {
        (0..self.common.facts.len()).map(FactId).filter(|fact| case.get(*fact) != like.get(*fact)).collect()
    }

    /// Whether a version reads a fact, by itself or in a sum.
    fn reads(&self, fact: FactId) -> bool {
        let moved = self.layout.moved_by(fact);
        let narrow = |v: &Voice| v.block.narrow().any(|(d, _)| moved.contains(&d));
        self.voices.iter().flat_map(|voices| &voices.0).any(narrow)
    }
}
