//! What is asked of the fields before any of them is shown, worked out when the program is built: the first part of the
//! app then carries their names alone, and not every label and hint of the record.
use super::sections::{ABOUT_THE_CHILD, SECTIONS};
use super::{Field, FieldKind, SAID, Section};

/// The names of the fields that are chosen.
const CHOSEN: [&str; of_a_kind(&mut [""; SOME], false)] = {
    let mut names = [""; of_a_kind(&mut [""; SOME], false)];
    of_a_kind(&mut names, false);
    names
};

/// The names of the fields that hold the number of a telephone.
const PHONES: [&str; of_a_kind(&mut [""; SOME], true)] = {
    let mut names = [""; of_a_kind(&mut [""; SOME], true)];
    of_a_kind(&mut names, true);
    names
};

/// The names of the sections whose facts say how they are known.
const ABOUT: [&str; about(&mut [""; SOME])] = {
    let mut names = [""; about(&mut [""; SOME])];
    about(&mut names);
    names
};

/// More than there are: a list that does not hold its names fails when it is built.
const SOME: usize = 256;

/// Whether a field is chosen, and so says something of the situation.
#[must_use]
pub fn is_choice(field: &str) -> bool {
    CHOSEN.contains(&field)
}

/// Whether a field holds the number of a telephone.
pub(super) fn is_phone(field: &str) -> bool {
    PHONES.contains(&field)
}

/// Whether it matters how the facts of this section are known.
pub(super) fn is_about_the_child(section: &str) -> bool {
    ABOUT.contains(&section)
}

/// The field with this id. For constants: one that does not exist is found out when the program is built.
///
/// # Panics
/// If there is no such field.
#[must_use]
pub const fn the_field(id: &str) -> &'static Field {
    let mut at = 0;
    while at < SECTIONS.len() {
        let fields = SECTIONS[at].fields;
        let mut field = 0;
        while field < fields.len() {
            if same(fields[field].id, id) {
                return &fields[field];
            }
            field += 1;
        }
        at += 1;
    }
    panic!("no field has this id")
}

/// Fills in the names of the fields that are chosen, or of those for the number of a telephone, and answers with how many they
/// are.
const fn of_a_kind(names: &mut [&'static str], phone: bool) -> usize {
    let (mut many, mut at) = (0, 0);
    while at < SECTIONS.len() {
        let fields = SECTIONS[at].fields;
        let mut field = 0;
        while field < fields.len() {
            let kind = fields[field].kind;
            if if phone { matches!(kind, FieldKind::Phone) } else { matches!(kind, FieldKind::Choice(_)) } {
                names[many] = fields[field].id;
                many += 1;
            }
            field += 1;
        }
        at += 1;
    }
    many
}

/// Fills in the names of the sections about the child and answers with how many they are.
const fn about(names: &mut [&'static str]) -> usize {
    let (mut many, mut at) = (0, 0);
    while at < SECTIONS.len() {
        let Section { id, group, .. } = &SECTIONS[at];
        let mut known = 0;
        while known < ABOUT_THE_CHILD.len() {
            // The child's words say it of themselves.
            if same(group, ABOUT_THE_CHILD[known]) && !same(id, SAID) {
                names[many] = id;
                many += 1;
            }
            known += 1;
        }
        at += 1;
    }
    many
}

/// Whether two texts are the same.
const fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_worked_out_beforehand_are_those_of_the_record() {
        for section in SECTIONS {
            let told = section.id != SAID && ABOUT_THE_CHILD.contains(&section.group);
            assert_eq!(is_about_the_child(section.id), told, "{}", section.id);
            for field in section.fields {
                assert_eq!(is_choice(field.id), matches!(field.kind, FieldKind::Choice(_)), "{}", field.id);
                assert_eq!(is_phone(field.id), field.kind == FieldKind::Phone, "{}", field.id);
                assert_eq!(the_field(field.id), field);
            }
        }
        assert!(!is_choice("") && !is_about_the_child("") && !CHOSEN.is_empty() && !ABOUT.is_empty());
    }
}
