//! From rules to boxes: the policy's conditions as a prioritised list of boxes over one fact space.
//!
//! Clauses are read as literals (`draft`), fact space is cut wherever one of them names a line (`cut`), each conjunction is then a box
//! (`boxes`), and the boxes stand in the order in which they speak (`layer`).

mod boxes;
mod cut;
mod draft;
mod layer;
pub mod layout;
pub mod literal;

pub use self::boxes::subtract;
use self::boxes::{without_repeats, words_of};
pub use self::cut::canonical;
use self::cut::cut;
pub use self::draft::Reading;
use self::draft::{Draft, Drafts};
pub use self::layer::{Layer, Tag};
use self::layout::Layout;
use self::literal::Conjunction;
use super::Policy;
use super::condition::Condition;
use super::date::Date;
use super::engine::TooLarge;
use super::region::Block;
use super::region::space::Space;
use super::rule::RuleId;

/// How many boxes a policy may come to before it is refused: far beyond 400 rules of a handbook.
const MOST_BOXES: usize = 40_000;

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
    let space = cut(&mut layout, drafts.iter().flat_map(Drafts::all));
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
    let space = cut(&mut layout, drafts.all().chain(&conditions));
    let geometry = Geometry::of(policy, &drafts, space, layout)?;
    let boxes = conditions.iter().map(|c| geometry.boxes_of(c)).collect::<Result<_, _>>()?;
    Ok((geometry, boxes))
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
