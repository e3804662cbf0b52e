//! What was counted, as JSON: one object.

use std::io::Write;

use serde::Serialize;
use serde_json::{Number, Value as Json};

use super::counted::Counted;
use super::page::{LossRange, loss};
use super::{Assumptions, Report};
use crate::cli::Failure;
use crate::cli::said::Said;
use crate::domain::policy::Policy;
use crate::domain::policy::explanation::{Decision, Verdict};
use crate::domain::policy::quantity::Quantity;
use crate::domain::policy::route::RouteId;
use crate::domain::policy::whatif::control::{break_even_approval, break_even_loss, costs};
use crate::domain::policy::whatif::knob::knobs as all_knobs;
use crate::domain::policy::whatif::tally::{Moved, Tally, answers};

#[derive(Serialize)]
struct Whole<'r> {
    policy: Name<'r>,
    set: Vec<Set<'r>>,
    scenarios: Option<Counts<'r>>,
    moved: Vec<Moves<'r>>,
    cases: Option<Counts<'r>>,
    sweep: Option<Swept<'r>>,
    refused: Vec<Refused<'r>>,
    refused_lines: usize,
}

#[derive(Serialize)]
struct Name<'r> {
    id: &'r str,
    version: &'r str,
}

#[derive(Serialize)]
struct Set<'r> {
    name: &'r str,
    from: Json,
    to: Json,
    /// A fact that never comes there; only where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    out_of_reach: Option<&'r str>,
}

#[derive(Serialize)]
struct Counts<'r> {
    cases: u64,
    impossible: u64,
    answers: Vec<Answers>,
    moves: Vec<Move>,
    to_act: Stake,
    to_escalate: Stake,
    approvals_saved: i64,
    routes: Vec<Handed<'r>>,
    trust: Vec<Weighed>,
}

#[derive(Serialize)]
struct Answers {
    answer: &'static str,
    before: u64,
    after: u64,
}

#[derive(Serialize)]
struct Move {
    from: &'static str,
    to: &'static str,
    #[serde(flatten)]
    stake: Stake,
}

#[derive(Serialize)]
struct Stake {
    cases: u64,
    at_stake: Json,
    unpriced: u64,
}

#[derive(Serialize)]
struct Handed<'r> {
    route: &'r str,
    before: u64,
    after: u64,
}

/// What these cases cost settled alone and approved, for the least and the largest loss.
#[derive(Serialize)]
struct Weighed {
    of: &'static str,
    decisions: u64,
    wrong: Json,
    caught: Json,
    approval: Json,
    loss: Ends,
    trust: Ends,
    control: Ends,
    break_even_loss: Json,
    break_even_approval: Ends,
}

#[derive(Serialize)]
struct Ends {
    low: Json,
    #[serde(skip_serializing_if = "Json::is_null")]
    mean: Json,
    high: Json,
}

#[derive(Serialize)]
struct Moves<'r> {
    id: &'r str,
    was: Said<'r>,
    now: Said<'r>,
}

#[derive(Serialize)]
struct Swept<'r> {
    name: &'r str,
    of: &'static str,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    value: Json,
    alone: u64,
    escalate: u64,
    undetermined: u64,
    to_act: Stake,
    to_escalate: Stake,
    alone_at_stake: Json,
}

#[derive(Serialize)]
struct Refused<'r> {
    line: usize,
    error: &'r str,
}

#[derive(Serialize)]
struct Movable {
    name: String,
    value: Json,
}

/// What can be moved.
pub(super) fn knobs(policy: &Policy, out: &mut dyn Write) -> Result<(), Failure> {
    let knobs: Vec<Movable> =
        all_knobs(policy).into_iter().map(|k| Movable { value: exact(k.value.millionths().into()), name: k.name }).collect();
    print(&knobs, out)
}

pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> Result<(), Failure> {
    let set = !report.changes.is_empty();
    let first = |counted: &Counted| counted.tallies.first().filter(|_| set).map(|tally| counts(report, tally));
    let cases = report.cases.as_ref().map(|c| &c.1);
    let whole = Whole {
        policy: Name { id: &report.policy.id, version: &report.policy.version },
        set: report
            .changes
            .iter()
            .map(|c| Set {
                name: &c.knob.name,
                from: exact(c.knob.value.millionths().into()),
                to: exact(c.to.millionths().into()),
                out_of_reach: c.knob.out_of_reach(report.policy, c.to).map(|f| report.policy.fact(f).name.as_str()),
            })
            .collect(),
        scenarios: first(&report.scenarios),
        moved: report.moves.iter().map(|m| Moves { id: &m.id, was: Said::of(&m.was), now: Said::of(&m.now) }).collect(),
        cases: cases.and_then(first),
        sweep: swept(report, usize::from(set)),
        refused: cases.map(refused).unwrap_or_default(),
        refused_lines: cases.map_or(0, |c| c.refused),
    };
    print(&whole, out)
}

fn print(what: &impl Serialize, out: &mut dyn Write) -> Result<(), Failure> {
    serde_json::to_writer_pretty(&mut *out, what).map_err(std::io::Error::from)?;
    writeln!(out)?;
    Ok(())
}

fn refused(counted: &Counted) -> Vec<Refused<'_>> {
    counted.errors.iter().map(|(line, error)| Refused { line: *line, error }).collect()
}

fn counts<'r>(report: &'r Report<'_>, tally: &Tally) -> Counts<'r> {
    let freed = tally.turned(Decision::Escalate, Decision::Act);
    let taken = tally.turned(Decision::Act, Decision::Escalate);
    let moves = answers().flat_map(|a| answers().map(move |b| (a, b))).filter(|(a, b)| a != b);
    let handed = |(at, route): (usize, &'r crate::domain::policy::route::Route)| {
        let [before, after] = tally.handed(RouteId(at));
        Handed { route: &route.id, before, after }
    };
    Counts {
        cases: tally.cases(),
        impossible: tally.impossible,
        answers: answers().map(|a| Answers { answer: name(a), before: tally.before(a), after: tally.after(a) }).collect(),
        moves: moves
            .map(|(a, b)| (a, b, tally.moved(a, b)))
            .filter(|m| m.2.cases > 0)
            .map(|(a, b, moved)| Move { from: name(a), to: name(b), stake: stake(moved) })
            .collect(),
        to_act: stake(&freed),
        to_escalate: stake(&taken),
        approvals_saved: freed.cases.cast_signed() - taken.cases.cast_signed(),
        routes: report.policy.routes.iter().enumerate().map(handed).collect(),
        trust: [("to_act", freed), ("to_escalate", taken)]
            .into_iter()
            .filter(|(_, moved)| moved.cases > 0)
            .filter_map(|(of, moved)| Some(weighed(of, &report.assumed, &moved, &loss(&report.assumed, &moved)?)))
            .collect(),
    }
}

fn weighed(of: &'static str, assumed: &Assumptions, moved: &Moved, loss: &LossRange) -> Weighed {
    let shares = &assumed.shares;
    let (low, high) = (costs(moved.cases, loss.low, shares), costs(moved.cases, loss.high, shares));
    let ends = |low: i128, high: i128| Ends { low: exact(low), mean: Json::Null, high: exact(high) };
    let even = [loss.low, loss.high].map(|l| break_even_approval(l, shares).unwrap_or_default());
    Weighed {
        of,
        decisions: moved.cases,
        wrong: exact(i128::from(shares.wrong)),
        caught: exact(i128::from(shares.caught)),
        approval: assumed.approval.map_or(Json::Null, |q| exact(q.millionths().into())),
        loss: Ends {
            mean: loss.mean.map_or(Json::Null, |m| exact(m.millionths().into())),
            ..ends(loss.low.millionths().into(), loss.high.millionths().into())
        },
        trust: ends(low.trust, high.trust),
        control: ends(low.control, high.control),
        break_even_loss: assumed.approval.and(break_even_loss(shares)).map_or(Json::Null, exact),
        break_even_approval: ends(even[0], even[1]),
    }
}

fn swept<'r>(report: &'r Report<'_>, skip: usize) -> Option<Swept<'r>> {
    let sweep = report.sweep.as_ref()?;
    let (of, counted) = match &report.cases {
        Some((_, counted)) => ("cases", counted),
        None => ("scenarios", &report.scenarios),
    };
    let row = |(value, tally): (&Quantity, &Tally)| Row {
        value: exact(value.millionths().into()),
        alone: tally.alone(),
        escalate: tally.after(Some(Verdict::Escalate)),
        undetermined: tally.after(None),
        to_act: stake(&tally.turned(Decision::Escalate, Decision::Act)),
        to_escalate: stake(&tally.turned(Decision::Act, Decision::Escalate)),
        alone_at_stake: exact(tally.alone_after().money),
    };
    Some(Swept {
        name: &sweep.knob.name,
        of,
        rows: sweep.points.iter().zip(counted.tallies.iter().skip(skip)).map(row).collect(),
    })
}

fn stake(moved: &Moved) -> Stake {
    Stake { cases: moved.cases, at_stake: exact(moved.money), unpriced: moved.unpriced }
}

fn name(answer: Option<Verdict>) -> &'static str {
    answer.map_or("undetermined", Verdict::name)
}

/// Millionths as a number by its digits, however large.
fn exact(millionths: i128) -> Json {
    let scale = i128::from(Quantity::SCALE);
    let (sign, magnitude) = (if millionths < 0 { "-" } else { "" }, millionths.unsigned_abs());
    let (whole, rest) = (magnitude / scale.unsigned_abs(), magnitude % scale.unsigned_abs());
    let digits = format!("{sign}{whole}.{rest:06}");
    let digits = digits.trim_end_matches('0').trim_end_matches('.');
    digits.parse::<Number>().map_or(Json::Null, Json::Number)
}
