//! A policy's clauses as literals, before fact space is cut.

use super::layer::ranked;
use super::layout::Layout;
use super::literal::{self, Conjunction};
use crate::domain::policy::Policy;
use crate::domain::policy::condition::Condition;
use crate::domain::policy::date::Date;
use crate::domain::policy::engine::TooLarge;
use crate::domain::policy::fact::FactId;
use crate::domain::policy::rule::{Duty, RuleId};

/// A policy as it stands, or as a case sees it whose one number is a step further along.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The rules.
    pub policy: &'a Policy,
    /// The base number that is read one step higher than it is.
    pub ahead: Option<FactId>,
}

impl<'a> Reading<'a> {
    /// As it stands.
    pub fn plain(policy: &'a Policy) -> Self {
        Self { policy, ahead: None }
    }
}

/// A condition and its exception as literals, before the cuts are known.
pub(super) struct Draft {
    pub(super) when: Vec<Conjunction>,
    pub(super) unless: Vec<Conjunction>,
}

impl Draft {
    /// Reads them.
    pub(super) fn of(
        reading: Reading<'_>,
        layout: &mut Layout,
        when: Option<&Condition>,
        unless: Option<&Condition>,
    ) -> Result<Self, TooLarge> {
        let mut read = |c: &Condition| -> Result<Vec<Conjunction>, TooLarge> {
            let mut any = literal::alternatives(reading.policy, layout, c)?;
            if let Some(variable) = reading.ahead.and_then(|f| layout.variable_of_fact[f.0]) {
                any.iter_mut().flatten().for_each(|l| l.see_ahead(layout, variable));
            }
            Ok(any)
        };
        let when = when.map_or(Ok(vec![Conjunction::new()]), &mut read)?;
        let unless = unless.map_or(Ok(Vec::new()), &mut read)?;
        Ok(Self { when, unless })
    }
}

/// All of a policy's clauses as literals.
pub(super) struct Drafts {
    /// Rules in force, the one that decides first in front.
    pub(super) ranked: Vec<RuleId>,
    pub(super) never: Vec<Draft>,
    /// In the order of `ranked`.
    pub(super) rules: Vec<Draft>,
    pub(super) duties: Vec<Draft>,
}

impl Drafts {
    /// Reads them.
    pub(super) fn of(reading: Reading<'_>, layout: &mut Layout, as_of: Date) -> Result<Self, TooLarge> {
        let policy = reading.policy;
        let ranked = ranked(policy, as_of);
        let mut draft = |when: Option<&Condition>, unless: Option<&Condition>| Draft::of(reading, layout, when, unless);
        let never = policy.never.iter().map(|c| draft(Some(c), None)).collect::<Result<_, _>>()?;
        let rules = ranked
            .iter()
            .map(|r| &policy.rules[r.0])
            .map(|r| draft(r.when.as_ref(), r.unless.as_ref()))
            .collect::<Result<_, _>>()?;
        let duty = |d: &Duty| {
            if d.in_force(as_of) {
                draft(d.when.as_ref(), d.unless.as_ref())
            } else {
                Ok(Draft { when: Vec::new(), unless: Vec::new() })
            }
        };
        let duties = policy.also.iter().map(duty).collect::<Result<_, _>>()?;
        Ok(Self { ranked, never, rules, duties })
    }

    /// Each of them.
    pub(super) fn all(&self) -> impl Iterator<Item = &Draft> {
        self.never.iter().chain(&self.rules).chain(&self.duties)
    }
}
