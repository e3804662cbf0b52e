//! A crowd of participants in one thread: bare sockets and frames made by hand, so that what is measured is the server.

use std::cell::RefCell;
use std::future::poll_fn;
use std::net::SocketAddr;
use std::pin::Pin;
use std::rc::Rc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt, ReadBuf};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::sync::Notify;
use tokio::task::{JoinHandle, LocalSet};

use escalate_or_act::live::client::back::pause;

use super::hosting::INVITE;

const ANSWERS: [&str; 3] = ["yes", "no", "escalate"];
/// Votes that go out before it is looked at what came in.
const AT_ONCE: usize = 16;
/// Waits of a participant that are left to chance, each anew.
const CHANCES: usize = 16;
/// Something is wrong if anything takes longer.
const PATIENCE: Duration = Duration::from_secs(60);

/// What one participant has heard.
#[derive(Default)]
struct Heard {
    /// The number of the last vote that was answered, and when.
    taken: Option<(u32, Instant)>,
    boards: usize,
    /// Bytes of the last board.
    board: usize,
    /// When the last board came, in seconds since 1970.
    board_at: f64,
    ballot: Option<String>,
    seated: bool,
    /// The server hung up.
    gone: bool,
    /// It did not take something.
    refused: Option<String>,
}

struct Person {
    write: Rc<OwnedWriteHalf>,
    heard: Rc<RefCell<Heard>>,
    reading: JoinHandle<()>,
    number: u32,
    last: Option<&'static str>,
    /// The vote before the last.
    before: Option<&'static str>,
    /// The last message, as it was sent.
    said: Vec<u8>,
}

/// The crowd.
pub struct Crowd {
    address: SocketAddr,
    people: Vec<Person>,
    news: Rc<Notify>,
    bytes: Rc<RefCell<Vec<u8>>>,
    /// The server is meant to hang up.
    ending: bool,
    local: LocalSet,
    ballot: String,
    seed: u64,
}

impl Crowd {
    /// So many come in, and sit.
    pub async fn enter(address: SocketAddr, people: usize) -> Self {
        let (local, news) = (LocalSet::new(), Rc::new(Notify::new()));
        let (ballot, bytes) = (String::new(), Rc::new(RefCell::new(vec![0; 65_536])));
        let mut crowd = Self { address, people: Vec::with_capacity(people), news, bytes, ending: false, local, ballot, seed: 9 };
        for n in 0..people {
            let person = crowd.sit(n, Rc::default()).await;
            crowd.people.push(person);
        }
        crowd.until("have a seat", |_, _, heard| heard.seated && heard.boards > 0).await;
        crowd
    }

    async fn sit(&self, n: usize, heard: Rc<RefCell<Heard>>) -> Person {
        let (read, write) = connection(self.address, n).await.unwrap();
        self.person(read, write, heard)
    }

    fn person(&self, read: OwnedReadHalf, write: OwnedWriteHalf, heard: Rc<RefCell<Heard>>) -> Person {
        let write = Rc::new(write);
        let (bytes, news) = (Rc::clone(&self.bytes), Rc::clone(&self.news));
        let ears = Ears { bytes, heard: Rc::clone(&heard), write: Rc::clone(&write), news };
        let reading = self.local.spawn_local(read_on(read, ears));
        Person { write, heard, reading, number: 0, last: None, before: None, said: Vec::new() }
    }

    /// Until this is so for everyone.
    async fn until(&self, what: &str, enough: impl Fn(usize, &Person, &Heard) -> bool) {
        let mut from = 0;
        let all = self.people.len();
        let is_so = |n: usize| enough(n, &self.people[n], &self.people[n].heard.borrow());
        let waiting = self.local.run_until(async {
            loop {
                while from < all && is_so(from) {
                    from += 1;
                }
                if from == all {
                    return;
                }
                self.is_well(&self.people[from]);
                self.news.notified().await;
            }
        });
        if tokio::time::timeout(PATIENCE, waiting).await.is_err() {
            let missing = (0..all).filter(|n| !is_so(*n)).count();
            panic!("{missing} of {all} don't {what} after {PATIENCE:?}");
        }
    }

    /// Nobody is refused, and nobody hung up on before the end.
    fn is_well(&self, person: &Person) {
        let heard = person.heard.borrow();
        assert!(heard.refused.is_none(), "{:?}", heard.refused);
        let (gone, seated) = (heard.gone && !self.ending, heard.seated);
        assert!(!gone, "the server hung up on somebody ({})", if seated { "in their seat" } else { "without a seat" });
    }

    /// Until the vote is open for everyone.
    pub async fn until_voting(&mut self) {
        self.until("see the vote", |_, _, heard| heard.ballot.is_some()).await;
        self.ballot = self.people[0].heard.borrow().ballot.clone().unwrap_or_default();
    }

    /// Everyone votes at once; milliseconds from each one's vote to its answer.
    pub async fn everyone_votes(&mut self, round: usize) -> Vec<f64> {
        let begun = self.everyone_says(round).await;
        self.answered().await;
        let taken = |(person, begun): (&Person, Instant)| {
            let (_, at) = person.heard.borrow().taken.unwrap();
            at.saturating_duration_since(begun).as_secs_f64() * 1e3
        };
        self.people.iter().zip(begun).map(taken).collect()
    }

    /// Everyone votes, and waits for nothing; when each began.
    pub async fn everyone_says(&mut self, round: usize) -> Vec<Instant> {
        for n in 0..self.people.len() {
            self.message(n, ANSWERS[(round + n) % 3]);
        }
        self.everyone_says_it().await
    }

    /// Everyone says their last vote again, and has an answer.
    pub async fn everyone_says_again(&self) {
        self.everyone_says_it().await;
        self.answered().await;
    }

    async fn everyone_says_it(&self) -> Vec<Instant> {
        let mut begun = Vec::with_capacity(self.people.len());
        let saying = self.local.run_until(async {
            for (n, person) in self.people.iter().enumerate() {
                begun.push(Instant::now());
                say(&person.write, &person.said).await.unwrap();
                if n % AT_ONCE == 0 {
                    tokio::task::yield_now().await;
                }
            }
        });
        saying.await;
        begun
    }

    /// The same over bad lines.
    pub async fn everyone_votes_roughly(&mut self, round: usize) {
        for n in 0..self.people.len() {
            match self.dice() % 20 {
                // Twice.
                0 | 1 => {
                    let message = self.message(n, ANSWERS[(round + n) % 3]);
                    let _ = say(&self.people[n].write, &[message.clone(), message].concat()).await;
                }
                // A change of mind that overtakes the vote before it.
                2 | 3 => {
                    let older = self.message(n, ANSWERS[(round + n + 1) % 3]);
                    let newer = self.message(n, ANSWERS[(round + n) % 3]);
                    let _ = say(&self.people[n].write, &[newer, older].concat()).await;
                }
                // The connection breaks at once; the vote is sent again over the next.
                4 => {
                    let message = self.message(n, ANSWERS[(round + n) % 3]);
                    let _ = say(&self.people[n].write, &message).await;
                    self.people[n].reading.abort();
                    self.people[n].heard.borrow_mut().seated = false;
                    let Person { write, reading, .. } = self.sit(n, Rc::clone(&self.people[n].heard)).await;
                    (self.people[n].write, self.people[n].reading) = (write, reading);
                    // Nothing is said before one has a seat.
                    self.until("sit again", |_, _, heard| heard.seated).await;
                    let _ = say(&self.people[n].write, &message).await;
                }
                _ => {
                    let message = self.message(n, ANSWERS[(round + n) % 3]);
                    let _ = say(&self.people[n].write, &message).await;
                }
            }
        }
        self.answered().await;
    }

    /// Until everyone's last vote is answered.
    async fn answered(&self) {
        self.until("have their answer", |_, person, heard| heard.taken.is_some_and(|(n, _)| n >= person.number)).await;
    }

    /// What each seat may be counted with: its last vote, or, where that was not answered, the one before.
    pub fn expected(&self) -> Vec<[Option<&'static str>; 2]> {
        let may_be = |person: &Person| {
            let answered = person.heard.borrow().taken.is_some_and(|(number, _)| number >= person.number);
            if answered { [person.last; 2] } else { [person.last, person.before] }
        };
        self.people.iter().map(may_be).collect()
    }

    /// Until half of them have their answer.
    pub async fn until_half_have_answers(&self) {
        self.local
            .run_until(async {
                while self.have_answers() < self.people.len() / 2 {
                    self.news.notified().await;
                }
            })
            .await;
    }

    /// How many have the answer to their last vote.
    pub fn have_answers(&self) -> usize {
        self.expected().iter().filter(|[last, before]| last == before).count()
    }

    /// Boards each has heard so far.
    pub fn boards(&self) -> Vec<usize> {
        self.people.iter().map(|person| person.heard.borrow().boards).collect()
    }

    /// Bytes of the largest board anybody was sent last.
    pub fn board(&self) -> usize {
        self.people.iter().map(|person| person.heard.borrow().board).max().unwrap_or(0)
    }

    /// Milliseconds until each has heard another board, from when the host began.
    pub async fn everyone_hears(&self, before: Vec<usize>, said: f64) -> Vec<f64> {
        self.until("hear the board", |n, _, heard| heard.boards > before[n]).await;
        self.people.iter().map(|person| (person.heard.borrow().board_at - said) * 1e3).collect()
    }

    /// From now on nobody wonders when the server hangs up.
    pub fn expect_the_end(&mut self) {
        self.ending = true;
    }

    /// The server was killed: everyone comes back by themselves, as their programs do; when each sat again.
    pub async fn everyone_comes_back(&mut self) -> Vec<Instant> {
        self.until("notice the end", |_, _, heard| heard.gone).await;
        self.ending = false;
        let address = self.address;
        let mut coming = Vec::with_capacity(self.people.len());
        for n in 0..self.people.len() {
            let chances: Vec<u32> = (0..CHANCES).map(|_| u32::try_from(self.dice() << 1).unwrap()).collect();
            let heard = Rc::clone(&self.people[n].heard);
            *heard.borrow_mut() = Heard::default();
            let (bytes, news) = (Rc::clone(&self.bytes), Rc::clone(&self.news));
            coming.push(self.local.spawn_local(async move {
                for tries in 0.. {
                    // As `eoa join` and the page do.
                    tokio::time::sleep(pause(tries, chances[tries % CHANCES])).await;
                    if let Ok((read, write)) = connection(address, n).await {
                        let write = Rc::new(write);
                        let ears = Ears { bytes, heard, write: Rc::clone(&write), news };
                        return Some((write, tokio::task::spawn_local(read_on(read, ears))));
                    }
                }
                None
            }));
        }
        for (n, coming) in coming.into_iter().enumerate() {
            let back = self.local.run_until(tokio::time::timeout(PATIENCE, coming)).await;
            (self.people[n].write, self.people[n].reading) = back.unwrap().unwrap().unwrap();
        }
        self.until("sit again", |_, _, heard| heard.seated && heard.boards > 0).await;
        let since = |person: &Person| {
            let at = UNIX_EPOCH + Duration::from_secs_f64(person.heard.borrow().board_at);
            let ago = SystemTime::now().duration_since(at).unwrap_or_default();
            Instant::now().checked_sub(ago).unwrap()
        };
        self.people.iter().map(since).collect()
    }

    fn message(&mut self, n: usize, answer: &'static str) -> Vec<u8> {
        let person = &mut self.people[n];
        person.number += 1;
        (person.before, person.last) = (person.last, Some(answer));
        let (number, ballot) = (person.number, &self.ballot);
        let vote = format!("{{\"answer\":\"{answer}\",\"confidence\":3}}");
        person.said = frame(&format!("{{\"vote\":{{\"number\":{number},\"ballot\":{ballot},\"vote\":{vote}}}}}"));
        person.said.clone()
    }

    fn dice(&mut self) -> u64 {
        self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.seed >> 33
    }
}

/// What a participant's seat is known by.
pub fn token(n: usize) -> String {
    format!("token-of-participant-{n:08}")
}

/// A connection on which somebody has said who they are.
async fn connection(address: SocketAddr, n: usize) -> std::io::Result<(OwnedReadHalf, OwnedWriteHalf)> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let hello = format!(
        "GET /live HTTP/1.1\r\nHost: {address}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
         Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    );
    stream.write_all(hello.as_bytes()).await?;
    // The server says nothing more before it knows who is there.
    let mut head = Vec::with_capacity(256);
    while !head.ends_with(b"\r\n\r\n") {
        if stream.read_buf(&mut head).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
    }
    assert!(head.starts_with(b"HTTP/1.1 101"), "{}", String::from_utf8_lossy(&head));
    let join = format!("{{\"join\":{{\"protocol\":2,\"token\":\"{}\",\"door\":\"{INVITE}\"}}}}", token(n));
    stream.write_all(&frame(&join)).await?;
    Ok(stream.into_split())
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

async fn say(write: &OwnedWriteHalf, mut bytes: &[u8]) -> std::io::Result<()> {
    while !bytes.is_empty() {
        match write.try_write(bytes) {
            Ok(n) => bytes = &bytes[n..],
            Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => write.writable().await?,
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// What a participant listens with.
struct Ears {
    /// What was just read: ten thousand participants don't keep a place for that each.
    bytes: Rc<RefCell<Vec<u8>>>,
    heard: Rc<RefCell<Heard>>,
    write: Rc<OwnedWriteHalf>,
    news: Rc<Notify>,
}

async fn read_on(mut read: OwnedReadHalf, ears: Ears) {
    let mut waiting: Vec<u8> = Vec::new();
    let bytes = Rc::clone(&ears.bytes);
    loop {
        let heard = poll_fn(|cx| {
            let mut bytes = bytes.borrow_mut();
            let mut into = ReadBuf::new(&mut bytes);
            Pin::new(&mut read).poll_read(cx, &mut into).map_ok(|()| into.filled().len())
        });
        // Nobody else reads between this and the next waiting.
        match heard.await {
            Ok(0) | Err(_) => break,
            Ok(n) if waiting.is_empty() => take_in(&mut waiting, &bytes.borrow()[..n], &ears),
            Ok(n) => {
                waiting.extend_from_slice(&bytes.borrow()[..n]);
                let all = std::mem::take(&mut waiting);
                take_in(&mut waiting, &all, &ears);
            }
        }
    }
    ears.heard.borrow_mut().gone = true;
    ears.news.notify_one();
}

/// Hears every whole frame, and keeps the rest.
fn take_in(waiting: &mut Vec<u8>, mut bytes: &[u8], ears: &Ears) {
    while let Some((start, end)) = payload(bytes) {
        match bytes[0] & 0x0f {
            // Are you there? Yes: an empty frame of the other kind.
            9 => drop(ears.write.try_write(&[0x8a, 0x80, 0, 0, 0, 0])),
            1 => hear(&mut ears.heard.borrow_mut(), &bytes[start..end]),
            _ => {}
        }
        bytes = &bytes[end..];
        ears.news.notify_one();
    }
    waiting.extend_from_slice(bytes);
}

/// Where the first frame's text begins and ends, once it is there.
fn payload(bytes: &[u8]) -> Option<(usize, usize)> {
    let (start, length) = match *bytes.get(1)? & 0x7f {
        126 => (4, usize::from(u16::from_be_bytes([*bytes.get(2)?, *bytes.get(3)?]))),
        127 => panic!("a frame of more than 65 kB"),
        short => (2, usize::from(short)),
    };
    (bytes.len() >= start + length).then_some((start, start + length))
}

fn hear(heard: &mut Heard, text: &[u8]) {
    const TAKEN: &[u8] = b"{\"taken\":{\"number\":";
    const BALLOT: &[u8] = b"\"ballot\":";
    if let Some(rest) = text.strip_prefix(TAKEN) {
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit());
        let number = digits.fold(0, |number, digit| number * 10 + u32::from(digit - b'0'));
        heard.taken = Some((number, Instant::now())).max(heard.taken);
    } else if text.starts_with(b"{\"seated\"") {
        heard.seated = true;
    } else if text.starts_with(b"{\"board\"") {
        heard.board_at = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs_f64();
        (heard.boards, heard.board) = (heard.boards + 1, text.len());
        // It stands at the end, after the case; boards without are not searched through.
        let text = &text[text.len().saturating_sub(200)..];
        heard.ballot = text.windows(BALLOT.len()).rposition(|part| part == BALLOT).map(|at| {
            let rest = String::from_utf8_lossy(&text[at + BALLOT.len()..]);
            format!("{}}}", rest.split('}').next().unwrap_or_default())
        });
    } else if text.starts_with(b"{\"refused\"") {
        heard.refused = Some(String::from_utf8_lossy(text).into_owned());
    }
}
