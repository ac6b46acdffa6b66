//! A long queue: every record once, whatever happens in the middle.
use anyhow::{Result, ensure};
use gh_e2e::until::until;
use gh_e2e::{Engine, Screen, World, in_world, staff};

const RECORDS: usize = 40;

/// How many records the desk has answered for in this page.
const ANSWERED: &str = "return performance.getEntriesByType('resource')
    .filter(({ name, responseStatus }) => name.includes('/api/v1/submissions/') && responseStatus === 200).length";

#[tokio::test]
async fn a_long_queue_arrives_once_though_browser_and_desk_are_killed_in_the_middle() -> Result<()> {
    in_world("long-queue", Engine::Chromium, Screen::PHONE, None, async |world: &mut World| {
        let phone = &mut world.phone;
        phone.make_ready().await?;
        phone.gives_a_number().await?;
        world.desk.stop().await?;
        for number in 1..=RECORDS {
            phone.queues_a_concern(&format!("Two adults wait for pupil {number} each day."), "Library").await?;
        }
        phone.is_saved_not_sent().await?;

        world.desk.start_again().await?;
        phone.tries_to_send().await?;
        goes_on(world).await?;
        world.phone.die_and_open("/records").await?;
        goes_on(world).await?;
        world.desk.stop().await?;
        world.desk.start_again().await?;

        let phone = &world.phone;
        until("the phone to have a receipt for each", async || Ok(all_delivered(world).await?.then_some(()))).await?;
        staff::sign_in(phone, &world.desk).await?;
        let inbox = phone.title().await?;
        ensure!(inbox.starts_with(&format!("Inbox, {RECORDS} not opened")), "{RECORDS} were sent; the desk: {inbox}");
        Ok(())
    })
    .await
}

/// Waits until the desk has answered for some on this page, or nothing is left that it could answer for.
async fn goes_on(world: &World) -> Result<()> {
    until("the desk to answer", async || {
        let answered: usize = world.phone.run(ANSWERED, &[]).await?.convert()?;
        Ok((answered > 0 || all_delivered(world).await?).then_some(()))
    })
    .await
}

async fn all_delivered(world: &World) -> Result<bool> {
    Ok(world.phone.text().await?.contains(&format!("{RECORDS} delivered")))
}
