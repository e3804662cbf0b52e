//! The coastline as a map that fills as it is crossed: a cell for every place where the answer turns, by who decides there.

pub mod facet;

use super::title;
use crate::domain::policy::analysis::coverage::Taught;
use crate::domain::policy::explanation::Verdict;
use crate::domain::policy::rule::RuleId;
use crate::tui::chart::{Chart, Charted};
use crate::tui::model::{Coast, Layer, Model};
use crate::tui::page::{Page, beside, window};
use crate::tui::rich::{Rich, Role};
use crate::tui::shelf::Pack;
use crate::tui::words;

/// From this width on the chosen facet stands beside the coast.
const BESIDE: usize = 104;
/// Columns of the facet then, and what stands between.
const FACET: usize = 48;
const GAP: &str = "  │  ";
/// Lines of the facet below the coast, on a narrower screen.
const FOOT: usize = 10;
const SHORT_FOOT: usize = 9;
/// Below this height the foot is short.
const SHORT: u16 = 24;
/// Rows of the screen that are neither coast nor foot.
const AROUND: usize = 4 + 4;

/// The page.
pub fn page(model: &Model, coast: &Coast, width: usize) -> Page {
    let Some(pack) = model.shelf.as_ref().and_then(|s| s.pack(coast.pack)) else { return Page::default() };
    let left = title("coastline").0.push(Role::Dim, format!(" of {}", words::short(&pack.policy.title)));
    let chart = match model.charts.get(&coast.pack) {
        Some(Charted::Drawn(chart)) => chart,
        Some(Charted::Failed(why)) => return said(left, format!("This policy's coastline can't be drawn: {why}")),
        Some(Charted::Drawing) | None => return said(left, "Charting the coast…".to_owned()),
    };
    let facets = chart.coastline.facets.len();
    if facets == 0 {
        return said(left, "The answer turns nowhere: this policy has no coast.".to_owned());
    }
    let title = (left, Rich::dim(format!("{} of {facets}", coast.at + 1)));
    let head = head(chart, coast, width);
    let wide = width >= BESIDE;
    let room = if wide { width - FACET - GAP.len() } else { width };
    let short = model.size.1 < SHORT;
    let foot = if wide {
        0
    } else if short {
        SHORT_FOOT
    } else {
        FOOT
    };
    let height = usize::from(model.size.1).saturating_sub(AROUND + foot).max(3);
    let lines = lines(chart, across(pack, room));
    let at = lines.iter().position(|line| line.holds(coast.at)).unwrap_or(0);
    let shown = window(lines.len(), at, height);
    let body: Vec<Rich> = shown.clone().map(|i| lines[i].drawn(pack, chart, coast)).collect();
    if wide {
        let body = beside(body, facet::told(model, pack, chart, coast, FACET), room, GAP);
        return Page { title, head, body, ..Page::default() };
    }
    let mut below = vec![Rich::new()];
    below.extend(facet::told(model, pack, chart, coast, width));
    below.resize(foot, Rich::new());
    Page { title, head, body, foot: below, near: Some(height), ..Page::default() }
}

fn said(title: Rich, words: String) -> Page {
    Page { title: (title, Rich::new()), head: vec![Rich::new(), Rich::dim(words)], ..Page::default() }
}

/// Both layers with their counts; the one that is drawn is marked.
fn head(chart: &Chart, coast: &Coast, width: usize) -> Vec<Rich> {
    let told = |taught: Taught| (0..chart.coastline.facets.len()).filter(|at| chart.taught(*at) == taught).count();
    let own = |taught: Taught| coast.sailed.iter().filter(|s| s.taught() == taught).count();
    let line = |layer: Layer, name: &'static str, words: [&'static str; 3], count: &dyn Fn(Taught) -> usize| {
        let chosen = coast.layer == layer;
        let start = if chosen { Rich::of(Role::Accent, "▸ ").push(Role::Strong, name) } else { Rich::dim(format!("  {name}")) };
        let parts = [Taught::Crossed, Taught::Touched, Taught::Untaught].into_iter().zip(words);
        parts.fold(start.padded(12), |line, (taught, word)| {
            let (sign, role) = sign(layer, taught);
            let n = count(taught);
            line.push(role, format!("  {sign}")).push(if chosen { Role::Body } else { Role::Dim }, format!(" {n} {word}"))
        })
    };
    let rest = if chart.coastline.complete { "" } else { "  ! the search was given up: some may be missing" };
    let mut lines = vec![
        line(Layer::Told, "told cases", ["crossed", "touched", "untaught"], &told),
        line(Layer::Own, "you", ["crossed", "one side", "to go"], &own),
    ];
    if !rest.is_empty() {
        lines[0] = lines[0].clone().push(Role::Caution, rest);
    }
    lines.insert(0, Rich::new());
    lines.push(Rich::new());
    lines.into_iter().map(|line| crate::tui::wrap::truncated(line, width)).collect()
}

/// A cell of a layer: told apart without colour.
pub fn sign(layer: Layer, taught: Taught) -> (char, Role) {
    match (layer, taught) {
        (Layer::Told, Taught::Crossed) => ('■', Role::Region(Verdict::Yes)),
        (Layer::Told, Taught::Touched) => ('◧', Role::Caution),
        (Layer::Told, Taught::Untaught) => ('□', Role::Dim),
        (Layer::Own, Taught::Crossed) => ('●', Role::Region(Verdict::Yes)),
        (Layer::Own, Taught::Touched) => ('◐', Role::Caution),
        (Layer::Own, Taught::Untaught) => ('○', Role::Dim),
    }
}

/// A line of the coast: some facets of a voice, in the order in which they are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Who decides.
    pub voice: Option<RuleId>,
    /// Whether the voice begins here.
    first: bool,
    /// The place of its first facet in the order.
    pub from: usize,
    /// How many.
    pub many: usize,
}

impl Line {
    /// Whether a place of the order is on this line.
    pub fn holds(&self, at: usize) -> bool {
        (self.from..self.from + self.many).contains(&at)
    }

    fn drawn(&self, pack: &Pack, chart: &Chart, coast: &Coast) -> Rich {
        let own = self.holds(coast.at);
        let rule = self.voice.and_then(|id| pack.policy.rules.get(id.0));
        let name = rule.map_or("··", |rule| rule.id.as_str());
        let role = rule.map_or(Role::Dim, |rule| Role::Side(rule.outcome.verdict()));
        let mark = if own { Rich::of(Role::Accent, "▸ ") } else { Rich::body("  ") };
        let mut line = mark.push(role, if self.first { name.to_owned() } else { String::new() }).padded(label(pack));
        for (i, facet) in chart.order().enumerate().skip(self.from).take(self.many) {
            let (sign, role) = sign(coast.layer, coast.reached(chart, facet));
            line.extend(if i == coast.at { Role::Cursor } else { role }, sign, 1);
        }
        line
    }
}

/// Columns of the voices' names.
fn label(pack: &Pack) -> usize {
    2 + pack.policy.rules.iter().map(|r| r.id.chars().count()).max().unwrap_or(2).max(2) + 2
}

/// Cells of a line in a width.
fn across(pack: &Pack, width: usize) -> usize {
    width.saturating_sub(label(pack)).max(8)
}

/// The lines of the coast, at most so many cells each.
fn lines(chart: &Chart, across: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut from = 0;
    for row in &chart.rows {
        let mut left = row.facets.len();
        let mut first = true;
        while left > 0 {
            let many = left.min(across);
            lines.push(Line { voice: row.voice, first, from, many });
            (from, left, first) = (from + many, left - many, false);
        }
    }
    lines
}

/// The lines as they are drawn on a screen of so many columns: where the arrow keys go up and down.
pub fn on_screen(pack: &Pack, chart: &Chart, columns: u16) -> Vec<Line> {
    let width = usize::from(crate::tui::view::page_width(columns));
    let room = if width >= BESIDE { width - FACET - GAP.len() } else { width };
    lines(chart, across(pack, room))
}
