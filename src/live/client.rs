//! The other end: a participant's program. It keeps a connection, comes back when it breaks, and says again what was not answered.

use std::collections::VecDeque;
use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio_tungstenite::tungstenite::{self, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use super::protocol::{FromClient, PROTOCOL, ToClient};
use crate::domain::room::ballot::{BallotId, Vote};

/// How long to wait before coming back, the first times; then as long as the last.
const BACK: [Duration; 5] = [
    Duration::from_millis(200),
    Duration::from_millis(400),
    Duration::from_millis(800),
    Duration::from_millis(1_600),
    Duration::from_secs(2),
];

/// Where somebody joins, and as whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Join {
    /// `host:port`.
    pub address: String,
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
        let Join { address, door, token, alias } = join;
        Self::visit(address, FromClient::Join { protocol: PROTOCOL, token, door, alias }, woken)
    }

    /// Starts a connection for the projector: with the key that the host's program keeps, what the room may see is heard.
    pub fn watch(address: String, key: String, woken: impl Fn() + Send + 'static) -> io::Result<Self> {
        Self::visit(address, FromClient::Watch { protocol: PROTOCOL, key }, woken)
    }

    fn visit(address: String, hello: FromClient, woken: impl Fn() + Send + 'static) -> io::Result<Self> {
        let (wishes, wished) = unbounded_channel();
        let (tell, heard) = channel();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let run = move || {
            runtime.block_on(
                Visit { address, hello, tell, woken, wished, number: None, open: VecDeque::new(), early: VecDeque::new() }.run(),
            )
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

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Why a connection ended.
enum Ended {
    /// It broke.
    Broke(String),
    /// There is no use in coming back.
    Over,
}

struct Visit<W> {
    address: String,
    /// What is said first.
    hello: FromClient,
    tell: Sender<Heard>,
    woken: W,
    wished: UnboundedReceiver<Wish>,
    /// The last number used, once the server has told it.
    number: Option<u32>,
    /// What was said and not answered, oldest first.
    open: VecDeque<FromClient>,
    /// What is to be said once there is a seat.
    early: VecDeque<Wish>,
}

impl<W: Fn()> Visit<W> {
    async fn run(mut self) {
        let mut tries = 0;
        loop {
            match self.connect(&mut tries).await {
                Ended::Over => break,
                Ended::Broke(why) => {
                    self.say(Heard::Away(why));
                    let pause = BACK[tries.min(BACK.len() - 1)];
                    tries += 1;
                    if self.meanwhile(tokio::time::sleep(pause)).await.is_none() {
                        break;
                    }
                }
            }
        }
        self.say(Heard::Over);
    }

    fn say(&self, heard: Heard) {
        let _ = self.tell.send(heard);
        (self.woken)();
    }

    async fn connect(&mut self, tries: &mut usize) -> Ended {
        let address = format!("ws://{}/live", self.address);
        let mut socket = match self.meanwhile(connect_async(address)).await {
            Some(Ok((socket, _))) => socket,
            Some(Err(error)) => return Ended::Broke(words(&error)),
            None => return Ended::Over,
        };
        if let Err(broke) = send(&mut socket, &self.hello).await {
            return broke;
        }
        loop {
            tokio::select! {
                said = socket.next() => {
                    let text = match said {
                        Some(Ok(Message::Text(text))) => text,
                        Some(Ok(Message::Close(_))) | None => return Ended::Broke("the host's program went away".to_owned()),
                        Some(Ok(_)) => continue,
                        Some(Err(error)) => return Ended::Broke(words(&error)),
                    };
                    let Ok(message) = serde_json::from_str::<ToClient>(&text) else {
                        return Ended::Broke("the host's program speaks another language: is it as new as this one?".to_owned());
                    };
                    *tries = 0;
                    if let Err(ended) = self.hear(&mut socket, message).await {
                        return ended;
                    }
                }
                wish = self.wished.recv() => {
                    let Some(wish) = wish else {
                        let _ = socket.close(None).await;
                        return Ended::Over;
                    };
                    self.early.push_back(wish);
                    if let Err(broke) = self.speak(&mut socket).await {
                        return broke;
                    }
                }
            }
        }
    }

    async fn hear(&mut self, socket: &mut Socket, message: ToClient) -> Result<(), Ended> {
        let gone = message == ToClient::Gone;
        match &message {
            ToClient::Seated(own) => {
                let first = self.number.is_none();
                self.number = Some(self.number.unwrap_or(0).max(own.last));
                // What was answered while nobody listened is in the votes already; saying it again does no harm.
                for request in self.open.iter().filter(|_| !first) {
                    send(socket, request).await?;
                }
                self.speak(socket).await?;
            }
            ToClient::Taken { number, .. } | ToClient::Refused { number: Some(number), .. } => {
                self.open.retain(|request| number_of(request) != Some(*number));
            }
            _ => {}
        }
        self.say(Heard::Said(Box::new(message)));
        if gone { Err(Ended::Over) } else { Ok(()) }
    }

    /// Says what is to be said, if there is a seat to say it from.
    async fn speak(&mut self, socket: &mut Socket) -> Result<(), Ended> {
        while self.number.is_some()
            && let Some(wish) = self.early.pop_front()
        {
            let request = self.numbered(wish);
            self.open.push_back(request.clone());
            send(socket, &request).await?;
        }
        Ok(())
    }

    /// Waits for something, and keeps what is wished meanwhile; none if this end is given up.
    async fn meanwhile<T>(&mut self, future: impl Future<Output = T>) -> Option<T> {
        let mut future = std::pin::pin!(future);
        loop {
            tokio::select! {
                done = &mut future => return Some(done),
                wish = self.wished.recv() => self.early.push_back(wish?),
            }
        }
    }

    fn numbered(&mut self, wish: Wish) -> FromClient {
        let number = self.number.unwrap_or(0).saturating_add(1);
        self.number = Some(number);
        match wish {
            Wish::Vote(ballot, vote) => FromClient::Vote { number, ballot, vote },
            Wish::Ask(text) => FromClient::Ask { number, text },
            Wish::Rename(alias) => FromClient::Rename { number, alias },
        }
    }
}

fn number_of(request: &FromClient) -> Option<u32> {
    match request {
        FromClient::Vote { number, .. } | FromClient::Ask { number, .. } | FromClient::Rename { number, .. } => Some(*number),
        FromClient::Join { .. } | FromClient::Watch { .. } => None,
    }
}

async fn send(socket: &mut Socket, message: &FromClient) -> Result<(), Ended> {
    let text = serde_json::to_string(message).unwrap_or_default();
    socket.send(Message::text(text)).await.map_err(|error| Ended::Broke(words(&error)))
}

fn words(error: &tungstenite::Error) -> String {
    match error {
        tungstenite::Error::Io(error) => format!("no connection: {error}"),
        tungstenite::Error::Http(_) => "no connection: there is something else at this address".to_owned(),
        tungstenite::Error::Url(_) => "no connection: this is no address; write it like 192.168.1.20:7450".to_owned(),
        other => format!("no connection: {other}"),
    }
}
