//! What the program takes from its surroundings, once: the day, the folders, and whether colour is wanted.

use std::env;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use jiff::{Timestamp, Zoned};

use super::Failure;
use crate::content::Sources;
use crate::domain::policy::date::Date;
use crate::store::folder::data_folder;

/// The surroundings of one run.
#[derive(Clone, Debug)]
pub(super) struct Environment {
    /// The user's data folder.
    pub(super) data: PathBuf,
    /// Today, by `EOA_NOW` or the system's clock.
    pub(super) today: Date,
    /// Whether standard output is a terminal.
    pub(super) terminal: bool,
    /// Whether it is one that may be coloured.
    pub(super) colour: bool,
}

impl Environment {
    /// Reads them; `given` is the folder on the command line.
    pub(super) fn read(given: Option<&Path>) -> Result<Self, Failure> {
        let plain = env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty()) || env::var_os("TERM").is_some_and(|t| t == "dumb");
        let terminal = std::io::stdout().is_terminal();
        Ok(Self { data: data_folder(given), today: today()?, terminal, colour: terminal && !plain })
    }

    /// Where packs are looked for.
    pub(super) fn sources(&self) -> Sources {
        Sources { data: Some(self.data.clone()) }
    }
}

fn today() -> Result<Date, Failure> {
    let date = match env::var("EOA_NOW") {
        // The day is the one in the offset that is written there.
        Ok(now) => now.parse::<Timestamp>().ok().and_then(|_| now.get(..10)?.parse::<jiff::civil::Date>().ok()),
        Err(_) => Some(Zoned::now().date()),
    };
    let date = date.ok_or_else(|| Failure::Unusable("EOA_NOW is not a time like 2026-11-21T09:30:00Z".to_owned()))?;
    let parts = (u16::try_from(date.year()), u8::try_from(date.month()), u8::try_from(date.day()));
    let (Ok(year), Ok(month), Ok(day)) = parts else {
        return Err(Failure::Unusable("the clock is before the year 1".to_owned()));
    };
    Date::new(year, month, day).ok_or_else(|| Failure::Unusable("the clock shows no day of our calendar".to_owned()))
}

/// Reads `--as-of 2026-09-01`.
pub(super) fn day(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "write a day like 2026-09-01".to_owned())
}
