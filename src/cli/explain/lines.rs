//! Cases from a file or standard input, explained as they come.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use super::{Explainer, code};
use crate::cli::cases::Settings;
use crate::cli::lines::{Cases, open};
use crate::cli::{Failure, Outcome};
use crate::domain::policy::case::Case;

/// A line that can't be used.
#[derive(Debug, Serialize)]
struct Refused<'e> {
    line: usize,
    error: &'e str,
}

/// Explains every object of facts in a file; `-` is standard input.
pub(super) fn explain(explainer: &Explainer<'_>, path: &Path, settings: &Settings, out: &mut dyn Write) -> Outcome {
    let mut cases = Cases::new(explainer.policy, open(path)?);
    let mut refused = false;
    while let Some((line, case)) = cases.next()? {
        refused |= !one(explainer, settings, line, case, out)?;
    }
    Ok(code(refused))
}

/// Explains the case of a line, or says why there is none: false.
fn one(
    explainer: &Explainer<'_>,
    settings: &Settings,
    line: usize,
    case: Result<Case, String>,
    out: &mut dyn Write,
) -> Result<bool, Failure> {
    let written = match case {
        Ok(mut case) => {
            settings.apply(&mut case);
            explainer.write(None, &case, out)?
        }
        Err(why) => Err(why),
    };
    let Err(error) = written else { return Ok(true) };
    if explainer.json {
        serde_json::to_writer(&mut *out, &Refused { line, error: &error }).map_err(io::Error::from)?;
        writeln!(out)?;
    } else {
        writeln!(out, "line {line}: {error}\n")?;
    }
    Ok(false)
}
