//! The team meeting: one room, its seats, its votes and what is noted, as a fold over events. It knows no sockets and no clock.
//!
//! # How it runs
//!
//! A [`Setup`](event::Setup) opens the room: the agenda, its cases with their sealed answers, and the code. From then on it changes by
//! [`Event`](event::Event)s alone, numbered from 0. Whoever wants something of it makes a request
//! ([`FromSeat`](request::FromSeat) or [`FromHost`](request::FromHost)); [`Room::seat`], [`Room::join`] and [`Room::host`] answer with the event that
//! comes of it, with "that is so already", or with a [`Refusal`](refusal::Refusal). The caller keeps the event, then hands it to
//! [`Room::apply`]. Applying an event again changes nothing, so a host that was killed replays its journal ([`Room::replay`]) and
//! goes on.
//!
//! # Where the room stands
//!
//! A [`Place`](place::Place) is a stop of the agenda and a phase within it:
//!
//! ```text
//! Lobby · Talk · Read → Vote → Split → Discuss → Vote again → Swing → Reveal · Alone → Reveal · Close
//! ```
//!
//! The host may go on, go back, jump ahead within a stop, or leave the stop, at any time. A ballot takes votes while the room stands at
//! its phase for the first time: once the room has been beyond it, it is closed for ever, and going back never opens it again.
//!
//! # Who sees what
//!
//! | view | who | what |
//! |---|---|---|
//! | [`Table`](view::table::Table) | everyone | the case on the table; the answer in its `Reveal` alone; splits once no vote hangs on them |
//! | [`Own`](view::own::Own) | one participant | their seat and their votes in this stop |
//! | [`Screen`](view::screen::Screen) | the projector | the table, how many have voted, who is here, the code |
//! | [`Host`](view::host::Host) | the host alone | also the split of a closed vote, the share that is right, the advice, the answer, what was noted |
//!
//! Whoever can't come to a meeting answers a ballot [`alone`], in a file; what comes back is a room like any other.
//!
//! No view says who voted what. A split is shown from [`SHOWN_FROM`](split::SHOWN_FROM) voters up.

pub mod advice;
pub mod agenda;
pub mod alias;
pub mod alone;
pub mod ballot;
pub mod code;
pub mod decide;
pub mod event;
pub mod fold;
pub mod item;
mod journey;
mod looks;
pub mod names;
pub mod note;
pub mod place;
pub mod refusal;
pub mod request;
pub mod reveal;
pub mod seat;
pub mod split;
mod state;
pub mod view;

pub use self::state::Room;
