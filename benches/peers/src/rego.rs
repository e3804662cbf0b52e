//! Rego in regorus's virtual machine: a rule for each layer, and one that asks them in their order; limits are data.

use crate::contender::{Contender, verdict_named};
use crate::grid::Grid;
use crate::logic::{self, Atom, Range, Side, Spoken};
use anyhow::{Context as _, Result};
use escalate_or_act::domain::policy::Policy;
use escalate_or_act::domain::policy::case::{Case, Value as Known};
use escalate_or_act::domain::policy::explanation::Verdict;
use escalate_or_act::domain::policy::fact::FactId;
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::vm::RegoVM;
use regorus::{Engine, Rc, Value};
use std::collections::{BTreeMap, BTreeSet};

const ENTRY: &str = "data.desk.answer";

/// The machine with its program loaded and its inputs made.
pub struct Rego {
    machine: RegoVM,
    inputs: Vec<Value>,
}

impl Rego {
    pub fn new(policy: &Policy, cases: &[Case]) -> Result<Self> {
        let grid = Grid::of(policy);
        let source = Self::source(policy);
        let mut engine = Engine::new();
        engine.add_policy("desk.rego".to_owned(), source.clone()).with_context(|| source.clone())?;
        let compiled = engine.compile_with_entrypoint(&Rc::from(ENTRY)).with_context(|| source.clone())?;
        let program = Compiler::compile_from_policy(&compiled, &[ENTRY]).context("compiling for the machine")?;
        let mut machine = RegoVM::new();
        machine.load_program(program);
        machine.set_data(limits(policy, &grid)).context("setting the limits")?;
        Ok(Self { machine, inputs: cases.iter().map(|c| input(policy, &grid, c)).collect() })
    }

    /// The policy as Rego writes it.
    pub fn source(policy: &Policy) -> String {
        let grid = Grid::of(policy);
        let writer = Writer { policy, grid: &grid };
        let rules = logic::spoken(policy, &grid);
        let mut text = "package desk\n\nimport rego.v1\n\n".to_owned();
        let mut layers: Vec<(String, &str)> = rules.iter().map(|r| (layer(r), r.answer)).collect();
        layers.dedup();
        for (place, (layer, answer)) in layers.iter().enumerate() {
            let head = if place == 0 { "answer" } else { "else" };
            text += &format!("{head} := \"{answer}\" if {layer}\n");
        }
        text += &format!("\ndefault answer := \"{}\"\n", logic::silence(policy));
        for rule in &rules {
            writer.bodies(rule).iter().for_each(|body| text += &format!("\n{} if {{\n{body}}}\n", layer(rule)));
        }
        rules.iter().for_each(|r| text += &writer.exception(r));
        text
    }
}

impl Contender for Rego {
    fn name(&self) -> String {
        format!("regorus {}, its virtual machine", crate::versions::of("regorus"))
    }

    fn decide(&mut self, case: usize) -> Option<Verdict> {
        self.machine.set_input(self.inputs[case].clone());
        match self.machine.execute() {
            Ok(Value::String(answer)) => verdict_named(&answer),
            _ => None,
        }
    }
}

fn input(policy: &Policy, grid: &Grid, case: &Case) -> Value {
    let pairs = case.iter().filter_map(|(fact, value)| {
        let names = policy.fact(fact).names();
        let value = match value? {
            Known::Number(q) => Value::from(grid.whole(policy, fact, q)),
            Known::Flag(flag) => Value::from(flag),
            Known::Choice(place) => Value::from(names[place].id.as_str()),
            Known::Set(mask) => {
                Value::from(logic::members(mask).into_iter().map(|m| Value::from(names[m].id.as_str())).collect::<BTreeSet<_>>())
            }
        };
        Some((Value::from(logic::field(policy, fact).as_str()), value))
    });
    Value::from(pairs.collect::<BTreeMap<_, _>>())
}

/// `data.limits`: each limit, by its choices.
fn limits(policy: &Policy, grid: &Grid) -> Value {
    let mut all = BTreeMap::new();
    for rule in logic::spoken(policy, grid) {
        for atom in rule.when.iter().chain(&rule.unless).flatten() {
            let Atom::Number(_, ranges) = atom else { continue };
            for side in ranges.iter().flat_map(Range::sides) {
                if let Side::Limit { name, by, rows } = side {
                    all.insert(Value::from(name.as_str()), table(policy, by, rows));
                }
            }
        }
    }
    Value::from(BTreeMap::from([(Value::from("limits"), Value::from(all))]))
}

fn table(policy: &Policy, by: &[FactId], rows: &[i64]) -> Value {
    let Some((first, rest)) = by.split_first() else { return Value::from(rows[0]) };
    let names = policy.fact(*first).names();
    let parts = rows.chunks(rows.len() / names.len()).map(|r| table(policy, rest, r));
    Value::from(names.iter().map(|n| Value::from(n.id.as_str())).zip(parts).collect::<BTreeMap<_, _>>())
}

struct Writer<'a> {
    policy: &'a Policy,
    grid: &'a Grid,
}

impl Writer<'_> {
    /// The bodies of a rule, any of which makes it hold.
    fn bodies(&self, rule: &Spoken) -> Vec<String> {
        let exception = (!rule.unless.is_empty()).then(|| format!("\tnot {}\n", exempt(rule)));
        let body = |parts: Vec<String>| {
            let mut text: String = parts.iter().map(|p| format!("\t{p}\n")).collect();
            text += exception.as_deref().unwrap_or_default();
            if text.is_empty() { "\ttrue\n".to_owned() } else { text }
        };
        rule.when.iter().flat_map(|table| self.alternatives(table)).map(body).collect()
    }

    /// The rule that holds where a rule is excepted.
    fn exception(&self, rule: &Spoken) -> String {
        let write = |parts: Vec<String>| {
            let lines: String = parts.iter().map(|p| format!("\t{p}\n")).collect();
            format!("\n{} if {{\n{lines}}}\n", exempt(rule))
        };
        rule.unless.iter().flat_map(|table| self.alternatives(table)).map(write).collect()
    }

    /// A table as conjunctions: Rego has no "or" within a body.
    fn alternatives(&self, table: &[Atom]) -> Vec<Vec<String>> {
        let mut all = vec![Vec::new()];
        for atom in table {
            let ways = self.ways(atom);
            let with = |done: &Vec<String>, way: &Vec<String>| done.iter().chain(way).cloned().collect::<Vec<String>>();
            all = all.iter().flat_map(|done| ways.iter().map(|way| with(done, way))).collect();
        }
        all
    }

    /// The ways in which an atom can hold; the expressions of one way hold together.
    fn ways(&self, atom: &Atom) -> Vec<Vec<String>> {
        let one = |text: String| vec![vec![text]];
        match atom {
            Atom::Flag(fact, true) => one(self.name(*fact)),
            Atom::Flag(fact, false) => one(format!("not {}", self.name(*fact))),
            Atom::Choice(fact, values) if values.len() == 1 => {
                one(format!("{} == {:?}", self.name(*fact), self.value(*fact, values[0])))
            }
            Atom::Choice(fact, values) => one(format!("{} in {}", self.name(*fact), self.set(*fact, values))),
            Atom::Number(fact, ranges) => ranges.iter().map(|r| self.range(*fact, r)).collect(),
            Atom::Any(fact, members) => {
                members.iter().map(|m| vec![format!("{:?} in {}", self.value(*fact, *m), self.name(*fact))]).collect()
            }
            Atom::None(fact, members) => {
                vec![members.iter().map(|m| format!("not {:?} in {}", self.value(*fact, *m), self.name(*fact))).collect()]
            }
            Atom::AtLeast(fact, least, of) => one(format!("count({} & {}) >= {least}", self.name(*fact), self.set(*fact, of))),
            Atom::Empty(fact) => one(format!("count({}) == 0", self.name(*fact))),
        }
    }

    fn range(&self, fact: FactId, range: &Range) -> Vec<String> {
        let left = self.number(fact);
        match range {
            Range::Compare(comparison, right) => vec![format!("{left} {} {}", logic::sign(*comparison), self.side(right))],
            Range::Between(low, high) => vec![format!("{left} >= {}", self.side(low)), format!("{left} <= {}", self.side(high))],
        }
    }

    fn side(&self, side: &Side) -> String {
        match side {
            Side::Whole(n) => n.to_string(),
            Side::Fact(fact) => self.number(*fact),
            Side::Limit { name, by, .. } => {
                let keys: String = by.iter().map(|f| format!("[{}]", self.name(*f))).collect();
                format!("data.limits[{name:?}]{keys}")
            }
        }
    }

    fn number(&self, fact: FactId) -> String {
        logic::sum(self.policy, self.grid, fact).map_or_else(|| self.name(fact), |sum| sum.written(|f| self.name(f)))
    }

    fn set(&self, fact: FactId, members: &[usize]) -> String {
        format!("{{{}}}", members.iter().map(|m| format!("{:?}", self.value(fact, *m))).collect::<Vec<_>>().join(", "))
    }

    fn name(&self, fact: FactId) -> String {
        format!("input.{}", logic::field(self.policy, fact))
    }

    fn value(&self, fact: FactId, place: usize) -> &str {
        &self.policy.fact(fact).names()[place].id
    }
}

/// What the rule is called that holds where a layer speaks.
fn layer(rule: &Spoken) -> String {
    format!("layer_{}", rule.layer as usize)
}

/// What the exception of a rule is called.
fn exempt(rule: &Spoken) -> String {
    format!("exempt_{}", rule.rule.id.replace(['-', '.'], "_"))
}
