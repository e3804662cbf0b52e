//! A game without a terminal: keys in, pictures out. The log always answers at once.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use escalate_or_act::content::{self, Keep, Sources};
use escalate_or_act::domain::learner::belief::hunt::Grounds;
use escalate_or_act::domain::learner::memory::queue::Edited;
use escalate_or_act::domain::learner::profile::Profile;
use escalate_or_act::domain::learner::refresh::{Known as Knows, Refresher};
use escalate_or_act::domain::policy::analysis::facets::Coastline;
use escalate_or_act::domain::policy::date::Date;
use escalate_or_act::domain::policy::engine::Engine;
use escalate_or_act::domain::policy::region::cover::Budget;
use escalate_or_act::domain::report::trainee::deeper::Deeper;
use escalate_or_act::domain::report::trainee::own;
use escalate_or_act::domain::revision::Version;
use escalate_or_act::domain::session::attempt::Attempt;
use escalate_or_act::domain::text::Text;
use escalate_or_act::tui::chart::Chart;
use escalate_or_act::tui::comparison::Comparison;
use escalate_or_act::tui::effect::Effect;
use escalate_or_act::tui::key::{Code, Input, Key};
use escalate_or_act::tui::message::{Known, Message, Reply};
use escalate_or_act::tui::model::{Model, Screen};
use escalate_or_act::tui::refresh::Refreshers;
use escalate_or_act::tui::shelf::{Broken, Findings, Pack, Shelf, Slot, Source};
use escalate_or_act::tui::study::Studied;
use escalate_or_act::tui::theme::{Depth, Ground, Theme};
use escalate_or_act::tui::update::update;
use escalate_or_act::tui::view::View;
use escalate_or_act::tui::wishes::Wishes;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;
use tempfile::TempDir;
use unicode_width::UnicodeWidthStr;

use super::super::check::overlay;

/// Noon of a day on which nothing happens.
pub(crate) const NOW: i64 = 1_790_000_000_000;

/// A game being played.
pub(crate) struct Stage {
    pub(crate) model: Model,
    pub(crate) attempts: Vec<Attempt>,
    now: i64,
    known: Known,
    shelf: Shelf,
}

impl Stage {
    /// The repair bench's pack, not yet handed to the game.
    pub(crate) fn unread() -> Self {
        let wishes = Wishes {
            trainee: Text::clean("robin"),
            log: "/home/robin/eoa".to_owned(),
            seed: Some(7),
            entropy: 7,
            ..Wishes::default()
        };
        let shelf = Shelf { slots: vec![slot("screens")] };
        Self::over(wishes, shelf)
    }

    fn over(wishes: Wishes, shelf: Shelf) -> Self {
        Self { model: Model::new(wishes, (80, 24)), attempts: Vec::new(), now: NOW, known: Known::default(), shelf }
    }

    /// The repair bench's pack, read.
    pub(crate) fn new() -> Self {
        let mut stage = Self::unread();
        stage.open();
        stage
    }

    /// The repair bench with an allowance, a menu of gestures, and phrases.
    pub(crate) fn crafted() -> Self {
        Self::of_pack(crafted().path())
    }

    /// The pack in a folder.
    pub(crate) fn of_pack(folder: &Path) -> Self {
        let mut stage = Self::unread();
        stage.shelf = Shelf { slots: vec![slot_at(folder)] };
        stage.open();
        stage
    }

    /// With a setting of the trainee's.
    pub(crate) fn with_profile(mut self, profile: Profile) -> Self {
        self.known = Known { profile, unfinished: None };
        self.open();
        self
    }

    fn open(&mut self) {
        let known = std::mem::take(&mut self.known);
        let shelf = Box::new(self.shelf.clone());
        self.send(Message::Reply(Reply::Shelf(shelf)));
        self.send(Message::Reply(Reply::Known(Box::new(known))));
    }

    /// With a broken pack beside it.
    pub(crate) fn with_broken(mut self) -> Self {
        self.shelf.slots.push(slot("broken"));
        self.open();
        self
    }

    /// With the second question after each answer.
    pub(crate) fn with_second_taps(mut self) -> Self {
        let mut profile = Profile::default();
        profile.settings.second_taps = true;
        self.known = Known { profile, unfinished: None };
        self.open();
        self
    }

    /// One case, from the library.
    pub(crate) fn play(self, scenario: &str) -> Self {
        let pack = self.model.shelf.as_ref().and_then(|s| s.pack(0)).expect("the bench can be played");
        let place = pack.scenarios.iter().position(|s| s.id == scenario).expect("a scenario of the bench");
        let down = "<down>".repeat(place);
        self.keys(&format!("l<tab>{down}<enter>"))
    }

    /// A session of all cases.
    pub(crate) fn play_all(self) -> Self {
        self.keys("<enter>")
    }

    /// On from a warning, if one stands before the case.
    pub(crate) fn past_warning(self) -> Self {
        let warned = matches!(self.model.screen(), Some(Screen::Case(escalate_or_act::tui::model::Stage::Warned)));
        if warned { self.keys("<enter>") } else { self }
    }

    /// Answers every case of a month in the same way, up to its books.
    pub(crate) fn through_the_month(mut self, answer: &str) -> Self {
        while !matches!(self.model.screen(), Some(Screen::Month { .. })) {
            self = self.past_warning().keys(answer).keys("<enter>");
        }
        self
    }

    /// Answers every case of the session in the same way.
    pub(crate) fn answer_all(mut self, answer: &str) -> Self {
        while !matches!(self.model.screen(), Some(Screen::Summary { .. })) {
            if matches!(self.model.screen(), Some(Screen::Case(escalate_or_act::tui::model::Stage::Warned))) {
                self = self.keys("<enter>");
            }
            self = self.keys(answer).keys("<enter>");
        }
        self
    }

    /// Answers every case in the same way, up to the first of the twins that close the session.
    pub(crate) fn up_to_the_twins(mut self, answer: &str) -> Self {
        while self.model.play.as_ref().is_some_and(|p| p.session.closing().is_none()) {
            if matches!(self.model.screen(), Some(Screen::Case(escalate_or_act::tui::model::Stage::Warned))) {
                self = self.keys("<enter>");
            }
            self = self.keys(answer).keys("<enter>");
        }
        self
    }

    /// Presses keys: letters, and `<enter>`, `<esc>`, `<down>`, ...
    pub(crate) fn keys(mut self, keys: &str) -> Self {
        let mut rest = keys;
        while let Some(first) = rest.chars().next() {
            let (code, used) = match rest.strip_prefix('<').and_then(|r| r.split_once('>')) {
                Some((name, _)) if first == '<' => (named(name), name.len() + 2),
                _ => (Code::Char(first), first.len_utf8()),
            };
            self.send(Message::Input(Input::Key(Key::plain(code))));
            rest = &rest[used..];
        }
        self
    }

    /// Pastes text.
    pub(crate) fn paste(mut self, text: &str) -> Self {
        self.send(Message::Input(Input::Paste(text.to_owned())));
        self
    }

    /// Sends a message; the log answers at once.
    pub(crate) fn send(&mut self, message: Message) -> Vec<Effect> {
        let now = self.now;
        let effects = update(&mut self.model, message, now);
        for effect in &effects {
            match effect {
                Effect::Append(attempt, _) => {
                    self.attempts.push((**attempt).clone());
                    self.send(Message::Reply(Reply::Appended(attempt.id)));
                }
                Effect::Refresh(profile, wanted) => {
                    let told = self.refreshers(profile, *wanted);
                    update(&mut self.model, Message::Reply(Reply::Refreshed(Ok(told))), now);
                }
                Effect::Recall => {
                    update(&mut self.model, Message::Reply(Reply::Recalled(Ok(self.attempts.clone()))), now);
                }
                Effect::Chart(place) => {
                    let pack = self.model.shelf.as_ref().and_then(|s| s.pack(*place)).expect("a pack to chart");
                    let chart = Ok(Box::new(Chart::of(&pack.engine, &pack.scenarios)));
                    update(&mut self.model, Message::Reply(Reply::Charted(*place, chart)), now);
                }
                Effect::Study(place, deeper) => {
                    let pack = self.model.shelf.as_ref().and_then(|s| s.pack(*place)).expect("a pack to study").clone();
                    let answers: Vec<Attempt> = self.attempts.clone();
                    let own = own(&answers, "robin", &pack.policy.id);
                    let figures = Studied::figures(&own, &pack, "robin");
                    update(&mut self.model, Message::Reply(Reply::Studied(*place, figures)), now);
                    if *deeper {
                        let deeper = Deeper::of(&own, &pack.engine, &pack.scenarios, &Edited::new(), now);
                        let deeper = Studied::Deeper(Box::new(deeper));
                        update(&mut self.model, Message::Reply(Reply::Studied(*place, deeper)), now);
                    }
                }
                Effect::Hunt(place, facts) => {
                    let pack = self.model.shelf.as_ref().and_then(|s| s.pack(*place)).expect("a pack to hunt in").clone();
                    let grounds = Box::new(Grounds::of(&pack.engine, &pack.scenarios, facts));
                    self.send(Message::Reply(Reply::Grounds(*place, facts.clone(), Ok(grounds))));
                }
                Effect::Compare(number, place, draft) => {
                    let pack = self.model.shelf.as_ref().and_then(|s| s.pack(*place)).expect("a pack to compare");
                    let version = |policy| Version { policy, scenarios: &pack.scenarios };
                    let names = ["as it is".to_owned(), "what if".to_owned()];
                    let compared = Comparison::of(version(&pack.policy), version(draft), pack.engine.day(), names);
                    update(&mut self.model, Message::Reply(Reply::Compared(*number, compared.map(Box::new))), now);
                }
                _ => {}
            }
        }
        effects
    }

    /// What may come back from each pack that was met.
    fn refreshers(&self, profile: &Profile, wanted: Option<usize>) -> Vec<(usize, Refresher)> {
        let met = |pack: &Pack| self.attempts.iter().any(|a| a.policy.id == pack.policy.id);
        let shelf = self.model.shelf.as_ref().expect("the packs are read");
        let packs = (0..shelf.slots.len()).filter_map(|place| Some((place, shelf.pack(place)?)));
        let refresher = |(place, pack): (usize, &Pack)| {
            let coastline = Coastline::of(&pack.engine, &Budget::default());
            let (own, attempts) = (profile.own_facts(&pack.policy), self.attempts.as_slice());
            let known = Knows { own: &own, attempts, before: &[], now: self.now, zone: 0 };
            (place, Refresher::of(&pack.view(), &coastline, known))
        };
        packs.filter(|(place, pack)| wanted == Some(*place) || met(pack)).map(refresher).collect()
    }

    /// So many days later, at home, as if the game had been started anew.
    pub(crate) fn days_later(mut self, days: i64) -> Self {
        self.now += days * 86_400_000;
        self.model.refreshers = Refreshers::default();
        self.send(Message::Reply(Reply::Notice(None)));
        self
    }

    /// On a screen of that size from now on.
    pub(crate) fn sized(mut self, columns: u16, rows: u16) -> Self {
        self.send(Message::Resized(columns, rows));
        self
    }

    /// The picture at all three sizes.
    pub(crate) fn pictures(mut self) -> String {
        let mut out = String::new();
        for (columns, rows) in [(80, 24), (60, 20), (120, 40)] {
            self.send(Message::Resized(columns, rows));
            out.push_str(&format!("{columns}x{rows}\n{}\n", self.picture(columns, rows)));
        }
        out
    }

    /// The picture at one size.
    pub(crate) fn picture(&self, columns: u16, rows: u16) -> String {
        let buffer = self.buffer(columns, rows, Theme::new(Depth::None, Ground::Unknown));
        let line = |y: u16| -> String {
            let mut line = String::new();
            let mut x = 0;
            while x < columns {
                let symbol = buffer[(x, y)].symbol();
                line.push_str(symbol);
                x += u16::try_from(symbol.width().max(1)).expect("a cell is narrow");
            }
            line.trim_end().to_owned()
        };
        let lines: Vec<String> = (0..rows).map(line).collect();
        lines.join("\n").trim_end().to_owned() + "\n"
    }

    /// The cells at one size.
    pub(crate) fn buffer(&self, columns: u16, rows: u16, theme: Theme) -> Buffer {
        let area = Rect::new(0, 0, columns, rows);
        let mut buffer = Buffer::empty(area);
        View { model: &self.model, theme }.render(area, &mut buffer);
        buffer
    }
}

fn named(name: &str) -> Code {
    match name {
        "enter" => Code::Enter,
        "esc" => Code::Esc,
        "tab" => Code::Tab,
        "up" => Code::Up,
        "down" => Code::Down,
        "left" => Code::Left,
        "right" => Code::Right,
        "home" => Code::Home,
        "end" => Code::End,
        "pgdn" => Code::PageDown,
        "pgup" => Code::PageUp,
        "back" => Code::Backspace,
        other => panic!("no key is called {other}"),
    }
}

/// The repair bench's pack with what goes beside its rules, in a folder that goes away.
pub(crate) fn crafted() -> TempDir {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let folder = TempDir::new().expect("a folder");
    overlay(&fixtures.join("screens"), folder.path());
    overlay(&fixtures.join("craft"), folder.path());
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("a file");
    let policy = read("policy.toml") + &read("tail.toml");
    fs::write(folder.path().join("policy.toml"), policy).expect("it can be written");
    fs::remove_file(folder.path().join("tail.toml")).expect("it is there");
    folder
}

/// A fixture as the game has it.
fn slot(fixture: &str) -> Slot {
    slot_at(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(fixture))
}

fn slot_at(path: &Path) -> Slot {
    let found = content::find(&Sources::default(), &path.to_string_lossy()).expect("the fixture is there");
    let loaded = content::load(&found[0], Keep::Findings);
    let sources = loaded.texts.into_iter().map(|(file, text)| Source { file, text }).collect();
    let findings = Findings { diagnostics: loaded.diagnostics, sources, left_out: loaded.left_out };
    match loaded.policy {
        None => Slot::Broken(Broken { name: loaded.id, findings }),
        Some(policy) => {
            let engine = Engine::compile(&policy, Date::new(2026, 9, 1).expect("a day")).expect("it is small");
            let scenarios = loaded.scenarios;
            let (policy_hash, phrases) = ("hash".to_owned(), loaded.phrases);
            let pack = Pack { name: loaded.id, policy, policy_hash, engine, phrases, scenarios, findings };
            Slot::Ready(Arc::new(pack))
        }
    }
}
