//! The other end: a participant's program. It keeps a connection, comes back when it breaks, and says again what was not answered.
//!
//! Requests are said one at a time, the next once the last is answered: so one that was refused for haste can be said again with its
//! number, and nothing newer has made it old meanwhile.

use std::collections::VecDeque;
use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::{Instant, sleep, sleep_until, timeout};
use tokio_rustls::rustls;
use tokio_tungstenite::tungstenite::{self, Message};
use tokio_tungstenite::{WebSocketStream, client_async};

use super::protocol::{FromClient, PROTOCOL, ToClient, Why};
use super::trust::{self, Fingerprint};
use crate::domain::room::ballot::{BallotId, Vote};

/// How long to wait before coming back, the first times; then as long as the last.
const BACK: [Duration; 5] = [
    Duration::from_millis(200),
    Duration::from_millis(400),
    Duration::from_millis(800),
    Duration::from_millis(1_600),
    Duration::from_secs(2),
];
/// How long a connection may take to come about.
const TO_CONNECT: Duration = Duration::from_secs(10);
/// After so much silence the server is asked whether it is there.
const QUIET: Duration = Duration::from_secs(20);
/// How long it may take to answer that.
const TO_ANSWER: Duration = Duration::from_secs(8);
/// How long to wait after a refusal for haste that does not say.
const SLOWER: u64 = 1_000;

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
            let visit =
                Visit { address, trust, hello, tell, woken, wished, number: None, waiting, open, said: false, pause: None };
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

/// Bytes, encrypted or not.
trait Wire: AsyncRead + AsyncWrite + Unpin + Send {}
impl<S: AsyncRead + AsyncWrite + Unpin + Send> Wire for S {}

type Socket = WebSocketStream<Box<dyn Wire>>;

/// Why a connection ended.
enum Ended {
    /// It broke.
    Broke(String),
    /// There is no use in coming back.
    Over,
}

struct Visit<W> {
    address: String,
    trust: Option<Fingerprint>,
    /// What is said first.
    hello: FromClient,
    tell: Sender<Heard>,
    woken: W,
    wished: UnboundedReceiver<Wish>,
    /// The last number used, once the server has told it.
    number: Option<u32>,
    /// What is to be said, oldest first.
    waiting: VecDeque<Wish>,
    /// What is being said, and not answered yet.
    open: Option<FromClient>,
    /// It was, on this connection.
    said: bool,
    /// Not before then, after a refusal for haste.
    pause: Option<Instant>,
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
                    if self.meanwhile(sleep(pause)).await.is_none() {
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
        let connecting = connection(self.address.clone(), self.trust.clone());
        let mut socket = match self.meanwhile(timeout(TO_CONNECT, connecting)).await {
            Some(Ok(Ok(socket))) => socket,
            Some(Ok(Err(why))) => return Ended::Broke(why),
            Some(Err(_)) => return Ended::Broke("no connection: nobody answers at this address".to_owned()),
            None => return Ended::Over,
        };
        (self.said, self.pause) = (false, None);
        if let Err(broke) = send(&mut socket, &self.hello).await {
            return broke;
        }
        let mut quiet = std::pin::pin!(sleep(QUIET));
        let mut asked = false;
        loop {
            let pause = self.pause;
            tokio::select! {
                heard = socket.next() => {
                    asked = false;
                    quiet.as_mut().reset(Instant::now() + QUIET);
                    let text = match heard {
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
                    self.waiting.push_back(wish);
                    if let Err(broke) = self.speak(&mut socket).await {
                        return broke;
                    }
                }
                () = sleep_until(pause.unwrap_or_else(Instant::now)), if pause.is_some() => {
                    self.pause = None;
                    if let Err(broke) = self.again(&mut socket).await {
                        return broke;
                    }
                }
                () = &mut quiet => {
                    if asked {
                        return Ended::Broke("nothing is heard of the host's program".to_owned());
                    }
                    asked = true;
                    quiet.as_mut().reset(Instant::now() + TO_ANSWER);
                    if let Err(broke) = send(&mut socket, &FromClient::There).await {
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
                self.number = Some(self.number.unwrap_or(0).max(own.last));
                (self.said, self.pause) = (false, None);
                // What was answered while nobody listened is in the votes already; saying it again does no harm.
                self.speak(socket).await?;
            }
            // It is tried again by itself, and nobody need know of it: the vote is on its way.
            ToClient::Refused { number: Some(number), why: Why::TooFast | Why::Busy, retry, .. } => {
                if self.open.as_ref().and_then(number_of) == Some(*number) {
                    self.pause = Some(later(*retry));
                }
                return Ok(());
            }
            ToClient::Refused { number: None, retry: Some(retry), .. } => self.pause = Some(later(Some(*retry))),
            ToClient::Taken { number, .. } | ToClient::Refused { number: Some(number), .. } => {
                if self.open.as_ref().and_then(number_of) == Some(*number) {
                    self.open = None;
                    self.speak(socket).await?;
                }
            }
            ToClient::Here => return Ok(()),
            _ => {}
        }
        self.say(Heard::Said(Box::new(message)));
        if gone { Err(Ended::Over) } else { Ok(()) }
    }

    /// Says what is to be said next, if there is a seat to say it from and nothing else is open.
    async fn speak(&mut self, socket: &mut Socket) -> Result<(), Ended> {
        if self.number.is_none() || self.pause.is_some() {
            return Ok(());
        }
        if self.open.is_none()
            && let Some(wish) = self.waiting.pop_front()
        {
            self.open = Some(self.numbered(wish));
            self.said = false;
        }
        match &self.open {
            Some(request) if !self.said => {
                self.said = true;
                send(socket, request).await
            }
            _ => Ok(()),
        }
    }

    /// Says again what was refused for haste: a request, with its number, or who one is.
    async fn again(&mut self, socket: &mut Socket) -> Result<(), Ended> {
        match self.number {
            None => send(socket, &self.hello).await,
            Some(_) => {
                self.said = false;
                self.speak(socket).await
            }
        }
    }

    /// Waits for something, and keeps what is wished meanwhile; none if this end is given up.
    async fn meanwhile<T>(&mut self, future: impl Future<Output = T>) -> Option<T> {
        let mut future = std::pin::pin!(future);
        loop {
            tokio::select! {
                done = &mut future => return Some(done),
                wish = self.wished.recv() => self.waiting.push_back(wish?),
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
        FromClient::Join { .. } | FromClient::Watch { .. } | FromClient::There => None,
    }
}

fn later(retry: Option<u64>) -> Instant {
    Instant::now() + Duration::from_millis(retry.unwrap_or(SLOWER))
}

/// A connection, or why there is none.
async fn connection(address: String, trust: Option<Fingerprint>) -> Result<Socket, String> {
    let none = |error: io::Error| match error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        Some(rustls::Error::General(why)) => why.clone(),
        _ => format!("no connection: {error}"),
    };
    let stream = TcpStream::connect(&address).await.map_err(none)?;
    let _ = stream.set_nodelay(true);
    let (scheme, usual) = if trust.is_some() { ("wss", ":443") } else { ("ws", ":80") };
    let wire: Box<dyn Wire> = match &trust {
        None => Box::new(stream),
        Some(trust) => {
            let connector = trust::connector(trust).map_err(|error| error.to_string())?;
            Box::new(connector.connect(trust::server(&address).map_err(none)?, stream).await.map_err(none)?)
        }
    };
    let host = address.strip_suffix(usual).unwrap_or(&address);
    let (socket, _) = client_async(format!("{scheme}://{host}/live"), wire).await.map_err(|error| words(&error))?;
    Ok(socket)
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
