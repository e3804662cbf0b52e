//! What a debrief says of a team, as sentences to its lead.

use super::counted;
use super::judgement::{clean_sheet, percent, read_as};
use crate::domain::learner::measures::calibration::{Confidence, Sureness};
use crate::domain::learner::measures::clause::ENOUGH;
use crate::domain::learner::measures::lean::{Far, Lean, Leaning};
use crate::domain::learner::measures::misperception::Misperception;
use crate::domain::learner::measures::told::Told;
use crate::domain::learner::measures::wilson::Rate;
use crate::domain::report::debrief::gain::Step;
use crate::domain::report::debrief::map::Finding;
use crate::domain::room::note::Untaken;
use crate::domain::session::answer::Answer;
use crate::domain::text::Text;

/// A rate with what else it could be: `7 of 12, 58 % (32 to 81 % is possible)`.
pub fn rate(rate: Rate) -> String {
    let Rate { count, of } = rate;
    let (Some(share), Some(range)) = (rate.share(), rate.interval()) else { return "no case: nothing to tell".to_owned() };
    if of < ENOUGH {
        return format!("{count} of {of}: too few to tell");
    }
    let possible =
        || format!("{count} of {of}, {} ({} to {} is possible)", percent(share), whole(range.low), percent(range.high));
    clean_sheet(rate).unwrap_or_else(possible)
}

fn whole(share: f64) -> String {
    format!("{:.0}", share * 100.0)
}

/// Who finds out about a question or settles a gap, where anybody does.
pub fn owner(owner: Option<&Text>) -> String {
    owner.map_or_else(|| "nobody has taken it yet".to_owned(), Text::to_string)
}

/// How many of the open questions and gaps nobody has taken; none where there is nothing to take.
pub fn untaken(untaken: Untaken) -> Option<String> {
    let Untaken { open, of } = untaken;
    let all = counted(of, "open question or gap", "open questions and gaps");
    Some(match (open, of) {
        (_, 0) => return None,
        (0, 1) => format!("{all}; somebody has taken it."),
        (0, _) => format!("{all}; somebody has taken each of them."),
        (1, 1) => format!("{all}; nobody has taken it yet."),
        _ if open == of => format!("{all}; nobody has taken them yet."),
        _ => format!("{all}; nobody has taken {open} of them yet."),
    })
}

/// Which way the team leans, against what the policy's stakes ask.
pub fn lean(leaning: Told<Leaning>) -> &'static str {
    let Told::Figure(leaning) = leaning else { return "Too few votes on cases of both kinds to tell which way the team leans." };
    match leaning.lean {
        Lean::NoLine => "The votes don't yet tell what is the team's to settle from what it has to hand over.",
        Lean::FewErrors => "Too few votes are wrong to tell which way the team leans.",
        Lean::AsAsked => "The team is about as cautious as the stakes ask, as far as so many votes can tell.",
        Lean::Cautious(Far::ALittle) => {
            "The team is a little more cautious than the stakes ask: it hands over some of what is its own."
        }
        Lean::Cautious(Far::Much) => "The team is far more cautious than the stakes ask: it hands over much of what is its own.",
        Lean::Bold(Far::ALittle) => {
            "The team is a little bolder than the stakes allow: it keeps some of what is to be handed over."
        }
        Lean::Bold(Far::Much) => "The team is far bolder than the stakes allow: it keeps much of what is to be handed over.",
    }
}

/// How sure the team is beside how right.
pub fn confidence(confidence: Option<Confidence>) -> String {
    let few = || "Too few votes to tell whether the team is as often right as it is sure.".to_owned();
    let Some((confidence, Told::Figure(sureness))) = confidence.map(|c| (c, c.told())) else { return few() };
    let Some(share) = confidence.right.share() else { return few() };
    let (sure, right) = (percent(confidence.certainty), percent(share));
    match sureness {
        Sureness::Over => format!("The team is surer than it is right: about {sure} sure, and right in {right}."),
        Sureness::Under => format!("The team knows more than it thinks: right in {right}, and only about {sure} sure."),
        Sureness::Fits => format!("The team is about as often right as it is sure: right in {right}, about {sure} sure."),
    }
}

/// How a clause is taken.
pub fn misread(found: Misperception) -> String {
    let (wrong, sure) = (found.wrong, found.sure);
    // Of hands that were counted nobody said how sure they were.
    let how_sure = match sure.of {
        0 => String::new(),
        said if said < wrong.of => format!("; of {said} who said how sure they were, {} wrong and sure", sure.count),
        _ => format!(", {} of them sure", sure.count),
    };
    let told = format!("{} of {} took it wrongly{how_sure}", wrong.count, wrong.of);
    read_as(found.reading(), "votes", &told)
}

/// What to do about a clause, in a word or two.
pub fn remedy(finding: Told<Finding>) -> &'static str {
    match finding.figure() {
        None => "Too few to tell",
        Some(Finding::Rewrite) => "Rewrite the clause",
        Some(Finding::Unknown) => "Unknown or badly worded",
        Some(Finding::Parted) => "Hear both readings",
        Some(Finding::Silent) => "Write a rule",
        Some(Finding::Undecided) => "Vote again",
        Some(Finding::Reteach) => "Explain it again",
        Some(Finding::Teach) => "Teach it",
        Some(Finding::Drill) => "Drill it",
        Some(Finding::Clear) => "Nothing to do",
    }
}

/// Why.
pub fn reason(finding: Told<Finding>) -> String {
    let why = match finding {
        Told::TooFew { more } => return format!("{more} more would have to vote for anything to be said."),
        Told::Figure(why) => why,
    };
    let words = match why {
        Finding::Rewrite => "Divided before the talk and after it: not the people but the words are unclear.",
        Finding::Unknown => {
            "They agree on the wrong answer, and are sure of it: they don't know the clause, or it says something else to them."
        }
        Finding::Parted => "Of one mind before the talk and divided after it: somebody found a second reading.",
        Finding::Silent => "No rule speaks of it: say what holds, and whose it is to decide.",
        Finding::Undecided => "Divided, and not voted on again: nothing tells whether talking settles it.",
        Finding::Reteach => "They agree on the wrong answer, without being sure of it: go through the rule from the ground.",
        Finding::Teach => "Divided before the talk, agreed and right after it: the rule is clear to those who have it explained.",
        Finding::Drill => "They agree and are right, without being sure of it: a few more cases will do.",
        Finding::Clear => "They agree, are right, and know it.",
    };
    words.to_owned()
}

/// Agreement over several cases: Krippendorff's α, in words.
pub fn agreement(alpha: Told<Option<f64>>) -> String {
    match alpha {
        Told::TooFew { .. } => "too few cases to tell".to_owned(),
        Told::Figure(None) => "all votes were for one answer: nothing to compare".to_owned(),
        Told::Figure(Some(alpha)) => format!("{alpha:.2}"),
    }
}

/// From one vote to another: what was gained.
pub fn step(step: Step) -> String {
    let (before, after) = (step.before, step.after);
    let counts = format!("{} of {} right, then {} of {}", before.count, before.of, after.count, after.of);
    let chance = if step.is_clear() { "" } else { "; so few votes could also move so by chance" };
    match step.gain() {
        Told::TooFew { .. } => "Too few votes to tell.".to_owned(),
        Told::Figure(None) => format!("{counts}: nothing was left to gain."),
        Told::Figure(Some(gain)) if gain > 0.0 => {
            format!("{counts}: {} of what was to be gained was gained{chance}.", percent(gain))
        }
        Told::Figure(Some(gain)) if gain < 0.0 => format!("{counts}: {} of what there was is lost{chance}.", percent(-gain)),
        Told::Figure(Some(_)) => format!("{counts}: nothing gained, nothing lost."),
    }
}

/// An answer, as something people say.
pub fn answer(answer: Answer) -> &'static str {
    match answer {
        Answer::Yes => "act, yes",
        Answer::No => "act, no",
        Answer::Escalate => "escalate",
    }
}
