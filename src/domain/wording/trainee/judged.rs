//! Both errors, which way one leans, how sure one is, and what judging is worth.

use super::Part;
use crate::domain::learner::measures::calibration::{ENOUGH, stands_for};
use crate::domain::learner::measures::clause::ENOUGH as FEWEST;
use crate::domain::learner::measures::lean::Lean;
use crate::domain::learner::measures::told::Told;
use crate::domain::learner::measures::wilson::Rate;
use crate::domain::report::chart::{Bar, Chart};
use crate::domain::report::trainee::Figures;
use crate::domain::session::answer::Certainty;
use crate::domain::wording::debrief::rate;
use crate::domain::wording::judgement::{self, clean_sheet};

pub(super) fn critical(figures: &Figures) -> Part {
    let panel = &figures.panel;
    let missed = Rate { count: panel.critical_misses, of: panel.critical };
    let part = Part::new("Critical misses", "Settled, refused or given away where somebody may be harmed. There should be none.");
    if missed.of == 0 {
        return part.sentence("No case yet in which somebody may be harmed: too few cases to tell.");
    }
    let says = match clean_sheet(missed) {
        Some(clean) => format!("Missed {clean}."),
        None => format!("Missed {}. Read these rules again before anything else.", rate(missed)),
    };
    if missed.of < FEWEST {
        return part.sentence(says);
    }
    part.chart(Chart::Errors(vec![Bar { label: "Critical misses".to_owned(), rate: missed }]), says)
}

pub(super) fn errors(figures: &Figures) -> Part {
    let panel = &figures.panel;
    let both = [("Over-escalation", panel.over_escalation), ("Over-reach", panel.over_reach)];
    let bars = both.map(|(label, rate)| Bar { label: label.to_owned(), rate }).to_vec();
    let says = format!(
        "Over-escalation, handing over what is yours: {}. Over-reach, keeping what is not: {}.",
        rate(panel.over_escalation),
        rate(panel.over_reach)
    );
    // Of so few nothing is drawn, and the sentence says all there is.
    let part = match bars.iter().any(|bar| bar.rate.of >= FEWEST) {
        true => {
            Part::new("The two errors", "The line through each bar is the range in which the true rate lies, 19 times in 20.")
                .chart(Chart::Errors(bars), says)
        }
        false => Part::new("The two errors", "How often you hand over what is yours, and how often you keep what is not.")
            .sentence(says),
    };
    let others =
        [(figures.gave_it_away, "Said yes where the policy says no"), (figures.needless_no, "Said no where the policy says yes")];
    others.iter().filter(|(n, _)| *n > 0).fold(part, |part, (n, what)| part.sentence(format!("{what}: {n}.")))
}

pub(super) fn lean(figures: &Figures) -> Part {
    let part = Part::new(
        "Telling the two apart, and which way you lean",
        "How well what is yours is told from what is not, and which of the two errors comes easier.",
    );
    let Told::Figure(leaning) = figures.panel.leaning else {
        return part.sentence(judgement::lean(figures.panel.leaning));
    };
    let detection = leaning.detection;
    // In words below twenty of each kind: decimals would claim too much.
    let apart = match detection.sensitivity {
        d if d - 1.96 * detection.error <= 0.0 => "Whether you tell the two apart better than chance can't be said yet.",
        d if d < 1.0 => "You tell the two apart, though not well.",
        d if d < 2.0 => "You tell the two apart fairly well.",
        d if d < 3.0 => "You tell the two apart well.",
        _ => "You hardly ever take one for the other.",
    };
    let says = judgement::lean(figures.panel.leaning);
    if leaning.lean == Lean::FewErrors {
        // Where hardly anybody erred a criterion is made by the numbers of cases: nothing to draw, and no figure of it.
        let part = part.sentence(says).sentence(apart);
        return if leaning.decimals { part.sentence(format!("In figures: d' {}.", signed(detection.sensitivity))) } else { part };
    }
    let chart = Chart::Lean { criterion: detection.criterion, error: detection.criterion_error(), best: leaning.best };
    let part = part.chart(chart, says).sentence(apart);
    if !leaning.decimals {
        return part;
    }
    let best = leaning.best.map_or(String::new(), |best| format!("; the stakes you met ask for {}", signed(best)));
    part.sentence(format!("In figures: d' {}, c {}{best}.", signed(detection.sensitivity), signed(detection.criterion)))
}

pub(super) fn confidence(figures: &Figures) -> Part {
    let calibration = figures.panel.calibration;
    let level = |(certainty, rate): (Certainty, Rate)| {
        let label = match certainty {
            Certainty::Unsure => "unsure",
            Certainty::Fairly => "fairly sure",
            Certainty::Sure => "sure",
        };
        (Bar { label: label.to_owned(), rate }, stands_for(certainty))
    };
    let levels: Vec<(Bar, f64)> = Certainty::ALL.into_iter().zip(calibration.levels).map(level).collect();
    let is_drawn = levels.iter().any(|(bar, _)| bar.rate.of >= FEWEST);
    let hint = match is_drawn {
        true => "How often you were right at each level; the diamond is how often that level would have to be right.",
        false => "How often you were right at each level.",
    };
    let part = Part::new("How sure, and how right", hint);
    let part = part.chart(Chart::Levels(levels), judgement::confidence(calibration.confidence()));
    match calibration.murphy().filter(|_| calibration.right().of >= ENOUGH) {
        None => part.sentence("Brier score: too few cases to tell."),
        Some(murphy) => part.sentence(format!(
            "Brier score {:.2}: 0 is always sure and always right, 0.25 is always saying “half”.",
            murphy.score
        )),
    }
}

pub(super) fn worth(figures: &Figures) -> Part {
    let part = Part::new(
        "What judging is worth",
        "What your errors cost by the policy's stakes, beside the better of two blanket rules: hand everything over, or keep it all.",
    );
    let says = judgement::skill(figures.panel.skill);
    match figures.panel.skill {
        Told::TooFew { .. } => part.sentence(says),
        Told::Figure(skill) => {
            let score = format!("Judgement skill score {}: 1 is never wrong, 0 what one rule for all would do.", signed(skill));
            part.chart(Chart::Worth(skill), says).sentence(score)
        }
    }
}

/// A figure with two places, and a minus sign that is one.
fn signed(figure: f64) -> String {
    format!("{figure:.2}").replace('-', "−")
}
