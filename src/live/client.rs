//! The other end: a participant's program. It keeps a connection, comes back when it breaks, and says again what was not answered.

pub mod back;
mod connection;
mod visit;

use std::collections::VecDeque;
use std::io;
use std::sync::mpsc::{Receiver, channel};
use std::thread::JoinHandle;

use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use self::visit::Visit;
use super::protocol::{FromClient, PROTOCOL, ToClient};
use super::trust::Fingerprint;
use crate::domain::room::ballot::{BallotId, Vote};

/// Where somebody joins, and as whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Join {
    /// `host:port`.
    pub address: String,
    /// The certificate it is served with; none where it is served without.
    pub trust: Option<Fingerprint>,
    /// The code, or the invite of the QR.
    pub door: String,
    /// The seat's own secret: see [`secret::token`](super::secret::token).
    pub token: String,
    /// What one would rather be called; may be empty.
    pub alias: String,
}

/// What the other end says.
#[derive(Clone, Debug, PartialEq)]
pub enum Heard {
    /// From the server.
    Said(Box<ToClient>),
    /// A request of ours was refused, and for another reason than haste.
    NotTaken {
        /// As it was said.
        request: FromClient,
        /// Why, for people.
        words: String,
    },
    /// The connection broke, or none came about; it is tried again by itself. For people.
    Away(String),
    /// It is over: the host ended the visit, or this end did.
    Over,
}

/// A participant's connection. Dropping it ends the visit; the seat stays.
#[derive(Debug)]
pub struct Client {
    wishes: Option<UnboundedSender<Wish>>,
    heard: Receiver<Heard>,
    thread: Option<JoinHandle<()>>,
}

/// What is to be said, without its number.
#[derive(Clone, Debug)]
enum Wish {
    Vote(BallotId, Vote),
    Ask(String),
    Rename(String),
}

impl Client {
    /// Starts a connection; `woken` is called from another thread whenever something was heard.
    pub fn start(join: Join, woken: impl Fn() + Send + 'static) -> io::Result<Self> {
        let Join { address, trust, door, token, alias } = join;
        Self::visit(address, trust, FromClient::Join { protocol: PROTOCOL, token, door, alias }, woken)
    }

    /// Starts a connection for the projector: with the key that the host's program keeps, what the room may see is heard.
    pub fn watch(
        address: String,
        trust: Option<Fingerprint>,
        key: String,
        woken: impl Fn() + Send + 'static,
    ) -> io::Result<Self> {
        Self::visit(address, trust, FromClient::Watch { protocol: PROTOCOL, key }, woken)
    }

    fn visit(
        address: String,
        trust: Option<Fingerprint>,
        hello: FromClient,
        woken: impl Fn() + Send + 'static,
    ) -> io::Result<Self> {
        let (wishes, wished) = unbounded_channel();
        let (tell, heard) = channel();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let run = move || {
            let (waiting, open) = (VecDeque::new(), None);
            let visit = Visit {
                address,
                trust,
                hello,
                tell,
                woken,
                wished,
                number: None,
                waiting,
                open,
                said: false,
                seated: false,
                pause: None,
            };
            runtime.block_on(visit.run());
        };
        let thread = std::thread::Builder::new().name("join".to_owned()).spawn(run)?;
        Ok(Self { wishes: Some(wishes), heard, thread: Some(thread) })
    }

    /// What was heard since the last call.
    pub fn heard(&self) -> impl Iterator<Item = Heard> + '_ {
        self.heard.try_iter()
    }

    /// Waits for what is heard next; none once the visit is over.
    pub fn wait(&self) -> Option<Heard> {
        self.heard.recv().ok()
    }

    /// Votes, or changes a vote.
    pub fn vote(&self, ballot: BallotId, vote: Vote) {
        self.wish(Wish::Vote(ballot, vote));
    }

    /// "What about when…?"
    pub fn ask(&self, text: &str) {
        self.wish(Wish::Ask(text.to_owned()));
    }

    /// Be called otherwise.
    pub fn rename(&self, alias: &str) {
        self.wish(Wish::Rename(alias.to_owned()));
    }

    fn wish(&self, wish: Wish) {
        // After the visit is over there is nobody to tell.
        let _ = self.wishes.as_ref().map(|wishes| wishes.send(wish));
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.wishes = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
