//! What is wrong in a file, where, and how to mend it: data only. Terminal, JSON and the game's error screen each render it.

pub mod codes;

use std::ops::Range;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The file cannot be used as it is.
    Error,
    /// The file works, but somebody should look.
    Warning,
}

impl Severity {
    /// The word shown to people and programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One finding: a stable code, a place, a sentence in a team lead's words, and a way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable, as in `policy::unknown-fact`; documented under the same heading in the author's guide.
    pub code: &'static str,
    /// Error or warning.
    pub severity: Severity,
    /// What is wrong, one sentence.
    pub message: String,
    /// How to mend it; empty when the message says it all.
    pub help: String,
    /// The file, as a path relative to where the pack was found.
    pub file: String,
    /// Bytes of that file; an empty range at 0 speaks of the file as a whole.
    pub span: Range<usize>,
    /// Text that would mend it in place of `span`, where that is certain enough to offer.
    pub replacement: Option<String>,
    /// The id of the rule or duty it is about: what `rule` in an `[[accept]]` names. None where it is about none.
    pub clause: Option<String>,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(code: &'static str, file: &str, span: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            help: String::new(),
            file: file.to_owned(),
            span,
            replacement: None,
            clause: None,
        }
    }

    /// A warning at a place.
    pub fn warning(code: &'static str, file: &str, span: Range<usize>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, file, span, message) }
    }

    /// Adds the way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// Says which rule or duty it is about, so that it can be accepted there alone.
    #[must_use]
    pub fn about(mut self, clause: impl Into<String>) -> Self {
        self.clause = Some(clause.into());
        self
    }

    /// Offers text in place of the span.
    #[must_use]
    pub fn replace_with(mut self, replacement: impl Into<String>) -> Self {
        self.replacement = Some(replacement.into());
        self
    }
}

/// The line and column (both from 1, in characters) of a byte offset.
pub fn line_and_column(source: &str, offset: usize) -> (usize, usize) {
    let offset = (0..=offset.min(source.len())).rev().find(|o| source.is_char_boundary(*o)).unwrap_or(0);
    let before = &source[..offset];
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |i| i + 1);
    (line, before[start..].chars().count() + 1)
}
