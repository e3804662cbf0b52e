//! How much of a policy some told cases hold in place: each small change to it is one somebody might believe, and is *noticed*
//! if the answer of a told case turns with it.
//!
//! A change that turns the answer of no case at all is *equivalent*: nobody could notice it, so it is left out of the score.

pub mod change;

use self::change::Change;
use super::super::Policy;
use super::super::case::Case;
use super::super::compile::{Reading, together};
use super::super::engine::{Engine, TooLarge};
use super::super::explanation::Verdict;
use super::super::region::cover::Budget;
use super::contrast::Comparison;
use super::twins::answer;
use super::voices::{Voice, Voices};
use super::witness::case_in;

/// Steps of work spent at the most to show that one change turns nothing.
const WORK_A_CHANGE: u64 = 2_000_000;

/// What became of one small change.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    /// A told case turns: its place among them.
    Told(usize),
    /// No told case turns, but a twin of one does: the twin's place among them.
    Twin(usize),
    /// Neither: here is a case that turns, with its answer before and after.
    Unnoticed(Case, Verdict, Verdict),
    /// No case turns.
    Equivalent,
    /// Neither a told case nor a twin turns, and whether any case does was not settled within the work allowed.
    Undecided,
}

/// A small change, and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Mutant {
    /// What is changed.
    pub change: Change,
    /// What became of it.
    pub fate: Fate,
}

/// All small changes to a policy.
#[derive(Clone, Debug, Default)]
pub struct Mutants(pub Vec<Mutant>);

impl Mutants {
    /// Tries every small change on the told cases and their twins.
    ///
    /// # Errors
    /// A changed policy combines into too many boxes.
    pub fn of(engine: &Engine, told: &[Case], twins: &[Case]) -> Result<Self, TooLarge> {
        let answers = |engine: &Engine, cases: &[Case]| cases.iter().map(|c| answer(engine, c)).collect::<Vec<_>>();
        let before = (answers(engine, told), answers(engine, twins));
        let turned = |changed: &Engine, cases: &[Case], before: &[Option<Verdict>]| {
            cases.iter().zip(before).position(|(case, was)| answer(changed, case) != *was)
        };
        let mutants = change::changes(engine.policy(), engine.day()).into_iter().map(|change| {
            let policy = change.applied(engine.policy());
            let changed = Engine::compile(&policy, engine.day())?;
            let fate = match turned(&changed, told, &before.0) {
                Some(place) => Fate::Told(place),
                None => match turned(&changed, twins, &before.1) {
                    Some(place) => Fate::Twin(place),
                    None => anywhere(engine, &policy)?,
                },
            };
            Ok(Mutant { change, fate })
        });
        mutants.collect::<Result<_, _>>().map(Self)
    }

    /// How many changes there are that turn some case, as far as that is known: what the score is out of.
    pub fn total(&self) -> usize {
        self.0.iter().filter(|m| m.fate != Fate::Equivalent).count()
    }

    /// How many of these told cases notice.
    pub fn by_told(&self) -> usize {
        self.0.iter().filter(|m| matches!(m.fate, Fate::Told(_))).count()
    }

    /// How many told cases or their twins notice.
    pub fn by_twins(&self) -> usize {
        self.0.iter().filter(|m| matches!(m.fate, Fate::Told(_) | Fate::Twin(_))).count()
    }
}

/// Whether a changed policy answers any case differently.
fn anywhere(engine: &Engine, changed: &Policy) -> Result<Fate, TooLarge> {
    let readings = [Reading::plain(engine.policy()), Reading::plain(changed)];
    let geometries = together(&readings, engine.day())?;
    let [old, new] = geometries.as_slice() else { return Ok(Fate::Undecided) };
    let (here, there) = (Voices::of(engine.policy(), old), Voices::of(changed, new));
    let (within, bounds) = (old.space.everything(), old.space.no_bounds());
    let comparison = Comparison { space: &old.space, here: &here, there: &there, within: &within, bounds: &bounds };
    let budget = Budget::new(WORK_A_CHANGE);
    let differ = |a: &Voice, b: &Voice| a.verdict() != b.verdict();
    let Some(contrast) = comparison.contrasts(differ, &budget).into_iter().next() else {
        return Ok(if budget.is_spent() { Fate::Undecided } else { Fate::Equivalent });
    };
    let said = |voices: &Voices, speaker| voices.0.iter().find(|v| v.speaker == speaker).and_then(Voice::verdict);
    let case = case_in(engine.policy(), &old.space, &old.layout, &contrast.words, &bounds, None);
    Ok(match (case, said(&here, contrast.here), said(&there, contrast.there)) {
        (Some(case), Some(was), Some(is)) if !budget.is_spent() => Fate::Unnoticed(case, was, is),
        _ => Fate::Undecided,
    })
}
