//! Cedar: each rule a policy. Red lines and stop lines forbid, the rest permit; the answer is read off the determining policies.

use crate::contender::{Contender, verdict_named};
use crate::grid::Grid;
use crate::logic::{self, Atom, Range, Side, Spoken};
use anyhow::{Context as _, Result};
use cedar_policy::{
    Authorizer, Context, Entities, EntityUid, Policy as CedarPolicy, PolicyId, PolicySet, Request, RestrictedExpression,
};
use escalate_or_act::domain::policy::Policy;
use escalate_or_act::domain::policy::case::{Case, Value};
use escalate_or_act::domain::policy::compile::Layer;
use escalate_or_act::domain::policy::explanation::Verdict;
use escalate_or_act::domain::policy::fact::FactId;

/// Cedar with its policies parsed and its requests made.
pub struct Cedar {
    authorizer: Authorizer,
    policies: PolicySet,
    entities: Entities,
    requests: Vec<Request>,
    /// By the digit that a policy's id begins with.
    answers: Vec<Option<Verdict>>,
    silence: Option<Verdict>,
}

impl Cedar {
    pub fn new(policy: &Policy, cases: &[Case]) -> Result<Self> {
        let grid = Grid::of(policy);
        let rules = logic::spoken(policy, &grid);
        let mut policies = PolicySet::new();
        for rule in &rules {
            let text = Writer { policy, grid: &grid }.rule(rule);
            // The id begins with the layer, so that reading an answer costs no look-up.
            let id = PolicyId::new(format!("{}-{}", rule.layer as usize, rule.rule.id));
            policies.add(CedarPolicy::parse(Some(id), &text).with_context(|| text)?)?;
        }
        let layers = rules.iter().map(|r| r.layer as usize + 1).max().unwrap_or(0);
        let mut answers = vec![None; layers];
        for rule in &rules {
            answers[rule.layer as usize] = verdict_named(rule.answer);
        }
        let requests = cases.iter().map(|c| request(policy, &grid, c)).collect::<Result<_>>()?;
        let silence = verdict_named(logic::silence(policy));
        Ok(Self { authorizer: Authorizer::new(), policies, entities: Entities::empty(), requests, answers, silence })
    }

    /// The policies as Cedar writes them.
    pub fn source(policy: &Policy) -> String {
        let grid = Grid::of(policy);
        logic::spoken(policy, &grid).iter().map(|r| Writer { policy, grid: &grid }.rule(r)).collect::<Vec<_>>().join("\n")
    }
}

impl Contender for Cedar {
    fn name(&self) -> String {
        format!("cedar-policy {}", crate::versions::of("cedar-policy"))
    }

    fn decide(&mut self, case: usize) -> Option<Verdict> {
        let response = self.authorizer.is_authorized(&self.requests[case], &self.policies, &self.entities);
        let layer = |id: &PolicyId| AsRef::<str>::as_ref(id).as_bytes()[0] - b'0';
        match response.diagnostics().reason().map(layer).min() {
            Some(layer) => self.answers[usize::from(layer)],
            None if response.diagnostics().errors().next().is_some() => None,
            None => self.silence,
        }
    }
}

fn request(policy: &Policy, grid: &Grid, case: &Case) -> Result<Request> {
    let text = |s: &str| RestrictedExpression::new_string(s.to_owned());
    let pairs = case.iter().filter_map(|(fact, value)| {
        let named = policy.fact(fact);
        let value = match value? {
            Value::Number(q) => RestrictedExpression::new_long(grid.whole(policy, fact, q)),
            Value::Flag(flag) => RestrictedExpression::new_bool(flag),
            Value::Choice(place) => text(&named.names()[place].id),
            Value::Set(mask) => {
                RestrictedExpression::new_set(logic::members(mask).into_iter().map(|m| text(&named.names()[m].id)))
            }
        };
        Some((logic::field(policy, fact), value))
    });
    let context = Context::from_pairs(pairs)?;
    let uid = |text: &str| text.parse::<EntityUid>();
    Ok(Request::new(uid("Agent::\"desk\"")?, uid("Action::\"settle\"")?, uid("Case::\"case\"")?, context, None)?)
}

struct Writer<'a> {
    policy: &'a Policy,
    grid: &'a Grid,
}

impl Writer<'_> {
    fn rule(&self, spoken: &Spoken) -> String {
        let effect = if matches!(spoken.layer, Layer::Escalate | Layer::Decline) { "forbid" } else { "permit" };
        let mut text = format!("@id(\"{}\")\n{effect} (principal, action, resource)", spoken.rule.id);
        let when = any(spoken.when.iter().map(|t| self.all(t)));
        if when != "true" {
            text += &format!("\nwhen {{ {when} }}");
        }
        if !spoken.unless.is_empty() {
            text += &format!("\nunless {{ {} }}", any(spoken.unless.iter().map(|t| self.all(t))));
        }
        text + ";\n"
    }

    fn all(&self, table: &[Atom]) -> String {
        let parts: Vec<String> = table.iter().map(|a| self.atom(a)).collect();
        if parts.is_empty() { "true".to_owned() } else { parts.join(" && ") }
    }

    fn atom(&self, atom: &Atom) -> String {
        let holds = |fact: &FactId, m: &usize| format!("{}.contains({:?})", self.name(*fact), self.value(*fact, *m));
        match atom {
            Atom::Flag(fact, true) => self.name(*fact),
            Atom::Flag(fact, false) => format!("!{}", self.name(*fact)),
            Atom::Choice(fact, values) => any(values.iter().map(|v| self.is(*fact, *v))),
            Atom::Number(fact, ranges) => any(ranges.iter().map(|r| self.range(*fact, r))),
            Atom::Any(fact, members) => any(members.iter().map(|m| holds(fact, m))),
            Atom::None(fact, members) => members.iter().map(|m| format!("!{}", holds(fact, m))).collect::<Vec<_>>().join(" && "),
            Atom::AtLeast(fact, least, of) => {
                let one = |m| format!("(if {} then 1 else 0)", holds(fact, m));
                format!("{} >= {least}", of.iter().map(one).collect::<Vec<_>>().join(" + "))
            }
            Atom::Empty(fact) => format!("{}.isEmpty()", self.name(*fact)),
        }
    }

    fn range(&self, fact: FactId, range: &Range) -> String {
        let left = self.number(fact);
        match range {
            Range::Compare(comparison, right) => format!("{left} {} {}", logic::sign(*comparison), self.side(right)),
            Range::Between(low, high) => format!("({left} >= {} && {left} <= {})", self.side(low), self.side(high)),
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
        let last = parts[values - 1].clone();
        let ask = |text, (place, part): (usize, &String)| format!("(if {} then {part} else {text})", self.is(*first, place));
        parts.iter().enumerate().take(values - 1).rev().fold(last, ask)
    }

    fn number(&self, fact: FactId) -> String {
        logic::sum(self.policy, self.grid, fact).map_or_else(|| self.name(fact), |sum| sum.written(|f| self.name(f)))
    }

    fn is(&self, fact: FactId, place: usize) -> String {
        format!("{} == {:?}", self.name(fact), self.value(fact, place))
    }

    fn name(&self, fact: FactId) -> String {
        format!("context.{}", logic::field(self.policy, fact))
    }

    fn value(&self, fact: FactId, place: usize) -> &str {
        &self.policy.fact(fact).names()[place].id
    }
}

/// Any of some expressions.
fn any(parts: impl Iterator<Item = String>) -> String {
    let parts: Vec<String> = parts.collect();
    match parts.as_slice() {
        [] => "false".to_owned(),
        [one] => one.clone(),
        _ => format!("({})", parts.iter().map(|p| format!("({p})")).collect::<Vec<_>>().join(" || ")),
    }
}
