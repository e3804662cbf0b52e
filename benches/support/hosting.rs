//! The servers a crowd is let loose on: ours, and Node's, each a process of its own.

use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

use escalate_or_act::content::{Keep, Sources, list, load};
use escalate_or_act::domain::policy::date::Date;
use escalate_or_act::domain::policy::engine::Engine;
use escalate_or_act::domain::room::Room;
use escalate_or_act::domain::room::agenda::{Length, Wanted};
use escalate_or_act::domain::room::ballot::Turn;
use escalate_or_act::domain::room::code::Code;
use escalate_or_act::domain::room::event::{Doors, Setup};
use escalate_or_act::domain::room::place::Phase;
use escalate_or_act::domain::room::request::{FromHost, Step};
use escalate_or_act::domain::room::seat::Ticket;
use escalate_or_act::domain::session::hash::text_hash;
use escalate_or_act::domain::session::pack::PackView;
use escalate_or_act::domain::text::Text;
use escalate_or_act::live::journal::Journal;
use escalate_or_act::live::limits::SILENCE;
use escalate_or_act::live::meeting::{Meeting, Place};

use super::crowd::token;

/// In the QR.
pub const INVITE: &str = "0123456789abcdef0123456789abcdef";

/// A server in a process of its own.
pub struct Host {
    child: Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
    address: SocketAddr,
    journal: PathBuf,
    seats: usize,
}

impl Host {
    /// Ours, in a folder, with so many seats.
    pub fn ours(people: usize, folder: &Path) -> Self {
        Self::serving(folder.join("meeting.journal"), people, 0)
    }

    fn serving(journal: PathBuf, seats: usize, port: u16) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.arg("serve").arg(&journal).arg(seats.to_string()).arg(port.to_string());
        Self { journal, seats, ..Self::start(command).unwrap() }
    }

    /// Node's, with boards of so many bytes; why not, where it can't be started.
    pub fn node(board: usize) -> Result<Self, String> {
        // Where this was built, or here: the bench may have been taken elsewhere.
        let here = [Path::new(env!("CARGO_MANIFEST_DIR")).to_owned(), std::env::current_dir().unwrap_or_default()];
        let folder = here.iter().map(|at| at.join("benches/peers/node")).find(|folder| folder.join("node_modules/ws").is_dir());
        let Some(folder) = folder else {
            return Err("`ws` is not there: run `npm install` in benches/peers/node".to_owned());
        };
        let mut command = Command::new("node");
        command.arg(folder.join("count.js")).arg(board.to_string());
        Self::start(command).map_err(|error| format!("`node` can't be started: {error}"))
    }

    fn start(mut command: Command) -> std::io::Result<Self> {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let to = child.stdin.take();
        let mut from = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        from.read_line(&mut line)?;
        let address = SocketAddr::from(([127, 0, 0, 1], line.trim().parse().map_err(std::io::Error::other)?));
        Ok(Self { child, to, from, address, journal: PathBuf::new(), seats: 0 })
    }

    /// Kills it, as the system would.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        let _ = self.child.wait();
    }

    /// Goes on with the meeting, at the same address.
    pub fn resume(&mut self) {
        *self = Self::serving(std::mem::take(&mut self.journal), self.seats, self.address.port());
    }

    /// Seconds of processor time so far, its own and the system's for it.
    pub fn worked(&self) -> f64 {
        // After the name in brackets, from the third field on; the system counts hundredths.
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap_or_default();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        [11, 12].iter().filter_map(|at| fields.get(*at)?.parse::<f64>().ok()).sum::<f64>() / 100.0
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Has it do something; when it began to, in seconds since 1970.
    pub fn say(&mut self, what: &str) -> f64 {
        writeln!(self.to.as_mut().unwrap(), "{what}").unwrap();
        let mut line = String::new();
        self.from.read_line(&mut line).unwrap();
        line.trim().parse().unwrap()
    }

    /// Resident memory, in bytes; the program's own code, of which more is read in as it runs, is none.
    pub fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find(|l| l.starts_with("RssAnon:")).unwrap_or_default();
        line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) * 1024
    }

    pub fn end(&mut self) {
        drop(self.to.take());
        let _ = self.child.wait();
    }

    /// What the journal holds of the vote: by participant, `yes`, `no` or `escalate`; and votes in all.
    pub fn kept(&self) -> (Vec<Option<&'static str>>, u32) {
        let room = Room::replay(Journal::read(&self.journal).unwrap()).unwrap();
        let (_, ballot) = room.ballots().find(|(id, _)| id.turn == Turn::First).unwrap();
        let of = |n| Some(ballot.vote(room.holder(Ticket::of(&token(n))?)?)?.answer.name());
        ((0..self.seats).map(of).collect(), ballot.secret())
    }
}

/// Serves a meeting of the first shipped pack until its input ends, or goes on with it where its journal is there. Lines: `vote`, `next`.
pub fn serve(arguments: &[String]) {
    let seats = arguments[1].parse().unwrap();
    let listen = SocketAddr::from(([127, 0, 0, 1], arguments[2].parse().unwrap()));
    let place = Place { listen, names: Vec::new(), tls: None, page: String::new(), silence: SILENCE };
    let journal = Path::new(&arguments[0]);
    let meeting = if journal.exists() {
        Meeting::resume(journal, place, || ()).unwrap()
    } else {
        Meeting::begin(setup(seats), journal, place, || ()).unwrap()
    };
    println!("{}", meeting.address().port());
    for line in std::io::stdin().lines() {
        // As the host's program, which knows where it stands before a key is pressed.
        let place = || meeting.look().host.screen.board.place;
        let from = place();
        let began = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs_f64();
        let go = |from| meeting.request(FromHost::Go { from, step: Step::Next }).unwrap();
        go(from);
        while line.as_ref().is_ok_and(|line| line == "vote") && place().phase != Phase::Vote {
            go(place());
        }
        println!("{began:.6}");
    }
}

fn setup(seats: u32) -> Setup {
    let listing = list(&Sources::default()).into_iter().next().unwrap();
    let pack = load(&listing, Keep::Findings);
    let policy = pack.policy.as_ref().unwrap();
    let engine = Engine::compile(policy, Date::new(2026, 11, 1).unwrap()).unwrap();
    let hash = text_hash(&pack.policy_text);
    let view = PackView { name: &pack.id, policy, policy_hash: &hash, judge: &engine, scenarios: &pack.scenarios };
    let (stops, items) = Wanted { length: Length::Short, seed: 3, ..Wanted::default() }.agenda(&view).unwrap();
    Setup {
        id: uuid::Uuid::from_u128(1),
        doors: Doors { code: Code::from_seed(1), invite: INVITE.to_owned(), screen: String::new() },
        names: 1,
        seats,
        pack: pack.id.clone(),
        title: Text::clean(&pack.title),
        policy: view.stamp(),
        length: Length::Short,
        stops,
        items,
    }
}
