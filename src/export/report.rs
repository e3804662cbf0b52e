//! A trainee's report: their own judgement, as a page to read and print, and for other programs.

mod chart;
mod html;
mod json;
mod markdown;
mod text;

use crate::domain::policy::Policy;
use crate::domain::report::trainee::Figures;
use crate::domain::wording::trainee::{Beyond, NOT_FOR_APPRAISAL, Part, When, lead, parts};

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text, 80 columns.
    Text,
    /// Markdown.
    Markdown,
    /// One page of HTML that needs nothing beside it, with charts.
    Html,
    /// For other programs.
    Json,
}

/// What a report is written from.
#[derive(Clone, Copy, Debug)]
pub struct Told<'r> {
    /// The policy as it is now.
    pub policy: &'r Policy,
    /// What the log tells.
    pub figures: &'r Figures,
    /// What the policy and the log tell together.
    pub beyond: Beyond<'r>,
    /// When it is written.
    pub when: When,
}

/// A report, written down.
pub fn page(told: Told<'_>, format: Format) -> String {
    match format {
        Format::Text => text::page(&Sheet::of(told)),
        Format::Markdown => markdown::page(&Sheet::of(told)),
        Format::Html => html::page(&Sheet::of(told)),
        Format::Json => json::write(told),
    }
}

/// A page before it is written down.
struct Sheet {
    /// Whose.
    trainee: String,
    title: String,
    lead: String,
    parts: Vec<Part>,
    about: String,
}

impl Sheet {
    fn of(told: Told<'_>) -> Self {
        let Told { policy, figures, beyond, when } = told;
        Self {
            trainee: figures.trainee.to_string(),
            title: figures.title.to_string(),
            lead: lead(figures, when),
            parts: parts(policy, figures, beyond),
            about: format!("{NOT_FOR_APPRAISAL} By {}, {}.", figures.policy.id, figures.policy.version),
        }
    }
}
