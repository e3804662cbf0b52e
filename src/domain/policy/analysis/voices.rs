//! Who speaks where, in order of priority: a policy's boxes, then silence.

use super::super::Policy;
use super::super::Silence;
use super::super::compile::{Geometry, Layer};
use super::super::explanation::{Kind, Verdict};
use super::super::region::Block;
use super::super::region::space::Space;
use super::super::route::RouteId;
use super::super::rule::RuleId;

/// Who decides a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Speaker {
    /// It can't occur; place in the policy's `never` list.
    Never(usize),
    /// A rule.
    Rule(RuleId),
    /// No rule speaks.
    Silence,
}

impl Speaker {
    /// The rule, if it is one.
    pub fn rule(self) -> Option<RuleId> {
        match self {
            Self::Rule(rule) => Some(rule),
            Self::Never(_) | Self::Silence => None,
        }
    }
}

/// What is said: the kind of decision, and whom it goes to.
pub type Said = (Kind, Option<RouteId>);

/// A box with who speaks there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// Where.
    pub block: Block,
    /// Who.
    pub speaker: Speaker,
    /// What; none where no case can occur.
    pub said: Option<Said>,
    /// Its layer; none for silence, which comes last.
    pub layer: Option<Layer>,
}

impl Voice {
    /// The same speaker somewhere else.
    pub fn with(&self, block: Block) -> Self {
        Self { block, speaker: self.speaker, said: self.said, layer: self.layer }
    }

    /// The right answer here; none where no case can occur.
    pub fn verdict(&self) -> Option<Verdict> {
        self.said.map(|s| s.0.verdict())
    }
}

/// A policy's boxes in order of priority, silence last: the first that holds a case decides it.
#[derive(Clone, Debug, Default)]
pub struct Voices(pub Vec<Voice>);

impl Voices {
    /// The voices of a compiled policy.
    pub fn of(policy: &Policy, geometry: &Geometry) -> Self {
        let mut voices: Vec<Voice> = geometry
            .boxes
            .iter()
            .zip(&geometry.tags)
            .map(|(block, tag)| {
                let (speaker, said) = match tag.layer.kind() {
                    None => (Speaker::Never(tag.owner), None),
                    Some(kind) => {
                        let route = policy.rules[tag.owner].outcome.route();
                        (Speaker::Rule(RuleId(tag.owner)), Some((kind, route)))
                    }
                };
                Voice { block: block.clone(), speaker, said, layer: Some(tag.layer) }
            })
            .collect();
        let said = match policy.silence {
            Silence::Escalate(route) => (Kind::SilenceEscalate, Some(route)),
            Silence::Act(_) => (Kind::SilenceAct, None),
        };
        let block = Block::of(geometry.space.everything(), &geometry.space);
        voices.push(Voice { block, speaker: Speaker::Silence, said: Some(said), layer: None });
        Self(voices)
    }

    /// What is heard of them with one dimension held at a value: those that accept it, freed of the dimension.
    #[must_use]
    pub fn held(&self, space: &Space, dimension: usize, value: u32) -> Self {
        let everything = space.everything();
        let accepting = self.0.iter().filter(|v| space.accepts(dimension, v.block[dimension], value));
        Self(
            accepting
                .map(|v| {
                    let narrow = v.block[dimension] != everything[dimension];
                    let block = if narrow { v.block.freed(dimension, space) } else { v.block.clone() };
                    v.with(block)
                })
                .collect(),
        )
    }

    /// The boxes before a place.
    pub fn before(&self, place: usize) -> Vec<&Block> {
        self.0[..place].iter().map(|v| &v.block).collect()
    }
}
