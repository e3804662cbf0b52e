//! Cases with unknown facts: what holds whatever they prove to be, and nothing else.

use super::super::Silence;
use super::super::case::{Case, Value};
use super::super::compile::Layer;
use super::super::engine::{Engine, Impossible};
use super::super::explanation::{Decision, Explanation, Kind, Room, Ruling, Verdict};
use super::super::fact::{Direction, FactId};
use super::super::quantity::Quantity;
use super::super::region::Block;
use super::super::region::cover::Budget;
use super::super::route::RouteId;
use super::super::rule::{RuleId, RuleOutcome};
use super::region::{Answers, Region};
use super::{because, missing, stepwise};

/// How a rule stands over a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    Always,
    Sometimes,
    Never,
}

/// What the policy says, as far as it says the same whatever the unknown facts are.
pub fn ruling(engine: &Engine, case: &Case) -> Result<Ruling, Impossible> {
    let region = Region::of_case(engine, case);
    let budget = Budget::default();
    match region.answers(engine, &budget) {
        Answers::None => Err(Impossible { never: clause_against(engine, &region) }),
        Answers::One(verdict) => Ok(Survey { engine, region: &region, budget }.settled(verdict)),
        Answers::Many(_) => Ok(undetermined(engine, &region, &budget)),
    }
}

/// The ruling and its boundary, as far as they hold whatever the unknown facts are.
pub fn explain(engine: &Engine, case: &Case) -> Result<Explanation, Impossible> {
    let ruling = ruling(engine, case)?;
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
    explanation.because = because::because(engine, case, &explanation.ruling, None);
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

struct Survey<'a> {
    engine: &'a Engine,
    region: &'a Region,
    budget: Budget,
}

impl Survey<'_> {
    fn boxes(&self, wanted: impl Fn(Layer, usize) -> bool) -> Vec<&Block> {
        let geometry = &self.engine.geometry;
        let kept = geometry.tags.iter().zip(&geometry.boxes).filter(|(t, _)| wanted(t.layer, t.owner));
        kept.map(|(_, b)| b).collect()
    }

    fn some_of(&self, boxes: &[&Block], outside: &[&Block]) -> bool {
        boxes.iter().any(|b| self.region.uncovered(self.engine, Some(b), outside, &self.budget).is_some())
    }

    fn status(&self, boxes: &[&Block], outside: &[&Block]) -> Status {
        if !self.some_of(boxes, outside) {
            return Status::Never;
        }
        let both: Vec<&Block> = boxes.iter().chain(outside).copied().collect();
        if self.region.uncovered(self.engine, None, &both, &self.budget).is_some() { Status::Sometimes } else { Status::Always }
    }

    /// The ruling where the answer is one; a field that varies with the unknown facts is empty.
    fn settled(&self, verdict: Verdict) -> Ruling {
        let layers: Vec<Layer> = self.speaking_layers();
        let silent = self.region.uncovered(self.engine, None, &self.boxes(|_, _| true), &self.budget).is_some();
        let winning = match (layers.as_slice(), silent) {
            ([], _) => Some(None),
            ([only], false) => Some(Some(*only)),
            _ => None,
        };
        let statuses = self.rule_statuses(winning.flatten());
        let always: Vec<(Layer, RuleId)> = statuses.iter().filter(|s| s.2 == Status::Always).map(|s| (s.0, s.1)).collect();
        let (also, duties_vary) = self.duties();
        let mut ruling = self.engine.compose(&always, also);
        let varies = |s: &(Layer, RuleId, Status)| s.2 == Status::Sometimes;
        let winners_vary = winning.is_none() || statuses.iter().any(|s| varies(s) && Some(s.0) == winning.flatten());
        let losers_vary = statuses.iter().any(|s| varies(s) && Some(s.0) != winning.flatten());
        ruling.verdict = Some(verdict);
        ruling.decision = Some(verdict.decision());
        if winners_vary {
            ruling.kind = self.common_kind(&layers, silent);
            ruling.route = self.common_route(silent);
            ruling.urgency = ruling.route.map(|r| self.engine.policy().route(r).urgency);
            ruling.rules.clear();
        }
        if winners_vary || losers_vary {
            ruling.still.clear();
            ruling.overruled.clear();
        }
        if duties_vary {
            ruling.also.clear();
        }
        if winners_vary || losers_vary || duties_vary {
            ruling.notify.clear();
        }
        ruling
    }

    /// Layers that win somewhere.
    fn speaking_layers(&self) -> Vec<Layer> {
        let all =
            [Layer::Escalate, Layer::Decline, Layer::Act, Layer::OtherwiseEscalate, Layer::OtherwiseDecline, Layer::OtherwiseAct];
        all.into_iter().filter(|l| self.some_of(&self.boxes(|x, _| x == *l), &self.boxes(|x, _| x < *l))).collect()
    }

    /// How each rule stands: those of the winning layer where that layer wins, the others wherever a case can occur.
    fn rule_statuses(&self, winning: Option<Layer>) -> Vec<(Layer, RuleId, Status)> {
        let policy = self.engine.policy();
        let status = |r: &RuleId| {
            let layer = Layer::of(&policy.rules[r.0]);
            let outside =
                if Some(layer) == winning { self.boxes(|x, _| x < layer) } else { self.boxes(|x, _| x == Layer::Never) };
            (layer, *r, self.status(&self.boxes(|x, owner| x == layer && owner == r.0), &outside))
        };
        self.engine.geometry.ranked.iter().map(status).collect()
    }

    fn duties(&self) -> (Vec<usize>, bool) {
        let never = self.boxes(|x, _| x == Layer::Never);
        let statuses = self.engine.geometry.duties.iter().map(|boxes| {
            let boxes: Vec<&Block> = boxes.iter().collect();
            self.status(&boxes, &never)
        });
        let statuses: Vec<Status> = statuses.collect();
        let always = statuses.iter().enumerate().filter(|(_, s)| **s == Status::Always).map(|(d, _)| d).collect();
        (always, statuses.contains(&Status::Sometimes))
    }

    fn common_kind(&self, layers: &[Layer], silent: bool) -> Option<Kind> {
        let mut kinds: Vec<Kind> = layers.iter().filter_map(|l| l.kind()).chain(silent.then(|| self.engine.silence())).collect();
        kinds.dedup();
        if kinds.len() == 1 { kinds.pop() } else { None }
    }

    /// The route of every rule that decides somewhere, if it is one.
    fn common_route(&self, silent: bool) -> Option<RouteId> {
        let (policy, geometry) = (self.engine.policy(), &self.engine.geometry);
        let mut routes: Vec<Option<RouteId>> = Vec::new();
        for (place, tag) in geometry.tags.iter().enumerate().filter(|(_, t)| t.layer != Layer::Never) {
            let before: Vec<&Block> = (0..place).filter(|b| geometry.tags[*b] != *tag).map(|b| &geometry.boxes[b]).collect();
            if self.some_of(&[&geometry.boxes[place]], &before) {
                routes.push(match policy.rules[tag.owner].outcome {
                    RuleOutcome::Escalate(route) => Some(route),
                    _ => None,
                });
            }
        }
        if silent {
            routes.push(match policy.silence {
                Silence::Escalate(route) => Some(route),
                Silence::Act(_) => None,
            });
        }
        let first = routes.first().copied().flatten();
        first.filter(|_| routes.iter().all(|r| *r == first))
    }
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
