//! The coastline as a page for people.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::Chart;
use crate::cli::explain::sentences::word;
use crate::cli::paint::{Paint, Role};
use crate::cli::sheet::many;
use crate::domain::policy::analysis::coverage::{Tally, Taught};
use crate::domain::policy::analysis::facets::Decider;
use crate::domain::policy::analysis::lines::Side;
use crate::domain::policy::analysis::mutants::Fate;
use crate::domain::policy::rule::{RuleId, Stakes};
use crate::domain::scenario::layout::wrap;
use crate::domain::wording::{line, mutant};

/// Columns of the page.
const COLUMNS: usize = 80;
/// How many open facets, and unnoticed changes, are shown one by one.
const SHOWN: usize = 8;
/// Columns of a rule's title in the table.
const TITLE: usize = 27;

/// Writes the page.
pub(super) struct Page<'c, 'p> {
    chart: &'c Chart<'p>,
    paint: Paint,
}

impl<'c, 'p> Page<'c, 'p> {
    pub(super) fn new(chart: &'c Chart<'p>, colour: bool) -> Self {
        Self { chart, paint: Paint { colour } }
    }

    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        self.head(out)?;
        self.sum(out)?;
        self.table(out)?;
        self.open(out)?;
        self.mutants(out)
    }

    fn head(&self, out: &mut dyn Write) -> io::Result<()> {
        let policy = self.chart.policy;
        let name = format!("{}, {}", policy.id, policy.version);
        let gap = " ".repeat(COLUMNS.saturating_sub(policy.title.width() + name.width()).max(2));
        writeln!(out, "{}{gap}{}\n", self.paint.role(Role::Title, &policy.title), self.paint.role(Role::Quiet, &name))
    }

    fn sum(&self, out: &mut dyn Write) -> io::Result<()> {
        let all = self.chart.coverage.tally(|_| true);
        let both = self.chart.coverage.0.iter().filter(|s| s.both_told()).count();
        let turns = format!("The right answer turns at {}: a line, with the rule on each side.", many(all.all(), "facet"));
        let count = many(self.chart.scenarios.len(), "scenario");
        let complete = self.chart.coastline.complete;
        let crossed = match (self.chart.scenarios.len(), all.all()) {
            (_, 0) if !complete => {
                let words = "The policy crosses itself so often that the search was given up before it found where the right answer turns.";
                words.to_owned()
            }
            (_, 0) => "The right answer turns nowhere: every case is decided alike.".to_owned(),
            (0, _) => format!("{turns} No scenario crosses any of them yet."),
            (scenarios, facets) => {
                let cross = if scenarios == 1 { "crosses" } else { "cross" };
                let how = match (both, all.crossed - both) {
                    (0, 0) => String::new(),
                    (_, 0) => ": with a case told on either side".to_owned(),
                    (0, _) => ": with a case and its twin".to_owned(),
                    _ => format!(": {both} with a case told on either side, the others with a case and its twin"),
                };
                let share = share(all.crossed, facets);
                let rest = format!("Touched on one side only: {}. Untaught: {}.", all.touched, all.untaught);
                format!("{turns} The {count} {cross} {} of them ({share}){how}. {rest}", all.crossed)
            }
        };
        self.paragraph(&crossed, out)?;
        if !complete && all.all() > 0 {
            self.paragraph("The policy crosses itself so often that the search was given up: there may be more.", out)?;
        }
        Ok(())
    }

    fn table(&self, out: &mut dyn Write) -> io::Result<()> {
        self.heading("By rule", out)?;
        let head = format!("  {:<37}{:>7}{:>9}{:>9}{:>10}{:>6}", "", "facets", "crossed", "touched", "untaught", "lines");
        writeln!(out, "{}", self.paint.role(Role::Quiet, head.trim_end()))?;
        let rules = (0..self.chart.policy.rules.len()).map(|r| Some(RuleId(r)));
        for rule in rules.chain([None]) {
            let tally = self.chart.coverage.tally(|at| self.chart.coastline.facets[at].has(rule));
            if rule.is_some() || tally.all() > 0 {
                self.row(rule, tally, out)?;
            }
        }
        let note = "lines: those the rule draws itself, the crossed ones first. ! critical";
        writeln!(out, "  {}", self.paint.role(Role::Quiet, note))
    }

    fn row(&self, decider: Decider, tally: Tally, out: &mut dyn Write) -> io::Result<()> {
        let rule = decider.map(|r| &self.chart.policy.rules[r.0]);
        let (id, title) = rule.map_or(("", "No rule: grey"), |r| (r.id.as_str(), r.title.as_str()));
        let mark = if rule.is_some_and(|r| r.stakes == Stakes::Critical) { "!" } else { " " };
        let title = wrap(title, TITLE);
        let cut = if title.len() > 1 { "…" } else { "" };
        let title = format!("{}{cut}", title.first().map_or("", String::as_str));
        let pad = " ".repeat((TITLE + 1).saturating_sub(title.width()));
        let lines = decider.map_or(String::new(), |r| {
            let (lines, crossed) = self.chart.coverage.own_lines(self.chart.policy, &self.chart.coastline, r);
            format!("{crossed}/{lines}")
        });
        let untaught = format!("{:>10}", tally.untaught);
        let untaught = if tally.untaught > 0 { self.paint.role(Role::No, &untaught) } else { untaught };
        let figures = format!("{:>7}{:>9}{:>9}{untaught}{lines:>6}", tally.all(), tally.crossed, tally.touched);
        writeln!(out, "{}", format!("  {mark} {id:<6} {title}{pad}{figures}").trim_end())
    }

    fn open(&self, out: &mut dyn Write) -> io::Result<()> {
        let open = self.chart.not_crossed();
        if open.is_empty() {
            return Ok(());
        }
        self.heading("Not crossed, critical rules first", out)?;
        for at in open.iter().take(SHOWN) {
            self.facet(*at, out)?;
        }
        self.and_more(open.len(), "facet", out)
    }

    fn facet(&self, at: usize, out: &mut dyn Write) -> io::Result<()> {
        let (chart, facet) = (self.chart, &self.chart.coastline.facets[at]);
        let between = &chart.coastline.lines[facet.line].between;
        let decided = |side: Side| facet.decider(side).map_or("no rule", |r| chart.policy.rules[r.0].id.as_str());
        let said = |side: Side| {
            let (role, word) = word(Some(facet.answers[usize::from(side == Side::There)]));
            (role, format!("{word} ({})", decided(side)), line::side(chart.policy, between, side))
        };
        let critical = if chart.is_critical(at) { "! " } else { "  " };
        let taught = match chart.coverage.0[at].taught() {
            Taught::Touched => "  touched",
            Taught::Untaught | Taught::Crossed => "",
        };
        let about = self.paint.role(Role::Title, &line::about(chart.policy, between));
        writeln!(out, "{critical}{about}{}", self.paint.role(Role::Quiet, taught))?;
        for side in [Side::Here, Side::There] {
            let (role, answer, what) = said(side);
            let lines = wrap(&what, COLUMNS - 28);
            for (nth, text) in lines.iter().enumerate() {
                let lead = if nth == 0 { format!("{answer:<22}") } else { " ".repeat(22) };
                writeln!(out, "    {}  {text}", self.paint.role(role, &lead))?;
            }
        }
        self.example(at, out)
    }

    /// The twins, as a scenario with differences.
    fn example(&self, at: usize, out: &mut dyn Write) -> io::Result<()> {
        let (chart, facet, drawn) = (self.chart, &self.chart.coastline.facets[at], self.chart.drawn(at));
        let Some(like) = drawn.like else { return Ok(()) };
        let (told, scenario) = (&chart.told[like], &chart.scenarios[like]);
        let [one, other] = &drawn.twins;
        let differs: Vec<_> = drawn.differs.iter().copied().filter(|f| *f != facet.moved).collect();
        let but = line::differences(chart.policy, one, told, &differs);
        let moved = |case: &crate::domain::policy::case::Case, was: &crate::domain::policy::case::Case| {
            case.get(facet.moved).map_or(String::new(), |v| line::value(chart.policy, facet.moved, was.get(facet.moved), v))
        };
        let but = if but.is_empty() { String::new() } else { format!(", but {but}") };
        let (here, there) = (moved(one, other), moved(other, one));
        let answers = facet.answers.map(|a| word(Some(a)).1);
        let text = format!("Like “{}”{but}. {here}: {}. {there}: {}.", scenario.title, answers[0], answers[1]);
        for line in wrap(&text, COLUMNS - 6) {
            writeln!(out, "    {}", self.paint.role(Role::Quiet, &line))?;
        }
        Ok(())
    }

    fn mutants(&self, out: &mut dyn Write) -> io::Result<()> {
        let mutants = &self.chart.mutants;
        self.heading("If somebody got a rule slightly wrong", out)?;
        let equivalent = mutants.0.iter().filter(|m| m.fate == Fate::Equivalent).count();
        let undecided = mutants.0.iter().filter(|m| m.fate == Fate::Undecided).count();
        let total = mutants.total();
        let turn = if total == 1 { "turns" } else { "turn" };
        let changes = many(total, "small change");
        let mut text =
            format!("{changes} {turn} some case: a line moved by one step, a condition, an exception or a rule left out.");
        let (told, twins) = (mutants.by_told(), mutants.by_twins());
        match (self.chart.scenarios.len(), total) {
            (_, 0) => text = "No small change turns any case.".to_owned(),
            (0, _) => text.push_str(" There is no scenario that would notice."),
            (scenarios, _) => text.push_str(&format!(
                " The {} {told} of them ({}); with {} {twins} ({}).",
                if scenarios == 1 { "scenario notices" } else { "scenarios notice" },
                share(told, total),
                if scenarios == 1 { "its twins" } else { "their twins" },
                share(twins, total),
            )),
        }
        // Where none turns a case that is said already, of all of them.
        if equivalent > 0 && total > 0 {
            text.push_str(&format!(" {equivalent} more turn no case at all, and are left out."));
        }
        if undecided > 0 {
            text.push_str(&format!(" Of {undecided} nothing could be said in the time allowed."));
        }
        self.paragraph(&text, out)?;
        let unnoticed: Vec<_> = mutants.0.iter().filter(|m| matches!(m.fate, Fate::Unnoticed(..))).collect();
        if !unnoticed.is_empty() {
            self.heading("Nobody would notice", out)?;
        }
        for one in unnoticed.iter().take(SHOWN) {
            let text = mutant::change(self.chart.policy, one.change);
            for (nth, line) in wrap(&text, COLUMNS - 4).iter().enumerate() {
                writeln!(out, "  {}{line}", if nth == 0 { "" } else { "  " })?;
            }
        }
        self.and_more(unnoticed.len(), "change", out)
    }

    fn and_more(&self, count: usize, name: &str, out: &mut dyn Write) -> io::Result<()> {
        if count <= SHOWN {
            return Ok(());
        }
        let text = format!("and {} more; --json has them all", many(count - SHOWN, name));
        writeln!(out, "  {}", self.paint.role(Role::Quiet, &text))
    }

    fn heading(&self, heading: &str, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "\n{}", self.paint.role(Role::Heading, heading))
    }

    fn paragraph(&self, text: &str, out: &mut dyn Write) -> io::Result<()> {
        wrap(text, COLUMNS - 2).iter().try_for_each(|line| writeln!(out, "  {line}"))
    }
}

/// `72 %`, rounded down, so that only all is 100 %.
fn share(part: usize, all: usize) -> String {
    format!("{} %", (part * 100).checked_div(all).unwrap_or(100))
}

#[cfg(test)]
mod tests {
    use super::Page;
    use crate::cli::coastline::Chart;
    use crate::domain::policy::date::Date;
    use crate::domain::policy::source;

    /// With a rule or without, everything is handed over.
    const ALIKE: &str = r#"format = 1
[policy]
id        = "alike"
title     = "Alike"
version   = "1"
effective = 2026-01-01
owner     = "Me"
silence   = { escalate = "lead" }
[facts.days]
label = "Days"
type  = "number"
max   = 500
step  = 1
[routes.lead]
label   = "Lead"
urgency = "hour"
reach   = "upstairs"
[[rule]]
id       = "R-1"
title    = "Late"
text     = "Ask."
why      = "Fair."
when     = { days = "> 150" }
escalate = "lead"
"#;

    fn told(complete: bool) -> String {
        let read = source::parse(ALIKE, "policy.toml");
        let policy = read.policy().unwrap_or_else(|| panic!("{:?}", read.diagnostics));
        let mut chart = Chart::of(policy, &[], Date::new(2026, 2, 1).unwrap()).unwrap();
        chart.coastline.complete = complete;
        let mut out = Vec::new();
        Page::new(&chart, false).write(&mut out).unwrap();
        String::from_utf8(out).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_was_not_searched_to_its_end_is_not_called_decided_alike() {
        let [whole, given_up] = [true, false].map(told);
        assert!(whole.contains("every case is decided alike") && !whole.contains("given up"), "{whole}");
        assert!(given_up.contains("given up before it found") && !given_up.contains("decided alike"), "{given_up}");
    }

    #[test]
    fn where_no_change_turns_a_case_none_is_said_to_turn_none_once_more() {
        let whole = told(true);
        assert!(whole.contains("No small change turns any case.") && !whole.contains("more turn no case"), "{whole}");
    }
}
