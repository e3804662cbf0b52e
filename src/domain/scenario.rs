//! Scenarios: one case each, told as a story, never carrying its answer.

pub mod figures;
pub mod layout;
pub mod library;
pub mod panel;
pub mod source;
pub mod template;

use super::policy::Policy;
use super::policy::case::{Case, Value};
use super::policy::fact::FactId;
use super::text::Text;

/// A scenario whose facts fit its policy.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Equals the file's name; unique in the pack.
    pub id: String,
    /// For people.
    pub title: Text,
    /// The folder's name when the file gives none.
    pub topics: Vec<Text>,
    /// Where the case comes from.
    pub source: Source,
    /// How much of real contact volume looks like this, in millionths, if known.
    pub share: Option<u32>,
    /// How the customer reached us.
    pub channel: Option<Channel>,
    /// Shown before the case; the trainee may skip it at no cost.
    pub warning: Option<Text>,
    /// What happened, with places for figures.
    pub story: Template,
    /// What was said.
    pub speech: Vec<Speech>,
    /// The facts given, `usually` filled in; the rest unknown.
    pub case: Case,
    /// Whether *ask first* is offered.
    pub ask: bool,
    /// What the customer answers when asked.
    pub answers: Vec<(FactId, Value)>,
    /// The trap and what really happened.
    pub teach: Teach,
    /// Pins the answer.
    pub expect: Option<Expect>,
    /// The file, relative to the pack.
    pub file: String,
}

impl Scenario {
    /// A case of this scenario with every answer the customer gives when asked.
    pub fn answered(&self, case: &Case) -> Case {
        let mut full = case.clone();
        if self.ask {
            for (fact, value) in self.answers.iter().filter(|(fact, _)| case.get(*fact).is_none()) {
                full.set(*fact, Some(*value));
            }
        }
        full
    }

    /// Whether story or speech tell a fact's value, so that a twin which moves it reads right.
    pub fn tells(&self, policy: &Policy, fact: FactId) -> bool {
        std::iter::once(&self.story).chain(self.speech.iter().map(|s| &s.text)).any(|text| text.tells(policy, fact))
    }

    /// The case it tells, with every answer the customer gives when asked.
    pub fn told(&self) -> Case {
        self.answered(&self.case)
    }
}

/// Where a case comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// complaint, ticket, benchmark, ...
    pub kind: SourceKind,
    /// The record's own name.
    pub reference: Text,
    /// Where there is one.
    pub licence: Option<Text>,
    /// Which figures were changed, if any.
    pub note: Option<Text>,
}

/// What kind of record a case is drawn from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SourceKind {
    /// A customer's complaint to a regulator or firm.
    Complaint,
    /// A help-desk ticket.
    Ticket,
    /// A task of a published benchmark.
    Benchmark,
    /// Recorded role play.
    RolePlay,
    /// A policy somebody published.
    PublishedPolicy,
    /// Law.
    Regulation,
    /// Told by the team.
    TeamStory,
    /// Invented.
    Illustrative,
}

impl SourceKind {
    /// Every kind, as files write it.
    pub const ALL: [(&'static str, Self); 8] = [
        ("complaint", Self::Complaint),
        ("ticket", Self::Ticket),
        ("benchmark", Self::Benchmark),
        ("role-play", Self::RolePlay),
        ("published-policy", Self::PublishedPolicy),
        ("regulation", Self::Regulation),
        ("team-story", Self::TeamStory),
        ("illustrative", Self::Illustrative),
    ];

    /// As files write it.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

/// How the customer reached us.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Channel {
    /// A call.
    Phone,
    /// A chat.
    Chat,
    /// An e-mail.
    Email,
    /// A public post.
    Social,
    /// At the counter.
    Store,
    /// At the gate.
    Gate,
    /// A letter.
    Letter,
}

impl Channel {
    /// Every channel, as files write it.
    pub const ALL: [(&'static str, Self); 7] = [
        ("phone", Self::Phone),
        ("chat", Self::Chat),
        ("email", Self::Email),
        ("social", Self::Social),
        ("store", Self::Store),
        ("gate", Self::Gate),
        ("letter", Self::Letter),
    ];

    /// As files write it.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, channel)| *channel == self).map_or("", |(name, _)| name)
    }
}

/// Text with places for figures: filled from the facts of the case that is played, so that a twin reads right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template(pub Vec<Segment>);

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// As written.
    Words(Text),
    /// This fact's value with its unit.
    Fact(FactId),
}

/// Something said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speech {
    /// By whom.
    pub who: Speaker,
    /// What.
    pub text: Template,
}

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Speaker {
    /// The customer.
    Customer,
    /// The agent.
    Agent,
    /// A note in the file.
    Note,
}

impl Speaker {
    /// Every speaker, as files write it.
    pub const ALL: [(&'static str, Self); 3] = [("customer", Self::Customer), ("agent", Self::Agent), ("note", Self::Note)];

    /// As files write it.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, speaker)| *speaker == self).map_or("", |(name, _)| name)
    }
}

/// What only a person can tell about a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Teach {
    /// Who falls for what, and why.
    pub trap: Option<Template>,
    /// What really happened to this customer.
    pub outcome: Option<Template>,
}

/// The pinned answer; every part given must match.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expect {
    /// `yes`, `no`, `escalate`, `either` or `undetermined`.
    pub answer: Option<String>,
    /// The kind.
    pub kind: Option<String>,
    /// The decider's id.
    pub rule: Option<String>,
    /// The route's id.
    pub route: Option<String>,
}
