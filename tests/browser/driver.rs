//! What a scenario needs around it: the server, the driver, a session of a browser. What the
//! browsers do in their own ways is in `chromium`, `firefox` and `webkit`.
//!
//! Every process started here ends with its owner, however the scenario ends.

use crate::{chromium, firefox, webkit};
use fantoccini::{Client, ClientBuilder};
use serde_json::Value;
use std::cell::Cell;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// The sub-path under which everything is served.
const UNDER: &str = "/some/where/";

/// A child process that ends with its owner.
pub(crate) struct Kept(Child);

impl Drop for Kept {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Serves a folder with the command itself, which sends the documented policy.
pub(crate) fn serve(folder: &Path) -> (Kept, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .arg("serve")
        .arg(folder)
        .args(["--port", "0", "--under", UNDER])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut line = String::new();
    let out = child.stdout.take().expect("its output");
    BufReader::new(out).read_line(&mut line).expect("a line with the address");
    let home = line.split_whitespace().find(|word| word.starts_with("http")).map(str::to_owned);
    (Kept(child), home.unwrap_or_else(|| panic!("no address in “{line}”")))
}

/// The browsers that scenarios are played in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Browser {
    Chromium,
    Firefox,
    WebKit,
}

impl Browser {
    /// The one that `DATELINE_BROWSER` names.
    pub(crate) fn chosen() -> Self {
        match std::env::var("DATELINE_BROWSER").as_deref() {
            Ok("firefox") => Self::Firefox,
            Ok("webkit") => Self::WebKit,
            Ok("chromium" | "") | Err(_) => Self::Chromium,
            Ok(other) => panic!("DATELINE_BROWSER is chromium, firefox or webkit, not {other}"),
        }
    }

    /// The variable that says where its driver is.
    pub(crate) fn driver(self) -> &'static str {
        match self {
            Self::Chromium => "DATELINE_CHROMEDRIVER",
            Self::Firefox => "DATELINE_GECKODRIVER",
            Self::WebKit => "DATELINE_WEBKITDRIVER",
        }
    }

    /// What the console printed since it was last asked; it must never fail, so that the
    /// browser is closed in any case.
    pub(crate) async fn console(self, client: &Client) -> Vec<String> {
        match self {
            Self::Chromium => chromium::console(client).await,
            Self::Firefox => firefox::console(client).await,
            Self::WebKit => webkit::console(client).await,
        }
    }

    /// Gives the page a size in CSS pixels, as narrow as it can be made; gives its width.
    pub(crate) async fn size(self, client: &Client, width: u32, height: u32) -> u32 {
        match self {
            Self::Chromium => chromium::size(client, width, height).await,
            Self::Firefox => firefox::size(client, width, height).await,
            Self::WebKit => return webkit::size(client, width, height).await,
        }
        width
    }
}

/// A browser's driver. What it opened closes with it, even when a scenario broke off.
pub(crate) struct Driver {
    browser: Browser,
    child: Kept,
    /// Ends after it.
    _screen: Option<Kept>,
    port: u16,
    session: Cell<Option<String>>,
}

impl Driver {
    /// Starts it on a free port. What it and its browsers write for a while goes to `temp`.
    pub(crate) fn start(browser: Browser, program: &Path, temp: &Path) -> Self {
        if browser == Browser::WebKit {
            let (screen, child, port) = webkit::start(program, temp);
            let (screen, child) = (Some(Kept(screen)), Kept(child));
            return Self { browser, child, _screen: screen, port, session: Cell::default() };
        }
        let mut command = Command::new(program);
        command.arg("--port=0").env("TMPDIR", temp);
        let before = match browser {
            Browser::Chromium => "started successfully on port ",
            Browser::Firefox => {
                // The test looks at the console through Firefox's own window.
                command.arg("--allow-system-access").arg("--profile-root").arg(temp);
                "Listening on 127.0.0.1:"
            }
            Browser::WebKit => unreachable!("it was started above"),
        };
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the driver starts");
        let out = child.stdout.take().expect("its output");
        let child = Kept(child);
        let mut lines = BufReader::new(out).lines().map_while(Result::ok);
        let port = lines
            .find_map(|line| line.split_once(before)?.1.trim_end_matches('.').parse().ok())
            .expect("the driver says its port");
        // The rest of its output must be read, or a full pipe stops it.
        std::thread::spawn(move || lines.for_each(drop));
        Self { browser, child, _screen: None, port, session: Cell::default() }
    }

    /// Opens a browser with an empty profile.
    pub(crate) async fn connect(&self, profile: &Path) -> Client {
        let wishes = match self.browser {
            Browser::Chromium => chromium::wishes(profile),
            Browser::Firefox => firefox::wishes(),
            Browser::WebKit => webkit::wishes(),
        };
        let Value::Object(wishes) = wishes else {
            unreachable!("it was just written as an object")
        };
        let client = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new())
            .capabilities(wishes)
            .connect(&format!("http://127.0.0.1:{}", self.port))
            .await
            .expect("a browser session");
        self.session.set(client.session_id().await.expect("a name of the session"));
        if self.browser != Browser::Chromium {
            client.set_window_size(1280, 900).await.expect("a window like Chromium's");
        }
        if self.browser == Browser::Firefox {
            firefox::listen(&client).await;
        }
        client
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Asked to, it closes every browser it opened; killed, it would leave them behind.
        let words = match (self.browser, self.session.take()) {
            (Browser::Chromium, _) => "GET /shutdown".to_owned(),
            (_, Some(session)) => format!("DELETE /session/{session}"),
            (_, None) => return,
        };
        let asked = TcpStream::connect(("127.0.0.1", self.port)).is_ok_and(|mut stream| {
            let words = format!("{words} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port);
            let _ = stream.set_read_timeout(Some(Duration::from_secs(10)));
            stream.write_all(words.as_bytes()).is_ok() && stream.read(&mut [0; 512]).is_ok()
        });
        // geckodriver stays; it is ended with its owner.
        if asked && self.browser == Browser::Chromium {
            for _ in 0..100 {
                if !matches!(self.child.0.try_wait(), Ok(None)) {
                    return;
                }
                std::thread::sleep(Duration::from_millis(50));
            }
        }
    }
}
