//! A region in the notation of a policy file, so that it can be accepted as it stands.

use crate::domain::policy::Policy;
use crate::domain::policy::compile::canonical;
use crate::domain::policy::compile::layout::Layout;
use crate::domain::policy::fact::{FactId, FactKind, Named, NumberFact};
use crate::domain::policy::quantity::Quantity;
use crate::domain::policy::region::Words;
use crate::domain::policy::region::space::Space;

/// The condition that holds in a region and nowhere else: a box, or boxes that differ only in which member of a set is there. None
/// where all is left open, or where two facts are held against each other in a way that neither a computed fact nor a comparison
/// says.
pub(super) fn when(policy: &Policy, space: &Space, layout: &Layout, boxes: &[Words]) -> Option<String> {
    let words = boxes.first()?;
    let mut left: Vec<usize> = (0..space.dimensions()).filter(|d| words[*d] != space.whole[*d]).collect();
    let mut tests: Vec<(usize, String)> = Vec::new();
    for (at, fact) in policy.facts.iter().enumerate() {
        let mut own: Vec<usize> = layout.dimensions(FactId(at)).collect();
        let range = match &fact.kind {
            FactKind::Number(number) => line(layout, number, FactId(at)),
            _ => None,
        };
        own.extend(range.as_ref().map(|r| r.0));
        if !own.iter().any(|d| left.contains(d)) {
            continue;
        }
        left.retain(|d| !own.contains(d));
        let says = match &fact.kind {
            FactKind::Number(_) => {
                let (dimension, factor, constant) = range?;
                let (low, high) = space.axes[dimension].values(words[dimension]);
                let (first, last) = space.axes[dimension].range;
                let value = |v: i64| Quantity::from_millionths(v * factor + constant);
                let ends = ((low > first).then(|| value(low)), (high < last).then(|| value(high)));
                number(if factor > 0 { ends } else { (ends.1, ends.0) })?
            }
            FactKind::Flag => (words[own[0]] & 0b11 == 0b10).to_string(),
            FactKind::Choice(names) => one_or_list(names, words[own[0]]),
            FactKind::Set(names) => {
                let of = |words: &Words| Words::from_slice(&words[own[0]..own[0] + names.len()]);
                set(names, &boxes.iter().map(of).collect::<Vec<_>>())
            }
        };
        tests.push((at, says));
    }
    // A fact is tested once in a clause: of two that are compared, the one that isn't yet.
    for dimension in left {
        let free = |fact: FactId| tests.iter().all(|(at, _)| *at != fact.0);
        let (fact, says) = compared(policy, space, layout, words, dimension).into_iter().flatten().find(|(f, _)| free(*f))?;
        tests.push((fact.0, says));
    }
    tests.sort_unstable();
    let said: Vec<String> = tests.iter().map(|(at, says)| format!("{} = {says}", policy.facts[*at].name)).collect();
    (!said.is_empty()).then(|| format!("{{ {} }}", said.join(", ")))
}

/// Two facts held against each other, said of the first and, the other way round, of the second.
fn compared(policy: &Policy, space: &Space, layout: &Layout, words: &Words, dimension: usize) -> Option<[(FactId, String); 2]> {
    let form = layout.form_axes.iter().position(|axis| *axis == Some(dimension)).map(|place| space.forms[place])?;
    let (axis, step) = (&space.axes[dimension], space.form_step(form));
    let (low, high) = axis.values(words[dimension]);
    let below = (high < axis.range.1).then_some(high);
    let above = (low > axis.range.0).then_some(low);
    // How the first stands to the second, by the values of the first less the second.
    let (below, above) = match (form.a, form.b) {
        (1, -1) => (below, above),
        (-1, 1) => (above.map(|v| -v), below.map(|v| -v)),
        _ => return None,
    };
    let [here, there] = match (above, below) {
        (None, Some(0)) => ["<=", ">="],
        (None, Some(v)) if v == -step => ["<", ">"],
        (Some(0), None) => [">=", "<="],
        (Some(v), None) if v == step => [">", "<"],
        (Some(0), Some(0)) => ["=", "="],
        _ => return None,
    };
    let fact = |variable: usize| layout.fact_of_variable[variable];
    let says = |sign: &str, other: usize| format!("\"{sign} {}\"", policy.fact(fact(other)).name);
    Some([(fact(form.first), says(here, form.second)), (fact(form.second), says(there, form.first))])
}

/// The dimension a number fact is read off, and what makes its value of that dimension's: `factor * value + constant`.
fn line(layout: &Layout, number: &NumberFact, fact: FactId) -> Option<(usize, i64, i64)> {
    let Some(formula) = &number.is else { return layout.variable_of_fact[fact.0].map(|v| (v, 1, 0)) };
    let [(first, a), (second, b)] = *formula.terms.as_slice() else { return None };
    let (x, y) = (layout.variable_of_fact[first.0]?, layout.variable_of_fact[second.0]?);
    let (form, factor) = canonical((x, a), (y, b));
    let place = layout.forms.iter().position(|f| *f == form)?;
    Some((layout.form_axes[place]?, factor, formula.constant.millionths()))
}

fn number(ends: (Option<Quantity>, Option<Quantity>)) -> Option<String> {
    match ends {
        (Some(low), Some(high)) if low == high => Some(low.to_string()),
        (Some(low), Some(high)) => Some(format!("\"{low}..{high}\"")),
        (Some(low), None) => Some(format!("\">= {low}\"")),
        (None, Some(high)) => Some(format!("\"<= {high}\"")),
        (None, None) => None,
    }
}

fn chosen(names: &[Named], mask: u64) -> Vec<String> {
    names.iter().enumerate().filter(|(i, _)| mask >> i & 1 == 1).map(|(_, n)| format!("\"{}\"", n.id)).collect()
}

fn list(ids: &[String]) -> String {
    format!("[{}]", ids.join(", "))
}

/// The values of a choice; those it must not be, where these are fewer.
fn one_or_list(names: &[Named], mask: u64) -> String {
    let (yes, no) = (chosen(names, mask), chosen(names, !mask));
    match yes.as_slice() {
        [one] => one.clone(),
        _ if no.len() < yes.len() => format!("{{ none = {} }}", list(&no)),
        _ => list(&yes),
    }
}

fn set(names: &[Named], alike: &[Words]) -> String {
    let Some(words) = alike.first() else { return String::new() };
    if alike.iter().any(|other| other != words) {
        let there = alike.iter().flat_map(|words| words.iter().enumerate().filter(|(_, w)| **w & 0b11 == 0b10));
        return list(&chosen(names, there.fold(0, |mask, (i, _)| mask | 1 << i)));
    }
    let with = |bit: u64| words.iter().enumerate().filter(|(_, w)| **w & 0b11 == bit).fold(0, |mask, (i, _)| mask | 1 << i);
    let (held, gone) = (chosen(names, with(0b10)), chosen(names, with(0b01)));
    match (held.is_empty(), gone.is_empty()) {
        (true, _) if gone.len() == names.len() => "{ empty = true }".to_owned(),
        (true, _) => format!("{{ none = {} }}", list(&gone)),
        (false, true) => format!("{{ all = {} }}", list(&held)),
        (false, false) => format!("{{ all = {}, none = {} }}", list(&held), list(&gone)),
    }
}
