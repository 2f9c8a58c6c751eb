//! The stage for one scenario: the built viewer served under a sub-path with its strict
//! policy, a driver, a browser, and eyes that see what a person sees: roles and labels.
//!
//! Nothing here sleeps for a fixed time and hopes: every look waits for its condition.

use fantoccini::elements::{Element, ElementRef};
use fantoccini::error::CmdError;
use fantoccini::{Client, ClientBuilder};
use serde_json::{Value, json};
use std::future::Future;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long anything may take before it counts as missing: long, as machines are slow.
const PATIENCE: Duration = Duration::from_secs(20);
/// The sub-path under which everything is served.
const UNDER: &str = "/some/where/";

/// A child process that ends with its owner.
struct Kept(Child);

impl Drop for Kept {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Looks for elements by role and accessible name in the page and in every viewer's root.
const EYES: &str = r#"
const [role, name, within] = arguments;
const roles = {
  link: 'a[href]', button: 'button, summary, label.button', heading: 'h1,h2,h3,h4', searchbox: 'input[type=search]',
  article: 'article', list: 'ul,ol', navigation: 'nav', main: 'main', status: '[role=status]',
  alert: '[role=alert]', file: 'input[type=file]', combobox: 'select', region: 'section[aria-label],aside[aria-label]',
  mark: 'mark', paragraph: 'p', viewer: 'dateline-viewer',
};
const selector = roles[role] ?? role;
const viewers = [...document.querySelectorAll('dateline-viewer')];
const roots = within === null ? [document, ...viewers.map(v => v.shadowRoot).filter(Boolean)]
  : [viewers[within].shadowRoot].filter(Boolean);
const said = e => (e.getAttribute('aria-label') ?? e.textContent).replace(/\s+/g, ' ').trim();
const seen = e => e.matches('input[type=file]') || (e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0);
const all = roots.flatMap(r => [...r.querySelectorAll(selector)]).filter(seen);
const exact = all.filter(e => said(e) === name);
return exact.length ? exact : all.filter(e => said(e).includes(name));
"#;

/// What a scenario has in hand.
#[derive(Clone)]
pub struct Stage {
    pub client: Client,
    /// Where the viewer is: ends in `/`.
    pub home: String,
    /// The folder that is served: the build and the scenario's own files.
    pub folder: PathBuf,
    /// Which viewer of the page is looked at; all of them if none.
    within: Option<usize>,
}

/// Plays a scenario in a fresh browser, then looks at the console, which must be empty.
pub async fn play<F, S>(scenario: S)
where
    S: FnOnce(Stage) -> F,
    F: Future<Output = ()> + Send + 'static,
{
    play_expecting(&[], scenario).await;
}

/// The same, where the console may hold messages with these words and no others.
pub async fn play_expecting<F, S>(expected: &[&str], scenario: S)
where
    S: FnOnce(Stage) -> F,
    F: Future<Output = ()> + Send + 'static,
{
    let Some(driver) = std::env::var_os("DATELINE_CHROMEDRIVER") else {
        let required = std::env::var_os("DATELINE_BROWSER_TESTS").is_some();
        assert!(!required, "DATELINE_CHROMEDRIVER is not set: run script/test");
        eprintln!("skipped: no browser. Run script/test, which finds or installs one.");
        return;
    };
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path().join("site");
    copy_build(&folder);
    let (_server, home) = serve(&folder);
    let (_driver, driver_url) = start_driver(Path::new(&driver));
    let client = connect(&driver_url, &temp.path().join("profile")).await;
    let stage = Stage { client: client.clone(), home, folder, within: None };

    let outcome = tokio::spawn(scenario(stage)).await;
    let console = console(&client).await;
    if outcome.is_err() {
        keep_evidence(&client, &console).await;
    }
    let _ = client.close().await;
    if let Err(failed) = outcome {
        std::panic::resume_unwind(failed.into_panic());
    }
    let unexpected: Vec<_> =
        console.iter().filter(|line| !expected.iter().any(|words| line.contains(words))).collect();
    assert!(unexpected.is_empty(), "the console should be empty: {unexpected:#?}");
}

/// Copies the build, so that a scenario can put its own files beside it.
fn copy_build(to: &Path) {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("dist");
    let files = std::fs::read_dir(&dist).expect("dist/ is missing: run script/build first");
    std::fs::create_dir_all(to).expect("a folder for the site");
    for file in files {
        let file = file.expect("a file of dist/");
        std::fs::copy(file.path(), to.join(file.file_name())).expect("a copy of the build");
    }
}

/// Serves a folder with the command itself, which sends the documented policy.
fn serve(folder: &Path) -> (Kept, String) {
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

fn start_driver(driver: &Path) -> (Kept, String) {
    let mut child = Command::new(driver)
        .arg("--port=0")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("chromedriver starts");
    let out = child.stdout.take().expect("its output");
    let mut lines = BufReader::new(out).lines().map_while(Result::ok);
    let port = lines
        .find_map(|line| {
            let rest = line.split_once("started successfully on port ")?.1;
            Some(rest.trim_end_matches('.').to_owned())
        })
        .expect("chromedriver says its port");
    // The rest of its output must be read, or a full pipe stops it.
    std::thread::spawn(move || lines.for_each(drop));
    (Kept(child), format!("http://127.0.0.1:{port}"))
}

async fn connect(driver: &str, profile: &Path) -> Client {
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
    let Value::Object(wishes) = wishes else { unreachable!("it was just written as an object") };
    ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new())
        .capabilities(wishes)
        .connect(driver)
        .await
        .expect("a browser session")
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

async fn console(client: &Client) -> Vec<String> {
    let lines = client.issue_cmd(ReadConsole).await.expect("the console");
    let lines = lines.as_array().cloned().unwrap_or_default();
    lines.iter().map(|line| format!("{}: {}", line["level"], line["message"])).collect()
}

/// After a failure: a picture and the text of the page, for whoever looks into it.
async fn keep_evidence(client: &Client, console: &[String]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/browser-failures");
    let _ = std::fs::create_dir_all(&folder);
    let name = std::thread::current().name().unwrap_or("scenario").replace("::", "-");
    if let Ok(picture) = client.screenshot().await {
        let _ = std::fs::write(folder.join(format!("{name}.png")), picture);
    }
    let place = client.current_url().await.map(|url| url.to_string()).unwrap_or_default();
    eprintln!("failed at {place}; console: {console:#?}; picture in {}", folder.display());
}

impl Stage {
    /// Looks at one viewer of the page only, counted from 0.
    pub fn viewer(&self, index: usize) -> Self {
        Self { within: Some(index), ..self.clone() }
    }

    /// Opens an address below the viewer's home.
    pub async fn open(&self, address: &str) {
        self.client.goto(&format!("{}{address}", self.home)).await.expect("the page opens");
    }

    /// Puts a file beside the viewer.
    pub fn put(&self, name: &str, content: &str) {
        std::fs::write(self.folder.join(name), content).expect("a file beside the viewer");
    }

    /// Runs a script in the page.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client
            .execute(script, arguments)
            .await
            .unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Everything visible with this role whose name is, or else contains, these words.
    pub async fn all(&self, role: &str, name: &str) -> Vec<Element> {
        let found = self.run(EYES, vec![json!(role), json!(name), json!(self.within)]).await;
        let key = "element-6066-11e4-a52e-4f735466cecf"; // fixed by the WebDriver standard
        let ids = found.as_array().cloned().unwrap_or_default();
        ids.iter()
            .filter_map(|id| id[key].as_str())
            .map(|id| {
                Element::from_element_id(self.client.clone(), ElementRef::from(id.to_owned()))
            })
            .collect()
    }

    /// The first such thing, as soon as it is there.
    pub async fn see(&self, role: &str, name: &str) -> Element {
        let started = Instant::now();
        loop {
            if let Some(first) = self.all(role, name).await.into_iter().next() {
                return first;
            }
            assert!(started.elapsed() < PATIENCE, "there is no {role} “{name}”");
            pause().await;
        }
    }

    /// Waits until no such thing is there.
    pub async fn gone(&self, role: &str, name: &str) {
        self.until(&format!("{role} “{name}” is gone"), async |stage| {
            stage.all(role, name).await.is_empty()
        })
        .await;
    }

    /// Waits for a condition.
    pub async fn until(&self, what: &str, condition: impl AsyncFn(&Self) -> bool) {
        let started = Instant::now();
        while !condition(self).await {
            assert!(started.elapsed() < PATIENCE, "it never came to pass that {what}");
            pause().await;
        }
    }

    /// Clicks on it, as soon as it is there. A redraw may take it away under the pointer:
    /// then it is looked for again.
    pub async fn click(&self, role: &str, name: &str) {
        let started = Instant::now();
        loop {
            match self.see(role, name).await.click().await {
                Ok(()) => return,
                Err(error) => assert!(
                    started.elapsed() < PATIENCE,
                    "{role} “{name}” cannot be clicked: {error}"
                ),
            }
            pause().await;
        }
    }

    /// Replaces what stands in the search box, key by key.
    pub async fn search(&self, words: &str) {
        let field = self.see("searchbox", "").await;
        field.clear().await.expect("the search box is emptied");
        field.send_keys(words).await.expect("words are typed");
    }

    /// The texts of all such things, in order.
    pub async fn texts(&self, role: &str, name: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for element in self.all(role, name).await {
            match element.text().await {
                Ok(text) => texts.push(text),
                Err(CmdError::Standard(_)) => {} // redrawn meanwhile
                Err(error) => panic!("{error}"),
            }
        }
        texts
    }

    /// The headlines of the list.
    pub async fn headlines(&self) -> Vec<String> {
        self.texts("li.row h3", "").await
    }

    /// Waits until the list says it has this many articles.
    pub async fn count(&self, articles: usize) {
        let words =
            if articles == 1 { "1 article".to_owned() } else { format!("{articles} articles") };
        self.until(&format!("the list has {words}"), async |stage| {
            stage.texts("h2[role=status]", "").await.contains(&words)
        })
        .await;
    }

    /// What has the keyboard's focus: its text.
    pub async fn focused(&self) -> String {
        let script = "let e = document.activeElement; while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement; return e?.textContent ?? ''";
        self.run(script, vec![]).await.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the focus is on something with these words.
    pub async fn focus_on(&self, words: &str) {
        self.until(&format!("the focus is on “{words}”"), async |stage| {
            stage.focused().await.contains(words)
        })
        .await;
    }

    /// What has the focus: `row` for a row of the list, else its tag.
    pub async fn focused_role(&self) -> String {
        let script = "let e = document.activeElement; while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
            return e?.hasAttribute('data-row') ? 'row' : e?.tagName ?? ''";
        self.run(script, vec![]).await.as_str().unwrap_or_default().to_owned()
    }

    /// Presses a key wherever the focus is.
    pub async fn press(&self, key: &fantoccini::key::Key) {
        use fantoccini::actions::{InputSource, KeyAction, KeyActions};
        let value: char = key.clone().into();
        let keys = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value });
        self.client.perform_actions(keys).await.expect("a key is pressed");
    }

    /// Gives the page a width in CSS pixels, narrower than any window can be.
    pub async fn width(&self, width: u32) {
        let metrics =
            json!({ "width": width, "height": 800, "deviceScaleFactor": 1, "mobile": false });
        let command =
            DevTools { command: "Emulation.setDeviceMetricsOverride", parameters: metrics };
        self.client.issue_cmd(command).await.expect("a width is set");
        self.until("the page is that wide", async |stage| {
            stage.run("return innerWidth", vec![]).await == json!(width)
        })
        .await;
    }

    /// The fragment of the page's address.
    pub async fn fragment(&self) -> String {
        self.run("return decodeURIComponent(location.hash)", vec![])
            .await
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Drops a file on the viewer.
    pub async fn drop_file(&self, name: &str, content: &str) {
        let script = r#"
            const [name, content] = arguments;
            const data = new DataTransfer();
            data.items.add(new File([content], name));
            const target = document.querySelector('dateline-viewer').shadowRoot.querySelector('.viewer');
            const send = type => target.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, composed: true, cancelable: true }));
            send('dragover'); send('drop');
        "#;
        self.run(script, vec![json!(name), json!(content)]).await;
    }
}

/// Between two looks at the same condition.
async fn pause() {
    tokio::time::sleep(Duration::from_millis(30)).await;
}
