//! Lists the built viewer's files, so that the command can carry them. It must not build
//! anything: where there is no `dist` yet, the list is empty, and the command says so.

#![allow(clippy::print_stdout, clippy::panic, reason = "that is how a build script talks to cargo")]

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let Some(out) = env::var_os("OUT_DIR") else { return };
    let native = env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch != "wasm32");
    // Where each text lies: see script/late-texts.mjs.
    if !native {
        println!("cargo:rustc-link-arg-bin=viewer=-Map={}/viewer.map", out.display());
    }
    let mut list = String::from("&[");
    // The viewer itself must not be rebuilt because it was built.
    if native {
        println!("cargo:rerun-if-changed=dist");
        let root = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
        let mut files: Vec<_> = fs::read_dir(Path::new(&root).join("dist"))
            .map(|entries| entries.filter_map(Result::ok).map(|entry| entry.path()).collect())
            .unwrap_or_default();
        files.retain(|path| path.is_file());
        files.sort();
        for path in files {
            let name = path.file_name().unwrap_or_default();
            let _ = write!(list, "({name:?}, include_bytes!({path:?})),");
        }
    }
    list.push(']');
    if let Err(error) = fs::write(Path::new(&out).join("viewer.rs"), list) {
        panic!("the list of the viewer's files cannot be written: {error}");
    }
}
