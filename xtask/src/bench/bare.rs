//! The bare page: the words and links of the built `index.html`, with no style, no script and no picture.

use anyhow::{Result, bail};

/// Elements that go with all that is in them.
const WHOLE: [&str; 4] = ["script", "style", "svg", "noscript"];
/// What the page must still have, or it is not the page that it is compared with.
const KEPT: [&str; 3] = ["id=\"first-steps\"", "class=\"hero\" href=\"#first-steps\"", "name=\"viewport\""];

/// The bare page that has the text of this one.
///
/// # Errors
/// If an element is not closed, or the first steps or the big link are not there.
pub fn page(index: &str) -> Result<String> {
    let mut html = index.to_owned();
    for name in WHOLE {
        html = without(&html, &format!("<{name}"), &format!("</{name}>"))?;
    }
    // The cover of Hide is no text of Start.
    html = without(&html, "<main class=\"covered\"", "</main>")?;
    // Of the two forms of each call the one for a phone.
    html = without(&html, "<div class=\"call no-phone", "</div>")?;
    html = without(&html, "<link", ">")?;
    if let Some(lost) = KEPT.iter().find(|kept| !html.contains(**kept)) {
        bail!("the bare page lacks {lost}: index.html is no longer as the bench knows it");
    }
    Ok(html)
}

fn without(html: &str, open: &str, close: &str) -> Result<String> {
    let mut left = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once(open) {
        left.push_str(before);
        let Some((_, after)) = after.split_once(close) else { bail!("index.html has {open} with no {close}") };
        rest = after;
    }
    left.push_str(rest);
    Ok(left)
}

#[cfg(test)]
mod tests {
    use super::{page, without};

    #[test]
    fn words_and_links_stay_and_everything_else_goes() {
        let index = "<head><meta name=\"viewport\" content=\"x\"><link rel=\"icon\" href=\"/i\"><style>a{}</style></head>\
                     <main class=\"covered\" hidden><button>Hidden</button></main><script>go()</script>\
                     <a class=\"hero\" href=\"#first-steps\"><svg><path d=\"M0 0\"/></svg>I am here</a>\
                     <section id=\"first-steps\"><p>Stay.</p></section>";
        let bare = page(index).expect("it is well formed");
        assert_eq!(
            bare,
            "<head><meta name=\"viewport\" content=\"x\"></head>\
             <a class=\"hero\" href=\"#first-steps\">I am here</a><section id=\"first-steps\"><p>Stay.</p></section>"
        );
    }

    #[test]
    fn a_page_with_no_first_steps_is_refused() {
        assert!(page("<p>Something else</p>").is_err());
        assert!(without("<svg>", "<svg", "</svg>").is_err());
    }
}
