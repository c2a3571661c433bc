//! The Brusselator, a chemical oscillator with diffusion, in one and two dimensions: implicit time steps with the exact sparse Jacobian.
//!
//! The method is ROS2, L-stable and of order 2: with A = I - g h J and g = 1 - 1/sqrt 2,
//! A k1 = f(y), A k2 = f(y + h k1) - 2 k1, y <- y + h (3 k1 + k2) / 2.
//! J. G. Verwer et al., "A Second-Order Rosenbrock Method Applied to Photochemical Dispersion Problems", SIAM J. Sci. Comput. 20 (1999), 1456-1480.
//!
//! `cargo run --release --features faer --example brusselator [picture.svg]`

#[path = "../tests/support/brusselator.rs"]
mod brusselator;
#[path = "../tests/support/brusselator_plane.rs"]
mod brusselator_plane;

use std::error::Error;

use brusselator::brusselator;
use brusselator_plane::brusselator_plane;
use dual_numbers::Dual;
use dual_numbers::sparse::{SparseJacobian, SparsityPattern, jacobian_pattern};
use faer::ColMut;
use faer::prelude::Solve;
use plotters::prelude::*;

type Answer<T> = Result<T, Box<dyn Error>>;

/// Directions of a sweep.
const C: usize = 4;

/// An autonomous system `y' = f(y)`, the function given for plain and for dual numbers, and what its steps need.
struct System<F, G> {
    f: F,
    dual: G,
    jacobian: SparseJacobian<C>,
    /// Where the diagonal stands among the values.
    diagonal: Vec<usize>,
}

impl<F, G> System<F, G>
where
    F: Fn(&[f64], &mut [f64]),
    G: Fn(&[Dual<f64, C>], &mut [Dual<f64, C>]),
{
    fn new(f: F, dual: G, pattern: SparsityPattern) -> Answer<Self> {
        let diagonal =
            (0..pattern.rows()).map(|i| pattern.position(i, i)).collect::<Option<_>>().ok_or("an entry of the diagonal is missing")?;
        Ok(Self { f, dual, jacobian: SparseJacobian::new(pattern)?, diagonal })
    }

    /// One step of ROS2.
    fn step(&mut self, y: &mut [f64], h: f64) -> Answer<()> {
        let g = 1.0 - 0.5_f64.sqrt();
        let mut a = vec![0.0; self.jacobian.pattern().nonzeros()];
        self.jacobian.evaluate(&self.dual, y, &mut a)?;
        a.iter_mut().for_each(|entry| *entry *= -g * h);
        self.diagonal.iter().for_each(|&k| a[k] += 1.0);
        let lu = self.jacobian.pattern().to_faer(&a)?.sp_lu().map_err(|error| format!("{error:?}"))?;

        let mut k1: Vec<f64> = self.jacobian.outputs().collect();
        lu.solve_in_place(ColMut::from_slice_mut(&mut k1).as_mat_mut());
        let inner: Vec<_> = y.iter().zip(&k1).map(|(y, k1)| y + h * k1).collect();
        let mut k2 = vec![0.0; y.len()];
        (self.f)(&inner, &mut k2);
        k2.iter_mut().zip(&k1).for_each(|(k2, k1)| *k2 -= 2.0 * k1);
        lu.solve_in_place(ColMut::from_slice_mut(&mut k2).as_mat_mut());
        for (y, (k1, k2)) in y.iter_mut().zip(k1.iter().zip(&k2)) {
            *y += h * (3.0 * k1 + k2) / 2.0;
        }
        Ok(())
    }

    /// Every state from `y` on, `steps` steps to time `end`.
    fn integrate(&mut self, mut y: Vec<f64>, end: f64, steps: usize) -> Answer<Vec<Vec<f64>>> {
        let mut states = vec![y.clone()];
        for _ in 0..steps {
            self.step(&mut y, end / steps as f64)?;
            states.push(y.clone());
        }
        Ok(states)
    }
}

/// The largest difference of the last states.
fn difference(a: &[Vec<f64>], b: &[Vec<f64>]) -> f64 {
    let last = |states: &[Vec<f64>]| states.last().cloned().unwrap_or_default();
    last(a).iter().zip(last(b)).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}

fn main() -> Answer<()> {
    let cells = 200;
    let rod: Vec<f64> =
        (1..=cells).flat_map(|i| [1.0 + (std::f64::consts::TAU * f64::from(i) / f64::from(cells + 1)).sin(), 3.0]).collect();
    let pattern = jacobian_pattern(brusselator, &rod, rod.len())?;
    let mut line = System::new(brusselator, brusselator, pattern)?;
    println!("rod: {} unknowns, {} entries, {} colours", rod.len(), line.jacobian.pattern().nonzeros(), line.jacobian.colouring().count());
    let end = 10.0;
    let [coarse, middle, fine] = [200, 400, 800].map(|steps| line.integrate(rod.clone(), end, steps));
    let (coarse, middle, fine) = (coarse?, middle?, fine?);
    let (first, second) = (difference(&coarse, &middle), difference(&middle, &fine));
    println!("last state: half the step changes it by {first:.1e}, half of that by {second:.1e}: order {:.2}", (first / second).log2());
    assert!(second < 1e-2 && (first / second - 4.0).abs() < 1.0, "order 2 divides the change by 4");

    let side = 20;
    let square: Vec<f64> = (0..side * side)
        .map(|cell| (f64::from(cell / side) / f64::from(side), f64::from(cell % side) / f64::from(side)))
        .flat_map(|(y, x)| [22.0 * y * (1.0 - y).powf(1.5), 27.0 * x * (1.0 - x).powf(1.5)])
        .collect();
    let mut plane = System::new(brusselator_plane, brusselator_plane, jacobian_pattern(brusselator_plane, &square, square.len())?)?;
    let (entries, colours) = (plane.jacobian.pattern().nonzeros(), plane.jacobian.colouring().count());
    println!("square: {} unknowns, {entries} entries, {colours} colours", square.len());
    plane.jacobian.check(brusselator_plane, &square)?;
    let states = plane.integrate(square, 1.0, 200)?;
    assert!(states.iter().flatten().all(|&c| c.is_finite() && c > -1e-3), "concentrations stay positive");

    let mut svg = String::new();
    draw(&mut svg, &fine, end, &states, side as usize)?;
    let default = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/brusselator.svg").to_owned();
    let file = std::env::args().nth(1).unwrap_or(default);
    std::fs::write(&file, svg).map_err(|error| format!("cannot write {file}: {error}"))?;
    println!("drew {file}");
    Ok(())
}

/// Above, u of the rod over time at five places; below, u of the square at four times.
fn draw(svg: &mut String, rod: &[Vec<f64>], end: f64, square: &[Vec<f64>], side: usize) -> Answer<()> {
    let sheet = SVGBackend::with_string(svg, (800, 520)).into_drawing_area();
    sheet.fill(&WHITE)?;
    let (above, below) = sheet.split_vertically(300);
    let mut chart = ChartBuilder::on(&above)
        .caption("u over time along the rod", ("sans-serif", 18))
        .margin(10)
        .x_label_area_size(32)
        .y_label_area_size(40)
        .build_cartesian_2d(0.0..end, 0.0..4.0)?;
    chart.configure_mesh().disable_mesh().x_desc("t").y_desc("u").draw()?;
    for place in 1..=5 {
        let cell = rod[0].len() / 2 * place / 10;
        let time = |step: usize| end * step as f64 / (rod.len() - 1) as f64;
        let curve: Vec<_> = rod.iter().enumerate().step_by(4).map(|(step, state)| (time(step), state[2 * cell])).collect();
        let style = HSLColor(place as f64 / 6.0, 0.8, 0.4).stroke_width(2);
        chart
            .draw_series([PathElement::new(curve, style)])?
            .label(format!("x = 0.{place}"))
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 16, y)], style));
    }
    chart.configure_series_labels().position(SeriesLabelPosition::UpperMiddle).draw()?;
    let highest = square.iter().flat_map(|state| state.iter().step_by(2)).copied().fold(0.0, f64::max);
    for (area, step) in below.split_evenly((1, 4)).iter().zip([0, 10, 40, 200]) {
        let title = format!("u of the square at t = {}", step as f64 / 200.0);
        let mut chart =
            ChartBuilder::on(area).caption(title, ("sans-serif", 14)).margin(6).build_cartesian_2d(0.0..side as f64, 0.0..side as f64)?;
        let u = square[step].iter().step_by(2).enumerate();
        chart.draw_series(u.map(|(cell, u)| {
            let (x, y) = ((cell % side) as f64, (cell / side) as f64);
            Rectangle::new([(x, y), (x + 1.0, y + 1.0)], HSLColor(0.66 * (1.0 - u / highest), 0.8, 0.5).filled())
        }))?;
    }
    sheet.present()?;
    Ok(())
}
