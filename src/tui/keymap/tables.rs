//! The tables themselves, by what is on the screen.

pub mod case;
pub mod everywhere;
pub mod home;
pub mod policy;
mod rows;
