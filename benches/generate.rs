//! Writes a made-up archive to a file or to standard output: see `corpus/`.
//!
//!     generate ARTICLES [FILE]
//!
//! Built by `script/bench generate` with nothing but the compiler.

#[path = "corpus/mod.rs"]
mod corpus;

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let articles = arguments.next().and_then(|number| number.replace([',', '_'], "").parse().ok());
    let Some(articles) = articles else {
        let _ = writeln!(io::stderr(), "usage: generate ARTICLES [FILE]");
        return ExitCode::from(2);
    };
    let done = match arguments.next() {
        Some(file) if file != "-" => File::create(&file)
            .and_then(|file| write(articles, BufWriter::with_capacity(1 << 20, file))),
        _ => write(articles, BufWriter::new(io::stdout().lock())),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "generate: error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write(articles: usize, mut out: impl Write) -> io::Result<()> {
    corpus::Corpus::new(articles).write(&mut out)?;
    out.flush()
}
