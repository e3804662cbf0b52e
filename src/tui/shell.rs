//! The loop around the model: waits, updates, draws, performs. It blocks until something happens, and nothing wakes it otherwise.

#[cfg(not(unix))]
mod elsewhere;
mod ink;
mod paper;
mod parse;
mod screen;
#[cfg(unix)]
mod unix;

#[cfg(not(unix))]
use elsewhere as platform;
#[cfg(unix)]
use unix as platform;

use std::io;

use ratatui::layout::Rect;

use self::screen::Screen;
use super::effect::Effect;
use super::key::Input;
use super::message::Message;
use super::model::Model;
use super::port::{Port, Waker};
use super::sheet::Sheet;
use super::theme::Theme;
use super::update::update;
use super::view;
use super::wishes::Wishes;

/// What wakes the loop.
#[derive(Debug, PartialEq, Eq)]
pub enum Event {
    /// A person did something.
    Input(Input),
    /// There are replies.
    Woken,
    /// The terminal has another size.
    Resized,
    /// The job is to stop.
    Stop,
    /// The job goes on.
    Continued,
    /// The program is to end.
    Quit,
    /// The terminal is gone.
    Gone,
}

/// What is shown on the terminal: the game, a meeting, a seat in one.
pub trait Program {
    /// Columns and rows it was last told.
    fn size(&self) -> (u16, u16);
    /// What is on the screen.
    fn sheet(&self) -> Sheet;
    /// Called once the first frame is drawn.
    fn open(&mut self, waker: Waker);
    /// A person did something.
    fn input(&mut self, input: Input) -> Then;
    /// The outside has answered.
    fn woken(&mut self) -> Then;
    /// The terminal has another size.
    fn resized(&mut self, columns: u16, rows: u16) -> Then;
    /// It is asked to end: a signal, or the terminal is gone.
    fn quit(&mut self) -> Then;
}

/// What is to be done after something happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// Go on.
    On,
    /// Stop the job, as the terminal's stop key does.
    Stop,
    /// End.
    End,
}

/// Plays on the terminal until the person leaves, or the terminal does.
pub fn run(wishes: Wishes, theme: Theme, port: &mut dyn Port) -> io::Result<()> {
    show(theme, move |size| Game { model: Model::new(wishes, size), port })
}

/// Shows a program on the terminal until it ends, or the terminal does.
pub fn show<P: Program>(theme: Theme, program: impl FnOnce((u16, u16)) -> P) -> io::Result<()> {
    screen::install_panic_hook();
    let mut events = platform::Events::listen()?;
    let (columns, rows) = platform::size();
    let mut stage = Stage { program: program((columns, rows)), theme, screen: Screen::enter(columns, rows)? };
    stage.draw()?;
    stage.program.open(events.waker());
    loop {
        for event in events.wait()? {
            if stage.happened(event)? == Then::End {
                return Ok(());
            }
        }
        stage.draw()?;
    }
}

struct Stage<P> {
    program: P,
    theme: Theme,
    screen: Screen,
}

impl<P: Program> Stage<P> {
    fn draw(&mut self) -> io::Result<()> {
        self.screen.draw(self.program.sheet(), self.theme)
    }

    fn happened(&mut self, event: Event) -> io::Result<Then> {
        let then = match event {
            Event::Input(input) => self.program.input(input),
            Event::Woken => self.program.woken(),
            Event::Resized => self.resized(),
            Event::Stop => {
                Screen::leave();
                platform::stop();
                Then::On
            }
            Event::Continued => {
                Screen::leave();
                let (columns, rows) = platform::size();
                self.screen.reenter(columns, rows)?;
                self.program.resized(columns, rows)
            }
            Event::Quit | Event::Gone => self.program.quit(),
        };
        if then == Then::Stop {
            platform::ask_to_stop();
        }
        Ok(then)
    }

    fn resized(&mut self) -> Then {
        let (columns, rows) = platform::size();
        if (columns, rows) == self.program.size() {
            return Then::On;
        }
        self.screen.resize(columns, rows);
        self.program.resized(columns, rows)
    }
}

struct Game<'a> {
    model: Model,
    port: &'a mut dyn Port,
}

impl Game<'_> {
    fn message(&mut self, message: Message) -> Then {
        let now = self.port.now();
        let mut then = Then::On;
        for effect in update(&mut self.model, message, now) {
            match effect {
                Effect::Quit => return Then::End,
                Effect::Suspend => then = Then::Stop,
                other => perform(self.port, other),
            }
        }
        then
    }
}

impl Program for Game<'_> {
    fn size(&self) -> (u16, u16) {
        self.model.size
    }

    fn sheet(&self) -> Sheet {
        let (columns, rows) = self.model.size;
        view::sheet(&self.model, Rect::new(0, 0, columns, rows))
    }

    fn open(&mut self, waker: Waker) {
        self.port.open(waker);
    }

    fn input(&mut self, input: Input) -> Then {
        self.message(Message::Input(input))
    }

    fn woken(&mut self) -> Then {
        for reply in self.port.replies() {
            if self.message(Message::Reply(reply)) == Then::End {
                return Then::End;
            }
        }
        Then::On
    }

    fn resized(&mut self, columns: u16, rows: u16) -> Then {
        self.message(Message::Resized(columns, rows))
    }

    fn quit(&mut self) -> Then {
        self.message(Message::Quit)
    }
}

/// Hands an effect to the outside.
pub fn perform(port: &mut dyn Port, effect: Effect) {
    match effect {
        Effect::Append(attempt, place) => port.append(*attempt, *place),
        Effect::Keep(snapshot) => port.keep(*snapshot),
        Effect::Close(session) => port.close(session),
        Effect::Note(note) => port.note(*note),
        Effect::Remember(profile) => port.remember(*profile),
        Effect::Recall => port.recall(),
        Effect::Refresh(profile, wanted) => port.refresh(*profile, wanted),
        Effect::Chart(place) => port.chart(place),
        Effect::Study(place, deeper) => port.study(place, deeper),
        Effect::Hunt(place, own) => port.hunt(place, own),
        Effect::Compare(number, place, draft) => port.compare(number, place, *draft),
        Effect::Suspend | Effect::Quit => {}
    }
}
