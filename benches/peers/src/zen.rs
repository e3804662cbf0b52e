//! zen-engine: one decision table, first hit; a column for each fact, and one for exceptions, sets and sums.

use crate::contender::{Contender, verdict_named};
use crate::grid::Grid;
use crate::logic::{self, Atom, Range, Side, Spoken};
use anyhow::{Context as _, Result, anyhow};
use escalate_or_act::domain::policy::Policy;
use escalate_or_act::domain::policy::case::{Case, Value as Known};
use escalate_or_act::domain::policy::condition::Comparison;
use escalate_or_act::domain::policy::explanation::Verdict;
use escalate_or_act::domain::policy::fact::FactId;
use serde_json::{Map, Value, json};
use std::pin::pin;
use std::sync::atomic::Ordering;
use std::task::{self, Poll, Waker};
use zen_engine::model::GraphContent;
use zen_engine::{Decision, Variable, ZEN_CONFIG};

/// The column that holds whole expressions rather than tests of one field.
const EXPRESSION: &str = "expression";

/// A decision compiled, with its inputs made.
pub struct Zen {
    decision: Decision,
    inputs: Vec<Variable>,
}

impl Zen {
    pub fn new(policy: &Policy, cases: &[Case]) -> Result<Self> {
        let grid = Grid::of(policy);
        // No node reads another's output by name, so the engine need not collect them.
        ZEN_CONFIG.nodes_in_context.store(false, Ordering::Relaxed);
        let content: GraphContent = serde_json::from_value(Self::model(policy)).context("the decision model")?;
        let mut decision = Decision::from(content);
        decision.validate().map_err(|e| anyhow!("{e:?}"))?;
        decision.compile();
        Ok(Self { decision, inputs: cases.iter().map(|c| Variable::from(input(policy, &grid, c))).collect() })
    }

    /// The policy as a JSON decision model.
    pub fn model(policy: &Policy) -> Value {
        let grid = Grid::of(policy);
        let writer = Writer { policy, grid: &grid };
        let rules: Vec<Spoken> = logic::spoken(policy, &grid);
        let mut rows: Vec<Value> = rules.iter().flat_map(|r| writer.rows(r)).collect();
        rows.push(json!({ "_id": "silence", "answer": format!("{:?}", logic::silence(policy)) }));
        let column = |id: &str| {
            let used = |row: &Value| row.get(id).is_some();
            rows.iter().any(used).then(|| json!({ "id": id, "name": id, "field": if id == EXPRESSION { "" } else { id } }))
        };
        let fields: Vec<String> = (0..policy.facts.len()).map(|f| logic::field(policy, FactId(f))).collect();
        let inputs: Vec<Value> = fields.iter().map(String::as_str).chain([EXPRESSION]).filter_map(column).collect();
        json!({
            "nodes": [
                { "id": "in", "name": "Case", "type": "inputNode" },
                { "id": "table", "name": "Policy", "type": "decisionTableNode", "content": {
                    "hitPolicy": "first", "inputs": inputs, "rules": rows,
                    "outputs": [{ "id": "answer", "name": "Answer", "field": "answer" }],
                } },
                { "id": "out", "name": "Answer", "type": "outputNode" },
            ],
            "edges": [
                { "id": "a", "type": "edge", "sourceId": "in", "targetId": "table" },
                { "id": "b", "type": "edge", "sourceId": "table", "targetId": "out" },
            ],
        })
    }
}

impl Contender for Zen {
    fn name(&self) -> String {
        format!("zen-engine {}", crate::versions::of("zen-engine"))
    }

    fn decide(&mut self, case: usize) -> Option<Verdict> {
        let answer = pin!(self.decision.evaluate(self.inputs[case].clone()));
        // A table waits for nothing: the first poll is the last, and no runtime is needed around it.
        let Poll::Ready(Ok(response)) = answer.poll(&mut task::Context::from_waker(Waker::noop())) else { return None };
        let Variable::Object(object) = &response.result else { return None };
        verdict_named(object.borrow().get_str("answer")?.as_str()?)
    }
}

fn input(policy: &Policy, grid: &Grid, case: &Case) -> Value {
    let pairs = case.iter().filter_map(|(fact, value)| {
        let names = policy.fact(fact).names();
        let value = match value? {
            Known::Number(q) => json!(grid.whole(policy, fact, q)),
            Known::Flag(flag) => json!(flag),
            Known::Choice(place) => json!(names[place].id),
            Known::Set(mask) => logic::members(mask).into_iter().map(|m| names[m].id.as_str()).collect(),
        };
        Some((logic::field(policy, fact), value))
    });
    Value::Object(pairs.collect())
}

struct Writer<'a> {
    policy: &'a Policy,
    grid: &'a Grid,
}

impl Writer<'_> {
    /// The rows of a rule, any of which makes it hold.
    fn rows(&self, rule: &Spoken) -> Vec<Value> {
        let exceptions = rule.unless.iter().map(|table| format!("not ({})", self.all(table))).collect::<Vec<_>>();
        let tables = rule.when.iter().flat_map(|table| logic::row_by_row(self.policy, table));
        let row = |(place, table): (usize, Vec<Atom>)| {
            let mut row = Map::new();
            let mut whole: Vec<String> = Vec::new();
            for atom in &table {
                match self.cell(atom) {
                    Some((field, cell)) if !row.contains_key(&field) => drop(row.insert(field, json!(cell))),
                    _ => whole.push(self.atom(atom)),
                }
            }
            whole.extend(exceptions.iter().cloned());
            if !whole.is_empty() {
                row.insert(EXPRESSION.to_owned(), json!(whole.join(" and ")));
            }
            row.insert("_id".to_owned(), json!(format!("{}-{place}", rule.rule.id)));
            row.insert("answer".to_owned(), json!(format!("{:?}", rule.answer)));
            Value::Object(row)
        };
        tables.enumerate().map(row).collect()
    }

    /// An atom as a test of one field; none if it must be a whole expression.
    fn cell(&self, atom: &Atom) -> Option<(String, String)> {
        match atom {
            Atom::Flag(fact, wanted) => Some((logic::field(self.policy, *fact), wanted.to_string())),
            Atom::Choice(fact, values) => {
                let values: Vec<String> = values.iter().map(|v| format!("{:?}", self.value(*fact, *v))).collect();
                Some((logic::field(self.policy, *fact), values.join(", ")))
            }
            Atom::Number(fact, ranges) if logic::sum(self.policy, self.grid, *fact).is_none() => {
                let test = |range: &Range| match range {
                    Range::Compare(Comparison::Equal, right) => self.side(right),
                    Range::Compare(comparison, right) => format!("{} {}", logic::sign(*comparison), self.side(right)),
                    Range::Between(low, high) => format!("[{}..{}]", self.side(low), self.side(high)),
                };
                Some((logic::field(self.policy, *fact), ranges.iter().map(test).collect::<Vec<_>>().join(", ")))
            }
            _ => None,
        }
    }

    fn all(&self, table: &[Atom]) -> String {
        table.iter().map(|a| self.atom(a)).collect::<Vec<_>>().join(" and ")
    }

    fn atom(&self, atom: &Atom) -> String {
        let holds = |fact: &FactId, m: &usize| format!("{:?} in {}", self.value(*fact, *m), self.name(*fact));
        let listed = |fact: &FactId, of: &[usize]| {
            of.iter().map(|m| format!("{:?}", self.value(*fact, *m))).collect::<Vec<_>>().join(", ")
        };
        match atom {
            Atom::Flag(fact, true) => self.name(*fact),
            Atom::Flag(fact, false) => format!("not {}", self.name(*fact)),
            Atom::Choice(fact, values) => any(values.iter().map(|v| self.is(*fact, *v))),
            Atom::Number(fact, ranges) => any(ranges.iter().map(|r| self.range(*fact, r))),
            Atom::Any(fact, members) => any(members.iter().map(|m| holds(fact, m))),
            Atom::None(fact, members) => format!("not ({})", any(members.iter().map(|m| holds(fact, m)))),
            Atom::AtLeast(fact, least, of) => format!("count({}, # in [{}]) >= {least}", self.name(*fact), listed(fact, of)),
            Atom::Empty(fact) => format!("len({}) == 0", self.name(*fact)),
        }
    }

    fn range(&self, fact: FactId, range: &Range) -> String {
        let left = self.number(fact);
        match range {
            Range::Compare(comparison, right) => format!("{left} {} {}", logic::sign(*comparison), self.side(right)),
            Range::Between(low, high) => format!("({left} >= {} and {left} <= {})", self.side(low), self.side(high)),
        }
    }

    fn side(&self, side: &Side) -> String {
        match side {
            Side::Whole(n) => n.to_string(),
            Side::Fact(fact) => self.number(*fact),
            Side::Limit { by, rows, .. } => self.row(by, rows),
        }
    }

    /// A limit's value, asked choice by choice.
    fn row(&self, by: &[FactId], rows: &[i64]) -> String {
        let Some((first, rest)) = by.split_first() else { return rows[0].to_string() };
        let values = self.policy.fact(*first).names().len();
        let parts: Vec<String> = rows.chunks(rows.len() / values).map(|r| self.row(rest, r)).collect();
        let ask = |text, (place, part): (usize, &String)| format!("({} ? {part} : {text})", self.is(*first, place));
        parts.iter().enumerate().take(values - 1).rev().fold(parts[values - 1].clone(), ask)
    }

    fn number(&self, fact: FactId) -> String {
        logic::sum(self.policy, self.grid, fact).map_or_else(|| self.name(fact), |sum| sum.written(|f| self.name(f)))
    }

    fn is(&self, fact: FactId, place: usize) -> String {
        format!("{} == {:?}", self.name(fact), self.value(fact, place))
    }

    fn name(&self, fact: FactId) -> String {
        logic::field(self.policy, fact)
    }

    fn value(&self, fact: FactId, place: usize) -> &str {
        &self.policy.fact(fact).names()[place].id
    }
}

/// Any of some expressions.
fn any(parts: impl Iterator<Item = String>) -> String {
    let parts: Vec<String> = parts.collect();
    if parts.len() == 1 { parts[0].clone() } else { format!("({})", parts.join(" or ")) }
}
