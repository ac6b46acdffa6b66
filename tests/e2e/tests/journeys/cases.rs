//! Realistic cases, made from the situations of the guidance. Nobody in them is a person; numbers are of a range kept for
//! fiction.
use gh_e2e::Screen;
use gh_e2e::phone::Entry;

/// One of them, from the first sign to the last update.
#[derive(Debug, Clone, Copy)]
pub struct Case {
    /// Of its folder.
    pub name: &'static str,
    /// The answer to "What is your work?"
    pub role: &'static str,
    /// The device.
    pub screen: Screen,
    /// Questions of the slot with their answers, in the order in which they are asked.
    pub situation: &'static [(&'static str, &'static str)],
    /// What is typed into the search, the sign that is found by it, and "Seen" or "Suspected".
    pub signs: &'static [(&'static str, &'static str, &'static str)],
    /// The record.
    pub record: &'static [Entry],
    /// Where the child is, as in the record.
    pub place: &'static str,
    /// The child's name, as in the record.
    pub child: &'static str,
    /// What the child was asked, and what they said to it.
    pub said: (&'static str, &'static str),
    /// What the child says after the record was sent.
    pub later: &'static str,
    /// What they wear.
    pub clothing: &'static str,
}

/// The boy of the raid, with a police officer.
pub const RAID: Case = Case {
    name: "raid",
    role: "Police",
    screen: Screen::PHONE,
    situation: &[
        ("Who is with the child?", "Nobody"),
        ("Do you share a language?", "A little"),
        ("Does the child have a phone?", "Yes"),
        ("Is the child hurt or ill?", "No"),
        ("Where are you?", "Raided place"),
    ],
    signs: &[
        ("matress", "Sleeps where people work, or in a crowded, dirty place", "Seen"),
        ("dept bondage", "Owes money for travel, food, rent or lost goods", "Suspected"),
    ],
    record: RAID_BOY,
    place: PLACE,
    child: "Minh",
    said: ("Who brought you here?", "Tôi nợ ông ấy tiền. The man with the van."),
    later: "There is another boy in the next house.",
    clothing: "Green coat, white trainers",
};

/// The girl at the airport, at the tablet of a border desk.
pub const AIRPORT: Case = Case {
    name: "airport",
    role: "Border",
    screen: Screen::TABLET,
    situation: &[
        ("Who is with the child?", "An adult"),
        ("Do you share a language?", "No"),
        ("Does the child have a phone?", "SIM or numbers"),
        ("Is the child hurt or ill?", "Not sure"),
        ("Where are you?", "Port or station"),
    ],
    signs: &[
        ("ansers", "Answers for the child, or will not leave the room", "Seen"),
        ("auntie", "Is not a parent and cannot show how they are related", "Suspected"),
    ],
    record: AIRPORT_GIRL,
    place: GATE,
    child: "Blessing, as the woman said",
    said: ("Do you know this lady?", "She told me to say aunt."),
    later: "I was to work in her sister’s house.",
    clothing: "Yellow dress, no coat",
};

/// The pupil who is waited for, and has come into the room of her teacher.
pub const SCHOOL: Case = Case {
    name: "school",
    role: "School",
    screen: Screen::PHONE,
    situation: &[("Who is with the child?", "Other children"), ("Do you share a language?", "Yes")],
    signs: &[
        ("vehicle", "Gets in or out of cars with unknown adults", "Seen"),
        ("gps", "Secret phones, constant messages, or a shared live location", "Suspected"),
    ],
    record: PUPIL,
    place: "Library, ground floor",
    child: "A pupil of year 9",
    said: ("Is something wrong?", "They know where my brother goes to school."),
    later: "They gave me the second phone.",
    clothing: "School uniform, red bag",
};

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

/// Where the girl of the airport is.
const GATE: &str = "Room 3 behind passport control, arrivals";

/// A girl who came through an airport with a woman whom she calls aunt.
pub const AIRPORT_GIRL: &[Entry] = &[
    Entry::typed("Where the child is now", "Where the child is now", GATE),
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

/// The same pupil, once the hour runs.
const PUPIL: &[Entry] = &[
    Entry::typed("Where the child is now", "Where the child is now", "Library, ground floor"),
    Entry::typed("You, and who covers for you", "A number to ring you back", "01632 960 152"),
    Entry::typed("The child’s name", "Name or names, as said", "A pupil of year 9"),
    Entry::typed("Who was with the child", "Vehicle: make, colour, number plate", "Grey van, part of the plate K 7"),
    Entry::typed(
        "Risk of going missing",
        "What might make the child leave, or be taken",
        "Two adults wait at the gate",
    ),
];
