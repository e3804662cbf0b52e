//! The engine beside a slow, obvious oracle.

mod naive;
mod oddities;
mod properties;
mod random;
