//! No power or duty is shown in a nation that has none, and nothing open is shown as sure.
use super::{Found, Rule, Said, text, walk};
use crate::guide::{LawKind, Nation, Pack};

/// Sections of Acts of England and Wales that are most easily shown elsewhere: the defence of a child (Modern Slavery Act
/// 2015, 45), police protection (Children Act 1989, 46), the duty to notify (Modern Slavery Act 2015, 52).
const ENGLAND_AND_WALES: [&str; 3] = ["s.45", "s.46", "s.52"];

/// Ways of saying that such a section is not there.
const DENIALS: [&str; 4] = ["no section", "not section", "not under section", "does not hold"];

/// Sections that are open on the texts that were read: Scotland's emergency power (does it cover 16 and 17 yet?) and its
/// duty to notify (not in force), Northern Ireland's defence (changed in 2022, not read) and its duty to notify.
const OPEN: [(Nation, &str); 4] = [
    (Nation::Scotland, "s.56"),
    (Nation::Scotland, "s.38"),
    (Nation::NorthernIreland, "s.22"),
    (Nation::NorthernIreland, "s.13"),
];

/// Sources whose law was not read as being in force: the two Acts of 29 April 2026.
const NOT_SEEN_IN_FORCE: [&str; 2] = ["S34", "S35"];

pub(super) fn check(pack: &Pack, found: &mut Found) {
    for said in walk::statements(pack) {
        let sections = text::sections(&said.statement.text);
        borders(&said, &sections, found);
        open(&said, &sections, found);
        let not_seen = |source: &String| NOT_SEEN_IN_FORCE.contains(&source.as_str());
        if said.statement.source.iter().any(not_seen) && said.statement.status.trim().is_empty() {
            found.add(
                Rule::Unconfirmed,
                said.place.as_str(),
                "rests on an Act of 2026 that was not read as in force, and `status` does not say so",
            );
        }
    }
}

fn borders(said: &Said<'_>, sections: &[String], found: &mut Found) {
    let beyond = said.shown_in.iter().any(|nation| matches!(nation, Nation::Scotland | Nation::NorthernIreland));
    let text = said.statement.text.to_lowercase();
    if !beyond || DENIALS.iter().any(|words| text.contains(words)) {
        return;
    }
    // Words that are not set apart as law may name the nation in the sentence.
    let names_nation = said.kind.is_none() && text.contains("england");
    for section in sections.iter().filter(|section| ENGLAND_AND_WALES.contains(&section.as_str())) {
        if !names_nation {
            let what = format!("shows {section} in Scotland or Northern Ireland, where it does not hold");
            found.add(Rule::Law, said.place.as_str(), what);
        }
    }
}

/// What is open is never shown as sure: with `status`, or with words that say so.
fn open(said: &Said<'_>, sections: &[String], found: &mut Found) {
    let text = said.statement.text.to_lowercase();
    if !said.statement.status.trim().is_empty()
        || ["not in force", "not confirmed"].iter().any(|doubt| text.contains(doubt))
    {
        return;
    }
    for (nation, section) in OPEN {
        // In a statement for all four nations, 38, 22 and 13 may be sections of another Act; 56 is none here.
        let meant = if section == "s.56" { said.shown_in.contains(&nation) } else { said.shown_in == [nation] };
        if meant && sections.iter().any(|named| named == section) {
            let what = format!("shows {section} in {} as sure, and `status` does not say what is open", nation.name());
            found.add(Rule::Law, said.place.as_str(), what);
            return;
        }
    }
    // Which power covers a young person of 16 or 17 in Scotland tonight (2024 Act, section 1) was not seen.
    let binds = matches!(said.kind, Some(LawKind::Power | LawKind::Duty)) || said.shown_in == [Nation::Scotland];
    let ages = ["16", "17"].iter().any(|age| word_in(&said.statement.text, age));
    if said.shown_in.contains(&Nation::Scotland) && binds && ages {
        let what = "speaks of 16 and 17 in Scotland, and `status` does not say what is open";
        found.add(Rule::Law, said.place.as_str(), what);
    }
}

fn word_in(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|part| part == word)
}
