//! Charts as drawings that scale: no script, nothing loaded, meaning never in colour alone.

use crate::domain::learner::measures::clause::ENOUGH;
use crate::domain::learner::measures::curve::PowerLaw;
use crate::domain::learner::measures::wilson::Rate;
use crate::domain::policy::analysis::coverage::Tally;
use crate::domain::report::chart::{Bar, Chart, Turn};
use crate::export::escaped::html as escaped;

/// Units across a drawing.
const WIDTH: f64 = 560.0;
/// Where bars begin, and how long they are.
const LEFT: f64 = 130.0;
const LONG: f64 = 320.0;
/// Letters of a label on one line beside a row.
const LETTERS: usize = 20;
/// About how wide a letter of them is.
const LETTER: f64 = 6.5;
/// Height of a row.
const ROW: f64 = 24.0;

/// A drawing; nothing where there is nothing to draw. `says` is read out in its place.
pub(super) fn drawn(chart: &Chart, says: &str) -> String {
    let (height, inside) = match chart {
        Chart::Errors(bars) => bars_of(bars.iter().map(|bar| (bar, None))),
        Chart::Levels(levels) => bars_of(levels.iter().map(|(bar, stands_for)| (bar, Some(*stands_for)))),
        Chart::Lean { criterion, error, best } => lean(*criterion, *error, *best),
        Chart::Worth(skill) => worth(*skill),
        Chart::Curve { tries, law } => curve(tries, *law),
        Chart::Coast(tally) => coast(*tally),
        Chart::Turn(turn) => turned(turn),
    };
    if inside.is_empty() {
        return inside;
    }
    format!(
        "<svg class=\"drawn\" viewBox=\"0 0 {WIDTH:.0} {height:.0}\" role=\"img\" aria-label=\"{}\">\n{inside}</svg>\n",
        escaped(says)
    )
}

fn x(share: f64) -> f64 {
    LEFT + share.clamp(0.0, 1.0) * LONG
}

fn rect(class: &str, (left, top): (f64, f64), (wide, high): (f64, f64)) -> String {
    format!("<rect class=\"{class}\" x=\"{left:.1}\" y=\"{top:.1}\" width=\"{wide:.1}\" height=\"{high:.1}\"/>\n")
}

fn words(class: &str, (left, base): (f64, f64), anchor: &str, text: &str) -> String {
    format!("<text class=\"{class}\" x=\"{left:.1}\" y=\"{base:.1}\" text-anchor=\"{anchor}\">{}</text>\n", escaped(text))
}

/// About how wide a text is, with some room beside it.
fn wide(text: &str) -> f64 {
    text.chars().count() as f64 * LETTER + LETTER
}

/// What a row is about, left of it: on two lines where one is too short for it, and told to be cut where both are.
fn beside(label: &str, middle: f64) -> String {
    let letters: Vec<char> = label.chars().collect();
    if letters.len() <= LETTERS {
        return words("", (LEFT - 8.0, middle + 4.0), "end", label);
    }
    let blank = letters[..=LETTERS].iter().rposition(|letter| letter.is_whitespace());
    let (first, rest) = letters.split_at(blank.unwrap_or(LETTERS));
    let rest: String = rest.iter().collect();
    let rest = rest.trim_start();
    let fits = rest.chars().count() <= LETTERS;
    let second =
        if fits { rest.to_owned() } else { format!("{}…", rest.chars().take(LETTERS - 1).collect::<String>().trim_end()) };
    let at = |base: f64, text: &str| words("", (LEFT - 8.0, base), "end", text);
    at(middle - 2.0, &first.iter().collect::<String>()) + &at(middle + 9.0, &second)
}

/// A line with two ends.
fn range(low: f64, high: f64, middle: f64) -> String {
    format!(
        "<path class=\"range\" d=\"M{low:.1} {:.1}v10M{low:.1} {middle:.1}H{high:.1}M{high:.1} {:.1}v10\"/>\n",
        middle - 5.0,
        middle - 5.0
    )
}

fn diamond(at: f64, middle: f64) -> String {
    format!("<path class=\"asked\" d=\"M{at:.1} {:.1}l6 6l-6 6l-6 -6z\"/>\n", middle - 6.0)
}

fn dot(at: f64, middle: f64) -> String {
    format!("<circle class=\"share\" cx=\"{at:.1}\" cy=\"{middle:.1}\" r=\"5\"/>\n")
}

/// Shares as bars, each with its range, and where a mark is given, that mark.
fn bars_of<'b>(bars: impl Iterator<Item = (&'b Bar, Option<f64>)>) -> (f64, String) {
    let rows: Vec<String> = bars.enumerate().map(|(at, (bar, mark))| bar_row(bar, mark, at as f64 * ROW)).collect();
    (rows.len() as f64 * ROW, rows.concat())
}

fn bar_row(bar: &Bar, mark: Option<f64>, top: f64) -> String {
    let middle = top + ROW / 2.0;
    let mut out = beside(&bar.label, middle);
    out.push_str(&rect("ground", (LEFT, top + 4.0), (LONG, ROW - 8.0)));
    let Rate { count, of } = bar.rate;
    let figure = match (bar.rate.share(), bar.rate.interval()) {
        (Some(share), Some(interval)) if of >= ENOUGH => {
            out.push_str(&rect("share", (LEFT, top + 4.0), (x(share) - LEFT, ROW - 8.0)));
            out.push_str(&range(x(interval.low), x(interval.high), middle));
            mark.iter().for_each(|mark| out.push_str(&diamond(x(*mark), middle)));
            format!("{count} of {of}")
        }
        (Some(_), _) => format!("{count} of {of}: too few"),
        _ => "no case yet".to_owned(),
    };
    out.push_str(&words("quiet", (LEFT + LONG + 8.0, middle + 4.0), "start", &figure));
    out
}

fn lean(criterion: f64, error: f64, best: Option<f64>) -> (f64, String) {
    // Beyond 2 on either side people answer every case alike.
    let at = |c: f64| x((c + 2.0) / 4.0);
    let middle = ROW / 2.0;
    let mut out = words("quiet", (LEFT - 8.0, middle + 4.0), "end", "hand over");
    out.push_str(&format!("<path class=\"axis\" d=\"M{LEFT:.1} {middle:.1}h{LONG:.1}M{:.1} 4v16\"/>\n", at(0.0)));
    out.push_str(&range(at(criterion - 1.96 * error), at(criterion + 1.96 * error), middle));
    best.iter().for_each(|best| out.push_str(&diamond(at(*best), middle)));
    out.push_str(&dot(at(criterion), middle));
    out.push_str(&words("quiet", (LEFT + LONG + 8.0, middle + 4.0), "start", "keep"));
    let key = if best.is_some() { "dot: you · diamond: what the stakes ask" } else { "dot: you" };
    out.push_str(&words("quiet", (LEFT, ROW + 12.0), "start", key));
    (ROW + 18.0, out)
}

fn worth(skill: f64) -> (f64, String) {
    let middle = ROW / 2.0;
    let mut out = words("quiet", (LEFT - 8.0, middle + 4.0), "end", "one rule for all");
    out.push_str(&rect("ground", (LEFT, 4.0), (LONG, ROW - 8.0)));
    out.push_str(&rect("share", (LEFT, 4.0), (x(skill) - LEFT, ROW - 8.0)));
    out.push_str(&words("quiet", (LEFT + LONG + 8.0, middle + 4.0), "start", "never wrong"));
    (ROW, out)
}

fn curve(tries: &[Rate], law: Option<PowerLaw>) -> (f64, String) {
    const TALL: f64 = 120.0;
    let shares: Vec<f64> = tries.iter().filter_map(|rate| rate.share()).collect();
    if shares.len() < 2 {
        return (0.0, String::new());
    }
    let most = shares.iter().copied().fold(0.0, f64::max);
    let top = ((most * 4.0).ceil() / 4.0).clamp(0.25, 1.0);
    let across = LONG / shares.len() as f64;
    let place = |at: f64| LEFT + (at - 0.5) * across;
    let y = |share: f64| 8.0 + (1.0 - (share / top).clamp(0.0, 1.0)) * TALL;
    let mut out = format!("<path class=\"axis\" d=\"M{LEFT:.1} 8v{TALL:.1}h{LONG:.1}\"/>\n");
    out.push_str(&format!("<path class=\"grid\" d=\"M{LEFT:.1} {:.1}h{LONG:.1}\"/>\n", y(top)));
    out.push_str(&words("quiet", (LEFT - 8.0, y(top) + 4.0), "end", &format!("{:.0} %", top * 100.0)));
    out.push_str(&words("quiet", (LEFT - 8.0, y(0.0) + 4.0), "end", "0 %"));
    if let Some(law) = law {
        let points: Vec<String> = (0..=4 * (shares.len() - 1))
            .map(|i| 1.0 + i as f64 / 4.0)
            .map(|n| format!("{:.1} {:.1}", place(n), y(law.at(n))))
            .collect();
        out.push_str(&format!("<path class=\"law\" d=\"M{}\"/>\n", points.join("L")));
    }
    for (at, share) in shares.iter().enumerate() {
        let n = (at + 1) as f64;
        out.push_str(&dot(place(n), y(*share)));
        out.push_str(&words("quiet", (place(n), TALL + 24.0), "middle", &(at + 1).to_string()));
    }
    out.push_str(&words("quiet", (LEFT - 8.0, TALL + 24.0), "end", "try"));
    (TALL + 32.0, out)
}

fn coast(tally: Tally) -> (f64, String) {
    let all = tally.all();
    if all == 0 {
        return (0.0, String::new());
    }
    let share = |n: usize| n as f64 / all as f64;
    let (crossed, touched) = (share(tally.crossed), share(tally.crossed + tally.touched));
    let mut out = rect("ground", (LEFT, 4.0), (LONG, ROW - 8.0));
    out.push_str(&rect("touched", (LEFT, 4.0), (touched * LONG, ROW - 8.0)));
    out.push_str(&rect("share", (LEFT, 4.0), (crossed * LONG, ROW - 8.0)));
    let key = format!("dark: {} crossed · light: {} on one side · empty: {} to go", tally.crossed, tally.touched, tally.untaught);
    out.push_str(&words("quiet", (LEFT, ROW + 10.0), "start", &key));
    (ROW + 16.0, out)
}

fn turned(turn: &Turn) -> (f64, String) {
    let mut out = beside(&turn.label, 28.0);
    out.push_str(&format!("<path class=\"axis\" d=\"M{LEFT:.1} 28h{LONG:.1}\"/>\n"));
    out.push_str(&words("quiet", (LEFT, 56.0), "start", &turn.ends[0]));
    out.push_str(&words("quiet", (LEFT + LONG, 56.0), "end", &turn.ends[1]));
    let [low, high] = turn.range.map(x);
    out.push_str(&range(low, high, 28.0));
    out.push_str(&dot(x(turn.own.0), 28.0));
    out.push_str(&format!("<path class=\"policy\" d=\"M{:.1} 16v24\"/>\n", x(turn.policy.0)));
    out.push_str(&words("", (x(turn.policy.0), 11.0), "middle", &format!("policy {}", turn.policy.1)));
    let own = format!("you {}", turn.own.1);
    // Beside the ends of the scale, not over them.
    let half = wide(&own) / 2.0;
    let (left, right) = (LEFT + wide(&turn.ends[0]) + half, LEFT + LONG - wide(&turn.ends[1]) - half);
    let at = if left < right { x(turn.own.0).clamp(left, right) } else { x(turn.own.0) };
    out.push_str(&words("", (at, 56.0), "middle", &own));
    (62.0, out)
}

#[cfg(test)]
mod tests {
    use super::{LEFT, LETTER, LONG, drawn};
    use crate::domain::report::chart::{Chart, Turn};

    #[test]
    fn where_somebody_turns_is_not_written_over_the_ends_of_the_scale() {
        for place in [0.0, 0.05, 0.5, 0.9, 1.0] {
            let turn = Turn {
                label: "Business days".to_owned(),
                ends: ["1 day".to_owned(), "11 days".to_owned()],
                policy: (0.5, "6 days".to_owned()),
                own: (place, "9 days".to_owned()),
                range: [0.0, 1.0],
            };
            let page = drawn(&Chart::Turn(turn), "");
            let own = page.lines().find(|line| line.contains("you 9 days")).unwrap();
            let at: f64 = own.split("x=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
            let half = 10.0 * LETTER / 2.0;
            assert!(at - half >= LEFT + 5.0 * LETTER && at + half <= LEFT + LONG - 7.0 * LETTER, "{place}: {own}");
        }
    }
}
