//! What the policy says over a region that has one answer: each part of the ruling where it is the same at every point, else nothing.
//!
//! The region falls into a stretch for every layer that speaks somewhere in it, and one for silence. What a list of the ruling names
//! stands in some boxes of each stretch; whether it does so everywhere, nowhere or here and there is asked of the boxes, list by
//! list, so that one that varies takes no other with it.

use std::borrow::Cow;

use super::super::compile::{Layer, subtract};
use super::super::engine::Engine;
use super::super::explanation::{Kind, Ruling, Verdict};
use super::super::region::Block;
use super::super::region::cover::Budget;
use super::super::route::RouteId;
use super::super::rule::RuleId;
use super::region::Region;

/// How something stands over a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    Always,
    Sometimes,
    Never,
}

/// Boxes where something is the case.
type Boxes<'a> = Vec<Cow<'a, Block>>;

/// Names, each with how it stands; those that stand nowhere are left out.
type Standing<T> = Vec<(T, Status)>;

/// A rule in force that holds somewhere in the region.
struct Voice<'a> {
    rule: RuleId,
    layer: Layer,
    boxes: Vec<&'a Block>,
}

/// The part of the region in which one layer speaks, or none does.
struct Stretch<'a> {
    /// None: silence.
    layer: Option<Layer>,
    /// Its boxes; of silence there are none, it is wherever no rule speaks.
    within: Vec<&'a Block>,
    /// What speaks first, or can't occur.
    before: Vec<&'a Block>,
}

/// A region with its stretches.
pub struct Survey<'a> {
    engine: &'a Engine,
    region: &'a Region,
    budget: &'a Budget,
    /// In order of rank.
    voices: Vec<Voice<'a>>,
    stretches: Vec<Stretch<'a>>,
}

impl<'a> Survey<'a> {
    /// Looks a region over.
    pub fn of(engine: &'a Engine, region: &'a Region, budget: &'a Budget) -> Self {
        let geometry = &engine.geometry;
        let met: Vec<(usize, Layer, &Block)> = geometry
            .tags
            .iter()
            .zip(&geometry.boxes)
            .filter(|(_, b)| geometry.space.meet(b, &region.words))
            .map(|(tag, b)| (tag.owner, tag.layer, b))
            .collect();
        let mut voices: Vec<Voice<'a>> = Vec::new();
        for (owner, layer, block) in met.iter().filter(|m| m.1 != Layer::Never) {
            match voices.last_mut().filter(|v| v.rule.0 == *owner) {
                Some(voice) => voice.boxes.push(block),
                None => voices.push(Voice { rule: RuleId(*owner), layer: *layer, boxes: vec![block] }),
            }
        }
        let mut layers: Vec<Option<Layer>> = voices.iter().map(|v| Some(v.layer)).collect();
        layers.dedup();
        let stretch = |layer: Option<Layer>| {
            let of = |wanted: &dyn Fn(Layer) -> bool| met.iter().filter(|m| wanted(m.1)).map(|m| m.2).collect::<Vec<_>>();
            let (within, before) = (of(&|l| Some(l) == layer), of(&|l| layer.is_none_or(|own| l < own)));
            Stretch { layer, within, before }
        };
        let mut survey = Self { engine, region, budget, voices, stretches: Vec::new() };
        let stretches = layers.into_iter().chain([None]).map(stretch);
        survey.stretches = stretches.filter(|s| survey.is_open(s, &[])).collect();
        survey
    }

    /// The ruling under this answer, and the rules that win somewhere, in order of rank.
    pub fn said(&self, verdict: Verdict) -> (Ruling, Vec<RuleId>) {
        let winners = self.winners();
        let still = self.still(&winners);
        let rules = constant(&winners);
        let route = match rules.first() {
            Some(first) => self.handed_to(*first),
            None => self.route(),
        };
        let ruling = Ruling {
            verdict: Some(verdict),
            decision: Some(verdict.decision()),
            kind: self.kind(),
            route,
            urgency: route.map(|r| self.engine.policy().route(r).urgency),
            notify: constant(&self.told(&winners, &still)),
            rules,
            still: constant(&still),
            overruled: constant(&self.overruled()),
            also: constant(&self.duties()),
        };
        (ruling, winners.iter().map(|(rule, _)| *rule).collect())
    }

    fn winners(&self) -> Standing<RuleId> {
        let in_own =
            |voice: &Voice<'a>, s: &Stretch<'a>| if s.layer == Some(voice.layer) { borrowed(&voice.boxes) } else { Vec::new() };
        self.standing(self.voices.iter().map(|v| (v.rule, move |s: &Stretch<'a>| in_own(v, s))))
    }

    /// Rules that go ahead where a winner names them.
    fn still(&self, winners: &Standing<RuleId>) -> Standing<RuleId> {
        let mut named: Vec<RuleId> = Vec::new();
        for rule in winners.iter().flat_map(|(rule, _)| &self.engine.policy().rules[rule.0].still) {
            if !named.contains(rule) {
                named.push(*rule);
            }
        }
        self.standing(named.into_iter().map(|rule| (rule, move |s: &Stretch<'a>| self.going_ahead(s, rule))))
    }

    /// Where a rule goes ahead in a stretch: where it holds together with a winner that names it.
    fn going_ahead(&self, stretch: &Stretch<'a>, rule: RuleId) -> Boxes<'a> {
        let Some(own) = self.voices.iter().find(|v| v.rule == rule && Some(v.layer) != stretch.layer) else { return Vec::new() };
        let space = &self.engine.geometry.space;
        let naming = self.in_layer(stretch).filter(|v| self.engine.policy().rules[v.rule.0].still.contains(&rule));
        let pairs = naming.flat_map(|v| &v.boxes).flat_map(|a| own.boxes.iter().map(move |b| (a, b)));
        pairs.filter_map(|(a, b)| a.inside(b, space)).map(Cow::Owned).collect()
    }

    /// Rules that hold, do not win and do not go ahead. A fallback is silent where an ordinary rule speaks, so it is not overruled there.
    fn overruled(&self) -> Standing<RuleId> {
        let inside = move |voice: &Voice<'a>, s: &Stretch<'a>| match s.layer {
            Some(winning) if winning < voice.layer && winning.is_fallback() == voice.layer.is_fallback() => self.lost(s, voice),
            _ => Vec::new(),
        };
        self.standing(self.voices.iter().map(|v| (v.rule, move |s: &Stretch<'a>| inside(v, s))))
    }

    /// A rule's boxes less where it goes ahead.
    fn lost(&self, stretch: &Stretch<'a>, voice: &Voice<'a>) -> Boxes<'a> {
        let ahead = self.going_ahead(stretch, voice.rule);
        if ahead.is_empty() {
            return borrowed(&voice.boxes);
        }
        let space = &self.engine.geometry.space;
        let mut lost: Vec<_> = voice.boxes.iter().map(|b| b.words.clone()).collect();
        for hole in &ahead {
            let mut rest = Vec::new();
            lost.into_iter().for_each(|words| subtract(space, words, hole, &mut rest));
            lost = rest;
        }
        lost.into_iter().map(|words| Cow::Owned(Block::of(words, space))).collect()
    }

    fn duties(&self) -> Standing<usize> {
        let duties = self.engine.geometry.duties.iter().enumerate();
        self.standing(duties.map(|(at, boxes)| (at, move |_: &Stretch<'a>| boxes.iter().map(Cow::Borrowed).collect())))
    }

    /// Whom to tell: the winners' people, those of what goes ahead, and those of the duties, each once.
    fn told(&self, winners: &Standing<RuleId>, still: &Standing<RuleId>) -> Standing<RouteId> {
        let policy = self.engine.policy();
        let by_rules = winners.iter().chain(still).flat_map(|(rule, _)| &policy.rules[rule.0].notify);
        let mut named: Vec<RouteId> = Vec::new();
        for route in by_rules.chain(policy.also.iter().flat_map(|d| &d.notify)) {
            if !named.contains(route) {
                named.push(*route);
            }
        }
        let inside = move |s: &Stretch<'a>, route: RouteId| {
            let mut boxes: Boxes<'a> = Vec::new();
            for voice in self.in_layer(s).filter(|v| policy.rules[v.rule.0].notify.contains(&route)) {
                boxes.extend(borrowed(&voice.boxes));
            }
            for (rule, _) in still.iter().filter(|(rule, _)| policy.rules[rule.0].notify.contains(&route)) {
                boxes.extend(self.going_ahead(s, *rule));
            }
            let duties = policy.also.iter().zip(&self.engine.geometry.duties).filter(|(d, _)| d.notify.contains(&route));
            boxes.extend(duties.flat_map(|(_, boxes)| boxes).map(Cow::Borrowed));
            boxes
        };
        self.standing(named.into_iter().map(|route| (route, move |s: &Stretch<'a>| inside(s, route))))
    }

    fn kind(&self) -> Option<Kind> {
        let mut kinds = self.stretches.iter().map(|s| s.layer.and_then(Layer::kind).unwrap_or(self.engine.silence()));
        let first = kinds.next();
        first.filter(|kind| kinds.all(|k| k == *kind))
    }

    /// Whom whoever decides hands it to, if that is the same everywhere.
    fn route(&self) -> Option<RouteId> {
        let mut routes: Vec<Option<RouteId>> = Vec::new();
        for stretch in &self.stretches {
            let mut before = stretch.before.clone();
            for voice in self.in_layer(stretch) {
                if voice.boxes.iter().any(|b| self.left(Some(b), &before)) {
                    routes.push(self.handed_to(voice.rule));
                }
                before.extend(&voice.boxes);
            }
            if stretch.layer.is_none() {
                routes.push(self.engine.policy().silence.route());
            }
        }
        let first = routes.first().copied().flatten();
        first.filter(|_| routes.iter().all(|r| *r == first))
    }

    fn handed_to(&self, rule: RuleId) -> Option<RouteId> {
        self.engine.policy().rules[rule.0].outcome.route()
    }

    /// The rules that speak in a stretch, in order of rank.
    fn in_layer(&self, stretch: &Stretch<'a>) -> impl Iterator<Item = &Voice<'a>> {
        let layer = stretch.layer;
        self.voices.iter().filter(move |v| Some(v.layer) == layer)
    }

    /// How each name stands where it is said in which boxes of each stretch it does.
    fn standing<T, B: Fn(&Stretch<'a>) -> Boxes<'a>>(&self, names: impl Iterator<Item = (T, B)>) -> Standing<T> {
        names.map(|(name, inside)| (name, self.status(inside))).filter(|(_, status)| *status != Status::Never).collect()
    }

    fn status(&self, inside: impl Fn(&Stretch<'a>) -> Boxes<'a>) -> Status {
        let (mut somewhere, mut everywhere) = (false, true);
        for stretch in &self.stretches {
            let boxes = inside(stretch);
            if boxes.is_empty() || self.is_open(stretch, &boxes) {
                everywhere = false;
                somewhere = somewhere || boxes.iter().any(|b| self.meets(stretch, b));
            } else {
                somewhere = true;
            }
            if somewhere && !everywhere {
                return Status::Sometimes;
            }
        }
        if somewhere { Status::Always } else { Status::Never }
    }

    /// Whether a stretch has a point outside these boxes.
    fn is_open(&self, stretch: &Stretch<'a>, boxes: &[Cow<'a, Block>]) -> bool {
        let cuts: Vec<&Block> = stretch.before.iter().copied().chain(boxes.iter().map(|b| &**b)).collect();
        match stretch.layer {
            Some(_) => stretch.within.iter().any(|b| self.left(Some(b), &cuts)),
            None => self.left(None, &cuts),
        }
    }

    /// Whether a stretch has a point inside a box.
    fn meets(&self, stretch: &Stretch<'a>, block: &Block) -> bool {
        match stretch.layer {
            Some(_) => {
                let shared = stretch.within.iter().filter_map(|b| self.engine.geometry.space.common(b, block));
                shared.into_iter().any(|words| self.left(Some(&words), &stretch.before))
            }
            None => self.left(Some(block), &stretch.before),
        }
    }

    fn left(&self, part: Option<&[u64]>, cuts: &[&Block]) -> bool {
        self.region.uncovered(self.engine, part, cuts, self.budget).is_some()
    }
}

fn borrowed<'a>(boxes: &[&'a Block]) -> Boxes<'a> {
    boxes.iter().map(|b| Cow::Borrowed(*b)).collect()
}

/// The names, where they are the same everywhere.
fn constant<T: Copy>(names: &Standing<T>) -> Vec<T> {
    if names.iter().any(|(_, status)| *status == Status::Sometimes) {
        return Vec::new();
    }
    names.iter().map(|(name, _)| *name).collect()
}
