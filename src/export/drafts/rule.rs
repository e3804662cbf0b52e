//! A gap in the policy, as the draft of a rule: both readings, who holds them, what holds until it is settled and who settles it.

use super::{Meeting, comment, facts, quoted};
use crate::domain::report::debrief::noted::Gap;
use crate::domain::room::item::Item;

pub(super) fn draft(meeting: &Meeting<'_>, at: usize, gap: &Gap, item: Option<&Item>) -> String {
    let mut out = Vec::new();
    comment("", &format!("A gap in the policy, noted in the team meeting of {} ({}).", meeting.on, meeting.id), &mut out);
    if let Some(item) = item {
        let clause = gap.place.clause.as_ref().map_or("no rule".to_owned(), ToString::to_string);
        let about = format!("“{}” ({}), decided by {clause} today.", item.sheet.title, item.scenario);
        comment("The case on the table: ", &about, &mut out);
    }
    for (reading, which) in gap.readings.iter().zip([0, 1]) {
        let held = gap.votes.map_or(String::new(), |votes| format!(" ({} of {} in the room)", votes[which], votes[0] + votes[1]));
        comment(&format!("Reading {}{held}: ", which + 1), reading, &mut out);
    }
    let or = |text: &Option<crate::domain::text::Text>| text.as_ref().map_or("not said".to_owned(), ToString::to_string);
    comment("Until it is settled: ", &or(&gap.interim), &mut out);
    comment("To be settled by: ", &or(&gap.owner), &mut out);
    comment("", "", &mut out);
    comment("", "The rule, to be finished and moved into policy.toml. Keep of the facts what it is about, and one of", &mut out);
    comment("", "act, decline and escalate; then `eoa diff` the two versions to see every case it turns.", &mut out);
    out.push("[[rule]]".to_owned());
    out.push(format!("id    = {}", quoted(&format!("DRAFT-{}-{}", meeting.on, at + 1))));
    out.push(format!("title = {}", quoted("To be named")));
    out.push(format!("text  = {}", quoted(&gap.readings[0])));
    out.push(format!("why   = {}", quoted("To be said: what it protects, and whom it serves.")));
    let met = item.map(facts).unwrap_or_default();
    let tests = met.into_iter().filter(|(_, value)| value != "\"?\"" && value != "[]");
    out.push("[rule.when]".to_owned());
    out.extend(tests.map(|(name, value)| format!("{name} = {value}")));
    out.join("\n") + "\n"
}
