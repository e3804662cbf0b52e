//! What the votes tell.

use super::{of_clause, section};
use crate::domain::learner::measures::told::Told;
use crate::domain::learner::measures::wilson::Rate;
use crate::domain::report::debrief::Debrief;
use crate::domain::report::debrief::map::{Finding, Spot};
use crate::domain::report::debrief::misread::Misread;
use crate::domain::report::debrief::unused::Unused;
use crate::domain::text::Text;
use crate::domain::wording::debrief::{agreement, confidence, lean, misread as misread_as, rate, reason, remedy, step};
use crate::domain::wording::judgement::percent;
use crate::export::debrief::chart::Chart;
use crate::export::debrief::{Item, Section};

/// Nothing is praised where nothing was asked.
const NO_CASE: &str = "No such case was on the table whose votes can be told.";

pub(super) fn errors(debrief: &Debrief) -> Section {
    let errors = &debrief.errors;
    let rates = [
        ("Over-escalation: handed over what is yours", errors.outcomes.over_escalation()),
        ("Over-reach: kept what had to be handed over", errors.outcomes.over_reach()),
    ];
    let item = |(title, found): &(&str, Rate)| Item { title: (*title).to_owned(), says: rate(*found), ..Item::default() };
    let mut lead = vec![lean(errors.leaning).to_owned(), confidence(errors.confidence)];
    let others = [(errors.gave_it_away, "said yes where the policy says no"), (errors.needless_no, "said no where it says yes")];
    lead.extend(others.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("Votes that {what}: {n}.")));
    Section {
        lead,
        chart: Some(Chart::Bars(rates.iter().map(|(label, found)| ((*label).to_owned(), *found)).collect())),
        items: rates.iter().map(item).collect(),
        ..section("The two errors", "Votes before anybody spoke, grey areas left out.", "")
    }
}

pub(super) fn misread(debrief: &Debrief) -> Section {
    let item = |m: &Misread| {
        let mut lines = Vec::new();
        if m.other > 0 {
            lines.push(("of them", format!("{} said yes where it says no, or no where it says yes", m.other)));
        }
        lines.push(("say", m.monday.to_string()));
        Item { says: misread_as(m.found), lines, ..of_clause(&m.clause) }
    };
    Section {
        items: debrief.misread.iter().map(item).collect(),
        ..section(
            "What is misread, and the sentence to say on Monday",
            "The clauses most often taken wrongly before the talk; at most five.",
            if debrief.errors.is_of_nothing() { NO_CASE } else { "No clause was taken wrongly." },
        )
    }
}

pub(super) fn map(debrief: &Debrief) -> Section {
    let [before, after] = debrief.map.alpha.map(agreement);
    let item = |spot: &Spot| {
        let how = |entropy: f64| percent(entropy);
        let mut lines = vec![("why", reason(spot.finding))];
        let after = spot.after.map_or("no second vote".to_owned(), how);
        lines.push(("divided", format!("{} before, {after} after (0 is one mind, 100 evenly divided)", how(spot.before))));
        let sure = spot.certainty.map(|c| format!(", about {} sure", percent(c))).unwrap_or_default();
        lines.push(("right", format!("{}{sure}", rate(spot.right))));
        if spot.finding == Told::Figure(Finding::Rewrite) {
            lines.push(("its words", spot.clause.text.to_string()));
        }
        lines.push(("cases", spot.cases.iter().map(Text::as_str).collect::<Vec<_>>().join(" · ")));
        Item { says: format!("{}.", remedy(spot.finding)), lines, ..of_clause(&spot.clause) }
    };
    let name = |spot: &Spot| spot.clause.id.as_ref().map_or(spot.clause.title.to_string(), Text::to_string);
    let both = debrief.map.spots.iter().filter(|spot| spot.finding.figure().is_some());
    let both = both.filter_map(|spot| Some((name(spot), spot.before, spot.after?)));
    let over = match debrief.map.twice {
        0 => "all cases discussed".to_owned(),
        twice => format!("the {twice} cases voted on twice"),
    };
    Section {
        lead: vec![format!(
            "Agreement over {over}, 1 being one mind and 0 what chance would make (Krippendorff's α): before, {before}; \
             after, {after}."
        )],
        chart: Some(Chart::Map(both.collect())),
        items: debrief.map.spots.iter().map(item).collect(),
        ..section(
            "The divergence map",
            "Divided before and after the talk: rewrite the clause. Divided, then agreed: teach it.",
            "No case was discussed whose votes can be told.",
        )
    }
}

pub(super) fn unused(debrief: &Debrief) -> Section {
    let item = |u: &Unused| {
        let mut lines: Vec<(&'static str, String)> = u.yours.iter().take(1).map(|yours| ("yours", yours.to_string())).collect();
        lines.push(("case", u.case.to_string()));
        let after = u.after.map_or(String::new(), |after| format!("; after the talk, {after} did"));
        Item { says: format!("None of {} used it{after}.", u.voters), lines, ..of_clause(&u.clause) }
    };
    Section {
        items: debrief.unused.iter().map(item).collect(),
        ..section(
            "Green lights nobody used",
            "What the team may settle with a yes, and nobody did before the talk.",
            if debrief.green == 0 { NO_CASE } else { "Each was used by somebody, as far as the votes can be told." },
        )
    }
}

pub(super) fn gain(debrief: &Debrief) -> Section {
    let gain = &debrief.gain;
    let mut bars = Vec::new();
    let mut items = vec![
        Item { title: "From the first vote to the second".to_owned(), says: step(gain.talked), ..Item::default() },
        Item { title: "From the first vote to the twin, alone".to_owned(), says: step(gain.carried), ..Item::default() },
    ];
    if let Some(moves) = gain.moves {
        let says = format!(
            "{} talked into the right answer, {} talked out of it; {} right and {} wrong both times.",
            moves.won, moves.lost, moves.stayed_right, moves.stayed_wrong
        );
        items.push(Item { title: "Who moved".to_owned(), says, ..Item::default() });
    }
    for way in &gain.ways {
        let votes = [("first", way.first), ("second", way.second), ("twin", way.twin)];
        let told = |(label, found): &(&'static str, Option<Rate>)| Some((*label, rate((*found)?)));
        let lines: Vec<(&'static str, String)> = votes.iter().filter_map(told).collect();
        bars.extend(votes.iter().filter_map(|(label, found)| Some((format!("{}, {label}", way.case), (*found)?))));
        items.push(Item { title: way.case.to_string(), lines, ..Item::default() });
    }
    Section {
        chart: Some(Chart::Bars(bars)),
        items,
        ..section(
            "What talking gained, and what stayed",
            "The twin is answered alone: a gain that is not there on the twin was company, not learning.",
            "",
        )
    }
}
