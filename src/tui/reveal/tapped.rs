//! What was named after the answer: the fact that decides, or the people, and how near that was.

use super::{Column, Context, Section};
use crate::domain::policy::route::Urgency;
use crate::tui::rich::{Rich, Role};

/// The section; none where nothing was named.
pub fn named(context: &Context<'_>) -> Option<Section> {
    Section::new("You named", Column::Words).items([fact(context), route(context)].into_iter().flatten()).some()
}

fn fact(context: &Context<'_>) -> Option<Rich> {
    let tap = context.outcome.taps.fact.as_ref()?;
    let fact = context.policy.fact(context.policy.fact_id(&tap.name)?);
    let (role, words) = if tap.right { (Role::Right, "it decides") } else { (Role::Caution, "it does not decide here") };
    Some(Rich::body(format!("{}: ", fact.label)).push(role, words))
}

/// Right people and right urgency count in full; other people at the same urgency in part, and each level off takes from it.
fn route(context: &Context<'_>) -> Option<Rich> {
    let tap = context.outcome.taps.route.as_ref()?;
    let named = context.policy.routes.iter().find(|r| r.id == tap.id)?;
    let line = Rich::body(format!("{}: ", named.label));
    let (Some(grade), Some(right)) = (tap.grade, context.round.explanation.ruling.route) else {
        return Some(line.push(Role::Caution, "nobody had to be asked"));
    };
    let right = context.policy.route(right);
    let soon = match named.urgency.cmp(&right.urgency) {
        std::cmp::Ordering::Equal => "as soon as they have to know".to_owned(),
        std::cmp::Ordering::Less => format!("too late: it is for {}", when(right.urgency)),
        std::cmp::Ordering::Greater => format!("sooner than need be: it is for {}", when(right.urgency)),
    };
    let (role, people) = match (grade.right, grade.levels_off) {
        (true, _) => (Role::Right, "the right people"),
        (false, 0) => (Role::Caution, "half right: other people"),
        (false, _) => (Role::Caution, "other people"),
    };
    Some(line.push(role, people).push(Role::Body, format!(", and {soon}")))
}

fn when(urgency: Urgency) -> &'static str {
    urgency.how_soon()
}
