//! The text format of the NIST StRD nonlinear regression files.
//!
//! The head of a file states where the rest stands (line numbers count from 1, both ends belong to the range):
//!
//! ```text
//! Dataset Name:  Misra1a           (Misra1a.dat)
//!                Starting Values   (lines 41 to 42)
//!                Certified Values  (lines 41 to 47)
//!                Data              (lines 61 to 74)
//!
//!         Start 1     Start 2           Parameter     Standard Deviation
//!   b1 =   500         250           2.3894212918E+02  2.7070075241E+00
//! ```

use std::fmt;
use std::fs;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

/// One of the 27 problems: the data, the two published starts, and the certified answer.
#[derive(Debug, Clone)]
pub struct Dataset {
    pub name: String,
    pub level: Level,
    pub parameters: Vec<Parameter>,
    /// The certified minimum of the sum of squared residuals.
    pub residual_sum: f64,
    pub observations: Vec<Observation>,
}

/// How hard NIST found the problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    Lower,
    Average,
    Higher,
}

#[derive(Debug, Clone)]
pub struct Parameter {
    pub starts: [f64; 2],
    pub certified: f64,
    /// The certified standard deviation of the estimate.
    pub deviation: f64,
}

#[derive(Debug, Clone)]
pub struct Observation {
    pub response: f64,
    pub predictors: Vec<f64>,
}

/// What is wrong with a file, and at which line (from 1), where a line can be named.
#[derive(Debug, Clone)]
pub struct DatasetError {
    pub file: PathBuf,
    pub line: Option<usize>,
    pub problem: String,
}

impl fmt::Display for DatasetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.problem)
    }
}

impl std::error::Error for DatasetError {}

impl Dataset {
    /// The same dataset with `ln y` in place of the response y.
    pub fn with_log_response(&self) -> Self {
        let mut dataset = self.clone();
        dataset.observations.iter_mut().for_each(|o| o.response = o.response.ln());
        dataset
    }

    /// Reads the file at `path`.
    pub fn read(path: &Path) -> Result<Self, DatasetError> {
        let text =
            fs::read_to_string(path).map_err(|error| DatasetError { file: path.to_owned(), line: None, problem: error.to_string() })?;
        Self::parse(path, &text)
    }

    /// Reads `text`; `path` is for the error messages.
    pub fn parse(path: &Path, text: &str) -> Result<Self, DatasetError> {
        let source = Source { path, lines: text.lines().collect() };
        let (name_line, title) = source.labelled("Dataset Name:")?;
        let name = title.split_whitespace().next().ok_or_else(|| source.error(name_line, "the dataset has no name"))?;
        let predictors = source.count("Predictor")?;

        let starting_values = source.range("Starting Values")?;
        let parameters: Vec<Parameter> =
            starting_values.clone().enumerate().map(|(i, line)| source.parameter(i + 1, line)).collect::<Result<_, _>>()?;
        source.expect("parameters", parameters.len(), source.count("Parameter")?, *starting_values.end())?;

        let data = source.range("Data")?;
        let observations: Vec<Observation> = data.clone().map(|line| source.observation(line, predictors)).collect::<Result<_, _>>()?;
        source.expect("observations", observations.len(), source.count("Observation")?, *data.end())?;
        if observations.len() <= parameters.len() {
            let counts = format!("{} observations for {} parameters", observations.len(), parameters.len());
            return Err(source.error(*data.end(), format!("{counts} leave no freedom for a fit")));
        }

        let (sum_line, sum) = source.labelled("Residual Sum of Squares:")?;
        let [residual_sum] = source.numbers(sum_line, sum)?;
        Ok(Self { name: name.to_owned(), level: source.level()?, parameters, residual_sum, observations })
    }
}

/// The lines of one file, counted from 1.
struct Source<'a> {
    path: &'a Path,
    lines: Vec<&'a str>,
}

impl<'a> Source<'a> {
    fn error(&self, line: usize, problem: impl Into<String>) -> DatasetError {
        DatasetError { file: self.path.to_owned(), line: Some(line), problem: problem.into() }
    }

    fn line(&self, line: usize) -> Result<&'a str, DatasetError> {
        let missing = || self.error(line, format!("the file ends at line {}", self.lines.len()));
        line.checked_sub(1).and_then(|index| self.lines.get(index)).copied().ok_or_else(missing)
    }

    /// The first line that `read` accepts, and what it read there.
    fn find<R>(&self, what: &str, read: impl Fn(&'a str) -> Option<R>) -> Result<(usize, R), DatasetError> {
        let mut answers = self.lines.iter().enumerate().filter_map(|(i, line)| Some((i + 1, read(line.trim())?)));
        answers.next().ok_or_else(|| self.error(self.lines.len(), format!("no line says {what:?} up to the end")))
    }

    /// The rest of the line that starts with `label`.
    fn labelled(&self, label: &str) -> Result<(usize, &'a str), DatasetError> {
        self.find(label, |line| line.strip_prefix(label))
    }

    /// The lines a to b of `label (lines a to b)`.
    fn range(&self, label: &str) -> Result<RangeInclusive<usize>, DatasetError> {
        let (line, range) =
            self.find(&format!("{label} (lines"), |line| line.strip_prefix(label)?.trim_start().strip_prefix("(lines")?.strip_suffix(')'))?;
        let ends = range.split_once("to").and_then(|(a, b)| Some((a.trim().parse().ok()?, b.trim().parse().ok()?)));
        let (first, last) = ends.ok_or_else(|| self.error(line, format!("no range of lines in {range:?}")))?;
        if first > last {
            return Err(self.error(line, format!("the {label} end at line {last}, before line {first}")));
        }
        Ok(first..=last)
    }

    /// The number k of the line `k unit...`, such as `14 Observations`.
    fn count(&self, unit: &str) -> Result<usize, DatasetError> {
        let (_, count) = self.find(&format!("1 {unit}"), |line| {
            let line = line.strip_prefix("Data:").unwrap_or(line);
            let (count, rest) = line.trim_start().split_once(' ')?;
            rest.starts_with(unit).then(|| count.parse().ok())?
        })?;
        Ok(count)
    }

    fn level(&self) -> Result<Level, DatasetError> {
        let (line, level) = self.find("Level of Difficulty", |line| line.strip_suffix("Level of Difficulty"))?;
        match level.trim() {
            "Lower" => Ok(Level::Lower),
            "Average" => Ok(Level::Average),
            "Higher" => Ok(Level::Higher),
            other => Err(self.error(line, format!("{other:?} is none of the levels Lower, Average and Higher"))),
        }
    }

    /// `bi = start1 start2 certified deviation`
    fn parameter(&self, i: usize, line: usize) -> Result<Parameter, DatasetError> {
        let text = self.line(line)?;
        let (name, values) = text.split_once('=').ok_or_else(|| self.error(line, format!("{text:?} is no line of a parameter")))?;
        if name.trim() != format!("b{i}") {
            return Err(self.error(line, format!("parameter {:?} where b{i} should stand", name.trim())));
        }
        let [start1, start2, certified, deviation] = self.numbers(line, values)?;
        Ok(Parameter { starts: [start1, start2], certified, deviation })
    }

    /// `y x` or `y x1 x2`
    fn observation(&self, line: usize, predictors: usize) -> Result<Observation, DatasetError> {
        let values: Vec<f64> = self.fields(line, self.line(line)?)?;
        match values.split_first() {
            Some((&response, rest)) if rest.len() == predictors => Ok(Observation { response, predictors: rest.to_vec() }),
            _ => Err(self.error(line, format!("{} numbers where {} should stand", values.len(), predictors + 1))),
        }
    }

    fn numbers<const K: usize>(&self, line: usize, text: &str) -> Result<[f64; K], DatasetError> {
        let values = self.fields(line, text)?;
        let wrong_count = |values: Vec<f64>| self.error(line, format!("{} numbers where {K} should stand", values.len()));
        values.try_into().map_err(wrong_count)
    }

    fn fields(&self, line: usize, text: &str) -> Result<Vec<f64>, DatasetError> {
        let number = |field: &str| match field.parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(value),
            _ => Err(self.error(line, format!("{field:?} is not a finite number"))),
        };
        text.split_whitespace().map(number).collect()
    }

    /// Holds a count that the file states against the number of lines found.
    fn expect(&self, what: &str, found: usize, stated: usize, line: usize) -> Result<(), DatasetError> {
        if found == stated {
            return Ok(());
        }
        Err(self.error(line, format!("{found} {what} up to here, but the file says {stated}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MISRA1A: &str = include_str!("data/Misra1a.dat");
    const NELSON: &str = include_str!("data/Nelson.dat");

    fn parse(text: &str) -> Result<Dataset, DatasetError> {
        Dataset::parse(Path::new("some/File.dat"), text)
    }

    /// The message for the file with `from` replaced by `to`.
    fn error_after(from: &str, to: &str) -> String {
        assert!(MISRA1A.contains(from), "{from:?} does not occur in the file");
        parse(&MISRA1A.replacen(from, to, 1)).unwrap_err().to_string()
    }

    #[test]
    fn one_predictor() {
        let misra1a = parse(MISRA1A).unwrap();
        assert_eq!((misra1a.name.as_str(), misra1a.level), ("Misra1a", Level::Lower));
        assert_eq!(misra1a.residual_sum, 1.2455138894e-1);
        assert_eq!(misra1a.parameters.len(), 2);
        let b2 = &misra1a.parameters[1];
        assert_eq!((b2.starts, b2.certified, b2.deviation), ([1e-4, 5e-4], 5.5015643181e-4, 7.2668688436e-6));
        assert_eq!(misra1a.observations.len(), 14);
        let last = &misra1a.observations[13];
        assert_eq!((last.response, last.predictors.as_slice()), (81.78, [760.0].as_slice()));
    }

    #[test]
    fn two_predictors() {
        let nelson = parse(NELSON).unwrap();
        assert_eq!(nelson.level, Level::Average);
        let first = &nelson.observations[0];
        assert_eq!((first.response, first.predictors.as_slice()), (15.0, [1.0, 180.0].as_slice()));
        assert_eq!(nelson.observations.len(), 128);
    }

    #[test]
    fn as_many_parameters_as_observations_are_refused() {
        let text = MISRA1A.replace("(lines 61 to 74)", "(lines 61 to 62)").replace("14 Observations", "2 Observations");
        let message = parse(&text).unwrap_err().to_string();
        assert_eq!(message, "some/File.dat:62: 2 observations for 2 parameters leave no freedom for a fit");
    }

    #[test]
    fn a_missing_file_is_named() {
        let message = Dataset::read(Path::new("no/such/Misra1a.dat")).unwrap_err().to_string();
        assert!(message.starts_with("no/such/Misra1a.dat: "), "{message}");
    }

    #[test]
    fn a_malformed_line_is_named() {
        for (from, to, message) in [
            ("Dataset Name:", "Name:", "some/File.dat:74: no line says \"Dataset Name:\" up to the end"),
            ("(lines 41 to 42)", "(lines 41)", "some/File.dat:5: no range of lines in \" 41\""),
            ("(lines 61 to 74)", "(lines 74 to 61)", "some/File.dat:7: the Data end at line 61, before line 74"),
            ("(lines 61 to 74)", "(lines 61 to 75)", "some/File.dat:75: the file ends at line 74"),
            ("(lines 61 to 74)", "(lines 61 to 73)", "some/File.dat:73: 13 observations up to here, but the file says 14"),
            ("(lines 41 to 42)", "(lines 41 to 41)", "some/File.dat:41: 1 parameters up to here, but the file says 2"),
            ("(lines 41 to 42)", "(lines 40 to 41)", "some/File.dat:40: "),
            ("Lower Level", "Lowest Level", "some/File.dat:28: \"Lowest\" is none of the levels Lower, Average and Higher"),
            ("b2 =", "b3 =", "some/File.dat:42: parameter \"b3\" where b2 should stand"),
            ("7.2668688436E-06", "7.2668688436E-O6", "some/File.dat:42: \"7.2668688436E-O6\" is not a finite number"),
            ("2.7070075241E+00", "", "some/File.dat:41: 3 numbers where 4 should stand"),
            ("1.2455138894E-01", "", "some/File.dat:44: 0 numbers where 1 should stand"),
            ("77.6E0", "77.6E0 1", "some/File.dat:61: 3 numbers where 2 should stand"),
            ("81.78E0", "NaN", "some/File.dat:74: \"NaN\" is not a finite number"),
        ] {
            let found = error_after(from, to);
            assert!(found.starts_with(message), "{from:?} -> {to:?}: {found:?}, not {message:?}");
        }
    }
}
