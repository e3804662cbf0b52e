//! Shares and ranges as the command line writes them.

use std::str::FromStr;

use crate::domain::policy::quantity::Quantity;
use crate::domain::policy::whatif::control::WHOLE;

/// A share of a hundred, held in millionths of the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Share(pub(super) u32);

impl FromStr for Share {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "write a number from 0 to 100".to_owned();
        let percent = Quantity::parse(text.trim_end_matches(['%', ' '])).map_err(|_| wrong())?;
        let share = u32::try_from(percent.millionths() / 100).map_err(|_| wrong())?;
        if share > WHOLE { Err(wrong()) } else { Ok(Self(share)) }
    }
}

/// What a wrong answer costs, from least to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Loss {
    pub(super) low: Quantity,
    pub(super) high: Quantity,
}

impl FromStr for Loss {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (low, high) = ends(text)?;
        if low < Quantity::ZERO || high < low {
            return Err("write the least first, as in 20..600".to_owned());
        }
        Ok(Self { low, high })
    }
}

/// Two numbers with two dots between.
pub(super) fn ends(text: &str) -> Result<(Quantity, Quantity), String> {
    let read = |part: &str| Quantity::parse(part).map_err(|_| "write two numbers, as in 20..600".to_owned());
    let (low, high) = text.split_once("..").ok_or_else(|| "write two numbers, as in 20..600".to_owned())?;
    Ok((read(low)?, read(high)?))
}

/// An amount that is not less than nothing.
pub(super) fn money(text: &str) -> Result<Quantity, String> {
    Quantity::parse(text).ok().filter(|q| *q >= Quantity::ZERO).ok_or_else(|| "write an amount, as in 6.50".to_owned())
}
