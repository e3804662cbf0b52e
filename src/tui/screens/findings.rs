//! What is wrong with a pack: each mistake in its line, with a caret and a way out.

use super::title;
use crate::domain::diagnostic::{Diagnostic, Severity, line_and_column};
use crate::domain::text::Text;
use crate::domain::wording::counted;
use crate::tui::model::Model;
use crate::tui::page::Page;
use crate::tui::rich::{Rich, Role};
use crate::tui::shelf::{Findings, Slot};
use crate::tui::wrap::wrapped;
use unicode_width::UnicodeWidthStr;

/// Before a way out.
const HELP: &str = "  help  ";

/// The page.
pub fn page(model: &Model, place: usize, scroll: usize, width: usize) -> Page {
    let Some(slot) = model.shelf.as_ref().and_then(|s| s.slots.get(place)) else { return Page::default() };
    let findings = slot.findings();
    let mut body = Vec::new();
    for diagnostic in &findings.diagnostics {
        body.extend(finding(findings, diagnostic, width.min(100)));
        body.push(Rich::new());
    }
    if findings.diagnostics.is_empty() {
        body.push(Rich::dim("Nothing is wrong with this pack."));
    }
    let what = match slot {
        Slot::Broken(_) => {
            let others = model.shelf.as_ref().is_some_and(|shelf| shelf.first().is_some());
            let others = if others { " The others can." } else { "" };
            Rich::of(Role::Wrong, "✗ ").push(Role::Body, format!("It can't be played until its policy is mended.{others}"))
        }
        Slot::Ready(_) => Rich::of(Role::Caution, "! ").push(
            Role::Body,
            format!("{} The rest plays.", counted(findings.left_out, "case is left out.", "cases are left out.")),
        ),
    };
    let name = Rich::of(Role::Strong, slot.name().to_owned());
    Page { title: title("diagnostics"), head: vec![Rich::new(), name, what, Rich::new()], body, scroll, ..Page::default() }
}

fn finding(findings: &Findings, diagnostic: &Diagnostic, width: usize) -> Vec<Rich> {
    let role = match diagnostic.severity {
        Severity::Error => Role::Wrong,
        Severity::Warning => Role::Caution,
    };
    let mut lines = Vec::new();
    let head = Rich::of(role, format!("{} ", diagnostic.severity.word())).push(Role::Strong, safe(&diagnostic.message));
    lines.extend(wrapped(&head.push(Role::Dim, format!("  {}", diagnostic.code)), width, HELP.len()));
    let source = findings.sources.iter().find(|s| s.file == diagnostic.file).map(|s| s.text.as_str());
    lines.extend(place(diagnostic, source.unwrap_or_default(), role, width));
    if let Some(instead) = diagnostic.replacement.as_ref().filter(|_| diagnostic.help.is_empty()) {
        lines.extend(help(&format!("did you mean `{}`?", safe(instead)), width));
    }
    if !diagnostic.help.is_empty() {
        lines.extend(help(&safe(&diagnostic.help), width));
    }
    lines
}

/// A way out; what is too long for a line goes on under its text.
fn help(way_out: &str, width: usize) -> Vec<Rich> {
    wrapped(&Rich::dim(HELP).push(Role::Body, way_out.to_owned()), width, HELP.len())
}

/// File, line and column; then the line itself with carets beneath.
fn place(diagnostic: &Diagnostic, source: &str, role: Role, width: usize) -> Vec<Rich> {
    let file = safe(&diagnostic.file);
    if source.is_empty() || diagnostic.span.is_empty() {
        return vec![Rich::dim(format!("  in {file}"))];
    }
    let (line, column) = line_and_column(source, diagnostic.span.start);
    let mut lines = vec![Rich::dim(format!("  in {file}, line {line}, column {column}"))];
    let Some(text) = source.lines().nth(line - 1) else { return lines };
    let before = safe(&text.chars().take(column - 1).collect::<String>());
    let marked = safe(source.get(diagnostic.span.clone()).unwrap_or_default().lines().next().unwrap_or_default());
    let number = format!("{line:>5} │ ");
    // A long line is shown from where the mistake can be seen.
    let room = width.saturating_sub(number.width()).max(1);
    let skip = (before.width() + marked.width().min(20)).saturating_sub(room);
    let shown: String = safe(text).chars().skip(skip).collect();
    let carets = "^".repeat(marked.width().clamp(1, room));
    lines.push(Rich::dim(number).push(Role::Body, shown));
    lines.push(Rich::dim("      │ ").push(role, format!("{}{carets}", " ".repeat(before.width().saturating_sub(skip)))));
    lines
}

/// Diagnostics quote files: what they quote is made safe here.
fn safe(text: &str) -> String {
    Text::clean(text).to_string()
}
