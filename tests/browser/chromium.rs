//! Chromium, by what only its driver knows: its console and the protocol of its developer
//! tools.

use fantoccini::Client;
use serde_json::{Value, json};
use std::path::Path;

/// What a session is asked for.
pub(crate) fn wishes(profile: &Path) -> Value {
    let mut args = vec![
        "--headless".to_owned(),
        "--disable-gpu".to_owned(),
        "--disable-quic".to_owned(),
        "--no-first-run".to_owned(),
        "--disable-background-networking".to_owned(),
        "--disable-component-update".to_owned(),
        "--disable-sync".to_owned(),
        "--window-size=1280,900".to_owned(),
        // Dates are written as the reader's region does.
        "--accept-lang=en-GB".to_owned(),
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
    json!({
        "browserName": "chrome",
        "goog:chromeOptions": options,
        "goog:loggingPrefs": { "browser": "ALL" },
    })
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
struct DevTools {
    command: &'static str,
    parameters: Value,
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

async fn tell(client: &Client, command: &'static str, parameters: Value) {
    let told = client.issue_cmd(DevTools { command, parameters }).await;
    told.unwrap_or_else(|error| panic!("{command}: {error}"));
}

/// What the console printed since it was last asked, or why it cannot be read.
pub(crate) async fn console(client: &Client) -> Vec<String> {
    let lines = match client.issue_cmd(ReadConsole).await {
        Ok(lines) => lines.as_array().cloned().unwrap_or_default(),
        Err(error) => return vec![format!("the console cannot be read: {error}")],
    };
    lines.iter().map(|line| format!("{}: {}", line["level"], line["message"])).collect()
}

/// Gives the page a size in CSS pixels, narrower than any window can be.
pub(crate) async fn size(client: &Client, width: u32, height: u32) {
    let metrics =
        json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
    tell(client, "Emulation.setDeviceMetricsOverride", metrics).await;
}

/// Lets the reader's system ask for `light` or `dark` pages.
pub(crate) async fn system_prefers(client: &Client, scheme: &str) {
    let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
    tell(client, "Emulation.setEmulatedMedia", json!({ "features": features })).await;
}

/// Lays the page out as for paper.
pub(crate) async fn on_paper(client: &Client) {
    tell(client, "Emulation.setEmulatedMedia", json!({ "media": "print" })).await;
}

/// Makes the machine slower by this factor.
pub(crate) async fn slower(client: &Client, rate: u32) {
    tell(client, "Emulation.setCPUThrottlingRate", json!({ "rate": rate })).await;
}
