//! What is known of the person who holds the phone.
use super::CALL_BACK;
use crate::case::Actor;
use crate::guide::Role;

/// What is known of the person who writes, from Settings. A fact in the case goes before it.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Profile {
    /// Name.
    pub name: String,
    /// The chosen role's id, or empty.
    pub role: String,
    /// The name of who chose it, or said that it is theirs; empty while nobody gave one.
    pub role_by: String,
    /// Organisation.
    pub organisation: String,
    /// Staff, collar or warrant number.
    pub staff_number: String,
    /// The number to ring back.
    pub call_back: String,
    /// The chosen area's id, or empty.
    pub area: String,
    /// The front door's number as the person typed it.
    pub front_door: String,
    /// The number of the person's lead or control room as they typed it.
    pub lead_number: String,
}

impl Profile {
    /// The person of these Settings, as a log names them.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor { name: self.name.clone(), staff_number: self.staff_number.clone() }
    }

    /// The person of these Settings does this work.
    pub fn works_as(&mut self, role: Option<Role>) {
        role.map_or("", Role::id).clone_into(&mut self.role);
        self.role_by.clone_from(&self.name);
    }

    /// The work of the person of these Settings, unless it was chosen under another name: a tablet goes from hand to hand.
    #[must_use]
    pub fn own_role(&self) -> Option<Role> {
        let by = Actor { name: self.role_by.clone(), staff_number: String::new() };
        let me = Actor { name: self.name.clone(), staff_number: String::new() };
        Role::ALL.into_iter().find(|role| role.id() == self.role).filter(|_| !me.is_another_than(&by))
    }

    /// These Settings with what a person changed elsewhere, from `before` to `after`: what they did not touch stays as it is
    /// here.
    #[must_use]
    pub fn with_changes(self, before: &Self, after: &Self) -> Self {
        let field = |mine: String, before: &String, after: &String| if before == after { mine } else { after.clone() };
        Self {
            name: field(self.name, &before.name, &after.name),
            role: field(self.role, &before.role, &after.role),
            role_by: field(self.role_by, &before.role_by, &after.role_by),
            organisation: field(self.organisation, &before.organisation, &after.organisation),
            staff_number: field(self.staff_number, &before.staff_number, &after.staff_number),
            call_back: field(self.call_back, &before.call_back, &after.call_back),
            area: field(self.area, &before.area, &after.area),
            front_door: field(self.front_door, &before.front_door, &after.front_door),
            lead_number: field(self.lead_number, &before.lead_number, &after.lead_number),
        }
    }

    /// What Settings says for a field of the record, if anything.
    #[must_use]
    pub fn says(&self, field: &str) -> Option<&str> {
        let value = match field {
            "m02.name" => &self.name,
            "m02.organisation" => &self.organisation,
            "m02.staff-number" => &self.staff_number,
            CALL_BACK => &self.call_back,
            _ => return None,
        };
        (!value.trim().is_empty()).then_some(value)
    }
}
