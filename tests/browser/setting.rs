//! What is around the page on the stage: its size, the reader's system, the machine, scripts that
//! come first, the console.

use crate::chromium;
use crate::driver::Browser;
use crate::stage::Stage;
use serde_json::json;
use std::io::Write;

impl Stage {
    /// Gives the page a width in CSS pixels, narrower than any window can be.
    pub(crate) async fn width(&self, width: u32) {
        self.browser.size(&self.client, width, 800).await;
        self.until("the page is that wide", async |stage| {
            stage.run("return innerWidth", vec![]).await == json!(width)
        })
        .await;
    }

    /// Lets the reader's system ask for `light` or `dark` pages.
    pub(crate) async fn system_prefers(&self, scheme: &str) {
        self.browser.system_prefers(&self.client, scheme).await;
    }

    /// Makes the machine slower by this factor, where the browser can. Where it cannot, the
    /// scenario leaves out what needs it, and the run says so.
    pub(crate) async fn slower(&self, rate: u32) -> bool {
        match self.browser {
            Browser::Chromium => chromium::slower(&self.client, rate).await,
            Browser::Firefox if rate == 1 => {}
            Browser::Firefox => {
                left_out("a slower machine", "Firefox's driver cannot slow it down");
                return false;
            }
        }
        true
    }

    /// Lets every page that is there run a script before its own.
    pub(crate) fn run_first(&self, script: &str) {
        std::fs::write(self.folder.join("first.js"), script).expect("a script beside the viewer");
        for file in std::fs::read_dir(&self.folder).expect("the site").flatten() {
            if file.path().extension().is_some_and(|end| end == "html") {
                let page = std::fs::read_to_string(file.path()).expect("a page");
                let start = "<!doctype html>";
                let page =
                    page.replacen(start, &format!("{start}<script src=first.js></script>"), 1);
                std::fs::write(file.path(), page).expect("a page");
            }
        }
    }

    /// Looks at the page as a printer gets it.
    pub(crate) async fn on_paper(&self) {
        self.browser.on_paper(&self.client).await;
    }

    /// What the console printed since it was last asked.
    pub(crate) async fn console(&self) -> Vec<String> {
        self.browser.console(&self.client).await
    }
}

/// Says what a scenario leaves out in this browser and why, past the harness, which would keep
/// it to itself.
pub(crate) fn left_out(what: &str, reason: &str) {
    let thread = std::thread::current();
    let scenario = thread.name().unwrap_or("a scenario");
    let _ = writeln!(std::io::stderr(), "left out of {scenario}: {what}: {reason}");
}
