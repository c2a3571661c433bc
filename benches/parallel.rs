//! The sweeps over threads beside those of one thread, with equal results: prints the table of `benches/PARALLEL.md`.
//!
//! `cargo bench --features rayon --bench parallel`

#[path = "support/mod.rs"]
#[expect(dead_code, reason = "the functions are shared with benches that use others of them")]
mod support;
#[path = "support/turns.rs"]
mod turns;

use std::hint::black_box;

use dual_numbers::{Chunked, ChunkedHessian, ParallelChunked, ParallelChunkedHessian, ShapeError};
use rayon::ThreadPoolBuilder;
use support::{broyden, log_sum_exp, rosenbrock};
use turns::times;

const SIZES: &str = "the buffers were made for n";

fn row(name: &str, n: usize, threads: usize, serial: &mut dyn FnMut(), parallel: &mut dyn FnMut()) {
    let [one, all] = times([serial, parallel]);
    println!("| {name} | {n} | {:.1} | {threads} | {:.1} | {:.2} |", one / 1e3, all / 1e3, one / all);
}

fn gradient(n: usize, threads: usize) -> Result<(), ShapeError> {
    let x = point(n);
    let (mut one, mut all) = (vec![0.0; n], vec![0.0; n]);
    let (mut serial, mut parallel) = (Chunked::<8>::new(n), ParallelChunked::<8>::new(n));
    serial.gradient(log_sum_exp, &x, &mut one)?;
    parallel.gradient(log_sum_exp, &x, &mut all)?;
    assert_eq!(one, all);
    row(
        "gradient of log-sum-exp",
        n,
        threads,
        &mut || {
            black_box(serial.gradient(log_sum_exp, black_box(&x), &mut one)).expect(SIZES);
        },
        &mut || {
            black_box(parallel.gradient(log_sum_exp, black_box(&x), &mut all)).expect(SIZES);
        },
    );
    Ok(())
}

fn jacobian(n: usize, threads: usize) -> Result<(), ShapeError> {
    let (x, mut values) = (point(n), vec![0.0; n]);
    let (mut one, mut all) = (vec![0.0; n * n], vec![0.0; n * n]);
    let (mut serial, mut parallel) = (Chunked::<8>::with_outputs(n, n), ParallelChunked::<8>::with_outputs(n, n));
    serial.jacobian(broyden, &x, &mut values, &mut one)?;
    parallel.jacobian(broyden, &x, &mut values, &mut all)?;
    assert_eq!(one, all);
    let mut others = values.clone();
    row(
        "Jacobian of Broyden's function",
        n,
        threads,
        &mut || {
            black_box(serial.jacobian(broyden, black_box(&x), &mut values, &mut one)).expect(SIZES);
        },
        &mut || {
            black_box(parallel.jacobian(broyden, black_box(&x), &mut others, &mut all)).expect(SIZES);
        },
    );
    Ok(())
}

fn hessian(n: usize, threads: usize) -> Result<(), ShapeError> {
    let (x, mut slope) = (point(n), vec![0.0; n]);
    let (mut one, mut all) = (vec![0.0; n * n], vec![0.0; n * n]);
    let (mut serial, mut parallel) = (ChunkedHessian::<3, 3>::new(n), ParallelChunkedHessian::<3, 3>::new(n));
    serial.hessian(rosenbrock, &x, &mut slope, &mut one)?;
    parallel.hessian(rosenbrock, &x, &mut slope, &mut all)?;
    assert_eq!(one, all);
    let mut other = slope.clone();
    row(
        "Hessian of Rosenbrock's function",
        n,
        threads,
        &mut || {
            black_box(serial.hessian(rosenbrock, black_box(&x), &mut slope, &mut one)).expect(SIZES);
        },
        &mut || {
            black_box(parallel.hessian(rosenbrock, black_box(&x), &mut other, &mut all)).expect(SIZES);
        },
    );
    Ok(())
}

/// `n` different numbers between 0 and 1.
fn point(n: usize) -> Vec<f64> {
    (0..n).map(|i| (i as f64 + 0.7) * 0.618_033_988_749_894_8 % 1.0).collect()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("| call | variables | one thread, us | threads | all of them, us | speed-up |\n|---|---|---|---|---|---|");
    let threads = rayon::current_num_threads();
    for n in [100, 1000, 3000] {
        gradient(n, threads)?;
    }
    for n in [100, 1000] {
        jacobian(n, threads)?;
    }
    for n in [12, 30, 100] {
        hessian(n, threads)?;
    }
    // What the threads themselves cost: the same over a pool of one.
    ThreadPoolBuilder::new().num_threads(1).build()?.install(|| gradient(1000, 1))?;
    Ok(())
}
