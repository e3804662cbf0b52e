//! Rules and duties: the clauses of the policy.

use super::condition::{Condition, FactTest};
use super::date::Date;
use super::explanation::Verdict;
use super::fact::FactId;
use super::limit::LimitId;
use super::route::RouteId;
use crate::domain::text::Text;

/// A rule's place in the policy's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub usize);

/// A clause that decides where it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// For ever: progress hangs on it.
    pub id: String,
    /// For people.
    pub title: Text,
    /// The rule in at most 25 words.
    pub text: Text,
    /// Its reason.
    pub why: Text,
    /// Where it holds; everywhere, if absent.
    pub when: Option<Condition>,
    /// Where it is silent all the same.
    pub unless: Option<Condition>,
    /// A fallback: speaks only where no ordinary rule does.
    pub otherwise: bool,
    /// What it decides.
    pub outcome: RuleOutcome,
    /// Whom to tell as well.
    pub notify: Vec<RouteId>,
    /// What to do before handing over.
    pub first: Vec<Text>,
    /// Green lights that go ahead all the same, where they hold.
    pub still: Vec<RuleId>,
    /// Words that work.
    pub say: Option<Text>,
    /// Words that don't.
    pub avoid: Option<Text>,
    /// What a wrong answer costs.
    pub stakes: Stakes,
    /// Whose line it is.
    pub basis: Basis,
    /// Where the line comes from.
    pub source: Option<Text>,
    /// First day it holds.
    pub from: Option<Date>,
    /// Last day it holds.
    pub until: Option<Date>,
    /// Ids it had before.
    pub was: Vec<String>,
    /// A remark for its keepers.
    pub note: Option<Text>,
}

impl Rule {
    /// Whether it is in force that day.
    pub fn in_force(&self, day: Date) -> bool {
        in_force(self.from, self.until, day)
    }

    /// Whether it has this id, or had it before.
    pub fn is_called(&self, id: &str) -> bool {
        self.id == id || self.was.iter().any(|was| was == id)
    }

    /// Every test of its conditions and exceptions.
    pub fn tests(&self) -> impl Iterator<Item = &FactTest> {
        self.when.iter().chain(&self.unless).flat_map(|c| &c.any).flat_map(|c| &c.tests)
    }

    /// The limits that it compares a fact with.
    pub fn limits(&self, fact: FactId) -> Vec<LimitId> {
        self.tests().filter(|t| t.fact == fact).flat_map(FactTest::limits).collect()
    }
}

/// What a rule decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleOutcome {
    /// A red line: hand over to this route.
    Escalate(RouteId),
    /// A stop line: say no, or not yet, alone.
    Decline(Text),
    /// A green light: settle it alone.
    Act(Text),
}

impl RuleOutcome {
    /// What is right where it decides.
    pub fn verdict(&self) -> Verdict {
        match self {
            Self::Escalate(_) => Verdict::Escalate,
            Self::Decline(_) => Verdict::No,
            Self::Act(_) => Verdict::Yes,
        }
    }

    /// Whom it hands over to; nobody where it is settled alone.
    pub fn route(&self) -> Option<RouteId> {
        match self {
            Self::Escalate(route) => Some(*route),
            Self::Decline(_) | Self::Act(_) => None,
        }
    }

    /// Its turn to speak among rules that are alike otherwise: red lines first (0), then stop lines (1), then green lights (2).
    pub fn layer(&self) -> u8 {
        match self {
            Self::Escalate(_) => 0,
            Self::Decline(_) => 1,
            Self::Act(_) => 2,
        }
    }
}

/// What a wrong answer costs. Later variants cost more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stakes {
    /// Small.
    Minor,
    /// The usual.
    #[default]
    Major,
    /// Somebody may be harmed.
    Critical,
}

impl Stakes {
    /// As files write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Minor => "minor",
            Self::Major => "major",
            Self::Critical => "critical",
        }
    }
}

/// Whose line it is, and so who could move it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Basis {
    /// The law's.
    Law,
    /// The firm's own.
    #[default]
    House,
}

/// A duty that never decides: whenever it holds, it is added to what the rules say.
#[derive(Clone, Debug, PartialEq)]
pub struct Duty {
    /// Unique among rules and duties.
    pub id: String,
    /// For people.
    pub title: Text,
    /// In at most 25 words.
    pub text: Text,
    /// Its reason.
    pub why: Text,
    /// Where it holds.
    pub when: Option<Condition>,
    /// Where it does not.
    pub unless: Option<Condition>,
    /// What to do.
    pub task: Text,
    /// Whom to tell as well.
    pub notify: Vec<RouteId>,
    /// Whose line it is.
    pub basis: Basis,
    /// Where it comes from.
    pub source: Option<Text>,
    /// First day it holds.
    pub from: Option<Date>,
    /// Last day it holds.
    pub until: Option<Date>,
    /// Ids it had before.
    pub was: Vec<String>,
    /// A remark for its keepers.
    pub note: Option<Text>,
}

impl Duty {
    /// Whether it is in force that day.
    pub fn in_force(&self, day: Date) -> bool {
        in_force(self.from, self.until, day)
    }
}

fn in_force(from: Option<Date>, until: Option<Date>, day: Date) -> bool {
    from.is_none_or(|f| f <= day) && until.is_none_or(|u| day <= u)
}
