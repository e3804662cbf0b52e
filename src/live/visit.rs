//! One connection, from the first message to the last.

use std::net::IpAddr;
use std::sync::Arc;

use tokio::time::{Instant, sleep, timeout};

use super::hub::{Hub, Job, Place};
use super::limits::{Bucket, REQUESTS, SIGNS, TO_JOIN, TRIES};
use super::line::Line;
use super::protocol::{FromClient, ToClient, Why};
use super::server::Served;
use super::socket::{Heard, Socket, framed};

/// Milliseconds after which to try again what was too fast.
const SLOWER: u64 = 1_000;

/// Serves a connection until it ends.
///
/// A thousand of these wait at a time, so what is large or rare in them stands in boxes.
pub(super) async fn visit(mut socket: Box<Socket>, served: Served, from: IpAddr) {
    let hub = &served.shared.hub;
    let line = Arc::new(Line::default());
    let place = Arc::new(Place::default());
    served.shared.lobby.enter(&line);
    // Who came by then is let in; who did not makes room for others.
    let came = Box::pin(timeout(TO_JOIN, arrive(&mut socket, hub, &line, &place, from))).await;
    if came == Ok(true) {
        let _ = stay(&mut socket, &served, &line, &place).await;
    }
    flush(&mut socket, &line).await;
    line.cut();
    hub.ask(Job::Left { line, seat: place.get() });
    socket.close().await;
}

/// Until there is a seat; false if the connection ended before.
async fn arrive(socket: &mut Socket, hub: &Hub, line: &Arc<Line>, place: &Arc<Place>, from: IpAddr) -> bool {
    let mut tries = 0;
    loop {
        tokio::select! {
            said = socket.hear() => {
                let Some(said) = said else { return false };
                tries += 1;
                if tries > TRIES {
                    return false;
                }
                let message = match said {
                    Heard::Message(message) => message,
                    Heard::Nothing => continue,
                };
                let job = Job::Enter { line: Arc::clone(line), from, message, seat: Arc::clone(place) };
                if !hub.ask(job) {
                    line.send(framed(&ToClient::refused(None, Why::Busy, Some(SLOWER))));
                }
            }
            () = line.changed() => {
                if !flush(socket, line).await || line.is_cut() {
                    return false;
                }
                if line.is_seated() {
                    return true;
                }
            }
        }
    }
}

/// Until the connection ends.
async fn stay(socket: &mut Socket, served: &Served, line: &Arc<Line>, place: &Arc<Place>) -> Option<()> {
    let (hub, silence) = (&served.shared.hub, served.shared.silence);
    // A phone whose network is gone says nothing of it; without this its connection would stay for ever. The clock is not wound up
    // again by every message: it looks back when it goes off.
    let mut clock = std::pin::pin!(sleep(silence));
    let mut last = Instant::now();
    let mut asked = false;
    let mut asks = Bucket::new(REQUESTS, last.into_std());
    let mut signs = Bucket::new(SIGNS, last.into_std());
    loop {
        tokio::select! {
            biased;
            () = line.changed() => {
                if !flush(socket, line).await || line.is_cut() {
                    return None;
                }
            }
            said = socket.hear() => {
                let said = said?;
                let awaited = std::mem::take(&mut asked);
                last = Instant::now();
                let Heard::Message(message) = said else {
                    // What answers our own question is no sign too many, however often we ask.
                    if !awaited && !signs.take(last.into_std()) {
                        return None;
                    }
                    continue;
                };
                let number = match &message {
                    FromClient::Vote { number, .. } | FromClient::Ask { number, .. } | FromClient::Rename { number, .. } => *number,
                    // What nobody's program says so often costs the connection: to answer it, or to read on, is the harm.
                    FromClient::There | FromClient::Join { .. } | FromClient::Watch { .. } if !signs.take(last.into_std()) => {
                        socket.send(framed(&ToClient::refused(None, Why::TooFast, Some(SLOWER)))).await?;
                        return None;
                    }
                    FromClient::There => {
                        socket.send(framed(&ToClient::Here)).await?;
                        continue;
                    }
                    FromClient::Join { .. } | FromClient::Watch { .. } => continue,
                };
                let seat = place.get()?;
                if !asks.take(last.into_std()) {
                    socket.send(framed(&ToClient::refused(Some(number), Why::TooFast, Some(SLOWER)))).await?;
                } else if !hub.ask(Job::Seat { line: Arc::clone(line), seat, message }) {
                    socket.send(framed(&ToClient::refused(Some(number), Why::Busy, Some(SLOWER)))).await?;
                }
            }
            () = &mut clock => {
                let now = Instant::now();
                if asked {
                    return None;
                }
                if now < last + silence {
                    clock.as_mut().reset(last + silence);
                    continue;
                }
                asked = true;
                clock.as_mut().reset(now + silence);
                socket.ping().await?;
            }
        }
    }
}

/// Sends what waits; false if that fails.
async fn flush(socket: &mut Socket, line: &Line) -> bool {
    while let Some(message) = line.take() {
        if socket.send(message).await.is_none() {
            return false;
        }
    }
    true
}
