//! A case as a meeting plays it: the sheet everyone may read, and the key, sealed until the reveal.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::place::Phase;
use super::reveal::Reveal;
use crate::domain::policy::explanation::{Change, Verdict};
use crate::domain::policy::fact::FactId;
use crate::domain::scenario::panel::{is_nothing, telling_first};
use crate::domain::scenario::{Channel, Speaker, figures};
use crate::domain::session::answer::{Answer, Judgement};
use crate::domain::session::attempt::VerdictStamp;
use crate::domain::session::facts;
use crate::domain::session::pack::PackView;
use crate::domain::session::round::Round;
use crate::domain::text::Text;

/// A case of the agenda.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// The scenario's id.
    pub scenario: String,
    /// Of the case as it is played.
    pub case_hash: String,
    /// The facts as played, as the log writes them.
    pub facts: Map<String, Json>,
    /// The item this one is the twin of.
    pub twin_of: Option<usize>,
    /// What everyone may read.
    pub sheet: Sheet,
    /// The answer.
    pub key: Key,
}

/// What everyone in the room may read of a case before they vote. Nothing in it depends on the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// For people.
    pub title: Text,
    /// How the customer reached us: `phone`, `chat`, `email`, `social`, `store`, `gate`, `letter`.
    pub channel: Option<Text>,
    /// Shown before the case; whoever wants to may leave it out.
    pub warning: Option<Text>,
    /// What happened; paragraphs are parted by an empty line.
    pub story: Text,
    /// What was said.
    pub speech: Vec<Line>,
    /// What is known: what tells something first.
    pub facts: Vec<Known>,
    /// What is known to be 0 or none, by label: one line for all of it, or it would stand before what decides.
    #[serde(default)]
    pub nothing: Vec<Text>,
    /// "The same, but": what was changed, on a twin.
    pub twin: Option<Known>,
}

impl Sheet {
    /// What it touches on that somebody may rather not read: to be said before it is shown.
    pub fn touches_on(&self) -> Option<&Text> {
        self.warning.as_ref().filter(|warning| !warning.trim().is_empty())
    }
}

/// Something said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// `customer`, `agent` or `note`.
    pub who: Text,
    /// What.
    pub text: Text,
}

/// A fact and its value, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// The fact's label.
    pub label: Text,
    /// Its value with its unit.
    pub value: Text,
}

/// The answer to a case. Only a reveal opens it for the room; the host may look at it alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Key {
    verdict: VerdictStamp,
    reveal: Reveal,
}

impl Key {
    /// What the room may see of it in this phase: nothing before the reveal.
    pub fn shown(&self, phase: Phase) -> Option<&Reveal> {
        (phase == Phase::Reveal).then_some(&self.reveal)
    }

    /// For the host and the report: never for a participant.
    pub fn for_host(&self) -> &Reveal {
        &self.reveal
    }

    /// For the host and the report: the verdict as the log writes it.
    pub fn verdict(&self) -> &VerdictStamp {
        &self.verdict
    }

    /// What an answer proved to be.
    pub fn judge(&self, answer: Answer) -> Judgement {
        Judgement::of(answer, Some(self.verdict.answer()))
    }

    /// The right answer.
    pub fn answer(&self) -> Verdict {
        self.verdict.answer()
    }
}

impl Item {
    /// A round as a meeting plays it.
    pub fn of(pack: &PackView<'_>, round: &Round, twin_of: Option<usize>) -> Self {
        let ruling = &round.explanation.ruling;
        let stakes = ruling.rules.first().map(|rule| pack.policy.rules[rule.0].stakes).unwrap_or_default();
        let verdict = VerdictStamp {
            decision: ruling.verdict.map_or(crate::domain::policy::explanation::Decision::Escalate, Verdict::decision),
            kind: ruling.kind,
            rules: ruling.rules.iter().map(|rule| pack.policy.rules[rule.0].id.clone()).collect(),
            stakes,
            settled: true,
        };
        Self {
            scenario: pack.scenarios[round.scenario].id.clone(),
            case_hash: round.hash(pack),
            facts: facts::to_json(pack.policy, &round.full),
            twin_of,
            sheet: sheet(pack, round),
            key: Key { verdict, reveal: Reveal::of(pack, round) },
        }
    }
}

fn sheet(pack: &PackView<'_>, round: &Round) -> Sheet {
    let (policy, told) = (pack.policy, &pack.scenarios[round.scenario]);
    let speech = |line: &crate::domain::scenario::Speech| Line {
        who: Text::clean(Speaker::name(line.who)),
        text: line.text.fill(policy, &round.full),
    };
    let on_sheet = |id: &FactId| !policy.fact(*id).hidden && figures::value(policy, *id, &round.full).is_some();
    let shown = telling_first(policy, &round.full, (0..policy.facts.len()).map(FactId).filter(on_sheet));
    // What a twin changed is what everyone looks for, whatever it was changed to.
    let is_twist = |id: &FactId| round.twin.is_some_and(|change| change.fact == *id);
    let (nothing, facts): (Vec<FactId>, Vec<FactId>) =
        shown.into_iter().partition(|id| is_nothing(policy, *id, &round.full) && !is_twist(id));
    Sheet {
        title: told.title.clone(),
        channel: told.channel.map(|channel| Text::clean(Channel::name(channel))),
        warning: told.warning.clone(),
        story: told.story.fill(policy, &round.full),
        speech: told.speech.iter().map(speech).collect(),
        facts: facts.into_iter().map(|id| known(pack, round, id)).collect(),
        nothing: nothing.into_iter().map(|id| policy.fact(id).label.clone()).collect(),
        twin: round.twin.map(|Change { fact, .. }| known(pack, round, fact)),
    }
}

fn known(pack: &PackView<'_>, round: &Round, id: FactId) -> Known {
    Known { label: pack.policy.fact(id).label.clone(), value: Text::clean(&figures::of_case(pack.policy, id, &round.full)) }
}
