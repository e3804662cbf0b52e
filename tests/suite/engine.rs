//! The engine beside a slow, obvious oracle.

mod coastline;
mod naive;
mod oddities;
mod properties;
mod random;
