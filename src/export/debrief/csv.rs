//! As a table: a figure or a note a row. Decimals have a point; a cell that a spreadsheet would take for a formula is text.

use crate::domain::learner::measures::clause::ENOUGH;
use crate::domain::learner::measures::told::Told;
use crate::domain::learner::measures::wilson::Rate;
use crate::domain::policy::date::Date;
use crate::domain::report::debrief::Debrief;
use crate::domain::report::debrief::proposal::Proposed;
use crate::domain::room::reveal::Clause;
use crate::domain::text::Text;
use crate::domain::wording::debrief::{answer, confidence, lean, misread as misread_as, owner, remedy, step};
use crate::export::escaped::csv as escaped;

/// What the columns are.
const HEAD: &str = "part,clause,about,measure,count,of,share,low,high,words";

/// A row: text cells as they were said, figures as they are.
#[derive(Default)]
struct Row {
    part: &'static str,
    clause: String,
    about: String,
    measure: &'static str,
    count: Option<u32>,
    of: Option<u32>,
    share: Option<f64>,
    range: Option<(f64, f64)>,
    words: String,
}

impl Row {
    /// What too few votes tell is left empty beside their counts, as in the other forms.
    fn rate(self, rate: Rate) -> Self {
        let told = rate.interval().filter(|_| rate.of >= ENOUGH);
        let range = told.map(|range| (range.low, range.high));
        Self { count: Some(rate.count), of: Some(rate.of), share: told.and(rate.share()), range, ..self }
    }

    fn written(&self) -> String {
        let whole = |n: Option<u32>| n.map_or(String::new(), |n| n.to_string());
        let part = |x: Option<f64>| x.map_or(String::new(), |x| format!("{x:.4}"));
        let cells = [
            escaped(self.part),
            escaped(&self.clause),
            escaped(&self.about),
            escaped(self.measure),
            whole(self.count),
            whole(self.of),
            part(self.share),
            part(self.range.map(|r| r.0)),
            part(self.range.map(|r| r.1)),
            escaped(&self.words),
        ];
        cells.join(",") + "\r\n"
    }
}

fn id(clause: &Clause) -> String {
    clause.id.as_ref().map_or(String::new(), Text::to_string)
}

/// The table.
pub(super) fn table(debrief: &Debrief) -> String {
    let parts = [day(debrief), errors(debrief), misread(debrief), map(debrief), unused(debrief), noted(debrief), gain(debrief)];
    let rows = parts.into_iter().flatten().chain(proposed(debrief)).chain(left_out(debrief));
    let written: String = rows.map(|row| row.written()).collect();
    format!("{HEAD}\r\n{written}")
}

fn day(debrief: &Debrief) -> Vec<Row> {
    let row = |day: Date| Row { part: "meeting", measure: "begun on", words: day.to_string(), ..Row::default() };
    debrief.day.map(row).into_iter().collect()
}

fn errors(debrief: &Debrief) -> Vec<Row> {
    let errors = &debrief.errors;
    let row = |measure| Row { part: "errors", measure, ..Row::default() };
    vec![
        row("over-escalation").rate(errors.outcomes.over_escalation()),
        row("over-reach").rate(errors.outcomes.over_reach()),
        Row { count: Some(errors.gave_it_away), ..row("gave it away") },
        Row { count: Some(errors.needless_no), ..row("needless no") },
        Row { words: lean(errors.leaning).to_owned(), ..row("lean") },
        Row { words: confidence(errors.confidence), ..row("confidence") },
    ]
}

fn misread(debrief: &Debrief) -> Vec<Row> {
    let rows = debrief.misread.iter().flat_map(|m| {
        let row = |measure| Row {
            part: "misread",
            clause: id(&m.clause),
            about: m.clause.title.to_string(),
            measure,
            ..Row::default()
        };
        [
            Row { words: misread_as(m.found), ..row("wrong").rate(m.found.wrong) },
            row("sure and wrong").rate(m.found.sure),
            Row { words: m.monday.to_string(), ..row("say on Monday") },
        ]
    });
    rows.collect()
}

fn map(debrief: &Debrief) -> Vec<Row> {
    let alpha = ["alpha before", "alpha after"].into_iter().zip(debrief.map.alpha).map(|(measure, alpha)| Row {
        part: "divergence",
        measure,
        share: alpha.figure().flatten(),
        ..Row::default()
    });
    let spots = debrief.map.spots.iter().flat_map(|spot| {
        let row = |measure| Row {
            part: "divergence",
            clause: id(&spot.clause),
            about: spot.clause.title.to_string(),
            measure,
            ..Row::default()
        };
        [
            Row { share: Some(spot.before), ..row("divided before") },
            Row { share: spot.after, ..row("divided after") },
            Row { words: remedy(spot.finding).to_owned(), ..row("right").rate(spot.right) },
        ]
    });
    alpha.chain(spots).collect()
}

fn unused(debrief: &Debrief) -> Vec<Row> {
    let row = |u: &crate::domain::report::debrief::unused::Unused| Row {
        part: "unused green light",
        clause: id(&u.clause),
        about: u.case.to_string(),
        measure: "used",
        words: u.yours.first().map_or(String::new(), Text::to_string),
        ..Row::default()
    };
    debrief.unused.iter().map(|u| row(u).rate(Rate { count: 0, of: u.voters })).collect()
}

fn noted(debrief: &Debrief) -> Vec<Row> {
    let noted = &debrief.noted;
    let words = |text: &Option<Text>| text.as_ref().map_or(String::new(), Text::to_string);
    let row = |part, place: Option<&crate::domain::report::debrief::noted::Place>| Row {
        part,
        clause: place.map_or(String::new(), |p| words(&p.clause)),
        about: place.map_or(String::new(), |p| words(&p.case)),
        ..Row::default()
    };
    let mut rows: Vec<Row> = Vec::new();
    for gap in &noted.gaps {
        for (at, (measure, reading)) in ["reading", "other reading"].into_iter().zip(&gap.readings).enumerate() {
            let count = gap.votes.map(|votes| votes[at]);
            rows.push(Row { measure, count, words: reading.to_string(), ..row("gap", Some(&gap.place)) });
        }
        rows.push(Row { measure: "until then", words: words(&gap.interim), ..row("gap", Some(&gap.place)) });
        rows.push(Row { measure: "owner", words: owner(gap.owner.as_ref()), ..row("gap", Some(&gap.place)) });
    }
    rows.extend(noted.questions.iter().flat_map(|question| {
        let row = |measure, words| Row { measure, words, ..row("question", Some(&question.place)) };
        [row("asked", question.text.to_string()), row("owner", owner(question.owner.as_ref()))]
    }));
    rows.extend(noted.improvements.iter().map(|text| Row { words: text.to_string(), ..row("improvement", None) }));
    rows.extend(noted.thanks.iter().map(|text| Row { words: text.to_string(), ..row("thanks", None) }));
    rows
}

fn gain(debrief: &Debrief) -> Vec<Row> {
    let gain = &debrief.gain;
    let row = |measure, about: String| Row { part: "gain", about, measure, ..Row::default() };
    let share = |found: crate::domain::report::debrief::gain::Step| match found.gain() {
        Told::Figure(gain) => gain,
        Told::TooFew { .. } => None,
    };
    let steps = [("by talking", gain.talked), ("on the twin", gain.carried)];
    let steps = steps.map(|(measure, found)| Row { share: share(found), words: step(found), ..row(measure, String::new()) });
    let ways = gain.ways.iter().flat_map(|way| {
        let votes = [("first vote", way.first), ("second vote", way.second), ("twin", way.twin)];
        votes.into_iter().filter_map(|(measure, found)| Some(row(measure, way.case.to_string()).rate(found?))).collect::<Vec<_>>()
    });
    steps.into_iter().chain(ways).collect()
}

fn proposed(debrief: &Debrief) -> Vec<Row> {
    let Proposed::Found(found) = &debrief.proposed else { return Vec::new() };
    let rows = found.iter().flat_map(|p| {
        let row = |measure| Row { part: "proposed change", clause: id(&p.clause), measure, ..Row::default() };
        let change = Row {
            about: format!("{}={}", p.name, p.value),
            words: format!("{}: {} instead of {}", p.label, p.to, p.from),
            ..row("number")
        };
        let majority = Row { about: p.case.to_string(), words: answer(p.answer).to_owned(), ..row("majority").rate(p.majority) };
        let flips = p.flips.iter().map(move |flip| Row {
            about: flip.scenario.clone(),
            words: format!("{}, not {}", flip.now, flip.was),
            ..row("turns")
        });
        [change, majority].into_iter().chain(flips).collect::<Vec<_>>()
    });
    rows.collect()
}

fn left_out(debrief: &Debrief) -> Vec<Row> {
    let row = |measure| Row { part: "left out", measure, ..Row::default() };
    let suspended = debrief.suspended.iter();
    let mut rows: Vec<Row> =
        suspended.map(|s| Row { about: s.case.to_string(), words: s.reason.to_string(), ..row("suspended") }).collect();
    let untold = u32::try_from(debrief.untold).ok().filter(|n| *n > 0);
    let few = if debrief.thinned { "votes of fewer than five" } else { "votes of fewer than four" };
    rows.extend(untold.map(|n| Row { count: Some(n), ..row(few) }));
    rows
}
