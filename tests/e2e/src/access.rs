//! Looking at a page as the people who need it most do: axe, and no sideways scroll.
use anyhow::{Result, bail, ensure};
use data_encoding::HEXLOWER;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use crate::phone::Phone;

/// axe-core, the accessibility checker of Deque (MPL-2.0). A tool of the tests, never shipped.
const AXE: &str = include_str!("../vendor/axe-core/axe.min.js");
/// SHA-256 of its text as published: other bytes are refused.
const AXE_SHA256: &str = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c";

/// The text of axe.
///
/// # Errors
/// If its bytes are other than those that were looked at.
pub fn axe() -> Result<&'static str> {
    let hash = HEXLOWER.encode(&Sha256::digest(AXE.as_bytes()));
    ensure!(hash == AXE_SHA256, "axe-core has other bytes than were looked at: {hash}");
    Ok(AXE)
}

#[derive(Deserialize)]
struct Violation {
    id: String,
    help: String,
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    html: String,
    #[serde(rename = "failureSummary", default)]
    summary: String,
}

/// Fails if axe finds anything on the page: WCAG 2.2 A and AA, and its best practices.
///
/// # Errors
/// Every violation with the elements it is about.
pub async fn has_no_violation(phone: &Phone, axe: &str) -> Result<()> {
    // The page's policy forbids script elements and eval; a script that the driver runs is neither.
    phone.run(&format!("{axe}\n;window.axe = window.axe || axe; return true;"), &[]).await?;
    // Colours change over some milliseconds: what is looked at is where they come to rest.
    let script = "const done = arguments[arguments.length - 1]; \
                  document.getAnimations().forEach((change) => change.finish()); \
                  axe.run(document, { resultTypes: ['violations'] }) \
                  .then((r) => done({ violations: r.violations }), (e) => done({ error: String(e) }));";
    let answer = phone.browser.session()?.execute_async(script, Vec::new()).await?;
    let answer = answer.json();
    if let Some(error) = answer.get("error") {
        bail!("axe could not look at the page: {error}");
    }
    let violations: Vec<Violation> = serde_json::from_value(answer["violations"].clone())?;
    if violations.is_empty() {
        return Ok(());
    }
    let mut words = String::new();
    for violation in violations {
        words.push_str(&format!("\n{}: {}", violation.id, violation.help));
        for node in violation.nodes.iter().take(4) {
            words.push_str(&format!("\n    {}\n      {}", node.html, node.summary.replace('\n', "\n      ")));
        }
    }
    bail!("axe finds:{words}")
}

/// Fails if the page is wider than the screen.
///
/// # Errors
/// The elements that stick out.
pub async fn does_not_scroll_sideways(phone: &Phone) -> Result<()> {
    let script = "const wide = document.documentElement.clientWidth; \
                  if (Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) <= wide) return []; \
                  return [...document.querySelectorAll('body *')].filter((e) => e.getClientRects().length \
                  && e.getBoundingClientRect().right > wide + 1 && getComputedStyle(e).position !== 'fixed') \
                  .map((e) => e.outerHTML.slice(0, 120)).concat('the page is wider than ' + wide + ' px').slice(0, 6);";
    let outside: Vec<String> = phone.run(script, &[]).await?.convert()?;
    ensure!(outside.is_empty(), "the page scrolls sideways:\n    {}", outside.join("\n    "));
    Ok(())
}
