//! The desk at which requests are decided, kept and answered.

use std::sync::mpsc::SyncSender;
use std::sync::{Arc, PoisonError};
use std::time::Instant;

use hyper::body::Bytes;

use super::people::People;
use super::{HostAnswer, Job, QUARTER, Shown, World};
use crate::domain::room::Room;
use crate::domain::room::decide::{Decided, Entered};
use crate::domain::room::event::{Event, Happened};
use crate::domain::room::refusal::Refusal;
use crate::domain::room::request::{FromHost, FromSeat};
use crate::domain::room::seat::{SeatId, Ticket};
use crate::domain::room::view::screen::Screen;
use crate::domain::text::Text;
use crate::live::door::{Door, Said};
use crate::live::journal::Journal;
use crate::live::line::Line;
use crate::live::protocol::{FromClient, PROTOCOL, ToClient, Why};
use crate::live::socket::framed;

/// Milliseconds after which to try a door again.
const DOOR_AGAIN: u64 = 2_000;

/// What somebody is told once the journal is safe.
enum Answer {
    Taken { line: Arc<Line>, seat: SeatId, number: u32 },
    Seated { line: Arc<Line>, seat: SeatId, place: Arc<super::Place> },
    Watching { line: Arc<Line> },
    Gone { seat: SeatId },
    Host { answer: SyncSender<HostAnswer>, done: bool },
    Look { answer: SyncSender<Shown> },
}

pub(super) struct Desk {
    room: Room,
    journal: Journal,
    door: Door,
    world: World,
    people: People,
    /// Events that are not on the disk yet, and what hangs on them.
    unsaved: Vec<Event>,
    answers: Vec<Answer>,
    /// The table is another one than everybody knows.
    turned: bool,
    /// Counts have changed that nobody was told yet.
    counted: bool,
    told: Instant,
    trouble: Option<String>,
    /// What is on the table, as it is sent, and when that was written down.
    board: Option<(Instant, Bytes)>,
}

impl Desk {
    pub(super) fn new(room: Room, journal: Journal, door: Door, world: World) -> Self {
        Self {
            room,
            journal,
            door,
            world,
            people: People::default(),
            unsaved: Vec::new(),
            answers: Vec::new(),
            turned: false,
            counted: false,
            told: Instant::now(),
            trouble: None,
            board: None,
        }
    }

    /// Whether there is something to do later, without anybody asking.
    pub(super) fn owes(&self) -> bool {
        self.counted || !self.unsaved.is_empty()
    }

    pub(super) fn take(&mut self, job: Job) {
        match job {
            Job::Enter { line, from, message, seat } => self.enter(line, from, message, seat),
            Job::Seat { line, seat, message } => self.seat(line, seat, message),
            Job::Left { line, seat } => {
                self.people.left(&line, seat);
                self.counted = true;
            }
            Job::Host { request, answer } => self.host(&request, answer),
            Job::Look { answer } => self.answers.push(Answer::Look { answer }),
            Job::Stop => {}
        }
    }

    fn enter(&mut self, line: Arc<Line>, from: std::net::IpAddr, message: FromClient, place: Arc<super::Place>) {
        match message {
            FromClient::Join { protocol, .. } | FromClient::Watch { protocol, .. } if protocol != PROTOCOL => {
                refuse(&line, None, Why::Protocol, None);
                line.cut();
            }
            FromClient::Watch { key, .. } => {
                if self.door.is_screen(&key) {
                    self.answers.push(Answer::Watching { line });
                } else {
                    refuse(&line, None, Why::WrongDoor, None);
                    line.cut();
                }
            }
            FromClient::Join { token, door, alias, .. } => match self.let_in(&token, &door, from) {
                Ok(ticket) => self.sit(line, ticket, &alias, place),
                Err((why, retry)) => refuse(&line, None, why, retry),
            },
            FromClient::Vote { number, .. } | FromClient::Ask { number, .. } | FromClient::Rename { number, .. } => {
                refuse(&line, Some(number), Why::NotSeated, None);
            }
            FromClient::There => line.send(framed(&ToClient::Here)),
        }
    }

    /// Who has a seat needs no door.
    fn let_in(&mut self, token: &str, door: &str, from: std::net::IpAddr) -> Result<Ticket, (Why, Option<u64>)> {
        let ticket = Ticket::of(token).ok_or((Why::BadToken, None))?;
        if self.room.holder(ticket).is_some() {
            return Ok(ticket);
        }
        match self.door.try_code(door, from, Instant::now()) {
            Said::In => Ok(ticket),
            Said::Wrong => Err((Why::WrongDoor, None)),
            Said::Later => Err((Why::Busy, Some(DOOR_AGAIN))),
        }
    }

    fn sit(&mut self, line: Arc<Line>, ticket: Ticket, alias: &str, place: Arc<super::Place>) {
        match self.room.join(ticket, alias, (self.world.clock)()) {
            Ok(Entered::Back(seat)) => self.answers.push(Answer::Seated { line, seat, place }),
            Ok(Entered::New(seat, event)) => {
                self.keep(event);
                self.answers.push(Answer::Seated { line, seat, place });
            }
            Err(Refusal::Removed) => {
                line.send(framed(&ToClient::Gone));
                line.cut();
            }
            Err(refusal) => refuse(&line, None, Why::Room(refusal), None),
        }
    }

    fn seat(&mut self, line: Arc<Line>, seat: SeatId, message: FromClient) {
        let (number, request) = match message {
            FromClient::Vote { number, ballot, vote } => (number, FromSeat::Vote { ballot, vote }),
            FromClient::Ask { number, text } => (number, FromSeat::Ask { text: Text::clean(&text) }),
            FromClient::Rename { number, alias } => (number, FromSeat::Rename { alias }),
            // Coming in twice is coming in once.
            FromClient::Join { .. } | FromClient::Watch { .. } | FromClient::There => return,
        };
        match self.room.seat(seat, number, &request, (self.world.clock)()) {
            Ok(decided) => {
                if let Decided::Change(event) = decided {
                    self.keep(event);
                }
                self.answers.push(Answer::Taken { line, seat, number });
            }
            Err(refusal) => refuse(&line, Some(number), Why::Room(refusal), None),
        }
    }

    fn host(&mut self, request: &FromHost, answer: SyncSender<HostAnswer>) {
        let done = match self.room.host(request, (self.world.clock)()) {
            Ok(Decided::Change(event)) => {
                if let Happened::Removed { seat } = event.what {
                    self.answers.push(Answer::Gone { seat });
                }
                self.keep(event);
                true
            }
            Ok(Decided::Already) => false,
            Err(refusal) => {
                // The host may have given up waiting.
                let _ = answer.try_send(Err(refusal));
                return;
            }
        };
        self.answers.push(Answer::Host { answer, done });
    }

    /// The room is changed at once, so that what comes next in this batch is decided on it; nobody hears of it before it is saved.
    fn keep(&mut self, event: Event) {
        let turns = matches!(event.what, Happened::Moved { .. } | Happened::Timed { .. } | Happened::Suspended { .. });
        if self.room.apply(&event).is_ok() {
            self.turned |= turns;
            self.counted = true;
            self.unsaved.push(event);
        }
    }

    /// Saves what happened, and tells everybody whom it concerns.
    pub(super) fn settle(&mut self) {
        if !self.unsaved.is_empty() {
            let events: Vec<&Event> = self.unsaved.iter().collect();
            let saved = self.journal.append(&events);
            let trouble = saved.err().map(|error| error.to_string());
            let failed = trouble.is_some();
            if trouble != self.trouble {
                self.trouble = trouble;
                self.show(self.shown());
            }
            if failed {
                // What was decided waits, in order, and is tried again; nobody is told that it was taken.
                return;
            }
            self.unsaved.clear();
        }
        if std::mem::take(&mut self.turned) {
            self.board = None;
            let board = self.board();
            self.people.seated().for_each(|line| line.show(board.clone()));
            self.told = Instant::now().checked_sub(QUARTER).unwrap_or(self.told);
        }
        let answers = std::mem::take(&mut self.answers);
        let hurry = answers.iter().any(|answer| matches!(answer, Answer::Host { .. }));
        for answer in answers {
            self.answer(answer);
        }
        if self.counted && (hurry || self.told.elapsed() >= QUARTER) {
            self.counted = false;
            self.told = Instant::now();
            let shown = self.shown();
            if self.people.watching().next().is_some() {
                let screen = self.framed_screen(shown.host.screen.clone());
                self.people.watching().for_each(|line| line.show(screen.clone()));
            }
            self.show(shown);
        }
    }

    fn answer(&mut self, answer: Answer) {
        match answer {
            Answer::Taken { line, seat, number } => {
                let own = self.room.own(seat);
                let (alias, votes) = own.map(|own| (own.alias, own.votes)).unwrap_or_default();
                line.send(framed(&ToClient::Taken { number, alias, votes }));
            }
            Answer::Seated { line, seat, place } => {
                let Some(own) = self.room.own(seat) else { return line.cut() };
                // First the seat, then the word of it: what is said on hearing it is said from the seat. And first the seat, then
                // whether they left while it was being saved: one of the two ends sees the other. It waits for them.
                place.set(seat);
                if line.is_cut() {
                    return;
                }
                line.seat();
                line.send(framed(&ToClient::Seated(own)));
                line.show(self.board());
                self.people.sits(seat, line);
                self.counted = true;
            }
            Answer::Watching { line } => {
                if line.is_cut() {
                    return;
                }
                line.show(self.framed_screen(self.room.screen(&|seat| self.people.is_here(seat))));
                line.seat();
                self.people.watches(line);
            }
            Answer::Gone { seat } => {
                for line in self.people.gone(seat) {
                    line.send(framed(&ToClient::Gone));
                    line.cut();
                }
            }
            Answer::Host { answer, done } => {
                let _ = answer.try_send(Ok(done));
            }
            Answer::Look { answer } => {
                let _ = answer.try_send(self.shown());
            }
        }
    }

    /// What is on the table, for everyone. Whoever comes late needs the clock as it is by then: a timer is told by it.
    fn board(&mut self) -> Bytes {
        if let Some((written, board)) = &self.board
            && written.elapsed() < QUARTER
        {
            return board.clone();
        }
        let board = framed(&ToClient::Board { now: (self.world.clock)(), board: self.room.board() });
        self.board = Some((Instant::now(), board.clone()));
        board
    }

    /// What the projectors show.
    fn framed_screen(&self, screen: Screen) -> Bytes {
        framed(&ToClient::Screen { now: (self.world.clock)(), screen })
    }

    /// Whether the journal should be given more room before long.
    pub(super) fn is_short_of_room(&self) -> bool {
        self.trouble.is_none() && self.journal.is_short(self.room.setup().seats)
    }

    /// Gives it some, while nobody waits for anything.
    pub(super) fn make_room(&mut self) {
        // What can't be done now is tried again when it is needed, and told then.
        let _ = self.journal.make_ready(self.room.setup().seats);
    }

    fn shown(&self) -> Shown {
        let host = Arc::new(self.room.host_view(&|seat| self.people.is_here(seat)));
        Shown { host, connected: self.people.connected(), trouble: self.trouble.clone() }
    }

    fn show(&self, shown: Shown) {
        *self.world.view.lock().unwrap_or_else(PoisonError::into_inner) = shown;
        (self.world.changed)();
    }

    /// The server ends: everybody is sent off, and comes back when it is there again.
    pub(super) fn end(self) {
        self.people.seated().chain(self.people.watching()).for_each(|line| line.cut());
        // What could not be saved was not taken: those who wait for it send it again.
        let _ = self.journal.close();
    }
}

fn refuse(line: &Line, number: Option<u32>, why: Why, retry: Option<u64>) {
    line.send(framed(&ToClient::refused(number, why, retry)));
}
