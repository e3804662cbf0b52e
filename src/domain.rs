//! The pure half: decides, explains, deals and scores. No file, clock, environment, network or terminal.

pub mod diagnostic;
pub mod learner;
pub mod policy;
pub mod scenario;
pub mod session;

pub mod text;
