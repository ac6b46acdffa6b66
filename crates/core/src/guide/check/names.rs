//! Ids are unique, and what is named exists.
use std::collections::BTreeSet;

use super::{Found, Rule, walk};
use crate::guide::{CallTarget, Pack, Role, SetBy};

pub(super) fn unique(pack: &Pack, found: &mut Found) {
    each_once("step", walk::steps(pack).map(|(_, step)| step.id.as_str()), found);
    each_once("track", pack.tracks.iter().map(|t| t.role.id()), found);
    each_once("condition", pack.conditions.iter().map(|c| c.key.as_str()), found);
    each_once("question", pack.questions.iter().map(|q| q.id.as_str()), found);
    each_once("topic", pack.topics.iter().map(|t| t.id.as_str()), found);
    each_once("nations row", pack.nations.iter().map(|n| n.topic.as_str()), found);
    each_once("sign", pack.signs.iter().map(|s| s.id.as_str()), found);
    each_once("sign group", pack.sign_groups.iter().map(|g| g.id.as_str()), found);
    each_once("matter", pack.matters.iter().map(|m| m.id.as_str()), found);
    each_once("pointer", pack.pointers.iter().map(|p| p.id.as_str()), found);
    each_once("contact", pack.contacts.iter().map(|c| c.id.as_str()), found);
    each_once("area", pack.areas.iter().map(|a| a.id.as_str()), found);
    each_once("source", pack.sources.iter().map(|s| s.key.as_str()), found);
    for question in &pack.questions {
        let place = format!("question {}", question.id);
        each_once(&place, question.options.iter().map(|o| o.id.as_str()), found);
    }
    for role in Role::ALL {
        if !pack.tracks.iter().any(|track| track.role == role) {
            found.add(Rule::Ids, format!("track {}", role.id()), "is not there");
        }
    }
}

fn each_once<'a>(place: &str, ids: impl Iterator<Item = &'a str>, found: &mut Found) {
    let mut seen = BTreeSet::new();
    for id in ids {
        if id.trim().is_empty() {
            found.add(Rule::Ids, place, "has an empty id");
        } else if !seen.insert(id) {
            found.add(Rule::Ids, format!("{place} {id}"), "stands twice");
        }
    }
}

pub(super) fn references(pack: &Pack, found: &mut Found) {
    let actions: BTreeSet<&str> = pack.actions.iter().map(|a| a.id.as_str()).collect();
    let keys: BTreeSet<&str> = pack.conditions.iter().map(|c| c.key.as_str()).collect();
    let sources: BTreeSet<&str> = pack.sources.iter().map(|s| s.key.as_str()).collect();
    let questions: BTreeSet<&str> = pack.questions.iter().map(|q| q.id.as_str()).collect();

    for said in walk::statements(pack) {
        for source in said.statement.source.iter().filter(|s| !sources.contains(s.as_str())) {
            found.add(
                Rule::Reference,
                said.place.as_str(),
                format!("names the source {source}, which is not in sources.toml"),
            );
        }
        if said.shown_in.is_empty() {
            found.add(Rule::Reference, said.place.as_str(), "holds in no nation in which it is shown");
        }
    }
    for (place, step) in walk::steps(pack) {
        let calls = step.call.iter().chain(step.other_way.iter().filter_map(|way| way.call.as_ref()));
        for call in calls {
            call_resolves(pack, &place, call, found);
        }
        for action in step.covers.iter().filter(|a| !actions.contains(a.as_str())) {
            found.add(Rule::Reference, place.as_str(), format!("covers {action}, which is not a core action"));
        }
        let exprs = [Some(&step.when), step.first_when.as_ref()].into_iter().flatten();
        let named: BTreeSet<&str> = exprs.flat_map(|expr| expr.keys()).collect();
        for key in named.into_iter().filter(|key| !keys.contains(key)) {
            found.add(Rule::Reference, place.as_str(), format!("depends on {key}, which is not in conditions.toml"));
        }
    }
    for topic in &pack.topics {
        for action in topic.steps.iter().filter(|a| !actions.contains(a.as_str())) {
            let place = format!("topic {}", topic.id);
            found.add(Rule::Reference, place, format!("leads to {action}, which is not a core action"));
        }
    }
    for condition in &pack.conditions {
        let gone = match &condition.set_by {
            SetBy::Question(id) => !questions.contains(id.as_str()),
            SetBy::Role(id) => !Role::ALL.iter().any(|role| role.id() == id),
            SetBy::Clock | SetBy::Field(_) | SetBy::ChildGone | SetBy::ChildBack => false,
        };
        if gone {
            let place = format!("condition {}", condition.key);
            found.add(Rule::Reference, place, "is set by a question or role that does not exist");
        }
    }
    for question in &pack.questions {
        let sets = question.options.iter().flat_map(|option| &option.sets);
        for key in sets.filter(|key| !keys.contains(key.as_str())) {
            let place = format!("question {}", question.id);
            found.add(Rule::Reference, place, format!("sets {key}, which is not in conditions.toml"));
        }
    }
}

fn call_resolves(pack: &Pack, place: &str, call: &CallTarget, found: &mut Found) {
    match call {
        CallTarget::Contact(id) => match pack.contacts.iter().find(|contact| contact.id == *id) {
            None => found.add(Rule::Reference, place, format!("calls {id}, which is not in contacts.toml")),
            Some(contact) if contact.lines.is_empty() => {
                found.add(Rule::Reference, place, format!("calls {id}, which has no number"));
            }
            Some(_) => {}
        },
        CallTarget::OwnLead(who) if who.trim().is_empty() => {
            found.add(Rule::Reference, place, "calls a lead without saying who that is");
        }
        CallTarget::OwnLead(_) | CallTarget::FrontDoor => {}
    }
}
