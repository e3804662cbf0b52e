//! What was counted, as a page for people.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::counted::{Counted, Moves};
use super::input::Sweep;
use super::{Assumptions, Report};
use crate::cli::paint::Role;
use crate::cli::sheet::{Sheet, grouped, many};
use crate::domain::policy::Policy;
use crate::domain::policy::explanation::{Decision, Verdict};
use crate::domain::policy::fact::Unit;
use crate::domain::policy::quantity::Quantity;
use crate::domain::policy::route::RouteId;
use crate::domain::policy::whatif::control::{break_even_approval, break_even_loss, costs, to_hundredths};
use crate::domain::policy::whatif::knob::{Knob, knobs as all_knobs};
use crate::domain::policy::whatif::tally::{Moved, Tally, answers};
use crate::domain::scenario::figures::of_quantity;
use crate::domain::wording::range::between;

/// Columns of the labels.
const LABEL: usize = 22;
/// Columns of a bar that is full.
const BAR: usize = 30;

/// What can be moved, and what it is now.
pub(super) fn knobs(policy: &Policy, colour: bool, out: &mut dyn Write) -> io::Result<()> {
    let sheet = Sheet::new(colour);
    let knobs = all_knobs(policy);
    sheet.head(&policy.title, &format!("{}, {}", policy.id, policy.version), out)?;
    writeln!(out, "What can be moved, with --set NAME=NUMBER or --sweep NAME=FROM..TO")?;
    writeln!(out)?;
    let width = knobs.iter().map(|k| k.name.len()).max().unwrap_or_default().min(50);
    knobs.iter().try_for_each(|k| sheet.row(&k.name, &k.value.to_string(), width, out))
}

pub(super) fn write(report: &Report<'_>, colour: bool, out: &mut dyn Write) -> io::Result<()> {
    let page = Page { report, policy: report.policy, sheet: Sheet::new(colour) };
    page.head(out)?;
    if !report.changes.is_empty() {
        if let Some(tally) = report.scenarios.tallies.first() {
            page.tally(&many(count(tally), "scenario"), tally, out)?;
            page.moves(&report.moves, out)?;
            if report.cases.is_none() {
                page.trust(tally, out)?;
            }
        }
        if let Some((name, counted)) = &report.cases
            && let Some(tally) = counted.tallies.first()
        {
            let cases = format!("{} {} in {name}", grouped(tally.cases()), if tally.cases() == 1 { "case" } else { "cases" });
            page.tally(&cases, tally, out)?;
            page.trust(tally, out)?;
        }
    }
    if let Some(sweep) = &report.sweep {
        let (of, counted) = match &report.cases {
            Some((name, counted)) => (format!("the cases in {name}"), counted),
            None => ("the scenarios".to_owned(), &report.scenarios),
        };
        page.sweep(sweep, &of, counted, out)?;
    }
    if let Some((name, counted)) = &report.cases {
        page.refused(name, counted, out)?;
    }
    writeln!(out)
}

fn count(tally: &Tally) -> usize {
    usize::try_from(tally.cases()).unwrap_or(usize::MAX)
}

struct Page<'r> {
    report: &'r Report<'r>,
    policy: &'r Policy,
    sheet: Sheet,
}

impl Page<'_> {
    fn head(&self, out: &mut dyn Write) -> io::Result<()> {
        let about = format!("{}, {}", self.policy.id, self.policy.version);
        self.sheet.head(&self.policy.title, &about, out)?;
        for change in &self.report.changes {
            writeln!(out, "{}   {} → {}", change.knob.name, change.knob.value, change.to)?;
            self.out_of_reach(&change.knob, change.to, out)?;
        }
        if let Some(Sweep { knob, points }) = &self.report.sweep
            && let Some((first, last)) = points.first().zip(points.last())
        {
            writeln!(out, "{}   {}, moved from {first} to {last}", knob.name, knob.value)?;
            self.out_of_reach(knob, *first, out)?;
            // A sweep may begin where it ends.
            if last != first {
                self.out_of_reach(knob, *last, out)?;
            }
        }
        Ok(())
    }

    /// Says so where a limit is put where its fact never comes.
    fn out_of_reach(&self, knob: &Knob, value: Quantity, out: &mut dyn Write) -> io::Result<()> {
        let fact = knob.out_of_reach(self.policy, value).map(|f| self.policy.fact(f));
        let Some((fact, number)) = fact.and_then(|fact| Some((fact, fact.number()?))) else { return Ok(()) };
        let words = format!("{value} is out of reach: `{}` goes from {} to {}", fact.name, number.min, number.max);
        self.sheet.paragraph(Some(Role::Quiet), &words, out)
    }

    fn tally(&self, heading: &str, tally: &Tally, out: &mut dyn Write) -> io::Result<()> {
        self.sheet.heading(heading, out)?;
        let mut any = false;
        for (from, to) in answers().flat_map(|a| answers().map(move |b| (a, b))).filter(|(a, b)| a != b) {
            let moved = tally.moved(from, to);
            if moved.cases > 0 {
                any = true;
                self.row(&format!("{} → {}", word(from), word(to)), &self.moved(moved), out)?;
            }
        }
        if !any {
            self.row("no answer changes", "", out)?;
        }
        let (freed, taken) = (tally.turned(Decision::Escalate, Decision::Act), tally.turned(Decision::Act, Decision::Escalate));
        match freed.cases.cmp(&taken.cases) {
            std::cmp::Ordering::Greater => self.row("approvals saved", &grouped(freed.cases - taken.cases), out)?,
            std::cmp::Ordering::Less => self.row("approvals added", &grouped(taken.cases - freed.cases), out)?,
            std::cmp::Ordering::Equal => {}
        }
        self.routes(tally, out)?;
        if tally.before(None) + tally.after(None) > 0 {
            let words =
                format!("{} before, {} after: facts are missing", grouped(tally.before(None)), grouped(tally.after(None)));
            self.row("undetermined", &words, out)?;
        }
        if tally.impossible > 0 {
            self.row("can't occur", &grouped(tally.impossible), out)?;
        }
        Ok(())
    }

    /// Who would hear of more or fewer cases.
    fn routes(&self, tally: &Tally, out: &mut dyn Write) -> io::Result<()> {
        for (at, route) in self.policy.routes.iter().enumerate() {
            let [before, after] = tally.handed(RouteId(at));
            if before != after {
                let words = format!("{}: {} before, {} after", route.label, grouped(before), grouped(after));
                self.row("handed over", &words, out)?;
            }
        }
        Ok(())
    }

    fn moved(&self, moved: &Moved) -> String {
        let cases = grouped(moved.cases);
        if self.policy.at_stake.is_empty() || moved.unpriced == moved.cases {
            return cases;
        }
        let money = format!("{cases}, {} at stake", self.money(moved.money));
        if moved.unpriced == 0 { money } else { format!("{money} ({} don't say how much)", grouped(moved.unpriced)) }
    }

    fn moves(&self, moves: &[Moves], out: &mut dyn Write) -> io::Result<()> {
        for moved in moves {
            writeln!(out)?;
            self.sheet.paragraph(None, &moved.id, out)?;
            self.sheet.row("was", moved.was.words(), 4, out)?;
            self.sheet.row("now", moved.now.words(), 4, out)?;
        }
        Ok(())
    }

    /// What it costs to trust, and what it costs to control, over the range of what a mistake costs.
    fn trust(&self, tally: &Tally, out: &mut dyn Write) -> io::Result<()> {
        let freed = tally.turned(Decision::Escalate, Decision::Act);
        let taken = tally.turned(Decision::Act, Decision::Escalate);
        for (moved, words) in [(freed, "that nobody would have to ask about"), (taken, "that would have to be asked about")] {
            if let Some(loss) = (moved.cases > 0).then(|| loss(&self.report.assumed, &moved)).flatten() {
                self.weighed(&moved, &loss, words, out)?;
            }
        }
        Ok(())
    }

    fn weighed(&self, moved: &Moved, loss: &LossRange, words: &str, out: &mut dyn Write) -> io::Result<()> {
        let Assumptions { shares, approval, .. } = &self.report.assumed;
        let cases = if moved.cases == 1 { "case" } else { "cases" };
        self.sheet.heading(&format!("Trust against control, for the {} {cases} {words}", grouped(moved.cases)), out)?;
        let range = self.range(loss.low.millionths().into(), loss.high.millionths().into());
        let mean = loss.mean.map(|m| format!(", {} on average", self.money(m.millionths().into()))).unwrap_or_default();
        let what = if loss.given { "" } else { ": what is at stake" };
        self.row("a mistake costs", &format!("{range}{mean}{what}"), out)?;
        let (wrong, caught) = (percent(shares.wrong), percent(shares.caught));
        self.row("assumed", &format!("{wrong} of 100 are settled wrongly; an approval catches {caught} of 100 of these"), out)?;
        let (low, high) = (costs(moved.cases, loss.low, shares), costs(moved.cases, loss.high, shares));
        self.row("settled alone", &format!("costs {}", self.range(low.trust, high.trust)), out)?;
        let control = self.range(low.control, high.control);
        match approval {
            Some(cost) => {
                let each = of_quantity(self.policy, Unit::Money, *cost);
                self.row("approved each time", &format!("costs {control}, with each approval at {each}"), out)?;
                if let Some(even) = break_even_loss(shares) {
                    let words = format!("where a mistake costs more than {}", self.money(even));
                    self.row("control pays only", &words, out)?;
                }
            }
            None => {
                let name = if moved.cases == 1 { "approval" } else { "approvals" };
                let approvals = format!("costs {control}, and {} {name}", grouped(moved.cases));
                self.row("approved each time", &approvals, out)?;
                let even = (break_even_approval(loss.low, shares), break_even_approval(loss.high, shares));
                if let (Some(low), Some(high)) = even {
                    let words = format!("where an approval costs less than {}", self.range(low, high));
                    self.row("control pays only", &words, out)?;
                }
            }
        }
        Ok(())
    }

    fn sweep(&self, sweep: &Sweep, of: &str, counted: &Counted, out: &mut dyn Write) -> io::Result<()> {
        self.sheet.heading(&format!("How many of {of} are settled alone"), out)?;
        let skip = usize::from(!self.report.changes.is_empty());
        let rows: Vec<(String, &Tally)> =
            sweep.points.iter().map(ToString::to_string).zip(counted.tallies.iter().skip(skip)).collect();
        let width = rows.iter().map(|r| r.0.len()).max().unwrap_or_default();
        let stake = if self.policy.at_stake.is_empty() { "" } else { "their money" };
        let columns = format!("  {:width$}  {:BAR$}  {:>9}  {:>9}  {stake}", "", "", "alone", "escalate");
        writeln!(out, "{}", self.sheet.paint.role(Role::Quiet, columns.trim_end()))?;
        // A bar begins at none, and the longest is full: most of what a sweep moves is little beside all cases.
        let most = rows.iter().map(|r| r.1.alone()).max().unwrap_or_default();
        for (value, tally) in &rows {
            let (alone, over) = (tally.alone(), tally.after(Some(Verdict::Escalate)));
            let drawn = bar(alone, most);
            let rest = " ".repeat(BAR.saturating_sub(drawn.width()));
            let bar = self.sheet.paint.role(Role::Act, &drawn);
            let money = tally.alone_after();
            let stake = if self.policy.at_stake.is_empty() { String::new() } else { self.money(money.money) };
            let now = if sweep.knob.value.to_string() == *value { "   as it is" } else { "" };
            let row = format!("  {value:>width$}  {bar}{rest}  {:>9}  {:>9}  {stake}{now}", grouped(alone), grouped(over));
            writeln!(out, "{}", row.trim_end())?;
        }
        Ok(())
    }

    fn refused(&self, name: &str, counted: &Counted, out: &mut dyn Write) -> io::Result<()> {
        if counted.refused == 0 {
            return Ok(());
        }
        let lines = if counted.refused == 1 { "line" } else { "lines" };
        self.sheet.heading(&format!("{} {lines} of {name} could not be used", grouped(counted.refused as u64)), out)?;
        for (line, why) in &counted.errors {
            self.sheet.paragraph(None, &format!("line {line}: {why}"), out)?;
        }
        let more = counted.refused - counted.errors.len();
        if more > 0 {
            self.sheet.paragraph(Some(Role::Quiet), &format!("and {} more", grouped(more as u64)), out)?;
        }
        Ok(())
    }

    fn row(&self, label: &str, text: &str, out: &mut dyn Write) -> io::Result<()> {
        self.sheet.row(label, text, LABEL, out)
    }

    fn money(&self, millionths: i128) -> String {
        of_quantity(self.policy, Unit::Money, to_hundredths(millionths))
    }

    fn range(&self, low: i128, high: i128) -> String {
        let (low, high) = (to_hundredths(low), to_hundredths(high));
        if low == high { of_quantity(self.policy, Unit::Money, low) } else { between(self.policy, Unit::Money, low, high) }
    }
}

/// What a mistake costs.
pub(super) struct LossRange {
    pub(super) low: Quantity,
    pub(super) mean: Option<Quantity>,
    pub(super) high: Quantity,
    /// It was said on the command line.
    pub(super) given: bool,
}

/// The range that was said; else that of what is at stake in these cases. None where none of them says.
pub(super) fn loss(assumed: &Assumptions, moved: &Moved) -> Option<LossRange> {
    if let Some(loss) = assumed.loss {
        return Some(LossRange { low: loss.low, mean: None, high: loss.high, given: true });
    }
    let (low, high) = moved.range?;
    let exact = Quantity::from_millionths;
    Some(LossRange { low: exact(low), mean: moved.average().map(exact), high: exact(high), given: false })
}

/// So much of the most, to an eighth of a column; what is more than none shows.
fn bar(part: u64, most: u64) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let wide = (u128::from(part) * BAR as u128 * 8).checked_div(u128::from(most)).unwrap_or_default();
    let wide = usize::try_from(wide).unwrap_or_default().max(usize::from(part > 0));
    format!("{}{}", "█".repeat(wide / 8), EIGHTHS.get(wide % 8).copied().unwrap_or_default())
}

fn percent(share: u32) -> Quantity {
    Quantity::from_millionths(i64::from(share) * 100)
}

fn word(answer: Option<Verdict>) -> &'static str {
    match answer {
        Some(Verdict::Yes) => "act, yes",
        Some(Verdict::No) => "act, no",
        Some(Verdict::Escalate) => "escalate",
        Some(Verdict::Either) => "act, either",
        None => "undetermined",
    }
}
