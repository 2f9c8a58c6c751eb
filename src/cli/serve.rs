//! `dateline serve`: a preview of a published folder, for the person at this machine.
//!
//! It answers as a careful static host would, with the security policy under which the
//! viewer promises to work. It must not listen beyond loopback, nor hand out what lies
//! outside the folder.

use anyhow::{Context, Result, bail};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, LOCATION, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use std::io::{self, Write};
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tokio::net::TcpListener;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

/// The policy the viewer works under, as the README documents it for publishers.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
                      style-src 'self'; connect-src 'self'; worker-src 'self'; \
                      img-src 'self' data:; base-uri 'none'; form-action 'none'; \
                      frame-ancestors 'self'; require-trusted-types-for 'script'; \
                      trusted-types dateline";

/// The port asked for where none is given, and how many after it are tried.
const PORT: u16 = 8080;
const MORE_PORTS: u16 = 100;

/// The arguments of `serve`.
#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// The folder with the viewer and its bundle
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The port; 0 is any free one [default: 8080, or the next free one]
    #[arg(long)]
    port: Option<u16>,
    /// Serve under this path, as a host with several sites does
    #[arg(long, value_name = "PATH", default_value = "/", value_parser = sub_path)]
    under: String,
}

/// A path that begins and ends with a slash, of plain characters only.
fn sub_path(text: &str) -> Result<String, String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~".contains(c);
    let mut path = "/".to_owned();
    for part in text.split('/').filter(|part| !part.is_empty()) {
        if part == "." || part == ".." || !part.chars().all(plain) {
            return Err("write it like /a/b/, of letters, digits and -._~".to_owned());
        }
        path.push_str(part);
        path.push('/');
    }
    Ok(path)
}

pub(super) fn run(options: &Options) -> Result<ExitCode> {
    let folder = &options.folder;
    let name = folder.display();
    if folder.is_file() {
        bail!(
            "{name} is a file, not a folder. Put it beside the viewer as bundle.json \
             and serve that folder."
        );
    }
    let root = folder.canonicalize().with_context(|| format!("{name} cannot be opened"))?;
    if !root.join("index.html").is_file() {
        super::complain(format_args!("{name} has no index.html; only files named in full open."));
    }
    // Packed copies are sent to whoever takes them, as hosts do.
    let files = ServeDir::new(&root).precompressed_br().precompressed_gzip();
    let site = Site { files, root, under: options.under.clone() };
    let runtime = tokio::runtime::Runtime::new().context("The server cannot be started")?;
    runtime.block_on(async {
        let listener = listen(options.port).await?;
        let address = listener.local_addr()?;
        let mut out = io::stdout();
        writeln!(out, "Dateline is at http://{address}{}", options.under)?;
        out.flush()?;
        // A preview has nothing to finish: open connections end with it.
        tokio::select! {
            served = async { axum::serve(listener, router(site)).await } => served?,
            stopped = tokio::signal::ctrl_c() => stopped?,
        }
        Ok(ExitCode::SUCCESS)
    })
}

async fn listen(port: Option<u16>) -> Result<TcpListener> {
    let (first, last) = port.map_or((PORT, PORT + MORE_PORTS), |port| (port, port));
    for port in first..=last {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse && port < last => {}
            bound => {
                return bound.with_context(|| {
                    format!("Port {port} cannot be used; choose another with --port, or 0 for any")
                });
            }
        }
    }
    bail!("No port is free");
}

/// What one preview serves.
#[derive(Clone)]
struct Site {
    files: ServeDir,
    /// The folder, without links.
    root: PathBuf,
    /// Begins and ends with a slash.
    under: String,
}

fn router(site: Site) -> Router {
    let header = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
    };
    Router::new()
        .fallback(answer)
        .with_state(site)
        .layer(header(CONTENT_SECURITY_POLICY, POLICY))
        .layer(header(X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header(CACHE_CONTROL, "no-cache"))
}

async fn answer(State(mut site): State<Site>, mut request: Request) -> Response {
    if !is_for_this_machine(&request) {
        let words = "This preview answers to 127.0.0.1 and localhost only.\n";
        return (StatusCode::FORBIDDEN, words).into_response();
    }
    let path = request.uri().path();
    let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
    let Some(inside) = path.strip_prefix(&site.under) else {
        if path == "/" || format!("{path}/") == site.under {
            return Redirect::temporary(&format!("{}{query}", site.under)).into_response();
        }
        return not_found(&site);
    };
    let inside = inside.trim_start_matches('/');
    if leads_out(&site.root, inside) {
        return not_found(&site);
    }
    let Ok(uri) = Uri::try_from(format!("/{inside}{query}")) else { return not_found(&site) };
    *request.uri_mut() = uri;
    match site.files.try_call(request).await {
        Ok(response) if response.status() == StatusCode::NOT_FOUND => not_found(&site),
        Ok(response) => put_under(response.map(Body::new), &site.under),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, format!("{error}\n")).into_response(),
    }
}

fn not_found(site: &Site) -> Response {
    let words = format!("There is no such file here. The preview begins at {}\n", site.under);
    (StatusCode::NOT_FOUND, words).into_response()
}

/// Refuses names that only point here: a page elsewhere could use one to read the preview
/// in the person's own browser (DNS rebinding).
fn is_for_this_machine(request: &Request) -> bool {
    let Some(host) = request.headers().get(HOST) else { return true };
    let host = host.to_str().unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    name == "127.0.0.1" || name == "localhost" || name.ends_with(".localhost")
}

/// True if a path, followed through links, ends outside the folder. `ServeDir` refuses
/// `..` by itself, but follows links.
fn leads_out(root: &Path, inside: &str) -> bool {
    let Some(inside) = percent_decoded(inside) else { return true };
    let mut path = root.join(inside.trim_start_matches('/'));
    if path.is_dir() {
        path.push("index.html");
    }
    path.canonicalize().is_ok_and(|path| !path.starts_with(root))
}

/// `None` if the bytes meant are not UTF-8, which `ServeDir` does not serve either.
fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        let hex = |digit: u8| char::from(digit).to_digit(16).and_then(|n| u8::try_from(n).ok());
        let meant = match after {
            [high, low, ..] if *byte == b'%' => hex(*high).zip(hex(*low)),
            _ => None,
        };
        bytes.push(meant.map_or(*byte, |(high, low)| high * 16 + low));
        rest = if meant.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).ok()
}

/// `ServeDir` does not know under which path it works: its redirects are put there.
fn put_under(mut response: Response, under: &str) -> Response {
    let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
    let location = location.map(|path| format!("{under}{}", path.trim_start_matches('/')));
    if let Some(value) = location.and_then(|path| HeaderValue::try_from(path).ok()) {
        response.headers_mut().insert(LOCATION, value);
    }
    response
}
