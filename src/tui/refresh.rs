//! The refresher as the game has it: what may come back from each pack, and the set that is being put together.

use std::collections::HashMap;

use super::model::{Model, Screen};
use crate::domain::learner::memory::place::{Names, Place};
use crate::domain::learner::refresh::Refresher;
use crate::domain::learner::refresh::hand::{Hand, Mix};
use crate::domain::session::Millis;
use crate::domain::session::attempt::Mode;
use crate::domain::wording::{counted, day, listed, reason};

/// Minutes, unless somebody asked for others.
pub const MINUTES: u32 = 3;
/// The most minutes a set is made for.
pub const MOST_MINUTES: u32 = 60;

/// What may come back, by the place of its pack, as far as it is known.
#[derive(Debug, Default)]
pub struct Refreshers {
    /// How far asking has come.
    pub asked: Asked,
    /// Packs of which the trainee has met a line, and one that somebody asked for.
    pub of: HashMap<usize, Refresher>,
}

/// How far asking has come.
#[derive(Debug, Default, PartialEq, Eq)]
pub enum Asked {
    /// Not asked, or there are answers since.
    #[default]
    No,
    /// The log is being read.
    Reading,
    /// Here it is.
    Told,
    /// It can't be told: why.
    Untold(String),
}

/// A refresher that is asked for at the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// So many minutes.
    pub minutes: u32,
    /// Mixed like this.
    pub mix: Mix,
}

impl Default for Wish {
    fn default() -> Self {
        Self { minutes: MINUTES, mix: Mix::default() }
    }
}

/// A set being put together.
#[derive(Clone, Debug)]
pub struct Refreshing {
    /// The pack.
    pub pack: usize,
    /// Nobody has said which pack: it becomes the one with the most that is due, once that is known.
    pub any_pack: bool,
    /// How long, and how mixed.
    pub wish: Wish,
    /// When it was opened.
    pub now: Millis,
    /// Lines scrolled off.
    pub scroll: usize,
}

/// A set in words: the same on the screen and in plain lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// What there is to play: `6 cases, about 3 minutes`.
    pub headline: String,
    /// How many minutes were reckoned.
    pub pace: String,
    /// How many cases are here why; none where nothing is due.
    pub reasons: Vec<(usize, String)>,
    /// Lines that were never met, where nothing is due.
    pub fresh: Option<String>,
    /// How many are red lines, before the first case.
    pub red: Option<String>,
    /// What else there is to say.
    pub rest: Vec<String>,
    /// Whether a mix can be chosen.
    pub mixed: bool,
}

impl Refreshers {
    /// The pack with the most that is due; of those with nothing due one that was met, then any.
    pub fn first(&self) -> Option<usize> {
        let most = |(place, refresher): &(&usize, &Refresher)| {
            (refresher.due.len(), !refresher.memory.is_empty(), std::cmp::Reverse(**place))
        };
        self.of.iter().max_by_key(most).map(|(place, _)| *place)
    }

    /// Another pack that may be refreshed, so many further on.
    pub fn beside(&self, place: usize, forward: bool) -> Option<usize> {
        let mut places: Vec<usize> = self.of.keys().copied().collect();
        places.sort_unstable();
        let at = places.iter().position(|p| *p == place).filter(|_| places.len() > 1)?;
        let step = if forward { 1 } else { places.len() - 1 };
        places.get((at + step) % places.len()).copied()
    }
}

/// The pack that `r` refreshes at home: the one the cursor is on, if it was ever met; else the one with the most that is due.
pub fn at_home(model: &Model) -> Option<usize> {
    let Some(Screen::Home { cursor }) = model.screen() else { return None };
    let here = super::home::pack_at(model, *cursor).filter(|place| model.refreshers.of.contains_key(place));
    here.or_else(|| model.refreshers.first())
}

/// How much of a pack is due, beside its name: `4 due: r`; none where nothing is.
pub fn due(model: &Model, place: usize) -> Option<String> {
    let due = model.refreshers.of.get(&place).map_or(0, |refresher| refresher.due.len());
    (due > 0).then(|| format!("{due} due: r"))
}

/// The set on the screen: what is due, or, where nothing is, lines that were never met.
pub fn set(refresher: &Refresher, wish: Wish) -> Hand {
    if refresher.due.is_empty() { fresh(refresher, wish) } else { refresher.hand(wish.minutes, wish.mix) }
}

/// Lines that were never met.
pub fn fresh(refresher: &Refresher, wish: Wish) -> Hand {
    refresher.first_meetings(wish.minutes, wish.mix)
}

/// A set in words.
pub fn told(refresher: &Refresher, at: &Refreshing, zone: Millis) -> Told {
    let hand = set(refresher, at.wish);
    let cases = hand.cards.len();
    let due = !refresher.due.is_empty();
    let size = format!("{}, about {}", counted(cases, "case", "cases"), minutes(refresher.pace.minutes(cases)));
    let mut told = Told { rest: rest(refresher, &hand), mixed: cases > 0, ..Told::default() };
    if cases > 0 {
        told.pace = pace(refresher);
        told.red = Some(red(refresher, &hand, at.wish.mix));
    }
    if due {
        told.headline = size;
        told.reasons = hand.reasons().into_iter().map(|(why, many)| (many, reason::counted(why, many))).collect();
        return told;
    }
    // What no case shows is due all the same, and is told below.
    let nothing = if refresher.untold > 0 { "Nothing that is due can be shown" } else { "Nothing is due" };
    let next = match &refresher.next {
        Some(next) => {
            let (when, rules) = (day::coming(next.when, at.now, zone), between(&next.place));
            let lines = counted(next.many, "line comes back", "lines come back");
            format!("{nothing}. {lines} {when}, first {rules}.")
        }
        None if refresher.memory.is_empty() => "Nothing is due: you have met no line of this policy yet.".to_owned(),
        None => format!("{nothing}."),
    };
    told.headline = next;
    told.fresh = Some(match cases {
        0 => "There is no line left that its cases show and you have not met.".to_owned(),
        _ => format!("New lines, if you like: {size}."),
    });
    told
}

/// A place by the rules it lies between: `that between G-1 and R-2`.
fn between(place: &Place) -> String {
    let rules: Vec<&str> = place.rules().collect();
    match (&rules[..], place.ground()) {
        ([one], Some(_)) => format!("that between {one} and where no rule speaks"),
        (rules, Some(_)) => format!("that between {}", listed(rules, "and")),
        (rules, None) => listed(rules, "and"),
    }
}

fn minutes(many: usize) -> String {
    counted(many, "minute", "minutes")
}

/// What the minutes are reckoned from.
fn pace(refresher: &Refresher) -> String {
    let seconds = refresher.pace.case / 1000;
    match refresher.pace.own {
        true => format!("{seconds} seconds a case, the middle of your own. Speed is never score."),
        false => format!("{seconds} seconds a case, until there are enough of yours to tell. Speed is never score."),
    }
}

/// How many are red lines, and what that says of work.
fn red(refresher: &Refresher, hand: &Hand, mix: Mix) -> String {
    let cases = hand.cards.len();
    if hand.red == 0 || hand.red == cases {
        return "How many of them are red lines is not said: this time it would give the answers away.".to_owned();
    }
    let verb = if hand.red == 1 { "is a red line" } else { "are red lines" };
    let lead = format!("{} of {cases} {verb}.", hand.red);
    match (refresher.real, mix) {
        (Some(real), _) => {
            format!("{lead} At work about {:.0}\u{a0}% of what comes in must be handed over.", real * 100.0)
        }
        (None, Mix::Real) => {
            format!("{lead} The cases don't say how often they come up at work, so they are mixed as they come.")
        }
        (None, _) => format!("{lead} That is this set's mix, and not that of your work."),
    }
}

/// What waits, and what can't be shown.
fn rest(refresher: &Refresher, hand: &Hand) -> Vec<String> {
    let mut rest = Vec::new();
    if !refresher.due.is_empty() && hand.left > 0 {
        let more = counted(hand.left, "more is due and keeps", "more are due and keep");
        rest.push(format!("{more}: a day missed costs nothing."));
    }
    if refresher.untold > 0 {
        let more = counted(refresher.untold, "line is due that no case shows", "lines are due that no case shows");
        rest.push(format!("{more}."));
    }
    rest
}

/// What somebody may choose as a mix.
pub fn mix(mix: Mix) -> &'static str {
    match mix {
        Mix::Due => "as it comes",
        Mix::Balanced => "half and half",
        Mix::Real => "as at work",
    }
}

/// When the lines of a refresher that was played come back; none of another session.
pub fn coming_back(model: &Model) -> Option<String> {
    let (pack, session) = model.playing().filter(|(_, session)| session.mode() == Mode::Refresh)?;
    let memory = &model.refreshers.of.get(&model.play.as_ref()?.pack)?.memory;
    let names = Names::of(&pack.policy);
    let now = session.attempts().last()?.time;
    let mut places: Vec<Place> = session.attempts().iter().filter_map(|a| Place::met(a, &names)).collect();
    places.sort_unstable();
    places.dedup();
    let mut dues: Vec<Millis> = places.iter().filter_map(|place| Some(memory.trace(place)?.due)).collect();
    dues.sort_unstable();
    let mut days: Vec<(String, usize)> = Vec::new();
    for due in dues {
        let when = day::coming(due, now, model.wishes.zone);
        match days.iter_mut().find(|(known, _)| *known == when) {
            Some((_, many)) => *many += 1,
            None => days.push((when, 1)),
        }
    }
    let said: Vec<String> = days.into_iter().map(|(when, many)| format!("{many} {when}")).collect();
    let lines = format!("{}: ", counted(places.len(), "line", "lines"));
    (!said.is_empty()).then(|| format!("{lines}{}. Later is no loss.", listed(&said, "and")))
}
