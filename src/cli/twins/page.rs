//! A scenario's twins as a page for people.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::Family;
use crate::cli::explain::sentences::{move_of, word};
use crate::cli::paint::{Paint, Role};
use crate::domain::policy::analysis::twins::Twin;
use crate::domain::scenario::layout::wrap;
use crate::domain::wording::line;

/// Columns of the page.
const COLUMNS: usize = 80;

/// Writes the page.
pub(super) struct Page<'f, 'p> {
    family: &'f Family<'p>,
    paint: Paint,
}

impl<'f, 'p> Page<'f, 'p> {
    pub(super) fn new(family: &'f Family<'p>, colour: bool) -> Self {
        Self { family, paint: Paint { colour } }
    }

    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let (family, policy) = (self.family, self.family.policy);
        let name = format!("{}, {}", policy.id, policy.version);
        let title = &family.scenario.title;
        let gap = " ".repeat(COLUMNS.saturating_sub(title.width() + name.width()).max(2));
        writeln!(out, "{}{gap}{}\n", self.paint.role(Role::Title, title), self.paint.role(Role::Quiet, &name))?;
        let (role, answer) = word(family.ruling.verdict);
        let rule = family.id(family.ruling.decider()).map_or("no rule".to_owned(), str::to_owned);
        writeln!(out, "{}", self.paint.role(role, &format!("{answer} ({rule})")))?;
        self.text(&family.case, out)?;
        if family.twins.is_empty() {
            writeln!(out, "\nIt is near no line: no single fact, moved a little, turns the answer.")?;
        }
        family.twins.iter().try_for_each(|twin| self.twin(twin, out))?;
        self.cousin(out)
    }

    fn twin(&self, twin: &Twin, out: &mut dyn Write) -> io::Result<()> {
        let Some(change) = self.family.change(twin) else { return Ok(()) };
        let (role, answer) = word(Some(twin.answer));
        let rule = self.family.id(twin.decider).unwrap_or("no rule");
        let but = move_of(self.family.policy, &change);
        let lead = if self.family.tells(twin) { "" } else { "The same, but " };
        writeln!(out)?;
        let answer = format!("{answer} ({rule})");
        for (nth, text) in wrap(&format!("{lead}{but}"), COLUMNS - 20).iter().enumerate() {
            let left = if nth == 0 { format!("{answer:<18}") } else { " ".repeat(18) };
            writeln!(out, "{}  {}", self.paint.role(role, &left), self.paint.role(Role::Title, text))?;
        }
        if self.family.tells(twin) { self.text(&twin.case, out) } else { Ok(()) }
    }

    /// Story and speech, filled from a case.
    fn text(&self, case: &crate::domain::policy::case::Case, out: &mut dyn Write) -> io::Result<()> {
        let (policy, scenario) = (self.family.policy, &self.family.scenario);
        for line in wrap(&scenario.story.fill(policy, case), COLUMNS - 2) {
            writeln!(out, "{}", format!("  {line}").trim_end())?;
        }
        for said in &scenario.speech {
            let text = format!("{}: “{}”", said.who.name(), said.text.fill(policy, case));
            for line in wrap(&text, COLUMNS - 2) {
                writeln!(out, "  {}", self.paint.role(Role::Quiet, &line))?;
            }
        }
        Ok(())
    }

    fn cousin(&self, out: &mut dyn Write) -> io::Result<()> {
        let family = self.family;
        let Some((cousin, differs)) = &family.cousin else { return Ok(()) };
        writeln!(out, "\n{}", self.paint.role(Role::Heading, "Its cousin"))?;
        let but = line::differences(family.policy, cousin, &family.case, differs);
        let rule = family.id(family.ruling.decider()).map_or("no rule speaks all the same".to_owned(), |r| format!("still {r}"));
        let text = format!("{}: {rule}. {but}.", word(family.ruling.verdict).1);
        wrap(&text, COLUMNS - 2).iter().try_for_each(|line| writeln!(out, "  {line}"))
    }
}
