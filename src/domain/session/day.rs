//! Which day of the calendar a moment falls on. That depends on where one is: `zone` is how far its clock is ahead of UTC.

use super::{DAY, Millis};
use crate::domain::policy::date::Date;

/// Days since 1970 on the clock of a place.
pub fn number(time: Millis, zone: Millis) -> i64 {
    time.saturating_add(zone).div_euclid(DAY)
}

/// The day of the calendar on which a moment falls; none outside of it.
pub fn date(time: Millis, zone: Millis) -> Option<Date> {
    let (year, month, of_month) = civil(number(time, zone));
    Date::new(u16::try_from(year).ok()?, u8::try_from(month + 1).ok()?, u8::try_from(of_month).ok()?)
}

/// Year, month from 0, and day of the month of a day since 1970 in the Gregorian calendar.
/// (H. Hinnant, "chrono-compatible low-level date algorithms": `civil_from_days`.)
pub(in crate::domain) fn civil(day: i64) -> (i64, usize, i64) {
    let shifted = day + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    // Counted from March, so that the day a leap year adds is the last one.
    let from_march = (5 * of_year + 2) / 153;
    let of_month = of_year - (153 * from_march + 2) / 5 + 1;
    let month = (from_march + 2) % 12;
    let year = year_of_era + era * 400 + i64::from(month < 2);
    (year, usize::try_from(month).unwrap_or_default(), of_month)
}

#[cfg(test)]
mod tests {
    use super::{DAY, civil};
    use crate::domain::policy::date::Date;

    #[test]
    fn every_day_of_four_centuries_has_its_date() {
        let mut date = Date::new(1969, 12, 30).unwrap();
        for day in -2..146_100 {
            let (year, month, of_month) = civil(day);
            assert_eq!(
                (year, month + 1, of_month),
                (i64::from(date.year), usize::from(date.month), i64::from(date.day)),
                "day {day}"
            );
            date = date.next().unwrap();
        }
    }

    #[test]
    fn a_moment_falls_on_its_day() {
        let day = |time, zone| super::date(time, zone).map(|date| date.to_string());
        assert_eq!(day(20_711 * DAY + DAY - 1, 0).as_deref(), Some("2026-09-15"));
        assert_eq!(day(20_711 * DAY + DAY - 1, 1).as_deref(), Some("2026-09-16"));
        assert_eq!(day(i64::MIN / 2, 0), None);
    }
}
