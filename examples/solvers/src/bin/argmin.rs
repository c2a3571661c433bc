//! Minimises functions with the solvers of `argmin`, on exact derivatives and on finite differences: these stall; the exact ones need no
//! more iterations, but for chance: on a long way down, L-BFGS may arrive one or two iterations earlier by the errors of the differences,
//! as the last table shows.
//!
//! `cargo run --manifest-path examples/solvers/Cargo.toml --bin argmin`

use std::cell::Cell;
use std::marker::PhantomData;
use std::sync::{Arc, Mutex};

use argmin::core::observers::{Observe, ObserverMode};
use argmin::core::{CostFunction, Error, Executor, Gradient, Hessian, IterState, KV, Solver};
use argmin::solver::linesearch::MoreThuenteLineSearch;
use argmin::solver::newton::Newton;
use argmin::solver::quasinewton::LBFGS;
use argmin::solver::trustregion::{Steihaug, TrustRegion};
use dual_numbers::{Chunked, ChunkedHessian, DualNum};
use nalgebra::{DMatrix, DVector};

/// What a user writes: a function, where to start, and here also its minimum, known from elsewhere.
trait Function {
    const NAME: &str;
    const LEAST: f64;
    /// By so many iterations inexact derivatives may be ahead by chance.
    const CHANCE: usize = 0;
    fn value<D: DualNum<Primitive = f64>>(x: &[D]) -> D;
    fn start() -> Vec<f64>;
}

/// H. H. Rosenbrock's valley (1960): the sum of 100 (y - x^2)^2 + (1 - x)^2 over neighbours, 0 at (1, 1, ..)
fn rosenbrock<D: DualNum<Primitive = f64>>(x: &[D]) -> D {
    x.windows(2).map(|pair| (pair[1] - pair[0].powi(2)).powi(2) * 100.0 + (D::one() - pair[0]).powi(2)).sum()
}

struct Two;

impl Function for Two {
    const NAME: &str = "Rosenbrock's valley, 2 variables";
    const LEAST: f64 = 0.0;
    fn value<D: DualNum<Primitive = f64>>(x: &[D]) -> D {
        rosenbrock(x)
    }
    fn start() -> Vec<f64> {
        vec![-1.2, 1.0]
    }
}

struct Ten;

impl Function for Ten {
    const NAME: &str = "Rosenbrock's valley, 10 variables";
    const LEAST: f64 = 0.0;
    const CHANCE: usize = 2;
    fn value<D: DualNum<Primitive = f64>>(x: &[D]) -> D {
        rosenbrock(x)
    }
    fn start() -> Vec<f64> {
        [-1.2, 1.0].repeat(5)
    }
}

/// Four atoms that attract and repel by Lennard and Jones, 4 (r^-12 - r^-6) a pair: in the tetrahedron all six pairs are at their least, -1.
///
/// The first atom is the origin, the second on the first axis, the third in the plane of the first two.
struct Cluster;

impl Function for Cluster {
    const NAME: &str = "cluster of four Lennard-Jones atoms, 6 variables";
    const LEAST: f64 = -6.0;
    fn value<D: DualNum<Primitive = f64>>(x: &[D]) -> D {
        let o = D::zero();
        let atoms = [[o, o, o], [x[0], o, o], [x[1], x[2], o], [x[3], x[4], x[5]]];
        let pairs = (0..4).flat_map(|i| (0..i).map(move |j| (i, j)));
        let attraction = pairs.map(|(i, j)| (0..3).map(|k| (atoms[i][k] - atoms[j][k]).powi(2)).sum::<D>().powi(-3));
        attraction.map(|a| (a * a - a) * 4.0).sum()
    }
    fn start() -> Vec<f64> {
        vec![1.15, 0.6, 0.95, 0.55, 0.35, 0.9]
    }
}

#[derive(Clone, Copy)]
enum Derivatives {
    Exact,
    Central,
    Forward,
}
use Derivatives::{Central, Exact, Forward};

/// The function, as `argmin` wants it.
struct Problem<F> {
    derivatives: Derivatives,
    evaluations: Cell<u32>,
    function: PhantomData<F>,
}

impl<F: Function> CostFunction for Problem<F> {
    type Param = DVector<f64>;
    type Output = f64;
    fn cost(&self, x: &Self::Param) -> Result<f64, Error> {
        // On inexact derivatives a line search may go on for ever.
        self.evaluations.set(self.evaluations.get() + 1);
        if self.evaluations.get() > BUDGET {
            return Err(Error::msg("too many evaluations"));
        }
        Ok(F::value(x.as_slice()))
    }
}

impl<F: Function> Gradient for Problem<F> {
    type Param = DVector<f64>;
    type Gradient = DVector<f64>;
    fn gradient(&self, x: &Self::Param) -> Result<DVector<f64>, Error> {
        let x = x.as_slice();
        Ok(match self.derivatives {
            Exact => gradient::<F>(x)?,
            Central => quotients::<F>(x, f64::EPSILON.cbrt(), true),
            Forward => quotients::<F>(x, f64::EPSILON.sqrt(), false),
        })
    }
}

impl<F: Function> Hessian for Problem<F> {
    type Param = DVector<f64>;
    type Hessian = DMatrix<f64>;
    fn hessian(&self, x: &Self::Param) -> Result<DMatrix<f64>, Error> {
        let (n, x) = (x.len(), x.as_slice());
        Ok(match self.derivatives {
            Exact => {
                let (mut gradient, mut hessian) = (vec![0.0; n], vec![0.0; n * n]);
                ChunkedHessian::<3, 3>::new(n).hessian(F::value, x, &mut gradient, &mut hessian)?;
                DMatrix::from_vec(n, n, hessian)
            }
            // Differences of differences, each with the step that balances rounding and truncation.
            Central => difference(x, f64::EPSILON.powf(0.25), true, |x| quotients::<F>(x, f64::EPSILON.powf(0.25), true)),
            Forward => difference(x, f64::EPSILON.cbrt(), false, |x| quotients::<F>(x, f64::EPSILON.cbrt(), false)),
        })
    }
}

fn gradient<F: Function>(x: &[f64]) -> Result<DVector<f64>, Error> {
    let mut gradient = vec![0.0; x.len()];
    Chunked::<8>::new(x.len()).gradient(F::value, x, &mut gradient)?;
    Ok(gradient.into())
}

/// The gradient by difference quotients.
fn quotients<F: Function>(x: &[f64], step: f64, central: bool) -> DVector<f64> {
    difference(x, step, central, |x| DVector::from_element(1, F::value(x))).row(0).transpose()
}

/// Column `i`: the difference quotient of `f` along variable `i`, with a step relative to its magnitude.
fn difference(x: &[f64], step: f64, central: bool, f: impl Fn(&[f64]) -> DVector<f64>) -> DMatrix<f64> {
    let column = |i: usize| {
        let h = step * x[i].abs().max(1.0);
        let at = |h: f64| {
            let mut x = x.to_vec();
            x[i] += h;
            f(&x)
        };
        let back = if central { h } else { 0.0 };
        (at(h) - at(-back)) / (h + back)
    };
    DMatrix::from_columns(&(0..x.len()).map(column).collect::<Vec<_>>())
}

/// What a run came to: after each iteration the norm of the true gradient, and at last the value.
struct Run {
    gradients: Vec<f64>,
    least: f64,
}

impl Run {
    fn flattest(&self) -> f64 {
        self.gradients.iter().copied().fold(f64::INFINITY, f64::min)
    }

    /// The first iteration with `|grad f| <= tolerance`.
    fn iterations(&self, tolerance: f64) -> Option<usize> {
        self.gradients.iter().position(|&g| g <= tolerance).map(|i| i + 1)
    }
}

type Solve = fn(Derivatives) -> Run;

type State<H> = IterState<DVector<f64>, DVector<f64>, (), H, (), f64>;

struct Record<F> {
    run: Arc<Mutex<Run>>,
    function: PhantomData<F>,
}

impl<F: Function, H> Observe<State<H>> for Record<F> {
    fn observe_iter(&mut self, state: &State<H>, _: &KV) -> Result<(), Error> {
        if let Some(x) = &state.param {
            let mut run = self.run.lock().expect("one thread");
            let norm = gradient::<F>(x.as_slice())?.norm();
            run.gradients.push(norm);
            run.least = run.least.min(F::value(x.as_slice()));
            if norm < FLAT {
                return Err(Error::msg("nothing left to descend"));
            }
        }
        Ok(())
    }
}

fn run<F, S, H>(solver: S, derivatives: Derivatives) -> Run
where
    F: Function + Send + Sync + 'static,
    H: Clone + 'static,
    S: Solver<Problem<F>, State<H>>,
{
    let record = Arc::new(Mutex::new(Run { gradients: vec![], least: f64::INFINITY }));
    let observer = Record::<F> { run: record.clone(), function: PhantomData };
    // A line search that finds no decrease ends a run with an error: then the run has stalled, and its record shows where.
    let _ = Executor::new(Problem { derivatives, evaluations: Cell::new(0), function: PhantomData }, solver)
        .configure(|state| state.param(F::start().into()).max_iters(LIMIT))
        .add_observer(observer, ObserverMode::Always)
        .run();
    let run = record.lock().expect("one thread");
    Run { gradients: run.gradients.clone(), least: run.least }
}

const LIMIT: u64 = 200;
const BUDGET: u32 = 10_000;
/// No solver can do better: rounding of the gradient.
const FLAT: f64 = 1e-13;
const TOLERANCES: [f64; 4] = [1e-3, 1e-6, 1e-9, 1e-12];

fn solvers<F: Function + Send + Sync + 'static>() -> [(&'static str, Solve); 3] {
    [
        ("L-BFGS", |d| {
            run::<F, _, _>(
                LBFGS::new(MoreThuenteLineSearch::new(), 7)
                    .with_tolerance_grad(1e-13)
                    .expect("positive")
                    .with_tolerance_cost(0.0)
                    .expect("not negative"),
                d,
            )
        }),
        ("Newton", |d| run::<F, _, _>(Newton::new(), d)),
        ("trust region", |d| run::<F, _, _>(TrustRegion::new(Steihaug::new().with_max_iters(24)), d)),
    ]
}

/// With exact derivatives a solver takes no more iterations than with differences, and comes closer: L-BFGS and Newton to the rounding of
/// the gradient; the trust region compares values of f, whose rounding ends it earlier.
fn table<F: Function>(solvers: &[(&str, Solve)]) {
    println!("{}: iterations until |grad f| <= tolerance\n", F::NAME);
    print!("{:14}{:10}", "solver", "derivs");
    for tolerance in TOLERANCES {
        print!("{tolerance:>8.0e}");
    }
    println!("{:>16}{:>12}", "least |grad f|", "f - f*");
    for (name, solve) in solvers {
        let runs = [("exact", solve(Exact)), ("central", solve(Central)), ("forward", solve(Forward))];
        for (kind, run) in &runs {
            print!("{name:14}{kind:10}");
            for tolerance in TOLERANCES {
                print!("{:>8}", run.iterations(tolerance).map_or("-".to_owned(), |i| i.to_string()));
            }
            println!("{:>16.1e}{:>12.1e}", run.flattest(), run.least - F::LEAST);
        }
        let [(_, exact), differences @ ..] = &runs;
        assert!((exact.least - F::LEAST).abs() < 1e-14, "{name} found {} in place of {}", exact.least, F::LEAST);
        for (kind, run) in differences {
            assert!(
                exact.flattest() < run.flattest(),
                "{name} on {kind} differences reached {}, on exact derivatives {}",
                run.flattest(),
                exact.flattest()
            );
            for tolerance in TOLERANCES {
                let [exact, inexact] = [exact, run].map(|run| run.iterations(tolerance).unwrap_or(usize::MAX));
                assert!(
                    exact <= inexact.saturating_add(F::CHANCE),
                    "{name} to {tolerance}: {exact} iterations, on {kind} differences {inexact}"
                );
            }
        }
    }
    println!();
}

fn main() {
    table::<Two>(&solvers::<Two>());
    table::<Cluster>(&solvers::<Cluster>());
    table::<Ten>(&solvers::<Ten>()[..1]);
}
