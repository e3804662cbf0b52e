//! A finding on the screen: the line it stands on, a caret under it, and the way out.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Patch, Renderer, Snippet};

use crate::domain::diagnostic::{Diagnostic, Severity, line_and_column};
use crate::domain::scenario::layout::wrap;
use crate::domain::text::Text;

/// Lines longer than this are not shown: nobody reads them, and a hostile one would take for ever to draw.
const LONGEST_LINE: usize = 400;
/// Columns before a way out, with those of the widest line number.
const BEFORE_HELP: usize = 16;
/// Sentences are not broken into less than that.
const NARROWEST: usize = 20;

/// Draws findings in one style.
#[derive(Debug)]
pub(super) struct Drawer {
    renderer: Renderer,
    /// Sentences are broken into lines of so many columns, if at all.
    columns: Option<usize>,
}

impl Drawer {
    /// In colour or plain; for a terminal of so many columns, which would break sentences within words, or for a pipe, where one
    /// finding has one line to search for.
    pub(super) fn new(colour: bool, columns: Option<usize>) -> Self {
        Self { renderer: if colour { Renderer::styled() } else { Renderer::plain() }, columns }
    }

    /// One finding; `path` is the file as the user knows it, `source` its text.
    pub(super) fn draw(&self, diagnostic: &Diagnostic, path: &str, source: Option<&str>) -> String {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let before = format!("{}[{}]: ", diagnostic.severity.word(), diagnostic.code);
        let message = self.broken(safe(&diagnostic.message), before.len());
        let title = level.primary_title(message).id(diagnostic.code);
        let group = match source.and_then(|source| Shown::new(source, diagnostic)) {
            Some(shown) => {
                let annotation = AnnotationKind::Primary.span(shown.span.clone());
                title.element(Snippet::source(shown.text).line_start(shown.line).path(safe(path)).annotation(annotation))
            }
            None => title.element(origin(path, source, diagnostic)),
        };
        let help = self.broken(safe(&diagnostic.help), BEFORE_HELP);
        let patch = source
            .filter(|_| !help.is_empty())
            .and_then(|source| Some((diagnostic.replacement.as_deref()?, Shown::new(source, diagnostic)?)));
        let report: Vec<Group<'_>> = match patch {
            Some((replacement, shown)) => {
                let replacement = shown.quoted(replacement);
                let snippet = Snippet::source(shown.text).line_start(shown.line).patch(Patch::new(shown.span, replacement));
                vec![group, Group::with_title(Level::HELP.secondary_title(help)).element(snippet)]
            }
            None if help.is_empty() => vec![group],
            None => vec![group.element(Level::HELP.message(help))],
        };
        self.renderer.render(&report)
    }

    /// A sentence in lines that leave room for what stands before it.
    fn broken(&self, sentence: String, before: usize) -> String {
        match self.columns {
            Some(columns) => wrap(&sentence, columns.saturating_sub(before).max(NARROWEST)).join("\n"),
            None => sentence,
        }
    }
}

/// The file, with line and column where there is a place in it.
fn origin<'p>(path: &str, source: Option<&str>, diagnostic: &Diagnostic) -> Origin<'p> {
    let origin = Origin::path(safe(path));
    match source.filter(|_| diagnostic.span != (0..0)) {
        Some(source) => {
            let (line, column) = line_and_column(source, diagnostic.span.start);
            origin.line(line).char_column(column)
        }
        None => origin,
    }
}

/// The line a finding stands on, safe to show, with the finding's place in it.
struct Shown {
    text: String,
    line: usize,
    span: std::ops::Range<usize>,
}

impl Shown {
    fn new(source: &str, diagnostic: &Diagnostic) -> Option<Self> {
        let at = diagnostic.span.start.min(source.len());
        if diagnostic.span == (0..0) || !source.is_char_boundary(at) {
            return None;
        }
        let start = source[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let end = source[at..].find('\n').map_or(source.len(), |newline| at + newline);
        if end - start > LONGEST_LINE {
            return None;
        }
        let mut shown = Self { text: String::new(), line: line_and_column(source, at).0, span: 0..0 };
        for (offset, c) in source[start..end].trim_end_matches('\r').char_indices() {
            if start + offset == at {
                shown.span.start = shown.text.len();
            }
            if start + offset < diagnostic.span.end {
                shown.span.end = shown.text.len() + visible(c).len_utf8();
            }
            shown.text.push(visible(c));
        }
        if at >= start + source[start..end].trim_end_matches('\r').len() {
            shown.span.start = shown.text.len();
        }
        shown.span.end = shown.span.end.max(shown.span.start);
        Some(shown)
    }

    /// A replacement in quotes where what it replaces stands in quotes.
    fn quoted(&self, replacement: &str) -> String {
        let replaced = &self.text[self.span.clone()];
        match replaced.chars().next().filter(|c| matches!(c, '"' | '\'')) {
            Some(quote) if !replacement.starts_with(['"', '\'']) => format!("{quote}{replacement}{quote}"),
            _ => replacement.to_owned(),
        }
    }
}

/// A character as it may be shown: what acts on the terminal or can't be seen is replaced by a sign.
fn visible(c: char) -> char {
    let mut buffer = [0; 4];
    let kept = c == '\t' || !Text::clean(c.encode_utf8(&mut buffer)).as_str().is_empty();
    if kept { c } else { '\u{fffd}' }
}

fn safe(text: &str) -> String {
    Text::clean(text).as_str().replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::Drawer;
    use crate::domain::policy::source;

    const POLICY: &str = "[policy]\nid = \"a-shop-whose-rules-nobody-has-written-down-yet\"\ntitel = \"Shop\"\n";

    #[test]
    fn on_a_terminal_sentences_are_broken_between_words_and_nothing_is_lost() {
        let found = source::parse(POLICY, "policy.toml").diagnostics;
        assert!(found.len() > 1, "more than one sentence is tried");
        for diagnostic in &found {
            let draw = |columns| Drawer::new(false, columns).draw(diagnostic, "policy.toml", Some(POLICY));
            let broken = draw(Some(60));
            // What stands in the margin is no word.
            let words = |text: &str| text.split_whitespace().filter(|word| *word != "|").map(str::to_owned).collect::<Vec<_>>();
            assert_eq!(words(&broken), words(&draw(None)), "{broken}");
            let quoted = |line: &str| POLICY.lines().any(|of_file| line.ends_with(of_file));
            assert!(broken.lines().all(|line| line.chars().count() <= 60 || quoted(line)), "{broken}");
        }
    }
}
