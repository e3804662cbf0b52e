//! `eoa team --present`: the second view, told by the meeting on this machine what the room may see.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::mpsc::{Receiver, Sender, channel};

use super::waking::Wake;
use super::{entrance, kept};
use crate::cli::environment::Environment;
use crate::cli::play::clock::{self, Clock};
use crate::cli::terminal::ended;
use crate::cli::{Failure, Outcome};
use crate::domain::session::Millis;
use crate::live::client::{Client, Heard};
use crate::live::protocol::ToClient;
use crate::live::trust::Fingerprint;
use crate::tui::host::present::{Port, Presenting, Reply};
use crate::tui::port::Waker;
use crate::tui::shell;
use crate::tui::theme::Theme;

/// Said where the key is not taken.
const OTHER: &str = "At this address another meeting is hosted than the one that was begun last on this machine. Start this view again \
                     once the right one is.";
/// Said where the host has ended the view.
const ENDED: &str = "The host has ended this view.";

/// Shows the meeting that was begun last on this machine.
pub(super) fn run(theme: Theme, environment: &Environment) -> Outcome {
    let kept = kept::last(&environment.data.join("meetings"))?;
    let ip = if kept.listen.ip().is_unspecified() { IpAddr::V4(Ipv4Addr::LOCALHOST) } else { kept.listen.ip() };
    let address = SocketAddr::new(ip, kept.listen.port()).to_string();
    let trust = kept.fingerprint.as_deref().and_then(Fingerprint::typed);
    let wake = Wake::default();
    let waking = wake.clone();
    let client = Client::watch(address, trust, kept.screen.clone(), move || waking.wake());
    let client = client.map_err(|error| Failure::Unusable(format!("the meeting can't be shown: {error}")))?;
    let (ticked, ticks) = channel();
    let clock = clock::read().map_err(Failure::Unusable)?;
    let mut world = Watching { client, wake, clock, ticked, ticks };
    let entrance = entrance(&kept, theme);
    let port = &mut world;
    let shown = shell::show(theme, move |size| Presenting {
        entrance,
        screen: None,
        away: None,
        over: None,
        ahead: 0,
        scroll: 0,
        size,
        ticking: false,
        port,
    });
    ended(shown)
}

struct Watching {
    client: Client,
    wake: Wake,
    clock: Clock,
    ticked: Sender<Reply>,
    ticks: Receiver<Reply>,
}

impl Port for Watching {
    fn open(&mut self, waker: Waker) {
        self.wake.listen(waker);
    }

    fn replies(&mut self) -> Vec<Reply> {
        let now = self.clock.now();
        let heard = self.client.heard().filter_map(|heard| match heard {
            Heard::Said(said) => match *said {
                ToClient::Screen { now: theirs, screen } => Some(Reply::Screen(Box::new(screen), theirs - now)),
                // A crowd at the door passes: the connection is tried again.
                ToClient::Refused { retry: Some(_), words, .. } => Some(Reply::Away(words)),
                ToClient::Refused { .. } => Some(Reply::Over(OTHER.to_owned())),
                ToClient::Gone => Some(Reply::Over(ENDED.to_owned())),
                ToClient::Seated(_) | ToClient::Board { .. } | ToClient::Taken { .. } | ToClient::Here => None,
            },
            Heard::Away(why) => Some(Reply::Away(why)),
            // Why was said before.
            Heard::Over | Heard::NotTaken { .. } => None,
        });
        heard.chain(self.ticks.try_iter()).collect()
    }

    fn tick(&mut self) {
        let ticked = self.ticked.clone();
        self.wake.in_a_second(move || {
            let _ = ticked.send(Reply::Tick);
        });
    }

    fn now(&self) -> Millis {
        self.clock.now()
    }
}
