//! A box of fact space, fact by fact.

use super::{Phrase, listed, range};
use crate::domain::policy::Policy;
use crate::domain::policy::compile::canonical;
use crate::domain::policy::compile::layout::Layout;
use crate::domain::policy::fact::{Fact, FactId, FactKind, Named, NumberFact};
use crate::domain::policy::quantity::Quantity;
use crate::domain::policy::region::Words;
use crate::domain::policy::region::space::{Form, Line, Range, Space};
use crate::domain::scenario::figures::of_quantity;

/// What a box asks of the facts, in order of declaration; then of two facts together, where no computed fact is their sum.
pub fn phrases(policy: &Policy, space: &Space, layout: &Layout, words: &[u64]) -> Vec<Phrase> {
    let mut said = vec![false; space.dimensions()];
    let mut phrases = Vec::new();
    for (at, fact) in policy.facts.iter().enumerate() {
        if let Some(says) = of_fact(policy, space, layout, words, FactId(at), &mut said) {
            phrases.push(Phrase { fact: Some(FactId(at)), label: fact.label.to_string(), says });
        }
    }
    for (dimension, axis) in space.axes.iter().enumerate() {
        if let Line::Form(form) = axis.line
            && words[dimension] != axis.full()
            && !said[dimension]
        {
            phrases.push(of_form(policy, layout, space.forms[form], axis.values(words[dimension]), axis.range, axis.step));
        }
    }
    phrases
}

/// What boxes ask that differ only in which member of a set is there: the members are joined by "or".
pub fn phrases_of(policy: &Policy, space: &Space, layout: &Layout, boxes: &[Words]) -> Vec<Phrase> {
    let Some(first) = boxes.first() else { return Vec::new() };
    let mut phrases = phrases(policy, space, layout, first);
    for phrase in &mut phrases {
        let Some(id) = phrase.fact else { continue };
        let own = layout.dimensions(id);
        if let FactKind::Set(names) = &policy.fact(id).kind
            && boxes.iter().any(|other| other[own.clone()] != first[own.clone()])
        {
            let there = |i: usize| boxes.iter().any(|words| words[own.start + i] & 0b11 == 0b10);
            let labels: Vec<&str> = names.iter().enumerate().filter(|(i, _)| there(*i)).map(|(_, n)| n.label.as_str()).collect();
            phrase.says = listed(&labels, "or");
        }
    }
    phrases
}

fn of_fact(policy: &Policy, space: &Space, layout: &Layout, words: &[u64], id: FactId, said: &mut [bool]) -> Option<String> {
    let everything = &space.whole;
    let own = layout.dimensions(id);
    match &policy.fact(id).kind {
        FactKind::Number(number) => match layout.variable_of_fact[id.0] {
            Some(v) => {
                let (low, high) = space.axes[v].values(words[v]);
                (words[v] != everything[v]).then(|| range::of_fact(policy, number, quantity(low), quantity(high)))
            }
            None => computed(policy, space, layout, words, number, said),
        },
        FactKind::Flag => match words[own.start] & 0b11 {
            0b01 => Some("no".to_owned()),
            0b10 => Some("yes".to_owned()),
            _ => None,
        },
        FactKind::Choice(names) => {
            (words[own.start] != everything[own.start]).then(|| choice(names, words[own.start], everything[own.start]))
        }
        FactKind::Set(names) => members(names, &words[own]),
    }
}

fn quantity(millionths: i64) -> Quantity {
    Quantity::from_millionths(millionths)
}

/// The values of a choice that are accepted; those that are not, where these are fewer.
pub fn choice(names: &[Named], accepted: u64, full: u64) -> String {
    let labels = |mask: u64| -> Vec<&str> {
        names.iter().enumerate().filter(|(i, _)| mask >> i & 1 == 1).map(|(_, n)| n.label.as_str()).collect()
    };
    let (yes, no) = (labels(accepted), labels(full & !accepted));
    if yes.len() > 3 && no.len() < yes.len() { format!("anything but {}", listed(&no, "or")) } else { listed(&yes, "or") }
}

/// `no Legal threat`, `none of Legal threat, Press or Threat`.
pub(super) fn without(labels: &[&str]) -> String {
    format!("{} {}", if labels.len() > 1 { "none of" } else { "no" }, listed(labels, "or"))
}

/// Which members must be there and which must not; none where all is left open.
fn members(names: &[Named], words: &[u64]) -> Option<String> {
    let with = |bit: u64| -> Vec<&str> {
        names.iter().zip(words).filter(|(_, w)| **w & 0b11 == bit).map(|(n, _)| n.label.as_str()).collect()
    };
    let (held, gone, open) = (with(0b10), with(0b01), with(0b11));
    match (held.is_empty(), gone.is_empty()) {
        (true, true) => None,
        (true, false) if gone.len() == names.len() => Some("none".to_owned()),
        (true, false) if open.len() < gone.len() => Some(format!("nothing but {}", listed(&open, "or"))),
        (true, false) => Some(without(&gone)),
        (false, true) => Some(listed(&held, "and")),
        (false, false) if open.is_empty() => Some(format!("only {}", listed(&held, "and"))),
        (false, false) if open.len() < gone.len() => {
            Some(format!("{}, and nothing else but {}", listed(&held, "and"), listed(&open, "or")))
        }
        (false, false) => Some(format!("{}, but not {}", listed(&held, "and"), listed(&gone, "or"))),
    }
}

/// A computed fact, read off the dimension of its sum.
fn computed(
    policy: &Policy,
    space: &Space,
    layout: &Layout,
    words: &[u64],
    number: &NumberFact,
    said: &mut [bool],
) -> Option<String> {
    let formula = number.is.as_ref()?;
    let [(first, a), (second, b)] = *formula.terms.as_slice() else { return None };
    let (x, y) = (layout.variable_of_fact[first.0]?, layout.variable_of_fact[second.0]?);
    let (form, factor) = canonical((x, a), (y, b));
    let place = layout.forms.iter().position(|f| *f == form)?;
    let dimension = layout.form_axes[place]?;
    let axis = &space.axes[dimension];
    if words[dimension] == axis.full() || said[dimension] {
        return None;
    }
    said[dimension] = true;
    let constant = formula.constant.millionths();
    let ends = |range: Range| {
        let (p, q) = (range.0 * factor + constant, range.1 * factor + constant);
        (quantity(p.min(q)), quantity(p.max(q)))
    };
    let ((low, high), (min, max)) = (ends(axis.values(words[dimension])), ends(axis.range));
    let bounded = NumberFact { min, max, ..number.clone() };
    Some(range::of_fact(policy, &bounded, low, high))
}

/// Two facts held against each other: `amount: at most what Limit is`.
fn of_form(policy: &Policy, layout: &Layout, form: Form, range: Range, extent: Range, step: i64) -> Phrase {
    let fact = |v: usize| policy.fact(layout.fact_of_variable[v]);
    let (first, second) = (fact(form.first), fact(form.second));
    let plain = |fact: &Fact, times: i64| match times.abs() {
        1 => fact.label.to_string(),
        n => format!("{n} × {}", fact.label),
    };
    let (low, high) = (range.0 > extent.0, range.1 < extent.1);
    if (form.a, form.b) == (1, -1) {
        let says = match (low.then_some(range.0), high.then_some(range.1)) {
            (None, Some(0)) => Some("at most"),
            (Some(0), None) => Some("at least"),
            (None, Some(h)) if h == -step => Some("less than"),
            (Some(l), None) if l == step => Some("more than"),
            (Some(0), Some(0)) => Some("the same as"),
            _ => None,
        };
        if let Some(says) = says {
            return Phrase { fact: None, label: first.label.to_string(), says: format!("{says} {}", second.label) };
        }
    }
    let word = if form.b > 0 { "plus" } else { "minus" };
    let label = format!("{} {word} {}", plain(first, form.a), plain(second, form.b));
    let unit = first.number().map_or(crate::domain::policy::fact::Unit::Number, |n| n.unit);
    let says = match (low, high) {
        (true, true) if range.0 == range.1 => of_quantity(policy, unit, quantity(range.0)),
        (true, true) => range::between(policy, unit, quantity(range.0), quantity(range.1)),
        (true, false) => format!("{} or more", of_quantity(policy, unit, quantity(range.0))),
        (false, _) => format!("up to {}", of_quantity(policy, unit, quantity(range.1))),
    };
    Phrase { fact: None, label, says }
}
