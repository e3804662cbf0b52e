//! What a trainee's report says, part by part, to the person it is about: a chart, and a sentence under each.

mod judged;
mod line;
mod progress;

use crate::domain::policy::Policy;
use crate::domain::report::chart::Chart;
use crate::domain::report::trainee::Figures;
use crate::domain::report::trainee::deeper::Deeper;
use crate::domain::session::Millis;
use crate::domain::wording::{counted, day};

pub use self::line::{found, mends, of_mind, turn};

/// What stands at the foot of every report, on paper and on the screen.
pub const NOT_FOR_APPRAISAL: &str = "For your own learning, not for appraisal: in no way a grade of a person, and not to be used as \
                                     one. Speed is in none of it.";

/// A part of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// A few words.
    pub heading: &'static str,
    /// What it is, in a sentence.
    pub hint: &'static str,
    /// Drawings, each with the sentence under it.
    pub drawn: Vec<(Option<Chart>, String)>,
    /// What is said beside them.
    pub says: Vec<String>,
    /// Rules, and what is said of each.
    pub rules: Vec<OfRule>,
}

/// What is said of a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct OfRule {
    /// Its id.
    pub id: String,
    /// For people.
    pub title: String,
    /// How it is read.
    pub says: String,
    /// The rule in a sentence, where it is misread.
    pub mend: Option<String>,
}

/// What takes the policy to tell, as far as it is known.
#[derive(Clone, Copy, Debug)]
pub enum Beyond<'r> {
    /// It is being worked out.
    Awaited,
    /// Here it is.
    Known(&'r Deeper),
}

/// How days are said.
#[derive(Clone, Copy, Debug)]
pub enum When {
    /// As one says them now: `on Tuesday`.
    Now {
        /// Since 1970.
        now: Millis,
        /// How far the person's clock is ahead of UTC, in milliseconds.
        zone: Millis,
    },
    /// On paper, which is read on any day: `on 8 September 2026`.
    OnPaper {
        /// How far the person's clock is ahead of UTC, in milliseconds.
        zone: Millis,
    },
}

impl When {
    fn day(self, time: Millis) -> String {
        match self {
            Self::Now { now, zone } => day::past(time, now, zone),
            Self::OnPaper { zone } => day::in_full(time, zone),
        }
    }
}

impl Part {
    fn new(heading: &'static str, hint: &'static str) -> Self {
        Self { heading, hint, drawn: Vec::new(), says: Vec::new(), rules: Vec::new() }
    }

    fn chart(mut self, chart: Chart, under: impl Into<String>) -> Self {
        self.drawn.push((Some(chart), under.into()));
        self
    }

    fn sentence(mut self, sentence: impl Into<String>) -> Self {
        self.says.push(sentence.into());
        self
    }
}

/// How many answers there are, of which kind, and since when.
pub fn lead(figures: &Figures, when: When) -> String {
    let of = &figures.counted;
    let (Some(first), Some(last)) = (of.first, of.last) else {
        return "No answer to a case of this policy yet: nothing can be told.".to_owned();
    };
    let answers = counted(of.answers(), "answer", "answers");
    let on = counted(of.days, "day", "days");
    let (from, to) = (when.day(first), when.day(last));
    let since = if from == to { format!("all of them {to}") } else { format!("the first {from}, the last {to}") };
    let aside = [
        (of.twins.of, "after an explanation (twins)"),
        (of.grey.of, "where no rule speaks"),
        (of.others.of, "on other occasions: replays, lessons, cases chosen to find a line"),
    ];
    let aside: Vec<String> = aside.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    let left = if aside.is_empty() { String::new() } else { format!(" Left out of every rate: {}.", aside.join("; ")) };
    format!("{answers} on {on}: {since}. {} enter the rates below.{left}", counted(of.rated.of, "case", "cases"))
}

/// Every part, in the order in which it is read.
pub fn parts(policy: &Policy, figures: &Figures, beyond: Beyond<'_>) -> Vec<Part> {
    vec![
        judged::critical(figures),
        judged::errors(figures),
        judged::lean(figures),
        judged::confidence(figures),
        judged::worth(figures),
        line::line(policy, beyond),
        progress::misread(figures),
        progress::learning(figures),
        progress::coast(beyond),
        progress::due(beyond),
    ]
}
