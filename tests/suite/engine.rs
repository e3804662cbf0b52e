//! The engine beside a slow, obvious oracle.

mod coastline;
mod counts;
mod differences;
mod edits;
mod examined;
mod naive;
mod oddities;
mod properties;
mod random;
mod reasons;
mod spent;
mod together;
