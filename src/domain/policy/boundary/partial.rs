//! Cases with unknown facts: what holds whatever they prove to be, and nothing else.

use super::super::case::{Case, Value};
use super::super::compile::Layer;
use super::super::engine::{Engine, Impossible};
use super::super::explanation::{Decision, Explanation, Room, Ruling, Verdict};
use super::super::fact::{Direction, FactId};
use super::super::quantity::Quantity;
use super::super::region::cover::Budget;
use super::super::rule::RuleId;
use super::region::{Answers, Region};
use super::survey::Survey;
use super::{because, missing, stepwise};

/// What the policy says, as far as it says the same whatever the unknown facts are.
pub fn ruling(engine: &Engine, case: &Case) -> Result<Ruling, Impossible> {
    said(engine, case).map(|(ruling, _)| ruling)
}

/// The same, and the rules that win for some of what the unknown facts could be.
fn said(engine: &Engine, case: &Case) -> Result<(Ruling, Vec<RuleId>), Impossible> {
    let region = Region::of_case(engine, case);
    let budget = Budget::default();
    match region.answers(engine, &budget) {
        Answers::None => Err(Impossible { never: clause_against(engine, &region) }),
        Answers::One(verdict) => Ok(Survey::of(engine, &region, &budget).said(verdict)),
        Answers::Many(_) => Ok((undetermined(engine, &region, &budget), Vec::new())),
    }
}

/// The ruling and its boundary, as far as they hold whatever the unknown facts are.
pub fn explain(engine: &Engine, case: &Case) -> Result<Explanation, Impossible> {
    let (ruling, winners) = said(engine, case)?;
    let mut explanation = Explanation {
        ruling,
        because: Vec::new(),
        flips: Vec::new(),
        flips_if: Vec::new(),
        room: Vec::new(),
        no_matter: Vec::new(),
        missing: Vec::new(),
        given_up: false,
    };
    let Some(answer) = explanation.ruling.verdict else {
        (explanation.missing, explanation.given_up) = missing::missing(engine, case);
        return Ok(explanation);
    };
    explanation.because = because::because(engine, case, explanation.ruling.verdict, &winners, None);
    explanation.no_matter = no_matter(engine, case, answer);
    explanation.room = room(engine, case, answer);
    let (flips, flips_if, given_up) = stepwise::flips(engine, case, answer, &explanation.because);
    (explanation.flips, explanation.flips_if, explanation.given_up) = (flips, flips_if, given_up);
    Ok(explanation)
}

/// The first `never` that a region meets.
fn clause_against(engine: &Engine, region: &Region) -> usize {
    let space = &engine.geometry.space;
    let meets =
        |b: &usize| engine.geometry.tags[*b].layer == Layer::Never && space.meet(&engine.geometry.boxes[*b], &region.words);
    (0..engine.geometry.boxes.len()).find(meets).map_or(0, |b| engine.geometry.tags[b].owner)
}

fn undetermined(engine: &Engine, region: &Region, budget: &Budget) -> Ruling {
    let all = Verdict::ALL;
    let escalates = possible(engine, region, Verdict::Escalate, budget);
    let acts = all.iter().any(|v| v.decision() == Decision::Act && possible(engine, region, *v, budget));
    let decision = match (escalates, acts) {
        (true, false) => Some(Decision::Escalate),
        (false, true) => Some(Decision::Act),
        _ => None,
    };
    Ruling {
        verdict: None,
        decision,
        kind: None,
        route: None,
        urgency: None,
        notify: Vec::new(),
        rules: Vec::new(),
        still: Vec::new(),
        overruled: Vec::new(),
        also: Vec::new(),
    }
}

/// Whether an answer holds somewhere in a region.
pub fn possible(engine: &Engine, region: &Region, verdict: Verdict, budget: &Budget) -> bool {
    let (tags, boxes) = (&engine.geometry.tags, &engine.geometry.boxes);
    let hides = |b: &usize| tags[*b].layer.verdict() != Some(verdict);
    let cuts = |up_to: usize| (0..up_to).filter(hides).map(|b| &boxes[b]).collect::<Vec<_>>();
    let given = (0..boxes.len()).filter(|b| !hides(b) && engine.geometry.space.meet(&boxes[*b], &region.words));
    given.into_iter().any(|b| region.uncovered(engine, Some(&boxes[b]), &cuts(b), budget).is_some())
        || (engine.silence().verdict() == verdict && region.uncovered(engine, None, &cuts(boxes.len()), budget).is_some())
}

/// Base facts that may take any value without turning the answer, whatever the unknown ones are.
fn no_matter(engine: &Engine, case: &Case, answer: Verdict) -> Vec<FactId> {
    let base = (0..engine.policy().facts.len()).map(FactId).filter(|f| !engine.policy().fact(*f).is_computed());
    let any_value = |f: &FactId| {
        let region = Region::of_case(engine, &case.with(*f, None));
        region.another_answer(engine, Some(answer), &Budget::default()).is_none()
    };
    base.filter(any_value).collect()
}

/// The answer of a case with unknown facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sure {
    /// The case can't occur.
    Impossible,
    /// The same whatever the unknown facts are.
    One(Verdict),
    /// The unknown facts decide.
    Open,
}

/// The answer of a case, as far as it is sure.
pub fn answer(engine: &Engine, case: &Case) -> Sure {
    match Region::of_case(engine, case).answers(engine, &Budget::default()) {
        Answers::None => Sure::Impossible,
        Answers::One(verdict) => Sure::One(verdict),
        Answers::Many(_) => Sure::Open,
    }
}

/// Room whatever the unknown facts are: up to the last value at which the answer still is one and the same.
fn room(engine: &Engine, case: &Case, sure: Verdict) -> Vec<Room> {
    let mut rooms = Vec::new();
    for (i, _) in engine.policy().facts.iter().enumerate().filter(|(_, f)| f.changeable()) {
        let (id, Some(Value::Number(value))) = (FactId(i), case.get(FactId(i))) else { continue };
        let segments = stepwise::segments(engine, case, id);
        let own = segments.iter().position(|s| s.0 <= value.millionths() && value.millionths() <= s.1).unwrap_or(0);
        for (side, way) in
            [(Direction::Up, (own + 1..segments.len()).collect::<Vec<_>>()), (Direction::Down, (0..own).rev().collect())]
        {
            let ends = |s: usize| if side == Direction::Up { segments[s] } else { (segments[s].1, segments[s].0) };
            let mut last = ends(own).1;
            for s in way {
                let (near, far) = ends(s);
                match answer(engine, &case.with(id, Some(Value::Number(Quantity::from_millionths(near))))) {
                    Sure::Impossible => {}
                    Sure::One(verdict) if verdict == sure => last = far,
                    turned => {
                        let turns_to = if let Sure::One(verdict) = turned { Some(verdict) } else { None };
                        rooms.push(Room { fact: id, side, value, limit: Quantity::from_millionths(last), turns_to });
                        break;
                    }
                }
            }
        }
    }
    rooms
}
