//! Two versions of a policy in one list of facts, so that a box of the one can be held against a box of the other.
//!
//! Facts go together by name and type. A range or a value of a choice that one version does not know can't occur there. A fact,
//! or a member of a set, that one version does not know is one it never asks about. Between the steps of a version whose steps
//! were coarser, its rules are read as they are written.

use super::super::Policy;
use super::super::case::{Case, Value};
use super::super::engine::TooLarge;
use super::super::fact::{Fact, FactId, FactKind, Named, NumberFact};
use super::super::quantity::Quantity;
use super::super::region::linear::gcd;
use crate::domain::text::Text;

/// Which of two versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The one before.
    Old,
    /// The one after.
    New,
}

impl Side {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Old => Self::New,
            Self::New => Self::Old,
        }
    }
}

/// The facts of both versions.
#[derive(Clone, Debug)]
pub struct Common {
    /// Those of the new version in its order, then those of the old one alone.
    pub facts: Vec<Fact>,
    old: Places,
    new: Places,
}

/// Where the facts of one version stand among the common ones.
#[derive(Clone, Debug, Default)]
struct Places {
    /// By fact of the version: its place among the common ones.
    facts: Vec<usize>,
    /// By fact of the version and its value or member: the place among the common fact's.
    values: Vec<Vec<usize>>,
}

impl Common {
    /// The facts of two versions together.
    ///
    /// # Errors
    /// A choice or a set has more than 64 values in both versions together.
    pub fn of(old: &Policy, new: &Policy) -> Result<Self, TooLarge> {
        let mut common = Self { facts: Vec::new(), old: Places::default(), new: Places::default() };
        for (at, fact) in new.facts.iter().enumerate() {
            common.facts.push(bare(fact));
            common.new.facts.push(at);
            common.new.values.push((0..fact.names().len()).collect());
        }
        for fact in &old.facts {
            let twin = new.facts.iter().position(|f| f.name == fact.name && alike(f, fact));
            let values = match twin {
                Some(at) => join(&mut common.facts[at], fact)?,
                None => {
                    let retyped = new.facts.iter().any(|f| f.name == fact.name);
                    let label = if retyped { Text::clean(&format!("{} (as it was)", fact.label)) } else { fact.label.clone() };
                    common.facts.push(Fact { label, ..bare(fact) });
                    (0..fact.names().len()).collect()
                }
            };
            common.old.facts.push(twin.unwrap_or(common.facts.len() - 1));
            common.old.values.push(values);
        }
        // Formulas of facts that only the old version computes name its own facts so far.
        for (own, at) in common.old.facts.clone().into_iter().enumerate().filter(|(_, at)| *at >= new.facts.len()) {
            let formula = old.facts[own].number().and_then(|n| n.is.as_ref()).map(|f| common.old.formula(f));
            if let FactKind::Number(number) = &mut common.facts[at].kind {
                number.is = formula;
            }
        }
        Ok(common)
    }

    fn places(&self, side: Side) -> &Places {
        match side {
            Side::Old => &self.old,
            Side::New => &self.new,
        }
    }

    /// The fact of a version behind a common one, if it has it.
    pub fn own(&self, side: Side, fact: FactId) -> Option<FactId> {
        self.places(side).facts.iter().position(|at| *at == fact.0).map(FactId)
    }

    /// The common fact behind one of a version.
    pub fn shared(&self, side: Side, fact: FactId) -> FactId {
        FactId(self.places(side).facts[fact.0])
    }

    /// The values of a common choice, or members of a common set, that a version does not know.
    pub fn unknown_values(&self, side: Side, fact: FactId) -> u64 {
        let Some(own) = self.own(side, fact) else { return 0 };
        let known = self.places(side).values[own.0].iter().fold(0u64, |mask, at| mask | 1 << at);
        full(self.facts[fact.0].names().len()) & !known
    }

    /// A case of a version as a case of the common facts; what the version does not have stays unknown.
    pub fn raise(&self, side: Side, case: &Case) -> Case {
        let places = self.places(side);
        let mut raised = Case::unknown(self.facts.len());
        for (id, value) in case.iter() {
            let (Some(at), Some(value)) = (places.facts.get(id.0), value) else { continue };
            raised.set(FactId(*at), Some(places.value(id, value)));
        }
        raised
    }

    /// A case of the common facts as a version reads it; none if a value of it is unknown to that version.
    pub fn lower(&self, side: Side, own: &Policy, case: &Case) -> Option<Case> {
        let places = self.places(side);
        let mut lowered = Case::unknown(own.facts.len());
        for (at, fact) in own.facts.iter().enumerate().filter(|(_, f)| !f.is_computed()) {
            let value = match case.get(FactId(places.facts[at])) {
                None => continue,
                Some(Value::Number(q)) => {
                    let number = fact.number()?;
                    let on_grid = q.millionths() % number.step.millionths() == 0;
                    (on_grid && number.min <= q && q <= number.max).then_some(Value::Number(q))?
                }
                Some(Value::Choice(shared)) => Value::Choice(places.values[at].iter().position(|v| *v == shared)?),
                Some(Value::Set(shared)) => {
                    let held = places.values[at].iter().enumerate().filter(|(_, v)| shared >> **v & 1 == 1);
                    Value::Set(held.fold(0, |set, (own, _)| set | 1 << own))
                }
                Some(flag) => flag,
            };
            lowered.set(FactId(at), Some(value));
        }
        Some(lowered)
    }

    pub(super) fn lifting(&self, side: Side) -> Lifting<'_> {
        Lifting { common: self, side, places: self.places(side) }
    }
}

impl Places {
    fn value(&self, fact: FactId, value: Value) -> Value {
        match value {
            Value::Choice(at) => Value::Choice(self.values[fact.0][at]),
            Value::Set(members) => Value::Set(self.mask(fact, members)),
            other => other,
        }
    }

    fn mask(&self, fact: FactId, mask: u64) -> u64 {
        let held = self.values[fact.0].iter().enumerate().filter(|(own, _)| mask >> own & 1 == 1);
        held.fold(0, |all, (_, at)| all | 1 << at)
    }

    fn formula(&self, formula: &super::super::fact::Formula) -> super::super::fact::Formula {
        let mut lifted = formula.clone();
        lifted.terms.iter_mut().for_each(|t| t.0 = FactId(self.facts[t.0.0]));
        lifted
    }
}

/// What turns the rules of one version into rules over the common facts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lifting<'c> {
    common: &'c Common,
    side: Side,
    places: &'c Places,
}

impl Lifting<'_> {
    /// The common facts, computed as this version computes them.
    pub(super) fn facts(&self, own: &Policy) -> Vec<Fact> {
        let mut facts = self.common.facts.clone();
        for (at, fact) in own.facts.iter().enumerate() {
            let formula = fact.number().and_then(|n| n.is.as_ref()).map(|f| self.places.formula(f));
            if let (FactKind::Number(number), Some(formula)) = (&mut facts[self.places.facts[at]].kind, formula) {
                number.is = Some(formula);
            }
        }
        facts
    }

    pub(super) fn fact(&self, own: FactId) -> FactId {
        FactId(self.places.facts[own.0])
    }

    /// Values of a choice, or members of a set.
    pub(super) fn mask(&self, own: FactId, mask: u64) -> u64 {
        self.places.mask(own, mask)
    }

    /// How many values the common fact has.
    pub(super) fn count(&self, own: FactId) -> usize {
        self.common.facts[self.places.facts[own.0]].names().len()
    }

    /// By value of the common choice, the version's own, if it has it.
    pub(super) fn own_value(&self, own: FactId, shared: usize) -> Option<usize> {
        self.places.values[own.0].iter().position(|at| *at == shared)
    }

    /// Values of a common choice that this version does not know.
    pub(super) fn unknown(&self, own: FactId) -> u64 {
        self.common.unknown_values(self.side, self.fact(own))
    }

    /// The common number fact.
    pub(super) fn number(&self, own: FactId) -> Option<&NumberFact> {
        self.common.facts[self.places.facts[own.0]].number()
    }
}

/// A fact by itself: what a scenario means that doesn't give it belongs to one version.
fn bare(fact: &Fact) -> Fact {
    Fact { usually: None, ..fact.clone() }
}

/// Whether two facts of one name are one fact: of one type, and both given or both computed.
fn alike(a: &Fact, b: &Fact) -> bool {
    type_name(a) == type_name(b) && a.is_computed() == b.is_computed()
}

/// A fact's type as a policy file names it.
pub fn type_name(fact: &Fact) -> &'static str {
    match &fact.kind {
        FactKind::Number(number) => number.unit.name(),
        FactKind::Flag => "flag",
        FactKind::Choice(_) => "choice",
        FactKind::Set(_) => "set",
    }
}

/// Widens a common fact by another version's; says where that version's values stand in it.
fn join(fact: &mut Fact, other: &Fact) -> Result<Vec<usize>, TooLarge> {
    match (&mut fact.kind, &other.kind) {
        (FactKind::Number(number), FactKind::Number(other)) => {
            number.min = number.min.min(other.min);
            number.max = number.max.max(other.max);
            let step = gcd(i128::from(number.step.millionths()), i128::from(other.step.millionths()));
            number.step = Quantity::from_millionths(i64::try_from(step).unwrap_or(1));
            Ok(Vec::new())
        }
        (FactKind::Choice(names), FactKind::Choice(others)) | (FactKind::Set(names), FactKind::Set(others)) => {
            let places = others.iter().map(|named| place_of(names, named)).collect();
            if names.len() > 64 {
                return Err(TooLarge(format!(
                    "`{}` has more than 64 values in both versions together: compare them in two steps",
                    fact.name
                )));
            }
            Ok(places)
        }
        _ => Ok(Vec::new()),
    }
}

fn place_of(names: &mut Vec<Named>, named: &Named) -> usize {
    names.iter().position(|n| n.id == named.id).unwrap_or_else(|| {
        names.push(named.clone());
        names.len() - 1
    })
}

/// A mask of so many values.
pub(super) fn full(values: usize) -> u64 {
    if values >= 64 { u64::MAX } else { (1 << values) - 1 }
}
