//! WebKit, the engine of Safari: its GTK port's small browser, on a screen of its own.
//!
//! Its driver tells nothing of the console, so the pages tell it themselves; and it knows no
//! developer tools: what needs those is left out.

use fantoccini::Client;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// Starts a screen that nobody sees, and the driver on it; gives its port.
pub(crate) fn start(program: &Path, temp: &Path) -> (Child, Child, u16) {
    let mut screen = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("Xvfb starts: Debian has it in xvfb");
    let mut number = String::new();
    let out = screen.stdout.take().expect("its output");
    BufReader::new(out).read_line(&mut number).expect("the number of the screen");
    // It takes no port of its own choice: the system names one that is free now.
    let free = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let port = free.local_addr().expect("its number").port();
    drop(free);
    let child = Command::new(program)
        .arg(format!("--port={port}"))
        .env("DISPLAY", format!(":{}", number.trim()))
        .env("TMPDIR", temp)
        .env("XDG_CACHE_HOME", temp)
        .env("XDG_DATA_HOME", temp)
        // The sandbox needs a kernel's leave that containers do not have.
        .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1")
        // Dates are written as the reader's region does.
        .env("LC_ALL", "en_GB.UTF-8")
        .env("LOCPATH", locales())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the driver starts");
    let until = Instant::now() + Duration::from_secs(30);
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(Instant::now() < until, "the driver did not come up");
        std::thread::sleep(Duration::from_millis(50));
    }
    (screen, child, port)
}

/// What a session is asked for.
pub(crate) fn wishes() -> Value {
    let browser = std::env::var("DATELINE_WEBKIT").unwrap_or_default();
    json!({
        "webkitgtk:browserOptions": { "binary": browser, "args": ["--automation"] },
    })
}

/// The narrowest that its window can be, in CSS pixels.
const NARROWEST: u32 = 447;

/// Gives the page a size in CSS pixels, and gives its width.
pub(crate) async fn size(client: &Client, width: u32, height: u32) -> u32 {
    let width = width.max(NARROWEST);
    let look = "return outerHeight - innerHeight";
    let frame = client.execute(look, vec![]).await.expect("the size of its frame");
    let frame = frame.as_u64().unwrap_or(0) as u32;
    client.set_window_size(width, height + frame).await.expect("a size is set");
    width
}

/// Notes what a page says and what goes wrong in it: the driver tells nothing of the console.
pub(crate) const LISTEN: &str = r#"
const note = (...words) => {
  const said = JSON.parse(sessionStorage.getItem('said') ?? '[]');
  sessionStorage.setItem('said', JSON.stringify([...said, words.map(String).join(' ')]));
};
for (const level of ['log', 'info', 'warn', 'error']) console[level] = (...words) => note(`console.${level}:`, ...words);
addEventListener('error', event => note('error:', event.message ?? event.target.src ?? event.target.href), true);
addEventListener('unhandledrejection', event => note('error:', event.reason));
addEventListener('securitypolicyviolation', event => note('refused:', event.violatedDirective, event.blockedURI));
"#;

/// What was noted since it was last asked.
pub(crate) async fn console(client: &Client) -> Vec<String> {
    let read = "const said = sessionStorage.getItem('said') ?? '[]';
        sessionStorage.removeItem('said');
        return JSON.parse(said)";
    match client.execute(read, vec![]).await {
        Ok(lines) => serde_json::from_value(lines).unwrap_or_default(),
        Err(error) => vec![format!("the console cannot be read: {error}")],
    }
}

/// Where the locale is that it writes dates in, whatever the machine has.
fn locales() -> &'static Path {
    static LOCALES: LazyLock<PathBuf> = LazyLock::new(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/locales");
        std::fs::create_dir_all(&folder).expect("a folder for it");
        let mut make = Command::new("localedef");
        let made = make.args(["-i", "en_GB", "-f", "UTF-8"]).arg(folder.join("en_GB.UTF-8"));
        let made = made.stderr(Stdio::null()).status();
        assert!(made.is_ok_and(|made| made.success()), "a British locale: Debian has locales");
        folder
    });
    &LOCALES
}
