//! From rules to boxes: the policy's conditions as a prioritised list of boxes over one fact space.

pub mod layout;
pub mod literal;

use self::layout::Layout;
use self::literal::{Conjunction, Literal};
use super::Policy;
use super::condition::Condition;
use super::date::Date;
use super::engine::TooLarge;
use super::explanation::{Kind, Verdict};
use super::fact::FactId;
use super::region::space::{Axis, Form, Line, Space, ceil_to, floor_to};
use super::region::{Block, Words, interval};
use super::rule::{Duty, Rule, RuleId, RuleOutcome};
use std::cmp::Reverse;

/// How many boxes a policy may come to before it is refused: far beyond 400 rules of a handbook.
const MOST_BOXES: usize = 40_000;

/// Who speaks first. Within a layer the answer is one; between layers the earlier speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// Can't occur.
    Never,
    /// Red lines.
    Escalate,
    /// Stop lines.
    Decline,
    /// Green lights.
    Act,
    /// Fallback red lines.
    OtherwiseEscalate,
    /// Fallback stop lines.
    OtherwiseDecline,
    /// Fallback green lights.
    OtherwiseAct,
}

impl Layer {
    /// The layer a rule speaks in.
    pub fn of(rule: &Rule) -> Self {
        match (&rule.outcome, rule.otherwise) {
            (RuleOutcome::Escalate(_), false) => Self::Escalate,
            (RuleOutcome::Decline(_), false) => Self::Decline,
            (RuleOutcome::Act(_), false) => Self::Act,
            (RuleOutcome::Escalate(_), true) => Self::OtherwiseEscalate,
            (RuleOutcome::Decline(_), true) => Self::OtherwiseDecline,
            (RuleOutcome::Act(_), true) => Self::OtherwiseAct,
        }
    }

    /// The kind of decision it makes; none for what can't occur.
    pub fn kind(self) -> Option<Kind> {
        match self {
            Self::Never => None,
            Self::Escalate | Self::OtherwiseEscalate => Some(Kind::Escalate),
            Self::Decline | Self::OtherwiseDecline => Some(Kind::Decline),
            Self::Act | Self::OtherwiseAct => Some(Kind::Act),
        }
    }

    /// The answer it gives; none for what can't occur.
    pub fn verdict(self) -> Option<Verdict> {
        self.kind().map(Kind::verdict)
    }
}

/// Whose box it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its layer.
    pub layer: Layer,
    /// Place in the policy's rules, or in its `never` list.
    pub owner: usize,
}

/// A compiled policy's geometry.
#[derive(Clone, Debug)]
pub struct Geometry {
    /// Fact space.
    pub space: Space,
    /// Which dimension belongs to which fact.
    pub layout: Layout,
    /// Boxes in order of priority; the boxes of one rule stand together.
    pub boxes: Vec<Block>,
    /// Whose they are.
    pub tags: Vec<Tag>,
    /// For each duty, the boxes in which it holds.
    pub duties: Vec<Vec<Block>>,
    /// Rules in force, the one that decides first in front.
    pub ranked: Vec<RuleId>,
}

/// The rules in force, in the order in which they decide.
fn ranked(policy: &Policy, as_of: Date) -> Vec<RuleId> {
    let mut rules: Vec<RuleId> = (0..policy.rules.len()).map(RuleId).filter(|r| policy.rules[r.0].in_force(as_of)).collect();
    rules.sort_by_key(|r| {
        let rule = &policy.rules[r.0];
        let route = match rule.outcome {
            RuleOutcome::Escalate(route) => Some((Reverse(policy.route(route).urgency), route)),
            _ => None,
        };
        (Layer::of(rule), route, Reverse(rule.stakes), rule.id.as_str())
    });
    rules
}

/// A condition and its exception as literals, before the cuts are known.
struct Draft {
    when: Vec<Conjunction>,
    unless: Vec<Conjunction>,
}

impl Draft {
    fn of(
        reading: Reading<'_>,
        layout: &mut Layout,
        when: Option<&Condition>,
        unless: Option<&Condition>,
    ) -> Result<Self, TooLarge> {
        let mut read = |c: &Condition| -> Result<Vec<Conjunction>, TooLarge> {
            let mut any = literal::alternatives(reading.policy, layout, c)?;
            if let Some(variable) = reading.ahead.and_then(|f| layout.variable_of_fact[f.0]) {
                any.iter_mut().flatten().for_each(|l| l.see_ahead(layout, variable));
            }
            Ok(any)
        };
        let when = when.map_or(Ok(vec![Conjunction::new()]), &mut read)?;
        let unless = unless.map_or(Ok(Vec::new()), &mut read)?;
        Ok(Self { when, unless })
    }
}

/// A policy as it stands, or as a case sees it whose one number is a step further along.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The rules.
    pub policy: &'a Policy,
    /// The base number that is read one step higher than it is.
    pub ahead: Option<FactId>,
}

impl<'a> Reading<'a> {
    /// As it stands.
    pub fn plain(policy: &'a Policy) -> Self {
        Self { policy, ahead: None }
    }
}

/// Compiles the rules in force on a day.
///
/// # Errors
/// The rules combine into too many boxes.
pub fn compile(policy: &Policy, as_of: Date) -> Result<Geometry, TooLarge> {
    let mut geometries = together(&[Reading::plain(policy)], as_of)?;
    geometries.pop().ok_or_else(TooLarge::boxes)
}

/// Compiles several readings of the same facts into one fact space, cut wherever one of them names a line: a box of one can then
/// be held against a box of another. The policies must declare the same facts in the same order; their rules may differ.
///
/// # Errors
/// The rules of one combine into too many boxes.
pub fn together(readings: &[Reading<'_>], as_of: Date) -> Result<Vec<Geometry>, TooLarge> {
    let Some(first) = readings.first() else { return Ok(Vec::new()) };
    let mut layout = Layout::of(first.policy);
    let drafts = readings.iter().map(|r| Drafts::of(*r, &mut layout, as_of)).collect::<Result<Vec<_>, _>>()?;
    let all = drafts.iter().flat_map(|d| d.never.iter().chain(&d.rules).chain(&d.duties));
    let space = cut(&mut layout, all);
    readings.iter().zip(&drafts).map(|(r, d)| Geometry::of(r.policy, d, space.clone(), layout.clone())).collect()
}

/// Compiles the rules in force on a day, and conditions beside them that are no part of the rules: each as the boxes where it holds.
///
/// # Errors
/// The rules, or a condition, combine into too many boxes.
pub fn compile_beside(policy: &Policy, beside: &[&Condition], as_of: Date) -> Result<(Geometry, Vec<Vec<Block>>), TooLarge> {
    let reading = Reading::plain(policy);
    let mut layout = Layout::of(policy);
    let drafts = Drafts::of(reading, &mut layout, as_of)?;
    let conditions = beside.iter().map(|c| Draft::of(reading, &mut layout, Some(c), None)).collect::<Result<Vec<_>, _>>()?;
    let space = cut(&mut layout, drafts.never.iter().chain(&drafts.rules).chain(&drafts.duties).chain(&conditions));
    let geometry = Geometry::of(policy, &drafts, space, layout)?;
    let boxes = conditions.iter().map(|c| geometry.boxes_of(c)).collect::<Result<_, _>>()?;
    Ok((geometry, boxes))
}

/// All of a policy's clauses as literals.
struct Drafts {
    ranked: Vec<RuleId>,
    never: Vec<Draft>,
    rules: Vec<Draft>,
    duties: Vec<Draft>,
}

impl Drafts {
    fn of(reading: Reading<'_>, layout: &mut Layout, as_of: Date) -> Result<Self, TooLarge> {
        let policy = reading.policy;
        let ranked = ranked(policy, as_of);
        let mut draft = |when: Option<&Condition>, unless: Option<&Condition>| Draft::of(reading, layout, when, unless);
        let never = policy.never.iter().map(|c| draft(Some(c), None)).collect::<Result<_, _>>()?;
        let rules = ranked
            .iter()
            .map(|r| &policy.rules[r.0])
            .map(|r| draft(r.when.as_ref(), r.unless.as_ref()))
            .collect::<Result<_, _>>()?;
        let duty = |d: &Duty| {
            if d.in_force(as_of) {
                draft(d.when.as_ref(), d.unless.as_ref())
            } else {
                Ok(Draft { when: Vec::new(), unless: Vec::new() })
            }
        };
        let duties = policy.also.iter().map(duty).collect::<Result<_, _>>()?;
        Ok(Self { ranked, never, rules, duties })
    }
}

impl Geometry {
    fn of(policy: &Policy, drafts: &Drafts, space: Space, layout: Layout) -> Result<Self, TooLarge> {
        let ranked = drafts.ranked.clone();
        let mut geometry = Self { space, layout, boxes: Vec::new(), tags: Vec::new(), duties: Vec::new(), ranked };
        for (owner, draft) in drafts.never.iter().enumerate() {
            geometry.add(draft, Tag { layer: Layer::Never, owner })?;
        }
        for (rule, draft) in drafts.ranked.iter().zip(&drafts.rules) {
            geometry.add(draft, Tag { layer: Layer::of(&policy.rules[rule.0]), owner: rule.0 })?;
        }
        for draft in &drafts.duties {
            let boxes = geometry.boxes_of(draft)?;
            geometry.duties.push(boxes);
        }
        Ok(geometry)
    }

    fn add(&mut self, draft: &Draft, tag: Tag) -> Result<(), TooLarge> {
        let boxes = self.boxes_of(draft)?;
        self.tags.extend(std::iter::repeat_n(tag, boxes.len()));
        self.boxes.extend(boxes);
        if self.boxes.len() > MOST_BOXES {
            return Err(TooLarge::boxes());
        }
        Ok(())
    }

    /// The boxes where `when` holds and `unless` does not. What they ask must be what some clause of the policy asks: the space is
    /// cut nowhere else.
    ///
    /// # Errors
    /// They combine into too many boxes.
    pub fn boxes_where(
        &self,
        policy: &Policy,
        when: Option<&Condition>,
        unless: Option<&Condition>,
    ) -> Result<Vec<Block>, TooLarge> {
        let mut layout = self.layout.clone();
        self.boxes_of(&Draft::of(Reading::plain(policy), &mut layout, when, unless)?)
    }

    /// The boxes of `when` less those of `unless`, without repeats and without boxes that hold no point.
    fn boxes_of(&self, draft: &Draft) -> Result<Vec<Block>, TooLarge> {
        let words = |list: &[Conjunction]| list.iter().filter_map(|c| words_of(&self.space, &self.layout, c)).collect::<Vec<_>>();
        let mut boxes = without_repeats(&self.space, words(&draft.when));
        for hole in without_repeats(&self.space, words(&draft.unless)) {
            let mut rest = Vec::new();
            for b in boxes {
                subtract(&self.space, b, &hole, &mut rest);
            }
            boxes = rest;
            if boxes.len() > MOST_BOXES {
                return Err(TooLarge::boxes());
            }
        }
        let bounds = self.space.no_bounds();
        boxes.retain(|b| self.space.holds_point(b, &bounds));
        Ok(without_repeats(&self.space, boxes).into_iter().map(|words| Block::of(words, &self.space)).collect())
    }
}

/// Drops boxes that lie within another; keeps the order.
fn without_repeats(space: &Space, boxes: Vec<Words>) -> Vec<Words> {
    if boxes.len() > 2_000 {
        return boxes;
    }
    let inside = |a: &Words, b: &Words| (0..a.len()).all(|d| space.within(d, a[d], b[d]));
    let kept =
        |i: usize| !boxes.iter().enumerate().any(|(j, b)| i != j && inside(&boxes[i], b) && (j < i || !inside(b, &boxes[i])));
    (0..boxes.len()).filter(|i| kept(*i)).map(|i| boxes[i].clone()).collect()
}

/// Pushes what of a box lies outside a hole: disjoint boxes, at most two a dimension.
pub fn subtract(space: &Space, mut from: Words, hole: &[u64], rest: &mut Vec<Words>) {
    if space.common(&from, hole).is_none() {
        rest.push(from);
        return;
    }
    for d in 0..from.len() {
        for piece in space.outside(d, from[d], hole[d]) {
            let mut part = from.clone();
            part[d] = piece;
            rest.push(part);
        }
        if let Some(word) = space.intersect(d, from[d], hole[d]) {
            from[d] = word;
        }
    }
}

/// Cuts every line at every threshold that some literal names.
fn cut<'a>(layout: &mut Layout, drafts: impl Iterator<Item = &'a Draft>) -> Space {
    let mut space = Space {
        variables: layout.variables.clone(),
        links: Vec::new(),
        forms: layout.forms.clone(),
        axes: Vec::new(),
        masks: layout.masks.clone(),
        ..Space::default()
    };
    let ranges = space.full_ranges();
    let axis = |space: &Space, line: Line| {
        let (range, step) = match line {
            Line::Variable(v) => (ranges[v], space.variables[v].step),
            Line::Form(f) => (space.extent(space.forms[f], &ranges), space.form_step(space.forms[f])),
        };
        Axis { line, cuts: Vec::new(), range, step }
    };
    let mut axes: Vec<Axis> = (0..space.variables.len()).map(|v| axis(&space, Line::Variable(v))).collect();
    let mut forms: Vec<Axis> = (0..space.forms.len()).map(|f| axis(&space, Line::Form(f))).collect();
    for literal in drafts.flat_map(|d| d.when.iter().chain(&d.unless)).flatten() {
        let Literal::Range { line, low, high } = literal else { continue };
        let axis = match line {
            Line::Variable(v) => &mut axes[*v],
            Line::Form(f) => &mut forms[*f],
        };
        let step = axis.step;
        let ends = [low.map(|l| ceil_to(l, step) - step), high.map(|h| floor_to(h, step))];
        let inside = ends.into_iter().flatten().filter(|c| *c >= axis.range.0 && *c < axis.range.1).collect::<Vec<_>>();
        axis.cuts.extend(inside);
    }
    for axis in axes.iter_mut().chain(&mut forms) {
        axis.cuts.sort_unstable();
        axis.cuts.dedup();
    }
    forms.retain(|f| !f.cuts.is_empty());
    layout.form_axes = vec![None; space.forms.len()];
    for (place, axis) in forms.iter().enumerate() {
        if let Line::Form(f) = axis.line {
            layout.form_axes[f] = Some(axes.len() + place);
        }
    }
    axes.extend(forms);
    layout.tie_variables();
    layout.first_mask = axes.len();
    space.axes = axes;
    space.settle();
    space
}

/// The box of a conjunction; none if it is empty.
fn words_of(space: &Space, layout: &Layout, conjunction: &[Literal]) -> Option<Words> {
    let mut words = space.everything();
    for literal in conjunction {
        let (dimension, word) = match literal {
            Literal::Mask { mask_dimension, mask } => (layout.first_mask + mask_dimension, *mask),
            Literal::Range { line, low, high } => {
                let (range, dimension) = match line {
                    Line::Variable(v) => (space.axes[*v].range, Some(*v)),
                    Line::Form(f) => (space.extent(space.forms[*f], &space.full_ranges()), layout.form_axes[*f]),
                };
                let (low, high) = (low.map_or(range.0, |l| l.max(range.0)), high.map_or(range.1, |h| h.min(range.1)));
                if low > high {
                    return None;
                }
                // A form without cuts: no literal on it is narrower than its whole range.
                let Some(dimension) = dimension else { continue };
                let axis = &space.axes[dimension];
                let (low, high) = (ceil_to(low, axis.step), floor_to(high, axis.step));
                if low > high {
                    return None;
                }
                (dimension, interval(axis.atom(low), axis.atom(high)))
            }
        };
        words[dimension] = space.intersect(dimension, words[dimension], word)?;
    }
    Some(words)
}

/// A sum or difference in its one canonical form, and the factor that gives the original back (its sign matters).
pub fn canonical(first: (usize, i64), second: (usize, i64)) -> (Form, i64) {
    let (x, y) = if first.0 < second.0 { (first, second) } else { (second, first) };
    let divisor = super::region::linear::gcd(i128::from(x.1), i128::from(y.1)) as i64;
    let factor = if x.1 < 0 { -divisor } else { divisor };
    (Form { first: x.0, a: x.1 / factor, second: y.0, b: y.1 / factor }, factor)
}
