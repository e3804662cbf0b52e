//! A case with every fact known, placed in fact space.

use super::super::case::{Case, Value};
use super::super::compile::layout::Layout;
use super::super::fact::FactId;
use super::super::quantity::Quantity;
use super::super::region::space::{Line, Space};
use smallvec::SmallVec;

/// A point of fact space: the values of the variables, and the atom or value it has in every dimension.
#[derive(Debug, PartialEq, Eq)]
pub struct Point {
    /// Variables, in millionths.
    pub values: SmallVec<[i64; 16]>,
    /// A dimension's atom (axes) or value (masks; a flag or member is 0 or 1).
    pub atoms: SmallVec<[u32; 48]>,
}

impl Clone for Point {
    /// Block by block: the derived copy goes number by number.
    fn clone(&self) -> Self {
        Self { values: SmallVec::from_slice(&self.values), atoms: SmallVec::from_slice(&self.atoms) }
    }
}

impl Point {
    /// Places a case; an unknown fact stands at its least value, so ask only about facts that are known or idle.
    pub fn of(space: &Space, layout: &Layout, case: &Case) -> Self {
        let mut point =
            Self { values: space.variables.iter().map(|v| v.low).collect(), atoms: SmallVec::from_elem(0, space.dimensions()) };
        for (fact, value) in case.iter() {
            if let Some(value) = value {
                point.write(layout, fact, value);
            }
        }
        point.place_numbers(space);
        point
    }

    /// Moves one fact.
    pub fn set(&mut self, space: &Space, layout: &Layout, fact: FactId, value: Value) {
        self.write(layout, fact, value);
        if let Some(v) = layout.variable_of_fact[fact.0] {
            self.atoms[v] = space.axes[v].atom(self.values[v]);
            self.place_forms(space);
        }
    }

    /// The value of a base fact.
    pub fn get(&self, layout: &Layout, fact: FactId) -> Value {
        if let Some(v) = layout.variable_of_fact[fact.0] {
            return Value::Number(Quantity::from_millionths(self.values[v]));
        }
        let dimensions = layout.dimensions(fact);
        let is_set = layout.is_set[fact.0];
        if is_set {
            let members = dimensions.enumerate().filter(|(_, d)| self.atoms[*d] == 1);
            return Value::Set(members.fold(0, |set, (member, _)| set | 1 << member));
        }
        let value = self.atoms[dimensions.start];
        if layout.is_flag[fact.0] { Value::Flag(value == 1) } else { Value::Choice(value as usize) }
    }

    fn write(&mut self, layout: &Layout, fact: FactId, value: Value) {
        let dimensions = layout.dimensions(fact);
        match value {
            Value::Number(q) => {
                if let Some(v) = layout.variable_of_fact[fact.0] {
                    self.values[v] = q.millionths();
                }
            }
            Value::Flag(flag) => self.atoms[dimensions.start] = u32::from(flag),
            Value::Choice(place) => self.atoms[dimensions.start] = place as u32,
            Value::Set(members) => {
                for (member, d) in dimensions.enumerate() {
                    self.atoms[d] = (members >> member & 1) as u32;
                }
            }
        }
    }

    fn place_numbers(&mut self, space: &Space) {
        for v in 0..space.variables.len() {
            self.atoms[v] = space.axes[v].atom(self.values[v]);
        }
        self.place_forms(space);
    }

    fn place_forms(&mut self, space: &Space) {
        for (d, axis) in space.axes.iter().enumerate().skip(space.variables.len()) {
            if let Line::Form(f) = axis.line {
                self.atoms[d] = axis.atom(space.forms[f].at(&self.values));
            }
        }
    }
}
