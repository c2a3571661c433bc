//! Draws `f = x^2/2 + y^2`: its level sets, its gradient, and the path of steepest descent from (-0.8, 0.4).
//!
//! `cargo run --example steepest_ascent [picture.svg]`

use std::error::Error;
use std::f64::consts::{PI, TAU};
use std::ops::Range;

use dual_numbers::{DualNum, gradient, jacobian_vector_product};
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

fn f<D: DualNum<Primitive = f64>>([x, y]: [D; 2]) -> D {
    x.powi(2) / 2.0 + y.powi(2)
}

type Point = (f64, f64);

/// `grad f`, from the dual numbers: all that the arrows and the path know of `f`.
fn grad((x, y): Point) -> Point {
    gradient(f, [x, y]).1.into()
}

/// The point of the level set `f = c` whose gradient has the direction `t`: there `(x, 2y) = r (cos t, sin t)`.
///
/// As `t` turns once, it runs once round the ellipse.
fn level_set<D: DualNum<Primitive = f64>>(c: f64, t: D) -> [D; 2] {
    let (sin, cos) = t.sin_cos();
    let r = ((cos * cos / 2.0 + sin * sin / 4.0).recip() * c).sqrt();
    [r * cos, r * sin / 2.0]
}

/// `p + s v`
fn along(p: Point, s: f64, v: Point) -> Point {
    (p.0 + s * v.0, p.1 + s * v.1)
}

/// The path `p' = -grad f(p)` from `p` towards the minimum, by the classical Runge-Kutta method.
fn steepest_descent(mut p: Point) -> Vec<Point> {
    let h = 0.05;
    let mut path = vec![p];
    while p.0.hypot(p.1) > 1e-3 {
        let k1 = grad(p);
        let k2 = grad(along(p, -h / 2.0, k1));
        let k3 = grad(along(p, -h / 2.0, k2));
        let k4 = grad(along(p, -h, k3));
        for (weight, k) in [(1.0, k1), (2.0, k2), (2.0, k3), (1.0, k4)] {
            p = along(p, -h * weight / 6.0, k);
        }
        path.push(p);
    }
    path
}

const START: Point = (-0.8, 0.4);
const LEVELS: [f64; 6] = [0.03, 0.12, 0.27, 0.48, 0.75, 1.08];
const ARROW: f64 = 0.17; // drawn length of a gradient of length 1

const INK: RGBColor = RGBColor(45, 45, 45);
const BLUE: RGBColor = RGBColor(95, 160, 215);
const RED: RGBColor = RGBColor(200, 60, 20);

/// A sheet of paper with one scale for both axes.
struct Sheet<'a>(DrawingArea<SVGBackend<'a>, Cartesian2d<RangedCoordf64, RangedCoordf64>>);

type Drawn = Result<(), Box<dyn Error>>;

impl<'a> Sheet<'a> {
    const PIXELS_PER_UNIT: f64 = 600.0;

    fn new(svg: &'a mut String, x: Range<f64>, y: Range<f64>) -> Result<Self, Box<dyn Error>> {
        let [width, height] = [&x, &y].map(|side| ((side.end - side.start) * Self::PIXELS_PER_UNIT).round() as u32);
        let area = SVGBackend::with_string(svg, (width, height)).into_drawing_area();
        area.fill(&WHITE)?;
        Ok(Self(area.apply_coord_spec(Cartesian2d::new(x, y.end..y.start, (0..width as i32, 0..height as i32)))))
    }

    fn line(&self, points: impl IntoIterator<Item = Point>, color: RGBColor, width: u32) -> Drawn {
        Ok(self.0.draw(&PathElement::new(points.into_iter().collect::<Vec<_>>(), color.stroke_width(width)))?)
    }

    fn dot(&self, at: Point, color: RGBColor) -> Drawn {
        Ok(self.0.draw(&Circle::new(at, 14, color.filled()))?)
    }

    /// An arrow from `p` to `p + v`.
    fn arrow(&self, p: Point, v: Point, color: RGBColor, width: u32) -> Drawn {
        let head = f64::from(width) * 0.008;
        let unit = along((0.0, 0.0), v.0.hypot(v.1).recip(), v);
        let (tip, normal) = (along(p, 1.0, v), (-unit.1, unit.0));
        let base = along(tip, -head, unit);
        self.line([p, base], color, width)?;
        let corners = [tip, along(base, 0.4 * head, normal), along(base, -0.4 * head, normal)];
        Ok(self.0.draw(&Polygon::new(corners, color.filled()))?)
    }

    fn text(&self, text: &str, at: Point, style: FontStyle, (h, v): (HPos, VPos)) -> Drawn {
        let font = ("serif", 62, style).into_font().color(&INK).pos(Pos::new(h, v));
        Ok(self.0.draw(&Text::new(text, at, font))?)
    }

    /// A number on a curve, which it interrupts.
    fn label(&self, text: &str, at: Point) -> Drawn {
        let half = (0.022 * text.len() as f64, 0.04);
        self.0.draw(&Rectangle::new([along(at, -1.0, half), along(at, 1.0, half)], WHITE.filled()))?;
        let font = ("serif", 50).into_font().color(&INK).pos(Pos::new(HPos::Center, VPos::Center));
        Ok(self.0.draw(&Text::new(text, at, font))?)
    }
}

fn main() -> Drawn {
    let default = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/steepest_ascent.svg").to_owned();
    let file = std::env::args().nth(1).unwrap_or(default);
    let mut svg = String::new();
    draw(&mut svg)?;
    std::fs::write(&file, svg).map_err(|error| format!("cannot write {file}: {error}"))?;
    println!("wrote {file}");
    Ok(())
}

fn draw(svg: &mut String) -> Drawn {
    let sheet = Sheet::new(svg, -2.1..1.9, -1.75..1.9)?;

    // Axes: a frame with a tick every half.
    let (right, top) = (1.85, 1.5);
    for y in (-2..=2).map(|i| f64::from(i) / 2.0) {
        sheet.line([(-right, y), (-right + 0.03, y)], INK, 3)?;
        sheet.text(&number(y), (-right - 0.03, y), FontStyle::Normal, (HPos::Right, VPos::Center))?;
    }
    for x in (-3..=3).map(|i| f64::from(i) / 2.0) {
        sheet.line([(x, -top), (x, -top + 0.03)], INK, 3)?;
        sheet.text(&number(x), (x, -top - 0.03), FontStyle::Normal, (HPos::Center, VPos::Top))?;
    }
    sheet.line([(-right, -top), (right, -top), (right, top), (-right, top), (-right, -top)], INK, 3)?;
    sheet.text("x", (right, -top - 0.03), FontStyle::Italic, (HPos::Right, VPos::Top))?;
    sheet.text("y", (-right - 0.03, top), FontStyle::Italic, (HPos::Right, VPos::Top))?;

    // Level sets, each with its level.
    for c in LEVELS {
        sheet.line((0..=180).map(|i| level_set(c, f64::from(i) / 180.0 * TAU).into()), BLUE, 5)?;
        sheet.label(&c.to_string(), level_set(c, -PI / 3.0).into())?;
    }

    // Gradients, in all directions: each is perpendicular to its level set.
    for (c, directions) in [(0.12, 8), (0.48, 16), (1.08, 16)] {
        for t in (0..directions).map(|i| f64::from(i) / f64::from(directions) * TAU) {
            let (p, tangent) = jacobian_vector_product(|[t]| level_set(c, t), [t], [1.0]);
            let g = grad(p.into());
            let cos = (g.0 * tangent[0] + g.1 * tangent[1]) / (g.0.hypot(g.1) * tangent[0].hypot(tangent[1]));
            assert!(cos.abs() < 1e-14, "gradient {g:?} at {p:?} and tangent {tangent:?} make an angle of cosine {cos}");
            sheet.arrow(p.into(), (g.0 * ARROW, g.1 * ARROW), INK, 4)?;
        }
    }

    // Steepest descent: x' = -x, y' = -2y, along the parabola y = (5/8) x^2.
    let path = steepest_descent(START);
    for &(x, y) in &path {
        assert!((y - 0.625 * x * x).abs() < 1e-6, "({x}, {y}) is off the parabola y = 5/8 x^2");
    }
    sheet.line(path, RED, 10)?;
    sheet.dot(START, RED)?;
    sheet.dot((0.0, 0.0), RED)?;

    // What is what.
    let y = top + 0.12;
    sheet.text("f(x, y) = x²/2 + y²", (0.0, y + 0.15), FontStyle::Italic, (HPos::Center, VPos::Center))?;
    sheet.line([(-1.4, y), (-1.2, y)], BLUE, 5)?;
    sheet.text("f = c", (-1.15, y), FontStyle::Italic, (HPos::Left, VPos::Center))?;
    sheet.arrow((-0.75, y), (0.2, 0.0), INK, 4)?;
    sheet.text(&format!("{ARROW} ∇f"), (-0.5, y), FontStyle::Italic, (HPos::Left, VPos::Center))?;
    sheet.line([(0.05, y), (0.25, y)], RED, 10)?;
    sheet.text("p′ = −∇f(p), p(0) = (−0.8, 0.4)", (0.3, y), FontStyle::Italic, (HPos::Left, VPos::Center))?;
    Ok(sheet.0.present()?)
}

/// `x` with a minus sign as wide as a plus sign.
fn number(x: f64) -> String {
    x.to_string().replace('-', "\u{2212}")
}
