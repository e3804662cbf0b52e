//! What seats are called: animals; more than there are animals, and colours tell them apart.

use super::alias::skeleton;
use crate::domain::chance::Chance;
use crate::domain::text::Text;

/// Well known, short, and no insult in any language we know of.
const ANIMALS: [&str; 64] = [
    "Otter",
    "Heron",
    "Badger",
    "Lynx",
    "Falcon",
    "Dolphin",
    "Hedgehog",
    "Owl",
    "Puffin",
    "Fox",
    "Koala",
    "Penguin",
    "Robin",
    "Beaver",
    "Squirrel",
    "Panda",
    "Tiger",
    "Zebra",
    "Camel",
    "Giraffe",
    "Lion",
    "Moose",
    "Raven",
    "Swan",
    "Crane",
    "Turtle",
    "Gecko",
    "Seal",
    "Walrus",
    "Whale",
    "Octopus",
    "Starfish",
    "Seahorse",
    "Butterfly",
    "Beetle",
    "Cricket",
    "Dragonfly",
    "Ladybird",
    "Hare",
    "Marmot",
    "Alpaca",
    "Bison",
    "Wolf",
    "Bear",
    "Eagle",
    "Finch",
    "Jackdaw",
    "Kingfisher",
    "Lark",
    "Magpie",
    "Osprey",
    "Pelican",
    "Quail",
    "Stork",
    "Toucan",
    "Wren",
    "Ibis",
    "Jaguar",
    "Leopard",
    "Wombat",
    "Ocelot",
    "Tapir",
    "Narwhal",
    "Kiwi",
];

/// In front of an animal.
const COLOURS: [&str; 12] =
    ["Amber", "Blue", "Copper", "Green", "Ivory", "Lilac", "Olive", "Pink", "Red", "Silver", "Teal", "Violet"];

/// The name of the seat that came as number `place`, from 0; the seed orders the names. No two places have the same one.
pub fn name(seed: u64, place: usize) -> Text {
    let mut chance = Chance::new(seed);
    let mut animals = ANIMALS;
    let mut colours = COLOURS;
    chance.shuffle(&mut animals);
    chance.shuffle(&mut colours);
    let animal = animals[place % ANIMALS.len()];
    let around = place / ANIMALS.len();
    Text::clean(&match around.checked_sub(1) {
        None => animal.to_owned(),
        Some(around) => {
            let colour = colours[around % COLOURS.len()];
            match around / COLOURS.len() {
                0 => format!("{colour} {animal}"),
                more => format!("{colour} {animal} {}", more + 1),
            }
        }
    })
}

/// The name of that place; with a number where somebody looks like it already, asked by a [`skeleton`]: people may call themselves by any
/// animal.
pub fn free(seed: u64, place: usize, taken: impl Fn(&str) -> bool) -> Text {
    let own = name(seed, place);
    let numbered = (2u32..).map(|n| Text::clean(&format!("{own} {n}")));
    let free = std::iter::once(own.clone()).chain(numbered).find(|name| !taken(&skeleton(name)));
    free.unwrap_or(own)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::name;

    #[test]
    fn everybody_has_a_name_of_their_own() {
        let names: BTreeSet<String> = (0..2_000).map(|place| name(3, place).to_string()).collect();
        assert_eq!(names.len(), 2_000);
        assert!(!name(3, 5).contains(' '), "a small team has plain animals");
        assert_eq!(name(3, 5), name(3, 5));
    }
}
