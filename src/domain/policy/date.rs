//! Calendar days, compared and nothing else. Today is an input, never read here.

use std::fmt;

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// 1 to 9999.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to the month's length.
    pub day: u8,
}

impl Date {
    /// A day that exists, or none.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let length = length(year, month)?;
        ((1..=9999).contains(&year) && (1..=length).contains(&day)).then_some(Self { year, month, day })
    }

    /// The day after; none after the last there is.
    pub fn next(self) -> Option<Self> {
        let Self { year, month, day } = self;
        Self::new(year, month, day + 1).or_else(|| Self::new(year, month + 1, 1)).or_else(|| Self::new(year + 1, 1, 1))
    }

    /// The day before; none before the first there is.
    pub fn previous(self) -> Option<Self> {
        let Self { year, month, day } = self;
        let end_of = |year, month| length(year, month).and_then(|last| Self::new(year, month, last));
        Self::new(year, month, day - 1).or_else(|| end_of(year, month - 1)).or_else(|| end_of(year - 1, 12))
    }

    /// Reads `2026-09-01`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let (y, m, d) = (parts.next()?, parts.next()?, parts.next()?);
        let shaped = y.len() == 4 && m.len() == 2 && d.len() == 2 && parts.next().is_none();
        let digits = [y, m, d].iter().all(|p| p.bytes().all(|b| b.is_ascii_digit()));
        if !(shaped && digits) {
            return None;
        }
        Self::new(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?)
    }
}

/// How many days a month has; none if there is no such month.
fn length(year: u16, month: u8) -> Option<u8> {
    let leap = (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 if leap => Some(29),
        2 => Some(28),
        _ => None,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn one_day_follows_another() {
        let mut day = Date::parse("2023-12-27").unwrap();
        let mut days = 0;
        while day != Date::parse("2025-01-03").unwrap() {
            let next = day.next().unwrap();
            assert_eq!((next > day, next.previous()), (true, Some(day)), "{day}");
            (day, days) = (next, days + 1);
        }
        assert_eq!(days, 5 + 366 + 2);
        assert_eq!(Date::parse("9999-12-31").unwrap().next(), None);
        assert_eq!(Date::parse("0001-01-01").unwrap().previous(), None);
    }

    #[test]
    fn only_days_that_exist() {
        assert!(Date::parse("2024-02-29").is_some());
        for no in ["2023-02-29", "2026-13-01", "2026-1-1", "2026-01-00", "26-01-01", "2026-01-01-01", "+026-01-01"] {
            assert!(Date::parse(no).is_none(), "{no}");
        }
    }
}
