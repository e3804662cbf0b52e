//! One connection, from the first message to the last.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::ws::{Message, Utf8Bytes, WebSocket};
use futures_util::{FutureExt, SinkExt};
use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout};

use super::hub::{Hub, Job, Place};
use super::limits::{Bucket, REQUESTS, TO_ASK, TO_JOIN, TRIES};
use super::line::Line;
use super::protocol::{FromClient, ToClient, Why};
use super::server::Served;

/// Milliseconds after which to try again what was too fast.
const SLOWER: u64 = 1_000;

/// Serves a connection until it ends.
///
/// A thousand of these wait at a time, so what is large or rare in them stands in boxes.
pub(super) async fn visit(mut socket: Box<WebSocket>, served: Served, from: IpAddr) {
    let hub = &served.shared.hub;
    let line = Arc::new(Line::default());
    let place = Arc::new(Place::default());
    served.shared.lobby.enter(&line);
    // Who came by then is let in; who did not makes room for others.
    let came = Box::pin(timeout(TO_JOIN, arrive(&mut socket, hub, &line, &place, from))).await;
    if came == Ok(true) {
        let news = if place.get().is_some() { &hub.news.board } else { &hub.news.screen };
        let _ = stay(&mut socket, &served, &line, &place, news).await;
    }
    flush(&mut socket, &line).await;
    line.cut();
    hub.ask(Job::Left { line, seat: place.get() });
    let _ = Box::pin(timeout(TO_ASK, socket.send(Message::Close(None)))).await;
}

/// Until there is a seat; false if the connection ended before.
async fn arrive(socket: &mut WebSocket, hub: &Hub, line: &Arc<Line>, place: &Arc<Place>, from: IpAddr) -> bool {
    let mut tries = 0;
    loop {
        tokio::select! {
            said = hear(socket) => {
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
                    line.send(written(&ToClient::refused(None, Why::Busy, Some(SLOWER))));
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
async fn stay(
    socket: &mut WebSocket,
    served: &Served,
    line: &Arc<Line>,
    place: &Arc<Place>,
    news: &watch::Receiver<Utf8Bytes>,
) -> Option<()> {
    let (hub, silence) = (&served.shared.hub, served.shared.silence);
    let mut news = news.clone();
    // A phone whose network is gone says nothing of it; without this its connection would stay for ever.
    let mut quiet = std::pin::pin!(sleep(silence));
    let mut asked = false;
    let mut asks = Bucket::new(REQUESTS, Instant::now().into_std());
    let latest = news.borrow_and_update().clone();
    send(socket, latest).await?;
    loop {
        tokio::select! {
            said = hear(socket) => {
                let said = said?;
                asked = false;
                quiet.as_mut().reset(Instant::now() + silence);
                let Heard::Message(message) = said else { continue };
                let number = match &message {
                    FromClient::Vote { number, .. } | FromClient::Ask { number, .. } | FromClient::Rename { number, .. } => *number,
                    FromClient::There => {
                        send(socket, written(&ToClient::Here)).await?;
                        continue;
                    }
                    FromClient::Join { .. } | FromClient::Watch { .. } => continue,
                };
                let seat = place.get()?;
                if !asks.take(Instant::now().into_std()) {
                    send(socket, written(&ToClient::refused(Some(number), Why::TooFast, Some(SLOWER)))).await?;
                } else if !hub.ask(Job::Seat { line: Arc::clone(line), seat, message }) {
                    send(socket, written(&ToClient::refused(Some(number), Why::Busy, Some(SLOWER)))).await?;
                }
            }
            () = line.changed() => {
                if !flush(socket, line).await || line.is_cut() {
                    return None;
                }
            }
            () = &mut quiet => {
                if asked {
                    return None;
                }
                asked = true;
                quiet.as_mut().reset(Instant::now() + silence);
                put(socket, Message::Ping(Default::default())).await?;
            }
            changed = news.changed() => {
                changed.ok()?;
                let latest = news.borrow_and_update().clone();
                send(socket, latest).await?;
            }
        }
    }
}

/// What was heard.
enum Heard {
    Message(FromClient),
    /// Nothing that wants an answer.
    Nothing,
}

/// The next message; none where the connection ends, or what comes is none.
async fn hear(socket: &mut WebSocket) -> Option<Heard> {
    match socket.recv().await?.ok()? {
        Message::Text(text) => serde_json::from_str(&text).ok().map(Heard::Message),
        Message::Ping(_) | Message::Pong(_) => Some(Heard::Nothing),
        Message::Binary(_) | Message::Close(_) => None,
    }
}

/// Sends what waits; false if that fails.
async fn flush(socket: &mut WebSocket, line: &Line) -> bool {
    while let Some(message) = line.take() {
        if send(socket, message).await.is_none() {
            return false;
        }
    }
    true
}

/// Who does not take a message in for so long is gone.
async fn send(socket: &mut WebSocket, message: Utf8Bytes) -> Option<()> {
    put(socket, Message::Text(message)).await
}

async fn put(socket: &mut WebSocket, message: Message) -> Option<()> {
    match socket.send(message).now_or_never() {
        Some(sent) => sent.ok(),
        // It is in the connection's buffer, and goes out as the other end takes it in.
        None => Box::pin(timeout(TO_JOIN, socket.flush())).await.ok()?.ok(),
    }
}

fn written(message: &ToClient) -> Utf8Bytes {
    serde_json::to_string(message).unwrap_or_default().into()
}
