//! A ruling at a point: who wins, whom to tell, what goes ahead all the same.

use super::super::compile::Layer;
use super::super::explanation::{Kind, Ruling};
use super::super::region::bits::ones;
use super::super::route::RouteId;
use super::super::rule::RuleId;
use super::point::Point;
use super::{Engine, Impossible};
use smallvec::SmallVec;

impl Engine {
    /// What the policy says at a point.
    pub(in crate::domain::policy) fn ruling(&self, point: &Point) -> Result<Ruling, Impossible> {
        let bits = self.holding(point);
        let mut holding: SmallVec<[(Layer, RuleId); 8]> = SmallVec::new();
        for place in ones(&bits) {
            let tag = self.geometry.tags[place];
            match tag.layer {
                Layer::Never => return Err(Impossible { never: tag.owner }),
                layer if holding.last() != Some(&(layer, RuleId(tag.owner))) => holding.push((layer, RuleId(tag.owner))),
                _ => {}
            }
        }
        let duties = self.geometry.duties.iter().enumerate().filter(|(_, boxes)| boxes.iter().any(|b| self.is_in(point, b)));
        let also = duties.map(|(d, _)| d).collect();
        Ok(self.compose(&holding, also))
    }

    /// The kind of decision at a point and the rules that win there; none where the point can't occur.
    pub(in crate::domain::policy) fn winning(&self, point: &Point) -> Option<(Kind, Vec<RuleId>)> {
        let bits = self.holding(point);
        let mut tags = ones(&bits).map(|place| self.geometry.tags[place]).peekable();
        let Some(first) = tags.peek().copied() else { return Some((self.silence(), Vec::new())) };
        let mut rules: Vec<RuleId> = tags.take_while(|t| t.layer == first.layer).map(|t| RuleId(t.owner)).collect();
        rules.dedup();
        first.layer.kind().map(|kind| (kind, rules))
    }

    /// Whether a point lies in a box.
    fn is_in(&self, point: &Point, words: &[u64]) -> bool {
        let axes = self.geometry.space.axes.len();
        point.atoms.iter().zip(words).enumerate().all(|(d, (atom, word))| {
            if d < axes {
                super::super::region::low(*word) <= *atom && *atom <= super::super::region::high(*word)
            } else {
                word >> atom & 1 == 1
            }
        })
    }

    /// The ruling where exactly these rules (in order of rank) and duties hold.
    pub(in crate::domain::policy) fn compose(&self, holding: &[(Layer, RuleId)], also: Vec<usize>) -> Ruling {
        let policy = self.policy();
        let winning = holding.first().map(|h| h.0);
        let kind = winning.and_then(Layer::kind).unwrap_or(self.silence());
        let rules: Vec<RuleId> = holding.iter().filter(|h| Some(h.0) == winning).map(|h| h.1).collect();
        let holds = |r: &RuleId| holding.iter().any(|h| h.1 == *r);
        let mut still: Vec<RuleId> = Vec::new();
        for r in rules.iter().flat_map(|r| &policy.rules[r.0].still) {
            if holds(r) && !rules.contains(r) && !still.contains(r) {
                still.push(*r);
            }
        }
        // A fallback is silent where an ordinary rule speaks, so it is not overruled there: it was never going to speak.
        let loses = |h: &&(Layer, RuleId)| {
            Some(h.0) != winning && !still.contains(&h.1) && (!h.0.is_fallback() || winning.is_some_and(Layer::is_fallback))
        };
        let overruled = holding.iter().filter(loses).map(|h| h.1).collect();
        let route = match kind {
            Kind::Escalate => rules.first().and_then(|r| policy.rules[r.0].outcome.route()),
            Kind::SilenceEscalate => policy.silence.route(),
            _ => None,
        };
        let told = rules.iter().chain(&still).flat_map(|r| &policy.rules[r.0].notify);
        let mut notify: Vec<RouteId> = Vec::new();
        for route in told.chain(also.iter().flat_map(|d| &policy.also[*d].notify)) {
            if !notify.contains(route) {
                notify.push(*route);
            }
        }
        let verdict = kind.verdict();
        Ruling {
            verdict: Some(verdict),
            decision: Some(verdict.decision()),
            kind: Some(kind),
            route,
            urgency: route.map(|r| policy.route(r).urgency),
            notify,
            rules,
            still,
            overruled,
            also,
        }
    }
}
