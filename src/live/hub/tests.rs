//! The desk by itself, with batches that no network would make on demand.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use super::desk::Desk;
use super::{Job, Place, Shown, World};
use crate::domain::room::Room;
use crate::domain::room::agenda::{Length, Stop, What};
use crate::domain::room::code::Code;
use crate::domain::room::event::{Doors, Setup};
use crate::domain::session::attempt::PolicyStamp;
use crate::domain::text::Text;
use crate::live::door::Door;
use crate::live::journal::Journal;
use crate::live::line::Line;
use crate::live::protocol::{FromClient, PROTOCOL};

const KEY: &str = "fedcba9876543210fedcba9876543210";

fn desk(journal: &std::path::Path) -> Desk {
    let doors = Doors { code: Code::from_seed(1), invite: "invite".to_owned(), screen: KEY.to_owned() };
    let setup = Setup {
        id: uuid::Uuid::from_u128(7),
        doors: doors.clone(),
        names: 1,
        seats: 5,
        pack: "desk".to_owned(),
        title: Text::clean("The desk"),
        policy: PolicyStamp { id: "desk".to_owned(), version: "1".to_owned(), hash: String::new() },
        length: Length::Short,
        stops: [What::Lobby, What::Close].map(|what| Stop { what, minutes: 0 }).into(),
        items: Vec::new(),
    };
    let (room, first) = Room::open(setup, 0);
    let host = Arc::new(room.host_view(&|_| false));
    let view = Arc::new(Mutex::new(Shown { host, connected: 0, trouble: None }));
    let world = World { clock: Box::new(|| 0), changed: Box::new(|| ()), view };
    Desk::new(room, Journal::create(journal, &first).unwrap(), Door::new(doors, Instant::now()), world)
}

/// Comes in, and is gone before that was answered: all in one batch.
fn come_and_go(desk: &mut Desk, message: FromClient) -> Arc<Line> {
    let (line, place) = (Arc::new(Line::default()), Arc::new(Place::default()));
    let from = IpAddr::V4(Ipv4Addr::LOCALHOST);
    desk.take(Job::Enter { line: Arc::clone(&line), from, message, seat: Arc::clone(&place) });
    line.cut();
    desk.take(Job::Left { line: Arc::clone(&line), seat: place.get() });
    desk.settle();
    line
}

#[test]
fn who_leaves_before_they_are_let_in_is_kept_by_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(&folder.path().join("j"));
    let watch = FromClient::Watch { protocol: PROTOCOL, key: KEY.to_owned() };
    let token = "token-of-somebody-number-1".to_owned();
    let join = FromClient::Join { protocol: PROTOCOL, token, door: "invite".to_owned(), alias: String::new() };
    for message in [watch.clone(), join] {
        let line = come_and_go(&mut desk, message);
        assert_eq!(Arc::strong_count(&line), 1, "nobody sends anything to it any more");
        assert!(!line.is_seated());
    }
    // The seat is there, and waits for them.
    let (answer, answered) = sync_channel(1);
    desk.take(Job::Look { answer });
    desk.settle();
    let shown = answered.recv().unwrap();
    assert_eq!((shown.connected, shown.host.screen.people, shown.host.screen.away), (0, 1, 1));
    // Who watches and stays is shown it.
    let line = Arc::new(Line::default());
    let from = IpAddr::V4(Ipv4Addr::LOCALHOST);
    desk.take(Job::Enter { line: Arc::clone(&line), from, message: watch, seat: Arc::default() });
    desk.settle();
    assert!(line.is_seated() && line.take().is_some());
}
