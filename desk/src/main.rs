//! The desk's commands.
use std::io::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use gh_desk::config::{Agency, Config, Limits, machine_clock};
use gh_desk::start;

/// Receives records from phones and shows them to the agency's staff.
#[derive(Parser)]
#[command(name = "desk", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the desk until it is stopped.
    Serve(Box<Serve>),
    /// Print a one-time sign-in link, valid for 15 minutes.
    SignInLink {
        /// The folder of the database and the keys.
        #[arg(long, default_value = "data")]
        data: PathBuf,
    },
    /// Copy the database into a new file. The copy holds no key.
    Backup {
        /// The folder of the database and the keys.
        #[arg(long, default_value = "data")]
        data: PathBuf,
        /// Also copy the desk's own keys into this new file. Keep it apart from the database's copy.
        #[arg(long)]
        keys_to: Option<PathBuf>,
        /// The new file.
        file: PathBuf,
    },
    /// Check the ledger and every stored record; name the first entry that does not hold.
    VerifyLedger {
        /// The folder of the database and the keys.
        #[arg(long, default_value = "data")]
        data: PathBuf,
    },
}

#[derive(Args)]
struct Serve {
    /// Where app and API listen.
    #[arg(long, default_value = "127.0.0.1:8080", env = "DESK_LISTEN")]
    listen: SocketAddr,
    /// Where the desk's own pages listen.
    #[arg(long, default_value = "127.0.0.1:8081", env = "DESK_DESK_LISTEN")]
    desk_listen: SocketAddr,
    /// The folder of the database and the keys.
    #[arg(long, default_value = "data", env = "DESK_DATA")]
    data: PathBuf,
    /// The folder of the built app.
    #[arg(long, default_value = "dist", env = "DESK_APP")]
    app: PathBuf,
    /// Where to post that a record has come. Nothing about the child is sent.
    #[arg(long, env = "DESK_NOTIFY_URL")]
    notify_url: Option<String>,
    /// The agency's name, as phones show it.
    #[arg(long, default_value = "Trial desk", env = "DESK_AGENCY")]
    agency: String,
    /// The area that the agency covers, in words.
    #[arg(long, default_value = "No real area: this is a trial", env = "DESK_AREA")]
    area: String,
    /// The number of the duty desk.
    #[arg(long, default_value = "01632 960 114", env = "DESK_PHONE")]
    phone: String,
    /// The app's https address as phones see it.
    #[arg(long, env = "DESK_PUBLIC_APP_URL")]
    public_app_url: Option<String>,
    /// The desk's https address as staff see it; another host name than the app's.
    #[arg(long, env = "DESK_PUBLIC_DESK_URL")]
    public_desk_url: Option<String>,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "info".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let now_ms = machine_clock()();
    match Cli::parse().command {
        Command::Serve(serve) => run(*serve).await,
        Command::SignInLink { data } => {
            println!("{}", start::sign_in_link(&data, now_ms).await?);
            Ok(())
        }
        Command::Backup { data, keys_to, file } => {
            start::backup(&data, &file).await?;
            println!("{} holds every record, sealed, and the ledger. It holds no key.", file.display());
            match keys_to {
                Some(keys) => start::copy_keys(&data, &keys)?,
                None => println!("Without keys.json no desk can read it. Copy that once, with --keys-to, to a safe."),
            }
            Ok(())
        }
        Command::VerifyLedger { data } => {
            println!("The ledger is unbroken: {} entries.", start::verify_ledger(&data).await?);
            Ok(())
        }
    }
}

/// Prints a line. Nobody may be reading any more, and the desk goes on all the same.
fn say(line: &str) {
    if let Err(error) = writeln!(std::io::stdout(), "{line}") {
        tracing::debug!(%error, "nobody reads what is printed");
    }
}

async fn run(serve: Serve) -> anyhow::Result<()> {
    let running = start::start(Config {
        listen: serve.listen,
        desk_listen: serve.desk_listen,
        data: serve.data,
        app: serve.app,
        agency: Agency { name: serve.agency, area: serve.area, phone: serve.phone },
        notify_url: serve.notify_url,
        public_app_url: serve.public_app_url,
        public_desk_url: serve.public_desk_url,
        limits: Limits::default(),
        clock: machine_clock(),
    })
    .await?;
    say(&format!("App and API: http://{}", running.app));
    say(&format!("Desk:        {}", running.desk_url));
    if let Some(link) = &running.first_link {
        say("Sign in to the desk with this link, once, within 15 minutes:");
        say(link);
    }
    stop_signal().await?;
    say("Stopping. Open requests may finish.");
    running.stop().await;
    Ok(())
}

/// Ends on Ctrl+C, and on the signal that service managers send.
async fn stop_signal() -> std::io::Result<()> {
    #[cfg(unix)]
    {
        let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted,
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}
