//! Which answers given under an earlier text of a policy still show something of the policy of today: those at a case that it
//! decides in the same way, by the same rule.
//!
//! So words cost nobody anything, a line that moved costs what lay between where it was and where it is, and a rule that was turned
//! round is one that nobody has shown yet. Answers are held against the policy case by case, and each case is decided once.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher};

use crate::domain::policy::Policy;
use crate::domain::policy::case::Case;
use crate::domain::policy::explanation::Verdict;
use crate::domain::policy::fact::FactId;
use crate::domain::policy::rule::RuleId;
use crate::domain::scenario::Scenario;
use crate::domain::session::attempt::Attempt;
use crate::domain::session::facts::value_from_json;
use crate::domain::session::pack::PackView;

/// What the log names a case by, with what of it was known.
type Key<'a> = (&'a str, &'a str, &'a [String]);

/// The policy of today, asked about the cases of a log.
pub struct Upheld<'p, 'a> {
    pack: &'p PackView<'p>,
    decided: HashMap<Key<'a>, Option<Today>, BuildHasherDefault<DefaultHasher>>,
}

/// What the policy of today makes of a case.
#[derive(Clone, Copy, Debug)]
struct Today {
    verdict: Verdict,
    /// None where that hangs on facts nobody knows.
    decider: Option<Option<RuleId>>,
}

impl<'p, 'a> Upheld<'p, 'a> {
    /// By a pack as it is now.
    pub fn by(pack: &'p PackView<'p>) -> Self {
        Self { pack, decided: HashMap::default() }
    }

    /// Whether the policy of today gives the case of an answer the same right answer, by the same rule, under the id it has or one
    /// it had before. What the policy can't tell any more it doesn't uphold.
    pub fn upholds(&mut self, attempt: &'a Attempt) -> bool {
        if attempt.policy.hash == self.pack.policy_hash {
            return true;
        }
        let key = (attempt.scenario.as_str(), attempt.case_hash.as_str(), attempt.asked.as_slice());
        let pack = self.pack;
        let today = *self.decided.entry(key).or_insert_with(|| today(pack, attempt));
        let same_rule = |decider: Option<RuleId>| match (decider, attempt.decider()) {
            (Some(rule), Some(then)) => pack.policy.rules[rule.0].is_called(then),
            (None, None) => true,
            _ => false,
        };
        today.is_some_and(|today| today.verdict == attempt.verdict.answer() && today.decider.is_none_or(same_rule))
    }
}

/// What the policy of today makes of a case; none where it can't occur any more, or can't be told.
fn today(pack: &PackView<'_>, attempt: &Attempt) -> Option<Today> {
    let read = read_today(pack.policy, pack.scenarios, attempt);
    let ruling = pack.judge.decide(&read.judged).ok()?;
    Some(Today { verdict: ruling.verdict?, decider: ruling.decider() })
}

/// A logged case with the facts of today.
pub(in crate::domain::learner) struct ReadToday {
    /// With what of it was known when it was answered.
    pub known: Case,
    /// With every answer the customer could give, as it was judged.
    pub judged: Case,
}

/// A logged case with the facts of today. A fact that is new since is as its story has it today, or as it usually is; unknown where
/// one is gone, for it may be that one under another name.
pub(in crate::domain::learner) fn read_today(policy: &Policy, scenarios: &[Scenario], attempt: &Attempt) -> ReadToday {
    let told = scenarios.iter().find(|scenario| scenario.id == attempt.scenario);
    let renamed = attempt.facts.keys().any(|name| policy.fact_id(name).is_none());
    let mut known = Case::unknown(policy.facts.len());
    for (at, fact) in policy.facts.iter().enumerate().filter(|(_, fact)| !fact.is_computed()) {
        let value = match attempt.facts.get(&fact.name) {
            Some(logged) => value_from_json(fact, logged),
            None if renamed => None,
            None => told.map_or(fact.usually, |told| told.case.get(FactId(at))),
        };
        known.set(FactId(at), value);
    }
    let judged = told.map_or_else(|| known.clone(), |told| told.answered(&known));
    ReadToday { known, judged }
}
