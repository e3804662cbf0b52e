//! Exact numbers: money, days, counts. Never a binary float.

use std::fmt;

/// An exact decimal number, held as a whole number of millionths.
///
/// Wide enough for any sum of two facts: a fact's bounds stay within [`Quantity::LIMIT`] in absolute value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(i64);

/// Why some text is not a number here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotANumber {
    /// Not digits with an optional sign and decimal point.
    Malformed,
    /// Exponent, infinity or not-a-number: written in a way that is not read by its digits.
    Float,
    /// More than six decimals.
    TooFine,
    /// Beyond a million million.
    TooLarge,
}

impl Quantity {
    /// Millionths in one.
    pub const SCALE: i64 = 1_000_000;
    /// The largest absolute value a file may name: a million million.
    pub const LIMIT: Self = Self(1_000_000_000_000 * Self::SCALE);
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// One.
    pub const ONE: Self = Self(Self::SCALE);

    /// From a whole number; within the limit only in tests and constants.
    pub const fn whole(n: i64) -> Self {
        Self(n * Self::SCALE)
    }

    /// From millionths.
    pub const fn from_millionths(m: i64) -> Self {
        Self(m)
    }

    /// In millionths.
    pub const fn millionths(self) -> i64 {
        self.0
    }

    /// Reads a number by its digits: sign, digits (TOML's underscores between digits allowed), a point, at most six decimals.
    pub fn parse(text: &str) -> Result<Self, NotANumber> {
        let text = text.trim();
        let (negative, digits) = match text.as_bytes().first() {
            Some(b'-') => (true, &text[1..]),
            Some(b'+') => (false, &text[1..]),
            _ => (false, text),
        };
        if matches!(digits, "inf" | "nan") {
            return Err(NotANumber::Float);
        }
        let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
        let well_formed = |s: &str| {
            !s.is_empty()
                && !s.starts_with('_')
                && !s.ends_with('_')
                && !s.contains("__")
                && s.bytes().all(|b| b.is_ascii_digit() || b == b'_')
        };
        if !well_formed(whole) || fraction.is_some_and(|f| !well_formed(f)) {
            let float = digits.starts_with(|c: char| c.is_ascii_digit())
                && digits.contains(['e', 'E'])
                && digits.chars().all(|c| c.is_ascii_digit() || "eE+-._".contains(c));
            return Err(if float { NotANumber::Float } else { NotANumber::Malformed });
        }
        let strip = |s: &str| s.chars().filter(|c| *c != '_').collect::<String>();
        let (whole, fraction) = (strip(whole), strip(fraction.unwrap_or("0")));
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > 6 {
            return Err(NotANumber::TooFine);
        }
        let whole = whole.trim_start_matches('0');
        if whole.len() > 13 {
            return Err(NotANumber::TooLarge);
        }
        let mut m: i128 = 0;
        for b in whole.bytes() {
            m = m * 10 + i128::from(b - b'0');
        }
        for i in 0..6 {
            m = m * 10 + fraction.as_bytes().get(i).map_or(0, |b| i128::from(b - b'0'));
        }
        match i64::try_from(m) {
            Ok(m) if m <= Self::LIMIT.0 => Ok(Self(if negative { -m } else { m })),
            _ => Err(NotANumber::TooLarge),
        }
    }
}

impl fmt::Display for Quantity {
    /// Shortest exact form: `49`, `49.5`, `-0.01`. Parsing it gives the same quantity.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let magnitude = self.0.unsigned_abs();
        let (whole, rest) = (magnitude / Self::SCALE.unsigned_abs(), magnitude % Self::SCALE.unsigned_abs());
        let sign = if self.0 < 0 { "-" } else { "" };
        if rest == 0 {
            return f.pad(&format!("{sign}{whole}"));
        }
        let fraction = format!("{rest:06}");
        f.pad(&format!("{sign}{whole}.{}", fraction.trim_end_matches('0')))
    }
}

#[cfg(test)]
mod tests {
    use super::{NotANumber, Quantity};

    #[test]
    fn numbers_are_read_by_their_digits() {
        for (text, shown) in
            [("49", "49"), ("0.10", "0.1"), ("-12.500", "-12.5"), ("1_000", "1000"), ("+3", "3"), ("0.000001", "0.000001")]
        {
            assert_eq!(Quantity::parse(text).map(|q| q.to_string()), Ok(shown.to_owned()));
        }
        assert_eq!(Quantity::parse("0.1").unwrap().millionths() * 3, Quantity::parse("0.3").unwrap().millionths());
    }

    #[test]
    fn what_is_not_a_number_says_why() {
        for (text, why) in [
            ("", NotANumber::Malformed),
            ("12 euros", NotANumber::Malformed),
            ("1e3", NotANumber::Float),
            ("inf", NotANumber::Float),
            ("0.0000001", NotANumber::TooFine),
            ("1000000000001", NotANumber::TooLarge),
            ("9999999999999.999999", NotANumber::TooLarge),
            ("1__0", NotANumber::Malformed),
        ] {
            assert_eq!(Quantity::parse(text), Err(why), "{text}");
        }
    }
}
