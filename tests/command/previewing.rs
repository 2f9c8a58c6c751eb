//! The preview on this machine.

use crate::{code, dateline, stderr};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// A running preview, ended with the test.
struct Preview {
    process: Child,
    address: String,
    /// The one line it said.
    line: String,
}

impl Preview {
    fn start(arguments: &[&str]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .arg("serve")
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split('/').nth(2).unwrap_or_default().trim().to_owned();
        Self { process, address, line }
    }

    /// The answer to a request, its header in lower case.
    fn get(&self, path: &str, host: &str) -> (String, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.0\r\nHost: {host}\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.to_lowercase(), body.to_owned())
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A published folder with a secret beside it.
fn published() -> TempDir {
    let folder = TempDir::new().unwrap();
    let site = folder.path().join("site");
    fs::create_dir_all(site.join("deep")).unwrap();
    for (file, words) in [
        ("index.html", "<!doctype html><title>t</title>"),
        ("app.js", "1"),
        ("app.wasm", "\0asm"),
        ("bundle.json", "{}"),
        ("deep/index.html", "deep"),
        ("../secret.txt", "secret"),
    ] {
        fs::write(site.join(file), words).unwrap();
    }
    folder
}

#[test]
fn a_preview_serves_its_folder_under_a_path_and_the_strict_policy() {
    let folder = published();
    let site = folder.path().join("site");
    let preview = Preview::start(&[site.to_str().unwrap(), "--port", "0", "--under", "a/b"]);
    assert_eq!(preview.line, format!("Dateline is at http://{}/a/b/\n", preview.address));
    assert!(preview.address.starts_with("127.0.0.1:"));
    for (path, status, words) in [
        ("/a/b/", "200", "content-type: text/html"),
        ("/a/b/app.js", "200", "content-type: text/javascript"),
        ("/a/b/app.wasm", "200", "content-type: application/wasm"),
        ("/a/b/bundle.json?x=1", "200", "content-type: application/json"),
        ("/a/b/deep", "307", "location: /a/b/deep/"),
        ("/a/b/deep/", "200", "content-length: 4"),
        ("/", "307", "location: /a/b/"),
        ("/a/b", "307", "location: /a/b/"),
        ("/?q=x", "307", "location: /a/b/?q=x"),
        ("/app.js", "404", ""),
        ("/a/b/none", "404", ""),
    ] {
        let (head, _) = preview.get(path, "localhost");
        assert_eq!(head.split(' ').nth(1), Some(status), "{path}: {head}");
        for words in [
            words,
            "content-security-policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
             style-src 'self'; connect-src 'self'; worker-src 'self'; img-src 'self' data:; \
             base-uri 'none'; form-action 'none'; frame-ancestors 'self'; \
             require-trusted-types-for 'script'; trusted-types dateline\r\n",
            "x-content-type-options: nosniff",
            "cache-control: no-cache",
        ] {
            assert!(format!("{head}\r\n").contains(words), "{path}: {words}: {head}");
        }
    }
    assert!(preview.get("/a/b/", "evil.example").0.contains(" 403 "));
    assert!(preview.get("/a/b/", "127.0.0.1:9").0.contains(" 200 "));
}

#[test]
fn a_preview_never_leaves_its_folder() {
    let folder = published();
    let site = folder.path().join("site");
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        symlink("../secret.txt", site.join("link.txt")).unwrap();
        symlink("..", site.join("up")).unwrap();
        symlink("app.js", site.join("inner.js")).unwrap();
    }
    let preview = Preview::start(&[site.to_str().unwrap(), "--port", "0"]);
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/deep/../../secret.txt",
        "/deep/..%5c..%5csecret.txt",
        "//../secret.txt",
        "/link.txt",
        "/%6cink.txt",
        "/up/secret.txt",
    ] {
        let (head, body) = preview.get(path, "localhost");
        assert!(!head.contains(" 200 ") && !body.contains("secret\n"), "{path}: {head}");
        assert_ne!(body, "secret", "{path}");
    }
    #[cfg(unix)]
    assert!(preview.get("/inner.js", "localhost").0.contains(" 200 "));
}

#[test]
fn a_port_that_is_taken_is_said_so() {
    let folder = published();
    let site = folder.path().join("site");
    let site = site.to_str().unwrap();
    let first = Preview::start(&[site, "--port", "0"]);
    let port = first.address.rsplit(':').next().unwrap();
    let output = dateline(&["serve", site, "--port", port]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains(&format!("dateline: Port {port} cannot be used")));
    // Nobody asked for a port: the next free one is taken.
    let (one, two) = (Preview::start(&[site]), Preview::start(&[site]));
    assert_ne!(one.address, two.address);
}
