//! The engine beside a slow, obvious oracle.

mod naive;
mod properties;
mod random;
