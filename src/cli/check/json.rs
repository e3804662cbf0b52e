//! Findings as JSON: one array.

use std::io::Write;

use serde::Serialize;

use super::{Checked, path};
use crate::cli::Failure;
use crate::domain::diagnostic::{Diagnostic, line_and_column};

/// A finding as tools read it; lines and columns count from 1 in characters, and the end is past the last.
#[derive(Debug, Serialize)]
struct Finding<'d> {
    code: &'d str,
    severity: &'d str,
    message: &'d str,
    help: &'d str,
    file: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

/// Writes all findings of all packs.
pub(super) fn write(checked: &[Checked], out: &mut dyn Write) -> Result<(), Failure> {
    let findings: Vec<Finding<'_>> = checked.iter().flat_map(|c| c.found.iter().map(move |d| finding(c, d))).collect();
    serde_json::to_writer_pretty(&mut *out, &findings).map_err(std::io::Error::from)?;
    writeln!(out)?;
    Ok(())
}

fn finding<'d>(checked: &Checked, diagnostic: &'d Diagnostic) -> Finding<'d> {
    let source = checked.pack.texts.get(&diagnostic.file).map(String::as_str).unwrap_or_default();
    let (line, column) = line_and_column(source, diagnostic.span.start);
    let (end_line, end_column) = line_and_column(source, diagnostic.span.end);
    Finding {
        code: diagnostic.code,
        severity: diagnostic.severity.word(),
        message: &diagnostic.message,
        help: &diagnostic.help,
        file: path(checked, diagnostic),
        line,
        column,
        end_line,
        end_column,
    }
}
