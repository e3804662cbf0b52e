//! `eoa join`: take part in a meeting from a terminal.

mod certificate;
mod seat;
mod world;

use std::io::{self, BufRead, Write};

use clap::Args;

use self::world::World;
use super::environment::Environment;
use super::play::{Table, clock};
use super::terminal::{as_lines, ended, theme};
use super::{Failure, Outcome};
use crate::live::client::Join;
use crate::tui::guest::model::Model;
use crate::tui::guest::plain;
use crate::tui::guest::run::Visiting;
use crate::tui::shell;

/// The port of a meeting where none is said.
const PORT: u16 = 7450;

/// What `join` is asked.
#[derive(Args, Clone, Debug)]
pub(super) struct Arguments {
    /// The address on the screen, like 192.168.1.20:7450.
    address: String,
    /// The code on the screen; asked for, if you don't say and were not there before.
    code: Option<String>,
    /// What you would rather be called; an animal, if you don't say.
    #[arg(long, value_name = "NAME", default_value = "")]
    alias: String,
    /// The certificate's fingerprint as the host's screen shows it, where the address begins with https.
    #[arg(long, value_name = "DIGITS")]
    fingerprint: Option<String>,
    /// Take part as lines of text, for a screen reader or a pipe.
    #[arg(long)]
    plain: bool,
}

/// Takes part.
pub(super) fn run(arguments: &Arguments, table: &Table, environment: &Environment) -> Outcome {
    let (address, invite, tls) = address(&arguments.address)?;
    let trust = if tls || arguments.fingerprint.is_some() {
        Some(certificate::of(&address, arguments.fingerprint.as_deref(), environment)?)
    } else {
        None
    };
    let seat = seat::of(&address, environment)?;
    let door = match arguments.code.clone().or(invite) {
        Some(door) => door,
        None if seat.known => String::new(),
        None => asked()?,
    };
    let join = Join { address: address.clone(), trust, door, token: seat.token, alias: arguments.alias.clone() };
    let mut world = World::new(join, clock::read().map_err(Failure::Unusable)?);
    let shown = if as_lines(arguments.plain || table.plain) {
        plain::run(address, &mut world, io::BufReader::new(io::stdin()), &mut io::stdout().lock())
    } else {
        let port = &mut world;
        shell::show(theme(), move |size| Visiting { model: Model::new(address, size), port })
    };
    ended(shown)
}

/// `host:port` of what was typed or pasted, the invite, where it was the whole link, and whether it is served with a certificate.
fn address(typed: &str) -> Result<(String, Option<String>, bool), Failure> {
    let tls = typed.starts_with("https://");
    let rest = typed.strip_prefix("http://").or(typed.strip_prefix("https://")).unwrap_or(typed);
    let (rest, invite) = rest.split_once('#').map_or((rest, None), |(rest, invite)| (rest, Some(invite.to_owned())));
    let host = rest.trim_end_matches('/');
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    if host.is_empty() || !host.chars().all(fits) {
        return Err(Failure::Unusable(format!(
            "`{typed}` is no address; write it as it stands on the screen, like 192.168.1.20:7450"
        )));
    }
    let has_port = host.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok());
    Ok((if has_port { host.to_owned() } else { format!("{host}:{PORT}") }, invite, tls))
}

fn asked() -> Result<String, Failure> {
    let mut out = io::stderr();
    write!(out, "The code on the screen: ")?;
    out.flush()?;
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim().to_owned())
}
