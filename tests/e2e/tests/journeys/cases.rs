//! Realistic cases, made from the situations of the guidance. Nobody in them is a person; numbers are of a range kept for
//! fiction.
use gh_e2e::phone::Entry;

/// Where the boy of the raid is. It must be nowhere but behind "Show the place".
pub const PLACE: &str = "Back bench of patrol car 4, outside 12 Dock Lane";

/// A boy of about 15, found tending plants in a raided house.
pub const RAID_BOY: &[Entry] = &[
    Entry::typed("Where the child is now", "Where the child is now", PLACE),
    Entry::typed("You, and who covers for you", "Your name", "Constable on trial"),
    Entry::typed("You, and who covers for you", "A number to ring you back", "01632 960 150"),
    Entry::tapped("Is the child safe now?", "Is the child safe now?", "Yes"),
    Entry::typed("The child’s name", "Name or names, as said", "Minh"),
    Entry::typed("The child’s name", "Spelling, in the child’s own letters too", "Nguyễn Văn Minh, ሚን, مين"),
    Entry::typed("Age", "Age or date of birth, as said", "Says 15. Looks 13 to 15."),
    Entry::typed("Language", "Language or languages", "Vietnamese, a little English"),
    Entry::typed(
        "Why you are concerned",
        "What you saw or heard, and when",
        "Locked in from outside. <script>alert('no')</script> <b>Four</b> mattresses & plants in every room.",
    ),
    Entry::typed("What the child said", "Add their words", "“He has my passport.” Tôi nợ ông ấy tiền."),
];

/// A girl who came through an airport with a woman whom she calls aunt.
pub const AIRPORT_GIRL: &[Entry] = &[
    Entry::typed("Where the child is now", "Where the child is now", "Room 3 behind passport control, arrivals"),
    Entry::typed("You, and who covers for you", "A number to ring you back", "01632 960 151"),
    Entry::typed("The child’s name", "Name or names, as said", "Blessing, as the woman said"),
    Entry::typed(
        "Who was with the child",
        "Adults with or near the child",
        "A woman of about 40. She answers for the girl and holds both passports.",
    ),
    Entry::typed(
        "Who was with the child",
        "How they say they know the child",
        "“Aunt”. She does not know the birthday.",
    ),
    Entry::typed(
        "Papers",
        "Passport, tickets and other papers seen",
        "Two passports, one return ticket, not the girl’s",
    ),
];

/// What the teacher of a pupil, waited for at the gate by adults whom nobody knows, adds to the concern.
pub const WAITED_FOR: &[Entry] = &[
    Entry::typed("You, and who covers for you", "Your name", "Teacher on trial"),
    Entry::typed("You, and who covers for you", "A number to ring you back", "01632 960 152"),
    Entry::typed("The child’s name", "Name or names, as said", "A pupil of year 9"),
    Entry::typed("Who was with the child", "Vehicle: make, colour, number plate", "Grey van, part of the plate K 7"),
];
