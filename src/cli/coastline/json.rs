//! The coastline as one JSON object.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::Chart;
use crate::domain::policy::analysis::coverage::{Near, Shown, Tally};
use crate::domain::policy::analysis::facets::Facet;
use crate::domain::policy::analysis::lines::Side;
use crate::domain::policy::analysis::mutants::{Fate, Mutant};
use crate::domain::policy::case::Case;
use crate::domain::policy::rule::RuleId;
use crate::domain::session::facet::Facet as Named;
use crate::domain::session::facts::to_json;
use crate::domain::wording;

type Facts = Map<String, Json>;

#[derive(Debug, Serialize)]
struct Written<'p> {
    policy: PolicyName<'p>,
    lines: usize,
    facets: Vec<Place<'p>>,
    crossed: usize,
    touched: usize,
    untaught: usize,
    rules: Vec<Row<'p>>,
    mutants: Score<'p>,
    /// Only where it is true: some facets may be missing.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    given_up: bool,
}

#[derive(Debug, Serialize)]
struct PolicyName<'p> {
    id: &'p str,
    version: &'p str,
}

/// One facet.
#[derive(Debug, Serialize)]
struct Place<'p> {
    #[serde(flatten)]
    named: Named,
    answers: [&'static str; 2],
    /// The base fact in which the twins differ.
    moved: &'p str,
    /// The rules that draw the line.
    drawn_by: Vec<&'p str>,
    critical: bool,
    coverage: &'static str,
    /// How many sides scenarios tell; the other is then a twin of one, if the facet is crossed.
    sides_told: usize,
    scenarios: Vec<Witness<'p>>,
    twins: [Facts; 2],
    /// The scenario they are drawn to.
    like: Option<&'p str>,
}

/// A scenario near a facet.
#[derive(Debug, Serialize)]
struct Witness<'p> {
    id: &'p str,
    side: &'static str,
    /// The same case across the line, where that is decided by the facet's other rule.
    twin: Option<Facts>,
}

/// One rule's share.
#[derive(Debug, Serialize)]
struct Row<'p> {
    rule: Option<&'p str>,
    stakes: Option<&'static str>,
    facets: usize,
    crossed: usize,
    touched: usize,
    untaught: usize,
    own_lines: usize,
    own_lines_crossed: usize,
}

/// Small changes to the policy, and who notices.
#[derive(Debug, Serialize)]
struct Score<'p> {
    /// Those that turn some case.
    total: usize,
    noticed: usize,
    noticed_with_twins: usize,
    /// Those that turn no case; not in the total.
    equivalent: usize,
    undecided: usize,
    unnoticed: Vec<Missed<'p>>,
}

#[derive(Debug, Serialize)]
struct Missed<'p> {
    change: String,
    rule: Option<&'p str>,
    /// A case that turns, with its answers before and after; absent where that is undecided.
    case: Option<Facts>,
    answers: Option<[&'static str; 2]>,
}

/// Writes the object, and a line's end.
pub(super) fn write(chart: &Chart<'_>, out: &mut dyn Write) -> io::Result<()> {
    let all = chart.coverage.tally(|_| true);
    let written = Written {
        policy: PolicyName { id: &chart.policy.id, version: &chart.policy.version },
        lines: chart.coastline.lines.len(),
        facets: (0..chart.coastline.facets.len()).map(|at| place(chart, at)).collect(),
        crossed: all.crossed,
        touched: all.touched,
        untaught: all.untaught,
        rules: rows(chart),
        mutants: score(chart),
        given_up: !chart.coastline.complete,
    };
    serde_json::to_writer(&mut *out, &written).map_err(io::Error::from)?;
    writeln!(out)
}

fn place<'p>(chart: &Chart<'p>, at: usize) -> Place<'p> {
    let facet: &Facet = &chart.coastline.facets[at];
    let shown: &Shown = &chart.coverage.0[at];
    let line = &chart.coastline.lines[facet.line];
    let drawn = chart.drawn(at);
    let told = |side: Side| usize::from(shown.near.iter().any(|n| n.side == side));
    Place {
        named: Named::named(chart.policy, &line.between, facet.here, facet.there),
        answers: facet.answers.map(|a| a.name()),
        moved: &chart.policy.fact(facet.moved).name,
        drawn_by: line.rules.iter().map(|r| id(chart, *r)).collect(),
        critical: chart.is_critical(at),
        coverage: shown.taught().name(),
        sides_told: told(Side::Here) + told(Side::There),
        scenarios: shown.near.iter().map(|near| witness(chart, near)).collect(),
        twins: drawn.twins.map(|case| facts(chart, &case)),
        like: drawn.like.and_then(|at| chart.scenarios.get(at)).map(|s| s.id.as_str()),
    }
}

fn witness<'p>(chart: &Chart<'p>, near: &Near) -> Witness<'p> {
    let side = match near.side {
        Side::Here => "here",
        Side::There => "there",
    };
    Witness { id: &chart.scenarios[near.told].id, side, twin: near.twin.as_ref().map(|case| facts(chart, case)) }
}

fn rows<'p>(chart: &Chart<'p>) -> Vec<Row<'p>> {
    let rules = (0..chart.policy.rules.len()).map(|r| Some(RuleId(r))).chain([None]);
    let row = |rule: Option<RuleId>| {
        let tally: Tally = chart.coverage.tally(|at| chart.coastline.facets[at].has(rule));
        let (own_lines, own_lines_crossed) = rule.map_or((0, 0), |r| chart.coverage.own_lines(chart.policy, &chart.coastline, r));
        Row {
            rule: rule.map(|r| id(chart, r)),
            stakes: rule.map(|r| chart.policy.rules[r.0].stakes.name()),
            facets: tally.all(),
            crossed: tally.crossed,
            touched: tally.touched,
            untaught: tally.untaught,
            own_lines,
            own_lines_crossed,
        }
    };
    rules.map(row).collect()
}

fn score<'p>(chart: &Chart<'p>) -> Score<'p> {
    let count = |fate: &Fate| chart.mutants.0.iter().filter(|m| m.fate == *fate).count();
    let missed = |m: &Mutant| {
        let (case, answers) = match &m.fate {
            Fate::Unnoticed(case, was, is) => (Some(facts(chart, case)), Some([was.name(), is.name()])),
            Fate::Undecided => (None, None),
            _ => return None,
        };
        let change = wording::mutant::change(chart.policy, m.change);
        Some(Missed { change, rule: m.change.rule().map(|r| id(chart, r)), case, answers })
    };
    Score {
        total: chart.mutants.total(),
        noticed: chart.mutants.by_told(),
        noticed_with_twins: chart.mutants.by_twins(),
        equivalent: count(&Fate::Equivalent),
        undecided: count(&Fate::Undecided),
        unnoticed: chart.mutants.0.iter().filter_map(missed).collect(),
    }
}

fn id<'p>(chart: &Chart<'p>, rule: RuleId) -> &'p str {
    &chart.policy.rules[rule.0].id
}

fn facts(chart: &Chart<'_>, case: &Case) -> Facts {
    to_json(chart.policy, case)
}
