//! A case beside its parts: one fact space in which the facts that all of them share stand once, and the money and the counters
//! once for each.

use super::super::super::compile::Geometry;
use super::super::super::fact::FactId;
use super::super::super::region::space::{Axis, Bounds, Form, Line, Link, Space};
use super::super::super::region::{Block, Words};
use super::Growth;
use smallvec::SmallVec;

/// The whole (copy 0) and its parts (copies 1 and on) in one space.
#[derive(Clone, Debug)]
pub struct Copies {
    /// The space of them all.
    pub space: Space,
    /// Each part gives something.
    pub bounds: Bounds,
    /// How many parts there are.
    pub parts: usize,
    /// The variable of the money, in the policy's own space.
    pub money: usize,
    /// Whether the parts are alike in all but what they give: nothing is counted between them.
    pub interchangeable: bool,
    /// By copy and variable of the policy, the variable here.
    variables: Vec<Vec<usize>>,
    /// By copy and dimension of the policy, the dimension here.
    dimensions: Vec<Vec<usize>>,
}

impl Copies {
    /// Lays out a policy's space for so many parts; none if the money is no base number.
    pub fn of(geometry: &Geometry, money: FactId, growths: &[Growth], parts: usize) -> Option<Self> {
        let (own, layout) = (&geometry.space, &geometry.layout);
        let money = layout.variable_of_fact[money.0]?;
        let counters: Vec<usize> = growths.iter().filter_map(|g| layout.variable_of_fact[g.counter.0]).collect();
        let mut space = Space { masks: own.masks.clone(), ..Space::default() };
        let mut variables: Vec<Vec<usize>> = vec![Vec::new(); parts + 1];
        for (v, variable) in own.variables.iter().enumerate() {
            for copy in 0..=parts {
                // Before the first part the counters stand as they do for the whole.
                let is_own = copy == 0 || v == money || (counters.contains(&v) && copy > 1);
                if is_own {
                    space.variables.push(*variable);
                    let here = space.variables.len() - 1;
                    space.axes.push(Axis { line: Line::Variable(here), ..own.axes[v].clone() });
                    variables[copy].push(here);
                } else {
                    let shared = variables[if counters.contains(&v) { copy - 1 } else { 0 }][v];
                    variables[copy].push(shared);
                }
            }
        }
        let mut copies = Self {
            bounds: Bounds::default(),
            parts,
            money,
            interchangeable: growths.is_empty(),
            dimensions: variables.clone(),
            variables,
            space,
        };
        copies.add_sums(own);
        copies.add_masks(own);
        copies.tie(geometry, growths);
        copies.bounds = copies.space.no_bounds();
        let step = own.variables[money].step;
        for copy in 0..=parts {
            let low = &mut copies.bounds.ranges[copies.variables[copy][money]].0;
            *low = (*low).max(step);
        }
        Some(copies)
    }

    /// The sums that some condition cuts, once for each copy whose numbers are its own.
    fn add_sums(&mut self, own: &Space) {
        for axis in own.axes.iter().skip(own.variables.len()) {
            let Line::Form(form) = axis.line else { continue };
            let form = own.forms[form];
            for copy in 0..=self.parts {
                // Copies of one variable stand together, so that the order of two variables is kept.
                let places = &self.variables[copy];
                let here = Form { first: places[form.first], second: places[form.second], ..form };
                let known = self.space.forms.iter().position(|f| *f == here);
                let place = known.unwrap_or_else(|| {
                    self.space.forms.push(here);
                    self.space.forms.len() - 1
                });
                let dimension = self.space.axes.iter().position(|a| a.line == Line::Form(place)).unwrap_or_else(|| {
                    self.space.axes.push(Axis { line: Line::Form(place), ..axis.clone() });
                    self.space.axes.len() - 1
                });
                self.dimensions[copy].push(dimension);
            }
        }
    }

    fn add_masks(&mut self, own: &Space) {
        let first = self.space.axes.len();
        for dimensions in &mut self.dimensions {
            dimensions.extend(first..first + own.masks.len());
        }
        self.space.settle();
    }

    /// The parts add up to the whole, and the counters grow by what each gives.
    fn tie(&mut self, geometry: &Geometry, growths: &[Growth]) {
        let money = |copy: usize| self.variables[copy][self.money];
        let whole = std::iter::once((money(0), 1)).chain((1..=self.parts).map(|part| (money(part), -1)));
        let mut links = vec![Link { terms: whole.collect(), equals: 0 }];
        let variable = |fact: FactId| geometry.layout.variable_of_fact[fact.0];
        for growth in growths {
            let Some(counter) = variable(growth.counter) else { continue };
            for part in 1..self.parts {
                let mut terms: SmallVec<[(usize, i64); 6]> = SmallVec::new();
                let mut add = |v: usize, c: i64| match terms.iter_mut().find(|t| t.0 == v) {
                    Some(term) => term.1 += c,
                    None => terms.push((v, c)),
                };
                add(self.variables[part + 1][counter], 1);
                add(self.variables[part][counter], -1);
                for (fact, sign) in &growth.terms {
                    if let Some(v) = variable(*fact) {
                        add(self.variables[part][v], -sign);
                    }
                }
                terms.retain(|t| t.1 != 0);
                links.push(Link { terms, equals: growth.constant.millionths() });
            }
        }
        self.space.links = links;
    }

    /// A box of the policy's own space, asked of one copy.
    pub fn ask(&self, copy: usize, block: &Block) -> Block {
        let mut words = self.space.everything();
        for (d, word) in block.narrow() {
            words[self.dimensions[copy][d]] = word;
        }
        Block::of(words, &self.space)
    }

    /// The dimension that a dimension of the policy has for one copy.
    pub fn dimension(&self, copy: usize, own: usize) -> usize {
        self.dimensions[copy][own]
    }

    /// What a box says of one copy, in the policy's own space.
    pub fn of_copy(&self, copy: usize, words: &[u64]) -> Words {
        self.dimensions[copy].iter().map(|d| words[*d]).collect()
    }

    /// The values that one copy has of all values here.
    pub fn values_of(&self, copy: usize, values: &[i64]) -> Vec<i64> {
        self.variables[copy].iter().map(|v| values[*v]).collect()
    }

    /// The variable of the policy that stands here, and the part whose money it is if it is that.
    pub fn stands_for(&self, variable: usize) -> Option<(usize, Option<usize>)> {
        let of = |copy: usize| self.variables[copy].iter().position(|v| *v == variable).map(|v| (copy, v));
        let (copy, own) = (0..=self.parts).find_map(of)?;
        Some((own, (own == self.money && copy > 0).then_some(copy)))
    }
}
