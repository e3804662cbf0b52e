//! The host's screen on the terminal.

use super::model::{Effect, Message, Model, Reply};
use super::port::Port;
use super::update::update;
use super::view;
use crate::tui::key::Input;
use crate::tui::port::Waker;
use crate::tui::sheet::Sheet;
use crate::tui::shell::{Program, Then};

/// The model and the outside, as the loop wants them.
pub struct Hosting<'a> {
    /// What is shown.
    pub model: Model,
    /// The outside.
    pub port: &'a mut dyn Port,
}

impl Hosting<'_> {
    fn message(&mut self, message: Message) -> Then {
        let now = self.port.now();
        let mut then = Then::On;
        for effect in update(&mut self.model, message, now) {
            match effect {
                Effect::Ask(request) => self.port.ask(*request),
                Effect::Debrief => self.port.debrief(),
                Effect::Tick => self.port.tick(),
                Effect::Stop => then = Then::Stop,
                Effect::Quit => return Then::End,
            }
        }
        then
    }
}

impl Program for Hosting<'_> {
    fn size(&self) -> (u16, u16) {
        self.model.size
    }

    fn sheet(&self) -> Sheet {
        view::sheet(&self.model)
    }

    fn open(&mut self, waker: Waker) {
        self.port.open(waker);
    }

    fn input(&mut self, input: Input) -> Then {
        self.message(Message::Input(input))
    }

    fn woken(&mut self) -> Then {
        let replies: Vec<Reply> = self.port.replies();
        for reply in replies {
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
