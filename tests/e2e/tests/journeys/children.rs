//! Two children at once: an hour and a record each, what is the same for both, and what is not.
use anyhow::{Result, ensure};
use gh_e2e::phone::{Entry, Phone};
use gh_e2e::until::until;
use gh_e2e::{Screen, World, staff};

use crate::hands::rings;
use crate::in_each_engine;

in_each_engine!(two_children_have_an_hour_and_a_record_each, Screen::PHONE, super::two);

const ADULTS: &str = "Man, about 40, black coat";
const WORDS: &str = "He has my passport.";
const PLACE: &str = "Room 3 behind passport control";

async fn stands(phone: &Phone, selector: &str) -> Result<bool> {
    Ok(phone.run("return document.querySelector(arguments[0]) !== null", &[selector.into()]).await?.convert()?)
}

async fn goes_to(phone: &Phone, child: &str) -> Result<()> {
    phone.tap(child).await?;
    phone.finds("Done").await?;
    until(&format!("the hour of {child}"), async || {
        let here: String = phone
            .run("return document.querySelector('.kids [aria-current]')?.innerText ?? ''", &[])
            .await?
            .convert()?;
        Ok(here.contains(child).then_some(()))
    })
    .await
}

/// A page that is loaded anew is about the child who was on it, and takes nobody for gone: it asks who.
async fn one_has_gone(phone: &Phone) -> Result<()> {
    let minh = "The record of Minh, one of 2 children with you.";
    phone.open("/now").await?;
    goes_to(phone, "Minh").await?;
    for _ in 0..2 {
        phone.open("/record").await?;
        phone.sees(minh).await?;
    }
    phone.open("/missing").await?;
    phone.sees("Who has gone?").await?;
    phone.must_not_show(&["Last seen just now", "The child is back", "Share these words"]).await?;
    phone.open("/now").await?;
    phone.tap("Child gone").await?;
    phone.sees("Who has gone?").await?;
    phone.tap("Girl, green coat has gone").await?;
    phone.sees("Last seen just now").await?;
    phone.sees("Another child has gone too?").await?;
    // What is typed is about her.
    phone.write("Where were they last seen, and which way did they go?", "East door").await?;
    phone.sees(". East door.").await?;
    phone.open("/missing").await?;
    phone.sees("Who the child is").await?;
    phone.sees("Girl, green coat.").await?;
    phone.sees(". East door.").await?;
    phone.tap("The child is back").await?;
    phone.finds("Done").await?;
    Ok(())
}

async fn two(world: &mut World) -> Result<()> {
    let phone = &mut world.phone;
    phone.make_ready().await?;
    phone.starts_the_hour().await?;
    phone.works_as("Border").await?;
    phone
        .fills(&[
            Entry::typed("The child’s name", "Name or names, as said", "Minh"),
            Entry::typed("Who was with the child", "Adults with or near the child", ADULTS),
            Entry::typed("Where the child is now", "Where the child is now", PLACE),
            Entry::typed("You, and who covers for you", "A number to ring you back", "01632 960 150"),
        ])
        .await?;
    phone.must_not_show(&["Child 2"]).await?;

    // Another child: an hour of their own, at once, with the work that was chosen already.
    phone.tap("Menu").await?;
    phone.tap("Another child is here").await?;
    phone.is_at("The children with you").await?;
    phone.tap("Another child is here").await?;
    phone.finds("Done").await?;
    until("the work to be known", async || Ok((!phone.shows("What is your work?").await?).then_some(()))).await?;
    phone.sees("Child 2").await?;
    phone.opens_section("Looks and clothing").await?;
    phone.writes(Entry::typed("Looks and clothing", "Looks", "Girl, green coat")).await?;
    phone.sees("Girl, green coat").await?;
    phone.tap("Record").await?;
    phone.is_at("Record").await?;
    phone.sees("The record of Girl, green coat, one of 2 children with you.").await?;
    phone.opens_section("Who was with the child").await?;
    phone.must_not_show(&[ADULTS]).await?;

    // What was seen of the adults is the same for each; a child's words never are.
    goes_to(phone, "Minh").await?;
    phone.opens_section("What the child said").await?;
    phone.writes(Entry::typed("What the child said", "Add their words", WORDS)).await?;
    phone.tap("Add, with the time").await?;
    phone.sees(WORDS).await?;
    phone.must_not_show(&["Same for each child"]).await?;
    phone.opens_section("Who was with the child").await?;
    phone.tap("Same for each child").await?;
    phone.sees("Girl, green coat: written.").await?;
    phone.opens_section("Where the child is now").await?;
    phone.tap("Same for each child").await?;
    phone.sees("Girl, green coat: written.").await?;

    // A call in one hour is noted for all where it was for all.
    goes_to(phone, "Minh").await?;
    let mut steps = 0;
    while !stands(phone, ".step .call").await? {
        steps += 1;
        ensure!(steps < 20, "no step of the hour rings anybody");
        phone.does_a_step().await?;
    }
    // A browser that is on no telephone shows the number and notes no call: what was done is then of one child.
    let on_a_phone = stands(phone, ".step a.call").await?;
    if on_a_phone {
        rings(phone, ".step a.call").await?;
        phone.sees("Did you get through?").await?;
        phone.choose("Did you get through?", "Yes").await?;
    }
    let called = phone.does_a_step().await?;
    if on_a_phone {
        phone.sees("Was this for all the children?").await?;
        phone.choose("Was this for all the children?", "Yes, for all").await?;
        until("it to be noted", async || Ok((!phone.shows("Was this for all the children?").await?).then_some(())))
            .await?;
    }
    goes_to(phone, "Girl, green coat").await?;
    phone.must_not_show(&["Was this for all the children?", "Did you get through?"]).await?;
    if on_a_phone {
        phone.finds(&format!("Undo {called}")).await?;
    }

    // Both are there after a kill, each with their own.
    phone.die_and_open("/children").await?;
    phone.is_at("The children with you").await?;
    phone.sees("Minh").await?;
    phone.sees("Girl, green coat").await?;
    phone.tap("Next step for Girl, green coat").await?;
    phone.finds("Done").await?;
    phone.opens_section("Who was with the child").await?;
    ensure!(phone.reads("Adults with or near the child").await? == ADULTS, "the adults were not taken over");
    phone.opens_section("What the child said").await?;
    phone.must_not_show(&[WORDS]).await?;

    // A referral each; the desk leads from one to the other.
    phone.opens_section("You, and who covers for you").await?;
    // Who writes is the same person: it was taken over when her hour began.
    until("the number to ring back", async || {
        Ok((phone.reads("A number to ring you back").await? == "01632 960 150").then_some(()))
    })
    .await?;
    one_has_gone(phone).await?;
    phone.tap("Record").await?;
    phone.is_at("Record").await?;
    let hers = phone.checks_and_sends().await?;
    phone.is_delivered().await?;
    phone.open("/now").await?;
    goes_to(phone, "Minh").await?;
    phone.tap("Record").await?;
    phone.is_at("Record").await?;
    let his = phone.checks_and_sends().await?;
    phone.is_delivered().await?;
    ensure!(hers != his, "two children, one reference");
    staff::sign_in(phone, &world.desk).await?;
    staff::reads_the_case(phone, &hers, &["Other children were found with this one", &format!("Read {his}"), ADULTS])
        .await
}
