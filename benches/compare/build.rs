//! Hands the compiler's version, the target, its features and the flags to the report.

use std::env;
use std::process::Command;

fn main() {
    let rustc = env::var_os("RUSTC").expect("cargo sets RUSTC");
    let version = Command::new(rustc).arg("--version").output().expect("rustc answers --version");
    set("RUSTC_VERSION", String::from_utf8_lossy(&version.stdout).trim());
    set("TARGET", &env::var("TARGET").expect("cargo sets TARGET"));
    set("TARGET_FEATURES", &env::var("CARGO_CFG_TARGET_FEATURE").unwrap_or_default());
    let flags = env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    set("FLAGS", &flags.replace('\x1f', " "));
    println!("cargo::rerun-if-changed=build.rs");
}

fn set(name: &str, value: &str) {
    println!("cargo::rustc-env=COMPARE_{name}={value}");
}
