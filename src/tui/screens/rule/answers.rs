//! How people answer a rule, from the log on this machine.

use crate::domain::learner::measures::clause::{Answered, ENOUGH};
use crate::domain::learner::measures::wilson::Rate;
use crate::domain::policy::rule::Rule;
use crate::domain::session::attempt::Attempt;
use crate::domain::wording::counted;
use crate::tui::model::Model;
use crate::tui::rates;
use crate::tui::rich::{Rich, Role};
use crate::tui::shelf::Pack;

/// Columns of a rate's name, and of its bar where there is room for one.
const NAME: usize = 17;
const BAR: usize = 21;
/// Columns of a rate in words.
const WORDS: usize = 36;

/// Both error rates along a rule's lines.
pub(super) fn of_rule(model: &Model, pack: &Pack, rule: &Rule, width: usize) -> Vec<Rich> {
    let attempts = match read(model) {
        Ok(attempts) => attempts,
        Err(line) => return vec![line],
    };
    let answered = Answered::of(attempts, &pack.policy.id, rule);
    if answered.decided + answered.across == 0 {
        return vec![Rich::dim("Nobody has answered a case of this rule here yet.")];
    }
    let mut lines = vec![counts(&answered)];
    lines.extend(rate("Over-escalation", answered.over_escalation, Role::Caution, width));
    lines.extend(rate("Over-reach", answered.over_reach, Role::Wrong, width));
    let also = [(answered.gave_it_away, "gave it away"), (answered.needless_no, "needless no")];
    let also: Vec<String> = also.iter().filter(|(n, _)| *n > 0).map(|(n, name)| format!("{n} {name}")).collect();
    if !also.is_empty() {
        lines.push(Rich::dim(format!("Also {}.", also.join(", "))));
    }
    if answered.across > 0 {
        lines.push(Rich::dim("Both rates count the cases across its lines too."));
    }
    lines
}

/// How people answer where no rule speaks.
pub(super) fn in_grey(model: &Model, pack: &Pack, _width: usize) -> Vec<Rich> {
    let attempts = match read(model) {
        Ok(attempts) => attempts,
        Err(line) => return vec![line],
    };
    let grey = |a: &&Attempt| a.policy.id == pack.policy.id && a.mode.is_rated() && a.verdict.is_grey();
    let (right, of) = attempts
        .iter()
        .filter(grey)
        .fold((0usize, 0usize), |(right, of), a| (right + usize::from(a.judgement().is_right()), of + 1));
    match of {
        0 => vec![Rich::dim("Nobody has answered a grey case here yet.")],
        of => vec![Rich::body(format!("{right} of {} as the policy has it.", counted(of, "grey case", "grey cases")))],
    }
}

/// The answers in the log, or why there are none to tell of.
fn read(model: &Model) -> Result<&[Attempt], Rich> {
    model.answers().ok_or_else(|| Rich::dim(model.unanswered()))
}

fn counts(answered: &Answered) -> Rich {
    let many = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
    let decided = counted(many(answered.decided), "answer", "answers");
    let line = Rich::body(format!("{decided} on this machine, {} as the policy says", answered.right));
    match answered.sure_and_wrong {
        0 => line.push(Role::Body, "."),
        n => line.push(Role::Wrong, format!("; {n} sure, and wrong")).push(Role::Body, "."),
    }
}

/// A rate, with its range drawn where there is room and there are cases enough.
fn rate(name: &'static str, rate: Rate, role: Role, width: usize) -> Vec<Rich> {
    let line = Rich::of(Role::Strong, name).padded(NAME);
    let bar = rates::bar(rate, BAR, role).filter(|_| rate.of >= ENOUGH && width >= NAME + BAR + 2 + WORDS);
    let line = bar.map_or(line.clone(), |bar| line.join(bar).push(Role::Body, "  "));
    vec![line.push(Role::Body, rates::told(rate))]
}
