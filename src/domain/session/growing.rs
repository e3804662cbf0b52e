//! A hand that grows while it is played: what is dealt next rests on what was answered before.

use super::deck::Card;
use super::hand::Chosen;
use super::pack::PackView;
use super::{Millis, Session};

impl Session {
    /// Puts one card more at the end of the hand, and on the table if everything before it is played. False if it can't be played
    /// under this policy, or the round of twins has begun.
    pub fn put(&mut self, pack: &PackView<'_>, chosen: &Chosen, now: Millis) -> bool {
        let card = || Card::of(pack, pack.find(&chosen.scenario)?, &chosen.moved, &self.own);
        let Some(card) = card().filter(|_| self.closing.is_none()) else { return false };
        self.cards.push(Card { why: chosen.why.clone(), ..card });
        if self.round.is_none() {
            self.show(pack, now);
        }
        true
    }
}
