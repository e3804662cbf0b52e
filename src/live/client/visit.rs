//! A visit: connections one after the other, and what is said over them.
//!
//! Requests are said one at a time, the next once the last is answered: so one that was refused for haste can be said again with its
//! number, and nothing newer has made it old meanwhile.

use std::collections::VecDeque;
use std::sync::mpsc::Sender;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::{Instant, sleep, sleep_until, timeout};
use tokio_tungstenite::tungstenite::Message;

use super::back::pause;
use super::connection::{Socket, connection, words};
use super::{Heard, Wish};
use crate::live::protocol::{FromClient, ToClient, Why};
use crate::live::trust::Fingerprint;

/// How long a connection may take to come about.
const TO_CONNECT: Duration = Duration::from_secs(10);
/// After so much silence the server is asked whether it is there.
const QUIET: Duration = Duration::from_secs(20);
/// How long it may take to answer that.
const TO_ANSWER: Duration = Duration::from_secs(8);
/// How long to wait after a refusal for haste that does not say.
const SLOWER: u64 = 1_000;

/// Why a connection ended.
enum Ended {
    /// It broke.
    Broke(String),
    /// There is no use in coming back.
    Over,
}

pub(super) struct Visit<W> {
    pub(super) address: String,
    pub(super) trust: Option<Fingerprint>,
    /// What is said first.
    pub(super) hello: FromClient,
    pub(super) tell: Sender<Heard>,
    pub(super) woken: W,
    pub(super) wished: UnboundedReceiver<Wish>,
    /// The last number used, once the server has told it.
    pub(super) number: Option<u32>,
    /// What is to be said, oldest first.
    pub(super) waiting: VecDeque<Wish>,
    /// What is being said, and not answered yet.
    pub(super) open: Option<FromClient>,
    /// It was, on this connection.
    pub(super) said: bool,
    /// There is a seat to say it from, on this connection.
    pub(super) seated: bool,
    /// Not before then, after a refusal for haste.
    pub(super) pause: Option<Instant>,
}

impl<W: Fn()> Visit<W> {
    pub(super) async fn run(mut self) {
        let mut tries = 0;
        loop {
            match self.connect(&mut tries).await {
                Ended::Over => break,
                Ended::Broke(why) => {
                    self.say(Heard::Away(why));
                    // Without chance, in the middle.
                    let pause = pause(tries, getrandom::u32().unwrap_or(u32::MAX / 2));
                    tries += 1;
                    if self.meanwhile(sleep(pause)).await.is_none() {
                        break;
                    }
                }
            }
        }
        self.say(Heard::Over);
    }

    fn say(&self, heard: Heard) {
        let _ = self.tell.send(heard);
        (self.woken)();
    }

    async fn connect(&mut self, tries: &mut usize) -> Ended {
        let connecting = connection(self.address.clone(), self.trust.clone());
        let mut socket = match self.meanwhile(timeout(TO_CONNECT, connecting)).await {
            Some(Ok(Ok(socket))) => socket,
            Some(Ok(Err(why))) => return Ended::Broke(why),
            Some(Err(_)) => return Ended::Broke("no connection: nobody answers at this address".to_owned()),
            None => return Ended::Over,
        };
        (self.said, self.seated, self.pause) = (false, false, None);
        if let Err(broke) = send(&mut socket, &self.hello).await {
            return broke;
        }
        let mut quiet = std::pin::pin!(sleep(QUIET));
        let mut asked = false;
        loop {
            let pause = self.pause;
            tokio::select! {
                heard = socket.next() => {
                    asked = false;
                    quiet.as_mut().reset(Instant::now() + QUIET);
                    let text = match heard {
                        Some(Ok(Message::Text(text))) => text,
                        Some(Ok(Message::Close(_))) | None => return Ended::Broke("the host's program went away".to_owned()),
                        Some(Ok(_)) => continue,
                        Some(Err(error)) => return Ended::Broke(words(&error)),
                    };
                    let Ok(message) = serde_json::from_str::<ToClient>(&text) else {
                        return Ended::Broke("the host's program speaks another language: is it as new as this one?".to_owned());
                    };
                    *tries = 0;
                    if let Err(ended) = self.hear(&mut socket, message).await {
                        return ended;
                    }
                }
                wish = self.wished.recv() => {
                    let Some(wish) = wish else {
                        let _ = socket.close(None).await;
                        return Ended::Over;
                    };
                    self.waiting.push_back(wish);
                    if let Err(broke) = self.speak(&mut socket).await {
                        return broke;
                    }
                }
                () = sleep_until(pause.unwrap_or_else(Instant::now)), if pause.is_some() => {
                    self.pause = None;
                    if let Err(broke) = self.again(&mut socket).await {
                        return broke;
                    }
                }
                () = &mut quiet => {
                    if asked {
                        return Ended::Broke("nothing is heard of the host's program".to_owned());
                    }
                    asked = true;
                    quiet.as_mut().reset(Instant::now() + TO_ANSWER);
                    if let Err(broke) = send(&mut socket, &FromClient::There).await {
                        return broke;
                    }
                }
            }
        }
    }

    async fn hear(&mut self, socket: &mut Socket, message: ToClient) -> Result<(), Ended> {
        // Who is not let in, and not told to try later, need not try again.
        let gone = matches!(message, ToClient::Gone | ToClient::Refused { number: None, retry: None, .. });
        match &message {
            ToClient::Seated(own) => {
                self.number = Some(self.number.unwrap_or(0).max(own.last));
                (self.said, self.seated, self.pause) = (false, true, None);
                // What was answered while nobody listened is in the votes already; saying it again does no harm.
                self.speak(socket).await?;
            }
            // It is tried again by itself, and nobody need know of it: the vote is on its way.
            ToClient::Refused { number: Some(number), why: Why::TooFast | Why::Busy, retry, .. } => {
                if self.open.as_ref().and_then(number_of) == Some(*number) {
                    self.pause = Some(later(*retry));
                }
                return Ok(());
            }
            ToClient::Refused { number: None, retry: Some(retry), .. } => self.pause = Some(later(Some(*retry))),
            ToClient::Taken { number, .. } if self.open.as_ref().and_then(number_of) == Some(*number) => {
                self.open = None;
                self.speak(socket).await?;
            }
            ToClient::Refused { number: Some(number), words, .. } if self.open.as_ref().and_then(number_of) == Some(*number) => {
                if let Some(request) = self.open.take() {
                    self.say(Heard::NotTaken { request, words: words.clone() });
                }
                return self.speak(socket).await;
            }
            ToClient::Here => return Ok(()),
            _ => {}
        }
        self.say(Heard::Said(Box::new(message)));
        if gone { Err(Ended::Over) } else { Ok(()) }
    }

    /// Says what is to be said next, if there is a seat to say it from and nothing else is open.
    async fn speak(&mut self, socket: &mut Socket) -> Result<(), Ended> {
        if !self.seated || self.pause.is_some() {
            return Ok(());
        }
        if self.open.is_none()
            && let Some(wish) = self.waiting.pop_front()
        {
            self.open = Some(self.numbered(wish));
            self.said = false;
        }
        match &self.open {
            Some(request) if !self.said => {
                self.said = true;
                send(socket, request).await
            }
            _ => Ok(()),
        }
    }

    /// Says again what was refused for haste: a request, with its number, or who one is.
    async fn again(&mut self, socket: &mut Socket) -> Result<(), Ended> {
        if self.seated {
            self.said = false;
            return self.speak(socket).await;
        }
        send(socket, &self.hello).await
    }

    /// Waits for something, and keeps what is wished meanwhile; none if this end is given up.
    async fn meanwhile<T>(&mut self, future: impl Future<Output = T>) -> Option<T> {
        let mut future = std::pin::pin!(future);
        loop {
            tokio::select! {
                done = &mut future => return Some(done),
                wish = self.wished.recv() => self.waiting.push_back(wish?),
            }
        }
    }

    fn numbered(&mut self, wish: Wish) -> FromClient {
        let number = self.number.unwrap_or(0).saturating_add(1);
        self.number = Some(number);
        match wish {
            Wish::Vote(ballot, vote) => FromClient::Vote { number, ballot, vote },
            Wish::Ask(text) => FromClient::Ask { number, text },
            Wish::Rename(alias) => FromClient::Rename { number, alias },
        }
    }
}

fn number_of(request: &FromClient) -> Option<u32> {
    match request {
        FromClient::Vote { number, .. } | FromClient::Ask { number, .. } | FromClient::Rename { number, .. } => Some(*number),
        FromClient::Join { .. } | FromClient::Watch { .. } | FromClient::There => None,
    }
}

fn later(retry: Option<u64>) -> Instant {
    Instant::now() + Duration::from_millis(retry.unwrap_or(SLOWER))
}

async fn send(socket: &mut Socket, message: &FromClient) -> Result<(), Ended> {
    let text = serde_json::to_string(message).unwrap_or_default();
    socket.send(Message::text(text)).await.map_err(|error| Ended::Broke(words(&error)))
}
