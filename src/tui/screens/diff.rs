//! What a new version changes, to be read: by what the changes have in common, or each by itself.

use super::title;
use crate::domain::policy::diff::Side;
use crate::domain::policy::diff::edits::Class;
use crate::domain::revision::Report;
use crate::domain::revision::groups::Group;
use crate::domain::revision::told::{Half, Told};
use crate::domain::wording::counted;
use crate::tui::comparison::{Compared, Comparison};
use crate::tui::model::Reading;
use crate::tui::page::{Page, say};
use crate::tui::rich::{Rich, Role};
use crate::tui::words::tied;
use crate::tui::wrap::wrapped;

/// Columns of the labels at the left.
const LABEL: usize = 8;
/// Lines longer than this are hard to read.
const MEASURE: usize = 96;
/// Rules that are named on a page that is to be short: those that speak first, and those a line lies between.
const NAMED: usize = 4;

/// The page.
pub fn page(reading: &Reading, width: usize) -> Page {
    let comparison = match &reading.compared {
        Compared::Told(comparison) => comparison,
        Compared::Comparing(_) => return said(Rich::dim("Comparing…")),
        Compared::TooLarge(why) => {
            let words = format!("These two are too large to be compared exactly: {why}");
            return said(Rich::of(Role::Caution, words));
        }
    };
    let [old, new] = &comparison.names;
    let versions = Rich::dim(format!("{old} → {new}"));
    let name = Rich::of(Role::Strong, comparison.title.clone()).with_right(versions, width);
    let mut head = vec![Rich::new(), name];
    say(&mut head, &summary(&comparison.report), width);
    head.push(Rich::new());
    let body = body(comparison, reading.all, width.min(MEASURE));
    Page { title: title("what changes"), head, body, scroll: reading.scroll, ..Page::default() }
}

fn said(words: Rich) -> Page {
    Page { title: title("what changes"), head: vec![Rich::new(), words], ..Page::default() }
}

fn summary(report: &Report) -> Rich {
    let turning = report.changes.iter().filter(|c| c.turns()).count();
    let other = report.changes.len() - turning;
    let words = match (turning, other) {
        (0, 0) => "No answer changes, and every case goes to whom it went.".to_owned(),
        (0, m) => format!("No answer changes; only the rule or whom it goes to does, in {}.", counted(m, "place", "places")),
        (n, 0) => format!("The answer changes in {}.", counted(n, "place", "places")),
        (n, m) => {
            let places = counted(n, "place", "places");
            format!("The answer changes in {places}, and in {m} only the rule or whom it goes to.")
        }
    };
    let given_up = if report.undecided { " The search was given up: there may be more." } else { "" };
    Rich::body(words).push(Role::Caution, given_up)
}

fn body(comparison: &Comparison, all: bool, width: usize) -> Vec<Rich> {
    let report = &comparison.report;
    let mut pen = Pen { lines: Vec::new(), width };
    pen.turns(report);
    pen.changes(report, all);
    pen.lines_of(report, all);
    pen.barred(report);
    pen.edits(report);
    while pen.lines.last().is_some_and(|line| line.width() == 0) {
        pen.lines.pop();
    }
    pen.lines
}

/// Writes the body.
struct Pen {
    lines: Vec<Rich>,
    width: usize,
}

impl Pen {
    fn heading(&mut self, words: &'static str) {
        self.lines.push(Rich::of(Role::Accent, words));
    }

    fn row(&mut self, label: &'static str, words: Rich) {
        for (at, line) in wrapped(&words, self.width.saturating_sub(LABEL), 0).into_iter().enumerate() {
            let label = if at == 0 { label } else { "" };
            self.lines.push(Rich::dim(label).padded(LABEL).join(line));
        }
    }

    fn gap(&mut self) {
        self.lines.push(Rich::new());
    }

    /// The scenarios come first: a lead knows them.
    fn turns(&mut self, report: &Report) {
        self.heading("Scenarios that turn");
        if report.turns.is_empty() {
            self.lines.push(Rich::dim("None."));
        }
        for turn in &report.turns {
            self.lines.extend(wrapped(&Rich::of(Role::Strong, turn.title.clone()), self.width, 2));
            self.row("  was", Rich::body(turn.was.words().to_owned()));
            self.row("  now", Rich::body(turn.now.words().to_owned()));
        }
        self.gap();
    }

    fn changes(&mut self, report: &Report, all: bool) {
        for (heading, turning) in [("Answers that change", true), ("The same answer, another way", false)] {
            let turns = |group: &&Group| group.changes.first().is_some_and(|at| report.changes[*at].turns() == turning);
            for (at, group) in report.groups.iter().filter(turns).enumerate() {
                if at == 0 {
                    self.heading(heading);
                }
                self.group(report, group, all);
                self.gap();
            }
        }
    }

    fn group(&mut self, report: &Report, group: &Group, all: bool) {
        let shown = if all { group.changes.len() } else { 1 };
        for (at, change) in group.changes.iter().take(shown).map(|at| &report.changes[*at]).enumerate() {
            if at > 0 {
                self.gap();
            }
            self.change(change, all || group.changes.len() == 1);
        }
        if !all {
            let label = if group.side == Side::Old { "or now" } else { "or was" };
            for others in group.others(&report.changes) {
                let half = report.changes[others.like].half(group.side.other());
                self.row(label, answer(half, others.words()));
            }
        }
    }

    fn change(&mut self, change: &Told, in_full: bool) {
        self.row("was", answer(&change.was, change.was.words.clone()));
        self.row("now", answer(&change.now, change.now.words.clone()));
        for (lead, words) in change.rows() {
            self.row(lead, Rich::body(tied(&words)));
        }
        if let Some(unless) = change.unless_briefly(if in_full { usize::MAX } else { NAMED }) {
            self.row("unless", Rich::body(unless));
        }
        if let Some(example) = &change.example {
            self.row("e.g.", Rich::dim(example.words()));
        }
    }

    fn lines_of(&mut self, report: &Report, all: bool) {
        let rows = report.lines.rows();
        if rows.is_empty() {
            return;
        }
        self.heading("Lines at which the answer turns");
        for row in rows {
            let between = row.between(if all { usize::MAX } else { NAMED });
            let words = Rich::of(Role::Strong, row.about).push(Role::Body, format!(": {}", tied(&row.says)));
            self.lines.extend(wrapped(&words.push(Role::Dim, format!("  between {between}")), self.width, 2));
        }
        self.gap();
    }

    fn barred(&mut self, report: &Report) {
        for (side, heading) in [(Side::New, "Can't occur any more"), (Side::Old, "Can occur now")] {
            let words: Vec<&String> = report.barred.iter().filter(|b| b.0 == side).map(|b| &b.1).collect();
            if !words.is_empty() {
                self.heading(heading);
                words.iter().for_each(|words| self.lines.extend(wrapped(&Rich::body((*words).clone()), self.width, 2)));
                self.gap();
            }
        }
    }

    fn edits(&mut self, report: &Report) {
        for (class, heading) in [
            (Class::Rules, "Edited"),
            (Class::Facts, "Edited facts"),
            (Class::Beside, "Edited beside the answers"),
            (Class::Words, "Words only: these cost nobody their progress"),
        ] {
            let edits: Vec<_> = report.edits.iter().filter(|e| e.class == class).collect();
            if edits.is_empty() {
                continue;
            }
            self.heading(heading);
            for edit in edits {
                let words = Rich::of(Role::Strong, edit.about.clone()).push(Role::Body, format!("  {}", edit.says));
                self.lines.extend(wrapped(&words, self.width, 2));
            }
            self.gap();
        }
    }
}

fn answer(half: &Half, words: String) -> Rich {
    Rich::of(Role::Side(half.said.0.verdict()), words)
}
