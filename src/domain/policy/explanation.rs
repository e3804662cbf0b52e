//! What a decision and its boundary are, as data: the screen, the log and `explain --json` all show this.

use super::case::Value;
use super::fact::{Direction, FactId};
use super::quantity::Quantity;
use super::route::{RouteId, Urgency};
use super::rule::RuleId;

/// The right answer to "escalate or act?".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Act: settle it.
    Yes,
    /// Act: say no, or not yet.
    No,
    /// Hand it over.
    Escalate,
    /// Act by judgement: yes or no.
    Either,
}

impl Verdict {
    /// Every answer, in order.
    pub const ALL: [Self; 4] = [Self::Yes, Self::No, Self::Escalate, Self::Either];

    /// As `explain` writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Escalate => "escalate",
            Self::Either => "either",
        }
    }

    /// The coarser half of the answer.
    pub fn decision(self) -> Decision {
        match self {
            Self::Escalate => Decision::Escalate,
            Self::Yes | Self::No | Self::Either => Decision::Act,
        }
    }
}

/// Act or escalate: what the two error rates are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decision {
    /// Within the agent's own power.
    Act,
    /// Somebody else's.
    Escalate,
}

impl Decision {
    /// As `explain` writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Act => "act",
            Self::Escalate => "escalate",
        }
    }
}

/// How the decision came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A red line holds.
    Escalate,
    /// A stop line holds.
    Decline,
    /// A green light holds.
    Act,
    /// No rule speaks, and the policy leaves it to judgement.
    SilenceAct,
    /// No rule speaks, and the policy says ask.
    SilenceEscalate,
}

impl Kind {
    /// As `explain` writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Escalate => "escalate",
            Self::Decline => "decline",
            Self::Act => "act",
            Self::SilenceAct => "silence-act",
            Self::SilenceEscalate => "silence-escalate",
        }
    }

    /// The right answer under this kind.
    pub fn verdict(self) -> Verdict {
        match self {
            Self::Escalate | Self::SilenceEscalate => Verdict::Escalate,
            Self::Decline => Verdict::No,
            Self::Act => Verdict::Yes,
            Self::SilenceAct => Verdict::Either,
        }
    }

    /// A grey area: no rule speaks.
    pub fn is_grey(self) -> bool {
        matches!(self, Self::SilenceAct | Self::SilenceEscalate)
    }
}

/// What the policy says about one case, before its boundary is drawn.
///
/// With unknown facts a field is `None` or empty where it varies with them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// `None`: undetermined, the unknown facts decide.
    pub verdict: Option<Verdict>,
    /// Known too where every possible answer is the same decision.
    pub decision: Option<Decision>,
    /// How it came about.
    pub kind: Option<Kind>,
    /// Whom to hand it to, on an escalation.
    pub route: Option<RouteId>,
    /// That route's urgency.
    pub urgency: Option<Urgency>,
    /// Whom to tell as well.
    pub notify: Vec<RouteId>,
    /// The winners, the decider first.
    pub rules: Vec<RuleId>,
    /// Green lights that go ahead all the same.
    pub still: Vec<RuleId>,
    /// Rules that hold and do not win.
    pub overruled: Vec<RuleId>,
    /// Duties that hold: places in the policy's list.
    pub also: Vec<usize>,
}

impl Ruling {
    /// The rule that decides, or none in a grey area; nothing where that varies with unknown facts.
    pub fn decider(&self) -> Option<Option<RuleId>> {
        match (self.kind?, self.rules.first()) {
            (_, Some(rule)) => Some(Some(*rule)),
            (kind, None) => kind.is_grey().then_some(None),
        }
    }
}

/// A ruling with its boundary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What the policy says.
    pub ruling: Ruling,
    /// Facts of this case that already force the answer; none can be dropped. In order of declaration.
    pub because: Vec<Reason>,
    /// The smallest changes that turn the answer, in order of cost.
    pub flips: Vec<Flip>,
    /// For each answer no flip reaches, the least change with fixed facts allowed.
    pub flips_if: Vec<Flip>,
    /// Per changeable number and side, the last value before the answer first turns.
    pub room: Vec<Room>,
    /// Base facts that may take any value without turning the answer, everything else as it is.
    pub no_matter: Vec<FactId>,
    /// The fewest unknown facts whose values settle it; empty unless undetermined.
    pub missing: Vec<FactId>,
    /// The search for changes (or for the facts to ask for) was given up: of `flips`, `flips_if` and
    /// `no_matter` some may be absent.
    pub given_up: bool,
}

/// One fact's part in the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The fact; may be computed.
    pub fact: FactId,
    /// Its value in this case.
    pub value: Value,
    /// The rule's test on it, as written; empty where no rule is named.
    pub test: String,
    /// The deciding rule, or the one this fact keeps silent; none where neither tells of it.
    pub rule: Option<RuleId>,
    /// True for the deciding rule's test; false where the fact's part is to keep `rule` silent, or no rule is named.
    pub holds: bool,
}

/// A change that turns the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flip {
    /// In order of declaration; each is needed.
    pub changes: Vec<Change>,
    /// The answer after them.
    pub verdict: Verdict,
    /// How it comes about; none where it varies with unknown facts.
    pub kind: Option<Kind>,
    /// The winners after them, the decider first.
    pub rules: Vec<RuleId>,
}

impl Flip {
    /// Its one change; none where it takes several.
    pub fn single(&self) -> Option<Change> {
        match self.changes[..] {
            [change] => Some(change),
            _ => None,
        }
    }
}

/// One fact moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The base fact.
    pub fact: FactId,
    /// Its value in this case.
    pub from: Value,
    /// Its value after.
    pub to: Value,
}

/// How far a number may move before the answer turns, everything else as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// A changeable base number.
    pub fact: FactId,
    /// Which way.
    pub side: Direction,
    /// Its value in this case.
    pub value: Quantity,
    /// The last value before the answer first turns.
    pub limit: Quantity,
    /// The answer there; none: it then depends on the unknown facts.
    pub turns_to: Option<Verdict>,
}

impl Room {
    /// How much is left, never negative.
    pub fn left(&self) -> Quantity {
        Quantity::from_millionths((self.limit.millionths() - self.value.millionths()).abs())
    }
}
