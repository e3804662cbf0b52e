//! A facet's twins as near as can be to a case that people know, so that its story still fits.

use super::super::super::Policy;
use super::super::super::case::{Case, Value};
use super::super::super::engine::Engine;
use super::super::super::fact::FactId;
use super::super::super::quantity::Quantity;
use super::super::lines::{Between, Side, crossed};
use super::{Coastline, Facet, decider};

/// Twins drawn towards a known case.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// A case on each side, this side's first; decided as the facet says.
    pub twins: [Case; 2],
    /// The known case's place among those given; none where there was none to draw to.
    pub like: Option<usize>,
    /// The base facts in which this side's twin differs from it.
    pub differs: Vec<FactId>,
}

/// A facet's twins, each fact moved to its value in one of the known cases wherever the facet stays what it is. Of the known
/// cases those that the facet's own rules decide come before all others, and the one from which least differs wins.
pub fn drawn(engine: &Engine, coastline: &Coastline, facet: &Facet, known: &[Case]) -> Drawn {
    let own = |case: &Case| decider(engine, case).is_some_and(|d| d == facet.here || d == facet.there);
    let mut places: Vec<usize> = (0..known.len()).filter(|k| own(&known[*k])).collect();
    if places.is_empty() {
        places = (0..known.len()).collect();
    }
    let towards = |like: usize| {
        let twins = towards(engine, coastline, facet, &known[like]);
        let side = usize::from(decider(engine, &known[like]) == Some(facet.there) && facet.here != facet.there);
        let differs = differing(&twins[side], &known[like]);
        Drawn { twins, like: Some(like), differs }
    };
    let nearest = places.into_iter().map(towards).min_by_key(|d| d.differs.len());
    nearest.unwrap_or_else(|| Drawn { twins: facet.twins.clone(), like: None, differs: Vec::new() })
}

fn towards(engine: &Engine, coastline: &Coastline, facet: &Facet, like: &Case) -> [Case; 2] {
    let between = &coastline.lines[facet.line].between;
    let lines = |[one, other]: &[Case; 2]| crossed(&coastline.lines, one, other).count();
    // Twins that cross no other line at once are the plainer ones.
    let most = lines(&facet.twins);
    let stays = |twins: &[Case; 2]| {
        let sides = twins.each_ref().map(|case| between.side(case)) == [Some(Side::Here), Some(Side::There)];
        let decided = decider(engine, &twins[0]) == Some(facet.here) && decider(engine, &twins[1]) == Some(facet.there);
        sides && decided && lines(twins) <= most
    };
    let mut twins = facet.twins.clone();
    // A fact may only be free to move once another has. Each goes to where the known case has it and stays there, so there are no
    // more rounds than facts.
    for _ in 0..=engine.policy().facts.len() {
        let before = twins.clone();
        if let Some(slid) = slid(engine.policy(), between, facet.moved, &twins, like).filter(&stays) {
            twins = slid;
        }
        for (fact, wanted) in like.iter() {
            let Some(wanted) = wanted else { continue };
            let moved = twins.clone().map(|case| case.with(fact, value(between, fact, case.get(fact), wanted)));
            if moved != twins && stays(&moved) {
                twins = moved;
            }
        }
        if twins == before {
            break;
        }
    }
    twins
}

/// Twins on a sum, moved along its line until the fact that crosses it is as in a known case: the sum's other part gives way.
fn slid(policy: &Policy, between: &Between, moved: FactId, twins: &[Case; 2], like: &Case) -> Option<[Case; 2]> {
    let Between::Number(measure, _) = between else { return None };
    let own = measure.terms.iter().find(|t| t.0 == moved)?;
    let other = measure.terms.iter().find(|t| t.0 != moved)?;
    let number = |case: &Case, fact: FactId| match case.get(fact)? {
        Value::Number(q) => Some(q.millionths()),
        _ => None,
    };
    let by = number(like, moved)? - number(&twins[0], moved)?;
    let back = by.checked_mul(own.1)?;
    let [one, two] = twins.each_ref().map(|case| {
        let (own, other) = ((moved, number(case, moved)? + by), (other.0, number(case, other.0)? - back / other.1));
        [own, other].into_iter().try_fold(case.clone(), |case, (fact, to)| {
            let (of, to) = (policy.fact(fact).number()?, Quantity::from_millionths(to));
            let fits = (of.min..=of.max).contains(&to) && to.millionths() % of.step.millionths() == 0;
            fits.then(|| case.with(fact, Some(Value::Number(to))))
        })
    });
    Some([one?, two?])
}

/// A fact's value in a twin that is drawn to another: what the line is about stays.
fn value(between: &Between, fact: FactId, own: Option<Value>, wanted: Value) -> Option<Value> {
    match (between, own, wanted) {
        (Between::Member(of, member), Some(Value::Set(own)), Value::Set(wanted)) if *of == fact => {
            let bit = 1 << member;
            Some(Value::Set(wanted & !bit | own & bit))
        }
        _ if between.moved().contains(&fact) => own,
        _ => Some(wanted),
    }
}

/// The base facts in which two cases differ.
pub fn differing(one: &Case, other: &Case) -> Vec<FactId> {
    one.iter().zip(other.iter()).filter(|((_, a), (_, b))| a != b).map(|((fact, _), _)| fact).collect()
}
