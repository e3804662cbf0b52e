//! The comparison as a page for people.

mod changes;
mod lines;

use std::io::{self, Write};

use super::Compared;
use crate::cli::paint::Role;
use crate::cli::sheet::{Sheet, many};
use crate::domain::policy::diff::Side;
use crate::domain::policy::diff::edits::Class;

/// Said where the work was given up.
const UNDECIDED: &str = "These policies cross so often that the comparison was given up: more may change than stands here.";
/// Columns of the labels of a change.
const LABEL: usize = 6;

pub(super) fn write(compared: &Compared<'_>, colour: bool, out: &mut dyn Write) -> io::Result<()> {
    let page = Page { compared, sheet: Sheet::new(colour) };
    page.head(out)?;
    page.changes(out)?;
    page.barred(out)?;
    page.scenarios(out)?;
    page.lines(out)?;
    page.progress(out)?;
    page.edits("Edited", &[Class::Rules, Class::Facts], out)?;
    page.edits("Edited beside the answers", &[Class::Beside], out)?;
    page.edits("Words only: these cost nobody their progress", &[Class::Words], out)?;
    writeln!(out)
}

struct Page<'r> {
    compared: &'r Compared<'r>,
    sheet: Sheet,
}

impl Page<'_> {
    fn head(&self, out: &mut dyn Write) -> io::Result<()> {
        let (old, new, report) = (&self.compared.old.policy, &self.compared.new.policy, self.compared.report);
        let versions = if old.id == new.id {
            format!("{} → {}", old.version, new.version)
        } else {
            format!("{}, {} → {}, {}", old.id, old.version, new.id, new.version)
        };
        self.sheet.head(&new.title, &versions, out)?;
        let turning = report.changes.iter().filter(|c| c.turns()).count();
        let other = report.changes.len() - turning;
        let summary = match (turning, other) {
            (0, 0) => "No answer changes, and every case goes to whom it went.".to_owned(),
            (0, m) => format!("No answer changes; only the rule or whom it goes to does, in {}.", many(m, "place")),
            (n, 0) => format!("The answer changes in {}.", many(n, "place")),
            (n, m) => format!("The answer changes in {}, and in {m} only the rule or whom it goes to.", many(n, "place")),
        };
        writeln!(out, "{summary}")?;
        let edited = report.edits.iter().any(|e| e.class != Class::Words);
        if edited && (&old.id, &old.version) == (&new.id, &new.version) {
            writeln!(out, "Both say that they are version {}.", new.version)?;
        }
        if report.undecided {
            self.sheet.paragraph(Some(Role::Grey), UNDECIDED, out)?;
        }
        Ok(())
    }

    fn barred(&self, out: &mut dyn Write) -> io::Result<()> {
        for (side, heading) in [(Side::New, "Can't occur any more"), (Side::Old, "Can occur now")] {
            let barred = self.compared.report.barred.iter().filter(|b| b.0 == side);
            for (at, (_, words)) in barred.enumerate() {
                if at == 0 {
                    self.sheet.heading(heading, out)?;
                }
                self.sheet.paragraph(None, words, out)?;
            }
        }
        Ok(())
    }

    fn scenarios(&self, out: &mut dyn Write) -> io::Result<()> {
        let compared = self.compared;
        if compared.report.turns.is_empty() {
            let lone = compared.old.scenarios.is_empty() && compared.new.scenarios.is_empty();
            if lone && !compared.report.changes.is_empty() {
                self.sheet.heading("Scenarios that turn", out)?;
                self.sheet.paragraph(Some(Role::Quiet), "None stand beside these policies: compare the folders to see.", out)?;
            }
            return Ok(());
        }
        self.sheet.heading("Scenarios that turn", out)?;
        for turn in &compared.report.turns {
            self.sheet.paragraph(None, &turn.id, out)?;
            self.sheet.row("was", turn.was.words(), LABEL, out)?;
            self.sheet.row("now", turn.now.words(), LABEL, out)?;
        }
        Ok(())
    }

    fn progress(&self, out: &mut dyn Write) -> io::Result<()> {
        let progress = &self.compared.progress;
        if let Some(trouble) = &progress.trouble {
            self.sheet.heading("Whose progress it touches", out)?;
            return self.sheet.paragraph(Some(Role::Grey), &format!("Not known: {trouble}"), out);
        }
        if progress.trainees == 0 {
            return Ok(());
        }
        self.sheet.heading("Whose progress it touches", out)?;
        if progress.touched.is_empty() {
            return self.sheet.paragraph(None, "Nobody's: no case that was answered turns, and no line it stood at moves.", out);
        }
        let width = progress.touched.iter().map(|t| t.trainee.chars().count()).max().unwrap_or_default().min(24);
        for touched in &progress.touched {
            let scenarios: Vec<&str> = touched.scenarios.iter().map(String::as_str).collect();
            let cases = many(touched.answered, "answered case");
            let turned = match touched.turned {
                0 => format!("none of {cases} turns"),
                turned => format!("{turned} of {cases} turn: {}", scenarios.join(", ")),
            };
            let lines = match touched.lines {
                0 => String::new(),
                1 => "; 1 line they answered at moved or is gone".to_owned(),
                lines => format!("; {lines} lines they answered at moved or are gone"),
            };
            self.sheet.row(&touched.trainee, &format!("{turned}{lines}"), width, out)?;
        }
        Ok(())
    }

    fn edits(&self, heading: &str, classes: &[Class], out: &mut dyn Write) -> io::Result<()> {
        let edits: Vec<_> = self.compared.report.edits.iter().filter(|e| classes.contains(&e.class)).collect();
        if edits.is_empty() {
            return Ok(());
        }
        self.sheet.heading(heading, out)?;
        let width = edits.iter().map(|e| e.about.chars().count()).max().unwrap_or_default().min(34);
        edits.iter().try_for_each(|edit| self.sheet.row(&edit.about, &edit.says, width, out))
    }
}
