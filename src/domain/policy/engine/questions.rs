//! What the boxes of a policy ask, by fact and by answer: worked out once, read by every explanation.

use super::super::Policy;
use super::super::compile::{Geometry, Tag};
use super::super::explanation::Verdict;
use super::super::fact::FactId;
use super::super::region::bits::{Bits, set};
use super::index::Index;
use smallvec::SmallVec;

/// Which boxes and dimensions a fact or an answer has to do with.
#[derive(Clone, Debug)]
pub struct Questions {
    /// By fact, whether some rule, duty or `never` reads it, by itself or through a sum.
    read: Vec<bool>,
    /// By fact, its own dimensions that some box constrains.
    asked: Vec<SmallVec<[u16; 8]>>,
    /// By fact, the boxes that ask about it, by itself or through a sum.
    about: Vec<Bits>,
    /// By answer, the boxes that give another one.
    others: [Bits; 4],
}

impl Questions {
    /// The questions of a compiled policy.
    pub fn of(policy: &Policy, geometry: &Geometry, index: &Index) -> Self {
        let none = || Bits::from_elem(0, index.every().len());
        let facts = || (0..policy.facts.len()).map(FactId);
        let everything = geometry.space.everything();
        let by_duty = |d: usize| geometry.duties.iter().flatten().any(|b| b[d] != everything[d]);
        let read = |f: FactId| geometry.layout.moved_by(f).into_iter().any(|d| index.is_relevant(d) || by_duty(d));
        let asked = |f: FactId| geometry.layout.dimensions(f).filter(|d| index.is_relevant(*d)).map(|d| d as u16).collect();
        let about = |f: FactId| {
            let mut bits = none();
            geometry.layout.moved_by(f).into_iter().for_each(|d| index.add_constraining(&mut bits, d));
            bits
        };
        let others = |answer: Verdict| {
            let mut bits = none();
            let other = |tag: &Tag| tag.layer.verdict().is_some_and(|v| v != answer);
            geometry.tags.iter().enumerate().filter(|(_, t)| other(t)).for_each(|(b, _)| set(&mut bits, b));
            bits
        };
        Self {
            read: facts().map(read).collect(),
            asked: facts().map(asked).collect(),
            about: facts().map(about).collect(),
            others: Verdict::ALL.map(others),
        }
    }

    /// Whether some rule, duty or `never` reads a fact, by itself or through a sum.
    pub fn reads(&self, fact: FactId) -> bool {
        self.read[fact.0]
    }

    /// A base fact's own dimensions, as far as some box constrains them.
    pub fn asked(&self, fact: FactId) -> impl Iterator<Item = usize> + '_ {
        self.asked[fact.0].iter().map(|d| usize::from(*d))
    }

    /// The boxes that ask about a base fact, by itself or through a sum.
    pub fn about(&self, fact: FactId) -> &Bits {
        &self.about[fact.0]
    }

    /// The boxes that give another answer.
    pub fn others(&self, answer: Verdict) -> &Bits {
        &self.others[answer as usize]
    }
}
