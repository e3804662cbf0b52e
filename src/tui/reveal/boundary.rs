//! The boundary drawn: a scale for every number with room, the sums behind computed lines, the limits at every level, and chips.

use super::binding::binds_first;
use super::{Block, Column, Context, Section};
use crate::domain::learner::belief::turnings::Turning;
use crate::domain::policy::case::Value;
use crate::domain::policy::condition::{Clause, FactTest, Operand, Test};
use crate::domain::policy::evaluate;
use crate::domain::policy::fact::{FactId, FactKind, Unit};
use crate::domain::policy::limit::LimitId;
use crate::domain::policy::quantity::Quantity;
use crate::domain::policy::rule::RuleId;
use crate::domain::wording::misreading::perceived;
use crate::tui::boundary::chips::{Chip, Chips, chips};
use crate::tui::boundary::form;
use crate::tui::boundary::line::{Ground, NumberLine, number_line};
use crate::tui::facts::parts;
use crate::tui::rich::{Rich, Role};
use crate::tui::scale::{self, Scale};
use crate::tui::words;

/// The section.
pub fn boundary(context: &Context<'_>) -> Option<Section> {
    let (policy, case, engine) = (context.policy, &context.round.full, &context.pack.engine);
    let mut section = Section::new("The line", Column::Line);
    for fact in numbers(context) {
        let Some(line) = number_line(engine, policy, case, fact).filter(NumberLine::turns) else {
            continue;
        };
        let own = own(context, &line);
        let scale = Scale::new(policy, &line, &context.round.explanation.room);
        section.blocks.push(Block::Scale(Box::new(own.iter().fold(scale, |scale, turning| scale.with_own(&turning.perceived)))));
        for turning in own.iter().take(1) {
            let said = Rich::dim(perceived(policy, fact, &turning.perceived));
            section.blocks.push(Block::Text(Rich::dim("  ").join(said), 4));
        }
        for note in notes(context, fact) {
            // What was said under one scale is not said again under the next.
            let block = Block::Text(Rich::dim("  ").join(note), 4);
            if !section.blocks.contains(&block) {
                section.blocks.push(block);
            }
        }
    }
    let mut between = !section.blocks.is_empty();
    for fact in others(context) {
        if let Some(row) = chips(engine, policy, case, fact).and_then(|chips| row(context, &chips)) {
            if std::mem::take(&mut between) {
                section.blocks.push(Block::Text(Rich::new(), 0));
            }
            section.blocks.push(Block::Text(row, 2));
        }
    }
    section.some()
}

/// Where the trainee turns on one of the line's turns, the nearest to the case first; none before enough answers.
fn own(context: &Context<'_>, line: &NumberLine) -> Option<Turning> {
    let turns = line.stretches.split_last().map_or(&[][..], |(_, before)| before).iter().map(|stretch| stretch.to);
    let told = turns.filter_map(|last| context.turnings?.at(line.fact, last));
    let far = |turning: &Turning| turning.perceived.policy.millionths().abs_diff(line.at.millionths());
    told.min_by_key(far)
}

/// Numbers with room left on a side, each once.
fn numbers(context: &Context<'_>) -> Vec<FactId> {
    let mut facts: Vec<FactId> = Vec::new();
    for room in &context.round.explanation.room {
        if !facts.contains(&room.fact) {
            facts.push(room.fact);
        }
    }
    facts
}

/// Choices, sets and flags that decide or would turn it, each once.
fn others(context: &Context<'_>) -> Vec<FactId> {
    let explanation = &context.round.explanation;
    let flips = explanation.flips.iter().chain(&explanation.flips_if).flat_map(|f| f.changes.iter().map(|c| c.fact));
    let mut facts: Vec<FactId> = Vec::new();
    for fact in explanation.because.iter().map(|r| r.fact).chain(flips) {
        if context.policy.fact(fact).number().is_none() && !facts.contains(&fact) {
            facts.push(fact);
        }
    }
    facts.sort();
    facts
}

/// What stands under a scale: sums, which line binds first, and the limits at every level.
fn notes(context: &Context<'_>, fact: FactId) -> Vec<Rich> {
    let tests = tests(context, fact);
    let mut notes: Vec<Rich> = Vec::new();
    let mut add = |note: Rich| {
        if !notes.contains(&note) {
            notes.push(note);
        }
    };
    for test in tests.iter().filter(|t| t.fact != fact) {
        if let Some(note) = sum(context, test) {
            add(note);
        }
    }
    if let Some(note) = binds_first(context, fact) {
        add(note);
    }
    for test in &tests {
        for limit in test.limits() {
            levels(context, test, limit).into_iter().for_each(&mut add);
        }
    }
    notes
}

/// The tests on a number that matter here: of the rules that decide and of those that would, wherever everything else they ask holds.
fn tests<'a>(context: &Context<'a>, fact: FactId) -> Vec<&'a FactTest> {
    let (policy, case, explanation) = (context.policy, &context.round.full, &context.round.explanation);
    let turned = explanation.flips.iter().flat_map(|f| f.rules.iter());
    let reasons = explanation.because.iter().filter_map(|r| r.rule.as_ref());
    let mut rules: Vec<RuleId> = explanation.ruling.rules.iter().chain(reasons).chain(turned).copied().collect();
    rules.sort();
    rules.dedup();
    let rules = rules.into_iter().filter_map(|id| policy.rules.get(id.0));
    let clauses = rules.flat_map(|r| [r.when.as_ref(), r.unless.as_ref()]).flatten().flat_map(|condition| &condition.any);
    let of_fact = |test: &&FactTest| matches!(test.test, Test::Number(_)) && parts(policy, test.fact).contains(&fact);
    let matter = |clause: &&Clause| {
        let mut others = clause.tests.iter().filter(|test| !of_fact(test));
        others.all(|test| evaluate::test(policy, case, test) == Some(true))
    };
    clauses.filter(matter).flat_map(|clause| clause.tests.iter().filter(of_fact)).collect()
}

/// `420 + 540 = 960 of 1,000`
fn sum(context: &Context<'_>, test: &FactTest) -> Option<Rich> {
    let (policy, case) = (context.policy, &context.round.full);
    let fact = policy.fact(test.fact);
    let FactKind::Number(number) = &fact.kind else { return None };
    let formula = number.is.as_ref()?;
    let say = |q: Quantity| words::quantity(policy, number.unit, q);
    let mut text = String::new();
    for (i, (term, sign)) in formula.terms.iter().enumerate() {
        let Some(Value::Number(q)) = case.get(*term) else { return None };
        let sign = match (i, *sign < 0) {
            (0, false) => "",
            (0, true) => "−",
            (_, false) => " + ",
            (_, true) => " − ",
        };
        text.push_str(&format!("{sign}{}", say(q)));
    }
    match formula.constant.cmp(&Quantity::ZERO) {
        std::cmp::Ordering::Greater => text.push_str(&format!(" + {}", say(formula.constant))),
        std::cmp::Ordering::Less => {
            let magnitude = Quantity::from_millionths(-formula.constant.millionths());
            text.push_str(&format!(" − {}", say(magnitude)));
        }
        std::cmp::Ordering::Equal => {}
    }
    let total = form::number(policy, case, test.fact)?;
    let bound = test.operands().into_iter().find_map(|operand| right(context, operand));
    let of = bound.map_or(String::new(), |q| format!(" of {}", say(q)));
    Some(
        Rich::dim(format!("{}: ", fact.label))
            .push(Role::Body, format!("{text} = "))
            .push(Role::Strong, format!("{}{of}", say(total))),
    )
}

/// What a right side comes to in this case.
pub(super) fn right(context: &Context<'_>, operand: Operand) -> Option<Quantity> {
    match operand {
        Operand::Number(q) => Some(q),
        Operand::Limit(id) => evaluate::limit(context.policy, &context.round.full, id),
        Operand::Fact(id) => form::number(context.policy, &context.round.full, id),
    }
}

/// What a right side is called.
pub(super) fn limit_name(context: &Context<'_>, operand: Operand) -> String {
    match operand {
        Operand::Limit(id) => format!("the {} limit", context.policy.limits[id.0].name.replace('_', " ")),
        Operand::Number(_) => "the rule's own number".to_owned(),
        Operand::Fact(id) => context.policy.fact(id).label.to_string(),
    }
}

/// The same limit at every value of each choice it depends on, the other choice as it is.
fn levels(context: &Context<'_>, test: &FactTest, id: LimitId) -> Vec<Rich> {
    let (policy, case) = (context.policy, &context.round.full);
    let limit = &policy.limits[id.0];
    let unit = policy.fact(test.fact).number().map_or(Unit::Number, |n| n.unit);
    let row = |by: &FactId| {
        let fact = policy.fact(*by);
        let Some(Value::Choice(here)) = case.get(*by) else { return None };
        let of = if limit.by.len() > 1 { format!(" by {}", fact.label) } else { String::new() };
        let mut line = Rich::dim(format!("The {} limit{of}: ", limit.name.replace('_', " ")));
        for (i, name) in fact.names().iter().enumerate() {
            let value = evaluate::limit(policy, &case.with(*by, Some(Value::Choice(i))), id)?;
            let text = format!("{} {}", name.label, words::quantity(policy, unit, value)).replace(' ', "\u{a0}");
            let between = if i > 0 { "\u{a0}· " } else { "" };
            line = line.push(Role::Dim, between);
            line = if i == here { line.push(Role::Strong, format!("▸{text}")) } else { line.push(Role::Body, text) };
        }
        Some(line)
    };
    limit.by.iter().filter_map(row).collect()
}

/// A row of chips: what the case has, what would turn it, and how many change nothing; none where nothing turns it.
fn row(context: &Context<'_>, chips: &Chips) -> Option<Rich> {
    let fact = context.policy.fact(chips.fact);
    let here = context.round.explanation.ruling.verdict.map_or(Ground::Open, Ground::Answer);
    let is_set = matches!(fact.kind, FactKind::Set(_));
    let mut line = Rich::of(Role::Strong, fact.label.to_string());
    let turns = |chip: &&Chip| chip.ground != here && chip.ground != Ground::Impossible;
    if !chips.chips.iter().any(|chip| turns(&chip)) {
        return None;
    }
    if is_set && chips.chips.iter().all(|c| !c.on) {
        line = line.push(Role::Body, "  ●\u{a0}none");
    }
    // What the case has comes first; a chip is never broken over two lines.
    let (on, off): (Vec<&Chip>, Vec<&Chip>) = chips.chips.iter().partition(|c| c.on);
    for chip in on.into_iter().chain(off) {
        let label = chip.label.replace(' ', "\u{a0}");
        line = match (chip.on, turns(&chip)) {
            (true, true) if is_set => line
                .push(Role::Strong, format!("  ●\u{a0}{label}"))
                .push(Role::Dim, "\u{a0}without\u{a0}it\u{a0}→\u{a0}")
                .push(scale::role(chip.ground), scale::name(chip.ground)),
            (true, _) => line.push(Role::Strong, format!("  ●\u{a0}{label}")),
            (false, true) => line
                .push(Role::Body, format!("  ○\u{a0}{label}"))
                .push(Role::Dim, "\u{a0}→\u{a0}")
                .push(scale::role(chip.ground), scale::name(chip.ground)),
            (false, false) => line,
        };
    }
    let same = chips.chips.iter().filter(|c| !c.on && c.ground == here).count();
    if same > 0 {
        let s = if same == 1 { "s" } else { "" };
        line = line.push(Role::Dim, format!("  ·\u{a0}{same}\u{a0}more\u{a0}change{s}\u{a0}nothing"));
    }
    Some(line)
}
