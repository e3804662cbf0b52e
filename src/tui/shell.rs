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
use super::model::{Model, Wishes};
use super::port::Port;
use super::theme::Theme;
use super::update::update;
use super::view;

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

/// Plays on the terminal until the person leaves, or the terminal does.
pub fn run(wishes: Wishes, theme: Theme, port: &mut dyn Port) -> io::Result<()> {
    screen::install_panic_hook();
    let mut events = platform::Events::listen()?;
    let (columns, rows) = platform::size();
    let mut game = Game { model: Model::new(wishes, (columns, rows)), theme, port, screen: Screen::enter(columns, rows)? };
    game.draw()?;
    game.port.open(events.waker());
    loop {
        for event in events.wait()? {
            if game.happened(event)? == Flow::End {
                return Ok(());
            }
        }
        game.draw()?;
    }
}

#[derive(PartialEq, Eq)]
enum Flow {
    On,
    End,
}

struct Game<'a> {
    model: Model,
    theme: Theme,
    port: &'a mut dyn Port,
    screen: Screen,
}

impl Game<'_> {
    fn draw(&mut self) -> io::Result<()> {
        let (columns, rows) = self.model.size;
        self.screen.draw(view::sheet(&self.model, Rect::new(0, 0, columns, rows)), self.theme)
    }

    fn happened(&mut self, event: Event) -> io::Result<Flow> {
        match event {
            Event::Input(input) => return self.message(Message::Input(input)),
            Event::Woken => {
                for reply in self.port.replies() {
                    if self.message(Message::Reply(reply))? == Flow::End {
                        return Ok(Flow::End);
                    }
                }
            }
            Event::Resized => self.resized()?,
            Event::Stop => {
                Screen::leave();
                platform::stop();
            }
            Event::Continued => {
                Screen::leave();
                let (columns, rows) = platform::size();
                self.screen.reenter(columns, rows)?;
                return self.message(Message::Resized(columns, rows));
            }
            Event::Quit | Event::Gone => return self.message(Message::Quit),
        }
        Ok(Flow::On)
    }

    fn resized(&mut self) -> io::Result<()> {
        let (columns, rows) = platform::size();
        if (columns, rows) != self.model.size {
            self.screen.resize(columns, rows);
            self.message(Message::Resized(columns, rows))?;
        }
        Ok(())
    }

    fn message(&mut self, message: Message) -> io::Result<Flow> {
        let now = self.port.now();
        for effect in update(&mut self.model, message, now) {
            match effect {
                Effect::Quit => return Ok(Flow::End),
                Effect::Suspend => platform::ask_to_stop(),
                other => perform(self.port, other),
            }
        }
        Ok(Flow::On)
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
        Effect::Chart(place) => port.chart(place),
        Effect::Compare(number, place, draft) => port.compare(number, place, *draft),
        Effect::Suspend | Effect::Quit => {}
    }
}
