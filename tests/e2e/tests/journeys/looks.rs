//! Every screen, looked at as the people who need it most do.
use anyhow::{Context, Result, ensure};
use gh_e2e::access::{axe, does_not_scroll_sideways, has_no_violation};
use gh_e2e::phone::Phone;
use gh_e2e::until::until;
use gh_e2e::{Engine, Screen, World, in_world, staff};

use crate::cases::RAID_BOY;

/// Screens of an hour that runs.
const IN_THE_HOUR: &[&str] = &[
    "/now",
    "/situation",
    "/role",
    "/record",
    "/record/m01",
    "/record/m03",
    "/record/m09",
    "/check",
    "/handover",
    "/children",
    "/handover/give",
    "/handover/take",
    "/photos",
    "/menu",
    "/missing",
    "/call-999",
    "/finish",
    "/signs",
    "/",
];

/// Screens that need no hour.
const ANY_TIME: &[&str] = &[
    "/",
    "/concern",
    "/records",
    "/signs",
    "/signs/meaning",
    "/asked",
    "/care",
    "/nrm",
    "/handover",
    "/children",
    "/handover/give",
    "/handover/take",
    "/guidance",
    "/guidance/clock",
    "/step/A01",
    "/step/A07",
    "/contacts",
    "/menu",
    "/settings",
    "/install",
    "/role",
    "/record",
    "/check",
    "/now",
    "/sent/00000000000000000000000000000000",
];

/// Opens what can be opened, and the change of an entry of the child's words.
const OPEN_ALL: &str = "document.querySelectorAll('details').forEach((details) => { details.open = true; }); \
    document.querySelector('.quote button')?.click()";

/// What was found on all screens, to be told together.
#[derive(Default)]
struct Problems(Vec<String>);

impl Problems {
    fn keep(&mut self, outcome: Result<()>) {
        self.0.extend(outcome.err().map(|error| format!("{error:#}")));
    }

    fn are_none(self) -> Result<()> {
        ensure!(self.0.is_empty(), "{} screens:\n{}", self.0.len(), self.0.join("\n\n"));
        Ok(())
    }
}

/// Brings a phone to the screens one after the other, each in its usual and its unusual states, and looks at each.
async fn every_screen(world: &World, look: impl AsyncFn(&Phone, &str) -> Result<()>) -> Result<()> {
    let phone = &world.phone;
    let visit = async |path: &str, when: &str| {
        phone.open(path).await?;
        phone.has_mounted().await?;
        until("a main heading", async || Ok((!phone.heading().await?.is_empty()).then_some(()))).await?;
        look(phone, when).await.with_context(|| format!("{path}, {when}"))
    };
    phone.make_ready().await?;
    let mut problems = Problems::default();
    for path in ANY_TIME {
        problems.keep(visit(path, "before any hour").await);
    }
    phone.open_app().await?;
    phone.starts_the_hour().await?;
    problems.keep(look(phone, "the question of the work").await.context("/now, at first"));
    phone.works_as("Police").await?;
    phone.tap("More about this step").await?;
    phone.tap("Something has changed").await?;
    problems.keep(look(phone, "everything open").await.context("/now, everything open"));
    for path in IN_THE_HOUR {
        problems.keep(visit(path, "in the hour").await);
    }
    phone.open("/signs").await?;
    phone.write("Search the signs", "zebra").await?;
    phone.sees("No sign matches “zebra”").await?;
    problems.keep(look(phone, "no match").await.context("/signs, no match"));
    phone.write("Search the signs", "threatens").await?;
    phone.tap("Seen").await?;
    phone.sees("1 seen").await?;
    problems.keep(look(phone, "a sign of danger").await.context("/signs, a sign of danger"));
    for path in ["/signs", "/signs/meaning", "/signs/EXP-18", "/check"] {
        problems.keep(visit(path, "with a sign").await);
    }
    phone.open("/now").await?;
    phone.tap("Can’t").await?;
    phone.finds("No signal").await?;
    problems.keep(look(phone, "the reasons").await.context("/now, the reasons"));
    phone.tap("No signal").await?;
    phone.sees("Noted.").await?;
    problems.keep(look(phone, "the other way").await.context("/now, the other way"));
    phone.open("/check").await?;
    phone.tap("Yes, this is my desk").await?;
    phone.tap("Send now").await?;
    phone.sees("Add 2 things, then send").await?;
    problems.keep(look(phone, "with things to add").await.context("/check, with things to add"));
    phone.tap("Record").await?;
    phone.fills(RAID_BOY).await?;
    for path in ["/record", "/record/m02", "/record/m09", "/check"] {
        problems.keep(visit(path, "with long words").await);
    }
    for path in ["/record/said", "/record/m05", "/record/m14", "/record"] {
        phone.open(path).await?;
        phone.has_mounted().await?;
        phone.run(OPEN_ALL, &[]).await?;
        problems.keep(look(phone, "everything open").await.with_context(|| format!("{path}, everything open")));
    }
    phone.open("/record").await?;
    phone.checks_and_sends().await?;
    phone.is_delivered().await?;
    problems.keep(look(phone, "delivered").await.context("/sent, delivered"));
    for path in ["/records", "/record", "/check"] {
        problems.keep(visit(path, "after Send").await);
    }
    writes_more(phone).await?;
    problems.keep(look(phone, "with something new").await.context("/check, with something new"));
    phone.tap("Send the update").await?;
    phone.is_delivered().await?;
    problems.keep(look(phone, "an update").await.context("/sent, an update"));
    problems.keep(visit("/records", "with an update").await);
    phone.open("/now").await?;
    phone.hides().await?;
    problems.keep(look(phone, "hidden").await.context("hidden"));
    phone.comes_back().await?;
    problems.are_none()
}

/// Writes more after Send, and goes to Check and send.
async fn writes_more(phone: &Phone) -> Result<()> {
    phone.opens_section("What the child said").await?;
    phone.write("Add their words", "“I sleep in the house with the plants.” 나는 거기서 자요.").await?;
    phone.tap("Add, with the time").await?;
    phone.says_saved().await?;
    phone.tap("Record").await?;
    phone.is_at("Record").await?;
    phone.tap("Check and send").await?;
    phone.sees("New since you sent it").await
}

/// Every step of a role as it comes, with its other way now and then.
async fn every_step(world: &World, role: &str, look: impl AsyncFn(&Phone, &str) -> Result<()>) -> Result<()> {
    let phone = &world.phone;
    phone.open("/role").await?;
    phone.tap(role).await?;
    phone.open_app().await?;
    phone.starts_the_hour().await?;
    let mut problems = Problems::default();
    for place in 0.. {
        phone.finds("Not needed").await?;
        let title = phone.heading().await?;
        problems.keep(look(phone, &title).await.with_context(|| format!("{role}: {title}")));
        if place % 4 == 1 {
            phone.cannot_do_a_step("No signal").await?;
            problems
                .keep(look(phone, "the other way").await.with_context(|| format!("{role}: {title}, the other way")));
        }
        phone.does_a_step().await?;
        if phone.heading().await? == "Every step has an answer" {
            break;
        }
    }
    phone.finishes_the_hour().await?;
    problems.are_none()
}

/// axe in light and dark on every screen, as a phone and as a tablet.
async fn with_axe(world: &mut World) -> Result<()> {
    let axe = axe()?;
    every_screen(world, async |phone, _| {
        for screen in [Screen::PHONE, Screen::PHONE.in_dark(), Screen::TABLET, Screen::TABLET.in_dark()] {
            phone.browser.look_at(screen).await?;
            let device = if screen.phone { "phone" } else { "tablet" };
            let colours = if screen.dark { "dark" } else { "light" };
            has_no_violation(phone, axe).await.with_context(|| format!("{device}, {colours}"))?;
        }
        phone.browser.look_at(Screen::PHONE).await
    })
    .await
}

#[tokio::test]
async fn axe_finds_nothing_on_any_screen_in_light_and_dark_on_phone_and_tablet() -> Result<()> {
    in_world("axe", Engine::Chromium, Screen::PHONE, None, with_axe).await
}

#[tokio::test]
async fn no_screen_scrolls_sideways_at_320_pixels() -> Result<()> {
    in_world("narrow", Engine::Chromium, Screen::SMALL, None, async |world: &mut World| {
        every_screen(world, async |phone, _| does_not_scroll_sideways(phone).await).await
    })
    .await
}

#[tokio::test]
async fn no_screen_scrolls_sideways_with_text_at_200_percent() -> Result<()> {
    in_world("large-text", Engine::Chromium, Screen::PHONE.with_large_text(), None, async |world: &mut World| {
        every_screen(world, async |phone, _| {
            for screen in [Screen::SMALL, Screen::PHONE] {
                phone.browser.look_at(screen.with_large_text()).await?;
                does_not_scroll_sideways(phone).await.with_context(|| format!("{} px wide", screen.width))?;
            }
            Ok(())
        })
        .await
    })
    .await
}

#[tokio::test]
async fn no_step_of_any_role_scrolls_sideways_at_320_pixels_with_text_at_200_percent() -> Result<()> {
    in_world("large-steps", Engine::Chromium, Screen::SMALL.with_large_text(), None, async |world: &mut World| {
        world.phone.make_ready().await?;
        for role in ["Police", "Border", "School", "Health", "Social care"] {
            every_step(world, role, async |phone, _| does_not_scroll_sideways(phone).await).await?;
            world.phone.open_app().await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn axe_finds_nothing_on_the_desks_pages() -> Result<()> {
    in_world("axe-desk", Engine::Chromium, Screen::PHONE, None, async |world: &mut World| {
        let axe = axe()?;
        let (phone, desk) = (&world.phone, &world.desk);
        phone.make_ready().await?;
        phone.starts_the_hour().await?;
        phone.works_as("Police").await?;
        phone.fills(RAID_BOY).await?;
        let reference = phone.checks_and_sends().await?;
        phone.is_delivered().await?;
        writes_more(phone).await?;
        phone.tap("Send the update").await?;
        phone.sees("This is update 1").await?;
        phone.is_delivered().await?;
        let look = async |page: &str| {
            for screen in [Screen::PHONE, Screen::PHONE.in_dark(), Screen::TABLET, Screen::TABLET.in_dark()] {
                phone.browser.look_at(screen).await?;
                has_no_violation(phone, axe).await.with_context(|| format!("{page}, {screen:?}"))?;
                does_not_scroll_sideways(phone).await.with_context(|| format!("{page}, {screen:?}"))?;
            }
            Ok::<_, anyhow::Error>(())
        };
        let mut problems = Problems::default();
        phone.go_to(&desk.pages()).await?;
        problems.keep(look("the door").await);
        phone.go_to(&desk.sign_in_link()?).await?;
        problems.keep(look("the one-time link").await);
        staff::sign_in(phone, desk).await?;
        problems.keep(look("the inbox").await);
        staff::reads_the_case(phone, &reference, &[]).await?;
        problems.keep(look("the case").await);
        phone.tap("See this one alone").await?;
        phone.sees("Only this: Update 1").await?;
        problems.keep(look("one version").await);
        problems.are_none()
    })
    .await
}
