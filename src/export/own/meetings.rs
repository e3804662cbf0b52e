//! Team meetings that were hosted here, as far as their journals can tell.

use super::{Page, minute, sure};
use crate::domain::person::attended::{Attended, Seated};
use crate::domain::person::own::Own;
use crate::domain::room::ballot::Turn;
use crate::domain::text::Text;
use crate::domain::wording::debrief::answer as said;

pub(super) fn meetings(own: &Own, page: &mut Page) {
    page.section("Team meetings");
    page.line(
        "",
        "A seat is yours as far as its name tells. Whoever kept the name of an animal can't be found; that is what it is for.",
    );
    if own.meetings.is_empty() {
        page.line("", "No seat, and no note, has your name.");
    }
    own.meetings.iter().for_each(|meeting| one(meeting, page));
}

fn one(meeting: &Attended, page: &mut Page) {
    page.item(&format!("{} · {}", minute(meeting.began), meeting.title));
    page.line("Judged by", &format!("{}, {}", meeting.policy.id, meeting.policy.version));
    page.line("Kept as", &format!("meeting {}", meeting.meeting));
    meeting.seats.iter().for_each(|seat| seated(seat, page));
    meeting.named.iter().for_each(|text| page.line("Noted", text));
}

fn seated(seat: &Seated, page: &mut Page) {
    page.line("Seat", &format!("{}, called {}, from {} on", seat.seat, seat.aliases.join(", then "), minute(seat.since)));
    for vote in &seat.votes {
        let turn = match vote.turn {
            Turn::First => "before the talk",
            Turn::Second => "after the talk",
            Turn::Alone => "alone",
        };
        let case = vote.case.as_ref().map_or("a case", Text::as_str);
        page.line("Vote", &format!("{case}, {turn}: {}, {}", said(vote.answer), sure(vote.confidence)));
    }
    seat.questions.iter().for_each(|text| page.line("Asked", text));
}
