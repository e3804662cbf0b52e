//! Which suspect explains the answers: Bayes over the policy itself, its misreadings, and none of these.

use std::collections::BTreeMap;

use super::given::follows;
use super::suspects::{Suspect, Suspects};
use super::verdicts::Row;
use crate::domain::policy::Policy;
use crate::domain::policy::explanation::Verdict;
use crate::domain::policy::rule::RuleId;
use crate::domain::session::answer::Answer;

/// How often somebody slips and answers otherwise than they believe.
const SLIP: f64 = 0.1;
/// How often somebody answers otherwise than the policy who neither plays by it nor by a suspect: in more answers than one in five,
/// for what is rarer is a slip, and every such share as likely as any other. Middles of eight parts of these shares.
const MISTAKES: [f64; 8] = [0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95];
/// Believed before the first answer: that they play by the policy, and that no suspect fits. The suspects share the rest.
const BY_THE_POLICY: f64 = 0.3;
const NONE_OF_THESE: f64 = 0.1;
/// How likely a suspect must be to be named.
const NAMED: f64 = 0.9;
/// How likely the suspects about one rule must be together for the rule to be named: a slip or two on its cases makes many of them a
/// little likelier at once.
const RULE_NAMED: f64 = 0.97;
/// How likely a suspect must be for it to be asked about.
const NEGLIGIBLE: f64 = 1e-6;
/// How often a case is asked, each time with another story around the same facts: one slip must not decide.
const TELLINGS: u8 = 4;
/// Answers below which nobody is named.
pub const ENOUGH: usize = 5;

/// What is believed of somebody after some answers.
#[derive(Clone, Debug)]
pub struct Trial<'s> {
    suspects: &'s Suspects,
    /// The logarithm of how likely each is, not yet scaled: the policy, then the suspects in their order.
    weights: Vec<f64>,
    asked: Vec<u8>,
    right: u32,
    wrong: u32,
    /// Answers that were one of two as right, or as wrong, as each other.
    in_two: u32,
    answers: usize,
}

/// Who it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Finding<'s> {
    /// Too few answers, or several suspects fit alike.
    Open,
    /// They play by the policy.
    ByThePolicy,
    /// They play by this misreading.
    Misreads(&'s Suspect),
    /// They make mistakes that none of the suspects makes.
    NoneOfThese,
}

impl<'s> Trial<'s> {
    /// Before the first answer.
    pub fn new(suspects: &'s Suspects) -> Self {
        let share = (1.0 - BY_THE_POLICY - NONE_OF_THESE) / suspects.suspects.len().max(1) as f64;
        let weights = std::iter::once(BY_THE_POLICY).chain(suspects.suspects.iter().map(|_| share)).map(f64::ln).collect();
        Self { suspects, weights, asked: vec![0; suspects.policy.len()], right: 0, wrong: 0, in_two: 0, answers: 0 }
    }

    /// An answer to a case of the pool, by its place. A case the policy leaves open tells nothing.
    pub fn answered(&mut self, case: usize, answer: Answer) {
        let Some(Some(verdict)) = self.suspects.policy.get(case) else { return };
        self.asked[case] = self.asked[case].saturating_add(1);
        self.answers += 1;
        let right = follows(answer, *verdict);
        if right {
            self.right += 1
        } else {
            self.wrong += 1
        }
        // Where one may judge for oneself two answers are right and one is wrong, and everywhere else it is the other way round.
        self.in_two += u32::from(right == (*verdict == Verdict::Either));
        for (weight, row) in self.weights.iter_mut().zip(rows(self.suspects)) {
            *weight += likelihood(row[case], answer).ln();
        }
    }

    /// How likely each is: the policy, the suspects in their order, and last none of these.
    pub fn beliefs(&self) -> Vec<f64> {
        let mut logs = self.weights.clone();
        logs.push(NONE_OF_THESE.ln() + self.mistaken_anyhow());
        let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let scaled: Vec<f64> = logs.iter().map(|log| (log - most).exp()).collect();
        let sum: f64 = scaled.iter().sum();
        scaled.into_iter().map(|s| s / sum).collect()
    }

    /// How likely the answers are, as a logarithm, of somebody who follows the policy but for a share of mistakes, and of two wrong or
    /// two right answers either: the mean over the shares of `share^wrong (1 - share)^right / 2^in_two`. Who makes no more mistakes
    /// than slips is less and less likely to be one of these the more they answer.
    fn mistaken_anyhow(&self) -> f64 {
        let (right, wrong) = (f64::from(self.right), f64::from(self.wrong));
        let logs = MISTAKES.map(|share| wrong * share.ln() + right * (1.0 - share).ln());
        let most = logs.into_iter().fold(f64::NEG_INFINITY, f64::max);
        let halves = f64::from(self.in_two) * std::f64::consts::LN_2;
        most - halves + (logs.iter().map(|log| (log - most).exp()).sum::<f64>() / MISTAKES.len() as f64).ln()
    }

    /// Who it is, where one is likely enough.
    pub fn finding(&self) -> Finding<'s> {
        let beliefs = self.beliefs();
        let likeliest = beliefs.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
        let Some((place, _)) = likeliest.filter(|(_, b)| self.answers >= ENOUGH && **b >= NAMED) else { return Finding::Open };
        match place {
            0 => Finding::ByThePolicy,
            place => self.suspects.suspects.get(place - 1).map_or(Finding::NoneOfThese, Finding::Misreads),
        }
    }

    /// The case whose answer tells the most about who it is, to be told in a story not heard yet; none where no case tells
    /// anything.
    pub fn next(&self) -> Option<usize> {
        let told = self.information(|_| true);
        let best = told.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best });
        best.filter(|(_, told)| *told > 1e-9).map(|(case, _)| case)
    }

    /// What an answer would tell, in nats, by the place of its case: of those cases that a test picks and that may still be asked.
    pub fn information(&self, picked: impl Fn(usize) -> bool) -> Vec<(usize, f64)> {
        let beliefs = self.beliefs();
        // Whom nothing speaks for any more need not be asked about.
        let likely: Vec<(f64, &Row)> =
            beliefs.iter().copied().zip(rows(self.suspects)).filter(|(belief, _)| *belief > NEGLIGIBLE).collect();
        let told = |case: usize| {
            // By verdict: yes, no, escalate, either; what is left open would be answered anyhow.
            let mut mass = [0.0; 5];
            for (belief, row) in &likely {
                mass[place(row[case])] += belief;
            }
            mass[4] += beliefs.last().copied().unwrap_or_default();
            information(&mass)
        };
        let open = |case: &usize| self.asked[*case] < TELLINGS && self.suspects.policy[*case].is_some() && picked(*case);
        (0..self.asked.len()).filter(open).map(|case| (case, told(case))).collect()
    }

    /// The suspect that explains the answers best, and how likely it is; none where there is no suspect.
    pub fn likeliest(&self) -> Option<(&'s Suspect, f64)> {
        let beliefs = self.beliefs();
        let suspects = self.suspects.suspects.iter().zip(beliefs.into_iter().skip(1));
        suspects.reduce(|best, next| if next.1 > best.1 { next } else { best })
    }

    /// The rule that is misread, where that is likely enough though not how: the suspects that are about it, whatever else they
    /// are about, the likeliest first, and how likely it is that they play by one of them. None where it isn't, or a suspect is named.
    pub fn about(&self, policy: &Policy) -> Option<(RuleId, Vec<&'s Suspect>, f64)> {
        if self.answers < ENOUGH || self.finding() != Finding::Open {
            return None;
        }
        let beliefs = self.beliefs();
        let mut of_rule: BTreeMap<RuleId, Vec<(f64, &'s Suspect)>> = BTreeMap::new();
        for (suspect, belief) in self.suspects.suspects.iter().zip(beliefs.into_iter().skip(1)) {
            // Ways to read it that answer alike have to be about it, all of them.
            let mut rules = suspect.readings.first().map_or(Vec::new(), |reading| reading.rules(policy));
            rules.retain(|rule| suspect.readings.iter().all(|reading| reading.rules(policy).contains(rule)));
            rules.into_iter().for_each(|rule| of_rule.entry(rule).or_default().push((belief, suspect)));
        }
        let sum = |of: &[(f64, &Suspect)]| of.iter().map(|(belief, _)| belief).sum::<f64>();
        let (rule, mut of) = of_rule.into_iter().max_by(|a, b| sum(&a.1).total_cmp(&sum(&b.1)))?;
        let likely = Some(sum(&of)).filter(|likely| *likely >= RULE_NAMED)?;
        of.sort_by(|a, b| b.0.total_cmp(&a.0));
        Some((rule, of.into_iter().map(|(_, suspect)| suspect).collect(), likely))
    }

    /// How many answers there were.
    pub fn answers(&self) -> usize {
        self.answers
    }
}

/// The policy, then the suspects.
fn rows(suspects: &Suspects) -> impl Iterator<Item = &Row> {
    std::iter::once(&suspects.policy).chain(suspects.suspects.iter().map(|s| &s.row))
}

fn place(verdict: Option<Verdict>) -> usize {
    match verdict {
        Some(Verdict::Yes) => 0,
        Some(Verdict::No) => 1,
        Some(Verdict::Escalate) => 2,
        Some(Verdict::Either) => 3,
        None => 4,
    }
}

/// How likely somebody gives an answer whose belief asks for this one.
fn likelihood(verdict: Option<Verdict>, answer: Answer) -> f64 {
    match verdict {
        None => 1.0 / 3.0,
        Some(Verdict::Either) if answer.acts() => (1.0 - SLIP) / 2.0,
        Some(Verdict::Either) => SLIP,
        Some(verdict) if follows(answer, verdict) => 1.0 - SLIP,
        Some(_) => SLIP / 2.0,
    }
}

/// What an answer tells in nats, if beliefs are shared out so over what they ask for: how unsure the answer is, less how unsure it
/// would be if one knew what they believe.
fn information(mass: &[f64; 5]) -> f64 {
    const ASKED: [Option<Verdict>; 5] =
        [Some(Verdict::Yes), Some(Verdict::No), Some(Verdict::Escalate), Some(Verdict::Either), None];
    const ANSWERS: [Answer; 3] = [Answer::Yes, Answer::No, Answer::Escalate];
    let unsure = |p: f64| if p > 0.0 { -p * p.ln() } else { 0.0 };
    let given = |verdict| ANSWERS.map(|answer| unsure(likelihood(verdict, answer))).iter().sum::<f64>();
    let expected = |answer| mass.iter().zip(ASKED).map(|(m, verdict)| m * likelihood(verdict, answer)).sum::<f64>();
    let before: f64 = ANSWERS.map(|answer| unsure(expected(answer))).iter().sum();
    let after: f64 = mass.iter().zip(ASKED).map(|(m, verdict)| m * given(verdict)).sum();
    before - after
}
