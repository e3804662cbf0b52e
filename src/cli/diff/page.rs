//! The comparison as a page for people.

use std::io::{self, Write};

use super::Report;
use super::changes::Told;
use crate::cli::paint::Role;
use crate::cli::sheet::{Sheet, many};
use crate::domain::policy::diff::Side;
use crate::domain::policy::diff::edits::Class;
use crate::domain::policy::explanation::Verdict;
use crate::domain::wording::{Phrase, in_one_line, shared};

/// Said where the work was given up.
const UNDECIDED: &str = "These policies cross so often that the comparison was given up: more may change than stands here.";
/// Columns of the labels of a change.
const LABEL: usize = 6;

pub(super) fn write(report: &Report<'_>, colour: bool, out: &mut dyn Write) -> io::Result<()> {
    let page = Page { report, sheet: Sheet::new(colour) };
    page.head(out)?;
    page.changes("Answers that change", true, out)?;
    page.changes("The same answer, another way", false, out)?;
    page.barred(out)?;
    page.scenarios(out)?;
    page.progress(out)?;
    page.edits("Edited", &[Class::Rules, Class::Facts], out)?;
    page.edits("Edited beside the answers", &[Class::Beside], out)?;
    page.edits("Words only: these cost nobody their progress", &[Class::Words], out)?;
    writeln!(out)
}

struct Page<'r> {
    report: &'r Report<'r>,
    sheet: Sheet,
}

impl Page<'_> {
    fn head(&self, out: &mut dyn Write) -> io::Result<()> {
        let (old, new) = (&self.report.old.policy, &self.report.new.policy);
        let versions = if old.id == new.id {
            format!("{} → {}", old.version, new.version)
        } else {
            format!("{}, {} → {}, {}", old.id, old.version, new.id, new.version)
        };
        self.sheet.head(&new.title, &versions, out)?;
        let turning = self.report.changes.iter().filter(|c| c.turns()).count();
        let other = self.report.changes.len() - turning;
        let summary = match (turning, other) {
            (0, 0) => "No answer changes, and every case goes to whom it went.".to_owned(),
            (0, m) => format!("No answer changes. The way there does in {}.", many(m, "place")),
            (n, 0) => format!("The answer changes in {}.", many(n, "place")),
            (n, m) => format!("The answer changes in {}, the way there alone in {m}.", many(n, "place")),
        };
        writeln!(out, "{summary}")?;
        let edited = self.report.edits.iter().any(|e| e.class != Class::Words);
        if edited && (&old.id, &old.version) == (&new.id, &new.version) {
            writeln!(out, "Both say that they are version {}.", new.version)?;
        }
        if self.report.undecided {
            self.sheet.paragraph(Some(Role::Grey), UNDECIDED, out)?;
        }
        Ok(())
    }

    fn changes(&self, heading: &str, turning: bool, out: &mut dyn Write) -> io::Result<()> {
        let changes: Vec<&Told> = self.report.changes.iter().filter(|c| c.turns() == turning).collect();
        if changes.is_empty() {
            return Ok(());
        }
        self.sheet.heading(heading, out)?;
        for (at, change) in changes.iter().enumerate() {
            if at > 0 {
                writeln!(out)?;
            }
            self.change(change, out)?;
        }
        Ok(())
    }

    fn change(&self, change: &Told, out: &mut dyn Write) -> io::Result<()> {
        self.sheet.row("was", &change.was.words, LABEL, out)?;
        let now = self.sheet.paint.role(role(change.now.said.0.verdict()), &change.now.words);
        self.sheet.row("now", &now, LABEL, out)?;
        self.places(&change.parts, out)?;
        if let Some(unless) = change.unless() {
            self.sheet.row("unless", &unless, LABEL, out)?;
        }
        if let Some(example) = &change.example {
            let words = match &example.scenario {
                Some(id) if example.settings.is_empty() => id.clone(),
                Some(id) => format!("{id} with {}", example.settings),
                None => example.settings.clone(),
            };
            self.sheet.row("e.g.", &words, LABEL, out)?;
        }
        Ok(())
    }

    /// What all places share, then each place's own.
    fn places(&self, parts: &[Vec<Phrase>], out: &mut dyn Write) -> io::Result<()> {
        let (shared, rest) = shared(parts);
        let several = rest.len() > 1;
        if !several || !shared.is_empty() {
            self.sheet.row("for", &in_one_line(&shared), LABEL, out)?;
        }
        if several {
            for (at, own) in rest.iter().enumerate() {
                let lead = if at > 0 {
                    "or"
                } else if shared.is_empty() {
                    "for"
                } else {
                    "and"
                };
                self.sheet.row(lead, &in_one_line(own), LABEL, out)?;
            }
        }
        Ok(())
    }

    fn barred(&self, out: &mut dyn Write) -> io::Result<()> {
        for (side, heading) in [(Side::New, "Can't occur any more"), (Side::Old, "Can occur now")] {
            let barred = self.report.barred.iter().filter(|b| b.0.side == side);
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
        if self.report.turns.is_empty() {
            return Ok(());
        }
        self.sheet.heading("Scenarios that turn", out)?;
        for turn in &self.report.turns {
            self.sheet.paragraph(None, &turn.id, out)?;
            self.sheet.row("was", turn.was.words(), LABEL, out)?;
            self.sheet.row("now", turn.now.words(), LABEL, out)?;
        }
        Ok(())
    }

    fn progress(&self, out: &mut dyn Write) -> io::Result<()> {
        let progress = &self.report.progress;
        if let Some(trouble) = &progress.trouble {
            self.sheet.heading("Whose progress it touches", out)?;
            return self.sheet.paragraph(Some(Role::Grey), &format!("Not known: {trouble}"), out);
        }
        if progress.trainees == 0 {
            return Ok(());
        }
        self.sheet.heading("Whose progress it touches", out)?;
        if progress.touched.is_empty() {
            return self.sheet.paragraph(None, "Nobody's: no case that was answered turns.", out);
        }
        let width = progress.touched.iter().map(|t| t.trainee.chars().count()).max().unwrap_or_default().min(24);
        for touched in &progress.touched {
            let scenarios: Vec<&str> = touched.scenarios.iter().map(String::as_str).collect();
            let cases = many(touched.answered, "answered case");
            let words = format!("{} of {cases} turn: {}", touched.turned, scenarios.join(", "));
            self.sheet.row(&touched.trainee, &words, width, out)?;
        }
        Ok(())
    }

    fn edits(&self, heading: &str, classes: &[Class], out: &mut dyn Write) -> io::Result<()> {
        let edits: Vec<_> = self.report.edits.iter().filter(|e| classes.contains(&e.class)).collect();
        if edits.is_empty() {
            return Ok(());
        }
        self.sheet.heading(heading, out)?;
        let width = edits.iter().map(|e| e.about.chars().count()).max().unwrap_or_default().min(34);
        edits.iter().try_for_each(|edit| self.sheet.row(&edit.about, &edit.says, width, out))
    }
}

fn role(verdict: Verdict) -> Role {
    match verdict {
        Verdict::Yes => Role::Act,
        Verdict::No => Role::No,
        Verdict::Escalate => Role::Escalate,
        Verdict::Either => Role::Grey,
    }
}
