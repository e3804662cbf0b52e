//! Making an agenda: which cases of a pack a meeting plays, with which twins, around which talk.

use super::{Length, Stop, Talk, What};
use crate::domain::policy::explanation::Decision;
use crate::domain::room::item::Item;
use crate::domain::session::Plan;
use crate::domain::session::deck::{self, Card};
use crate::domain::session::pack::PackView;
use crate::domain::session::round::Round;

/// What the host wants of a meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// How long.
    pub length: Length,
    /// The same seed makes the same agenda.
    pub seed: u64,
    /// Only scenarios of this topic.
    pub topic: Option<String>,
    /// Only these scenarios, by id, in this order; as many as fit are dealt where it is empty.
    pub only: Vec<String>,
}

/// The pack has no case that can be played.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no case to play: the pack has none that fits, or its policy can't decide them")]
pub struct Unplayable;

/// Minutes that a case takes whoever answers it alone: one to read it, one to think.
const EACH: u32 = 2;

/// An agenda: stops and items.
pub(in crate::domain::room) type Agenda = (Vec<Stop>, Vec<Item>);

impl Wanted {
    /// The stops of the meeting and the cases they play.
    ///
    /// 15 minutes: two cases, one for each side of the line, and their twins. 30: four, and a grey area among them where the pack
    /// has one. 45: four, with questions put alone before, about the same rules where the pack has more cases of them.
    pub fn agenda(&self, pack: &PackView<'_>) -> Result<Agenda, Unplayable> {
        let cases = self.cases(pack);
        let before = if self.length == Length::Long { before(pack, &self.deal(pack, None), &cases) } else { Vec::new() };
        let mut items = Items { pack, items: Vec::new() };
        let before: Vec<usize> = before.into_iter().filter_map(|scenario| items.add(scenario)).collect();
        let cases: Vec<usize> = cases.iter().filter_map(|card| items.add(card.scenario)).collect();
        if cases.is_empty() {
            return Err(Unplayable);
        }
        let twins: Vec<usize> = cases.iter().filter_map(|item| items.add_twin(*item)).collect();
        Ok((stops(self.length, &before, &cases, &twins), items.items))
    }

    /// The stops and cases of a ballot that people answer alone, [`EACH`] minutes a case.
    ///
    /// There are no twins in it: a twin shows what of an explanation is left, and on a ballot nobody has explained anything.
    pub fn ballot(&self, pack: &PackView<'_>) -> Result<Agenda, Unplayable> {
        let wanted = usize::try_from(self.length.minutes() / EACH).unwrap_or(usize::MAX);
        let mut items = Items { pack, items: Vec::new() };
        let cards = self.deal(pack, self.only.is_empty().then_some(wanted));
        let cases: Vec<usize> = cards.iter().filter_map(|card| items.add(card.scenario)).collect();
        if cases.is_empty() {
            return Err(Unplayable);
        }
        let stop = |what| Stop { what, minutes: 0 };
        let case = |item: usize| Stop { what: What::Case { item }, minutes: EACH };
        let mut stops = vec![stop(What::Lobby)];
        stops.extend(cases.into_iter().map(case));
        stops.push(stop(What::Close));
        Ok((stops, items.items))
    }

    fn cases(&self, pack: &PackView<'_>) -> Vec<Card> {
        let wanted = if self.length == Length::Short { 2 } else { 4 };
        let mut cards = self.deal(pack, self.only.is_empty().then_some(wanted));
        if !self.only.is_empty() {
            cards.sort_by_key(|card| self.only.iter().position(|id| *id == pack.scenarios[card.scenario].id));
            return cards;
        }
        let grey = |card: &Card| card.kind.is_some_and(crate::domain::policy::explanation::Kind::is_grey);
        if self.length != Length::Short && !cards.iter().any(grey) {
            // The last of its side gives way: both sides stay in the deck.
            if let Some(found) = self.deal(pack, None).into_iter().find(grey)
                && let Some(place) = cards.iter().rposition(|c| c.decision == found.decision)
            {
                cards[place] = found;
            }
        }
        // What one may do comes before what one may not.
        cards.sort_by_key(|card| card.decision == Decision::Escalate);
        let half = cards.iter().filter(|c| c.decision == Decision::Act).count();
        let (act, escalate) = cards.split_at(half);
        let pairs = (0..act.len().max(escalate.len())).flat_map(|i| [act.get(i), escalate.get(i)]);
        pairs.flatten().cloned().collect()
    }

    fn deal(&self, pack: &PackView<'_>, cases: Option<usize>) -> Vec<Card> {
        let plan = Plan { seed: self.seed, cases, topic: self.topic.clone(), only: self.only.clone(), ..Plan::default() };
        deck::deal(pack, &plan)
    }
}

/// For each case, another scenario that the same rule decides.
fn before(pack: &PackView<'_>, all: &[Card], cases: &[Card]) -> Vec<usize> {
    let mut chosen: Vec<usize> = Vec::new();
    for case in cases {
        let used = |card: &&Card| !cases.iter().any(|c| c.scenario == card.scenario) && !chosen.contains(&card.scenario);
        let other = all.iter().filter(used).find(|card| card.rule.is_some() && card.rule == case.rule);
        chosen.extend(other.filter(|card| pack.scenarios.get(card.scenario).is_some()).map(|card| card.scenario));
    }
    chosen
}

struct Items<'a, 'p> {
    pack: &'a PackView<'p>,
    items: Vec<Item>,
}

impl Items<'_, '_> {
    /// A scenario as the meeting plays it: everything known that its customer could say.
    fn add(&mut self, scenario: usize) -> Option<usize> {
        let round = Round::deal(self.pack, scenario, &[], 0)?;
        self.items.push(Item::of(self.pack, &round, None));
        Some(self.items.len() - 1)
    }

    /// The nearest twin of an item.
    fn add_twin(&mut self, of: usize) -> Option<usize> {
        let scenario = self.pack.find(&self.items.get(of)?.scenario)?;
        let round = Round::deal(self.pack, scenario, &[], 0)?.twin(self.pack, None, &[], 0)?;
        self.items.push(Item::of(self.pack, &round, Some(of)));
        Some(self.items.len() - 1)
    }
}

fn stops(length: Length, before: &[usize], cases: &[usize], twins: &[usize]) -> Vec<Stop> {
    let talk = |talk, minutes| Stop { what: What::Talk(talk), minutes };
    let each = |items: &[usize], minutes: u32, what: fn(usize) -> What| -> Vec<Stop> {
        let share = |i: u32, n: u32| (minutes * (i + 1)) / n - (minutes * i) / n;
        let n = u32::try_from(items.len()).unwrap_or(1).max(1);
        (0..n).zip(items).map(|(i, item)| Stop { what: what(*item), minutes: share(i, n) }).collect()
    };
    let case = |item| What::Case { item };
    let twin = |item| What::Twin { item };
    let mut stops = vec![Stop { what: What::Lobby, minutes: 0 }];
    match length {
        Length::Short => {
            stops.push(talk(Talk::Prebrief, 1));
            stops.extend(each(cases, 9, case));
            stops.extend(each(twins, 2, twin));
            stops.push(talk(Talk::Phrase, 1));
            stops.push(talk(Talk::Gaps, 2));
        }
        Length::Medium => {
            stops.push(talk(Talk::Prebrief, 2));
            stops.extend(each(cases, 15, case));
            stops.extend(each(twins, 4, twin));
            stops.push(talk(Talk::HandoverNote, 3));
            stops.push(talk(Talk::Gaps, 3));
            stops.push(talk(Talk::Commitments, 3));
        }
        Length::Long => {
            stops.push(talk(Talk::Prebrief, 3));
            stops.extend(each(before, 5, |item| What::Before { item }));
            stops.extend(each(cases, 17, case));
            stops.push(talk(Talk::SecondPerson, 5));
            stops.push(talk(Talk::MoveALimit, 4));
            stops.push(talk(Talk::Gaps, 5));
            stops.extend(each(twins, 4, twin));
            stops.push(talk(Talk::Commitments, 2));
        }
    }
    stops.push(Stop { what: What::Close, minutes: 0 });
    stops
}
