//! `cargo xtask run`: everything from a fresh machine to the running app and desk.

use crate::RunOptions;
use crate::console;
use crate::setup::{self, Needs};
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

const ANSWER_WITHIN: Duration = Duration::from_secs(30);
const LOOK: Duration = Duration::from_millis(100);

/// Installs, builds, starts, says where everything is, and stays until the person stops it.
///
/// # Errors
/// If a port is taken, something cannot be installed or built, or the desk does not start.
pub fn run(workspace: &Workspace, options: &RunOptions) -> Result<ExitCode> {
    let begun = Instant::now();
    check_ports(options)?;
    let missing = setup::prepare(
        workspace,
        Needs { wasm_target: true, wasm_bindgen: true, app: true, desk: true, ..Needs::default() },
    )?;
    if !missing.problems.is_empty() {
        let lines: Vec<String> = missing.problems.iter().map(|problem| format!("{problem:#}")).collect();
        bail!("{}", lines.join("\n"));
    }
    let stop = stop_signal()?;
    let mut desk = Desk::start(workspace, options)?;
    desk.wait_until_it_answers(options.port, &stop)?;
    let link = sign_in_link(workspace, options);
    console::done("everything", begun.elapsed());
    println!("{}", welcome(options, &data_folder(workspace, options), link.as_deref()));
    desk.stay(&stop)
}

fn check_ports(options: &RunOptions) -> Result<()> {
    if options.port == options.desk_port {
        bail!(
            "The app and the desk need two different ports, and both are {}. Change --port or --desk-port.",
            options.port
        );
    }
    check_port(options.port, "the app", "--port")?;
    check_port(options.desk_port, "the desk’s pages", "--desk-port")
}

fn check_port(port: u16, of: &str, option: &str) -> Result<()> {
    match TcpListener::bind(address(port)) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            let who = if is_healthy(port) { "Golden Hour is already running there" } else { "another program has it" };
            bail!("Port {port} for {of} is taken: {who}. Stop it, or choose another port with {option}.")
        }
        Err(error) => bail!("Port {port} for {of} cannot be used ({error}). Choose another port with {option}."),
    }
}

fn address(port: u16) -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, port))
}

/// Whether a desk answers on the port that all is well.
fn is_healthy(port: u16) -> bool {
    ask_health(port).is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
}

fn ask_health(port: u16) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address(port), Duration::from_secs(1))?;
    stream.set_read_timeout(Some(Duration::from_secs(1)))?;
    write!(stream, "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")?;
    let mut answer = [0; 64];
    let count = stream.read(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer[..count]).into_owned())
}

/// One message each time the person presses Ctrl-C or the system asks this process to end.
fn stop_signal() -> Result<Receiver<()>> {
    let (sender, receiver) = channel();
    ctrlc::set_handler(move || {
        sender.send(()).ok();
    })
    .context("cannot listen for Ctrl-C")?;
    Ok(receiver)
}

struct Desk {
    process: Child,
}

impl Desk {
    fn start(workspace: &Workspace, options: &RunOptions) -> Result<Self> {
        // In the folder in which the person typed the command, so that `--data` means what they see.
        let mut command = Command::new(workspace.desk_program());
        command
            .arg("serve")
            .arg("--listen")
            .arg(address(options.port).to_string())
            .arg("--desk-listen")
            .arg(address(options.desk_port).to_string())
            .arg("--data")
            .arg(data_folder(workspace, options))
            .arg("--app")
            .arg(workspace.dist())
            .stdin(Stdio::null());
        // A group of its own: Ctrl-C then reaches only us, and we ask the desk to stop exactly once.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let process = command.spawn().context("cannot start the desk")?;
        Ok(Self { process })
    }

    fn wait_until_it_answers(&mut self, port: u16, stop: &Receiver<()>) -> Result<()> {
        let begun = Instant::now();
        while !is_healthy(port) {
            if let Some(status) = self.process.try_wait()? {
                bail!("The desk stopped while it was starting ({status}). Its own words are above.");
            }
            if begun.elapsed() > ANSWER_WITHIN {
                self.ask_to_stop()?;
                bail!("The desk started but did not answer within {}. It was stopped.", console::time(ANSWER_WITHIN));
            }
            if stop.recv_timeout(LOOK).is_ok() {
                self.ask_to_stop()?;
                bail!("Stopped before the desk was ready.");
            }
        }
        console::done("desk answers", begun.elapsed());
        Ok(())
    }

    fn stay(&mut self, stop: &Receiver<()>) -> Result<ExitCode> {
        loop {
            if let Some(status) = self.process.try_wait()? {
                bail!("The desk has stopped by itself ({status}). Its own words are above.");
            }
            match stop.recv_timeout(LOOK) {
                Ok(()) => break,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => bail!("Nothing listens for Ctrl-C any more."),
            }
        }
        println!("\nStopping the desk. It finishes what it is doing.");
        self.ask_to_stop()?;
        println!("Stopped.");
        Ok(ExitCode::SUCCESS)
    }

    /// Lets the desk finish what it is doing, and waits for it.
    fn ask_to_stop(&mut self) -> Result<()> {
        // The standard library can only kill. Every Unix shell has `kill` built in.
        #[cfg(unix)]
        let asked = Command::new("sh").args(["-c", &format!("kill -TERM {}", self.process.id())]).status();
        #[cfg(not(unix))]
        let asked = self.process.kill();
        asked.context("cannot stop the desk")?;
        self.process.wait().context("cannot wait for the desk to stop")?;
        Ok(())
    }
}

fn data_folder(workspace: &Workspace, options: &RunOptions) -> PathBuf {
    options.data.clone().unwrap_or_else(|| workspace.root.join("data"))
}

fn sign_in_link(workspace: &Workspace, options: &RunOptions) -> Option<String> {
    let data = data_folder(workspace, options);
    let output = Command::new(workspace.desk_program()).arg("sign-in-link").arg("--data").arg(data).output().ok()?;
    link_in(&String::from_utf8_lossy(&output.stdout))
}

fn link_in(text: &str) -> Option<String> {
    text.split_whitespace().find(|word| word.starts_with("http")).map(str::to_owned)
}

fn welcome(options: &RunOptions, data: &Path, link: Option<&str>) -> String {
    let RunOptions { port, desk_port, .. } = options;
    let link = match link {
        Some(link) => format!("{link}\n             once, within 15 minutes"),
        None => format!("run: {}", sign_in_command(data)),
    };
    format!(
        "\nTrial version. No real child’s details.\n\n\
         App          http://127.0.0.1:{port}\n\
         Desk         http://127.0.0.1:{desk_port}\n\
         Sign in      {link}\n\
         Data         {}\n\
         Stop         press Ctrl-C here\n",
        data.display()
    )
}

fn sign_in_command(data: &Path) -> String {
    format!("cargo run --release --package gh-desk -- sign-in-link --data {}", data.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(port: u16, desk_port: u16) -> RunOptions {
        RunOptions { port, desk_port, data: None }
    }

    fn said(outcome: Result<()>) -> String {
        outcome.err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn a_taken_port_is_told_with_the_option_that_changes_it() {
        let taken = TcpListener::bind(address(0)).expect("the system has a free port");
        let port = taken.local_addr().expect("a bound port has a number").port();
        let words = said(check_port(port, "the app", "--port"));
        assert!(words.contains(&format!("Port {port} for the app is taken")), "{words}");
        assert!(words.ends_with("choose another port with --port."), "{words}");
    }

    #[test]
    fn one_port_for_both_origins_is_refused() {
        assert!(said(check_ports(&options(8080, 8080))).contains("two different ports"));
    }

    #[test]
    fn the_link_is_found_among_other_words() {
        let words = "Sign in once, within 15 minutes:\n  http://127.0.0.1:8081/sign-in/abc\n";
        assert_eq!(link_in(words).as_deref(), Some("http://127.0.0.1:8081/sign-in/abc"));
        assert_eq!(link_in("no link"), None);
    }

    #[test]
    fn the_last_words_name_both_addresses_the_link_and_how_to_stop() {
        let words = welcome(&options(9000, 9001), Path::new("data"), Some("http://127.0.0.1:9001/sign-in/abc"));
        for part in ["http://127.0.0.1:9000", "http://127.0.0.1:9001/sign-in/abc", "Ctrl-C"] {
            assert!(words.contains(part), "{words}");
        }
    }
}
