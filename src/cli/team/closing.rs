//! What a meeting showed, written down when it closes: a page beside its journal, and drafts in the pack's inbox.

use std::fs;
use std::path::Path;

use crate::cli::debrief::Told;
use crate::cli::environment::Environment;
use crate::domain::text::Text;
use crate::export::debrief::{Format, page};
use crate::tui::host::model::Written;

/// Writes the page and the drafts of a journal; what can't be written is said.
pub(super) fn write(journal: &Path, environment: &Environment) -> Result<Written, String> {
    let told = Told::of(journal, None, environment).map_err(|error| format!("It can't be told: {error}."))?;
    let path = journal.with_extension(Format::Html.ending());
    fs::write(&path, page(&told.debrief, Format::Html))
        .map_err(|error| format!("It can't be written to {}: {error}.", path.display()))?;
    let mut kept = vec![format!("Kept as a page to print and pass on: {}", path.display())];
    kept.extend(told.drop_drafts());
    let lines = page(&told.debrief, Format::Text).lines().map(Text::clean).collect();
    Ok(Written { lines, kept })
}
