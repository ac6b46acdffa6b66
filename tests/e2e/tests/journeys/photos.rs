//! Photographs: asked for first, taken in the app or with the phone's own camera, kept, sent after the words, seen at the desk.
use anyhow::{Result, ensure};
use gh_e2e::phone::{Entry, Phone};
use gh_e2e::until::until;
use gh_e2e::{Engine, Screen, World, in_world, staff};
use serde_json::json;

use crate::in_each_engine;

in_each_engine!(photographs_follow_the_record, Screen::PHONE, super::photographs);

const NEEDED: &[Entry] = &[
    Entry::typed("Where the child is now", "Where the child is now", "Room 3 behind passport control"),
    Entry::typed("You, and who covers for you", "A number to ring you back", "01632 960 151"),
];

/// In a new hour, on the page of its photographs.
async fn is_at_the_photographs(phone: &Phone) -> Result<()> {
    phone.make_ready().await?;
    phone.starts_the_hour().await?;
    phone.tap("Record").await?;
    phone.is_at("Record").await?;
    phone.tap("Photographs").await?;
    phone.is_at("Photographs").await
}

/// A face and a paper; the paper is taken out again; then the child says no to a second picture.
async fn photographs(world: &mut World) -> Result<()> {
    let phone = &mut world.phone;
    is_at_the_photographs(phone).await?;
    phone.sees("Do not undress the child or photograph injuries or private marks.").await?;
    phone.choose("What will it show?", "Face").await?;
    phone.sees("What did the child say?").await?;
    ensure!(!phone.has("Open the camera").await?, "the child has not been asked");
    phone.choose("What did the child say?", "Yes").await?;
    let in_the_app = takes(phone, "red", "blue").await?;
    phone.sees("Kept on this phone.").await?;
    shows(phone, 1).await?;
    if !in_the_app {
        phone.sees("32 by 64").await?;
        ensure!(phone.run(TOP_IS_RED, &[]).await?.convert::<bool>()?, "the picture does not stand upright");
        phone.run(NO_PICTURE, &[]).await?;
        phone.sees("This phone cannot read that file as a picture.").await?;
        phone.run(PICTURE, &[json!("red"), json!("blue")]).await?;
        phone.sees("This picture is here already.").await?;
        shows(phone, 1).await?;
    }

    phone.choose("What will it show?", "Papers").await?;
    takes(phone, "green", "white").await?;
    shows(phone, 2).await?;
    phone.run("[...document.querySelectorAll('.rows .linkish')].at(-1).click()", &[]).await?;
    phone.sees("Taken out. The log keeps that it was taken.").await?;
    shows(phone, 1).await?;

    phone.die_and_open("/photos").await?;
    phone.is_at("Photographs").await?;
    shows(phone, 1).await?;
    if in_the_app {
        phone.choose("What will it show?", "Place").await?;
        phone.tap("Open the camera").await?;
        until("a picture from the camera", async || Ok(phone.run(SEES, &[]).await?.convert::<bool>()?.then_some(())))
            .await?;
        phone.hides().await?;
        phone.comes_back().await?;
        until("the camera to be shut", async || Ok(phone.has("Open the camera").await?.then_some(()))).await?;
        ensure!(phone.run(VIDEOS, &[]).await?.convert::<u32>()? == 0, "something still looks");
    }
    phone.choose("What will it show?", "Clothes").await?;
    phone.choose("What did the child say?", "No").await?;
    phone.sees("The child said no. Do not photograph the child, and do not ask again.").await?;
    phone.choose("What will it show?", "Face").await?;
    phone.must_not_show(&["What did the child say?", "Open the camera", "Use the phone’s own camera"]).await?;
    // What they had agreed to before stays here until they agree again.
    phone.sees("The child said no since. It is not sent.").await?;
    phone.run("[...document.querySelectorAll('.rows .linkish')].at(0).click()", &[]).await?;
    phone.sees("Noted: the child agrees to it.").await?;

    phone.tap("Record").await?;
    phone.is_at("Record").await?;
    phone.sees("1 taken.").await?;
    phone.fills(NEEDED).await?;
    let reference = phone.checks_and_sends().await?;
    phone.is_delivered().await?;
    phone.tap("Record").await?;
    phone.is_at("Record").await?;
    phone.tap("Photographs").await?;
    phone.is_at("Photographs").await?;
    phone.sees("Delivered").await?;
    ensure!(!phone.has("Remove").await?, "what the desk has cannot be taken out here");

    staff::sign_in(phone, &world.desk).await?;
    ensure!(staff::rows(phone, &world.desk, &reference).await? == 1, "not one row of {reference}");
    staff::reads_the_case(phone, &reference, &["Photographs", "The child said no", "Photograph taken: face"]).await?;
    ensure!(phone.run(SHOWN, &[]).await?.convert::<u32>()? == 0, "it stands open unasked");
    phone.run("document.querySelector('img.photo').closest('details').open = true", &[]).await?;
    phone.run("document.querySelector('img.photo').scrollIntoView()", &[]).await?;
    until("the photograph at the desk", async || {
        Ok((phone.run(SHOWN, &[]).await?.convert::<u32>()? == 1).then_some(()))
    })
    .await?;
    phone.sees("The child said yes").await?;
    staff::rows(phone, &world.desk, &reference).await?;
    staff::reads_the_case(phone, &reference, &["Photograph opened by"]).await
}

/// The line is cut while the third part is on its way, the desk has it and its answer is lost, and the phone is killed: what is
/// missing goes on afterwards, and the desk has one whole picture.
#[tokio::test]
async fn a_photograph_whose_line_is_cut_between_its_parts_arrives_whole() -> Result<()> {
    in_world("photo-cut", Engine::WebKit, Screen::PHONE, None, async |world: &mut World| {
        let phone = &mut world.phone;
        is_at_the_photographs(phone).await?;
        phone.choose("What will it show?", "Place").await?;
        phone.tap("Open the camera").await?;
        phone.sees("The phone’s own camera may keep a copy.").await?;
        phone.run(LARGE, &[]).await?;
        shows(phone, 1).await?;
        phone.tap("Record").await?;
        phone.is_at("Record").await?;
        phone.fills(NEEDED).await?;
        phone.run(CUT, &[]).await?;
        let reference = phone.checks_and_sends().await?;
        until("the cut", async || Ok(phone.run("return cut", &[]).await?.convert::<bool>()?.then_some(()))).await?;
        world.desk.stop().await?;
        world.phone.die_and_open("/photos").await?;
        world.phone.is_at("Photographs").await?;
        world.phone.must_not_show(&["Delivered"]).await?;
        let phone = &world.phone;
        phone.tap("Menu").await?;
        phone.is_at("Menu").await?;
        phone.run("document.querySelector('main a[href=\"/records\"]').click()", &[]).await?;
        phone.is_at("Records").await?;
        // The words are there, and it is said that the picture is not.
        phone.sees("1 of 1 photograph is still on this phone.").await?;
        world.desk.start_again().await?;
        let phone = &world.phone;
        phone.tries_to_send().await?;
        until("the picture to be gone", async || Ok((!phone.shows("still on this phone").await?).then_some(())))
            .await?;
        staff::sign_in(phone, &world.desk).await?;
        ensure!(staff::rows(phone, &world.desk, &reference).await? == 1, "not one row of {reference}");
        staff::reads_the_case(phone, &reference, &["Photographs"]).await?;
        phone.run("document.querySelector('img.photo').closest('details').open = true", &[]).await?;
        phone.run("document.querySelector('img.photo').scrollIntoView()", &[]).await?;
        until("the photograph at the desk", async || {
            Ok((phone.run(SHOWN, &[]).await?.convert::<u32>()? == 1).then_some(()))
        })
        .await
    })
    .await
}

/// A picture of several parts: nothing in it repeats.
const LARGE: &str = "const canvas = Object.assign(document.createElement('canvas'), { width: 1600, height: 1200 }); \
    const context = canvas.getContext('2d'); const pixels = context.createImageData(1600, 1200); \
    let seed = 1; for (let at = 0; at < pixels.data.length; at += 1) { \
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; pixels.data[at] = at % 4 === 3 ? 255 : 96 + (seed >>> 26); } \
    context.putImageData(pixels, 0, 0); \
    const jpeg = Uint8Array.from(atob(canvas.toDataURL('image/jpeg', 0.7).split(',')[1]), (one) => one.charCodeAt(0)); \
    const data = new DataTransfer(); data.items.add(new File([jpeg], 'IMG_0003.jpg', { type: 'image/jpeg' })); \
    const field = document.getElementById('file'); field.files = data.files; \
    field.dispatchEvent(new Event('change', { bubbles: true }))";

/// The record and two parts are answered for. The third part comes to the desk, and no answer from there on.
const CUT: &str = "globalThis.cut = false; let sent = 0; const real = fetch; \
    globalThis.fetch = async (what, ...more) => { \
      if (what.method !== 'PUT') return real(what, ...more); \
      if (cut) throw new TypeError('the line is cut'); \
      sent += 1; const answer = await real(what, ...more); \
      if (sent < 4) return answer; \
      cut = true; throw new TypeError('the line is cut'); }";

/// Takes one: in the app where there is a camera, else with a file as a phone's camera makes it. True: in the app.
async fn takes(phone: &Phone, left: &str, right: &str) -> Result<bool> {
    if phone.has("Open the camera").await? || !phone.has("Try the camera again").await? {
        phone.tap("Open the camera").await?;
    }
    let in_the_app = until("a camera, or the other way", async || {
        if phone.has("Try the camera again").await? {
            return Ok(Some(false));
        }
        Ok(phone.run(SEES, &[]).await?.convert::<bool>()?.then_some(true))
    })
    .await?;
    if in_the_app {
        let count = async || Ok::<_, anyhow::Error>(phone.run(PICTURES, &[]).await?.convert::<Vec<bool>>()?.len());
        let before = count().await?;
        phone.tap("Take the picture").await?;
        // The pattern of this camera comes round again: one that is here already is taken a moment later.
        until("one picture more", async || {
            if count().await? > before {
                return Ok(Some(()));
            }
            if phone.shows("This picture is here already.").await? {
                phone.tap("Take the picture").await?;
            }
            Ok(None)
        })
        .await?;
    } else {
        phone.sees("The phone’s own camera may keep a copy.").await?;
        phone.run(PICTURE, &[json!(left), json!(right)]).await?;
    }
    Ok(in_the_app)
}

/// So many are listed, and each can be seen.
async fn shows(phone: &Phone, count: u32) -> Result<()> {
    until(&format!("{count} pictures on the page"), async || {
        let seen = phone.run(PICTURES, &[]).await?.convert::<Vec<bool>>()?;
        Ok((seen == vec![true; usize::try_from(count)?]).then_some(()))
    })
    .await
}

/// Some time into it: the pattern begins with the same picture each time.
const SEES: &str = "return (document.querySelector('video')?.currentTime ?? 0) > Math.random() + 0.3";
const VIDEOS: &str = "return document.querySelectorAll('video').length";
const PICTURES: &str =
    "return [...document.querySelectorAll('img.picture')].map((one) => one.complete && one.naturalWidth > 0)";
const SHOWN: &str =
    "return [...document.querySelectorAll('img.photo')].filter((one) => one.complete && one.naturalWidth > 0).length";
const TOP_IS_RED: &str = "const image = document.querySelector('img.picture'); \
    const canvas = Object.assign(document.createElement('canvas'), { width: 32, height: 64 }); \
    const context = canvas.getContext('2d'); context.drawImage(image, 0, 0); \
    const [red, , blue] = context.getImageData(16, 8, 1, 1).data; return red > 200 && blue < 80";
/// A phone held upright writes what it sees lying on its side, and that it is to be turned (orientation 6), and where it was.
const PICTURE: &str = "const [left, right] = arguments; \
    const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 32 }); \
    const context = canvas.getContext('2d'); \
    context.fillStyle = left; context.fillRect(0, 0, 32, 32); context.fillStyle = right; context.fillRect(32, 0, 32, 32); \
    const jpeg = Uint8Array.from(atob(canvas.toDataURL('image/jpeg', 1).split(',')[1]), (one) => one.charCodeAt(0)); \
    const tiff = [77, 77, 0, 42, 0, 0, 0, 8, 0, 2, 1, 18, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 136, 37, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38, \
      0, 0, 0, 0, 0, 1, 0, 1, 0, 2, 0, 0, 0, 2, 78, 0, 0, 0, 0, 0, 0, 0]; \
    const exif = [69, 120, 105, 102, 0, 0, ...tiff]; \
    const file = new File([jpeg.slice(0, 2), new Uint8Array([255, 225, 0, exif.length + 2, ...exif]), jpeg.slice(2)], \
      'IMG_0001.jpg', { type: 'image/jpeg' }); \
    const data = new DataTransfer(); data.items.add(file); const field = document.getElementById('file'); \
    field.files = data.files; field.dispatchEvent(new Event('change', { bubbles: true }))";
const NO_PICTURE: &str = "const data = new DataTransfer(); \
    data.items.add(new File(['not a picture'], 'IMG_0002.jpg', { type: 'image/jpeg' })); \
    const field = document.getElementById('file'); field.files = data.files; \
    field.dispatchEvent(new Event('change', { bubbles: true }))";
