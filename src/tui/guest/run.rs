//! A participant's program on the terminal.

use super::model::{Effect, Message, Model};
use super::port::Port;
use super::update::update;
use super::view;
use crate::tui::key::Input;
use crate::tui::port::Waker;
use crate::tui::sheet::Sheet;
use crate::tui::shell::{Program, Then};

/// The model and the outside, as the loop wants them.
pub struct Visiting<'a> {
    /// What is shown.
    pub model: Model,
    /// The outside.
    pub port: &'a mut dyn Port,
}

impl Visiting<'_> {
    fn message(&mut self, message: Message) -> Then {
        let now = self.port.now();
        let mut then = Then::On;
        for effect in update(&mut self.model, message, now) {
            match effect {
                Effect::Quit => return Then::End,
                Effect::Stop => then = Then::Stop,
                other => perform(self.port, other),
            }
        }
        then
    }
}

/// Hands an effect to the outside.
pub fn perform(port: &mut dyn Port, effect: Effect) {
    match effect {
        Effect::Vote(ballot, vote) => port.vote(ballot, vote),
        Effect::Ask(text) => port.ask(&text),
        Effect::Rename(alias) => port.rename(&alias),
        Effect::Tick => port.tick(),
        Effect::Stop | Effect::Quit => {}
    }
}

impl Program for Visiting<'_> {
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
