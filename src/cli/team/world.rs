//! The host's outside: a meeting that is served. Requests wait for the disk in a thread of their own.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use super::closing;
use super::waking::Wake;
use crate::cli::environment::Environment;
use crate::cli::play::clock::Clock;
use crate::domain::room::request::FromHost;
use crate::domain::session::Millis;
use crate::live::Shown;
use crate::live::meeting::Meeting;
use crate::tui::host::model::{Reply, Seen};
use crate::tui::host::port::Port;
use crate::tui::port::Waker;

/// A meeting and the way to it.
pub(super) struct World {
    meeting: Arc<Meeting>,
    journal: PathBuf,
    environment: Environment,
    wake: Wake,
    clock: Clock,
    asked: Option<Sender<FromHost>>,
    asking: Option<JoinHandle<()>>,
    answer: Sender<Reply>,
    answers: Receiver<Reply>,
}

impl World {
    /// The outside of a meeting.
    pub(super) fn new(meeting: Meeting, journal: PathBuf, environment: Environment, wake: Wake, clock: Clock) -> Self {
        let (meeting, (answer, answers), (asked, asks)) = (Arc::new(meeting), channel(), channel::<FromHost>());
        let asking = {
            let (meeting, wake, answer) = (Arc::clone(&meeting), wake.clone(), answer.clone());
            let ask = move || {
                for request in asks {
                    let done = meeting.request(request);
                    // What the room looks like after it, before anything else is asked.
                    let seen = seen(meeting.look());
                    let _ = answer.send(Reply::Done(done)).and_then(|()| answer.send(Reply::Seen(seen)));
                    wake.wake();
                }
            };
            std::thread::Builder::new().name("host".to_owned()).spawn(ask).ok()
        };
        Self { meeting, journal, environment, wake, clock, asked: Some(asked), asking, answer, answers }
    }

    /// The room as it is now.
    pub(super) fn seen(&self) -> Seen {
        seen(self.meeting.look())
    }

    /// Ends the meeting's connections, after what was asked last is done.
    pub(super) fn finish(mut self) {
        self.asked = None;
        if let Some(asking) = self.asking.take() {
            let _ = asking.join();
        }
    }
}

fn seen(shown: Shown) -> Seen {
    Seen { host: shown.host, connected: shown.connected, trouble: shown.trouble }
}

impl Port for World {
    fn open(&mut self, waker: Waker) {
        self.wake.listen(waker);
    }

    fn replies(&mut self) -> Vec<Reply> {
        let mut replies: Vec<Reply> = self.answers.try_iter().collect();
        replies.push(Reply::Seen(seen(self.meeting.view())));
        replies
    }

    fn ask(&mut self, request: FromHost) {
        // Where there was no room for a thread the screen waits for the disk.
        match (&self.asked, &self.asking) {
            (Some(asked), Some(_)) if asked.send(request.clone()).is_ok() => {}
            _ => {
                let done = self.meeting.request(request);
                let _ = self.answer.send(Reply::Done(done));
                self.wake.wake();
            }
        }
    }

    fn debrief(&mut self) {
        let (answer, wake) = (self.answer.clone(), self.wake.clone());
        let (journal, environment) = (self.journal.clone(), self.environment.clone());
        let write = move || {
            let _ = answer.send(Reply::Debriefed(closing::write(&journal, &environment)));
            wake.wake();
        };
        if let Err(error) = std::thread::Builder::new().name("debrief".to_owned()).spawn(write) {
            let _ = self.answer.send(Reply::Debriefed(Err(format!("It can't be told now: {error}."))));
            self.wake.wake();
        }
    }

    fn tick(&mut self) {
        let answer = self.answer.clone();
        self.wake.in_a_second(move || {
            let _ = answer.send(Reply::Tick);
        });
    }

    fn now(&self) -> Millis {
        self.clock.now()
    }
}
