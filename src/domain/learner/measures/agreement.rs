//! Where people answer one case differently: low agreement before and after talking is a clause to rewrite, not a person to teach.

pub mod entropy;
pub mod fleiss;
pub mod krippendorff;
