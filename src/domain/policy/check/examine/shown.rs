//! A finding shown by a case: the told one it is like, and what is different.

use super::Examination;
use crate::domain::policy::analysis::example::example;
use crate::domain::policy::case::Case;
use crate::domain::policy::compile::Layer;
use crate::domain::policy::engine::point::Point;
use crate::domain::policy::rule::RuleId;
use crate::domain::wording::listed;

impl Examination<'_> {
    /// The nearest case that fits, in words, and who decides it; every point of the box must fit.
    pub(super) fn shown(&self, words: &[u64], fits: &dyn Fn(&Point) -> bool) -> Option<(String, String)> {
        let cases: Vec<&Case> = self.examples.told.iter().map(|t| &t.case).collect();
        let example = example(self.ground, &cases, words, fits)?;
        Some((self.examples.case(&example.case, &[]), self.decides(&self.ground.point(&example.case))))
    }

    /// Who decides a point.
    fn decides(&self, point: &Point) -> String {
        let tag = self.ground.decider(point).map(|place| self.ground.geometry.tags[place]);
        match tag {
            Some(tag) if tag.layer != Layer::Never => format!("`{}` decides", self.rule(RuleId(tag.owner)).id),
            _ => "no rule speaks".to_owned(),
        }
    }

    /// Rules by id: `` `R-1`, `R-2` or `R-3` ``.
    pub(super) fn names(&self, rules: &[RuleId], word: &str) -> String {
        let names: Vec<String> = rules.iter().map(|r| format!("`{}`", self.rule(*r).id)).collect();
        listed(&names, word)
    }
}
