//! A crowd of participants in one thread: bare sockets and frames made by hand, so that what is measured is the server.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::sync::Notify;
use tokio::task::{JoinHandle, LocalSet};

use super::hosting::INVITE;

const ANSWERS: [&str; 3] = ["yes", "no", "escalate"];

/// What one participant has heard.
#[derive(Default)]
struct Heard {
    /// The number of the last vote that was answered, and when.
    taken: Option<(u32, Instant)>,
    boards: usize,
    /// When the last board came, in seconds since 1970.
    board_at: f64,
    ballot: Option<String>,
    seated: bool,
}

struct Person {
    write: OwnedWriteHalf,
    heard: Rc<RefCell<Heard>>,
    reading: JoinHandle<()>,
    number: u32,
    last: Option<&'static str>,
}

/// The crowd.
pub struct Crowd {
    address: SocketAddr,
    people: Vec<Person>,
    news: Rc<Notify>,
    local: LocalSet,
    ballot: String,
    seed: u64,
}

impl Crowd {
    /// So many come in, and sit.
    pub async fn enter(address: SocketAddr, people: usize) -> Self {
        let (local, news) = (LocalSet::new(), Rc::new(Notify::new()));
        let mut crowd = Self { address, people: Vec::with_capacity(people), news, local, ballot: String::new(), seed: 9 };
        for n in 0..people {
            let person = crowd.sit(n, Rc::default()).await;
            crowd.people.push(person);
        }
        crowd.until(|heard| heard.seated && heard.boards > 0).await;
        crowd
    }

    async fn sit(&self, n: usize, heard: Rc<RefCell<Heard>>) -> Person {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        let hello = format!(
            "GET /live HTTP/1.1\r\nHost: {}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
            self.address
        );
        stream.write_all(hello.as_bytes()).await.unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await.unwrap());
        }
        assert!(head.starts_with(b"HTTP/1.1 101"), "{}", String::from_utf8_lossy(&head));
        let (read, mut write) = stream.into_split();
        let join = format!("{{\"join\":{{\"protocol\":2,\"token\":\"token-of-participant-{n:08}\",\"door\":\"{INVITE}\"}}}}");
        write.write_all(&frame(&join)).await.unwrap();
        let reading = self.local.spawn_local(read_on(read, Rc::clone(&heard), Rc::clone(&self.news)));
        Person { write, heard, reading, number: 0, last: None }
    }

    /// Until everyone has heard it.
    async fn until(&self, enough: impl Fn(&Heard) -> bool) {
        let mut from = 0;
        self.local
            .run_until(async {
                loop {
                    while from < self.people.len() && enough(&self.people[from].heard.borrow()) {
                        from += 1;
                    }
                    if from == self.people.len() {
                        return;
                    }
                    self.news.notified().await;
                }
            })
            .await;
    }

    /// Until the vote is open for everyone.
    pub async fn until_voting(&mut self) {
        self.until(|heard| heard.ballot.is_some()).await;
        self.ballot = self.people[0].heard.borrow().ballot.clone().unwrap_or_default();
    }

    /// Everyone votes at once; milliseconds from each one's vote to its answer.
    pub async fn everyone_votes(&mut self, round: usize) -> Vec<f64> {
        let mut begun = Vec::with_capacity(self.people.len());
        for n in 0..self.people.len() {
            let message = self.message(n, ANSWERS[(round + n) % 3]);
            begun.push(Instant::now());
            self.people[n].write.write_all(&message).await.unwrap();
        }
        self.answered().await;
        let taken = |(person, begun): (&Person, Instant)| {
            let (_, at) = person.heard.borrow().taken.unwrap();
            at.saturating_duration_since(begun).as_secs_f64() * 1e3
        };
        self.people.iter().zip(begun).map(taken).collect()
    }

    /// The same over bad lines.
    pub async fn everyone_votes_roughly(&mut self, round: usize) {
        for n in 0..self.people.len() {
            match self.dice() % 20 {
                // Twice.
                0 | 1 => {
                    let message = self.message(n, ANSWERS[(round + n) % 3]);
                    let _ = self.people[n].write.write_all(&[message.clone(), message].concat()).await;
                }
                // A change of mind that overtakes the vote before it.
                2 | 3 => {
                    let older = self.message(n, ANSWERS[(round + n + 1) % 3]);
                    let newer = self.message(n, ANSWERS[(round + n) % 3]);
                    let _ = self.people[n].write.write_all(&[newer, older].concat()).await;
                }
                // The connection breaks at once; the vote is sent again over the next.
                4 => {
                    let message = self.message(n, ANSWERS[(round + n) % 3]);
                    let _ = self.people[n].write.write_all(&message).await;
                    self.people[n].reading.abort();
                    let (number, last) = (self.people[n].number, self.people[n].last);
                    let heard = Rc::clone(&self.people[n].heard);
                    let mut person = self.sit(n, heard).await;
                    (person.number, person.last) = (number, last);
                    let _ = person.write.write_all(&message).await;
                    self.people[n] = person;
                }
                _ => {
                    let message = self.message(n, ANSWERS[(round + n) % 3]);
                    let _ = self.people[n].write.write_all(&message).await;
                }
            }
        }
        self.answered().await;
    }

    /// Until everyone's last vote is answered.
    async fn answered(&self) {
        let mut from = 0;
        let people = &self.people;
        self.local
            .run_until(async {
                loop {
                    while from < people.len() && people[from].heard.borrow().taken.is_some_and(|(n, _)| n >= people[from].number)
                    {
                        from += 1;
                    }
                    if from == people.len() {
                        return;
                    }
                    self.news.notified().await;
                }
            })
            .await;
    }

    /// What each seat should be counted with.
    pub fn expected(&self) -> BTreeMap<u32, String> {
        (0u32..).zip(&self.people).filter_map(|(n, person)| Some((n, person.last?.to_owned()))).collect()
    }

    /// Boards each has heard so far.
    pub fn boards(&self) -> Vec<usize> {
        self.people.iter().map(|person| person.heard.borrow().boards).collect()
    }

    /// Milliseconds until each has heard another board, from when the host began.
    pub async fn everyone_hears(&self, before: Vec<usize>, said: f64) -> Vec<f64> {
        let mut from = 0;
        self.local
            .run_until(async {
                loop {
                    while from < self.people.len() && self.people[from].heard.borrow().boards > before[from] {
                        from += 1;
                    }
                    if from == self.people.len() {
                        return;
                    }
                    self.news.notified().await;
                }
            })
            .await;
        self.people.iter().map(|person| (person.heard.borrow().board_at - said) * 1e3).collect()
    }

    fn message(&mut self, n: usize, answer: &'static str) -> Vec<u8> {
        let person = &mut self.people[n];
        person.number += 1;
        person.last = Some(answer);
        let (number, ballot) = (person.number, &self.ballot);
        let vote = format!("{{\"answer\":\"{answer}\",\"confidence\":3}}");
        frame(&format!("{{\"vote\":{{\"number\":{number},\"ballot\":{ballot},\"vote\":{vote}}}}}"))
    }

    fn dice(&mut self) -> u64 {
        self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.seed >> 33
    }
}

/// A text frame from a client, masked with zeros: a mask all the same.
fn frame(text: &str) -> Vec<u8> {
    let mut frame = vec![0x81];
    match u8::try_from(text.len()) {
        Ok(short @ 0..126) => frame.push(0x80 | short),
        _ => {
            frame.push(0x80 | 126);
            frame.extend(u16::try_from(text.len()).unwrap().to_be_bytes());
        }
    }
    frame.extend([0; 4]);
    frame.extend(text.as_bytes());
    frame
}

async fn read_on(mut read: OwnedReadHalf, heard: Rc<RefCell<Heard>>, news: Rc<Notify>) {
    let mut waiting: Vec<u8> = Vec::new();
    let mut bytes = [0; 2_048];
    while let Ok(n @ 1..) = read.read(&mut bytes).await {
        waiting.extend_from_slice(&bytes[..n]);
        while let Some((payload, end)) = payload(&waiting) {
            hear(&mut heard.borrow_mut(), &waiting[payload..end]);
            waiting.drain(..end);
            news.notify_one();
        }
        waiting.shrink_to(64);
    }
}

/// Where the first frame's text begins and ends, once it is there.
fn payload(bytes: &[u8]) -> Option<(usize, usize)> {
    let (start, length) = match *bytes.get(1)? & 0x7f {
        126 => (4, usize::from(u16::from_be_bytes([*bytes.get(2)?, *bytes.get(3)?]))),
        127 => return None,
        short => (2, usize::from(short)),
    };
    (bytes.len() >= start + length).then_some((start, start + length))
}

fn hear(heard: &mut Heard, text: &[u8]) {
    let text = String::from_utf8_lossy(text);
    if let Some(rest) = text.strip_prefix("{\"taken\":{\"number\":") {
        let number = rest.split(|c: char| !c.is_ascii_digit()).next().and_then(|n| n.parse().ok()).unwrap_or(0);
        heard.taken = Some((number, Instant::now())).max(heard.taken);
    } else if text.starts_with("{\"seated\"") {
        heard.seated = true;
    } else if text.starts_with("{\"board\"") {
        heard.boards += 1;
        heard.board_at = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs_f64();
        heard.ballot = text.split("\"ballot\":").nth(1).and_then(|rest| Some(format!("{}}}", rest.split('}').next()?)));
    } else if text.starts_with("{\"refused\"") {
        panic!("{text}");
    }
}
