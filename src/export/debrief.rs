//! What the lead takes away from a team meeting, as a page to print and pass on, as a table, and for other programs.

mod chart;
mod csv;
mod html;
mod json;
mod markdown;
mod sections;
mod text;

use self::chart::Chart;
use self::sections::sections;
use crate::domain::report::debrief::Debrief;
use crate::domain::wording::counted;
use crate::domain::wording::day::of_calendar;

/// How a debrief is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text, 80 columns.
    Text,
    /// Markdown.
    Markdown,
    /// One page of HTML that needs nothing beside it, with charts.
    Html,
    /// A table: a figure or a note a row.
    Csv,
    /// For other programs.
    Json,
}

impl Format {
    /// How a file of it is called at its end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }
}

/// A debrief, written down.
pub fn page(debrief: &Debrief, format: Format) -> String {
    match format {
        Format::Text => text::page(&Sheet::of(debrief)),
        Format::Markdown => markdown::page(&Sheet::of(debrief)),
        Format::Html => html::page(&Sheet::of(debrief)),
        Format::Csv => csv::table(debrief),
        Format::Json => json::write(debrief),
    }
}

/// A page before it is written down.
struct Sheet {
    title: String,
    /// How many, and what was left out.
    lead: Vec<String>,
    sections: Vec<Section>,
    about: String,
}

/// One of the things to take away.
struct Section {
    heading: &'static str,
    /// What it is, for those who were not there.
    hint: &'static str,
    lead: Vec<String>,
    chart: Option<Chart>,
    items: Vec<Item>,
    /// Said where there is nothing.
    nothing: &'static str,
}

#[derive(Default)]
struct Item {
    /// A rule's id.
    id: String,
    title: String,
    says: String,
    /// Label and text.
    lines: Vec<(&'static str, String)>,
}

impl Sheet {
    fn of(debrief: &Debrief) -> Self {
        // Without a seat, and nobody erased since, whatever votes there are were counted by hand.
        let by_hand = debrief.seats == 0 && debrief.cases > 0 && !debrief.thinned;
        let seats = if by_hand { "hands counted".to_owned() } else { counted(debrief.seats, "seat", "seats") };
        let mut lead =
            vec![format!("{seats} · {} told", counted(debrief.cases, "case with its votes", "cases with their votes"))];
        lead.extend(debrief.day.map(|day| format!("Begun {}.", of_calendar(day))));
        if debrief.thinned {
            lead.push("Somebody had their answers erased since: figures of fewer than five people are left out.".to_owned());
        }
        if debrief.untold > 0 {
            let votes = counted(debrief.untold, "vote is", "votes are");
            let few = if debrief.thinned { "five" } else { "four" };
            lead.push(format!("{votes} left out: with fewer than {few} voters, what each chose could be told."));
        }
        let suspended = debrief.suspended.iter();
        lead.extend(suspended.map(|s| format!("Left out, because it is suspended: {} ({})", s.case, s.reason)));
        Self {
            title: debrief.title.to_string(),
            lead,
            sections: sections(debrief),
            about: format!(
                "Judged by {}, {} · ranges hold the true figure 19 times in 20 · nobody's own vote is in here, and none of it is \
                 for appraisal · meeting {}",
                debrief.policy.id, debrief.policy.version, debrief.session
            ),
        }
    }
}
