//! The servers a crowd is let loose on: ours, and Node's, each a process of its own.

use std::collections::BTreeMap;
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
use escalate_or_act::domain::session::hash::text_hash;
use escalate_or_act::domain::session::pack::PackView;
use escalate_or_act::domain::text::Text;
use escalate_or_act::live::journal::Journal;
use escalate_or_act::live::limits::SILENCE;
use escalate_or_act::live::meeting::{Meeting, Place};

/// In the QR.
pub const INVITE: &str = "0123456789abcdef0123456789abcdef";

/// A server in a process of its own.
pub struct Host {
    child: Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
    address: SocketAddr,
    journal: PathBuf,
}

impl Host {
    /// Ours, in a folder, with so many seats.
    pub fn ours(people: usize, folder: &Path) -> Self {
        let journal = folder.join("meeting.journal");
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.arg("serve").arg(&journal).arg(people.to_string());
        Self::start(command, journal)
    }

    /// Node's, where it can be started.
    pub fn node() -> Option<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers/node");
        if !folder.join("node_modules/ws").is_dir() {
            return None;
        }
        let mut command = Command::new("node");
        command.arg(folder.join("count.js"));
        Some(Self::start(command, PathBuf::new()))
    }

    fn start(mut command: Command, journal: PathBuf) -> Self {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let to = child.stdin.take();
        let mut from = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        from.read_line(&mut line).unwrap();
        let address = SocketAddr::from(([127, 0, 0, 1], line.trim().parse().unwrap()));
        Self { child, to, from, address, journal }
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

    /// Resident memory, in bytes.
    pub fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find(|l| l.starts_with("VmRSS:")).unwrap_or_default();
        line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) * 1024
    }

    pub fn end(&mut self) {
        drop(self.to.take());
        let _ = self.child.wait();
    }

    /// What the journal holds of the vote: by seat, `yes`, `no` or `escalate`.
    pub fn kept(&self) -> BTreeMap<u32, String> {
        let room = Room::replay(Journal::read(&self.journal).unwrap()).unwrap();
        let first = room.ballots().find(|(id, _)| id.turn == Turn::First);
        first.map(|(_, b)| b.votes().map(|(seat, vote)| (seat.0, vote.answer.name().to_owned())).collect()).unwrap_or_default()
    }
}

/// Serves a meeting of the first shipped pack until its input ends. Lines: `vote`, `next`.
pub fn serve(arguments: &[String]) {
    let seats = arguments[1].parse().unwrap();
    let listen = SocketAddr::from(([127, 0, 0, 1], 0));
    let place = Place { listen, names: Vec::new(), tls: None, page: String::new(), silence: SILENCE };
    let meeting = Meeting::begin(setup(seats), Path::new(&arguments[0]), place, || ()).unwrap();
    println!("{}", meeting.address().port());
    for line in std::io::stdin().lines() {
        let began = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs_f64();
        let go = || {
            let from = meeting.look().host.screen.board.place;
            meeting.request(FromHost::Go { from, step: Step::Next }).unwrap();
            meeting.look().host.screen.board.place.phase
        };
        if line.unwrap() == "vote" {
            while go() != Phase::Vote {}
        } else {
            go();
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
