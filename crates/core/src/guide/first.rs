//! What of a pack a person needs first: the three steps of Start, and an hour before its role is known.
use super::{Pack, Packed, Statement, Step};

/// How many steps stand on Start, readable before anything is tapped.
pub const FIRST_STEPS: usize = 3;

/// Contacts whose call blocks stand under the first steps, in this order.
pub const FIRST_CALLS: [&str; 2] = ["emergency", "slavery-helpline"];

impl Pack {
    /// The steps that fit everyone, everywhere, before anything is known: the first core actions without a condition.
    pub fn first_steps(&self) -> impl Iterator<Item = &Step> {
        self.actions.iter().filter(|step| step.when.is_always() && step.nations.is_empty()).take(FIRST_STEPS)
    }

    /// Words to say to the child that stand under the first steps: the first that any of them has.
    #[must_use]
    pub fn first_words(&self) -> Option<&Statement> {
        self.first_steps().find_map(|step| step.say.first())
    }

    /// The part with which an hour can be started and led before its role is known: the core actions as they are done,
    /// the questions, the numbers that they ring. It is loaded before the rest, a quarter of its size, so that the first
    /// screen stands sooner; the tracks of the roles, the areas and what is only read are left out.
    #[must_use]
    pub fn beginning(&self) -> Self {
        Self {
            actions: self.actions.iter().map(Step::as_done).collect(),
            tracks: Vec::new(),
            red_list: Vec::new(),
            nations: Vec::new(),
            topics: Vec::new(),
            sign_groups: Vec::new(),
            pointers: Vec::new(),
            signs: Vec::new(),
            matters: Vec::new(),
            form: Packed::default(),
            areas: Vec::new(),
            sources: Vec::new(),
            ..self.clone()
        }
    }
}

impl Step {
    /// The step without what is only read, behind "More about this step". To the one who does it, two steps that differ in
    /// that alone are the same.
    #[must_use]
    pub fn as_done(&self) -> Self {
        Self { more: Vec::new(), law: Vec::new(), ..self.clone() }
    }
}
