//! A meeting that is served here, and guests with bare sockets.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Value as Json, json};
use tokio_tungstenite::tungstenite::{Message, WebSocket, client};

use escalate_or_act::domain::room::agenda::Length;
use escalate_or_act::domain::room::ballot::BallotId;
use escalate_or_act::domain::room::event::{Doors, Setup};
use escalate_or_act::domain::room::place::Phase;
use escalate_or_act::domain::room::request::{FromHost, Step};
use escalate_or_act::live::meeting::{Meeting, Place};
use escalate_or_act::live::page::PAGE;

use crate::suite::room::hall;

pub const INVITE: &str = "0123456789abcdef0123456789abcdef";
pub const SCREEN: &str = "fedcba9876543210fedcba9876543210";

/// Long enough for any machine; nothing waits for it that goes well.
const PATIENCE: Duration = Duration::from_secs(60);

pub fn setup(seats: u32) -> Setup {
    let setup = hall::setup(Length::Short, seats);
    let doors = Doors { invite: INVITE.to_owned(), screen: SCREEN.to_owned(), ..setup.doors.clone() };
    Setup { doors, ..setup }
}

/// Guests of these tests read when a test has them read, and don't answer meanwhile: an hour, however slow the machine.
const SILENCE: Duration = Duration::from_secs(3_600);

pub fn place(port: u16) -> Place {
    Place {
        listen: SocketAddr::from((Ipv4Addr::LOCALHOST, port)),
        names: Vec::new(),
        tls: None,
        page: PAGE.to_owned(),
        silence: SILENCE,
    }
}

/// A meeting in a folder that goes away with it.
pub struct Served {
    pub meeting: Meeting,
    pub journal: PathBuf,
    _folder: tempfile::TempDir,
}

impl Served {
    pub fn start(seats: u32) -> Self {
        Self::of(setup(seats))
    }

    pub fn of(setup: Setup) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let journal = folder.path().join("meeting.journal");
        let meeting = Meeting::begin(setup, &journal, place(0), || ()).unwrap();
        Self { meeting, journal, _folder: folder }
    }

    pub fn address(&self) -> SocketAddr {
        self.meeting.address()
    }

    pub fn code(&self) -> String {
        self.meeting.look().host.screen.code.to_string()
    }

    /// Ends it and begins again where its journal ends, at the same address.
    pub fn restart(self) -> Self {
        let Self { meeting, journal, _folder } = self;
        let address = meeting.address();
        drop(meeting);
        let meeting = Meeting::resume(&journal, place(address.port()), || ()).unwrap();
        Self { meeting, journal, _folder }
    }
}

/// On, key by key, to the first vote.
pub fn on_to_vote(meeting: &Meeting) -> BallotId {
    on_to(meeting, Phase::Vote);
    let stop = meeting.look().host.screen.board.place.stop;
    BallotId { stop, turn: escalate_or_act::domain::room::ballot::Turn::First }
}

pub fn on_to(meeting: &Meeting, phase: Phase) {
    for _ in 0..50 {
        let from = meeting.look().host.screen.board.place;
        if from.phase == phase {
            return;
        }
        meeting.request(FromHost::Go { from, step: Step::Next }).unwrap();
    }
    panic!("{phase:?} is never reached");
}

/// A participant with a bare socket.
pub struct Guest {
    socket: WebSocket<TcpStream>,
}

pub fn token(n: usize) -> String {
    format!("token-of-guest-number-{n:06}")
}

impl Guest {
    /// Connects; none where the server won't have it.
    pub fn try_connect(address: SocketAddr) -> Option<Self> {
        let stream = TcpStream::connect(address).ok()?;
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_nodelay(true).unwrap();
        let (socket, _) = client(format!("ws://{address}/live"), stream).ok()?;
        Some(Self { socket })
    }

    pub fn connect(address: SocketAddr) -> Self {
        Self::try_connect(address).unwrap()
    }

    /// Connects and comes in by the invite.
    pub fn seated(address: SocketAddr, n: usize) -> Self {
        let mut guest = Self::connect(address);
        guest.join(n, INVITE);
        guest.until("seated");
        guest
    }

    pub fn join(&mut self, n: usize, door: &str) {
        self.say(&json!({"join": {"protocol": 2, "token": token(n), "door": door}}));
    }

    pub fn say(&mut self, message: &Json) {
        self.say_raw(&message.to_string());
    }

    pub fn say_raw(&mut self, text: &str) {
        // Where the server has hung up the next reading says so.
        let _ = self.socket.send(Message::text(text));
    }

    /// Asks by the WebSocket's own means whether anybody is there.
    pub fn ping(&mut self) {
        let _ = self.socket.send(Message::Ping(Vec::new().into()));
    }

    pub fn vote(&mut self, number: u32, ballot: BallotId, answer: &str, confidence: u8) {
        self.say(&json!({"vote": {"number": number, "ballot": ballot, "vote": {"answer": answer, "confidence": confidence}}}));
    }

    /// The next message; none where the connection has ended.
    pub fn hear(&mut self) -> Option<Json> {
        loop {
            match self.socket.read() {
                Ok(Message::Text(text)) => return Some(serde_json::from_str(&text).unwrap()),
                Ok(Message::Close(_)) | Err(_) => return None,
                Ok(_) => {}
            }
        }
    }

    /// The next message of this kind.
    pub fn until(&mut self, kind: &str) -> Json {
        self.find(kind).unwrap_or_else(|| panic!("the connection ended before `{kind}`"))
    }

    /// The next message of this kind; none where the connection ends before.
    pub fn find(&mut self, kind: &str) -> Option<Json> {
        loop {
            if let Some(found) = self.hear()?.get(kind) {
                return Some(found.clone());
            }
        }
    }

    /// The board, once the table is in this phase.
    pub fn until_phase(&mut self, phase: &str) -> Json {
        loop {
            let board = self.until("board");
            if board["board"]["table"]["phase"] == phase {
                return board;
            }
        }
    }
}

/// One request over a bare socket, and the whole answer.
pub fn http(address: SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    let mut bytes = [0; 1024];
    while let Ok(n @ 1..) = stream.read(&mut bytes) {
        answer.extend_from_slice(&bytes[..n]);
        let text = String::from_utf8_lossy(&answer).to_lowercase();
        // The connection may stay open: the answer says where it ends.
        let length = |head: &str| head.split("content-length: ").nth(1).and_then(|l| l.lines().next()?.parse().ok()).unwrap_or(0);
        if text.split_once("\r\n\r\n").is_some_and(|(head, body)| body.len() >= length(head)) {
            break;
        }
    }
    String::from_utf8_lossy(&answer).into_owned()
}

pub fn journal_text(path: &Path) -> String {
    let bytes = std::fs::read(path).unwrap();
    String::from_utf8_lossy(bytes.split(|b| *b == 0).next().unwrap()).into_owned()
}
