//! Which dimension of fact space belongs to which fact.

use super::super::Policy;
use super::super::fact::{FactId, FactKind};
use super::super::region::space::{Form, Variable};
use smallvec::SmallVec;

/// Facts laid out in fact space.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// Base number facts, in order of declaration; a variable is a place here and its axis has the same number.
    pub variables: Vec<Variable>,
    /// The fact behind a variable.
    pub fact_of_variable: Vec<FactId>,
    /// The variable of a fact, if it is a base number.
    pub variable_of_fact: Vec<Option<usize>>,
    /// Forms met so far.
    pub forms: Vec<Form>,
    /// The axis of a form, if it is cut.
    pub form_axes: Vec<Option<usize>>,
    /// Full masks: a flag and a choice have one, a set one a member.
    pub masks: Vec<u64>,
    /// The fact behind a mask.
    pub fact_of_mask: Vec<FactId>,
    /// First mask of a flag, choice or set, and how many it has.
    pub masks_of_fact: Vec<Option<(usize, usize)>>,
    /// The dimension of the first mask.
    pub first_mask: usize,
    /// By variable, whether some cut form has it.
    pub linked: Vec<bool>,
    /// Variables tied together by cut forms, directly or through others.
    pub components: Vec<Vec<usize>>,
    /// Whether a fact is a set.
    pub is_set: Vec<bool>,
    /// Whether a fact is a flag.
    pub is_flag: Vec<bool>,
}

impl Layout {
    /// The layout of a policy's base facts.
    pub fn of(policy: &Policy) -> Self {
        let mut layout = Self::default();
        for (i, fact) in policy.facts.iter().enumerate() {
            let (mut variable, mut masks) = (None, None);
            match &fact.kind {
                FactKind::Number(n) if n.is.is_none() => {
                    variable = Some(layout.variables.len());
                    layout.variables.push(Variable {
                        low: n.min.millionths(),
                        high: n.max.millionths(),
                        step: n.step.millionths(),
                    });
                    layout.fact_of_variable.push(FactId(i));
                }
                FactKind::Number(_) => {}
                FactKind::Flag => masks = Some(layout.add_masks(FactId(i), &[0b11])),
                FactKind::Choice(values) => masks = Some(layout.add_masks(FactId(i), &[full(values.len())])),
                FactKind::Set(members) => masks = Some(layout.add_masks(FactId(i), &vec![0b11; members.len()])),
            }
            layout.is_set.push(matches!(fact.kind, FactKind::Set(_)));
            layout.is_flag.push(matches!(fact.kind, FactKind::Flag));
            layout.variable_of_fact.push(variable);
            layout.masks_of_fact.push(masks);
        }
        layout
    }

    fn add_masks(&mut self, fact: FactId, masks: &[u64]) -> (usize, usize) {
        let first = self.masks.len();
        self.masks.extend_from_slice(masks);
        self.fact_of_mask.extend(std::iter::repeat_n(fact, masks.len()));
        (first, masks.len())
    }

    /// Groups the variables that cut forms tie together. Call once `form_axes` is known.
    pub fn tie_variables(&mut self) {
        let mut group: Vec<usize> = (0..self.variables.len()).collect();
        for (form, axis) in self.forms.iter().zip(&self.form_axes) {
            if axis.is_some() {
                let (to, from) = (group[form.first], group[form.second]);
                group.iter_mut().filter(|g| **g == from).for_each(|g| *g = to);
            }
        }
        let members = |g: usize| (0..group.len()).filter(|v| group[*v] == g).collect::<Vec<_>>();
        self.components = (0..group.len()).map(members).filter(|c| c.len() > 1).collect();
        self.linked = (0..group.len()).map(|v| self.components.iter().any(|c| c.contains(&v))).collect();
    }

    /// The place of a form, added if it is new.
    pub fn form(&mut self, form: Form) -> usize {
        self.forms.iter().position(|f| *f == form).unwrap_or_else(|| {
            self.forms.push(form);
            self.forms.len() - 1
        })
    }

    /// Every dimension that moves when a base fact does: its own, then the sums it is part of.
    pub fn moved_by(&self, fact: FactId) -> SmallVec<[usize; 8]> {
        let mut dimensions: SmallVec<[usize; 8]> = self.dimensions(fact).collect();
        if let Some(v) = self.variable_of_fact[fact.0] {
            let sums = self.forms.iter().zip(&self.form_axes).filter(|(form, _)| form.coefficient(v) != 0);
            dimensions.extend(sums.filter_map(|(_, axis)| *axis));
        }
        dimensions
    }

    /// The dimensions that are a fact's own (forms apart).
    pub fn dimensions(&self, fact: FactId) -> std::ops::Range<usize> {
        if let Some(v) = self.variable_of_fact[fact.0] {
            return v..v + 1;
        }
        self.masks_of_fact[fact.0].map_or(0..0, |(first, n)| self.first_mask + first..self.first_mask + first + n)
    }
}

/// A mask of so many values.
fn full(values: usize) -> u64 {
    if values >= 64 { u64::MAX } else { (1 << values) - 1 }
}
