//! How the votes fell, drawn: one vote, or two side by side.

use crate::domain::policy::explanation::Verdict;
use crate::domain::room::split::Split;
use crate::domain::room::view::table::Votes;
use crate::domain::session::answer::Answer;
use crate::domain::wording::counted;
use crate::tui::page::beside;
use crate::tui::rich::{Rich, Role};

/// The answers in the order of the keys, with their words and sides.
pub const ANSWERS: [(Answer, &str, Verdict); 3] = [
    (Answer::Yes, "act: yes", Verdict::Yes),
    (Answer::No, "act: no", Verdict::No),
    (Answer::Escalate, "escalate", Verdict::Escalate),
];
/// Columns below which two votes stand one above the other.
const WIDE: usize = 64;

/// The votes of a stop. Below four voters nothing is told, and below five where somebody was erased.
pub fn lines(votes: &Votes, width: usize) -> Vec<Rich> {
    match (votes.first, votes.second) {
        (None, None) => vec![Rich::dim(untold(votes, ""))],
        (Some(only), None) => block("The vote", &only, width.min(60)),
        (None, Some(second)) => block("The second vote", &second, width.min(60)),
        (Some(first), Some(second)) if width >= WIDE => {
            let half = (width - 4) / 2;
            beside(block("Before you talked", &first, half), block("After", &second, half), half, "    ")
        }
        (Some(first), Some(second)) => {
            let mut lines = block("Before you talked", &first, width);
            lines.push(Rich::new());
            lines.extend(block("After", &second, width));
            lines
        }
    }
}

/// Why a vote is not told.
pub fn untold(votes: &Votes, which: &str) -> String {
    let which = if which.is_empty() { String::new() } else { format!(" {which}") };
    format!("Fewer than {} voted in secret{which}, so how they did is not shown.", votes.told_from)
}

fn block(title: &'static str, split: &Split, width: usize) -> Vec<Rich> {
    let voters = usize::try_from(split.voters()).unwrap_or(usize::MAX);
    let mut lines = vec![Rich::of(Role::Strong, title).push(Role::Dim, format!("  {}", counted(voters, "vote", "votes")))];
    let room = width.saturating_sub(20).max(4);
    for (answer, word, side) in ANSWERS {
        let count = usize::try_from(split.of_answer(answer)).unwrap_or(usize::MAX);
        let filled = (count * room + voters / 2) / voters.max(1);
        let share = (count * 100 + voters / 2) / voters.max(1);
        let mut line = Rich::of(Role::Side(side), format!("{word:<9} "));
        line.extend(Role::Region(side), '█', filled);
        line.extend(Role::Dim, '·', room.saturating_sub(filled));
        lines.push(line.push(Role::Strong, format!(" {count:>3}")).push(Role::Dim, format!(" {share:>3} %")));
    }
    let [unsure, fairly, sure] = split.sure;
    if unsure + fairly + sure > 0 {
        lines.push(Rich::dim(format!("{sure} sure · {fairly} fairly sure · {unsure} unsure")));
    }
    lines
}

/// The same in one sentence, for plain lines.
pub fn sentence(split: &Split) -> String {
    let told: Vec<String> = ANSWERS.iter().map(|(answer, word, _)| format!("{word} {}", split.of_answer(*answer))).collect();
    told.join(", ")
}
