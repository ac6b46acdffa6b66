//! Three words that two people compare. They come from both devices' keys, so they differ when somebody stands in between.
use core::fmt;

use sha2::{Digest as _, Sha256};

use crate::frame::{PublicKey, TransferId};

/// Three words of a list of 256: 24 bits. Eight would be read no more carefully; what makes 24 bits enough is that the
/// giver's key is fixed before the receiver's is seen (docs/decisions/0013).
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Words([u8; 3]);

impl Words {
    pub(crate) fn of(transfer: TransferId, giver: &PublicKey, receiver: &PublicKey) -> Self {
        let hash = Sha256::new()
            .chain_update(b"golden-hour handover words v1\0")
            .chain_update(transfer.0)
            .chain_update(giver.0)
            .chain_update(receiver.0)
            .finalize();
        Self([hash[0], hash[1], hash[2]])
    }

    /// The three words in the order in which both screens show them.
    #[must_use]
    pub fn words(&self) -> [&'static str; 3] {
        self.0.map(|number| LIST[usize::from(number)])
    }
}

impl fmt::Display for Words {
    /// With a space between, for one line of a screen.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, second, third] = self.words();
        write!(f, "{first} {second} {third}")
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Plain things, colours, plants and animals. No two begin with the same four letters or sound the same; none is about a
/// person, a family, harm, a journey or work. Written for this project. The order is part of version 1 of the codes.
#[rustfmt::skip]
const LIST: [&str; 256] = [
    "acorn", "almond", "amber", "anchor", "antler", "apple", "apron", "arch", "atlas", "autumn", "avocado", "axle",
    "badge", "bagpipe", "bakery", "balcony", "bamboo", "banjo", "barrel", "basket", "beacon", "beaver", "beetle",
    "biscuit", "blanket", "blossom", "bonnet", "bramble", "breeze", "brick", "bucket", "buffalo", "bugle", "butter",
    "cabbage", "cactus", "camel", "candle", "canyon", "captain", "caramel", "castle", "cello", "chalk", "cherry",
    "chimney", "cinnamon", "circus", "clover", "coconut", "comet", "copper", "cotton", "cricket", "crystal",
    "cupboard", "curtain", "cushion", "daffodil", "daisy", "dentist", "desert", "dial", "diamond", "dolphin",
    "donkey", "dragon", "drum", "dynamo", "eagle", "easel", "echo", "elbow", "elephant", "emerald", "engine",
    "envelope", "eraser", "fabric", "falcon", "feather", "fern", "fiddle", "finch", "flannel", "flute", "forest",
    "fossil", "fountain", "fox", "fridge", "frog", "galaxy", "garden", "garlic", "gecko", "ginger", "giraffe",
    "glacier", "goblet", "goose", "granite", "grape", "guitar", "hammer", "harbour", "harvest", "hazel", "hedgehog",
    "helmet", "heron", "hexagon", "honey", "horizon", "hurdle", "iceberg", "igloo", "indigo", "insect", "island",
    "ivory", "jacket", "jaguar", "jasmine", "jelly", "jigsaw", "jungle", "juniper", "kangaroo", "kayak", "kestrel",
    "kettle", "kitten", "kiwi", "koala", "ladder", "lagoon", "lantern", "laundry", "lavender", "lemon", "leopard",
    "library", "lilac", "lizard", "lobster", "lotus", "lunar", "magnet", "mango", "maple", "marble", "meadow",
    "melody", "mercury", "microbe", "mirror", "mosaic", "muffin", "museum", "napkin", "nectar", "noodle", "nugget",
    "nutmeg", "oasis", "oboe", "ocean", "octopus", "olive", "onion", "opal", "orbit", "orchid", "ostrich", "otter",
    "oven", "oxygen", "paddle", "pancake", "panther", "parsley", "peacock", "pebble", "pelican", "pencil",
    "penguin", "pepper", "piano", "pigeon", "pillow", "planet", "polar", "poppy", "potato", "prism", "pumpkin",
    "puzzle", "pyramid", "quilt", "quiver", "rabbit", "radish", "rainbow", "raven", "ribbon", "rocket", "rosemary",
    "ruby", "rudder", "saffron", "salmon", "sapphire", "saturn", "scarf", "shovel", "silver", "sketch", "snow",
    "sparrow", "spider", "sponge", "squirrel", "statue", "sugar", "sunset", "swan", "teapot", "temple", "tennis",
    "thimble", "thunder", "tiger", "timber", "toffee", "tortoise", "trumpet", "tulip", "tunnel", "umbrella",
    "unicorn", "valley", "vanilla", "velvet", "violin", "volcano", "vulture", "waffle", "walnut", "window",
    "winter", "wombat", "yogurt", "zebra", "zigzag", "zinc",
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// How many letters must be changed, put in or left out.
    fn slips(one: &str, other: &str) -> usize {
        let other: Vec<char> = other.chars().collect();
        let mut row: Vec<usize> = (0..=other.len()).collect();
        for (line, letter) in one.chars().enumerate() {
            let mut next = vec![line + 1];
            for (place, wanted) in other.iter().enumerate() {
                let changed = row[place] + usize::from(letter != *wanted);
                next.push(changed.min(row[place + 1] + 1).min(next[place] + 1));
            }
            row = next;
        }
        row[other.len()]
    }

    #[test]
    fn the_words_are_short_plain_and_in_order() {
        assert!(LIST.is_sorted());
        for word in LIST {
            assert!((3..=8).contains(&word.len()), "{word}");
            assert!(word.chars().all(|letter| letter.is_ascii_lowercase()), "{word}");
        }
    }

    #[test]
    fn no_two_words_are_easily_taken_for_each_other() {
        let beginnings: BTreeSet<&str> = LIST.iter().map(|word| &word[..word.len().min(4)]).collect();
        assert_eq!(beginnings.len(), LIST.len());
        for (place, word) in LIST.iter().enumerate() {
            for other in &LIST[place + 1..] {
                assert!(slips(word, other) > 1, "{word} and {other}");
            }
        }
    }

    #[test]
    fn the_words_depend_on_both_keys_and_on_the_transfer() {
        let (id, giver, receiver) = (TransferId([1; 8]), PublicKey([2; 32]), PublicKey([3; 32]));
        let words = Words::of(id, &giver, &receiver);
        assert_ne!(words, Words::of(id, &receiver, &giver), "who gives and who takes is part of it");
        assert_ne!(words, Words::of(id, &giver, &PublicKey([4; 32])));
        assert_ne!(words, Words::of(id, &PublicKey([4; 32]), &receiver));
        assert_ne!(words, Words::of(TransferId([4; 8]), &giver, &receiver));
        assert_eq!(words, Words::of(id, &giver, &receiver));
    }
}
