//! # Escalate or Act?
//!
//! A terminal training game: it deals real cases, asks "escalate or act?", scores the answer against the team's own policy and
//! explains the boundary. The policy computes every answer; nothing is typed in by hand.
//!
//! ## Modules and what they may use
//!
//! | module | what it is | uses |
//! |---|---|---|
//! | [`domain`] | decides, explains, deals and scores; pure: no file, clock, environment, network or terminal | nothing of the crate |
//! | [`content`] | finds and reads packs, embedded or from a path | `domain` |
//! | [`store`] | the append-only log of attempts, in SQLite | `domain` |
//! | [`live`] | the team meeting over a network: the protocol, the server with its journal, the client | `domain` |
//! | [`export`] | pages to print and pass on: text, Markdown, HTML, tables, JSON | `domain` |
//! | [`tui`] | the terminal game: model, message, update, effect; also as plain lines | `domain` |
//! | [`cli`] | one file a subcommand, and the place where everything is put together | all of them |
//!
//! `ratatui` and `crossterm` live only in `tui`, SQL only in `store`, the network only in `live`, `clap` only in `cli`. A test holds
//! this graph, and lints hold the purity of `domain`; a new edge is a decision, made in that test.
//!
//! ## How a case flows
//!
//! Pack text → a valid [`domain::policy::Policy`] and its scenarios, or diagnostics, all of them → [`domain::policy::engine`]
//! compiles the policy to boxes over fact space → a session deals a round, the verdict withheld → key → message → `update` →
//! answer → outcome → the reveal, drawn from an [`domain::policy::explanation::Explanation`], and an effect that appends the
//! attempt to the log → summaries are folds over the log.
//!
//! A team meeting is a fold over events: [`domain::room`]. Whoever can't come answers a ballot, in a file of its own, and what comes back
//! of it are the same events: [`domain::room::alone`]. What the lead takes away from it is a fold over the room,
//! [`domain::report`], which knows of votes how many there were and never whose, and `export` writes it down.
//!
//! A trainee's own figures are folds over the log too: [`domain::report::trainee`] says them once, as parts with a chart and a
//! sentence each, and the progress screen, plain lines and every page of `eoa report` show the same parts. What takes the policy
//! (the coastline crossed, the line in one's head) is worked out in a thread of its own, and arrives after the figures.
//! What is kept of a person is gathered by [`domain::person`], to be handed to them whole, and goes out of the log and of meetings'
//! journals by [`store::erasure`]: all of it or nothing, and the rest as if it had never been there.
//!
//! ## Words
//!
//! *Fact*: what a case is described by. *Rule*: a clause; a red line escalates, a stop line declines, a green light acts.
//! *Verdict*: the right answer (yes, no, escalate, either). *Decision*: its coarser half, act or escalate. *Boundary*: where the
//! verdict turns. *Flip*: a least change that turns it. *Room*: how far a number may go before it does. *Twin*: the same case
//! with the least change. *Facet*: a line at which the verdict turns, with the rules on its two sides; all of them are the
//! *coastline*. *Revision*: two versions of a pack, compared; a line of only one of them is *born* or *lost*, or it *moved*.
//! *Month*: a run of cases with an allowance, each decided with what is left of it. *Gesture*: what may go with a remedy.
//! *Draft*: a policy with numbers moved, to see what that would change. *Cousin*: a case under the same rule, as different as can
//! be. *Path*: a policy learnt rule by rule, each a *unit*, up to the *check*. *Grey area*: a case no rule speaks about. *Place*: a
//! facet as it is remembered. *Hand*: cards chosen for somebody, each with its reason; a *refresher* is a hand of what is due.
//! *Over-escalation*, *over-reach*: the two errors that count. *Meeting*: a team in one [`domain::room`], each in a *seat*, voting on
//! what the *host* puts on the *table*. *Debrief*: what its lead takes away; *divergence map*: the clauses people answer differently,
//! before and after they talked it over. *Progress*: what one's own answers tell, never one number; *turning*: where somebody takes a
//! number line to be, beside where the policy has it; *hunt*: cases chosen one by one to find that out.

pub mod cli;
pub mod content;
pub mod domain;
pub mod export;
pub mod live;
pub mod store;
pub mod tui;
