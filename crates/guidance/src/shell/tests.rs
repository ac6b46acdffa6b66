use super::*;

fn step(id: &str, when: &str) -> String {
    format!(
        r#"{{"id":"{id}","title":"Stay with the child","why":{{"text":"Keep them in sight & near.","mark":"D"}},
        "say":[{{"text":"You have done nothing wrong.","mark":"D"}}],"minute":2,"when":"{when}","stage":"safety"}}"#
    )
}

fn contact(id: &str, number: &str) -> String {
    format!(
        r#"{{"id":"{id}","name":"Helpline of {id}","use_for":"Advice.","group":"emergency","lines":[{{"number":"{number}",
        "used":"any","who":"They","status":"confirmed","read_in":"x","read_date":"April 2026"}}]}}"#
    )
}

fn pack() -> Pack {
    let actions = [
        step("A01", "always"),
        step("A02", "accompanied"),
        step("A03", "always"),
        step("A04", "always"),
        step("A05", "always"),
    ];
    let text = format!(
        r#"{{"edition":"1.0","date":"2026-11-21","numbers_checked":"2026-11-02","standing":"Not official advice.",
        "actions":[{}],"tracks":[],"conditions":[],"questions":[],"red_list":[],"nations":[],"topics":[],
        "sign_groups":[],"pointers":[],"signs":[],"matters":[],"form":[],
        "contacts":[{},{}],"areas":[],"sources":[]}}"#,
        actions.join(","),
        contact("slavery-helpline", "01632 960 001"),
        contact("emergency", "999")
    );
    serde_json::from_str(&text).expect("the pack is as the schema says")
}

#[test]
fn the_first_three_steps_that_always_apply_stand_in_the_page() {
    let ids: Vec<String> = pack().first_steps().map(|step| step.id.clone()).collect();
    assert_eq!(ids, ["A01", "A03", "A04"]);
    assert_eq!(start_shell(&pack()).matches("<li>").count(), 3);
}

#[test]
fn the_two_numbers_can_be_rung_and_read_999_first() {
    let html = start_shell(&pack());
    let (red, helpline) = (html.find(r#"class="call red" href="tel:999""#), html.find(r#"href="tel:01632960001""#));
    assert!(red.is_some() && red < helpline, "{html}");
    assert!(html.contains(r#"<b class="n">01632 960 001</b>"#));
}

#[test]
fn every_part_of_the_shell_can_be_taken_away_by_the_app() {
    let html = start_shell(&pack());
    let mut depth = 0_i32;
    let mut tops = Vec::new();
    for tag in html.split('<').skip(1) {
        let void = ["path"].iter().any(|name| tag.starts_with(name));
        if let Some(closed) = tag.strip_prefix('/') {
            assert!(!closed.is_empty());
            depth -= 1;
        } else if !void {
            if depth == 0 {
                tops.push(tag);
            }
            depth += 1;
        }
    }
    assert_eq!((depth, tops.len()), (0, 4));
    assert!(tops.iter().all(|tag| tag.split('>').next().is_some_and(|tag| tag.ends_with("data-shell"))), "{tops:?}");
}

#[test]
fn text_of_the_guidance_can_never_become_markup() {
    let html = start_shell(&pack());
    assert!(html.contains("Keep them in sight &amp; near."), "{html}");
}

#[test]
fn the_date_is_read_as_people_say_it() {
    assert_eq!(long_date("2026-11-21"), "21 November 2026");
    assert_eq!(long_date("2026-04-02"), "2 April 2026");
    assert_eq!(long_date("soon"), "soon");
    assert_eq!(long_date("2026-13-01"), "2026-13-01");
}
