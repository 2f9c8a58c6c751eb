//! Firefox, by scripts in its own window, which its driver lets us run: what a test needs and
//! WebDriver has no words for (the console, a narrow page, the system's colours).
//!
//! Of the console we see what its developer tools show for a page: uncaught errors, what a
//! policy refused, what could not be loaded, warnings, and whatever a script logged.

use fantoccini::Client;
use fantoccini::error::CmdError;
use serde_json::{Value, json};
use std::path::Path;

/// What the console says in every sound session, by kind and first words, with the reason
/// why it is no fault of ours.
const HARMLESS: [(&str, &str); 4] = [
    // Late parts are fetched so on purpose: nobody can wait in the midst of a call.
    ("warning: DOM Core: ", "Synchronous XMLHttpRequest on the main thread is deprecated"),
    // A card goes away when its line is scrolled away; nothing follows the scrolling.
    ("warning: Async Pan/Zoom: ", "This site appears to use a scroll-linked positioning effect"),
    // Whoever leaves does not wait for a script that runs: Firefox breaks it off.
    ("warning: content javascript: ", "Script terminated by timeout"),
    // Firefox's own messengers, which no page has, look for a page that was left.
    ("console.error: ", "InvalidStateError: JSWindowActorChild.sendAsyncMessage"),
];

/// True if the line tells of a script that the page was left before it came. Of one that is
/// missing or refused it tells in the same words; but it is among the files if it was there.
pub(crate) fn is_cancelled(line: &str, home: &str, folder: &Path) -> bool {
    let what = "warning: Script Loader: Loading failed for the module with source “";
    let file = line.strip_prefix(what).and_then(|rest| rest.strip_prefix(home)?.split_once('”'));
    file.is_some_and(|(file, _)| folder.join(file).is_file())
}

/// What a session is asked for.
pub(crate) fn wishes() -> Value {
    let mut options = json!({
        "args": ["-headless"],
        "prefs": {
            "intl.accept_languages": "en-GB", // dates are written as the reader's region does
            // Lets `LISTEN` in, a script that comes from no file of Firefox.
            "remote.events.async.mouse.enabled": false, // what is clicked on may not move meanwhile
            "security.allow_parent_unrestricted_js_loads": true,
        },
    });
    if let Ok(binary) = std::env::var("DATELINE_FIREFOX") {
        options["binary"] = json!(binary);
    }
    json!({ "browserName": "firefox", "moz:firefoxOptions": options })
}

/// Puts what scripts of pages log where the rest of the console is.
const LISTEN: &str = r#"
const listen = () => {
  if (Services.appinfo.processType === Services.appinfo.PROCESS_TYPE_DEFAULT) return; // Firefox itself
  const said = Cc["@mozilla.org/consoleAPI-storage;1"].getService(Ci.nsIConsoleAPIStorage);
  const system = Cc["@mozilla.org/systemprincipal;1"].createInstance(Ci.nsIPrincipal);
  const word = own => { try { return String(own) } catch { return "(something)" } };
  said.addLogEventListener(({ wrappedJSObject: own }) => {
    if (/^(chrome|resource):/.test(own.filename)) return; // Firefox's own, in the page's process
    Services.console.logStringMessage(`console.${own.level}: ${[...own.arguments].map(word).join(" ")}`);
  }, system);
};
Services.ppmm.loadProcessScript("data:," + encodeURIComponent(`(${listen})()`), true);
Services.console.reset();
"#;

/// The console, but for what Firefox says about itself.
const READ: &str = r#"
const all = Services.console.getMessageArray();
Services.console.reset();
const levels = ["error: ", "warning: "];
const lines = all.map(message => {
  if (!(message instanceof Ci.nsIScriptError)) return message.message.startsWith("console.") ? message.message : null;
  if (message.isFromChromeContext || /^(chrome|resource|moz-extension):/.test(message.sourceName)) return null;
  return `${levels[message.flags] ?? ""}${message.category}: ${message.errorMessage} (${message.sourceName}:${message.lineNumber})`;
}).filter(line => line !== null);
// It keeps 250; what was before them is lost.
return all.length < 250 ? lines : [...lines, "error: the console overflowed"];
"#;

/// Where scripts run from now on: in the page (`content`), or around it (`chrome`).
#[derive(Debug)]
struct Context(&'static str);

impl fantoccini::wd::WebDriverCompatibleCommand for Context {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/moz/context", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(json!({ "context": self.0 }).to_string()))
    }
}

/// Runs a script in Firefox's own window.
async fn around(client: &Client, script: &str, arguments: Vec<Value>) -> Result<Value, CmdError> {
    client.issue_cmd(Context("chrome")).await?;
    let outcome = client.execute(script, arguments).await;
    client.issue_cmd(Context("content")).await?;
    outcome
}

/// Begins to listen to the console.
pub(crate) async fn listen(client: &Client) {
    around(client, LISTEN, vec![]).await.expect("the console is listened to");
}

/// What the console printed since it was last asked, or why it cannot be read.
pub(crate) async fn console(client: &Client) -> Vec<String> {
    let look = async {
        // What the page said until now comes before its answer.
        client.execute("return 0", vec![]).await?;
        around(client, READ, vec![]).await
    };
    let lines = match look.await {
        Ok(lines) => serde_json::from_value(lines).unwrap_or_default(),
        Err(error) => vec![format!("the console cannot be read: {error}")],
    };
    let harmless = |line: &str| {
        HARMLESS.iter().any(|(kind, words)| {
            line.strip_prefix(kind).is_some_and(|rest| rest.starts_with(words))
        })
    };
    lines.into_iter().filter(|line: &String| !harmless(line)).collect()
}

/// Gives the page a size in CSS pixels, narrower than any window can be.
pub(crate) async fn size(client: &Client, width: u32, height: u32) {
    let script = "const page = gBrowser.selectedBrowser;
        page.style.width = arguments[0] + 'px';
        page.style.height = arguments[1] + 'px';
        document.synchronouslyUpdateRemoteBrowserDimensions(true);";
    around(client, script, vec![json!(width), json!(height)]).await.expect("a size is set");
}

/// Lets the reader's system ask for `light` or `dark` pages.
pub(crate) async fn system_prefers(client: &Client, scheme: &str) {
    let script = "Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', arguments[0])";
    let number = json!(u8::from(scheme == "light"));
    around(client, script, vec![number]).await.expect("a colour scheme is set");
}

/// Lays the page out as for paper.
pub(crate) async fn on_paper(client: &Client) {
    let script = "gBrowser.selectedBrowser.browsingContext.mediumOverride = 'print'";
    around(client, script, vec![]).await.expect("the page is laid out for paper");
}
