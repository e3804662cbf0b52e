//! What is drawn: shares as bars with what else they could be, and clauses on a map.

use crate::domain::learner::measures::clause::ENOUGH;
use crate::domain::learner::measures::wilson::Rate;
use crate::domain::report::debrief::map::DIVIDED;
use crate::export::escaped::html as escaped;

/// A chart.
pub(super) enum Chart {
    /// Label and share.
    Bars(Vec<(String, Rate)>),
    /// Name, and how divided before and after, 0 to 1.
    Map(Vec<(String, f64, f64)>),
}

impl Chart {
    /// As HTML.
    pub(super) fn drawn(&self) -> String {
        match self {
            Self::Bars(bars) => {
                let rows: String = bars.iter().map(|(label, rate)| bar(label, *rate)).collect();
                if rows.is_empty() { rows } else { format!("<div class=\"bars\">\n{rows}</div>\n") }
            }
            Self::Map(spots) if spots.is_empty() => String::new(),
            Self::Map(spots) => map(spots),
        }
    }
}

/// A share as a bar, its range as a line through the end of it. Where too few voted there is nothing to draw.
fn bar(label: &str, rate: Rate) -> String {
    let label = format!("<span class=\"label\">{}</span>", escaped(label));
    let (Some(share), Some(range)) = (rate.share(), rate.interval()) else { return String::new() };
    if rate.of < ENOUGH {
        let few = format!("{} of {}: too few to tell", rate.count, rate.of);
        return format!("<div class=\"row\">{label}<span class=\"track\"></span><span class=\"figure\">{few}</span></div>\n");
    }
    let per_cent = |share: f64| share * 100.0;
    format!(
        "<div class=\"row\">{label}<span class=\"track\"><i class=\"bar\" style=\"width:{:.1}%\"></i>\
         <i class=\"range\" style=\"left:{:.1}%;width:{:.1}%\"></i></span>\
         <span class=\"figure\">{} of {}, {:.0}&nbsp;%</span></div>\n",
        per_cent(share),
        per_cent(range.low),
        per_cent(range.high - range.low),
        rate.count,
        rate.of,
        per_cent(share)
    )
}

const LEFT: f64 = 46.0;
const TOP: f64 = 14.0;
const SIZE: f64 = 260.0;

/// About how wide a letter of a name is drawn.
const LETTER: f64 = 6.4;
/// Above and below this the fields have their words.
const WORDS: f64 = 24.0;

/// Where the names of a dot begin, and their base line: beside the dot where there is room, never over the frame, and clear of the words
/// of the fields.
fn beside((x, y): (f64, f64), long: f64) -> (f64, f64) {
    let (right, end) = (LEFT + SIZE - 2.0, TOP + SIZE);
    let start = if x + 8.0 + long <= right { x + 8.0 } else { (x - 8.0 - long).max(LEFT + 2.0) };
    let base = y - 7.0;
    let base = if base < TOP + WORDS { (y + 16.0).max(TOP + WORDS + 10.0) } else { base.min(end - WORDS) };
    (start, base)
}

/// Clauses by how divided people were before and after: four fields, each with its remedy.
fn map(spots: &[(String, f64, f64)]) -> String {
    let x = |share: f64| LEFT + share * SIZE;
    let y = |share: f64| TOP + (1.0 - share) * SIZE;
    let (line_x, line_y, end) = (x(DIVIDED), y(DIVIDED), TOP + SIZE);
    let field =
        |at: (f64, f64), words: &str| format!("<text class=\"field\" x=\"{:.0}\" y=\"{:.0}\">{words}</text>\n", at.0, at.1);
    let fields = [
        field((LEFT + 6.0, TOP + 16.0), "talking parted them"),
        field((line_x + 6.0, TOP + 16.0), "rewrite"),
        field((LEFT + 6.0, end - 8.0), "agreed all along"),
        field((line_x + 6.0, end - 8.0), "teach"),
    ]
    .concat();
    let mut places: Vec<(f64, f64, Vec<&str>)> = Vec::new();
    for (name, before, after) in spots {
        let near = |p: &&mut (f64, f64, Vec<&str>)| (p.0 - before).abs() < 0.03 && (p.1 - after).abs() < 0.03;
        match places.iter_mut().find(near) {
            Some(place) => place.2.push(name.as_str()),
            None => places.push((*before, *after, vec![name.as_str()])),
        }
    }
    let dot = |(before, after, names): &(f64, f64, Vec<&str>)| {
        let names = names.join(", ");
        let (at, base) = beside((x(*before), y(*after)), names.chars().count() as f64 * LETTER);
        let (cx, cy, names) = (x(*before), y(*after), escaped(&names));
        format!(
            "<circle cx=\"{cx:.1}\" cy=\"{cy:.1}\" r=\"5\"/><text class=\"name\" x=\"{at:.1}\" y=\"{base:.1}\">{names}</text>\n"
        )
    };
    let dots: String = places.iter().map(dot).collect();
    let (width, height, middle) = (LEFT + SIZE + 14.0, TOP + SIZE + 40.0, TOP + SIZE / 2.0);
    format!(
        "<svg class=\"map\" viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\" aria-label=\"How divided each clause was, before and \
         after talking; the list below says the same\">\n\
         <rect class=\"red\" x=\"{line_x:.1}\" y=\"{TOP}\" width=\"{:.1}\" height=\"{:.1}\"/>\n\
         <rect class=\"frame\" x=\"{LEFT}\" y=\"{TOP}\" width=\"{SIZE}\" height=\"{SIZE}\"/>\n\
         <path class=\"line\" d=\"M{line_x:.1} {TOP}V{end:.1}M{LEFT} {line_y:.1}H{:.1}\"/>\n{fields}{dots}\
         <text class=\"axis\" x=\"{LEFT}\" y=\"{:.0}\">before: one mind</text>\
         <text class=\"axis\" x=\"{:.0}\" y=\"{:.0}\" text-anchor=\"end\">divided</text>\
         <text class=\"axis\" x=\"14\" y=\"{middle:.0}\" text-anchor=\"middle\" transform=\"rotate(-90 14 {middle:.0})\">after: one mind to divided</text>\n\
         </svg>\n",
        x(1.0) - line_x,
        line_y - TOP,
        x(1.0),
        end + 18.0,
        x(1.0),
        end + 18.0,
    )
}

#[cfg(test)]
mod tests {
    use super::{LEFT, LETTER, SIZE, TOP, WORDS, beside};

    #[test]
    fn names_stay_within_the_frame_and_off_the_words_of_the_fields() {
        let long = "G-5, Where no rule speaks".len() as f64 * LETTER;
        for (before, after) in (0..=20).flat_map(|x| (0..=20).map(move |y| (f64::from(x) / 20.0, f64::from(y) / 20.0))) {
            let dot = (LEFT + before * SIZE, TOP + (1.0 - after) * SIZE);
            let (start, base) = beside(dot, long);
            assert!(start >= LEFT && start + long <= LEFT + SIZE, "{before} {after}: {start}");
            assert!((TOP + WORDS..=TOP + SIZE - WORDS).contains(&base), "{before} {after}: {base}");
        }
    }
}
