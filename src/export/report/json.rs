//! For other programs. Shares are 0 to 1; what too few cases tell is `null`, with the counts beside it.

use serde_json::{Value as Json, json};

use super::Told;
use crate::domain::learner::belief::turnings::Turning;
use crate::domain::learner::measures::calibration::{ENOUGH as CALIBRATED, stands_for};
use crate::domain::learner::measures::clause::ENOUGH;
use crate::domain::learner::measures::detection::Detection;
use crate::domain::learner::measures::lean::{Far, Lean};
use crate::domain::learner::measures::misperception::Reading;
use crate::domain::learner::measures::told::Told as Measured;
use crate::domain::learner::measures::wilson::Rate;
use crate::domain::policy::Policy;
use crate::domain::policy::case::Value;
use crate::domain::policy::quantity::Quantity;
use crate::domain::report::trainee::Figures;
use crate::domain::report::trainee::deeper::Deeper;
use crate::domain::report::trainee::mind::Found;
use crate::domain::session::answer::Certainty;
use crate::domain::session::facts::value_to_json;
use crate::domain::wording::judgement::{confidence, lean, skill};
use crate::domain::wording::misreading::misreading;
use crate::domain::wording::trainee::{Beyond, NOT_FOR_APPRAISAL, found};

/// Ways to misread a rule that are told at the most.
const LIKELIEST: usize = 5;

/// The report, indented, with a line feed at its end.
pub(super) fn write(told: Told<'_>) -> String {
    let Told { policy, figures, beyond, .. } = told;
    let (counted, panel) = (&figures.counted, &figures.panel);
    let mut json = json!({
        "format": 1,
        "notice": NOT_FOR_APPRAISAL,
        "trainee": figures.trainee,
        "pack": figures.pack,
        "policy": figures.policy,
        "answers": {
            "all": counted.answers(),
            "rated": counts(counted.rated),
            "grey": counts(counted.grey),
            "twins": counts(counted.twins),
            "others": counts(counted.others),
            "days": counted.days,
            "first": counted.first,
            "last": counted.last,
        },
        "critical": { "misses": panel.critical_misses, "of": panel.critical },
        "over_escalation": rate(panel.over_escalation),
        "over_reach": rate(panel.over_reach),
        "gave_it_away": figures.gave_it_away,
        "needless_no": figures.needless_no,
        "lean": leaning(figures),
        "calibration": calibration(figures),
        "skill": { "score": panel.skill.figure(), "says": skill(panel.skill) },
        "rules": figures.clauses.iter().map(|clause| json!({
            "id": clause.id,
            "wrong": rate(clause.found.wrong),
            "sure_and_wrong": counts(clause.found.sure),
            "other_errors": clause.other,
            "reading": match clause.found.reading() {
                Reading::AskMore => "too-few",
                Reading::Misread => "misread",
                Reading::Fine => "not-clearly-misread",
            },
        })).collect::<Vec<_>>(),
        "learning": {
            "errors_by_try": figures.learning.tries.iter().map(|r| counts(*r)).collect::<Vec<_>>(),
            "power_law": figures.learning.law.map(|law| json!({ "a": law.a, "b": law.b, "fit": law.fit })),
        },
    });
    let (coast, due, mind) = match beyond {
        Beyond::Known(deeper) => of_policy(policy, deeper),
        Beyond::Awaited => (Json::Null, Json::Null, Json::Null),
    };
    json["coastline"] = coast;
    json["due"] = due;
    json["line"] = mind;
    format!("{json:#}\n")
}

fn counts(rate: Rate) -> Json {
    json!({ "count": rate.count, "of": rate.of })
}

fn rate(rate: Rate) -> Json {
    let told = rate.interval().filter(|_| rate.of >= ENOUGH);
    json!({
        "count": rate.count,
        "of": rate.of,
        "share": told.and(rate.share()),
        "low": told.map(|range| range.low),
        "high": told.map(|range| range.high),
    })
}

fn leaning(figures: &Figures) -> Json {
    let says = lean(figures.panel.leaning);
    let Measured::Figure(leaning) = figures.panel.leaning else { return json!({ "lean": null, "says": says }) };
    let far = |name: &str, far: Far| match far {
        Far::ALittle => format!("a-little-{name}"),
        Far::Much => format!("far-{name}"),
    };
    let word = match leaning.lean {
        Lean::NoLine => "no-line".to_owned(),
        Lean::FewErrors => "few-errors".to_owned(),
        Lean::AsAsked => "as-asked".to_owned(),
        Lean::Cautious(by) => far("more-cautious", by),
        Lean::Bold(by) => far("bolder", by),
    };
    let Detection { sensitivity, criterion, error, .. } = leaning.detection;
    json!({
        "lean": word,
        "says": says,
        "d_prime": sensitivity,
        "d_prime_error": error,
        "c": criterion,
        "c_best": leaning.best,
        "enough_for_decimals": leaning.decimals,
    })
}

fn calibration(figures: &Figures) -> Json {
    let calibration = figures.panel.calibration;
    let levels = Certainty::ALL.into_iter().zip(calibration.levels);
    let murphy = calibration.murphy().filter(|_| calibration.right().of >= CALIBRATED);
    json!({
        "levels": levels.map(|(certainty, right)| json!({
            "level": certainty,
            "stands_for": stands_for(certainty),
            "right": rate(right),
        })).collect::<Vec<_>>(),
        "brier": murphy.map(|m| m.score),
        "over_confidence": calibration.confidence().filter(|c| c.right.of >= CALIBRATED).map(|c| c.excess()),
        "says": confidence(calibration.confidence()),
    })
}

/// The coastline, what is due, and the line in one's head.
fn of_policy(policy: &Policy, deeper: &Deeper) -> (Json, Json, Json) {
    let (coast, due, mind) = (deeper.coast, deeper.due, &deeper.mind);
    let coast = json!({
        "crossed": coast.crossed,
        "one_side": coast.touched,
        "to_go": coast.untaught,
        "complete": deeper.complete,
    });
    let due = json!({
        "now": due.now(),
        "sure_and_missed": due.sure_and_missed,
        "edited": due.edited,
        "fading": due.fading,
        "met": due.met,
        "never_met": due.unmet,
    });
    let rule = match &mind.found {
        Found::MisreadsRule { rule, .. } => Some(policy.rules[rule.0].id.as_str()),
        _ => None,
    };
    let (word, likely, readings) = match &mind.found {
        Found::TooFew { .. } => ("too-few", None, None),
        Found::TooLarge => ("too-large", None, None),
        Found::Open { .. } => ("open", None, None),
        Found::ByThePolicy { likely } => ("by-the-policy", Some(*likely), None),
        Found::NoneOfThese { likely } => ("none-of-these", Some(*likely), None),
        Found::Misreads { readings, likely } => {
            let said: Vec<String> = readings.iter().map(|r| misreading(policy, *r)).collect();
            ("misreads", Some(*likely), Some(said))
        }
        Found::MisreadsRule { readings, likely, .. } => {
            let said: Vec<String> = readings.iter().take(LIKELIEST).map(|r| misreading(policy, *r)).collect();
            ("misreads-rule", Some(*likely), Some(said))
        }
    };
    let mind = json!({
        "answers": mind.answers,
        "outdated": mind.outdated,
        "found": word,
        "likely": likely,
        "rule": rule,
        "as_if": readings,
        "says": found(policy, &mind.found),
        "turns": mind.turnings.iter().map(|turning| turn(policy, turning)).collect::<Vec<_>>(),
    });
    (coast, due, mind)
}

fn turn(policy: &Policy, turning: &Turning) -> Json {
    let fact = policy.fact(turning.fact);
    let figure = |q: Quantity| value_to_json(fact, Value::Number(q));
    let found = turning.perceived;
    json!({
        "fact": fact.name,
        "at": figure(found.at),
        "from": figure(found.from),
        "to": figure(found.to),
        "policy": figure(found.policy),
        "answers": found.answers,
        "fits": turning.fits(),
    })
}
