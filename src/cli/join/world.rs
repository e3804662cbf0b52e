//! A participant's outside: a connection to a meeting.

use std::sync::mpsc::{Receiver, Sender, channel};

use crate::cli::play::clock::Clock;
use crate::cli::team::Wake;
use crate::domain::room::ballot::{BallotId, Vote};
use crate::domain::session::Millis;
use crate::live::client::{Client, Heard, Join};
use crate::live::protocol::{FromClient, ToClient};
use crate::tui::guest::model::{NotTaken, Reply};
use crate::tui::guest::port::Port;
use crate::tui::port::Waker;

/// The connection, once it is opened.
pub(super) struct World {
    join: Join,
    client: Option<Client>,
    wake: Wake,
    clock: Clock,
    told: Sender<Reply>,
    tells: Receiver<Reply>,
}

impl World {
    /// Nothing is connected yet.
    pub(super) fn new(join: Join, clock: Clock) -> Self {
        let (told, tells) = channel();
        Self { join, client: None, wake: Wake::default(), clock, told, tells }
    }
}

impl Port for World {
    fn open(&mut self, waker: Waker) {
        self.wake.listen(waker);
        let wake = self.wake.clone();
        match Client::start(self.join.clone(), move || wake.wake()) {
            Ok(client) => self.client = Some(client),
            Err(error) => {
                let _ = self.told.send(Reply::Over(format!("no connection can be made: {error}")));
                self.wake.wake();
            }
        }
    }

    fn replies(&mut self) -> Vec<Reply> {
        let now = self.clock.now();
        let heard = self.client.iter().flat_map(Client::heard).filter_map(|heard| reply(heard, now));
        let mut replies: Vec<Reply> = heard.chain(self.tells.try_iter()).collect();
        // Whoever is not let in doesn't try again with what was wrong.
        if let Some(end) = replies.iter().position(|reply| matches!(reply, Reply::Over(_))) {
            replies.truncate(end + 1);
            self.client = None;
        }
        replies
    }

    fn vote(&mut self, ballot: BallotId, vote: Vote) {
        self.client.iter().for_each(|client| client.vote(ballot, vote));
    }

    fn ask(&mut self, text: &str) {
        self.client.iter().for_each(|client| client.ask(text));
    }

    fn rename(&mut self, alias: &str) {
        self.client.iter().for_each(|client| client.rename(alias));
    }

    fn tick(&mut self) {
        let told = self.told.clone();
        self.wake.in_a_second(move || {
            let _ = told.send(Reply::Tick);
        });
    }

    fn now(&self) -> Millis {
        self.clock.now()
    }
}

fn reply(heard: Heard, now: Millis) -> Option<Reply> {
    Some(match heard {
        Heard::Away(why) => Reply::Away(why),
        Heard::NotTaken { request, words } => {
            let what = match request {
                FromClient::Vote { ballot, vote, .. } => NotTaken::Vote(ballot, vote),
                FromClient::Ask { text, .. } => NotTaken::Question(text),
                FromClient::Rename { .. } | FromClient::Join { .. } | FromClient::Watch { .. } | FromClient::There => {
                    NotTaken::Other
                }
            };
            Reply::Refused(what, words)
        }
        Heard::Over => Reply::Over("the visit has ended".to_owned()),
        Heard::Said(said) => match *said {
            ToClient::Seated(own) => Reply::Seated(own),
            ToClient::Board { now: theirs, board } => Reply::Board(Box::new(board), theirs - now),
            ToClient::Taken { alias, votes, .. } => Reply::Taken(alias, votes),
            // A crowd at the door passes: the connection is tried again.
            ToClient::Refused { number: None, retry: Some(_), words, .. } => Reply::Away(words),
            ToClient::Refused { number: None, words, .. } => Reply::Over(words),
            // An answer to what was said over a connection before this one.
            ToClient::Refused { .. } => return None,
            ToClient::Gone => Reply::Over("the host has ended your visit".to_owned()),
            ToClient::Screen { .. } | ToClient::Here => return None,
        },
    })
}
