//! A meeting that is being hosted: what the host's program holds on to.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use tokio::net::{TcpListener, TcpSocket};
use tokio::runtime::{Builder, Runtime};
use tokio::task::unconstrained;

use super::door::Door;
use super::gate::Names;
use super::hub::{HostAnswer, Hub, Job, Shown, World};
use super::journal::{Journal, Unusable};
use super::lobby::Lobby;
use super::server::{Shared, serve};
use super::tls::{self, Certificate};
use crate::domain::room::Room;
use crate::domain::room::event::Setup;
use crate::domain::room::request::FromHost;
use crate::domain::session::Millis;

/// Connections are read and written by this many threads.
const WORKERS: usize = 2;
/// Connections that may wait to be accepted, at the least; the system has a bound of its own.
const KNOCKING: u32 = 1_024;
/// How long ending may take.
const FAREWELL: Duration = Duration::from_millis(500);

/// Where and how a meeting is served.
#[derive(Clone, Debug)]
pub struct Place {
    /// The address to listen at. A port of 0 is any that is free.
    pub listen: SocketAddr,
    /// Names and addresses people may call it by, beside the address itself; requests for other names are refused.
    pub names: Vec<String>,
    /// Certificate and key, for `--tls`.
    pub tls: Option<Certificate>,
    /// The page, as HTML. [`NONCE`](super::answer::NONCE) stands in it wherever a script or a style says who it is.
    pub page: String,
    /// After so much silence a connection is asked whether it is there, and after as much again it is dropped:
    /// [`SILENCE`](super::limits::SILENCE), outside of tests.
    pub silence: Duration,
}

/// Why a meeting can't begin.
#[derive(Debug, thiserror::Error)]
pub enum CannotHost {
    /// Its journal.
    #[error(transparent)]
    Journal(#[from] Unusable),
    /// The address is taken, or none of this machine.
    #[error("the meeting can't be served at {at}: {error}. Is another one running? Choose another port")]
    Listen {
        /// The address.
        at: SocketAddr,
        /// What the system says.
        error: io::Error,
    },
    /// The certificate or its key.
    #[error(transparent)]
    Tls(#[from] tls::Unfit),
    /// Threads.
    #[error("the meeting can't be served: {0}")]
    Start(io::Error),
}

/// A meeting that runs. Dropping it ends the connections; the journal is whole at any time.
#[derive(Debug)]
pub struct Meeting {
    hub: Hub,
    address: SocketAddr,
    view: Arc<Mutex<Shown>>,
    runtime: Option<Runtime>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Meeting {
    /// Begins a meeting; its journal must not exist yet. `changed` is called from another thread whenever there is another view.
    pub fn begin(setup: Setup, journal: &Path, place: Place, changed: impl Fn() + Send + 'static) -> Result<Self, CannotHost> {
        let (room, first) = Room::open(setup, now());
        let journal = Journal::create(journal, &first)?;
        Self::run(room, journal, place, changed)
    }

    /// Goes on with a meeting where its journal ends.
    pub fn resume(journal: &Path, place: Place, changed: impl Fn() + Send + 'static) -> Result<Self, CannotHost> {
        let (journal, room) = Journal::resume(journal)?;
        Self::run(room, journal, place, changed)
    }

    fn run(room: Room, journal: Journal, place: Place, changed: impl Fn() + Send + 'static) -> Result<Self, CannotHost> {
        let tls = place.tls.as_ref().map(tls::acceptor).transpose()?;
        let runtime = Builder::new_multi_thread().worker_threads(WORKERS).thread_name("participants").enable_all().build();
        let runtime = runtime.map_err(CannotHost::Start)?;
        let listening = |error| CannotHost::Listen { at: place.listen, error };
        let seats = room.setup().seats;
        let listener = runtime.block_on(async { listen(place.listen, seats) }).map_err(listening)?;
        let address = listener.local_addr().map_err(listening)?;
        let door = Door::new(room.setup().doors.clone(), Instant::now());
        let view = Arc::new(Mutex::new(Shown { host: Arc::new(room.host_view(&|_| false)), connected: 0, trouble: None }));
        let world = World { clock: Box::new(now), changed: Box::new(changed), view: Arc::clone(&view) };
        let (hub, thread) = Hub::start(room, journal, door, world).map_err(CannotHost::Start)?;
        let shared = Shared {
            names: Names::new(tls.is_some(), hosts(address, place.names), address.port()),
            page: place.page,
            silence: place.silence,
            tls: tls.is_some(),
            hub: hub.clone(),
            lobby: Lobby::new(usize::try_from(seats).unwrap_or(usize::MAX)),
        };
        // Accepting goes on as long as somebody knocks: in turn with ten thousand who talk it would be too slow for ten thousand more.
        runtime.spawn(unconstrained(serve(listener, tls, Arc::new(shared), seats)));
        Ok(Self { hub, address, view, runtime: Some(runtime), thread: Some(thread) })
    }

    /// Where it listens, with the port it got.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What the host sees; counts of votes are up to a quarter of a second old.
    pub fn view(&self) -> Shown {
        self.view.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What the host sees, once everything that was asked before is done. It waits for the disk.
    pub fn look(&self) -> Shown {
        let (answer, answered) = sync_channel(1);
        let asked = self.hub.insist(Job::Look { answer });
        asked.then(|| answered.recv().ok()).flatten().unwrap_or_else(|| self.view())
    }

    /// Has the room do something; answered once it is safe in the journal. True if anything changed.
    ///
    /// It waits for the disk. While that takes nothing (the view says so in `trouble`) this waits, so call it where that is no harm.
    pub fn request(&self, request: FromHost) -> HostAnswer {
        let (answer, answered) = sync_channel(1);
        let asked = self.hub.insist(Job::Host { request: Box::new(request), answer });
        if asked { answered.recv().unwrap_or(Ok(false)) } else { Ok(false) }
    }
}

impl Drop for Meeting {
    fn drop(&mut self) {
        self.hub.insist(Job::Stop);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_timeout(FAREWELL);
        }
    }
}

/// Listens, with room for everyone to knock at once: who finds no room comes back a second later, and after a restart all come at once.
fn listen(at: SocketAddr, seats: u32) -> io::Result<TcpListener> {
    let socket = if at.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    // A port that was ours a moment ago is ours again. Elsewhere this would let two programs have one port.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(at)?;
    socket.listen(seats.max(KNOCKING))
}

/// What the server may be called: its address, and the machine's own name for itself where it listens there.
fn hosts(address: SocketAddr, names: Vec<String>) -> Vec<String> {
    let mut hosts = names;
    let ip = address.ip();
    if !ip.is_unspecified() {
        hosts.push(ip.to_string());
    }
    if ip.is_loopback() || ip.is_unspecified() {
        let own = match ip {
            IpAddr::V4(_) => "127.0.0.1",
            IpAddr::V6(_) => "::1",
        };
        hosts.extend(["localhost".to_owned(), own.to_owned()]);
    }
    hosts
}

fn now() -> Millis {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Millis::try_from(since.as_millis()).unwrap_or(Millis::MAX)
}
