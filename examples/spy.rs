//! Spy plots: the sparsity pattern of a Jacobian and of a Hessian, each entry in the colour of its direction.
//!
//! `cargo run --example spy [picture.svg]`

#[path = "../tests/support/brusselator_plane.rs"]
mod brusselator_plane;

use std::error::Error;

use brusselator_plane::brusselator_plane;
use dual_numbers::DualNum;
use dual_numbers::sparse::{Colouring, Order, SparsityPattern, hessian_pattern, jacobian_pattern};
use plotters::coord::Shift;
use plotters::prelude::*;

/// A chain of springs, all pulled towards one heavy body, the last variable.
fn energy<D: DualNum<Primitive = f64>>(x: &[D]) -> D {
    let (body, chain) = (x[x.len() - 1], &x[..x.len() - 1]);
    let springs: D = chain.windows(2).map(|x| (x[1] - x[0] - 1.0).powi(4)).sum();
    springs + chain.iter().map(|&x| (x - body).powi(2)).sum::<D>()
}

fn draw(
    sheet: &DrawingArea<SVGBackend, Shift>,
    title: &str,
    pattern: &SparsityPattern,
    colouring: &Colouring,
) -> Result<(), Box<dyn Error>> {
    let size = pattern.columns() as f64;
    let caption = format!("{title}, {} colours", colouring.count());
    let mut chart = ChartBuilder::on(sheet).caption(caption, ("sans-serif", 16)).margin(20).build_cartesian_2d(0.0..size, size..0.0)?;
    chart.draw_series([Rectangle::new([(0.0, 0.0), (size, size)], BLACK)])?;
    chart.draw_series(pattern.entries().map(|(i, j)| {
        let hue = f64::from(colouring.colours()[j]) / colouring.count() as f64;
        let corner = (j as f64, i as f64);
        Rectangle::new([corner, (corner.0 + 1.0, corner.1 + 1.0)], HSLColor(hue, 0.8, 0.45).filled())
    }))?;
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let x = vec![1.0; 2 * 6 * 6];
    let jacobian = jacobian_pattern(brusselator_plane, &x, x.len())?;
    let columns = Colouring::of_columns(&jacobian, Order::SmallestLast);
    println!("Jacobian of the Brusselator on 6 x 6 cells, {} colours:\n{jacobian}", columns.count());

    let hessian = hessian_pattern(energy, &x[..40])?;
    let star = Colouring::star(&hessian, Order::LargestFirst)?;
    println!("Hessian of a chain and a heavy body, {} colours:\n{hessian}", star.count());
    assert_eq!((jacobian.nonzeros(), hessian.nonzeros(), star.count()), (72 * 6, 39 + 2 * 38 + 1 + 2 * 39, 4));

    let mut svg = String::new();
    {
        let sheet = SVGBackend::with_string(&mut svg, (820, 440)).into_drawing_area();
        sheet.fill(&WHITE)?;
        let (left, right) = sheet.split_horizontally(410);
        draw(&left, "Jacobian of the Brusselator on 6 x 6 cells", &jacobian, &columns)?;
        draw(&right, "Hessian of a chain and a heavy body", &hessian, &star)?;
        sheet.present()?;
    }
    let default = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/spy.svg").to_owned();
    let file = std::env::args().nth(1).unwrap_or(default);
    std::fs::write(&file, svg).map_err(|error| format!("cannot write {file}: {error}"))?;
    println!("drew {file}");
    Ok(())
}
