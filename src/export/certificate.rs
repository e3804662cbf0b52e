//! What somebody has shown on their path through a policy, as a page to keep: text, or HTML for one sheet of paper.

mod html;
mod text;

use crate::domain::learner::path::certificate::{Certificate, Line, Shown};
use crate::domain::wording::counted;
use crate::domain::wording::path::{NOT_FOR_APPRAISAL, check, ready, standing};

/// How a certificate is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text, 80 columns.
    Text,
    /// One page of HTML that needs nothing beside it.
    Html,
}

/// A certificate, written down.
pub fn page(certificate: &Certificate, format: Format) -> String {
    let sheet = Sheet::of(certificate);
    match format {
        Format::Text => text::page(&sheet),
        Format::Html => html::page(&sheet),
    }
}

/// A page before it is written down.
struct Sheet {
    trainee: String,
    title: String,
    /// On which version, on which day, at which level.
    about: Vec<String>,
    /// What was shown, in sentences.
    shown: Vec<String>,
    /// Where they are ready.
    ready: Vec<String>,
    rows: Vec<Row>,
    /// What no case can show.
    untold: Option<String>,
    foot: Vec<String>,
}

/// A rule.
struct Row {
    kind: &'static str,
    class: &'static str,
    id: String,
    title: String,
    /// Right of its first tries, on how many days.
    counts: String,
    standing: String,
    is_mastered: bool,
}

impl Sheet {
    fn of(certificate: &Certificate) -> Self {
        let day = certificate.day.map_or_else(String::new, |day| format!(" · checked on {day}{}", checked_by(certificate)));
        let version = format!("{}, version {}{day}", certificate.policy, certificate.version);
        let own = certificate.own.iter().map(|(label, value)| format!("{label}: {value}"));
        let rules = certificate.rules.len();
        let mastered = format!(
            "{} of {} mastered, in {} answers on {}.",
            certificate.mastered(),
            counted(rules, "rule", "rules"),
            certificate.answers,
            counted(certificate.days, "day", "days")
        );
        let id = |rule| certificate.id(rule);
        let ready = [
            ready("Ready alone", &certificate.readiness.topics, id),
            ready("Hands over rightly to", &certificate.readiness.routes, id),
        ];
        let untold = (!certificate.untold.is_empty())
            .then(|| format!("No case of the pack can ask about {}.", certificate.untold.join(", ")));
        let hash: String = certificate.hash.chars().take(12).collect();
        Self {
            trainee: certificate.trainee.replace('\n', " "),
            title: certificate.title.to_string(),
            about: std::iter::once(version).chain(own).collect(),
            shown: [
                Some(mastered),
                left_out(certificate),
                Some(format!("The check, on cases never seen before: {}", check(&certificate.check))),
            ]
            .into_iter()
            .flatten()
            .collect(),
            ready: ready.into_iter().flatten().collect(),
            rows: certificate.rules.iter().map(Row::of).collect(),
            untold,
            foot: vec![
                NOT_FOR_APPRAISAL.to_owned(),
                format!(
                    "Policy kept by {}. Its text has the mark {hash}; the answers are in the log it was made from.",
                    certificate.owner
                ),
            ],
        }
    }
}

/// By which text the check was played, where that isn't the one of the rules below it.
fn checked_by(certificate: &Certificate) -> String {
    let by = &certificate.check.policy;
    match (by.hash == certificate.hash, by.version == certificate.version) {
        (true, _) => String::new(),
        (false, true) => ", by an earlier text of it".to_owned(),
        (false, false) => format!(", by version {}", by.version),
    }
}

/// What was shown once, and isn't any more: the policy has been edited.
fn left_out(certificate: &Certificate) -> Option<String> {
    let turned = certificate.turned();
    let tries = counted(turned, "earlier first try is", "earlier first tries are");
    (turned > 0).then(|| format!("{tries} left out: version {} decides these cases otherwise.", certificate.version))
}

impl Row {
    fn of(shown: &Shown) -> Self {
        let (kind, class) = match shown.kind {
            Line::Red => ("red line", "red"),
            Line::Stop => ("stop line", "stop"),
            Line::Green => ("green light", "mine"),
        };
        let tries = shown.standing.tries;
        Self {
            kind,
            class,
            id: shown.id.clone(),
            title: if shown.critical { format!("{} (critical)", shown.title) } else { shown.title.to_string() },
            counts: format!("{} of {} right, {}", tries.count, tries.of, counted(shown.standing.days, "day", "days")),
            standing: standing(&shown.standing),
            is_mastered: shown.standing.is_mastered(),
        }
    }
}
