//! The race: every contestant of a row, in turn, in many short rounds.

use std::fmt::{self, Display, Formatter};
use std::hint::black_box;
use std::str::FromStr;
use std::time::{Duration, Instant};

use crate::sweep::Parts;

/// The largest relative difference from the hand-written result that passes for equal.
const TOLERANCE: f64 = 1e-10;
/// How long one contestant runs in one round.
const TURN: Duration = Duration::from_micros(60);

/// A value that begins with a cache line: how many lines a result takes should be nobody's luck.
#[derive(Clone)]
#[repr(align(64))]
struct Aligned<T>(T);

/// One contestant: a library's number in one mode, or the code it is held against.
struct Contestant {
    library: &'static str,
    mode: String,
    /// Evaluates every point so many times.
    run: Box<dyn FnMut(usize) -> Duration>,
    sweeps: usize,
}

/// A workload with its points and its contestants; the first of them is the hand-written derivative.
pub struct Row<I, O> {
    points: Vec<I>,
    empty: Box<dyn Fn() -> O>,
    expected: Vec<O>,
    contestants: Vec<Contestant>,
}

/// What a contestant took, in units of the hand-written derivative's time.
pub struct Measurement {
    pub library: String,
    pub mode: String,
    /// The best time over the best time: what a quiet machine gives.
    pub best: f64,
    /// The median over the rounds of the ratio within the round.
    pub median: f64,
}

/// The result of a row.
pub struct Measured {
    /// The hand-written derivative's best time for one evaluation, in nanoseconds.
    pub nanoseconds: f64,
    pub contestants: Vec<Measurement>,
}

/// The time, then one line for each contestant: from the process that measures a row to the one that writes the table.
impl Display for Measured {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.nanoseconds)?;
        self.contestants
            .iter()
            .try_for_each(|Measurement { library, mode, best, median }| writeln!(f, "{library}\t{mode}\t{best}\t{median}"))
    }
}

impl FromStr for Measured {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut lines = text.lines();
        let contestant = |line: &str| match line.split('\t').collect::<Vec<_>>()[..] {
            [library, mode, best, median] => Some(Measurement {
                library: library.to_owned(),
                mode: mode.to_owned(),
                best: best.parse().ok()?,
                median: median.parse().ok()?,
            }),
            _ => None,
        };
        let nanoseconds = lines.next().and_then(|line| line.parse().ok());
        let contestants: Option<Vec<_>> = lines.map(contestant).collect();
        nanoseconds
            .zip(contestants)
            .map(|(nanoseconds, contestants)| Self { nanoseconds, contestants })
            .ok_or(format!("not a measured row: {text:?}"))
    }
}

/// A row whose types no longer matter.
pub trait Race {
    fn race(self: Box<Self>, rounds: usize) -> Measured;
}

impl<I: Clone + 'static, O: Parts + 'static> Row<I, O> {
    pub fn new(points: Vec<I>, empty: impl Fn() -> O + 'static) -> Self {
        Self { points, empty: Box::new(empty), expected: Vec::new(), contestants: Vec::new() }
    }

    /// The yardstick; enters first.
    pub fn hand_written(&mut self, mut kernel: impl FnMut(&I, &mut O) + 'static) {
        self.expected = self.evaluate(&mut kernel);
        self.enter("hand-written", String::new(), kernel);
    }

    /// A contestant that computes the values alone.
    pub fn values_only(&mut self, library: &'static str, mut kernel: impl FnMut(&I, &mut O) + 'static) {
        let results = self.evaluate(&mut kernel);
        self.check(library, "values", &results, O::values);
        self.enter(library, "values alone".to_owned(), kernel);
    }

    /// A contestant that computes values and derivatives.
    pub fn contestant(&mut self, library: &'static str, mode: String, mut kernel: impl FnMut(&I, &mut O) + 'static) {
        let results = self.evaluate(&mut kernel);
        self.check(library, &mode, &results, O::values);
        self.check(library, &mode, &results, O::derivatives);
        self.enter(library, mode, kernel);
    }

    fn evaluate(&self, kernel: &mut impl FnMut(&I, &mut O)) -> Vec<O> {
        self.points
            .iter()
            .map(|x| {
                let mut out = (self.empty)();
                kernel(x, &mut out);
                out
            })
            .collect()
    }

    fn check(&self, library: &str, mode: &str, results: &[O], parts: fn(&O) -> Vec<f64>) {
        for (point, (result, expected)) in results.iter().zip(&self.expected).enumerate() {
            for (entry, (y, e)) in parts(result).into_iter().zip(parts(expected)).enumerate() {
                assert!(
                    (y - e).abs() <= TOLERANCE * e.abs(),
                    "{library} ({mode}), point {point}, entry {entry}: {y:e}, hand-written {e:e}",
                );
            }
        }
    }

    fn enter(&mut self, library: &'static str, mode: String, mut kernel: impl FnMut(&I, &mut O) + 'static) {
        let points: Vec<_> = self.points.iter().cloned().map(Aligned).collect();
        let mut out = Aligned((self.empty)());
        let run = Box::new(move |sweeps| {
            let start = Instant::now();
            for _ in 0..sweeps {
                for x in &points {
                    kernel(black_box(&x.0), &mut out.0);
                    black_box(&mut out);
                }
            }
            start.elapsed()
        });
        self.contestants.push(Contestant { library, mode, run, sweeps: 1 });
    }
}

impl Contestant {
    /// Runs long enough to fill a turn, which also warms the caches.
    fn calibrate(&mut self) {
        while (self.run)(self.sweeps) < TURN / 2 {
            self.sweeps *= 2;
        }
    }

    /// The time of one sweep over the points, in nanoseconds.
    fn turn(&mut self) -> f64 {
        (self.run)(self.sweeps).as_nanos() as f64 / self.sweeps as f64
    }
}

impl<I, O> Race for Row<I, O> {
    fn race(self: Box<Self>, rounds: usize) -> Measured {
        let mut contestants = self.contestants;
        let entered = contestants.len();
        contestants.iter_mut().for_each(Contestant::calibrate);
        let mut times = vec![Vec::with_capacity(rounds); entered];
        for round in 0..rounds {
            for turn in 0..entered {
                // Another one starts each round, so that nobody always follows the same neighbour's start.
                let i = (round + turn) % entered;
                times[i].push(contestants[i].turn());
            }
        }
        let best = |times: &[f64]| times.iter().copied().fold(f64::INFINITY, f64::min);
        let hand = times[0].clone();
        let measurements = contestants.into_iter().zip(&times).skip(1).map(|(contestant, times)| {
            let mut ratios: Vec<f64> = times.iter().zip(&hand).map(|(t, h)| t / h).collect();
            ratios.sort_by(f64::total_cmp);
            Measurement {
                library: contestant.library.to_owned(),
                mode: contestant.mode,
                best: best(times) / best(&hand),
                median: ratios[rounds / 2],
            }
        });
        Measured { nanoseconds: best(&hand) / self.points.len() as f64, contestants: measurements.collect() }
    }
}
