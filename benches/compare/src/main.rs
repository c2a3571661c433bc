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

use measure::Race;
use workloads::{brusselator, camera, determinant, helmholtz, optimisation, scalar};

/// How often every contestant of a row has its turn.
const ROUNDS: usize = 501;

/// A workload's name, and what prepares it.
type Entry = (&'static str, fn() -> Box<dyn Race>);

/// The rows of the table.
const ROWS: [Entry; 14] = [
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
    ("third derivative, scalar", || Box::new(scalar::third_derivative())),
    ("J v of a Brusselator, 1000 cells", || Box::new(brusselator::jacobian_vector_product())),
    ("sparse Jacobian of a Brusselator, 1000 cells", || Box::new(brusselator::sparse_jacobian())),
];

fn main() -> std::io::Result<()> {
    let filter = std::env::args().nth(1).unwrap_or_default().to_lowercase();
    let chosen: Vec<_> = ROWS.into_iter().filter(|(name, _)| name.to_lowercase().contains(&filter)).collect();
    if chosen.is_empty() {
        eprintln!("no row's name contains \"{filter}\"; the rows are:");
        ROWS.iter().for_each(|(name, _)| eprintln!("  {name}"));
        std::process::exit(2);
    }
    let whole = chosen.len() == ROWS.len();
    let results: Vec<_> = chosen
        .into_iter()
        .map(|(name, prepare)| {
            eprintln!("{name}");
            // A thread of its own: what another row leaves in the upper halves of vector registers slows code that uses the lower ones.
            let race = std::thread::spawn(move || prepare().race(ROUNDS));
            (name, race.join().expect("a row whose results are right"))
        })
        .collect();
    let section = report::section(&results);
    println!("{section}");
    if whole { report::write(&section) } else { Ok(()) }
}
