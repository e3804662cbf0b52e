//! The answer to a case as a room is told it: in words and figures, without the policy.

use serde::{Deserialize, Serialize};

use super::item::Known;
use crate::domain::policy::explanation::{Change, Flip, Kind, Room as Left, Verdict};
use crate::domain::policy::fact::Direction;
use crate::domain::policy::quantity::Quantity;
use crate::domain::policy::route::RouteId;
use crate::domain::policy::rule::{Basis, Rule, RuleOutcome};
use crate::domain::policy::{Policy, Silence};
use crate::domain::scenario::figures;
use crate::domain::session::pack::PackView;
use crate::domain::session::round::Round;
use crate::domain::text::Text;

/// Everything a reveal says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reveal {
    /// `yes`, `no`, `escalate` or `either`.
    pub answer: Text,
    /// No rule speaks: the answer is what the policy says of its own silence.
    pub grey: bool,
    /// The clause that decides; what the policy says where none does.
    pub clause: Clause,
    /// What is yours to do, in order.
    pub yours: Vec<Text>,
    /// Whom it goes to, on an escalation.
    pub theirs: Option<Hand>,
    /// The facts that force the answer.
    pub because: Vec<Known>,
    /// How far each number may go before the answer turns.
    pub lines: Vec<NumberLine>,
    /// The least changes that turn it.
    pub flips: Vec<FlipTold>,
    /// Facts that may take any value.
    pub no_matter: Vec<Text>,
    /// Words that work.
    pub say: Option<Text>,
    /// Words that don't.
    pub avoid: Option<Text>,
    /// Who falls for what, and why.
    pub trap: Option<Text>,
    /// What really happened.
    pub outcome: Option<Text>,
}

/// A clause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// None where no rule decides.
    pub id: Option<Text>,
    /// For people.
    pub title: Text,
    /// Its words.
    pub text: Text,
    /// Its reason.
    pub why: Text,
    /// The law drew it, and nobody in the house can move it.
    pub law: bool,
}

/// Whom a case goes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hand {
    /// Who.
    pub to: Text,
    /// `info`, `today`, `hour`, `now` or `life`.
    pub urgency: Text,
    /// In a sentence: `this hour`.
    pub how_soon: Text,
    /// The words that say how urgent it is.
    pub phrase: Option<Text>,
    /// Where to find them.
    pub reach: Text,
}

/// A number and one of the lines around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberLine {
    /// The fact's label.
    pub label: Text,
    /// The lowest and the highest value drawn, in words.
    pub ends: [Text; 2],
    /// The value in this case, in words.
    pub value: Text,
    /// The last value before the answer turns, in words.
    pub limit: Text,
    /// What is left, in words.
    pub left: Text,
    /// The line is above the value.
    pub up: bool,
    /// Where the value stands between the ends, in thousandths.
    pub at: u16,
    /// Where the line stands, in thousandths.
    pub line_at: u16,
    /// The answer beyond it; none where that hangs on what is not known.
    pub turns_to: Option<Text>,
}

/// A change that turns the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlipTold {
    /// Facts and what they would have to be.
    pub changes: Vec<Known>,
    /// The answer then.
    pub answer: Text,
    /// The clause that would decide.
    pub clause: Option<Text>,
    /// It takes another case, not another turn of this one: a fact that is fixed would have to be another.
    pub other_case: bool,
}

impl Reveal {
    /// The reveal of a round.
    pub fn of(pack: &PackView<'_>, round: &Round) -> Self {
        let (policy, explanation) = (pack.policy, &round.explanation);
        let ruling = &explanation.ruling;
        let decider = ruling.rules.first().map(|id| &policy.rules[id.0]);
        let told = &pack.scenarios[round.scenario];
        let because = explanation.because.iter().map(|reason| Known {
            label: policy.fact(reason.fact).label.clone(),
            value: Text::clean(&figures::of_value(policy, policy.fact(reason.fact), reason.value)),
        });
        let flip = |other_case| {
            move |flip: &Flip| FlipTold {
                changes: flip.changes.iter().map(|c| changed(policy, c)).collect(),
                answer: Text::clean(flip.verdict.name()),
                clause: flip.rules.first().map(|id| Text::clean(&policy.rules[id.0].id)),
                other_case,
            }
        };
        let idle = explanation.no_matter.iter().filter(|id| round.full.get(**id).is_some());
        let teach = |words: &Option<crate::domain::scenario::Template>| {
            words.as_ref().filter(|_| round.twin.is_none()).map(|words| words.fill(policy, &round.full))
        };
        Self {
            answer: Text::clean(ruling.verdict.unwrap_or(Verdict::Escalate).name()),
            grey: ruling.kind.is_some_and(Kind::is_grey),
            clause: clause(policy, decider),
            yours: yours(policy, round),
            theirs: ruling.route.map(|route| hand(policy, route)),
            because: because.collect(),
            lines: explanation.room.iter().filter_map(|left| number_line(policy, left)).collect(),
            flips: explanation.flips.iter().map(flip(false)).chain(explanation.flips_if.iter().map(flip(true))).collect(),
            no_matter: idle.map(|id| policy.fact(*id).label.clone()).collect(),
            say: decider.and_then(|rule| rule.say.clone()),
            avoid: decider.and_then(|rule| rule.avoid.clone()),
            trap: teach(&told.teach.trap),
            outcome: teach(&told.teach.outcome),
        }
    }
}

fn clause(policy: &Policy, decider: Option<&Rule>) -> Clause {
    match (decider, &policy.silence) {
        (Some(rule), _) => Clause {
            id: Some(Text::clean(&rule.id)),
            title: rule.title.clone(),
            text: rule.text.clone(),
            why: rule.why.clone(),
            law: rule.basis == Basis::Law,
        },
        (None, silence) => Clause {
            id: None,
            title: Text::clean("Where no rule speaks"),
            text: match silence {
                Silence::Act(words) => words.clone(),
                Silence::Escalate(route) => Text::clean(&format!("Ask: {}.", policy.route(*route).label)),
            },
            why: Text::default(),
            law: false,
        },
    }
}

fn yours(policy: &Policy, round: &Round) -> Vec<Text> {
    let ruling = &round.explanation.ruling;
    let mut yours: Vec<Text> = Vec::new();
    if let Some(rule) = ruling.rules.first().map(|id| &policy.rules[id.0])
        && let RuleOutcome::Act(what) | RuleOutcome::Decline(what) = &rule.outcome
    {
        yours.push(what.clone());
    }
    yours.extend(ruling.rules.iter().flat_map(|id| policy.rules[id.0].first.iter().cloned()));
    for id in &ruling.still {
        if let RuleOutcome::Act(what) = &policy.rules[id.0].outcome {
            yours.push(Text::clean(&format!("Still yours: {what}")));
        }
    }
    yours.extend(ruling.also.iter().filter_map(|duty| policy.also.get(*duty)).map(|duty| duty.task.clone()));
    yours
}

fn hand(policy: &Policy, route: RouteId) -> Hand {
    let route = policy.route(route);
    Hand {
        to: route.label.clone(),
        urgency: Text::clean(route.urgency.name()),
        how_soon: Text::clean(route.urgency.how_soon()),
        phrase: route.phrase.clone(),
        reach: route.reach.clone(),
    }
}

fn changed(policy: &Policy, change: &Change) -> Known {
    let fact = policy.fact(change.fact);
    Known { label: fact.label.clone(), value: Text::clean(&figures::of_value(policy, fact, change.to)) }
}

/// The stretch that is drawn reaches from the lowest value to half as far again as the line or the case, so that both are seen apart; to
/// a value there may be, and where both stand at the lowest a little way beyond, so that there is a stretch at all.
fn number_line(policy: &Policy, left: &Left) -> Option<NumberLine> {
    let fact = policy.fact(left.fact);
    let number = fact.number()?;
    let words = |q: Quantity| Text::clean(&figures::of_quantity(policy, number.unit, q));
    let (low, far) = (i128::from(number.min.millionths()), i128::from(left.value.max(left.limit).millionths()));
    let step = i128::from(number.step.millionths()).max(1);
    let half = if far > low { (far - low).div_euclid(2) } else { i128::from(number.near_twentieths) / 10 };
    let steps = (far + half - low + step - 1).div_euclid(step).max(1);
    let high = (low + steps * step).min(i128::from(number.max.millionths())).max(low + 1);
    let high = Quantity::from_millionths(i64::try_from(high).unwrap_or(i64::MAX));
    let along = |q: Quantity| {
        let share = (i128::from(q.millionths()) - low) * 1000 / (i128::from(high.millionths()) - low);
        u16::try_from(share.clamp(0, 1000)).unwrap_or(1000)
    };
    Some(NumberLine {
        label: fact.label.clone(),
        ends: [words(number.min), words(high)],
        value: words(left.value),
        limit: words(left.limit),
        left: words(left.left()),
        up: left.side == Direction::Up,
        at: along(left.value),
        line_at: along(left.limit),
        turns_to: left.turns_to.map(|verdict| Text::clean(verdict.name())),
    })
}
