//! Everything that is kept of a person, as one text that is read anywhere: in a terminal, an editor, a mail, aloud or on paper.

mod answers;
mod meetings;
mod rest;

use jiff::Timestamp;

use crate::domain::person::own::{NOT_FOR_APPRAISAL, Own};
use crate::domain::scenario::layout::wrap;
use crate::domain::session::Millis;
use crate::domain::session::answer::Certainty;
use crate::domain::wording::counted;
use crate::export::columns::{COLUMNS, indented};

/// The text, with a line feed at its end.
pub fn page(own: &Own) -> String {
    let mut page = Page::default();
    page.title(&format!("Everything that is kept of {}", own.name));
    page.paragraph(&format!("Written down on {} (UTC) by Escalate or Act? {}.", minute(own.written), own.program));
    page.paragraph(NOT_FOR_APPRAISAL);
    page.paragraph(&in_short(own));
    rest::settings(own, &mut page);
    rest::sittings(own, &mut page);
    answers::answers(own, &mut page);
    rest::notes(own, &mut page);
    meetings::meetings(own, &mut page);
    rest::policies(own, &mut page);
    rest::unreadable(own, &mut page);
    rest::not_in_here(own, &mut page);
    page.lines.join("\n") + "\n"
}

fn in_short(own: &Own) -> String {
    let kept = &own.kept;
    let parts = [
        counted(kept.attempts.len(), "answer", "answers"),
        counted(kept.notes.len(), "note", "notes"),
        counted(kept.sittings.len(), "sitting", "sittings"),
        counted(own.meetings.len(), "meeting", "meetings"),
    ];
    let span = match (kept.attempts.first(), kept.attempts.last()) {
        (Some(first), Some(last)) => {
            format!(". The first answer is of {}, the last of {}.", minute(first.time), minute(last.time))
        }
        _ => ".".to_owned(),
    };
    format!("In short: {}{span} All times are UTC.", parts.join(", "))
}

/// Lines of at most [`COLUMNS`] columns.
#[derive(Default)]
struct Page {
    lines: Vec<String>,
    sections: usize,
}

impl Page {
    fn title(&mut self, title: &str) {
        self.lines.extend(wrap(&title.to_uppercase(), COLUMNS));
    }

    fn paragraph(&mut self, text: &str) {
        self.lines.extend(wrap(text, COLUMNS));
    }

    fn section(&mut self, heading: &str) {
        self.sections += 1;
        self.lines.push(String::new());
        let heading = format!("{}. {}", self.sections, heading.to_uppercase());
        self.lines.extend(wrap(&heading, COLUMNS));
    }

    /// A thing of the list, after an empty line.
    fn item(&mut self, text: &str) {
        self.lines.push(String::new());
        indented("", text, 2, &mut self.lines);
    }

    fn line(&mut self, label: &str, text: &str) {
        indented(label, text, 4, &mut self.lines);
    }
}

/// To the minute; the number itself where it is no time of our calendar.
fn minute(time: Millis) -> String {
    Timestamp::from_millisecond(time).map_or_else(|_| time.to_string(), |time| time.strftime("%Y-%m-%d %H:%M").to_string())
}

fn sure(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Unsure => "unsure",
        Certainty::Fairly => "fairly sure",
        Certainty::Sure => "sure",
    }
}
