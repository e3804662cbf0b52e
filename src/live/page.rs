//! The page participants open: one file, put together when the program is built, served by the program itself.
//!
//! It stands in pieces in `page/`, and is one text here: a frame, styles, and scripts that share one scope, in this order. There is no
//! build step, and the page asks nobody but the server it came from. Style and script name themselves by [`NONCE`](super::answer::NONCE),
//! which the server fills in anew for every visitor.
//!
//! - `words` makes elements of text, never of HTML: whatever others wrote becomes a text node.
//! - `seat` is what the device keeps: the token, the numbers of requests, and what was said but not answered.
//! - `line` is the connection, which comes back by itself and says again what was not answered.
//! - `room` is what is known of the meeting; `draw` brings the page up to it and touches only what has changed.
//! - `phases`, `case`, `vote`, `votes`, `scale` and `reveal` are what is drawn; `forms` what is typed; `start` comes in.
//!
//! What a test may hold on to: `body[data-link]` (`door`, `joining`, `waiting`, `on`, `away`, `over`), `body[data-phase]` (as
//! [`Phase`](crate::domain::room::place::Phase) is written), `#code`, `#door-form`, `#answer-yes`, `#answer-no`, `#answer-escalate`,
//! `#sure-1` to `#sure-3`, `#vote-state[data-state]` (`none`, `half`, `waiting`, `saved`, `closed`), `#heading`, `#verdict`,
//! `#question`, `#name`.

/// The page. [`NONCE`](super::answer::NONCE) stands in it where its style and its script say who they are.
pub const PAGE: &str = concat!(
    include_str!("page/top.html"),
    include_str!("page/look.css"),
    include_str!("page/case.css"),
    include_str!("page/reveal.css"),
    include_str!("page/body.html"),
    include_str!("page/words.js"),
    include_str!("page/seat.js"),
    include_str!("page/line.js"),
    include_str!("page/room.js"),
    include_str!("page/phases.js"),
    include_str!("page/case.js"),
    include_str!("page/vote.js"),
    include_str!("page/votes.js"),
    include_str!("page/scale.js"),
    include_str!("page/reveal.js"),
    include_str!("page/draw.js"),
    include_str!("page/forms.js"),
    include_str!("page/start.js"),
    include_str!("page/end.html"),
);
