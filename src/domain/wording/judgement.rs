//! Measures of judgement as sentences, to the person they are about.

use crate::domain::learner::measures::calibration::{Confidence, Sureness};
use crate::domain::learner::measures::discussion::Next;
use crate::domain::learner::measures::lean::{Far, Lean, Leaning};
use crate::domain::learner::measures::mastery::Mastery;
use crate::domain::learner::measures::misperception::{Misperception, Reading};
use crate::domain::learner::measures::told::Told;
use crate::domain::learner::measures::wilson::Rate;
use crate::domain::wording::counted;

/// Which way somebody leans, against what the policy's stakes ask.
pub fn lean(leaning: Told<Leaning>) -> &'static str {
    let Told::Figure(leaning) = leaning else { return "Too few cases of both kinds to tell which way you lean." };
    match leaning.lean {
        Lean::NoLine => "Your answers don't yet tell what is yours to settle from what to hand over.",
        Lean::FewErrors => "You err too rarely to tell which way you lean.",
        Lean::AsAsked => "You are about as cautious as the stakes ask, as far as so many cases can tell.",
        Lean::Cautious(Far::ALittle) => {
            "You are a little more cautious than the stakes ask: you hand over some of what is yours."
        }
        Lean::Cautious(Far::Much) => "You are far more cautious than the stakes ask: you hand over much of what is yours.",
        Lean::Bold(Far::ALittle) => "You are a little bolder than the stakes allow: you keep some of what is to be handed over.",
        Lean::Bold(Far::Much) => "You are far bolder than the stakes allow: you keep much of what is to be handed over.",
    }
}

/// How sure somebody is beside how right; none without an answer.
pub fn confidence(confidence: Option<Confidence>) -> String {
    let few = || "Too few answers to tell whether you are as often right as you are sure.".to_owned();
    let Some((confidence, Told::Figure(sureness))) = confidence.map(|c| (c, c.told())) else { return few() };
    let Some(share) = confidence.right.share() else { return few() };
    let (sure, right) = (percent(confidence.certainty), percent(share));
    match sureness {
        Sureness::Over => format!("You are surer than you are right: about {sure} sure, and right in {right}."),
        Sureness::Under => format!("You know more than you think: right in {right}, and only about {sure} sure."),
        Sureness::Fits => format!("You are about as often right as you are sure: right in {right}, about {sure} sure."),
    }
}

/// What somebody's judgement is worth beside one rule for every case.
pub fn skill(skill: Told<f64>) -> String {
    match skill {
        Told::TooFew { .. } => "Too few cases of both kinds to tell what judging each case is worth.".to_owned(),
        Told::Figure(skill) if skill > 0.0 => {
            format!("Judging each case saves {} of what one rule for all of them would cost.", percent(skill))
        }
        Told::Figure(skill) if skill < 0.0 => "One rule for every case would have cost less than these answers.".to_owned(),
        Told::Figure(_) => "One rule for every case would have cost the same as these answers.".to_owned(),
    }
}

/// What a clean sheet leaves open: `none of 10, and still up to 28 % is possible`; none where there were errors, or no case.
pub fn clean_sheet(errors: Rate) -> Option<String> {
    let range = errors.interval().filter(|_| errors.count == 0)?;
    Some(format!("none of {}, and up to {} is still possible", errors.of, percent(range.high)))
}

/// How far a rule is mastered.
pub fn mastery(mastery: Mastery) -> String {
    match mastery {
        Mastery::NotSeenEnough(seen) => format!(
            "Not yet seen enough: {} of {}, on {} of {}.",
            seen.tries.min(seen.tries_asked),
            counted(seen.tries_asked, "case", "cases"),
            seen.days.min(seen.days_asked),
            counted(seen.days_asked, "day", "days")
        ),
        Mastery::Overstepped { .. } => "Not yet: overstepped lately, where somebody may be harmed.".to_owned(),
        Mastery::NotYet { .. } => "Not yet: seen enough, and not yet right often enough.".to_owned(),
        Mastery::Shown { .. } => "Shown: seen enough, and right often enough.".to_owned(),
    }
}

/// How a rule is read.
pub fn misperception(found: Misperception) -> String {
    let Rate { count, of } = found.wrong;
    // Of hands that were counted nobody said how sure they were.
    let sure = if found.sure.of > 0 { format!(", {} of them sure", found.sure.count) } else { String::new() };
    let told = format!("{count} of {of} on the wrong side of it{sure}");
    read_as(found.reading(), "answers", &told)
}

/// How something is read, with what was counted ("answers", "votes") and what they told.
pub(super) fn read_as(reading: Reading, counted: &str, told: &str) -> String {
    match reading {
        Reading::AskMore => format!("Too few {counted} to tell ({told}): ask more people."),
        Reading::Misread => format!("Misread: {told}."),
        Reading::Fine => format!("Not clearly misread: {told}."),
    }
}

/// How often somebody looked the rules up first, without blame or praise; none where they never did.
pub fn looked_up(looked_up: usize, cases: usize) -> Option<String> {
    (looked_up > 0).then(|| format!("the rules in {looked_up} of {cases} first; no mistake, and asked again a little sooner"))
}

/// What to do with a case after the first vote.
pub fn next(next: Next) -> &'static str {
    match next {
        Next::Reteach => "Hardly anybody has it: go through the rule again.",
        Next::Discuss => "Divided: let them talk it over, then vote again.",
        Next::Explain => "Most have it: a sentence will do.",
    }
}

/// A share in whole per cent.
pub fn percent(share: f64) -> String {
    format!("{:.0}\u{a0}%", share * 100.0)
}
