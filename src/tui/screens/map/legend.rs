//! The patterns and signs of a map, and what they stand for.

use crate::domain::policy::Policy;
use crate::domain::policy::explanation::Verdict;
use crate::domain::wording::counted;
use crate::tui::boundary::line::Ground;
use crate::tui::boundary::map::Map;
use crate::tui::boundary::regions::{Region, regions};
use crate::tui::boundary::told::Shown;
use crate::tui::rich::{Rich, Role};
use crate::tui::scale;
use crate::tui::shelf::Pack;
use crate::tui::wrap::wrapped;

/// How a region is filled: sides are told apart without colour, and so are the rules of one side.
pub(super) fn fill(region: &Region) -> char {
    const YES: [char; 4] = ['·', ':', '°', '\''];
    const NO: [char; 4] = ['╱', '╲', '╳', '┼'];
    const ESCALATE: [char; 8] = ['▒', '╬', '▚', '╪', '▓', '╫', '▞', '▦'];
    let of = |signs: &[char]| signs[region.pattern % signs.len()];
    match region.cell.ground {
        Ground::Answer(Verdict::Escalate) if region.cell.rule.is_none() => '░',
        Ground::Answer(Verdict::Yes) => of(&YES),
        Ground::Answer(Verdict::No) => of(&NO),
        Ground::Answer(Verdict::Escalate) => of(&ESCALATE),
        Ground::Answer(Verdict::Either) => '~',
        Ground::Open => '?',
        Ground::Impossible => ' ',
    }
}

/// How a sign stands out.
pub(super) fn sign_role(sign: char) -> Role {
    match sign {
        '◆' => Role::Cursor,
        '×' => Role::Caution,
        _ => Role::Strong,
    }
}

/// A region's pattern and who decides it; with the title of the rule where there is room for it.
fn region(policy: &Policy, region: &Region, titles: bool) -> Rich {
    let line = Rich::of(scale::region(region.cell.ground), fill(region).to_string().repeat(2)).push(Role::Body, "\u{a0}");
    let tied = |text: &str| text.replace(' ', "\u{a0}");
    match region.cell.rule.and_then(|id| policy.rules.get(id.0)) {
        Some(rule) if titles => {
            line.push(scale::role(region.cell.ground), rule.id.clone()).push(Role::Body, format!("  {}", rule.title))
        }
        Some(rule) => line
            .push(scale::role(region.cell.ground), rule.id.clone())
            .push(Role::Dim, format!("\u{a0}{}", tied(scale::name(region.cell.ground)))),
        None if region.cell.is_grey() => line.push(Role::Dim, tied(&format!("no rule: {}", scale::name(region.cell.ground)))),
        None => line.push(Role::Dim, tied(scale::name(region.cell.ground))),
    }
}

/// The signs: this case, where one stands, and the told cases.
fn signs(map: &Map) -> Vec<Rich> {
    let sign = |sign: char, words: String| {
        Rich::of(sign_role(sign), sign.to_string()).push(Role::Dim, format!("\u{a0}{}", words.replace(' ', "\u{a0}")))
    };
    let home =
        if map.changes().is_empty() { sign('●', "this case".to_owned()) } else { sign('◎', "where it was".to_owned()) };
    let mut signs = vec![home, sign('◆', "you".to_owned())];
    let holding = map.told.iter().filter(|t| t.holds).count();
    if map.shown != Shown::Nothing && holding > 0 {
        signs.push(sign('○', counted(holding, "told case", "told cases")));
    }
    if map.shown == Shown::All && holding < map.told.len() {
        signs.push(sign('×', format!("{} decided by other facts", map.told.len() - holding)));
    }
    signs
}

/// Patterns and signs as running text, in at most so many lines: where there is not room for all, the last signs go first, then the
/// smallest regions.
pub(super) fn in_lines(pack: &Pack, map: &Map, width: usize, most: usize) -> Vec<Rich> {
    /// This case, and where one stands.
    const SIGNS: usize = 2;
    let (regions, signs) = (shown(map), signs(map));
    let parts = |named: usize, signed: usize| {
        let left = regions.len() - named;
        let more = (left > 0).then(|| Rich::dim(format!("+{left}\u{a0}more")));
        let named = regions.iter().take(named).map(|r| region(&pack.policy, r, false)).chain(more);
        let joined = named
            .chain(signs.iter().take(signed).cloned())
            .enumerate()
            .fold(Rich::new(), |line, (i, part)| line.push(Role::Body, if i > 0 { "   " } else { "" }).join(part));
        wrapped(&joined, width, 0)
    };
    let fewer_signs = (SIGNS..=signs.len()).rev().map(|signed| (regions.len(), signed));
    let fewer_regions = (0..regions.len()).rev().map(|named| (named, SIGNS.min(signs.len())));
    let fits = fewer_signs.chain(fewer_regions).map(|(named, signed)| parts(named, signed)).find(|lines| lines.len() <= most);
    fits.unwrap_or_default()
}

/// One line a region, then the signs.
pub(super) fn listed(pack: &Pack, map: &Map, width: usize, most: usize) -> Vec<Rich> {
    let regions = shown(map);
    let many = if regions.len() > most { most.saturating_sub(1) } else { regions.len() };
    let cut = |line: Rich| crate::tui::wrap::truncated(line, width);
    let mut lines: Vec<Rich> = regions.iter().take(many).map(|r| cut(region(&pack.policy, r, true))).collect();
    if many < regions.len() {
        lines.push(Rich::dim(format!("and {} smaller", regions.len() - many)));
    }
    let signs = signs(map)
        .into_iter()
        .enumerate()
        .fold(Rich::new(), |line, (i, sign)| line.push(Role::Body, if i > 0 { "  " } else { "" }).join(sign));
    lines.extend(wrapped(&signs, width, 0));
    lines
}

fn shown(map: &Map) -> Vec<Region> {
    regions(map).into_iter().filter(|r| r.cell.ground != Ground::Impossible || r.places * 8 > map.cells.len()).collect()
}
