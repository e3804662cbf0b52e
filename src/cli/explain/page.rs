//! An explanation as a page for people.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::sentences;
use crate::cli::paint::{Paint, Role};
use crate::cli::sheet::{COLUMNS, Sheet};
use crate::domain::policy::case::Case;
use crate::domain::policy::explanation::{Explanation, Flip, Kind, Reason};
use crate::domain::policy::fact::FactId;
use crate::domain::policy::rule::{Basis, Rule, RuleId, RuleOutcome};
use crate::domain::policy::{Policy, Silence};
use crate::domain::scenario::figures::{of_case, of_value};
use crate::domain::scenario::layout::wrap;

/// Said where the search was given up.
const GIVEN_UP: &str = "This policy crosses itself so often here that the search was given up: smaller changes, or fewer facts to ask for, may exist.";
/// The widest a column of labels gets.
const LABELS: usize = 34;

/// Writes pages about one policy.
#[derive(Clone, Copy, Debug)]
pub(super) struct Page<'p> {
    policy: &'p Policy,
    sheet: Sheet,
    paint: Paint,
}

impl<'p> Page<'p> {
    pub(super) fn new(policy: &'p Policy, colour: bool) -> Self {
        Self { policy, sheet: Sheet::new(colour), paint: Paint { colour } }
    }

    /// Writes one explanation.
    pub(super) fn write(
        &self,
        title: Option<&str>,
        case: &Case,
        explanation: &Explanation,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        self.head(title, out)?;
        self.verdict(explanation, out)?;
        self.rules(explanation, out)?;
        self.because(explanation, out)?;
        self.missing(explanation, out)?;
        self.turns("It would turn", &explanation.flips, out)?;
        self.turns("It would also turn, had it been another case", &explanation.flips_if, out)?;
        if explanation.given_up {
            writeln!(out)?;
            self.sheet.paragraph(Some(Role::Quiet), GIVEN_UP, out)?;
        }
        self.room(explanation, out)?;
        self.no_matter(case, explanation, out)?;
        writeln!(out)
    }

    fn head(&self, title: Option<&str>, out: &mut dyn Write) -> io::Result<()> {
        let policy = format!("{}, {}", self.policy.id, self.policy.version);
        self.sheet.head(title.unwrap_or_default(), &policy, out)
    }

    fn verdict(&self, explanation: &Explanation, out: &mut dyn Write) -> io::Result<()> {
        let (role, line) = sentences::verdict(explanation);
        writeln!(out, "{}", self.paint.role(role, line))?;
        let ruling = &explanation.ruling;
        if let Some(route) = ruling.route.map(|r| self.policy.route(r)) {
            self.line("to", &format!("{} ({}), {}", route.label, route.urgency.name(), route.reach), out)?;
            if let Some(phrase) = &route.phrase {
                self.line("say", &format!("“{phrase}”"), out)?;
            }
        }
        if !ruling.notify.is_empty() {
            let told: Vec<&str> = ruling.notify.iter().map(|r| self.policy.route(*r).label.as_str()).collect();
            self.line("tell", &told.join(", "), out)?;
        }
        if let (Some(Kind::SilenceAct), Silence::Act(words)) = (ruling.kind, &self.policy.silence) {
            self.line("how", words, out)?;
        }
        Ok(())
    }

    fn rules(&self, explanation: &Explanation, out: &mut dyn Write) -> io::Result<()> {
        let ruling = &explanation.ruling;
        for rule in &ruling.rules {
            self.rule(&self.policy.rules[rule.0], out)?;
        }
        self.listed("Still yours", &ruling.still, out)?;
        self.listed("Overruled", &ruling.overruled, out)?;
        for duty in ruling.also.iter().map(|at| &self.policy.also[*at]) {
            writeln!(out)?;
            self.line(&duty.id, &format!("{}: {}", duty.title, duty.task), out)?;
        }
        Ok(())
    }

    fn rule(&self, rule: &Rule, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out)?;
        let basis = match rule.basis {
            Basis::Law => "law",
            Basis::House => "house",
        };
        let title = format!("{}  {}", rule.id, self.paint.role(Role::Title, &rule.title));
        writeln!(out, "  {title}  {}", self.paint.role(Role::Quiet, &format!("({basis})")))?;
        self.line("rule", &rule.text, out)?;
        self.line("why", &rule.why, out)?;
        for first in &rule.first {
            self.line("first", first, out)?;
        }
        match &rule.outcome {
            RuleOutcome::Act(words) | RuleOutcome::Decline(words) => self.line("do", words, out)?,
            RuleOutcome::Escalate(_) => {}
        }
        if let Some(say) = &rule.say {
            self.line("say", &format!("“{say}”"), out)?;
        }
        Ok(())
    }

    fn listed(&self, heading: &str, rules: &[RuleId], out: &mut dyn Write) -> io::Result<()> {
        if rules.is_empty() {
            return Ok(());
        }
        self.heading(heading, out)?;
        for rule in rules.iter().map(|rule| &self.policy.rules[rule.0]) {
            self.line(&rule.id, &format!("{}: {}", rule.title, rule.text), out)?;
        }
        Ok(())
    }

    fn because(&self, explanation: &Explanation, out: &mut dyn Write) -> io::Result<()> {
        if explanation.because.is_empty() {
            return Ok(());
        }
        self.heading("Because", out)?;
        let width = self.label_width(explanation.because.iter().map(|r| r.fact));
        let alone = explanation.because.len() == 1;
        for reason in &explanation.because {
            let fact = self.policy.fact(reason.fact);
            let value = of_value(self.policy, fact, reason.value);
            self.row(&fact.label, &format!("{value}{}", self.part(reason, alone)), width, out)?;
        }
        Ok(())
    }

    /// A reason's part in the answer: the test that holds, the rule it keeps silent, or only that nothing else is left.
    fn part(&self, reason: &Reason, alone: bool) -> String {
        match (reason.rule.map(|r| self.policy.rules[r.0].id.as_str()), reason.holds) {
            (Some(rule), true) => format!(" ({rule}: {})", reason.test),
            (Some(rule), false) => format!(" (keeps {rule} silent: {})", reason.test),
            (None, _) if alone => " (leaves no other answer)".to_owned(),
            (None, _) => " (with the others, leaves no other answer)".to_owned(),
        }
    }

    fn missing(&self, explanation: &Explanation, out: &mut dyn Write) -> io::Result<()> {
        if explanation.missing.is_empty() {
            return Ok(());
        }
        self.heading("Ask for", out)?;
        let width = self.label_width(explanation.missing.iter().copied());
        for fact in explanation.missing.iter().map(|id| self.policy.fact(*id)) {
            self.row(&fact.label, fact.ask.as_deref().unwrap_or_default(), width, out)?;
        }
        Ok(())
    }

    fn turns(&self, heading: &str, flips: &[Flip], out: &mut dyn Write) -> io::Result<()> {
        if flips.is_empty() {
            return Ok(());
        }
        self.heading(heading, out)?;
        for flip in flips {
            let (role, word) = sentences::word(Some(flip.verdict));
            let rule = flip.rules.first().map(|r| format!(" ({})", self.policy.rules[r.0].id));
            let rule = rule.unwrap_or_else(|| " (no rule)".to_owned());
            let text = format!("{}{rule}", sentences::changes(self.policy, flip));
            let lines = wrap(&text, COLUMNS - 14);
            for (at, line) in lines.iter().enumerate() {
                let lead = if at == 0 { self.paint.role(role, &format!("{word:<10}")) } else { " ".repeat(10) };
                writeln!(out, "  {lead}  {line}")?;
            }
        }
        Ok(())
    }

    fn room(&self, explanation: &Explanation, out: &mut dyn Write) -> io::Result<()> {
        if explanation.room.is_empty() {
            return Ok(());
        }
        self.heading("Room", out)?;
        let width = self.label_width(explanation.room.iter().map(|r| r.fact));
        for room in &explanation.room {
            self.row(&self.policy.fact(room.fact).label, &sentences::room(self.policy, room), width, out)?;
        }
        Ok(())
    }

    fn no_matter(&self, case: &Case, explanation: &Explanation, out: &mut dyn Write) -> io::Result<()> {
        if explanation.no_matter.is_empty() {
            return Ok(());
        }
        self.heading("It did not matter", out)?;
        let facts = explanation.no_matter.iter();
        let named: Vec<String> =
            facts.map(|id| format!("{} ({})", self.policy.fact(*id).label, of_case(self.policy, *id, case))).collect();
        self.sheet.paragraph(Some(Role::Quiet), &named.join(" · "), out)
    }

    fn heading(&self, heading: &str, out: &mut dyn Write) -> io::Result<()> {
        self.sheet.heading(heading, out)
    }

    /// A short word, then text wrapped beside it.
    fn line(&self, word: &str, text: &str, out: &mut dyn Write) -> io::Result<()> {
        self.row(word, text, 6.max(word.width()), out)
    }

    fn row(&self, label: &str, text: &str, width: usize, out: &mut dyn Write) -> io::Result<()> {
        self.sheet.row(label, text, width, out)
    }

    fn label_width(&self, facts: impl Iterator<Item = FactId>) -> usize {
        facts.map(|id| self.policy.fact(id).label.width()).max().unwrap_or_default().min(LABELS)
    }
}
