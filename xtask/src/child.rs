//! Runs one program to its end: shows its lines, or a sign of life, and says how long it took.

use crate::console;
use anyhow::{Context, Result};
use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

const HEARTBEAT: Duration = Duration::from_secs(15);
const LOOK: Duration = Duration::from_millis(200);
/// A grandchild that was left behind may hold the pipe open: after the child has ended we wait no longer than this.
const LAST_WORDS: Duration = Duration::from_secs(2);
const TAIL: usize = 60;

/// What a person sees of the program's own words.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Show {
    /// Every line, behind the name of the part.
    Lines,
    /// A sign of life now and then; the last lines if it fails.
    SignOfLife,
}

/// How a program ended.
pub struct Ended {
    /// Whether it ended with code 0.
    pub success: bool,
    /// What to tell of a failure: the exit status, and the last line that says "error".
    pub why: String,
    /// From start to end.
    pub elapsed: Duration,
}

/// Runs the program to its end and hands each of its lines to `each`.
///
/// # Errors
/// If the program cannot be started.
pub fn run(part: &str, command: &mut Command, show: Show, mut each: impl FnMut(&str)) -> Result<Ended> {
    let begun = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {}", command.get_program().display()))?;
    let lines = lines_of(&mut child);
    let mut tail = Tail::default();
    let status = follow(part, &mut child, &lines, show, |line| {
        each(line);
        tail.keep(line);
        if show == Show::Lines {
            println!("{part:<7} | {line}");
        }
    })?;
    if !status.success() && show == Show::SignOfLife {
        tail.lines.iter().for_each(|line| println!("{part:<7} | {line}"));
    }
    Ok(Ended { success: status.success(), why: tail.why(status), elapsed: begun.elapsed() })
}

fn follow(
    part: &str,
    child: &mut Child,
    lines: &Receiver<String>,
    show: Show,
    mut each: impl FnMut(&str),
) -> Result<ExitStatus> {
    let begun = Instant::now();
    let mut last_line = String::new();
    let mut last_sign = Instant::now();
    let mut ended: Option<(ExitStatus, Instant)> = None;
    loop {
        match lines.recv_timeout(LOOK) {
            Ok(line) => {
                each(&line);
                last_line = line;
                if show == Show::Lines {
                    last_sign = Instant::now();
                }
            }
            Err(RecvTimeoutError::Disconnected) => return Ok(child.wait()?),
            Err(RecvTimeoutError::Timeout) => {}
        }
        if ended.is_none() {
            ended = child.try_wait()?.map(|status| (status, Instant::now()));
        }
        if let Some((status, at)) = ended
            && at.elapsed() > LAST_WORDS
        {
            return Ok(status);
        }
        if last_sign.elapsed() >= HEARTBEAT {
            console::still(part, begun.elapsed(), &last_line);
            last_sign = Instant::now();
        }
    }
}

fn lines_of(child: &mut Child) -> Receiver<String> {
    let (sender, receiver) = channel();
    if let Some(stdout) = child.stdout.take() {
        read_into(stdout, sender.clone());
    }
    if let Some(stderr) = child.stderr.take() {
        read_into(stderr, sender);
    }
    receiver
}

fn read_into(pipe: impl Read + Send + 'static, sender: Sender<String>) {
    thread::spawn(move || {
        let mut reader = BufReader::new(pipe);
        let mut bytes = Vec::new();
        while reader.read_until(b'\n', &mut bytes).is_ok_and(|count| count > 0) {
            let line = String::from_utf8_lossy(&bytes).trim_end().to_owned();
            if sender.send(line).is_err() {
                return;
            }
            bytes.clear();
        }
    });
}

#[derive(Default)]
struct Tail {
    lines: VecDeque<String>,
    error: Option<String>,
}

impl Tail {
    fn keep(&mut self, line: &str) {
        if line.trim_start().to_ascii_lowercase().starts_with("error") {
            self.error = Some(line.trim().to_owned());
        }
        if self.lines.len() == TAIL {
            self.lines.pop_front();
        }
        self.lines.push_back(line.to_owned());
    }

    fn why(self, status: ExitStatus) -> String {
        match self.error {
            Some(error) => format!("{status}, {error}"),
            None => status.to_string(),
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn lines_of_both_streams_arrive_and_the_exit_is_told() {
        let mut lines = Vec::new();
        let ended = run("a part", &mut shell("echo one; echo error: two >&2; exit 3"), Show::SignOfLife, |line| {
            lines.push(line.to_owned());
        })
        .expect("a shell starts");
        lines.sort();
        assert_eq!(lines, ["error: two", "one"]);
        assert!(!ended.success);
        assert!(ended.why.contains("error: two"), "{}", ended.why);
    }

    #[test]
    fn a_process_left_behind_does_not_hold_us_up() {
        let ended = run("a part", &mut shell("sleep 30 & exit 0"), Show::SignOfLife, |_| {}).expect("a shell starts");
        assert!(ended.success);
        assert!(ended.elapsed < Duration::from_secs(20));
    }

    #[test]
    fn a_program_that_is_not_there_is_an_error_with_its_name() {
        let error = run("a part", &mut Command::new("no-such-program"), Show::SignOfLife, |_| {}).err();
        assert!(error.is_some_and(|error| error.to_string().contains("no-such-program")));
    }
}
