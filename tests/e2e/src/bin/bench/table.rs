//! What was measured, for a person to read: the median of each figure, from the least to the most, and its budget.
use std::fmt;

use crate::Bench;
use crate::drain::Drained;
use crate::opening::Report;
use crate::series::Series;
use crate::slow::Speed;

/// What a figure must not be more than, what it should not be more than, and how many times the bare page's it may be.
#[derive(Debug, Clone, Copy)]
struct Budget {
    must: f64,
    aim: f64,
    times: Option<f64>,
}

/// The budgets of one way of opening, in milliseconds.
#[derive(Debug, Clone, Copy)]
pub struct Budgets {
    largest: Option<Budget>,
    interactive: Option<Budget>,
    shift: Option<Budget>,
}

/// A first visit.
pub const FIRST_VISIT: Budgets = Budgets {
    largest: Some(Budget { must: 1_000.0, aim: 900.0, times: Some(1.1) }),
    interactive: Some(Budget { must: 3_000.0, aim: 2_500.0, times: None }),
    shift: Some(Budget { must: 0.0, aim: 0.0, times: None }),
};

/// A warm start with no server.
pub const OFFLINE: Budgets = Budgets {
    largest: None,
    interactive: Some(Budget { must: 500.0, aim: 370.0, times: None }),
    shift: Some(Budget { must: 0.0, aim: 0.0, times: None }),
};

/// A start for which no budget was set.
pub const UNBOUND: Budgets = Budgets { largest: None, interactive: None, shift: None };

/// From a tap on Done to the next step, for all but five in a hundred.
const DONE: Budget = Budget { must: 100.0, aim: 50.0, times: None };
/// The same in a full case: so many times that of a new one, and within the same limit.
const FULL: Budget = Budget { must: 100.0, aim: 50.0, times: Some(1.2) };
/// Records in a second, sent one by one, at least.
const DRAIN_LEAST: f64 = 150.0;

/// Some measurements of the same thing.
#[derive(Debug, Clone)]
struct Figure(Vec<f64>);

impl Figure {
    fn of(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut values: Vec<f64> = values.into_iter().collect();
        values.sort_by(f64::total_cmp);
        (!values.is_empty()).then_some(Self(values))
    }

    /// The value below which this part of all lies.
    fn at(&self, hundredths: usize) -> f64 {
        let place = (self.0.len() * hundredths).div_ceil(100).saturating_sub(1);
        self.0.get(place).copied().unwrap_or(f64::NAN)
    }

    fn median(&self) -> f64 {
        let middle = self.0.len() / 2;
        if self.0.len().is_multiple_of(2) { f64::midpoint(self.0[middle - 1], self.0[middle]) } else { self.0[middle] }
    }

    fn worst(&self) -> f64 {
        self.at(100)
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:.0} ms", self.median())?;
        if self.0.len() > 1 {
            write!(formatter, " ({:.0} to {:.0})", self.at(0), self.worst())?;
        }
        Ok(())
    }
}

/// All lines.
#[derive(Debug)]
pub struct Table {
    lines: Vec<[String; 6]>,
    notes: Vec<String>,
}

impl Table {
    /// An empty table of so many runs, with how fast the processor was seen to be before and after.
    pub fn new(bench: &Bench, first: Speed, last: Speed) -> Self {
        let runs = bench.runs;
        let head = ["", "app", "bare page", "app/bare", "budget", ""].map(str::to_owned);
        let notes = vec![
            format!(
                "Median (least to most). {runs} runs a line; of the bare page, and of both for LCP, twice as many; by turns."
            ),
            "Slow 4G as Lighthouse applies it: 562 ms a request, 1.47 Mbit/s down, 0.68 up. Each first visit is checked to \
             have been slowed. What the service worker fetches once the app has opened is not slowed."
                .to_owned(),
            format!(
                "Slow phone: the page’s main thread is slowed {:.1} times here, so that a loop takes as long as on a phone \
                 4 times slower than the machine where the budgets were set (3480 ms): {:.0} ms before and {:.0} ms after \
                 the rest. Workers, and the threads that compile wasm, are not slowed. Not slowed the loop took {:.0} and \
                 {:.0} ms: what is not slowed can be compared between two runs only as far as these can.",
                bench.slowed, first.slow_ms, last.slow_ms, first.quick_ms, last.quick_ms
            ),
            "A tap counts from the finger’s lifting to the frame with the answer. The bare page answers by going to its \
             steps, the static page by saying since when the hour counts, the app with the first step."
                .to_owned(),
        ];
        Self { lines: vec![head], notes }
    }

    /// One way of opening.
    pub fn opening(&mut self, title: &str, series: &Series, budgets: &Budgets) {
        let Series { at_once, once_there, bare, painted } = series;
        let both = || at_once.iter().chain(once_there);
        let steps = |reports: &mut dyn Iterator<Item = &Report>| Figure::of(reports.map(|report| report.steps));
        let answers = |reports: &[Report]| Figure::of(reports.iter().filter_map(Report::answer));
        let bare_steps = steps(&mut bare.iter());
        let bare_answer = answers(bare);
        // The driver's own time between what was seen and the tap is left out.
        let at_once_whole = Figure::of(at_once.iter().filter_map(|report| Some(report.steps + report.answer()?)));
        let once_whole = Figure::of(once_there.iter().filter_map(|report| Some(report.app? + report.answer()?)));
        let bare_whole = Figure::of(bare.iter().filter_map(|report| Some(report.steps + report.answer()?)));

        self.title(title);
        self.line("first steps on the screen", steps(&mut both()), bare_steps.as_ref(), None);
        let largest = |of: &[f64]| Figure::of(of.iter().copied());
        let bare_largest = largest(&painted.bare);
        self.line(
            "largest part painted (LCP), not tapped",
            largest(&painted.app),
            bare_largest.as_ref(),
            budgets.largest,
        );
        self.line("tapped at once: tap to answer", answers(at_once), bare_answer.as_ref(), None);
        self.line("tapped at once: opening to answer", at_once_whole, bare_whole.as_ref(), None);
        let hour = Figure::of(at_once.iter().filter_map(|report| report.hour));
        self.line("tapped at once: opening to the hour running", hour, None, None);
        let app = Figure::of(once_there.iter().filter_map(|report| report.app));
        self.line("app in the place of the page (bare: its steps)", app, bare_steps.as_ref(), budgets.interactive);
        self.line("tapped then: tap to the hour’s first step", answers(once_there), bare_answer.as_ref(), None);
        self.line("tapped then: opening to the hour’s first step", once_whole, bare_whole.as_ref(), None);
        self.shift(once_there, bare, budgets.shift);
        self.answered(both(), bare);
    }

    fn shift(&mut self, app: &[Report], bare: &[Report], budget: Option<Budget>) {
        let most = |reports: &[Report]| reports.iter().map(|report| report.shift).fold(0.0, f64::max);
        let (app, bare) = (most(app), most(bare));
        let (limit, verdict) = match budget {
            // Less than the browser counts in a thousandth of the screen.
            Some(_) => ("0".to_owned(), if app < 0.000_5 { "met" } else { "NOT MET" }.to_owned()),
            None => (String::new(), String::new()),
        };
        let name = "  layout shift before the tap, most".to_owned();
        self.lines.push([name, format!("{app:.3}"), format!("{bare:.3}"), String::new(), limit, verdict]);
    }

    fn answered<'a>(&mut self, app: impl Iterator<Item = &'a Report>, bare: &[Report]) {
        let count = |reports: &[&Report]| {
            let answered = reports.iter().filter(|report| report.answered.is_some()).count();
            format!("{answered} of {}", reports.len())
        };
        let app: Vec<&Report> = app.collect();
        let by_page = app.iter().filter(|report| report.tap.is_some() && report.by == "page").count();
        let name = format!("  taps answered ({by_page} by the static page)");
        let bare = count(&bare.iter().collect::<Vec<_>>());
        self.lines.push([name, count(&app), bare, String::new(), String::new(), String::new()]);
    }

    /// Taps on Done.
    pub fn done(&mut self, times: &[f64]) {
        self.title(&format!("tap on Done to the next step, slow phone, {} taps", times.len()));
        let Some(figure) = Figure::of(times.iter().copied()) else { return };
        let ninety_five = figure.at(95);
        self.line("strict commit included", Some(figure), None, None);
        self.line("95 in 100 come within", Figure::of([ninety_five]), None, Some(DONE));
    }

    /// Taps on Done in a case with many events, beside those in a new one.
    pub fn full(&mut self, full: &[f64], empty: &[f64]) {
        let (Some(full), Some(empty)) = (Figure::of(full.iter().copied()), Figure::of(empty.iter().copied())) else {
            return;
        };
        self.title(&format!(
            "the same in a case of {} events and {} photographs (in place of the bare page: a new case)",
            crate::steps::EVENTS,
            crate::steps::PHOTOGRAPHS
        ));
        self.line("strict commit included", Some(full), Some(&empty), Some(FULL));
    }

    /// The search of the signs.
    pub fn letters(&mut self, times: &[f64]) {
        self.title(&format!("search of {} signs, slow phone, {} letters", crate::signs::SIGNS, times.len()));
        let Some(figure) = Figure::of(times.iter().copied()) else { return };
        let ninety_five = figure.at(95);
        self.line("letter to the list that answers", Some(figure), None, None);
        self.line("95 in 100 come within", Figure::of([ninety_five]), None, None);
    }

    /// The queue.
    pub fn drained(&mut self, drained: &Drained) {
        let rate = drained.records as f64 * 1_000.0 / drained.took_ms;
        self.title(&format!("{} queued records drained, loopback, nothing slowed", drained.records));
        self.line("first try to “Delivered” on the last", Figure::of([drained.took_ms]), None, None);
        let (name, limit) = ("  records a second, one by one".to_owned(), format!("at least {DRAIN_LEAST:.0}"));
        let verdict = if rate >= DRAIN_LEAST { "met" } else { "NOT MET" }.to_owned();
        self.lines.push([name, format!("{rate:.0}"), "–".to_owned(), String::new(), limit, verdict]);
        self.notes.push(format!(
            "Queue: {} concerns were written and sent through the app’s own fields and buttons, by a script in the page, \
             with the desk stopped ({} s). Then the desk was started and “Try to send now” tapped. Each was PUT with \
             success once, and the desk’s inbox has exactly {}.",
            drained.records,
            drained.writing.as_secs(),
            drained.records
        ));
    }

    /// Something that a reader has to know.
    pub fn note(&mut self, words: String) {
        self.notes.push(words);
    }

    fn title(&mut self, title: &str) {
        let mut line = <[String; 6]>::default();
        title.clone_into(&mut line[0]);
        self.lines.extend([<[String; 6]>::default(), line]);
    }

    fn line(&mut self, name: &str, app: Option<Figure>, bare: Option<&Figure>, budget: Option<Budget>) {
        let Some(app) = app else { return };
        let ratio = bare.map(|bare| app.median() / bare.median());
        let (limit, verdict) = budget.map(|budget| budget.judge(app.median(), ratio)).unwrap_or_default();
        let name = format!("  {name}");
        let bare = bare.map_or("–".to_owned(), Figure::to_string);
        let ratio = ratio.map_or(String::new(), |ratio| format!("{ratio:.2}"));
        self.lines.push([name, app.to_string(), bare, ratio, limit, verdict]);
    }
}

impl Budget {
    fn judge(self, median: f64, ratio: Option<f64>) -> (String, String) {
        let mut limit = format!("{:.0}, aim {:.0}", self.must, self.aim);
        let mut met = median <= self.must;
        if let Some(times) = self.times {
            limit.push_str(&format!(", {times} times"));
            met = met && ratio.is_some_and(|ratio| ratio <= times);
        }
        let verdict = match (met, median <= self.aim) {
            (true, true) => "met, aim too",
            (true, false) => "met",
            (false, _) => "NOT MET",
        };
        (limit, verdict.to_owned())
    }
}

impl fmt::Display for Table {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns = self.lines.iter().filter(|line| !line[1].is_empty());
        let widths = columns.fold([0; 6], |widths: [usize; 6], line| {
            std::array::from_fn(|place| widths[place].max(line[place].chars().count()))
        });
        for line in &self.lines {
            let cells = line.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}"));
            writeln!(formatter, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
        }
        writeln!(formatter)?;
        self.notes.iter().try_for_each(|note| writeln!(formatter, "{note}"))
    }
}

#[cfg(test)]
mod tests {
    use super::{Budget, Figure};

    #[test]
    fn the_median_and_the_slowest_but_one_of_twenty_are_found() {
        let figure = Figure::of((1..=20).rev().map(f64::from)).expect("there are some");
        assert!((figure.median() - 10.5).abs() < 1e-9);
        assert!((figure.at(95) - 19.0).abs() < 1e-9 && (figure.worst() - 20.0).abs() < 1e-9);
        assert!(Figure::of([]).is_none());
    }

    #[test]
    fn a_budget_with_a_ratio_needs_both() {
        let budget = Budget { must: 1_000.0, aim: 900.0, times: Some(1.1) };
        assert_eq!(budget.judge(950.0, Some(1.05)).1, "met");
        assert_eq!(budget.judge(850.0, Some(1.05)).1, "met, aim too");
        assert_eq!(budget.judge(850.0, Some(1.2)).1, "NOT MET");
        assert_eq!(budget.judge(1_050.0, Some(1.0)).1, "NOT MET");
    }
}
