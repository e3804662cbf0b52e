//! The second view: what the room may see, for the projector, in a terminal of its own. It is told nothing else.

use ratatui::layout::Rect;

use super::view::public;
use crate::domain::room::place::Phase;
use crate::domain::room::view::screen::Screen;
use crate::domain::session::Millis;
use crate::tui::key::{Code, Input, Key};
use crate::tui::page::{Page, say};
use crate::tui::port::Waker;
use crate::tui::rich::{Rich, Role};
use crate::tui::room::entrance::Entrance;
use crate::tui::sheet::Sheet;
use crate::tui::shell::{Program, Then};
use crate::tui::view::{Around, lay, overflowing, page_width};

/// What is heard of the meeting.
#[derive(Clone, Debug)]
pub enum Reply {
    /// What the room may see; and the host's clock less our own.
    Screen(Box<Screen>, Millis),
    /// The connection broke, and is tried again.
    Away(String),
    /// A second of the timer has passed.
    Tick,
    /// There is no use in trying again: why, for people.
    Over(String),
}

/// What the second view asks of the outside.
pub trait Port {
    /// Called once the first frame is drawn.
    fn open(&mut self, waker: Waker);
    /// What was heard since the last call.
    fn replies(&mut self) -> Vec<Reply>;
    /// Wake the loop in a second, by [`Reply::Tick`].
    fn tick(&mut self);
    /// Milliseconds since 1970.
    fn now(&self) -> Millis;
}

/// The second view.
pub struct Presenting<'a> {
    /// How people come in.
    pub entrance: Entrance,
    /// What the room may see.
    pub screen: Option<Box<Screen>>,
    /// Why it may be old.
    pub away: Option<String>,
    /// Why nothing comes any more.
    pub over: Option<String>,
    /// The host's clock less our own.
    pub ahead: Millis,
    /// Lines scrolled off.
    pub scroll: usize,
    /// Columns and rows.
    pub size: (u16, u16),
    /// Somebody will wake us for the timer.
    pub ticking: bool,
    /// The outside.
    pub port: &'a mut dyn Port,
}

impl Presenting<'_> {
    fn page(&self, width: usize) -> Page {
        let words = |words: String| {
            let mut body = Vec::new();
            say(&mut body, &Rich::body(words), width);
            Page { title: (Rich::of(Role::Accent, "Escalate or act?"), Rich::new()), body, ..Page::default() }
        };
        match (&self.over, &self.screen) {
            (Some(why), _) => words(format!("{why} q leaves.")),
            (None, Some(screen)) => {
                let page = public(screen, &self.entrance, self.size, width, self.port.now() + self.ahead);
                Page { scroll: self.scroll, ..page }
            }
            (None, None) if self.away.is_some() => words(
                "The meeting that was begun last on this machine is not hosted just now. `eoa team --resume` goes on with it, and it is \
                 shown here as soon as it does. q leaves."
                    .to_owned(),
            ),
            (None, None) => words("Looking for the meeting on this machine…".to_owned()),
        }
    }

    fn heard(&mut self, reply: Reply) {
        match reply {
            Reply::Screen(screen, ahead) => {
                if self.screen.as_ref().is_none_or(|before| before.board.place != screen.board.place) {
                    self.scroll = 0;
                }
                (self.screen, self.away, self.ahead) = (Some(screen), None, ahead);
            }
            Reply::Away(why) => self.away = Some(why),
            Reply::Over(why) => self.over = Some(why),
            Reply::Tick => self.ticking = false,
        }
        let timer = self.screen.as_ref().and_then(|screen| screen.board.timer);
        if timer.is_some_and(|until| until > self.port.now() + self.ahead) && !self.ticking {
            self.ticking = true;
            self.port.tick();
        }
    }

    /// Why what is shown may be old. A meeting that came to its end is not missed.
    fn words(&self, why: &str) -> String {
        match &self.screen {
            Some(screen) if screen.board.place.phase == Phase::Close => "The meeting has ended. q leaves.".to_owned(),
            _ => format!("{why}; trying again"),
        }
    }

    fn area(&self) -> (Rect, usize) {
        (Rect::new(0, 0, self.size.0, self.size.1), usize::from(page_width(self.size.0)))
    }
}

impl Program for Presenting<'_> {
    fn size(&self) -> (u16, u16) {
        self.size
    }

    fn sheet(&self) -> Sheet {
        let (area, width) = self.area();
        let word = self.away.as_ref().filter(|_| self.over.is_none()).map(|why| Rich::of(Role::Caution, self.words(why)));
        let page = self.page(width);
        // Dim, and no more than is of use: it is projected.
        let scrolls = if overflowing(area, &page, 0) > 0 { "↑ ↓ PgUp PgDn scroll  " } else { "" };
        lay(area, page, Around { standing: Vec::new(), word, bar: Rich::dim(format!("{scrolls}q leave")) })
    }

    fn open(&mut self, waker: Waker) {
        self.port.open(waker);
    }

    fn input(&mut self, input: Input) -> Then {
        let (area, width) = self.area();
        let page = self.page(width);
        let most = overflowing(area, &page, 0);
        // A line of what was last seen stays in sight.
        let leaf = page.body.len().saturating_sub(most + 1).max(1);
        let at = self.scroll.min(most);
        match input {
            Input::Key(key) if key == Key::ctrl('c') || key == Key::char('q') => return Then::End,
            Input::Key(key) if key == Key::ctrl('z') => return Then::Stop,
            Input::Key(Key { code: Code::Up, .. }) => self.scroll = at.saturating_sub(1),
            Input::Key(Key { code: Code::Down, .. }) => self.scroll = (at + 1).min(most),
            Input::Key(Key { code: Code::PageUp, .. }) => self.scroll = at.saturating_sub(leaf),
            Input::Key(Key { code: Code::PageDown, .. }) => self.scroll = (at + leaf).min(most),
            Input::Key(_) | Input::Paste(_) => {}
        }
        Then::On
    }

    fn woken(&mut self) -> Then {
        for reply in self.port.replies() {
            self.heard(reply);
        }
        Then::On
    }

    fn resized(&mut self, columns: u16, rows: u16) -> Then {
        self.size = (columns, rows);
        Then::On
    }

    fn quit(&mut self) -> Then {
        Then::End
    }
}
