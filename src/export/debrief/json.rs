//! For other programs. Shares are 0 to 1; what too few votes tell is `null`, with the counts beside it.

use serde_json::{Value as Json, json};

use crate::domain::learner::measures::clause::ENOUGH;
use crate::domain::learner::measures::told::Told;
use crate::domain::learner::measures::wilson::Rate;
use crate::domain::report::debrief::Debrief;
use crate::domain::report::debrief::gain::Step;
use crate::domain::report::debrief::map::{Finding, Map, Spot};
use crate::domain::report::debrief::noted::Place;
use crate::domain::report::debrief::proposal::{Proposal, Proposed};
use crate::domain::room::reveal::Clause;
use crate::domain::wording::debrief::{confidence, lean};

/// The debrief, indented, with a line feed at its end.
pub(super) fn write(debrief: &Debrief) -> String {
    let (errors, noted, gain) = (&debrief.errors, &debrief.noted, &debrief.gain);
    let json = json!({
        "format": 1,
        "session": debrief.session,
        "pack": debrief.pack,
        "title": debrief.title,
        "policy": debrief.policy,
        "day": debrief.day.map(|day| day.to_string()),
        "seats": debrief.seats,
        "cases": debrief.cases,
        "somebody_was_erased": debrief.thinned,
        "left_out": {
            "votes_of_fewer_than_four": debrief.untold,
            "suspended": debrief.suspended.iter().map(|s| json!({ "case": s.case, "reason": s.reason })).collect::<Vec<_>>(),
        },
        "errors": {
            "over_escalation": rate(errors.outcomes.over_escalation()),
            "over_reach": rate(errors.outcomes.over_reach()),
            "gave_it_away": errors.gave_it_away,
            "needless_no": errors.needless_no,
            "lean": lean(errors.leaning),
            "confidence": confidence(errors.confidence),
        },
        "misread": debrief.misread.iter().map(|m| json!({
            "clause": clause(&m.clause),
            "wrong": rate(m.found.wrong),
            "sure_and_wrong": rate(m.found.sure),
            "other_errors": m.other,
            "say_on_monday": m.monday,
        })).collect::<Vec<_>>(),
        "divergence": divergence(&debrief.map),
        "unused_green_lights": debrief.unused.iter().map(|u| json!({
            "clause": clause(&u.clause),
            "case": u.case,
            "yours": u.yours,
            "voters": u.voters,
            "used_after": u.after,
        })).collect::<Vec<_>>(),
        "questions": noted.questions.iter().map(|q| json!({
            "text": q.text,
            "owner": q.owner,
            "at": place(&q.place),
        })).collect::<Vec<_>>(),
        "gaps": noted.gaps.iter().map(|gap| json!({
            "readings": gap.readings,
            "votes": gap.votes,
            "interim": gap.interim,
            "owner": gap.owner,
            "at": place(&gap.place),
        })).collect::<Vec<_>>(),
        "improvements": noted.improvements,
        "thanks": noted.thanks,
        "gain": {
            "by_talking": step(gain.talked),
            "on_the_twin": step(gain.carried),
            "moves": gain.moves.map(|moves| json!({
                "stayed_right": moves.stayed_right,
                "talked_into_it": moves.won,
                "talked_out_of_it": moves.lost,
                "stayed_wrong": moves.stayed_wrong,
            })),
            "cases": gain.ways.iter().map(|way| json!({
                "case": way.case,
                "first": way.first.map(rate),
                "second": way.second.map(rate),
                "twin": way.twin.map(rate),
            })).collect::<Vec<_>>(),
        },
        "proposed": proposed(&debrief.proposed),
    });
    format!("{json:#}\n")
}

/// Where the team is divided, before it talked and after, and what helps.
fn divergence(map: &Map) -> Json {
    let spot = |spot: &Spot| {
        json!({
            "clause": clause(&spot.clause),
            "cases": spot.cases,
            "divided_before": spot.before,
            "divided_after": spot.after,
            "right": rate(spot.right),
            "certainty": spot.certainty,
            "remedy": spot.finding.figure().map(remedy),
        })
    };
    let [before, after] = map.alpha.map(|alpha| alpha.figure().flatten());
    json!({
        "alpha_before": before,
        "alpha_after": after,
        "cases_voted_on_twice": map.twice,
        "clauses": map.spots.iter().map(spot).collect::<Vec<_>>(),
    })
}

fn rate(rate: Rate) -> Json {
    let told = rate.interval().filter(|_| rate.of >= ENOUGH);
    json!({
        "count": rate.count,
        "of": rate.of,
        "share": told.and(rate.share()),
        "low": told.map(|range| range.low),
        "high": told.map(|range| range.high),
    })
}

fn clause(clause: &Clause) -> Json {
    json!({ "id": clause.id, "title": clause.title, "text": clause.text })
}

fn place(place: &Place) -> Json {
    json!({ "case": place.case, "clause": place.clause })
}

fn step(step: Step) -> Json {
    let gain = match step.gain() {
        Told::Figure(gain) => gain,
        Told::TooFew { .. } => None,
    };
    json!({ "before": rate(step.before), "after": rate(step.after), "gain": gain, "beyond_chance": step.is_clear() })
}

fn remedy(finding: Finding) -> &'static str {
    match finding {
        Finding::Rewrite => "rewrite",
        Finding::Unknown => "unknown-or-badly-worded",
        Finding::Parted => "hear-both-readings",
        Finding::Silent => "write-a-rule",
        Finding::Undecided => "vote-again",
        Finding::Reteach => "explain-again",
        Finding::Teach => "teach",
        Finding::Drill => "drill",
        Finding::Clear => "nothing",
    }
}

fn proposed(proposed: &Proposed) -> Json {
    let why = |reason: &str| json!({ "looked_for": false, "reason": reason });
    match proposed {
        Proposed::NoPack => why("the pack is not at hand"),
        Proposed::OtherPolicy => why("the policy has changed since the meeting"),
        Proposed::TooLarge => why("the policy is too large to be exact"),
        Proposed::Found(found) => json!({ "looked_for": true, "changes": found.iter().map(change).collect::<Vec<_>>() }),
    }
}

fn change(found: &Proposal) -> Json {
    json!({
        "clause": clause(&found.clause),
        "critical": found.critical,
        "case": found.case,
        "answer": found.answer,
        "majority": rate(found.majority),
        "set": found.name,
        "to": found.value,
        "label": found.label,
        "from_words": found.from,
        "to_words": found.to,
        "turns": found.flips.iter().map(|flip| json!({
            "scenario": flip.scenario,
            "title": flip.title,
            "was": flip.was,
            "now": flip.now,
        })).collect::<Vec<_>>(),
    })
}
