//! Changes to the pack that a settled majority asks for: where they drew the line elsewhere on a number, the number that would
//! agree with them, and every scenario it would turn. A proposal is no advice: the majority may be wrong.

use std::collections::BTreeSet;

use super::count::Played;
use super::map::DIVIDED;
use crate::domain::learner::measures::clause::ENOUGH;
use crate::domain::learner::measures::wilson::Rate;
use crate::domain::policy::case::Case;
use crate::domain::policy::date::Date;
use crate::domain::policy::engine::Engine;
use crate::domain::policy::evaluate;
use crate::domain::policy::explanation::Verdict;
use crate::domain::policy::fact::FactId;
use crate::domain::policy::quantity::Quantity;
use crate::domain::policy::rule::{Basis, Stakes};
use crate::domain::policy::whatif::knob::{Knob, knobs};
use crate::domain::revision::seen::{decided, turned};
use crate::domain::room::Room;
use crate::domain::room::reveal::Clause;
use crate::domain::scenario::figures::of_quantity;
use crate::domain::session::answer::Answer;
use crate::domain::session::facts::from_json;
use crate::domain::session::pack::PackView;
use crate::domain::text::Text;

/// More than this share, whatever chance did, is a settled majority.
const MAJORITY: f64 = 0.5;

/// What came of the search.
#[derive(Clone, Debug, PartialEq)]
pub enum Proposed {
    /// The pack is not at hand.
    NoPack,
    /// The policy is another than the one the meeting was judged by.
    OtherPolicy,
    /// The rules combine into too many boxes to be exact.
    TooLarge,
    /// Found; empty where no settled majority drew a line elsewhere on a number.
    Found(Vec<Proposal>),
}

/// A number that would agree with a settled majority.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The clause that decides now.
    pub clause: Clause,
    /// Somebody may be harmed where it is overstepped.
    pub critical: bool,
    /// The case.
    pub case: Text,
    /// What the majority says.
    pub answer: Answer,
    /// How many of how many.
    pub majority: Rate,
    /// The number, as the command line names it.
    pub name: String,
    /// The number, for people.
    pub label: Text,
    /// What it is now, in words.
    pub from: Text,
    /// What would agree with them, in words.
    pub to: Text,
    /// The same as the command line reads it.
    pub value: String,
    /// The scenarios that would go another way.
    pub flips: Vec<Turned>,
}

/// A scenario that goes another way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turned {
    /// Its id.
    pub scenario: String,
    /// For people.
    pub title: Text,
    /// What is decided now.
    pub was: Text,
    /// What would be.
    pub now: Text,
}

pub(super) fn proposed(room: &Room, played: &[Played<'_>], pack: Option<(&PackView<'_>, Date)>) -> Proposed {
    let Some((pack, day)) = pack else { return Proposed::NoPack };
    if pack.stamp() != room.setup().policy {
        return Proposed::OtherPolicy;
    }
    let Ok(engine) = Engine::compile(pack.policy, day) else { return Proposed::TooLarge };
    let search = Search { pack, day, engine, knobs: knobs(pack.policy) };
    let settled = played.iter().filter(|p| p.is_rated()).filter_map(|p| Some((p, settled(p)?)));
    Proposed::Found(settled.filter_map(|(one, majority)| search.proposal(one, majority)).collect())
}

/// The answer of a settled majority that is not the policy's.
fn settled(one: &Played<'_>) -> Option<(Answer, Rate)> {
    let votes = one.last().filter(|votes| votes.voters() >= ENOUGH)?;
    let (answer, count) = votes.favourite()?;
    let majority = Rate { count, of: votes.voters() };
    let agreed = votes.entropy()? < DIVIDED && majority.interval()?.low > MAJORITY;
    (agreed && !one.item.key.judge(answer).is_right()).then_some((answer, majority))
}

struct Search<'a, 'p> {
    pack: &'a PackView<'p>,
    day: Date,
    engine: Engine,
    knobs: Vec<Knob>,
}

impl Search<'_, '_> {
    /// The smallest move of one number with which the policy would say what they say. Lines that the law drew stay where they are.
    fn proposal(&self, one: &Played<'_>, (answer, majority): (Answer, Rate)) -> Option<Proposal> {
        let policy = self.pack.policy;
        let case = from_json(policy, &one.item.facts);
        let wanted = verdict(answer);
        let explained = self.engine.explain(&case).ok()?;
        let facts: BTreeSet<FactId> = explained.room.iter().filter(|r| r.turns_to == Some(wanted)).map(|r| r.fact).collect();
        let ours = |knob: &&Knob| knob.rules(policy).iter().all(|rule| policy.rules[rule.0].basis != Basis::Law);
        let moves = self.knobs.iter().filter(ours).filter(|knob| knob.facts(policy).iter().any(|f| facts.contains(f)));
        let moves = moves.flat_map(|knob| self.values(knob, &case).into_iter().map(move |to| (knob, to)));
        let far = |(knob, to): &(&Knob, Quantity)| to.millionths().abs_diff(knob.value.millionths());
        let mut moves: Vec<(&Knob, Quantity)> = moves.collect();
        moves.sort_by_key(far);
        let (knob, to, after) = moves.into_iter().find_map(|(knob, to)| {
            let after = Engine::compile(&knob.turned(policy, to), self.day).ok()?;
            let says = after.decide(&case).ok()?.verdict;
            (says == Some(wanted)).then_some((knob, to, after))
        })?;
        let figure = |q| Text::clean(&of_quantity(policy, knob.unit(policy), q));
        let stakes = explained.ruling.rules.first().map(|rule| policy.rules[rule.0].stakes);
        Some(Proposal {
            clause: one.item.key.for_host().clause.clone(),
            critical: stakes == Some(Stakes::Critical),
            case: one.item.sheet.title.clone(),
            answer,
            majority,
            name: knob.name.clone(),
            label: Text::clean(&knob.label(policy)),
            from: figure(knob.value),
            to: figure(to),
            value: to.to_string(),
            flips: self.flips(&after),
        })
    }

    /// What a number would have to be for the line to fall just on this side of the case, or on the other.
    fn values(&self, knob: &Knob, case: &Case) -> Vec<Quantity> {
        let policy = self.pack.policy;
        let step = knob.step(policy).millionths();
        let here = knob.facts(policy).into_iter().filter_map(|fact| evaluate::number(policy, case, fact));
        let near = here.flat_map(|q| [0, -step, step].map(|by| Quantity::from_millionths(q.millionths().saturating_add(by))));
        let near: BTreeSet<Quantity> = near.filter(|q| *q != knob.value).collect();
        near.into_iter().filter(|q| knob.read(policy, &q.to_string()).is_ok()).collect()
    }

    fn flips(&self, after: &Engine) -> Vec<Turned> {
        let flip = |scenario: &crate::domain::scenario::Scenario| {
            let was = decided(self.pack.policy, &self.engine, &scenario.case);
            let now = decided(after.policy(), after, &scenario.case);
            let (was, now) = turned(was, now)?;
            let words = |seen: &crate::domain::revision::seen::Seen| Text::clean(seen.words());
            let (was, now) = (words(&was), words(&now));
            Some(Turned { scenario: scenario.id.clone(), title: scenario.title.clone(), was, now })
        };
        self.pack.scenarios.iter().filter_map(flip).collect()
    }
}

fn verdict(answer: Answer) -> Verdict {
    match answer {
        Answer::Yes => Verdict::Yes,
        Answer::No => Verdict::No,
        Answer::Escalate => Verdict::Escalate,
    }
}
