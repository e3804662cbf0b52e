//! A number line drawn in text: its stretches, the line between them, the case and the room it has left.

use super::boundary::line::{Ground, NumberLine, Stretch};
use super::rich::{Rich, Role};
use super::words;
use crate::domain::learner::belief::perceived::Perceived;
use crate::domain::policy::Policy;
use crate::domain::policy::explanation::{Room, Verdict};
use crate::domain::policy::fact::{Direction, Unit};
use crate::domain::policy::quantity::Quantity;
use unicode_width::UnicodeWidthStr;

/// A number line with its words; not to scale: each stretch gets the room its name needs, long ones more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    label: String,
    at: String,
    room: String,
    ends: [String; 2],
    marks: Vec<Mark>,
    /// Where the trainee turns: the least, the likeliest and the largest place.
    own: Option<[Quantity; 3]>,
}

/// A stretch with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Mark {
    ground: Ground,
    /// `yes to €150`
    long: String,
    /// `to €150`
    short: String,
    /// How far along the case stands, in thousandths; none if it stands elsewhere.
    case: Option<u16>,
    /// Share of the whole line, in thousandths.
    share: u16,
    /// First and last value.
    reach: [Quantity; 2],
}

impl Scale {
    /// The scale of a line and the room around its case.
    pub fn new(policy: &Policy, line: &NumberLine, rooms: &[Room]) -> Self {
        let fact = policy.fact(line.fact);
        let unit = fact.number().map_or(Unit::Number, |n| n.unit);
        let say = |q: Quantity| words::quantity(policy, unit, q);
        let rooms: Vec<String> = rooms.iter().filter(|r| r.fact == line.fact).map(|r| room(r, &say)).collect();
        let (first, last) = (line.stretches.first(), line.stretches.last());
        let whole = i128::from(last.map_or(0, |s| s.to.millionths()) - first.map_or(0, |s| s.from.millionths())).max(1);
        let count = line.stretches.len();
        let marks = line.stretches.iter().enumerate().map(|(i, s)| mark(s, line.at, (i, count), whole, &say)).collect();
        Self {
            label: fact.label.to_string(),
            at: say(line.at),
            room: rooms.join(", "),
            ends: [first.map_or(String::new(), |s| say(s.from)), last.map_or(String::new(), |s| say(s.to))],
            marks,
            own: None,
        }
    }

    /// With where the trainee turns, drawn below the line.
    #[must_use]
    pub fn with_own(self, perceived: &Perceived) -> Self {
        Self { own: Some([perceived.from, perceived.at, perceived.to]), ..self }
    }

    /// The lines of the drawing: what and where, the line itself, and the names of its stretches, in two rows where one is too short.
    pub fn lines(&self, width: usize) -> Vec<Rich> {
        let ends = self.ends[0].width() + self.ends[1].width() + 2;
        let bar = width.saturating_sub(ends).max(self.marks.len() * 2);
        let cells = self.cells(bar);
        let head = Rich::of(Role::Strong, self.label.clone()).push(Role::Body, format!("  {}", self.at));
        let head = head.with_right(Rich::dim(self.room.clone()), width);
        let mut drawn = Rich::dim(format!("{} ", self.ends[0]));
        for (i, (mark, cells)) in self.marks.iter().zip(&cells).enumerate() {
            drawn = drawn.push(Role::Strong, if i > 0 { "┃" } else { "" }).join(stretch(mark, *cells));
        }
        let mut lines = vec![head, drawn.push(Role::Dim, format!(" {}", self.ends[1]))];
        lines.extend(self.own.map(|own| self.turn(&cells, own)));
        if self.marks.iter().zip(&cells).all(|(m, c)| m.long.width() <= *c) {
            lines.push(self.under(&cells, |m| m.long.clone()));
        } else {
            lines.push(self.under(&cells, |m| name(m.ground).to_owned()));
            lines.push(self.under(&cells, |m| m.short.clone()));
        }
        lines
    }

    /// `├──◆───┤ you`, below the line: where the trainee turns, and the range that may lie in.
    fn turn(&self, cells: &[usize], own: [Quantity; 3]) -> Rich {
        let [low, at, high] = own.map(|place| self.column(cells, place));
        let mut line = Rich::body(" ".repeat(self.ends[0].width() + 1 + low));
        for i in low..=high {
            let (role, sign) = match i {
                _ if i == at => (Role::Strong, '◆'),
                _ if i == low => (Role::Caution, '├'),
                _ if i == high => (Role::Caution, '┤'),
                _ => (Role::Caution, '─'),
            };
            line.extend(role, sign, 1);
        }
        line.push(Role::Dim, " you")
    }

    /// The column of a value on the line.
    fn column(&self, cells: &[usize], value: Quantity) -> usize {
        let mut from = 0;
        for (mark, cells) in self.marks.iter().zip(cells) {
            let [first, last] = mark.reach.map(|q| i128::from(q.millionths()));
            if value <= mark.reach[1] {
                let along = (i128::from(value.millionths()) - first).max(0);
                let within = along * cells.saturating_sub(1) as i128 / (last - first).max(1);
                return from + usize::try_from(within).unwrap_or(0).min(cells.saturating_sub(1));
            }
            from += cells + 1;
        }
        from.saturating_sub(2)
    }

    /// A word below each stretch that there is room for: first below the one the case stands on, then below those next to it, for the
    /// line that decides is the nearest. A word may be longer than its stretch where nothing stands beside it.
    fn under(&self, cells: &[usize], word: impl Fn(&Mark) -> String) -> Rich {
        let starts = cells.iter().scan(0, |next, cells| Some(std::mem::replace(next, *next + cells + 1)));
        let end = cells.iter().map(|cells| cells + 1).sum::<usize>().saturating_sub(1);
        let case = self.marks.iter().position(|mark| mark.case.is_some()).unwrap_or(0);
        let mut marks: Vec<(usize, &Mark, usize)> =
            self.marks.iter().zip(starts).enumerate().map(|(i, (mark, start))| (i, mark, start)).collect();
        marks.sort_by_key(|(i, ..)| i.abs_diff(case));
        let mut placed: Vec<(usize, usize, Rich)> = Vec::new();
        for (_, mark, start) in marks {
            let word = word(mark);
            let long = word.width();
            let start = start.min(end.saturating_sub(long));
            let is_free = |from: &(usize, usize, Rich)| start > from.1 || start + long < from.0;
            if long > 0 && start + long <= end && placed.iter().all(is_free) {
                placed.push((start, start + long, Rich::of(role(mark.ground), word)));
            }
        }
        placed.sort_by_key(|(start, ..)| *start);
        let before = self.ends[0].width() + 1;
        placed.into_iter().fold(Rich::new(), |line, (start, _, word)| line.padded(before + start).join(word))
    }

    /// The same as a sentence.
    pub fn sentence(&self) -> String {
        let room = if self.room.is_empty() { String::new() } else { format!(" {}.", words::capital(&self.room)) };
        format!("{}: {}. {}.{room}", self.label, self.at, words::capital(&self.stretches()))
    }

    /// The stretches in words: `yes to €150, escalate from €151`.
    pub fn stretches(&self) -> String {
        let [only] = self.marks.as_slice() else {
            return self.marks.iter().map(|m| m.long.as_str()).collect::<Vec<_>>().join(", ");
        };
        format!("{} throughout", name(only.ground))
    }

    /// Columns of each stretch: what its name needs, and what is left by the root of its length.
    fn cells(&self, bar: usize) -> Vec<usize> {
        let bar = bar.saturating_sub(self.marks.len().saturating_sub(1));
        let need = |long: bool| -> Vec<usize> {
            let short = |m: &Mark| m.short.width().max(name(m.ground).len());
            self.marks.iter().map(|m| if long { m.long.width() } else { short(m) }.max(2)).collect()
        };
        let fits = |needs: &Vec<usize>| needs.iter().sum::<usize>() <= bar;
        let mut cells = [need(true), need(false), vec![2; self.marks.len()]].into_iter().find(fits).unwrap_or_default();
        cells.resize(self.marks.len(), 2);
        let left = bar.saturating_sub(cells.iter().sum());
        let roots: Vec<usize> = self.marks.iter().map(|m| usize::from(m.share).isqrt() + 4).collect();
        let total: usize = roots.iter().sum::<usize>().max(1);
        let mut given = 0;
        for (cell, root) in cells.iter_mut().zip(&roots) {
            let more = left * root / total;
            *cell += more;
            given += more;
        }
        if let Some(last) = cells.last_mut() {
            *last += left.saturating_sub(given);
        }
        cells
    }
}

fn room(room: &Room, say: &dyn Fn(Quantity) -> String) -> String {
    if room.left() == Quantity::ZERO {
        return "at the line".to_owned();
    }
    let left = say(room.left());
    match room.side {
        Direction::Up => format!("room {left}"),
        Direction::Down => format!("room {left} down"),
    }
}

fn mark(stretch: &Stretch, at: Quantity, (i, count): (usize, usize), whole: i128, say: &dyn Fn(Quantity) -> String) -> Mark {
    let (from, to) = (i128::from(stretch.from.millionths()), i128::from(stretch.to.millionths()));
    let short = match (i, stretch.from == stretch.to) {
        (0, _) => format!("to {}", say(stretch.to)),
        _ if i + 1 == count => format!("from {}", say(stretch.from)),
        (_, true) => format!("at {}", say(stretch.from)),
        (_, false) => format!("{}–{}", say(stretch.from), say(stretch.to)),
    };
    let here = (stretch.from..=stretch.to).contains(&at);
    let along = (i128::from(at.millionths()) - from) * 1000 / (to - from).max(1);
    Mark {
        ground: stretch.ground,
        long: format!("{} {short}", name(stretch.ground)),
        short,
        case: here.then(|| u16::try_from(along.clamp(0, 1000)).unwrap_or(0)),
        share: u16::try_from(((to - from) * 1000 / whole).clamp(0, 1000)).unwrap_or(0),
        reach: [stretch.from, stretch.to],
    }
}

fn stretch(mark: &Mark, cells: usize) -> Rich {
    let glyph = glyph(mark.ground);
    let fill = |n: usize| glyph.to_string().repeat(n);
    let role = region(mark.ground);
    match mark.case {
        None => Rich::of(role, fill(cells)),
        Some(along) => {
            let before = (cells.saturating_sub(1) * usize::from(along) + 500) / 1000;
            Rich::of(role, fill(before)).push(Role::Strong, "●").push(role, fill(cells.saturating_sub(before + 1)))
        }
    }
}

/// How a ground is drawn: told apart without colour.
pub fn glyph(ground: Ground) -> char {
    match ground {
        Ground::Answer(Verdict::Yes) => '━',
        Ground::Answer(Verdict::No) => '╍',
        Ground::Answer(Verdict::Escalate) => '▒',
        Ground::Answer(Verdict::Either) => '┄',
        Ground::Open => '?',
        Ground::Impossible => ' ',
    }
}

/// A ground in a word.
pub fn name(ground: Ground) -> &'static str {
    match ground {
        Ground::Answer(Verdict::Yes) => "yes",
        Ground::Answer(Verdict::No) => "no",
        Ground::Answer(Verdict::Escalate) => "escalate",
        Ground::Answer(Verdict::Either) => "judgement",
        Ground::Open => "depends",
        Ground::Impossible => "can't be",
    }
}

/// The role of a ground's name.
pub fn role(ground: Ground) -> Role {
    match ground {
        Ground::Answer(verdict) => Role::Side(verdict),
        Ground::Open | Ground::Impossible => Role::Dim,
    }
}

/// The role of a ground's drawing.
pub fn region(ground: Ground) -> Role {
    match ground {
        Ground::Answer(verdict) => Role::Region(verdict),
        Ground::Open | Ground::Impossible => Role::Dim,
    }
}

#[cfg(test)]
mod tests {
    use super::{Mark, Scale};
    use crate::domain::policy::explanation::Verdict;
    use crate::domain::policy::quantity::Quantity;
    use crate::tui::boundary::line::Ground;

    fn mark(verdict: Verdict, reach: [i64; 2], short: &str, case: Option<u16>) -> Mark {
        Mark {
            ground: Ground::Answer(verdict),
            long: format!("{} {short}", super::name(Ground::Answer(verdict))),
            short: short.to_owned(),
            case,
            share: 300,
            reach: reach.map(Quantity::whole),
        }
    }

    #[test]
    fn the_line_next_to_the_case_has_its_figure_where_not_all_have_room() {
        let scale = |at: usize| Scale {
            label: "Business days with us".to_owned(),
            at: String::new(),
            room: String::new(),
            ends: ["0 days".to_owned(), "90 days".to_owned()],
            marks: [
                mark(Verdict::No, [0, 9], "to 9 days", (at == 0).then_some(900)),
                mark(Verdict::Yes, [10, 30], "10 days–30 days", (at == 1).then_some(100)),
                mark(Verdict::Escalate, [31, 90], "from 31 days", (at == 2).then_some(100)),
            ]
            .into(),
            own: None,
        };
        let figures = |at: usize, width: usize| scale(at).lines(width).last().map(|line| line.text()).unwrap_or_default();
        assert!(figures(0, 42).contains("to 9 days"), "{}", figures(0, 42));
        assert!(figures(1, 42).contains("10 days–30 days"), "{}", figures(1, 42));
        assert!(figures(2, 42).contains("from 31 days"), "{}", figures(2, 42));
        let wide = figures(0, 120);
        assert!(["to 9 days", "10 days–30 days", "from 31 days"].iter().all(|word| wide.contains(word)), "{wide}");
    }
}
