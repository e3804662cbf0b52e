//! Days as people say them. Which day a moment falls on depends on where one is: `zone` is how far its clock is ahead of UTC.

use crate::domain::policy::date::Date;
use crate::domain::session::{DAY, Millis};

const WEEK: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// Days since 1970 on the clock of a place.
pub fn number(time: Millis, zone: Millis) -> i64 {
    time.saturating_add(zone).div_euclid(DAY)
}

/// The day of the calendar on which a moment falls; none outside of it.
pub fn date(time: Millis, zone: Millis) -> Option<Date> {
    let (year, month, of_month) = civil(number(time, zone));
    Date::new(u16::try_from(year).ok()?, u8::try_from(month + 1).ok()?, u8::try_from(of_month).ok()?)
}

/// A day gone by, as one says it now: `today`, `on Tuesday`, `on 3 September`, `on 3 September 2025`.
pub fn past(time: Millis, now: Millis, zone: Millis) -> String {
    let (day, today) = (number(time, zone), number(now, zone));
    match today - day {
        0 => "today".to_owned(),
        1..=6 => format!("on {}", weekday(day)),
        _ => format!("on {}", dated(day, today)),
    }
}

/// A day to come: `today`, `tomorrow`, `on Tuesday`, `on 3 September`. What lies behind is today's.
pub fn coming(time: Millis, now: Millis, zone: Millis) -> String {
    let (day, today) = (number(time, zone), number(now, zone));
    match day - today {
        ..=0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        2..=6 => format!("on {}", weekday(day)),
        _ => format!("on {}", dated(day, today)),
    }
}

/// A day with its year, as it is read at any time: `on 3 September 2025`.
pub fn in_full(time: Millis, zone: Millis) -> String {
    let (year, month, of_month) = civil(number(time, zone));
    format!("on {of_month} {} {year}", MONTHS.get(month).copied().unwrap_or_default())
}

/// A day of the calendar with its year: `on 3 September 2025`.
pub fn of_calendar(date: Date) -> String {
    let month = usize::from(date.month).checked_sub(1).and_then(|at| MONTHS.get(at)).copied().unwrap_or_default();
    format!("on {} {month} {}", date.day, date.year)
}

fn weekday(day: i64) -> &'static str {
    // The first of January 1970 was a Thursday.
    usize::try_from((day + 3).rem_euclid(7)).ok().and_then(|at| WEEK.get(at)).copied().unwrap_or_default()
}

/// The day and its month; the year too, if it is another.
fn dated(day: i64, today: i64) -> String {
    let ((year, month, of_month), (this_year, ..)) = (civil(day), civil(today));
    let month = MONTHS.get(month).copied().unwrap_or_default();
    if year == this_year { format!("{of_month} {month}") } else { format!("{of_month} {month} {year}") }
}

/// Year, month from 0, and day of the month of a day since 1970 in the Gregorian calendar.
/// (H. Hinnant, "chrono-compatible low-level date algorithms": `civil_from_days`.)
fn civil(day: i64) -> (i64, usize, i64) {
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
    use super::{DAY, MONTHS, civil, coming, in_full, of_calendar, past};
    use crate::domain::policy::date::Date;

    #[test]
    fn every_day_of_four_centuries_has_its_name() {
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
        assert_eq!(MONTHS[8], "September");
    }

    #[test]
    fn a_moment_falls_on_its_day() {
        let day = |time, zone| super::date(time, zone).map(|date| date.to_string());
        assert_eq!(day(20_711 * DAY + DAY - 1, 0).as_deref(), Some("2026-09-15"));
        assert_eq!(day(20_711 * DAY + DAY - 1, 1).as_deref(), Some("2026-09-16"));
        assert_eq!(day(i64::MIN / 2, 0), None);
    }

    #[test]
    fn days_are_said_as_one_says_them_where_one_is() {
        // A Tuesday, at 23:30 by UTC.
        let now = 20_711 * DAY + 23 * 3_600_000 + 1_800_000;
        assert_eq!(past(now - DAY, now, 0), "on Monday");
        assert_eq!(past(now, now, 0), "today");
        assert_eq!(past(now - 12 * DAY, now, 0), "on 3 September");
        assert_eq!(past(now - 300 * DAY, now, 0), "on 19 November 2025");
        assert_eq!(in_full(now, 0), "on 15 September 2026");
        assert_eq!(of_calendar(Date::new(2026, 9, 15).unwrap()), in_full(now, 0));
        assert_eq!(coming(now + 3 * DAY, now, 0), "on Friday");
        assert_eq!(coming(now + DAY, now, 0), "tomorrow");
        assert_eq!(coming(now - DAY, now, 0), "today");
        assert_eq!(coming(now + 8 * DAY, now, 0), "on 23 September");
        // Where it is an hour later it is Wednesday already.
        assert_eq!(past(now - 3_600_000, now, 3_600_000), "on Tuesday");
    }
}
