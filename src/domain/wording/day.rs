//! Days as people say them. Which day a moment falls on depends on where one is: `zone` is how far its clock is ahead of UTC.

use crate::domain::policy::date::Date;
use crate::domain::session::Millis;
use crate::domain::session::day::{civil, date, number};

const WEEK: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

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

/// A day with its year, as it is read at any time: `on 3 September 2025`; nothing outside of the calendar.
pub fn in_full(time: Millis, zone: Millis) -> String {
    date(time, zone).map_or_else(String::new, of_calendar)
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

#[cfg(test)]
mod tests {
    use super::{MONTHS, coming, in_full, of_calendar, past};
    use crate::domain::policy::date::Date;
    use crate::domain::session::DAY;

    #[test]
    fn days_are_said_as_one_says_them_where_one_is() {
        assert_eq!(MONTHS[8], "September");
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
