//! What somebody has to do something about: gaps and questions, thanks, and changes to the pack.

use super::{of_clause, section};
use crate::domain::learner::measures::wilson::Rate;
use crate::domain::report::debrief::Debrief;
use crate::domain::report::debrief::noted::Place;
use crate::domain::report::debrief::proposal::{Proposal, Proposed};
use crate::domain::text::Text;
use crate::domain::wording::debrief::{answer, owner, untaken};
use crate::export::debrief::{Item, Section};

pub(super) fn noted(debrief: &Debrief) -> Section {
    let noted = &debrief.noted;
    let place = |place: &Place| {
        let case = place.case.iter().map(|case| ("case", case.to_string()));
        case.chain(place.clause.iter().map(|clause| ("clause", clause.to_string()))).collect::<Vec<_>>()
    };
    let mut items = Vec::new();
    for gap in &noted.gaps {
        let [one, other] = &gap.readings;
        let held = |at: usize| gap.votes.map_or(String::new(), |votes| format!(" ({} hold it)", votes[at]));
        let mut lines = vec![("reading", format!("{one}{}", held(0))), ("or", format!("{other}{}", held(1)))];
        lines.push(("until then", gap.interim.as_ref().map_or("not said: until it is settled, ask".to_owned(), Text::to_string)));
        lines.push(("owner", owner(gap.owner.as_ref())));
        lines.extend(place(&gap.place));
        items.push(Item { title: "A gap in the policy".to_owned(), lines, ..Item::default() });
    }
    for question in &noted.questions {
        let lines = std::iter::once(("owner", owner(question.owner.as_ref()))).chain(place(&question.place)).collect();
        items.push(Item { title: "What about when…?".to_owned(), says: question.text.to_string(), lines, ..Item::default() });
    }
    let improvement = |text: &Text| Item { title: "To improve".to_owned(), says: text.to_string(), ..Item::default() };
    items.extend(noted.improvements.iter().map(improvement));
    Section {
        items,
        lead: untaken(noted.untaken()).into_iter().collect(),
        ..section("Open questions and gaps", "Each wants an owner, and a rule until it is settled.", "Nothing was noted.")
    }
}

pub(super) fn thanks(debrief: &Debrief) -> Section {
    let item = |text: &Text| Item { says: text.to_string(), ..Item::default() };
    Section {
        items: debrief.noted.thanks.iter().map(item).collect(),
        ..section("Thank you", "Noted with their leave, in the order in which it was; there is no ranking.", "Nothing was noted.")
    }
}

pub(super) fn proposed(debrief: &Debrief) -> Section {
    let section = section(
        "Changes to the pack to talk about",
        "What a settled majority's line would take, and every scenario it would turn. They may be wrong: it is yours to decide.",
        match &debrief.proposed {
            Proposed::NoPack => "The pack is not at hand: what would have to change was not looked for.",
            Proposed::OtherPolicy => "The policy has changed since the meeting: what would have to change was not looked for.",
            Proposed::TooLarge => "The policy is too large to be exact: what would have to change was not looked for.",
            Proposed::Found(_) => "No settled majority drew a line elsewhere on a number.",
        },
    );
    let found: &[Proposal] = match &debrief.proposed {
        Proposed::Found(found) => found,
        _ => &[],
    };
    Section { items: found.iter().map(proposal).collect(), ..section }
}

fn proposal(found: &Proposal) -> Item {
    let Rate { count, of } = found.majority;
    let mut lines = vec![("because", format!("{count} of {of} say “{}” to {}", answer(found.answer), found.case))];
    if found.critical {
        lines.push(("careful", "somebody may be harmed where this line is overstepped".to_owned()));
    }
    lines.push(("to try it", format!("eoa whatif PACK --set {}={}", found.name, found.value)));
    for (at, flip) in found.flips.iter().enumerate() {
        let label = if at == 0 { "turns" } else { "and" };
        lines.push((label, format!("{} ({}): {}, not {}", flip.title, flip.scenario, flip.now, flip.was)));
    }
    if found.flips.is_empty() {
        lines.push(("turns", "no scenario of the pack".to_owned()));
    }
    Item { says: format!("{}: {} instead of {}.", found.label, found.to, found.from), lines, ..of_clause(&found.clause) }
}
