//! What is around the page on the stage: its size, the reader's system, the machine, scripts that
//! come first, the console.

use crate::driver::Browser;
use crate::stage::Stage;
use crate::{chromium, firefox};
use serde_json::json;
use std::io::Write;

impl Stage {
    /// Gives the page a width in CSS pixels, narrower than any window can be.
    pub(crate) async fn width(&self, width: u32) {
        let width = self.browser.size(&self.client, width, 800).await;
        self.until("the page is that wide", async |stage| {
            stage.run("return innerWidth", vec![]).await == json!(width)
        })
        .await;
    }

    // Where a browser's driver has no way to do one of the following, they are false, the
    // scenario leaves out what needs it, and the run says so.

    /// Lets the reader's system ask for `light` or `dark` pages.
    pub(crate) async fn system_prefers(&self, scheme: &str) -> bool {
        match self.browser {
            Browser::Chromium => chromium::system_prefers(&self.client, scheme).await,
            Browser::Firefox => firefox::system_prefers(&self.client, scheme).await,
            Browser::WebKit => return cannot(&format!("a {scheme} system")),
        }
        true
    }

    /// Makes the machine slower by this factor.
    pub(crate) async fn slower(&self, rate: u32) -> bool {
        match self.browser {
            Browser::Chromium => chromium::slower(&self.client, rate).await,
            _ if rate == 1 => {}
            Browser::Firefox | Browser::WebKit => return cannot("a slower machine"),
        }
        true
    }

    /// Looks at the page as a printer gets it.
    pub(crate) async fn on_paper(&self) -> bool {
        match self.browser {
            Browser::Chromium => chromium::on_paper(&self.client).await,
            Browser::Firefox => firefox::on_paper(&self.client).await,
            Browser::WebKit => return cannot("a page on paper"),
        }
        true
    }

    /// Lets every page that is there run a script before its own.
    pub(crate) fn run_first(&self, script: &str) {
        let name = (1..).map(|at| format!("first-{at}.js"));
        let mut free = name.filter(|name| !self.folder.join(name).exists());
        let name = free.next().expect("a name that is free");
        std::fs::write(self.folder.join(&name), script).expect("a script beside the viewer");
        for file in std::fs::read_dir(&self.folder).expect("the site").flatten() {
            if file.path().extension().is_some_and(|end| end == "html") {
                let page = std::fs::read_to_string(file.path()).expect("a page");
                let start = "<!doctype html>";
                let page = page.replacen(start, &format!("{start}<script src={name}></script>"), 1);
                std::fs::write(file.path(), page).expect("a page");
            }
        }
    }

    /// What the console printed since it was last asked.
    pub(crate) async fn console(&self) -> Vec<String> {
        self.browser.console(&self.client).await
    }
}

fn cannot(what: &str) -> bool {
    left_out(what, "this browser's driver has no way to do that");
    false
}

/// Says what a scenario leaves out in this browser and why, past the harness, which would keep
/// it to itself.
pub(crate) fn left_out(what: &str, reason: &str) {
    let thread = std::thread::current();
    let scenario = thread.name().unwrap_or("a scenario");
    let _ = writeln!(std::io::stderr(), "left out of {scenario}: {what}: {reason}");
}
