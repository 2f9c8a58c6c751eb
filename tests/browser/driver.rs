//! What a scenario needs around it: the server, the driver, a session of the browser.
//!
//! Every process started here ends with its owner, however the scenario ends.

use fantoccini::{Client, ClientBuilder};
use serde_json::{Value, json};
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

/// Chromium's driver. What it opened closes with it, even when a scenario broke off.
pub(crate) struct Driver {
    child: Kept,
    port: u16,
}

impl Driver {
    /// Starts it on a free port. What it and its browsers write for a while goes to `temp`.
    pub(crate) fn start(program: &Path, temp: &Path) -> Self {
        let mut child = Command::new(program)
            .arg("--port=0")
            .env("TMPDIR", temp)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts");
        let out = child.stdout.take().expect("its output");
        let child = Kept(child);
        let mut lines = BufReader::new(out).lines().map_while(Result::ok);
        let port = lines
            .find_map(|line| {
                let rest = line.split_once("started successfully on port ")?.1;
                rest.trim_end_matches('.').parse().ok()
            })
            .expect("chromedriver says its port");
        // The rest of its output must be read, or a full pipe stops it.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, port }
    }

    /// Opens a browser with an empty profile.
    pub(crate) async fn connect(&self, profile: &Path) -> Client {
        let mut args = vec![
            "--headless".to_owned(),
            "--disable-gpu".to_owned(),
            "--disable-quic".to_owned(),
            "--no-first-run".to_owned(),
            "--disable-background-networking".to_owned(),
            "--disable-component-update".to_owned(),
            "--disable-sync".to_owned(),
            "--window-size=1280,900".to_owned(),
            format!("--user-data-dir={}", profile.display()),
        ];
        // Chromium refuses its sandbox to root, which is who runs tests in a container.
        if std::env::var("USER").as_deref() == Ok("root")
            || std::env::var("HOME").as_deref() == Ok("/root")
        {
            args.push("--no-sandbox".to_owned());
        }
        let mut options = json!({ "args": args });
        if let Ok(binary) = std::env::var("DATELINE_CHROMIUM") {
            options["binary"] = json!(binary);
        }
        let wishes = json!({
            "browserName": "chrome",
            "goog:chromeOptions": options,
            "goog:loggingPrefs": { "browser": "ALL" },
        });
        let Value::Object(wishes) = wishes else {
            unreachable!("it was just written as an object")
        };
        ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new())
            .capabilities(wishes)
            .connect(&format!("http://127.0.0.1:{}", self.port))
            .await
            .expect("a browser session")
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Asked to, it closes every browser it opened; killed, it would leave them behind.
        let asked = TcpStream::connect(("127.0.0.1", self.port)).is_ok_and(|mut stream| {
            let words = format!("GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port);
            let _ = stream.set_read_timeout(Some(Duration::from_secs(10)));
            stream.write_all(words.as_bytes()).is_ok() && stream.read(&mut [0; 512]).is_ok()
        });
        if asked {
            for _ in 0..100 {
                if !matches!(self.child.0.try_wait(), Ok(None)) {
                    return;
                }
                std::thread::sleep(Duration::from_millis(50));
            }
        }
    }
}

/// Chromium's own end point for what the console printed.
#[derive(Debug)]
struct ReadConsole;

impl fantoccini::wd::WebDriverCompatibleCommand for ReadConsole {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/se/log", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(json!({ "type": "browser" }).to_string()))
    }
}

/// Chromium's own end point for the protocol of its developer tools.
#[derive(Debug)]
pub(crate) struct DevTools {
    pub(crate) command: &'static str,
    pub(crate) parameters: Value,
}

impl fantoccini::wd::WebDriverCompatibleCommand for DevTools {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (
            http::Method::POST,
            Some(json!({ "cmd": self.command, "params": self.parameters }).to_string()),
        )
    }
}

/// What the console printed since it was last asked; it must never fail, so that the
/// browser is closed in any case.
pub(crate) async fn console(client: &Client) -> Vec<String> {
    let lines = match client.issue_cmd(ReadConsole).await {
        Ok(lines) => lines.as_array().cloned().unwrap_or_default(),
        Err(error) => return vec![format!("the console cannot be read: {error}")],
    };
    lines.iter().map(|line| format!("{}: {}", line["level"], line["message"])).collect()
}
