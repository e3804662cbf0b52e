//! The room's own thread: it decides what comes of every request, writes the journal, and only then lets anybody hear of it.
//!
//! Requests that wait while the disk is busy are taken together: one write and one sync for all of them. So a thousand votes at once
//! cost two or three syncs, and a vote alone costs one.

mod desk;
mod people;
#[cfg(test)]
mod tests;

use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TryRecvError, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use self::desk::Desk;
use super::door::Door;
use super::journal::Journal;
use super::limits::QUEUE;
use super::line::Line;
use super::protocol::FromClient;
use crate::domain::room::Room;
use crate::domain::room::refusal::Refusal;
use crate::domain::room::request::FromHost;
use crate::domain::room::seat::SeatId;
use crate::domain::room::view::host::Host;
use crate::domain::session::Millis;

/// Requests taken together at the most.
const BATCH: usize = 4_096;
/// What only counts votes is told at most so often.
const QUARTER: Duration = Duration::from_millis(250);

/// So long a pause, and nobody is in the middle of anything.
const BREATH: Duration = Duration::from_millis(20);

/// Who asks the room for something.
pub(super) enum Job {
    /// Somebody comes in or watches; from this address.
    Enter { line: Arc<Line>, from: std::net::IpAddr, message: FromClient, seat: Arc<Place> },
    /// A seat's request.
    Seat { line: Arc<Line>, seat: SeatId, message: FromClient },
    /// A connection ended.
    Left { line: Arc<Line>, seat: Option<SeatId> },
    /// The host's request.
    Host { request: Box<FromHost>, answer: SyncSender<HostAnswer> },
    /// The host wants to see it as it is now, and not as it was a moment ago.
    Look { answer: SyncSender<Shown> },
    /// The server ends.
    Stop,
}

/// What became of the host's request: whether anything changed.
pub type HostAnswer = Result<bool, Refusal>;

/// Where a connection learns its seat.
#[derive(Debug, Default)]
pub(super) struct Place(Mutex<Option<SeatId>>);

impl Place {
    pub(super) fn get(&self) -> Option<SeatId> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, seat: SeatId) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(seat);
    }
}

/// The way to the room.
#[derive(Clone, Debug)]
pub(super) struct Hub {
    jobs: SyncSender<Job>,
}

/// What the room's thread needs of the world.
pub(super) struct World {
    /// Milliseconds since 1970.
    pub(super) clock: Box<dyn Fn() -> Millis + Send>,
    /// Called when the host's view has changed, from the room's thread; it must not block.
    pub(super) changed: Box<dyn Fn() + Send>,
    /// Where the host's view is put.
    pub(super) view: Arc<Mutex<Shown>>,
}

/// What the host sees.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The room.
    pub host: Arc<Host>,
    /// Connections with a seat.
    pub connected: u32,
    /// What keeps votes from being saved, if anything does: they are counted once it is mended.
    pub trouble: Option<String>,
}

impl Hub {
    /// Starts the room's thread.
    pub(super) fn start(
        room: Room,
        journal: Journal,
        door: Door,
        world: World,
    ) -> std::io::Result<(Self, std::thread::JoinHandle<()>)> {
        let (jobs, waiting) = sync_channel(QUEUE);
        let desk = Desk::new(room, journal, door, world);
        let thread = std::thread::Builder::new().name("meeting".to_owned()).spawn(move || run(desk, &waiting))?;
        Ok((Self { jobs }, thread))
    }

    /// Hands a job over; false where the room is too busy to take it.
    pub(super) fn ask(&self, job: Job) -> bool {
        match self.jobs.try_send(job) {
            Ok(()) => true,
            Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => false,
        }
    }

    /// Hands a job over, waiting for room if need be; not for connections.
    pub(super) fn insist(&self, job: Job) -> bool {
        self.jobs.send(job).is_ok()
    }
}

/// The next job; none where something is owed before one came.
fn next(desk: &mut Desk, waiting: &Receiver<Job>) -> Option<Job> {
    if desk.is_short_of_room() {
        match waiting.recv_timeout(BREATH) {
            Err(RecvTimeoutError::Timeout) => desk.make_room(),
            job => return Some(job.unwrap_or(Job::Stop)),
        }
    }
    if !desk.owes() {
        return Some(waiting.recv().unwrap_or(Job::Stop));
    }
    match waiting.recv_timeout(QUARTER) {
        Ok(job) => Some(job),
        Err(RecvTimeoutError::Timeout) => None,
        Err(RecvTimeoutError::Disconnected) => Some(Job::Stop),
    }
}

fn run(mut desk: Desk, waiting: &Receiver<Job>) {
    loop {
        let first = match waiting.try_recv() {
            Ok(job) => Some(job),
            Err(TryRecvError::Disconnected) => Some(Job::Stop),
            Err(TryRecvError::Empty) => next(&mut desk, waiting),
        };
        let mut stopping = false;
        for job in first.into_iter().chain(waiting.try_iter()).take(BATCH) {
            if matches!(job, Job::Stop) {
                stopping = true;
                break;
            }
            desk.take(job);
        }
        desk.settle();
        if stopping {
            desk.end();
            return;
        }
    }
}
