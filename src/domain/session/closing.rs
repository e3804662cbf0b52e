//! The round of twins that closes a session: the cases just played, each across a line it is near; the missed ones first.

use super::Session;
use super::answer::Certainty;
use super::attempt::{Attempt, Mode};
use super::dealt::Dealt;
use super::pack::{Own, PackView};
use super::round::Round;
use super::snapshot::{SavedTwin, Snapshot};
use super::{Millis, facts};
use crate::domain::policy::Policy;
use crate::domain::policy::case::Value;
use crate::domain::policy::explanation::{Change, Flip};

/// Twins at the most.
pub const MOST: usize = 4;

/// The round of twins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Closing {
    /// In the order they are played.
    pub(super) twins: Vec<Planned>,
    /// Which one is on the table.
    pub(super) at: usize,
}

/// A twin to be played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Planned {
    /// The scenario's place in the pack.
    pub scenario: usize,
    /// What makes its twin.
    pub change: Change,
    /// Of the twin as it is dealt.
    pub case_hash: String,
}

impl Closing {
    /// How many twins there are.
    pub fn len(&self) -> usize {
        self.twins.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.twins.is_empty()
    }

    /// Which one is on the table, from 0.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Whether the twin on the table is the one that was on it when this was put away.
    pub(super) fn is_at(&self, saved: &Snapshot) -> bool {
        let then = saved.twins.as_ref().and_then(|twins| twins.get(saved.twin));
        let now = self.twins.get(self.at);
        then.zip(now).is_some_and(|(then, now)| then.case_hash == now.case_hash)
    }
}

impl Session {
    /// Plans the round: at most [`MOST`] twins, and no more than half as many as there were cases, one or more each.
    pub(super) fn plan_closing(&self, pack: &PackView<'_>) -> Closing {
        let played: Vec<&Attempt> = self.attempts.iter().filter(|a| a.mode != Mode::Twin).collect();
        let mut cases = played.clone();
        cases.sort_by_key(|a| (a.judgement().is_right(), a.confidence != Certainty::Unsure));
        let wanted = MOST.min(played.len().div_ceil(2));
        let mut twins: Vec<Planned> = Vec::new();
        for attempt in cases {
            if twins.len() == wanted {
                break;
            }
            let fresh =
                |hash: &String| self.attempts.iter().all(|a| a.case_hash != *hash) && twins.iter().all(|t| t.case_hash != *hash);
            let planned = pack.find(&attempt.scenario).and_then(|scenario| plan(pack, scenario, &self.own, fresh));
            twins.extend(planned);
        }
        Closing { twins, at: 0 }
    }

    /// Shows the twin whose turn it is, or the next one that can be played.
    pub(super) fn show_twin(&mut self, pack: &PackView<'_>, now: Millis) {
        self.played.clear();
        self.round = None;
        let Some(closing) = &mut self.closing else { return };
        while let Some(planned) = closing.twins.get(closing.at) {
            let dealt = Round::deal(pack, planned.scenario, &self.own, now);
            let twin = dealt.and_then(|round| Some((round.full.clone(), round.across(pack, planned.change, now)?)));
            if let Some((full, twin)) = twin {
                self.played.push(full);
                self.round = Some(twin);
                return;
            }
            closing.at += 1;
        }
    }

    /// The twin on the table, before it is answered.
    pub(super) fn closing_twin(&self) -> Option<&Round> {
        self.round.as_ref().filter(|round| self.closing.is_some() && round.outcome.is_none())
    }

    /// The round as it is put away.
    pub(super) fn saved_twins(&self, pack: &PackView<'_>) -> Option<Vec<SavedTwin>> {
        let saved = |planned: &Planned| SavedTwin {
            scenario: pack.scenarios[planned.scenario].id.clone(),
            fact: pack.policy.fact(planned.change.fact).name.clone(),
            to: facts::value_to_json(pack.policy.fact(planned.change.fact), planned.change.to),
            case_hash: planned.case_hash.clone(),
        };
        self.closing.as_ref().map(|c| c.twins.iter().map(saved).collect())
    }
}

/// The first twin of a scenario over a line it is near that was not played yet.
pub(super) fn plan(pack: &PackView<'_>, scenario: usize, own: &Own, fresh: impl Fn(&String) -> bool) -> Option<Planned> {
    across(pack, scenario, own, |change| is_near(pack.policy, change), fresh)
}

/// The first twin of a scenario over such a line that was not played yet.
pub(super) fn across(
    pack: &PackView<'_>,
    scenario: usize,
    own: &Own,
    such: impl Fn(&Change) -> bool,
    fresh: impl Fn(&String) -> bool,
) -> Option<Planned> {
    let round = Round::deal(pack, scenario, own, 0)?;
    let told = pack.scenarios.get(scenario)?;
    let changes = round.explanation.flips.iter().filter_map(Flip::single);
    changes.filter(such).find_map(|change| {
        let case = round.full.with(change.fact, Some(change.to));
        let case_hash = Dealt::of_case(pack, told, case)?.hash(pack);
        fresh(&case_hash).then_some(Planned { scenario, change, case_hash })
    })
}

/// The round that was put away, as far as the pack still has it, at the first twin that was neither answered nor passed.
pub(super) fn resumed(pack: &PackView<'_>, saved: &Snapshot, attempts: &[Attempt], own: &Own) -> Option<Closing> {
    let mut closing = Closing::default();
    for (place, twin) in saved.twins.as_ref()?.iter().enumerate() {
        let answered = attempts.iter().any(|a| a.mode == Mode::Twin && a.case_hash == twin.case_hash);
        let planned = restored(pack, twin, own);
        closing.at += usize::from(planned.is_some() && (answered || place < saved.twin));
        closing.twins.extend(planned);
    }
    Some(closing)
}

/// A twin that was put away, if the pack still has it as it was.
fn restored(pack: &PackView<'_>, saved: &SavedTwin, own: &Own) -> Option<Planned> {
    let scenario = pack.find(&saved.scenario)?;
    let fact = pack.policy.fact_id(&saved.fact)?;
    let to = facts::value_from_json(pack.policy.fact(fact), &saved.to)?;
    let dealt = Dealt::of(pack, scenario, own)?;
    let from = dealt.full.get(fact)?;
    let twin = Dealt::of_case(pack, &pack.scenarios[scenario], dealt.full.with(fact, Some(to)))?;
    let planned = Planned { scenario, change: Change { fact, from, to }, case_hash: twin.hash(pack) };
    Some(planned).filter(|p| p.case_hash == saved.case_hash)
}

/// Whether a change only just crosses its line: the case lies within `near` of the line's own side.
pub(in crate::domain) fn is_near(policy: &Policy, change: &Change) -> bool {
    let (Value::Number(from), Value::Number(to), Some(number)) = (change.from, change.to, policy.fact(change.fact).number())
    else {
        return true;
    };
    let off = (i128::from(to.millionths()) - i128::from(from.millionths())).abs() - i128::from(number.step.millionths());
    off * 20 <= i128::from(number.near_twentieths)
}
