//! A participant as lines of text, for screen readers and pipes: what changes is told, and a typed line answers. The same model.

use std::io::{self, BufRead, Write};
use std::sync::mpsc::{Sender, channel};

use super::model::{Effect, Link, Message, Model, NotTaken, Over, Reply};
use super::port::Port;
use super::run::perform;
use super::update::update;
use super::view::{ENDED, asked, own, voted};
use crate::domain::room::place::Place;
use crate::domain::room::view::table::{Board, Table};
use crate::tui::key::{Code, Input, Key};
use crate::tui::port::Waker;
use crate::tui::rich::Rich;
use crate::tui::room::{reveal, table, votes};
use crate::tui::warning::MAY_LEAVE_OUT;
use crate::tui::words::capital;

/// Columns no line is wrapped at: a screen reader wraps by itself.
const WIDTH: usize = 10_000;
const HELP: &str = "Type a for yes, n for no, e for escalate, with 1 unsure, 2 fairly sure or 3 sure: a3. \
                    o opens a case that comes with a warning; w and your question asks what about when; m and a name changes \
                    yours; r reads it again; q leaves.";

/// What wakes the loop.
enum Event {
    Line(String),
    Woken,
    End,
}

/// Takes part until the input ends, the visit is over, or the person leaves.
pub fn run(address: String, port: &mut dyn Port, input: impl BufRead + Send + 'static, out: &mut dyn Write) -> io::Result<()> {
    let (tell, events) = channel();
    let wake = tell.clone();
    port.open(Waker::new(move || {
        let _ = wake.send(Event::Woken);
    }));
    std::thread::Builder::new().name("lines".to_owned()).spawn(move || read(input, &tell))?;
    let mut plain = Plain { model: Model::new(address, (80, 24)), port, told: None, read: None, left: false };
    writeln!(out, "{HELP}")?;
    while !plain.left {
        match events.recv() {
            Ok(Event::Line(line)) => plain.line(line.trim(), out)?,
            Ok(Event::Woken) => plain.woken(out)?,
            Ok(Event::End) | Err(_) => break,
        }
        out.flush()?;
    }
    Ok(())
}

fn read(input: impl BufRead, tell: &Sender<Event>) {
    for line in input.lines() {
        let event = line.map_or(Event::End, Event::Line);
        if tell.send(event).is_err() {
            return;
        }
    }
    let _ = tell.send(Event::End);
}

struct Plain<'a> {
    model: Model,
    port: &'a mut dyn Port,
    /// The place that was told last.
    told: Option<Place>,
    /// The stop whose case was read out: it is not read out again at every step, and `r` does so.
    read: Option<usize>,
    left: bool,
}

impl Plain<'_> {
    fn message(&mut self, message: Message) {
        let now = self.port.now();
        for effect in update(&mut self.model, message, now) {
            match effect {
                Effect::Quit => self.left = true,
                // A clock that counts down would be read out every second.
                Effect::Tick => {}
                other => perform(self.port, other),
            }
        }
    }

    fn key(&mut self, code: Code) {
        self.message(Message::Input(Input::Key(Key::plain(code))));
    }

    fn line(&mut self, line: &str, out: &mut dyn Write) -> io::Result<()> {
        let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
        match first.to_ascii_lowercase().as_str() {
            "" => return Ok(()),
            "q" => self.left = true,
            "r" => {
                self.read = None;
                return self.tell(out);
            }
            "o" if self.model.is_warned() => {
                self.key(Code::Enter);
                self.read = None;
                return self.tell(out);
            }
            "w" if !rest.trim().is_empty() => {
                self.model.back.clear();
                self.write(Code::Char('w'), rest);
                // What is too long is not thrown away: it is said, to be said again shorter.
                self.model.over = None;
            }
            "m" => self.write(Code::Char('m'), rest),
            short if self.model.over.is_none() && is_vote(short) => {
                if self.model.ballot().is_none() {
                    return writeln!(out, "There is no vote now.");
                }
                if self.model.is_warned() {
                    return writeln!(out, "Nobody votes on a case that they have not read. o reads it.");
                }
                short.chars().for_each(|letter| self.key(Code::Char(letter)));
                if self.model.half.is_some() {
                    writeln!(out, "How sure are you? 1 unsure, 2 fairly sure, 3 sure.")?;
                }
            }
            _ => writeln!(out, "{HELP}")?,
        }
        self.say_word(out)
    }

    fn write(&mut self, open: Code, text: &str) {
        self.key(open);
        self.message(Message::Input(Input::Paste(text.to_owned())));
        if matches!(self.model.over, Some(Over::Asking(_) | Over::Naming(_))) {
            self.key(Code::Enter);
        }
    }

    fn woken(&mut self, out: &mut dyn Write) -> io::Result<()> {
        for reply in self.port.replies() {
            let (taken, was) = (matches!(reply, Reply::Taken(..)), self.model.link.clone());
            let named = matches!(reply, Reply::Seated(_));
            let asked = if let Reply::Refused(NotTaken::Question(text), _) = &reply { Some(text.clone()) } else { None };
            self.message(Message::Reply(reply));
            if self.model.link != was {
                self.say_link(out)?;
            }
            if named {
                writeln!(out, "You are {}.", self.model.name())?;
            }
            if let Some(vote) = self.model.vote().filter(|_| taken && self.model.is_kept()) {
                writeln!(out, "{} It is kept; you may change it.", voted(vote))?;
            }
            self.say_word(out)?;
            if let Some(text) = asked {
                writeln!(out, "You had written: {text}")?;
            }
            if self.model.board.as_ref().is_some_and(|board| self.told != Some(board.place)) {
                self.tell(out)?;
            }
        }
        Ok(())
    }

    fn say_word(&mut self, out: &mut dyn Write) -> io::Result<()> {
        match self.model.word.take() {
            Some(word) => writeln!(out, "{word}"),
            None => Ok(()),
        }
    }

    fn say_link(&mut self, out: &mut dyn Write) -> io::Result<()> {
        match &self.model.link {
            Link::Coming | Link::On => Ok(()),
            Link::Away(_) if self.model.has_ended() => writeln!(out, "{ENDED}"),
            Link::Away(why) => writeln!(out, "{why}. Trying again; your seat and your votes are safe."),
            Link::Over(why) => {
                self.left = true;
                writeln!(out, "It is over: {why}.")
            }
        }
    }

    fn tell(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let Some(board) = &self.model.board else { return writeln!(out, "You are not in yet.") };
        self.told = Some(board.place);
        let again = self.read.replace(board.place.stop) == Some(board.place.stop);
        if self.model.is_warned() {
            // What is told once it is opened is told for the first time.
            self.read = None;
            writeln!(out, "\n{}.", capital(&table::heading(board)))?;
            lines(table::unopened(board, MAY_LEAVE_OUT, WIDTH), out)?;
            writeln!(out, "o reads it.")?;
            match asked(&self.model, board) {
                "" => {}
                asked => writeln!(out, "{asked}")?,
            }
        } else {
            tell(board, again, own(&self.model, board), out)?;
        }
        if let Some(vote) = self.model.vote() {
            writeln!(out, "{}", voted(vote))?;
        }
        Ok(())
    }
}

/// Whether what was typed is an answer, how sure, or both.
pub(in crate::tui) fn is_vote(typed: &str) -> bool {
    let mut letters = typed.chars();
    let first_three = (letters.next(), letters.next(), letters.next());
    matches!(first_three, (Some('a' | 'n' | 'e' | '1'..='3'), None, None) | (Some('a' | 'n' | 'e'), Some('1'..='3'), None))
}

/// The table as lines, drawings as sentences; without the case itself where it was told before.
fn tell(board: &Board, again: bool, own: Vec<Rich>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out)?;
    writeln!(out, "{}.", capital(&table::heading(board)))?;
    match &board.table {
        Table::Swing { case, votes } => {
            writeln!(out, "{}.", case.sheet.title)?;
            told_votes(votes, out)?;
        }
        Table::Reveal { case, reveal, votes, suspended } => {
            writeln!(out, "{}.", case.sheet.title)?;
            lines(own, out)?;
            if let Some(why) = suspended {
                writeln!(out, "This case does not count: {why}")?;
            }
            // The drawn line is told in words by the room itself.
            let spoken = crate::domain::room::reveal::Reveal { lines: Vec::new(), ..(**reveal).clone() };
            lines(reveal::lines(&spoken, WIDTH), out)?;
            for line in &reveal.lines {
                let way = if line.up { "above" } else { "below" };
                let turned = line.turns_to.as_ref().map_or("it depends", |answer| reveal::loud(answer).1);
                writeln!(out, "{}: {}, room {}; {way} {}: {turned}.", line.label, line.value, line.left, line.limit)?;
            }
            told_votes(votes, out)?;
        }
        Table::Lobby { title } => writeln!(out, "{title}\n{}", table::IN_THE_LOBBY)?,
        Table::Read { case } | Table::Vote { case, .. } | Table::Split { case } | Table::Discuss { case } if again => {
            writeln!(out, "{}.", case.sheet.title)?;
        }
        _ => lines(table::lines(board, own, WIDTH), out)?,
    }
    match table::asked(board.place.phase) {
        "" => Ok(()),
        asked => writeln!(out, "{asked}"),
    }
}

/// Lines of a screen as sentences.
pub(in crate::tui) fn lines(lines: Vec<Rich>, out: &mut dyn Write) -> io::Result<()> {
    for line in lines {
        let text = line.text().replace('\u{a0}', " ").replace(" → ", " would make it ");
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            writeln!(out, "{}", text.trim_start_matches("· "))?;
        }
    }
    Ok(())
}

fn told_votes(votes: &crate::domain::room::view::table::Votes, out: &mut dyn Write) -> io::Result<()> {
    for (title, split) in [("The first vote", &votes.first), ("The second vote", &votes.second)] {
        if let Some(split) = split {
            writeln!(out, "{title}: {}.", votes::sentence(split))?;
        }
    }
    if votes.first.is_none() && votes.second.is_none() {
        writeln!(out, "{}", votes::untold(votes, ""))?;
    }
    Ok(())
}
