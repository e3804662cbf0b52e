//! An attempt: one answer to one case, as the log keeps it for ever.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use uuid::Uuid;

use super::Millis;
use super::answer::{Answer, Certainty, Judgement, Wrong};
use super::day;
use super::facet::Facet;
use super::names;
use super::scoring::{Cost, marks};
use super::taps::GradedTaps;
use crate::domain::policy::explanation::{Decision, Kind, Verdict};
use crate::domain::policy::rule::Stakes;

/// One answer to one case. Whoever replays these gets the same figures: nothing here needs the pack to be read again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attempt {
    /// Sorts by time; appending it twice is appending it once.
    pub id: Uuid,
    /// Whose.
    pub trainee: String,
    /// The sitting it belongs to.
    pub session: Uuid,
    /// On what occasion.
    pub mode: Mode,
    /// The pack's name.
    pub pack: String,
    /// The policy that judged it.
    pub policy: PolicyStamp,
    /// The scenario's id.
    pub scenario: String,
    /// Of the case as dealt, whatever was asked.
    pub case_hash: String,
    /// What was known when it was answered; unknown is `null`.
    pub facts: Map<String, Json>,
    /// Facts asked for, in order.
    pub asked: Vec<String>,
    /// What the trainee said.
    pub answer: Answer,
    /// How sure they were.
    pub confidence: Certainty,
    /// The second tap.
    pub taps: GradedTaps,
    /// The rules were looked up before it was answered. Older logs don't say, and nobody could then.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub looked_up: bool,
    /// What the policy says.
    pub verdict: VerdictStamp,
    /// The line this case stands next to, where there is one.
    pub facet: Option<Facet>,
    /// From showing the case to the answer, in milliseconds. Never scored.
    pub duration: u64,
    /// When, in milliseconds since 1970.
    pub time: Millis,
    /// How far their clock was ahead of UTC then, in milliseconds: what their day was. Older logs don't say, and count by UTC.
    #[serde(default, skip_serializing_if = "is_utc")]
    pub zone: Millis,
    /// The program's version.
    pub program: String,
}

// As the derived code calls it.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "the derived code passes a reference")]
fn is_utc(zone: &Millis) -> bool {
    *zone == 0
}

/// On what occasion a case was answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// A dealt session.
    #[default]
    Practice,
    /// "The same, but…", right after the reveal.
    Twin,
    /// The cases that were missed, once more.
    Replay,
    /// What was about to be forgotten.
    Refresh,
    /// Practice on the path of a newcomer.
    Onboarding,
    /// Right after a rule was read, on the same path.
    Lesson,
    /// Harder than what was shown so far, on the same path.
    Stretch,
    /// The check at its end.
    Check,
    /// Cases chosen to find out where somebody takes the line to be.
    Line,
    /// A month with an allowance.
    Month,
}

impl Mode {
    /// As the log writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Practice => "practice",
            Self::Twin => "twin",
            Self::Replay => "replay",
            Self::Refresh => "refresh",
            Self::Onboarding => "onboarding",
            Self::Lesson => "lesson",
            Self::Stretch => "stretch",
            Self::Check => "check",
            Self::Line => "line",
            Self::Month => "month",
        }
    }

    /// Whether a case is met cold: what is asked right after it was explained shows nothing of memory when it is right.
    pub fn is_cold(self) -> bool {
        !matches!(self, Self::Twin | Self::Replay | Self::Lesson)
    }

    /// Whether answers enter rates and mastery: first tries at cases like any other. Cases that are harder than they need be,
    /// or chosen for being next to a line, would make people look worse than they are.
    pub fn is_rated(self) -> bool {
        matches!(self, Self::Practice | Self::Refresh | Self::Onboarding | Self::Check | Self::Month)
    }
}

/// Which policy judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyStamp {
    /// Its id.
    pub id: String,
    /// As the team counts them.
    pub version: String,
    /// Of its text, kept once in the log.
    pub hash: String,
}

/// What the policy said about the case, once everything was known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerdictStamp {
    /// Act or escalate.
    #[serde(serialize_with = "names::decision", deserialize_with = "names::read_decision")]
    pub decision: Decision,
    /// How it came about; none where that varies with facts nobody knew.
    #[serde(serialize_with = "names::kind", deserialize_with = "names::read_kind")]
    pub kind: Option<Kind>,
    /// The winners' ids, the decider first.
    pub rules: Vec<String>,
    /// The decider's stakes; the usual ones where no rule decides.
    #[serde(serialize_with = "names::stakes", deserialize_with = "names::read_stakes")]
    pub stakes: Stakes,
    /// False where the answer came before enough was asked.
    pub settled: bool,
}

impl VerdictStamp {
    /// The right answer. Where the kind varies the answer doesn't: only the two ways of escalating share one.
    pub fn answer(&self) -> Verdict {
        self.kind.map_or(Verdict::Escalate, Kind::verdict)
    }

    /// A grey area: no rule speaks.
    pub fn is_grey(&self) -> bool {
        self.kind.is_some_and(Kind::is_grey)
    }
}

impl Attempt {
    /// The day it was given on, as their own clock had it: days since 1970.
    pub fn day(&self) -> i64 {
        day::number(self.time, self.zone)
    }

    /// What the answer proved to be.
    pub fn judgement(&self) -> Judgement {
        Judgement::of(self.answer, self.verdict.settled.then(|| self.verdict.answer()))
    }

    /// Its marks.
    pub fn marks(&self) -> i32 {
        marks(self.confidence, self.judgement().is_right())
    }

    /// What it would have cost.
    pub fn cost(&self) -> Cost {
        Cost::of_answer(self.judgement(), Some(self.verdict.stakes))
    }

    /// Whether it enters rates: the occasion counts ([`Mode::is_rated`]), and there is a wrong side, which a grey area has not.
    pub fn is_rated(&self) -> bool {
        self.mode.is_rated() && !self.verdict.is_grey()
    }

    /// Whether it shows what somebody goes by: an answer given before anything was explained, where there is a line at all.
    pub fn shows_belief(&self) -> bool {
        self.mode.is_cold() && !self.verdict.is_grey()
    }

    /// Which error it was an opportunity for. Each case stands on one side: that of its decision; where it was decided before
    /// enough was asked, on the side of the error that this is.
    pub fn side(&self) -> Decision {
        match self.judgement().wrong() {
            Some(Wrong::OverReach) => Decision::Escalate,
            Some(Wrong::OverEscalation) => Decision::Act,
            _ => self.verdict.decision,
        }
    }

    /// The clause that decided; none in a grey area.
    pub fn decider(&self) -> Option<&str> {
        self.verdict.rules.first().map(String::as_str)
    }
}
