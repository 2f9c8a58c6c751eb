//! The stage for one scenario: the built viewer served under a sub-path with its strict
//! policy, a driver, a browser, and eyes that see what a person sees: roles and labels.
//!
//! Nothing here sleeps for a fixed time and hopes: every look waits for its condition.

use crate::driver::{Browser, Driver, serve};
use crate::{firefox, webkit};
use fantoccini::Client;
use fantoccini::actions::{InputSource, KeyAction, KeyActions, MouseActions, PointerAction};
use fantoccini::elements::{Element, ElementRef};
use fantoccini::error::{CmdError, ErrorStatus};
use fantoccini::key::Key;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, UNIX_EPOCH};

/// How long anything may take before it counts as missing: long, as machines are slow.
const PATIENCE: Duration = Duration::from_secs(20);
/// Looks for elements by role and accessible name in the page and in every viewer's root.
const EYES: &str = r#"
const [role, name, within, part] = arguments;
const roles = {
  link: 'a[href]', button: 'button, summary, label.button', heading: 'h1,h2,h3,h4,h5,h6', searchbox: 'input[type=search]',
  article: 'article', list: 'ul,ol', navigation: 'nav', status: '[role=status]',
  alert: '[role=alert]', file: 'input[type=file]', combobox: 'select', region: 'section[aria-label],aside[aria-label],[role=region]',
  mark: 'mark', paragraph: 'p', viewer: 'dateline-viewer',
};
const selector = roles[role] ?? role;
const viewers = [...document.querySelectorAll('dateline-viewer')];
const whole = within === null ? [document, ...viewers.map(v => v.shadowRoot).filter(Boolean)]
  : [viewers[within].shadowRoot].filter(Boolean);
const roots = part === null ? whole : whole.flatMap(r => [...r.querySelectorAll('section,aside,nav')])
  .filter(e => e.getAttribute('aria-label') === part);
const said = e => (e.getAttribute('aria-label') ?? (e.textContent || e.title)).replace(/\s+/g, ' ').trim();
const seen = e => e.matches('input[type=file]') || (e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0);
const all = roots.flatMap(r => [...r.querySelectorAll(selector)]).filter(seen);
const exact = all.filter(e => said(e) === name);
return exact.length ? exact : all.filter(e => said(e).includes(name));
"#;

/// What a scenario has in hand.
#[derive(Clone)]
pub(crate) struct Stage {
    pub(crate) client: Client,
    pub(crate) browser: Browser,
    /// Where the viewer is: ends in `/`.
    pub(crate) home: String,
    /// The folder that is served: the build and the scenario's own files.
    pub(crate) folder: PathBuf,
    /// Which viewer of the page is looked at; all of them if none.
    within: Option<usize>,
    /// The label of the part that is looked at; all of them if none.
    part: Option<&'static str>,
}

/// Plays a scenario in a fresh browser, then looks at the console, which must be empty.
pub(crate) async fn play(scenario: impl AsyncFnOnce(Stage) + 'static) {
    play_expecting(&[], scenario).await;
}

/// The same, where the console may hold messages with these words and no others.
pub(crate) async fn play_expecting(expected: &[&str], scenario: impl AsyncFnOnce(Stage) + 'static) {
    let browser = Browser::chosen();
    let driver = std::env::var_os(browser.driver()).filter(|path| !path.is_empty());
    let Some(driver) = driver else {
        let required = std::env::var_os("DATELINE_BROWSER_TESTS").is_some();
        assert!(!required, "{} is not set: run script/test", browser.driver());
        eprintln!("skipped: no browser. Run script/test, which finds or installs one.");
        return;
    };
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path().join("site");
    copy_build(&folder);
    let (_server, home) = serve(&folder);
    let driver = Driver::start(browser, Path::new(&driver), temp.path());
    let client = driver.connect(&temp.path().join("profile")).await;

    let stage = Stage {
        client: client.clone(),
        browser,
        home: home.clone(),
        folder: folder.clone(),
        within: None,
        part: None,
    };

    if browser == Browser::WebKit {
        stage.run_first(webkit::LISTEN);
    }

    // A task of its own, so that the browser is closed however it ends.
    let outcome = tokio::task::LocalSet::new()
        .run_until(async { tokio::task::spawn_local(async { scenario(stage).await }).await })
        .await;
    let console = browser.console(&client).await;
    if outcome.is_err() {
        keep_evidence(&client, &console).await;
    }
    let _ = client.close().await;
    if let Err(failed) = outcome {
        std::panic::resume_unwind(failed.into_panic());
    }
    let is_expected = |line: &&String| {
        expected.iter().any(|words| line.contains(words))
            || firefox::is_cancelled(line, &home, &folder)
    };
    let unexpected: Vec<_> = console.iter().filter(|line| !is_expected(line)).collect();
    assert!(unexpected.is_empty(), "the console should be empty: {unexpected:#?}");
}

/// Copies the build, so that a scenario can put its own files beside it.
fn copy_build(to: &Path) {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("dist");
    let files = std::fs::read_dir(&dist).expect("dist/ is missing: run script/build first");
    std::fs::create_dir_all(to).expect("a folder for the site");
    for file in files {
        let file = file.expect("a file of dist/");
        if file.path().is_dir() {
            continue; // trunk's workshop, while it builds the next one
        }
        std::fs::copy(file.path(), to.join(file.file_name())).expect("a copy of the build");
    }
}

/// After a failure: a picture of the page and its console, for whoever looks into it.
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
    pub(crate) fn viewer(&self, index: usize) -> Self {
        Self { within: Some(index), ..self.clone() }
    }

    /// Looks at one part of the viewer only: a region with this label.
    pub(crate) fn part(&self, label: &'static str) -> Self {
        Self { part: Some(label), ..self.clone() }
    }

    /// Opens an address below the viewer's home.
    pub(crate) async fn open(&self, address: &str) {
        self.client.goto(&format!("{}{address}", self.home)).await.expect("the page opens");
    }

    /// Puts a file beside the viewer. All of them are equally old, so that a cache cannot
    /// tell by its age that one was replaced.
    pub(crate) fn put(&self, name: &str, content: &str) {
        let path = self.folder.join(name);
        std::fs::write(&path, content).expect("a file beside the viewer");
        let file = std::fs::File::options().write(true).open(path).expect("the same file");
        let day = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        file.set_modified(day).expect("the file's age is set");
    }

    /// Runs a script in the page.
    pub(crate) async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client
            .execute(script, arguments)
            .await
            .unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Everything visible with this role whose name is, or else contains, these words.
    pub(crate) async fn all(&self, role: &str, name: &str) -> Vec<Element> {
        let asked = vec![json!(role), json!(name), json!(self.within), json!(self.part)];
        let found = loop {
            match self.client.execute(EYES, asked.clone()).await {
                Ok(found) => break found,
                // Redrawn on the way here.
                Err(CmdError::Standard(error))
                    if error.error == ErrorStatus::StaleElementReference => {}
                Err(error) => panic!("{role} “{name}”: {error}"),
            }
        };
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
    pub(crate) async fn see(&self, role: &str, name: &str) -> Element {
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
    pub(crate) async fn gone(&self, role: &str, name: &str) {
        self.until(&format!("{role} “{name}” is gone"), async |stage| {
            stage.all(role, name).await.is_empty()
        })
        .await;
    }

    /// Waits for a condition.
    pub(crate) async fn until(&self, what: &str, condition: impl AsyncFn(&Self) -> bool) {
        let started = Instant::now();
        while !condition(self).await {
            assert!(started.elapsed() < PATIENCE, "it never came to pass that {what}");
            pause().await;
        }
    }

    /// Clicks on it, as soon as it is there. A redraw may take it away under the pointer:
    /// then it is looked for again.
    pub(crate) async fn click(&self, role: &str, name: &str) {
        let started = Instant::now();
        loop {
            let element = self.see(role, name).await;
            self.scroll_to(&element).await;
            let clicked = match element.click().await {
                // Its driver finds what is in a field in the way of the field.
                Err(_) if self.browser == Browser::WebKit => self.press_on(&element).await,
                clicked => clicked,
            };
            match clicked {
                Ok(()) => return,
                Err(error) => assert!(
                    started.elapsed() < PATIENCE,
                    "{role} “{name}” cannot be clicked: {error}"
                ),
            }
            pause().await;
        }
    }

    /// Brings something into sight. The driver does not scroll inside a viewer of a fixed
    /// height; a reader does.
    async fn scroll_to(&self, element: &Element) {
        let scroll = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
        let found = serde_json::to_value(element).expect("a reference to an element");
        let _ = self.client.execute(scroll, vec![found]).await; // redrawn meanwhile
    }

    async fn press_on(&self, element: &Element) -> Result<(), CmdError> {
        let element = element.clone();
        let there = PointerAction::MoveToElement { element, duration: None, x: 0.0, y: 0.0 };
        let button = 0;
        let moves = MouseActions::new("mouse".to_owned())
            .then(there)
            .then(PointerAction::Down { button })
            .then(PointerAction::Up { button });
        self.client.perform_actions(moves).await
    }

    /// Rests the pointer on it.
    pub(crate) async fn point_at(&self, role: &str, name: &str) {
        let element = self.see(role, name).await;
        self.scroll_to(&element).await;
        let there = PointerAction::MoveToElement { element, duration: None, x: 0.0, y: 0.0 };
        let moves = MouseActions::new("mouse".to_owned()).then(there);
        self.client.perform_actions(moves).await.expect("the pointer moves");
    }

    /// Replaces what stands in the search box, key by key.
    pub(crate) async fn search(&self, words: &str) {
        let field = self.see("searchbox", "").await;
        field.clear().await.expect("the search box is emptied");
        self.arriving(async || field.send_keys(words).await.expect("words are typed")).await;
    }

    /// The texts of all such things, in order.
    pub(crate) async fn texts(&self, role: &str, name: &str) -> Vec<String> {
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

    /// What all such things are called, in order.
    pub(crate) async fn names(&self, role: &str, name: &str) -> Vec<String> {
        let mut names = Vec::new();
        for element in self.all(role, name).await {
            let label = element.attr("aria-label").await.ok().flatten();
            names.extend(label.or(element.prop("textContent").await.ok().flatten()));
        }
        names
    }

    /// The headlines of the list.
    pub(crate) async fn headlines(&self) -> Vec<String> {
        self.texts("li.row h3", "").await
    }

    /// Waits until the list says it has this many articles.
    pub(crate) async fn count(&self, articles: usize) {
        let words = self::articles(articles);
        self.until(&format!("the list has {words}"), async |stage| {
            stage.texts("[role=status] h2", "").await.contains(&words)
        })
        .await;
    }

    /// What has the keyboard's focus: its text.
    pub(crate) async fn focused(&self) -> String {
        let script = "let e = document.activeElement; while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement; return e?.textContent ?? ''";
        self.run(script, vec![]).await.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the focus is on something with these words.
    pub(crate) async fn focus_on(&self, words: &str) {
        self.until(&format!("the focus is on “{words}”"), async |stage| {
            stage.focused().await.contains(words)
        })
        .await;
    }

    /// What has the focus: `row` for a row of the list, else its tag.
    pub(crate) async fn focused_role(&self) -> String {
        let script = "let e = document.activeElement; while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
            return e?.hasAttribute('data-row') ? 'row' : e?.tagName ?? ''";
        self.run(script, vec![]).await.as_str().unwrap_or_default().to_owned()
    }

    /// Presses keys together, wherever the focus is.
    pub(crate) async fn press(&self, keys: &[Key]) {
        let values: Vec<char> = keys.iter().cloned().map(char::from).collect();
        let down = values.iter().map(|&value| KeyAction::Down { value });
        let up = values.iter().rev().map(|&value| KeyAction::Up { value });
        self.keyboard(down.chain(up)).await;
    }

    /// Types on, wherever the focus is.
    pub(crate) async fn type_on(&self, words: &str) {
        let keys = words.chars();
        self.keyboard(keys.flat_map(|value| [KeyAction::Down { value }, KeyAction::Up { value }]))
            .await;
    }

    async fn keyboard(&self, actions: impl Iterator<Item = KeyAction>) {
        let keyboard = KeyActions::new("keyboard".to_owned());
        let actions = actions.fold(keyboard, KeyActions::then);
        let press = async || {
            let actions = actions.clone();
            self.client.perform_actions(actions).await.expect("keys are pressed");
        };
        self.arriving(press).await;
    }

    /// Presses keys until the page has heard of one. Firefox's driver says that it pressed
    /// them, and now and then did not, where a page has just come from another process.
    async fn arriving(&self, press: impl AsyncFn()) {
        let listen = "window.heardKey = false;
            addEventListener('keydown', () => { window.heardKey = true }, { capture: true, once: true })";
        let started = Instant::now();
        loop {
            self.run(listen, vec![]).await;
            press().await;
            // WebKit's is not there at once.
            for _ in 0..10 {
                // Another page, to which a key has led, knows nothing of it.
                let heard = self.run("return window.heardKey ?? null", vec![]).await;
                if self.browser == Browser::Chromium || heard != json!(false) {
                    return;
                }
                pause().await;
            }
            assert!(started.elapsed() < PATIENCE, "no key ever reaches the page");
        }
    }

    /// Waits until what the page has changed so far is painted.
    pub(crate) async fn painted(&self) {
        let wait = "const [done] = arguments; requestAnimationFrame(() => setTimeout(done))";
        self.client.execute_async(wait, vec![]).await.expect("a frame is painted");
    }

    /// The fragment of the page's address, which follows what is painted.
    pub(crate) async fn fragment(&self) -> String {
        self.painted().await;
        self.run("return decodeURIComponent(location.hash)", vec![])
            .await
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Waits until the page's address has this fragment: it follows what is typed.
    pub(crate) async fn address(&self, fragment: &str) {
        self.until(&format!("the address has {fragment}"), async |stage| {
            stage.fragment().await == fragment
        })
        .await;
    }

    /// Drops a file on the viewer.
    pub(crate) async fn drop_file(&self, name: &str, content: &str) {
        self.drop_files(&[(name, content)]).await;
    }

    /// Drops several text files at once.
    pub(crate) async fn drop_files(&self, files: &[(&str, &str)]) {
        self.drag_files(&["dragover", "drop"], files).await;
    }

    /// Sends the events of files that are dragged with the mouse, which no driver can do.
    pub(crate) async fn drag_files(&self, events: &[&str], files: &[(&str, &str)]) {
        let script = r#"
            const [events, files] = arguments;
            const data = new DataTransfer();
            for (const [name, content] of files) data.items.add(new File([content], name));
            const target = document.querySelector('dateline-viewer').shadowRoot.querySelector('.viewer');
            for (const type of events) {
                target.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, composed: true, cancelable: true }));
            }
        "#;
        self.run(script, vec![json!(events), json!(files)]).await;
    }
}

/// How the viewer says a number of articles.
pub(crate) fn articles(count: usize) -> String {
    let thousands = |count: usize| match count / 1_000 {
        0 => count.to_string(),
        thousands => format!("{thousands},{:03}", count % 1_000),
    };
    if count == 1 { "1 article".to_owned() } else { format!("{} articles", thousands(count)) }
}

/// Between two looks at the same condition.
async fn pause() {
    tokio::time::sleep(Duration::from_millis(30)).await;
}
