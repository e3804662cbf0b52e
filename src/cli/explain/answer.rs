//! An explanation as JSON, field by field in the order of the contract.

use serde::Serialize;
use serde_json::{Number, Value as Json};

use crate::domain::policy::Policy;
use crate::domain::policy::explanation::{Change, Decision, Explanation, Flip, Kind, Reason, Room, Verdict};
use crate::domain::policy::fact::{Direction, FactId};
use crate::domain::policy::quantity::Quantity;
use crate::domain::policy::route::{RouteId, Urgency};
use crate::domain::policy::rule::RuleId;
use crate::domain::session::facts::value_to_json;

/// What stands for an answer that the unknown facts decide.
const UNDETERMINED: &str = "undetermined";

/// One answer.
#[derive(Debug, Serialize)]
pub(super) struct Answer<'p> {
    policy: PolicyName<'p>,
    answer: &'p str,
    decision: &'p str,
    kind: Option<&'p str>,
    grey: Option<bool>,
    route: Option<&'p str>,
    urgency: Option<&'p str>,
    notify: Vec<&'p str>,
    rules: Vec<&'p str>,
    still: Vec<&'p str>,
    overruled: Vec<&'p str>,
    also: Vec<&'p str>,
    because: Vec<Because<'p>>,
    flips: Vec<Turn<'p>>,
    flips_if: Vec<Turn<'p>>,
    room: Vec<Left<'p>>,
    no_matter: Vec<&'p str>,
    missing: Vec<&'p str>,
    /// Only where it is true, so that the contract's keys are all there is otherwise.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    given_up: bool,
}

#[derive(Debug, Serialize)]
struct PolicyName<'p> {
    id: &'p str,
    version: &'p str,
}

#[derive(Debug, Serialize)]
struct Because<'p> {
    fact: &'p str,
    value: Json,
    test: String,
    rule: Option<&'p str>,
    holds: bool,
}

#[derive(Debug, Serialize)]
struct Turn<'p> {
    changes: Vec<Moved<'p>>,
    answer: &'p str,
    kind: Option<&'p str>,
    rules: Vec<&'p str>,
}

#[derive(Debug, Serialize)]
struct Moved<'p> {
    fact: &'p str,
    from: Json,
    to: Json,
}

#[derive(Debug, Serialize)]
struct Left<'p> {
    fact: &'p str,
    side: &'p str,
    value: Json,
    limit: Json,
    left: Json,
    turns_to: &'p str,
}

impl<'p> Answer<'p> {
    /// The answer an explanation comes to.
    pub(super) fn new(policy: &'p Policy, explanation: &Explanation) -> Self {
        let names = Names(policy);
        let ruling = &explanation.ruling;
        Self {
            policy: PolicyName { id: &policy.id, version: &policy.version },
            answer: ruling.verdict.map_or(UNDETERMINED, Verdict::name),
            decision: ruling.decision.map_or(UNDETERMINED, Decision::name),
            kind: ruling.kind.map(Kind::name),
            grey: ruling.kind.map(Kind::is_grey),
            route: ruling.route.map(|r| names.route(r)),
            urgency: ruling.urgency.map(Urgency::name),
            notify: ruling.notify.iter().map(|r| names.route(*r)).collect(),
            rules: names.rules(&ruling.rules),
            still: names.rules(&ruling.still),
            overruled: names.rules(&ruling.overruled),
            also: ruling.also.iter().map(|at| policy.also[*at].id.as_str()).collect(),
            because: explanation.because.iter().map(|reason| names.because(reason)).collect(),
            flips: explanation.flips.iter().map(|flip| names.turn(flip)).collect(),
            flips_if: explanation.flips_if.iter().map(|flip| names.turn(flip)).collect(),
            room: explanation.room.iter().map(|room| names.left(room)).collect(),
            no_matter: names.facts(&explanation.no_matter),
            missing: names.facts(&explanation.missing),
            given_up: explanation.given_up,
        }
    }
}

/// Ids of a policy by place.
struct Names<'p>(&'p Policy);

impl<'p> Names<'p> {
    fn fact(&self, id: FactId) -> &'p str {
        &self.0.fact(id).name
    }

    fn facts(&self, ids: &[FactId]) -> Vec<&'p str> {
        ids.iter().map(|id| self.fact(*id)).collect()
    }

    fn route(&self, id: RouteId) -> &'p str {
        &self.0.route(id).id
    }

    fn rule(&self, id: RuleId) -> &'p str {
        &self.0.rules[id.0].id
    }

    fn rules(&self, ids: &[RuleId]) -> Vec<&'p str> {
        ids.iter().map(|id| self.rule(*id)).collect()
    }

    fn because(&self, reason: &Reason) -> Because<'p> {
        Because {
            fact: self.fact(reason.fact),
            value: value_to_json(self.0.fact(reason.fact), reason.value),
            test: reason.test.clone(),
            rule: reason.rule.map(|rule| self.rule(rule)),
            holds: reason.holds,
        }
    }

    fn turn(&self, flip: &Flip) -> Turn<'p> {
        Turn {
            changes: flip.changes.iter().map(|change| self.moved(change)).collect(),
            answer: flip.verdict.name(),
            kind: flip.kind.map(Kind::name),
            rules: self.rules(&flip.rules),
        }
    }

    fn moved(&self, change: &Change) -> Moved<'p> {
        let fact = self.0.fact(change.fact);
        Moved { fact: &fact.name, from: value_to_json(fact, change.from), to: value_to_json(fact, change.to) }
    }

    fn left(&self, room: &Room) -> Left<'p> {
        Left {
            fact: self.fact(room.fact),
            side: match room.side {
                Direction::Up => "up",
                Direction::Down => "down",
            },
            value: number(room.value),
            limit: number(room.limit),
            left: number(room.left()),
            turns_to: room.turns_to.map_or(UNDETERMINED, Verdict::name),
        }
    }
}

/// A number by its digits.
fn number(quantity: Quantity) -> Json {
    quantity.to_string().parse::<Number>().map_or(Json::Null, Json::Number)
}
