//! The desk at which requests are decided, kept and answered.

use std::sync::mpsc::SyncSender;
use std::sync::{Arc, PoisonError};
use std::time::Instant;

use axum::extract::ws::Utf8Bytes;
use tokio::sync::watch;

use super::people::People;
use super::{HostAnswer, Job, News, QUARTER, Shown, World};
use crate::domain::room::Room;
use crate::domain::room::decide::{Decided, Entered};
use crate::domain::room::event::{Event, Happened};
use crate::domain::room::refusal::Refusal;
use crate::domain::room::request::{FromHost, FromSeat};
use crate::domain::room::seat::{SeatId, Ticket};
use crate::domain::text::Text;
use crate::live::door::{Door, Said};
use crate::live::journal::Journal;
use crate::live::line::Line;
use crate::live::protocol::{FromClient, PROTOCOL, ToClient, Why};

/// Milliseconds after which to try a door again.
const DOOR_AGAIN: u64 = 2_000;

/// What somebody is told once the journal is safe.
enum Answer {
    Taken { line: Arc<Line>, seat: SeatId, number: u32 },
    Seated { line: Arc<Line>, seat: SeatId, place: Arc<super::Place> },
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
    board: watch::Sender<Utf8Bytes>,
    screen: watch::Sender<Utf8Bytes>,
}

impl Desk {
    pub(super) fn new(room: Room, journal: Journal, door: Door, world: World) -> (Self, News) {
        let now = (world.clock)();
        let (board, boards) = watch::channel(text(&ToClient::Board { now, board: room.board() }));
        let (screen, screens) = watch::channel(text(&ToClient::Screen { now, screen: room.screen() }));
        let desk = Self {
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
            board,
            screen,
        };
        (desk, News { board: boards, screen: screens })
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
                    line.seat();
                    self.people.watches(line);
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
            FromClient::There => line.send(text(&ToClient::Here)),
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
                line.send(text(&ToClient::Gone));
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
                self.show();
            }
            if failed {
                // What was decided waits, in order, and is tried again; nobody is told that it was taken.
                return;
            }
            self.unsaved.clear();
        }
        if std::mem::take(&mut self.turned) {
            let now = (self.world.clock)();
            self.board.send_replace(text(&ToClient::Board { now, board: self.room.board() }));
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
            let now = (self.world.clock)();
            self.screen.send_replace(text(&ToClient::Screen { now, screen: self.room.screen() }));
            self.show();
        }
    }

    fn answer(&mut self, answer: Answer) {
        match answer {
            Answer::Taken { line, seat, number } => {
                let own = self.room.own(seat);
                let (alias, votes) = own.map(|own| (own.alias, own.votes)).unwrap_or_default();
                line.send(text(&ToClient::Taken { number, alias, votes }));
            }
            Answer::Seated { line, seat, place } => {
                let Some(own) = self.room.own(seat) else { return line.cut() };
                if line.is_cut() {
                    // They left while their seat was being saved; it waits for them.
                    return;
                }
                line.send(text(&ToClient::Seated(own)));
                place.set(seat);
                line.seat();
                self.people.sits(seat, line);
                self.counted = true;
            }
            Answer::Gone { seat } => {
                for line in self.people.gone(seat) {
                    line.send(text(&ToClient::Gone));
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

    fn shown(&self) -> Shown {
        Shown { host: Arc::new(self.room.host_view()), connected: self.people.connected(), trouble: self.trouble.clone() }
    }

    fn show(&self) {
        let shown = self.shown();
        *self.world.view.lock().unwrap_or_else(PoisonError::into_inner) = shown;
        (self.world.changed)();
    }

    /// The server ends: everybody is sent off, and comes back when it is there again.
    pub(super) fn end(self) {
        self.people.all().for_each(|line| line.cut());
        // What could not be saved was not taken: those who wait for it send it again.
        let _ = self.journal.close();
    }
}

fn refuse(line: &Line, number: Option<u32>, why: Why, retry: Option<u64>) {
    line.send(text(&ToClient::refused(number, why, retry)));
}

/// A message, ready to be sent. What is written here is made of strings and numbers and always can be.
fn text(message: &ToClient) -> Utf8Bytes {
    serde_json::to_string(message).unwrap_or_default().into()
}
