//! Derivatives by `dual-numbers` and its peers beside derivatives written by hand.
//!
//! `cargo run --release --manifest-path benches/compare/Cargo.toml [-- part of a row's name]`
//!
//! Every row's results are checked against the hand-written ones before they are timed. All rows together
//! write `benches/RESULTS.md`; a selection is printed only.

mod measure;
mod number;
mod peers;
mod report;
mod sweep;
mod workloads;

use std::process::{self, Command, Stdio};
use std::{env, io};

use measure::{Measured, Race};
use workloads::{brusselator, camera, determinant, helmholtz, optimisation, scalar};

/// How often every contestant of a row has its turn.
const ROUNDS: usize = 501;

/// A workload's name, and what prepares it.
type Entry = (&'static str, fn() -> Box<dyn Race>);

/// The rows of the table.
const ROWS: [Entry; 15] = [
    ("f' of exp(x)/sqrt(sin^3 x + cos^3 x)", || Box::new(scalar::first_derivative())),
    ("log-sum-exp, 10 variables", || Box::new(optimisation::log_sum_exp_10())),
    ("Rosenbrock, 12", || Box::new(optimisation::rosenbrock_12())),
    ("Ackley, 12", || Box::new(optimisation::ackley_12())),
    ("Rosenbrock, 100", || Box::new(optimisation::rosenbrock_100())),
    ("Ackley, 100", || Box::new(optimisation::ackley_100())),
    ("reprojection residual, 2 x 12", || Box::new(camera::reprojection_12())),
    ("log-det by Cholesky, 4 x 4, 6 parameters", || Box::new(determinant::cholesky())),
    ("log-det by LU, 8 x 8, 6 parameters", || Box::new(determinant::lu())),
    ("Hessian, Helmholtz-like, 6", || Box::new(helmholtz::hessian())),
    ("Hessian, Rosenbrock, 12", || Box::new(optimisation::rosenbrock_hessian_12())),
    ("second derivative, scalar", || Box::new(scalar::second_derivative())),
    ("third derivative, scalar", || Box::new(scalar::third_derivative())),
    ("J v of a Brusselator, 1000 cells", || Box::new(brusselator::jacobian_vector_product())),
    ("sparse Jacobian of a Brusselator, 1000 cells", || Box::new(brusselator::sparse_jacobian())),
];

/// Measures the row of this name alone, and prints the result for [`measured_apart`].
const MEASURE: &str = "--measure";

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [flag, name] = &arguments[..]
        && flag == MEASURE
    {
        let (_, prepare) = ROWS.into_iter().find(|(row, _)| row == name).expect("a row's name");
        print!("{}", prepare().race(ROUNDS));
        return Ok(());
    }
    let filter = arguments.first().map_or(String::new(), |part| part.to_lowercase());
    let chosen: Vec<_> = ROWS.into_iter().filter(|(name, _)| name.to_lowercase().contains(&filter)).collect();
    if chosen.is_empty() {
        eprintln!("no row's name contains \"{filter}\"; the rows are:");
        ROWS.iter().for_each(|(name, _)| eprintln!("  {name}"));
        process::exit(2);
    }
    let whole = chosen.len() == ROWS.len();
    let measured = chosen.into_iter().map(|(name, _)| Ok((name, measured_apart(name)?)));
    let section = report::section(&measured.collect::<io::Result<Vec<_>>>()?);
    println!("{section}");
    if whole { report::write(&section) } else { Ok(()) }
}

/// A row in a process of its own: where the memory of a row lies, and what is left in the upper halves of vector registers, depends on no other row.
fn measured_apart(name: &str) -> io::Result<Measured> {
    eprintln!("{name}");
    let output = Command::new(env::current_exe()?).args([MEASURE, name]).stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        return Err(io::Error::other(format!("{name}: {}", output.status)));
    }
    String::from_utf8_lossy(&output.stdout).parse().map_err(io::Error::other)
}
