//! Simulated trainees who play by a known misreading, and how soon they are found out. The bench of the same name counts more of them.

use escalate_or_act::domain::learner::belief::pool::pool;
use escalate_or_act::domain::learner::belief::suspects::{Suspect, Suspects};
use escalate_or_act::domain::learner::belief::trial::{Finding, Trial};
use escalate_or_act::domain::policy::Policy;
use escalate_or_act::domain::policy::analysis::facets::Coastline;
use escalate_or_act::domain::policy::case::Case;
use escalate_or_act::domain::policy::date::Date;
use escalate_or_act::domain::policy::engine::Engine;
use escalate_or_act::domain::policy::region::cover::Budget;
use escalate_or_act::domain::policy::source::parse;

use super::players::Player;

pub fn day() -> Date {
    Date::new(2026, 9, 1).unwrap()
}

pub fn shop() -> Policy {
    parse(include_str!("../../fixtures/marrow-pine/policy.toml"), "policy.toml").policy().unwrap().clone()
}

pub fn cases(policy: &Policy) -> Vec<Case> {
    let engine = Engine::compile(policy, day()).unwrap();
    let coastline = Coastline::of(&engine, &Budget::new(50_000_000));
    pool(policy, day(), &coastline, &[])
}

/// Cases after which somebody is given up.
const PATIENCE: usize = 40;

/// How a run ended: after how many cases, and whether the right suspect was named.
pub struct Run {
    pub cases: usize,
    pub right: bool,
}

/// Asks until somebody is named: the next case is chosen by the trial, or drawn at random.
pub fn run<'s>(suspects: &'s Suspects, player: &mut Player, believed: Option<&Suspect>, chosen: bool) -> (usize, Finding<'s>) {
    let row = believed.map_or(&suspects.policy, |s| &s.row);
    let mut trial = Trial::new(suspects);
    while trial.answers() < PATIENCE {
        let next = if chosen { trial.next() } else { Some(player.below(row.len())) };
        let Some(case) = next else { break };
        let Some(verdict) = row[case] else { continue };
        let answer = player.answers(verdict);
        trial.answered(case, answer);
        if trial.finding() != Finding::Open {
            break;
        }
    }
    (trial.answers(), trial.finding())
}

pub fn runs(suspects: &Suspects, count: usize, chosen: bool) -> Vec<Run> {
    let one = |seed: usize| {
        let believed = &suspects.suspects[seed % suspects.suspects.len()];
        let mut player = Player::new(seed as u64, 10);
        let (cases, found) = run(suspects, &mut player, Some(believed), chosen);
        Run { cases, right: found == Finding::Misreads(believed) }
    };
    (0..count).map(one).collect()
}

pub fn median(runs: &[Run]) -> usize {
    let mut cases: Vec<usize> = runs.iter().map(|r| r.cases).collect();
    cases.sort_unstable();
    cases[cases.len() / 2]
}

pub fn named(runs: &[Run]) -> usize {
    runs.iter().filter(|r| r.right).count()
}

pub fn report(name: &str, policy: &Policy, count: usize) -> (Vec<Run>, Vec<Run>) {
    let suspects = Suspects::of(policy, day(), &cases(policy));
    let (chosen, random) = (runs(&suspects, count, true), runs(&suspects, count, false));
    println!(
        "{name}: {} suspects over {} cases; chosen: median {} cases, {} of {count} named rightly; drawn: median {}, {} of {count}",
        suspects.suspects.len(),
        suspects.policy.len(),
        median(&chosen),
        named(&chosen),
        median(&random),
        named(&random),
    );
    (chosen, random)
}
