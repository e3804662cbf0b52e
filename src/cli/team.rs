//! `eoa team`: a meeting is hosted here, with its screen on this terminal and its server behind it.

mod ballot;
mod closing;
pub(super) mod kept;
mod opening;
pub(super) mod origin;
mod present;
mod waking;
mod world;

use std::fs;
use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use clap::Args;

use self::kept::Kept;
pub(super) use self::kept::place as meetings;
use self::opening::Opening;
pub(super) use self::waking::Wake;
use self::world::World;
use super::environment::Environment;
use super::play::clock;
use super::terminal::{as_lines, ended, theme};
use super::{Failure, Outcome};
use crate::domain::room::agenda::Length;
use crate::live::address::{in_this_network, link};
use crate::live::limits::SILENCE;
use crate::live::meeting::{Meeting, Place};
use crate::live::page::PAGE;
use crate::live::tls::Certificate;
use crate::tui::host::model::Model;
use crate::tui::host::run::Hosting;
use crate::tui::room::entrance::Entrance;
use crate::tui::shell;
use crate::tui::theme::Theme;

/// What `team` is asked.
#[derive(Args, Clone, Debug)]
pub(super) struct Arguments {
    /// A pack: a policy's id or a folder; the first one, if you don't say.
    pack: Option<String>,
    /// How many minutes the meeting is meant to take: 15, 30 or 45. Nothing ends by itself.
    #[arg(long, value_name = "MINUTES", default_value = "15", value_parser = length)]
    plan: Length,
    /// Let people in the same network join. Without it, only this machine.
    #[arg(long)]
    lan: bool,
    /// Seats at the most.
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    seats: u32,
    /// Serve with a certificate and its key, both as PEM files.
    #[arg(long, num_args = 2, value_names = ["CERT", "KEY"])]
    tls: Option<Vec<PathBuf>>,
    /// The port people join at.
    #[arg(long, value_name = "PORT", default_value_t = 7450)]
    port: u16,
    /// Only cases of this topic.
    #[arg(long)]
    topic: Option<String>,
    /// Deal the cases that this number deals every time.
    #[arg(long, value_name = "N", env = "EOA_SEED", hide_env_values = true)]
    seed: Option<u64>,
    /// Go on with the last meeting where it stopped, and as it was begun.
    #[arg(long, conflicts_with_all = ["pack", "plan", "lan", "seats", "port", "topic"])]
    resume: bool,
    /// A second view of the meeting on this machine, for the projector: what the room may see, and nothing else.
    #[arg(long, conflicts_with_all = ["resume", "lan", "tls"])]
    present: bool,
    /// Write a ballot that people answer alone, with `eoa ballot`, instead of meeting: two minutes of the plan a case.
    #[arg(long, value_name = "FILE", num_args = 0..=1, conflicts_with_all = ["resume", "lan", "tls", "present"])]
    export_ballot: Option<Option<PathBuf>>,
    /// Merge the answers that came back of a ballot; in any order, and as often as you like.
    #[arg(long, value_name = "FILES", num_args = 1.., conflicts_with_all = ["resume", "lan", "tls", "present", "export_ballot"])]
    collect: Vec<PathBuf>,
}

fn length(text: &str) -> Result<Length, String> {
    let minutes = text.parse().ok();
    minutes.and_then(Length::of_minutes).ok_or_else(|| "there are plans of 15, 30 and 45 minutes".to_owned())
}

/// Hosts a meeting, or shows one.
pub(super) fn run(arguments: &Arguments, environment: &Environment) -> Outcome {
    if let Some(file) = &arguments.export_ballot {
        return ballot::export(file.as_deref(), arguments, environment);
    }
    if !arguments.collect.is_empty() {
        return ballot::collect(&arguments.collect, environment);
    }
    if as_lines(false) {
        return Err(Failure::Unusable("a meeting is hosted on a terminal; standard output is none".to_owned()));
    }
    let theme = theme();
    if arguments.present {
        return present::run(theme, environment);
    }
    let certificate = arguments.tls.as_deref().map(read_certificate).transpose()?;
    let folder = kept::folder(environment)?;
    let wake = Wake::default();
    let changed = {
        let wake = wake.clone();
        move || wake.wake()
    };
    let (meeting, kept, notices) = if arguments.resume {
        let mut kept = kept::last(&folder)?;
        if kept.tls && certificate.is_none() {
            return Err(Failure::Unusable(
                "this meeting was served with a certificate: name it again with --tls CERT KEY".to_owned(),
            ));
        }
        // A certificate may have been renewed meanwhile.
        (kept.tls, kept.fingerprint) = (certificate.is_some(), fingerprint(certificate.as_ref()));
        let place = place(kept.listen, certificate);
        let meeting = Meeting::resume(&kept.journal(&folder), place, changed).map_err(cannot)?;
        kept.write(&folder)?;
        (meeting, kept, Vec::new())
    } else {
        let Opening { setup, folder: pack, left_out } = opening::opening(arguments, environment)?;
        let ip = if arguments.lan { Ipv4Addr::UNSPECIFIED } else { Ipv4Addr::LOCALHOST };
        let listen = SocketAddr::from((ip, arguments.port));
        let (id, doors) = (setup.id, setup.doors.clone());
        let (tls, fingerprint) = (certificate.is_some(), fingerprint(certificate.as_ref()));
        let meeting =
            Meeting::begin(setup, &folder.join(format!("{id}.journal")), place(listen, certificate), changed).map_err(cannot)?;
        let kept = Kept { id, listen: meeting.address(), tls, fingerprint, invite: doors.invite, screen: doors.screen };
        kept.write(&folder)?;
        // People may be on their way in already: what could not be kept beside it is no reason to send them home.
        let unkept = origin::keep_or_say(&kept.journal(&folder), pack.as_deref());
        (meeting, kept, left_out.map(|words| format!("{words}.")).into_iter().chain(unkept).collect())
    };
    let journal = kept.journal(&folder);
    host(Hosted { meeting, kept, journal, notices }, theme, wake, environment)
}

fn fingerprint(certificate: Option<&Certificate>) -> Option<String> {
    certificate.and_then(Certificate::fingerprint).map(|print| print.to_string())
}

/// A meeting that is served.
struct Hosted {
    meeting: Meeting,
    kept: Kept,
    journal: PathBuf,
    /// What the host is told while people come in, in sentences; on a line of its own before the screen is drawn nobody would see it.
    notices: Vec<String>,
}

fn host(hosted: Hosted, theme: Theme, wake: Wake, environment: &Environment) -> Outcome {
    let Hosted { meeting, kept, journal, mut notices } = hosted;
    let clock = clock::read().map_err(Failure::Unusable)?;
    let entrance = entrance(&kept, theme);
    if !kept.listen.ip().is_loopback() {
        let at = &entrance.address;
        let plain = if kept.tls { "" } else { " What is sent there is not encrypted: use it in a network you trust, or --tls." };
        notices.push(format!(
            "Open to the network: everyone who reaches {at} sees the page, and with the code takes a seat.{plain}"
        ));
    }
    let notice = (!notices.is_empty()).then(|| notices.join(" "));
    let mut world = World::new(meeting, journal, environment.clone(), wake, clock);
    let seen = world.seen();
    let port = &mut world;
    let shown = shell::show(theme, move |size| Hosting { model: Model::new(seen, entrance, notice, size), port });
    world.finish();
    let _ = writeln!(
        io::stderr(),
        "eoa: the meeting is kept; `eoa team --resume` goes on with it, `eoa debrief` tells what it showed."
    );
    ended(shown)
}

fn cannot(error: crate::live::meeting::CannotHost) -> Failure {
    Failure::Unusable(error.to_string())
}

/// The address others find it at, and what the camera reads.
fn entrance(kept: &Kept, theme: Theme) -> Entrance {
    let at = SocketAddr::new(reached(kept.listen.ip()), kept.listen.port());
    let scheme = if kept.tls { "https" } else { "http" };
    let mut entrance = Entrance::new(format!("{scheme}://{at}"), &link(kept.tls, at, &kept.invite), theme);
    entrance.fingerprint.clone_from(&kept.fingerprint);
    entrance
}

fn reached(ip: IpAddr) -> IpAddr {
    if ip.is_unspecified() { in_this_network().unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST)) } else { ip }
}

fn place(listen: SocketAddr, tls: Option<Certificate>) -> Place {
    // The names it may be called by: requests for others are refused, so that no other page can speak through a browser here.
    let own = listen.ip().is_unspecified().then(in_this_network).flatten();
    Place { listen, names: own.iter().map(ToString::to_string).collect(), tls, page: PAGE.to_owned(), silence: SILENCE }
}

fn read_certificate(files: &[PathBuf]) -> Result<Certificate, Failure> {
    let read = |path: &PathBuf| {
        fs::read(path).map_err(|error| Failure::Unusable(format!("`{}` can't be read: {error}", path.display())))
    };
    match files {
        [chain, key] => Ok(Certificate { chain: read(chain)?, key: read(key)? }),
        _ => Err(Failure::Unusable("--tls wants two files: the certificate and its key".to_owned())),
    }
}
