//! A facet's twins as near as can be to a case that people know, so that its story still fits.

use super::super::super::case::{Case, Value};
use super::super::super::engine::Engine;
use super::super::super::fact::FactId;
use super::super::lines::{Between, crossed};
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

/// How often all facts are gone through: a fact may only be free to move once another has.
const ROUNDS: usize = 2;

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
        let decided = decider(engine, &twins[0]) == Some(facet.here) && decider(engine, &twins[1]) == Some(facet.there);
        decided && lines(twins) <= most
    };
    let mut twins = facet.twins.clone();
    for _ in 0..ROUNDS {
        for (fact, wanted) in like.iter() {
            let Some(wanted) = wanted else { continue };
            let moved = twins.clone().map(|case| case.with(fact, value(between, fact, case.get(fact), wanted)));
            if moved != twins && stays(&moved) {
                twins = moved;
            }
        }
    }
    twins
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
