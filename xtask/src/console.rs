//! What a person sees while they wait: which part is running, how long it has taken, how it ended.

use std::time::Duration;

/// A part has begun.
pub fn started(part: &str, note: &str) {
    line("start", part, note);
}

/// A part is still going on: said every quarter of a minute, so that silence never looks like a hang.
pub fn still(part: &str, elapsed: Duration, doing: &str) {
    line("...", part, &format!("{}  {}", time(elapsed), shorten(doing)));
}

/// A part ended well.
pub fn done(part: &str, elapsed: Duration) {
    line("done", part, &time(elapsed));
}

/// There was nothing to do for a part.
pub fn ready(part: &str, note: &str) {
    line("ready", part, note);
}

/// A part ended badly.
pub fn failed(part: &str, elapsed: Duration, why: &str) {
    line("FAILED", part, &format!("{}  {why}", time(elapsed)));
}

fn line(state: &str, part: &str, note: &str) {
    println!("{}", format!("{state:<7} {part:<28} {note}").trim_end());
}

/// A length of time as a person says it.
pub fn time(elapsed: Duration) -> String {
    let seconds = elapsed.as_secs();
    match seconds {
        0..10 => format!("{:.1} s", elapsed.as_secs_f64()),
        10..60 => format!("{seconds} s"),
        _ => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

fn shorten(text: &str) -> String {
    let text = text.trim();
    if text.chars().count() <= 70 {
        return text.to_owned();
    }
    text.chars().take(69).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_as_a_person_says_them() {
        assert_eq!(time(Duration::from_millis(1234)), "1.2 s");
        assert_eq!(time(Duration::from_secs(59)), "59 s");
        assert_eq!(time(Duration::from_secs(125)), "2 min 5 s");
    }
}
