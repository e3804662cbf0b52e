//! Answering alone, on the terminal.

use super::model::{Effect, Message, Model};
use super::port::Port;
use super::update::update;
use super::view;
use crate::tui::key::Input;
use crate::tui::port::Waker;
use crate::tui::sheet::Sheet;
use crate::tui::shell::{Program, Then};

/// The model and the outside, as the loop wants them.
pub struct Answering<'a> {
    /// What is shown.
    pub model: Model,
    /// The outside.
    pub port: &'a mut dyn Port,
}

impl Answering<'_> {
    fn message(&mut self, message: Message) -> Then {
        happened(&mut self.model, self.port, message)
    }
}

/// A message, with everything that comes of it. An answer is on the disk before the next is taken.
pub(super) fn happened(model: &mut Model, port: &mut dyn Port, message: Message) -> Then {
    let mut then = Then::On;
    for effect in update(model, message) {
        match effect {
            Effect::Quit => return Then::End,
            Effect::Stop => then = Then::Stop,
            Effect::Keep => {
                let kept = port.keep(&model.answers);
                update(model, Message::Kept(kept));
            }
        }
    }
    then
}

impl Program for Answering<'_> {
    fn size(&self) -> (u16, u16) {
        self.model.size
    }

    fn sheet(&self) -> Sheet {
        view::sheet(&self.model)
    }

    fn open(&mut self, _: Waker) {}

    fn input(&mut self, input: Input) -> Then {
        self.message(Message::Input(input))
    }

    fn woken(&mut self) -> Then {
        Then::On
    }

    fn resized(&mut self, columns: u16, rows: u16) -> Then {
        self.message(Message::Resized(columns, rows))
    }

    fn quit(&mut self) -> Then {
        self.message(Message::Quit)
    }
}
