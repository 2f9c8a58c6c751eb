//! The command `dateline`. Everything it does is in the library's `cli`.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    dateline::cli::main()
}

/// The browser has the other program, `viewer`.
#[cfg(target_arch = "wasm32")]
fn main() {}
