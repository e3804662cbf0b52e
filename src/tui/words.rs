//! Values, tests and answers in people's words; the same on the screen and in plain lines.

use crate::domain::learner::belief::hunt::CASES;
use crate::domain::policy::Policy;
use crate::domain::policy::case::{Case, Value};
use crate::domain::policy::explanation::{Change, Verdict};
use crate::domain::policy::fact::{Fact, FactId, Unit};
use crate::domain::policy::quantity::Quantity;
use crate::domain::policy::route::Urgency;
use crate::domain::policy::rule::RuleId;
use crate::domain::scenario::{Channel, Scenario, SourceKind, Template, figures};
use crate::domain::session::Session;
use crate::domain::session::attempt::Mode;
use crate::domain::wording::reason;
use crate::tui::model::Model;

/// A number with its unit: `€1,250`, `12 days`, `40 %`.
pub fn quantity(policy: &Policy, unit: Unit, number: Quantity) -> String {
    joined(figures::of_quantity(policy, unit, number))
}

/// A value of a fact: its label, number with unit, or yes and no.
pub fn value(policy: &Policy, fact: &Fact, value: Value) -> String {
    match value {
        Value::Number(_) => joined(figures::of_value(policy, fact, value)),
        _ => figures::of_value(policy, fact, value),
    }
}

/// A number and its unit never part at the end of a line.
fn joined(text: String) -> String {
    text.replace(' ', "\u{a0}")
}

/// Text in which no figure parts from its unit at the end of a line.
pub fn tied(text: &str) -> String {
    const UNITS: [&str; 7] = ["day", "hour", "minute", "%", "days", "hours", "minutes"];
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    for (at, letter) in text.char_indices() {
        let unit = || text[at + 1..].split(|c: char| !c.is_alphabetic() && c != '%').next().unwrap_or_default();
        out.push(if letter == ' ' && before.is_ascii_digit() && UNITS.contains(&unit()) { '\u{a0}' } else { letter });
        before = letter;
    }
    out
}

/// The members of a set, as one phrase.
pub fn members(fact: &Fact, bits: u64, between: &str) -> String {
    let chosen = fact.names().iter().enumerate().filter(|(i, _)| bits & (1 << i) != 0);
    chosen.map(|(_, n)| n.label.as_str()).collect::<Vec<_>>().join(between)
}

/// A value of a fact that may not be known.
pub fn known(policy: &Policy, id: FactId, case: &Case) -> String {
    figures::value(policy, id, case).map_or_else(|| figures::UNKNOWN.to_owned(), |v| value(policy, policy.fact(id), v))
}

/// What one change of a flip says: `Money asked for: €151`, `with press`, `without a legal threat`.
pub fn change(policy: &Policy, change: &Change) -> String {
    let fact = policy.fact(change.fact);
    let phrase = match (change.from, change.to) {
        (Value::Set(from), Value::Set(to)) => {
            let with = members(fact, to & !from, ", ");
            let without = members(fact, from & !to, ", ");
            match (with.is_empty(), without.is_empty()) {
                (false, true) => format!("with {with}"),
                (true, false) => format!("without {without}"),
                _ => format!("with {with}, without {without}"),
            }
        }
        _ => value(policy, fact, change.to),
    };
    format!("{}: {phrase}", fact.label)
}

/// The right answer, as a heading says it.
pub fn verdict(verdict: Option<Verdict>) -> &'static str {
    match verdict {
        Some(Verdict::Yes) => "act: yes",
        Some(Verdict::No) => "act: no",
        Some(Verdict::Escalate) => "escalate",
        Some(Verdict::Either) => "act: your judgement",
        None => "ask first",
    }
}

/// Letter, mark and word of an urgency: what its colour says, without the colour.
pub fn urgency(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Info => "F ·  for information",
        Urgency::Today => "G o  today",
        Urgency::Hour => "A !  this hour",
        Urgency::Now => "R !!  now",
        Urgency::Life => "B !!!  life first",
    }
}

/// How the customer reached us.
pub fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Phone => "phone",
        Channel::Chat => "chat",
        Channel::Email => "e-mail",
        Channel::Social => "social media",
        Channel::Store => "at the counter",
        Channel::Gate => "at the gate",
        Channel::Letter => "letter",
    }
}

/// What kind of record a case is drawn from.
pub fn source(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Complaint => "a complaint",
        SourceKind::Ticket => "a ticket",
        SourceKind::Benchmark => "a benchmark task",
        SourceKind::RolePlay => "a role play",
        SourceKind::PublishedPolicy => "a published policy",
        SourceKind::Regulation => "a regulation",
        SourceKind::TeamStory => "the team's own story",
        SourceKind::Illustrative => "an invented case",
    }
}

/// A template filled from a case.
pub fn filled(policy: &Policy, template: &Template, case: &Case) -> String {
    template.fill(policy, case).to_string()
}

/// A title without what it says after its colon: enough where one knows what it is about.
pub fn short(title: &str) -> &str {
    title.split_once(": ").map_or(title, |(name, _)| name)
}

/// Who speaks: a rule by id and title, or none.
pub fn voice(policy: &Policy, voice: Option<RuleId>) -> String {
    match voice.and_then(|id| policy.rules.get(id.0)) {
        Some(rule) => format!("{}: {}", rule.id, rule.title),
        None => "Where no rule speaks".to_owned(),
    }
}

/// What counts where a story was told for another value of a fact; nothing to say where it has a place for it, and tells the move.
pub fn untold(policy: &Policy, scenario: &Scenario, change: &Change) -> Option<&'static str> {
    (!scenario.tells(policy, change.fact)).then_some("Where the story says otherwise, this line counts.")
}

/// The topics of a scenario, as one phrase.
pub fn topics(scenario: &Scenario) -> String {
    scenario.topics.iter().map(|t| t.replace('-', " ")).collect::<Vec<_>>().join(", ")
}

/// How far a session has come: `case 3 of 10`, or, in the round that closes it, `twin 1 of 4`.
pub fn progress(session: &Session) -> String {
    match session.closing() {
        Some(twins) => format!("twin {} of {}", twins.at() + 1, twins.len()),
        None => {
            let cards = session.cards().len();
            if session.mode() == Mode::Line {
                // Its hand grows while it is played.
                return match cards {
                    ..=CASES => format!("case {cards} of about {CASES}"),
                    _ => format!("case {cards}: a few more, to be sure"),
                };
            }
            format!("case {} of {cards}", session.position().min(cards.saturating_sub(1)) + 1)
        }
    }
}

/// Why the case on the table is here, where its card says so.
pub fn why(model: &Model) -> Option<String> {
    let (_, session) = model.playing()?;
    Some(reason::label(session.why()?, session.round()?.shown, model.wishes.zone))
}

/// A share of one, in percent: `22 %`.
pub fn percent(share: f64) -> String {
    format!("{:.0}\u{a0}%", share * 100.0)
}

/// The text with its first letter as a capital.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}
