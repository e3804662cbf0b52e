//! The path of a newcomer in words: how a unit stands, what comes next, and where somebody is ready.

use super::counted;
use crate::domain::learner::measures::mastery::{Mastery, Seen};
use crate::domain::learner::path::check::Check;
use crate::domain::learner::path::progress::Standing;
use crate::domain::learner::path::readiness::{Area, Readiness};
use crate::domain::policy::Mastery as Asked;
use crate::domain::policy::rule::RuleId;

/// Said of whatever is written down about somebody.
pub const NOT_FOR_APPRAISAL: &str = "For learning. Not for appraisal: it says what was practised and shown here, and nothing of \
                                     how somebody works.";

/// How a unit stands, in a few words.
pub fn standing(standing: &Standing) -> String {
    if standing.is_mastered() {
        return "mastered".to_owned();
    }
    match standing.shown {
        _ if !standing.opened && standing.tries.of == 0 => "not begun".to_owned(),
        Mastery::NotSeenEnough(seen) => {
            let why = if standing.turned > 0 { "changed since it was met" } else { "not yet seen enough" };
            format!("{why}: {}", so_far(seen))
        }
        Mastery::Overstepped { .. } => "not yet: overstepped lately".to_owned(),
        Mastery::NotYet { .. } => "not yet right often enough".to_owned(),
        Mastery::Shown { .. } => "shown; the check is to come".to_owned(),
    }
}

/// How much was seen of what a pack asks for: `7 of 7 tries, 0 of 1 day`.
pub fn so_far(seen: Seen) -> String {
    let (tries, days) = (seen.tries.min(seen.tries_asked), seen.days.min(seen.days_asked));
    let (all, on) = (counted(seen.tries_asked, "try", "tries"), counted(seen.days_asked, "day", "days"));
    format!("{tries} of {all}, {days} of {on}")
}

/// What a pack asks of a rule, and of the check, in a sentence.
pub fn asked(asked: Asked, cases: usize, mark: u32) -> String {
    let critical = match asked.critical_misses {
        0 => "nothing critical overstepped".to_owned(),
        1 => "at most one critical case overstepped".to_owned(),
        n => format!("at most {n} critical cases overstepped"),
    };
    let days = counted(asked.days, "day", "days");
    format!(
        "A rule is mastered when it was met {} on {days} or more, right often enough, and not missed in the check: \
         {cases} cases you have never seen, {mark} of them right, {critical}.",
        counted(asked.opportunities, "time", "times")
    )
}

/// How a check went, in a sentence.
pub fn check(check: &Check) -> String {
    let range = check.right.interval().map_or_else(String::new, |range| {
        format!("; the true share is likely {:.0} to {:.0} %", range.low * 100.0, range.high * 100.0)
    });
    let critical = match (check.critical.of, check.critical.count) {
        (0, _) => String::new(),
        (of, 0) => format!(" None of the {of} critical cases was overstepped."),
        (of, n) => format!(" {n} of the {of} critical cases overstepped."),
    };
    let turned = match check.turned.len() {
        0 => String::new(),
        1 => " One of these cases is decided otherwise since, and no longer counts.".to_owned(),
        n => format!(" {n} of these cases are decided otherwise since, and no longer count."),
    };
    format!("{} of {} right, {} needed{range}.{critical}{turned}", check.right.count, check.right.of, check.mark)
}

/// `Ready alone: refunds, delivery. Not yet: identity (S-2).` Nothing, where there is no such area.
pub fn ready(ready_for: &str, areas: &[Area], id: impl Fn(RuleId) -> String) -> Option<String> {
    let (ready, not_yet) = Readiness::split(areas, id);
    let said = [(ready_for, ready.into_iter().map(str::to_owned).collect::<Vec<String>>()), ("Not yet", not_yet)];
    let parts: Vec<String> = said
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(label, names)| format!("{label}: {}.", names.join(", ")))
        .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}
