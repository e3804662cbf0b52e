//! The same game as lines of text, for screen readers and pipes: numbered options, a typed answer, no cursor movement, no boxes,
//! every drawing as a sentence. It drives the same model with the same messages, so the same answers give the same log.

mod case;
mod drawn;
mod options;
mod path;
mod scene;
mod summary;

use std::io::{self, BufRead, Write};

use super::effect::Effect;
use super::key::Input;
use super::message::Message;
use super::model::{Model, Overlay};
use super::port::{Port, Waker};
use super::shell::perform;
use super::update::update;
use super::wishes::Wishes;
use options::{Choice, options};

/// Columns of pages that are read as they are drawn.
const WIDTH: u16 = 80;

/// Plays until the input ends or the person leaves.
pub fn run(wishes: Wishes, port: &mut dyn Port, input: &mut dyn BufRead, out: &mut dyn Write) -> io::Result<()> {
    let mut game = Game { model: Model::new(wishes, (WIDTH, 200)), port, left: false };
    game.port.open(Waker::new(|| {}));
    // A page is read out once: the first one, too, waits for what it tells of.
    while !game.model.is_ready() || game.model.waits() {
        game.hear();
    }
    // After a slip the options are enough: nobody wants the whole reveal read out again.
    let mut slipped = false;
    while !game.left {
        if !slipped {
            scene::tell(&game.model, out)?;
        }
        let choices = options(&game.model);
        choose(&game.model, &choices, out)?;
        let mut line = String::new();
        if input.read_line(&mut line)? == 0 {
            writeln!(out)?;
            game.message(Message::Quit);
            break;
        }
        let inputs = understood(&game.model, line.trim(), &choices);
        slipped = inputs.is_none();
        match inputs {
            Some(inputs) => inputs.into_iter().for_each(|i| game.message(Message::Input(i))),
            None => writeln!(out, "That is not one of the options. Type its number, or its letter.")?,
        }
        if let Some(word) = game.model.word.take() {
            writeln!(out, "{word}")?;
        }
    }
    out.flush()
}

/// The options, and how to choose one.
fn choose(model: &Model, choices: &[Choice], out: &mut dyn Write) -> io::Result<()> {
    if matches!(model.overlay, Some(Overlay::Words { .. })) {
        writeln!(out, "Type what you would say on one line and press Enter. An empty line goes back.")?;
    } else if matches!(model.overlay, Some(Overlay::Note { .. })) {
        writeln!(out, "Type your note on one line and press Enter. An empty line throws it away.")?;
    } else {
        writeln!(out)?;
        for (i, choice) in choices.iter().enumerate() {
            let letter = if choice.letter.is_empty() { String::new() } else { format!(" ({})", choice.letter) };
            writeln!(out, "{}. {}{letter}", i + 1, choice.label)?;
        }
    }
    write!(out, "> ")?;
    out.flush()
}

/// What a typed line asks for; none if it can't be told.
fn understood(model: &Model, line: &str, choices: &[Choice]) -> Option<Vec<Input>> {
    if matches!(model.overlay, Some(Overlay::Note { .. } | Overlay::Words { .. })) {
        return Some(options::note(line));
    }
    let by_number = line.parse::<usize>().ok().and_then(|n| choices.get(n.checked_sub(1)?));
    let wanted = if line.is_empty() { "enter" } else { line };
    let by_letter = || choices.iter().find(|c| c.letter.eq_ignore_ascii_case(wanted));
    let choice = by_number.or_else(by_letter)?;
    Some(choice.keys.iter().copied().map(Input::Key).collect())
}

struct Game<'a> {
    model: Model,
    port: &'a mut dyn Port,
    left: bool,
}

impl Game<'_> {
    fn message(&mut self, message: Message) {
        let now = self.port.now();
        for effect in update(&mut self.model, message, now) {
            match effect {
                Effect::Quit => self.left = true,
                other => perform(self.port, other),
            }
        }
        // A page is read out once: it waits for what it tells of.
        while self.model.waits() && !self.left {
            self.hear();
        }
    }

    fn hear(&mut self) {
        self.port.wait();
        for reply in self.port.replies() {
            self.message_of(reply);
        }
    }

    fn message_of(&mut self, reply: super::message::Reply) {
        let now = self.port.now();
        for effect in update(&mut self.model, Message::Reply(reply), now) {
            match effect {
                Effect::Quit => self.left = true,
                other => perform(self.port, other),
            }
        }
    }
}
