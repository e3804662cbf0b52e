//! One keyboard: seats take turns in secret. Nothing on the screen tells what the one before chose, nor what one chose oneself before.

use crate::domain::room::ballot::Vote;
use crate::domain::room::request::FromHost;
use crate::domain::room::seat::SeatId;
use crate::domain::session::answer::{Answer, Certainty};
use crate::tui::host::model::{Effect, Model, Over, Round, Step};

/// The first who has not had their turn yet; where everyone has, the first of all, who may vote otherwise.
pub fn begin(model: &mut Model) {
    let round = if model.waiting().next().is_none() { Round::Again } else { Round::First };
    pass_on(model, None, round);
}

/// This one, whether they have voted or not.
pub fn begin_with(model: &mut Model, seat: SeatId) {
    model.over = Some(Over::Turn { seat, step: Step::Pass, round: Round::One });
}

/// Whoever's turn it is has the keyboard; and may have to say that they want to read the case.
pub fn taken(model: &mut Model) {
    let is_warned = model.host().screen.board.table.touches_on().is_some();
    if let Some(Over::Turn { step, .. }) = &mut model.over {
        *step = match *step {
            Step::Pass if is_warned => Step::Warned,
            Step::Pass | Step::Warned => Step::Answer,
            later => later,
        };
    }
}

/// They leave the case out: it goes to the next.
pub fn passed(model: &mut Model) {
    let Some(Over::Turn { seat, round, .. }) = model.over else { return };
    // Whoever leaves a case out is not waited for: to be asked alone of all would tell the room who did.
    model.left_out.extend(model.open_ballot().map(|ballot| (ballot, seat)));
    pass_on(model, Some(seat), round);
}

/// They have chosen one of the three.
pub fn answered(model: &mut Model, answer: Answer) {
    if let Some(Over::Turn { step: step @ Step::Answer, .. }) = &mut model.over {
        *step = Step::Sure(answer);
    }
}

/// And said how sure they are: it goes to the next.
pub fn voted(model: &mut Model, confidence: Certainty) -> Vec<Effect> {
    let Some(Over::Turn { seat, step: Step::Sure(answer), round }) = model.over else { return Vec::new() };
    let Some(ballot) = model.open_ballot() else { return Vec::new() };
    pass_on(model, Some(seat), round);
    vec![Effect::Ask(Box::new(FromHost::VoteFor { seat, ballot, vote: Vote { answer, confidence } }))]
}

/// Somebody whose turn it is may have been shown out meanwhile.
pub fn checked(model: &mut Model) {
    if let Some(Over::Turn { seat, .. }) = model.over
        && !model.host().seats.iter().any(|s| s.seat == seat)
    {
        model.over = None;
    }
}

fn pass_on(model: &mut Model, done: Option<SeatId>, round: Round) {
    let comes = |seat: &SeatId| done.is_none_or(|done| *seat > done);
    let next = match round {
        Round::First => model.waiting().find(comes),
        Round::Again => model.at_keyboard().find(comes),
        Round::One => None,
    };
    model.over = next.map(|seat| Over::Turn { seat, step: Step::Pass, round });
    if next.is_none() {
        let words = match round {
            Round::One => "That was their turn.",
            Round::First | Round::Again => "Everyone at this keyboard has had their turn.",
        };
        model.word = Some(words.to_owned());
    }
}
