//! Conditions that decide nothing: without them every case has the same answer and route, and the same is told and added.

use super::super::condition::{Clause, Condition};
use super::super::engine::TooLarge;
use super::super::region::cover::Budget;
use super::super::region::{Block, Words};
use super::super::rule::RuleId;
use super::adds::Part;
use super::ground::Ground;
use super::purse::Purse;

/// Which of a rule's two conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// Where it holds.
    When,
    /// Where it is silent all the same.
    Unless,
}

/// A part of a rule's condition: a table of tests, or one test in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Piece {
    /// The rule.
    pub rule: RuleId,
    /// Which condition.
    pub side: Side,
    /// Place among its tables.
    pub table: usize,
    /// Place in the table; the table as a whole, if none.
    pub test: Option<usize>,
}

/// A condition that could be taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Idle {
    /// The condition.
    pub piece: Piece,
    /// A box of possible cases in which a test fails or a table holds; where there are such, cases that the condition is all about.
    pub witness: Option<Words>,
}

/// The idle conditions of these rules; and those of which it could not be told.
///
/// Each could be taken out alone. Where a whole table could be, its tests are not named. The only test of an exception is its table.
///
/// # Errors
/// Without some condition, the rules would combine into too many boxes.
pub fn idle(ground: &Ground<'_>, rules: &[RuleId], purse: &Purse) -> Result<(Vec<Idle>, Vec<Piece>), TooLarge> {
    let (mut found, mut undecided): (Vec<Idle>, Vec<Piece>) = (Vec::new(), Vec::new());
    for piece in rules.iter().flat_map(|r| pieces(ground, *r)) {
        let whole = Piece { test: None, ..piece };
        if piece != whole && found.iter().any(|f| f.piece == whole) {
            continue;
        }
        match purse.ask(|budget| without(ground, piece, budget)) {
            None => undecided.push(piece),
            Some(idle) => found.extend(idle?),
        }
    }
    Ok((found, undecided))
}

/// What can be taken out of a rule's conditions: each table before its tests.
fn pieces(ground: &Ground<'_>, rule: RuleId) -> Vec<Piece> {
    let own = &ground.policy.rules[rule.0];
    let mut pieces = Vec::new();
    for (side, condition) in [(Side::When, &own.when), (Side::Unless, &own.unless)] {
        let tables = condition.as_ref().map(|c| c.any.as_slice()).unwrap_or_default();
        for (table, clause) in tables.iter().enumerate() {
            if side == Side::Unless || tables.len() > 1 {
                pieces.push(Piece { rule, side, table, test: None });
            }
            if side == Side::When || clause.tests.len() > 1 {
                pieces.extend((0..clause.tests.len()).map(|test| Piece { rule, side, table, test: Some(test) }));
            }
        }
    }
    pieces
}

/// The finding, if nothing changes without the piece.
fn without(ground: &Ground<'_>, piece: Piece, budget: &Budget) -> Result<Option<Idle>, TooLarge> {
    let changed = Changed::of(ground, piece)?;
    let (region, outside): (&[Block], Vec<&Block>) = (&changed.region, changed.outside.iter().collect());
    let part = Part { ground, rule: piece.rule, region, outside: &outside };
    let beside: Vec<RuleId> = ground.rules_of(ground.layer(piece.rule)).filter(|r| *r != piece.rule).collect();
    if part.adds(&beside, budget) {
        return Ok(None);
    }
    let nevers = ground.nevers().iter();
    let about = region.iter().find_map(|b| ground.open(b, nevers.clone().chain(outside.iter().copied()), budget));
    let witness = match about {
        Some(words) => Some(words),
        None => shown(ground, piece, budget)?,
    };
    Ok(Some(Idle { piece, witness }))
}

/// Where a rule holds with a condition or without it, and not both: boxes, less others.
struct Changed {
    region: Vec<Block>,
    outside: Vec<Block>,
}

impl Changed {
    fn of(ground: &Ground<'_>, piece: Piece) -> Result<Self, TooLarge> {
        let rule = &ground.policy.rules[piece.rule.0];
        let boxes =
            |when: Option<&Condition>, unless: Option<&Condition>| ground.geometry.boxes_where(ground.policy, when, unless);
        let old = ground.boxes(piece.rule).to_vec();
        Ok(match (piece.side, piece.test, &rule.when) {
            // Without a table of its own a rule reaches less far, without a test of one further: only that table matters.
            (Side::When, None, Some(when)) => {
                let table = |clause: &Clause| boxes(Some(&Condition { any: vec![clause.clone()] }), rule.unless.as_ref());
                let others = when.any.iter().enumerate().filter(|(at, _)| *at != piece.table);
                let outside = others.map(|(_, clause)| table(clause)).collect::<Result<Vec<_>, _>>()?.concat();
                Self { region: table(&when.any[piece.table])?, outside }
            }
            (Side::When, Some(_), Some(when)) => {
                let alone = Condition { any: vec![when.any[piece.table].clone()] };
                let now = shorn(&alone, Piece { table: 0, ..piece });
                Self { region: boxes(now.as_ref(), rule.unless.as_ref())?, outside: old }
            }
            // Without an exception a rule reaches further, without a test of one less far.
            (_, test, when) => {
                let unless = rule.unless.as_ref().and_then(|unless| shorn(unless, piece));
                let now = boxes(when.as_ref(), unless.as_ref())?;
                if test.is_none() { Self { region: now, outside: old } } else { Self { region: old, outside: now } }
            }
        })
    }
}

/// A condition less a piece of it. None is no condition at all: a table without tests always holds, and an exception of no tables never.
fn shorn(condition: &Condition, piece: Piece) -> Option<Condition> {
    let mut shorn = condition.clone();
    match piece.test {
        None => {
            shorn.any.remove(piece.table);
        }
        Some(test) => {
            shorn.any[piece.table].tests.remove(test);
        }
    }
    let says = !shorn.any.is_empty() && shorn.any.iter().all(|clause| !clause.tests.is_empty());
    says.then_some(shorn)
}

/// Possible cases in which a test fails, or a table holds.
fn shown(ground: &Ground<'_>, piece: Piece, budget: &Budget) -> Result<Option<Words>, TooLarge> {
    let rule = &ground.policy.rules[piece.rule.0];
    let condition = if piece.side == Side::When { &rule.when } else { &rule.unless };
    let Some(clause) = condition.as_ref().and_then(|c| c.any.get(piece.table)) else { return Ok(None) };
    let boxes = |tests: Vec<_>| {
        let alone = Condition { any: vec![Clause { tests }] };
        ground.geometry.boxes_where(ground.policy, Some(&alone), None)
    };
    let nevers = ground.nevers().iter();
    Ok(match piece.test {
        None => boxes(clause.tests.clone())?.iter().find_map(|b| ground.open(b, nevers.clone(), budget)),
        Some(test) => {
            let holds = boxes(vec![clause.tests[test].clone()])?;
            ground.open(&ground.geometry.space.everything(), nevers.chain(&holds), budget)
        }
    })
}
