//! Three roots over a parameter, and below each its derivative with respect to a parameter.

use std::error::Error;
use std::f64::consts::PI;
use std::ops::Range;

use dual_numbers::Dual;
use plotters::coord::Shift;
use plotters::prelude::*;

use crate::equations::{SPECIES, anomaly, density, mole_fractions};

/// A root over a parameter: the label, and at each abscissa the value and the derivative.
struct Curve {
    label: String,
    points: Vec<(f64, f64, f64)>,
}

impl Curve {
    /// `f` at 300 points of `x`, on dual numbers.
    fn new(label: String, x: &Range<f64>, f: impl Fn(f64) -> Dual<f64>) -> Self {
        let points = (0..=300).map(|i| x.start + f64::from(i) / 300.0 * (x.end - x.start));
        Self { label, points: points.map(|x| (x, f(x))).map(|(x, y)| (x, y.re, y.derivative())).collect() }
    }
}

/// Two panels, one above the other: what the axes say, how far they reach, and where the upper one has room for the legend.
struct Column {
    title: &'static str,
    x: (&'static str, Range<f64>),
    upper: (&'static str, Range<f64>),
    lower: (&'static str, Range<f64>),
    legend: SeriesLabelPosition,
    curves: Vec<Curve>,
}

const COLORS: [RGBColor; 5] =
    [RGBColor(0, 114, 178), RGBColor(213, 94, 0), RGBColor(0, 158, 115), RGBColor(204, 121, 167), RGBColor(150, 110, 0)];
const INK: RGBColor = RGBColor(45, 45, 45);

type Drawn = Result<(), Box<dyn Error>>;

pub fn draw() -> Result<String, Box<dyn Error>> {
    let mut svg = String::new();
    {
        let sheet = SVGBackend::with_string(&mut svg, (3300, 2000)).into_drawing_area();
        sheet.fill(&WHITE)?;
        let sheet = sheet.margin(24, 0, 0, 24);
        let columns = [carbon_dioxide(), orbit(), steam_reforming()];
        for (areas, column) in sheet.split_evenly((1, 3)).iter().zip(&columns) {
            let (upper, lower) = areas.split_vertically(1040);
            panel(
                &upper.titled(column.title, ("sans-serif", 52).into_font().color(&INK))?,
                column,
                &column.upper,
                |&(x, y, _)| (x, y),
                true,
            )?;
            panel(&lower, column, &column.lower, |&(x, _, slope)| (x, slope), false)?;
        }
        sheet.present()?;
    }
    Ok(svg)
}

fn carbon_dioxide() -> Column {
    let x = 1.0..20.0;
    let curve = |t: f64| {
        // One direction, along the pressure in MPa; the density in mol/dm3.
        Curve::new(format!("{t} K"), &x, move |p| density([Dual::constant(t), Dual::variable(p) * 1e6]) / 1e3)
    };
    Column {
        title: "density of CO₂: Peng and Robinson",
        curves: [315.0, 330.0, 350.0, 400.0].map(curve).into(),
        x: ("p / MPa", x),
        upper: ("ρ / (mol/dm³)", 0.0..20.0),
        lower: ("∂ρ/∂p / (mol/dm³/MPa)", 0.0..4.0),
        legend: SeriesLabelPosition::UpperLeft,
    }
}

fn orbit() -> Column {
    let x = 0.0..PI;
    let curve = |e: f64| Curve::new(format!("e = {e}"), &x, move |m| anomaly(m.into(), Dual::variable(e)));
    Column {
        title: "E − e sin E = M: Kepler",
        curves: [0.1, 0.4, 0.7, 0.9].map(curve).into(),
        x: ("M", x),
        upper: ("E", 0.0..PI),
        lower: ("∂E/∂e", 0.0..2.5),
        legend: SeriesLabelPosition::LowerRight,
    }
}

fn steam_reforming() -> Column {
    let x = 0.65..1.25;
    let curve = |i: usize| {
        let f = move |t: f64| mole_fractions([Dual::variable(t) * 1e3, 20.0.into()]).expect("an equilibrium")[i];
        Curve::new(SPECIES[i].replace('2', "₂").replace('4', "₄"), &x, f)
    };
    Column {
        title: "CH₄ + 3 H₂O at 20 bar: equilibrium",
        curves: (0..SPECIES.len()).map(curve).collect(),
        x: ("T / kK", x),
        upper: ("mole fraction x", 0.0..1.0),
        lower: ("∂x/∂T / (1/kK)", -1.2..1.4),
        legend: SeriesLabelPosition::UpperRight,
    }
}

fn panel(
    area: &DrawingArea<SVGBackend, Shift>,
    column: &Column,
    (y_label, y): &(&str, Range<f64>),
    at: impl Fn(&(f64, f64, f64)) -> (f64, f64),
    legend: bool,
) -> Drawn {
    let font = |size: u32| ("sans-serif", size).into_font().color(&INK);
    let tick = |x: &f64| format!("{}", (x * 1e6).round() / 1e6).replace('-', "\u{2212}");
    let mut chart = ChartBuilder::on(area)
        .margin(44)
        .x_label_area_size(116)
        .y_label_area_size(180)
        .build_cartesian_2d(column.x.1.clone(), y.clone())?;
    chart
        .configure_mesh()
        .x_desc(column.x.0)
        .y_desc(*y_label)
        .axis_desc_style(font(48))
        .label_style(font(40))
        .x_label_formatter(&tick)
        .y_label_formatter(&tick)
        .light_line_style(TRANSPARENT)
        .bold_line_style(INK.mix(0.13).stroke_width(2))
        .x_labels(6)
        .y_labels(6)
        .draw()?;
    for (curve, color) in column.curves.iter().zip(COLORS) {
        let line = PathElement::new(curve.points.iter().map(&at).collect::<Vec<_>>(), color.stroke_width(6));
        chart
            .draw_series([line])?
            .label(curve.label.clone())
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 56, y)], color.stroke_width(6)));
    }
    if legend {
        chart.configure_series_labels().position(column.legend.clone()).legend_area_size(72).margin(28).label_font(font(40)).draw()?;
    }
    Ok(())
}
