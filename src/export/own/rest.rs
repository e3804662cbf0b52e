//! What is kept beside answers and meetings, and what is not in the file.

use super::answers::value_of;
use super::{Page, minute};
use crate::domain::learner::profile::Profile;
use crate::domain::person::own::{Own, Sitting};
use crate::domain::session::note::{Note, NoteKind};
use crate::domain::wording::counted;

pub(super) fn settings(own: &Own, page: &mut Page) {
    page.section("What you set");
    if own.kept.profiles.is_empty() {
        page.line("", "Nothing.");
    }
    own.kept.profiles.iter().enumerate().for_each(|(nth, profile)| {
        if nth > 0 {
            page.line("", "And under another spelling of your name:");
        }
        of_profile(profile, page);
    });
}

fn of_profile(profile: &Profile, page: &mut Page) {
    for (policy, facts) in &profile.own {
        for (fact, value) in facts {
            page.line("", &format!("{policy}: {fact} is {}", value_of(value)));
        }
    }
    // Whatever can be set: by its name, as it stands in the profile.
    let settings = serde_json::to_value(profile).ok();
    let settings = settings.as_ref().and_then(|all| all.as_object()).into_iter().flatten().filter(|(name, _)| *name != "own");
    for (name, value) in settings {
        match value.as_object() {
            Some(members) => members.iter().for_each(|(name, value)| setting(name, value, page)),
            None => setting(name, value, page),
        }
    }
}

fn setting(name: &str, value: &serde_json::Value, page: &mut Page) {
    page.line("", &format!("{}: {}", name.replace('_', " "), value_of(value)));
}

pub(super) fn sittings(own: &Own, page: &mut Page) {
    page.section("Your sittings");
    if own.kept.sittings.is_empty() {
        page.line("", "None.");
    }
    own.kept.sittings.iter().for_each(|at| sitting(at, page));
}

fn sitting(sitting: &Sitting, page: &mut Page) {
    let at = &sitting.snapshot;
    let state = match sitting.finished {
        Some(finished) => format!("finished {}", minute(finished)),
        None => format!("unfinished: case {} of {}", (at.position + 1).min(at.cards.len()), at.cards.len()),
    };
    page.item(&format!("{} · {}, {state}", minute(at.started), at.pack));
    page.line("Answers", &at.answers.to_string());
    if let Some(topic) = &at.topic {
        page.line("Topic", topic);
    }
    let cards =
        at.cards.iter().map(|card| if card.skipped { format!("{} (skipped)", card.scenario) } else { card.scenario.clone() });
    page.line("Cases", &cards.collect::<Vec<_>>().join(", "));
    page.line("Judged by", &format!("{}, {}", at.policy.id, at.policy.version));
    page.line("Kept as", &format!("sitting {}, dealt with the number {}, saved {}", at.id, at.seed, minute(sitting.saved)));
}

pub(super) fn notes(own: &Own, page: &mut Page) {
    page.section("Your notes");
    if own.kept.notes.is_empty() {
        page.line("", "None.");
    }
    own.kept.notes.iter().for_each(|at| note(at, page));
}

fn note(note: &Note, page: &mut Page) {
    let kind = match note.kind {
        NoteKind::WhatAboutWhen => "What about when…",
        NoteKind::Gap => "The policy says nothing",
        NoteKind::Dispute => "You thought otherwise",
        NoteKind::Said => "What you would say",
        NoteKind::Gesture => "A gesture you would add",
        NoteKind::CouldNotTell => "You could not tell where the line is",
        NoteKind::NotSureIMay => "You were not sure you may",
    };
    page.item(&format!("{} · {kind}", minute(note.time)));
    page.line("", &note.text);
    let about = [("scenario", &note.scenario), ("rule", &note.rule)];
    let about = about.into_iter().filter_map(|(what, id)| id.as_ref().map(|id| format!("{what} {id}")));
    let policy = format!("{}, {}", note.policy.id, note.policy.version);
    page.line("About", &about.chain([policy]).collect::<Vec<_>>().join("; "));
    page.line("Kept as", &format!("note {}", note.id));
}

pub(super) fn policies(own: &Own, page: &mut Page) {
    page.section("The policies that judged");
    if own.kept.policies.is_empty() {
        page.line("", "None.");
    }
    for judge in &own.kept.policies {
        page.item(&format!("{}, {}", judge.stamp.id, judge.stamp.version));
        page.line("Kept as", &judge.stamp.hash);
        page.line(
            "",
            if judge.text.is_some() { "Its text is kept with the log; --json writes it out." } else { "Its text is not kept." },
        );
    }
}

pub(super) fn unreadable(own: &Own, page: &mut Page) {
    let lines: Vec<&String> = own.kept.unreadable.iter().chain(&own.set_aside).collect();
    if !lines.is_empty() {
        page.section("Kept, and no longer readable");
        lines.into_iter().for_each(|line| page.item(line));
    }
}

pub(super) fn not_in_here(own: &Own, page: &mut Page) {
    page.section("What is not in here");
    if own.kept.named > 0 {
        let notes = counted(own.kept.named, "note", "notes");
        page.line("", &format!("{notes} in which somebody else wrote your name: they are theirs."));
    }
    if own.unread_meetings > 0 {
        let journals = counted(own.unread_meetings, "meeting's journal", "meetings' journals");
        page.line("", &format!("{journals} that can't be read."));
    }
    if own.nobodys > 0 {
        let lines = counted(own.nobodys, "line", "lines");
        page.line("", &format!("{lines} of files that were set aside, which don't say any more whose they are."));
    }
    page.line("", "What you answered in another data folder, on another machine, or under another name.");
    page.line("", "Answers to ballots, which nobody signs: they lie in the data folder's `ballots`, and where they were sent.");
    page.line("", "Pages that were exported, printed or copied before: this program does not know where they are.");
}
