//! The changes on the page: each by itself where there are few, and by what they have in common where there are many.

use std::io::{self, Write};

use super::{LABEL, Page};
use crate::cli::paint::Role;
use crate::cli::sheet::many;
use crate::domain::policy::diff::Side;
use crate::domain::policy::explanation::Verdict;
use crate::domain::revision::groups::Group;
use crate::domain::revision::told::{Half, Told};

/// So many changes are each told by themselves.
const FEW: usize = 6;
/// Of more, so many groups are told.
const GROUPS: usize = 6;
/// Rules that speak first, on a page that is to be short.
const NAMED: usize = 5;

impl Page<'_> {
    pub(super) fn changes(&self, out: &mut dyn Write) -> io::Result<()> {
        let report = self.compared.report;
        let by_itself = self.compared.all || report.changes.len() <= FEW;
        let groups: Vec<Group> = if by_itself {
            let alone =
                |group: &Group| Vec::from_iter(group.changes.iter().map(|at| Group { side: group.side, changes: vec![*at] }));
            report.groups.iter().flat_map(alone).collect()
        } else {
            report.groups.clone()
        };
        let shown = if by_itself { groups.len() } else { GROUPS.min(groups.len()) };
        for (heading, turning) in [("Answers that change", true), ("The same answer, another way", false)] {
            let turns = |group: &&Group| group.changes.first().is_some_and(|at| report.changes[*at].turns() == turning);
            for (at, group) in groups[..shown].iter().filter(turns).enumerate() {
                if at == 0 {
                    self.sheet.heading(heading, out)?;
                } else {
                    writeln!(out)?;
                }
                self.group(group, out)?;
            }
        }
        if by_itself {
            return Ok(());
        }
        let rest: usize = groups[shown..].iter().map(|g| g.changes.len()).sum();
        let more = if rest > 0 { format!("and {} more. ", many(rest, "place")) } else { String::new() };
        writeln!(out)?;
        self.sheet.paragraph(Some(Role::Quiet), &format!("{more}--all tells every place by itself, with a case."), out)
    }

    /// The first change of a group in full, then how else the others are decided.
    fn group(&self, group: &Group, out: &mut dyn Write) -> io::Result<()> {
        let changes = &self.compared.report.changes;
        let Some(first) = group.changes.first().map(|at| &changes[*at]) else { return Ok(()) };
        self.change(first, if group.changes.len() > 1 { NAMED } else { usize::MAX }, out)?;
        let label = if group.side == Side::Old { "or now" } else { "or was" };
        for others in group.others(changes) {
            let words = others.words();
            let half = changes[others.like].half(group.side.other());
            let words = if group.side == Side::Old { self.answer(half, &words) } else { words };
            self.sheet.row(label, &words, LABEL, out)?;
        }
        Ok(())
    }

    fn change(&self, change: &Told, named: usize, out: &mut dyn Write) -> io::Result<()> {
        self.sheet.row("was", &change.was.words, LABEL, out)?;
        self.sheet.row("now", &self.answer(&change.now, &change.now.words), LABEL, out)?;
        for (lead, words) in change.rows() {
            self.sheet.row(lead, &words, LABEL, out)?;
        }
        if let Some(unless) = change.unless_briefly(named) {
            self.sheet.row("unless", &unless, LABEL, out)?;
        }
        if let Some(example) = &change.example {
            self.sheet.row("e.g.", &example.words(), LABEL, out)?;
        }
        Ok(())
    }

    fn answer(&self, half: &Half, words: &str) -> String {
        self.sheet.paint.role(role(half.said.0.verdict()), words)
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
