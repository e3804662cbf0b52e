//! How the names in use look. One look may be in use twice, as a seat's name and as what somebody would rather be called: it is free
//! only once nobody has it any more.

use std::collections::HashMap;

use super::alias::skeleton;

/// Looks, each with how many have it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Looks(HashMap<String, u32>);

impl Looks {
    /// Somebody is called so.
    pub(super) fn take(&mut self, name: &str) {
        let users = self.0.entry(skeleton(name)).or_default();
        *users = users.saturating_add(1);
    }

    /// Somebody is called so no longer.
    pub(super) fn give_up(&mut self, name: &str) {
        let look = skeleton(name);
        match self.0.get_mut(&look) {
            Some(users) if *users > 1 => *users -= 1,
            _ => {
                self.0.remove(&look);
            }
        }
    }

    /// Whether somebody looks like this, as [`skeleton`] tells it.
    pub(super) fn has(&self, look: &str) -> bool {
        self.0.contains_key(look)
    }
}
