//! Answering alone as lines of text, for screen readers and pipes: the case is told, and a typed line answers. The same model.

use std::io::{self, BufRead, Write};

use super::model::{Message, Model, Over};
use super::port::Port;
use super::run::happened;
use super::view::{ASKED, end_words, heading};
use crate::tui::guest::plain::{is_vote, lines};
use crate::tui::guest::view::voted;
use crate::tui::key::{Code, Input, Key};
use crate::tui::room::table;
use crate::tui::shell::Then;
use crate::tui::warning::MAY_LEAVE_OUT;
use crate::tui::words::capital;

/// Columns no line is wrapped at: a screen reader wraps by itself.
const WIDTH: usize = 10_000;

const HELP: &str = "Type a for yes, n for no, e for escalate, with 1 unsure, 2 fairly sure or 3 sure: a3. An empty line goes on, b goes \
                    back, r reads it again; o opens a case that comes with a warning; w and your question asks what about when; q \
                    leaves, and everything is kept.";

/// What one does with a case that comes with a warning.
const OPENS: &str = "o reads it; an empty line goes on without it.";

/// Has somebody answer until they leave or the input ends.
pub fn run(model: Model, port: &mut dyn Port, input: impl BufRead, out: &mut dyn Write) -> io::Result<()> {
    let mut plain = Plain { model, port, left: false };
    writeln!(out, "{}. {HELP}", plain.model.paper.title)?;
    plain.tell(out)?;
    out.flush()?;
    for line in input.lines() {
        plain.line(line?.trim(), out)?;
        out.flush()?;
        if plain.left {
            break;
        }
    }
    Ok(())
}

struct Plain<'a> {
    model: Model,
    port: &'a mut dyn Port,
    left: bool,
}

impl Plain<'_> {
    fn input(&mut self, input: Input) {
        self.left |= happened(&mut self.model, self.port, Message::Input(input)) == Then::End;
    }

    fn key(&mut self, code: Code) {
        self.input(Input::Key(Key::plain(code)));
    }

    fn line(&mut self, line: &str, out: &mut dyn Write) -> io::Result<()> {
        let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
        match first.to_ascii_lowercase().as_str() {
            "" => self.go(Code::Right, out)?,
            "o" if self.model.is_warned() => {
                self.key(Code::Enter);
                self.tell(out)?;
            }
            "b" => self.go(Code::Left, out)?,
            "r" => self.tell(out)?,
            "q" => self.key(Code::Char('q')),
            "w" if !rest.trim().is_empty() => self.ask(rest),
            short if is_vote(short) => self.answer(short, out)?,
            _ => writeln!(out, "{HELP}")?,
        }
        for words in [self.model.word.take(), self.model.trouble.clone()].into_iter().flatten() {
            writeln!(out, "{words}")?;
        }
        Ok(())
    }

    fn go(&mut self, code: Code, out: &mut dyn Write) -> io::Result<()> {
        let was = self.model.at;
        self.key(code);
        if self.model.at == was { Ok(()) } else { self.tell(out) }
    }

    fn answer(&mut self, short: &str, out: &mut dyn Write) -> io::Result<()> {
        if self.model.case().is_none() {
            return writeln!(out, "There is no case here. An empty line goes to one that is open; b goes back.");
        }
        if self.model.is_warned() {
            return writeln!(out, "Nothing is kept of a case that you have not read. {OPENS}");
        }
        short.chars().for_each(|letter| self.key(Code::Char(letter)));
        match (self.model.half, self.model.vote()) {
            (Some(_), _) => writeln!(out, "How sure are you? 1 unsure, 2 fairly sure, 3 sure."),
            (None, Some(vote)) => writeln!(out, "{} You may change it; an empty line goes on.", voted(vote)),
            (None, None) => Ok(()),
        }
    }

    fn ask(&mut self, text: &str) {
        self.key(Code::Char('w'));
        self.input(Input::Paste(text.to_owned()));
        self.key(Code::Enter);
        if matches!(self.model.over, Some(Over::Asking(_))) {
            self.model.over = None;
        }
    }

    fn tell(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out)?;
        writeln!(out, "{}.", capital(&heading(&self.model)))?;
        let Some(case) = self.model.case() else {
            return end_words(&self.model).iter().try_for_each(|(_, words)| writeln!(out, "{words}"));
        };
        if self.model.is_warned() {
            lines(table::warning(case, MAY_LEAVE_OUT, WIDTH), out)?;
            writeln!(out, "{OPENS}")?;
            return self.model.vote().map_or(Ok(()), |vote| writeln!(out, "{}", voted(vote)));
        }
        lines(table::sheet(case, WIDTH), out)?;
        match self.model.vote() {
            Some(vote) => writeln!(out, "{} You may change it; an empty line goes on.", voted(vote)),
            None => writeln!(out, "{ASKED}"),
        }
    }
}
