//! The line a case stands next to, in the words the log, `coastline --json` and every progress figure share.
//!
//! `line` says where the line is: of a number (or a sum), the last value below it; of a flag, `true`; of a set, the member that is
//! put in or taken out; of a choice, its two classes of values, `[["faulty", "wrong"], ["used"]]`: values that no rule tells
//! apart are one class.

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use super::facts::value_to_json;
use super::pack::PackView;
use crate::domain::policy::Policy;
use crate::domain::policy::analysis::facets::{self, Coastline, Decider};
use crate::domain::policy::analysis::lines::{Between, Line, last_before};
use crate::domain::policy::case::{Case, Value};
use crate::domain::policy::explanation::{Change, Explanation, Flip, Verdict};
use crate::domain::policy::fact::FactId;

/// A line, and the clauses on its two sides. Two cases on either side of one line have the same `fact` and `line`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Facet {
    /// The fact; the sum itself (`amount - balance`) where no fact is it.
    pub fact: String,
    /// Where the line is.
    pub line: Json,
    /// Who decides on this side: of a logged answer, the side of its case; else below, or without. None in a grey area.
    pub here: Option<String>,
    /// Who decides across the line.
    pub there: Option<String>,
}

impl Facet {
    /// A line with its two deciders.
    pub fn named(policy: &Policy, between: &Between, here: Decider, there: Decider) -> Self {
        let id = |decider: Decider| decider.map(|r| policy.rules[r.0].id.clone());
        Self { fact: fact_of(policy, between), line: line_of(policy, between), here: id(here), there: id(there) }
    }

    /// The facet that decides a case: the nearest line on one number alone, in units of `near`; where there is none, on any one
    /// fact. Flips come in order of cost, so the first is the nearest.
    pub fn of(pack: &PackView<'_>, case: &Case, explanation: &Explanation) -> Option<Self> {
        let single = explanation.flips.iter().filter_map(Flip::single);
        let (numbers, others): (Vec<Change>, Vec<Change>) = single.partition(|c| matches!(c.to, Value::Number(_)));
        numbers.into_iter().chain(others).find_map(|change| Self::across(pack, case, change))
    }

    /// The facet on which a change turns a case; none where more than one line's width lies between, or more than one member.
    fn across(pack: &PackView<'_>, case: &Case, change: Change) -> Option<Self> {
        if matches!((change.from, change.to), (Value::Set(from), Value::Set(to)) if (from ^ to).count_ones() != 1) {
            return None;
        }
        let there = case.with(change.fact, Some(change.to));
        let here = last_before(pack.policy, case, change.fact, &there);
        let decided = |case: &Case| pack.judge.decide(case).ok().and_then(|r| Some((r.verdict?, r.decider()?)));
        let (one, other): ((Verdict, Decider), (Verdict, Decider)) = (decided(&here)?, decided(&there)?);
        let lines: Vec<Line> = pack.judge.crossed(&here, &there);
        let line = lines.first().filter(|_| one.0 != other.0)?;
        Some(Self::named(pack.policy, &line.between, one.1, other.1))
    }

    /// The place of this facet of a logged answer among a coastline's, from the case as it was answered.
    pub fn find(&self, policy: &Policy, coastline: &Coastline, case: &Case) -> Option<usize> {
        let on_line = |line: &Line| fact_of(policy, &line.between) == self.fact && line_of(policy, &line.between) == self.line;
        let line = coastline.lines.iter().position(on_line)?;
        let side = coastline.lines[line].between.side(case)?;
        let id = |decider: Decider| decider.map(|r| policy.rules[r.0].id.as_str());
        let is_it = |f: &facets::Facet| {
            f.line == line && id(f.decider(side)) == self.here.as_deref() && id(f.decider(side.other())) == self.there.as_deref()
        };
        coastline.facets.iter().position(is_it)
    }
}

/// The name of what a line is on.
pub fn fact_of(policy: &Policy, between: &Between) -> String {
    let name = |fact: FactId| policy.fact(fact).name.as_str();
    match between {
        Between::Number(measure, _) if measure.fact.is_none() => {
            let term = |(at, (fact, coefficient)): (usize, &(FactId, i64))| {
                let sign = match (at, *coefficient < 0) {
                    (0, false) => "",
                    (0, true) => "-",
                    (_, false) => " + ",
                    (_, true) => " - ",
                };
                let times = if coefficient.abs() == 1 { String::new() } else { format!("{} * ", coefficient.abs()) };
                format!("{sign}{times}{}", name(*fact))
            };
            measure.terms.iter().enumerate().map(term).collect()
        }
        _ => name(between.fact()).to_owned(),
    }
}

/// Where a line is.
pub fn line_of(policy: &Policy, between: &Between) -> Json {
    let fact = policy.fact(between.fact());
    let id = |at: usize| fact.names().get(at).map_or("", |n| n.id.as_str());
    let ids = |bits: u64| (0..fact.names().len().min(64)).filter(|i| bits >> i & 1 == 1).map(id).collect::<Vec<_>>();
    match between {
        Between::Flag(_) => Json::Bool(true),
        Between::Member(_, member) => json!(id(*member)),
        Between::Values(_, here, there) => json!([ids(*here), ids(*there)]),
        Between::Number(_, last) => value_to_json(fact, Value::Number(*last)),
    }
}
