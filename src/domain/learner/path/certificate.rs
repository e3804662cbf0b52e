//! What somebody has shown on a path, to be written down: on which policy, by which answers, and where they are ready.

use super::Path;
use super::check::Check;
use super::progress::{Progress, Standing};
use super::readiness::Readiness;
use crate::domain::policy::date::Date;
use crate::domain::policy::fact::FactId;
use crate::domain::policy::rule::{RuleId, RuleOutcome, Stakes};
use crate::domain::scenario::figures::of_value;
use crate::domain::session::day;
use crate::domain::session::pack::PackView;
use crate::domain::text::Text;

/// A certificate.
#[derive(Clone, Debug, PartialEq)]
pub struct Certificate {
    /// Who.
    pub trainee: Text,
    /// The policy's title.
    pub title: Text,
    /// Its id.
    pub policy: String,
    /// The version whose rules are listed: that of today. The check may have been played by an earlier one.
    pub version: String,
    /// Of that version's text.
    pub hash: String,
    /// Who answers for the policy.
    pub owner: Text,
    /// Facts of their own, as label and value: their level.
    pub own: Vec<(String, String)>,
    /// The day of the check, by UTC; none before the first day there is.
    pub day: Option<Date>,
    /// The check.
    pub check: Check,
    /// Their answers at this policy, on how many days.
    pub answers: usize,
    /// Days on which they were given.
    pub days: usize,
    /// Rule by rule, in the order of the path.
    pub rules: Vec<Shown>,
    /// Rules that no case of the pack can show: read, and not asked about.
    pub untold: Vec<String>,
    /// Where they may be let alone.
    pub readiness: Readiness,
}

/// What was shown of one rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// Which.
    pub rule: RuleId,
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// What kind of line it is.
    pub kind: Line,
    /// Somebody may be harmed.
    pub critical: bool,
    /// How it stands.
    pub standing: Standing,
}

/// What kind of line a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// Hand it over.
    Red,
    /// Say no, or not yet.
    Stop,
    /// Settle it.
    Green,
}

impl Certificate {
    /// The certificate of a trainee; none before the check is passed.
    pub fn of(trainee: &Text, pack: &PackView<'_>, path: &Path, progress: &Progress) -> Option<Self> {
        let policy = pack.policy;
        let check = progress.check.clone().filter(Check::is_passed)?;
        let shown = |(unit, standing): (&super::unit::Unit, &Standing)| {
            let rule = &policy.rules[unit.rule.0];
            let kind = match rule.outcome {
                RuleOutcome::Escalate(_) => Line::Red,
                RuleOutcome::Decline(_) => Line::Stop,
                RuleOutcome::Act(_) => Line::Green,
            };
            Shown {
                rule: unit.rule,
                id: rule.id.clone(),
                title: rule.title.clone(),
                kind,
                critical: rule.stakes == Stakes::Critical,
                standing: standing.clone(),
            }
        };
        let own = |(fact, value): &(FactId, _)| {
            let fact = policy.fact(*fact);
            (fact.label.to_string(), of_value(policy, fact, *value))
        };
        Some(Self {
            trainee: trainee.clone(),
            title: policy.title.clone(),
            policy: policy.id.clone(),
            version: policy.version.to_string(),
            hash: pack.policy_hash.to_owned(),
            owner: policy.owner.clone(),
            own: path.own.iter().map(own).collect(),
            day: day::date(check.time, 0),
            answers: progress.answers,
            days: progress.days,
            rules: path.units.iter().zip(&progress.standings).map(shown).collect(),
            untold: path.untold.iter().map(|rule| policy.rules[rule.0].id.clone()).collect(),
            readiness: Readiness::of(pack, path, progress),
            check,
        })
    }

    /// Rules that are mastered.
    pub fn mastered(&self) -> usize {
        self.rules.iter().filter(|shown| shown.standing.is_mastered()).count()
    }

    /// First tries that no longer count: the policy decides their cases otherwise since.
    pub fn turned(&self) -> u32 {
        self.rules.iter().map(|shown| shown.standing.turned).sum()
    }

    /// The id of a rule.
    pub fn id(&self, rule: RuleId) -> String {
        self.rules.iter().find(|shown| shown.rule == rule).map_or_else(String::new, |shown| shown.id.clone())
    }
}
