//! Whom a call block rings: what the person typed first, then the area's line for this time of day, then national.
use gh_core::guide::{CallTarget, Contact, Line, LineUse, Mark, Pack};
use gh_core::hour::out_of_hours;
use leptos::prelude::*;

use super::Session;

/// One call block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallBlock {
    /// As it is shown and read aloud.
    pub number: String,
    /// Who answers and when, with every doubt.
    pub who: String,
    /// The person typed the number themselves.
    pub typed: bool,
    /// 999: solid red.
    pub emergency: bool,
}

/// What stands where a call block would: the blocks, and a sentence where something is missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calls {
    /// In the order in which to try them.
    pub blocks: Vec<CallBlock>,
    /// Said above the blocks when a number is missing.
    pub gap: Option<String>,
}

impl Session {
    /// The calls of a target, tracked.
    #[must_use]
    pub fn calls(self, target: &CallTarget) -> Calls {
        match target {
            CallTarget::Contact(id) => {
                let nation = self.nation();
                let here = |contact: &&Contact| {
                    contact.nations.is_empty() || nation.is_none_or(|nation| contact.nations.contains(&nation))
                };
                let blocks = self.guidance.with(|guidance| {
                    // The first number is the one to ring; others stand on Contacts.
                    let first = |contact| of_contact(contact).into_iter().take(1).collect();
                    contact(&guidance.pack, id).filter(here).map(first)
                });
                Calls { blocks: blocks.unwrap_or_default(), gap: None }
            }
            CallTarget::FrontDoor => self.front_door(),
            CallTarget::OwnLead(who) => self.own_lead(who),
        }
    }

    fn front_door(self) -> Calls {
        let mut calls = Calls::default();
        let typed = self.profile.with(|profile| profile.front_door.clone());
        if !typed.trim().is_empty() {
            calls.blocks.push(typed_block(typed, "Children’s social care"));
        }
        let Some(area) = self.area() else {
            if calls.blocks.is_empty() {
                let why = match self.area_chosen() {
                    None => "No area is chosen, so no social care number is known here. Choose it in Settings.",
                    Some(_) => "The social care number of your area is not on this phone yet. It needs signal once.",
                };
                calls.gap = Some(why.to_owned());
                calls.blocks = self.emergency();
            }
            return calls;
        };
        let closed = self
            .guidance
            .with(|guidance| out_of_hours(self.now.get().wall, &guidance.pack.bank_holidays, Some(area.nation)));
        let open_now = |line: &&Line| line.used == LineUse::Any || (line.used == LineUse::OutOfHours) == closed;
        let of_line = |line: &Line| block(line, Some(&area.name));
        let lines: Vec<CallBlock> = area.lines.iter().filter(open_now).map(of_line).collect();
        if lines.is_empty() {
            calls.gap = Some(area.gap.clone()).filter(|gap| !gap.is_empty());
            calls.blocks.extend(self.emergency());
        }
        calls.blocks.extend(lines);
        calls
    }

    fn own_lead(self, who: &str) -> Calls {
        let typed = self.profile.with(|profile| profile.lead_number.clone());
        if typed.trim().is_empty() {
            Calls { blocks: Vec::new(), gap: Some(format!("{who}. You can type the number in Settings.")) }
        } else {
            Calls { blocks: vec![typed_block(typed, who)], gap: None }
        }
    }

    /// 999 and 101, as the guidance has them.
    #[must_use]
    pub fn emergency(self) -> Vec<CallBlock> {
        self.guidance.with(|guidance| {
            let two = ["emergency", "police-101"];
            two.iter()
                .filter_map(|id| contact(&guidance.pack, id))
                .flat_map(|c| of_contact(c).into_iter().take(1))
                .collect()
        })
    }
}

/// The national contact with this id.
#[must_use]
pub fn contact<'a>(pack: &'a Pack, id: &str) -> Option<&'a Contact> {
    pack.contacts.iter().find(|contact| contact.id == id)
}

/// The call blocks of a national contact.
#[must_use]
pub fn of_contact(contact: &Contact) -> Vec<CallBlock> {
    contact.lines.iter().filter(|line| !line.text_only).map(|line| block(line, Some(&contact.name))).collect()
}

/// The call block of one line. Unconfirmed hours and numbers say so; they are never stated as fact.
#[must_use]
pub fn block(line: &Line, owner: Option<&str>) -> CallBlock {
    let mut who = owner.map_or_else(
        || line.who.clone(),
        |owner| {
            if line.who.is_empty() || line.who == owner { owner.to_owned() } else { format!("{owner}. {}", line.who) }
        },
    );
    if !line.hours.is_empty() {
        who = format!("{who}. {}", line.hours);
        if line.hours_mark == Some(Mark::K) && !line.hours.contains("onfirmed") {
            who.push_str(". Hours not confirmed");
        }
    }
    if let Some(word) = line.status.word() {
        who = format!("{who}. {word} Read {}", line.read_date);
    }
    CallBlock { number: line.number.clone(), who, typed: false, emergency: line.number == "999" }
}

fn typed_block(number: String, who: &str) -> CallBlock {
    CallBlock { number, who: who.to_owned(), typed: true, emergency: false }
}
