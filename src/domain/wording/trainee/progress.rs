//! Rules misread, errors that fall with practice, the coastline crossed, and what comes back.

use super::{Beyond, OfRule, Part};
use crate::domain::learner::measures::curve::PowerLaw;
use crate::domain::learner::measures::misperception::Reading;
use crate::domain::learner::measures::told::Told;
use crate::domain::learner::measures::wilson::Rate;
use crate::domain::report::chart::{Bar, Chart};
use crate::domain::report::trainee::Figures;
use crate::domain::report::trainee::clause::Clause;
use crate::domain::wording::counted;
use crate::domain::wording::judgement::{misperception, percent};

/// Bars at the most.
const BARS: usize = 8;

pub(super) fn misread(figures: &Figures) -> Part {
    let part = Part::new("Rules on whose wrong side you were", "Of the cases each rule decides; the most misread first.");
    let (wrong, fine): (Vec<&Clause>, Vec<&Clause>) = figures.clauses.iter().partition(|c| c.found.wrong.count + c.other > 0);
    if wrong.is_empty() {
        let says = match fine.len() {
            0 => "No rule has been met yet: too few cases to tell.".to_owned(),
            1 => "The one rule met was always answered on the right side.".to_owned(),
            n => format!("All {n} rules met were always answered on the right side."),
        };
        return part.sentence(says);
    }
    let (few, told): (Vec<&Clause>, Vec<&Clause>) = wrong.iter().partition(|c| c.found.reading() == Reading::AskMore);
    let rules = |n: usize| counted(n, "rule", "rules");
    let says = format!("{} taken wrongly at least once; {} always right so far.", rules(wrong.len()), rules(fine.len()));
    let bar = |clause: &&Clause| Bar { label: clause.id.clone(), rate: clause.found.wrong };
    let part = match told.is_empty() {
        true => part.sentence(says),
        false => part.chart(Chart::Errors(told.iter().take(BARS).map(bar).collect()), says),
    };
    let part = Part { rules: told.iter().map(|clause| of_rule(clause)).collect(), ..part };
    if few.is_empty() { part } else { part.sentence(too_few(&few)) }
}

/// Rules with too few cases, all in one sentence.
fn too_few(few: &[&Clause]) -> String {
    let each = |clause: &&Clause| {
        let Rate { count, of } = clause.found.wrong;
        let other = if clause.other > 0 { format!(" and {} yes for no, or no for yes", clause.other) } else { String::new() };
        format!("{} {count} of {of}{other}", clause.id)
    };
    format!("On the wrong side, with too few cases to tell: {}.", few.iter().map(each).collect::<Vec<_>>().join("; "))
}

fn of_rule(clause: &Clause) -> OfRule {
    let mut says = misperception(clause.found);
    if clause.other > 0 {
        says.push_str(&format!(" Yes for no, or no for yes: {}.", clause.other));
    }
    OfRule {
        id: clause.id.clone(),
        title: clause.title.to_string(),
        says,
        mend: (clause.found.reading() == Reading::Misread).then(|| clause.text.to_string()),
    }
}

pub(super) fn learning(figures: &Figures) -> Part {
    let part = Part::new("Errors, try by try", "The share of errors at the first, second, … case of a rule, over all rules.");
    let learning = &figures.learning;
    let Told::Figure([first, last]) = learning.told() else {
        return part.sentence("Too few cases to tell: five rules must have been met twice.");
    };
    let share = |rate: Rate| rate.share().map_or(String::new(), percent);
    let mut says = format!("{} errors at the first try, {} at try {}.", share(first), share(last), learning.tries.len());
    if let Some(law) = learning.law {
        says.push_str(&falls(law));
    }
    part.chart(Chart::Curve { tries: learning.tries.clone(), law: learning.law }, says)
}

/// The curve, and where it leads.
fn falls(law: PowerLaw) -> String {
    match law.reaches(0.1) {
        Some(n) if n <= 1.0 => " The curve through them lies below one in ten all along.".to_owned(),
        Some(n) if n < 100.0 => format!(" The curve through them comes down to one in ten at about try {n:.0}."),
        _ if law.b > 0.0 => " The curve through them falls slowly.".to_owned(),
        _ => " They don't fall yet.".to_owned(),
    }
}

pub(super) fn coast(beyond: Beyond<'_>) -> Part {
    let part = Part::new(
        "The coastline crossed so far",
        "Every place where the policy's answer turns; crossed once your latest answers on both sides of it were right.",
    );
    match beyond {
        Beyond::Awaited => part.sentence("Being worked out…"),
        Beyond::Known(deeper) => {
            let tally = deeper.coast;
            let says =
                format!("{} of {} crossed, {} on one side, {} to go.", tally.crossed, tally.all(), tally.touched, tally.untaught);
            let part = part.chart(Chart::Coast(tally), says);
            if deeper.complete { part } else { part.sentence("The policy's coastline is long: some places are missing here.") }
        }
    }
}

pub(super) fn due(beyond: Beyond<'_>) -> Part {
    let part = Part::new("What comes back", "Nothing comes back in silence, and a day missed costs nothing.");
    let due = match beyond {
        Beyond::Awaited => return part.sentence("Being worked out…"),
        Beyond::Known(deeper) => deeper.due,
    };
    let kinds = [
        (due.sure_and_missed, "you were sure of, and missed"),
        (due.edited, "the policy has changed since"),
        (due.fading, "about to be forgotten"),
    ];
    let why: Vec<String> = kinds.iter().filter(|(n, _)| *n > 0).map(|(n, why)| format!("{n} {why}")).collect();
    let now = match due.now() {
        0 => "Nothing is due.".to_owned(),
        n => format!("{n} due: {}.", why.join("; ")),
    };
    part.sentence(format!("{now} {} places met, {} never met.", due.met, due.unmet))
}
